"""Opening the database: is it ours, is it of our version, are we the only writer; and its errors in plain words."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Self

from sqlite_utils import Database

from pipeline.errors import StoreError
from pipeline.store.migrations import MIGRATIONS, VERSION

APPLICATION_ID = 0x436C6D54  # "ClmT", in bytes 68 to 71 of the file: see `file claims.db`
BUSY_SECONDS = 5.0
# of the writer: pages that it need not read again, at most 256 MB of them, and a log of 64 MB before it is brought into
# the file, so that the pages each article touches are brought there once for many; deleted text isn't overwritten twice
CACHES = ("cache_size = -262144", "wal_autocheckpoint = 16384", "secure_delete = FAST")
PATIENCE_SECONDS = 30.0  # how long a person's verdict waits for an ingest that is just storing an article

DAMAGED = "is damaged: restore a copy, or rescue what can be with `sqlite3 FILE .recover`"

# how SQLite's error names start -> what happened and what to do; the first that fits
HINTS = (
    ("SQLITE_FULL", "the disk is full: free some space and run the same command again; what was stored is kept"),
    (
        "SQLITE_READONLY",
        "may not be written: change the permissions of the file and its folder, or name another with --db",
    ),
    ("SQLITE_CANTOPEN", "can't be opened: check that its folder exists and may be written, or name another with --db"),
    ("SQLITE_BUSY", "is locked by another program: wait until that is done, or end it"),
    ("SQLITE_NOTADB", "is no SQLite database: name another file with --db"),
    ("SQLITE_CORRUPT", DAMAGED),
    ("SQLITE_IOERR", "can't be read or written: check the disk"),
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what the file system or another program did to the database into a `StoreError`; bugs pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        for start, hint in HINTS:
            if name.startswith(start):
                raise StoreError(f"{path}: {hint}") from error
        if str(error).startswith("Could not decode to UTF-8") or (name == "SQLITE_ERROR" and not _is_whole(path)):
            raise StoreError(f"{path}: {DAMAGED}") from error
        raise
    except UnicodeDecodeError as error:  # in a name, or in an error about one
        raise StoreError(f"{path}: {DAMAGED}") from error


def _is_whole(path: Path) -> bool:
    """Whether the tables of a database are those that this version makes."""
    schema = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        MIGRATIONS.apply(Database(new))
        wanted = new.execute(schema).fetchall()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(schema).fetchall() == wanted
    except (sqlite3.Error, UnicodeDecodeError):
        return False


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """All or nothing, whatever ends the block; what the disk or another program did is a `StoreError`."""
    with explained(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:  # SQLite may have rolled back by itself, as on a full disk
                connection.execute("ROLLBACK")


class WriterLock:
    """Holds `FILE.lock` while its block runs; the system lets go of it however the process ends."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(f"{database.name}.lock")
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        """Take the lock.

        Raises:
            StoreError: another process holds it, or the folder can't be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = self.path.open("a+", encoding="ascii", errors="replace")
        except OSError as error:
            raise StoreError(
                f"{self.path.parent}: can't be written ({error.strerror}): "
                "change its permissions, or name a database elsewhere with --db"
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            file.close()
            raise StoreError(f"another ingest is running (pid {holder}): wait for it, or end it") from error
        # who holds it is a courtesy; of a full disk the database will tell
        with suppress(OSError):
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
        self._file = file
        return self

    @staticmethod
    def holder(database: Path) -> str:
        """The process id of who writes to a database now, as it gave it; empty when nobody does."""
        try:
            with database.with_name(f"{database.name}.lock").open(encoding="ascii", errors="replace") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return ""
        except BlockingIOError:
            return database.with_name(f"{database.name}.lock").read_text(encoding="ascii").strip() or "unknown"
        return ""

    def __exit__(self, *_: object) -> None:
        """Let go. The file stays: to remove it would let two processes lock two files of one name."""
        if self._file:
            self._file.close()


def _identify(connection: sqlite3.Connection, path: Path) -> int:
    """The version of a database of ours, 0 for a new or empty one.

    Raises:
        StoreError: it is of another program, or of a newer version of this one.
    """
    application, version = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
    )
    if application != APPLICATION_ID and (
        application or version or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    ):
        raise StoreError(f"{path}: belongs to another program: name another file with --db")
    if version > VERSION:
        raise StoreError(
            f"{path}: was written by a newer claimtable (its version {version}, ours {VERSION}): update claimtable"
        )
    return version


def open_writer(path: Path, *, keep_old: bool = True) -> sqlite3.Connection:
    """A connection that may write, to a database of the newest version; made or upgraded if need be.

    Before an upgrade, unless `keep_old` says no, it is copied to `FILE.vN-backup` beside it, N being its version. The
    caller holds the `WriterLock`. Transactions are begun by hand.
    """
    if path.is_dir():
        raise StoreError(f"{path}: is a directory: name a file with --db")
    with explained(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            version = _identify(connection, path)
            # NORMAL: a killed process loses nothing, a power cut at most the last articles, and nothing is half stored
            for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", *CACHES):
                connection.execute(f"PRAGMA {pragma}")
            # trusted_schema stays on here: before SQLite 3.44 the triggers that feed FTS5 don't run without it
            if version < VERSION:
                if version and keep_old:
                    copy(connection, path.with_name(f"{path.name}.v{version}-backup"))
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                try:
                    MIGRATIONS.apply(Database(connection))
                except sqlite3.IntegrityError as error:  # rows that break a constraint they were stored under
                    raise StoreError(f"{path}: {DAMAGED}") from error
        except BaseException:
            connection.close()
            raise
    return connection


def open_reviewer(path: Path) -> sqlite3.Connection:
    """A connection for what people write, to an existing database; it may stay open for hours beside an ingest.

    It holds no lock but while it writes, waits until the disk has what it wrote, and leaves the write-ahead log to the
    one who holds the `WriterLock`: before SQLite 3.51.3 two that bring it into the database at once can damage it.

    Raises:
        StoreError: there is no database, or it is not ours, newer, or can't be written.
    """
    open_reader(path).close()  # says what is wrong with it, and upgrades it
    with explained(path):
        connection = sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            for pragma in ("synchronous = FULL", "foreign_keys = ON", "wal_autocheckpoint = 0"):
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
    return connection


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a database whole, as it is at this moment, also while another process writes to it.

    It is made beside its place first. The copy is one file: it has no write-ahead log.

    Raises:
        StoreError: the target can't be written.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with explained(target):
            beside.touch()  # so that a folder that can't be written is told as one
            with closing(sqlite3.connect(beside, isolation_level=None)) as made:
                connection.backup(made)
                made.execute("PRAGMA journal_mode = DELETE")
            with beside.open("rb") as file:
                os.fsync(file.fileno())
            beside.replace(target)
    except OSError as error:
        raise StoreError(
            f"{target}: can't be written ({error.strerror}): name another file, or free some space"
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink()


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that can only read, to an existing database of ours; one of an older version is upgraded first.

    Raises:
        StoreError: there is none, or it is not ours, newer, or can't be read.
    """
    connection, version = open_as_it_is(path)
    if version == VERSION:
        return connection
    connection.close()
    if not version:
        raise StoreError(f"{path}: is empty: fill it with `claimtable ingest`")
    with WriterLock(path), closing(open_writer(path)):
        pass  # opening upgrades
    return open_reader(path)


def open_as_it_is(path: Path) -> tuple[sqlite3.Connection, int]:
    """A connection that can only read, and the version of the database, which is 0 for an empty one.

    Raises:
        StoreError: there is none, or it is not ours, newer, or can't be read.
    """
    if not path.is_file():
        raise StoreError(f"{path}: no such database: make one with `claimtable ingest`, or name another with --db")
    connection = _connect_readonly(path)
    try:
        with explained(path):
            version = _identify(connection, path)
            connection.row_factory = sqlite3.Row
            for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
                connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection, version


def _connect_readonly(path: Path) -> sqlite3.Connection:
    """Read-only by the file system too; in a folder that can't be written, a database at rest is read as it stands."""
    address = path.absolute().as_uri() + "?mode=ro"
    with explained(path):
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            waiting = path.with_name(f"{path.name}-wal")
            if not str(error.sqlite_errorname).startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) or waiting.exists():
                raise
            # WAL wants to make a file beside the database, even to read; nothing waits to be read from one
            connection = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
    return connection
