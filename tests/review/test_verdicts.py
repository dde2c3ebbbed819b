"""Verdicts keep their rules in the database, whoever writes them; and nothing is ever lost."""

import json
import sqlite3
from contextlib import closing

import pytest

from pipeline.errors import InputError, StoreError
from pipeline.review.verdicts import Answer, ErrorClass, Reviews, Verdict
from pipeline.store.check import check
from pipeline.store.read import reading
from pipeline.store.write import Store


@pytest.fixture
def give(path, claims):
    """Give a verdict on the first claim."""

    def given(answer, reviewer="ann", claim=None, **more):
        with Reviews(path) as reviews:
            return reviews.give(Verdict(claim or claims[0], Answer(answer), reviewer, **more))

    return given


def status(fetch, claim):
    return fetch("SELECT review FROM claims WHERE id = ?", claim)[0][0]


WRONG = {"error_class": ErrorClass.FIGURE}
NICKEL, TIN = {"slots": {"commodity": "nickel"}}, {"slots": {"commodity": "tin"}}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], "unreviewed"),
        ([("right", "ann", {})], "right"),
        ([("wrong", "ann", WRONG)], "wrong"),
        ([("corrected", "ann", NICKEL)], "corrected"),
        ([("unsure", "ann", {})], "unsure"),
        ([("right", "ann", {}), ("wrong", "ann", WRONG)], "wrong"),
        ([("right", "ann", {}), ("right", "bob", {})], "right"),
        ([("right", "ann", {}), ("unsure", "bob", {})], "right"),
        ([("right", "ann", {}), ("wrong", "bob", WRONG)], "disputed"),
        ([("wrong", "ann", WRONG), ("wrong", "bob", {"error_class": ErrorClass.OTHER})], "wrong"),
        ([("corrected", "ann", NICKEL), ("corrected", "bob", NICKEL)], "corrected"),
        ([("corrected", "ann", NICKEL), ("corrected", "bob", TIN)], "disputed"),
        ([("right", "ann", {}), ("wrong", "bob", WRONG), ("withdrawn", "bob", {})], "right"),
        ([("right", "ann", {}), ("withdrawn", "ann", {})], "unreviewed"),
        # the last word is the latest, not the last to be written: verdicts of two databases are brought together
        (
            [("right", "ann", {"at": "2026-02-01T00:00:00Z"}), ("unsure", "ann", {"at": "2026-01-01T00:00:00Z"})],
            "right",
        ),
    ],
)
def test_where_a_claim_stands(give, fetch, claims, given, expected):
    for answer, reviewer, more in given:
        give(answer, reviewer, **more)
    assert status(fetch, claims[0]) == expected
    assert fetch("SELECT status FROM claim_status WHERE claim = ?", claims[0]) == [(expected,)]
    assert status(fetch, claims[1]) == "unreviewed"


def test_a_verdict_keeps_what_it_judged(give, fetch, claims):
    number = give("right", note="seen in print")
    row = fetch("SELECT claim, type, rule, quote, start, note, said FROM verdicts WHERE id = ?", number)[0]
    quote, start = fetch("SELECT quote, start FROM claims WHERE id = ?", claims[0])[0]
    assert row[:-1] == (claims[0], "share", "share.of", quote, start, "seen in print")
    said = json.loads(row[-1])
    assert (said["country_code"], said["share_low"], said["year"]) == ("CHL", 33.3, None)
    assert said["attribution"] == "the mine owners' league"


@pytest.mark.parametrize(
    ("answer", "more", "message"),
    [
        ("wrong", {}, "wrong, and nothing else, takes an error class"),
        ("right", {"error_class": ErrorClass.STAGE}, "wrong, and nothing else, takes an error class"),
        ("corrected", {}, "corrected, and nothing else, takes the slots"),
        ("right", NICKEL, "corrected, and nothing else, takes the slots"),
        ("right", {"claim": "0" * 64}, "no claim has this id"),
        ("right", {"reviewer": " "}, "a reviewer's name"),
        ("right", {"reviewer": ""}, "a reviewer's name"),
        ("right", {"note": "x" * 5001}, "at most 5000"),
        ("right", {"note": "\ud800"}, "surrogates not allowed"),
        ("right", {"at": "2026-01-31 12:00"}, "a time is written like"),
        ("withdrawn", {}, "no verdict of this reviewer to withdraw"),
        ("corrected", {"slots": {"colour": "red"}}, "no such slot"),
        ("corrected", {"slots": {"policy": "a ban"}}, "no such slot"),
        ("corrected", {"slots": {"share_low": "30"}}, "a figure a number or null"),
        ("corrected", {"slots": {"year": 2020.5}}, "a year a whole number"),
        ("corrected", {"slots": {"commodity": 5}}, "a text slot takes a text"),
        ("corrected", {"slots": {"commodity": None}}, "a text slot takes a text"),
        ("corrected", {"slots": {"commodity": ["tin"]}}, "a text slot takes a text"),
        ("corrected", {"slots": {"commodity": "lithium"}}, "changes nothing"),
        ("corrected", {"slots": {"year": None}}, "changes nothing"),
        ("corrected", {"slots": {"stage": "digging"}}, "no such stage"),
        ("corrected", {"slots": {"share_low": 130}}, "between 0 and 100"),
        ("corrected", {"slots": {"share_low": 50, "share_high": 40}}, "its lower end first"),
        ("corrected", {"slots": {"year": 20}}, "four digits"),
        ("corrected", {"slots": {"country_code": "CHL; XXX"}}, "no country or bloc has this code"),
        ("corrected", {"slots": {"country_code": 'CHL"'}}, "no country or bloc has this code"),
        ("corrected", {"slots": {"partner": "CHN+XXX"}}, "no country or bloc has this code"),
        ("corrected", {"slots": {"scope": "Atlantis"}}, "no country or bloc has this code"),
    ],
)
def test_what_is_refused_stores_nothing(give, fetch, answer, more, message):
    with pytest.raises(InputError, match=message):
        give(answer, **more)
    assert fetch("SELECT count(*) FROM verdicts UNION ALL SELECT count(*) FROM corrections") == [(0,), (0,)]


