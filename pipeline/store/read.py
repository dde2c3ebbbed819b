"""Reads for the commands; the web reads by itself, through Datasette."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError, InputError
from pipeline.store.database import explained, open_reader


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims: of any of these types, held by any of these countries (codes or names), published since a date.

    `reviewed` are those that people found right, and the corrected ones as corrected.
    """

    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: str = ""
    reviewed: bool = False


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection in one transaction: the database as it was at the first read, whoever writes meanwhile."""
    connection = open_reader(path)
    try:
        with explained(path):
            connection.execute("BEGIN")
            yield connection
    finally:
        connection.close()


def country_codes(connection: sqlite3.Connection, wanted: str) -> list[str]:
    """Codes of the country or bloc with this code or display name, in any case.

    Raises:
        ConfigError: the vocabulary has none.
    """
    rows = connection.execute("SELECT code, name FROM countries ORDER BY code").fetchall()
    folded = wanted.strip().casefold()
    found = [row["code"] for row in rows if folded in {row["code"].casefold(), row["name"].casefold()}]
    if not found:
        near = [row["name"] for row in rows if folded and folded in row["name"].casefold()]
        hint = f"did you mean {near[0]!r}?" if near else "give a code such as CHN, or a name as the table has it"
        raise ConfigError(f"no country or bloc is called {wanted!r}: {hint}")
    return found


def claims(connection: sqlite3.Connection, filters: Filters) -> Iterator[sqlite3.Row]:
    """Rows of `claims` in the order of exports: by date, article and place."""
    where, values = ["1"], list[str]()
    if filters.types:
        where.append(f"type IN ({_marks(filters.types)})")
        values += filters.types
    if filters.countries:
        codes = [code for wanted in filters.countries for code in country_codes(connection, wanted)]
        held = f"id IN (SELECT claim FROM claim_countries WHERE role = 'holder' AND code IN ({_marks(codes)}))"  # noqa: S608 - the same
        if filters.reviewed:  # few, and some held by others than the machine read
            held = " OR ".join(["instr('; ' || country_code || ';', '; ' || ? || ';')"] * len(codes))
        where.append(f"({held})")
        values += codes
    if filters.since:
        where.append("published >= ?")
        values.append(filters.since)
    table = "reviewed_claims" if filters.reviewed else "claims"
    yield from connection.execute(
        f'SELECT * FROM {table} WHERE {" AND ".join(where)} ORDER BY published, article, start, "end", type, id',  # noqa: S608 - values are bound
        values,
    )


SHORTEST = 8  # letters by which a claim may be named


def claim(connection: sqlite3.Connection, given: str) -> sqlite3.Row:
    """The row of `claims` with this id, or whose id alone begins like this.

    Raises:
        InputError: there is none, or several, or too little of the id was given.
    """
    start = given.strip().lower()
    if len(start) < SHORTEST:
        raise InputError(f"{given!r} is too short for a claim: give at least {SHORTEST} letters of its id")
    rows = connection.execute(
        "SELECT * FROM claims WHERE id >= ? AND id < ? ORDER BY id LIMIT 2", (start, f"{start}~")
    ).fetchall()
    if not rows:
        raise InputError(f"no claim has the id {given!r}: copy it from the column claim_id of an export")
    if len(rows) > 1:
        raise InputError(f"the ids of several claims begin with {given!r}: give more of it")
    row: sqlite3.Row = rows[0]
    return row


def _marks(values: list[str] | tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def failures(connection: sqlite3.Connection) -> Iterator[sqlite3.Row]:
    """Rows of `failures`, in the order they were noted."""
    yield from connection.execute("SELECT source, stage, status, reason, run, at FROM failures ORDER BY id")
