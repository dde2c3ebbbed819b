"""Amounts told beside something else: a share ("35%, or 2 Mt"), a place ("Peru (7 Mt)"), a rank ("led with 5 Mt")."""

import re

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims import holder
from pipeline.extract.claims.amount_model import Measure, Point, is_money
from pipeline.extract.claims.holder import words
from pipeline.types import Change, Quantity, Share, Stage

OR = re.compile(r",?\s(?:or|equal\sto|equivalent\sto)\s")
BRACKET = re.compile(r"[^,;.()]{0,60}\s\(")


def of_share(point: Point) -> Measure | None:
    """The amount that a share read before is in tonnes: "it was 35 per cent, or 2 million tonnes"."""
    sentence, figure = point.sentence, point.figure
    before = [one for one in sentence.figures if one.span.end <= figure.span.start][-1:]
    if not before or before[0].unit != "percent" or is_money(figure.unit) or not figure.unit:
        return None
    gap = sentence.document.text[before[0].span.end : figure.span.start]
    if not OR.fullmatch(gap) and not BRACKET.fullmatch(gap):
        return None
    told = [
        one
        for one in sentence.claims
        if isinstance(one, Share) and any(slot.span.overlaps(before[0].span) for slot in one.evidence.slots)
    ]
    if len(told) != 1 or not told[0].countries or told[0].stage is Stage.NONE:
        return None
    good = slots.Good(told[0].commodity, None)
    anchor = syntax.governor(point.head) or point.head
    return Measure("quantity.apposed", (), anchor, (), told[0].stage, good, codes=told[0].countries)


def in_brackets(point: Point) -> Measure | None:
    """A place and its amount in brackets, where the clause or the sentence before tells the measure."""
    sentence, figure = point.sentence, point.figure
    first, _ = sentence.tokens_of(figure.span)
    if first < 2 or sentence.doc[first - 1].text != "(" or figure.unit not in words("units"):  # noqa: PLR2004 - a place and its mark
        return None
    hit = next((one for one in sentence.places if one.end == first - 1 and not one.anaphor), None)
    if hit is None:
        return None
    noun = next((one for one in sentence.doc[first:] if one.lower_ in words("measures") and _is_object(one)), None)
    read = slots.stage_in(sentence, syntax.phrase(noun)) if noun is not None else None
    told = {one.stage for one in _told(point) if one.stage is not Stage.NONE}
    stage = read.stage if read is not None else next(iter(told)) if len(told) == 1 else None
    if stage is None:
        return None
    anchor = syntax.governor(point.head) or point.head
    return Measure("quantity.bracketed", (hit,), anchor, tuple(noun.subtree) if noun is not None else (), stage)


def _is_object(noun: Token) -> bool:
    return noun.dep_ in {"pobj", "dobj"}


def _told(point: Point) -> list[Quantity | Change]:
    previous = point.sentence.previous
    return [one for one in previous.claims if isinstance(one, Quantity | Change)] if previous is not None else []


def of_rank(point: Point) -> Measure | None:
    """What a country that has a rank has it with: "is the leading producer with 200 million ounces"."""
    sentence, preposition = point.sentence, point.head.head
    if preposition.lower_ != "with" or preposition.dep_ != "prep" or point.figure.unit not in words("units"):
        return None
    verb = syntax.governor(preposition)
    if verb is None or verb.lemma_.lower() not in words("rank-verbs"):
        return None
    role = next((one for one in sentence.doc[verb.i : preposition.i] if one.lower_ in slots.role_words()), None)
    if role is None or (role.lower_ in words("sellers") and any(True for _ in syntax.children(role, "poss"))):
        return None  # "is Brazil's second supplier": what it sells there
    found = holder.doer(sentence, syntax.subject(verb))
    if isinstance(found, str) or len(found) != 1:
        return None
    return Measure("quantity.rank", found, verb, tuple(syntax.phrase(role)), slots.role_words()[role.lower_])
