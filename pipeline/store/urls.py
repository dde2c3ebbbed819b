"""One name for one page, whatever the link to it wears: tracking, AMP, mobile host, scheme, slash, fragment.

The name is no link: it has no scheme, and only tells pages apart. What is left out stands in `vocab/urls.toml`.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

from pipeline.vocab.loader import load_table

_ENCODED = re.compile("%[0-9A-Fa-f]{2}")


class Part(StrEnum):
    """What of a link a rule looks at."""

    LINK = "link"
    HOST = "host"
    PATH = "path"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern whose match is left out; `fires` is a link and its name, `spares` a link that it leaves alone."""

    id: str
    part: Part
    pattern: str
    fires: tuple[str, ...]
    spares: str


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, in file order."""
    return load_table("urls", "url", Rule)


@lru_cache(maxsize=len(Part))
def _patterns(part: Part) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule.pattern) for rule in rules() if rule.part is part)


def _without(part: Part, text: str) -> str:
    for pattern in _patterns(part):
        text = pattern.sub("", text)
    return text


def url_key(url: str) -> str:
    """The name of the page at an address; "" when it is no web address, or leads to no page but to a whole site."""
    parts = _split(url)
    if parts is None:
        return ""
    host = _host(parts)
    rest = parts.path + (f"?{parts.query}" if parts.query else "")
    unwrapped = _without(Part.LINK, f"{host}{rest}")
    if unwrapped != f"{host}{rest}":  # a copy in a cache: the link of the page stands within
        return url_key(f"https://{unwrapped}")
    wanted = [each for each in parts.query.split("&") if not any(p.fullmatch(each) for p in _patterns(Part.QUERY))]
    path, query = _scrubbed(_without(Part.PATH, parts.path), "&".join(wanted))
    path = path.rstrip("/")
    if not path and not query:
        return ""
    return f"{_without(Part.HOST, host)}{path}" + (f"?{query}" if query else "")


def page_key(fetched: str, named: str) -> str:
    """The name of a page fetched from one address that names another as its own.

    Its own word counts within its site, where it makes one of AMP and print copies; another site's address is that of
    the article it was copied from, which is another page. A file without an address has only what it names.
    """
    own, other = url_key(fetched), url_key(named)
    if not _split(fetched):
        return other
    return other if other and _same_site(own or _site(fetched), other) else own


def _site(url: str) -> str:
    parts = _split(url)
    return _without(Part.HOST, _host(parts)) if parts else ""


def _same_site(one: str, other: str) -> bool:
    first, second = (re.split(r"[/?]", key, maxsplit=1)[0] for key in (one, other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # raises when it is none
    except ValueError:
        return None
    return parts if parts.scheme.lower() in {"http", "https"} and parts.hostname else None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")  # a name and its punycode are one host
    port = "" if parts.port in {None, 80, 443} else f":{parts.port}"
    return f"{host}{port}"


def _scrubbed(path: str, query: str) -> tuple[str, str]:
    """Path and query as courlan has them: encoded in one way, without trackers, parameters sorted."""
    from courlan import normalize_url  # noqa: PLC0415 - takes 0.1 s to import; most commands need none

    whole = urljoin("https://h/", re.sub("/{2,}", "/", path)) + (f"?{query}" if query else "")
    try:
        scrubbed = urlsplit(normalize_url(_ENCODED.sub(_encoded, whole)))
    except ValueError:
        return path, query
    return scrubbed.path, scrubbed.query


def _encoded(found: re.Match[str]) -> str:
    """What may stand bare does, the rest is in capitals."""
    letter = chr(int(found[0][1:], 16))
    return letter if letter.isascii() and (letter.isalnum() or letter in "-._~") else found[0].upper()
