"""Which state a database is in: another one after every commit, whoever makes it."""

import os
import sqlite3
from collections import OrderedDict
from dataclasses import dataclass
from itertools import count
from pathlib import Path

State = tuple[int, ...]

WATCHED = 16  # files; the connection of the one used longest ago is closed first
_numbers = count()


@dataclass(frozen=True, slots=True)
class Watch:
    """A connection that only asks whether others have committed; `number` tells it from earlier ones."""

    file: tuple[int, int]
    number: int
    connection: sqlite3.Connection


watches: OrderedDict[str, Watch] = OrderedDict()


def of(path: str | Path) -> State:
    """The state of a database; one that never comes again where it can't be told.

    SQLite counts the commits of others for each connection (`data_version`). Size and time of the file would not do:
    two commits within one tick of the clock may leave both as they are.
    """
    try:
        found = os.stat(path)  # noqa: PTH116 - asked at every request
        watch = _watch(str(path), (found.st_dev, found.st_ino))
        return (watch.number, watch.connection.execute("PRAGMA data_version").fetchone()[0])
    except (OSError, sqlite3.Error):
        return (next(_numbers), -1)


def _watch(path: str, file: tuple[int, int]) -> Watch:
    known = watches.get(path)
    if known is None or known.file != file:  # none yet, or another file lies there now
        # without patience: where a writer keeps everybody out, nothing is kept
        address = f"{Path(path).absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True, timeout=0, check_same_thread=False)
        if known is not None:
            known.connection.close()
        known = watches[path] = Watch(file, next(_numbers), connection)
    watches.move_to_end(path)
    while len(watches) > WATCHED:
        watches.popitem(last=False)[1].connection.close()
    return known
