"""Answers of a site: which are pages, which say try again, and their bytes within limits."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from pipeline.sources import content
from pipeline.sources.link import one_line
from pipeline.sources.refused import RefusedError
from pipeline.types import Status

BUSY = {429, 500, 502, 503, 504}
OK, REDIRECTED = 200, 300
PAGE_TYPES = {
    *("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/xml", "text/xml"),
    *("application/pdf", "application/x-pdf"),
}
UNTOLD = {"", "application/octet-stream", "binary/octet-stream"}  # a server that doesn't know: look at the bytes
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


class RetryableError(RefusedError):
    """A refusal that may pass: worth another try after `seconds`."""

    def __init__(self, reason: str, seconds: float | None = None, status: Status = Status.FETCH_ERROR) -> None:
        super().__init__(status, reason)
        self.seconds = seconds


def check_status(answer: httpx.Response) -> None:
    """Refuse an error page."""
    status = answer.status_code
    if OK <= status < REDIRECTED:
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
            Status.UNSUPPORTED_TYPE, f"is {one_line(kind)}, not a page, text or PDF: give the link of the article"
        )


def media_type(answer: httpx.Response, body: bytes) -> str:
    """The content type as sent, or by looking at the bytes.

    Raises:
        RefusedError: the bytes are empty or binary, whatever the header says.
    """
    content.check(body)
    sent = one_line(answer.headers.get("content-type", ""))
    return content.kind(body) if sent.partition(";")[0].strip().lower() in UNTOLD else sent


async def read(answer: httpx.Response, max_bytes: int, *, cut: bool = False) -> bytes:
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
    async for part in answer.aiter_raw(content.CHUNK):
        size += len(part)
        if size > max_bytes:
            if cut and not packed:
                break
            raise content.too_large(max_bytes)
        if packed:
            # some servers send bare deflate: a zlib header's low four bits are 8
            inflater = inflater or content.Inflater(max_bytes, raw=coding == "deflate" and part[0] & 15 != 8)  # noqa: PLR2004
            try:
                inflater.feed(part)
            except RefusedError as refusal:
                if cut and refusal.status == Status.TOO_LARGE:
                    return inflater.so_far()
                raise
        else:
            parts.append(part)
    return inflater.finish() if inflater else b"".join(parts)


def kept(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    """The headers to store with the page: bounded, one line each, no cookies."""
    pairs = [(name.lower(), one_line(value)) for name, value in headers.multi_items()]
    return tuple((name[:100], value[:MAX_HEADER]) for name, value in pairs if name not in PRIVATE_HEADERS)[:MAX_HEADERS]
