"""An article that two databases hold: whose page it is kept from, and whose claims.

The choice is the same whichever of the two takes in the other. Where they were read by other rules, the later reading
is kept; by the same rules, that of the article which was stored first. What the one not kept had read goes to the
history, and verdicts on it back to the queue.
"""

import sqlite3
from collections.abc import Mapping

from pipeline.store import origin
from pipeline.store.changes import Change, compared, stated
from pipeline.store.reread import Rows, claims_of, replace
from pipeline.store.rows import Row, Value
from pipeline.store.story import Text
from pipeline.store.write import insert_sql

# what tells two copies of one text apart; the text, and so the id, are the same
PAGE = (
    *("original", "source", "url", "site", "title", "authors", "published", "updated", "language", "section", "agency"),
    *("status", "blocks", "url_key"),
)
_CLAIM = ("title", "site", "published", "source_url", "source_link")  # of claims, from their article
_ROW = """
    SELECT articles.*, stored.started AS first, reader.started AS last, reader.rules FROM articles
    JOIN runs AS stored ON stored.id = articles.run JOIN runs AS reader ON reader.id = articles.read_by
    WHERE articles.id = ?
"""


def theirs_wins(connection: sqlite3.Connection, other: sqlite3.Connection, article: str) -> bool:
    """Whether the other database's copy of an article is the one to keep."""
    ours, theirs = _row(connection, article), _row(other, article)
    if ours["rules"] != theirs["rules"]:
        return (theirs["last"], theirs["rules"]) > (ours["last"], ours["rules"])
    first, second = ((each["first"], *(each[name] for name in PAGE)) for each in (theirs, ours))
    return first < second


def settle(
    connection: sqlite3.Connection, other: sqlite3.Connection, article: str, runs: Mapping[int, int], run: int
) -> tuple[Change, ...]:
    """Keep one of two copies of an article; gives what differs from the other to this one.

    Args:
        connection: ours, in a transaction.
        other: theirs.
        article: its id.
        runs: their number of each run -> its number here.
        run: the run that merges, 0 to keep ours.
    """
    ours, theirs = _row(connection, article), _row(other, article)
    stored, read = claims_of(connection, article), claims_of(other, article)
    if not run:
        return compared(article, map(stated, read.values()), map(stated, stored.values()))
    page: Row = {name: theirs[name] for name in PAGE} | {"id": article, "read_by": runs[int(theirs["read_by"] or 0)]}
    connection.execute(f"UPDATE articles SET {', '.join(f'{name} = :{name}' for name in page)} WHERE id = :id", page)  # noqa: S608 - ours
    if ours["original"] == theirs["original"]:  # one page at two addresses: where it came from is told of this one
        came = dict(other.execute("SELECT * FROM originals WHERE digest = ?", (theirs["original"],)).fetchone())
        told = ", ".join(f"{name} = :{name}" for name in ("url", "content_type", "headers", "retrieved"))
        connection.execute(f"UPDATE originals SET {told} WHERE digest = :digest", came)  # noqa: S608 - ours
    if ours["published"] != theirs["published"]:
        origin.redate(connection, article, Text(str(theirs["text"]), str(theirs["published"])))
    connection.execute("DELETE FROM removed WHERE article = ?", (article,))
    for row in _all(other, "removed", article):
        connection.execute(insert_sql("removed", row), row)
    claims = tuple({name: row[name] for name in row if name != "review"} | {"run": run} for row in read.values())
    countries = other.execute(
        "SELECT claim, code, role FROM claim_countries WHERE claim IN (SELECT id FROM claims WHERE article = ?)",
        (article,),
    )
    rows = Rows(claims, tuple(map(tuple, countries)), tuple(_all(other, "missed_candidates", article)))
    found = replace(connection, article, rows, run)
    told = ", ".join(f"{name} = :{name}" for name in _CLAIM)
    connection.executemany(f"UPDATE claims SET {told} WHERE id = :id", claims)  # noqa: S608 - ours
    return found


def differ(connection: sqlite3.Connection, other: sqlite3.Connection, article: str) -> bool:
    """Whether the copies of an article, or what was read in them, are not the same."""
    copies = ({name: row[name] for name in PAGE} for row in (_row(connection, article), _row(other, article)))
    one, two = copies
    return one != two or _said(connection, article) != _said(other, article)


def _said(connection: sqlite3.Connection, article: str) -> set[tuple[Value, ...]]:
    return {
        (claim, row["attribution"], row["rule"], row["slots"]) for claim, row in claims_of(connection, article).items()
    }


def _row(connection: sqlite3.Connection, article: str) -> dict[str, Value]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return dict(cursor.execute(_ROW, (article,)).fetchone())


def _all(other: sqlite3.Connection, table: str, article: str) -> list[Row]:
    return [dict(row) for row in other.execute(f"SELECT * FROM {table} WHERE article = ?", (article,))]  # noqa: S608 - ours
