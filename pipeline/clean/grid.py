"""An HTML table -> rows and columns, with spans filled in and header rows told from data rows."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.clean import normalise
from pipeline.clean.body import flatten

MAX_SPAN = 200  # columns or rows that one cell may claim; a page may say nine quadrillion
MAX_ROWS = 1000
HEADER_WORDS = 12  # in a cell of a header row
_NUMBER = re.compile(
    r"^[\W_]*(?:(?-i:[A-Z]{2,3})\s)?[\d.,]+(?:\s?[-–—]\s?[\d.,]+)?\s?\W?\s?(?:%|percent|[kmb]n?|[MG]?t|n\.?a\.?)?[\W_]*$",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"^(?:(?:19|20)\d{2}(?:\s?[-–/]\s?\d{2,4})?|Q[1-4]\W?(?:19|20)?\d{2}|FY\s?\d{2,4})\W{0,2}[a-z*]?$", re.IGNORECASE
)
_BLANK = re.compile(r"^[\W_]*$")
_HEADING_CLASS = re.compile(r"head|title|label", re.IGNORECASE)


@dataclass(slots=True)
class Slot:
    """A cell in its place: `first` where it begins; further right or below it is the same cell, spanning."""

    text: str
    heading: bool = False  # th, or set like one
    first: bool = True
    wide: int = 1


@dataclass(slots=True)
class Grid:
    """Rows of equal length; the first `headers` of them head the columns."""

    rows: list[list[Slot]] = field(default_factory=list)
    headers: int = 0
    caption: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How many columns."""
        return max((len(row) for row in self.rows), default=0)


def read(table: _Element) -> Grid:
    """The grid of a table element that holds no table."""
    grid = Grid()
    caption = table.find("caption")
    if caption is not None:
        grid.caption = _text(caption)
    heads = 0
    pending: dict[int, tuple[int, Slot]] = {}  # column -> (rows left, the cell from above)
    for row in list(table.iter("tr"))[:MAX_ROWS]:
        slots = _row(row, pending)
        if not any(slot.text for slot in slots):
            continue
        parent = row.getparent()
        tag = parent.tag if parent is not None else ""
        if tag == "tfoot" or (len(slots) > 1 and _is_note(slots)):
            grid.notes.append(slots[0].text)
            continue
        if tag == "thead":
            heads += 1
        grid.rows.append(slots)
    width = grid.width
    for slots in grid.rows:
        slots.extend(Slot("") for _ in range(width - len(slots)))
    _title_rows(grid)
    grid.headers = _headers(grid.rows, heads)
    return grid


def _row(row: _Element, pending: dict[int, tuple[int, Slot]]) -> list[Slot]:
    slots: list[Slot] = []

    def fill() -> None:
        while len(slots) in pending:
            left, slot = pending.pop(len(slots))
            if left > 1:
                pending[len(slots)] = (left - 1, slot)
            slots.append(slot)

    for cell in row:
        if cell.tag not in ("td", "th"):
            continue
        fill()
        wide, high = (_span(cell.get(name)) for name in ("colspan", "rowspan"))
        slot = Slot(_text(cell), cell.tag == "th" or _set_as_heading(cell), wide=wide)
        for index in range(wide):
            one = slot if index == 0 else Slot(slot.text, slot.heading, first=False)
            if high > 1:
                pending[len(slots)] = (high - 1, one)
            slots.append(one)
            if len(slots) >= MAX_SPAN:
                return slots
    fill()
    return slots


def _span(value: str | None) -> int:
    digits = (value or "1").strip()
    return max(1, min(MAX_SPAN, int(digits))) if digits.isascii() and digits.isdigit() and len(digits) < 20 else 1  # noqa: PLR2004 - int() of a long string is slow


def _text(cell: _Element) -> str:
    for mark in list(cell.iter("sup")):
        _drop_note_mark(mark)
    return normalise.line(" ".join(line.text for line in flatten(cell)))


def _drop_note_mark(mark: _Element) -> None:
    """Take out a footnote mark, which would become a digit of the figure before it; keep 10^6 and km^2."""
    parent, text = mark.getparent(), "".join(mark.itertext()).strip(" []()")
    if parent is None or not re.fullmatch(r"[\d*†‡§a-z](?:,\s?[\d*†‡§a-z])*", text):
        return
    previous = mark.getprevious()
    before = ((previous.tail if previous is not None else parent.text) or "").rstrip()
    if before == "10" or re.search(r"(?:^|[\s\d])(?:[cdkm]?m|CO)$", before):
        return
    tail = mark.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(mark)


def _set_as_heading(cell: _Element) -> bool:
    """Whether a td says by class or by bold type all over that it heads something."""
    if _HEADING_CLASS.search(cell.get("class") or ""):
        return True
    bold = "".join("".join(one.itertext()) for one in cell.iter("b", "strong"))
    return bool(bold.strip()) and "".join(bold.split()) == "".join("".join(cell.itertext()).split())


def _is_note(slots: list[Slot]) -> bool:
    text = slots[0].text
    return _spanning(slots) and bool(
        re.match(r"(?:sources?|notes?|n\.?b\.?|\*|†|\(?[a-z1]\)?\s)\W", text, re.IGNORECASE)
    )


def _spanning(slots: list[Slot]) -> bool:
    """Whether one cell takes the whole row."""
    return sum(slot.first for slot in slots) == 1 and slots[0].first


def _title_rows(grid: Grid) -> None:
    """A first row of one wide cell is the caption."""
    if grid.rows and grid.width > 1 and _spanning(grid.rows[0]) and len(grid.rows) > 2:  # noqa: PLR2004 - a title, a header and a row
        slots = grid.rows.pop(0)
        grid.caption = grid.caption or slots[0].text


def number(text: str) -> bool:
    """Whether a cell holds a figure, and not a year."""
    return bool(_NUMBER.match(text)) and not _BLANK.match(text) and not _YEAR.match(text)


def _headers(rows: list[list[Slot]], heads: int) -> int:
    """How many rows at the top head the columns: those in thead, of th, of bold cells, or of words over figures."""
    if heads and heads < len(rows):
        return heads
    count = 0
    for slots in rows[:-1]:
        filled = [slot for slot in slots if slot.text and not _BLANK.match(slot.text)]
        body = filled[1:] if len(filled) > 1 else filled
        if filled and all(slot.heading for slot in body) and not any(number(slot.text) for slot in body):
            count += 1
        else:
            break
    return count or int(len(rows) > 1 and _words_over_figures(rows))


def _words_over_figures(rows: list[list[Slot]]) -> bool:
    first = rows[0]
    if any(number(slot.text) or len(slot.text.split()) > HEADER_WORDS for slot in first) or _spanning(first):
        return False
    rest = rows[1:]
    for column, slot in enumerate(first):
        below = [slots[column].text for slots in rest if slots[column].text]
        if not slot.text or not below:
            continue
        if 2 * sum(number(text) for text in below) > len(below):
            return True
        # a table of words: short names over sentences
        if sum(len(text.split()) for text in below) >= 3 * len(below) * max(1, len(slot.text.split())):
            return all(other.text or index == 0 for index, other in enumerate(first))
    return False
