"""Claims that contradict each other.

- figures: of one fact and one time, too far apart (figures.py tells how far is too far);
- negation: asserted by one, denied by the other;
- status: a policy that is in force, said an article not older than one that said it had ended.

Two claims of one story never contradict each other: there it is the reading that went wrong, or one thing and another.
"""

import math
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

DAYS = 731  # two years: articles on what has no year are compared within them
COMPARED = frozenset(("share", "quantity", "goal"))  # types whose figures are compared
POLICY_DAYS = 30  # a policy may well be ended, or made, in a month
YEARS = 2  # of publication that may lie between them

ENDS = 5  # different figures looked at from the top of a fact, and from its bottom
CLAIMS = 8  # of each such figure that are looked at for two of different stories
DENIALS = 25  # claims that deny, or say ended, that are looked at
# kinds of instrument of which a country has many at once: there two claims must name the same one
BROAD = frozenset(("regulation", "strategy", "agreement", "subsidy"))
LISTED = 10  # pairs of a fact, those furthest apart: all that five different figures can make

Pair = tuple[str, str, str, str, str, float | None]  # a row of contradiction_pairs
Query = tuple[str, str, float]  # fact, period, where figures agree


class _Said(NamedTuple):
    claim: str
    story: str
    published: str
    low: float | None
    high: float | None
    agree_low: float | None
    agree_high: float | None


_COLUMNS = ", ".join(_Said._fields)
_ANY = "AND ? <> ''"  # conditions on two claims
_SAME = "AND (SELECT policy FROM claims WHERE id = fact_claims.claim) = (SELECT policy FROM claims WHERE id = ?)"


def contradictions(  # noqa: PLR0913, PLR0917 - the columns of a fact
    connection: sqlite3.Connection, fact: str, kind: str, modality: str, subject: str, year: int | None
) -> Iterator[Pair]:
    """The contradictions of a fact with itself and with its denial; those of a denial stand with what it denies."""
    if modality == "negated":
        return
    same = _ANY
    if kind == "policy":
        family, commodity = connection.execute(
            "SELECT policy_type, commodity FROM facts WHERE fact_id = ?", (fact,)
        ).fetchone()
        if family in BROAD or not commodity:
            same = _SAME
        yield from _statuses(connection, fact, same)
    elif kind in COMPARED:
        yield from sorted(set(_figures(connection, fact)), key=lambda pair: (-(pair[5] or 0), pair))[:LISTED]
    if modality == "asserted":
        denied = "SELECT fact_id FROM facts WHERE subject = ? AND year IS ? AND modality = 'negated'"
        for (other,) in connection.execute(denied, (subject, year)).fetchall():
            days = POLICY_DAYS if kind == "policy" else DAYS if kind == "goal" or year is None else None
            yield from _denials(connection, (fact, other), days, same)


def _figures(connection: sqlite3.Connection, fact: str) -> Iterator[Pair]:
    """Pairs among the highest and the lowest figures; all of them where a fact has few different ones."""
    periods = sorted({*_periods(connection, fact, "agree_low"), *_periods(connection, fact, "agree_high")})
    ends = {each: _extremes(connection, fact, each) for each in periods}
    for above, below in product(periods, repeat=2):
        (_, top), (bottom, _) = ends[above], ends[below]
        if top is not None and bottom is not None and top > bottom and _comparable(above, below):
            yield from _apart(connection, fact, above, below)


def _comparable(one: str, other: str) -> bool:
    return one == other or (one.isdigit() and other.isdigit() and abs(int(one) - int(other)) <= YEARS)


def _periods(connection: sqlite3.Connection, fact: str, column: str) -> Iterator[str]:
    """Each once, by a seek in the index: a fact may have many claims of one."""
    query = f"SELECT min(period) FROM fact_claims WHERE fact = ? AND {column} IS NOT NULL AND period"  # noqa: S608 - ours
    last = connection.execute(f"{query} >= ''", (fact,)).fetchone()[0]
    while last is not None:
        yield last
        last = connection.execute(f"{query} > ?", (fact, last)).fetchone()[0]


def _extremes(connection: sqlite3.Connection, fact: str, period: str) -> tuple[float | None, float | None]:
    """The lowest upper end and the highest lower end: where the second is above the first, two figures are apart."""
    where = "FROM fact_claims WHERE fact = ? AND period = ?"
    low, high = (
        connection.execute(f"SELECT {ask} {where} AND {column} IS NOT NULL", (fact, period)).fetchone()[0]
        for ask, column in (("min(agree_high)", "agree_high"), ("max(agree_low)", "agree_low"))
    )
    return low, high


