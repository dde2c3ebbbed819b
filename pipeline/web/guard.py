"""What Datasette 0.65 leaves open: security headers, Host check, an open redirect, the bytes of stored pages.

The group "S" of the reliability table names each; `docs/datasette.md` says what is guarded and what is not.
"""

import ipaddress
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.web import cookies, desk, logins, profile, settled
from pipeline.web.answers import Answers
from pipeline.web.asgi import App, Message, Receive, Send
from pipeline.web.throttle import Throttle

if TYPE_CHECKING:
    from datasette.app import Datasette

# no inline script anywhere: our templates replace those of Datasette that have one. Inline styles stay allowed, since
# Datasette and its SQL editor set them.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
NAMES = frozenset(name for name, _ in HEADERS)
# a verdict is on the disk when it is acknowledged, waits for an ingest that is storing an article, and leaves the
# write-ahead log to who ingests: as `open_reviewer` of store/database.py has it
CAREFUL = ("synchronous = FULL", "foreign_keys = ON", "wal_autocheckpoint = 0", "busy_timeout = 30000")
REFUSED = 400  # and above: statuses of requests that did nothing
LONGEST_VALUE = 64_000_000  # bytes of one SQL value: above any article, far below `printf('%.900000000c', 'x')`


def wrap(app: App, datasette: "Datasette") -> App:
    """The application with our headers, for a Datasette that serves a database of ours."""
    passwords, kept = Throttle(profile.of(datasette).wrong), Answers()

    async def guarded(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not desk.ours(datasette):
            await app(scope, receive, send)
            return
        config = profile.of(datasette)
        status = 0

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                hardened = cookies.hardened(message.get("headers", []), secure=scope.get("scheme") == "https")
                kept = [(name, value) for name, value in hardened if name.lower() not in NAMES]
                message = {**message, "headers": [*kept, *HEADERS]}
            await send(message)

        refusal = refuse(scope, config.hosts, checks_host=config.is_public)
        if refusal:
            await _answer(send_guarded, 400, refusal)
        elif config.closes(scope["path"]):
            await _answer(send_guarded, 404, "There is nothing here.")
        elif config.is_public and scope["method"] not in {"GET", "HEAD"}:
            await _answer(send_guarded, 405, "This desk can only be read.")
        elif profile.is_login(scope):
            await passwords.guard(app, logins.checked(scope, datasette), receive, send_guarded)
        else:
            await kept.give(app, logins.checked(scope, datasette), receive, send_guarded, datasette)
            if settled.judges(scope) and status < REFUSED:
                await settled.settle(datasette)

    return guarded


def refuse(scope: Message, hosts: frozenset[str] = frozenset(), *, checks_host: bool = False) -> str:
    """Why the request is refused, "" when it is not.

    Args:
        scope: the request.
        hosts: names that may be used besides those of this machine.
        checks_host: whether the name is checked on every connection; else only on those of this machine.

    A backslash or control character at the head of a path would come back in a redirect that browsers read as an
    address of another site. A foreign Host on a loopback connection is DNS rebinding: a page of another site that
    talks to this desk under its own name.
    """
    path = scope.get("raw_path") or scope["path"].encode()
    if any(byte in b"\\\x7f" or byte < ord("!") for byte in path.partition(b"?")[0]):
        return "This address holds a character that an address cannot hold."
    server = (scope.get("server") or ("",))[0] or ""
    if not is_loopback(server) and not checks_host:
        return ""
    given = [value.decode("latin-1") for name, value in scope.get("headers", []) if name == b"host"]
    if len(given) == 1 and (is_loopback(hostname(given[0])) or hostname(given[0]) in hosts):
        return ""
    return "This desk does not answer under that name: on this machine it is 127.0.0.1 or localhost."


def hostname(host: str) -> str:
    """The name in a Host header without its port, lower-case; "" when it is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.netloc == host and "@" not in host else ""


def is_loopback(name: str) -> bool:
    """Whether a host name or address means this machine."""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def prepare(conn: sqlite3.Connection) -> None:
    """Make `originals.body` read as null on this connection, bound the size of a value, and write with care."""
    try:
        if not desk.carries_id(conn):
            return
    except sqlite3.Error:
        return  # not a database, or locked: Datasette says so itself
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    for pragma in CAREFUL:
        conn.execute(f"PRAGMA {pragma}")
    conn.set_authorizer(_authorize)


def _authorize(action: int, table: str | None, column: str | None, *_: str | None) -> int:
    hidden = action == sqlite3.SQLITE_READ and table == "originals" and column == "body"
    return sqlite3.SQLITE_IGNORE if hidden else sqlite3.SQLITE_OK


async def _answer(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{text}\n".encode()})
