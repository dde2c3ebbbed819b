"""Tables: rows of cells with the words above them, from the blocks of a page or recognised in lines of plain text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, islice, takewhile

from pipeline.extract import flat
from pipeline.extract.grid import NOWHERE, GridCell, Row, Table, Words
from pipeline.extract.segment import lines
from pipeline.types import Block, BlockKind, Document, Span
from pipeline.vocab.tables import patterns

__all__ = ["find"]

MAX_CAPTION = 30  # words
MAX_NOTE = 15  # words
NOTES = 3  # lines below a table that may be its notes
MAX_LINES = 2000  # of a table in plain text
PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION})
PARTS = frozenset({BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})
SENTENCE_END = re.compile(r"[.!?…;,][\"'”’)\]]*$")


def find(document: Document) -> tuple[Table, ...]:
    """The tables of a document in text order."""
    blocks = document.blocks or tuple(lines(document.text))
    found: list[Table] = []
    at = 0
    while at < len(blocks):
        kind = blocks[at].kind
        if kind in PARTS:
            run = tuple(takewhile(lambda one: one.kind in PARTS, islice(blocks, at, None)))
            table = _from_blocks(document, run, caption(document, blocks[at - 1] if at else None))
            found.append(replace(table, note=note(document, blocks[at + len(run) : at + len(run) + NOTES])))
        else:
            run = tuple(takewhile(lambda one: one.kind not in PARTS, islice(blocks, at, None)))
            found += _in_prose(document, run)
        at += len(run)
    return tuple(found)


def holds(found: tuple[Table, ...], span: Span) -> bool:
    """Whether a sentence is part of a table's rows or headers, which are read cell by cell."""
    return any(line.contains(span) for table in found for line in table.lines)


def caption(document: Document, before: Block | None) -> Words:
    """The words that stand as a caption right above a table; empty when the line above is a sentence."""
    if before is None or before.kind not in PROSE:
        return NOWHERE
    span = before.span
    text = span.of(document.text)
    if SENTENCE_END.search(text) or len(text.split()) > MAX_CAPTION:
        return NOWHERE
    return Words(text, span.start)


def note(document: Document, after: tuple[Block, ...]) -> Words:
    """The first of the lines below a table that tells the unit of its figures; empty when none does."""
    for block in after:
        text = block.span.of(document.text)
        if block.kind is BlockKind.PARAGRAPH and len(text.split()) <= MAX_NOTE and patterns()["note"].search(text):
            return Words(text, block.span.start)
    return NOWHERE


def _from_blocks(document: Document, run: tuple[Block, ...], above: Words) -> Table:
    """The table of a run of header and row blocks; the caption is its own or the short line above."""
    rows: list[Row] = []
    heads: dict[str, int] = {}
    title = ""
    for block in run:
        if block.kind is BlockKind.TABLE_HEADER:
            cells = [cell.span for cell in block.cells] or [block.span]
            heads |= {span.of(document.text): span.start for span in cells}
            continue
        title = title or block.caption
        rows.append(
            Row(
                block.span,
                tuple(
                    GridCell(
                        Words(cell.span.of(document.text), cell.span.start),
                        tuple(Words(text, heads.get(text)) for text in cell.header),
                        cell.is_row_header,
                    )
                    for cell in block.cells
                ),
            )
        )
    if title and title != above.text:
        above = Words(title, None)
    return Table(above, tuple(rows), tuple(block.span for block in run))


def _in_prose(document: Document, run: tuple[Block, ...]) -> Iterator[Table]:
    """The tables in lines without markup."""
    before: Block | None = None
    for is_list, group in groupby(run, lambda one: one.kind is BlockKind.LIST_ITEM):
        blocks = tuple(group)
        spans = [one.span for one in blocks]
        at = 0
        while at < len(spans) and not is_list:
            above = caption(document, blocks[at - 1] if at else before)
            table, used = flat.read(document.text, spans[at : at + MAX_LINES], above)
            if table is not None:
                yield table
            at += max(used, 1)
        before = blocks[-1]
