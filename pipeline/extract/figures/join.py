"""Joins drafts into ranges, and lets the figures of a list share unit and magnitude."""

import re

from pipeline.extract.figures.bounds import starts
from pipeline.extract.figures.direction import moves_before, moves_in_clause
from pipeline.extract.figures.model import Draft, Text
from pipeline.types import Bound, Span

DASH = re.compile(r"-\s?|\s-\s")
TO = re.compile(r"\s?-?to-?\s?")
OR = re.compile(r"\s?-?or-?\s?")
AND = re.compile(r"\sand\s")
LAST_LINK = re.compile(r"(?:,?\s(?:and|or|to)\s|\s?&\s?)")
LINK = re.compile(r",\s")
BETWEEN = re.compile(r"\bbetween\s$")
OPENING = re.compile(r"\b(?:between|from)\s$")
FROM = re.compile(r"\bfrom\s$")
RANGING = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere|span(?:s|ning)?|of|run(?:s|ning)?)\sfrom\s$"
)
CLOSE = 2.0  # "fell 15% to 20%" is a range, "fell 2% to 15%" ends at a level


def joined(drafts: list[Draft], text: Text) -> list[Draft]:
    """The drafts with ranges merged and list units shared, in text order."""
    shared = _listed(drafts, text)
    found: list[Draft] = []
    for draft in shared:
        if found and _range(found[-1], draft, text):
            continue
        found.append(draft)
    return found


def _alike(first: Draft, second: Draft) -> bool:
    """Whether two units may belong to one range: "$18 to $20 per share" shares what the price is of."""
    return first.unit in ("", second.unit) or (
        bool(first.sign) and (not second.unit or second.unit.startswith(f"{first.unit}/"))
    )


def _carried(first: Draft, second: Draft) -> float:
    """The value of `first` once it shares the magnitude and scale of `second`: 2 in "2 to 3 million" is 2,000,000."""
    if first.magnitude == 1 and second.magnitude < 1 and not first.unit:
        return first.value * second.magnitude  # "40-45 cents"
    if first.magnitude == 1 and second.magnitude > 1 and first.form != "fraction":
        value = first.value * second.magnitude
        return value if value <= second.value or first.value < CLOSE * second.value / second.magnitude else first.value
    return first.value


def _range(first: Draft, second: Draft, text: Text) -> bool:
    """Merges `second` into `first` when the two are the ends of a range."""
    gap = text.low[first.end : second.start]
    if gap == " " and text.low[second.start] == "-" and first.unit == second.unit != "":
        gap, second.direction = " - ", ""  # "30% -40%"
    if first.high is not None or len(gap) > 6 or not _alike(first, second):  # noqa: PLR2004 - the longest connector
        return False
    if first.form not in ("digits", "words", "fraction") or second.form not in ("digits", "words", "fraction"):
        return False
    if (first.form == "fraction") != (second.form == "fraction") and not (first.unit == second.unit == "percent"):
        return False
    low, high = _carried(first, second), second.value
    if not low < high or not _connects(first, second, text, gap):
        return False
    first.value, first.high, first.bound = low, high, Bound.RANGE
    first.unit = second.unit or first.unit
    first.number, first.end = Span(first.number.start, second.number.end), second.end
    start = starts(first, text)
    opening = OPENING.search(text.low[max(0, start - 9) : start])
    first.start = start - len(opening[0]) if opening else first.start
    return True


def _connects(first: Draft, second: Draft, text: Text, gap: str) -> bool:
    """Whether the words between and before two figures make them a range."""
    start = starts(first, text)
    before = text.low[max(0, start - 24) : start]
    if TO.fullmatch(gap):
        return _to_connects(first, second, text, before)
    if AND.fullmatch(gap):
        return BETWEEN.search(before) is not None
    if OR.fullmatch(gap):
        return not first.unit and second.value <= CLOSE * first.value and first.form == second.form
    return DASH.fullmatch(gap) is not None


def _to_connects(first: Draft, second: Draft, text: Text, before: str) -> bool:
    """Whether "X to Y" is a range, not a move from one level to another."""
    own = bool(first.unit) and not first.listed
    start = starts(first, text)
    if FROM.search(before):
        return RANGING.search(before) is not None or not (own or moves_in_clause(text.low, start))
    if own and moves_before(text.low, start):
        return first.unit == "percent" and second.value <= CLOSE * first.value
    return True


def _listed(drafts: list[Draft], text: Text) -> list[Draft]:
    """Gives "2.5" in "2.5 and 6 per cent" its unit; commas only count within a list that ends in and."""
    for place in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[place], drafts[place + 1]
        if draft.unit or draft.form not in ("digits", "words") or not following.unit or following.sign:
            continue
        if following.form not in ("digits", "words") or following.unit == "units":
            continue
        if draft.magnitude not in (1, following.magnitude):
            continue  # "over 7.66m and 1.26%"
        gap = text.low[draft.end : following.start]
        if LAST_LINK.fullmatch(gap) or (following.listed and LINK.fullmatch(gap)):
            value = _carried(draft, following)
            if value != draft.value:
                draft.value, draft.magnitude = value, following.magnitude
            draft.unit, draft.listed = following.unit, True
    return drafts
