"""Which articles tell one story: each has the `origin_id` of the first of them.

Two articles tell one story when `story.same_story` says so, or when they are versions of one page that still share
text; and so do the two ends of a chain of such pairs. The first is that with the earliest date of publication, then
with the smallest id; articles without a date come last. So the origin does not depend on the order in which articles
came in, save where a band is crowded: it keeps its newest `CROWD` articles, and the `LOOKED_AT` that share most bands
are read. Both keep the work for a new article the same however many are stored.
"""

import sqlite3
from dataclasses import dataclass

from pipeline.store.story import DAYS, REVISED, Text, contained, same_story

CROWD = 16  # articles kept of a band
LOOKED_AT = 32  # articles whose texts are compared


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new article stands: its origin, and whether others share it."""

    origin: str
    shared: bool


def place(connection: sqlite3.Connection, article: str, text: Text) -> Place:
    """Find the story that an article not yet stored belongs to; stories that it joins become one.

    To be called in the transaction that inserts the article.
    """
    found = _alike(connection, text)
    return Place(_merge(connection, found, [_rank(article, text.published)]), bool(found))


def join_versions(connection: sqlite3.Connection, earlier: str, later: str) -> None:
    """Two stored articles that one page showed, one after the other, tell one story when they share enough."""
    (one, first), (other, second) = (
        connection.execute("SELECT text, origin_id FROM articles WHERE id = ?", (each,)).fetchone()
        for each in (earlier, later)
    )
    if first != second and contained(Text(one), Text(other)) >= REVISED:
        _merge(connection, [first, second], [])


def join(connection: sqlite3.Connection, one: str, other: str) -> None:
    """Two stored articles are known to tell one story."""
    found = connection.execute("SELECT DISTINCT origin_id FROM articles WHERE id IN (?, ?)", (one, other)).fetchall()
    if len(found) > 1:
        _merge(connection, [row[0] for row in found], [])


def redate(connection: sqlite3.Connection, article: str, text: Text) -> None:
    """The date of a stored article has become another: find it by that, and the first of its story anew."""
    day = text.day.isoformat() if text.day else ""
    connection.execute("UPDATE sketches SET day = ? WHERE article = ?", (day, article))
    own = "SELECT origin_id FROM articles WHERE id = ?"
    rows = connection.execute(f"SELECT id, published FROM articles WHERE origin_id = ({own})", (article,)).fetchall()  # noqa: S608 - ours
    first = min(_rank(*row) for row in rows)[1]
    connection.executemany("UPDATE articles SET origin_id = ? WHERE id = ?", [(first, each) for each, _ in rows])


def _merge(connection: sqlite3.Connection, origins: list[str], ranks: list[tuple[str, str]]) -> str:
    """Make one story of several, and perhaps of an article to come; gives its origin."""
    marks = ", ".join("?" * len(origins))
    rows = connection.execute(f"SELECT id, published FROM articles WHERE id IN ({marks})", origins)  # noqa: S608 - values are bound
    first = min([*ranks, *(_rank(*row) for row in rows)])[1]
    for each in origins:
        if each != first:
            connection.execute("UPDATE articles SET origin_id = ? WHERE origin_id = ?", (first, each))
    return first


def _rank(article: str, published: str) -> tuple[str, str]:
    return published or "~", article  # "~" sorts after all digits


def _alike(connection: sqlite3.Connection, new: Text) -> list[str]:
    """The origins of stored articles that tell the same story."""
    found: list[str] = []
    for article in _candidates(connection, new):
        text, published, agency, origin = connection.execute(
            "SELECT text, published, agency, origin_id FROM articles WHERE id = ?", (article,)
        ).fetchone()
        if origin not in found and same_story(new, Text(text, published, agency)):
            found.append(origin)
    return found


def _candidates(connection: sqlite3.Connection, text: Text) -> list[str]:
    """Articles of about the same day that share bands, those that share most first."""
    if not text.bands:
        return []
    near, values = "", list[int | str](text.bands)
    if text.day:
        near = "WHERE day = '' OR abs(julianday(day) - julianday(?)) <= ?"
        values += [text.day.isoformat(), DAYS]
    rows = connection.execute(
        f"SELECT article FROM (SELECT sketch, count(*) AS shared FROM bands WHERE band IN ({_marks(text)}) "  # noqa: S608 - values are bound
        f"GROUP BY sketch) JOIN sketches ON number = sketch {near} ORDER BY shared DESC, article LIMIT {LOOKED_AT}",
        values,
    )
    return [row[0] for row in rows]


def _marks(text: Text) -> str:
    return ", ".join("?" * len(text.bands))


def remember(connection: sqlite3.Connection, article: str, text: Text) -> None:
    """Let later articles find this one, which is stored by now; the oldest leaves a crowded band."""
    if not text.bands:
        return
    day = text.day.isoformat() if text.day else ""
    number = connection.execute("INSERT INTO sketches (article, day) VALUES (?, ?)", (article, day)).lastrowid
    connection.executemany("INSERT INTO bands (band, sketch) VALUES (?, ?)", [(band, number) for band in text.bands])
    crowded = connection.execute(
        f"SELECT band, min(sketch) FROM bands WHERE band IN ({_marks(text)}) GROUP BY band HAVING count(*) > {CROWD}",  # noqa: S608 - values are bound
        text.bands,
    ).fetchall()
    connection.executemany("DELETE FROM bands WHERE band = ? AND sketch = ?", crowded)
