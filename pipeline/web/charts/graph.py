"""Who depends on whom: a country in the middle, those it depends on at the left, its dependents at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST = 12  # on each side
ROW = 26  # pixels of height for each


@dataclass(frozen=True, slots=True)
class Node:
    """A country at the end of an arrow."""

    code: str
    label: str  # what about it, in words
    place: float  # percent of the height
    weight: int  # 1 to 4, the width of its arrow


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture."""

    suppliers: tuple[Node, ...]
    dependents: tuple[Node, ...]
    height: int  # pixels
    left_out: int


def build(suppliers: Sequence[tuple[str, str, int]], dependents: Sequence[tuple[str, str, int]]) -> Graph | None:
    """The picture of (code, label, independent origins), the strongest first; None when there is nobody."""
    if not suppliers and not dependents:
        return None
    rows = max(min(len(suppliers), MOST), min(len(dependents), MOST))
    left_out = max(0, len(suppliers) - MOST) + max(0, len(dependents) - MOST)
    return Graph(_side(suppliers), _side(dependents), ROW * rows + 14, left_out)


def _side(given: Sequence[tuple[str, str, int]]) -> tuple[Node, ...]:
    shown = given[:MOST]
    return tuple(
        Node(code, label, round(100 * (number + 0.5) / len(shown), 1), min(4, max(1, origins)))
        for number, (code, label, origins) in enumerate(shown)
    )
