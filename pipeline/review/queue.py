"""What is to be judged next, and what a reviewer needs to see of it."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.store.changes import SLOTS
from pipeline.store.read import country_codes
from pipeline.store.rows import Value, blocks_from
from pipeline.types import Span

LOST = "lost"  # the claim is no more: was that right?
CONTRADICTED = "contradicted"  # new, and another claim says otherwise
DOUBTFUL = "doubtful"  # new, and its fact has little confidence
SECOND = "second"  # another reviewer has judged it
UNSURE = "unsure"  # another reviewer could not tell
NEW = "unreviewed"
ORDER = ("changed", LOST, "disputed", UNSURE, NEW)
FIRST = (CONTRADICTED, DOUBTFUL)  # of the new ones, before all else
DOUBT = 0.5  # a confidence below this is little
MOST_DOUBTED = 100  # facts whose claims come first


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims are asked for.

    Attributes:
        reviewer: who is asked: again only about what changed or is disputed.
        reasons: of `ORDER`, or `SECOND`, in this order.
        rule: read by this rule; empty for all.
        types: of one of these; empty for all.
        country: held by this country or bloc, by code or name; empty for all.
        commodity: of this; empty for all.
        limit: at most so many.
    """

    reviewer: str
    reasons: tuple[str, ...] = ORDER
    rule: str = ""
    types: tuple[str, ...] = ()
    country: str = ""
    commodity: str = ""
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim to judge, and why."""

    claim: str
    reason: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A verdict that was given on the claim, or on what stood in its place; `said` are the slots that were judged."""

    verdict: str
    error_class: str
    note: str
    reviewer: str
    at: str
    said: Mapping[str, Value]
    slots: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Item:
    """A claim with all that a reviewer sees of it; a lost one as it last was.

    `paragraph` is the part of the article around the quote; `quote` and `words` (slot, place) are places in it.
    """

    entry: Entry
    type: str
    rule: str
    title: str
    site: str
    published: str
    link: str
    paragraph: str
    quote: Span
    words: tuple[tuple[str, Span], ...]
    said: Mapping[str, Value]
    earlier: tuple[Earlier, ...]


# --- which -----------------------------------------------------------------------------------------------------------


def entries(connection: sqlite3.Connection, wanted: Wanted) -> list[Entry]:
    """The claims to judge, those of the first reason first, the newest articles before others.

    Before all come new claims that others contradict, or whose facts have the least confidence.

    Raises:
        ConfigError: no country or bloc has that name.
    """
    found: dict[str, Entry] = {}
    for reason in (*(FIRST if NEW in wanted.reasons else ()), *wanted.reasons):
        for claim in _ids(connection, wanted, reason, wanted.limit):
            if len(found) < wanted.limit:
                found.setdefault(claim, Entry(claim, reason))
    return list(found.values())


def count(connection: sqlite3.Connection, wanted: Wanted) -> int:
    """How many there are, without a limit."""
    return sum(_counted(connection, wanted, reason) for reason in wanted.reasons)


def _counted(connection: sqlite3.Connection, wanted: Wanted, reason: str) -> int:
    source, where, values = _query(connection, wanted, reason)
    row = connection.execute(f"SELECT count(DISTINCT it.id) FROM {source} WHERE {where}", values).fetchone()  # noqa: S608 - ours, and bound
    return int(row[0])


def _ids(connection: sqlite3.Connection, wanted: Wanted, reason: str, limit: int) -> list[str]:
    source, where, values = _query(connection, wanted, reason)
    # by an index from its end, then in reading order
    rows = connection.execute(
        f"SELECT DISTINCT it.id, it.published, it.article, it.start FROM {source} WHERE {where} "  # noqa: S608 - the same
        "ORDER BY it.published DESC, it.article DESC, it.start DESC LIMIT :limit",
        values | {"limit": limit},
    ).fetchall()
    rows.sort(key=lambda row: (row[2], row[3], row[0]))
    rows.sort(key=lambda row: row[1], reverse=True)
    return [row[0] for row in rows]


_LOST = """(SELECT returned_claims.claim AS id, articles.published, returned_claims.article, verdicts.start,
    returned_claims.rule, returned_claims.type, verdicts.said ->> 'commodity' AS commodity,
    verdicts.said ->> 'country_code' AS country_code
    FROM returned_claims JOIN verdicts ON verdicts.id = given JOIN articles ON articles.id = returned_claims.article
    WHERE change = 'lost') AS it"""


_FIRST = {
    CONTRADICTED: "SELECT claim FROM contradiction_pairs UNION SELECT other_claim FROM contradiction_pairs",
    DOUBTFUL: f"""SELECT claim FROM fact_claims WHERE fact IN (
        SELECT fact_id FROM facts WHERE confidence < {DOUBT} ORDER BY confidence LIMIT {MOST_DOUBTED})""",  # noqa: S608 - ours
}


