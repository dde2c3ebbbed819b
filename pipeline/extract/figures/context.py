"""Reads what stands around a figure: bound words, and the words of a rise or a fall."""

import re

from pipeline.extract.figures.lexicon import surroundings
from pipeline.extract.figures.model import Draft, Text
from pipeline.types import Bound

BACK = 60
FAR = 100
AHEAD = 48
STRICT = (Bound.AT_LEAST, Bound.AT_MOST)
TOKEN = re.compile(r"[a-z][a-z'-]*|[0-9][0-9.,]*|[^\s\w]")
ASIDE = re.compile(r"\([^()]{1,12}\)\s?")
SENTENCE_END = re.compile(r"[.;:!?\n]\s|\n")


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
    words = low[max(0, end - 20) : end].split()
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
    if draft.bound in (Bound.RANGE, Bound.AT_LEAST):
        return
    draft.bound = before if before is not Bound.EXACT else after


def directed(draft: Draft, text: Text) -> None:
    """Finds the direction of a change: before the figure, or right behind it."""
    if draft.direction:
        return
    if not surroundings().level.match(text.low, draft.start):
        draft.direction = left_direction(text.low, draft.start, text.low[draft.end : draft.end + 4])
    draft.direction = draft.direction or right_direction(text.low, draft.end, draft.unit)


def left_direction(low: str, start: int, behind: str = "") -> str:
    """The direction said before a figure that starts at `start`: "rose [by] ...", "a fall of ...", "cut X by ...".

    `behind` is what follows the figure: "grows 70% of the soya" is no rise.
    """
    lex = surroundings()
    *_, clause = SENTENCE_END.split(low[max(0, start - FAR) : start])
    tokens = TOKEN.findall(ASIDE.sub("", clause))
    links: list[str] = []
    while tokens and (tokens[-1] in lex.light or tokens[-1].endswith("ly")):
        links.append(tokens.pop())
    if not tokens:
        return ""
    word = tokens[-1]
    if word in lex.particles and "of" not in links:
        return "" if len(tokens) > 1 and tokens[-2] in lex.not_up else lex.particles[word]
    if "of" in links and word in lex.nouns:
        return lex.nouns[word]
    if word in lex.verbs and "of" not in links and "in" not in links:
        return "" if word in lex.not_of and not links and behind == " of " else lex.verbs[word]
    if "by" in links or (word == "rate" and "of" in links):
        return _farther(tokens, lex.verbs | lex.nouns)
    return ""


def _farther(tokens: list[str], words: dict[str, str]) -> str:
    """The nearest word of change within eight words: "reduce food loss and waste by"."""
    for token in reversed(tokens[-8:]):
        if token in words:
            return words[token]
        if token in (",", "(", ")"):
            break
    return ""


def right_direction(low: str, end: int, unit: str) -> str:
    """The direction said right behind a figure: "5% higher", "a 5% annual fall"."""
    lex = surroundings()
    line, _, _ = low[end : end + AHEAD].partition("\n")
    tokens = TOKEN.findall(ASIDE.sub("", line.removeprefix("-").lstrip()))
    for place, token in enumerate(tokens[:3]):
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if place == 0 and token in lex.comparatives:
            return "" if following in ("to", "or") and token in ("up", "more", "down") else lex.comparatives[token]
        if unit not in ("", "units") and token in lex.nouns:
            compound = unit not in ("percent", "pp") and following.isalpha() and following not in lex.never_within
            return "" if compound else lex.nouns[token]  # "a $5 billion growth fund" is no growth
        if token in lex.never_within or not token[0].isalpha():
            break
    return ""
