"""The proof that facts are what their claims say; what waits to be worked out is left out."""

import sqlite3
from collections.abc import Iterator

from pipeline.facts.key import key
from pipeline.facts.refresh import dicts, median, origin_of, sureness
from pipeline.store.check import Offence

_LOST = """
    SELECT id, 'it is counted in no fact' FROM countable_claims
    WHERE id NOT IN (SELECT claim FROM fact_claims) AND id NOT IN (SELECT claim FROM stale_claims)
        AND article NOT IN (SELECT article FROM stale_articles)
    UNION ALL
    SELECT claim, 'it is counted in a fact, and should not be' FROM fact_claims
    WHERE claim NOT IN (SELECT id FROM countable_claims) AND claim NOT IN (SELECT claim FROM stale_claims)
    ORDER BY 1
"""
_KEYS = """
    SELECT countable_claims.*, fact, origin FROM countable_claims JOIN fact_claims ON claim = id
    WHERE id NOT IN (SELECT claim FROM stale_claims) ORDER BY id
"""
_COUNTED = ("claims", "articles", "sites", "origins", "reviewed", "low", "high", "first_seen", "last_seen")
_RECOUNT = """
    SELECT facts.*, count(claim) AS n_claims, count(DISTINCT article) AS n_articles,
        count(DISTINCT nullif(site, '')) AS n_sites, count(DISTINCT origin) AS n_origins,
        coalesce(sum(fact_claims.reviewed), 0) AS n_reviewed, min(fact_claims.low) AS n_low,
        max(fact_claims.high) AS n_high, coalesce(min(nullif(published, '')), '') AS n_first_seen,
        coalesce(max(published), '') AS n_last_seen,
        EXISTS (SELECT 1 FROM contradiction_pairs WHERE contradiction_pairs.fact = fact_id)
        OR EXISTS (SELECT 1 FROM contradiction_pairs WHERE other_fact = fact_id) AS n_contradicted
    FROM facts LEFT JOIN fact_claims ON fact_claims.fact = fact_id
    WHERE fact_id NOT IN (SELECT fact FROM stale_facts) GROUP BY fact_id ORDER BY fact_id
"""
_ORIGINS = """
    SELECT fact, origin FROM (
        SELECT fact, origin, count(*) AS claims, max(precision) AS precision FROM fact_claims GROUP BY fact, origin
        EXCEPT SELECT fact, origin, claims, precision FROM fact_origins
        UNION ALL
        SELECT fact, origin, claims, precision FROM fact_origins WHERE (fact, origin) NOT IN (
            SELECT fact, origin FROM fact_claims))
    WHERE (fact, origin) NOT IN (SELECT fact, origin FROM stale_facts) ORDER BY fact, origin
"""


def check(connection: sqlite3.Connection) -> Iterator[Offence]:
    """Every claim that counts has the fact of its key, and every fact the counts and ends of its claims."""
    yield from (Offence("claims", claim, problem) for claim, problem in connection.execute(_LOST))
    for row in dicts(connection.execute(_KEYS)):
        if key(row).fact_id != row["fact"]:
            yield Offence("fact_claims", str(row["id"]), f"its fact is not {row['fact']}")
        if origin_of(connection, row, str(row["fact"])) != row["origin"]:
            yield Offence("fact_claims", str(row["id"]), f"its origin is not {row['origin']}")
    for row in dicts(connection.execute(_RECOUNT)):
        fact = str(row["fact_id"])
        if not row["claims"]:
            yield Offence("facts", fact, "no claim states it")
        yield from (
            Offence("facts", fact, f"{name} is {row[name]!r}, its claims say {row[f'n_{name}']!r}")
            for name in (*_COUNTED, "contradicted")
            if row[name] != row[f"n_{name}"]
        )
        if row["median"] != median(connection, fact):
            yield Offence("facts", fact, "median is not that of its origins")
        if row["confidence"] != sureness(connection, fact, contradicted=bool(row["contradicted"])):
            yield Offence("facts", fact, "confidence is not that of its origins")
    for fact, origin in connection.execute(_ORIGINS):
        yield Offence("fact_origins", f"{fact} {origin}", "it is not what the claims from there say")
