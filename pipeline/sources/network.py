"""The way out: connections go to the address that was checked, one to a host at a time.

The check sits where the connection is made, so a name server that answers differently the second time gains nothing.
"""

import asyncio
import threading
import time
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TypeVar

import httpcore
import httpx

from pipeline.config import Settings
from pipeline.sources import address
from pipeline.sources.refused import RefusedError
from pipeline.types import Status

CONNECT_SECONDS = 10.0
IDLE_SECONDS = 60.0  # longer than any politeness delay: the connection is there for the host's next page
IDLE_HOSTS = 32  # connections kept open at most, those in use aside
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,application/pdf;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en,*;q=0.5",
}

_T = TypeVar("_T")


class Deadline:
    """Seconds left for one page, counted over all its connections, redirects, waits and reads."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end = clock() + seconds

    def extend(self, seconds: float) -> None:
        """Don't count time that was spent waiting for one's turn."""
        self._end += seconds

    def left(self) -> float:
        """Seconds left.

        Raises:
            RefusedError: none are left.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise self._over()
        return left

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Break off what runs inside when the time is up, whatever it waits for; httpx's own limits are per read."""
        try:
            async with asyncio.timeout(self.left()) as limit:
                yield
        except TimeoutError as error:
            if limit.expired():
                raise self._over() from error
            raise

    def _over(self) -> RefusedError:
        return RefusedError(Status.TIMEOUT, f"took longer than {self._seconds:g} s: try again later")


async def in_thread(work: Callable[[], _T]) -> _T:
    """What `work` returns, done in a thread of its own that nobody has to wait for.

    A name server that doesn't answer holds its caller for minutes, and can't be told to stop; the threads of
    `asyncio.to_thread` would keep the whole program from ending until then.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[_T] = loop.create_future()

    def settle(result: _T | None, error: Exception | None) -> None:
        if done.cancelled():
            return
        if error is None:
            done.set_result(result)  # type: ignore[arg-type] # without an error there is a result
        else:
            done.set_exception(error)

    def run() -> None:
        result, problem = None, None
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - handed to the caller
            problem = error
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, result, problem)

    threading.Thread(target=run, name="claimtable-names", daemon=True).start()
    return await done


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Resolves a host, checks its addresses, and connects to exactly those."""

    def __init__(self, *, allow_private: bool) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._allow_private = allow_private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of the host's addresses that answers."""
        try:
            async with asyncio.timeout(timeout):
                found = await in_thread(lambda: address.resolve(host, port, allow_private=self._allow_private))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no address for {host} in time") from error
        problem: Exception = httpcore.ConnectError(f"no address for {host}")
        for each in found:
            try:
                stream = await self._inner.connect_tcp(each, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                await self._check(stream, host)
                return stream
        raise problem

    async def _check(self, stream: httpcore.AsyncNetworkStream, host: str) -> None:
        """Look once more at who is really at the other end."""
        peer = str(stream.get_extra_info("server_addr")[0])
        if not self._allow_private and not address.is_public(peer):
            await stream.aclose()
            raise address.closed(host, peer)


class Body(httpx.AsyncByteStream):
    """The bytes of an answer as they come in.

    Args:
        parts: the bytes.
        unfinished: called when the answer is left before its end.
    """

    def __init__(self, parts: AsyncIterable[bytes], unfinished: Callable[[], Awaitable[None]]) -> None:
        self._parts = parts
        self._unfinished = unfinished
        self._whole = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._parts:
            yield part
        self._whole = True

    async def aclose(self) -> None:
        """Give the connection back."""
        if hasattr(self._parts, "aclose"):
            await self._parts.aclose()
        if not self._whole:
            await self._unfinished()


class Transport(httpx.AsyncBaseTransport):
    """httpx over connections of `CheckedBackend`, one to each scheme, host and port; its own takes no backend."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend, fetches: int) -> None:
        self._backend = backend
        self._most = fetches + IDLE_HOSTS
        self._context = httpx.create_ssl_context(trust_env=False)
        self._pools: dict[tuple[str, str, int | None], httpcore.AsyncConnectionPool] = {}  # the last used comes last

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        pool = await self._pool(request.url)
        try:
            answer = await pool.handle_async_request(
                httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
            )
        except BaseException:
            await self._drop(request.url)
            raise
        assert isinstance(answer.stream, AsyncIterable)  # noqa: S101 - the pool is an asynchronous one
        body = Body(answer.stream, lambda: self._drop(request.url))
        return httpx.Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)

    async def _drop(self, url: httpx.URL) -> None:
        """Close the connection to a host: over HTTP/2 an answer not read to its end would come on and on."""
        if pool := self._pools.pop(_key(url), None):
            await pool.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        while self._pools:
            await self._pools.popitem()[1].aclose()

    async def _pool(self, url: httpx.URL) -> httpcore.AsyncConnectionPool:
        pool = self._pools.pop(_key(url), None) or httpcore.AsyncConnectionPool(
            ssl_context=self._context,
            max_connections=1,
            keepalive_expiry=IDLE_SECONDS,
            http2=True,
            network_backend=self._backend,
        )
        self._pools[_key(url)] = pool
        while len(self._pools) > self._most:
            oldest = next(iter(self._pools))  # idle: no more than `fetches` are in use
            await self._pools.pop(oldest).aclose()
        return pool


def _key(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def client(settings: Settings, transport: Transport) -> httpx.AsyncClient:
    """An httpx client without cookies, proxies, redirects of its own, or a way into the internal network."""
    return httpx.AsyncClient(
        transport=transport,
        headers={**HEADERS, "User-Agent": settings.user_agent},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
        trust_env=False,
    )
