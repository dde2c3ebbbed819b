import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.store import database
from pipeline.store.migrations import VERSION


def make(path):
    with closing(database.open_writer(path)):
        return path


def pragma(connection, name):
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_database_is_ours_and_of_the_newest_version(tmp_path):
    with closing(database.open_writer(tmp_path / "c.db")) as connection:
        assert pragma(connection, "application_id") == database.APPLICATION_ID
        assert pragma(connection, "user_version") == VERSION
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "journal_mode") == "wal"
        assert pragma(connection, "busy_timeout") == 5000


def test_an_existing_database_opens_unchanged(tmp_path):
    path = make(tmp_path / "c.db")
    before = path.read_bytes()
    make(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_database(tmp_path):
    (tmp_path / "c.db").touch()
    make(tmp_path / "c.db")
    with closing(database.open_reader(tmp_path / "c.db")) as connection:
        assert not connection.execute("SELECT * FROM claims").fetchall()


def test_a_database_that_was_left_before_its_first_table_is_finished(tmp_path):
    with closing(sqlite3.connect(tmp_path / "c.db")) as connection:
        connection.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
    make(tmp_path / "c.db")
    with closing(database.open_reader(tmp_path / "c.db")) as connection:
        assert pragma(connection, "user_version") == VERSION


def foreign(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")


def other_application(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 7")


def newer(path):
    make(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")


def text(path):
    path.write_text("date,claim\n" * 200, encoding="utf-8")


def torn(path):
    make(path)
    path.write_bytes(path.read_bytes()[:6000] + b"\x55" * 9000)


def folder(path):
    path.mkdir()


BAD = [
    (foreign, "belongs to another program: name another file with --db"),
    (other_application, "belongs to another program"),
    (newer, f"newer claimtable .its version {VERSION + 1}, ours {VERSION}.: update claimtable"),
    (text, "is no SQLite database: name another file with --db"),
]


@pytest.mark.parametrize(("spoil", "message"), [*BAD, (folder, "is a directory: name a file")])
def test_a_writer_refuses_what_is_not_ours_and_leaves_it_alone(tmp_path, spoil, message):
    spoil(tmp_path / "c.db")
    before = (tmp_path / "c.db").read_bytes() if (tmp_path / "c.db").is_file() else None
    with pytest.raises(StoreError, match=message):
        database.open_writer(tmp_path / "c.db")
    assert before is None or (tmp_path / "c.db").read_bytes() == before


@pytest.mark.parametrize(("spoil", "message"), [*BAD, (folder, "no such database"), (Path.touch, "is empty: fill it")])
def test_a_reader_refuses_the_same(tmp_path, spoil, message):
    spoil(tmp_path / "c.db")
    with pytest.raises(StoreError, match=message):
        database.open_reader(tmp_path / "c.db")


def test_a_damaged_database_is_named_so(tmp_path):
    torn(tmp_path / "c.db")
    with pytest.raises(StoreError, match="is damaged: restore a copy"):
        read_all(tmp_path / "c.db")


def read_all(path):
    with closing(database.open_reader(path)) as connection, database.explained(path):
        for table in ("articles", "claims"):
            connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - ours


def test_a_reader_wants_a_database(tmp_path):
    with pytest.raises(StoreError, match=r"no such database: make one with `claimtable ingest`"):
        database.open_reader(tmp_path / "c.db")
    assert not list(tmp_path.iterdir())


def test_a_reader_cannot_write(tmp_path):
    with (
        closing(database.open_reader(make(tmp_path / "c.db"))) as connection,
        pytest.raises(StoreError, match="may not be written"),
        database.explained(tmp_path / "c.db"),
    ):
        connection.execute("DELETE FROM failures")


def test_a_reader_upgrades_an_older_database(tmp_path):
    path = make(tmp_path / "c.db")
    with closing(sqlite3.connect(path)) as connection:
        for name in [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            connection.execute(f"DROP TRIGGER {name}")
        for name in ("claims_fts", "articles_fts"):
            connection.execute(f"DROP TABLE {name}")
        for name in [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]:
            connection.execute(f"DROP VIEW {name}")
        for name in [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]:
            connection.execute(f"DROP TABLE IF EXISTS {name}")
        connection.execute("PRAGMA user_version = 0")
        connection.commit()
    with pytest.raises(StoreError, match="is empty"):
        database.open_reader(path)
    make(path)
    with closing(database.open_reader(path)) as connection:
        assert pragma(connection, "user_version") == VERSION


def test_there_is_one_writer(tmp_path):
    second = database.WriterLock(tmp_path / "c.db")
    mine = rf"another ingest is running \(pid {os.getpid()}\)"
    with database.WriterLock(tmp_path / "c.db"), pytest.raises(StoreError, match=mine):
        second.__enter__()
    with database.WriterLock(tmp_path / "c.db"):
        pass


def test_a_killed_writer_holds_no_lock(tmp_path):
    hold = (
        "import os, sys; from pathlib import Path; from pipeline.store.database import WriterLock\n"
        "WriterLock(Path(sys.argv[1])).__enter__(); print('held', flush=True); os.kill(os.getpid(), 9)"
    )
    result = subprocess.run(
        [sys.executable, "-c", hold, tmp_path / "c.db"], capture_output=True, text=True, check=False
    )
    assert (result.stdout, result.returncode) == ("held\n", -9)
    with database.WriterLock(tmp_path / "c.db"):
        pass


def test_a_busy_database_is_named_so(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    make(tmp_path / "c.db")
    with closing(sqlite3.connect(tmp_path / "c.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            closing(database.open_writer(tmp_path / "c.db")) as connection,
            pytest.raises(StoreError, match="is locked by another program"),
            database.explained(tmp_path / "c.db"),
        ):
            connection.execute("BEGIN IMMEDIATE")


def test_a_bug_is_not_explained_away(tmp_path):
    with (
        closing(database.open_writer(tmp_path / "c.db")) as connection,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        database.explained(tmp_path / "c.db"),
    ):
        connection.execute("SELECT * FROM nowhere")
