"""Links: what may be fetched, and how a link is shown."""

import re
import unicodedata

import httpx

from pipeline.sources.refused import RefusedError
from pipeline.types import Status

MAX_PORT = 65535
MAX_URL = 4096  # characters
MAX_WORDS = 1000  # characters of foreign words in a message

_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")  # a name (others are punycode by now) or IPv6


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


def one_line(words: object) -> str:
    """Foreign words in a message: one line, printable, not long."""
    return " ".join("".join(each if each.isprintable() else " " for each in str(words)).split())[:MAX_WORDS]
