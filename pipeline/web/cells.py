"""Cells and small pieces of pages as safe HTML. Everything that an article said is escaped here or by Jinja."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from pipeline.web import verdicts, words

# columns that have cells of their own; of all others Datasette's are shown, without a question
OWN = frozenset({"quote", "title", "source_link", "article", "published", "updated", "id", "key", "original"})

RowUrl = Callable[[str, str], str]  # table, primary key -> address of the row's page

ID_LETTERS = 8  # of a digest, enough to tell rows of a page apart
DATE_LETTERS = 10  # of an ISO 8601 time


def render(row: Mapping[str, Any], value: object, column: str, table: str, row_url: RowUrl) -> Markup | None:
    """A cell of one of our tables, None for Datasette's own rendering."""
    match table, column:
        case ("claims", "quote") | ("articles", "title"):
            # without its key, as in a selection of columns, a row has no page to lead to
            known = "id" in row.keys()  # noqa: SIM118 - sqlite3.Row
            return _link(row_url(table, row["id"]), value or "(no headline)") if known else None
        case "claims", "source_link":
            return source(value) or None
        case _, "article":
            return article(value, row_url)
        case _, ("published" | "updated") if value:
            return Markup('<time datetime="{}">{}</time>').format(value, str(value)[:DATE_LETTERS])
        case (("claims" | "articles"), ("id" | "key" | "original")):
            return Markup('<code title="{0}">{1}</code>').format(value, str(value)[:ID_LETTERS])
        case _:
            return None


def article(value: object, row_url: RowUrl) -> Markup | None:
    """A link to an article by its headline; `value` is the digest, or what Datasette makes of a foreign key."""
    digest, label = (value["value"], value["label"]) if isinstance(value, Mapping) else (value, "")
    return _link(row_url("articles", str(digest)), label or str(digest)[:ID_LETTERS]) if digest else None


def source(link: object, label: str = "at the sentence") -> Markup:
    """A link to the live page: "example.org — at the sentence"; "" unless it is a web address."""
    host = web_host(str(link or ""))
    if not host:
        return Markup("")
    return Markup(
        '<a class="source" href="{}" target="_blank" rel="noopener noreferrer"><bdi>{}</bdi> — {}'
        ' <span aria-hidden="true">↗</span><span class="unseen"> (opens in a new tab)</span></a>'
    ).format(link, host, label)


def web_host(address: str) -> str:
    """Host of a web address without "www."; "" for anything that is not safe to link to."""
    if any(character.isspace() or character in "\\\x7f" or character < " " for character in address):
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if parts.scheme in {"http", "https"} else ""


def _link(url: str, text: object) -> Markup:
    return Markup('<a href="{}" dir="auto">{}</a>').format(url, escape(text))


TEMPLATE_FUNCTIONS = {
    "source": source,
    "web_host": web_host,
    "who": words.who,
    "what": words.what,
    "said": words.said,
    "fact_said": words.fact,
    "filtered": words.filtered,
    "figure": words.figure,
    "partner": words.partner,
    "review_state": verdicts.state,
    "review_sign": verdicts.sign,
    "review_label": verdicts.label,
}
