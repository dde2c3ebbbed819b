"""One search over everything: places, commodities, quotes and articles."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from datasette.database import QueryInterrupted

from pipeline.web import memory
from pipeline.web.claim import country_names

if TYPE_CHECKING:
    from datasette.database import Database

FEW = 8  # of each kind
WORDS = 20  # that are looked for
OPEN, SHUT = "\x02", "\x03"  # around the words that were found; neither can stand in a stored text that is shown

# the newest first: the best first would have to weigh each of a million quotes
CLAIMS = f"""select * from claims where rowid in (
    select rowid from claims_fts where claims_fts match :q order by rowid desc limit {FEW}) order by rowid desc"""  # noqa: S608 - a number of ours
ARTICLES = f"""select id, articles.title, site, published,
        snippet(articles_fts, -1, '{OPEN}', '{SHUT}', ' … ', 24) as snippet
    from articles_fts join articles on articles.rowid = articles_fts.rowid
    where articles_fts match :q order by articles_fts.rowid desc limit {FEW}"""  # noqa: S608 - the same
COMMODITIES = "select commodity, count(*) as n from claims where commodity <> '' group by commodity"


async def page(base: "Database", words: str) -> dict[str, Any]:
    """What is found for these words; nothing for none."""
    words = " ".join(words.split())
    names = await country_names(base)
    found: dict[str, Any] = {"q": words, "names": names, "places": [], "commodities": [], "claims": [], "articles": []}
    if not words:
        return found
    folded = words.casefold()
    places = [(code, name) for code, name in names.items() if folded in {code.casefold(), name.casefold()}]
    places += [(code, name) for code, name in names.items() if _starts(name, folded) and (code, name) not in places]
    goods = [row for row in await memory.shared.rows(base, COMMODITIES) if _starts(row["commodity"], folded)]
    query = {"q": quoted(words)}
    if not query["q"]:
        return found
    articles = await _in_time(base, ARTICLES, query)
    return found | {
        "places": places[:FEW],
        "commodities": sorted(goods, key=lambda row: -row["n"])[:FEW],
        "claims": await _in_time(base, CLAIMS, query),
        "articles": [{**row, "pieces": marked(row["snippet"])} for row in articles],
    }


def quoted(words: str) -> str:
    """The words as SQLite's full-text search takes them, each as it stands; "" when none has a letter or digit."""
    told = [word for word in words.split()[:WORDS] if any(letter.isalnum() for letter in word)]
    return " ".join('"{}"'.format(word.replace('"', '""')) for word in told)


def marked(snippet: str) -> Sequence[tuple[bool, str]]:
    """(was found, text) of each stretch of a snippet."""
    parts = re.split(f"{OPEN}([^{SHUT}]*){SHUT}", snippet)
    return [(number % 2 == 1, part) for number, part in enumerate(parts) if part]


def _starts(name: str, folded: str) -> bool:
    """Whether a word of the name begins with what was typed."""
    name = name.casefold()
    return name.startswith(folded) or f" {folded}" in name


async def _in_time(base: "Database", sql: str, params: Mapping[str, object]) -> memory.Rows:
    try:
        return await memory.rows(base, sql, params)
    except QueryInterrupted:
        return []
