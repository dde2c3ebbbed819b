"""Goals: the stated aims of a government, with or without a number."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.attribution import attribution
from pipeline.extract.claims.policy import government
from pipeline.extract.context import context, is_stated
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Claim, Evidence, Goal, Miss, Modality, SlotSpan, Span
from pipeline.vocab import rules


def words(name: str) -> frozenset[str]:
    """One word class of goal.toml."""
    return rules.words("goal")[name]


def find(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The goals of a parsed sentence; nested aims ("aims to seek to") count once."""
    end = -1
    for token in sentence.doc:
        if token.i < end:
            continue
        read = _verb(sentence, token) or _noun(sentence, token) or _purpose(sentence, token)
        if read is None:
            continue
        rule, holders, outcome = read
        tokens = _tokens(outcome)
        if not is_stated(sentence, token):
            continue
        claims = list(_claims(sentence, token, rule, holders, tokens))
        if claims:
            end = tokens[-1].i + 1
            yield from claims


def _verb(sentence: Sentence, token: Token) -> tuple[str, tuple[PlaceHit, ...], Token] | None:
    if token.pos_ not in {"VERB", "ADJ"} or token.lemma_.lower() not in words("aim-verbs"):
        return None
    outcome = _complement(token)
    if outcome is None:
        return None
    holders = government(sentence, syntax.subject(token))
    return ("goal.verb", holders, outcome) if holders else None


def _complement(token: Token) -> Token | None:
    """The outcome: an open complement ("to build"), or a gerund after "at", "on" or "of"."""
    for child in token.children:
        if child.dep_ in {"xcomp", "advcl", "acl", "relcl", "ccomp"} and child.lemma_.lower() in words("outcome") and child.i > token.i:
            if any(one.lower_ == "to" and one.dep_ == "aux" for one in child.children) or child.tag_ == "VBG":
                return child
        if child.dep_ == "prep" and child.lower_ in {"at", "on", "of", "for", "toward", "towards", "in"} and child.i > token.i:
            inner = next(syntax.children(child, "pcomp", "pobj"), None)
            if inner is not None and (inner.lemma_.lower() in words("outcome") or inner.lower_ in words("self")):
                return inner
    return None


def _noun(sentence: Sentence, token: Token) -> tuple[str, tuple[PlaceHit, ...], Token] | None:
    if token.pos_ != "NOUN" or token.lower_ not in words("aim-nouns"):
        return None
    outcome = _complement(token)
    if outcome is None:
        return None
    owned = slots.owner(sentence, token)
    owner_noun = next(syntax.children(token, "poss"), None)
    holders = slots.coordinated(sentence, owned) if owned is not None else government(sentence, owner_noun)
    if not holders and owner_noun is None:
        verb = syntax.governor(token)
        holders = government(sentence, syntax.subject(verb)) if verb is not None else ()
    return ("goal.noun", holders, outcome) if holders else None


def _purpose(sentence: Sentence, token: Token) -> tuple[str, tuple[PlaceHit, ...], Token] | None:
    if token.lower_ not in words("purpose") or token.pos_ != "VERB":
        return None
    outcome = _complement(token)
    if outcome is None:
        return None
    noun = token.head if token.dep_ == "acl" else syntax.subject(token)
    if noun is None:
        return None
    holders = government(sentence, noun)
    if not holders:
        owned = slots.owner(sentence, noun)
        holders = slots.coordinated(sentence, owned) if owned is not None else ()
    if not holders:
        verb = syntax.governor(noun)
        holders = government(sentence, syntax.subject(verb)) if verb is not None else ()
    return ("goal.purpose", holders, outcome) if holders else None


def _tokens(outcome: Token) -> list[Token]:
    found = [one for one in outcome.subtree if one.i >= outcome.i]
    while found and (found[-1].is_punct or found[-1].dep_ in {"cc"}):
        found.pop()
    return found or [outcome]


def _claims(
    sentence: Sentence, anchor: Token, rule: str, holders: tuple[PlaceHit, ...], tokens: list[Token]
) -> Iterator[Claim | Miss]:
    span = sentence.span_of(tokens[0].i, tokens[-1].i + 1)
    goods = slots.goods_in(sentence, tokens)
    if not goods:
        near = slots.good_in(sentence, sentence.doc, anchor.i) or slots.carried_good(sentence, 2)
        goods = (near,) if near is not None else ()
    if not goods:
        yield Miss(sentence.span, span, "a goal without a commodity")
        return
    figure = _figure(sentence, span)
    year, year_span = slots.year(sentence, figure.span if figure is not None else Span(span.start, span.start + 1))
    said = attribution(sentence, anchor)
    modality = Modality.NEGATED if context(sentence, anchor).modality is Modality.NEGATED else Modality.PLANNED
    for good in goods:
        spans = [SlotSpan("countries", hit.span) for hit in holders]
        spans += [SlotSpan(name, one) for name, one in (("commodity", good.span), ("year", year_span), ("goal", span)) if one is not None]
        if figure is not None:
            spans.append(SlotSpan("value", figure.span))
        yield Goal(
            evidence=Evidence(sentence.span, rule, tuple(spans)),
            countries=slots.codes(holders),
            commodity=good.name,
            goal=span.of(sentence.document.text),
            year=year,
            value_low=figure.low if figure is not None else None,
            value_high=figure.high if figure is not None else None,
            unit=figure.unit if figure is not None else "",
            modality=modality,
            attribution=said.text if said is not None else "",
        )


def _figure(sentence: Sentence, within: Span) -> Figure | None:
    return next((one for one in sentence.figures if within.contains(one.span) and one.unit), None)
