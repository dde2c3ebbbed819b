"""CSV (RFC 4180, UTF-8) and JSON Lines."""

import csv
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
    # a writer gives back what the file does with its line: ours gives the line itself
    writer = csv.writer(_Line(), lineterminator="\r\n")
    sources = tuple(column.source for column in table.columns)
    cell = _raw if how.raw else _safe
    yield (BOM if how.bom else "") + writer.writerow(table.names)
    for row in rows:
        yield writer.writerow([cell(row[source]) for source in sources])


class _Line:
    def write(self, line: str) -> str:
        return line


def _safe(value: object) -> str:
    if type(value) is str:
        return safe(value)
    return "" if value is None else plain(value) if isinstance(value, int | float) else safe(str(value))


def _raw(value: object) -> str:
    return "" if value is None else plain(value) if isinstance(value, int | float) else str(value)


def as_jsonl(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    """A JSON object a row, with the names and the order of the CSV; numbers that are not known are null."""
    for row in rows:
        cells = {column.name: row[column.source] for column in table.columns}
        shown = {name: number(cell) if isinstance(cell, float) else cell for name, cell in cells.items()}
        yield json.dumps(shown, ensure_ascii=False) + "\n"
