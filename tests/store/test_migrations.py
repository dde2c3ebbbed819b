"""Databases that earlier versions wrote are upgraded, and then are what this version would have written."""

import sqlite3
from contextlib import closing
from importlib.resources import files

import pytest
from sqlite_utils import Database, Migrations

from pipeline import types as t
from pipeline.errors import StoreError
from pipeline.store import backfill, migrations
from pipeline.store.check import check
from pipeline.store.database import APPLICATION_ID, open_writer
from pipeline.store.read import reading
from pipeline.store.write import Store

URL = "https://www.news.example/cobalt?utm_source=x"
TABLES = ("articles", "pages", "sketches", "bands", "claims", "originals", "failures")


def told(wire):
    """What came in, in order: (address, time, text, date)."""
    edited = wire.WIRE.replace("four months", "six months")
    return [
        (URL, "2026-02-27T08:00:00+00:00", wire.WIRE, "2026-02-27"),
        ("https://other.example/a", "2026-02-28T08:00:00+00:00", wire.WIRE + "A copy.", "2026-02-28"),
        (URL, "2026-03-30T08:00:00+00:00", edited, "2026-02-27"),
        ("", "", wire.OTHER, "2026-02-26"),
        ("https://third.example/b", "", "Too short to compare.", ""),
    ]


def store_all(store, samples, wire):
    run = store.start_run("ingest", samples.RULES)
    for number, (url, retrieved, text, published) in enumerate(told(wire)):
        headers = (("etag", f"e{number}"),) if url else ()
        page = t.Page(text.encode(), t.Origin(f"{number}.html", url, retrieved, "text/html", headers))
        article = t.Article(text, title="On cobalt", published=published, url=url, language="en")
        store.save(page, article, samples.Extractor().extract(article.document), run)
    store.fail(t.Failure("gone.html", "read", t.Status.READ_ERROR, "no such file"), run)


@pytest.fixture
def new(tmp_path, samples, wire):
    """A database as this version writes it."""
    with Store(tmp_path / "new.db", samples.NAMES) as store:
        store_all(store, samples, wire)
    return tmp_path / "new.db"


@pytest.fixture
def old(tmp_path, new):
    """The same as version 1 wrote it: its tables, and the columns that they had."""
    path = tmp_path / "old.db"
    first = Migrations("claimtable")
    first(name="0001_articles_and_claims")(migrations.articles_and_claims)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        first.apply(Database(connection))
        connection.execute("ATTACH ? AS new", (str(new),))
        for table in ("runs", "originals", "countries", "articles", "claims", "claim_countries", "removed", "failures"):
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({table})"))
            connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}")  # noqa: S608 - ours
    return path


def rows(path):
    with reading(path) as connection:
        return {name: [tuple(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in TABLES}  # noqa: S608 - ours


def test_version_1_becomes_what_this_version_would_have_written(old, new):
    with closing(open_writer(old)):
        pass
    upgraded, written = rows(old), rows(new)
    for name in TABLES:
        assert upgraded[name] == written[name], name
    with reading(old) as connection:
        assert not list(check(connection))
        assert connection.execute("SELECT count(*) FROM stories").fetchone()[0] == 1
        assert connection.execute("SELECT max(version) FROM pages").fetchone()[0] == 2


def test_a_reader_upgrades_too(old):
    with reading(old) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == migrations.VERSION


def test_an_upgrade_that_breaks_off_leaves_the_old_database(old, monkeypatch):
    def broken(connection):
        connection.execute("UPDATE articles SET url_key = 'half done'")
        raise RuntimeError("broke off")

    with monkeypatch.context() as patched:
        patched.setattr(backfill, "pages_and_origins", broken)
        with pytest.raises(RuntimeError, match="broke off"):
            open_writer(old)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert "pages" not in {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    with closing(open_writer(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
        assert connection.execute("SELECT count(*) FROM articles WHERE url_key = 'half done'").fetchone() == (0,)


def test_an_upgraded_database_goes_on(old, samples, wire):
    with Store(old, samples.NAMES) as store:
        run = store.start_run("ingest", samples.RULES)
        page = t.Page(b"x", t.Origin("x.html", URL, "2026-04-01T00:00:00+00:00"))
        saved = store.save(page, t.Article(wire.WIRE + "Once more.", url=URL), t.Extraction(), run)
        assert (saved.version, saved.retold) == (3, True)


def test_every_step_has_its_file():
    names = sorted(path.name for path in (files("pipeline.store") / "sql").iterdir())
    assert len(names) == migrations.VERSION


def test_a_newer_database_is_refused(old):
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="was written by a newer claimtable"):
        open_writer(old)


def test_b7_a_copy_is_kept_before_an_upgrade(old):
    before = old.read_bytes()
    with closing(open_writer(old)):
        pass
    kept = old.with_name("old.db.v1-backup")
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (5,)
    assert old.read_bytes() != before
    kept.replace(old)  # and it can be put back
    with closing(open_writer(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)


def test_a_new_database_leaves_no_copy(tmp_path):
    with closing(open_writer(tmp_path / "c.db")):
        pass
    assert {each.name for each in tmp_path.iterdir()} == {"c.db"}
