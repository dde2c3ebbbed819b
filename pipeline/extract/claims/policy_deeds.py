"""What a government lets, forbids or makes others do, and what it has promised to do: "barred from buying"."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_government import BODIES, government
from pipeline.extract.claims.policy_mentions import words
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.vocab.policies import Act, Needs

ANYTHING = "*"  # a deed of an act for which whatever people are made to do will do


def orderer(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """The government that makes others do it: "Beijing has told its firms to stop buying chips"."""
    over = verb.head
    if verb.dep_ not in {"xcomp", "ccomp"} or over.lemma_.lower() not in words("ordering"):
        return ()
    return government(sentence, syntax.agent(over) if syntax.is_passive(over) else syntax.subject(over))


def is_vowed(verb: Token, act: Act) -> bool:
    """Whether the verb stands under one of promising, where the act asks for that."""
    return not act.vows or (verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_.lower() in act.vows)


def deed(sentence: Sentence, verb: Token, act: Act, taken: set[int]) -> Token | None:
    """The verb for what others may or may not do: "barred suppliers from buying", "let mills sell abroad"."""
    below = list(syntax.children(verb, "xcomp", "ccomp"))
    for preposition in syntax.children(verb, "prep"):
        if preposition.lower_ in {"from", "for"}:
            below += syntax.children(preposition, "pcomp", "pobj")  # "cleared for sale to Peru"
    for one in below:
        if one.lemma_.lower() in act.deeds:
            fits = not act.objects or _is_done_to(one, act.objects)
        else:
            fits = ANYTHING in act.deeds and _orders_people(sentence, verb, one, taken)
        if fits and (act.needs is not Needs.ABROAD or goes_abroad(sentence, one)):
            return one
    return None


def _is_done_to(doing: Token, objects: tuple[str, ...]) -> bool:
    """Whether the deed is done to one of some nouns: "ordered mills to cut output"."""
    found = list(syntax.children(doing, "dobj", "nsubjpass"))
    found += [noun for one in syntax.children(doing, "prep") for noun in syntax.children(one, "pobj")]
    return any(noun.lower_ in objects or noun.lemma_.lower() in objects for noun in found)


def _orders_people(sentence: Sentence, verb: Token, doing: Token, taken: set[int]) -> bool:
    """Whether a verb makes people do something with a commodity for which nothing else in its clause stands."""
    inside = {one.i for one in verb.subtree}
    people = [*syntax.children(verb, "dobj", "nsubjpass"), *syntax.children(doing, "nsubj")]
    named = any(not hit.weak and hit.first in inside for hit in sentence.goods)
    others = [one for one in people if sentence.place_at(one) is None and one.pos_ in {"NOUN", "PROPN"}]
    return named and bool(others) and taken.isdisjoint(inside)


def names_good(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun phrase plainly names a commodity."""
    return not sentence.good_words(weak=False).isdisjoint(one.i for one in syntax.phrase(noun))


def goes_abroad(sentence: Sentence, doing: Token) -> bool:
    """Whether what is done reaches another place: "sell chips to China", "buy overseas"."""
    below = [one for one in doing.subtree if one.i > doing.i]
    beside = [one for one in syntax.children(doing.head, "prep") if one.lower_ == "to" and one.i > doing.i]
    beside += [one for one in syntax.children(doing.head, "advmod") if one.i == doing.i + 1]  # "sales abroad"
    below += [token for one in beside for token in one.subtree]
    places = any(sentence.place_at(one) is not None and one.head.dep_ in {"prep", "dative"} for one in below)
    return places or not words("abroad").isdisjoint(one.lower_ for one in below)


def names_other(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun phrase, or what follows it, names the place that its goods come from or go to."""
    return any(sentence.place_at(one) is not None and one.tag_ != "PRP$" for one in noun.subtree) or any(
        sentence.place_at(next(syntax.children(one, "pobj"), one)) is not None
        for one in syntax.children(noun.head, "prep")
        if one.lower_ in {"from", "to"}
    )


def own_people(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """The body whose own suppliers may or may not do it: "the Pentagon's suppliers are barred from buying"."""
    subject = syntax.own_subject(verb)
    owner = slots.owner(sentence, subject) if subject is not None and syntax.agent(verb) is None else None
    return (owner,) if owner is not None and owner.form in BODIES else ()