def test_a_correction_keeps_the_original(give, fetch, claims):
    give("corrected", slots={"country_code": "AUS; CHL", "share_low": 30, "share_high": None, "partner": "CHN+EU"})
    shown = "SELECT country, country_code, share_low, share_high, partner, commodity, original FROM reviewed_claims"
    (row,) = fetch(shown)
    assert row[:-1] == ("Australia; Chile", "AUS; CHL", 30.0, None, "CHN+EU", "lithium")
    assert json.loads(row[-1])["country_code"] == "CHL"
    assert fetch("SELECT country_code, share_low FROM claims WHERE id = ?", claims[0]) == [("CHL", 33.3)]


def test_only_reviewed_claims_are_called_so(give, fetch, claims):
    give("right", claim=claims[0])
    give("wrong", claim=claims[1], **WRONG)
    give("unsure", claim=claims[2])
    assert fetch("SELECT id FROM reviewed_claims") == [(claims[0],)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE verdicts SET note = 'other'",
        "UPDATE verdicts SET said = ''",
        "DELETE FROM verdicts",
        "INSERT OR REPLACE INTO verdicts (id, claim, verdict, reviewer) SELECT id, claim, 'right', 'eve' FROM verdicts",
        "UPDATE corrections SET commodity = 'tin'",
        "DELETE FROM corrections",
        "INSERT OR REPLACE INTO corrections SELECT * FROM corrections",
    ],
)
def test_nothing_given_is_ever_changed(give, path, fetch, sql):
    give("corrected", **NICKEL)
    before = fetch("SELECT * FROM verdicts"), fetch("SELECT * FROM corrections")
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="is never"):
        connection.execute(sql)
    assert (fetch("SELECT * FROM verdicts"), fetch("SELECT * FROM corrections")) == before


def test_undo_takes_back_the_newest_and_keeps_it_in_the_log(path, fetch, claims):
    with Reviews(path) as reviews:
        reviews.give(Verdict(claims[0], Answer.RIGHT, "ann", at="2026-01-01T00:00:00Z"))
        reviews.give(Verdict(claims[1], Answer.RIGHT, "ann", at="2026-01-02T00:00:00Z"))
        reviews.give(Verdict(claims[2], Answer.RIGHT, "bob"))
        assert [reviews.undo("ann") for _ in range(3)] == [claims[1], claims[0], None]
    assert [status(fetch, claim) for claim in claims] == ["unreviewed", "unreviewed", "right"]
    assert fetch("SELECT count(*) FROM verdicts") == [(5,)]


def test_a_clock_that_was_set_back_does_not_silence_a_reviewer(give, fetch, claims):
    give("right", at="2999-01-01T00:00:00Z")
    give("unsure")
    assert status(fetch, claims[0]) == "unsure"


def test_a_plain_insert_of_named_values_is_enough(path, fetch, claims):
    """What a canned query of Datasette does: all parameters are given, those left empty as ''."""
    values = {"claim": claims[0], "verdict": "right", "error_class": "", "slots": "", "note": "", "reviewer": "ann"}
    sql = """INSERT INTO verdicts (claim, verdict, error_class, slots, note, reviewer, at)
        VALUES (:claim, :verdict, :error_class, :slots, :note, :reviewer, :at)"""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql, values | {"at": "2026-01-31T12:00:00Z"})
        connection.commit()
    assert status(fetch, claims[0]) == "right"


def test_a_review_stands_beside_an_open_ingest(path, samples, claims, fetch):
    with Store(path, samples.NAMES) as store, Reviews(path) as reviews, reading(path) as connection:
        reviews.give(Verdict(claims[0], Answer.RIGHT, "ann"))
        store.start_run("ingest", samples.RULES)
        reviews.give(Verdict(claims[1], Answer.RIGHT, "ann"))
        assert not list(check(connection))
    assert fetch("SELECT count(*) FROM verdicts") == [(2,)]


def test_without_a_database(tmp_path):
    with pytest.raises(StoreError, match="no such database"), Reviews(tmp_path / "none.db"):
        pass


def test_full_text_stays_right_when_a_review_changes(give, fetch):
    give("right")
    assert fetch("SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'reserves'") == [(1,)]
    assert fetch("INSERT INTO claims_fts (claims_fts) VALUES ('integrity-check')") == []
