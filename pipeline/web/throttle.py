"""Slows down who guesses passwords: after a few wrong ones, an address waits."""

import time
from collections import deque
from collections.abc import Callable

from pipeline.web.asgi import App, Message, Receive, Send

TRIES = 5  # wrong passwords of one address ...
EVERYBODY = 50  # ... and of all addresses, that are let through within
WINDOW = 300.0  # seconds
ADDRESSES = 10_000  # remembered at most; the oldest are forgotten first
OK = 200  # the login form again, with a complaint; a right password redirects


class Throttle:
    """Counts wrong passwords, by address and together."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[str, deque[float]] = {}
        self._all: deque[float] = deque()

    async def guard(self, app: App, scope: Message, receive: Receive, send: Send) -> None:
        """Let the application check the password, or answer 429 when there were too many wrong ones."""
        address = (scope.get("client") or ("",))[0]
        wait = self.wait(address)
        if wait:
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", str(wait).encode())]
            await send({"type": "http.response.start", "status": 429, "headers": headers})
            await send({"type": "http.response.body", "body": f"Too many tries: wait {wait} seconds.\n".encode()})
            return

        # counted before it is tried, so that many tries at once gain nothing
        self.failed(address)

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] != OK:
                self.forgive(address)
            await send(message)

        await app(scope, receive, watched)

    def failed(self, address: str) -> None:
        """Count a wrong password."""
        now = self._clock()
        self._wrong.setdefault(address, deque()).append(now)
        self._all.append(now)
        while len(self._wrong) > ADDRESSES:
            del self._wrong[next(iter(self._wrong))]

    def forgive(self, address: str) -> None:
        """Take back what was counted last: the password was right."""
        for times in (self._wrong.get(address), self._all):
            if times:
                times.pop()

    def wait(self, address: str) -> int:
        """Seconds until this address may try again; 0 when it may."""
        now = self._clock()
        waits = (_wait(self._wrong.get(address, deque()), TRIES, now), _wait(self._all, EVERYBODY, now))
        return max(waits)


def _wait(times: deque[float], most: int, now: float) -> int:
    while times and now - times[0] >= WINDOW:
        times.popleft()
    return 0 if len(times) < most else int(WINDOW - (now - times[0])) + 1
