"""Why words that name an instrument, and an actor found for it, do not make a policy of that actor."""

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.policy_government import INBOUND, Actor, acting, government
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import anchors, instrument_tokens
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import PolicyType

TARGETING = frozenset({"on", "against", "from", "for"})
SAID_BEFORE = frozenset({"policy.again", "policy.home"})


def misreading(sentence: Sentence, mention: Mention, actor: Actor) -> str:
    """Why the instrument is none of this actor; empty when it is."""
    reasons = (
        (_is_vague(mention, actor), "a word that names no instrument"),
        (_is_on_itself(sentence, mention, actor), "an instrument on the goods of its own actor"),
        (_is_set_by_others(sentence, mention, actor), "an instrument that somebody else sets"),
        (_is_defined(mention, actor), "what such instruments are, not one of them"),
        (_is_put_by_others(sentence, mention, actor), "an instrument that somebody else sets"),
        (_is_had_by_others(mention, actor), "an instrument of countries that nothing names"),
        (_is_total(mention), "what several tariffs come to"),
        (_is_advised(mention), "advice of a body, not its decision"),
        (_is_need(sentence, mention), "what a country needs, not what it requires"),
        (_is_backing(mention), "the consent with which somebody else acts"),
        (_is_reached(mention), "limits that something comes up to"),
        (_is_on_others(mention, actor), "other instruments than those spoken of"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def _is_vague(mention: Mention, actor: Actor) -> bool:
    """Whether a word says that there are instruments, not which: "countermeasures" of which none was named."""
    return mention.head.lemma_.lower() in words("vague-instruments") and actor.model is None


def _is_on_itself(sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether an instrument hits what comes from its actor: "Brussels said that tariffs on EU goods"."""
    if mention.kind.type not in INBOUND or actor.rule == "policy.agent":
        return False
    inside = {token.i for token in instrument_tokens(mention) if token.i >= mention.end}
    clauses = list(syntax.children(mention.head, "relcl", "acl"))
    aimed = (one for clause in clauses for one in syntax.children(clause, "prep") if one.lower_ in TARGETING)
    inside |= {token.i for one in aimed for token in one.subtree}
    return any(
        acting(hit.code) in actor.codes and hit.first in inside and not hit.anaphor and _is_target(sentence, hit)
        for hit in sentence.places
    )


def _is_target(sentence: Sentence, hit: PlaceHit) -> bool:
    """Whether a place stands right behind "on", "against" or "from", and no imports of its own behind it."""
    before = next((one for one in reversed(sentence.doc[: hit.first]) if one.lower_ not in words("all-of")), None)
    after = sentence.doc[hit.end].lemma_.lower() if hit.end < len(sentence.doc) else ""
    behind = {one.lemma_.lower() for one in sentence.doc[hit.end : hit.end + 4]}
    return (
        before is not None
        and before.lower_ in TARGETING
        and after not in {"'s", "’s"}
        and behind.isdisjoint({"import", "purchase"})
    )


def _is_set_by_others(sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether a clause on the instrument has another doer: "the tariffs that other nations impose"."""
    if actor.rule in {"policy.owned", "policy.agent", "policy.named"}:
        return False
    for clause in syntax.children(mention.head, "relcl"):
        doer = syntax.own_subject(clause)
        noun = doer is not None and doer.pos_ in {"NOUN", "PROPN"} and not government(sentence, doer)
        if noun and doer is not None and doer.lemma_.lower() in words("nations"):
            return True
    spots = list(anchors(mention))
    by = next((one for noun in spots for clause in syntax.children(noun, "acl") for one in _by(clause)), None)
    return by is not None and by.lemma_.lower() in words("nations") and not government(sentence, by)


def _is_put_by_others(sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether others than the actor of the instrument before set one: "partners could impose counter-tariffs"."""
    verb = syntax.governor(mention.head)
    if actor.rule not in SAID_BEFORE or verb is None or mention.head.dep_ != "dobj":
        return False
    doer = syntax.subject(verb)
    return doer is not None and doer.lemma_.lower() in words("nations") and not government(sentence, doer)


def _is_had_by_others(mention: Mention, actor: Actor) -> bool:
    """Whether nothing names the countries that have it: "nations with high tariffs", "those states' tariffs"."""
    owners = (one for one in syntax.children(mention.head, "poss") if one.tag_ == "NNS")
    if actor.rule in SAID_BEFORE and any(one.lemma_.lower() in words("nations") for one in owners):
        return True
    spots = [one for one in anchors(mention) if one.dep_ in {"pobj", "conj"}]
    over = next((one.head for one in spots if one.dep_ == "pobj"), None)
    return (
        actor.rule != "policy.owned"
        and over is not None
        and over.lower_ == "with"
        and over.i > 0
        and over.nbor(-1).tag_ == "NNS"
        and over.nbor(-1).lemma_.lower() in words("nations")
    )


def _is_total(mention: Mention) -> bool:
    """Whether a tariff is the sum of others: "bringing the total duty to 25%"."""
    total = any(one.lower_ in {"total", "combined", "cumulative", "overall"} for one in mention.head.lefts)
    return total and mention.kind.type is PolicyType.TARIFF and mention.head.head.lemma_.lower() in {"bring", "take"}


def _is_advised(mention: Mention) -> bool:
    """Whether a body that decides is only heard: "receives advice from the Review Board"."""
    over = mention.head.head.head
    heard = {over.lemma_.lower(), *(one.lemma_.lower() for one in syntax.children(over, "dobj"))}
    return (
        bool(mention.kind.actor)
        and mention.head.dep_ == "pobj"
        and mention.head.head.lower_ == "from"
        and not heard.isdisjoint({"advice", "guidance"})
    )


def _is_need(sentence: Sentence, mention: Mention) -> bool:
    """Whether requirements are a need: "imports most of its crude requirements"."""
    verb = syntax.governor(mention.head)
    beside = any(hit.end == mention.head.i for hit in sentence.goods) or any(
        hit.first in range(mention.first, mention.head.i) for hit in sentence.goods
    )
    needs = verb is not None and verb.lemma_.lower() in words("covering-needs")
    return mention.head.lemma_.lower() == "requirement" and beside and needs


def _is_backing(mention: Mention) -> bool:
    """Whether an approval only tells that somebody agrees to what is done: "sold more with Washington's approval"."""
    with_it = mention.head.dep_ == "pobj" and mention.head.head.lower_ == "with"
    bare = not any(one.dep_ in {"prep", "acl"} for one in mention.head.children)
    return with_it and bare and mention.head.lemma_.lower() in {"approval", "permission", "consent"}


def _is_reached(mention: Mention) -> bool:
    """Whether limits only tell how far something can go: "capacity is near its limits"."""
    return (
        mention.head.lemma_.lower() == "limit"
        and mention.head.dep_ == "pobj"
        and mention.head.head.lower_ in words("reaching")
    )


def _by(clause: Token) -> list[Token]:
    doer = syntax.agent(clause)
    return [doer] if doer is not None else []


def _is_defined(mention: Mention, actor: Actor) -> bool:
    """Whether a sentence says what such instruments are: "Tariffs are taxes on imports"."""
    verb = mention.head.head
    subject = mention.head if mention.head.dep_ in syntax.SUBJECTS else syntax.own_subject(verb)
    if actor.rule not in SAID_BEFORE or verb.lemma_ != "be" or subject is None:
        return False
    bare = subject.tag_ == "NNS" and subject.left_edge == subject
    return bare and any(one.tag_ in {"NN", "NNS"} for one in syntax.children(verb, "attr"))


def _is_on_others(mention: Mention, actor: Actor) -> bool:
    """Whether the instrument is on other things than those spoken of before: "tariffs on other metals"."""
    after = [one for one in instrument_tokens(mention) if one.i >= mention.end]
    if mention.head.dep_ == "dobj":
        after += [one for side in syntax.children(mention.head.head, "prep") for one in side.subtree]
    return actor.rule == "policy.again" and any(one.lower_ == "other" and one.dep_ == "amod" for one in after)