def _apart(connection: sqlite3.Connection, fact: str, above: str, below: str) -> Iterator[Pair]:
    # of different years the claims nearest in time, else the earliest
    high, low = (
        [
            (value, _saying(connection, (fact, period, value), column, latest=latest))
            for value in _ends(connection, fact, period, column)
        ]
        for period, column, latest in ((above, "agree_low", above < below), (below, "agree_high", below < above))
    )
    days = None if above == below else DAYS
    for (top, uppers), (bottom, lowers) in product(high, low):
        if top > bottom:
            found = next((pair for pair in product(uppers, lowers) if _differ(*pair, days)), None)
            if found:
                one, two = found
                gap = None if one.low is None or two.high is None else one.low - two.high
                yield fact, fact, "figures", one.claim, two.claim, gap


def _ends(connection: sqlite3.Connection, fact: str, period: str, column: str) -> Iterator[float]:
    """The most extreme values of a column, each once."""
    ask, beyond, start = ("max", "<", math.inf) if column == "agree_low" else ("min", ">", -math.inf)
    last: float | None = start
    for _ in range(ENDS):
        last = connection.execute(
            f"SELECT {ask}({column}) FROM fact_claims WHERE fact = ? AND period = ? AND {column} {beyond} ?",  # noqa: S608 - ours
            (fact, period, last),
        ).fetchone()[0]
        if last is None:
            return
        yield last


def _saying(connection: sqlite3.Connection, where: Query, column: str, *, latest: bool) -> list[_Said]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM fact_claims WHERE fact = ? AND period = ? AND {column} = ? "  # noqa: S608 - ours
        f"ORDER BY published {'DESC' if latest else 'ASC'}, claim LIMIT {CLAIMS}",
        where,
    )
    return [_Said(*row) for row in rows]


def _differ(one: _Said, two: _Said, days: int | None) -> bool:
    """Whether two claims are of different stories and of about the same time."""
    return one.story != two.story and (days is None or _near(one.published, two.published, days))


def _near(one: str, two: str, days: int) -> bool:
    first, second = _day(one), _day(two)
    return first is not None and second is not None and abs((first - second).days) <= days


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published)
    except ValueError:
        return None


def _window(published: str, before: int | None, after: int | None) -> tuple[str, str]:
    """The days around a date, as texts; no date is near only to none."""
    day = _day(published)
    if before is None or after is None:
        return "", "~"
    if day is None:
        return published, published
    return (day - timedelta(days=before)).isoformat(), (day + timedelta(days=after)).isoformat()


def _denials(connection: sqlite3.Connection, facts: tuple[str, str], days: int | None, same: str) -> Iterator[Pair]:
    """What one article denies and another asserts."""
    fact, denied = facts
    deny = f"SELECT {_COLUMNS} FROM fact_claims WHERE fact = ? ORDER BY published, claim LIMIT {DENIALS}"  # noqa: S608 - ours
    for row in connection.execute(deny, (denied,)).fetchall():
        said = _Said(*row)
        if said.low is not None and said.agree_low is None and said.agree_high is None:
            continue  # of a kind that is not compared
        low = -math.inf if said.agree_low is None else said.agree_low
        high = math.inf if said.agree_high is None else said.agree_high
        found = connection.execute(
            "SELECT claim FROM fact_claims WHERE fact = ? AND published BETWEEN ? AND ? AND story <> ? "  # noqa: S608 - ours
            f"AND coalesce(agree_low, -9e999) <= ? AND coalesce(agree_high, 9e999) >= ? {same} "
            "ORDER BY published, claim LIMIT 1",
            (fact, *_window(said.published, days, days), said.story, high, low, said.claim),
        ).fetchone()
        if found:
            yield fact, denied, "negation", found[0], said.claim, None


def _statuses(connection: sqlite3.Connection, fact: str, same: str) -> Iterator[Pair]:
    """In force, by an article of the days after another said ended; the latest first."""
    ended = (
        f"SELECT {_COLUMNS} FROM fact_claims INDEXED BY fact_claims_status "  # noqa: S608 - ours
        "WHERE fact = ? AND status = 'ended' AND status <> '' AND period = '' "
        f"ORDER BY published DESC, claim LIMIT {DENIALS}"
    )
    for row in connection.execute(ended, (fact,)).fetchall():
        said = _Said(*row)
        found = connection.execute(
            "SELECT claim FROM fact_claims INDEXED BY fact_claims_status "  # noqa: S608 - ours
            "WHERE fact = ? AND status = 'in force' AND status <> '' AND period = '' "
            f"AND published BETWEEN ? AND ? AND story <> ? {same} ORDER BY published, claim LIMIT 1",
            (fact, *_window(said.published, 0, POLICY_DAYS), said.story, said.claim),
        ).fetchone()
        if found:
            yield fact, fact, "status", found[0], said.claim, None
