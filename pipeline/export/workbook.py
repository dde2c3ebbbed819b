"""XLSX: one sheet, texts as texts whatever they start with, numbers as numbers."""

import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from pipeline.errors import StoreError
from pipeline.export.cells import number
from pipeline.export.tables import Table
from pipeline.export.text import Row

if TYPE_CHECKING:
    from xlsxwriter.format import Format as XlsxFormat
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_575  # of a sheet, below its header
LONGEST = 32_767  # characters of a cell
WIDTH, WIDE = 14, {"quote": 80, "title": 40, "goal": 40}  # of columns, in characters
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no zones; always the same, so that the bytes are
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(file: BinaryIO, table: Table, rows: Iterable[Row]) -> None:
    """Write a workbook.

    Raises:
        StoreError: there are more rows than a sheet holds, or a text is longer than a cell.
        OSError: the disk is full.
    """
    import xlsxwriter  # noqa: PLC0415 - only for this format
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    # the library leaves its own files behind when it fails, and cries over a full disk; here it meets none
    with TemporaryDirectory() as folder:
        made = Path(folder) / "made.xlsx"
        book = xlsxwriter.Workbook(str(made), _OPTIONS | {"tmpdir": folder})
        try:
            book.set_properties({"title": table.name, "created": _MADE})
            _fill(book.add_worksheet(table.name), book.add_format({"bold": True}), table, rows)
        finally:
            try:
                book.close()
            except FileCreateError as error:  # what it makes of an OSError
                raise OSError(*error.args[0].args) from error
        with made.open("rb") as finished:
            shutil.copyfileobj(finished, file)


def _fill(sheet: "Worksheet", bold: "XlsxFormat", table: Table, rows: Iterable[Row]) -> None:
    sheet.freeze_panes(1, 1)
    for place, name in enumerate(table.names):
        sheet.set_column(place, place, WIDE.get(name, WIDTH))
        sheet.write_string(0, place, name, bold)
    for line, row in enumerate(rows, 1):
        if line > ROWS:
            raise StoreError(f"a sheet holds {ROWS:,} rows and there are more: choose csv, jsonl or parquet, or filter")
        for place, column in enumerate(table.columns):
            value = row[column.source]
            if isinstance(value, int | float):
                sheet.write_number(line, place, number(value))
            elif value is not None and value != "":
                sheet.write_string(line, place, _fitting(str(value), column.name))


def _fitting(text: str, column: str) -> str:
    if len(text) > LONGEST:
        raise StoreError(f"a {column} has {len(text):,} characters, and a cell holds {LONGEST:,}: choose csv or jsonl")
    # the library takes such a text for markup of its own
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
