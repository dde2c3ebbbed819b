"""Who wrote it, when, where: from JSON-LD, meta tags and the page's own words, with a rule for disagreement.

Everything read here is untrusted text: normalised, cut to a length, addresses only http and https, dates only from 1990
to the day after today or after retrieval.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from pipeline.clean import authors as bylines
from pipeline.clean import dates, jsonld, normalise
from pipeline.types import Origin

MIN_TITLE = 4  # words; fewer may name a site or a section
MAX_FIELD = 500  # code points of a metadata value
_SUFFIX = re.compile(r"\s+(?:[|·•»›—–-]|::|//)\s+")
_TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")
_PUBLISHED_KEYS = (
    "article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "og:published_time",
    "og:article:published_time",
)
_UPDATED_KEYS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dc.date.modified",
    "lastmod",
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a page; empty fields are unknown. `titles` are all forms of the headline seen."""

    title: str = ""
    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    site: str = ""
    url: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    section: str = ""
    kinds: frozenset[str] = field(default_factory=frozenset)  # JSON-LD types and og:type, lower-case


def _clean(value: str) -> str:
    return normalise.line(value)[:MAX_FIELD].strip()


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """All meta tags by their name, property or itemprop, in lower case; values in page order."""
    found: dict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        if content:
            for attribute in ("property", "name", "itemprop"):
                if name := element.get(attribute):
                    found[name.strip().lower()].append(content)
    return found


def read(tree: HtmlElement, origin: Origin) -> Metadata:
    """The metadata of a parsed page."""
    meta = _meta(tree)
    nodes = list(jsonld.nodes(tree))
    articles = [node for node in nodes if jsonld.types(node) & jsonld.ARTICLE_TYPES]
    articles = [node for node in articles if node.get("datePublished") or node.get("author")] or articles
    pages = [node for node in nodes if jsonld.types(node) & jsonld.PAGE_TYPES]
    url = _url(tree, meta, origin)
    site = _site(meta, articles, url)
    title, titles = _title(tree, meta, articles[:1], site)
    first = articles[:1]
    limit = dates.latest(origin.retrieved)
    published = dates.choose(
        [
            origin.published,
            *(jsonld.text(node.get("datePublished")) for node in first),
            *_values(meta, _PUBLISHED_KEYS),
            *(jsonld.text(node.get("dateCreated")) for node in first),
            *(jsonld.text(node.get("datePublished")) for node in pages[:1]),
        ],
        limit,
    )
    if not published:
        published = dates.search(tree, url, limit)
    updated = dates.choose(
        [*(jsonld.text(node.get("dateModified")) for node in first), *_values(meta, _UPDATED_KEYS)], limit
    )
    return Metadata(
        title=_clean(origin.title) or title,
        titles=titles,
        authors=bylines.read(tree, meta, first, site),
        site=site,
        url=url,
        published=published,
        updated=updated,
        language=_language(tree, meta, first),
        section=_clean(
            next(iter(_values(meta, ("article:section", "section", "og:article:section"))), "") or _section(first)
        ),
        kinds=frozenset(kind.lower() for node in nodes for kind in jsonld.types(node))
        | frozenset(meta.get("og:type", [])),
    )


def _values(meta: dict[str, list[str]], keys: Iterable[str]) -> list[str]:
    return [value for key in keys for value in meta.get(key, ())]


def _section(articles: list[jsonld.Node]) -> str:
    return next((jsonld.text(node.get("articleSection")) for node in articles), "")


