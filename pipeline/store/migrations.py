"""The ordered, named steps that make or upgrade a database. A released step never changes; a new one is added below it.

Each step runs in one transaction with the record that it ran, so a database stands between two steps, never within one.
"""

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils.db import Database

MIGRATIONS = Migrations("claimtable")
VERSION = 9  # of the newest step below; stands in PRAGMA user_version

# words are found by their stem and without accents: "mines" finds "mining", "Peru" finds "Perú"
TOKENIZER = "porter unicode61 remove_diacritics 2"

INDEXES = {
    # facets first, then the keys that joins and exports follow
    "claims": (
        *(["type"], ["country"], ["commodity"], ["stage"], ["policy_type"], ["year"], ["site"], ["modality"]),
        *(["published", "article", "start", "end"], ["article"], ["run"], ["key"]),
    ),
    "claim_countries": (["code", "role"],),
    "articles": (["original"], ["site"], ["published"], ["status"], ["run"]),
    "removed": (["rule"],),
    "missed_candidates": (["article"], ["reason"]),
    "failures": (["source"], ["run"]),
}
INDEXES_2 = {
    "articles": (["url_key"], ["origin_id", "site", "published", "agency", "url_key", "id"]),
    "pages": (["article"], ["original"], ["url"], ["seen"], ["run"]),
}
INDEXES_REVIEW = {
    "claims": (["review", "rule"],),
    "claim_history": (["article"], ["lost"], ["run"]),
    "verdicts": (["claim", "reviewer", "at"], ["reviewer", "at"], ["article"]),
    "corrections": (["claim"],),
    "returned_verdicts": (["successor"], ["run"], ["verdict"]),
}


def _script(db: "Database", name: str) -> None:
    db.executescript((files("pipeline.store") / "sql" / name).read_text(encoding="utf-8"))


def _index(db: "Database", indexes: "Mapping[str, tuple[list[str], ...]]") -> None:
    for table, each in indexes.items():
        for columns in each:
            db.table(table).create_index(columns)


@MIGRATIONS(name="0001_articles_and_claims")
def articles_and_claims(db: "Database") -> None:
    """Tables with their constraints, indexes and full-text search."""
    _script(db, "0001_articles_and_claims.sql")
    _index(db, INDEXES)
    db.table("articles").enable_fts(["title", "text"], create_triggers=True, tokenize=TOKENIZER)
    db.table("claims").enable_fts(["quote", "policy", "goal", "attribution"], create_triggers=True, tokenize=TOKENIZER)
    db.execute("PRAGMA user_version = 1")


@MIGRATIONS(name="0002_pages_and_origins")
def pages_and_origins(db: "Database") -> None:
    """Pages with their versions, and the origin of each article; for what is stored already, in the order it came."""
    from pipeline.store.backfill import pages_and_origins as fill  # noqa: PLC0415 - only where there is something stored

    _script(db, "0002_pages_and_origins.sql")
    _index(db, INDEXES_2)
    fill(db.conn)
    db.execute("PRAGMA user_version = 2")


@MIGRATIONS(name="0003_site_lines")
def site_lines(db: "Database") -> None:
    """Lines that recur over pages of a site; they are learnt from the articles stored from now on."""
    _script(db, "0003_site_lines.sql")
    db.execute("PRAGMA user_version = 3")


@MIGRATIONS(name="0004_review")
def review(db: "Database") -> None:
    """Verdicts of people on claims, what follows from them, and the claims that later runs lost or changed."""
    _script(db, "0004_review.sql")
    _index(db, INDEXES_REVIEW)
    db.execute("PRAGMA user_version = 4")


@MIGRATIONS(name="0005_facts")
def facts(db: "Database") -> None:
    """Facts and what they are made from; the claims stored by now wait in `stale_claims` for `pipeline.facts`."""
    _script(db, "0005_facts.sql")
    db.execute("PRAGMA user_version = 5")


@MIGRATIONS(name="0006_pdf_pages")
def pdf_pages(db: "Database") -> None:
    """The page of a PDF on which a quote stands; known of the articles stored from now on."""
    _script(db, "0006_pdf_pages.sql")
    db.execute("PRAGMA user_version = 6")


@MIGRATIONS(name="0007_facets")
def facets(db: "Database") -> None:
    """Indexes for the facets of the desk in place of those of one column."""
    _script(db, "0007_facets.sql")
    db.execute("PRAGMA user_version = 7")


@MIGRATIONS(name="0008_fact_stories")
def fact_stories(db: "Database") -> None:
    """A story that names its source has one origin for a fact, also where it repeats the figure in its own voice."""
    _script(db, "0008_fact_stories.sql")
    db.execute("PRAGMA user_version = 8")


@MIGRATIONS(name="0009_cheaper_claims")
def cheaper_claims(db: "Database") -> None:
    """A new claim costs a fraction: fewer and smaller indexes, search fed by the writer, quicker constraints."""
    _script(db, "0009_cheaper_claims.sql")
    _quicken(db, "claims")
    db.execute("PRAGMA user_version = 9")


def _quicken(db: "Database", table: str) -> None:
    """Say `x IN ('a', 'b')` in the constraints of a table as `(x = 'a' OR x = 'b')`.

    For the first SQLite makes a little table of the values for each row that is inserted, half of what a row costs. The
    rows are as they were, so that changing the text is enough (https://sqlite.org/lang_altertable.html, at its end).
    """
    sql = db.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", [table]).fetchone()[0]

    def alternatives(found: re.Match[str]) -> str:
        values = re.findall(r"'[^']*'", found[2])
        return f"({' OR '.join(f'{found[1]} = {value}' for value in values)})"

    quick = re.sub(r"(\w+) IN \(([^()]*)\)", alternatives, sql)
    version = db.execute("PRAGMA schema_version").fetchone()[0]
    db.execute("PRAGMA writable_schema = ON")
    try:
        db.execute("UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", [quick, table])
        db.execute(f"PRAGMA schema_version = {version + 1}")
    finally:
        db.execute("PRAGMA writable_schema = OFF")
