"""Facts, policies and contradictions for exports and the terminal, in an order that depends on what they say alone."""

import sqlite3
from collections.abc import Iterator

from pipeline.facts.key import JOIN
from pipeline.store.read import Filters, country_codes

ABOUT = "type, commodity, country_code, organization, stage, partner, scope, policy_type, unit, year"


def facts(connection: sqlite3.Connection, filters: Filters) -> Iterator[sqlite3.Row]:
    """Rows of `facts` by what they are about; `since` asks for those seen on that date or later."""
    where, values = _where(connection, filters, "last_seen", "reviewed > 0")
    yield from connection.execute(f"SELECT * FROM facts WHERE {where} ORDER BY {ABOUT}, modality, fact_id", values)  # noqa: S608 - values are bound


def policies(connection: sqlite3.Connection, filters: Filters) -> Iterator[sqlite3.Row]:
    """Rows of `policy_timeline`, each policy by the dates on which its status was first told."""
    where, values = _where(
        connection, filters, "last_seen", "subject IN (SELECT subject FROM facts WHERE reviewed > 0)"
    )
    order = "country_code, policy_type, commodity, partner, subject, first_seen, status"
    yield from connection.execute(
        f"SELECT * FROM (SELECT 'policy' AS type, * FROM policy_timeline) WHERE {where} ORDER BY {order}",  # noqa: S608 - values are bound
        values,
    )


def contradictions(connection: sqlite3.Connection, filters: Filters) -> Iterator[sqlite3.Row]:
    """Rows of `contradictions`, by what they are about; `since` asks for those with a claim of that date or later."""
    reviewed = "fact_id IN (SELECT fact_id FROM facts WHERE reviewed > 0)"
    where, values = _where(connection, filters, "max(published, other_published)", reviewed)
    order = f"{ABOUT}, fact_id, kind, claim_id, other_claim_id"
    yield from connection.execute(f"SELECT * FROM contradictions WHERE {where} ORDER BY {order}", values)  # noqa: S608 - values are bound


def _where(connection: sqlite3.Connection, filters: Filters, last: str, reviewed: str) -> tuple[str, list[str]]:
    where, values = ["1"], list[str]()
    if filters.types:
        where.append(f"type IN ({', '.join('?' * len(filters.types))})")
        values += filters.types
    if filters.countries:
        codes = [code for wanted in filters.countries for code in country_codes(connection, wanted)]
        holds = f"instr('{JOIN}' || country_code || '{JOIN}', '{JOIN}' || ? || '{JOIN}')"
        where.append(f"({' OR '.join([holds] * len(codes))})")
        values += codes
    if filters.since:
        where.append(f"{last} >= ?")
        values.append(filters.since)
    if filters.reviewed:
        where.append(reviewed)
    return " AND ".join(where), values
