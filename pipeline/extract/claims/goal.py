"""Goals: the stated aims of a government, with or without a number."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.attribution import attribution
from pipeline.extract.claims import goal_climate as climate
from pipeline.extract.claims import goal_forms as forms
from pipeline.extract.claims import goal_outcome as outcomes
from pipeline.extract.claims import goal_should as should
from pipeline.extract.claims.goal_actor import Holder, is_named
from pipeline.extract.claims.goal_good import goods
from pipeline.extract.claims.goal_model import Aim
from pipeline.extract.context import context, is_stated
from pipeline.extract.sentence import Sentence
from pipeline.types import Bound, Claim, Evidence, Goal, Miss, Modality, Policy, SlotSpan


def find(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The goals of a parsed sentence; an aim within an aim ("aims to seek to") counts once."""
    end = -1
    for token in sentence.doc:
        if token.i < end:
            continue
        aim = forms.aim(sentence, token) or climate.aim(sentence, token) or should.aim(sentence, token)
        if aim is None or not is_stated(sentence, token):
            continue
        if aim.holder is None:
            yield Miss(sentence.span, sentence.span_of(token.i, token.i + 1), "an aim of no plain government")
            continue
        if _is_policy(sentence, aim):
            yield Miss(
                sentence.span, sentence.span_of(token.i, token.i + 1), "an aim at an instrument, which a policy states"
            )
            continue
        for tokens in outcomes.parts(sentence, aim):
            found = list(_claims(sentence, aim, aim.holder, tokens))
            if any(isinstance(one, Goal) for one in found):
                end = max(end, tokens[-1].i + 1)
            yield from found


def _is_policy(sentence: Sentence, aim: Aim) -> bool:
    """Whether the aim is an instrument to be used: "plans to raise tariffs"."""
    first, reach = aim.tokens[0], aim.outcome
    objects = {one.i for one in reach.children if one.dep_ in {"dobj", "nsubjpass", "obj"}} | {reach.i, first.i}
    objects |= {one.i for child in reach.children if child.lower_ == "with" for one in child.children}
    for claim in sentence.claims:
        if isinstance(claim, Policy) and not (
            aim.rule == "goal.purpose" and aim.subject is not None and is_named(sentence, claim, aim.subject)
        ):
            spans = [one.span for one in claim.evidence.slots if one.slot == "policy"]
            if any(span.overlaps(sentence.span_of(i, i + 1)) for span in spans for i in objects):
                return True
    return False


def _claims(sentence: Sentence, aim: Aim, holder: Holder, tokens: tuple[Token, ...]) -> Iterator[Claim | Miss]:
    span = sentence.span_of(tokens[0].i, tokens[-1].i + 1)
    found = goods(sentence, aim, tokens)
    if not found:
        yield Miss(sentence.span, span, "a goal without a commodity")
        return
    figure = outcomes.figure(sentence, tokens)
    year, year_span = outcomes.year(sentence, aim, span)
    said = attribution(sentence, aim.anchor)
    denied = context(sentence, aim.anchor).modality is Modality.NEGATED
    for good in found:
        spans = [SlotSpan("countries", one) for one in holder.spans]
        spans += [SlotSpan("trigger", sentence.span_of(aim.anchor.i, aim.anchor.i + 1)), SlotSpan("goal", span)]
        spans += [
            SlotSpan(name, one) for name, one in (("commodity", good.span), ("year", year_span)) if one is not None
        ]
        if figure is not None:
            spans.append(SlotSpan("value", figure.span))
        if said is not None:
            spans.append(SlotSpan("attribution", said.span))
        yield Goal(
            evidence=Evidence(sentence.span, aim.rule, tuple(spans)),
            countries=holder.codes,
            commodity=good.name,
            goal=span.of(sentence.document.text),
            year=year,
            value_low=figure.low if figure is not None else None,
            value_high=figure.high if figure is not None else None,
            unit=figure.unit if figure is not None else "",
            bound=figure.bound if figure is not None else Bound.EXACT,
            modality=Modality.NEGATED if denied else Modality.PLANNED,
            attribution=said.text if said is not None else "",
        )
