"""The proof that a database keeps its promises; every row that breaks one is an `Offence`.

What SQLite can hold by itself (legal values, foreign keys) is checked too: other programs may write without it.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.store import check_review, search
from pipeline.store.rows import JOIN, PARTNERS, blocks_from, claim_from, country_rows
from pipeline.store.story import Text
from pipeline.store.urls import page_key
from pipeline.types import Bound, Modality, PolicyStatus, PolicyType, Stage, digest


@dataclass(frozen=True, slots=True)
class Offence:
    """A row that breaks an invariant."""

    table: str
    row: str  # its id
    problem: str


LEGAL = {
    "stage": frozenset(each.value for each in Stage),
    "bound": frozenset(("", *(each.value for each in Bound))),
    "policy_type": frozenset(("", *(each.value for each in PolicyType))),
    "status": frozenset(each.value for each in PolicyStatus),
    "modality": frozenset(each.value for each in Modality),
}


def check(connection: sqlite3.Connection) -> Iterator[Offence]:
    """All offences, in a fixed order: the file, originals, articles with their claims, pages, stories, reviews."""
    yield from _file(connection)
    for row in connection.execute("SELECT digest, body, bytes FROM originals ORDER BY digest"):
        yield from (Offence("originals", row["digest"], problem) for problem in _original(row))
    names = dict(connection.execute("SELECT code, name FROM countries").fetchall())
    for article in connection.execute("SELECT id, text, blocks FROM articles ORDER BY id"):
        yield from (Offence("articles", article["id"], problem) for problem in _article(article))
        for claim in _rows_of(connection, "claims", article["id"]):
            yield from (
                Offence("claims", claim["id"], problem)
                for problem in _claim(claim, article["text"], names, _countries_of(connection, claim["id"]))
            )
        for miss in _rows_of(connection, "missed_candidates", article["id"]):
            if article["text"][miss["start"] : miss["end"]] != miss["quote"]:
                yield Offence("missed_candidates", article["id"], _misplaced(miss))
    yield from _pages(connection)
    yield from _stories(connection)
    yield from _sketches(connection)
    yield from (Offence(table, row, "no search can find it") for table, row in search.unfound(connection))
    yield from (Offence(*each) for each in check_review.offences(connection))


def _rows_of(connection: sqlite3.Connection, table: str, article: str) -> Iterator[sqlite3.Row]:
    yield from connection.execute(f'SELECT * FROM {table} WHERE article = ? ORDER BY start, "end"', (article,))  # noqa: S608 - names are ours


def _countries_of(connection: sqlite3.Connection, claim: str) -> set[tuple[object, ...]]:
    return {tuple(row) for row in connection.execute("SELECT * FROM claim_countries WHERE claim = ?", (claim,))}


def _file(connection: sqlite3.Connection) -> Iterator[Offence]:
    for (problem,) in connection.execute("PRAGMA integrity_check"):
        if problem != "ok":
            yield Offence("database", "file", problem)
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Offence(table, str(rowid or ""), f"names a row of {parent} that isn't there")


def _original(row: sqlite3.Row) -> Iterator[str]:
    try:
        body = zlib.decompress(row["body"])
    except (zlib.error, TypeError) as error:
        yield f"its bytes can't be decompressed: {error}"
        return
    if digest(body) != row["digest"]:
        yield "its digest is not that of its bytes"
    if len(body) != row["bytes"]:
        yield f"it has {len(body)} bytes, not {row['bytes']}"


def _article(row: sqlite3.Row) -> Iterator[str]:
    text = row["text"]
    if digest(text) != row["id"]:
        yield "its id is not the digest of its text"
    try:
        blocks = blocks_from(row["blocks"])
    except (ValueError, KeyError, TypeError) as error:
        yield f"its blocks can't be read: {error}"
        return
    if any(block.span.end > len(text) for block in blocks):
        yield "a block ends after the text"


def _claim(row: sqlite3.Row, text: str, names: Mapping[str, str], countries: set[tuple[object, ...]]) -> Iterator[str]:
    if text[row["start"] : row["end"]] != row["quote"]:
        yield _misplaced(row)
    for name, legal in LEGAL.items():
        if row[name] not in legal:
            yield f"{name} {row[name]!r} is not in the vocabulary"
    codes = [code for code in str(row["country_code"]).split(JOIN) if code]
    others = [code for code in (*str(row["partner"]).split(PARTNERS), *str(row["scope"]).split(PARTNERS)) if code]
    yield from (f"no country or bloc has the code {code!r}" for code in (*codes, *others) if code not in names)
    if row["country"] != JOIN.join(names.get(code, code) for code in codes):
        yield f"country {row['country']!r} is not the name of {row['country_code']!r}"
    try:
        claim = claim_from(dict(row))
        slots = json.loads(str(row["slots"]))
    except (ValueError, KeyError, TypeError) as error:
        yield f"it can't be read as a claim: {error!r}"
        return
    if claim.key != row["key"]:
        yield "its key is not the digest of what it says"
    elif claim.id(str(row["article"])) != row["id"]:
        yield "its id is not the digest of what it says at this place"
    if set(country_rows(claim, str(row["id"]))) != countries:
        yield "its rows in claim_countries are not its countries and partners"
    if any(slot["end"] > len(text) for slot in slots):
        yield "a slot ends after the text"


def _pages(connection: sqlite3.Connection) -> Iterator[Offence]:
    before = ("", 0, "")
    rows = connection.execute("SELECT url_key, version, article FROM pages ORDER BY url_key, version")
    for key, version, article in rows:
        if version != (before[1] + 1 if key == before[0] else 1):
            yield Offence("pages", key, f"version {version} follows no other")
        if key == before[0] and article == before[2]:
            yield Offence("pages", key, f"version {version} shows what the version before did")
        before = (key, version, article)
    named = """
        SELECT articles.id, articles.url_key, articles.url, originals.url AS fetched
        FROM articles JOIN originals ON originals.digest = articles.original ORDER BY articles.id
    """
    for row in connection.execute(named):
        if row["url_key"] != page_key(row["fetched"], row["url"]):
            yield Offence("articles", row["id"], f"url_key {row['url_key']!r} is not that of its address")


def _stories(connection: sqlite3.Connection) -> Iterator[Offence]:
    earlier = """
        SELECT it.id, it.origin_id, origin.origin_id AS its,
            origin.id IS NULL OR (coalesce(nullif(it.published, ''), '~'), it.id)
                < (coalesce(nullif(origin.published, ''), '~'), origin.id) AS first
        FROM articles AS it LEFT JOIN articles AS origin ON origin.id = it.origin_id
        WHERE its IS NULL OR its <> it.origin_id OR first ORDER BY it.id
    """
    for row in connection.execute(earlier):
        yield Offence("articles", row["id"], f"its origin {row['origin_id'][:12]!r} is not the first of its story")


def _sketches(connection: sqlite3.Connection) -> Iterator[Offence]:
    rows = connection.execute("""
        SELECT articles.id, text, published, number, day FROM articles LEFT JOIN sketches ON article = articles.id
        ORDER BY articles.id
    """)
    # a crowded band keeps its newest only, so that an article may have fewer than its text gives
    stored = dict(connection.execute("SELECT sketch, count(*) FROM bands GROUP BY sketch").fetchall())
    for article, words, published, number, day in rows:
        text = Text(words, published)
        own = connection.execute(
            f"SELECT count(*) FROM bands WHERE sketch = ? AND band IN ({', '.join('?' * len(text.bands))})",  # noqa: S608 - values are bound
            (number, *text.bands),
        ).fetchone()[0]
        if (number is None) != (not text.bands) or own != stored.get(number, 0):
            yield Offence("sketches", article, "its bands are not those of its text")
        elif number is not None and day != (text.day.isoformat() if text.day else ""):
            yield Offence("sketches", article, "its day is not that of its article")


def _misplaced(row: sqlite3.Row) -> str:
    return f"text[{row['start']}:{row['end']}] is not its quote"
