"""The two commands of the README, as a new user calls them, less the set-up and the server."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.export.tables import CLAIMS

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A folder after `make demo`, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "db").mkdir()
    make = ["make", "-o", f"{sys.prefix}/.run", "demo", f"VENV={sys.prefix}", "DEMO_SERVE=0"]
    environment = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "CLAIMTABLE_DB"}}
    answer = subprocess.run(make, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return folder, answer.stdout


def test_it_prints_claims(demo):
    assert "extracted, not verified" in demo[1]


def test_it_writes_the_csv(demo):
    with (demo[0] / "claims.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[: len(CLAIMS.names)] == list(CLAIMS.names)
    assert {"share", "quantity", "change", "policy", "dependency", "goal"} <= {row[1] for row in rows}


def test_its_database_holds_what_it_promises(demo):
    command = [Path(sys.prefix, "bin", "claimtable"), "check", "--db", demo[0] / "db" / "claims.db"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_second_time_changes_nothing(demo):
    before = (demo[0] / "claims.csv").read_bytes()
    command = Path(sys.prefix, "bin", "claimtable")
    subprocess.run([command, "ingest", "corpus"], cwd=demo[0], check=True, capture_output=True)
    after = subprocess.run([command, "export"], cwd=demo[0], check=True, capture_output=True).stdout
    assert after == before
