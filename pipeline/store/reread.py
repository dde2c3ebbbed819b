"""Reading stored articles again: which, what differs, and putting it in place, one transaction an article.

What people wrote is left alone. A verdict whose claim is lost or changed is noted in `returned_verdicts`, from which
`claims.review` and the queue follow.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.store.changes import Change, Kind, compared, history_row, stated
from pipeline.store.rows import Row, Value, claim_rows, document_from, miss_rows
from pipeline.store.write import Store, insert_sql
from pipeline.types import Document, Extraction


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles are read again.

    Attributes:
        since: published on this date or later; empty for all.
        rule: those in which this rule has read a claim; empty for all.
        article: the one whose id begins so; empty for all.
        every: also those that the same rules of the same version have read already.
    """

    since: str = ""
    rule: str = ""
    article: str = ""
    every: bool = False


def chosen(connection: sqlite3.Connection, wanted: Wanted, rules: str, version: str) -> list[str]:
    """The ids of the articles, by date; `rules` and `version` are those that would read them."""
    where, values = ["articles.status = 'ok'"], list[str]()
    if wanted.since:
        where.append("published >= ?")
        values.append(wanted.since)
    if wanted.rule:
        where.append("articles.id IN (SELECT article FROM claims WHERE rule = ?)")
        values.append(wanted.rule)
    if wanted.article:
        where.append("substr(articles.id, 1, ?) = ?")
        values += [str(len(wanted.article)), wanted.article]
    if not wanted.every:
        where.append("NOT EXISTS (SELECT 1 FROM runs WHERE runs.id = read_by AND runs.rules = ? AND runs.version = ?)")
        values += [rules, version]
    sql = f"SELECT id FROM articles WHERE {' AND '.join(where)} ORDER BY published, id"  # noqa: S608 - values are bound
    return [row[0] for row in connection.execute(sql, values)]


def document(connection: sqlite3.Connection, article: str) -> Document:
    """What the extractor sees of a stored article."""
    return document_from(_article(connection, article))


def changes(
    connection: sqlite3.Connection, article: str, extraction: Extraction, names: Mapping[str, str]
) -> tuple[Change, ...]:
    """What would differ if an article were read so."""
    made, _ = claim_rows(extraction, _article(connection, article), names)
    return compared(article, map(stated, claims_of(connection, article).values()), map(stated, made))


def put(store: Store, article: str, extraction: Extraction, run: int) -> tuple[Change, ...]:
    """Let an article be read so from now on; gives what differs.

    Raises:
        ValueError: a text or a number in it can't be stored as it is; nothing is changed.
        StoreError: the database can't be written.
    """
    with store.transaction() as connection:
        row = dict(_article(connection, article)) | {"run": run}
        made, countries = claim_rows(extraction, row, store.names)
        found = replace(connection, article, Rows(made, countries, tuple(miss_rows(extraction, row))), run)
        return_verdicts(connection, found, run)
        connection.execute("UPDATE articles SET read_by = ? WHERE id = ?", (run, article))
    return found


@dataclass(frozen=True, slots=True)
class Rows:
    """What a run reads in an article: rows of `claims`, `claim_countries` and `missed_candidates`."""

    claims: tuple[Row, ...]
    countries: tuple[tuple[str, str, str], ...]
    misses: tuple[Row, ...]


def replace(connection: sqlite3.Connection, article: str, read: Rows, run: int) -> tuple[Change, ...]:
    """Put other rows in the place of those of an article, which go to the history; gives what differs."""
    stored = claims_of(connection, article)
    found = compared(article, map(stated, stored.values()), map(stated, read.claims))
    _replace(connection, found, stored, {str(each["id"]): each for each in read.claims}, run)
    new = {each.one.claim for each in found if each.kind is not Kind.LOST} - stored.keys()
    connection.executemany(
        "INSERT INTO claim_countries (claim, code, role) VALUES (?, ?, ?)",
        [each for each in read.countries if each[0] in new],
    )
    connection.execute("DELETE FROM missed_candidates WHERE article = ?", (article,))
    for miss in read.misses:
        connection.execute(insert_sql("missed_candidates", miss), miss)
    return found


def _replace(
    connection: sqlite3.Connection,
    found: tuple[Change, ...],
    stored: Mapping[str, Mapping[str, Value]],
    made: Mapping[str, Row],
    run: int,
) -> None:
    for change in found:
        if change.before:
            before = history_row(change, run, int(stored[change.before.claim]["run"] or 0))
            connection.execute(insert_sql("claim_history", before), before)
            if change.before.claim not in made:
                connection.execute("DELETE FROM claim_countries WHERE claim = ?", (change.before.claim,))
                connection.execute("DELETE FROM claims WHERE id = ?", (change.before.claim,))
    own = {change.one.claim for change in found}
    for claim, row in made.items():
        if claim not in stored:
            connection.execute(insert_sql("claims", row), row)
        elif claim in own or row["slots"] != stored[claim]["slots"]:  # the same is said, by other words or another rule
            same = row | {"run": row["run"] if claim in own else stored[claim]["run"]}
            columns = "attribution = :attribution, rule = :rule, slots = :slots, run = :run"
            connection.execute(f"UPDATE claims SET {columns} WHERE id = :id", same)  # noqa: S608 - ours


_RETURNS = (
    # the verdicts on a claim that is no more
    """INSERT INTO returned_verdicts (claim, run, successor, verdict)
    SELECT claim, :run, :successor, max(id) FROM current_verdicts WHERE claim = :lost GROUP BY claim""",
    # and those that waited for somebody to judge the claim in its place
    """INSERT INTO returned_verdicts (claim, run, successor, verdict)
    SELECT given.claim, :run, :successor, max(given.id)
    FROM open_returns AS it JOIN current_verdicts AS given ON given.claim = it.claim
    WHERE it.successor = :lost AND NOT EXISTS (SELECT 1 FROM current_verdicts WHERE claim = :lost)
    GROUP BY given.claim""",
)


def return_verdicts(connection: sqlite3.Connection, found: Iterable[Change], run: int) -> None:
    """Note which verdicts are to be given again."""
    moved = [
        {"run": run, "successor": each.after.claim if each.after else "", "lost": each.before.claim}
        for each in found
        if each.before and not (each.after and each.after.claim == each.before.claim)
    ]
    for sql in _RETURNS:
        connection.executemany(sql, moved)


def _article(connection: sqlite3.Connection, article: str) -> Mapping[str, Value]:
    return _rows(connection, "SELECT * FROM articles WHERE id = ?", article)[0]


def claims_of(connection: sqlite3.Connection, article: str) -> dict[str, Mapping[str, Value]]:
    """The rows of the claims of an article, by id."""
    return {str(row["id"]): row for row in _rows(connection, "SELECT * FROM claims WHERE article = ?", article)}


def _rows(connection: sqlite3.Connection, sql: str, value: str) -> list[dict[str, Value]]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return [dict(row) for row in cursor.execute(sql, (value,))]
