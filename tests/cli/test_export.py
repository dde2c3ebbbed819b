import csv
import io
import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pipeline.cli import main


@pytest.fixture
def database(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        pass
    return tmp_path / "c.db"


@pytest.fixture
def claimtable(database):
    return lambda *given: CliRunner().invoke(main, ["export", "--db", str(database), *given])


def codes(result):
    assert result.exit_code == 0, result.output
    return sorted(row["country_code"] for row in csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ["AUS; CHN", "CHL", "EU"]),
        (["--type", "share", "--type", "goal"], ["AUS; CHN", "CHL", "EU"]),
        (["--type", "goal"], []),
        (["--country", "China"], ["AUS; CHN"]),
        (["--country", "eu", "--country", "CHL"], ["CHL", "EU"]),
        (["--since", "2026-01-02"], ["AUS; CHN", "CHL", "EU"]),
        (["--since", "2027"], []),
    ],
)
def test_filters(claimtable, given, expected):
    assert codes(claimtable(*given)) == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--type", "rumour"], "'rumour' is not one of"),
        (["--since", "yesterday"], "'yesterday' is no date: write it like 2026-01-31"),
        (["--since", "2026-13-01"], "is no date"),
        (["--country", "Atlantis"], "no country or bloc is called 'Atlantis'"),
        (["--format", "xlsx"], "'xlsx' is not one of"),
    ],
)
def test_bad_filters_are_told(claimtable, given, message):
    result = claimtable(*given)
    assert result.exit_code == 2
    assert message in result.stderr


def test_lines_end_as_the_standard_says(claimtable):
    body = claimtable().stdout_bytes
    assert body.count(b"\r\n") == body.count(b"\n") == 4


def test_a_file_gets_the_same_bytes(claimtable, tmp_path):
    result = claimtable("-o", str(tmp_path / "claims.csv"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "claims.csv").read_bytes() == claimtable().stdout_bytes == claimtable("-o", "-").stdout_bytes


def test_json_lines(claimtable):
    rows = [json.loads(line) for line in claimtable("--format", "jsonl").stdout.splitlines()]
    assert sorted(row["share_low"] for row in rows) == [33.3, 70, 85.5]


def test_a_missing_folder_is_one_line(claimtable, tmp_path):
    result = claimtable("-o", str(tmp_path / "nowhere" / "claims.csv"))
    assert result.exit_code == 1
    assert "can't be written (No such file or directory): name another file with -o" in result.stderr
    assert result.stderr.count("\n") == 1


def test_no_database_is_one_line(tmp_path):
    result = CliRunner().invoke(main, ["export", "--db", str(tmp_path / "c.db")])
    assert result.exit_code == 1
    assert "no such database: make one with `claimtable ingest`" in result.stderr


def test_a_reader_that_goes_away_is_no_error(database):
    start, end = os.pipe()
    os.close(start)
    result = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", "export", "--db", database],
        stdout=end,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(end)
    assert (result.returncode, result.stderr) == (0, b"")
