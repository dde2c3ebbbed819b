"""Sources: whatever the user names -> pages, one by one, and a failure for each input that is none.

A source is a function that yields `Page | Failure` and never raises for a bad input. A new one (feed, WARC archive)
is a module beside these and a line in `pages`.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, overload

from pipeline.config import Settings
from pipeline.sources import file, jsonl, packed, stdin
from pipeline.types import Failure, Page, Status, Unchanged, Validators

if TYPE_CHECKING:
    from pipeline.sources.ahead import Ahead

Known = Callable[[str], Validators | None]
Result = Page | Failure | Unchanged

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@overload
def pages(inputs: Iterable[str], settings: Settings) -> Iterator[Page | Failure]: ...


@overload
def pages(inputs: Iterable[str], settings: Settings, known: Known) -> Iterator[Result]: ...


def pages(inputs: Iterable[str], settings: Settings, known: Known | None = None) -> Iterator[Result]:
    """Read each input in turn: a file, a directory, a URL, a JSON Lines file, or "-" for standard input.

    Results come in the order of the inputs, whatever arrives first: links are fetched in a background thread, several
    hosts at once, from the first `next` on. Closing the iterator, or an exception in its reader, stops the fetching.

    Args:
        inputs: all of them; taken up before the first is read.
        settings: limits; after `max_pages` results, or when the next is not there after `max_seconds`, it ends.
        known: asked for each link, by the name that `Origin.source` and `Failure.source` have for it, before anything
            is fetched; a link whose site says that it has not changed comes back as `Unchanged`.
    """
    until = None if settings.max_seconds is None else time.monotonic() + settings.max_seconds
    with closing(_all([*inputs], settings, known, until)) as every:
        for found in islice(every, settings.max_pages):
            yield packed.opened(found, settings) if isinstance(found, Page) else found
            if until is not None and time.monotonic() >= until:
                return


def _all(names: Sequence[str], settings: Settings, known: Known | None, until: float | None) -> Generator[Result]:
    links = [name.strip() for name in names if _SCHEME.match(name.strip())][: settings.max_pages]
    if not links:
        yield from _each(names, settings)
        return
    from pipeline.sources import ahead, link  # noqa: PLC0415 - httpx is slow to import; most runs need none

    jobs = [ahead.Job(name, known(link.shown(name)) if known else None) for name in dict.fromkeys(links)]
    with closing(ahead.Ahead(jobs, settings)) as fetched:
        yield from _each(names, settings, _Fetched(fetched, links, until))


class _Fetched:
    """The result of each link as it is asked for; one that is named several times is fetched once."""

    def __init__(self, fetched: "Ahead", links: Sequence[str], until: float | None) -> None:
        self._fetched = fetched
        self._left = Counter(links)
        self._until = until
        self._again: dict[str, Result] = {}

    def next(self, link: str) -> Result | None:
        """The result of the next link in the order of the inputs; None when the time is up."""
        found = self._again.pop(link, None) or self._fetched.next(self._until)
        self._left[link] -= 1
        if found is not None and self._left[link] > 0:
            self._again[link] = found
        return found


def _each(names: Sequence[str], settings: Settings, fetched: _Fetched | None = None) -> Iterator[Result]:
    for name in names:
        if _SCHEME.match(name.strip()):
            if fetched is None or (found := fetched.next(name.strip())) is None:
                return
            yield found
        elif name == stdin.NAME:
            yield from stdin.pages(settings)
        elif not name.strip() or "\0" in name:
            yield Failure(name.strip(), file.STAGE, Status.READ_ERROR, "names no file: give a file or a link")
        elif name.lower().endswith(jsonl.SUFFIXES):
            yield from jsonl.pages(name, settings)
        else:
            yield from file.pages(name, settings)
