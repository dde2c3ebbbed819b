"""What people wrote in two databases, brought together: each verdict once, none left out, none changed."""

import sqlite3
from collections.abc import Mapping

from pipeline.store.rows import Row
from pipeline.store.write import insert_sql

# a verdict is told by all that stands in it; only its number is another in each database
_SAME = """
    SELECT id FROM verdicts WHERE claim = :claim AND reviewer = :reviewer AND at = :at AND verdict = :verdict
        AND error_class = :error_class AND slots = :slots AND note = :note AND said = :said ORDER BY id LIMIT 1
"""


def merge_verdicts(connection: sqlite3.Connection, other: sqlite3.Connection, runs: Mapping[int, int]) -> list[str]:
    """Take in verdicts, and what earlier runs did to the claims that they judged; gives the claims of new ones.

    Args:
        connection: ours, in a transaction; the articles and claims of the other are here by now.
        other: theirs.
        runs: their number of each run -> its number here.
    """
    new, numbers = list[str](), dict[int, int]()
    for row in _rows(other, "SELECT * FROM claim_history ORDER BY lost, claim"):
        _keep(connection, "claim_history", row | {name: runs[int(row[name] or 0)] for name in ("run", "lost")})
    # the older first: who takes back a verdict must have given it
    for row in _rows(other, "SELECT * FROM verdicts ORDER BY at, id"):
        number = int(row.pop("id") or 0)
        found = connection.execute(_SAME, row).fetchone()
        if found is None:
            found = (connection.execute(insert_sql("verdicts", row), row).lastrowid,)
            new.append(str(row["claim"]))
        numbers[number] = found[0]
    for row in _rows(other, "SELECT * FROM returned_verdicts ORDER BY run, claim"):
        here = {"run": runs[int(row["run"] or 0)], "verdict": numbers[int(row["verdict"] or 0)]}
        _keep(connection, "returned_verdicts", row | here)
    return new


def _rows(other: sqlite3.Connection, sql: str) -> list[Row]:
    return [dict(row) for row in other.execute(sql)]


def _keep(connection: sqlite3.Connection, table: str, row: Row) -> None:
    connection.execute(insert_sql(table, row).replace("INSERT", "INSERT OR IGNORE", 1), row)
