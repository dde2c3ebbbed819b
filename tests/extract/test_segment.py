import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import segment
from pipeline.types import Block, BlockKind, Cell, Document, Span


def split(text):
    return [piece.span.of(text) for piece in segment.pieces(Document(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a stop that ends
        ("Chile mines copper. Peru does too.", ["Chile mines copper.", "Peru does too."]),
        ("Is it true? Yes! It is.", ["Is it true?", "Yes!", "It is."]),
        ("One line\nanother line", ["One line", "another line"]),
        ("The price fell to $5. Output rose.", ["The price fell to $5.", "Output rose."]),
        # abbreviations
        ("It exports ore to the U.S. The trade grew.", ["It exports ore to the U.S.", "The trade grew."]),
        ("It exports ore to the U.S. and Japan.", ["It exports ore to the U.S. and Japan."]),
        ("The U.S. Department of Energy lent money.", ["The U.S. Department of Energy lent money."]),
        ("Acme Corp. Ltd. bought it. He left.", ["Acme Corp. Ltd. bought it.", "He left."]),
        (
            "Mr. Smith and Dr. Jones met J. P. Lee in St. Louis.",
            ["Mr. Smith and Dr. Jones met J. P. Lee in St. Louis."],
        ),
        ("No. 5 sold approx. 3 tons, i.e. Little.", ["No. 5 sold approx. 3 tons, i.e. Little."]),
        (
            "It opens at 9 a.m. and closes at 5 p.m. on Fridays.",
            ["It opens at 9 a.m. and closes at 5 p.m. on Fridays."],
        ),
        ("It rose 3.5 percent to 1.2m tons.", ["It rose 3.5 percent to 1.2m tons."]),
        # quotes of four shapes stay with their sentence
        ('"We mine it." The boss left.', ['"We mine it."', "The boss left."]),
        ("'We mine it.' The boss left.", ["'We mine it.'", "The boss left."]),
        ("“We mine it.” The boss left.", ["“We mine it.”", "The boss left."]),
        ("«We mine it.» The boss left.", ["«We mine it.»", "The boss left."]),
        ("He paid. “We mine it.”", ["He paid.", "“We mine it.”"]),
        ('"We mine it." he said.', ['"We mine it." he said.']),
        ('"We mine it."The boss left.', ['"We mine it."', "The boss left."]),
        ("“We mine it.”The boss left.", ["“We mine it.”", "The boss left."]),
        ("It is a “no.”a word", ["It is a “no.”a word"]),
        # ellipses
        ("It was... slow. It grew.", ["It was... slow.", "It grew."]),
        ("It was slow... Then it grew.", ["It was slow...", "Then it grew."]),
        ("It was slow… Then it grew.", ["It was slow…", "Then it grew."]),
        # footnote digits
        ("China makes most of it.12 Japan makes some.", ["China makes most of it.12", "Japan makes some."]),
        # bullets and numbering
        ("- Chile: 24%\n• Peru: 10%\n* Congo: 11%", ["Chile: 24%", "Peru: 10%", "Congo: 11%"]),
        ("1. Chile mines copper.\n2) Peru does too.\n(3) Congo.", ["Chile mines copper.", "Peru does too.", "Congo."]),
        ("It has aims: 1. Chile. 2. Peru.", ["It has aims: 1. Chile.", "Peru."]),
        ("5 mines closed.", ["5 mines closed."]),
        ("-5% was the fall.", ["-5% was the fall."]),
        # nothing
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_sentences(text, expected):
    assert split(text) == expected


def test_a_time_opens_an_item_of_a_round_up():
    text = "0714 GMT - Copper fell. Tin rose.\n1139 ET -- Zinc fell.\n2024 sales - Lead rose.\nThe 0714 GMT - bus left."
    found = [(piece.span.of(text), piece.opens) for piece in segment.pieces(Document(text))]
    assert found == [
        ("Copper fell.", True),
        ("Tin rose.", False),
        ("Zinc fell.", True),
        ("2024 sales - Lead rose.", False),
        ("The 0714 GMT - bus left.", False),
    ]


def test_a_bullet_makes_a_list_item():
    kinds = [piece.block.kind for piece in segment.pieces(Document("Heading\n- one\n2. two"))]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]


def test_blocks_of_the_article_are_kept():
    text = "Rare earths. In brief\nChina mines it. Chile doesn't."
    blocks = (Block(Span(0, 21), BlockKind.HEADING), Block(Span(22, len(text))))
    found = segment.pieces(Document(text, blocks=blocks))
    assert [(one.span.of(text), one.block.kind) for one in found] == [
        ("Rare earths.", BlockKind.HEADING),
        ("In brief", BlockKind.HEADING),
        ("China mines it.", BlockKind.PARAGRAPH),
        ("Chile doesn't.", BlockKind.PARAGRAPH),
    ]


def test_a_table_row_is_whole():
    text = "Chile. Copper. 24%"
    row = Block(Span(0, len(text)), BlockKind.TABLE_ROW, (Cell(Span(0, 6)),))
    assert [one.span.of(text) for one in segment.pieces(Document(text, blocks=(row,)))] == [text]


@pytest.mark.parametrize(
    "long",
    [
        "(" * 5_000,
        "a" * 5_000,
        "http://" + "x" * 500,
        "word " * 2_000,
        "See https://example.org/a-long-page and www.example.org/b",
    ],
)
def test_what_is_no_prose_is_marked_unreadable(long):
    found = segment.pieces(Document(f"China mines it.\n{long}\nChile too."))
    assert [one.readable for one in found] == [True, False, True]


def test_long_prose_is_readable():
    assert all(one.readable for one in segment.pieces(Document("A long but ordinary sentence, " * 100 + "ends.")))


PROSE = st.text(st.sampled_from('aB .\n!?"”’)1-•…U\tS,é'), max_size=80)


@given(st.one_of(st.text(max_size=200), PROSE))
def test_spans_are_ordered_inside_and_complete(text):
    spans = [piece.span for piece in segment.pieces(Document(text))]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert all(one.of(text) == one.of(text).strip() for one in spans)
    covered = {i for span in spans for i in range(span.start, span.end)}
    left = "".join(char if i not in covered else " " for i, char in enumerate(text))
    marker = re.compile(r"[-*•●▪◦‣·–—►■]+|\(?\d{1,2}[.)]|[a-z]\)")
    assert all(marker.fullmatch(rest) for rest in left.split())
