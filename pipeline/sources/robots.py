"""robots.txt: what a site asks of robots, read once a host and run."""

import asyncio
from collections.abc import Awaitable, Callable

from protego import Protego

from pipeline.sources.refused import RefusedError
from pipeline.types import Status

MAX_BYTES = 500 * 1024  # RFC 9309 asks for at least so much; the rest is ignored
GONE, FAILED = 400, 500

Get = Callable[[str], Awaitable[tuple[int, bytes]]]


class Robots:
    """The rules of each host met.

    Args:
        user_agent: as sent; its first word before "/" is the name that rules are looked up by.
        get: fetches a robots.txt with the same care as a page, and returns status and bytes.
    """

    def __init__(self, user_agent: str, get: Get) -> None:
        self._name = user_agent.partition("/")[0]
        self._get = get
        self._known: dict[str, Protego | RefusedError] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def check(self, url: str, root: str) -> float:
        """Refuse a page that its site closes to us; else the seconds between two pages that it asks for.

        Args:
            url: the page.
            root: scheme, host and port, as in "https://example.org:8443".

        Raises:
            RefusedError: robots.txt says no, or can't be had, which counts as no.
        """
        async with self._locks.setdefault(root, asyncio.Lock()):
            if root not in self._known:
                self._known[root] = await self._load(f"{root}/robots.txt")
        rules = self._known[root]
        if isinstance(rules, RefusedError):
            raise RefusedError(rules.status, str(rules))  # an exception is raised once: its traceback grows
        if not rules.can_fetch(url, self._name):
            raise RefusedError(
                Status.FETCH_ERROR, f"robots.txt of {root} closes it to robots: save the page and give the file"
            )
        return rules.crawl_delay(self._name) or 0.0

    async def _load(self, address: str) -> Protego | RefusedError:
        try:
            status, body = await self._get(address)
        except RefusedError as refusal:
            return refusal
        if status >= FAILED:
            return RefusedError(Status.FETCH_ERROR, f"robots.txt answers {status}, which counts as no: try again later")
        # no robots.txt: all is open
        return Protego.parse(body[:MAX_BYTES].decode("utf-8", "replace") if status < GONE else "")
