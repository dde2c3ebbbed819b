"""Dependencies: who depends on whom for what, where the text gives no figure (with a figure it is a share)."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.attribution import attribution
from pipeline.extract.context import context, is_stated
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Claim, Dependency, Evidence, Miss, SlotSpan, Stage
from pipeline.vocab import rules

FOREIGN = "FOREIGN"


def words(name: str) -> frozenset[str]:
    """One word class of dependency.toml."""
    return rules.words("dependency")[name]


def find(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The dependencies of a parsed sentence."""
    for token in sentence.doc:
        lemma, lower = token.lemma_.lower(), token.lower_
        if token.pos_ in {"VERB", "AUX"} and lemma in words("depend-verbs"):
            yield from _on(sentence, token, syntax.subject(token), "dependency.verb")
        elif lower in words("depend-adjectives"):
            verb = syntax.governor(token)
            holder = syntax.subject(verb) if verb is not None and verb != token else None
            if token.dep_ == "amod" or holder is None:
                holder = token.head if token.head.pos_ in {"NOUN", "PROPN"} else holder
            yield from _on(sentence, token, holder, "dependency.verb")
        elif lower in words("depend-nouns"):
            yield from _noun(sentence, token)
        elif token.pos_ == "VERB" and lemma in words("source-verbs"):
            yield from _mostly(sentence, token)


def _on(sentence: Sentence, anchor: Token, subject: Token | None, rule: str) -> Iterator[Claim | Miss]:
    if subject is None or subject.lower_ in words("companies"):
        return
    holders = slots.named(sentence, subject)
    target = _target(anchor)
    if holders and target is not None:
        yield from _claims(sentence, anchor, rule, holders, target)


def _target(anchor: Token) -> Token | None:
    for preposition in syntax.children(anchor, "prep"):
        if preposition.lower_ in words("on"):
            return next(syntax.children(preposition, "pobj"), None)
    return None


def _noun(sentence: Sentence, noun: Token) -> Iterator[Claim | Miss]:
    target = _target(noun)
    if target is None:
        return
    owned = slots.owner(sentence, noun)
    owner_noun = next(syntax.children(noun, "poss"), None)
    if owned is None and owner_noun is not None:
        return
    holders: tuple[PlaceHit, ...] = slots.coordinated(sentence, owned) if owned is not None else ()
    verb = syntax.governor(noun)
    if not holders and verb is not None:
        subject = syntax.subject(verb)
        holders = slots.named(sentence, subject) if subject is not None and subject.lower_ not in words("companies") else ()
    if holders:
        yield from _claims(sentence, noun, "dependency.noun", holders, target)


def _mostly(sentence: Sentence, verb: Token) -> Iterator[Claim | Miss]:
    clause = [one.lower_ for one in syntax.clause(verb)]
    text = " ".join(clause)
    if not any(f" {one} " in f" {text} " for one in words("mostly")):
        return
    subject = syntax.subject(verb)
    if subject is None:
        return
    source = next((one for one in syntax.children(verb, "prep") if one.lower_ == "from"), None)
    target = next(syntax.children(source, "pobj"), None) if source is not None else None
    holders = slots.named(sentence, subject)
    if subject.lower_ in words("mostly") or not holders:
        holders = tuple(hit for hit in sentence.places if hit.first in {one.i for one in subject.subtree})
    if holders and target is not None:
        yield from _claims(sentence, verb, "dependency.mostly", holders[:1], target)


def _claims(
    sentence: Sentence, anchor: Token, rule: str, holders: tuple[PlaceHit, ...], target: Token
) -> Iterator[Claim | Miss]:
    tokens = list(target.subtree)
    held = {hit.code for hit in holders}
    inside = {one.i for one in tokens}
    partners = tuple(hit for hit in sentence.places if hit.first in inside and hit.code not in held and not hit.anaphor)
    foreign = not partners and any(one.lower_ in words("foreign") for one in tokens)
    if not (partners or foreign) or not is_stated(sentence, anchor) or _has_share(sentence):
        return
    goods = slots.goods_in(sentence, tokens) or slots.goods_in(sentence, list(anchor.subtree))
    if not goods:
        near = slots.good_in(sentence, sentence.doc, anchor.i) or slots.carried_good(sentence)
        goods = (near,) if near is not None else ()
    if not goods:
        yield Miss(sentence.span, sentence.span_of(anchor.i, anchor.i + 1), "a dependency without a commodity")
        return
    said = attribution(sentence, anchor)
    stage = slots.stage_in(sentence, tokens)
    for good in goods:
        spans = [SlotSpan("countries", hit.span) for hit in holders] + [SlotSpan("partner", hit.span) for hit in partners]
        if good.span is not None:
            spans.append(SlotSpan("commodity", good.span))
        yield Dependency(
            evidence=Evidence(sentence.span, rule, tuple(spans)),
            countries=slots.codes(holders),
            partner="+".join(slots.codes(partners)) or FOREIGN,
            commodity=good.name,
            stage=Stage.IMPORTS if foreign else stage.stage if stage is not None else Stage.NONE,
            modality=context(sentence, anchor).modality,
            attribution=said.text if said is not None else "",
        )


def _has_share(sentence: Sentence) -> bool:
    return any(figure.unit == "percent" and not figure.direction for figure in sentence.figures)
