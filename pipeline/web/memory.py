"""What a query gave, kept until the database file changes: counts over a whole table are asked once."""

import asyncio
import hashlib
import json
import re
import sqlite3
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils import sqlite_timelimit

from pipeline.web import state as states

if TYPE_CHECKING:
    from datasette.database import Database

Rows = list[dict[str, Any]]

PATIENCE = 10_000  # milliseconds for a query of ours, in place of Datasette's one second for what people ask
KEPT = 2000  # answers; those used longest ago are dropped first
# what Datasette asks to count rows and facets: the same for everybody who sees the page, and what takes its time
COUNTS = re.compile(r"\s*select\s+(?:count\(\*\)|.{1,200}? as value, count\(\*\) as count from \()", re.IGNORECASE)
# the newest of what a search finds: they are enough, where all are asked for one by one
FOUND = re.compile(r"(?P<match> match escape_fts\(:search\))\)(?P<rest> order by rowid desc limit (?P<limit>\d+))$")
# the first page of a table as Datasette asks for it: rows of one value in no order, though the next page takes them to
# be in that of their keys, and would leave some out and show others twice
FIRST_PAGE = re.compile(
    r"^(?P<all>select (?P<key>id|fact_id), .* from (?:claims|facts) (?:where .* )?order by (?!rowid\b)\w+(?: desc)?)"
    r"(?P<limit> limit \d+)$",
    re.DOTALL,
)


class Memory:
    """Answers by database, statement, parameters, and the state of the database that they were read from."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._answers: OrderedDict[str, Any] = OrderedDict()
        self._asked: dict[str, asyncio.Task[Any]] = {}

    async def answer(self, base: "Database", asked: object, ask: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401 - what `ask` gives
        """What was answered to the same before, if the file is as it was then; else what `ask` gives now.

        Who asks what another is just asking waits for the same answer.
        """
        state = states.of(base.path)
        told = json.dumps([base.path, asked, state], default=str)
        key = hashlib.sha256(told.encode()).hexdigest()
        if key in self._answers:
            self._answers.move_to_end(key)
            return self._answers[key]
        if key not in self._asked:
            self._asked[key] = asyncio.ensure_future(ask())
            self._asked[key].add_done_callback(lambda _: self._asked.pop(key, None))
        found = await asyncio.shield(self._asked[key])
        self._answers[key] = found
        while len(self._answers) > self._kept:
            self._answers.popitem(last=False)
        return found

    async def rows(self, base: "Database", sql: str, params: Mapping[str, object] | None = None) -> Rows:
        """The rows of a query of ours over a whole table, which is asked once for all; none where it takes too long."""
        found: Rows = await self.answer(base, [sql, params], lambda: unhurried(base, sql, params))
        return found


async def rows(base: "Database", sql: str, params: Mapping[str, object] | None = None) -> Rows:
    """The rows as dictionaries, read now."""
    return [dict(row) for row in (await base.execute(sql, params or {})).rows]


async def unhurried(base: "Database", sql: str, params: Mapping[str, object] | None = None) -> Rows:
    """The rows as dictionaries, within our own time limit; none where it ends."""

    def ask(connection: sqlite3.Connection) -> Rows:
        with sqlite_timelimit(connection, PATIENCE):
            return [dict(row) for row in connection.execute(sql, params or {})]

    try:
        found: Rows = await base.execute_fn(ask)
    except sqlite3.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        return []
    return found


shared = Memory()


def remember_counts(base: "Database") -> None:
    """Let this database answer the counts of rows and facets from memory."""
    ask = base.execute

    async def execute(sql: str, params: Any = None, **options: Any) -> Any:  # noqa: ANN401 - Datasette's own types
        sql = FIRST_PAGE.sub(r"\g<all>, \g<key>\g<limit>", sql)
        sql = FOUND.sub(r"\g<match> order by rowid desc limit \g<limit>)\g<rest>", sql)
        if not COUNTS.match(sql):
            return await ask(sql, params, **options)
        return await shared.answer(base, [sql, params, options], lambda: ask(sql, params, **options))

    base.execute = execute


def pass_over_references(base: "Database") -> None:
    """Let the page of a row not count the rows elsewhere that refer to it: our pages show those that matter."""
    ask = base.get_all_foreign_keys

    async def keys() -> dict[str, dict[str, list[Any]]]:
        return {table: {**known, "incoming": []} for table, known in (await ask()).items()}

    base.get_all_foreign_keys = keys
