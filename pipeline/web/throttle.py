"""Slows down who guesses passwords: after a few wrong ones, an address waits."""

import sqlite3
import time
from collections.abc import Callable

from pipeline.web.asgi import App, Message, Receive, Send

TRIES = 5  # wrong passwords of one address ...
EVERYBODY = 50  # ... and of all addresses, that are let through within
WINDOW = 300.0  # seconds
OK = 200  # the login form again, with a complaint; a right password redirects

_TABLE = "CREATE TABLE IF NOT EXISTS wrong (id INTEGER PRIMARY KEY, address TEXT NOT NULL, at REAL NOT NULL)"
_COUNTS = """SELECT count(*) FILTER (WHERE address = :address), min(at) FILTER (WHERE address = :address),
    count(*), min(at) FROM wrong"""


class Throttle:
    """Counts wrong passwords, by address and together; in a file where several processes are to count together."""

    def __init__(self, file: str = ":memory:", clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock  # the same for all processes of a machine
        self._counted = sqlite3.connect(file, isolation_level=None, timeout=5, check_same_thread=False)
        self._counted.execute(_TABLE)

    async def guard(self, app: App, scope: Message, receive: Receive, send: Send) -> None:
        """Let the application check the password, or answer 429 when there were too many wrong ones."""
        address = (scope.get("client") or ("",))[0]
        wait = self.admit(address)
        if wait:
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", str(wait).encode())]
            await send({"type": "http.response.start", "status": 429, "headers": headers})
            await send({"type": "http.response.body", "body": f"Too many tries: wait {wait} seconds.\n".encode()})
            return

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] != OK:
                self.forgive(address)
            await send(message)

        await app(scope, receive, watched)

    def admit(self, address: str) -> int:
        """Seconds until this address may try again; 0 when it may, which counts as a wrong password from now on.

        Counted before it is tried, so that many tries at once gain nothing.
        """
        with self._counted:  # which ends the transaction
            self._counted.execute("BEGIN IMMEDIATE")
            now = self._clock()
            self._counted.execute("DELETE FROM wrong WHERE at <= ?", (now - WINDOW,))
            mine, since, everybody, first = self._counted.execute(_COUNTS, {"address": address}).fetchone()
            wait = max(_wait(mine, TRIES, since, now), _wait(everybody, EVERYBODY, first, now))
            if not wait:
                self._counted.execute("INSERT INTO wrong (address, at) VALUES (?, ?)", (address, now))
            return wait

    def forgive(self, address: str) -> None:
        """Take back what was counted last: the password was right."""
        last = "SELECT id FROM wrong WHERE address = ? ORDER BY id DESC LIMIT 1"
        self._counted.execute(f"DELETE FROM wrong WHERE id = ({last})", (address,))  # noqa: S608 - ours


def _wait(count: int, most: int, since: float | None, now: float) -> int:
    return 0 if count < most or since is None else int(WINDOW - (now - since)) + 1
