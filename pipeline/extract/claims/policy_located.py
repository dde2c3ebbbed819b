"""The country that an instrument stands in: told by a place behind it, by what enters or leaves."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_government import Actor
from pipeline.extract.claims.policy_kind import lets_out
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import anchors
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import PolicyType
from pipeline.vocab.places import PlaceForm


def located(sentence: Sentence, mention: Mention) -> Actor | None:
    """The country that a plain instrument stands in: "tariffs in the United States", "a law in Prague"."""
    law = mention.kind.id == "regulation"
    if (mention.kind.loose and not law) or mention.kind.type is PolicyType.AGREEMENT:
        return None
    for anchor in anchors(mention):
        for preposition in anchor.children if law else anchor.subtree:
            if (
                preposition.dep_ != "prep"
                or preposition.lower_ not in {"in", "across"}
                or preposition.i < mention.first
            ):
                continue
            noun = syntax.object_of(preposition)
            hit = sentence.place_at(noun) if noun is not None else None
            here = syntax.governor(preposition) == syntax.governor(anchor) and _is_near(preposition, anchor)
            if hit is not None and here and (law or hit.form is not PlaceForm.CAPITAL):
                return Actor("policy.located", (hit.code,), (hit,))
    hit = _entered(sentence, mention)
    return Actor("policy.located", (hit.code,), (hit,)) if hit is not None else None


def _is_near(preposition: Token, anchor: Token) -> bool:
    """Whether a place stands by an instrument or by what it is on: not "subsidies for owners of mines in Peru"."""
    return anchor in {preposition.head, preposition.head.head, preposition.head.head.head}


def _entered(sentence: Sentence, mention: Mention) -> PlaceHit | None:
    """The country whose tariff goods meet at its border: "cars entering Peru", "steel imported into the EU"."""
    verb = syntax.governor(mention.head)
    if mention.kind.type is not PolicyType.TARIFF or verb is None:
        return None
    for one in verb.subtree:
        over = one.head.head if one.dep_ == "pobj" and one.head.lower_ == "into" else one.head
        goes_in = one.dep_ == "dobj" or over != one.head
        if goes_in and over.lemma_.lower() in words("entering") and over.dep_ in {"acl", "relcl"}:
            hit = sentence.place_at(one)
            if hit is not None and (over != one.head or over.lemma_.lower() == "enter"):
                return hit
    return None


def leaving(sentence: Sentence, mention: Mention) -> Actor | None:
    """The country that goods leave with a licence: "exports of tin from Peru now need a licence"."""
    verb = syntax.governor(mention.head)
    what = syntax.own_subject(verb) if verb is not None and is_needed(mention, verb) else None
    hit = slots.owner(sentence, what) if what is not None else None
    if hit is not None and hit.form is PlaceForm.DEMONYM and lets_out(sentence, mention):
        return Actor("policy.located", (hit.code,), (hit,))  # "Chinese firms need a licence to sell tin abroad"
    if what is None or what.lower_ not in words("leaving"):
        return None
    out = (one for one in what.subtree if one.lower_ in {"from", "of"} and one.i > what.i)
    found = (sentence.place_at(next(syntax.children(one, "pobj"), one)) for one in out)
    hit = hit or next((one for one in found if one is not None), None)
    return Actor("policy.located", (hit.code,), (hit,)) if hit is not None else None


def is_needed(mention: Mention, verb: Token) -> bool:
    """Whether goods need a licence from now on: "Exports of zinc will need a permit, the ministry said"."""
    licence = mention.head.lemma_.lower() in words("licences") and mention.head.dep_ == "dobj"
    return licence and verb.lemma_.lower() in words("licensing-verbs")
