"""CSV (RFC 4180, UTF-8) and JSON Lines."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.export.cells import number, plain, safe
from pipeline.export.tables import Table

Row = Mapping[str, object]
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Csv:
    """How CSV is written.

    Attributes:
        raw: texts exactly as they are stored, also those that a spreadsheet would run as a formula.
        bom: with a byte order mark in front, by which a spreadsheet knows that it is UTF-8.
    """

    raw: bool = False
    bom: bool = False


SAFE = Csv()


def as_csv(table: Table, rows: Iterable[Row], how: Csv = SAFE) -> Iterator[str]:
    """The header, then a line a row, each ended by CR LF. Numbers that are not known are empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    sources = tuple(column.source for column in table.columns)

    def line(cells: Iterable[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(cells)
        return buffer.getvalue()

    yield (BOM if how.bom else "") + line(table.names)
    for row in rows:
        yield line(_cell(row[source], raw=how.raw) for source in sources)


def _cell(value: object, *, raw: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return plain(value)
    return str(value) if raw else safe(str(value))


def as_jsonl(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    """A JSON object a row, with the names and the order of the CSV; numbers that are not known are null."""
    for row in rows:
        cells = {column.name: row[column.source] for column in table.columns}
        shown = {name: number(cell) if isinstance(cell, float) else cell for name, cell in cells.items()}
        yield json.dumps(shown, ensure_ascii=False) + "\n"
