import sqlite3
from contextlib import closing

import pytest

from pipeline.store.database import WriterLock
from pipeline.store.health import Level, examine, sqlite_version


@pytest.mark.parametrize(
    ("version", "level"),
    [
        *(((3, 6, 23), Level.OK), ((3, 7, 0), Level.WARNING), ((3, 40, 1), Level.WARNING), ((3, 51, 2), Level.WARNING)),
        *(((3, 51, 3), Level.OK), ((3, 44, 5), Level.WARNING), ((3, 44, 6), Level.OK), ((3, 50, 7), Level.OK)),
        *(((3, 50, 6), Level.WARNING), ((3, 53, 0), Level.OK)),
    ],
)
def test_b2_a_sqlite_with_the_wal_reset_bug_is_told(version, level):
    assert sqlite_version(version).level is level


def found(path):
    return {each.what: (each.level, each.text) for each in examine(path)}


@pytest.fixture
def path(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM):
        return tmp_path / "c.db"


def test_a_sound_database_and_nobody_at_it(path):
    said = found(path)
    assert said["file"] == (Level.OK, "sound")
    assert said["writer"] == (Level.OK, "nobody writes to it")
    assert all(level is not Level.BROKEN for level, _ in said.values())


def test_who_holds_the_lock_is_told(path):
    with WriterLock(path):
        assert found(path)["writer"][1].startswith("process ")
    assert found(path)["writer"][1] == "nobody writes to it"


def test_none_yet(tmp_path):
    assert "not there yet" in found(tmp_path / "c.db")["database"][1]
    assert not list(tmp_path.iterdir())


def test_an_old_version_is_told_and_left(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")
    assert found(path)["version"][0] is Level.WARNING
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def torn(path):
    body = bytearray(path.read_bytes())
    body[8192:16384] = b"\x55" * 8192
    path.write_bytes(body)


def text(path):
    path.write_text("date,claim\n" * 200)


def unlinked(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM articles")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "what"), [(torn, ("file", "database")), (text, ("database",)), (unlinked, ("links",))]
)
def test_what_is_broken_is_told(path, spoil, what):
    spoil(path)
    assert any(level is Level.BROKEN for name, (level, _) in found(path).items() if name in what)
