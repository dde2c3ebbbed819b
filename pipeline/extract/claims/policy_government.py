"""Which countries a noun phrase lets act: by name, as owner of a government noun, or as the only one spoken of."""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_mentions import words
from pipeline.extract.refer import country_meant
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Policy, PolicyType
from pipeline.vocab import policies
from pipeline.vocab.places import PlaceForm, regions

# instruments that are set on what comes from others
INBOUND = frozenset({PolicyType.TARIFF, PolicyType.IMPORT_RESTRICTION, PolicyType.SANCTION})
BODIES = frozenset({PlaceForm.LEADER, PlaceForm.BODY, PlaceForm.SEAT, PlaceForm.CAPITAL})
DATELINE = re.compile(
    r"[^.;:a-z]\S[^;:]{0,80}?\b(?:\d{4}|\d{1,2})\b\s*(?:/[^/]{2,40}/|\([^)]{2,40}\))?\s*(?:--|—|–|-)\s"
)
ABOUT = 12  # sentences of a text on the Union in which "the Commission" is the Union's
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
        alone = token.text in words("congresses") and hit.end - hit.first == 1
        found = (_home_of(sentence, hit),) if alone else slots.coordinated(sentence, hit)
        return () if is_regional(sentence, hit, token) else found
    if is_body(token):
        owned = slots.owner(sentence, token) or _of_place(sentence, token)
        if owned is not None:
            return slots.coordinated(sentence, owned)
    for child in syntax.children(token, "appos", "compound", "nmod"):
        inner = sentence.place_at(child)
        if inner is not None and inner.form in BODIES - {PlaceForm.CAPITAL}:
            return slots.coordinated(sentence, inner)
    return _unnamed(sentence, token)


def _home_of(sentence: Sentence, congress: PlaceHit) -> PlaceHit:
    """The country whose congress it is: the nearest one spoken of that has one, else the United States."""
    for one in (sentence, *sentence.back(LOOK_BACK)):
        known = [hit for hit in one.places if hit.code in words("congress-states") and hit != congress]
        if known:
            code = min(known, key=lambda hit: abs(hit.first - congress.first)).code
            return replace(congress, code=code)
    return congress


def is_body(token: Token) -> bool:
    """Whether a noun is one of state: a ministry, officials, a development bank."""
    if token.lower_ in {"bank", "fund"}:
        return any(one.lower_ in words(f"state-{token.lower_}s") for one in token.lefts)
    return not words("government-nouns").isdisjoint({token.lower_, token.lemma_.lower()})


def is_dateline(sentence: Sentence, hit: PlaceHit) -> bool:
    """Whether a place only tells where the text was written: "OSLO, NORWAY, May 5, 2025 /Wire/ --"."""
    found = DATELINE.match(sentence.text)
    return found is not None and hit.span.end <= sentence.span.start + found.end()


def _unnamed(sentence: Sentence, token: Token) -> tuple[PlaceHit, ...]:
    """The country of "he" after a leader, of "it" after a government, of a minister in a text on one country."""
    pointed = _pointed_at(sentence, token)
    if pointed or any(one.lower_ == "from" or one.dep_ == "poss" for one in token.children):
        return pointed
    if token.text in words("lone-bodies"):
        for places in (sentence.places, *(one.places for one in sentence.back(LOOK_BACK))):
            known = {hit.code: hit for hit in places if not hit.anaphor}
            if len(known) == 1:
                return tuple(known.values())
            if known:
                break
    return _of_country_meant(sentence, token)


def _pointed_at(sentence: Sentence, token: Token) -> tuple[PlaceHit, ...]:
    """The countries that a pronoun, "both sides" or "nations such as" stands for."""
    if token.lower_ in {"it", "they"}:
        return _subject_before(sentence, token)
    if token.lower_ in {"he", "she"}:
        return leader_before(sentence, token)
    if _is_both(token):
        return _two_before(sentence, token)
    return _members(sentence, token) if token.lower_ in words("groups") else ()


