"""Reads the bound words before and after a figure."""

import re

from pipeline.extract.figures.lexicon import surroundings
from pipeline.extract.figures.model import Draft, Text
from pipeline.types import Bound

BACK = 60
STRICT = (Bound.AT_LEAST, Bound.AT_MOST)


def starts(draft: Draft, text: Text) -> int:
    """Where the draft starts once its bound words are taken in."""
    start, _ = _bound_before(draft, text)
    return start


def _bound_before(draft: Draft, text: Text) -> tuple[int, Bound]:
    lex = surroundings()
    start, bound = draft.start, Bound.EXACT
    while found := lex.before.search(text.low[max(0, start - BACK) : start]):
        word = re.sub(r"\s", " ", found[1])
        if found[2] and word in lex.no_article:
            break
        place = start - len(found[0])
        if word == "up to" and _last_word(text.low, place) in lex.not_up_to:
            break
        if word == "past" and _last_word(text.low, place) == "the":
            break
        here = lex.bounds[word]
        start = place
        if bound in STRICT:
            continue
        bound = here
    return start, bound


def _last_word(low: str, end: int) -> str:
    words = re.findall(r"[\w'-]+", low[max(0, end - 20) : end])
    return words[-1] if words else ""


def bounded(draft: Draft, text: Text) -> None:
    """Takes the bound words before and after the figure in."""
    lex = surroundings()
    draft_start, before = _bound_before(draft, text)
    found = lex.after.match(text.low, draft.end)
    after = lex.after_bounds[re.sub(r"\s", " ", found[1])] if found else Bound.EXACT
    draft.start = draft_start
    if found:
        draft.end = found.end()
    if draft.bound in (Bound.RANGE, *STRICT):
        return
    draft.bound = next((one for one in (before, after) if one is not Bound.EXACT), draft.bound)
