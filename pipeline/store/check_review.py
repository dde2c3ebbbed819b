"""The proof that what people wrote, and what runs did to it, holds together."""

import json
import sqlite3
from collections.abc import Iterator

from pipeline.store.changes import SLOTS

# what must find nothing: (table, problem, query for the ids)
NOTHING = (
    ("articles", "no run is said to have read it", "SELECT id FROM articles WHERE read_by IS NULL"),
    (
        "claims",
        "its review is not what the verdicts say",
        "SELECT claim FROM claim_status JOIN claims ON claims.id = claim WHERE review <> claim_status.status",
    ),
    (
        "verdicts",
        "it judged another claim than the one with its id",
        """SELECT verdicts.id FROM verdicts JOIN claims ON claims.id = claim
        WHERE (verdicts.article, verdicts.type, verdicts.start, verdicts."end", verdicts.quote)
            IS NOT (claims.article, claims.type, claims.start, claims."end", claims.quote)""",
    ),
    (
        "verdicts",
        "it corrects and has no correction, or the reverse",
        """SELECT id FROM verdicts LEFT JOIN corrections ON corrections.verdict = id
        WHERE (verdicts.verdict = 'corrected') <> (corrections.verdict IS NOT NULL)
            OR corrections.claim <> verdicts.claim""",
    ),
    (
        "returned_verdicts",
        "it names a verdict on another claim",
        """SELECT it.claim FROM returned_verdicts AS it JOIN verdicts ON verdicts.id = it.verdict
        WHERE verdicts.claim <> it.claim""",
    ),
    (
        "returned_verdicts",
        "what stands in its place was never stored",
        """SELECT claim FROM returned_verdicts AS it WHERE successor <> ''
        AND NOT EXISTS (SELECT 1 FROM claims WHERE id = successor)
        AND NOT EXISTS (SELECT 1 FROM claim_history WHERE claim_history.claim = successor)""",
    ),
    (
        "claim_history",
        "it was stored again before it was lost",
        """SELECT claim FROM claim_history JOIN claims ON claims.id = claim
        WHERE claims.run < claim_history.lost AND claims.run >= claim_history.run""",
    ),
)
QUOTED = """
    SELECT 'verdicts' AS place, verdicts.id, said FROM verdicts LEFT JOIN articles ON articles.id = article
    WHERE substr(text, start + 1, "end" - start) IS NOT quote AND text IS NOT NULL
    UNION ALL
    SELECT 'claim_history', claim, said FROM claim_history LEFT JOIN articles ON articles.id = article
    WHERE substr(text, start + 1, "end" - start) IS NOT quote
"""
SAID = "SELECT 'verdicts', id, said FROM verdicts UNION ALL SELECT 'claim_history', claim, said FROM claim_history"


def offences(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """What does not, as (table, row, problem), kind by kind."""
    for table, problem, query in NOTHING:
        yield from ((table, str(row), problem) for (row,) in connection.execute(query))
    for table, row, _ in connection.execute(QUOTED):
        yield table, str(row), "its quote does not stand there in its article"
    for table, row, said in connection.execute(SAID):
        if not _whole(said):
            yield table, str(row), "what was said can't be read"


def _whole(said: str) -> bool:
    try:
        return set(json.loads(said)) == set(SLOTS)
    except (ValueError, TypeError):
        return False
