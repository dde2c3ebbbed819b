"""Which lines that recur over pages of a site go, and that the text stays whole around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import recurring
from pipeline.types import Article, Block, BlockKind, Cell, Removed, Span

FIRST = "The northern mine shipped its first cargo of nickel ore on Tuesday, eleven weeks later than it had planned."
LAST = "Buyers in three countries have signed contracts for most of it, according to people who have seen the papers."
P, H, LI, ROW = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW


def article(*lines):
    blocks, start = [], 0
    for line in lines:
        kind, text = line if isinstance(line, tuple) else (P, line)
        span = Span(start, start + len(text))
        cells = (Cell(span),) if kind is ROW else ()
        blocks.append(Block(span, kind, cells))
        start = span.end + 1
    text = "\n".join(line[1] if isinstance(line, tuple) else line for line in lines)
    return Article(text, blocks=tuple(blocks), removed=(Removed("Share", "share"),))


def lines(found):
    return [block.span.of(found.text) for block in found.blocks]


@pytest.mark.parametrize(
    "line",
    [
        "The Ledger | Mining",
        "Our journalists follow a code.",  # at an end of the article
        "Published 2024 by the Ledger",
        (H, "Most read"),
        (LI, "Metals desk"),
    ],
)
def test_a_recurring_line_goes(line):
    whole = article(FIRST, LAST, line)
    text = lines(whole)[-1]
    found = recurring.drop(whole, frozenset((text,)))
    assert found.text == f"{FIRST}\n{LAST}"
    assert found.removed == (Removed("Share", "share"), Removed(text, "recurring-line"))
    assert found.id != whole.id


@pytest.mark.parametrize(
    "line",
    [
        "Capacity is 40 MW",
        "Up 5%",
        "$3 a pound",
        "Output: 12,000 tonnes",
        "10",
        "$",
        "The mine is the country's only one.",  # a sentence between running text
        (H, "Lithium"),  # heads what follows
        (ROW, "Chile"),
    ],
)
def test_a_line_that_may_tell_something_stays(line):
    whole = article(FIRST, line, LAST)
    assert recurring.drop(whole, frozenset((lines(whole)[1],))) is whole


@pytest.mark.parametrize("amount", ["5,300", "$40", "12 Mt", "(17%)"])
def test_a_table_set_as_lines_stays(amount):
    whole = article(FIRST, LAST, "Chile", amount, "World total")
    assert recurring.drop(whole, frozenset(("Chile", "World total"))) is whole


def test_a_line_not_known_stays():
    whole = article(FIRST, "The Ledger | Mining", LAST)
    assert recurring.drop(whole, frozenset()) is whole
    assert recurring.drop(whole, frozenset(("The Ledger",))) is whole


def test_a_serial_notice_stays_whole():
    form = ["Notice to holders of the bonds", "Name of the issuer and its seat", "Reason for the notice", "Contact us"]
    whole = article(FIRST, *form)
    assert recurring.drop(whole, frozenset(form)) is whole


def test_an_article_of_recurring_lines_alone_stays():
    whole = article(FIRST)
    assert recurring.drop(whole, frozenset((FIRST,))) is whole


@given(st.lists(st.sampled_from((FIRST, LAST, "Desk", (ROW, "Chile"), (H, "Lithium"), (LI, "More"))), min_size=1))
def test_blocks_are_the_lines_of_the_text(parts):
    found = recurring.drop(article(*parts), frozenset(("Desk", "More", "Chile", "Lithium")))
    assert "\n".join(lines(found)) == found.text
    assert all(block.span.contains(cell.span) for block in found.blocks for cell in block.cells)
