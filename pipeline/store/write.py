"""The writer: one transaction an article, so that an article stands in the database whole or not at all."""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from pipeline import __version__
from pipeline.store.database import WriterLock, explained, open_writer
from pipeline.store.rows import Row, article_row, claim_row, country_rows, miss_rows, original_row, storable
from pipeline.types import Article, Extraction, Failure, Page, Status

# of zlib: a page shrinks to 25% in 1.5 ms; level 3 gives 24% in 1.9 ms, level 6 21% in 4 ms (means of 60 real pages)
COMPRESSION = 1
# the partner of the claim model that is no place: a text says only foreign, overseas or imported
UNNAMED = {"FOREIGN": "foreign sources"}


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article: its status, and the types of the claims that were stored with it."""

    status: Status
    claims: tuple[str, ...] = ()


class Store:
    """The one writer of a database, for the length of a `with` block.

    Args:
        path: the database, made when it isn't there.
        names: code -> display name of every country and bloc that a claim may name.
    """

    def __init__(self, path: Path, names: Mapping[str, str]) -> None:
        self.path = path
        self.names = UNNAMED | dict(names)
        self._exit = ExitStack()

    def __enter__(self) -> Self:
        """Open the database.

        Raises:
            StoreError: it can't be written, is not ours, is newer, or another process writes to it.
        """
        with ExitStack() as stack:
            stack.enter_context(WriterLock(self.path))
            self.connection = open_writer(self.path)
            stack.callback(self.connection.close)
            self._update_countries()
            self._exit = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """Close, which also brings the write-ahead log into the database when nobody else reads it."""
        self._exit.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, whatever ends the block; what the disk or another program did is a `StoreError`."""
        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            finally:
                if self.connection.in_transaction:  # SQLite may have rolled back by itself, as on a full disk
                    self.connection.execute("ROLLBACK")

    def _update_countries(self) -> None:
        with explained(self.path):
            stored = dict(self.connection.execute("SELECT code, name FROM countries"))
        changed = [(code, name) for code, name in sorted(self.names.items()) if stored.get(code) != name]
        if changed:
            with self.transaction() as connection:
                connection.executemany(
                    "INSERT INTO countries (code, name) VALUES (?, ?) "
                    "ON CONFLICT (code) DO UPDATE SET name = excluded.name",
                    changed,
                )

    # --- runs ------------------------------------------------------------------------------------------------------

    def start_run(self, command: str, rules: str) -> int:
        """Note that a command began; `rules` is the digest of the rules it reads by. Returns the number of the run."""
        with self.transaction():
            return self._insert("runs", {"command": command, "started": now(), "version": __version__, "rules": rules})

    def finish_run(self, run: int, *, ok: int, skipped: int, failed: int, claims: int) -> None:
        """Note that it ended, with its counts."""
        with self.transaction() as connection:
            connection.execute(
                "UPDATE runs SET finished = ?, inputs = ?, ok = ?, skipped = ?, failed = ?, claims = ? WHERE id = ?",
                (now(), ok + skipped + failed, ok, skipped, failed, claims, run),
            )

    # --- articles --------------------------------------------------------------------------------------------------

    def has_page(self, page_digest: str) -> bool:
        """Whether these very bytes are stored already."""
        with explained(self.path):
            found = self.connection.execute("SELECT 1 FROM originals WHERE digest = ?", (page_digest,))
            return found.fetchone() is not None

    def has_article(self, article_id: str) -> bool:
        """Whether an article with this text is stored already, from wherever."""
        with explained(self.path):
            return self.connection.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is not None

    def save(self, page: Page, article: Article, extraction: Extraction, run: int) -> Saved:
        """Store an article with its original bytes and claims; one whose text is stored already is left as it is.

        Raises:
            ValueError: a text or a number in it can't be stored as it is.
            sqlite3.IntegrityError: a value breaks a constraint of the schema, which names it.
            StoreError: the database can't be written.
        """
        # everything that can be made without the database is, so that the write lock is held for a moment only
        original = original_row(page, zlib.compress(page.body, COMPRESSION))
        row = article_row(article, page.origin.source, original["digest"], run)
        claims: dict[object, Row] = {}
        countries: list[tuple[str, str, str]] = []
        for claim in extraction.claims:
            made = claim_row(claim, row, self.names)
            if claims.setdefault(made["id"], made) is made:  # said twice at one place is said once
                countries += country_rows(claim, str(made["id"]))
        if unknown := {code for _, code, _ in countries} - set(self.names):
            raise ValueError(f"no country or bloc has the code {', '.join(sorted(unknown))}")
        removed = [
            storable({"article": row["id"], "position": position, "text": piece.text, "rule": piece.rule})
            for position, piece in enumerate(article.removed)
        ]
        with self.transaction() as connection:
            self._forget_failures(page.origin.source, run)
            if self.has_article(str(row["id"])):
                return Saved(Status.DUPLICATE)
            if not self.has_page(str(original["digest"])):
                self._insert("originals", original)
            self._insert("articles", row)
            self._insert_all("removed", removed)
            self._insert_all("claims", claims.values())
            connection.executemany("INSERT INTO claim_countries (claim, code, role) VALUES (?, ?, ?)", countries)
            self._insert_all("missed_candidates", miss_rows(extraction, row))
        return Saved(article.status, tuple(str(each["type"]) for each in claims.values()))

    # --- failures --------------------------------------------------------------------------------------------------

    def fail(self, failure: Failure, run: int) -> None:
        """Note an input that did not become an article, in place of what earlier runs noted about it."""
        row: Row = {"stage": failure.stage, "status": failure.status.value, "run": run, "at": now()}
        row |= {"source": scrubbed(failure.source), "reason": scrubbed(failure.reason)}
        with self.transaction():
            self._forget_failures(str(row["source"]), run)
            self._insert("failures", row)

    def _forget_failures(self, source: str, run: int) -> None:
        """What earlier runs noted; several pages of one source may fail in this one."""
        self.connection.execute("DELETE FROM failures WHERE source = ? AND run < ?", (source, run))

    # --- rows ------------------------------------------------------------------------------------------------------

    def _insert(self, table: str, row: Row) -> int:
        return self.connection.execute(_insert_sql(table, row), row).lastrowid or 0

    def _insert_all(self, table: str, rows: Iterable[Row]) -> None:
        # sqlite-utils looks at the schema for each call, which costs more than the few rows of an article
        listed = list(rows)
        if listed:
            self.connection.executemany(_insert_sql(table, listed[0]), listed)


def _insert_sql(table: str, row: Row) -> str:
    columns, values = (", ".join(form % name for name in row) for form in ('"%s"', ":%s"))
    return f'INSERT INTO "{table}" ({columns}) VALUES ({values})'  # noqa: S608 - names are ours, values are bound


def scrubbed(text: str) -> str:
    """Text about a bad input that can itself be stored: what can't is a replacement character."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
