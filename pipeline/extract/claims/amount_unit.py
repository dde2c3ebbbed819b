"""The unit of a bare number: that of the amount before it ("makes 5 million cars and sold 2 million abroad")."""

from dataclasses import replace

from pipeline.extract import slots, syntax
from pipeline.extract.claims.amount_model import Reading, head_token, is_money
from pipeline.extract.claims.holder import words
from pipeline.extract.figures import Figure
from pipeline.extract.figures.lexicon import shared_money
from pipeline.extract.sentence import Sentence
from pipeline.types import Quantity

ALONE = frozenset({"dobj", "pobj", "attr", "conj", "npadvmod", "dep", "nsubj", "nsubjpass"})  # a number with no noun
APART = 200.0  # amounts of one measure are rarely further apart than by this factor
MONEY_BACK = 3  # sentences in which the country of a currency may be named
BIG = 1000.0  # smaller numbers without a unit count anything


def is_implied(figure: Figure) -> bool:
    """Whether a figure has its unit from the amount before."""
    return figure.kind == "bare" and bool(figure.unit)


def with_unit(sentence: Sentence, figure: Figure, last: Reading | None) -> Figure:
    """The figure, with the unit of the amount before where it is a bare number that stands for an amount too."""
    value = figure.low if figure.low is not None else figure.high
    if figure.unit or figure.direction or figure.kind != "bare" or value is None:
        return figure
    money = _money(sentence, figure)
    if money or not _is_alone(sentence, figure):
        return replace(figure, unit=money)
    if value >= BIG and _is_of_them(sentence, figure):
        return replace(figure, unit="units")
    if _is_of_other_unit(sentence, figure, last):
        return figure
    before = _in_sentence(figure, last) or (_in_previous(sentence) if value >= BIG else None)
    if before is None:
        return figure
    unit, size = before
    fits = size and value and 1 / APART <= value / size <= APART
    return replace(figure, unit=unit) if fits else figure


def _is_of_other_unit(sentence: Sentence, figure: Figure, last: Reading | None) -> bool:
    """Whether a number is a sum ("worth 5 million"), or of the unit of no goods before it: "2m hectares from 1.9m"."""
    first, _ = sentence.tokens_of(figure.span)
    if first and sentence.doc[first - 1].lower_ == "worth":
        return True
    start = last.figure.span.end if last is not None else sentence.span.start
    between = [one for one in sentence.figures if start <= one.span.start < figure.span.start and one.unit]
    return bool(between) and between[-1].unit not in {"percent", "pp"} and not is_goods(between[-1].unit)


def _money(sentence: Sentence, figure: Figure) -> str:
    """The currency that a shared word behind a number means, by the nearest country: "181 billion shillings"."""
    _, end = sentence.tokens_of(figure.span)
    word = sentence.doc[end].lower_ if end < len(sentence.doc) else ""
    by_country = shared_money().get(word, {})
    near = (hit.code for one in (sentence, *sentence.back(MONEY_BACK)) for hit in one.places) if by_country else ()
    return next((by_country[code] for code in near if code in by_country), "")


def closed(sentence: Sentence, figure: Figure) -> Figure:
    """The figure as a fall, where so much capacity is shut: "has closed 9 million tonnes of capacity"."""
    head = head_token(sentence, figure)
    if figure.kind != "amount" or figure.direction or not is_goods(figure.unit) or not syntax.is_verb(head.head):
        return figure
    capacity = any(one.lower_ == "capacity" for one in head.subtree)
    shut = capacity and head.head.lemma_.lower() in words("closing")
    return replace(figure, direction="down") if shut else figure


def _is_of_them(sentence: Sentence, figure: Figure) -> bool:
    """Whether a number counts the finished goods that were spoken of: "assembled 2 million of them"."""
    _, end = sentence.tokens_of(figure.span)
    spoken = slots.last_good(sentence)
    counted = spoken is not None and spoken.kind in slots.FINISHED
    return counted and [one.lower_ for one in sentence.doc[end : end + 2]] == ["of", "them"]


def _is_alone(sentence: Sentence, figure: Figure) -> bool:
    """Whether no noun is counted: the number is itself what the verb or preposition holds."""
    _, end = sentence.tokens_of(figure.span)
    head = head_token(sentence, figure)
    if head.dep_ not in ALONE or head.tag_ not in {"CD", "NN", "NNS"}:
        return False
    after = sentence.doc[end] if end < len(sentence.doc) else None
    if after is None or after.is_punct:
        return True
    if (
        after.lower_ == "of"
        and after.i + 1 < len(sentence.doc)
        and after.nbor(1).lower_ in {"them", "it", "these", "those"}
    ):
        return True
    return after.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "SYM"} and after.lower_ not in {"of", "per", "-"}


def _in_sentence(figure: Figure, last: Reading | None) -> tuple[str, float] | None:
    """The unit and size of the last amount of goods read before the number in its sentence."""
    if last is None or last.figure.direction or not is_goods(last.unit) or last.figure.span.end > figure.span.start:
        return None
    size = last.figure.low if last.figure.low is not None else last.figure.high
    return (last.unit, size) if size is not None else None


def _in_previous(sentence: Sentence) -> tuple[str, float] | None:
    """The unit and size of the last amount that the sentence before states."""
    told = sentence.previous.claims if sentence.previous is not None else []
    found = [one for one in told if isinstance(one, Quantity)]
    units = {one.unit for one in found}
    if len(units) != 1 or not is_goods(found[-1].unit):
        return None
    size = found[-1].value_low if found[-1].value_low is not None else found[-1].value_high
    return (found[-1].unit, size) if size is not None else None


def is_goods(unit: str) -> bool:
    """Whether a unit is one of goods, not of money or ratios."""
    return unit in words("units") and not is_money(unit)
