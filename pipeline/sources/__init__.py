"""Sources: whatever the user names -> pages, one by one, and a failure for each input that is none.

A source is a function that yields `Page | Failure` and never raises for a bad input. A new one (feed, WARC archive)
is a module beside these and a line in `pages`.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from pipeline.config import Settings
from pipeline.sources import file, jsonl, stdin
from pipeline.types import Failure, Page, Status

if TYPE_CHECKING:
    from pipeline.sources.url import Fetcher

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def pages(inputs: Iterable[str], settings: Settings) -> Iterator[Page | Failure]:
    """Read each input in turn: a file, a directory, a URL, a JSON Lines file, or "-" for standard input."""
    fetcher: Fetcher | None = None
    with ExitStack() as stack:
        for name in inputs:
            if _SCHEME.match(name.strip()):
                if fetcher is None:
                    from pipeline.sources import url  # noqa: PLC0415 - httpx is slow to import; most runs need none

                    fetcher = url.Fetcher(settings)
                    stack.callback(fetcher.close)
                yield fetcher.fetch(name.strip())
            elif name == stdin.NAME:
                yield from stdin.pages(settings)
            elif not name.strip() or "\0" in name:
                yield Failure(name.strip(), file.STAGE, Status.READ_ERROR, "names no file: give a file or a link")
            elif name.lower().endswith(jsonl.SUFFIXES):
                yield from jsonl.pages(name, settings)
            else:
                yield from file.pages(name, settings)
