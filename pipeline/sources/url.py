"""Pages from the web: politely, within limits, and never from an internal network."""

import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from pipeline.config import Settings
from pipeline.sources import content, network
from pipeline.sources.refused import RefusedError
from pipeline.sources.robots import MAX_BYTES as ROBOTS_BYTES
from pipeline.sources.robots import Robots
from pipeline.types import Failure, Origin, Page, Status

STAGE = "fetch"
TRIES = 3
WAITS = (1.0, 3.0)  # seconds before the second and the third try, when the site names none
MAX_WAIT = 20.0  # longest wait that a site may ask for before we give up
BUSY = {429, 500, 502, 503, 504}
REDIRECTS = {301, 302, 303, 307, 308}
ERROR = 400
PAGE_TYPES = {"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/xml", "text/xml"}
UNTOLD = {"", "application/octet-stream", "binary/octet-stream"}  # a server that doesn't know: look at the bytes
MAX_PORT = 65535
MAX_URL = 4096  # characters
MAX_HEADERS, MAX_HEADER = 50, 1000  # kept with the page: how many, characters of each
PRIVATE_HEADERS = {"set-cookie", "set-cookie2"}
NEXT = {
    401: "needs a login: save the page and give the file",
    402: "wants payment: save the page and give the file",
    403: "is forbidden to us: save the page and give the file",
    404: "is not there: check the link",
    410: "is gone: look for it in an archive",
    429: "is refused, too many requests: try again later",
    451: "is closed for legal reasons",
}


_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")  # a name (others are punycode by now) or IPv6
Answer = tuple[httpx.Response, bytes]


class RetryableError(RefusedError):
    """A refusal that may pass: worth another try after `seconds`."""

    def __init__(self, reason: str, seconds: float | None = None, status: Status = Status.FETCH_ERROR) -> None:
        super().__init__(status, reason)
        self.seconds = seconds


class Fetcher:
    """Fetches one page after another; robots.txt and connections are shared over a run."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._sleep = sleep
        self._deadline = network.Deadline(clock)
        self._client = network.client(settings, self._deadline)
        self._robots = Robots(settings.user_agent, self._robots_txt)

    def fetch(self, name: str) -> Page | Failure:
        """The page at a URL, or why not. A name and password in the URL are dropped."""
        source = shown(name)
        self._deadline.start(self._settings.fetch_seconds)
        try:
            return self._page(parse(name), source)
        except RefusedError as refusal:
            return Failure(source, STAGE, refusal.status, str(refusal))

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _page(self, url: httpx.URL, source: str) -> Page:
        """Follow redirects to the page."""
        for _ in range(self._settings.max_redirects + 1):
            self._robots.check(str(url), root(url))
            answer, body = self._tried(url, self._once)
            if answer.status_code in REDIRECTS and "location" in answer.headers:
                url = follow(url, answer.headers["location"])
                continue
            kind = media_type(answer, body)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            return Page(body, Origin(source, str(url), now, kind, kept(answer.headers)))
        raise RefusedError(
            Status.FETCH_ERROR, f"redirects more than {self._settings.max_redirects} times: check the link"
        )

    def _tried(self, url: httpx.URL, once: Callable[[httpx.URL], Answer]) -> Answer:
        """Answer and bytes of one address, after a few tries when the site is busy or the line breaks."""
        for wait in (*WAITS[: TRIES - 1], None):
            try:
                return once(url)
            except RetryableError as problem:
                seconds = wait if problem.seconds is None else problem.seconds
                if wait is None or seconds is None or seconds > min(MAX_WAIT, self._deadline.left()):
                    raise
                self._sleep(seconds)
        raise AssertionError("the last try returns or raises")

    def _once(self, url: httpx.URL) -> Answer:
        """One request for a page; error statuses and wrong types are refused before the body is read."""
        with self._open(url) as answer:
            if answer.status_code in REDIRECTS:
                return answer, b""
            check_status(answer)
            check_type(answer)
            return answer, read(answer, self._settings.max_bytes, self._deadline)

    def _once_robots(self, url: httpx.URL) -> Answer:
        """One request for a robots.txt: any status, and no more bytes than are looked at."""
        with self._open(url) as answer:
            return answer, read(answer, ROBOTS_BYTES, self._deadline, cut=True)

    @contextmanager
    def _open(self, url: httpx.URL) -> Iterator[httpx.Response]:
        """A request under way; what breaks it becomes a refusal."""
        try:
            with self._client.stream("GET", url) as answer:
                yield answer
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            self._deadline.left()  # past it, its own message is the right one
            raise RetryableError("does not answer: try again later", status=Status.TIMEOUT) from error
        except (httpcore.ConnectError, httpx.ConnectError) as error:
            if "certificate" in str(error).lower():
                raise RefusedError(
                    Status.FETCH_ERROR, "has a certificate that can't be trusted: check the link"
                ) from error
            raise RetryableError("can't be reached: check the link and the network") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise RetryableError(f"breaks off ({one_line(error)}): try again later") from error

    def _robots_txt(self, address: str) -> tuple[int, bytes]:
        """Status and bytes of a robots.txt, redirects followed."""
        url = httpx.URL(address)
        for _ in range(self._settings.max_redirects + 1):
            answer, body = self._tried(url, self._once_robots)
            if answer.status_code not in REDIRECTS or "location" not in answer.headers:
                return answer.status_code, body
            url = follow(url, answer.headers["location"])
        return 404, b""  # RFC 9309: after five redirects it counts as missing


def parse(name: str) -> httpx.URL:
    """The URL to fetch: http or https, no name and password, no fragment.

    Raises:
        RefusedError: it is none, or holds characters that make it mean something else than it shows.
    """
    if len(name) > MAX_URL:
        raise RefusedError(Status.FETCH_ERROR, f"is longer than {MAX_URL} characters: check the link")
    if "\\" in name or any(unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for each in name):
        raise RefusedError(Status.FETCH_ERROR, "holds a backslash or an invisible character: type the link anew")
    try:
        url = httpx.URL(name).copy_with(userinfo=b"", fragment=None)
        port = url.port
    except (httpx.InvalidURL, ValueError) as error:
        raise RefusedError(Status.FETCH_ERROR, f"is no link ({one_line(error)}): check it") from error
    if url.scheme not in {"http", "https"}:
        raise RefusedError(Status.FETCH_ERROR, "is neither http nor https: only those are fetched")
    if not _HOST.fullmatch(url.raw_host.decode("ascii", "replace")) or port == 0 or (port or 0) > MAX_PORT:
        raise RefusedError(Status.FETCH_ERROR, "names no host or port that can be: check the link")
    return url


def shown(name: str) -> str:
    """The URL as it may be stored and printed: without a name and password, control characters escaped."""
    scheme, mark, rest = name.partition("://")
    authority = rest.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    rest = rest[authority.rfind("@") + 1 :]
    control = {"Cc", "Cs"}
    safe = (f"%{ord(each):02X}" if unicodedata.category(each) in control else each for each in f"{scheme}{mark}{rest}")
    return "".join(safe)[:MAX_URL]


def root(url: httpx.URL) -> str:
    """Scheme, host and port: what one robots.txt stands for."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def follow(url: httpx.URL, location: str) -> httpx.URL:
    """The URL that a redirect leads to, checked like the first."""
    try:
        return parse(str(url.join(location)))
    except httpx.InvalidURL as error:
        raise RefusedError(Status.FETCH_ERROR, "redirects to no link: check it in a browser") from error
    except RefusedError as refusal:
        raise RefusedError(refusal.status, f"redirects to an address that {refusal}") from refusal


