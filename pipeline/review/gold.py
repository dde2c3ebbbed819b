"""Reviewed sentences as a gold set for the scorer of the extractor.

A passage is a paragraph with judged claims and the paragraph before it, from which it may take its country or its
commodity; or a whole table. Its claims are those found right and those corrected, as corrected. What was found wrong is
left out, so that to read it again is an error. What nobody has judged is `optional`: not asked for, no error. So are
the claims of the paragraph before, which has a passage of its own when it was judged.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.store.rows import blocks_from, claim_from
from pipeline.types import Block, BlockKind, Span

TABLE = frozenset((BlockKind.CAPTION, BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW))
JUDGED = ("right", "wrong", "corrected")


class _Unit(NamedTuple):
    span: Span
    is_table: bool


def passages(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The gold set, a passage each, by article and place."""
    sql = """SELECT id, text, blocks, title, published FROM articles
        WHERE id IN (SELECT article FROM claims WHERE review IN ('right', 'wrong', 'corrected')) ORDER BY id"""
    for article in connection.execute(sql).fetchall():
        yield from _of(article, _claims(connection, article["id"]))


def _of(article: Mapping[str, Any], claims: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    units = _units(blocks_from(article["blocks"]))
    for before, unit in zip([None, *units], units, strict=False):
        own = [claim for claim in claims if unit.span.start <= claim["start"] < unit.span.end]
        if not any(claim["review"] in JUDGED for claim in own):
            continue
        first = unit if unit.is_table or before is None or before.is_table else before
        window = Span(first.span.start, max([unit.span.end, *(claim["end"] for claim in own)]))
        inside = [claim for claim in claims if window.contains(Span(claim["start"], claim["end"]))]
        yield {
            "id": f"{article['id'][:16]}-{unit.span.start}",
            "date": article["published"][:10],
            "topic": "reviewed",
            "title": article["title"],
            "text": window.of(article["text"]),
            "claims": [
                _gold(claim, window.start, asked=claim in own and claim["review"] in JUDGED)
                for claim in inside
                if claim["review"] != "wrong"
            ],
        }


def _units(blocks: Iterable[Block]) -> list[_Unit]:
    """Paragraphs and whole tables, in order."""
    units: list[_Unit] = []
    for block in blocks:
        is_table = block.kind in TABLE
        starts = block.kind is BlockKind.CAPTION  # a table beside another
        if is_table and units and units[-1].is_table and not starts:
            units[-1] = _Unit(Span(units[-1].span.start, block.span.end), is_table=True)
        else:
            units.append(_Unit(block.span, is_table))
    return units


def _gold(claim: Mapping[str, Any], start: int, *, asked: bool) -> dict[str, Any]:
    place = {"start": claim["start"] - start, "end": claim["end"] - start}
    return claim_from(claim).slots() | place | ({} if asked else {"optional": True})


def _claims(connection: sqlite3.Connection, article: str) -> list[Mapping[str, Any]]:
    """All claims of an article, the corrected ones as corrected."""
    corrected = {
        row["id"]: dict(row)
        for row in connection.execute("SELECT * FROM reviewed_claims WHERE article = ?", (article,))
    }
    rows = connection.execute('SELECT * FROM claims WHERE article = ? ORDER BY start, "end", id', (article,))
    return [corrected.get(row["id"], dict(row)) for row in rows]
