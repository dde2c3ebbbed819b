"""Reads the words of a rise or a fall around a figure."""

import re
from itertools import pairwise

from pipeline.extract.figures.lexicon import surroundings
from pipeline.extract.figures.model import Draft, Text

FAR = 100  # characters before a figure that are looked at
AHEAD = 48  # and behind it
NOUN_WITHIN = 3  # words between a figure and its noun of change, that noun included
REACH = 10  # words between "cut" and "by 5%"
OBJECT = 5  # words between "expands" and "fivefold"
ISO = 3  # letters of a currency code
RATIOS = ("percent", "pp", "times")
TOKEN = re.compile(r"[A-Za-z][A-Za-z'-]*|[0-9][0-9.,]*|[^\s\w]")
ASIDE = re.compile(r"\([^()]{1,12}\)\s?")
SENTENCE_END = re.compile(r"[.;:!?\n]\s|\n")


def directed(draft: Draft, text: Text) -> None:
    """Finds the direction of a change: right before the figure, right behind it, or by "by" farther before."""
    if draft.direction:
        return
    unit = "times" if draft.form == "factor" else draft.unit
    level = surroundings().level.match(text.low, draft.start)
    tokens, links = _before(text.low, draft.start)
    draft.direction = (
        ("" if level else _near(tokens, links, text.low[draft.end : draft.end + 4], unit))
        or _behind(text.cased, draft.end, unit)
        or ("" if level else _far(tokens, links, half=text.low.endswith("half", draft.start, draft.end)))
    )
    if not draft.direction and text.low.endswith("fold", draft.start, draft.end):
        draft.direction = _nearest(tokens[-OBJECT:], surroundings().verbs)


def moved_before(low: str, start: int) -> str:
    """The direction of a word of change right before `start`: "rose [by] ...", "a fall of ..."."""
    return _near(*_before(low, start), "", "percent")


def moves_before(low: str, start: int) -> bool:
    """Whether a word of change stands right before `start`: "rose [by] ...", "a fall of ..."."""
    return bool(moved_before(low, start))


def moves_in_clause(low: str, start: int) -> bool:
    """Whether any word of change stands before `start` in its clause."""
    lex = surroundings()
    tokens, _ = _before(low, start)
    return any(word in lex.verbs or word in lex.nouns or word in lex.particles for word in tokens)


def _before(low: str, start: int) -> tuple[list[str], list[str]]:
    """The words of the clause before `start`, and apart from them the small ones at its end, last first."""
    lex = surroundings()
    *_, clause = SENTENCE_END.split(low[max(0, start - FAR) : start])
    tokens = TOKEN.findall(ASIDE.sub("", clause))
    links: list[str] = []
    while tokens and (tokens[-1] in lex.light or (tokens[-1].endswith("ly") and tokens[-1] not in lex.verbs)):
        links.append(tokens.pop())
    return tokens, links


def _near(tokens: list[str], links: list[str], behind: str, unit: str) -> str:
    """The direction of the word right before a figure; `behind` is what follows the figure."""
    lex = surroundings()
    word = tokens[-1] if tokens else ""
    if word in lex.particles and "of" not in links:
        level = "at" in links  # "was up sharply at 5 Mt"
        return "" if level or (len(tokens) > 1 and tokens[-2] in lex.not_up) else lex.particles[word]
    if "of" in links:
        lost = word in lex.not_money and len(unit) == ISO
        return "" if lost else lex.nouns.get(word, "")
    if word in lex.verbs and "in" not in links:
        return lex.verbs[word] if _moved(word, links, behind, unit) else ""
    if word in lex.comparatives and "by" in links:  # "higher by 5%"
        return lex.comparatives[word]
    if word in lex.copulas and unit == "percent":  # "growth was 5%"
        return lex.nouns.get(tokens[-2], "") if len(tokens) > 1 and not links else ""
    return ""


def _moved(word: str, links: list[str], behind: str, unit: str) -> bool:
    """Whether a verb right before a figure tells by how much something moved, not how much of it there is."""
    lex = surroundings()
    if unit in RATIOS:
        return "by" in links or (behind != " as " and (word not in lex.not_of or behind != " of "))
    if word in lex.not_crop and behind == " of " and "by" not in links:
        return False
    if "at" in links or (word in lex.not_units and "by" not in links):
        return False
    return "by" in links or not (unit in ("", "units") or (word in lex.not_money and len(unit) == ISO))


def _far(tokens: list[str], links: list[str], *, half: bool) -> str:
    """The direction of "reduce food loss and waste by", "grow at an average rate of", "a fall in output of"."""
    lex = surroundings()
    if "by" in links and tokens[-1:] == [","]:  # "fell for the third month, by 5%"
        return _nearest(tokens[-REACH:-1], lex.verbs)
    if "by" in links or ("of" in links and tokens[-1:] == ["rate"]):
        return _nearest(tokens[-REACH:], lex.verbs | lex.nouns) or ("by" in links and _pushed(tokens[-REACH:])) or ""
    if links == ["in"] and half:  # "cut its imports in half"
        return _nearest(tokens[-REACH:], lex.verbs)
    if "of" in links and "in" in tokens[-OBJECT:]:
        return _nearest(tokens[: len(tokens) - tokens[::-1].index("in") - 1][-1:], lex.nouns)
    return ""


def _pushed(tokens: list[str]) -> str:
    """The direction of "push up exports by"."""
    lex = surroundings()
    pairs = pairwise(tokens)
    return next((lex.particles[to] for verb, to in pairs if verb in lex.pushing and to in lex.particles), "")


def _nearest(tokens: list[str], words: dict[str, str]) -> str:
    for token in reversed(tokens):
        if token in words:
            return words[token]
        if token in (",", "(", ")"):
            break
    return ""


def _behind(cased: str, end: int, unit: str) -> str:
    """The direction said right behind a figure: "5% higher", "a 5% annual fall"."""
    lex = surroundings()
    line, _, _ = cased[end : end + AHEAD].partition("\n")
    written = TOKEN.findall(ASIDE.sub("", line.removeprefix("-").lstrip()))[: NOUN_WITHIN + 1]
    tokens = [one.lower() if one.islower() or one.istitle() or one.isupper() else "?" for one in written]
    for place, token in enumerate(tokens[:NOUN_WITHIN]):
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if place == 0 and token in lex.comparatives and unit != "times":
            return "" if following in ("to", "or") and token in ("up", "more", "down") else lex.comparatives[token]
        if unit not in ("", "units") and token in lex.nouns:
            compound = unit not in ("percent", "pp", "times") and following.isalpha()
            # "a $5 billion growth fund" is no growth
            return "" if compound and following not in lex.never_within else lex.nouns[token]
        if token in lex.never_within or not token[0].isalpha():
            break
    return ""
