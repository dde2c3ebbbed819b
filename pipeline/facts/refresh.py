"""Brings the facts up to date with the claims that came, changed or went.

Triggers note those claims in `stale_claims`, all new ones of an article at once in `stale_articles`, and the facts they
belong to in `stale_facts`, whoever writes; what is noted there is worked out here. All that is asked about a fact is
found by an index, so that the work grows with what is new and not with what is stored. What comes out depends on the
claims alone, not on the order they came in.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from pipeline.facts import rates, reference
from pipeline.facts.confidence import COUNTED, confidence
from pipeline.facts.contradict import COMPARED, Pair, contradictions
from pipeline.facts.figures import figure, period
from pipeline.facts.key import DIGITS, JOIN, Key, key
from pipeline.facts.part import part
from pipeline.facts.sources import source

STATUSES = ("proposed", "announced", "in force", "ended")
CHUNK = 5000  # claims or facts of one transaction: half a second in which nobody else writes

_CLAIMS = """
    SELECT * FROM countable_claims WHERE id IN (SELECT claim FROM stale_claims ORDER BY claim LIMIT ?) ORDER BY id
"""
_SAME_STORY = """
    SELECT claim FROM fact_claims WHERE fact = :fact AND story = :story AND origin < :story AND claim <> :claim
    UNION ALL
    SELECT claim FROM fact_claims WHERE fact = :fact AND story = :story AND origin > :story AND claim <> :claim
"""
_PLACE = "SELECT quote, start, slots FROM claims WHERE id = ?"
_ATTRIBUTION = "SELECT attribution FROM countable_claims WHERE id = ?"
_FACT = """
    INSERT INTO facts (fact_id, type, country, country_code, partner, commodity, stage, scope, unit, year, organization,
        policy_type, modality, subject)
    VALUES (:fact_id, :type, :country, :country_code, :partner, :commodity, :stage, :scope, :unit, :year, :organization,
        :policy_type, :modality, :subject) ON CONFLICT (fact_id) DO NOTHING
"""
_STATED = (
    *("claim", "fact", "article", "site", "published", "story", "origin", "rule", "precision", "reviewed", "status"),
    *("low", "high", "period", "agree_low", "agree_high"),
)
_ORIGINS = """
    INSERT INTO fact_origins (fact, origin, claims, precision, figure, first_seen, last_seen)
    SELECT fact, origin,
        (SELECT count(*) FROM fact_claims AS c WHERE c.fact = s.fact AND c.origin = s.origin),
        (SELECT max(precision) FROM fact_claims AS c WHERE c.fact = s.fact AND c.origin = s.origin),
        (SELECT (low + high) / 2 FROM fact_claims AS c WHERE c.fact = s.fact AND c.origin = s.origin
            ORDER BY published DESC, claim DESC LIMIT 1),
        coalesce((SELECT min(published) FROM fact_claims AS c
            WHERE c.fact = s.fact AND c.origin = s.origin AND published > ''), ''),
        (SELECT max(published) FROM fact_claims AS c WHERE c.fact = s.fact AND c.origin = s.origin)
    FROM settling JOIN stale_facts AS s USING (fact)
    WHERE EXISTS (SELECT 1 FROM fact_claims AS c WHERE c.fact = s.fact AND c.origin = s.origin)