def _of_country_meant(sentence: Sentence, token: Token) -> tuple[PlaceHit, ...]:
    """The country spoken of, for a body that only a state has: "the food ministry", "ministers", "President Petro"."""
    titled = token.pos_ == "PROPN" and any(
        one.text in words("titles-of-office") for one in syntax.children(token, "compound")
    )
    if token.dep_ in {"compound", "amod", "nmod"} or any(one.text in regions() for one in token.lefts):
        return ()  # "government support" tells of no government, "the Kerala government" of a province's
    if token.text == "Commerce" and "Department of Commerce" in sentence.document.text:
        known = [hit for one in (sentence, *sentence.back(ABOUT)) for hit in one.places if hit.code == "USA"]
        return tuple(known[:1])
    if token.text == "Commission" and any(hit.code == "EU" for one in sentence.back(ABOUT) for hit in one.places):
        return (next(hit for one in sentence.back(ABOUT) for hit in one.places if hit.code == "EU"),)
    article = all(one.lower_ == "the" for one in token.lefts if one.dep_ == "det")
    if not titled and not (article and token.lemma_.lower() in words("state-bodies")):
        return ()
    hit = country_meant(sentence, token.left_edge.i)
    if hit is None or words("regions").issuperset({hit.code}):
        return ()
    here = sentence.span.contains(hit.span) and hit.first > 0
    return () if here and sentence.doc[hit.first - 1].lower_ in {"against", "on"} else (hit,)  # "tariffs on Peru"


def _members(sentence: Sentence, token: Token) -> tuple[PlaceHit, ...]:
    """The countries named as those of a group that are meant: "several nations, including Peru and Chile"."""
    named = [one for one in token.subtree if one.i > token.i and one.lower_ in {"including", "like"}]
    named += [one for one in token.subtree if one.lower_ == "as" and one.nbor(-1).lower_ == "such"]
    hit = next((hit for one in named[:1] for hit in sentence.places if 0 <= hit.first - one.i - 1 <= 1), None)
    return slots.coordinated(sentence, hit) if hit is not None and hit.form is PlaceForm.NAME else ()


def _is_both(token: Token) -> bool:
    """Whether a noun means two countries named before: "the two countries", "both sides", "each government"."""
    pairs = {one.lower_ for one in token.lefts} & words("pair-words")
    return (token.lower_ in words("pair-nouns") and bool(pairs)) or (
        token.lower_ == "two" and any(one.lower_ == "the" for one in token.lefts)
    )


def _two_before(sentence: Sentence, token: Token) -> tuple[PlaceHit, ...]:
    """The two countries that the sentence so far names, or the one before; none where it names more."""
    for one in (sentence, *sentence.back(2)):
        hits = [hit for hit in one.places if (one is not sentence or hit.end <= token.left_edge.i)]
        known = {hit.code: hit for hit in hits if not is_dateline(one, hit)}
        if len(known) > 1 or (known and one is not sentence):
            return tuple(known.values()) if len(known) == 2 else ()  # noqa: PLR2004 - both of two
    return ()


def leader_before(sentence: Sentence, pronoun: Token) -> tuple[PlaceHit, ...]:
    """The only leader named before "he" or "his" in its sentence, else in the one before."""
    for one in (sentence, *sentence.back(1)):
        before = [hit for hit in one.places if one is not sentence or hit.end <= pronoun.i]
        leaders = [hit for hit in before if hit.form is PlaceForm.LEADER or _is_titled(one, hit)]
        if leaders:
            return (leaders[-1],) if len({hit.code for hit in leaders}) == 1 else ()
    return ()


def _is_titled(sentence: Sentence, hit: PlaceHit) -> bool:
    """Whether a country's leader is named by title: "the U.S. president"."""
    beside = {one.lower_ for one in sentence.doc[hit.first : hit.end + 1]}
    return hit.form is PlaceForm.NAME and not hit.anaphor and not beside.isdisjoint(words("leader-titles"))


def is_regional(sentence: Sentence, hit: PlaceHit, token: Token) -> bool:
    """Whether a body is a province's: "the Nova Scotia Department of Energy", "the state" in a federation."""
    if hit.anaphor and token.lower_ == "state":
        return hit.code in words("federations")
    if hit.span.of(sentence.document.text) in regions():
        return True  # "Dubai", where goods go as to a country
    before = sentence.text[: hit.span.start - sentence.span.start].rstrip().removesuffix("'s").removesuffix("’s")
    return hit.form is PlaceForm.BODY and any(before.endswith(name) for name in regions())


def _of_place(sentence: Sentence, token: Token) -> PlaceHit | None:
    for preposition in syntax.children(token, "prep"):
        if preposition.lower_ in {"of", "in"}:
            noun = syntax.object_of(preposition)
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
    above = verb.head if verb.dep_ in {"ccomp", "xcomp"} and any(one.tag_ == "TO" for one in verb.lefts) else None
    for one in reversed(sentence.doc[: pronoun.i]):
        if above is not None and one.head == above:
            continue  # "wants it to": somebody else
        if one.dep_ in syntax.SUBJECTS and one.pos_ in {"NOUN", "PROPN"}:
            return government(sentence, one)
    return ()
