"""Whether a database file is sound, and the SQLite below it; quicker and less than `check`, which proves every row."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.store.database import WriterLock, explained, open_as_it_is
from pipeline.store.migrations import VERSION

# SQLite with the WAL-reset bug: from the first to the last, but for what was mended in older lines
RESET_BUG, MENDED = ((3, 7, 0), (3, 51, 2)), {(3, 44): 6, (3, 50): 7}
SPACE = 1_000_000_000  # bytes left on a disk below which we warn


class Level(StrEnum):
    """How well something is."""

    OK = "ok"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `text` says what to do where it is not well."""

    level: Level
    what: str
    text: str


def sqlite_version(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> Finding:
    """Whether this SQLite may damage a database in WAL mode."""
    first, last = RESET_BUG
    mended = version[:2] in MENDED and version[2] >= MENDED[version[:2]]
    number = ".".join(map(str, version))
    if first <= version <= last and not mended:
        text = "has the WAL-reset bug: claimtable alone is safe, but let no other program write to the database"
        return Finding(Level.WARNING, "SQLite", f"{number} {text}")
    return Finding(Level.OK, "SQLite", number)


def examine(path: Path) -> Iterator[Finding]:
    """What is to say of a database; nothing is changed, and it is not upgraded."""
    if not path.exists():
        yield Finding(Level.OK, "database", f"{path}: not there yet: `claimtable ingest` makes it")
        return
    try:
        connection, version = open_as_it_is(path)
        with closing(connection), explained(path):
            yield Finding(Level.OK, "database", f"{path}: {path.stat().st_size:,} bytes, version {version}")
            if version < VERSION:
                yield Finding(Level.WARNING, "version", f"{version}, not {VERSION}: the next command upgrades it")
            yield from _sound(connection)
    except StoreError as error:
        yield Finding(Level.BROKEN, "database", str(error))
    holder = WriterLock.holder(path)
    yield Finding(Level.OK, "writer", f"process {holder} writes to it" if holder else "nobody writes to it")
    free = shutil.disk_usage(path.parent).free
    yield Finding(Level.OK if free > SPACE else Level.WARNING, "disk", f"{free:,} bytes left")


def _sound(connection: sqlite3.Connection) -> Iterator[Finding]:
    problems = [str(row[0]) for row in connection.execute("PRAGMA quick_check(10)") if row[0] != "ok"]
    links = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    if problems:
        yield Finding(Level.BROKEN, "file", f"{problems[0]}: restore a copy (docs/operations.md)")
    else:
        yield Finding(Level.OK, "file", "sound")
    if links:
        yield Finding(Level.BROKEN, "links", f"{links} rows name a row that isn't there: see `claimtable check`")
