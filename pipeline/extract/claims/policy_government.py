"""Which countries a noun phrase lets act: by name, as owner of a government noun, or as the only one spoken of."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_mentions import words
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Policy
from pipeline.vocab import policies
from pipeline.vocab.places import PlaceForm, regions

BODIES = frozenset({PlaceForm.LEADER, PlaceForm.BODY, PlaceForm.SEAT, PlaceForm.CAPITAL})
DATELINE = re.compile(
    r"[^.;:a-z]\S[^;:]{0,80}?\b(?:\d{4}|\d{1,2})\b\s*(?:/[^/]{2,40}/|\([^)]{2,40}\))?\s*(?:--|—|–|-)\s"
)
LOOK_BACK = 4  # sentences in which a ministry without a name is still the same country's


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, by which rule, and the words that tell; `model` is the earlier claim that a second mention repeats."""

    rule: str
    codes: tuple[str, ...]
    hits: tuple[PlaceHit, ...] = ()
    model: Policy | None = None


def acting(code: str) -> str:
    """Who acts for a place: the Union for Europe."""
    return "EU" if code == "EUROPE" else code


def does(verb: Token) -> bool:
    """Whether a verb is one of doing something with an instrument."""
    return verb.lemma_.lower() in policies.status_of_verb()


def government(sentence: Sentence, token: Token | None) -> tuple[PlaceHit, ...]:
    """The countries that a noun phrase lets act: by name, or as owners of a government noun."""
    if token is None:
        return ()
    hit = sentence.place_at(token)
    if hit is not None and is_dateline(sentence, hit):
        return ()
    if hit is not None and not (hit.form is PlaceForm.DEMONYM and hit.end - 1 != token.i):
        return () if is_regional(sentence, hit, token) else slots.coordinated(sentence, hit)
    if _is_body(token):
        owned = slots.owner(sentence, token) or _of_place(sentence, token)
        if owned is not None:
            return slots.coordinated(sentence, owned)
    for child in syntax.children(token, "appos", "compound", "nmod"):
        inner = sentence.place_at(child)
        if inner is not None and inner.form in BODIES - {PlaceForm.CAPITAL}:
            return slots.coordinated(sentence, inner)
    return _unnamed(sentence, token)


def _is_body(token: Token) -> bool:
    """Whether a noun is one of state: a ministry, officials, a development bank."""
    if token.lower_ == "bank":
        return any(one.lower_ in words("state-banks") for one in token.lefts)
    return not words("government-nouns").isdisjoint({token.lower_, token.lemma_.lower()})


def is_dateline(sentence: Sentence, hit: PlaceHit) -> bool:
    """Whether a place only tells where the text was written: "OSLO, NORWAY, May 5, 2025 /Wire/ --"."""
    found = DATELINE.match(sentence.text)
    return found is not None and hit.span.end <= sentence.span.start + found.end()


def _unnamed(sentence: Sentence, token: Token) -> tuple[PlaceHit, ...]:
    """The country of "he" after a leader, of "it" after a government, of a minister in a text on one country."""
    if token.lower_ in {"it", "they"}:
        return _subject_before(sentence, token)
    if token.lower_ == "he":
        for one in (sentence, *sentence.back(1)):
            before = [hit for hit in one.places if one is not sentence or hit.end <= token.i]
            leaders = [hit for hit in before if hit.form is PlaceForm.LEADER]
            if leaders:
                return (leaders[-1],) if len({hit.code for hit in leaders}) == 1 else ()
        return ()
    if token.text not in words("lone-bodies") or any(one.lower_ == "from" for one in token.children):
        return ()
    for places in (sentence.places, *(one.places for one in sentence.back(LOOK_BACK))):
        known = {hit.code: hit for hit in places if not hit.anaphor}
        if known:
            return tuple(known.values()) if len(known) == 1 else ()
    return ()


def is_regional(sentence: Sentence, hit: PlaceHit, token: Token) -> bool:
    """Whether a body is a province's: "the Nova Scotia Department of Energy", "the state" in a federation."""
    if hit.anaphor and token.lower_ == "state":
        return hit.code in words("federations")
    before = sentence.text[: hit.span.start - sentence.span.start].rstrip().removesuffix("'s").removesuffix("’s")
    return hit.form is PlaceForm.BODY and any(before.endswith(name) for name in regions())


def _of_place(sentence: Sentence, token: Token) -> PlaceHit | None:
    for preposition in syntax.children(token, "prep"):
        if preposition.lower_ in {"of", "in"}:
            noun = next(syntax.children(preposition, "pobj"), None)
            hit = sentence.place_at(noun) if noun is not None else None
            if hit is not None:
                return hit
    return None


def _subject_before(sentence: Sentence, pronoun: Token) -> tuple[PlaceHit, ...]:
    """The government that is subject of the clause coordinated with the pronoun's, or the nearest subject before."""
    verb = pronoun.head
    if verb.dep_ == "conj" and verb.head.i < pronoun.i:
        before = syntax.subject(verb.head)
        if before is not None and before.pos_ in {"NOUN", "PROPN"}:
            return government(sentence, before)
    for one in reversed(sentence.doc[: pronoun.i]):
        if one.dep_ in syntax.SUBJECTS and one.pos_ in {"NOUN", "PROPN"}:
            return government(sentence, one)
    return ()
