"""Feeds the full-text indexes: what was stored is found by its words from the moment it is committed.

Triggers would make FTS5 write out all it holds for each row. So the writer calls `catch_up` at the end of each of its
transactions; the index itself tells how far it has come, and triggers see to what is changed or deleted.
"""

import sqlite3
from collections.abc import Iterator

INDEXED = {"articles": ("title", "text"), "claims": ("quote", "policy", "goal", "attribution")}


def catch_up(connection: sqlite3.Connection) -> None:
    """Index the rows that came since it was last called, in the transaction of the caller."""
    for table, columns in INDEXED.items():
        names = ", ".join(columns)
        connection.execute(
            f"INSERT INTO {table}_fts (rowid, {names}) SELECT rowid, {names} FROM {table} "  # noqa: S608 - names are ours
            f"WHERE rowid > coalesce((SELECT max(id) FROM {table}_fts_docsize), 0) ORDER BY rowid"
        )


def unfound(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """(table, id) of the rows that no search can find."""
    for table in INDEXED:
        rows = connection.execute(
            f"SELECT id FROM {table} WHERE rowid NOT IN (SELECT id FROM {table}_fts_docsize) ORDER BY id"  # noqa: S608 - the same
        )
        yield from ((table, row[0]) for row in rows)
