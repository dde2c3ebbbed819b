"""The way out: connections go to the address that was checked, and nothing lasts longer than its deadline.

The check sits where the connection is made, so a name server that answers differently the second time gains nothing.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpcore
import httpx

from pipeline.config import Settings
from pipeline.sources import address
from pipeline.sources.refused import RefusedError
from pipeline.types import Status

CONNECT_SECONDS = 10.0
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en,*;q=0.5",
}


class Deadline:
    """Seconds left for one page, counted over all its connections, redirects, waits and reads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = 0.0
        self._seconds = 0.0

    def start(self, seconds: float) -> None:
        """Begin to count."""
        self._seconds = seconds
        self._end = self._clock() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, at most `most`.

        Raises:
            RefusedError: none are left.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise RefusedError(Status.TIMEOUT, f"took longer than {self._seconds:g} s: try again later")
        return left if most is None else min(left, most)


class TimedStream(httpcore.NetworkStream):
    """A connection whose every read and write ends at the deadline; httpx's own limits are per read."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read while there is time."""
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write while there is time."""
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt; the certificate is checked against the name in the link, not the address."""
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's signature
        """What the connection knows about itself."""
        return self._inner.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a host, checks its addresses, and connects to exactly those."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that answers."""
        problem: Exception = httpcore.ConnectError(f"no address for {host}")
        for each in address.resolve(host, port, allow_private=self._allow_private):
            try:
                seconds = self._deadline.left(timeout)
                stream = self._inner.connect_tcp(each, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return TimedStream(stream, self._deadline)
        raise problem


class Body(httpx.SyncByteStream):
    """The bytes of an answer as they come in."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts

    def close(self) -> None:
        """Give the connection back."""
        if hasattr(self._parts, "close"):
            self._parts.close()


class Transport(httpx.BaseTransport):
    """httpx over connections of `CheckedBackend`; its own transport takes no backend."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        self._pool = httpcore.ConnectionPool(ssl_context=context, max_connections=4, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        answer = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        assert isinstance(answer.stream, Iterable)  # noqa: S101 - the pool is a synchronous one
        return httpx.Response(answer.status, headers=answer.headers, stream=Body(answer.stream))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


def client(settings: Settings, deadline: Deadline) -> httpx.Client:
    """An httpx client without cookies, proxies, redirects of its own, or a way into the internal network."""
    return httpx.Client(
        transport=Transport(CheckedBackend(deadline, allow_private=settings.allow_private)),
        headers={**HEADERS, "User-Agent": settings.user_agent},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
        trust_env=False,
    )
