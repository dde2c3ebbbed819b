"""The commodity nearest to an instrument that names none: in its clause, in its sentence, or carried over."""

from functools import partial

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_mentions import Mention, mentions, words
from pipeline.extract.claims.policy_phrase import instrument_tokens
from pipeline.extract.claims.policy_spoken import of_company, spoken_of
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.types import PolicyType


def wide(sentence: Sentence, mention: Mention, *, carry: bool = True) -> tuple[slots.Good, ...]:
    """The commodity nearest to the instrument in its clause, in its sentence, or carried over from before."""
    clause = {token.i for token in syntax.clause(mention.head)}
    names = {i for one in mentions(sentence) if one.kind.actor for i in range(one.first, one.end)}
    names |= _of_others(sentence, mention) | _of_industries(sentence)
    if mention.kind.type is PolicyType.STRATEGY:
        names |= _of_describers(sentence)
    hits = [
        hit
        for hit in sentence.goods
        if not (hit.weak and hit.name == "goods") and hit.first not in names and not of_company(sentence, hit)
    ]
    hits = [hit for hit in hits if not _describes_people(sentence, hit)]
    best = min(
        hits,
        key=lambda hit: (
            hit.name in words("vague-goods"),
            hit.weak,
            hit.first not in clause,
            abs(hit.first - mention.first),
        ),
        default=None,
    )
    if best is not None and not best.weak and best.name not in words("vague-goods"):
        return _listed(sentence, best)
    carry = carry and (best is not None or not _is_new_probe(mention))
    carried = spoken_of(sentence, mention) if carry else None
    if best is not None and (carried is None or not best.weak):
        return (
            (slots.Good(best.name, best.kind, best.span),)
            if best.name not in words("vague-goods") or carried is None
            else (carried,)
        )
    return (carried,) if carried is not None else ()


def _is_new_probe(mention: Mention) -> bool:
    """Whether a probe is opened into something that nothing names: "opened an investigation"."""
    new = any(one.lower_ in {"a", "an"} for one in mention.head.lefts)
    return new and mention.head.lemma_.lower() in words("probes")


def _of_others(sentence: Sentence, mention: Mention) -> set[int]:
    """The tokens behind other instruments that tell what those are on: "dropped quotas and cut duties on zinc"."""
    if mention.kind.id.startswith("act."):
        return set()
    verb = syntax.governor(mention.head)
    others = [one for one in mentions(sentence) if one.first > mention.first and syntax.governor(one.head) != verb]
    others = [one for one in others if all(over.lower_ not in words("examples") for over in syntax.climb(one.head))]
    return {token.i for one in others for token in instrument_tokens(one) if token.i >= one.end}


def _of_industries(sentence: Sentence) -> set[int]:
    """The tokens that list industries, which no instrument is on: "industries ranging from defence to cars"."""
    nouns = [one for one in sentence.doc if one.lower_ in words("industries")]
    lists = [below for one in nouns for below in one.rights if below.dep_ in {"prep", "acl"}]
    return {token.i for one in lists if one.lower_ not in {"of", "for"} for token in one.subtree}


def _of_describers(sentence: Sentence) -> set[int]:
    """What tells who somebody is, which no strategy is on: "Altair, a maker of drones, hailed the strategy"."""
    found: set[int] = set()
    for one in sentence.doc:
        described = one.dep_ == "appos" and one.head.pos_ in {"PROPN", "PRON"} and one.i > one.head.i
        if described and one.lemma_.lower() in words("doers"):
            found |= {token.i for token in one.subtree}
    return found


def _listed(sentence: Sentence, hit: GoodHit) -> tuple[slots.Good, ...]:
    """The commodity with those coordinated with it: "gallium, germanium and antimony"."""
    hits = [one for one in sentence.goods if not one.weak]
    run = syntax.run_of(hits, hit, partial(joined, sentence))
    return slots.goods_in(sentence, [sentence.doc[i] for one in run for i in range(one.first, one.end)])


def joined(sentence: Sentence, left: GoodHit, right: GoodHit) -> bool:
    """Whether only commas and "and" stand between two commodities."""
    between = sentence.doc[left.end : right.first]
    return 0 < len(between) <= 3 and all(token.lower_ in slots.JOINERS for token in between)  # noqa: PLR2004 - ", and the"


def _describes_people(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether a commodity only tells of which people or mishaps a text speaks: "car crash victims"."""
    last = sentence.doc[hit.end - 1]
    above = syntax.climb(last) if last.dep_ in {"compound", "nmod", "amod"} else ()
    for one in above:
        if one.lemma_.lower() in words("people"):
            return True
        if one.dep_ not in {"compound", "nmod", "amod"}:
            return False
    return False
