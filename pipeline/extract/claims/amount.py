"""What quantities and changes share: the figure's head, what refuses it, its commodity, its year, its common slots."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.attribution import attribution
from pipeline.extract.claims.amount_model import Measure, is_money
from pipeline.extract.claims.holder import PARAMETER, words
from pipeline.extract.context import context
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.types import BlockKind, Evidence, Modality, SlotSpan, Stage
from pipeline.vocab.commodities import Kind

__all__ = ["common", "counts_goods", "good", "head_token", "refusal"]

TRADE = frozenset({Stage.EXPORTS, Stage.IMPORTS})
CLIMB = 6
IMPLIED = {"bbl": "oil", "bbl/d": "oil", "bcm": "natural gas", "cf": "natural gas", "cf/d": "natural gas"}


def head_token(sentence: Sentence, figure: Figure) -> Token:
    """The token of the figure that the rest of the sentence hangs it on: "tonnes", "percent", or the number."""
    first, end = sentence.tokens_of(figure.span)
    outer = [one for one in sentence.doc[first:end] if not first <= one.head.i < end or one.head == one]
    nouns = [one for one in outer if one.pos_ in {"NOUN", "NUM", "SYM", "PROPN"}]
    return (nouns or outer or [sentence.doc[end - 1]])[-1]


def refusal(sentence: Sentence, figure: Figure, head: Token) -> str:
    """Why a figure can be neither: it is an aim, a parameter of an instrument, or of money that is no flow."""
    first, end = sentence.tokens_of(figure.span)
    for token in (*_above(head, range(first, end)), *_behind(sentence, end)):
        limits = token.lower_ in words("price-nouns") and any(one.lower_ in words("limits") for one in token.children)
        if limits or token.lower_ in words("instruments"):
            return PARAMETER
        if token.lower_ in words("not-measures") and not _is_traded(sentence, token):
            if token.lower_ in words("sizes") and any(one.lower_ in words("sector-nouns") for one in sentence.doc):
                continue
            return f"a figure of '{token.lower_}' is no amount of a commodity"
    started = first > 0 and sentence.doc[first - 1].lower_ == "from"
    return "" if started or not _is_aim(figure, head) else "an aim is a goal"


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
        subject = syntax.own_subject(verb)
        aiming = verb.lemma_.lower() in aims and verb.pos_ != "AUX"
        named = (verb.head, *((subject,) if subject is not None else ()))
        if aiming or any(one.lower_ in words("instruments") and not syntax.is_verb(one) for one in named):
            return True
        stops = verb.dep_ in {"ccomp", "conj"} and subject is not None
        if stops or verb.dep_ not in {"xcomp", "ccomp", "advcl", "conj", "acl", "pcomp"} or verb.head == verb:
            return False
        verb = syntax.governor(verb.head)
    return False


# --- commodity -----------------------------------------------------------------------------------------------------


def good(sentence: Sentence, figure: Figure, found: Measure) -> slots.Good | None:
    """The commodity of a figure: beside it, in its measure, in its clause, spoken of before, or anywhere around."""
    first, end = sentence.tokens_of(figure.span)
    head = head_token(sentence, figure)
    own = [one for one in head.subtree if one.i >= first and _same_phrase(one, head)]
    counted = [hit for hit in sentence.goods if first <= hit.first < end]
    read = (
        (slots.good_in(sentence, sentence.doc[counted[0].first : counted[0].end]) if counted else None)
        or slots.good_in(sentence, own, first)
        or slots.good_in(sentence, found.tokens, first)
        or slots.good_in(sentence, _clause(found), first)
    )
    if read is not None and not _is_any(sentence, read):
        return read
    if figure.unit in IMPLIED:
        return slots.Good(IMPLIED[figure.unit], Kind.ENERGY)
    carried = (
        _spoken_of(sentence)
        or slots.carried_good(sentence)
        or slots.good_in(sentence, sentence.doc, first)
        or _dominant(sentence)
    )
    if carried is None and found.stage in TRADE and found.rule.endswith("measure"):
        return read or slots.Good("goods", None)
    return carried


def _is_any(sentence: Sentence, read: slots.Good) -> bool:
    """Whether a commodity is read only from a word of trade: "exports" alone stand for those spoken of, else for all."""
    return read.span is not None and read.span.of(sentence.document.text).lower() in words("trade")


def _spoken_of(sentence: Sentence) -> slots.Good | None:
    """What the nearest sentence that names goods is about; of several what the text so far names most often."""
    for one in sentence.back(slots.LOOK_BACK):
        hits = [hit for hit in one.goods if not hit.weak]
        if hits:
            names = Counter(
                hit.name for before in sentence.back(sentence.index) for hit in before.goods if not hit.weak
            )
            best = max(hits, key=lambda hit: (names[hit.name], -hit.first))
            return slots.Good(best.name, best.kind)
        if one.piece.block.kind is BlockKind.HEADING:
            return None
    return None


def _dominant(sentence: Sentence) -> slots.Good | None:
    """The commodity that most of the text so far is about."""
    hits = [hit for one in sentence.back(sentence.index) for hit in one.goods if not hit.weak]
    names = Counter(hit.name for hit in hits)
    if not names:
        return None
    name, count = max(names.items(), key=lambda one: (one[1], one[0]))
    return next(slots.Good(hit.name, hit.kind) for hit in hits if hit.name == name) if 2 * count >= len(hits) else None


def _same_phrase(token: Token, head: Token) -> bool:
    while token != head:
        if token.dep_ in {"relcl", "appos", "conj", "acl", "advcl", "parataxis"}:
            return False
        token = token.head
    return True


def _clause(found: Measure) -> list[Token]:
    return syntax.clause(found.anchor)


def counts_goods(sentence: Sentence, figure: Figure, *, strict: bool) -> bool:
    """Whether what a figure counts is a commodity: "500,000 electric cars", not "56 projects".

    Under a verb the goods must stand beside the number (`strict`); under a measure the measure tells them.
    """
    first, end = sentence.tokens_of(figure.span)
    following = sentence.doc[first : min(end + 4, len(sentence.doc))]
    if any(token.lower_ in words("not-goods") for token in following):
        return False
    return (
        not strict
        or any(_overlaps(hit, first, end + 4) for hit in sentence.goods)
        or any(token.lower_ in {"units", "vehicles"} for token in following)
    )


def _overlaps(hit: GoodHit, first: int, end: int) -> bool:
    return hit.first < end and first < hit.end


# --- slots ---------------------------------------------------------------------------------------------------------


def common(sentence: Sentence, figure: Figure, found: Measure, read: slots.Good) -> dict[str, Any]:
    """The slots that every claim of an amount has."""
    said = attribution(sentence, found.anchor)
    year, year_span = slots.year(sentence, figure.span)
    spans = [SlotSpan("countries", hit.span) for hit in found.holders if sentence.span.contains(hit.span)]
    spans.append(SlotSpan("value", figure.span))
    spans += [SlotSpan(name, one) for name, one in (("commodity", read.span), ("year", year_span)) if one is not None]
    if said is not None:
        spans.append(SlotSpan("attribution", said.span))
    modality = context(sentence, found.anchor).modality
    if found.is_base and modality is Modality.PLANNED:
        modality = Modality.ASSERTED
    return {
        "evidence": Evidence(sentence.span, found.rule, tuple(spans)),
        "countries": found.countries,
        "commodity": read.name,
        "year": year,
        "modality": modality,
        "attribution": said.text if said is not None else "",
    }
