"""The filtered view behind an address: Datasette says what it selects and who may see it, we read all of it."""

import asyncio
import re
import sqlite3
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from pipeline.export import tables
from pipeline.export.tables import Column, Kind, Table

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request

T = TypeVar("T")
Row = dict[str, Any]

# what says how a page or a file looks, not what it holds
LOOKS = {
    "_next",
    "_size",
    "_facet",
    "_nofacet",
    "_nocount",
    "_labels",
    "_stream",
    "_dl",
    "_shape",
    "_all",
    "_bom",
    "_raw",
}
LIMIT = re.compile(r"\s+limit\s+\d+(?:\s+offset\s+\d+)?\s*$", re.IGNORECASE)
# the order that a page has where none was asked for; a file comes in the order of storage, which needs no look-ups
ORDER = re.compile(r"\s+order by [^()]*$", re.IGNORECASE)
PATIENCE = 30.0  # seconds that the database may take for the next rows
STEPS = 100_000  # of SQLite's machine between two looks at the clock

FORWARDED = ("cookie", "authorization")


@dataclass(frozen=True, slots=True)
class View:
    """What is taken away: a statement, the table it is of, and its columns."""

    sql: str
    params: dict[str, Any]
    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class Refused:
    """What Datasette answers instead: no such table, not allowed, an odd filter."""

    status: int
    reason: str


async def find(datasette: "Datasette", request: "Request", database: str, table: str) -> View | Refused:
    """The view that the address names, or why not.

    Args:
        datasette: that serves it.
        request: whose query string filters, and whose cookies say who asks.
        database: its name.
        table: a table or view; "" for a statement of one's own under `?sql=`.
    """
    asked = [(key, value) for key, value in parse_qsl(request.query_string, keep_blank_values=True) if key not in LOOKS]
    urls = datasette.urls
    path = urls.table(database, table, format="json") if table else urls.database(database, format="json")
    query = urlencode([*asked, ("_size", "1"), ("_nofacet", "1"), ("_nocount", "1"), ("_shape", "objects")])
    headers = {name: request.headers[name] for name in FORWARDED if name in request.headers}
    response = await datasette.client.get(f"{path}?{query}", headers=headers)
    answer = response.json() if "json" in response.headers.get("content-type", "") else {}
    if response.status_code != 200 or not answer.get("ok", True):  # noqa: PLR2004 - OK
        return Refused(max(response.status_code, 400), str(answer.get("error") or "This can't be exported."))
    sql, params = answer["query"]["sql"], answer["query"]["params"] or {}
    if table:
        sql = LIMIT.sub("", sql)
        if not {"_sort", "_sort_desc", "_sort_by_desc"} & {key for key, _ in asked}:
            sql = ORDER.sub("", sql)
    return View(sql, params, table or "query", _table(table, tuple(answer["columns"])))


def _table(name: str, columns: Sequence[str]) -> Table:
    """The contract of the command line's export where all its columns are there, else the columns as they come."""
    known = tables.TABLES.get(name)
    if known and {column.source for column in known.columns} <= set(columns):
        return known
    return Table(name or "query", (), tuple(Column(column, column, Kind.TEXT) for column in columns))


async def pieces(
    datasette: "Datasette", base: "Database", view: View, make: Callable[[Iterator[Row]], Iterator[T]]
) -> AsyncGenerator[T]:
    """What `make` makes of the rows, read in a thread, one piece at a time.

    All of it is the database as it was at the first row.

    Raises:
        sqlite3.OperationalError: the database took too long for the next rows.
    """
    connection = await asyncio.to_thread(_connect, datasette, base)
    try:
        made = make(_rows(connection, view))
        while True:
            piece = await asyncio.to_thread(_next, made)
            if piece is None:
                return
            yield piece
    finally:
        connection.close()


def _next(made: Iterator[T]) -> T | None:
    return next(made, None)


def _connect(datasette: "Datasette", base: "Database") -> sqlite3.Connection:
    address = f"{Path(base.path).absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    datasette._prepare_connection(connection, base.name)  # noqa: SLF001 - the guards of every connection
    connection.row_factory = None  # rows become dictionaries, which find a column faster
    connection.text_factory = str  # what is stored is UTF-8; Datasette's mends each text by a call
    return connection


def _rows(connection: sqlite3.Connection, view: View) -> Iterator[Row]:
    clock = {"since": time.monotonic()}
    connection.set_progress_handler(lambda: time.monotonic() - clock["since"] > PATIENCE, STEPS)
    cursor = connection.execute(view.sql, view.params)
    names = [column[0] for column in cursor.description]
    while found := cursor.fetchmany(1000):
        for row in found:
            yield dict(zip(names, row, strict=True))
        clock["since"] = time.monotonic()
