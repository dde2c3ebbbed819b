"""How often the claims of a rule are right, as far as it is known.

A few verdicts say little: each rate starts as if `PRIOR` claims had been judged before, and come out like the level
above. The rate of all types stands above that of a type (precision.toml), and that above the rule's own verdicts
(table `rule_rates`).
"""

import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.vocab import load_table

PRIOR = 10
DIGITS = 2  # so that one verdict more doesn't move every fact
REVIEWED = 0.99  # a person found the claim right


@dataclass(frozen=True, slots=True)
class Rate:
    """How many claims of a type were judged, and how many of them were right."""

    id: str
    judged: int
    right: int


def smoothed(judged: int, right: int, before: float) -> float:
    """A rate from few verdicts and what was thought before."""
    return (right + PRIOR * before) / (judged + PRIOR)


@cache
def of_types() -> dict[str, float]:
    """Type of claim -> how often it is right."""
    rates = load_table("precision", "rate", Rate, Path(__file__).parent)
    overall = sum(rate.right for rate in rates) / sum(rate.judged for rate in rates)
    return {rate.id: smoothed(rate.judged, rate.right, overall) for rate in rates}


class Rates:
    """The precision of rules, with the verdicts that a database holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT rule, judged, right FROM rule_rates").fetchall()
        self._judged = {rule: (judged, right) for rule, judged, right in rows}

    def precision(self, rule: str, kind: str) -> float:
        """How often claims of this type that this rule reads are right."""
        return round(smoothed(*self._judged.get(rule, (0, 0)), of_types()[kind]), DIGITS)


def apply(connection: sqlite3.Connection) -> None:
    """Let the claims of rules whose rate has changed be counted anew by the next `refresh`.

    Takes no time while no rate has changed; else as long as those rules have claims.
    """
    rates = Rates(connection)
    for (rule,) in connection.execute("SELECT rule FROM rule_rates ORDER BY rule").fetchall():
        kind = connection.execute(
            "SELECT type FROM fact_claims JOIN facts ON fact_id = fact WHERE fact_claims.rule = ? LIMIT 1", (rule,)
        ).fetchone()
        if kind:
            precision = rates.precision(rule, kind[0])
            for other in ("<", ">"):  # two seeks in the index, where <> would read all claims of the rule
                connection.execute(
                    "INSERT OR IGNORE INTO stale_claims (claim) "  # noqa: S608 - ours
                    f"SELECT claim FROM fact_claims WHERE rule = ? AND precision {other} ? AND reviewed = 0",
                    (rule, precision),
                )
