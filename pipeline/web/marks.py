"""Cuts a text where marks begin and end, so that overlapping marks nest nowhere and no character is lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.types import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text without an edge inside; the marks that cover, begin and end it, by their number."""

    text: str
    marks: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


def cut(text: str, span: Span, marks: Sequence[Span]) -> tuple[Piece, ...]:
    """The pieces of `text[span]`, in order. A mark that reaches beyond the span opens or closes at its edge."""
    clipped = {number: _clip(mark, span) for number, mark in enumerate(marks) if mark.overlaps(span)}
    edges = sorted({span.start, span.end} | {edge for mark in clipped.values() for edge in (mark.start, mark.end)})
    return tuple(
        Piece(
            text[start:end],
            _numbers(clipped, (number for number, mark in clipped.items() if mark.start <= start and end <= mark.end)),
            _numbers(clipped, (number for number, mark in clipped.items() if mark.start == start)),
            _numbers(clipped, (number for number, mark in clipped.items() if mark.end == end)),
        )
        for start, end in pairwise(edges)
    )


def _clip(mark: Span, span: Span) -> Span:
    return Span(max(mark.start, span.start), min(mark.end, span.end))


def _numbers(clipped: dict[int, Span], found: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(number for number in found if clipped[number].start < clipped[number].end))
