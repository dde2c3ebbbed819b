"""The figure of a claim, and within which bounds another agrees with it.

Figures are rounded, years are left out, agencies count differently: what is a little apart agrees. How much a figure
may be off on each side:

- percent: 1 point, and 5 points after "about"; but never more than a quarter of the figure, so that 1 % and 3 % differ;
- all else: 2.5 %, and 10 % after "about".

Two figures agree when what they allow for overlaps: 90 and 91 agree, 85 "about" and 90 agree, 40 and 90 don't. Where
a text says "at least" or "at most", the other side is open. Changes and sums of investment are not compared: they are
of a month or a quarter, of one programme or another, which claims don't tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass

POINTS, ABOUT_POINTS, QUARTER = 1.0, 5.0, 0.25
RATIO, ABOUT_RATIO = 0.025, 0.10
PERCENT = frozenset(("percent", "pp"))

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its ends, and the ends of what agrees with it; None where that is open, or nothing is compared."""

    low: float
    high: float
    agree_low: float | None = None
    agree_high: float | None = None

    @property
    def middle(self) -> float:
        """The middle of its ends."""
        return (self.low + self.high) / 2


def figure(row: Row) -> Figure | None:
    """The figure of a claim, from its row; None when it has none."""
    kind, bound = row["type"], str(row["bound"])
    low, high = (_number(row[name]) for name in _columns(str(kind)))
    ends = [end for end in (low, high) if end is not None]
    if not ends:
        return None
    first, last = min(ends), max(ends)
    if kind == "change" or row["stage"] == "investment":
        return Figure(first, last)
    unit = "percent" if kind == "share" else str(row["unit"])
    return Figure(
        first,
        last,
        None if low is None or bound == "at_most" else first - slack(first, bound, unit),
        None if high is None or bound == "at_least" else last + slack(last, bound, unit),
    )


def slack(value: float, bound: str, unit: str) -> float:
    """How much a figure may be off on one side."""
    about = bound == "about"
    if unit in PERCENT:
        return min(ABOUT_POINTS if about else POINTS, QUARTER * abs(value))
    return (ABOUT_RATIO if about else RATIO) * abs(value)


def _columns(kind: str) -> tuple[str, str]:
    return ("share_low", "share_high") if kind == "share" else ("value_low", "value_high")


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def period(row: Row) -> str:
    """Within what a claim is compared with others of its fact.

    A year makes a fact of its own, so that its figures are compared whenever they were printed; those of a part of it
    (the row's `part`, where known) with those of the same part only. What gives no year is compared with articles of
    about the same time, by the year of publication; and so are goals, whose year is that of the aim. A policy of
    another year than that of its article is history, and not compared.
    """
    published, year = str(row["published"])[:4], row["year"]
    if row["type"] == "goal":
        return published
    if row["type"] == "policy":
        return "" if year is None or str(year) == published else str(year)
    return published if year is None else str(row.get("part", ""))
