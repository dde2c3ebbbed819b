"""Scales: from figures and dates to places on a picture."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

FULL = 100.0  # percent


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps `low`..`high` onto `start`..`end`; what lies outside is put at the edge."""

    low: float
    high: float
    start: float = 0.0
    end: float = FULL

    def __call__(self, value: float) -> float:
        """The place of a value, to a tenth of a percent."""
        if self.high <= self.low:
            return round((self.start + self.end) / 2, 1)
        part = min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))
        return round(self.start + part * (self.end - self.start), 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    place: float
    label: str


def steps(low: float, high: float, about: int = 5) -> tuple[float, ...]:
    """Round numbers that cover `low` to `high`: from the one at or below `low` to the one at or above `high`."""
    span = (high - low) or abs(high) or 1.0
    raw = span / about
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(round(step * number, 12) for number in range(first, max(last, first + 1) + 1))


def day(text: str) -> int | None:
    """The day of an ISO date or time as a number; the first one of a month or year given alone; None for no date."""
    parts = [*text[:10].split("-"), "1", "1"][:3]
    try:
        return date(*(int(part) for part in parts)).toordinal()
    except ValueError:
        return None


def date_ticks(first: int, last: int, scale: Scale, most: int = 7) -> tuple[Tick, ...]:
    """Starts of years, or of months where that leaves at most `most`, as "2025" or "2025-03"."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = [
        date(year, month, 1)
        for year in range(start.year, end.year + 1)
        for month in range(1, 13)
        if start <= date(year, month, 1) <= end
    ]
    for every in (1, 3, 6, 12, 24, 60, 120, 240):
        kept = [one for one in months if (one.year * 12 + one.month - 1) % every == 0]
        if len(kept) <= most:
            break
    if not kept:
        kept = [start]
    return tuple(Tick(scale(one.toordinal()), f"{one:%Y}" if one.month == 1 else f"{one:%Y-%m}") for one in kept)


def apart(places: Sequence[float], gap: float, end: float) -> tuple[float, ...]:
    """The places, in ascending order, moved so that neighbours are `gap` apart where there is room up to `end`."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    limit = end
    for number in range(len(moved) - 1, -1, -1):
        moved[number] = min(moved[number], limit)
        limit = moved[number] - gap
    if any(later < earlier for earlier, later in pairwise(moved)) or (moved and moved[0] < 0):
        return tuple(places)
    return tuple(round(place, 1) for place in moved)
