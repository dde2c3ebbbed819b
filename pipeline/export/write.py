"""The formats of an export, by name."""

from collections.abc import Iterable
from enum import StrEnum
from typing import BinaryIO

from pipeline.export.parquet import write_parquet
from pipeline.export.tables import Table
from pipeline.export.text import SAFE, Csv, Row, as_csv, as_jsonl
from pipeline.export.workbook import write_xlsx


class Format(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"
    PARQUET = "parquet"

    @property
    def is_text(self) -> bool:
        """Whether people can read it on a terminal."""
        return self in {Format.CSV, Format.JSONL}


def write(file: BinaryIO, form: Format, table: Table, rows: Iterable[Row], csv: Csv = SAFE) -> None:
    """Write an export. The same rows give the same bytes.

    Args:
        file: where to.
        form: the format.
        table: what the rows are of.
        rows: as they are stored; read once, and not held.
        csv: how, if it is CSV.
    """
    if form is Format.XLSX:
        write_xlsx(file, table, rows)
    elif form is Format.PARQUET:
        write_parquet(file, table, rows)
    else:
        lines = as_csv(table, rows, csv) if form is Format.CSV else as_jsonl(table, rows)
        file.writelines(line.encode() for line in lines)
