"""Giving verdicts. The rules they keep stand in the database (`sql/0004_review.sql`), whoever writes them.

with Reviews(path) as reviews:
    reviews.give(Verdict(claim, Answer.WRONG, reviewer="ann", error_class=ErrorClass.FIGURE))
    reviews.undo("ann")
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Self

from pipeline.errors import InputError
from pipeline.store.database import explained, open_reviewer, transaction

Value = str | int | float | None


class Answer(StrEnum):
    """What a person says of a claim."""

    RIGHT = "right"
    WRONG = "wrong"
    CORRECTED = "corrected"  # a claim stands there, with other slots
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"  # nothing any more


class ErrorClass(StrEnum):
    """What is wrong with a claim."""

    HOLDER = "holder"
    FIGURE = "figure"
    STAGE = "stage"
    COMMODITY = "commodity"
    NOT_A_CLAIM = "not a claim"
    NEGATED = "negated"
    ATTRIBUTION = "attribution"
    OTHER = "other"


class Status(StrEnum):
    """Where a claim stands in review (column `review` of `claims`)."""

    UNREVIEWED = "unreviewed"
    RIGHT = "right"
    WRONG = "wrong"
    CORRECTED = "corrected"
    UNSURE = "unsure"
    DISPUTED = "disputed"  # reviewers say different things
    CHANGED = "changed"  # a later run reads it, or what stood in its place, in another way than was judged


@dataclass(frozen=True, slots=True)
class Verdict:
    """One reviewer's word on one claim.

    Attributes:
        claim: id of the claim, stored now or by an earlier run.
        answer: the word.
        reviewer: who gives it.
        error_class: what is wrong; given with `Answer.WRONG` only.
        slots: column of `claims` -> its right value; given with `Answer.CORRECTED` only.
        note: anything else.
        at: when, in UTC (2026-01-31T12:00:00Z); empty for now.
    """

    claim: str
    answer: Answer
    reviewer: str
    error_class: ErrorClass | None = None
    slots: Mapping[str, Value] = field(default_factory=dict)
    note: str = ""
    at: str = ""


# constraint -> what it asks for; what triggers refuse they say themselves
ASKED = {
    "verdicts_verdict": f"a verdict is one of: {', '.join(Answer)}",
    "verdicts_error_class": f"an error class is one of: {', '.join(ErrorClass)}",
    "verdicts_wrong": f"wrong, and nothing else, takes an error class: {', '.join(ErrorClass)}",
    "verdicts_corrected": "corrected, and nothing else, takes the slots to correct",
    "verdicts_reviewer": "a reviewer's name has 1 to 100 characters",
    "verdicts_note": "a note has at most 5000 characters",
    "verdicts_at": "a time is written like 2026-01-31T12:00:00Z",
    "corrections_stage": "there is no such stage; docs/claim-model.md lists them",
    "corrections_bound": "a bound is exact, about, at_least, at_most or range",
    "corrections_policy_type": "there is no such policy type; docs/claim-model.md lists them",
    "corrections_status": "a status is empty, in force, announced, proposed or ended",
    "corrections_modality": "a modality is asserted, planned, possible or negated",
    "corrections_share": "a share lies between 0 and 100, its lower end first",
    "corrections_value": "a figure's lower end comes first, by its size",
    "corrections_year": "a year has four digits",
}


# the last word is the latest, so it is no earlier than the ones before it, also when the clock was set back
_GIVE = """
    INSERT INTO verdicts (claim, verdict, error_class, slots, note, reviewer, at)
    VALUES (:claim, :verdict, :error_class, :slots, :note, :reviewer, coalesce(nullif(:at, ''), max(
        strftime('%Y-%m-%dT%H:%M:%SZ', 'now'),
        coalesce((SELECT max(at) FROM verdicts WHERE claim = :claim AND reviewer = :reviewer), ''))))
"""


class Reviews:
    """Writes verdicts, each on the disk when `give` returns; others may read and ingest meanwhile."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        """Open the database.

        Raises:
            StoreError: there is none, or it can't be written.
        """
        self.connection = open_reviewer(self.path)
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, for what follows from verdicts."""
        with transaction(self.connection, self.path) as connection:
            yield connection

    def give(self, verdict: Verdict) -> int:
        """Store a verdict; gives its number.

        Raises:
            InputError: there is no such claim, or a slot or a name has no usable value; nothing is stored.
            StoreError: the database can't be written.
        """
        row: dict[str, str] = {
            "claim": verdict.claim,
            "verdict": str(verdict.answer),
            "error_class": str(verdict.error_class or ""),
            "slots": json.dumps(dict(verdict.slots), ensure_ascii=False, sort_keys=True) if verdict.slots else "",
            "note": verdict.note,
            "reviewer": verdict.reviewer,
            "at": verdict.at,
        }
        try:
            with explained(self.path):
                return self.connection.execute(_GIVE, row).lastrowid or 0
        except (sqlite3.IntegrityError, ValueError) as error:  # ValueError: text that is no Unicode
            raise InputError(_asked(str(error))) from error

    def undo(self, reviewer: str) -> str | None:
        """Take back the newest verdict of a reviewer, by another: as though nothing had been said of its claim.

        Gives the claim; None when there is nothing to take back.
        """
        with explained(self.path):
            last = self.connection.execute(
                "SELECT id, claim FROM current_verdicts WHERE reviewer = ? ORDER BY at DESC, id DESC LIMIT 1",
                (reviewer,),
            ).fetchone()
        if last is None:
            return None
        self.give(Verdict(last["claim"], Answer.WITHDRAWN, reviewer))
        return str(last["claim"])


def _asked(message: str) -> str:
    _, _, constraint = message.partition("CHECK constraint failed: ")
    return ASKED.get(constraint, message)
