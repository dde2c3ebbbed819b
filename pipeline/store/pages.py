"""The states in which a page was seen: each time its text has changed is a version, and each version shows an article.

A page is told by its `url_key`; what came without an address and names none has no page.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.store import origin
from pipeline.store.rows import Row, storable
from pipeline.store.urls import url_key
from pipeline.types import Page, Validators


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page showed when it was last seen."""

    version: int
    article: str
    retrieved: str


def shown(connection: sqlite3.Connection, key: str) -> Shown | None:
    """The newest version of a page, None for one that was never seen."""
    row = connection.execute(
        "SELECT version, article, retrieved FROM pages WHERE url_key = ? ORDER BY version DESC LIMIT 1", (key,)
    ).fetchone()
    return Shown(*row) if row else None


def knows(connection: sqlite3.Connection, page: Page) -> bool:
    """Whether these very bytes are stored, and their page, if they have one, still stands as it was left."""
    digest, came = page.digest, page.origin
    if not came.url:
        both = "SELECT 1 FROM originals WHERE digest = ? UNION ALL SELECT 1 FROM pages WHERE seen = ?"
        return connection.execute(both, (digest, digest)).fetchone() is not None
    row = connection.execute(
        "SELECT version = (SELECT max(version) FROM pages AS any WHERE any.url_key = pages.url_key) FROM pages "
        "WHERE seen = ? AND url = ? ORDER BY version DESC LIMIT 1",
        (digest, came.url),
    ).fetchone()
    return row is not None and bool(row[0] or not came.retrieved)


def turns(connection: sqlite3.Connection, key: str, article: str, retrieved: str) -> bool:
    """Whether a page that shows an article now has a new version.

    A page may go back to an earlier text; but to read a file again, or an older capture, is not to see that.
    """
    last = shown(connection, key)
    if last is None or last.article == article:
        return last is None
    seen_before = connection.execute("SELECT 1 FROM pages WHERE url_key = ? AND article = ?", (key, article)).fetchone()
    return seen_before is None or (bool(retrieved) and retrieved > last.retrieved)


def state(digest: str, headers: Iterable[tuple[str, str]], retrieved: str) -> Row:
    """How a page was seen: its bytes, and what its site said by which to ask whether it has changed since."""
    sent = dict(reversed(tuple(headers)))  # the first of a name counts
    etag, modified = sent.get("etag", ""), sent.get("last-modified", "")
    return storable({"seen": digest, "etag": etag, "last_modified": modified, "retrieved": retrieved})


def add(connection: sqlite3.Connection, row: Row) -> int:
    """Note what a page shows now, which is not what it showed before; gives the number of the version.

    Args:
        connection: in a transaction; the article and the original are stored by now.
        row: the columns of `pages` but for the version.
    """
    last = shown(connection, str(row["url_key"]))
    row = row | {"version": last.version + 1 if last else 1}
    columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO pages ({columns}) VALUES ({values})", row)  # noqa: S608 - ours, and bound
    if last:
        origin.join_versions(connection, last.article, str(row["article"]))
    return last.version + 1 if last else 1


def refresh(connection: sqlite3.Connection, page: Page) -> None:
    """Note that a page still shows what it showed, by its address."""
    seen = state(page.digest, page.origin.headers, page.origin.retrieved)
    connection.execute(
        "UPDATE pages SET seen = :seen, etag = :etag, last_modified = :last_modified, retrieved = :retrieved "
        "WHERE url = :url AND retrieved < :retrieved AND version = "
        "(SELECT max(version) FROM pages AS any WHERE any.url_key = pages.url_key)",
        seen | {"url": page.origin.url},
    )


def validators(connection: sqlite3.Connection, url: str) -> Validators | None:
    """By what the site of a page can tell whether it has changed; None when nothing is known."""
    for column, value in (("url", url), ("url_key", url_key(url))):
        row = connection.execute(
            f"SELECT url, etag, last_modified FROM pages WHERE {column} = ? ORDER BY retrieved DESC LIMIT 1",  # noqa: S608 - ours
            (value,),
        ).fetchone()
        if row:
            return Validators(*row) if row[0] and (row[1] or row[2]) else None
    return None
