"""How far two reviewers say the same of the same claims: percent, and Cohen's kappa, which takes chance out."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PAIRS = """
    SELECT one.reviewer, two.reviewer, one.verdict, two.verdict
    FROM current_verdicts AS one JOIN current_verdicts AS two
        ON two.claim = one.claim AND two.reviewer > one.reviewer AND two.attribution = one.attribution
    ORDER BY one.reviewer, two.reviewer, one.claim
"""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two reviewers, over `claims` that both judged; `kappa` is None where both said one and the same of all."""

    one: str
    two: str
    claims: int
    agreed: int
    kappa: float | None

    def __str__(self) -> str:
        shown = "not defined: both said the same of all" if self.kappa is None else f"{self.kappa:.2f}"
        share = 100 * self.agreed / self.claims
        return f"{self.one} and {self.two}: {self.agreed} of {self.claims} alike ({share:.0f} %), kappa {shown}"


def agreements(connection: sqlite3.Connection) -> Iterator[Agreement]:
    """Of each two reviewers who judged a claim in common, by their last words on it."""
    judged: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one, two, first, second in connection.execute(PAIRS):
        judged.setdefault((one, two), []).append((first, second))
    for (one, two), pairs in judged.items():
        yield Agreement(one, two, len(pairs), sum(first == second for first, second in pairs), kappa(pairs))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of verdicts given in pairs: 1 when all are alike, 0 when no more than by chance."""
    count = len(pairs)
    firsts, seconds = (Counter(side) for side in zip(*pairs, strict=True))
    alike = sum(first == second for first, second in pairs) / count
    chance = sum(firsts[verdict] * seconds[verdict] for verdict in firsts) / count**2
    return None if chance == 1 else (alike - chance) / (1 - chance)
