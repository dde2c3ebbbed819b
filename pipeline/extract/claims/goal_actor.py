"""Whose aim it is: a government, or the country whose plan, law or programme has the aim."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy import government
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Policy, Span
from pipeline.vocab import rules
from pipeline.vocab.places import PlaceForm

BACK = 2  # sentences in which the instrument meant by "the mission" may have been named
CLIMB = 3  # verbs over an aim among which its government is looked for


@dataclass(frozen=True, slots=True)
class Holder:
    """The countries that aim, and the words that tell."""

    codes: tuple[str, ...]
    spans: tuple[Span, ...] = ()


def words(name: str) -> frozenset[str]:
    """One word class of goal.toml."""
    return rules.words("goal")[name]


def holder_of(sentence: Sentence, hits: tuple[PlaceHit, ...]) -> Holder | None:
    """The places as a holder; "the state" may be one of a federation."""
    hits = tuple(hit for hit in hits if hit.span.of(sentence.document.text).lower() not in words("not-nations"))
    return Holder(slots.codes(hits), tuple(hit.span for hit in hits)) if hits else None


def doer(sentence: Sentence, verb: Token) -> Token | None:
    """The subject of a verb; in short sentences the parser takes it for a part of a name ("Finland leans on")."""
    subject = syntax.subject(verb)
    if subject is not None and subject != verb:
        return subject
    at = verb.i - 1
    while at > 0 and sentence.doc[at].pos_ in {"ADV", "AUX"}:
        at -= 1
    return sentence.doc[at] if at >= 0 and sentence.place_at(sentence.doc[at]) is not None else None


def actor(sentence: Sentence, noun: Token | None) -> Holder | None:
    """The government that a subject names, or that stands behind the instrument it names."""
    if noun is None or _is_firm(sentence, noun):
        return None
    if sentence.place_at(noun) is None and noun.lower_ in words("countries"):
        return _example(sentence, noun)
    owned = _possessor(sentence, noun)
    if owned is not None and sentence.place_at(noun) is not None:
        return holder_of(sentence, (owned,))  # "Mali's junta", whatever "junta" means elsewhere
    inside = {one.i for one in noun.subtree}
    hits = tuple(hit for hit in government(sentence, noun) if hit.first in inside or hit.end - 1 in inside)
    if hits:
        return holder_of(sentence, hits)
    if noun.lower_ in words("officials"):
        return _owner_of(sentence, noun) or _pointed(sentence, noun)  # "its president"
    return _pointed(sentence, noun) or behind(sentence, noun)


def _pointed(sentence: Sentence, noun: Token) -> Holder | None:
    """Whom "it" or a body of state without a country points back at."""
    if noun.lower_ == "it":
        return _before(sentence)
    return _nation(sentence) if noun.lemma_.lower() in words("bodies") else None


def _is_firm(sentence: Sentence, noun: Token) -> bool:
    """Whether a country's name is the end of a firm's: "TBC Uzbekistan"."""
    hit = sentence.place_at(noun)
    if hit is None or hit.form is not PlaceForm.NAME or not hit.first:
        return False
    before = sentence.doc[hit.first - 1]
    return before.pos_ == "PROPN" and before.dep_ == "compound" and sentence.place_at(before) is None


def _before(sentence: Sentence) -> Holder | None:
    """The government or instrument that the sentence before speaks of, for "it" and "its"."""
    previous = sentence.previous
    if previous is None or not previous.parsed:
        return None
    root = previous.doc[:].root
    stated = next((one for one in syntax.children(root, "ccomp") if one.i < root.i), root)  # "..., the ministry said"
    head = syntax.own_subject(stated)
    if head is None or head.lower_ == "it":
        return None
    return actor(previous, head) or _owner_of(previous, head)


def _owner_of(sentence: Sentence, noun: Token) -> Holder | None:
    """The country that owns a measure: "Zambia's output rose. It wants to ..."."""
    owners = [one for one in syntax.children(noun, "poss") if sentence.place_at(one) is not None]
    return holder_of(sentence, tuple(hit for one in owners[:1] if (hit := sentence.place_at(one)) is not None))


def _example(sentence: Sentence, noun: Token) -> Holder | None:
    """Of the kind "countries like X and Y"."""
    hit = next((one for one in sentence.places if noun.i < one.first <= noun.i + 4), None)
    joined = hit is not None and sentence.doc[noun.i + 1].lower_ in {"like", "such", "including"}
    return holder_of(sentence, slots.coordinated(sentence, hit)) if hit is not None and joined else None


def is_named(sentence: Sentence, claim: Policy, token: Token) -> bool:
    """Whether a token is one of the words that name the instrument of a policy."""
    here = sentence.span_of(token.i, token.i + 1)
    return any(one.slot == "policy" and one.span.overlaps(here) for one in claim.evidence.slots)


def behind(sentence: Sentence, noun: Token) -> Holder | None:
    """Whose instrument a noun names: by a policy claim on its words, its owner, or the sentence before."""
    named = noun.lemma_.lower() in words("instruments") or noun.pos_ == "PROPN"
    for claim in sentence.claims if named else []:
        if isinstance(claim, Policy) and is_named(sentence, claim, noun):
            return Holder(claim.countries, tuple(one.span for one in claim.evidence.slots if one.slot == "countries"))
    if noun.lemma_.lower() not in words("instruments"):
        return None
    for child in noun.lefts:
        if child.dep_ == "poss" or (child.dep_ in slots.OWNERS and sentence.place_at(child) is not None):
            hit = sentence.place_at(child)
            found = slots.coordinated(sentence, hit) if hit is not None else government(sentence, child)
            return holder_of(sentence, found)
    if any(one.lower_ in words("pointing") for one in noun.lefts) and sentence.previous is not None:
        claims = [
            one for one in (*sentence.previous.claims, *sentence.claims) if isinstance(one, Policy) and one.countries
        ]
        if claims:
            return Holder(claims[-1].countries)
    return None


def owner(sentence: Sentence, noun: Token) -> Holder | None:
    """Whose goal a noun names: "China's target", "the U.S. goal", "a national goal of ..."."""
    beside = _possessor(sentence, noun)
    if beside is not None:
        return holder_of(sentence, slots.coordinated(sentence, beside))
    for child in noun.lefts:
        if child.dep_ not in slots.OWNERS and child.dep_ not in {"nsubj", "dep"}:
            continue
        hit = sentence.place_at(child)
        if hit is not None:
            return _of_place(sentence, noun, child, hit)
        if child.dep_ == "poss":
            return _of_its(sentence, noun) if child.tag_ == "PRP$" else actor(sentence, child)
        if child.dep_ in {"compound", "nmod"} and child.lemma_.lower() in words("government-words"):
            hit = slots.owner(sentence, child)
            return holder_of(sentence, (hit,)) if hit is not None else _nation(sentence)
    made = (one for clause in syntax.children(noun, "acl") for one in syntax.children(clause, "agent", "prep"))
    for preposition in (*syntax.children(noun, "prep"), *(one for one in made if one.lower_ == "by")):
        if preposition.lower_ in {"of", "by", "from"}:
            found = holder_of(sentence, government(sentence, syntax.object_of(preposition)))
            if found is not None:
                return found
    return None


def _of_its(sentence: Sentence, noun: Token) -> Holder | None:
    """Whose "its" is before a noun: the government that is the subject of its clause, else that of the sentence before.

    A firm or person as subject is the owner, and no government; "our" is of whoever speaks.
    """
    if any(one.lower_ in words("speakers-own") for one in noun.lefts):
        return None
    verb = syntax.governor(noun)
    subject = syntax.subject(verb) if verb is not None else None
    if subject is None or subject.i > noun.i or subject == noun or subject.pos_ == "PRON":
        return _before(sentence)
    return actor(sentence, subject)


def _of_place(sentence: Sentence, noun: Token, owner: Token, hit: PlaceHit) -> Holder | None:
    """The place that owns a noun; none where "its" is a firm's that the place only describes."""
    firms = owner.tag_ == "PRP$" and _is_of_firm(noun)
    return None if firms else holder_of(sentence, slots.coordinated(sentence, hit))


