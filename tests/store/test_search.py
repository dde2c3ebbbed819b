import sqlite3
from contextlib import closing

import pytest

from pipeline import types as t
from pipeline.store import check, search
from pipeline.store.database import open_reader
from pipeline.store.rows import article_row, claim_rows, original_row
from pipeline.store.write import Store, insert_sql

BOTH = ("articles", "claims")


@pytest.fixture
def store(tmp_path, samples):
    with Store(tmp_path / "c.db", samples.NAMES) as opened:
        yield opened


def save(store, samples, text, run):
    return store.save(*_made(samples, text), run)


def found(path, table, word):
    with closing(open_reader(path)) as reader:
        rows = reader.execute(f"SELECT count(*) FROM {table}_fts WHERE {table}_fts MATCH ?", (word,))  # noqa: S608 - ours
        return rows.fetchone()[0]


def sound(connection):
    """Whether FTS5 finds its indexes to be those of the tables, row by row."""
    for table in BOTH:
        connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - ours
    return not list(search.unfound(connection))


def test_another_reader_finds_what_was_just_stored(store, samples):
    run = store.start_run("ingest", samples.RULES)
    for number, text in enumerate((samples.LITHIUM, f"{samples.LITHIUM}\nMore was said later."), 1):
        save(store, samples, text, run)
        assert found(store.path, "articles", "brines") == number
        assert found(store.path, "claims", "reserves") == number
    assert sound(store.connection)


def test_what_is_rolled_back_is_not_found(store, samples):
    run = store.start_run("ingest", samples.RULES)

    def cut_short():
        with store.transaction() as connection:
            _copy(connection, samples, run)
            search.catch_up(connection)
            connection.execute("SELECT nothing")

    with pytest.raises(sqlite3.OperationalError):
        cut_short()
    assert [found(store.path, table, "lithium") for table in BOTH] == [0, 0]
    assert sound(store.connection)


@pytest.mark.parametrize("indexed", [True, False])
def test_a_row_that_is_changed_or_deleted_leaves_no_words_behind(store, samples, indexed):
    run = store.start_run("ingest", samples.RULES)
    with store.transaction() as connection:
        _copy(connection, samples, run)
        if indexed:
            search.catch_up(connection)
        connection.execute("UPDATE articles SET title = 'On cobalt'")
        connection.execute("UPDATE claims SET attribution = 'the Ministry of Salt'")
    assert [found(store.path, "articles", word) for word in ("cobalt", "title: lithium")] == [1, 0]
    assert found(store.path, "claims", "salt") == 2
    with store.transaction() as connection:
        connection.execute("DELETE FROM claim_countries")
        connection.execute("DELETE FROM claims")
        _claims(connection, samples, run)  # the numbers of the rows are given again
    assert found(store.path, "claims", "salt") == 0
    assert found(store.path, "claims", "reserves") == 1
    assert sound(store.connection)


def test_what_no_search_can_find_is_told(store, samples):
    _copy(store.connection, samples, store.start_run("ingest", samples.RULES))  # by another program
    told = {(each.table, each.problem) for each in check.check(_rows(store.connection))}
    assert {(table, "no search can find it") for table in BOTH} <= told


def _rows(connection):
    connection.row_factory = sqlite3.Row
    return connection


def _made(samples, text):
    page = t.Page(text.encode(), t.Origin("a.html"))
    article = t.Article(text, title="On lithium", published="2026-02-27", blocks=samples.clean(page).blocks)
    return page, article, samples.Extractor().extract(article.document)


def _copy(connection, samples, run):
    """The rows of an article by SQL alone."""
    page, article, _ = _made(samples, samples.LITHIUM)
    original = original_row(page, b"x")
    connection.execute(insert_sql("originals", original), original)
    row = article_row(article, "a.html", original["digest"], run) | {"origin_id": article.id}
    connection.execute(insert_sql("articles", row), row)
    _claims(connection, samples, run)


def _claims(connection, samples, run):
    page, article, extraction = _made(samples, samples.LITHIUM)
    row = article_row(article, "a.html", page.digest, run)
    for each in claim_rows(extraction, row, samples.NAMES)[0]:
        connection.execute(insert_sql("claims", each), each)
