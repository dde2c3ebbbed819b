"""The records of a table: cells in rows, each with the words that head its column."""

from dataclasses import dataclass

from pipeline.types import Span


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text and where it starts in the document; None when its place is not known."""

    text: str
    start: int | None = None

    def span(self, first: int, end: int) -> Span | None:
        """Document span of the code points `first` up to `end` of the text."""
        return None if self.start is None else Span(self.start + first, self.start + end)


NOWHERE = Words("")


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell, with the header texts over it, outermost first."""

    words: Words
    header: tuple[Words, ...] = ()
    is_head: bool = False  # it names its row


@dataclass(frozen=True, slots=True)
class Row:
    """A data row and its line, which is the evidence."""

    span: Span
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: caption, data rows, the lines of rows and headers, which hold no sentences, and a note below."""

    caption: Words
    rows: tuple[Row, ...]
    lines: tuple[Span, ...]
    note: Words = NOWHERE  # "Figures in thousand tonnes"
