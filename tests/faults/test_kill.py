"""A process that ends in the middle of a batch, in whatever way: nothing stored is lost, nothing is half stored."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.store.check import check
from pipeline.store.read import reading

CHILD = Path(__file__).with_name("child.py")
COUNT = 30


def start(database, count=COUNT):
    return subprocess.Popen([sys.executable, CHILD, database, str(count)], stdout=subprocess.PIPE, text=True)


def stored(database):
    with reading(database) as connection:
        assert not list(check(connection))
        return {row[0] for row in connection.execute("SELECT source FROM articles")}


@pytest.mark.parametrize(("after", "delay"), [(0, 0.0), (1, 0.0), (5, 0.003), (20, 0.011)])
def test_a_killed_ingest_leaves_whole_articles_and_goes_on_next_time(tmp_path, after, delay):
    database = tmp_path / "c.db"
    with start(database) as child:
        reported = [child.stdout.readline().split()[1] for _ in range(after)]
        time.sleep(delay)  # into the next article, at some place of it
        child.kill()
    if after:  # else it may have been killed before there was a database
        kept = stored(database)
        assert kept >= set(reported)
        assert len(kept) < COUNT
    with start(database) as child:
        lines = child.stdout.read().splitlines()
    assert child.returncode == 0
    assert len(stored(database)) == COUNT
    word, ok, skipped, _ = lines[-1].split()
    assert (word, int(ok) + int(skipped)) == ("done", COUNT)
    assert int(skipped) >= len(reported)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_with_130_and_a_summary(tmp_path, number):
    with start(tmp_path / "c.db", 2000) as child:
        child.stdout.readline()
        child.send_signal(number)
        lines = child.stdout.read().splitlines()
    assert child.returncode == 130
    word, ok, skipped, _ = lines[-1].split()
    assert (word, skipped) == ("interrupted", "0")
    assert len(stored(tmp_path / "c.db")) == int(ok)
    assert int(ok) - len(lines) in {0, 1}  # the signal may come when an article is stored and not yet reported
    with reading(tmp_path / "c.db") as connection:
        assert [tuple(row) for row in connection.execute("SELECT ok, finished <> '' FROM runs")] == [(int(ok), 1)]


def test_a_second_ingest_is_refused_while_the_first_runs(tmp_path):
    with start(tmp_path / "c.db", 2000) as child:
        child.stdout.readline()
        second = subprocess.run(
            [sys.executable, CHILD, tmp_path / "c.db", "1"], capture_output=True, text=True, check=False
        )
        child.terminate()
        child.stdout.read()
    assert second.returncode == 1
    assert f"another ingest is running (pid {child.pid}): wait for it, or end it" in second.stderr
