"""For admins: each verdict that was given, how much each reviewer did, and how far they agree."""

import asyncio
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.review.agreement import agreements
from pipeline.store.database import open_reader

LISTED = 100  # verdicts a page

EACH = """SELECT reviewer, count(*) AS given, count(DISTINCT claim) AS claims, sum(verdict = 'right') AS "right",
        sum(verdict = 'wrong') AS wrong, sum(verdict = 'corrected') AS corrected, sum(verdict = 'unsure') AS unsure,
        sum(verdict = 'withdrawn') AS withdrawn, min(at) AS first, max(at) AS last
    FROM verdicts GROUP BY reviewer ORDER BY given DESC, reviewer"""
LOG = """SELECT verdicts.*, claims.id IS NOT NULL AS stored FROM verdicts LEFT JOIN claims ON claims.id = claim
    WHERE (:reviewer = '' OR reviewer = :reviewer) AND (:before = 0 OR verdicts.id < :before)
    ORDER BY verdicts.id DESC LIMIT :listed"""


async def page(path: Path, reviewer: str, before: str) -> dict[str, Any]:
    """The log from a verdict on towards older ones, of one reviewer or of all."""
    return await asyncio.to_thread(_read, path, reviewer, int(before) if before.isdecimal() else 0)


def _read(path: Path, reviewer: str, before: int) -> dict[str, Any]:
    with closing(open_reader(path)) as connection:
        log = [dict(row) for row in connection.execute(LOG, {"reviewer": reviewer, "before": before, "listed": LISTED})]
        return {
            "reviewer": reviewer,
            "each": [dict(row) for row in connection.execute(EACH)],
            "agreements": tuple(agreements(connection)),
            "log": log,
            "before": log[-1]["id"] if len(log) == LISTED else 0,
        }