def _language(tree: HtmlElement, meta: dict[str, list[str]], articles: list[jsonld.Node]) -> str:
    """The declared language as two letters, "" when none."""
    root = tree.getroottree().getroot()
    candidates = [
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "",
        *(jsonld.text(node.get("inLanguage")) for node in articles),
        *_values(meta, ("og:locale", "content-language", "language", "dc.language")),
    ]
    return next(
        (match[1].lower() for value in candidates if (match := re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", value))), ""
    )


def _web(url: str) -> str:
    """The address when it is one of the web and sound, else ""."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        sound = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and len(url) <= 2 * MAX_FIELD
    except ValueError:
        return ""
    return url if sound and not re.search(r"[\x00-\x20\x7f<>\"]", url) else ""


def _url(tree: HtmlElement, meta: dict[str, list[str]], origin: Origin) -> str:
    """The canonical address; one without a path (a site's front page) counts only when nothing else is known."""
    found = [
        (link.get("href") or "") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    found += [*_values(meta, ("og:url", "twitter:url", "parsely-link"))]
    base = origin.url or next((value for value in found if _web(value)), "")
    sound = [url for value in found if (url := _web(urljoin(base, value) if base else value))]
    return (
        next((url for url in sound if urlsplit(url).path.strip("/")), "") or _web(origin.url) or next(iter(sound), "")
    )


def _site(meta: dict[str, list[str]], articles: list[jsonld.Node], url: str) -> str:
    named = [
        *_values(meta, ("og:site_name", "application-name")),
        *(jsonld.text(node.get("publisher")) for node in articles),
    ]
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return next((name for value in named if (name := _clean(value)) and not _web(name)), "") or host


def _title(
    tree: HtmlElement, meta: dict[str, list[str]], articles: list[jsonld.Node], site: str
) -> tuple[str, tuple[str, ...]]:
    """The headline, and every form of it on the page.

    JSON-LD, the social tags, the h1 and the title element have a vote each; of forms with as many votes the first of
    that order wins. An h1 counts only when it is alone or much like a declared form: some pages set sections in h1.
    """
    h1 = [text for element in tree.iter("h1") if (text := _clean(element.text_content()))]
    head = tree.find(".//title")
    sources = [
        [jsonld.text(node.get("headline")) for node in articles][:1],
        _values(meta, _TITLE_KEYS)[:1],
        [head.text or ""] if head is not None else [],
    ]
    declared = [without_site(text, site) for values in sources for value in values if (text := _clean(value))]
    words = [set(_words(value)) for value in declared]
    agreed = [text for text in h1 if any(_same(set(_words(text)), other) for other in words)]
    visible = agreed[:1] or (h1 if len(h1) == 1 and len(h1[0].split()) >= MIN_TITLE else [])
    votes = [*declared[:-1], *visible, *declared[-1:]] if head is not None else [*declared, *visible]
    extra = [without_site(_clean(value), site) for value in _values(meta, _TITLE_KEYS)]
    forms = tuple(dict.fromkeys([*agreed, *votes, *extra]))
    if not votes:
        return next(iter(h1), ""), forms
    keys = ["".join(_words(vote)) for vote in votes]
    best = max(range(len(votes)), key=lambda index: (keys.count(keys[index]), -index))
    return votes[best], forms


def _words(value: str) -> list[str]:
    return re.findall(r"\w+", value.lower())


def _same(one: set[str], other: set[str]) -> bool:
    shared = len(one & other)
    return shared > 0 and shared >= 0.6 * min(len(one), len(other)) and shared >= 0.4 * max(len(one), len(other))


def without_site(title: str, site: str) -> str:
    """The title without " | Site" at either end; a part is a site's name when it says so or is short."""
    parts = _SUFFIX.split(title)
    if len(parts) == 1:
        return title
    name = "".join(_words(site))
    while len(parts) > 1:
        last = "".join(_words(parts[-1]))
        first = "".join(_words(parts[0]))
        if name and (last in name or name in last):
            parts.pop()
        elif name and first in name and len(parts[0]) < len(parts[1]):
            parts.pop(0)
        else:
            break
    kept = _SUFFIX.split(title)
    start = next(index for index in range(len(kept)) if kept[index : index + len(parts)] == parts)
    begin = title.index(parts[0]) if start else 0
    return title[begin : title.rindex(parts[-1]) + len(parts[-1])]
