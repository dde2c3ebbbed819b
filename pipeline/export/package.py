"""A data package (https://datapackage.org): CSV files with a `datapackage.json` that says what each column means.

Any program that knows the format reads the files with their types, and finds out whether they were changed since.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import StoreError
from pipeline.export.file import replacing
from pipeline.export.tables import Column, Table
from pipeline.export.text import SAFE, Csv, Row, as_csv

NAME = "datapackage.json"
NO_LICENCE = "notspecified"  # the id of "License Not Specified" in the list of the Open Knowledge Foundation
ESCAPED = (
    "Texts that a spreadsheet would run as a formula have an apostrophe in front: take one away where after all "
    "apostrophes comes =, +, -, @, one of these in wide form, a tab or a line break."
)


@dataclass(frozen=True, slots=True)
class About:
    """What a package says of itself and of the database that it was made from."""

    title: str
    version: str  # of claimtable
    schema: int  # version of the database
    rules: str  # digest of the rules that the newest run read by
    licence: str = NO_LICENCE  # its id, such as CC-BY-4.0


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the package: its rows, and the meaning of each column by the name that it has in the database."""

    table: Table
    rows: Iterable[Row]
    meaning: str
    meanings: Mapping[str, str]


def write_package(folder: Path, parts: Iterable[Part], about: About, csv: Csv = SAFE) -> None:
    """Write each table as CSV and `datapackage.json` beside them. The same rows give the same bytes.

    Raises:
        StoreError: the folder can't be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: can't be made ({error.strerror}): name another folder") from error
    resources = [_written(folder, part, csv) for part in parts]
    descriptor = {
        "profile": "tabular-data-package",
        "name": "claimtable",
        "title": about.title,
        "description": "Claims that news articles make, each with its sentence: extracted, not verified."
        + ("" if csv.raw else f" {ESCAPED}"),
        "licenses": [{"name": about.licence, "title": _LICENCES.get(about.licence, about.licence)}],
        "claimtable": {"version": about.version, "schema": about.schema, "rules": about.rules},
        "resources": resources,
    }
    with replacing(folder / NAME, instead="name another folder") as file:
        file.write(json.dumps(descriptor, ensure_ascii=False, indent=2).encode() + b"\n")


_LICENCES = {NO_LICENCE: "License Not Specified; quotes are their publishers'"}


def _written(folder: Path, part: Part, csv: Csv) -> dict[str, object]:
    path = f"{part.table.name}.csv"
    with replacing(folder / path, instead="name another folder") as file:
        counted = _Counted(file)
        for line in as_csv(part.table, part.rows, Csv(raw=csv.raw)):
            counted.write(line.encode())
    return {
        "profile": "tabular-data-resource",
        "name": part.table.name,
        "description": part.meaning,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "bytes": counted.bytes,
        "hash": f"sha256:{counted.sha.hexdigest()}",
        "rows": counted.lines - 1,
        "schema": {
            "fields": [_field(column, part.meanings) for column in part.table.columns],
            "primaryKey": list(part.table.key),
            "missingValues": [""],
        },
    }


def _field(column: Column, meanings: Mapping[str, str]) -> dict[str, object]:
    unit = {"unit": column.unit} if column.unit else {}
    return {"name": column.name, "type": column.kind.value, "description": meanings[column.source], **unit}


class _Counted:
    """Writes on, and keeps count."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.sha, self.bytes, self.lines = file, hashlib.sha256(), 0, 0

    def write(self, line: bytes) -> None:
        self.file.write(line)
        self.sha.update(line)
        self.bytes += len(line)
        self.lines += 1
