"""The gate between the tiers: which sentences are worth a parse.

A sentence needs something to claim (a figure with a unit, or a cue of a policy, dependency or goal) and someone to claim it of
(a place in it, or in the sentences before it).
"""

from functools import cache

from pipeline.extract.match import Phrases
from pipeline.extract.sentence import Sentence
from pipeline.vocab.cues import cue_phrases

LOOK_BACK = 3  # sentences in which the country spoken of is still the same


@cache
def _cues() -> Phrases[bool]:
    return Phrases(dict.fromkeys(cue_phrases(), True), {})


def may_claim(sentence: Sentence) -> bool:
    """Whether the sentence may hold a claim."""
    if not (any(figure.unit for figure in sentence.figures) or _cues().find(sentence.doc)):
        return False
    return bool(sentence.places) or any(one.places for one in sentence.back(LOOK_BACK))
