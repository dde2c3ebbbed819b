from hypothesis import given
from hypothesis import strategies as st

from pipeline.types import Span
from pipeline.web.marks import Piece, cut

TEXT = "abcdefghij"


def spans(limit):
    return st.tuples(st.integers(0, limit), st.integers(0, limit)).map(lambda ends: Span(min(ends), max(ends)))


@given(st.text(max_size=40), st.data())
def test_no_character_is_lost_and_marks_cover_what_they_cover(text, data):
    span = data.draw(spans(len(text)))
    marks = data.draw(st.lists(spans(len(text)), max_size=6))
    pieces = cut(text, span, marks)
    assert "".join(piece.text for piece in pieces) == span.of(text)
    for number, mark in enumerate(marks):
        covered = "".join(piece.text for piece in pieces if number in piece.marks)
        assert covered == text[
            max(mark.start, span.start) : max(span.start, min(mark.end, span.end))
        ] or not mark.overlaps(span)
        times = 1 if mark.overlaps(span) else 0
        assert sum(number in piece.opens for piece in pieces) == times
        assert sum(number in piece.closes for piece in pieces) == times


def test_overlapping_marks_share_the_piece_between_them():
    assert cut(TEXT, Span(0, 10), [Span(2, 6), Span(4, 8)]) == (
        Piece("ab"),
        Piece("cd", (0,), (0,)),
        Piece("ef", (0, 1), (1,), (0,)),
        Piece("gh", (1,), (), (1,)),
        Piece("ij"),
    )


def test_a_mark_that_reaches_beyond_opens_at_the_edge():
    assert cut(TEXT, Span(4, 6), [Span(0, 10)]) == (Piece("ef", (0,), (0,), (0,)),)


def test_an_empty_span_has_no_pieces():
    assert cut(TEXT, Span(3, 3), [Span(0, 10)]) == ()
