"""The gate between the tiers: which sentences are worth a parse.

A sentence needs something to claim (a figure with a unit, or a cue), someone to claim it of (a country in it, or shortly
before) and something to claim it about (a commodity in it or shortly before, unless an instrument is named).
"""

from functools import cache

from pipeline.extract.match import Phrases
from pipeline.extract.sentence import Sentence
from pipeline.vocab.cues import strong_cues, weak_cues

LOOK_BACK = 4  # sentences in which the country and the commodity spoken of are still the same


@cache
def _cues() -> Phrases[bool]:
    """Cue -> whether it is strong."""
    return Phrases({**dict.fromkeys(weak_cues(), False), **dict.fromkeys(strong_cues(), True)}, {})


def may_claim(sentence: Sentence) -> bool:
    """Whether the sentence may hold a claim."""
    here = bool(sentence.places)
    if not here and not any(one.places for one in sentence.back(LOOK_BACK)):
        return False
    goods = bool(sentence.goods) or any(one.goods for one in sentence.back(LOOK_BACK))
    if goods and any(figure.unit and (here or figure.unit == "percent" or figure.direction) for figure in sentence.figures):
        return True
    cues = {match.value for match in _cues().find(sentence.doc)}
    return True in cues or (False in cues and here and goods)
