"""Who uses an instrument: its owner, the doer of its verb, its name, or what stands around it."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_agent import agent
from pipeline.extract.claims.policy_beside import beside
from pipeline.extract.claims.policy_government import (
    Actor,
    acting,
    does,
    government,
    is_dateline,
)
from pipeline.extract.claims.policy_implied import again, federal, home, party, receiver, speaker, topic
from pipeline.extract.claims.policy_located import leaving, located
from pipeline.extract.claims.policy_mentions import Mention, mentions, words
from pipeline.extract.claims.policy_owner import owned
from pipeline.extract.claims.policy_phrase import anchors, instrument_tokens
from pipeline.extract.claims.policy_use import uses
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import PolicyType
from pipeline.vocab.places import PlaceForm

CLIMB = 3  # verbs over an instrument


def find_actor(sentence: Sentence, mention: Mention) -> Actor | None:
    """Who uses the instrument, by the first rule that tells."""
    for rule in RULES:
        actor = rule(sentence, mention)
        if actor is None or words("regions").issuperset(actor.codes):
            continue
        if actor.model is None and mention.kind.id == "ambiguous-restriction":  # "Spain joined the cap": which one
            before = again(sentence, mention)
            actor = replace(actor, model=before.model) if before is not None else actor
        return replace(actor, codes=tuple(sorted({acting(code) for code in actor.codes})))
    return None


def _named(_sentence: Sentence, mention: Mention) -> Actor | None:
    return Actor("policy.named", mention.kind.actor) if mention.kind.actor else None


def _label(sentence: Sentence, mention: Mention) -> Actor | None:
    """A note under a country's name: "Spain: unveiled a plan in April"."""
    hit = next((one for one in sentence.places if one.first == 0), None)
    reply = _reply(sentence, mention)
    if reply:
        return Actor("policy.label", slots.codes(reply), reply)
    if (
        hit is None
        or hit.end >= len(sentence.doc)
        or sentence.doc[hit.end].text != ":"
        or hit.form is PlaceForm.DEMONYM
    ):
        return None
    if sentence.text[: len(hit.span.of(sentence.document.text))].isupper() or mention.first <= hit.end:
        return None
    return Actor("policy.label", (hit.code,), (hit,))


def _reply(sentence: Sentence, mention: Mention) -> tuple[PlaceHit, ...]:
    """Whose answer is told behind a colon: "Beijing's reply came at once: a tariff on beef"."""
    colon = next((one.i for one in reversed(sentence.doc[: mention.first]) if one.text == ":"), 0)
    nouns = (one for one in sentence.doc[:colon] if one.lemma_.lower() in words("replies"))
    hits = (slots.owner(sentence, one) for one in nouns if one.dep_ in syntax.SUBJECTS)
    return tuple(hit for hit in hits if hit is not None)[:1]


def _clause_on(sentence: Sentence, mention: Mention) -> Actor | None:
    """A clause on the instrument that tells who made it: "the tariff that Washington put on"."""
    behind = (one for one in instrument_tokens(mention) if one.i > mention.head.i)
    spots = [*anchors(mention), *(one for one in behind if _is_of_trade(sentence, one))]
    for anchor in spots:
        for clause in syntax.children(anchor, "relcl", "acl"):
            own = syntax.own_subject(clause)
            if own is None or own.tag_ in {"WDT", "WP"} or clause.lemma_.lower() in words("suffer") | {"call"}:
                continue
            hits = government(sentence, own)
            if (
                hits
                and (does(clause) or not mention.kind.loose)
                and not any(one.dep_ in {"dobj", "auxpass"} and one.tag_ != "WDT" for one in clause.children)
            ):
                return Actor("policy.subject", slots.codes(hits), hits)
    return None


def _signer(paper: Token | None) -> Token | None:
    """Who signed the order that brings the instrument about: "Lima signed a decree imposing a duty"."""
    if paper is None or paper.lemma_.lower() not in words("signed-papers") or paper.dep_ != "dobj":
        return None
    return syntax.subject(paper.head)


def _is_of_trade(sentence: Sentence, noun: Token) -> bool:
    """Whether a clause behind a noun may tell of an instrument on it: on goods or countries, not on a "network"."""
    named = any(hit.first <= noun.i < hit.end for hit in sentence.goods) or sentence.place_at(noun) is not None
    return named or noun.lemma_.lower() in words("all-goods")


def _subject(sentence: Sentence, mention: Mention) -> Actor | None:
    """A government that is the subject of a verb over the instrument, nearest verb first."""
    anchor = list(anchors(mention))[-1]
    misread = _misread_verb(anchor)
    if anchor.dep_ in syntax.SUBJECTS and misread is None:
        return None
    over = itertools.takewhile(lambda one: not syntax.is_verb(one), (*anchors(mention), *syntax.climb(anchor)))
    if any(one.dep_ == "pobj" and one.head.lower_ in words("not-by-subject") for one in over):
        return None  # "argues against the tariff", "growth driven by the tariff", "a probe into subsidies"
    verbs = [misread] if misread is not None else list(_verbs_over(anchor))
    if mention.kind.type is PolicyType.SANCTION and verbs and not _may_sanction(verbs[0]):
        return None
    for step, verb in enumerate(verbs):
        subject = _after_dateline(sentence, verb) or syntax.subject(verb) or _misread_subject(sentence, verb)
        subject = (_signer(subject) if not mention.kind.loose else None) or subject
        hits = government(sentence, subject)
        if hits and subject is not None and subject.i < mention.first:
            return Actor("policy.subject", slots.codes(hits), hits) if uses(verb, mention, anchor) else None
        direct = anchor.dep_ in {"dobj", "conj"} and (not mention.kind.loose or mention.kind.id in words("by-law"))
        law = _by_law(sentence, mention, _antecedent(verb, subject)) if direct and does(verb) and not hits else None
        if law is not None or (step and syntax.own_subject(verb) is not None):
            return law  # a law does it, or somebody else
    return None


