import os
import sqlite3
from contextlib import closing

from datasette.app import Datasette

from pipeline.web.memory import Memory, state_of


def made(path, value):
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("create table if not exists t (x)")
        conn.execute("insert into t values (?)", (value,))
    return path


async def test_an_answer_is_kept_until_the_file_changes(tmp_path):
    path = made(tmp_path / "a.db", 1)
    base = Datasette([str(path)]).get_database("a")
    memory = Memory()
    first = await memory.rows(base, "select x from t")
    assert first == [{"x": 1}]
    assert await memory.rows(base, "select x from t") is first
    made(path, 2)
    os.utime(path, ns=(1, 1))
    assert await memory.rows(base, "select x from t") == [{"x": 1}, {"x": 2}]
    assert await memory.rows(base, "select x from t where x = :x", {"x": 2}) == [{"x": 2}]


async def test_the_oldest_answer_is_dropped_first(tmp_path):
    base = Datasette([str(made(tmp_path / "a.db", 1))]).get_database("a")
    memory = Memory(kept=1)
    first = await memory.rows(base, "select x from t")
    await memory.rows(base, "select x + 1 as x from t")
    assert await memory.rows(base, "select x from t") is not first


def test_a_write_ahead_log_counts_as_a_change(tmp_path):
    path = made(tmp_path / "a.db", 1)
    before = state_of(path)
    (tmp_path / "a.db-wal").write_bytes(b"x")
    assert state_of(path) != before
    assert state_of(tmp_path / "none.db") == ()
