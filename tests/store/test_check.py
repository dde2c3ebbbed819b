import sqlite3
from contextlib import closing

import pytest

from pipeline.store.check import check
from pipeline.store.read import reading


@pytest.fixture
def path(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        return tmp_path / "c.db"


def offences(path):
    with reading(path) as connection:
        return [(each.table, each.problem) for each in check(connection)]


def test_a_sound_database_has_no_offence(path):
    assert offences(path) == []


@pytest.mark.parametrize(
    ("sql", "table", "problem"),
    [
        ("UPDATE claims SET quote = upper(quote)", "claims", "is not its quote"),
        ('UPDATE claims SET start = start + 1, "end" = "end" + 1', "claims", "is not its quote"),
        ("UPDATE claims SET stage = 'digging'", "claims", "stage 'digging' is not in the vocabulary"),
        ("UPDATE claims SET share_low = 1", "claims", "its key is not the digest of what it says"),
        ("UPDATE claims SET share_low = NULL", "claims", "its key is not the digest"),
        ('UPDATE claims SET "key" = id', "claims", "its key is not the digest"),
        ("UPDATE claims SET type = 'quantity'", "claims", "its key is not the digest"),
        ("UPDATE claims SET type = 'rumour'", "claims", "it can't be read as a claim"),
        ("UPDATE claims SET slots = '{'", "claims", "it can't be read as a claim"),
        ("UPDATE claims SET slots = replace(slots, '\"end\":', '\"end\":99')", "claims", "a slot ends after the text"),
        ("UPDATE claims SET country_code = 'XXX'", "claims", "no country or bloc has the code 'XXX'"),
        ("UPDATE claims SET scope = 'XXX'", "claims", "no country or bloc has the code 'XXX'"),
        ("UPDATE claims SET country = 'Atlantis'", "claims", "country 'Atlantis' is not the name of"),
        ("DELETE FROM claim_countries", "claims", "its rows in claim_countries are not"),
        (
            "UPDATE claim_countries SET code = 'XXX' WHERE role = 'partner'",
            "claim_countries",
            "names a row of countries that isn't there",
        ),
        ("UPDATE claims SET article = 'gone'", "claims", "names a row of articles that isn't there"),
        ("DELETE FROM articles", "claims", "names a row of articles that isn't there"),
        ("UPDATE claims SET run = 99", "claims", "names a row of runs that isn't there"),
        ("DELETE FROM originals", "articles", "names a row of originals that isn't there"),
        ("UPDATE originals SET body = x'00ff'", "originals", "its bytes can't be decompressed"),
        ("UPDATE originals SET bytes = 1", "originals", "not 1"),
        ("UPDATE originals SET digest = replace(digest, 'a', 'b')", "originals", "its digest is not that of its bytes"),
        ("UPDATE articles SET text = text || ' More.'", "articles", "its id is not the digest of its text"),
        ("UPDATE articles SET blocks = '[]}'", "articles", "its blocks can't be read"),
        ("UPDATE articles SET blocks = replace(blocks, '\"end\":', '\"end\":99')", "articles", "a block ends after"),
        ("UPDATE missed_candidates SET quote = 'x'", "missed_candidates", "is not its quote"),
        ("UPDATE articles SET url_key = 'x'", "articles", "url_key 'x' is not that of its address"),
        ("UPDATE articles SET origin_id = 'x'", "articles", "its origin 'x' is not the first of its story"),
        (
            "UPDATE articles SET origin_id = (SELECT max(id) FROM articles)",
            "articles",
            "is not the first of its story",
        ),
        ("UPDATE pages SET version = version + 1", "pages", "version 2 follows no other"),
        (
            "INSERT INTO pages SELECT url_key, 2, article, original, url, seen, '', '', '', run FROM pages LIMIT 1",
            "pages",
            "version 2 shows what the version before did",
        ),
        ("UPDATE pages SET article = 'gone'", "pages", "names a row of articles that isn't there"),
        ("INSERT INTO sketches SELECT 9, min(id), '' FROM articles", "sketches", "bands are not those of its text"),
    ],
)
def test_what_another_program_spoilt_is_found(path, sql, table, problem):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert connection.execute(sql).rowcount > 0
        connection.commit()
    assert any(table == where and problem in what for where, what in offences(path))


def test_ids_are_proved_also_where_only_the_place_changed(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE claim_countries SET claim = 'z'")
        connection.execute("UPDATE claims SET id = replace(id, substr(id, 1, 1), 'z')")
        connection.commit()
    assert ("claims", "its id is not the digest of what it says at this place") in offences(path)


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("DELETE FROM sketches", "its bands are not those of its text"),
        ("UPDATE bands SET band = band + 1", "its bands are not those of its text"),
        ("UPDATE sketches SET day = '2020-01-01'", "its day is not that of its article"),
    ],
)
def test_sketches_are_those_of_the_texts(tmp_path, samples, wire, sql, problem):
    with samples.stored(tmp_path / "c.db", wire.WIRE):
        pass
    assert offences(tmp_path / "c.db") == []
    with closing(sqlite3.connect(tmp_path / "c.db")) as connection:
        assert connection.execute(sql).rowcount > 0
        connection.commit()
    assert ("sketches", problem) in offences(tmp_path / "c.db")
