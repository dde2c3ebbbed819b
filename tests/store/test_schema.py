import re
import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
from sqlite_utils import Database

from pipeline import types as t
from pipeline.review import verdicts
from pipeline.store.database import open_writer
from pipeline.store.migrations import MIGRATIONS, VERSION
from pipeline.store.schema import MEANINGS, TABLES, VIEWS, markdown


@pytest.fixture
def connection(tmp_path):
    with closing(open_writer(tmp_path / "c.db")) as opened:
        yield opened


def test_every_table_and_column_is_described_in_order(connection):
    own = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if "_fts" not in name and not name.startswith("_")
    }
    views = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert (own, views) == (set(TABLES), set(VIEWS))
    assert set(MEANINGS) == own | views
    for table, columns in (TABLES | VIEWS).items():
        assert [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] == [each.name for each in columns]


def test_the_document_is_what_the_code_makes():
    assert (Path(__file__).parents[2] / "docs" / "schema.md").read_text(encoding="utf-8") == markdown(), (
        "run: python -m pipeline.store.schema > docs/schema.md"
    )


@pytest.mark.parametrize(
    ("constraint", "legal"),
    [
        ("claims_type", {each.type for each in t.CLAIM_TYPES}),
        ("claims_stage", t.Stage),
        ("claims_bound", {"", *t.Bound}),
        ("claims_policy_type", {"", *t.PolicyType}),
        ("claims_status", t.PolicyStatus),
        ("claims_modality", t.Modality),
        ("articles_status", t.Status),
        ("failures_status", set(t.Status) - {t.Status.OK}),
        ("corrections_stage", t.Stage),
        ("corrections_bound", {"", *t.Bound}),
        ("corrections_policy_type", {"", *t.PolicyType}),
        ("corrections_status", t.PolicyStatus),
        ("corrections_modality", t.Modality),
        ("verdicts_verdict", verdicts.Answer),
        ("verdicts_error_class", {"", *verdicts.ErrorClass}),
        ("claims_review", verdicts.Status),
    ],
)
def test_the_database_knows_the_same_vocabularies_as_the_types(connection, constraint, legal):
    sql = "\n".join(row[0] or "" for row in connection.execute("SELECT sql FROM sqlite_master"))
    listed = re.search(rf"{constraint} CHECK \(\(?\w+ (?:IN \(|= )(.*?)\)\)", sql, re.DOTALL)[1]
    assert set(re.findall(r"'([^']*)'", listed)) == {str(each) for each in legal}


@pytest.mark.parametrize("kind", t.CLAIM_TYPES)
def test_the_database_knows_the_slots_of_each_type(connection, kind):
    stored = {row[0] for row in connection.execute("SELECT slot FROM claim_slots WHERE type = ?", (kind.type,))}
    own = {item.name for item in fields(kind)} - {"evidence", "countries"}
    assert stored == own | {"country_code"}


def test_every_facet_and_key_is_indexed(connection):
    firsts = {
        connection.execute(f"PRAGMA index_info('{row[1]}')").fetchone()[2]
        for row in connection.execute("PRAGMA index_list(claims)")
    }
    facets = {
        "type",
        "country",
        "commodity",
        "stage",
        "policy_type",
        "year",
        "site",
        "published",
        "article",
        "review",
    }
    assert firsts >= facets | {"id"}


def test_migrations_are_counted_and_run_once(connection):
    database = Database(connection)
    assert len(MIGRATIONS.applied(database)) == VERSION
    assert not MIGRATIONS.pending(database)


def test_a_migration_that_fails_leaves_nothing_behind(monkeypatch):
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        monkeypatch.setattr("pipeline.store.migrations.INDEXES", {"nowhere": (["name"],)})
        with pytest.raises(sqlite3.OperationalError):
            MIGRATIONS.apply(Database(connection))
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert all(name.startswith(("_sqlite", "sqlite")) for name in names)
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
