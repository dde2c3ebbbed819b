"""Data tables: found in the page's tree, kept in their place, given back as lines with cells."""

import re
from dataclasses import dataclass

import lxml.html
from lxml.etree import _Element
from lxml.html import HtmlElement

from pipeline.clean import lines
from pipeline.clean.grid import Grid, Slot, number, read
from pipeline.clean.lines import DraftCell, Line
from pipeline.clean.raw import Run, key
from pipeline.clean.rules import pattern
from pipeline.types import BlockKind

MIN_COLUMNS = 2
MAX_WORDS = 80  # in a cell on average, above which a table lays out a page
WEEK = 7
NEAR = 4  # runs of text on each side in which a neighbour must be part of the article
_MARK = re.compile(r"claimtable(\d+)table")
_BLOCKS = frozenset(("h1", "h2", "form", "input", "article", "section", "nav", "table", "iframe", "ul", "button"))
_DAY = re.compile(r"^(?:[1-9]|[12]\d|3[01])?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A data table and the paragraph that holds its place in the tree."""

    grid: Grid
    holder: _Element


def take(tree: HtmlElement) -> list[Found]:
    """Put a paragraph with a mark and the table's words in the place of each data table of the page."""
    found: list[Found] = []
    for table in list(tree.iter("table")):
        parent = table.getparent()
        if parent is None or not _plausible(table):
            continue
        grid = read(table)
        if not _is_data(grid):
            continue
        words = " ".join(" ".join(slot.text for slot in row if slot.first) for row in grid.rows)
        holder = lxml.html.Element("p")
        holder.text = f"claimtable{len(found)}table {words}"
        holder.tail = table.tail
        parent.replace(table, holder)
        found.append(Found(grid, holder))
    return found


def _plausible(table: _Element) -> bool:
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return False
    names = " ".join(f"{one.get('class') or ''} {one.get('id') or ''}" for one in _around(table))
    refused = pattern("no-table")
    if refused.search(names) or any(one.tag in {"nav", "footer", "aside"} for one in _around(table)):
        return False
    inside = table.iterdescendants()
    return not any(one.tag in _BLOCKS for one in inside)


def _around(table: _Element) -> list[_Element]:
    above = list(table.iterancestors())[:3]
    return [table, *above]


def _is_data(grid: Grid) -> bool:
    """Rows and columns of short cells, and no calendar."""
    rows = grid.rows
    if len(rows) < MIN_COLUMNS or grid.width < MIN_COLUMNS:
        return False
    cells = [slot.text for row in rows for slot in row if slot.first and slot.text]
    if len(cells) < 2 * MIN_COLUMNS or sum(len(text.split()) for text in cells) > MAX_WORDS * len(cells):
        return False
    body = [slot.text for row in rows[1:] for slot in row]
    if grid.width == WEEK and 10 * sum(bool(_DAY.match(text)) for text in body) > 9 * len(body):
        return False
    head = " ".join(slot.text for row in rows[: max(1, grid.headers)] for slot in row)
    if pattern("no-table-head").search(head):
        return False
    # a second column of nothing, or of one word for all, tells nothing
    return any(len({row[column].text for row in rows}) > 1 for column in range(1, grid.width))


def put_back(found: list[Line], tables: list[Found], runs: dict[str, Run]) -> list[Line]:
    """The lines with each table in its place, also those whose holder trafilatura dropped inside the article."""
    if not tables:
        return found
    result: list[Line] = []
    seen: set[int] = set()
    for line in found:
        match = _MARK.search(line.text)
        if not match:
            result.append(line)
            continue
        number_ = int(match[1])
        if before := line.text[: match.start()].strip():
            result.append(lines.draft(before, line.kind))
        if number_ < len(tables) and number_ not in seen:
            seen.add(number_)
            result += as_lines(tables[number_].grid)
    for index, table in enumerate(tables):
        if index not in seen:
            result = _recovered(result, table, runs)
    return result


def _recovered(found: list[Line], table: Found, runs: dict[str, Run]) -> list[Line]:
    """Put in a table that was dropped, where both its neighbours on the page are part of the article."""
    order = list(runs.values())
    own = key(table.holder.text_content() if isinstance(table.holder, HtmlElement) else table.holder.text or "")
    if own not in runs:
        return found
    here = runs[own].place
    kept = {run.place: index for index, line in enumerate(found) if (run := runs.get(key(line.text))) is not None}
    before = [kept[one.place] for one in order[max(0, here - NEAR) : here] if one.place in kept]
    after = [kept[one.place] for one in order[here + 1 : here + 1 + NEAR] if one.place in kept]
    if not before or not (after or before[-1] == len(found) - 1):
        return found
    at = before[-1] + 1
    return [*found[:at], *as_lines(table.grid), *found[at:]]


def as_lines(grid: Grid) -> list[Line]:
    """The lines of a table: caption, header rows, data rows, notes."""
    result = [lines.draft(grid.caption, BlockKind.CAPTION)] if grid.caption else []
    heads = grid.rows[: grid.headers]
    result += [_line(row, [()] * len(row), BlockKind.TABLE_HEADER, "", row_header=False) for row in heads]
    columns = [_header(heads, column) for column in range(grid.width)]
    body = grid.rows[grid.headers :]
    named = _first_column_names(body)
    section: tuple[str, ...] = ()
    for row in body:
        if sum(slot.first for slot in row) == 1 and row[0].first and row[0].wide == grid.width > 1:
            section = (row[0].text,)  # a row of one wide cell heads the rows below it
            result.append(lines.draft(row[0].text, BlockKind.TABLE_HEADER))
            continue
        result.append(
            _line(row, [section + names for names in columns], BlockKind.TABLE_ROW, grid.caption, row_header=named)
        )
    result += [lines.draft(note) for note in grid.notes]
    return [line for line in result if line.text]


def _line(row: list[Slot], headers: list[tuple[str, ...]], kind: BlockKind, caption: str, *, row_header: bool) -> Line:
    cells = [
        DraftCell(slot.text, header, row_header and index == 0)
        for index, (slot, header) in enumerate(zip(row, headers, strict=True))
        if slot.first
    ]
    return lines.row(tuple(cells), kind, caption if kind is BlockKind.TABLE_ROW else "")


def _header(heads: list[list[Slot]], column: int) -> tuple[str, ...]:
    """The header texts over a column, outermost first, a cell that spans rows once."""
    texts = [row[column].text for row in heads if row[column].text]
    return tuple(dict.fromkeys(texts))


def _first_column_names(body: list[list[Slot]]) -> bool:
    """Whether the first column names its rows: th cells, or words beside figures."""
    if body and all(row[0].heading for row in body):
        return True
    return bool(body) and not any(number(row[0].text) for row in body)
