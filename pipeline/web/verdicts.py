"""Where a claim stands in review, in words. A verdict is on the reading: "read right" says that the article says so."""

from collections.abc import Mapping
from typing import Any

# column `review` of claims -> what a reader sees: a sign and words, never colour alone
STATES = {
    "unreviewed": ("·", "not reviewed"),
    "right": ("✓", "read right"),
    "corrected": ("✎", "corrected"),
    "wrong": ("✗", "read wrong"),
    "unsure": ("?", "reviewer unsure"),
    "disputed": ("≠", "reviewers disagree"),
    "changed": ("↻", "changed since review"),
}

HISTORY = """select id, verdict, error_class, slots, note, reviewer, at from verdicts
    where claim = :id order by at, id"""


def state(row: Mapping[str, Any]) -> str:
    """The column `review`; "unreviewed" for rows that come without it."""
    return str(row["review"]) if "review" in row.keys() and row["review"] else "unreviewed"  # noqa: SIM118 - sqlite3.Row


def sign(row: Mapping[str, Any]) -> str:
    """The sign of its state."""
    return STATES[state(row)][0]


def label(row: Mapping[str, Any]) -> str:
    """Its state in words."""
    return STATES[state(row)][1]
