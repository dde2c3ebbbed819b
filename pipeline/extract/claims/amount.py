"""What quantities and changes share: the figure's head, what refuses it, its commodity, its year, its common slots."""

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.attribution import attribution
from pipeline.extract.claims.amount_forecast import outdated
from pipeline.extract.claims.amount_model import Measure, head_token, is_money
from pipeline.extract.claims.holder import LOOK_BACK, PARAMETER, words
from pipeline.extract.context import context
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence
from pipeline.types import Change, Evidence, Modality, Quantity, SlotSpan, Span

AIM = "an aim is a goal"
CLIMB = 6
LIMIT = 8  # tokens behind a figure in which the limit stands that it is measured from


def refusal(sentence: Sentence, figure: Figure, head: Token) -> str:
    """Why a figure can be neither: it is an aim, a parameter of an instrument, or of money that is no flow."""
    first, end = sentence.tokens_of(figure.span)
    if _is_capped(head):
        return PARAMETER
    for token in (*_above(head, range(first, end)), *_behind(sentence, end)):
        limits = token.lower_ in words("price-nouns") and any(one.lower_ in words("limits") for one in token.children)
        if limits or token.lower_ in words("instruments"):
            return PARAMETER
        funds = is_money(figure.unit) and token.lower_ in words("money-nouns")
        funds = funds or (token.dep_ == "compound" and token.head.lower_ in words("money-nouns"))  # "debt funding"
        if token.lower_ in words("not-measures") and not funds and not _is_traded(sentence, token):
            if token.lower_ in words("sizes") and any(one.lower_ in words("sector-nouns") for one in sentence.doc):
                continue
            return f"a figure of '{token.lower_}' is no amount of a commodity"
    if _is_off_limit(sentence, end):
        return PARAMETER
    old = outdated(sentence, figure, head)
    if old:
        return old
    return "" if starts(sentence, figure) or not _is_aim(figure, head) else AIM


