import json

import pytest
from click.testing import CliRunner

from pipeline import types as t
from pipeline.cli import main

LONG = "folder/" * 30 + "b[red].html"


@pytest.fixture
def database(tmp_path, samples):
    with samples.stored(tmp_path / "c.db") as store:
        store.fail(t.Failure("a.html", "clean", t.Status.NO_TEXT, "holds no article text"), 1)
        store.fail(t.Failure(LONG, "read", t.Status.READ_ERROR, "no\nsuch\x1b file"), 1)
    return tmp_path / "c.db"


def test_a_table_keeps_whole_values_in_a_pipe(database):
    result = CliRunner().invoke(main, ["failures", "--db", str(database)])
    lines = [line.rstrip() for line in result.output.splitlines()]
    assert result.exit_code == 0
    assert lines[0].split() == ["source", "stage", "status", "reason"]
    assert lines[1].split() == ["a.html", "clean", "no_text", "holds", "no", "article", "text"]
    assert lines[2].startswith(LONG)
    assert lines[2].endswith("no such\ufffd file")


def test_json_lines_hold_everything(database):
    result = CliRunner().invoke(main, ["failures", "--db", str(database), "--format", "jsonl"])
    rows = [json.loads(line) for line in result.output.splitlines()]
    assert [row["source"] for row in rows] == ["a.html", LONG]
    assert rows[1]["reason"] == "no\nsuch\x1b file"
    assert set(rows[0]) == {"source", "stage", "status", "reason", "run", "at"}


def test_nothing_failed(tmp_path, samples):
    with samples.stored(tmp_path / "c.db"):
        pass
    result = CliRunner().invoke(main, ["failures", "--db", str(tmp_path / "c.db")])
    assert (result.exit_code, result.output) == (0, "no failures\n")
