"""Reading the stored articles again with the rules of today: the second composition, beside `run.py`."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from pipeline import __version__
from pipeline.errors import StoreError
from pipeline.facts import refresh
from pipeline.run import Extractor, Interrupts
from pipeline.store import reread
from pipeline.store.changes import Change, Kind
from pipeline.store.reread import Wanted
from pipeline.store.write import Store


@dataclass(slots=True)
class Summary:
    """What came of it. `run` is its number, 0 when nothing was written."""

    run: int = 0
    articles: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)  # (article, why)
    interrupted: bool = False

    def add(self, found: tuple[Change, ...]) -> None:
        """Count one article."""
        self.articles += 1
        self.kinds.update(each.kind for each in found)


def reextract(
    store: Store,
    extractor: Extractor,
    wanted: Wanted,
    show: Callable[[Change], None] = lambda _: None,
    step: Callable[[int, int], None] = lambda _, __: None,
) -> Summary:
    """Read articles again and keep what differs; one that fails stays as it is and never stops the others.

    Each change is given to `show`; `step` is told how many articles of how many are done.

    Raises:
        StoreError: the database can't be written any more; the articles before are kept as they are read now.
    """
    summary = Summary()
    articles = reread.chosen(store.connection, wanted, extractor.rules_digest, __version__)
    if not articles:
        return summary
    summary.run = store.start_run("reextract", extractor.rules_digest)
    try:
        with Interrupts() as interrupts:
            for number, article in enumerate(articles):
                step(number, len(articles))
                try:
                    extraction = extractor.extract(reread.document(store.connection, article))
                    with interrupts.shielded():
                        found = reread.put(store, article, extraction, summary.run)
                        summary.add(found)
                except StoreError:
                    raise
                except Exception as error:  # noqa: BLE001 - a bug met by one article is told with it, and the others go on
                    summary.failures.append((article, f"{type(error).__name__}: {error}"))
                    continue
                for each in found:
                    show(each)
    except KeyboardInterrupt:
        summary.interrupted = True
    finally:
        with suppress(StoreError, KeyboardInterrupt):  # what is cut short here is done by the next run
            refresh.catch_up(store.transaction)
        new = summary.kinds[Kind.ADDED] + summary.kinds[Kind.CHANGED]
        with suppress(StoreError):
            store.finish_run(summary.run, ok=summary.articles, skipped=0, failed=len(summary.failures), claims=new)
    return summary


def preview(
    connection: sqlite3.Connection, extractor: Extractor, wanted: Wanted, names: Mapping[str, str], summary: Summary
) -> Iterator[Change]:
    """What `reextract` would change; nothing is written."""
    for article in reread.chosen(connection, wanted, extractor.rules_digest, __version__):
        try:
            extraction = extractor.extract(reread.document(connection, article))
            found = reread.changes(connection, article, extraction, names)
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001 - the same
            summary.failures.append((article, f"{type(error).__name__}: {error}"))
            continue
        summary.add(found)
        yield from found
