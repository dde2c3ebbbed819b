"""Whose an amount is: the country that owns a measure, does the verb or is spoken of; no company, mine or province."""

import re
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims import policy
from pipeline.extract.match import Phrases, reference
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.vocab import rules
from pipeline.vocab.places import PlaceForm, regions, uncoded

STATED = 3  # tokens before "company" in which "state" or "national" may stand
LOOK_BACK = 6  # sentences in which the country spoken of is still the same
NAMED = 8  # words of a firm's name
COMPANY = "a figure of a company, a plant or a project"
REGION = "a figure of a province, a state or a city"
NOBODY = "no country's measure"
WORLD = "a figure of the whole world"
PARAMETER = "a parameter or an aim, not an amount"
NONE_OF_IT = frozenset({COMPANY, REGION, WORLD, PARAMETER})  # reasons that end the search

AROUND = re.compile(r"\b(?:around|across|all over) the (?:world|globe)\b")
OWN = frozenset({"poss", "compound", "nummod", "amod", "prep", "relcl", "acl"})  # what makes makers certain ones

Holder = tuple[PlaceHit, ...] | str  # the places, or why there is none


def words(name: str) -> frozenset[str]:
    """One word class of amounts.toml."""
    return rules.words("amounts")[name]


@cache
def _regions() -> Phrases[bool]:
    return Phrases({}, dict.fromkeys((*regions(), *uncoded()), True))


def regional(sentence: Sentence, tokens: Iterable[Token]) -> bool:
    """Whether some of the tokens name a province, a state or a city rather than a country."""
    held = {i for match in _regions().find(sentence.doc) for i in range(match.first, match.end)}
    return any(token.i in held and sentence.place_at(token) is None for token in tokens)


@cache
def _uncoded() -> Phrases[bool]:
    return Phrases({}, dict.fromkeys(uncoded(), True))


def is_uncoded(sentence: Sentence, token: Token) -> bool:
    """Whether a token is of a place without a code: "the Middle East"."""
    return any(match.first <= token.i < match.end for match in _uncoded().find(sentence.doc))