def starts(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is the level that an aim starts from: "to 2.5 million, from 1.7 million now"."""
    first, _ = sentence.tokens_of(figure.span)
    before = [one.lower_ for one in sentence.doc[max(0, first - 2) : first]]
    return before[-1:] in (["from"], ["against"], ["versus"]) or before == ["compared", "with"]


def _is_capped(head: Token) -> bool:
    """Whether an instrument sets the amount: "has capped capacity at 45 million tonnes"."""
    verb = syntax.governor(head)
    if verb is None:
        return False
    above = verb.head if verb.dep_ == "xcomp" else verb
    allowed = above.lemma_.lower() in words("allowing") and above.tag_ == "VBN" and above != verb
    return verb.lemma_.lower() in words("capping") | words("allowing") or allowed


def _is_off_limit(sentence: Sentence, end: int) -> bool:
    """Whether a figure tells how far from a limit something is: "130,000 above its ceiling"."""
    if end + 2 < len(sentence.doc) and sentence.doc[end].text == "(" and sentence.doc[end + 2].text == ")":
        end += 3  # "2 million barrels per day (bpd) less than its ceiling"
    after = sentence.doc[end : end + LIMIT]
    if [one.lower_ for one in after[:2]] == ["short", "of"]:
        return True
    off = len(after) and after[0].lower_ in {"above", "below", "over", "under", "short", "shy", "less", "more"}
    return bool(off) and any(one.lower_ in words("instruments") | words("approved") for one in after)


def _above(head: Token, inside: range) -> Iterator[Token]:
    node = head
    for _ in range(CLIMB):
        if node.i not in inside:
            yield node
        if node.head == node or syntax.is_verb(node):
            return
        node = node.head


def _behind(sentence: Sentence, end: int) -> Iterator[Token]:
    for token in sentence.doc[end : end + 3]:
        if token.is_punct or token.dep_ == "prep" or syntax.is_verb(token):
            return
        yield token


def _is_traded(sentence: Sentence, node: Token) -> bool:
    return any(one.lower_ in words("trade") for one in syntax.phrase(node)) and sentence.place_at(node) is None


def _is_aim(figure: Figure, head: Token) -> bool:
    """Whether a verb or noun of aiming governs the figure."""
    aims = words("money-aims") if is_money(figure.unit) else words("aim-verbs")
    verb = syntax.governor(head)
    for _ in range(3):
        if verb is None:
            return False
        if _is_purpose(verb):
            return True
        subject = syntax.own_subject(verb)
        aiming = (verb.lemma_.lower() in aims and verb.pos_ != "AUX") or _is_keen(verb)
        named = (verb.head, *((subject,) if subject is not None else ()))
        if verb.dep_ == "pcomp" and verb.head.head.lower_ in words("instruments"):
            return True  # "a target of producing 5 Mt"
        if aiming or any(one.lower_ in words("instruments") and not syntax.is_verb(one) for one in named):
            return True
        stops = verb.dep_ in {"ccomp", "conj"} and subject is not None
        stops = stops or (verb.dep_ == "advcl" and verb.tag_ == "VBN")  # "backed by $5m, the plan aims to"
        if stops or verb.dep_ not in {"xcomp", "ccomp", "advcl", "conj", "acl", "pcomp"} or verb.head == verb:
            return False
        verb = syntax.governor(verb.head)
    return False


def _is_keen(verb: Token) -> bool:
    """Whether an adjective of aiming governs a verb: "is committed to doubling output"."""
    above = (one for one in (verb, verb.head, verb.head.head) if one.lower_ in words("keen"))
    return any(one.i + 1 < len(one.doc) and one.nbor(1).lower_ == "to" for one in above)


def _is_purpose(verb: Token) -> bool:
    """Whether an infinitive tells what something is for ("a scheme to create 6,000 tonnes"), not what it can do."""
    if verb.dep_ not in {"acl", "relcl"} or not any(one.lower_ == "to" and one.dep_ == "aux" for one in verb.children):
        return False
    return verb.head.lemma_.lower() not in words("able-nouns") and verb.head.pos_ in {"NOUN", "PROPN"}


# --- slots ---------------------------------------------------------------------------------------------------------


def _year(sentence: Sentence, figure: Figure, found: Measure) -> tuple[int | None, Span | None]:
    """The year of a figure; one that goes on with the figure before has that one's, unless it names its own."""
    year, span = slots.year(sentence, figure.span)
    before = [one for one in sentence.figures if one.unit and one.span.end <= figure.span.start][-1:]
    if found.is_base or not before or not found.rule.endswith(("continued", "listed")):
        return year, span
    if year is not None and span is not None and span.start > before[0].span.end:
        return year, span
    return slots.year(sentence, before[0].span)


def _year_before(sentence: Sentence, found: Measure) -> int | None:
    """The year that the sentences before give the same measure of the same country."""
    told = (one for before in sentence.back(LOOK_BACK) for one in reversed(before.claims))
    same = (one for one in told if isinstance(one, Quantity | Change) and one.countries == found.countries)
    return next((one.year for one in same if one.stage == found.stage and one.year), None)


def _is_projected(sentence: Sentence, figure: Figure, anchor: Token) -> bool:
    """Whether a figure hangs on a noun of forecasting below the verb of its measure: "5 Mt, with a forecast of 6"."""
    for one in syntax.climb(head_token(sentence, figure)):
        if one == anchor:
            return False
        if one.lower_ in words("forecast-nouns"):
            return any(anchor == above for above in syntax.climb(one))
    return False


def _is_agreed(anchor: Token) -> bool:
    """Whether an amount is what somebody has agreed or promised to do: "agreed to buy 12 million tonnes"."""
    return anchor.dep_ == "xcomp" and anchor.head.lemma_.lower() in words("agreeing")


def _is_ahead(sentence: Sentence, year: int | None) -> bool:
    """Whether a year is still to come as the article is published."""
    published = sentence.document.published[:4]
    return year is not None and published.isdigit() and year > int(published)


def common(sentence: Sentence, figure: Figure, found: Measure, read: slots.Good) -> dict[str, Any]:
    """The slots that every claim of an amount has."""
    said = attribution(sentence, found.anchor)
    year, year_span = _year(sentence, figure, found)
    if year is None and not sentence.years and not any(sentence.span.contains(hit.span) for hit in found.holders):
        year = _year_before(sentence, found)
    spans = [SlotSpan("countries", hit.span) for hit in found.holders if sentence.span.contains(hit.span)]
    spans.append(SlotSpan("value", figure.span))
    spans += [SlotSpan(name, one) for name, one in (("commodity", read.span), ("year", year_span)) if one is not None]
    if said is not None:
        spans.append(SlotSpan("attribution", said.span))
    modality = context(sentence, found.anchor).modality
    if modality is Modality.ASSERTED and _is_projected(sentence, figure, found.anchor):
        modality = Modality.PLANNED
    if modality is Modality.ASSERTED and (_is_agreed(found.anchor) or _is_ahead(sentence, year)):
        modality = Modality.PLANNED
    starts = sentence.document.text.endswith(" from ", 0, figure.span.start)
    if (found.is_base or starts) and not figure.direction and modality in {Modality.PLANNED, Modality.POSSIBLE}:
        modality = Modality.ASSERTED
    return {
        "evidence": Evidence(sentence.span, found.rule, tuple(spans)),
        "countries": found.countries,
        "commodity": read.name,
        "year": year,
        "modality": modality,
        "attribution": said.text if said is not None else "",
    }
