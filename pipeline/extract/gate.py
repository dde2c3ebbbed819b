"""The gate between the tiers: which sentences are worth a parse.

A sentence needs something to claim (a figure with a unit, or a cue), someone to claim it of (a country in it, or
shortly before) and something to claim it about (a commodity in it or shortly before, unless an instrument is named).
"""

from functools import cache

from pipeline.extract import slots
from pipeline.extract.figures.lexicon import shared_money
from pipeline.extract.match import Match, Phrases
from pipeline.extract.sentence import Sentence
from pipeline.vocab import policies, rules
from pipeline.vocab.cues import pointing_cues, strong_cues, sure_cues, weak_cues

IMPLIED = frozenset({"bbl", "bbl/d", "bcm", "cf", "cf/d", "teu"})  # units that tell their commodity
BIG = 1000.0  # smaller bare numbers count anything
LOOK_BACK = 4  # sentences in which the country and the commodity spoken of are still the same


@cache
def _cues() -> Phrases[bool]:
    """Cue -> whether it is strong."""
    titles = dict.fromkeys(policies.titles(), False)
    return Phrases({**dict.fromkeys(weak_cues(), False), **dict.fromkeys(strong_cues(), True)}, titles)


@cache
def _sure() -> Phrases[bool]:
    return Phrases({}, dict.fromkeys(sure_cues(), True))


@cache
def _pointing() -> Phrases[bool]:
    return Phrases(dict.fromkeys(pointing_cues(), True), {})


def _matches(phrases: Phrases[bool], sentence: Sentence) -> list[Match[bool]]:
    return phrases.find(sentence.doc) if phrases.may_match(sentence.words, sentence.lowered) else []


def _goes_on(sentence: Sentence) -> bool:
    """Whether a big bare number goes on with the amounts of the sentence before: "Japan sold 4.2 million"."""
    if not sentence.lowered.isdisjoint(shared_money()) and any(figure.kind == "bare" for figure in sentence.figures):
        return True  # "earned 181 billion shillings"
    before = sentence.previous
    if before is None or not (any(figure.unit for figure in before.figures) or "them" in sentence.lowered):
        return False
    named = bool(sentence.places) or sentence.doc[0].lower_ in rules.words("amounts")["pointing"] | {"its"}
    return named and any(figure.kind == "bare" and (figure.low or 0) >= BIG for figure in sentence.figures)


def may_claim(sentence: Sentence) -> bool:
    """Whether the sentence may hold a claim."""
    here = bool(sentence.places)
    if not here and not any(one.places for one in sentence.back(LOOK_BACK)):
        return bool(_matches(_sure(), sentence))
    goods = bool(sentence.goods) or any(one.goods for one in sentence.back(LOOK_BACK))
    goods = (
        goods
        or any(figure.unit in IMPLIED for figure in sentence.figures)
        or slots.title_good(sentence.document.title) is not None
    )
    if goods and (any(figure.unit for figure in sentence.figures) or _goes_on(sentence)):
        return True
    cues = {match.value for match in _matches(_cues(), sentence)}
    if True in cues or (False in cues and here and goods):
        return True
    before = sentence.previous
    return before is not None and bool(before.places) and bool(_matches(_pointing(), sentence))
