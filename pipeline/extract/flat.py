"""Tables in plain text: lines with separators, and lines that pasting has left without any.

Where the borders between cells are lost, figures tell them in rows ("Cobalt 78"), capitals and known nouns in headers
("Metal Share of refined output"), and the ends of sentences between cells of prose.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.flat_header import YEAR, split_header
from pipeline.extract.grid import GridCell, Row, Table, Words
from pipeline.extract.segment import sentences
from pipeline.types import Span
from pipeline.vocab import rules
from pipeline.vocab.tables import header_words, patterns

LONGEST = 600  # characters of a line that may be a row
MAX_HEADER = 20  # words
MAX_LABEL = 8  # words
MAX_CELL = 15  # words in a cell on average; more is prose with bars in it
MIN_ROWS = 2
ALONE = 3  # rows that make a table without a header

SEPARATORS = (re.compile(r"\s*\|\s*"), re.compile(r" *\t\s*"), re.compile(r" {2,}"))
RULER = re.compile(r"[\s|:+=-]+")
STOP = re.compile(r"[.!?:;][\"'”’)\]]*$")
BLANK_LINE = re.compile(r"\n\s*\n")
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"


@cache
def _value() -> str:
    """The pattern of a cell with a figure, or with a sign that there is none."""
    words = {one.id: sorted(one.words, key=len, reverse=True) for one in header_words()}
    units, blanks = ("|".join(map(re.escape, words[name])) for name in ("value-unit", "blank"))
    sign = r"(?:[~≈<>≤≥±+\-–−]{1,2}\s?)?(?:US\$|[$€£¥])?"
    figure = rf"{sign}{NUMBER}(?:(?:[-–]|\s[-–]\s|\sto\s){NUMBER})?(?:\s?(?:{units})(?!\w))?\+?[*†]?"
    return rf"(?:{figure}|(?:{blanks}))(?=\s|$)"


@cache
def _row() -> re.Pattern[str]:
    value = _value()
    return re.compile(
        rf"(?:\d{{1,3}}\s+)?(?P<label>[^\W\d][^\n]*?)\s+(?P<values>{value}(?:\s+{value})*)(?:\s+(?P<tail>[A-Z].*))?",
        re.IGNORECASE,
    )


def read(text: str, spans: Sequence[Span], above: Words) -> tuple[Table | None, int]:
    """The table that starts at the first of these lines, and how many lines it takes; None, 0 when none does."""
    for reader in (_separated, _figures, _aims):
        table = reader(text, spans, above)
        if table is not None:
            return table, len(table.lines)
    return None, 0


# --- with separators -----------------------------------------------------------------------------------------------


def _separated(text: str, spans: Sequence[Span], above: Words) -> Table | None:
    for separator in SEPARATORS:
        if not separator.search(spans[0].of(text)):
            continue
        rows: list[list[Words]] = []
        used = 0
        for span in spans:
            cells = _split(text, span, separator)
            if len(cells) < 2 and not RULER.fullmatch(span.of(text)):  # noqa: PLR2004 - one cell is no row
                break
            rows.append(cells)
            used += 1
        found = _grid(rows, spans[:used], above)
        if found is not None:
            return found
    return None


def _split(text: str, span: Span, separator: re.Pattern[str]) -> list[Words]:
    """The cells of a line; the frame of a Markdown table and its ruler are no cells."""
    line = span.of(text)
    if len(line) > LONGEST or RULER.fullmatch(line):
        return []
    cells, start = [], 0
    for border in (*separator.finditer(line), None):
        end = border.start() if border else len(line)
        bold = re.fullmatch(r"(\*{0,2})(.*?)\1", line[start:end])  # as Markdown writes it
        words = bold[2] if bold else line[start:end]
        cells.append(Words(words, span.start + start + (len(bold[1]) if bold else 0)))
        start = border.end() if border else end
    while cells and not cells[0].text and line.startswith("|"):
        cells = cells[1:]
        break
    if cells and not cells[-1].text and line.endswith("|"):
        cells = cells[:-1]
    return cells


def _grid(rows: list[list[Words]], spans: Sequence[Span], above: Words) -> Table | None:
    """Rows of one width; the first is the header when it holds no figure."""
    filled = [(cells, span) for cells, span in zip(rows, spans, strict=True) if cells]
    if len(filled) < MIN_ROWS + 1:
        return None
    width = len(filled[0][0])
    value = re.compile(_value())
    head: list[Words] = filled[0][0]
    if any(value.match(one.text) and not YEAR.fullmatch(one.text) for one in head[1:]):
        head = []
    body = [(cells, span) for cells, span in filled[bool(head) :] if len(cells) == width]
    texts = [one.text for cells, _ in body for one in cells]
    wordy = sum(len(text.split()) for text in texts) > MAX_CELL * len(texts)
    told = any(char.isdigit() for text in texts for char in text) or any(
        patterns()["goal"].search(one.text) for one in head
    )
    if len(body) < MIN_ROWS or wordy or not told:
        return None
    headers: list[tuple[Words, ...]] = [(one,) for one in head] or [()] * width
    return Table(
        above,
        tuple(
            Row(span, tuple(GridCell(cell, header) for cell, header in zip(cells, headers, strict=True)))
            for cells, span in body
        ),
        tuple(spans),
    )


# --- figures after a label -----------------------------------------------------------------------------------------


def _figures(text: str, spans: Sequence[Span], above: Words) -> Table | None:
    """Rows of a label and figures under a header line, or under the caption alone."""
    if _cells(text, spans[0]) is None:
        return _headed(text, spans, above)
    if not above.text or _cells(above.text, Span(0, len(above.text))) is not None:
        return None  # in the middle of rows: each run is tried once, from its start
    rows = _rows_of(text, spans)
    if len(rows) >= ALONE and all(len(cells) == 2 and not tail for _, cells, tail in rows):  # noqa: PLR2004 - label and figure
        return _table(rows, spans[: len(rows)], [], above)
    return None


def _headed(text: str, spans: Sequence[Span], above: Words) -> Table | None:
    line = spans[0].of(text)
    rows = _rows_of(text, spans[1:]) if len(spans) > MIN_ROWS and _header_like(line) else []
    if len(rows) < MIN_ROWS:
        return None
    tail = 1 if any(row[2] for row in rows) else 0
    rank = patterns()["rank"].match(line)  # the ranks of the rows are no cells either
    skip = len(line) - len(line[rank.end() :].lstrip()) if rank else 0
    header = split_header(Words(line[skip:], spans[0].start + skip), len(rows[0][1]) + tail)
    return _table(rows, spans[: len(rows) + 1], header, above) if header else None


def _header_like(line: str) -> bool:
    return len(line) <= LONGEST and len(line.split()) <= MAX_HEADER and not STOP.search(line) and " " in line


def _rows_of(text: str, spans: Sequence[Span]) -> list[tuple[Span, list[Words], Words | None]]:
    """The rows at the start of these lines that hold the same number of figures: line, cells, remark."""
    found: list[tuple[Span, list[Words], Words | None]] = []
    for span in spans:
        cells = _cells(text, span)
        if cells is None or (found and len(cells[0]) != len(found[0][1])):
            break
        if found and BLANK_LINE.search(text, found[-1][0].end, span.start):
            break
        found.append((span, *cells))
    return found


def _cells(text: str, span: Span) -> tuple[list[Words], Words | None] | None:
    line = span.of(text)
    if len(line) > LONGEST or not any(char.isdigit() for char in line):
        return None
    match = _row().fullmatch(line)
    if not match or len(match["label"].split()) > MAX_LABEL or match["label"][-1] in ".!?:;":
        return None
    tail = Words(match["tail"], span.start + match.start("tail")) if match["tail"] else None
    values = [
        Words(one[0], span.start + match.start("values") + one.start())
        for one in re.finditer(_value(), match["values"], re.IGNORECASE)
    ]
    if (tail is not None and not tail.text[0].isupper()) or all(YEAR.fullmatch(one.text) for one in values):
        return None  # prose, or a title with its year
    return [Words(match["label"], span.start + match.start("label")), *values], tail


def _table(
    rows: Sequence[tuple[Span, list[Words], Words | None]], used: Sequence[Span], header: list[Words], above: Words
) -> Table:
    built = []
    for span, cells, tail in rows:
        every = [*cells, tail] if tail is not None else cells
        built.append(
            Row(
                span,
                tuple(
                    GridCell(cell, (header[index],) if index < len(header) else (), index == 0)
                    for index, cell in enumerate(every)
                ),
            )
        )
    return Table(above, tuple(built), tuple(used))


# --- aims in words -------------------------------------------------------------------------------------------------


def _aims(text: str, spans: Sequence[Span], above: Words) -> Table | None:
    """A header line with columns of goals, and rows of a label and one sentence a goal."""
    line = spans[0].of(text)
    if len(spans) <= MIN_ROWS or not _header_like(line) or not patterns()["goal"].search(line):
        return None
    for columns in (3, 2, 4):
        header = split_header(Words(line, spans[0].start), columns)
        if not header or not all(patterns()["goal"].search(one.text) for one in header[1:]):
            continue
        rows = []
        for span in spans[1:]:
            cells = list(_aim_cells(text, span, columns - 1))
            if not cells:
                break
            rows.append((span, cells, None))
        if len(rows) >= MIN_ROWS:
            return _table(rows, spans[: len(rows) + 1], header, above)
    return None


def _aim_cells(text: str, span: Span, count: int) -> Iterator[Words]:
    """A label and so many aims; nothing when the line does not fall into them."""
    pieces = list(sentences(text, span))
    if not pieces:
        return
    start = _aim_start(pieces[0].of(text))
    if not start or len(pieces) != count:
        return
    yield Words(pieces[0].of(text)[:start].rstrip(), span.start)
    yield Words(pieces[0].of(text)[start:], span.start + start)
    for piece in pieces[1:]:
        yield Words(piece.of(text), piece.start)


def _aim_start(piece: str) -> int:
    """Where the aim begins behind the label: at a verb of an outcome, else at the last word of the run of capitals."""
    words = list(re.finditer(r"\S+", piece))
    for match in words[1 : MAX_LABEL + 1]:
        if match[0][0].isupper() and match[0].lower() in rules.words("goal")["outcome"]:
            return match.start()
    run = 0
    while run < len(words) and (words[run][0][0].isupper() or words[run][0] in {"&", "and", "of"}):
        run += 1
    return words[run - 1].start() if 1 < run <= MAX_LABEL else 0
