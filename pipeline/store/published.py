"""What of a database may be given to everybody: no text of articles, no pages, no paths of this machine."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from pipeline.store.rows import Value

_COLUMNS = ", ".join(
    f'"{name}"'
    for name in (
        *("id", "type", "country", "country_code", "organization", "partner", "commodity", "stage", "share_low"),
        *("share_high", "bound", "scope", "value_low", "value_high", "unit", "policy", "policy_type", "status", "goal"),
        *("year", "modality", "attribution", "quote", "source_url", "source_link", "title", "site", "published"),
        *("article", "start", "end", "rule", "page", "review"),
    )
)
# what was judged right, or corrected and then with the corrected slots; and, unless only that is wanted, what nobody
# has judged wrong
_REVIEWED = f"SELECT {_COLUMNS} FROM reviewed_claims"  # noqa: S608 - ours
_OTHERS = f"SELECT {_COLUMNS} FROM claims WHERE review IN ('unreviewed', 'unsure', 'disputed', 'changed')"  # noqa: S608 - ours
_ORDER = ' ORDER BY published, article, start, "end", type, id'
_ARTICLES = """
    SELECT id, title, authors, site, url, published, agency, language, words, origin_id FROM articles
    WHERE status = 'ok' ORDER BY published, id
"""


def claims(connection: sqlite3.Connection, *, reviewed: bool) -> Iterator[dict[str, Value]]:
    """Claims in the order of exports; those that a person has found right, or all but those found wrong."""
    sql = _REVIEWED if reviewed else f"{_REVIEWED} UNION ALL {_OTHERS}"
    for row in connection.execute(sql + _ORDER):
        yield dict(row) | {"source_url": address(row["source_url"])}


def articles(connection: sqlite3.Connection) -> Iterator[dict[str, Value]]:
    """The articles that were read, without their text."""
    for row in connection.execute(_ARTICLES):
        yield dict(row) | {"url": address(row["url"])}


def address(source: str) -> str:
    """The address of a page; of a file its name only, since where it lay is nobody's business."""
    return source if source.startswith(("http://", "https://")) else PurePath(source).name


def cut(row: Mapping[str, Value], longest: int) -> dict[str, Value]:
    """A row whose quotes, and what was taken from them, have no more than so many characters; `cut` tells whether."""
    made: dict[str, Value] = dict(row) | {"cut": 0}
    for name in ("quote", "other_quote", "policy", "goal", "attribution", "other_attribution"):
        text = made.get(name)
        if isinstance(text, str) and len(text) > longest:
            made |= {name: f"{text[: longest - 1].rstrip()}…", "cut": 1}
    if made["cut"]:
        # a link names the words, the first and last of them where there are many
        links = [name for name in ("source_link", "other_source_link") if name in made]
        made |= {name: str(made[name]).partition("#:~:")[0] for name in links}
    return made
