"""The ordered, named steps that make or upgrade a database. A released step never changes; a new one is added below it.

Each step runs in one transaction with the record that it ran, so a database stands between two steps, never within one.
"""

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils.db import Database

MIGRATIONS = Migrations("claimtable")
VERSION = 1  # of the newest step below; stands in PRAGMA user_version

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


@MIGRATIONS(name="0001_articles_and_claims")
def articles_and_claims(db: "Database") -> None:
    """Tables with their constraints, indexes and full-text search."""
    db.executescript((files("pipeline.store") / "sql" / "0001_articles_and_claims.sql").read_text(encoding="utf-8"))
    for table, indexes in INDEXES.items():
        for columns in indexes:
            db.table(table).create_index(columns)
    db.table("articles").enable_fts(["title", "text"], create_triggers=True, tokenize=TOKENIZER)
    db.table("claims").enable_fts(["quote", "policy", "goal", "attribution"], create_triggers=True, tokenize=TOKENIZER)
    db.execute("PRAGMA user_version = 1")
