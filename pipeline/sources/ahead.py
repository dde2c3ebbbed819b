"""Fetches in the background, ahead of the reader, and hands results over in the order of the links.

One thread runs an event loop; while the reader cleans a page, the next ones come in. The link that the reader waits for
is always fetched first; beyond it, fetching goes on until `BUFFER` bytes wait to be read.
"""

import asyncio
import heapq
import threading
import time
import traceback
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.config import Settings
from pipeline.sources import link
from pipeline.sources.refused import RefusedError
from pipeline.sources.url import STAGE, Fetcher
from pipeline.types import Failure, Page, Status, Unchanged, Validators

BUFFER = 64_000_000  # bytes of pages that wait for the reader
CLOSING = 2.0  # seconds that a stopped fetch has to say goodbye

Result = Page | Failure | Unchanged


@dataclass(frozen=True, slots=True)
class Job:
    """A link to fetch, and what is known of it from the last time."""

    name: str
    known: Validators | None = None


class Fetches(Protocol):
    """What fetches one link: `url.Fetcher`, or a stand-in."""

    def fetch(self, name: str, known: Validators | None = None) -> Coroutine[None, None, Result]:
        """The page at a URL, or why not."""

    def rest(self, host: str) -> float:
        """Seconds until the host may be asked for another page."""

    async def aclose(self) -> None:
        """Close all connections."""


class Ahead:
    """The results of some jobs, one after another."""

    def __init__(
        self, jobs: Sequence[Job], settings: Settings, fetcher: Callable[[Settings], Fetches] = Fetcher
    ) -> None:
        self._jobs = jobs
        self._settings = settings
        self._fetcher = fetcher
        self._head = 0  # the job whose result the reader takes next
        self._results: dict[int, Result] = {}
        self._waiting = 0  # bytes of the results
        self._bug: BaseException | None = None
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="claimtable-fetch", daemon=True)
        self._thread.start()

    def next(self, until: float | None = None) -> Result | None:
        """The next job's result, waited for; None when it is not there at `until`, a time of `time.monotonic`."""
        with self._changed:
            seconds = None if until is None else max(0.0, until - time.monotonic())
            if not self._changed.wait_for(lambda: self._bug or self._head in self._results, seconds):
                return None
            if self._bug:
                raise self._bug
            found = self._results.pop(self._head)
            self._head += 1
            self._waiting -= _size(found)
        self._call(self._wake.set)
        return found

    def close(self) -> None:
        """Stop at once: what is under way is dropped."""
        self._call(self._stop)
        self._thread.join(CLOSING)

    def _call(self, what: Callable[[], object]) -> None:
        """Run something in the loop's thread, unless all is done there."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(what)

    def _stop(self) -> None:
        if self._task:
            self._task.cancel()

    def _run(self) -> None:
        """The background thread."""
        asyncio.set_event_loop(self._loop)
        try:
            self._task = self._loop.create_task(self._fetch_all())
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._task)
        except BaseException as error:  # noqa: BLE001 - raised again where the reader waits
            with self._changed:
                self._bug = error
                self._changed.notify_all()
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _fetch_all(self) -> None:
        fetcher = self._fetcher(self._settings)
        try:
            async with asyncio.TaskGroup() as group:
                await self._schedule(group, fetcher)
        finally:
            await fetcher.aclose()

    async def _schedule(self, group: asyncio.TaskGroup, fetcher: Fetches) -> None:
        """Start each job as soon as its host has had its rest, the first ones first."""
        queues: dict[str, deque[int]] = defaultdict(deque)
        for index, job in enumerate(self._jobs):
            queues[_host(job.name)].append(index)
        ready = [queue[0] for queue in queues.values()]  # the first job of each host that neither works nor rests
        heapq.heapify(ready)
        running, left = 0, len(self._jobs)

        def free(index: int) -> None:
            heapq.heappush(ready, index)
            self._wake.set()

        async def fetch(index: int) -> None:
            nonlocal running, left
            self._keep(index, await _fetched(fetcher, self._jobs[index]))
            running, left = running - 1, left - 1
            host = _host(self._jobs[index].name)
            queues[host].popleft()
            if queues[host]:
                self._loop.call_later(fetcher.rest(host), free, queues[host][0])
            self._wake.set()

        while left:
            self._wake.clear()
            while ready and running < self._settings.fetches and self._room(ready[0]):
                running += 1
                group.create_task(fetch(heapq.heappop(ready)))
            await self._wake.wait()

    def _room(self, index: int) -> bool:
        with self._changed:
            return self._waiting < BUFFER or index == self._head

    def _keep(self, index: int, result: Result) -> None:
        with self._changed:
            self._results[index] = result
            self._waiting += _size(result)
            self._changed.notify_all()


async def _fetched(fetcher: Fetches, job: Job) -> Result:
    try:
        return await fetcher.fetch(job.name, job.known)
    except Exception as error:  # noqa: BLE001 - a bug met by one page is noted with it, and the others go on
        frame = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}: {link.one_line(error)}"
        return Failure(link.shown(job.name), STAGE, Status.CRASHED, reason)


def _host(name: str) -> str:
    """The host of a link; those that are none share the empty one, and cost no request."""
    try:
        return link.parse(name).host
    except RefusedError:
        return ""


def _size(result: Result) -> int:
    return len(result.body) if isinstance(result, Page) else 0