def check_status(answer: httpx.Response) -> None:
    """Refuse an error page."""
    status = answer.status_code
    if status < ERROR and status >= 200:  # noqa: PLR2004 - the range of success
        return
    reason = f"{NEXT.get(status, 'is not served: try again later')} (HTTP {status})"
    if status in BUSY:
        raise RetryableError(reason, retry_after(answer.headers.get("retry-after", "")))
    raise RefusedError(Status.FETCH_ERROR, reason)


def retry_after(value: str) -> float | None:
    """Seconds that a Retry-After header asks for, None without a usable one."""
    if value.strip().isascii() and value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def check_type(answer: httpx.Response) -> None:
    """Refuse what says itself that it is no page, and what can't be unpacked safely."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in PAGE_TYPES | UNTOLD:
        raise RefusedError(
            Status.UNSUPPORTED_TYPE, f"is {one_line(kind)}, not a page or text: give the link of the article"
        )


def media_type(answer: httpx.Response, body: bytes) -> str:
    """The content type as sent, or by looking at the bytes.

    Raises:
        RefusedError: the bytes are empty or binary, whatever the header says.
    """
    content.check(body)
    sent = one_line(answer.headers.get("content-type", ""))
    return content.kind(body) if sent.partition(";")[0].strip().lower() in UNTOLD else sent


def read(answer: httpx.Response, max_bytes: int, deadline: network.Deadline, *, cut: bool = False) -> bytes:
    """The body, unpacked as it comes, counted as received and as unpacked; `cut` takes the start of a longer one.

    Raises:
        RefusedError: it is too large, its packing is corrupt or of a kind we didn't ask for.
    """
    coding = answer.headers.get("content-encoding", "").strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise RefusedError(
            Status.FETCH_ERROR, f"is packed as {one_line(coding)}, which we did not ask for: save the page"
        )
    packed = coding not in {"", "identity"}
    inflater: content.Inflater | None = None
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_raw(content.CHUNK):
        deadline.left()
        size += len(part)
        if size > max_bytes:
            if cut and not packed:
                break
            raise content.too_large(max_bytes)
        if packed:
            # some servers send bare deflate: a zlib header's low four bits are 8
            inflater = inflater or content.Inflater(max_bytes, raw=coding == "deflate" and part[0] & 15 != 8)  # noqa: PLR2004
            inflater.feed(part)
        else:
            parts.append(part)
    return inflater.finish() if inflater else b"".join(parts)


def kept(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    """The headers to store with the page: bounded, one line each, no cookies."""
    pairs = [(name.lower(), one_line(value)) for name, value in headers.multi_items()]
    return tuple((name[:100], value[:MAX_HEADER]) for name, value in pairs if name not in PRIVATE_HEADERS)[:MAX_HEADERS]


def one_line(words: object) -> str:
    """Foreign words in a message: one line, printable, not long."""
    return " ".join("".join(each if each.isprintable() else " " for each in str(words)).split())[:MAX_HEADER]
