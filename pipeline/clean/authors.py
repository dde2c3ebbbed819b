"""Author names: from JSON-LD, meta tags and the byline, as a list of persons."""

import re

from lxml.html import HtmlElement

from pipeline.clean import jsonld, normalise

_KEYS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "authors",
    "citation_author",
)
_BY = re.compile(r"^(?:(?:written|words|story|reported|posted|analysis)\s+)?by:?\s+", re.IGNORECASE)
_SPLIT = re.compile(
    r"\s*(?:;|\||\s&\s|\b(?:and|und|og|och|et)\b|,(?!\s*(?:jr|sr|ii|iii|ph\.?d|md)\b)|\n)\s*", re.IGNORECASE
)
_NOT_A_NAME = re.compile(r"https?:|www\.|@|\d{2}|[<>{}=]|\.(?:com|org|net|co)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*")  # initials, or who took the picture
_NAMES = re.compile(
    r"^(?:by )?(?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w’'-]+(?:(?:/| and |, )(?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w’'-]+)*$"
)
MAX_NAME = 60
MAX_AUTHORS = 20


def read(tree: HtmlElement, meta: dict[str, list[str]], articles: list[jsonld.Node], site: str) -> tuple[str, ...]:
    """The authors by the first source that names a person."""
    sources = [[name for node in articles for name in jsonld.names(node.get("author") or node.get("creator"))]]
    sources += [meta.get(key, []) for key in _KEYS]
    for values in sources:
        if found := people(values):
            return found
    return _byline(tree, site)


def people(values: list[str], site: str = "") -> tuple[str, ...]:
    """Single names out of author values, in order, each once; the site's own name is no person."""
    found: dict[str, str] = {}
    own = "".join(re.findall(r"\w+", site.lower()))
    for value in values:
        for part in _SPLIT.split(_BY.sub("", normalise.line(value))):
            name = _BY.sub("", _ASIDE.sub(" ", part)).strip(" .,:-–—•·()")
            key = "".join(re.findall(r"\w+", name.lower()))
            if not key or len(name) > MAX_NAME or _NOT_A_NAME.search(name) or (own and key == own):
                continue
            found.setdefault(key, name.title() if name.isupper() and " " in name else name)
    return tuple(found.values())[:MAX_AUTHORS]


def named(first: str, known: tuple[str, ...], site: str) -> tuple[str, ...]:
    """The persons in a body's first line of nothing but names, where the page names only itself as author."""
    own = "".join(re.findall(r"\w+", site.lower()))
    if any("".join(re.findall(r"\w+", name.lower())) != own for name in known):
        return ()
    return people(first.split("/")) if _NAMES.match(first) else ()


def _byline(tree: HtmlElement, site: str) -> tuple[str, ...]:
    from trafilatura.metadata import extract_author  # noqa: PLC0415 - slow to import

    return people((extract_author(tree) or "").split(";"), site)
