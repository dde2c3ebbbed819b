"""Whole pages kept in memory for readers without a login, until the database changes; and pages packed for the way.

Only pages of ours are kept, whose answer hangs on nothing but the address, the name the desk is called by, the
database and whether there are users. Who sends a cookie or a login gets a page made anew, and so does everybody where
a plugin is installed that we don't know: it might tell readers apart.
"""

import asyncio
import re
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from weakref import WeakValueDictionary

from pipeline.store.schema import TABLES, VIEWS
from pipeline.web import desk, logins, state
from pipeline.web.asgi import App, Headers, Message, Receive, Send

if TYPE_CHECKING:
    from collections.abc import Hashable

    from datasette.app import Datasette

MOST = 64 << 20  # bytes of all pages that are kept
LARGEST = 2 << 20  # bytes of one of them
SMALLEST = 500  # bytes that are worth packing
LEVEL = 5  # of gzip: the highest, 9, takes ten times as long for a map, and saves a twentieth
FOUND = 200

_OURS = r"/(?:search|policies|(?:country|commodity|policy)/[^/]+)?"
_ROWS = rf"/(?P<database>[^/.]+)/(?:{'|'.join((*TABLES, *VIEWS))})(?:/[0-9a-f]+)?(?:\.json(?:ld)?)?"
KEPT = re.compile(rf"(?:{_OURS}|{_ROWS})")
# arguments that ask for SQL of one's own, which may tell the time, or for how long it took
LIVE = frozenset({"_where", "_timelimit", "_trace", "sql"})
PACKED = re.compile(rb"text/(?:html|plain)|application/(?:ld\+)?json|image/svg\+xml")
# plugins that tell readers apart by cookies and logins only; those of Datasette itself begin with its name
PLUGINS = frozenset({"claimtable", "auth_passwords", "auth_tokens", "block_robots", "gzip"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it is sent."""

    headers: Headers
    body: bytes


class Answers:
    """The pages that are kept; those used longest ago are dropped first, all when the database changes."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self.size = 0  # bytes that are kept
        self._state: Hashable = None
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    async def give(self, app: App, scope: Message, receive: Receive, send: Send, datasette: "Datasette") -> None:
        """Answer from memory, or let the application answer and keep that. Who asks for a page being made waits."""
        key = key_of(scope, datasette)
        if key is None:
            await app(scope, receive, Packer(scope, send))
            return
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            now = state_of(datasette)  # before the page is made: it may show what came later, never what came before
            if now != self._state:
                self._kept.clear()
                self._state, self.size = now, 0
            answer = self._kept.get(key)
            if answer is None:
                packer = Packer(scope, send)
                await app(scope, receive, packer)
                if packer.answer is not None and now == self._state:
                    self._keep(key, packer.answer)
                return
        self._kept.move_to_end(key)
        await send({"type": "http.response.start", "status": FOUND, "headers": list(answer.headers)})
        await send({"type": "http.response.body", "body": answer.body})

    def _keep(self, key: "Hashable", answer: Answer) -> None:
        if len(answer.body) > LARGEST:
            return
        self._kept[key] = answer
        self.size += len(answer.body)
        while self.size > self._most:
            self.size -= len(self._kept.popitem(last=False)[1].body)


class Packer:
    """Passes an answer on, packed where it comes in one piece; `answer` is then what may be kept of it."""

    def __init__(self, scope: Message, send: Send) -> None:
        self._send = send
        self._packs = accepts_gzip(scope)
        self._start: Message | None = None
        self.answer: Answer | None = None

    async def __call__(self, message: Message) -> None:
        """Take a message of the application."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        start, self._start = self._start, None
        if start is None:
            await self._send(message)
            return
        if not message.get("more_body"):
            headers, body = list(start.get("headers", [])), message.get("body", b"")
            names = {name.lower() for name, _ in headers}
            if self._packs:
                headers, body = packed(headers, body)
            start, message = {**start, "headers": headers}, {**message, "body": body}
            if start["status"] == FOUND and b"set-cookie" not in names:
                self.answer = Answer(headers, body)
        await self._send(start)
        await self._send(message)


def key_of(scope: Message, datasette: "Datasette") -> "Hashable | None":
    """What an answer is kept under; None for what is made anew each time."""
    sent = {name.lower(): value for name, value in scope.get("headers", [])}
    if scope["method"] != "GET" or b"cookie" in sent or b"authorization" in sent or not is_alone(datasette):
        return None
    path, query = scope.get("raw_path", b"").partition(b"?")[0], scope.get("query_string", b"")
    ours = KEPT.fullmatch(path.decode("latin-1"))
    if not ours or (ours["database"] or desk.ours(datasette)[0]) not in desk.ours(datasette):
        return None
    if LIVE & {name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)}:
        return None
    return (path, query, sent.get(b"host"), scope.get("scheme"), accepts_gzip(scope))


def state_of(datasette: "Datasette") -> "Hashable":
    """What the pages hang on besides their address."""
    names = desk.ours(datasette)
    return (*(state.of(datasette.get_database(name).path) for name in names), bool(logins.of(datasette, names).users))


def is_alone(datasette: "Datasette") -> bool:
    """Whether all plugins are ones that we know."""
    known = getattr(datasette, "_claimtable_is_alone", None)
    if known is None:
        names = {name for name, plugin in _plugins() if plugin is not None}
        known = all(name.startswith("datasette.") or name in PLUGINS for name in names)
        datasette._claimtable_is_alone = known  # noqa: SLF001 - asked at every request
    return bool(known)


def _plugins() -> list[tuple[str, object]]:
    from datasette.plugins import pm  # noqa: PLC0415 - it loads the plugins, us among them

    return [(str(name), plugin) for name, plugin in pm.list_name_plugin()]


def accepts_gzip(scope: Message) -> bool:
    """Whether who asks can unpack."""
    return any(b"gzip" in value for name, value in scope.get("headers", []) if name.lower() == b"accept-encoding")


def packed(headers: Headers, body: bytes) -> tuple[Headers, bytes]:
    """The answer with its body packed, where that is worth it."""
    told = {name.lower(): value for name, value in headers}
    if len(body) < SMALLEST or b"content-encoding" in told or not PACKED.match(told.get(b"content-type", b"")):
        return headers, body
    packer = zlib.compressobj(LEVEL, wbits=zlib.MAX_WBITS | 16)  # with the header of gzip
    body = packer.compress(body) + packer.flush()
    vary = b", ".join(part for part in (told.get(b"vary"), b"Accept-Encoding") if part)
    rest = [(name, value) for name, value in headers if name.lower() not in {b"vary", b"content-length"}]
    added = [(b"vary", vary), (b"content-encoding", b"gzip"), (b"content-length", str(len(body)).encode())]
    return [*rest, *added], body
