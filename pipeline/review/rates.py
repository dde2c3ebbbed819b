"""How often each rule is right, by verdicts: the rates that facts are weighed by, with what chance leaves open."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import sqrt

Z = 1.96  # of a confidence of 95 %


@dataclass(frozen=True, slots=True)
class Rate:
    """A rule with its `claims`, how many were `judged` (right, wrong or corrected), and how many of those were right.

    `errors` counts what was wrong by error class; corrected claims count as `corrected`.
    """

    rule: str
    claims: int
    judged: int = 0
    right: int = 0
    errors: Counter[str] = field(default_factory=Counter, compare=False)

    @property
    def precision(self) -> float | None:
        """The share of right ones, None before the first verdict."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float]:
        """Where the precision lies with a confidence of 95 %."""
        return wilson(self.right, self.judged)


def wilson(right: int, judged: int) -> tuple[float, float]:
    """Wilson's score interval, which holds also for few verdicts and for all right; (0, 1) when nothing was judged."""
    if not judged:
        return 0.0, 1.0
    share, room = right / judged, Z**2 / judged
    middle = (share + room / 2) / (1 + room)
    half = Z * sqrt(share * (1 - share) / judged + room / (4 * judged)) / (1 + room)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def rates(connection: sqlite3.Connection) -> Iterator[Rate]:
    """Of each rule that has read a stored claim, by the verdicts that stand; disputed and unsure ones don't count."""
    counts: dict[str, Counter[str]] = {}
    for rule, review, count in connection.execute("SELECT rule, review, count(*) FROM claims GROUP BY rule, review"):
        counts.setdefault(rule, Counter())[review] += count
    errors: dict[str, Counter[str]] = {}
    classes = """SELECT claims.rule, error_class, count(DISTINCT claims.id) FROM claims
        JOIN current_verdicts ON current_verdicts.claim = claims.id AND stands AND verdict = 'wrong'
        WHERE review = 'wrong' GROUP BY claims.rule, error_class"""
    for rule, error, count in connection.execute(classes):
        errors.setdefault(rule, Counter())[error] += count
    for rule in sorted(counts):
        found = counts[rule]
        judged = found["right"] + found["wrong"] + found["corrected"]
        wrong = errors.get(rule, Counter()) + Counter({"corrected": found["corrected"]})
        yield Rate(rule, found.total(), judged, found["right"], wrong)


def store(connection: sqlite3.Connection, found: list[Rate]) -> None:
    """Keep the rates of the rules that were judged, in place of those before; in the transaction of the caller."""
    connection.execute("DELETE FROM rule_rates")
    connection.executemany(
        'INSERT INTO rule_rates (rule, judged, "right") VALUES (?, ?, ?)',
        [(each.rule, each.judged, each.right) for each in found if each.judged],
    )
