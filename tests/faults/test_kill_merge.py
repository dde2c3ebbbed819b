"""B3: a merge that is killed leaves the database as it was; the next one does all of it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.store.check import check
from pipeline.store.read import reading

CHILD = Path(__file__).with_name("child.py")
MERGE = "from pipeline.cli import main; main()"
TABLES = ("articles", "claims", "claim_countries", "pages", "originals", "sketches", "facts", "fact_claims", "stories")


def made(path, count, *how):
    with subprocess.Popen([sys.executable, CHILD, path, str(count), *how], stdout=subprocess.PIPE) as child:
        child.stdout.read()
    assert child.returncode == 0


@pytest.fixture(scope="module")
def databases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("merge")
    made(folder / "ours.db", 5)
    made(folder / "theirs.db", 200, "small")
    return folder


def merging(folder):
    command = [sys.executable, "-c", MERGE, "merge", "--db", folder / "ours.db", folder / "theirs.db"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def counts(path):
    with reading(path) as connection:
        assert not list(check(connection))
        return [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]  # noqa: S608 - ours


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_b3_a_merge_that_is_killed_again_and_again_is_all_or_nothing(databases, tmp_path, number):
    for name in ("ours.db", "theirs.db"):
        (tmp_path / name).write_bytes((databases / name).read_bytes())
    before, killed = counts(tmp_path / "ours.db"), 0
    for delay in (0.35, 0.55, 0.8):
        with merging(tmp_path) as child:
            time.sleep(delay)
            child.send_signal(number)
            said = child.stderr.read()
        assert b"Traceback" not in said
        now = counts(tmp_path / "ours.db")
        assert now[0] in {before[0], before[0] + 180}  # articles: all or none
        if child.returncode:
            killed += 1
    assert killed
    with merging(tmp_path) as child:
        child.wait()
    assert child.returncode == 0
    after = counts(tmp_path / "ours.db")
    assert after[0] == before[0] + 180
    with reading(tmp_path / "ours.db") as connection:
        assert connection.execute("SELECT count(*) FROM stale_claims").fetchone()[0] == 0
