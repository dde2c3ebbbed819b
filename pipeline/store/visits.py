"""The versions of pages that two databases have seen, brought into one order: that in which they were fetched."""

import sqlite3
from collections.abc import Iterable, Mapping
from itertools import pairwise

from pipeline.store import origin
from pipeline.store.rows import Row
from pipeline.store.write import insert_sql

LAST = ("seen", "etag", "last_modified", "retrieved")  # of the latest of several looks at one version


def merge(connection: sqlite3.Connection, other: sqlite3.Connection, runs: Mapping[int, int]) -> None:
    """Let our pages have the versions that the other database has too. Their articles and originals are here by now.

    Args:
        connection: ours, in a transaction.
        other: theirs.
        runs: their number of each run -> its number here.
    """
    theirs = "SELECT * FROM pages WHERE url_key = ? ORDER BY version"
    for (key,) in other.execute("SELECT DISTINCT url_key FROM pages ORDER BY url_key"):
        rows = [dict(row) | {"run": runs[row["run"]]} for row in other.execute(theirs, (key,))]
        _merge_page(connection, str(key), rows)


def _merge_page(connection: sqlite3.Connection, key: str, theirs: list[Row]) -> None:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    ours: list[Row] = [
        dict(row) for row in cursor.execute("SELECT * FROM pages WHERE url_key = ? ORDER BY version", (key,))
    ]
    merged = in_order((*ours, *theirs))
    if merged == ours:
        return
    connection.execute("DELETE FROM pages WHERE url_key = ?", (key,))
    for row in merged:
        connection.execute(insert_sql("pages", row), row)
    for one, next_one in pairwise(merged):
        origin.join_versions(connection, str(one["article"]), str(next_one["article"]))


def in_order(looks: Iterable[Row]) -> list[Row]:
    """The versions of one page, counted anew: looks at it by time, neighbours that show the same being one.

    What came from files has no time and comes first; a text that has a time elsewhere is not seen twice for a file.
    """
    found = sorted(looks, key=lambda row: (row["retrieved"], row["version"], row["article"], row["run"]))
    dated = {row["article"] for row in found if row["retrieved"]}
    merged: list[Row] = []
    for row in found:
        undated_again = not row["retrieved"] and (
            row["article"] in dated or any(row["article"] == each["article"] for each in merged)
        )
        if undated_again:
            continue
        if merged and merged[-1]["article"] == row["article"]:
            merged[-1] |= {name: row[name] for name in LAST}
        else:
            merged.append(dict(row))
    return [row | {"version": number} for number, row in enumerate(merged, 1)]
