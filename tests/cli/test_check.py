import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from pipeline.cli import main


@pytest.fixture
def database(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        pass
    return tmp_path / "c.db"


def check(database):
    return CliRunner().invoke(main, ["check", "--db", str(database)])


def test_a_sound_database(database):
    result = check(database)
    assert (result.exit_code, result.output) == (0, "2 articles, 3 claims: all hold\n")


def test_the_offending_rows_are_printed(database):
    with closing(sqlite3.connect(database)) as connection:
        claim = connection.execute("SELECT id FROM claims ORDER BY id LIMIT 1").fetchone()[0]
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE claims SET unit = char(27), stage = 'x' || char(27, 10) WHERE id = ?", (claim,))
        connection.commit()
    result = check(database)
    assert result.exit_code == 1
    assert f"claims {claim}: its key is not the digest of what it says\n" in result.output
    assert "\x1b" not in result.output
    assert result.output.endswith("2 articles, 3 claims: 2 broken\n")


def test_no_database(tmp_path):
    assert check(tmp_path / "c.db").exit_code == 1
