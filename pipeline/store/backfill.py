"""What a migration works out for articles that were stored before it."""

import json
import sqlite3

from pipeline.store import origin, pages
from pipeline.store.rows import Row
from pipeline.store.story import Text
from pipeline.store.urls import page_key

_STORED = """
    SELECT articles.url, articles.text, articles.published, articles.agency, articles.run,
        originals.digest, originals.url, originals.headers, originals.retrieved
    FROM articles JOIN originals ON originals.digest = articles.original WHERE articles.id = ?
"""


def pages_and_origins(connection: sqlite3.Connection) -> None:
    """The page and the origin of each article, in the order in which they were stored."""
    for (article,) in connection.execute("SELECT id FROM articles ORDER BY run, rowid").fetchall():
        row = connection.execute(_STORED, (article,)).fetchone()
        if row:
            _fill(connection, article, row)


def _fill(connection: sqlite3.Connection, article: str, row: tuple[str, ...]) -> None:
    url, words, published, agency, run, digest, fetched, headers, retrieved = row
    key, text = page_key(fetched, url), Text(words, published, agency)
    place = origin.place(connection, article, text)
    connection.execute("UPDATE articles SET url_key = ?, origin_id = ? WHERE id = ?", (key, place.origin, article))
    origin.remember(connection, article, text)
    if key:
        page: Row = {"url_key": key, "article": article, "original": digest, "url": fetched, "run": run}
        pages.add(connection, page | pages.state(digest, json.loads(headers), retrieved))
