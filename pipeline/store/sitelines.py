"""Short lines of the articles of each site, counted, so that one that stands on many pages is known for what it is.

Only digests are kept, and of each site no more than `KEPT`: those on most pages, then the newest.
"""

import sqlite3

from pipeline.types import Article, BlockKind, digest

LONGEST = 200  # code points of a line that is counted
PAGES = 3  # with a line that make it known
KEPT = 2000  # lines of a site: of some hundred articles
SPARE = 200  # more, before the oldest go
MOST = 500  # short lines of an article; one with more is a list, and none of them is counted
_PLAIN = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))


def _short(article: Article) -> dict[str, str]:
    """Its short lines by their digest, in text order; no part of a table is one."""
    texts = (block.span.of(article.text) for block in article.blocks if block.kind in _PLAIN)
    lines = {digest(text)[:16]: text for text in texts if 0 < len(text) <= LONGEST}
    return lines if len(lines) <= MOST else {}


def recurring(connection: sqlite3.Connection, article: Article) -> frozenset[str]:
    """The lines of an article that stand on enough other pages of its site."""
    if not article.site:
        return frozenset()
    lines = _short(article)
    known = connection.execute(
        f"SELECT digest FROM site_lines WHERE site = ? AND pages >= ? AND digest IN ({', '.join('?' * len(lines))})",  # noqa: S608 - values are bound
        (article.site, PAGES, *lines),
    )
    return frozenset(lines[found] for (found,) in known)


def remember(connection: sqlite3.Connection, article: Article) -> None:
    """Count the lines of one more page of a site."""
    if not article.site:
        return
    connection.executemany(
        "INSERT INTO site_lines (site, digest, pages) VALUES (?, ?, 1) "
        "ON CONFLICT (site, digest) DO UPDATE SET pages = pages + 1",
        [(article.site, line) for line in _short(article)],
    )
    count = connection.execute("SELECT count(*) FROM site_lines WHERE site = ?", (article.site,)).fetchone()[0]
    if count <= KEPT + SPARE:
        return
    connection.execute(
        "DELETE FROM site_lines WHERE number IN (SELECT number FROM site_lines WHERE site = ? "
        "ORDER BY pages DESC, number DESC LIMIT -1 OFFSET ?)",
        (article.site, KEPT),
    )
