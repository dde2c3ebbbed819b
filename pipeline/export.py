"""Stored claims as CSV (RFC 4180) or JSON Lines: the same rows give the same bytes."""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from pipeline.errors import StoreError

# export column -> column of `claims`; the order is a contract, more may follow at the end
COLUMNS = {
    "claim_id": "id",
    **{
        name: name
        for name in (
            *("type", "country", "country_code", "organization", "partner", "commodity", "stage", "share_low"),
            *("share_high", "bound", "scope", "value_low", "value_high", "unit", "policy", "policy_type", "status"),
            *("goal", "year", "modality", "attribution", "quote", "source_url", "source_link", "title", "site"),
            "published",
        )
    },
    "article_id": "article",
    **{name: name for name in ("start", "end", "rule")},
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet run a cell
DIGITS = 12  # significant ones: more than any figure in the news, fewer than show the noise of binary fractions

Row = Mapping[str, object]


class Format(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSONL = "jsonl"


def number(value: float) -> int | float:
    """A number as the article would write it: 70 rather than 70.0, 33.3 rather than 33.300000000000004."""
    rounded = float(f"{value:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() else rounded


def plain(value: float) -> str:
    """A number in digits, without an exponent."""
    shown = number(value)
    return str(shown) if isinstance(shown, int) else format(Decimal(repr(shown)), "f")


def safe(cell: str) -> str:
    """A text that no spreadsheet runs as a formula: one that starts like one gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_csv(rows: Iterable[Row], *, spreadsheet_safe: bool = False) -> Iterator[str]:
    """The header, then a line a claim, each ended by CR LF. Numbers that are not known are empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")

    def line(cells: Iterable[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(cells)
        return buffer.getvalue()

    yield line(COLUMNS)
    for row in rows:
        yield line(_cell(row[column], spreadsheet_safe=spreadsheet_safe) for column in COLUMNS.values())


def _cell(value: object, *, spreadsheet_safe: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return plain(value)
    return safe(str(value)) if spreadsheet_safe else str(value)


def as_jsonl(rows: Iterable[Row]) -> Iterator[str]:
    """A JSON object a claim, with the names and the order of the CSV; numbers that are not known are null."""
    for row in rows:
        cells = {name: row[column] for name, column in COLUMNS.items()}
        shown = {name: number(cell) if isinstance(cell, float) else cell for name, cell in cells.items()}
        yield json.dumps(shown, ensure_ascii=False) + "\n"


def lines(rows: Iterable[Row], form: Format, *, spreadsheet_safe: bool = False) -> Iterator[str]:
    """The export, line by line."""
    return as_csv(rows, spreadsheet_safe=spreadsheet_safe) if form is Format.CSV else as_jsonl(rows)


def write(path: Path, parts: Iterable[str]) -> None:
    """Write a file whole or not at all: beside it first, then in its place. UTF-8.

    Raises:
        StoreError: the folder is missing, can't be written, or the disk is full; what was there is left as it was.
    """
    whole = path.is_file() or not path.exists()  # a pipe or a device has no place to put a file in
    target = path.resolve() if whole else path
    beside = target.with_name(f".{target.name}.{os.getpid()}.part") if whole else target
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.writelines(parts)
            if whole:
                file.flush()
                os.fsync(file.fileno())
        if whole:
            beside.replace(target)
    except OSError as error:
        raise StoreError(f"{path}: can't be written ({error.strerror}): name another file with -o") from error
    finally:
        if whole:
            with suppress(OSError):
                beside.unlink()  # gone already when all went well
