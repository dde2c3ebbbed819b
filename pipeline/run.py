"""The composition: what happens to each input, from what the user named to rows in the database."""

import signal
import sqlite3
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Protocol, Self

from pipeline.config import Settings
from pipeline.errors import StoreError
from pipeline.store.write import Store
from pipeline.types import Article, Document, Dropped, Extraction, Failure, Page, Status

Read = Callable[[Iterable[str], Settings], Iterator[Page | Failure]]
Clean = Callable[[Page], Article | Dropped]


class Extractor(Protocol):
    """Reads claims from documents; `rules_digest` identifies the rules it reads by."""

    @property
    def rules_digest(self) -> str:
        """Digest of all rules and vocabularies."""

    def extract(self, document: Document) -> Extraction:
        """Claims and misses, in text order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input."""

    source: str
    status: Status
    stage: str = ""  # where it failed; empty when it didn't
    reason: str = ""
    title: str = ""
    claims: tuple[str, ...] = ()  # the type of each


@dataclass(slots=True)
class Summary:
    """What came of a run: ok + skipped + failed = inputs."""

    ok: int = 0
    skips: Counter[Status] = field(default_factory=Counter)  # nothing to do: stored already, or no English article
    failures: Counter[Status] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)  # by type
    interrupted: bool = False

    def add(self, outcome: Outcome) -> None:
        """Count one input."""
        if outcome.stage:
            self.failures[outcome.status] += 1
        elif outcome.status is Status.OK:
            self.ok += 1
        else:
            self.skips[outcome.status] += 1
        self.claims.update(outcome.claims)

    @property
    def came_in(self) -> bool:
        """Whether at least one input is in the database now."""
        return bool(self.ok or self.skips[Status.DUPLICATE])


class Interrupts:
    """Ctrl-C and SIGTERM end the batch between two articles, or roll the current one back, never in between.

    While the block runs, a signal raises `KeyboardInterrupt`, except under `shielded`, where it does so afterwards.
    """

    SIGNALS = (signal.SIGINT, signal.SIGTERM)

    def __init__(self) -> None:
        self._wanted = self._shield = False
        self._before: list[tuple[signal.Signals, object]] = []

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():  # Python handles signals there only
            self._before = [(each, signal.signal(each, self._on_signal)) for each in self.SIGNALS]
        return self

    def __exit__(self, *_: object) -> None:
        for each, handler in self._before:
            signal.signal(each, handler)  # type: ignore[arg-type] # what signal.signal gave us

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._wanted = True
        if not self._shield:
            raise KeyboardInterrupt

    def check(self) -> None:
        """Raise for a signal that somebody else's code swallowed."""
        if self._wanted:
            raise KeyboardInterrupt

    @contextmanager
    def shielded(self) -> Iterator[None]:
        """Storing and counting an article are one thing."""
        self._shield = True
        try:
            yield
        finally:
            self._shield = False
        self.check()


def ingest(  # noqa: PLR0913 - the stages it composes
    inputs: Iterable[str],
    settings: Settings,
    *,
    read: Read,
    clean: Clean,
    extractor: Extractor,
    store: Store,
    progress: Callable[[Outcome], None] = lambda _: None,
) -> Summary:
    """Clean, extract and store each input; one that fails is noted and never stops the others.

    Raises:
        StoreError: the database can't be written any more; what was stored before is kept.
    """
    summary = Summary()
    run = store.start_run("ingest", extractor.rules_digest)
    try:
        with Interrupts() as interrupts:
            # 1. read: bytes and where they came from
            for page in read(inputs, settings):
                # 2. clean, extract: nothing of it is kept yet
                ready = page if isinstance(page, Failure) else _read_claims(page, clean, extractor, store)
                # 3. store: the article whole, or why there is none
                with interrupts.shielded():
                    outcome = _stored(ready, store, run)
                    summary.add(outcome)
                progress(outcome)
    except KeyboardInterrupt:
        summary.interrupted = True
    finally:
        # 4. sum up, also when the disk is full or the user has had enough
        with suppress(StoreError):
            store.finish_run(
                run,
                ok=summary.ok,
                skipped=summary.skips.total(),
                failed=summary.failures.total(),
                claims=summary.claims.total(),
            )
    return summary


@dataclass(frozen=True, slots=True)
class _Ready:
    """A page with all that is to be stored of it; without an article it is stored already."""

    page: Page
    article: Article | None = None
    extraction: Extraction = field(default_factory=Extraction)


def _read_claims(page: Page, clean: Clean, extractor: Extractor, store: Store) -> _Ready | Failure:
    stage = "clean"
    try:
        if store.knows(page):
            return _Ready(page)
        article = clean(page)
        if isinstance(article, Dropped):
            return Failure(page.origin.source, stage, article.status, article.reason)
        if article.status is not Status.OK or store.has_article(article.id):
            return _Ready(page, article)
        stage = "extract"
        return _Ready(page, article, extractor.extract(article.document))
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 - a bug met by one page is noted with it, and the others go on
        return _crash(page, stage, error)


def _stored(ready: _Ready | Failure, store: Store, run: int) -> Outcome:
    if isinstance(ready, _Ready):
        try:
            return _saved(ready, store, run)
        except StoreError:
            raise
        except (ValueError, OverflowError, sqlite3.Error) as error:  # a value that the schema refuses
            ready = _crash(ready.page, "store", error)
    store.fail(ready, run)
    return Outcome(ready.source, ready.status, ready.stage, ready.reason)


def _saved(ready: _Ready, store: Store, run: int) -> Outcome:
    source, article = ready.page.origin.source, ready.article
    if article is None:
        return Outcome(source, Status.DUPLICATE)
    saved = store.save(ready.page, article, ready.extraction, run)
    return Outcome(source, saved.status, title=article.title, claims=saved.claims)


def _crash(page: Page, stage: str, error: Exception) -> Failure:
    """The failure that an unexpected exception becomes: its kind, message, and the place in the code."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    message = " ".join(str(error).split())[:300]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return Failure(page.origin.source, stage, Status.CRASHED, f"{type(error).__name__} at {place}: {message}")
