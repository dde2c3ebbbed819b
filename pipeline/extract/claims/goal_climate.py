"""Aims for the climate, which have no commodity: "Japan's net-zero goal", "we will cut emissions by 10%"."""

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims import goal_actor as actors
from pipeline.extract.claims import goal_spoken as spoken_by
from pipeline.extract.claims.goal_actor import words
from pipeline.extract.claims.goal_good import is_climate
from pipeline.extract.claims.goal_model import KEPT, Aim
from pipeline.extract.claims.goal_outcome import figure
from pipeline.extract.sentence import Sentence

DOING = frozenset({"VB", "VBZ", "VBP", "VBG"})


def aim(sentence: Sentence, token: Token) -> Aim | None:
    """The aim for the climate that a word states."""
    return _climate(sentence, token) or _will(sentence, token) or _means(sentence, token)


def _climate(sentence: Sentence, token: Token) -> Aim | None:
    """Of the kind "the EU's decarbonisation targets", "Japan's net-zero goal"."""
    if token.lower_ not in words("aim-nouns"):
        return None
    inside = [one for one in token.subtree if one.i < token.i and one.dep_ not in {"poss", "det", "case"}]
    first = next((one for one in inside if one.lower_ in words("climate-openers")), None)
    holder = actors.owner(sentence, token) if first is not None else None
    if first is None or holder is None:
        return None
    return Aim("goal.noun", token, holder, token, tuple(token.doc[first.i : token.i + 1]))


def _will(sentence: Sentence, verb: Token) -> Aim | None:
    """Of the kind "China will cut emissions by 10%, its president said": who governs says what his country will do."""
    if verb.lemma_.lower() not in words("will-verbs") or not any(one.lower_ == "will" for one in verb.lefts):
        return None
    subject = syntax.own_subject(verb)
    tokens = list(verb.doc[verb.i : verb.right_edge.i + 1])
    while tokens[-1].is_punct and tokens[-1].text not in KEPT:
        tokens.pop()
    if subject is None or not is_climate(tuple(tokens)) or figure(sentence, tuple(tokens)) is None:
        return None
    _, speaker = spoken_by.speaker(sentence, verb)
    holder = speaker if subject.lower_ == "we" else actors.actor(sentence, subject)
    if holder is None or speaker is None or holder.codes != speaker.codes:
        return None
    return Aim("goal.will", verb, holder, verb, tuple(tokens))


def _means(sentence: Sentence, verb: Token) -> Aim | None:
    """Of the kind "Japan will use ammonia to reach net zero by 2050": what a government does something for."""
    if verb.lemma_.lower() not in words("will-verbs") or verb.tag_ not in {"VB", "VBG"}:
        return None
    over = verb
    while over.dep_ == "conj" and syntax.is_verb(over.head):
        over = over.head
    infinitive = any(one.lower_ == "to" for one in over.lefts) and over.dep_ in {"advcl", "xcomp"}
    doing = over.head if infinitive else None
    if doing is None or doing.tag_ not in DOING or doing.lemma_.lower() in words("aim-verbs"):
        return None
    tokens = list(verb.doc[verb.i : verb.right_edge.i + 1])
    while tokens[-1].is_punct and tokens[-1].text not in KEPT:
        tokens.pop()
    subject = syntax.own_subject(doing)
    holder = actors.actor(sentence, subject) if subject is not None and is_climate(tuple(tokens)) else None
    return Aim("goal.will", verb, holder, verb, tuple(tokens)) if holder is not None else None
