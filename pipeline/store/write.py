"""The writer: one transaction an article, so that an article stands in the database whole or not at all."""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from pipeline import __version__
from pipeline.store import origin, pages, search, sitelines
from pipeline.store.database import WriterLock, explained, open_writer, transaction
from pipeline.store.rows import Row, article_row, claim_rows, miss_rows, original_row, storable
from pipeline.store.story import Text
from pipeline.store.urls import page_key
from pipeline.types import Article, Extraction, Failure, Page, Status, Validators

# of zlib: a page shrinks to 25% in 1.5 ms; level 3 gives 24% in 1.9 ms, level 6 21% in 4 ms (means of 60 real pages)
COMPRESSION = 1
# the partner of the claim model that is no place: a text says only foreign, overseas or imported
UNNAMED = {"FOREIGN": "foreign sources"}


def every_name(names: Mapping[str, str]) -> dict[str, str]:
    """Code -> display name of all that a claim may name, from that of the countries and blocs."""
    return UNNAMED | dict(names)


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article.

    Attributes:
        status: ok, a duplicate, or why nothing was read from it.
        claims: the types of the claims that were stored with it.
        version: the number of the version that its page has now, where that is a new one; else 0.
        retold: whether articles stored before tell the same story.
    """

    status: Status
    claims: tuple[str, ...] = ()
    version: int = 0
    retold: bool = False


class Store:
    """The one writer of a database, for the length of a `with` block.

    Args:
        path: the database, made when it isn't there.
        names: code -> display name of every country and bloc that a claim may name.
    """

    def __init__(self, path: Path, names: Mapping[str, str]) -> None:
        self.path = path
        self.names = every_name(names)
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
        """All or nothing, whatever ends the block; what the disk or another program did is a `StoreError`.

        What is stored in it is found by a search as soon as it is committed.
        """
        with transaction(self.connection, self.path) as connection:
            yield connection
            search.catch_up(connection)

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

    def knows(self, page: Page) -> bool:
        """Whether these very bytes are stored, from this page if it has an address, and are what it showed last."""
        with explained(self.path):
            return pages.knows(self.connection, page)

    def seen_again(self, page: Page, run: int) -> None:
        """Note that a page that the store `knows` was met again."""
        with self.transaction() as connection:
            self._forget_failures(page.origin.source, run)
            pages.refresh(connection, page)

    def validators(self, url: str) -> Validators | None:
        """By what the site of a page can tell whether it has changed since; None when nothing is known."""
        with explained(self.path):
            return pages.validators(self.connection, url)

    def has_article(self, article_id: str) -> bool:
        """Whether an article with this text is stored already, from wherever."""
        with explained(self.path):
            return self.connection.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is not None

    def recurring(self, article: Article) -> frozenset[str]:
        """The short lines of an article that stand on several other pages of its site."""
        with explained(self.path):
            return sitelines.recurring(self.connection, article)

    def save(self, page: Page, article: Article, extraction: Extraction, run: int) -> Saved:
        """Store an article with its original bytes and claims; one whose text is stored already is left as it is.

        Raises:
            ValueError: a text or a number in it can't be stored as it is.
            sqlite3.IntegrityError: a value breaks a constraint of the schema, which names it.
            StoreError: the database can't be written.
        """
        # everything that can be made without the database is, so that the write lock is held for a moment only
        made = self._made(page, article, extraction, run)
        with self.transaction() as connection:
            self._forget_failures(page.origin.source, run)
            known = self.has_article(article.id)
            key = str(made.article["url_key"])
            turned = bool(key) and pages.turns(connection, key, article.id, page.origin.retrieved)
            if (turned or not known) and not self._has_original(str(made.original["digest"])):
                self._insert("originals", made.original)
            retold = not known and self._insert_article(connection, made)
            version = 0
            if turned:
                version = pages.add(connection, made.page)
            elif key:
                pages.refresh(connection, page)
            if not known and not retold and version <= 1:  # copies and versions are no other pages
                sitelines.remember(connection, article)
        if known:
            return Saved(Status.DUPLICATE, version=version)
        return Saved(article.status, tuple(str(each["type"]) for each in made.claims), version, retold)

    def _has_original(self, digest: str) -> bool:
        return self.connection.execute("SELECT 1 FROM originals WHERE digest = ?", (digest,)).fetchone() is not None

    def _made(self, page: Page, article: Article, extraction: Extraction, run: int) -> "_Made":
        original = original_row(page, zlib.compress(page.body, COMPRESSION))
        row = article_row(article, page.origin.source, original["digest"], run)
        row["url_key"] = page_key(page.origin.url, article.url)
        claims, countries = claim_rows(extraction, row, self.names)
        removed = (
            storable({"article": row["id"], "position": position, "text": piece.text, "rule": piece.rule})
            for position, piece in enumerate(article.removed)
        )
        text = Text(article.text, article.published, article.agency)
        _ = text.bands  # reckoned here rather than in the transaction
        seen = {"url_key": row["url_key"], "article": row["id"], "original": original["digest"], "url": page.origin.url}
        seen |= {"run": run} | pages.state(str(original["digest"]), page.origin.headers, page.origin.retrieved)
        misses = tuple(miss_rows(extraction, row))
        return _Made(original, row, seen, text, claims, countries, tuple(removed), misses)

    def _insert_article(self, connection: sqlite3.Connection, made: "_Made") -> bool:
        """Insert it with all that belongs to it; gives whether its story was told before."""
        article = str(made.article["id"])
        place = origin.place(connection, article, made.text)
        self._insert("articles", made.article | {"origin_id": place.origin, "read_by": made.article["run"]})
        origin.remember(connection, article, made.text)
        self._insert_all("removed", made.removed)
        self._insert_all("claims", made.claims)
        connection.executemany("INSERT INTO claim_countries (claim, code, role) VALUES (?, ?, ?)", made.countries)
        self._insert_all("missed_candidates", made.misses)
        return place.shared

    # --- failures --------------------------------------------------------------------------------------------------

    def fail(self, failure: Failure, run: int) -> None:
        """Note an input that did not become an article, in place of what earlier runs noted about it."""
        row: Row = {"stage": failure.stage, "status": failure.status.value, "run": run, "at": now()}
        row |= {"source": scrubbed(failure.source), "reason": scrubbed(failure.reason)}
        with self.transaction():
            self._forget_failures(str(row["source"]), run)
            self._insert("failures", row)

    def settle(self, sources: Iterable[str], run: int) -> None:
        """Forget what earlier runs noted about inputs that this one has read to the end; its own notes stay."""
        with self.transaction():
            for source in sources:
                self._forget_failures(scrubbed(source), run)

    def _forget_failures(self, source: str, run: int) -> None:
        """What earlier runs noted; several pages of one source may fail in this one."""
        self.connection.execute("DELETE FROM failures WHERE source = ? AND run < ?", (source, run))

    # --- rows ------------------------------------------------------------------------------------------------------

    def _insert(self, table: str, row: Row) -> int:
        return self.connection.execute(insert_sql(table, row), row).lastrowid or 0

    def _insert_all(self, table: str, rows: Sequence[Row]) -> None:
        # sqlite-utils looks at the schema for each call, which costs more than the few rows of an article
        if rows:
            self.connection.executemany(insert_sql(table, rows[0], marks="?"), [tuple(row.values()) for row in rows])


@dataclass(frozen=True, slots=True)
class _Made:
    """All rows of an article, and its text as it is compared with others."""

    original: Row
    article: Row
    page: Row
    text: Text
    claims: tuple[Row, ...]
    countries: tuple[tuple[str, str, str], ...]
    removed: tuple[Row, ...]
    misses: tuple[Row, ...]


def insert_sql(table: str, row: Row, marks: str = "") -> str:
    """The statement that inserts a row, its values bound by name; with `marks` "?" by their order, which is quicker."""
    columns = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(marks or f":{name}" for name in row)
    return f'INSERT INTO "{table}" ({columns}) VALUES ({values})'  # noqa: S608 - names are ours, values are bound


def scrubbed(text: str) -> str:
    """Text about a bad input that can itself be stored: what can't is a replacement character."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