def _may_sanction(verb: Token) -> bool:
    """Whether a verb is one of those that put sanctions on others, as most states only meet them."""
    return does(verb) or verb.lemma_.lower() in words("carriers") | words("say")


def _outcome(sentence: Sentence, mention: Mention) -> Actor | None:
    """Who started what may end in the instrument: "Peru opened a probe, which could end in a tariff"."""
    verb = syntax.governor(mention.head)
    if mention.head.dep_ != "pobj" or verb is None or verb.lemma_.lower() not in words("outcomes"):
        return None
    start = syntax.subject(verb)
    while start is not None and start.dep_ in {"pobj", "prep"}:
        start = start.head  # "a probe into drones, which could end in": the probe may
    starts = {start, *(syntax.children(start, "dobj") if start is not None else ())}
    first = next((one for one in mentions(sentence) if one.head in starts and one.end <= mention.first), None)
    return find_actor(sentence, first) if first is not None else None


def _misread_verb(noun: Token) -> Token | None:
    """A verb in the past that the parser took for an adjective: "China has since opened inquiries"."""
    for child in syntax.children(noun, "amod"):
        if child.tag_ in {"VBN", "VBD"} and syntax.own_subject(child) is not None:
            return child
    return None


def _verbs_over(anchor: Token) -> Iterator[Token]:
    """The verbs that share what is done with the instrument, nearest first; a clause of its own ends them."""
    verb = syntax.governor(anchor)
    for _ in range(CLIMB):
        if verb is None:
            return
        yield verb
        own = syntax.own_subject(verb) is not None or verb.lemma_.lower() in words("getting-round")
        if own or verb.dep_ in {"ccomp", "relcl", "parataxis", "acl"} or verb.head == verb:
            return
        verb = syntax.governor(verb.head)


def _by_law(sentence: Sentence, mention: Mention, subject: Token | None) -> Actor | None:
    """The maker of the law that is the subject: "the act provides tax credits"."""
    loose = mention.kind.loose and mention.kind.id != "subsidy-money"  # a deal makes no rules
    for law in mentions(sentence) if subject is not None else []:
        if (loose or mention.kind.type is PolicyType.SANCTION) and law.kind.type is PolicyType.AGREEMENT:
            continue  # "a peace deal would end the sanctions": those of others
        if (
            subject is not None
            and law.head == subject
            and law.end <= mention.first
            and (law.kind.actor or subject.lemma_.lower() in words("laws"))
        ):
            for rule in (owned, agent, _named, _subject, again, home):
                actor = rule(sentence, law)
                if actor is not None:
                    return replace(
                        actor, rule="policy.subject", codes=_without_target(sentence, mention, actor), model=None
                    )
    return None


def _antecedent(verb: Token, subject: Token | None) -> Token | None:
    """The noun that "that" or "which" stands for: "an agreement that cuts the tariff"."""
    relative = subject is not None and subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl"
    return verb.head if relative else subject


def _without_target(sentence: Sentence, mention: Mention, actor: Actor) -> tuple[str, ...]:
    """The parties of an agreement that use the instrument: "a deal that cuts the tariff on Taiwanese goods"."""
    verb = syntax.governor(mention.head)
    beside = [one for one in (syntax.children(verb, "prep") if verb is not None else ()) if one.lower_ == "on"]
    inside = {token.i for token in (*instrument_tokens(mention), *(t for one in beside for t in one.subtree))}
    targets = {acting(hit.code) for hit in sentence.places if hit.first in inside}
    return tuple(code for code in actor.codes if code not in targets) or actor.codes


def _after_dateline(sentence: Sentence, verb: Token) -> Token | None:
    """The subject nearest to a verb where the parser took the dateline for another one."""
    found = [one for one in verb.lefts if one.dep_ in syntax.SUBJECTS]
    hits = [sentence.place_at(one) for one in found[:-1]]
    return found[-1] if any(hit is not None and is_dateline(sentence, hit) for hit in hits) else None


def _misread_subject(sentence: Sentence, verb: Token) -> Token | None:
    """A place that the parser took for an adverb: "Washington, meanwhile, has launched ..."."""
    return next(
        (one for one in syntax.children(verb, "npadvmod", "dep") if one.i < verb.i and sentence.place_at(one)), None
    )


Rule = Callable[[Sentence, Mention], Actor | None]
RULES: tuple[Rule, ...] = (
    owned,
    agent,
    _named,
    _clause_on,
    _subject,
    _outcome,
    beside,
    again,
    _label,
    located,
    leaving,
    party,
    speaker,
    receiver,
    federal,
    home,
    topic,
)
