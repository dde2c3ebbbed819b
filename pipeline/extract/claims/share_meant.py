"""The countries that a subject without a name means: "it", "they ... together", "the two countries", "the industry"."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import pronouns, slots, syntax
from pipeline.extract.claims.share_whole import words
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.vocab.places import PlaceForm

GROUPS = {"two": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "quartet": 4, "five": 5}
LOOK_BACK = 2  # sentences in which "the industry" was last named with its country


def meant(sentence: Sentence, subject: Token) -> tuple[PlaceHit, ...]:
    """The countries that a subject without a name stands for."""
    if subject.lower_ in words("sectors"):
        return _here(sentence, subject, _sector(sentence, subject))
    if subject.lower_ == "they":
        return _here(sentence, subject, _both(sentence))
    return _it(sentence, subject) if subject.lower_ == "it" else ()


def _here(sentence: Sentence, subject: Token, hits: Iterable[PlaceHit]) -> tuple[PlaceHit, ...]:
    """The places of another sentence as what the subject means: its tokens, not theirs, count in this one."""
    span = sentence.span_of(subject.i, subject.i + 1)
    return tuple(replace(hit, span=span, first=subject.i, end=subject.i + 1, anaphor=True) for hit in hits)


def _it(sentence: Sentence, pronoun: Token) -> tuple[PlaceHit, ...]:
    """The country that "it" stands for, or that owns what it stands for."""
    earlier = [one for one in sentence.doc[: pronoun.i] if one.dep_ in syntax.SUBJECTS]
    hits = [hit for one in earlier for hit in [slots.owner(sentence, one)] if hit is not None and one.pos_ == "NOUN"]
    return (hits[-1],) if hits else _here(sentence, pronoun, pronouns.owner_before(sentence))


def counts(subject: Token) -> int:
    """How many countries "the three" or "the pair" are; 0 for other subjects."""
    told = {one.lower_ for one in syntax.phrase(subject)}
    definite = told & {"the", "these", "those"}
    plain = subject.lower_ in GROUPS or subject.lemma_.lower() in {"country", "nation"}
    return max((GROUPS[one] for one in told if one in GROUPS), default=0) if definite and plain else 0


def group(sentence: Sentence, subject: Token) -> tuple[PlaceHit, ...]:
    """The countries of the sentence before, if they are as many as the subject counts."""
    return _here(sentence, subject, _counted(sentence.previous, counts(subject)) if sentence.previous else ())


def _counted(previous: Sentence, count: int) -> tuple[PlaceHit, ...]:
    listed = [hits for hits in _lists(previous) if len(hits) == count]
    if len(listed) == 1:
        return listed[0]  # "Chile and Peru sell to Japan. The two ..."
    named = {hit.code: hit for hit in previous.places}
    others = list(named.values())[1:]  # "China relies on Japan and Chile. The two ..."
    return tuple(named.values()) if len(named) == count else tuple(others) if len(others) == count else ()


def _lists(sentence: Sentence) -> list[tuple[PlaceHit, ...]]:
    """The countries listed side by side in a sentence, list by list."""
    found = {slots.coordinated(sentence, hit) for hit in sentence.places if hit.form is PlaceForm.NAME}
    return sorted((hits for hits in found if len(slots.codes(hits)) > 1), key=lambda hits: hits[0].first)


def _both(sentence: Sentence) -> tuple[PlaceHit, ...]:
    """The countries that the sentence before lists, where "they" have something together."""
    previous = sentence.previous
    jointly = any(one.lower_ in words("jointly") for one in sentence.doc)
    listed = _lists(previous) if previous is not None and jointly else []
    opens = [hits for hits in listed if hits[0].first <= 1]
    return opens[0] if opens else listed[0] if len(listed) == 1 else ()


def _sector(sentence: Sentence, subject: Token) -> tuple[PlaceHit, ...]:
    """The country whose industry "the industry" is: "Japan's chip industry shrank. The industry had half of ..."."""
    if {one.lower_ for one in syntax.phrase(subject)} != {"the", subject.lower_}:
        return ()
    for one in sentence.back(LOOK_BACK):
        nouns = [token for token in one.doc if token.lower_ in words("sectors")] if one.parsed else []
        hits = [slots.owner(one, token) for token in nouns]
        if nouns:
            return tuple(hit for hit in hits[-1:] if hit is not None)
    return ()


def domestic(sentence: Sentence, subject: Token) -> tuple[PlaceHit, ...]:
    """The subject of the main clause, whose works are "domestic": "Japan lost domestic mining, which had 9%"."""
    own = any(one.lower_ in words("domestic") for one in syntax.children(subject, "amod", "compound"))
    verb = syntax.governor(subject) if own and subject.dep_ not in syntax.SUBJECTS else None
    above = syntax.own_subject(verb) if verb is not None else None
    hit = sentence.place_at(above) if above is not None else None
    return (hit,) if hit is not None else ()
