import hashlib

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.store.read import Filters, claims, reading


@pytest.fixture
def database(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        return tmp_path / "c.db"


@pytest.fixture
def claimtable(database):
    return lambda *given: CliRunner().invoke(main, ["cite", "--db", str(database), *given])


@pytest.fixture
def row(database):
    with reading(database) as connection:
        return next(dict(row) for row in claims(connection, Filters()) if row["country_code"] == "EU")


@pytest.mark.parametrize("letters", [8, 12, 64])
def test_a_claim_is_named_by_its_id_or_enough_of_it(claimtable, row, samples, letters):
    result = claimtable(row["id"][:letters].upper())
    assert result.exit_code == 0, result.output
    for part in (row["quote"], row["title"], row["site"], "2026-01-02", row["source_link"], row["id"]):
        assert part in result.output
    assert hashlib.sha256(samples.LITHIUM.encode()).hexdigest() in result.output


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("0" * 64, "no claim has the id"),
        ("zzzzzzzz", "no claim has the id 'zzzzzzzz': copy it from the column claim_id of an export"),
        ("%%%%%%%%", "no claim has the id"),
        ("abc", "'abc' is too short for a claim: give at least 8 letters of its id"),
    ],
)
def test_an_unknown_claim_is_one_line(claimtable, given, message):
    result = claimtable(given)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_several_claims_are_no_claim(claimtable, monkeypatch):
    monkeypatch.setattr("pipeline.store.read.SHORTEST", 0)
    result = claimtable("")
    assert (result.exit_code, "the ids of several claims begin with" in result.stderr) == (1, True)


@pytest.mark.parametrize(("style", "start"), [("markdown", "> "), ("bibtex", "@misc{claim-")])
def test_other_styles(claimtable, row, style, start):
    assert claimtable(row["id"], "--format", style).stdout.startswith(start)
