"""The composition: what happens to each input, from what the user named to rows in the database."""

import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Protocol, Self

from pipeline.config import Settings
from pipeline.errors import ConfigError, StoreError
from pipeline.facts import refresh
from pipeline.store.write import Store
from pipeline.types import Article, Document, Dropped, Extraction, Failure, Page, Status, Unchanged, Validators
from pipeline.workers.child import Crash, crash
from pipeline.workers.pool import Died

Known = Callable[[str], Validators | None]
Read = Callable[[Iterable[str], Settings, Known], Iterator[Page | Failure | Unchanged]]
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
    version: int = 0  # of its page, where this one is new
    retold: bool = False  # whether articles stored before tell the same story


@dataclass(slots=True)
class Summary:
    """What came of a run: ok + skipped + failed = inputs."""

    ok: int = 0
    skips: Counter[Status] = field(default_factory=Counter)  # nothing to do: stored already, or no English article
    failures: Counter[Status] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)  # by type
    reasons: Counter[tuple[Status, str]] = field(default_factory=Counter)  # of failures
    changed: int = 0  # pages that have a new version
    retold: int = 0  # articles whose story was stored before
    interrupted: bool = False
    limited: bool = False  # whether it ended at a limit, with inputs perhaps not read

    def add(self, outcome: Outcome) -> None:
        """Count one input."""
        if outcome.stage:
            self.failures[outcome.status] += 1
            self.reasons[outcome.status, outcome.reason] += 1
        elif outcome.status is Status.OK:
            self.ok += 1
        else:
            self.skips[outcome.status] += 1
        self.claims.update(outcome.claims)
        self.changed += outcome.version > 1
        self.retold += outcome.retold

    @property
    def inputs(self) -> int:
        """How many were read."""
        return self.ok + self.skips.total() + self.failures.total()

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
    command: str = "ingest",
) -> Summary:
    """Clean, extract and store each input; one that fails is noted and never stops the others.

    Raises:
        StoreError: the database can't be written any more; what was stored before is kept.
    """
    summary, names, clock = Summary(), tuple(inputs), Limits(settings)
    run = store.start_run(command, extractor.rules_digest)
    try:
        with Interrupts() as interrupts, closing(closable(read(names, settings, store.validators))) as found:
            # 1. read: bytes and where they came from
            for page in found:
                # 2. clean, extract: nothing of it is kept yet
                ready = _read_claims(page, clean, extractor, store, settings) if isinstance(page, Page) else page
                # 3. store: the article whole, or why there is none
                with interrupts.shielded():
                    outcome = _stored(ready, store, run)
                    summary.add(outcome)
                progress(outcome)
        summary.limited = clock.reached(summary.inputs)
        if not summary.limited:
            store.settle(names, run)
    except KeyboardInterrupt:
        summary.interrupted = True
    finally:
        # 4. relate: the facts that the new claims touch; what is cut short here is done by the next run
        with suppress(StoreError, KeyboardInterrupt):
            refresh.catch_up(store.transaction)
        # 5. sum up, also when the disk is full or the user has had enough
        with suppress(StoreError):
            store.finish_run(
                run,
                ok=summary.ok,
                skipped=summary.skips.total(),
                failed=summary.failures.total(),
                claims=summary.claims.total(),
            )
    return summary


def without_recurring(clean: Clean, drop: Callable[[Article, frozenset[str]], Article], store: Store) -> Clean:
    """Cleaning that also leaves out lines which stand on several other pages of the site.

    What comes of a page then depends on what was stored before it; a text that is stored already stays as it is.
    """

    def cleaned(page: Page) -> Article | Dropped:
        article = clean(page)
        if isinstance(article, Dropped) or article.status is not Status.OK or store.has_article(article.id):
            return article
        return drop(article, store.recurring(article))

    return cleaned


class Limits:
    """Whether a run has come to one of its limits, which the sources keep."""

    def __init__(self, settings: Settings) -> None:
        self._most = settings.max_pages
        self._until = None if settings.max_seconds is None else time.monotonic() + settings.max_seconds

    def reached(self, inputs: int) -> bool:
        """Whether inputs may be left that were not read."""
        return (self._most is not None and inputs >= self._most) or (
            self._until is not None and time.monotonic() >= self._until
        )


def closable(found: Iterator[Page | Failure | Unchanged]) -> Generator[Page | Failure | Unchanged]:
    """The same, as something that can be closed, which ends what fetches in the background."""
    yield from found


@dataclass(frozen=True, slots=True)
class _Ready:
    """A page with all that is to be stored of it; without an article it is stored already."""

    page: Page
    article: Article | None = None
    extraction: Extraction = field(default_factory=Extraction)


def _read_claims(page: Page, clean: Clean, extractor: Extractor, store: Store, settings: Settings) -> _Ready | Failure:
    stage = "clean"
    try:
        if store.knows(page):
            return _Ready(page)
        article = clean(page)
        if isinstance(article, Dropped):
            return Failure(page.origin.source, stage, article.status, article.reason)
        if len(article.text) > settings.max_text:
            reason = f"holds more than {settings.max_text:,} characters of text: give its parts alone"
            return Failure(page.origin.source, stage, Status.TOO_LARGE, reason)
        if article.status is not Status.OK or store.has_article(article.id):
            return _Ready(page, article)
        stage = "extract"
        return _Ready(page, article, extractor.extract(article.document))
    except (StoreError, ConfigError):
        raise
    except Exception as error:  # noqa: BLE001 - a bug met by one page is noted with it, and the others go on
        return _crash(page, stage, error)


def _stored(ready: _Ready | Failure | Unchanged, store: Store, run: int) -> Outcome:
    if isinstance(ready, Unchanged):
        store.settle((ready.source,), run)
        return Outcome(ready.source, Status.DUPLICATE, reason="has not changed since it was stored, says its site")
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
        store.seen_again(ready.page, run)
        return Outcome(source, Status.DUPLICATE)
    saved = store.save(ready.page, article, ready.extraction, run)
    return Outcome(
        source, saved.status, title=article.title, claims=saved.claims, version=saved.version, retold=saved.retold
    )


def _crash(page: Page, stage: str, error: Exception) -> Failure:
    """The failure that an unexpected exception becomes: its kind, message, and the place in the code.

    A worker that came to its end has said why.
    """
    if isinstance(error, Died):
        return Failure(page.origin.source, stage, error.status, error.reason)
    told = error if isinstance(error, Crash) else crash(error)
    return Failure(page.origin.source, stage, Status.CRASHED, f"{told.kind} at {told.place}: {told.message}")
