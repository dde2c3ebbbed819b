"""A fact as a series: range bars over the date of publication, each an article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.web.charts.scale import Scale, Tick, apart, date_ticks, day, steps
from pipeline.web.words import number

MOST = 60  # bars: more would touch
GAP = 1.4  # percent of the width between two bars
LEFT, RIGHT = 9.0, 98.0  # where bars may stand, percent
TOP, BOTTOM = 92.0, 8.0  # of the frame that the axis takes, bottom and top, percent of the height from the top


@dataclass(frozen=True, slots=True)
class Bar:
    """What one claim says: from `top` to `bottom`, percent from the top of the picture."""

    claim: str
    place: float
    top: float
    bottom: float
    origin: int  # number of its origin, from 1, in the order in which they were first seen
    is_copy: bool  # an earlier bar has the same origin
    is_against: bool  # another claim contradicts it
    opens_up: bool
    opens_down: bool
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A reference figure."""

    place: float  # percent from the top
    label: str


@dataclass(frozen=True, slots=True)
class Series:
    """The picture."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    rows: tuple[Tick, ...]  # of figures, percent from the top
    columns: tuple[Tick, ...]  # of dates
    left_out: int  # claims with a figure that found no room


def build(
    claims: Sequence[Mapping[str, Any]], origins: Mapping[str, int], references: Sequence[tuple[float, str]], unit: str
) -> Series | None:
    """The picture of claims in the order of their dates; None when fewer than one has both figure and date.

    Args:
        claims: each with claim, published, low, high, bound, origin, against and label.
        origins: number of each origin.
        references: (value, label) of reference figures.
        unit: "percent" makes the axis go from 0 to 100.
    """
    known = [
        (when, row) for row in claims if row["low"] is not None and (when := day(row["published"] or "")) is not None
    ]
    if not known:
        return None
    shown = known[-MOST:]
    ends = [float(row[end]) for _, row in shown for end in ("low", "high")] + [value for value, _ in references]
    marks = (0.0, 25.0, 50.0, 75.0, 100.0) if unit == "percent" and _is_part(ends) else steps(min(ends), max(ends))
    up = Scale(marks[0], marks[-1], TOP, BOTTOM)
    first, last = shown[0][0], shown[-1][0]
    along = Scale(first, last, LEFT + 3, RIGHT - 3)
    places = apart([along(when) for when, _ in shown], GAP, RIGHT)
    seen: set[str] = set()
    bars = []
    for place, (_, row) in zip(places, shown, strict=True):
        bars.append(_bar(row, place, up, origins, is_copy=row["origin"] in seen))
        seen.add(row["origin"])
    return Series(
        tuple(bars),
        tuple(Line(up(value), label) for value, label in references),
        tuple(Tick(up(mark), number(mark)) for mark in marks),
        date_ticks(first, last, along),
        len(known) - len(shown),
    )


def _is_part(ends: Sequence[float]) -> bool:
    return all(0 <= end <= 100 for end in ends)  # noqa: PLR2004 - percent of a whole


def _bar(row: Mapping[str, Any], place: float, up: Scale, origins: Mapping[str, int], *, is_copy: bool) -> Bar:
    bound = row["bound"]
    return Bar(
        claim=row["claim"],
        place=place,
        top=up(float(row["high"])),
        bottom=up(float(row["low"])),
        origin=origins.get(row["origin"], 0),
        is_copy=is_copy,
        is_against=bool(row["against"]),
        opens_up=bound == "at_least",
        opens_down=bound == "at_most",
        label=row["label"],
    )
