"""Which of the databases that Datasette serves are ours: those that carry our application id, whatever their name."""

import os
import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.store.database import APPLICATION_ID

if TYPE_CHECKING:
    from datasette.app import Datasette


def ours(datasette: "Datasette") -> tuple[str, ...]:
    """The names of our databases in the order in which they are served."""
    return tuple(name for name, base in datasette.databases.items() if base.path is not None and is_ours(base.path))


def is_ours(path: str) -> bool:
    """Whether the file carries our application id; a file that can't be read is not ours."""
    try:
        return _carries_id(path, os.stat(path).st_mtime_ns)  # noqa: PTH116 - asked many times a request
    except (OSError, sqlite3.Error):
        return False


@lru_cache(maxsize=64)
def _carries_id(path: str, changed: int) -> bool:  # noqa: ARG001 - the time makes the memory forget a changed file
    with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as conn:
        return carries_id(conn)


def carries_id(conn: sqlite3.Connection) -> bool:
    """Whether the open database carries our application id."""
    row = conn.execute("pragma application_id").fetchone()
    return bool(row[0] == APPLICATION_ID)
