"""The text of an article as pages show it: blocks, tables, marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.store.rows import blocks_from
from pipeline.types import Block, BlockKind, Cell, Span
from pipeline.web.marks import Piece, cut

TABLE_KINDS = frozenset({BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its cells, each as (whether it heads the row, its pieces)."""

    is_header: bool
    cells: tuple[tuple[bool, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A block as the article page shows it; neighbouring rows are one block of kind "table"."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    rows: tuple[TableRow, ...] = ()


def blocks(article: Mapping[str, Any]) -> tuple[Block, ...]:
    """The blocks of an article; its lines, where none are stored."""
    stored = blocks_from(article["blocks"] or "[]")
    if stored:
        return stored
    found, start = [], 0
    for line in article["text"].split("\n"):
        if line.strip():
            found.append(Block(Span(start, start + len(line))))
        start += len(line) + 1
    return tuple(found)


def lines(text: str, found: Sequence[Block], marks: Sequence[Span]) -> tuple[Line, ...]:
    """The blocks with the marks cut into them; neighbouring rows become one table.

    A mark opens once, in the first piece it covers, so that each has one anchor on the page.
    """
    opened: set[int] = set()

    def pieces(span: Span) -> tuple[Piece, ...]:
        cuts = []
        for piece in cut(text, span, marks):
            cuts.append(replace(piece, opens=tuple(number for number in piece.opens if number not in opened)))
            opened.update(piece.opens)
        return tuple(cuts)

    shown: list[Line] = []
    for block in found:
        if block.kind not in TABLE_KINDS:
            shown.append(Line(block.kind.value, pieces(block.span)))
            continue
        cells = tuple((cell.is_row_header, pieces(cell.span)) for cell in block.cells or (Cell(block.span),))
        row = TableRow(block.kind is BlockKind.TABLE_HEADER, cells)
        rows = shown[-1].rows if shown else ()
        # a header after rows starts another table
        if rows and (not row.is_header or rows[-1].is_header):
            shown[-1] = Line("table", rows=(*rows, row))
        else:
            shown.append(Line("table", rows=(row,)))
    return tuple(shown)
