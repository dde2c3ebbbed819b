"""Official statistics that claims are compared with: CSV files of figures, each with the publication it stands in."""

import csv
import io
import math
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path

from pipeline.errors import InputError
from pipeline.facts.key import short
from pipeline.types import Stage, digest
from pipeline.vocab.places import names

COLUMNS = ("country", "commodity", "stage", "year", "value", "unit", "publication", "place", "url", "note")
NEEDED = ("country", "commodity", "stage", "year", "value", "unit", "publication")
WORLD = "world"
SHIPPED = "claimtable"  # what the file of our own figures is called in the database, with the start of its digest
STAGES = frozenset(each.value for each in Stage)
FIRST_YEAR, LAST_YEAR = 1000, 9999


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of `reference_figures`."""

    id: str
    country_code: str  # empty for the world
    commodity: str
    stage: str
    year: int
    value: float
    unit: str
    publication: str
    place: str
    url: str
    note: str
    file: str


class _RowError(ValueError):
    """Why a row can't be taken."""


def parsed(text: str, name: str, known: Mapping[str, str]) -> list[Figure]:
    """The figures of a CSV file.

    Args:
        text: the file.
        name: what it is called, in errors and in the database.
        known: code -> display name of each country and bloc.

    Raises:
        InputError: a row is wrong, or the file has no rows; the message names the line.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    codes = {form.casefold(): code for code, shown in known.items() for form in (code, shown)} | {WORLD: ""}
    found: dict[str, Figure] = {}
    try:
        _check_header(reader.fieldnames)
        for row in reader:
            _put(_figure(row, name, codes), found)
    except (_RowError, csv.Error) as error:
        raise InputError(f"{name}:{max(reader.line_num, 1)}: {error}; nothing was added") from error
    if not found:
        raise InputError(f"{name}: holds no figures: give a row for each, under the header {','.join(COLUMNS)}")
    return list(found.values())


def _put(figure: Figure, found: dict[str, Figure]) -> None:
    if figure.id in found:
        raise _RowError("the same figure of the same publication stands above: leave one of them")
    found[figure.id] = figure


def _check_header(header: object) -> None:
    given = list(header) if isinstance(header, list) else []
    missing = [column for column in NEEDED if column not in given]
    unknown = [column for column in given if column not in COLUMNS]
    if missing or unknown:
        what = f"the column {missing[0]!r} is missing" if missing else f"there is no column {unknown[0]!r}"
        raise _RowError(f"{what}: the header is {','.join(COLUMNS)}")


def _figure(row: Mapping[str | None, str | None], name: str, codes: Mapping[str, str]) -> Figure:
    if None in row or None in row.values():
        raise _RowError("it has more or fewer cells than the header")
    cells = {column: str(row.get(column) or "").strip() for column in COLUMNS}
    for column in NEEDED:
        if not cells[column] and column != "stage":
            raise _RowError(f"{column} is empty")
    code = codes.get(cells["country"].casefold())
    if code is None:
        raise _RowError(f"no country or bloc is called {cells['country']!r}: give its name or code, or {WORLD}")
    if cells["stage"] not in STAGES:
        raise _RowError(f"{cells['stage']!r} is no stage: give one of {', '.join(sorted(filter(None, STAGES)))}")
    year, value = _year(cells["year"]), _value(cells["value"])
    commodity, unit = cells["commodity"].lower(), cells["unit"].lower()
    about = (code, commodity, cells["stage"], str(year), unit, cells["publication"])
    rest = (cells["publication"], cells["place"], cells["url"], cells["note"], name)
    return Figure(short(*about), code, commodity, cells["stage"], year, value, unit, *rest)


def _year(text: str) -> int:
    if not text.isdecimal() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise _RowError(f"{text!r} is no year: write it like 2024")
    return int(text)


def _value(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in text:
        raise _RowError(f"{text!r} is no number: write it in digits, like 270000 or 0.5")
    return value


def read(path: Path, known: Mapping[str, str]) -> list[Figure]:
    """The figures of a file.

    Raises:
        InputError: it can't be read, or a row is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}): check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not in UTF-8: save it as CSV in UTF-8") from error
    return parsed(text, path.name, known)


def add(connection: sqlite3.Connection, figures: list[Figure]) -> int:
    """Store figures, in the transaction of the caller; one that is known is replaced. Gives how many are new."""
    before = _count(connection)
    columns = [item.name for item in fields(Figure)]
    connection.executemany(
        f"INSERT OR REPLACE INTO reference_figures ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",  # noqa: S608 - ours
        [astuple(each) for each in figures],
    )
    return _count(connection) - before


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM reference_figures").fetchone()[0])


def shipped(connection: sqlite3.Connection) -> bool:
    """Whether the figures that come with this version are stored."""
    known = connection.execute("SELECT 1 FROM reference_figures WHERE file = ? LIMIT 1", (_ours()[1],))
    return known.fetchone() is not None


def ship(connection: sqlite3.Connection) -> None:
    """Store the figures that come with the program, in place of those of an earlier version.

    Those that another file gives for the same figure of the same publication stay.
    """
    if shipped(connection):
        return
    text, name = _ours()
    connection.execute("DELETE FROM reference_figures WHERE file LIKE ?", (f"{SHIPPED} %",))
    own = {row[0] for row in connection.execute("SELECT id FROM reference_figures")}
    add(connection, [each for each in parsed(text, name, names()) if each.id not in own])


@cache
def _ours() -> tuple[str, str]:
    """The file that comes with the program, and what it is called in the database."""
    text = (files("pipeline.facts") / "reference.csv").read_text(encoding="utf-8")
    return text, f"{SHIPPED} {digest(text)[:8]}"


def listed(connection: sqlite3.Connection) -> Iterator[sqlite3.Row]:
    """Rows of `reference_figures`, by commodity, stage, year and size, the world first."""
    yield from connection.execute(
        "SELECT reference_figures.*, coalesce(countries.name, country_code) AS country FROM reference_figures "
        "LEFT JOIN countries ON code = country_code "
        "ORDER BY commodity, stage, year, unit, publication, country_code <> '', value DESC, country_code"
    )
