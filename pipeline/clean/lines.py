"""The line, the unit that cleaning works on, and how lines become a text with blocks."""

from dataclasses import dataclass, field, replace

from pipeline.clean import normalise
from pipeline.types import Block, BlockKind, Cell, Span

SEPARATOR = " | "  # between the cells of a table row


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell before it has a place in the text."""

    text: str
    header: tuple[str, ...] = ()
    is_row_header: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text that may become a block.

    `link` is the share of its letters inside links (0 to 1). `boxes` are the tag, class and id names of the elements
    around it on the page, innermost first, `tag` the innermost block element; empty when it was not found there.
    `outside`: it stands outside the element that holds most of the article. `page`: of a PDF, 0 elsewhere.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    cells: tuple[DraftCell, ...] = ()
    caption: str = ""
    link: float = 0.0
    tag: str = ""
    boxes: str = ""
    outside: bool = False
    page: int = 0
    words: int = field(default=0, compare=False)


def draft(text: str, kind: BlockKind = BlockKind.PARAGRAPH, page: int = 0) -> Line:
    """A normalised line of this text."""
    text = normalise.line(text)
    return Line(text, kind, page=page, words=len(text.split()))


def row(cells: tuple[DraftCell, ...], kind: BlockKind, caption: str = "") -> Line:
    """A table row as a line: its cells side by side."""
    cells = tuple(replace(cell, text=normalise.line(cell.text)) for cell in cells)
    text = SEPARATOR.join(cell.text for cell in cells)
    return Line(text, kind, cells, caption, words=len(text.split()))


def assemble(lines: list[Line]) -> tuple[str, tuple[Block, ...]]:
    """The text, one line a block, and the blocks with their places in it."""
    blocks = []
    start = 0
    for one in lines:
        span = Span(start, start + len(one.text))
        cells = []
        place = start
        for cell in one.cells:
            cells.append(Cell(Span(place, place + len(cell.text)), cell.header, cell.is_row_header))
            place += len(cell.text) + len(SEPARATOR)
        blocks.append(Block(span, one.kind, tuple(cells), one.caption, one.page))
        start = span.end + 1
    return "\n".join(one.text for one in lines), tuple(blocks)
