"""What becomes of a page: an article, or dropped with the reason."""

from dataclasses import replace

from pipeline.types import Article, Dropped, Status

EMPTY = Dropped(Status.EMPTY, "the input is empty")
BINARY = Dropped(Status.UNSUPPORTED_TYPE, "the input is no text or web page (a PDF, a picture or an archive?)")
NO_TEXT = Dropped(Status.NO_TEXT, "no article text was found on the page")
MIN_WORDS = 60  # of prose, for a web page to count as an article


def by_language(article: Article) -> Article:
    """The article, marked when it is not in English."""
    if article.language in {"", "en"}:
        return article
    return replace(article, status=Status.UNSUPPORTED_LANGUAGE)


def judge(article: Article) -> Article | Dropped:
    """The article with its status by language."""
    return by_language(article)
