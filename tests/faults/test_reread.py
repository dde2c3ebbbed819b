"""kill -9 in the middle of a re-extraction, and reviewers who write while articles come in: nothing is half done."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.review.verdicts import Answer, Reviews, Verdict
from pipeline.store.check import check
from pipeline.store.read import reading

HERE = Path(__file__).parent
COUNT = 30


def start(script, *args):
    return subprocess.Popen([sys.executable, HERE / script, *map(str, args)], stdout=subprocess.PIPE, text=True)


def rows(database, sql):
    with reading(database) as connection:
        assert not list(check(connection))
        return [tuple(row) for row in connection.execute(sql)]


@pytest.fixture
def database(tmp_path):
    """Thirty articles of one claim each, half of them judged."""
    with start("child.py", tmp_path / "c.db", COUNT, "small") as child:
        child.stdout.read()
    with closing(sqlite3.connect(tmp_path / "c.db")) as connection:
        claims = [row[0] for row in connection.execute("SELECT id FROM claims ORDER BY id")]
    with Reviews(tmp_path / "c.db") as reviews:
        for claim in claims[::2]:
            reviews.give(Verdict(claim, Answer.RIGHT, "ann"))
    return tmp_path / "c.db"


@pytest.mark.parametrize(("after", "delay"), [(0, 0.0), (1, 0.0), (5, 0.002), (12, 0.005)])
def test_a_killed_reextraction_leaves_whole_articles_and_goes_on(database, after, delay):
    verdicts = rows(database, "SELECT * FROM verdicts")
    judged = {row[0] for row in rows(database, "SELECT claim FROM verdicts")}
    articles = len(rows(database, "SELECT 1 FROM articles"))
    with start("rereader.py", database, 2) as child:
        for _ in range(after):
            child.stdout.readline()
        time.sleep(delay)
        child.kill()
    changed = rows(database, "SELECT article FROM claim_history")
    assert len(changed) >= after
    with start("rereader.py", database, 2) as child:
        child.stdout.read()
    assert child.returncode == 0
    # each claim changed once, each article was read by the new rules, and every verdict waits for another look
    history = rows(database, "SELECT claim FROM claim_history")
    assert len(history) == len(rows(database, "SELECT 1 FROM claims"))
    assert {row[0] for row in history} >= judged
    read = "SELECT count(*) FROM articles JOIN runs ON runs.id = read_by WHERE command = 'reextract'"
    assert rows(database, read) == [(articles,)]
    assert rows(database, "SELECT count(*) FROM claims WHERE review = 'changed'") == [(len(judged),)]
    assert rows(database, "SELECT * FROM verdicts") == verdicts


def test_verdicts_while_articles_come_in(database):
    claims = [row[0] for row in rows(database, "SELECT id FROM claims ORDER BY id")]
    with start("child.py", database, 1500, "small") as child, Reviews(database) as reviews:
        child.stdout.readline()
        slowest, given = 0.0, 0
        while child.poll() is None and given < 200:
            began = time.monotonic()
            reviews.give(Verdict(claims[given % len(claims)], Answer.RIGHT, f"reviewer {given}"))
            slowest = max(slowest, time.monotonic() - began)
            given += 1
        child.stdout.read()
    assert child.returncode == 0
    assert given > 20
    assert rows(database, "SELECT count(*) FROM verdicts WHERE reviewer LIKE 'reviewer %'") == [(given,)]
    assert slowest < 5
