"""What our pages show: each function reads the database and returns the variables of one template."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette.database import QueryInterrupted
from datasette.utils import tilde_decode

from pipeline.store.rows import blocks_from
from pipeline.types import Block, BlockKind, Cell, Span
from pipeline.web import desk, history
from pipeline.web.marks import Piece, cut
from pipeline.web.metadata import FACETS, SHOWN

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request

Variables = dict[str, Any]

AROUND = 1  # blocks on each side of the quote on a claim's page
SAME = 20  # other places where the same is said
TABLE_KINDS = frozenset({BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})

CLAIMS_OF = "select * from claims where article = :id order by start, end, rowid"
HOME = {
    "types": "select type, count(*) as n from claims group by type order by n desc, type",
    "sites": "select site, count(*) as n from articles where site <> '' group by site order by n desc, site limit 8",
    # counted before names are joined, along the index alone; a claim with one country on both sides counts twice
    "countries": "select code, name, n from (select code, count(*) as n from claim_countries group by code)"
    " join countries using (code) order by n desc, name limit 10",
    "totals": "select (select count(*) from articles) as articles, (select count(*) from claims) as claims,"
    " (select count(*) from failures) as failures,"
    " (select count(distinct site) from articles where site <> '') as sites,"
    " (select min(published) from articles where published <> '') as first,"
    " (select max(published) from articles) as last,"
    " (select max(finished) from runs) as run",
    # of the newest articles, so that the index on their date is enough
    "newest": "select * from claims where article in (select id from articles order by published desc limit 20)"
    " order by published desc, article, start, end, rowid limit 6",
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its cells, each as (whether it heads the row, its pieces)."""

    is_header: bool
    cells: tuple[tuple[bool, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A block as the article page shows it; neighbouring rows are one block of kind "table"."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    rows: tuple[TableRow, ...] = ()


def context(
    datasette: "Datasette", template: str, database: str | None, table: str | None, request: "Request | None"
) -> Callable[[], Awaitable[Variables]] | Variables:
    """The variables of the page, or a function that fetches them; nothing for pages that aren't ours."""
    ours = desk.ours(datasette)
    if template == "index.html" and ours:
        return lambda: home(datasette, ours)
    if database not in ours or request is None:
        return {}
    base = datasette.get_database(database)
    if template == "table.html":
        return lambda: table_page(base, str(table))
    key = tilde_decode(request.url_vars.get("pks", ""))
    if template == "row.html" and table == "claims":
        return lambda: claim_page(base, key)
    if template == "row.html" and table == "articles":
        return lambda: article_page(base, key)
    return {}


async def home(datasette: "Datasette", names: Sequence[str]) -> Variables:
    """Counts, newest claims, countries and sites of each of our databases."""
    found = []
    for name in names:
        base = datasette.get_database(name)
        parts = {part: await _rows_in_time(base, sql) for part, sql in HOME.items()}
        totals = parts["totals"][0] if parts["totals"] else {}
        found.append({**parts, "name": name, "totals": totals, "names": await country_names(base)})
    return {"homes": found}


async def table_page(base: "Database", table: str) -> Variables:
    """The order of facets, the columns shown first, and the names that codes stand for."""
    return {
        "facet_order": FACETS,
        "shown": SHOWN.get(table, ()),
        "names": await country_names(base) if table == "claims" else {},
    }


async def claim_page(base: "Database", key: str) -> Variables:
    """The claim in its paragraph with the slots marked, and where else the same is said."""
    claims = await _rows(base, "select * from claims where id = :id", {"id": key})
    if not claims:
        return {}
    claim = claims[0]
    articles = await _rows(base, "select * from articles where id = :id", {"id": claim["article"]})
    quote = Span(claim["start"], claim["end"])
    spots = [(each["slot"], Span(each["start"], each["end"])) for each in json.loads(claim["slots"] or "[]")]
    same = await _rows(
        base,
        f"select id, article, title, site, published from claims where key = :key and id <> :id order by published limit {SAME}",  # noqa: E501, S608 - a number of ours
        {"key": claim["key"], "id": key},
    )
    page = {"claim": claim, "same": same, "names": await country_names(base)}
    if not articles:
        return page
    article = articles[0]
    text = article["text"]
    near = _around(blocks(article), quote)
    return {
        **page,
        "article": article,
        "before": [block.span.of(text) for block in near if block.span.end <= quote.start],
        "after": [block.span.of(text) for block in near if quote.end <= block.span.start],
        "lead": text[min([quote.start, *(b.span.start for b in near if b.span.overlaps(quote))]) : quote.start],
        "tail": text[quote.end : max([quote.end, *(b.span.end for b in near if b.span.overlaps(quote))])],
        "pieces": cut(text, quote, [span for _, span in spots]),
        "slot_names": [name for name, _ in spots],
        "slot_labels": [slot_label(name) for name, _ in spots],
    }


def slot_label(name: str) -> str:
    """The name of a slot as people read it: "share_low" is "share", "countries" is "who"."""
    return {"countries": "who"}.get(name, name.removesuffix("_low").removesuffix("_high").replace("_", " "))


async def article_page(base: "Database", key: str) -> Variables:
    """The article's text by blocks with its claims marked; its page's other texts, its story's other articles."""
    articles = await _rows(base, "select * from articles where id = :id", {"id": key})
    if not articles:
        return {}
    article = articles[0]
    claims = await _rows(base, CLAIMS_OF, {"id": key})
    missed = await _rows(base, "select * from missed_candidates where article = :id order by start, end", {"id": key})
    versions = await _rows(base, history.VERSIONS, {"id": key})
    changes = await _rows(base, history.CHANGES, {"id": key}) if versions else []
    told = {"id": key, "origin": article["origin_id"], "page": article["url_key"]}
    return {
        "article": article,
        "claims": claims,
        "histories": history.histories(versions, changes, key),
        "copies": await _rows(base, history.COPIES, told),
        "lines": lines(article["text"], blocks(article), [Span(claim["start"], claim["end"]) for claim in claims]),
        "removed": await _rows(base, "select * from removed where article = :id order by position", {"id": key}),
        "missed": [{**miss, "pieces": _trigger(article["text"], miss)} for miss in missed],
        "names": await country_names(base),
    }


def blocks(article: Mapping[str, Any]) -> tuple[Block, ...]:
    """The blocks of an article; its lines, where none are stored."""
    stored = blocks_from(article["blocks"] or "[]")
    if stored:
        return stored
    found, start = [], 0
    for line in article["text"].split("\n"):
        if line.strip():
            found.append(Block(Span(start, start + len(line))))
        start += len(line) + 1
    return tuple(found)


def lines(text: str, found: Sequence[Block], marks: Sequence[Span]) -> tuple[Line, ...]:
    """The blocks with the marks cut into them; neighbouring rows become one table.

    A mark opens once, in the first piece it covers, so that each has one anchor on the page.
    """
    opened: set[int] = set()

    def pieces(span: Span) -> tuple[Piece, ...]:
        cuts = []
        for piece in cut(text, span, marks):
            cuts.append(replace(piece, opens=tuple(number for number in piece.opens if number not in opened)))
            opened.update(piece.opens)
        return tuple(cuts)

    shown: list[Line] = []
    for block in found:
        if block.kind not in TABLE_KINDS:
            shown.append(Line(block.kind.value, pieces(block.span)))
            continue
        cells = tuple((cell.is_row_header, pieces(cell.span)) for cell in block.cells or (Cell(block.span),))
        row = TableRow(block.kind is BlockKind.TABLE_HEADER, cells)
        rows = shown[-1].rows if shown else ()
        # a header after rows starts another table
        if rows and (not row.is_header or rows[-1].is_header):
            shown[-1] = Line("table", rows=(*rows, row))
        else:
            shown.append(Line("table", rows=(row,)))
    return tuple(shown)


def _around(found: Sequence[Block], quote: Span) -> Sequence[Block]:
    hit = [number for number, block in enumerate(found) if block.span.overlaps(quote)]
    return found[max(0, hit[0] - AROUND) : hit[-1] + 1 + AROUND] if hit else ()


def _trigger(text: str, miss: Mapping[str, Any]) -> tuple[Piece, ...]:
    trigger = Span(miss["trigger_start"], miss["trigger_end"])
    return cut(text, Span(miss["start"], miss["end"]), [trigger])


async def country_names(base: "Database") -> dict[str, str]:
    """Code -> name of every country and bloc."""
    return {row["code"]: row["name"] for row in await _rows(base, "select code, name from countries")}


async def _rows_in_time(base: "Database", sql: str) -> list[dict[str, Any]]:
    """The rows; none when Datasette's time limit cuts the query short: a home page without a count beats none."""
    try:
        return await _rows(base, sql)
    except QueryInterrupted:
        return []


async def _rows(base: "Database", sql: str, params: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
    return [dict(row) for row in (await base.execute(sql, params or {})).rows]
