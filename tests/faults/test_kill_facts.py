"""B3: facts whose working out is killed, at whatever statement, are right after the next run."""

import importlib.util
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import types as t
from pipeline.facts import check as facts
from pipeline.facts import refresh
from pipeline.store.check import check
from pipeline.store.read import reading
from pipeline.store.write import Store

REFRESHER = Path(__file__).with_name("refresher.py")
LIMIT = 12  # claims or facts of a transaction
KILLS = 9
TABLES = (
    "facts",
    "fact_claims",
    "fact_origins",
    "contradiction_pairs",
    "stale_articles",
    "stale_claims",
    "stale_facts",
)

spec = importlib.util.spec_from_file_location("said", Path(__file__).parents[1] / "facts" / "said.py")
said = importlib.util.module_from_spec(spec)
spec.loader.exec_module(said)


def told():
    """Shares that agree and don't, denials of them, sources, a policy that is in force and ended."""
    for number in range(40):
        denied = {"modality": t.Modality.NEGATED} if number % 8 == 7 else {}
        yield said.share(number, 40.0 + number % 5 * 10, attribution=("the IEA", "")[number % 2], **denied)
    for number, status in enumerate(("announced", "in force", "ended", "in force"), 40):
        yield said.policy(number, status, day=f"2026-01-0{number - 39}")


def refreshed(path, kill=0):
    return subprocess.run([sys.executable, REFRESHER, path, str(LIMIT), str(kill)], capture_output=True, check=False)


def rows(path):
    with reading(path) as connection:
        assert not list(check(connection))
        assert not list(facts.check(connection))
        return {name: sorted(map(tuple, connection.execute(f"SELECT * FROM {name}")), key=str) for name in TABLES}  # noqa: S608 - ours


@pytest.fixture
def database(tmp_path):
    """Some articles whose facts are worked out, and more whose facts wait."""
    path = tmp_path / "c.db"
    with Store(path, said.NAMES) as store:
        run = store.start_run("ingest", said.RULES)
        for number, each in enumerate(told()):
            said.save(store, each, run)
            if number == LIMIT:
                refresh.catch_up(store.transaction)
    return path


def test_b3_facts_killed_again_and_again_come_out_the_same(database, tmp_path):
    whole = tmp_path / "whole.db"
    whole.write_bytes(database.read_bytes())
    statements = int(refreshed(whole).stdout)
    expected = rows(whole)
    assert expected["contradiction_pairs"]
    assert statements > 10 * KILLS
    for kill in range(1, KILLS + 1):
        path = tmp_path / f"{kill}.db"
        path.write_bytes(database.read_bytes())
        assert refreshed(path, statements * kill // KILLS).returncode == -signal.SIGKILL
        rows(path)  # what is there is right, and what isn't still waits
        refreshed(path, statements // 3)  # once more
        assert refreshed(path).returncode == 0
        assert rows(path) == expected
