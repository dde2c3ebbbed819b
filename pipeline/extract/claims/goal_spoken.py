"""Whose aim it is by who says so, or by what was read before."""

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.goal_actor import Holder, holder_of, words
from pipeline.extract.claims.policy import government
from pipeline.extract.sentence import Sentence
from pipeline.vocab.places import PlaceForm

SPEAKERS = frozenset({PlaceForm.BODY, PlaceForm.LEADER, PlaceForm.SEAT, PlaceForm.NAME})


def speaker(sentence: Sentence, verb: Token) -> tuple[Token | None, Holder | None]:
    """Who says what the aim is, and the government that it is: "the minister said that the aim was to"."""
    for one in syntax.climb(verb):
        own = syntax.own_subject(one) if syntax.is_verb(one) and one.lemma_.lower() in words("saying") else None
        if own is not None:
            hits = government(sentence, own)
            return own, holder_of(sentence, hits) if hits and hits[0].form in SPEAKERS else None
    return None, None


def spoken(sentence: Sentence) -> Holder | None:
    """The actor of the last policy or goal, for "the aim is to"."""
    for one in (sentence, sentence.previous):
        claims = [
            claim
            for claim in (one.claims if one is not None else [])
            if claim.type in {"policy", "goal"} and claim.countries
        ]
        if claims:
            return Holder(claims[-1].countries)
    return None
