"""After a verdict the facts are worked out anew, so that whoever opens one sees what was said of its claims."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import StoreError
from pipeline.facts import refresh
from pipeline.store.database import open_reviewer
from pipeline.web import desk, queries
from pipeline.web.asgi import Message

if TYPE_CHECKING:
    from datasette.app import Datasette

SOME = 200  # claims of one transaction: a moment in which nobody else writes
MOST = 10  # transactions; what an ingest has left beyond that, it does itself


def judges(scope: Message) -> bool:
    """Whether a request gives a verdict or takes one back."""
    return scope["method"] == "POST" and scope["path"].rpartition("/")[2] in queries.build()


async def settle(datasette: "Datasette") -> None:
    """Work out the facts that wait for it, in a thread, on a connection that is closed again."""
    for name in desk.ours(datasette):
        path = datasette.get_database(name).path
        if path is not None:
            await asyncio.to_thread(_settle, Path(path))


def _settle(path: Path) -> None:
    try:
        with closing(open_reviewer(path)) as connection:
            for _ in range(MOST):
                connection.execute("BEGIN IMMEDIATE")
                try:
                    more = refresh.refresh(connection, SOME)
                    connection.execute("COMMIT")
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                if not more:
                    return
    except (sqlite3.Error, StoreError):
        return  # an ingest writes: it works them out at its end
