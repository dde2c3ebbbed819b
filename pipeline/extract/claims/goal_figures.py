"""The figures that an aim may have, a bare number with the unit of the amounts spoken of: "wants 3 million by 2031"."""

from dataclasses import replace

from pipeline.extract.claims.amount_unit import APART, BIG, is_goods
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence
from pipeline.types import Goal, Quantity


def figures(sentence: Sentence) -> list[Figure]:
    """The figures of a sentence, big bare numbers in the unit of the amount before them."""
    found: list[Figure] = []
    last = _before(sentence)
    for one in sentence.figures:
        value = one.low if one.low is not None else one.high
        if is_goods(one.unit) and value:
            last = (one.unit, value)
        bare = not one.unit and one.kind == "bare" and value is not None and not one.direction
        fits = bare and last is not None and value and value >= BIG and 1 / APART <= value / last[1] <= APART
        found.append(replace(one, unit=last[0]) if fits and last is not None and _is_alone(sentence, one) else one)
    return found


def _is_alone(sentence: Sentence, figure: Figure) -> bool:
    """Whether no noun is counted."""
    _, end = sentence.tokens_of(figure.span)
    after = sentence.doc[end] if end < len(sentence.doc) else None
    return after is None or after.is_punct or after.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "SYM"}


def _before(sentence: Sentence) -> tuple[str, float] | None:
    """The unit and size of the last amount in the sentence before, where all of it is in one unit."""
    told = sentence.previous.claims if sentence.previous is not None else []
    found = [one for one in told if isinstance(one, Quantity | Goal) and is_goods(one.unit)]
    if len({one.unit for one in found}) != 1:
        return None
    size = found[-1].value_low if found[-1].value_low is not None else found[-1].value_high
    return (found[-1].unit, size) if size else None
