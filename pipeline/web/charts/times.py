"""Policies on a time line, and claims by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.web.charts.scale import Scale, Tick, date_ticks, day

MONTHS = 36  # columns at most, the newest


@dataclass(frozen=True, slots=True)
class Mark:
    """When articles first spoke of a policy in this state."""

    place: float
    status: str
    label: str


@dataclass(frozen=True, slots=True)
class Track:
    """One policy."""

    row: Mapping[str, Any]
    marks: tuple[Mark, ...]
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture."""

    tracks: tuple[Track, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A column."""

    name: str  # "2025-03"
    claims: int
    place: float
    height: float


def timeline(policies: Sequence[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]]) -> Timeline | None:
    """The picture of (policy, its states with first_seen, last_seen, status); None when nothing has a date."""
    days = [day(state[end] or "") for _, states in policies for state in states for end in ("first_seen", "last_seen")]
    known = [one for one in days if one is not None]
    if not known:
        return None
    first, last = min(known), max(known)
    along = Scale(first, last, 3, 97)
    tracks = (_track(policy, states, along) for policy, states in policies)
    return Timeline(tuple(track for track in tracks if track), date_ticks(first, last, along, 6))


def _track(policy: Mapping[str, Any], states: Sequence[Mapping[str, Any]], along: Scale) -> Track | None:
    marks, ends = [], []
    for state in states:
        first, last = day(state["first_seen"] or ""), day(state["last_seen"] or "")
        if first is None or last is None:
            continue
        status = state["status"] or "mentioned"
        marks.append(Mark(along(first), status, f"{status}: first {state['first_seen'][:10]}"))
        ends += [along(first), along(last)]
    return Track(policy, tuple(sorted(marks, key=lambda mark: mark.place)), min(ends), max(ends)) if ends else None


def months(counts: Mapping[str, int]) -> tuple[Month, ...]:
    """A column for each month from the first to the last, also for those without a claim; the newest of many."""
    named = sorted(name for name in counts if day(name) is not None and len(name) == len("2025-03"))
    if not named:
        return ()
    first, last = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (named[0], named[-1]))
    names = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(max(first, last - MONTHS + 1), last + 1)]
    tallest = max(counts.get(name, 0) for name in names) or 1
    width = 100 / len(names)
    return tuple(
        Month(name, counts.get(name, 0), round(width * place, 2), round(100 * counts.get(name, 0) / tallest, 1))
        for place, name in enumerate(names)
    )
