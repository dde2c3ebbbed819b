"""What becomes of a page: an article, or dropped with the reason."""

from dataclasses import replace
from urllib.parse import urlsplit

from pipeline.clean import jsonld
from pipeline.clean.lines import Line
from pipeline.clean.metadata import Metadata
from pipeline.clean.rules import pattern
from pipeline.types import Article, BlockKind, Dropped, Status

EMPTY = Dropped(Status.EMPTY, "the input is empty")
BINARY = Dropped(Status.UNSUPPORTED_TYPE, "the input is no text or web page (a PDF, a picture or an archive?)")
NO_TEXT = Dropped(Status.NO_TEXT, "no article text was found on the page")
MIN_WORDS = 60  # of a web page, to count as an article
STUB_WORDS = 150  # of a page that speaks of logging in, cookies or an error, to count as an article all the same
LINKED = 0.5  # share of a page's lines that are link, from which it lists other pages
LETTERS = 8  # that make a word, generously
MIN_LINES = 8  # from which a share of lines means anything
_ARTICLES = frozenset(name.lower() for name in jsonld.ARTICLE_TYPES) | {"article"}
_LISTS = frozenset(("collectionpage", "itemlist", "searchresultspage"))
_LIVE = "liveblogposting"
_VIDEO = ("videoobject", "video")


def by_kind(article: Article, known: Metadata) -> Article:
    """The article, marked when it is a live page, whose posts come and go, or not in English."""
    if _LIVE in known.kinds:
        return replace(article, status=Status.LISTING)
    return by_language(article)


def by_language(article: Article) -> Article:
    """The article, marked when it is not in English."""
    if article.language in {"", "en"}:
        return article
    return replace(article, status=Status.UNSUPPORTED_LANGUAGE)


def refuse(found: list[Line], kept: list[Line], known: Metadata) -> Dropped | None:
    """Why a page is no article: it lists others, is a stub, a video or an error page; None when it is one."""
    declared = bool(known.kinds & _ARTICLES)
    linked = sum(line.link > LINKED for line in found)
    front = bool(known.url) and not urlsplit(known.url).path.strip("/")
    many = len(found) >= MIN_LINES and linked > LINKED * len(found)
    if not declared and (front or many or known.kinds & _LISTS) and (many or _mostly_headings(kept)):
        return Dropped(Status.LISTING, "the page lists other pages")
    # languages without spaces count by letters
    words = sum(max(line.words, len(line.text) // LETTERS) for line in kept)
    notice = pattern("no-article")
    if words < STUB_WORDS and (notice.search(known.title) or any(notice.search(line.text) for line in found)):
        return Dropped(
            Status.THIN_CONTENT, f"{words} words beside a notice: a paywall, a consent wall or an error page"
        )
    if words < (MIN_WORDS if declared else STUB_WORDS) and any(kind.startswith(_VIDEO) for kind in known.kinds):
        return Dropped(Status.THIN_CONTENT, f"a video page: {words} words beside the video")
    if words < MIN_WORDS:
        return Dropped(Status.THIN_CONTENT, f"only {words} words of text")
    return None


def _mostly_headings(kept: list[Line]) -> bool:
    headings = sum(line.kind is BlockKind.HEADING for line in kept)
    return len(kept) >= MIN_LINES and 3 * headings > len(kept)
