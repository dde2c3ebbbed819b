"""Dependencies: who depends on whom for what, where the text gives no figure (with a figure it is a share)."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.attribution import attribution
from pipeline.extract.claims import dependency_goods as purpose
from pipeline.extract.claims import dependency_sides as sides
from pipeline.extract.claims.dependency_mostly import mostly
from pipeline.extract.claims.dependency_sides import FOREIGN, Link, words
from pipeline.extract.context import context, is_stated
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Claim, Dependency, Evidence, Miss, Modality, Share, SlotSpan, Stage


def find(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The dependencies of a parsed sentence."""
    for token in sentence.doc:
        lemma, lower = token.lemma_.lower(), token.lower_
        if token.pos_ in {"VERB", "AUX"} and lemma in words("depend-verbs"):
            yield from _on(sentence, token, "dependency.verb", sides.of_verb(sentence, token))
        elif lower in words("depend-adjectives"):
            yield from _on(sentence, token, "dependency.verb", sides.of_adjective(sentence, token))
        elif lower in words("depend-nouns"):
            yield from _on(sentence, token, "dependency.noun", sides.of_noun(sentence, token))
        elif lemma == "wean" and token.tag_ in {"VB", "VBG"}:
            who, target = sides.wean(sentence, token)
            if who and target is not None:
                yield from _claims(
                    sentence, Link("dependency.verb", token, who, target, (token, *sides.phrase(target)))
                )
        elif lower in words("alternatives") and token.i and _denied(token):
            yield from _nowhere(sentence, token)
        elif lower in words("mostly") or lower in words("mostly-heads"):
            for link in mostly(sentence, token):
                yield from _claims(sentence, link)


def _on(sentence: Sentence, anchor: Token, rule: str, holders: tuple[PlaceHit, ...]) -> Iterator[Claim | Miss]:
    """One link for each "on ..." after the word, and for each of the nouns listed there that has its own partner."""
    targets = [part for one in sides.targets(anchor) for part in _parts(sentence, one)]
    if not targets:
        return
    if not holders:
        if any(sides.partners(sentence, one, ()) for one in targets):
            yield Miss(sentence.span, sentence.span_of(anchor.i, anchor.i + 1), "a dependency of no plain country")
        return
    alone = len(targets) > len(sides.targets(anchor))
    for target in targets:
        reach = sides.reach(anchor, target, alone=alone)
        yield from _claims(sentence, Link(rule, anchor, holders, target, reach, alone=alone))


def _parts(sentence: Sentence, target: Token) -> list[Token]:
    """The listed nouns when each has its own origin ("Russian gas and Chinese panels"), else the list as one."""
    listed = [one for one in syntax.conjuncts(target) if one.i >= target.i]
    own = [
        one for one in listed if (owned := slots.owner(sentence, one)) is not None and sentence.place_at(one) != owned
    ]
    return listed if len(listed) > 1 and len(own) == len(listed) else [target]


def _denied(token: Token) -> bool:
    before = {one.lower_ for one in token.doc[max(0, token.i - 4) : token.i]}
    return not before.isdisjoint(words("denials"))


def _nowhere(sentence: Sentence, token: Token) -> Iterator[Claim | Miss]:
    """Of the kind "Has nowhere else to turn than X", "has no alternative to X"."""
    verb = syntax.governor(token)
    subject = syntax.subject(verb) if verb is not None else None
    after = [hit for hit in sentence.places if token.i < hit.first <= token.i + 8 and not hit.anaphor]
    if subject is None or not after or subject.i > token.i:
        return
    holders = sides.holders(sentence, subject)
    between = {one.lower_ for one in sentence.doc[token.i + 1 : after[0].first]}
    if holders and not between.isdisjoint(words("but")):
        target = sentence.doc[after[0].end - 1]
        yield from _claims(sentence, Link("dependency.nowhere", token, holders, target, tuple(syntax.clause(token))))


def _claims(sentence: Sentence, link: Link) -> Iterator[Claim | Miss]:
    partners = sides.partners(
        sentence, link.target, link.holders, whole=link.rule != "dependency.nowhere", alone=link.alone
    )
    foreign = not partners and (link.abroad or sides.is_foreign(link.target))
    if not (partners or foreign) or not is_stated(sentence, link.anchor):
        return
    here = sentence.span_of(link.anchor.i, link.anchor.i + 1)
    goods = purpose.goods(sentence, link)
    if _has_share(sentence, link, partners, goods):
        yield Miss(sentence.span, here, "a dependency with a figure, which a share states")
        return
    if not goods:
        yield Miss(sentence.span, here, "a dependency without a commodity")
        return
    said = attribution(sentence, link.anchor)
    stage = link.stage or (Stage.IMPORTS if foreign else purpose.stage(sentence, link))
    for good in goods:
        spans = [SlotSpan("countries", hit.span) for hit in link.holders]
        spans += [SlotSpan("partner", hit.span) for hit in partners]
        spans += [SlotSpan("trigger", here)]
        if good.span is not None:
            spans.append(SlotSpan("commodity", good.span))
        if said is not None:
            spans.append(SlotSpan("attribution", said.span))
        yield Dependency(
            evidence=Evidence(sentence.span, link.rule, tuple(spans)),
            countries=slots.codes(link.holders),
            partner="+".join(slots.codes(partners)) or FOREIGN,
            commodity=good.name,
            stage=stage,
            modality=_modality(sentence, link.anchor),
            attribution=said.text if said is not None else "",
        )


def _modality(sentence: Sentence, anchor: Token) -> Modality:
    """A dependence that is to be reduced is there: the plan is about the reduction."""
    head = anchor.head
    reduced = head.lemma_.lower() in words("reduce") and anchor.dep_ in {"dobj", "nsubjpass", "nsubj"}
    reduced = reduced or anchor.lemma_ == "wean"
    return Modality.ASSERTED if reduced else context(sentence, anchor).modality


def _has_share(sentence: Sentence, link: Link, partners: tuple[PlaceHit, ...], goods: tuple[slots.Good, ...]) -> bool:
    """Whether a figure stands within the words of the link, or a share of the same pair was read from the sentence."""
    pair = {*slots.codes(partners), "+".join(slots.codes(partners))} - {""}
    names = {good.name for good in goods}
    shares = [one for one in sentence.claims if isinstance(one, Share) and one.countries == slots.codes(link.holders)]
    if link.rule != "dependency.mostly" and any(one.partner in pair and one.commodity in names for one in shares):
        return True
    spans = [sentence.span_of(one.i, one.i + 1) for one in link.reach]
    figures = [one.span for one in sentence.figures if one.unit == "percent" and not one.direction]
    return any(figure.overlaps(span) for figure in figures for span in spans)
