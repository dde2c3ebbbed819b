"""Countries told by their rank: "Africa's top producer of the metal", "the world's largest exporter"."""

from functools import cache

from pipeline.extract import refer
from pipeline.extract.match import reference
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.vocab.places import PlaceForm, places

LOOK_BACK = 3  # sentences in which the country ranked is named
LEADING = 4  # tokens: a place this early is likely the subject
OPENING = 4  # tokens in which the phrase may begin, and from its start to the possessive
REACH = 5  # tokens from the rank to its noun: "second-largest listed copper producer"
POSSESSIVES = frozenset({"'s", "\u2019s", "'", "\u2019"})


@cache
def _blocs() -> frozenset[str]:
    return frozenset(place.code for place in places() if place.is_bloc)


def add(sentence: Sentence) -> None:
    """Add the ranked country to the places of a sentence, if one opens it or stands behind "from" and the like."""
    if sentence.lowered.isdisjoint(reference()["ranks"]) or sentence.lowered.isdisjoint(reference()["ranked-nouns"]):
        return
    doc = sentence.doc
    for owner in range(1, len(doc) - 2):
        if doc[owner].text not in POSSESSIVES or doc[owner + 1].lower_ not in reference()["ranks"]:
            continue
        hit = _hit(sentence, owner)
        if hit is not None:
            kept = (one for one in sentence.places if not hit.span.contains(one.span))
            sentence.places = tuple(sorted([*kept, hit], key=lambda one: one.first))
        return


def _hit(sentence: Sentence, owner: int) -> PlaceHit | None:
    """The country whose rank within a whole is told around the possessive at `owner`."""
    words, doc = reference(), sentence.doc
    whole = next((hit for hit in sentence.places if hit.end == owner and hit.code in _blocs()), None)
    first = whole.first if whole is not None else owner - 2
    if first < 0 or (whole is None and doc[owner - 1].lower_ not in words["wholes"]):
        return None
    if first and doc[first - 1].lower_ not in words["rank-openers"]:
        return None
    if any(hit.first < first for hit in sentence.places):
        return None
    last = next((i for i in range(owner + 2, min(owner + 2 + REACH, len(doc))) if _is_ranked(sentence, i)), None)
    if last is None or _is_named(sentence, last):
        return None
    country = doc[last].lower_ in words["bare-country-nouns"] | {"economy"}
    told = refer.spoken_of(sentence) if country else _subject(sentence)
    if told is None or told.code in _blocs():
        return None
    return PlaceHit(sentence.span_of(first, last + 1), first, last + 1, told.code, PlaceForm.DESCRIPTION, anaphor=True)


def _is_ranked(sentence: Sentence, at: int) -> bool:
    return sentence.doc[at].lower_ in reference()["ranked-nouns"]


def _is_named(sentence: Sentence, last: int) -> bool:
    """Whether an apposition names who is meant: "the world's largest producer, Acme"."""
    after = sentence.doc[last + 1 : last + 3]
    return len(after) > 1 and after[0].text == "," and after[1].text[:1].isupper()


def _subject(sentence: Sentence) -> PlaceHit | None:
    """The country that leads the nearest sentence with a place, where no firm is spoken of."""
    for one in sentence.back(LOOK_BACK):
        if one.words & reference()["organization-words"] and not one.words & reference()["government-words"]:
            return None  # but "Mines Minister" makes no firm
        if one.places:
            return one.places[0] if one.places[0].first <= LEADING else None
    return None
