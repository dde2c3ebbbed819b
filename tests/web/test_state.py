import os
import shutil
import sqlite3
from contextlib import closing

import pytest

from pipeline.web import state


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("create table t (x)")
    return path


def test_a_state_stays_while_nobody_writes(path):
    assert state.of(path) == state.of(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("select * from t").fetchall()
    before = state.of(path)
    os.utime(path)  # touched, not written
    assert state.of(path) == before


def test_each_commit_makes_another_state(path):
    with closing(sqlite3.connect(path)) as connection:
        seen = [state.of(path)]
        for number in range(20):
            connection.execute("insert into t values (?)", (number,))
            assert state.of(path) == seen[-1]  # not committed yet
            connection.commit()
            seen.append(state.of(path))
    assert len(set(seen)) == len(seen)


def test_another_file_in_its_place_is_another_state(path, tmp_path):
    before = state.of(path)
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    copy.replace(path)
    assert state.of(path) != before


@pytest.mark.parametrize("name", ["none.db", "text.db"])
def test_what_can_not_be_told_is_never_the_same(tmp_path, name):
    (tmp_path / "text.db").write_text("no database, and long enough to look like one" * 100)
    assert state.of(tmp_path / name) != state.of(tmp_path / name)


def test_a_file_that_a_writer_keeps_closed_is_not_waited_for(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = delete")
        known = state.of(path)
        connection.execute("begin exclusive")
        assert state.of(path) != known
        connection.rollback()


def test_connections_are_few(tmp_path):
    for number in range(state.WATCHED + 5):
        path = tmp_path / f"{number}.db"
        sqlite3.connect(path).close()
        path.touch()
        state.of(path)
    assert len(state.watches) <= state.WATCHED
