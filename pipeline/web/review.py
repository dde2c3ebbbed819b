"""The review queue: one claim at a time with all that a reviewer needs to see of it, and what may be said of it."""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pipeline.errors import ConfigError
from pipeline.review import queue
from pipeline.review.verdicts import ASKED, ErrorClass
from pipeline.store.database import open_reader
from pipeline.types import CLAIM_TYPES, Bound, Modality, PolicyStatus, PolicyType, Stage
from pipeline.vocab.rules import rules
from pipeline.web import cues, words
from pipeline.web.claim import AGAINST, slot_label
from pipeline.web.marks import cut
from pipeline.web.queries import WRONG

COUNTED = 1000  # claims that are left are counted up to here
SKIPPED = 200  # claims that are passed over are remembered up to here
ID_LETTERS = 16  # of a digest, enough to tell claims apart

FILTERS = ("why", "rule", "type", "country", "commodity", "skip")
# what is asked for -> reasons of the queue; "" goes through all of them in turn
WHY = {
    "": queue.ORDER,
    "contradicted": (queue.CONTRADICTED,),
    "low confidence": (queue.DOUBTFUL,),
    "changed or lost": ("changed", queue.LOST),
    "reviewers disagree": ("disputed",),
    "unsure": (queue.UNSURE,),
    "a second opinion": (queue.SECOND,),
}
REASONS = {
    "changed": "was judged, and is read in another way now",
    queue.LOST: "was judged, and is not read any more: was it rightly lost?",
    "disputed": "reviewers disagree",
    queue.UNSURE: "another reviewer could not tell",
    queue.SECOND: "another reviewer has judged it",
    queue.CONTRADICTED: "another claim says otherwise",
    queue.DOUBTFUL: "its fact has little confidence",
    queue.NEW: "nobody has judged it yet",
}
CHOICES: dict[str, Sequence[str]] = {
    "stage": tuple(Stage),
    "bound": ("", *Bound),
    "policy_type": tuple(PolicyType),
    "status": tuple(PolicyStatus),
    "modality": tuple(Modality),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """What a reviewer asks for; `claim` is one claim to show, whatever the filter, `last` the one judged last."""

    reviewer: str
    filters: Mapping[str, str] = field(default_factory=dict)
    claim: str = ""
    last: bool = False

    @property
    def skipped(self) -> tuple[str, ...]:
        """The claims that are passed over, by the first letters of their ids."""
        return tuple(each for each in self.filters.get("skip", "").split(".") if each)[-SKIPPED:]

    @property
    def wanted(self) -> queue.Wanted:
        """The same in terms of the queue."""
        of = self.filters.get
        return queue.Wanted(
            self.reviewer,
            WHY.get(of("why", ""), queue.ORDER),
            of("rule", ""),
            (of("type", ""),) if of("type") else (),
            of("country", ""),
            of("commodity", ""),
            len(self.skipped) + 1,
        )

    def address(self, **changes: str) -> str:
        """The query string of the same filter."""
        return urlencode({name: value for name, value in {**self.filters, **changes}.items() if value})


def asked(args: Mapping[str, str], remembered: str, reviewer: str) -> Ask:
    """What a request asks for; with `on` and `last`, by the filter in use, which a cookie remembers."""
    keeps = "on" in args or "last" in args
    given = dict(parse_qsl(remembered)) if keeps else args
    filters = {name: str(given[name]).strip() for name in FILTERS if given.get(name)}
    return Ask(reviewer, filters, str(args.get("claim") or ""), "last" in args)


async def page(path: Path, ask: Ask) -> dict[str, Any]:
    """The variables of the page."""
    return await asyncio.to_thread(_read, path, ask)


def _read(path: Path, ask: Ask) -> dict[str, Any]:
    with closing(open_reader(path)) as connection:
        found: dict[str, Any] = {
            "filters": ask.filters,
            "why": tuple(WHY),
            "types": tuple(each.type for each in CLAIM_TYPES),
            "rules": sorted(rule.id for rule in rules()),
            "error_classes": tuple(ErrorClass),
            "wrong": WRONG,
            "asked": ASKED,
            "again": ask.address(),
            "names": {row["code"]: row["name"] for row in connection.execute("SELECT code, name FROM countries")},
        }
        try:
            entry = _entry(connection, ask)
            left = queue.count(connection, ask.wanted)
        except ConfigError as error:  # no country has this name
            return found | {"complaint": str(error), "progress": None, "item": None}
        found["progress"] = _progress(connection, ask.reviewer) | {"left": left}
        return found | (_shown(connection, entry, ask, found["names"]) if entry else {"item": None})


def _entry(connection: sqlite3.Connection, ask: Ask) -> queue.Entry | None:
    if ask.last:
        sql = "SELECT claim FROM verdicts WHERE reviewer = ? ORDER BY at DESC, id DESC LIMIT 1"
        row = connection.execute(sql, (ask.reviewer,)).fetchone()
        claim = row["claim"] if row else ""
    else:
        claim = ask.claim
    if claim:
        row = connection.execute("SELECT review FROM claims WHERE id = ?", (claim,)).fetchone()
        if row:
            return queue.Entry(claim, row["review"])
        known = connection.execute("SELECT 1 FROM claim_history WHERE claim = ?", (claim,)).fetchone()
        return queue.Entry(claim, queue.LOST) if known else None
    waiting = queue.entries(connection, ask.wanted)
    return next((each for each in waiting if each.claim[:ID_LETTERS] not in ask.skipped), None)


def _progress(connection: sqlite3.Connection, reviewer: str) -> dict[str, int]:
    sql = """SELECT count(*) AS mine, coalesce(sum(at >= date('now')), 0) AS today FROM current_verdicts
        WHERE reviewer = ?"""
    return dict(connection.execute(sql, (reviewer,)).fetchone())


def _shown(connection: sqlite3.Connection, entry: queue.Entry, ask: Ask, names: Mapping[str, str]) -> dict[str, Any]:
    item = queue.item(connection, entry, ask.reviewer)
    stored = connection.execute("SELECT * FROM claims WHERE id = ?", (entry.claim,)).fetchone()
    paragraph, spots = item.paragraph, [span for _, span in item.words]
    inside = [number for number, span in enumerate(spots) if item.quote.contains(span)]
    return {
        "item": item,
        "claim": _row(item.said, item.type, names) | (dict(stored) if stored else {"id": entry.claim}),
        "reason": REASONS.get(entry.reason, entry.reason),
        "lead": paragraph[: item.quote.start],
        "pieces": cut(paragraph, item.quote, [spots[number] for number in inside]),
        "tail": paragraph[item.quote.end :],
        "slot_names": [item.words[number][0] for number in inside],
        "slot_labels": [slot_label(item.words[number][0]) for number in inside],
        "rule_records": [rule for rule in rules() if rule.id in item.rule.split()],
        "cues": cues.found_in(item.quote.of(paragraph)),
        "against": [dict(row) for row in connection.execute(AGAINST, {"id": entry.claim})],
        "versions": [_version(each, item, names) for each in item.earlier],
        "slots": _slots(connection, item),
        "skip": ask.address(skip=".".join((*ask.skipped, entry.claim[:ID_LETTERS]))),
    }


def _row(said: Mapping[str, Any], kind: str, names: Mapping[str, str]) -> dict[str, Any]:
    """The slots of a claim as a row of `claims` has them."""
    codes = [code for code in str(said["country_code"]).split("; ") if code]
    return {**said, "type": kind, "country": "; ".join(names.get(code, code) for code in codes)}


def _version(earlier: queue.Earlier, item: queue.Item, names: Mapping[str, str]) -> dict[str, Any]:
    """What was judged before: in words, and the slots that differ from what is read now."""
    differs = [name for name, value in earlier.said.items() if item.said.get(name) != value]
    return {
        "verdict": earlier,
        "words": words.said(_row(earlier.said, item.type, names), names),
        "differs": [(slot_label(name), name, earlier.said[name], item.said.get(name)) for name in differs],
    }


def _slots(connection: sqlite3.Connection, item: queue.Item) -> list[dict[str, Any]]:
    """The slots that may be corrected, in the order of the table; those of other types are sent empty."""
    kinds = dict(connection.execute("SELECT slot, kind FROM claim_slots WHERE type = ?", (item.type,)).fetchall())
    return [
        {
            "name": name,
            "label": name.replace("_", " "),
            "kind": kinds.get(name, ""),
            "value": "" if value is None else _plain(value),
            "choices": CHOICES.get(name, ()),
        }
        for name, value in item.said.items()
    ]


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def plainly(message: str) -> str:
    """What the database says of a verdict that it does not take, in words."""
    return ASKED.get(message.partition("CHECK constraint failed: ")[2], message)