def _query(connection: sqlite3.Connection, wanted: Wanted, reason: str) -> tuple[str, str, dict[str, str | int]]:
    """What to select from, by which condition, with which values."""
    values: dict[str, str | int] = {"reviewer": wanted.reviewer}
    own = "SELECT 1 FROM current_verdicts AS own WHERE own.claim = it.id AND own.reviewer = :reviewer"
    if reason == LOST:
        source, where = _LOST, ["1"]
    elif reason == SECOND:
        source = "current_verdicts AS given JOIN claims AS it ON it.id = given.claim"
        where = ["given.stands", "given.reviewer <> :reviewer", f"NOT EXISTS ({own} AND own.stands)"]
    else:
        # most claims are new: those are read in the order of their dates, the few others by the index
        source, where = "claims AS it", [f"{'+' if reason in {NEW, *FIRST} else ''}it.review = :review"]
        values["review"] = NEW if reason in FIRST else reason
        if reason in FIRST:
            where.append(f"it.id IN ({_FIRST[reason]})")
        if reason == UNSURE:
            where.append(f"NOT EXISTS ({own} AND own.stands)")
    if wanted.rule:
        where.append("it.rule = :rule")
        values["rule"] = wanted.rule
    if wanted.types:
        where.append(f"it.type IN ({', '.join(f':type{place}' for place in range(len(wanted.types)))})")
        values |= {f"type{place}": name for place, name in enumerate(wanted.types)}
    if wanted.commodity:
        where.append("it.commodity = :commodity")
        values["commodity"] = wanted.commodity
    if wanted.country:
        held = []
        for place, code in enumerate(country_codes(connection, wanted.country)):
            values[f"code{place}"] = code
            held.append(f"instr('; ' || it.country_code || ';', '; ' || :code{place} || ';')")
        where.append(f"({' OR '.join(held)})")
    return source, " AND ".join(where), values


# --- what is shown ---------------------------------------------------------------------------------------------------


def item(connection: sqlite3.Connection, entry: Entry, reviewer: str) -> Item:
    """All that a reviewer sees of a claim. What others said of it is left out where a second, own view is asked for."""
    row, said, words = _claim(connection, entry.claim)
    article = connection.execute(
        "SELECT title, site, published, url, text, blocks FROM articles WHERE id = ?", (row["article"],)
    ).fetchone()
    quote = Span(row["start"], row["end"])
    around = _paragraph(article["blocks"], quote)
    return Item(
        entry,
        row["type"],
        row["rule"],
        article["title"],
        article["site"],
        article["published"][:10],
        article["url"],
        around.of(article["text"]),
        quote.shift(-around.start),
        tuple((slot, span.shift(-around.start)) for slot, span in words if around.contains(span)),
        said,
        tuple(_earlier(connection, entry, reviewer)),
    )


def _claim(connection: sqlite3.Connection, claim: str) -> tuple[sqlite3.Row, dict[str, Value], list[tuple[str, Span]]]:
    row = connection.execute("SELECT * FROM claims WHERE id = ?", (claim,)).fetchone()
    if row:
        words = [(each["slot"], Span(each["start"], each["end"])) for each in json.loads(row["slots"])]
        return row, {name: row[name] for name in SLOTS}, words
    row = connection.execute(
        "SELECT * FROM claim_history WHERE claim = ? ORDER BY lost DESC LIMIT 1", (claim,)
    ).fetchone()
    return row, json.loads(row["said"]), []


def _paragraph(blocks: str, quote: Span) -> Span:
    """From the start of the block in which the quote begins to the end of the one in which it ends."""
    touched = [block.span for block in blocks_from(blocks) if block.span.overlaps(quote)]
    return Span(
        min([quote.start, *(each.start for each in touched)]), max([quote.end, *(each.end for each in touched)])
    )


def _earlier(connection: sqlite3.Connection, entry: Entry, reviewer: str) -> Iterator[Earlier]:
    sql = """SELECT verdict, error_class, note, reviewer, at, said, slots FROM current_verdicts
        WHERE (claim = :claim OR claim IN (SELECT claim FROM open_returns WHERE successor = :claim))
            AND (reviewer = :reviewer OR :open) ORDER BY at, id"""
    values = {"claim": entry.claim, "reviewer": reviewer, "open": entry.reason != SECOND}
    for row in connection.execute(sql, values):
        said, slots = (json.loads(row[name] or "{}") for name in ("said", "slots"))
        yield Earlier(row["verdict"], row["error_class"], row["note"], row["reviewer"], row["at"], said, slots)
