"""Pages from the web: politely, within limits, and never from an internal network."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

import httpcore
import httpx
from h2.exceptions import H2Error

from pipeline.config import Settings
from pipeline.sources import answer as answers
from pipeline.sources import link, network
from pipeline.sources.answer import RetryableError
from pipeline.sources.hosts import Hosts
from pipeline.sources.refused import RefusedError
from pipeline.sources.robots import MAX_BYTES as ROBOTS_BYTES
from pipeline.sources.robots import Robots
from pipeline.types import Failure, Origin, Page, Status, Unchanged, Validators

STAGE = "fetch"
TRIES = 3
WAITS = (1.0, 3.0)  # seconds before the second and the third try, when the site names none
MAX_WAIT = 20.0  # longest wait that a site may ask for before we give up
REDIRECTS = {301, 302, 303, 307, 308}
NOT_MODIFIED = 304

# what says that an answer breaks off; the last two come through httpcore as they are
BROKEN = (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL, H2Error, ssl.SSLError)

Answer = tuple[httpx.Response, bytes]
Headers = dict[str, str]


class Fetcher:
    """Fetches pages, several at once if asked; robots.txt, connections and manners are shared over a run.

    Args:
        settings: limits and delays.
        clock: monotonic seconds.
        sleep: waits for some seconds of that clock.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._sleep = sleep
        self._hosts = Hosts(clock, sleep)
        backend = network.CheckedBackend(allow_private=settings.allow_private)
        self._client = network.client(settings, network.Transport(backend, settings.fetches))
        self._robots = Robots(settings.user_agent, self._robots_txt)

    async def fetch(self, name: str, known: Validators | None = None) -> Page | Failure | Unchanged:
        """The page at a URL, or why not. A name and password in the URL are dropped.

        Args:
            name: the URL.
            known: from the last time; a page that is still the same comes back as `Unchanged`.
        """
        source = link.shown(name)
        try:
            return await self._page(link.parse(name), source, known)
        except RefusedError as refusal:
            return Failure(source, STAGE, refusal.status, str(refusal))

    def rest(self, host: str) -> float:
        """Seconds until the host may be asked for another page; before that, a fetch from it would only wait."""
        return self._hosts.rest(host)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def _page(self, url: httpx.URL, source: str, known: Validators | None) -> Page | Unchanged:
        """Follow redirects to the page."""
        deadline = network.Deadline(self._settings.fetch_seconds, self._clock)
        for hop in range(self._settings.max_redirects + 1):
            began = self._clock()
            asked = await self._robots.check(str(url), link.root(url))
            deadline.extend(self._clock() - began)  # it has a deadline of its own
            pause = min(self._settings.max_host_seconds, max(self._settings.host_seconds, asked))
            headers = _conditions(known, url)
            answer, body = await self._tried(url, partial(self._once, headers=headers), deadline, 0.0 if hop else pause)
            if answer.status_code == NOT_MODIFIED and headers:
                return Unchanged(source, str(url))
            if answer.status_code in REDIRECTS and "location" in answer.headers:
                url = link.follow(url, answer.headers["location"])
                continue
            kind = answers.media_type(answer, body)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            return Page(body, Origin(source, str(url), now, kind, answers.kept(answer.headers)))
        raise RefusedError(
            Status.FETCH_ERROR, f"redirects more than {self._settings.max_redirects} times: check the link"
        )

    async def _tried(
        self,
        url: httpx.URL,
        once: Callable[[httpx.URL], Awaitable[Answer]],
        deadline: network.Deadline,
        pause: float | None = None,
    ) -> Answer:
        """Answer and bytes of one address, after a few tries when the site is busy or the line breaks."""
        for wait in (*WAITS[: TRIES - 1], None):
            self._hosts.check(url.host)
            began = self._clock()
            try:
                async with self._hosts.turn(url.host, pause):
                    deadline.extend(self._clock() - began)
                    async with deadline.kept():
                        found = await once(url)
            except RetryableError as problem:
                seconds = wait if problem.seconds is None else problem.seconds
                if wait is None or seconds is None or seconds > min(MAX_WAIT, deadline.left()):
                    self._given_up(url.host, problem)
                    raise
                await self._sleep(seconds)
                pause = pause and 0.0
            except RefusedError as refusal:
                # any other refusal is an answer: the host works
                note = self._hosts.failed if refusal.status == Status.TIMEOUT else self._hosts.served
                note(url.host)
                raise
            else:
                self._hosts.served(url.host)
                return found
        raise AssertionError("the last try returns or raises")

    def _given_up(self, host: str, problem: RetryableError) -> None:
        """Leave a host alone that says so, or that doesn't work."""
        if problem.seconds is not None and problem.seconds > MAX_WAIT:
            self._hosts.leave(host, problem.seconds)
        else:
            self._hosts.failed(host)

    async def _once(self, url: httpx.URL, headers: Headers) -> Answer:
        """One request for a page; error statuses and wrong types are refused before the body is read."""
        async with self._open(url, headers) as answer:
            if answer.status_code in REDIRECTS or (answer.status_code == NOT_MODIFIED and headers):
                return answer, b""
            answers.check_status(answer)
            answers.check_type(answer)
            return answer, await answers.read(answer, self._settings.max_bytes)

    async def _once_robots(self, url: httpx.URL) -> Answer:
        """One request for a robots.txt: any status, and no more bytes than are looked at."""
        async with self._open(url, {}) as answer:
            return answer, await answers.read(answer, ROBOTS_BYTES, cut=True)

    @asynccontextmanager
    async def _open(self, url: httpx.URL, headers: Headers) -> AsyncIterator[httpx.Response]:
        """A request under way; what breaks it becomes a refusal."""
        try:
            async with self._client.stream("GET", url, headers=headers) as answer:
                yield answer
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise RetryableError("does not answer: try again later", status=Status.TIMEOUT) from error
        except (httpcore.ConnectError, httpx.ConnectError) as error:
            if "certificate" in str(error).lower():
                raise RefusedError(
                    Status.FETCH_ERROR, "has a certificate that can't be trusted: check the link"
                ) from error
            raise RetryableError("can't be reached: check the link and the network") from error
        except BROKEN as error:
            raise RetryableError(f"breaks off ({link.one_line(error)}): try again later") from error

    async def _robots_txt(self, address: str) -> tuple[int, bytes]:
        """Status and bytes of a robots.txt, redirects followed."""
        deadline = network.Deadline(self._settings.fetch_seconds, self._clock)
        url = httpx.URL(address)
        for _ in range(self._settings.max_redirects + 1):
            answer, body = await self._tried(url, self._once_robots, deadline)
            if answer.status_code not in REDIRECTS or "location" not in answer.headers:
                return answer.status_code, body
            url = link.follow(url, answer.headers["location"])
        return 404, b""  # RFC 9309: after five redirects it counts as missing


def _conditions(known: Validators | None, url: httpx.URL) -> Headers:
    """The headers that ask for a page only if it has changed."""
    if known is None or known.url != str(url):
        return {}
    pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in pairs.items() if value and value.isascii() and value.isprintable()}