def is_company(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun phrase is one company, mine or project: by its word, or as a name that is no place."""
    if sentence.place_at(noun) is not None:
        return False
    if noun.lower_ in words("company-words"):
        return True
    if noun.lower_ in reference()["government-nouns"]:
        return False
    named = any(hit.first <= noun.i < hit.end for hit in sentence.goods) or noun.lower_ in words("continuers")
    return noun.tag_ == "NNP" and not named  # "continuers" hold the months


def doer(sentence: Sentence, noun: Token | None) -> Holder:
    """The country that a subject or agent stands for: by name, or by its industry ("Chinese refiners", "its mills")."""
    if noun is None:
        return NOBODY
    if noun.lower_ in words("pronouns") and sentence.place_at(noun) is None:
        return carried(sentence)
    if regional(sentence, syntax.phrase(noun)[:6]):
        return REGION
    if sentence.place_at(noun) is not None:
        return COMPANY if is_branch(sentence, noun) else slots.named(sentence, noun)
    return _unowned(sentence, noun) or _industry(sentence, noun)


def _unowned(sentence: Sentence, noun: Token) -> Holder:
    """The country spoken of, for an industry without an owner: "the domestic market", "farmers"; empty for others."""
    domestic = any(one.lower_ in words("domestic") for one in noun.lefts)
    if domestic and noun.lower_ in words("sector-nouns") and slots.owner(sentence, noun) is None:
        return carried(sentence, domestic=True)
    alone = noun.lower_ in words("trades") and not any(one.dep_ in OWN for one in noun.children)
    return carried(sentence) if alone else ()


def is_branch(sentence: Sentence, noun: Token) -> bool:
    """Whether a country's name is the end of a firm's: "Acme Canada"."""
    hit = sentence.place_at(noun)
    if hit is None or hit.form is not PlaceForm.NAME or hit.anaphor or not hit.first:
        return False
    before = sentence.doc[hit.first - 1]
    name = before.tag_ == "NNP" and before.dep_ in {"compound", "nmod"} and before.head.i == hit.end - 1
    name = name or _is_abbreviated(sentence, hit)
    return name and before.lower_ not in words("name-openers") and sentence.place_at(before) is None


def _is_abbreviated(sentence: Sentence, hit: PlaceHit) -> bool:
    """Whether letters behind a place shorten a longer name that it ends: "Acme Motor India (AMI)"."""
    short = [one.text for one in sentence.doc[hit.end : hit.end + 3]]
    letters = short[1] if short[:1] == ["("] and short[2:] == [")"] else ""
    names = [one.text for one in sentence.doc[max(0, hit.first - NAMED) : hit.end] if one.text[0].isupper()]
    return len(letters) > hit.end - hit.first + 1 and letters == "".join(one[0] for one in names[-len(letters) :])


def _industry(sentence: Sentence, noun: Token) -> Holder:
    named = _apposed(sentence, noun)
    if named:
        return named
    owned = slots.owner(sentence, noun)
    plural = noun.tag_ in {"NNS", "NNPS"} or noun.lower_ in words("industry-words")
    counted = any(one.dep_ == "nummod" or one.lower_ in {"some", "several", "two", "three"} for one in noun.children)
    counted = counted and not any(one.dep_ == "poss" for one in noun.children)  # "the country's five plants" are all
    if owned is not None and plural and not counted and noun.lower_ not in words("company-words"):
        return slots.coordinated(sentence, owned)
    members = [one for child in noun.children if child.lower_ == "of" for one in child.children]
    bloc = next((hit for hit in map(sentence.place_at, members) if hit is not None), None)
    if bloc is not None and noun.lower_ in words("members"):
        return (bloc,)
    state = policy.government(sentence, noun)
    return state or (COMPANY if is_company(sentence, noun) or owned is not None else NOBODY)


def _apposed(sentence: Sentence, noun: Token) -> tuple[PlaceHit, ...]:
    """The places named right behind what they are: "top suppliers Chile and Peru"."""
    if noun.tag_ != "NNS" or noun.lower_ not in slots.role_words() or noun.i + 1 >= len(sentence.doc):
        return ()
    hit = sentence.place_at(noun.nbor(1))
    return slots.coordinated(sentence, hit) if hit is not None and hit.form is PlaceForm.NAME else ()


def carried(sentence: Sentence, *, domestic: bool = False) -> Holder:
    """The one country that the sentences before speak of, unless a company is spoken of and nothing says "domestic"."""
    other = _others(sentence, domestic=domestic)
    if other:
        return other
    for one in sentence.back(LOOK_BACK):
        if _speaks_of_company(one) and not domestic:
            return COMPANY
        told: set[tuple[str, ...]] = {
            claim.countries for claim in one.claims if len(claim.countries) == 1 and claim.type != "policy"
        }
        named = [hit for hit in one.places if told == {(hit.code,)}]
        if named:
            return (named[0],)
        meant = _carried_on(one, told)
        if meant:
            return meant
        hits = [hit for hit in one.places if hit.form is not PlaceForm.SEAT or len(one.places) == 1]
        if hits:
            only = len({hit.code for hit in hits}) == 1
            plain = only and (domestic or len(hits) > 1 or _is_topic(sentence, hits[0].code))
            return _leading(one) or ((hits[0],) if plain else NOBODY)
    return NOBODY


def _carried_on(sentence: Sentence, told: set[tuple[str, ...]]) -> tuple[PlaceHit, ...]:
    """The country that a sentence without its name makes all its claims of, where it was named before."""
    if len(told) != 1:
        return ()
    (code,) = next(iter(told))
    before = (hit for one in sentence.back(LOOK_BACK) for hit in one.places if hit.code == code)
    return next(((hit,) for hit in before), ())


def _others(sentence: Sentence, *, domestic: bool) -> str:
    """Whose the figures of a sentence are that speaks of a company, the world or a city; "" for none of them."""
    if (_speaks_of_company(sentence) or _is_report(sentence.document.title)) and not domestic:
        return COMPANY
    if any(token.lower_ in words("everywhere") for token in sentence.doc) or AROUND.search(sentence.text.lower()):
        return WORLD
    if not domestic and _tells_of_company(sentence):
        return COMPANY
    owned = any(one.lower_ in words("regional-words") and one.dep_ == "poss" for one in sentence.doc)
    owned = owned or bool(_uncoded().find(sentence.doc))  # "for East Malaysia, it put output at"
    return REGION if owned else ""


def _tells_of_company(sentence: Sentence) -> bool:
    """Whether one firm or plant is the subject of a sentence: "the steelmaker, which runs a mill, ..."."""
    subject = syntax.own_subject(sentence.doc[:].root) if sentence.parsed else None
    firm = subject is not None and subject.tag_ == "NN" and subject.lower_ in words("company-words")
    return firm and subject is not None and slots.owner(sentence, subject) is None


def _is_topic(sentence: Sentence, code: str) -> bool:
    """Whether most places of the text so far are this one."""
    codes = [hit.code for one in sentence.back(sentence.index) for hit in one.places]
    alone = len(codes) == 1 and sentence.previous is not None and bool(sentence.previous.places)
    return alone or (len(codes) > 1 and 5 * codes.count(code) >= 3 * len(codes))  # three in five


def _leading(sentence: Sentence) -> tuple[PlaceHit, ...]:
    if not sentence.parsed:
        return tuple(hit for hit in sentence.places[:1] if hit.first <= 1)
    subject = syntax.own_subject(sentence.doc[:].root)
    found = doer(sentence, subject) if subject is not None else NOBODY
    if isinstance(found, str) and subject is not None:
        owned = slots.owner(sentence, subject)
        return (owned,) if owned is not None else ()
    return () if isinstance(found, str) or len(found) != 1 else found


def official(sentence: Sentence) -> tuple[PlaceHit, ...]:
    """The country whose customs or ministry the sentence cites for its trade: "according to Chinese customs"."""
    hits = [
        hit
        for hit in sentence.places
        if hit.end < len(sentence.doc) and _is_source(sentence.doc[hit.end - 1 : hit.end + 3])
    ]
    return tuple(hits[:1]) if len({hit.code for hit in hits}) == 1 else ()


def _is_source(tokens: Iterable[Token]) -> bool:
    return any(one.lower_ in words("sources") for one in tokens)


def near_company(sentence: Sentence, most: int = 2) -> bool:
    """Whether this sentence or one of the `most` before speaks of a listed company."""
    return any(_speaks_of_company(one) for one in (sentence, *sentence.back(most)))


def _is_report(title: str) -> bool:
    """Whether a headline is that of a company's report: "Acme beats profit estimates"."""
    return not words("title-signs").isdisjoint(title.lower().split())


def _speaks_of_company(sentence: Sentence) -> bool:
    signs = (one for one in sentence.doc if one.lower_ in words("company-signs"))
    return any(one.lower_ != "company" or not _is_state_owned(sentence, one) for one in signs)


def _is_state_owned(sentence: Sentence, noun: Token) -> bool:
    """Whether "company" is a body of state: "the national supply company"."""
    before = sentence.doc[max(0, noun.i - STATED) : noun.i]
    return any(one.lower_ in words("state-words") for one in before)
