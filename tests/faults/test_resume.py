"""A batch of 2,000 pages that is killed again and again: nothing is lost, nothing comes in twice."""

import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

from pipeline.store.check import check
from pipeline.store.read import reading

CHILD = Path(__file__).with_name("child.py")
COUNT = 2000
# all that a run leaves but its numbers, times and the order of rows
STORED = (
    "SELECT id, original, source, url_key, origin_id, text FROM articles",
    "SELECT url_key, version, article, original, url, seen FROM pages",
    "SELECT id, article, quote, start FROM claims",
    "SELECT claim, code, role FROM claim_countries",
    "SELECT digest, bytes FROM originals",
    "SELECT article, day FROM sketches",
    "SELECT band, article FROM bands JOIN sketches ON number = sketch",
    "SELECT source, status, reason FROM failures",
)


def start(database):
    return subprocess.Popen([sys.executable, CHILD, database, str(COUNT), "small"], stdout=subprocess.PIPE, text=True)


def content(database):
    with reading(database) as connection:
        return [sorted(tuple(row) for row in connection.execute(sql)) for sql in STORED]


def finished(database):
    with start(database) as child:
        lines = child.stdout.read().splitlines()
    assert child.returncode == 0
    return lines


def test_two_thousand_pages_killed_on_the_way_are_the_same_as_undisturbed(tmp_path):
    reported = []
    for after, delay in ((1, 0.0), (150, 0.002), (400, 0.004), (300, 0.001)):
        with start(tmp_path / "killed.db") as child:
            stored = (line.split()[1] for line in child.stdout if line.startswith("ok"))
            reported += islice(stored, after)
            time.sleep(delay)  # into the next article, at some place of it
            child.kill()
    assert len(set(reported)) == len(reported)  # nothing was stored in one run and stored anew in the next
    last = finished(tmp_path / "killed.db")
    word, ok, skipped, failed = last[-1].split()
    assert (word, int(ok) + int(skipped) + int(failed)) == ("done", COUNT)
    assert int(skipped) >= len(reported)
    assert int(ok) > 0  # the last kill came in the middle
    finished(tmp_path / "whole.db")
    assert content(tmp_path / "killed.db") == content(tmp_path / "whole.db")
    with reading(tmp_path / "killed.db") as connection:
        assert not list(check(connection))
        assert connection.execute("SELECT count(*) FROM articles").fetchone()[0] == COUNT - COUNT // 10
        assert connection.execute("SELECT count(*) FROM failures").fetchone()[0] == COUNT // 10
        assert connection.execute("SELECT count(*) FROM stories").fetchone()[0] > 0
