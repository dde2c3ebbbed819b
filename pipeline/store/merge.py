"""Joining another database to ours, in one transaction: all of it or nothing.

Ids are digests of content, so that what both hold is the same row. Nothing is stored twice, nothing that a person wrote
is lost, and to merge the same database again changes nothing.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import __version__
from pipeline.errors import StoreError
from pipeline.store import origin, readings, sitelines, visits
from pipeline.store.changes import Change
from pipeline.store.check import check
from pipeline.store.database import copy, open_as_it_is, open_writer
from pipeline.store.migrations import VERSION
from pipeline.store.people import merge_verdicts
from pipeline.store.reread import return_verdicts
from pipeline.store.rows import Row, blocks_from
from pipeline.store.story import Text
from pipeline.store.urls import page_key
from pipeline.store.write import Store, insert_sql, now
from pipeline.types import Article

RUN = ("command", "started", "finished", "version", "rules", "inputs", "ok", "skipped", "failed", "claims")


@dataclass(slots=True)
class Merged:
    """What came of it: articles and claims that are new here, articles that were here, verdicts that are new."""

    articles: int = 0
    known: int = 0
    claims: int = 0
    verdicts: int = 0
    changed: bool = False  # whether anything was stored


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Another database of ours, as it is at this moment; one of an older version is copied, and the copy upgraded.

    Raises:
        StoreError: it can't be read, or is not ours, newer, or breaks an invariant.
    """
    connection, version = open_as_it_is(path)
    with closing(connection), TemporaryDirectory() as folder:
        if version == VERSION:
            yield _proved(connection, path)
            return
        if not version:
            raise StoreError(f"{path}: is empty: there is nothing to merge")
        older = Path(folder) / "older.db"
        copy(connection, older)
        with closing(open_writer(older, keep_old=False)):
            pass  # opening upgrades
        upgraded, _ = open_as_it_is(older)
        with closing(upgraded):
            yield _proved(upgraded, path)


