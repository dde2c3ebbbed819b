"""One request a host at a time, with a pause between its pages, and none to a host that wants to be left alone."""

import asyncio
import math
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from pipeline.sources.refused import RefusedError
from pipeline.types import Status

DOWN = 3  # pages in a row that a host failed to serve: it is asked for no more of them


class Hosts:
    """Whose turn it is at each host, counted by a clock that tests may replace."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[object]]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._locks: dict[str, asyncio.Lock] = {}
        self._last: dict[str, float] = {}  # when its last page was done
        self._pause: dict[str, float] = {}  # what it was last asked to wait for
        self._closed: dict[str, float] = {}  # until when it wants no requests
        self._failures: Counter[str] = Counter()  # in a row

    @asynccontextmanager
    async def turn(self, host: str, pause: float | None = None) -> AsyncIterator[None]:
        """Wait until nobody else talks to the host, and `pause` seconds have passed since its last page.

        A redirect or a new try needs no pause: it belongs to the page before. `None` is for robots.txt, which is no
        page: the pause after the last one goes on.
        """
        async with self._locks.setdefault(host, asyncio.Lock()):
            if pause:
                self._pause[host] = pause
                if (wait := self.rest(host)) > 0:
                    await self._sleep(wait)
            try:
                yield
            finally:
                if pause is not None:
                    self._last[host] = self._clock()

    def rest(self, host: str) -> float:
        """Seconds until the host may be asked for another page."""
        return max(0.0, self._last.get(host, -math.inf) + self._pause.get(host, 0.0) - self._clock())

    def check(self, host: str) -> None:
        """Refuse to ask a host for more than it wants to give.

        Raises:
            RefusedError: it asked for a longer break than a run can wait, or doesn't work at all.
        """
        seconds = self._closed.get(host, -math.inf) - self._clock()
        if seconds == math.inf:
            raise RefusedError(
                Status.FETCH_ERROR, f"was not asked for: {host} failed {DOWN} times in a row; try again later"
            )
        if seconds > 0:
            raise RefusedError(
                Status.FETCH_ERROR, f"was not asked for: {host} wants a break of {seconds:.0f} s; try again then"
            )

    def leave(self, host: str, seconds: float) -> None:
        """Ask a host for nothing until it has had its break."""
        self._closed[host] = self._clock() + seconds

    def served(self, host: str) -> None:
        """Note that a host works."""
        self._failures.pop(host, None)

    def failed(self, host: str) -> None:
        """Note that a host could not serve a page, all tries counted as one."""
        self._failures[host] += 1
        if self._failures[host] >= DOWN:
            self.leave(host, math.inf)
