"""Datasette's metadata for our databases: titles, facets, sort orders, hidden tables, column descriptions."""

from collections.abc import Iterable
from typing import Any

from pipeline.store.schema import TABLES, VIEWS

TITLE = "Claims in the news"
DESCRIPTION = "What news articles say about who holds, makes, trades and controls what: each claim with its sentence."
FACETS = ("type", "country", "commodity", "stage", "policy_type")
# what the values of a facet are called, where they are not words themselves
FACET_WORDS = {"contradicted": {"0": "no contradiction", "1": "contradicted"}}

IN_WORDS = frozenset({"claims", "facts", "contradictions"})  # tables whose rows are shown as sentences

# columns that the plain table views show; the others are a click away
SHOWN = {
    "articles": ("title", "site", "published", "words"),
    "failures": ("id", "source", "stage", "status", "reason", "at"),
    "missed_candidates": ("article", "quote", "reason"),
}

_TABLES: dict[str, dict[str, Any]] = {
    "contradictions": {
        "title": "Contradictions",
        "description": "Pairs of claims about one thing that can't both be so.",
    },
    "claims": {
        "title": "Claims",
        "description": "One row states one thing, read from one sentence of one article.",
        "facets": FACETS,
        "sort_desc": "published",
    },
    "facts": {
        "title": "Facts",
        "description": "What articles say of one thing, brought together: the range of their figures, and from how many"
        " independent origins. Copies of one story, and all who name the same source, are one origin.",
        "facets": (*FACETS, "contradicted"),
        "sort_desc": "confidence",
    },
    "reference_figures": {"title": "Reference figures", "description": "Official statistics, with their publication."},
    "articles": {
        "title": "Articles",
        "description": "The articles as they were read: clean text, with where it came from.",
        "facets": ("site",),
        "sort_desc": "published",
        "label_column": "title",
    },
    "failures": {
        "title": "Not read",
        "description": "Inputs that did not become articles, and why.",
        "facets": ("stage", "status"),
    },
    "removed": {
        "title": "Removed from pages",
        "description": "What cleaning took out of the pages: menus, teasers, banners, comments.",
        "facets": ("rule",),
    },
    "missed_candidates": {
        "title": "Missed candidates",
        "description": "Sentences with a figure or a policy word that yielded no claim, and why.",
        "facets": ("reason",),
    },
    "pages": {
        "title": "Pages",
        "description": "Each text that a page showed; a page that has changed has several versions.",
        "sort_desc": "retrieved",
    },
    "runs": {"title": "Runs", "description": "Each run of the pipeline and what came of it."},
}
# tables and views that serve the pages, not a reader
HIDDEN = (*(name for name in (*TABLES, *VIEWS) if name not in _TABLES), "_sqlite_migrations")


def titles() -> dict[str, str]:
    """What the tables are called."""
    return {name: str(options["title"]) for name, options in _TABLES.items()}


def title(table: str) -> str:
    """What a table is called."""
    return str(_TABLES.get(table, {}).get("title", table))


def build(databases: Iterable[str], *, is_full: bool = True) -> dict[str, Any]:
    """Fresh metadata for databases of these names (Datasette changes what it is given); in full, with all columns."""
    names = tuple(databases)
    if not names:
        return {}
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "databases": {name: {"tables": _tables(is_full=is_full)} for name in names},
    }


def _tables(*, is_full: bool) -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {
        name: {key: list(value) if isinstance(value, tuple) else value for key, value in options.items()}
        for name, options in _TABLES.items()
    }
    for name in HIDDEN:
        tables[name] = {"hidden": True}
    for name, columns in (TABLES | VIEWS).items() if is_full else ():
        tables.setdefault(name, {})["columns"] = {column.name: column.description for column in columns}
    return tables