def _proved(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    connection.execute("BEGIN")
    for each in check(connection):
        broken = f"{each.table} {each.row}: {each.problem}"
        raise StoreError(f"{path}: {broken}: see `claimtable check --db {path}`; nothing was merged")
    return connection


def merge(store: Store, path: Path) -> Merged:
    """Take in all that another database holds.

    Raises:
        StoreError: it is ours itself, or can't be merged; ours is as it was.
    """
    if path.exists() and path.samefile(store.path):
        raise StoreError(f"{path}: is this database itself: name another")
    with opened(path) as other, store.transaction() as connection:
        return _Merge(connection, other).all()


class _Merge:
    """One merge: ours, theirs, and what their numbers are here."""

    def __init__(self, connection: sqlite3.Connection, other: sqlite3.Connection) -> None:
        self.connection, self.other = connection, other
        self.done, self.run = Merged(), 0
        self.kept: list[Change] = []  # what theirs said where ours is kept, and the other way round
        self.dropped: list[Change] = []

    def all(self) -> Merged:
        """Every table, those that others point to first."""
        before = self.connection.total_changes
        for table in ("countries", "originals", "reference_figures"):
            self._take(table)
        self.runs = self._runs()
        self._articles()
        visits.merge(self.connection, self.other, self.runs)
        self._stories()
        judged = merge_verdicts(self.connection, self.other, self.runs)
        self.done.verdicts = len(judged)
        self._return(frozenset(judged))
        self._failures()
        if self.connection.total_changes > before:
            self._note()
        return self.done

    def _run(self) -> int:
        """The number of this run, which is noted when something is to be."""
        if not self.run:
            newest = self.other.execute("SELECT rules FROM runs ORDER BY id DESC LIMIT 1").fetchone()
            rules = newest[0] if newest else ""
            run: Row = {"command": "merge", "started": now(), "version": __version__, "rules": rules}
            self.run = self.connection.execute(insert_sql("runs", run), run).lastrowid or 0
        return self.run

    def _note(self) -> None:
        """Tell what came in by this run."""
        counts = (now(), self.done.articles + self.done.known, self.done.articles, self.done.known, self.done.claims)
        self.connection.execute(
            "UPDATE runs SET finished = ?, inputs = ?, ok = ?, skipped = ?, claims = ? WHERE id = ?",
            (*counts, self._run()),
        )
        self.done.changed = True

    def _insert(self, table: str, row: Row, *, or_ignore: bool = False) -> None:
        sql = insert_sql(table, row)
        self.connection.execute(sql.replace("INSERT", "INSERT OR IGNORE", 1) if or_ignore else sql, row)

    def _rows(self, sql: str, *values: str) -> Iterator[Row]:
        for row in self.other.execute(sql, values):
            yield dict(row)

    def _take(self, table: str) -> None:
        """Rows that are the same in both when their keys are."""
        for row in self._rows(f"SELECT * FROM {table}"):  # noqa: S608 - names are ours
            self._insert(table, row, or_ignore=True)

    def _runs(self) -> dict[int, int]:
        """Their number of each run -> its number here; a run that is here already is known by all that was noted."""
        same = " AND ".join(f"{name} = :{name}" for name in RUN)
        numbers = {}
        for row in self._rows("SELECT * FROM runs ORDER BY id"):
            found = self.connection.execute(f"SELECT id FROM runs WHERE {same} ORDER BY id", row).fetchone()  # noqa: S608 - the same
            if found is None:
                made = {name: row[name] for name in RUN}
                found = (self.connection.execute(insert_sql("runs", made), made).lastrowid,)
            numbers[int(row["id"] or 0)] = found[0]
        return numbers

    def _here(self, row: Row) -> Row:
        """A row with the numbers that its runs have here."""
        return row | {name: self.runs[int(row[name] or 0)] for name in ("run", "read_by") if row.get(name) is not None}

    def _articles(self) -> None:
        for row in self._rows("SELECT * FROM articles ORDER BY run, rowid"):
            if self.connection.execute("SELECT 1 FROM articles WHERE id = ?", (row["id"],)).fetchone():
                self.done.known += 1
                self._known(str(row["id"]))
            else:
                self._article(self._here(row))

    def _known(self, article: str) -> None:
        """An article that is here already, perhaps from another page or by other rules."""
        if readings.differ(self.connection, self.other, article):
            run = self._run() if readings.theirs_wins(self.connection, self.other, article) else 0
            (self.dropped if run else self.kept).extend(
                readings.settle(self.connection, self.other, article, self.runs, run)
            )

    def _return(self, judged: frozenset[str]) -> None:
        """Verdicts on what is not kept go back to the queue; of theirs, those that are new here."""
        again = [each for each in self.kept if each.before and each.before.claim in judged]
        if again or self.dropped:
            return_verdicts(self.connection, [*again, *self.dropped], self._run())

    def _article(self, row: Row) -> None:
        """An article that is new here, with all that belongs to it."""
        article = str(row["id"])
        came = self.connection.execute("SELECT url FROM originals WHERE digest = ?", (row["original"],)).fetchone()[0]
        row |= {"url_key": page_key(came, str(row["url"]))}  # where the same bytes came here from another address
        text = Text(str(row["text"]), str(row["published"]), str(row["agency"]))
        place = origin.place(self.connection, article, text)
        self._insert("articles", row | {"origin_id": place.origin})
        origin.remember(self.connection, article, text)
        for table in ("removed", "claims", "missed_candidates"):
            for each in self._rows(f"SELECT * FROM {table} WHERE article = ?", article):  # noqa: S608 - names are ours
                each.pop("review", None)  # follows from the verdicts
                self._insert(table, self._here(each))
                self.done.claims += table == "claims"
        countries = "SELECT * FROM claim_countries WHERE claim IN (SELECT id FROM claims WHERE article = ?)"
        for each in self._rows(countries, article):
            self._insert("claim_countries", each)
        later = self.other.execute("SELECT 1 FROM pages WHERE article = ? AND version > 1", (article,)).fetchone()
        if not place.shared and not later:  # copies and versions are no other pages
            lines = Article(str(row["text"]), site=str(row["site"]), blocks=blocks_from(str(row["blocks"])))
            sitelines.remember(self.connection, lines)
        self.done.articles += 1

    def _stories(self) -> None:
        """What tells one story there does so here."""
        shared = "SELECT id, origin_id FROM articles WHERE id <> origin_id ORDER BY id"
        for row in self._rows(shared):
            origin.join(self.connection, str(row["id"]), str(row["origin_id"]))

    def _failures(self) -> None:
        """What failed there, but for what is known here by another attempt; and the reverse."""
        self.connection.execute("DELETE FROM failures WHERE source IN (SELECT source FROM articles)")
        known = "SELECT 1 FROM articles WHERE source = :source UNION ALL SELECT 1 FROM failures WHERE source = :source"
        for row in self._rows("SELECT * FROM failures ORDER BY id"):
            if self.connection.execute(known, row).fetchone() is None:
                del row["id"]
                self._insert("failures", self._here(row))