"""
_SETTLING = (
    "CREATE TEMP TABLE IF NOT EXISTS settling (fact TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
    "DELETE FROM settling",
    "INSERT INTO settling (fact) SELECT DISTINCT fact FROM stale_facts ORDER BY fact LIMIT :limit",
    # what is denied and its denial are looked at together
    """INSERT OR IGNORE INTO settling (fact)
    SELECT twin.fact_id FROM settling JOIN facts ON facts.fact_id = settling.fact
    JOIN facts AS twin ON twin.subject = facts.subject AND twin.year IS facts.year
    WHERE facts.modality <> 'expected' AND twin.modality <> 'expected' AND twin.modality <> facts.modality""",
)
_ENDS = """
    UPDATE facts SET
        low = (SELECT min(low) FROM fact_claims WHERE fact = fact_id AND low IS NOT NULL),
        high = (SELECT max(high) FROM fact_claims WHERE fact = fact_id AND high IS NOT NULL),
        first_seen = coalesce((SELECT min(published) FROM fact_claims WHERE fact = fact_id AND published > ''), ''),
        last_seen = coalesce((SELECT max(published) FROM fact_claims WHERE fact = fact_id), ''),
        contradicted = EXISTS (SELECT 1 FROM contradiction_pairs WHERE fact = fact_id)
            OR EXISTS (SELECT 1 FROM contradiction_pairs WHERE other_fact = fact_id)
    WHERE fact_id IN (SELECT fact FROM settling)
