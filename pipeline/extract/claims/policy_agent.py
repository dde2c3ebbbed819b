"""Who gives or makes an instrument, told by a preposition: "a grant from", "tariffs by", "under the law of"."""

import itertools

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_government import BODIES, Actor, does, government, is_body
from pipeline.extract.claims.policy_mentions import Mention, mentions, words
from pipeline.extract.claims.policy_phrase import anchors
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import PolicyType
from pipeline.vocab.places import PlaceForm

MADE_OF_STATES = frozenset({PolicyType.STRATEGY, PolicyType.REGULATION})  # "an initiative of the African Union"


def agent(sentence: Sentence, mention: Mention) -> Actor | None:
    """A government after "by", "from" or "under", on the instrument or on the verb over it."""
    for anchor in anchors(mention):
        verb = syntax.governor(anchor)
        heads = [anchor, *(one for one in anchor.subtree if one.dep_ == "acl" and (one.head == anchor or does(one)))]
        heads = [one for one in heads if one.lemma_.lower() not in words("paying")]
        heads += _covered(anchor)
        received = verb is not None and anchor.dep_ == "dobj" and verb.lemma_.lower() in words("receive")
        given = (verb is not None and syntax.is_passive(verb)) or (mention.kind.type is PolicyType.SUBSIDY and received)
        by = anchor.dep_ == "pobj" and anchor.head.lower_ == "by"  # "certified by the ministry and a programme"
        if verb is not None and given and not by and _is_done(anchor, verb):
            heads.append(verb)
        for one in heads:
            hits = _giver(sentence, mention, one)
            if hits:
                return Actor("policy.agent", slots.codes(hits), hits)
        under = _under(sentence, mention, verb)
        if under is not None:
            return under
    return _between(sentence, mention) or _with_state(sentence, mention)


def _is_done(anchor: Token, verb: Token) -> bool:
    """Whether the verb is done to the instrument itself: not "the length of the duty will be set by"."""
    between = itertools.takewhile(lambda one: one != verb, syntax.climb(anchor))
    return not any(one.dep_ == "nsubjpass" for one in between)


def _with_state(sentence: Sentence, mention: Mention) -> Actor | None:
    """The government with which a firm has an agreement: "a collaboration with the Kenyan government"."""
    if mention.kind.id != "agreement-plain" or mention.head.tag_ not in {"NN", "NNP"}:
        return None
    for preposition in syntax.children(mention.head, "prep"):
        noun = syntax.object_of(preposition)
        if preposition.lower_ == "with" and noun is not None and noun.lower_ in {"government", "ministry", "state"}:
            hits = government(sentence, noun)
            return Actor("policy.agent", slots.codes(hits), hits) if len(slots.codes(hits)) == 1 else None
    return None


def _covered(anchor: Token) -> list[Token]:
    """What an instrument is on, where "by" stands behind it: "a suspension of cobalt exports by Congo"."""
    over = [one for one in syntax.children(anchor, "prep") if one.lower_ in {"of", "on"}]
    goods = [token for one in over for token in syntax.children(one, "pobj")]
    return [one for one in goods if any(c.lower_ == "by" for c in one.children)]


def _under(sentence: Sentence, mention: Mention, verb: Token | None) -> Actor | None:
    """The maker of the deal or law that an instrument stands under: "under Peru's pact with Chile a tariff applies"."""
    for preposition in syntax.children(verb, "prep") if verb is not None else ():
        noun = syntax.object_of(preposition)
        if preposition.lower_ != "under" or noun is None or mention.kind.loose:
            continue
        hit = slots.owner(sentence, noun)
        if hit is not None and (
            noun.lemma_.lower() in words("laws") or any(one.head == noun for one in mentions(sentence))
        ):
            return Actor("policy.agent", (hit.code,), (hit,))
    return None


def _giver(sentence: Sentence, mention: Mention, head: Token) -> tuple[PlaceHit, ...]:
    for preposition in head.children:
        of = preposition.lower_ == "of" and mention.kind.type in MADE_OF_STATES and head == mention.head
        if preposition.dep_ not in {"prep", "agent"} or not (of or preposition.lower_ in words("giver-prepositions")):
            continue
        threat = head.lemma_.lower() in words("maybe-nouns")  # which comes from somebody, as no goods do
        giving = threat or mention.kind.loose or mention.kind.type in {PolicyType.SUBSIDY, PolicyType.EXPORT_CONTROL}
        noun = syntax.object_of(preposition)
        maker = sentence.place_at(noun) if noun is not None else None
        if of and (maker is None or maker.anaphor):
            continue
        if (
            (of or not giving)
            and preposition.lower_ in {"from", "through", "via", "of"}
            and not _is_seat(sentence, noun)
        ):
            continue
        hits: tuple[PlaceHit, ...] = ()
        for one in syntax.conjuncts(noun) if noun is not None else []:
            hits = hits or government(sentence, one)
        if hits and not (
            preposition.lower_ in {"from", "through", "via", "of"}
            and mention.kind.loose
            and hits[0].form is PlaceForm.DEMONYM
            and not (noun is not None and is_body(noun))  # "from Chinese investors"
        ):
            return hits
    return ()


def _is_seat(sentence: Sentence, noun: Token | None) -> bool:
    """Whether a place is one of government, from which no goods come: "tariffs from Washington"."""
    hit = sentence.place_at(noun) if noun is not None else None
    return hit is not None and hit.form in BODIES


def _between(sentence: Sentence, mention: Mention) -> Actor | None:
    """An agreement "between A and B"."""
    if mention.kind.type is not PolicyType.AGREEMENT:
        return None
    reached = [token for one in syntax.children(mention.head, "acl") for token in one.rights]
    for preposition in (*mention.head.rights, *reached):
        if preposition.dep_ == "prep" and preposition.lower_ in {"between", "among"}:
            hits = government(sentence, syntax.object_of(preposition))
            if len(slots.codes(hits)) > 1:
                return Actor("policy.agent", slots.codes(hits), hits)
    return None
