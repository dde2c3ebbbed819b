"""What a second mention of an instrument is on: what the first was on, unless its own words tell."""

from pipeline.extract import slots
from pipeline.extract.claims.policy_goods_among import goods_among
from pipeline.extract.claims.policy_government import Actor
from pipeline.extract.claims.policy_mentions import Mention, mentions, words
from pipeline.extract.claims.policy_phrase import instrument_tokens
from pipeline.extract.claims.policy_tariff_goods import told_apart
from pipeline.extract.sentence import Sentence
from pipeline.types import Policy, PolicyType


def repeated(sentence: Sentence, mention: Mention, kind: PolicyType, actor: Actor) -> tuple[slots.Good, ...]:
    """What the earlier mention of the same instrument was on."""
    if actor.model is None:
        return _of_same_actor(sentence, mention, kind, actor)
    if actor.model.policy_type is not kind:
        return ()
    told = told_apart(sentence, mention, actor) if kind is PolicyType.TARIFF else ()
    if not told and kind is PolicyType.TARIFF and _is_on_every(mention):
        told = (slots.Good("goods", None),)
    return told or tuple(slots.Good(claim.commodity, None) for claim in _same_instrument(sentence, actor.model))


def _is_on_every(mention: Mention) -> bool:
    """Whether a tariff is another than one on some product: "reciprocal tariffs", "tariffs on every country"."""
    told = {one.lower_ for one in instrument_tokens(mention)}
    aimed = not told.isdisjoint({"on", "against"}) and not told.isdisjoint(words("groups-hit"))
    return aimed or not told.isdisjoint(words("on-all"))


def _of_same_actor(sentence: Sentence, mention: Mention, kind: PolicyType, actor: Actor) -> tuple[slots.Good, ...]:
    """What "the tariff" of an actor is on whose tariff was just named, in this sentence or in the one before."""
    head = mention.head
    plain = not any(one.dep_ in {"prep", "relcl", "acl"} for one in head.children)
    plain = plain and not any(one.dep_ == "amod" and one.lower_ not in {"new", "same"} for one in head.children)
    if kind is not PolicyType.TARIFF or not plain:
        return ()
    pointed = any(one.lower_ in {"the", "these", "those", "this"} for one in head.lefts)
    for other in reversed(mentions(sentence)) if pointed else ():
        if other.kind.type is kind and other.end <= mention.first:
            found = goods_among(sentence, instrument_tokens(other), kind)
            return tuple(one for one in found if one.name != "goods")
    owned = any(head.left_edge.i <= hit.first < head.i for hit in actor.hits) and head.dep_ not in {"compound", "nmod"}
    if sentence.previous is None or not (pointed or owned):
        return ()
    before = [one for one in sentence.previous.claims if isinstance(one, Policy) and one.policy_type is kind]
    same = [one for one in before if one.countries == actor.codes]
    return tuple(slots.Good(one.commodity, None) for one in same if one.commodity != "goods")


def _same_instrument(sentence: Sentence, model: Policy) -> list[Policy]:
    """The claims of the instrument that a second mention repeats: one for each of its commodities."""
    for earlier in (sentence, sentence.previous):
        claims = [one for one in (earlier.claims if earlier is not None else []) if isinstance(one, Policy)]
        if model in claims:
            key = (model.policy, model.countries, model.policy_type)
            return [one for one in claims if (one.policy, one.countries, one.policy_type) == key]
    return [model]