"""

Value = str | int | float | None
Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]


def catch_up(transaction: Transaction, limit: int = CHUNK) -> None:
    """Bring all facts up to date, a transaction for `limit` claims or facts, so that others get their turn to write."""
    with transaction() as connection:
        reference.ship(connection)
        rates.apply(connection)
    more = True
    while more:
        with transaction() as connection:
            more = refresh(connection, limit)


def waiting(connection: sqlite3.Connection) -> bool:
    """Whether claims or facts wait to be worked out."""
    return _any(connection, "stale_articles", "stale_claims", "stale_facts")


def _any(connection: sqlite3.Connection, *tables: str) -> bool:
    """Whether one of the tables has a row."""
    some = (f"SELECT EXISTS (SELECT 1 FROM {table})" for table in tables)  # noqa: S608 - names are ours
    return any(connection.execute(each).fetchone()[0] for each in some)


def refresh(connection: sqlite3.Connection, limit: int = CHUNK) -> bool:
    """Give up to `limit` stale claims their facts; when no more wait, work out as many facts. Gives whether more wait.

    So a fact of which many claims came is worked out once. To be called in a transaction: what is worked out and what
    is noted as stale belong together.
    """
    if _any(connection, "stale_articles", "stale_claims"):
        _unfold(connection, limit)
        _place(connection, limit)
    if _any(connection, "stale_facts") and not _any(connection, "stale_articles", "stale_claims"):
        _settle(connection, limit)
    return waiting(connection)


def rebuild(connection: sqlite3.Connection) -> None:
    """Work out all facts from nothing, in the transaction of the caller."""
    for table in ("contradiction_pairs", "fact_origins", "fact_claims", "facts", "stale_facts", "stale_claims"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
    connection.execute("INSERT OR IGNORE INTO stale_articles (article) SELECT id FROM articles")
    while refresh(connection):
        pass


def _unfold(connection: sqlite3.Connection, limit: int) -> None:
    """Note the claims of the articles that came in, as long as fewer than `limit` wait."""
    count = connection.execute("SELECT count(*) FROM (SELECT 1 FROM stale_claims LIMIT ?)", (limit,)).fetchone()[0]
    for (article,) in connection.execute(
        "SELECT article FROM stale_articles ORDER BY article LIMIT ?", (limit,)
    ).fetchall():
        if count >= limit:
            return
        count += connection.execute(
            "INSERT OR IGNORE INTO stale_claims (claim) SELECT id FROM claims WHERE article = ?", (article,)
        ).rowcount
        connection.execute("DELETE FROM stale_articles WHERE article = ?", (article,))


def _place(connection: sqlite3.Connection, limit: int) -> None:
    """Give each stale claim its fact; the triggers count, and note the others that the same story says of the fact."""
    names = dict(connection.execute("SELECT code, name FROM countries").fetchall())
    known = rates.Rates(connection)
    some = "SELECT claim FROM stale_claims ORDER BY claim LIMIT ?"
    columns = ", ".join(_STATED)
    before = {
        row[0]: row
        for row in connection.execute(f"SELECT {columns} FROM fact_claims WHERE claim IN ({some})", (limit,))  # noqa: S608 - ours
    }
    facts: dict[str, dict[str, Value]] = {}
    stated: dict[str, tuple[Value, ...]] = {}
    for row in dicts(connection.execute(_CLAIMS, (limit,))):
        about = key(row)
        fact = about.fact_id
        row["part"] = _part(connection, row)
        made = _stated(row, about, fact, known, origin_of(connection, row, fact))
        if before.get(str(row["id"])) == made:
            del before[str(row["id"])]  # as it was
            continue
        stated[str(row["id"])] = made
        facts[fact] = facts.get(fact) or _fact(about, fact, names)
    connection.execute(f"DELETE FROM stale_claims WHERE claim IN ({some})", (limit,))  # noqa: S608 - ours
    connection.executemany("DELETE FROM fact_claims WHERE claim = ?", [(claim,) for claim in before])
    connection.executemany(_FACT, [facts[each] for each in sorted(facts)])
    # by fact, so that neighbours in the indexes come together
    connection.executemany(
        f"INSERT INTO fact_claims ({columns}) VALUES ({', '.join('?' * len(_STATED))})",  # noqa: S608 - names are ours
        [stated[claim] for _, claim in sorted((str(made[1]), claim) for claim, made in stated.items())],
    )


def dicts(cursor: sqlite3.Cursor) -> Iterator[dict[str, Value]]:
    """The rows of a query by the names of its columns."""
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _fact(about: Key, fact: str, names: dict[str, str]) -> dict[str, Value]:
    codes = about.country_code.split(JOIN)
    return {
        **{name: getattr(about, name) for name in about.__dataclass_fields__},
        "fact_id": fact,
        "subject": about.subject,
        "country": JOIN.join(names.get(code, code) for code in codes if code),
    }


def origin_of(connection: sqlite3.Connection, row: dict[str, Value], fact: str) -> str:
    """Where a claim comes from: the source it names, or that its story names for the same fact; else the story."""
    story = str(row["story"])[:DIGITS]
    named = source(str(row["attribution"]))
    if named:
        return named
    others = connection.execute(_SAME_STORY, {"fact": fact, "story": story, "claim": row["id"]}).fetchall()
    said = {source(told) for other in others for (told,) in connection.execute(_ATTRIBUTION, other)}
    return min(said - {""}, default=story)


def _part(connection: sqlite3.Connection, row: dict[str, Value]) -> str:
    """The part of its year that a figure is of."""
    if row["year"] is None or row["type"] not in COMPARED:
        return ""
    quote, start, slots = connection.execute(_PLACE, (row["id"],)).fetchone()
    return part(quote, start, slots, str(row["published"]))


def _stated(row: dict[str, Value], about: Key, fact: str, known: rates.Rates, origin: str) -> tuple[Value, ...]:
    """A row of `fact_claims`, in the order of its columns."""
    said, story = figure(row), str(row["story"])[:DIGITS]
    ends = (said.low, said.high) if said else (None, None)
    agreeing = (said.agree_low, said.agree_high) if said else (None, None)
    reviewed = int(bool(row["reviewed"]))
    precision = rates.REVIEWED if reviewed else known.precision(str(row["rule"]), about.type)
    return (
        *(row["id"], fact, row["article"], row["site"], str(row["published"])[:10], story),
        *(origin, row["rule"], precision, reviewed, row["status"]),
        *(*ends, period(row), *agreeing),
    )


def _settle(connection: sqlite3.Connection, limit: int) -> None:
    """Work out all that the claims of up to `limit` stale facts say together."""
    for sql in _SETTLING:
        connection.execute(sql, {"limit": limit} if ":limit" in sql else {})
    some = "SELECT fact, origin FROM settling JOIN stale_facts USING (fact)"
    connection.execute(f"DELETE FROM fact_origins WHERE (fact, origin) IN ({some})")  # noqa: S608 - ours
    connection.execute(_ORIGINS)
    stale = connection.execute(
        "SELECT fact_id, type, modality, subject, year FROM facts WHERE claims > 0 "
        "AND fact_id IN (SELECT fact FROM settling) ORDER BY fact_id"
    ).fetchall()
    for fact in stale:
        _list(connection, fact[0], set(contradictions(connection, *fact)))
    gone = "SELECT fact_id FROM facts WHERE claims = 0 AND fact_id IN (SELECT fact FROM settling)"
    for table, column in (("contradiction_pairs", "fact"), ("contradiction_pairs", "other_fact"), ("facts", "fact_id")):
        connection.execute(f"DELETE FROM {table} WHERE {column} IN ({gone})")  # noqa: S608 - ours
    connection.execute(_ENDS)
    contradicted = dict(
        connection.execute(
            "SELECT fact_id, contradicted FROM facts WHERE fact_id IN (SELECT fact FROM settling)"
        ).fetchall()
    )
    connection.executemany(
        "UPDATE facts SET median = ?, confidence = ?, status = ? WHERE fact_id = ?",
        [
            (
                median(connection, fact),
                sureness(connection, fact, contradicted=bool(contradicted[fact])),
                _status(connection, fact) if kind == "policy" else "",
                fact,
            )
            for fact, kind, *_ in stale
        ],
    )
    connection.execute("DELETE FROM stale_facts WHERE fact IN (SELECT fact FROM settling)")


def _list(connection: sqlite3.Connection, fact: str, found: set[Pair]) -> None:
    """Let the pairs of a fact be those that were found; most stand as they are."""
    columns = "fact, other_fact, kind, claim, other_claim, gap"
    known: set[Pair] = {
        tuple(row)
        for row in connection.execute(f"SELECT {columns} FROM contradiction_pairs WHERE fact = ?", (fact,))  # noqa: S608 - ours
    }
    if known == found:
        return
    key = " AND ".join(f"{name} = ?" for name in columns.split(", ")[:-1])
    connection.executemany(f"DELETE FROM contradiction_pairs WHERE {key}", [pair[:-1] for pair in known - found])  # noqa: S608 - ours
    connection.executemany(
        f"INSERT INTO contradiction_pairs ({columns}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - ours
        sorted(found - known, key=str),
    )


def median(connection: sqlite3.Connection, fact: str) -> float | None:
    """Of the latest figure of each origin."""
    known = "FROM fact_origins WHERE fact = ? AND figure IS NOT NULL"
    count = connection.execute(f"SELECT count(*) {known}", (fact,)).fetchone()[0]
    middle = connection.execute(
        f"SELECT avg(figure) FROM (SELECT figure {known} ORDER BY figure LIMIT ? OFFSET ?)",  # noqa: S608 - ours
        (fact, 2 - count % 2, max(count - 1, 0) // 2),
    ).fetchone()[0]
    return None if middle is None else float(middle)


def sureness(connection: sqlite3.Connection, fact: str, *, contradicted: bool) -> float:
    """The confidence of a fact, from its stored origins."""
    best = "SELECT precision FROM fact_origins WHERE fact = ? ORDER BY precision DESC LIMIT ?"
    return confidence((row[0] for row in connection.execute(best, (fact, COUNTED))), contradicted=contradicted)


def _status(connection: sqlite3.Connection, fact: str) -> str:
    """How far a policy has come, by the latest article; of one day the status that comes last."""
    ask = (
        "SELECT max(published) FROM fact_claims INDEXED BY fact_claims_status "
        "WHERE fact = ? AND status = ? AND status <> '' AND period = ''"
    )
    seen = [(connection.execute(ask, (fact, each)).fetchone()[0], place) for place, each in enumerate(STATUSES)]
    told = [(day, place) for day, place in seen if day is not None]
    return STATUSES[max(told)[1]] if told else ""
