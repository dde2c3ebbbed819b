"""What two readings of an article differ in: claims that came, are lost, or say something else in their place.

A claim that another run reads in the same words keeps its id. One whose slots differ is another claim; it takes the
place of one that is lost when both are of one type and their sentences overlap.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.store.rows import NUMBER_SLOTS, TEXT_SLOTS, Row, Value, dumps
from pipeline.types import Span

ABOUT = ("country_code", "commodity")  # what two claims have in common first of all
SLOTS = ("country_code", *TEXT_SLOTS, *NUMBER_SLOTS, "year")  # columns of `claims` that tell what is said


class Kind(StrEnum):
    """What became of a claim."""

    ADDED = "added"
    LOST = "lost"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim as a run read it; `said` maps the columns of its slots to their values."""

    claim: str
    type: str
    rule: str
    span: Span
    quote: str
    said: Mapping[str, Value] = field(hash=False)

    @property
    def json(self) -> str:
        """The slots as they are stored in a history."""
        return dumps(dict(self.said))


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one claim of an article; an added one has nothing before, a lost one nothing after."""

    article: str
    before: Stated | None
    after: Stated | None

    @property
    def kind(self) -> Kind:
        """Added, lost or changed."""
        return Kind.ADDED if self.before is None else Kind.LOST if self.after is None else Kind.CHANGED

    @property
    def one(self) -> Stated:
        """The claim as it is now, else as it was."""
        one = self.after or self.before
        assert one is not None  # noqa: S101 - a change has one side at least
        return one

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots that differ between the two."""
        if self.before is None or self.after is None:
            return ()
        return tuple(name for name in SLOTS if self.before.said[name] != self.after.said[name])


def stated(row: Mapping[str, Value] | sqlite3.Row) -> Stated:
    """The claim of a row of `claims`."""
    return _of(row, str(row["id"]), {name: row[name] for name in SLOTS})


def _of(row: Mapping[str, Value] | sqlite3.Row, claim: str, said: Mapping[str, Value]) -> Stated:
    span = Span(int(row["start"] or 0), int(row["end"] or 0))
    return Stated(claim, str(row["type"]), str(row["rule"]), span, str(row["quote"]), said)


def compared(article: str, before: Iterable[Stated], after: Iterable[Stated]) -> tuple[Change, ...]:
    """The changes from one reading of an article to another, in text order."""
    was, now = ({each.claim: each for each in side} for side in (before, after))
    # the id holds all that is said but for who says it
    kept = [Change(article, was[claim], now[claim]) for claim in was.keys() & now.keys()]
    changes = [each for each in kept if each.slots or each.one.rule != was[each.one.claim].rule]
    lost, added = (
        [one[claim] for claim in sorted(one.keys() - other.keys())] for one, other in ((was, now), (now, was))
    )
    for old, new in list(_pairs(lost, added)):
        changes.append(Change(article, old, new))
        lost.remove(old)
        added.remove(new)
    changes += [Change(article, each, None) for each in lost] + [Change(article, None, each) for each in added]
    return tuple(sorted(changes, key=lambda each: (each.one.span, each.one.type, each.one.claim)))


def _pairs(lost: list[Stated], added: list[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Each lost claim with the one that took its place, those that have most in common first."""
    alike = sorted(
        (*_rank(old, new), old.span, new.span, old.claim, new.claim)
        for old in lost
        for new in added
        if old.type == new.type and old.span.overlaps(new.span)
    )
    by_id = {each.claim: each for each in (*lost, *added)}
    taken: set[str] = set()
    for *_, old, new in alike:
        if not taken & {old, new}:
            taken |= {old, new}
            yield by_id[old], by_id[new]


def _rank(old: Stated, new: Stated) -> tuple[int, int]:
    about, all_of_it = (sum(old.said[name] != new.said[name] for name in names) for names in (ABOUT, SLOTS))
    return about, all_of_it


# --- two runs --------------------------------------------------------------------------------------------------------

_TOUCHED = """
    SELECT id FROM articles WHERE run <= :first AND id IN (
        SELECT article FROM claims WHERE run > :first AND run <= :last
        UNION SELECT article FROM claim_history WHERE lost > :first AND lost <= :last
        UNION SELECT article FROM claim_history WHERE run > :first AND run <= :last)
    ORDER BY published, id
"""


def diff(connection: sqlite3.Connection, earlier: int, later: int) -> Iterator[Change]:
    """What differs between the claims as one run left them and as another did, in articles that both knew."""
    ends = {"first": min(earlier, later), "last": max(earlier, later)}
    for (article,) in connection.execute(_TOUCHED, ends).fetchall():
        yield from compared(article, at(connection, article, earlier), at(connection, article, later))


def at(connection: sqlite3.Connection, article: str, run: int) -> Iterator[Stated]:
    """The claims of an article as a run left them."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    for row in cursor.execute("SELECT * FROM claims WHERE article = ? AND run <= ?", (article, run)).fetchall():
        yield stated(row)
    then = "SELECT * FROM claim_history WHERE article = ? AND run <= ? AND lost > ?"
    for row in cursor.execute(then, (article, run, run)).fetchall():
        yield _of(row, str(row["claim"]), json.loads(row["said"]))


def history_row(change: Change, run: int, stored: int) -> Row:
    """Row of `claim_history`: the claim as it was before a run changed or lost it; `stored` is the run it came with."""
    one = change.before
    assert one is not None  # noqa: S101 - an added claim has no history
    place: Row = {"article": change.article, "start": one.span.start, "end": one.span.end, "quote": one.quote}
    return place | {
        "claim": one.claim,
        "lost": run,
        "run": stored,
        "type": one.type,
        "rule": one.rule,
        "said": one.json,
    }
