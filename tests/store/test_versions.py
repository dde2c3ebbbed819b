"""Databases as earlier versions wrote them (`versions/vN.db.gz`, by the code of that time), upgraded by this one."""

import gzip
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import StoreError
from pipeline.facts import refresh
from pipeline.store.check import check
from pipeline.store.database import open_writer
from pipeline.store.migrations import VERSION
from pipeline.store.read import reading
from pipeline.store.write import Store

FOLDER = Path(__file__).with_name("versions")
STORED = sorted(int(path.name.removeprefix("v").removesuffix(".db.gz")) for path in FOLDER.glob("v*.db.gz"))
each_version = pytest.mark.parametrize("version", STORED)


@pytest.fixture
def old(tmp_path):
    def old(version):
        path = tmp_path / "c.db"
        path.write_bytes(gzip.decompress((FOLDER / f"v{version}.db.gz").read_bytes()))
        return path

    return old


def export(path):
    result = CliRunner().invoke(main, ["export", "--db", str(path)])
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def proved(path):
    with reading(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
        return [(each.table, each.problem) for each in check(connection)]


def test_there_is_a_stored_database_of_every_earlier_version():
    assert set(range(1, VERSION)) <= set(STORED)


@each_version
def test_it_becomes_one_of_this_version_and_loses_nothing(old, version, samples):
    path = old(version)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        replaced = ("_", "sqlite", "stale", "reference_figures")  # the shipped figures give way to those of today
        own = [name for name in tables if "_fts" not in name and not name.startswith(replaced)]
        before = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in own}  # noqa: S608 - ours
    with Store(path, samples.NAMES) as store:
        refresh.catch_up(store.transaction)
        assert (
            before.items()
            <= {
                name: store.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - ours
                for name in own
            }.items()
        )
        assert store.connection.execute("SELECT count(*) FROM facts").fetchone()[0] > 0
        if version >= 4:
            assert store.connection.execute("SELECT count(*) FROM claims WHERE review = 'wrong'").fetchone()[0] == 1
    assert proved(path) == []
    assert path.with_name(f"c.db.v{version}-backup").exists() is (version < VERSION)


@each_version
def test_e3_the_export_is_the_same_from_every_version(old, version, tmp_path):
    newest = tmp_path / "newest.db"
    newest.write_bytes(gzip.decompress((FOLDER / f"v{STORED[-1]}.db.gz").read_bytes()))
    assert export(old(version)) == export(newest)
    assert export(newest).count(b"\r\n") == 22


@each_version
def test_an_old_database_is_merged_and_stays_old(old, version, tmp_path, samples):
    path = old(version)
    before = path.read_bytes()
    with samples.stored(tmp_path / "ours.db", "Chile holds 1 percent."):
        pass
    result = CliRunner().invoke(main, ["merge", "--db", str(tmp_path / "ours.db"), str(path)])
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "articles: 5 new, 0 known"), result.output
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*-backup"))
    assert proved(tmp_path / "ours.db") == []


KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from pipeline.store import database
left = int(sys.argv[2])
def counted(_sql):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
connect = sqlite3.connect
def traced(*given, **how):
    connection = connect(*given, **how)
    connection.set_trace_callback(counted)
    return connection
database.sqlite3.connect = traced
database.open_writer(Path(sys.argv[1])).close()
"""


def test_b7_an_upgrade_killed_between_any_two_statements_goes_on(old):
    path, killed, wanted = old(1), set(), None
    for statement in (12, 60, 120, 170, 220, 300):
        path = old(1)
        done = subprocess.run([sys.executable, "-c", KILLED, path, str(statement)], check=False, capture_output=True)
        assert done.returncode in {0, -9}, done.stderr
        with closing(sqlite3.connect(path)) as connection:
            reached = connection.execute("PRAGMA user_version").fetchone()[0]
        killed |= {reached} if done.returncode else set()
        with closing(open_writer(path)):
            pass  # goes on
        assert proved(path) == []
        wanted = wanted or export(path)
        assert export(path) == wanted
        for each in path.parent.glob("c.db*"):
            each.unlink()
    assert len(killed) >= 2  # at different steps
    assert max(killed) < VERSION


def test_b7_a_newer_schema_is_refused_and_left_alone(old):
    path = old(STORED[-1])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    for command in (["ingest", "x.html"], ["export"], ["check"], ["backup", "copy.db"], ["failures"]):
        result = CliRunner().invoke(main, [*command, "--db", str(path)])
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
        assert f"was written by a newer claimtable (its version {VERSION + 1}, ours {VERSION}): update" in result.stderr
    with pytest.raises(StoreError, match="newer claimtable"):
        open_writer(path)
    assert path.read_bytes() == before


def test_b4_no_upgrade_begins_when_there_is_no_room_for_the_copy(old):
    path = old(1)
    before = path.read_bytes()
    (path.parent / "c.db.v1-backup").mkdir()  # a place that can't be taken, as on a full disk
    with pytest.raises(StoreError, match="can't be written"):
        open_writer(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM claims").fetchone() == (21,)
    assert len(path.read_bytes()) == len(before)
