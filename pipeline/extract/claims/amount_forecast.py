"""Forecasts that have given way to another, how far they were moved, and how far something is from an average."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.holder import words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence

CLIMB = 6
BEHIND = 4  # tokens behind a figure in which "last month" stands
FAR = 9  # tokens behind a figure in which the average stands that it is compared with
OLD_FORECAST = "an old forecast is no claim"
AVERAGE = "how far from an average, no rise or fall"
BASES = frozenset({"from", "than", "against", "versus", "vs", "vs.", "with"})
OFF = frozenset({"above", "below", "over", "under", "higher", "lower", "more", "less"})


def outdated(sentence: Sentence, figure: Figure, head: Token) -> str:
    """Why a figure is only an old forecast, the size of its revision, or the distance from an average; "" for none."""
    if _is_former(head) or _was_expected(head) or _was_estimated(sentence, figure, head):
        return OLD_FORECAST
    if _is_revision(sentence, figure):
        return OLD_FORECAST
    return AVERAGE if _is_off_average(sentence, figure) else ""


def _is_former(head: Token) -> bool:
    """Whether a forecast has given way, or how far: "from an earlier estimate of 5 Mt", "cut its forecast by 1 Mt"."""
    above = [head, *syntax.climb(head)][:CLIMB]
    for noun in above:
        former = any(one.lower_ in words("former") for one in noun.children)
        compared = noun.dep_ == "pobj" and noun.head.lower_ in OFF | BASES - {"with"}  # "above estimates of 5 Mt"
        if noun.lower_ in words("estimates") and (former or compared):
            return True
        if noun.lower_ in {"from", "by"} and noun.dep_ in {"prep", "agent"}:
            verb = syntax.governor(noun)
            if verb is not None and any(is_projected(one) for one in _revised(verb)):
                return True
    return False


def _revised(verb: Token) -> Iterator[Token]:
    """What a verb of revising moves: its object or subject."""
    return (one for one in verb.children if one.dep_ in {"dobj", "nsubjpass", "nsubj"})


def is_projected(noun: Token) -> bool:
    """Whether a noun is a forecast, or a measure that is only forecast: "the projected corn crop"."""
    return noun.lower_ in words("estimates") or any(one.lower_ in words("projected") for one in noun.lefts)


def _was_expected(head: Token) -> bool:
    """Whether a figure is what had been expected: "traders had forecast 5 Mt, with exports seen at 1 Mt"."""
    for verb in syntax.climb(head):
        had = any(one.lower_ == "had" and one.dep_ == "aux" for one in verb.children)
        if had and verb.lemma_.lower() in words("expecting"):
            return True
        if syntax.is_verb(verb) and verb.dep_ in {"conj", "ROOT", "relcl"}:
            return False
    return False


def _was_estimated(sentence: Sentence, figure: Figure, head: Token) -> bool:
    """Whether an estimate is compared with that of last time: "is put at 5 Mt, against 6 Mt last month"."""
    first, end = sentence.tokens_of(figure.span)
    before = {one.lower_ for one in sentence.doc[max(0, first - 2) : first]}
    behind = [one.lower_ for one in sentence.doc[end : end + BEHIND]]
    told = any(pair in (("last", "month"), ("last", "week")) for pair in pairwise(behind))
    if not (told or "previously" in behind) or before.isdisjoint(BASES) or figure.direction:
        return False
    return any(one.lemma_.lower() in words("expecting") for one in syntax.climb(head))


def _is_revision(sentence: Sentence, figure: Figure) -> bool:
    """Whether a change is that of a forecast: "46 Mt, down 4% from the previous forecast", "(revised from 164)"."""
    first, end = sentence.tokens_of(figure.span)
    if not figure.direction:
        near = [one.lower_ for one in sentence.doc[max(0, first - 2) : first]]
        return near == ["revised", "from"]
    behind = sentence.doc[end : end + FAR]
    base = next((one.i for one in behind if one.lower_ in BASES), None)
    if base is None or base - end > 1:
        return False
    return any(one.lower_ in words("estimates") for one in sentence.doc[base + 1 : base + 1 + BEHIND])


def _is_off_average(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is the distance from an average: "4% below the five-year average"."""
    _, end = sentence.tokens_of(figure.span)
    behind = sentence.doc[end : end + FAR]
    if not len(behind) or behind[0].lower_ not in OFF:
        return False
    for token in behind[1:]:
        if token.lower_ in words("averages"):
            return True
        if token.text in {",", ";", "."} or syntax.is_verb(token):
            return False
    return False