def _is_of_firm(noun: Token) -> bool:
    """Whether the subject of a noun's clause is one firm, whose "its" is: "the Finnish company signalled its aim"."""
    verb = syntax.governor(noun)
    subject = syntax.subject(verb) if verb is not None else None
    return subject is not None and subject.tag_ == "NN" and subject.lemma_.lower() in words("firms")


def _possessor(sentence: Sentence, noun: Token) -> PlaceHit | None:
    """The place with an "'s" right before a noun and its adjectives, whatever the parser makes of it."""
    at = noun.i - 1
    while at > 0 and sentence.doc[at].pos_ in {"ADJ", "ADV", "NUM"} and noun.i - at < CLIMB:
        at -= 1
    return sentence.place_at(sentence.doc[at - 1]) if at > 0 and sentence.doc[at].tag_ == "POS" else None


def has_other_owner(sentence: Sentence, noun: Token) -> bool:
    """Whether the aim is somebody's who is no government."""
    return (
        any(one.dep_ == "poss" and sentence.place_at(one) is None for one in noun.lefts)
        and owner(sentence, noun) is None
    )


def _nation(sentence: Sentence) -> Holder | None:
    """The one country that the sentence and the one before speak of, for "national" and "federal"."""
    for one in (sentence, sentence.previous):
        hits = (hit for hit in one.places if hit.form is not PlaceForm.DEMONYM) if one is not None else ()
        codes = {hit.code for hit in hits if not _is_site(one, hit)} if one is not None else set()
        if len(codes) == 1:
            return Holder(tuple(codes))
        if codes:
            return None
    return None


def _is_site(sentence: Sentence, hit: PlaceHit) -> bool:
    """Whether a country only tells where a thing stands: "plants in Australia"."""
    if not sentence.parsed:
        return False
    noun = sentence.doc[hit.end - 1]
    return noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head.pos_ == "NOUN"


def above(sentence: Sentence, token: Token) -> Holder | None:
    """The government that is the subject of a verb over the token, or of the verb of saying: "it set a goal of"."""
    here = token
    for _ in range(CLIMB):
        verb = syntax.governor(here) if not syntax.is_verb(here) or here == token else here
        if verb is None or verb == token:
            return None
        subject = syntax.own_subject(verb)
        if subject is not None and subject != token and subject.i != token.i:
            return actor(sentence, subject)
        if verb.head == verb:
            return None
        here = verb.head
    return None
