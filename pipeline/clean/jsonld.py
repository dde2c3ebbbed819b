"""What a page says about itself in JSON-LD: the node of its article, read leniently."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_ARTICLE_NAMES = """Article NewsArticle ReportageNewsArticle AnalysisNewsArticle AskPublicNewsArticle Report Review
BackgroundNewsArticle OpinionNewsArticle ReviewNewsArticle BlogPosting LiveBlogPosting SocialMediaPosting TechArticle
ScholarlyArticle AdvertiserContentArticle SatiricalArticle"""
ARTICLE_TYPES = frozenset(_ARTICLE_NAMES.split())
PAGE_TYPES = frozenset(("WebPage", "ItemPage"))
MAX_LENGTH = 2_000_000  # of one script; longer ones are data for another purpose
MAX_DEPTH = 12
_TRAILING_COMMA = re.compile(r",\s*([}\]])")

Node = dict[str, Any]


def nodes(tree: HtmlElement) -> Iterator[Node]:
    """Every object of the page's JSON-LD scripts, outer before inner; broken scripts are skipped."""
    for script in tree.iter("script"):
        kind = (script.get("type") or "").strip().lower()
        text = script.text or ""
        if kind.startswith("application/ld+json") and 0 < len(text) < MAX_LENGTH:
            yield from _walk(_load(text), 0)


def _load(text: str) -> Any:  # noqa: ANN401 - JSON is any
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[Node]:  # noqa: ANN401 - JSON is any
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed"):
            if isinstance(value.get(key), (dict, list)):
                yield from _walk(value[key], depth + 1)


def types(node: Node) -> frozenset[str]:
    """The types of a node, without their vocabulary's address."""
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return frozenset(item.rpartition("/")[2] for item in values if isinstance(item, str))


def text(value: Any) -> str:  # noqa: ANN401 - JSON is any
    """The first text in a value: itself, its name, its address, or its first item."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return next((found for item in value if (found := text(item))), "")
    if isinstance(value, dict):
        return next((found for key in ("name", "@value", "@id", "url") if (found := text(value.get(key)))), "")
    return ""


def names(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - JSON is any
    """The names in an author value: texts, persons, or lists of them."""
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list):
        return tuple(name for item in value for name in names(item))
    if isinstance(value, dict):
        return names(value.get("name"))
    return ()
