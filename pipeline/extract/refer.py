"""Definite phrases that point back: "the country", "the Andean nation", "the government" -> the country that is meant.

They need no parse and are resolved as the document is read; pronouns, which need subjects, come after the parse. Where
the text does not make the country plain, nothing is resolved.
"""

from functools import cache

from pipeline.extract.match import first_word, reference
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.vocab.places import PlaceForm, epithet_nouns, places

LOOK_BACK = 3  # sentences; further back "the country" is too often another one
LOOK_BACK_EPITHET = 8  # an epithet names its country more closely
PARTING = frozenset({";", "while", "whereas"})  # what parts clauses, each on a country of its own
LEADING = 4  # tokens: a place this early is likely the subject
LONGEST = 5  # tokens of "the world's largest copper producer" and the like


@cache
def _descriptions() -> dict[str, frozenset[str]]:
    """Description without its article ("bloc", "Andean nation") in lower case -> codes it fits."""
    found: dict[str, set[str]] = {}
    for place in places():
        for words in (*place.descriptions, *(f"{one} {noun}" for one in place.epithets for noun in epithet_nouns())):
            found.setdefault(words.lower(), set()).add(place.code)
    return {words: frozenset(codes) for words, codes in found.items()}


@cache
def _openers() -> frozenset[str]:
    """The words right after the determiner of a definite phrase."""
    words = reference()
    phrases = (*_descriptions(), *words["bare-country-nouns"], *words["government-nouns"])
    return frozenset(first_word(one).lower() for one in phrases)


def add_phrases(sentence: Sentence) -> None:
    """Add the definite phrases of the sentence to its places, resolved."""
    words = reference()
    if sentence.lowered.isdisjoint(words["determiners"]) or sentence.lowered.isdisjoint(_openers()):
        return
    added: list[PlaceHit] = []
    taken = {i for hit in sentence.places for i in range(hit.first, hit.end)}
    doc = sentence.doc
    for first in range(len(doc)):
        if doc[first].lower_ not in words["determiners"] or first in taken:
            continue
        for end in range(min(first + LONGEST, len(doc)), first + 1, -1):
            hit = _phrase(sentence, first, end, added)
            if hit is not None:
                added.append(hit)
                break
    if added:
        spans = [hit.span for hit in added]
        kept = [hit for hit in sentence.places if not any(span.contains(hit.span) for span in spans)]
        sentence.places = tuple(sorted([*kept, *added], key=lambda hit: hit.first))


def _phrase(sentence: Sentence, first: int, end: int, added: list[PlaceHit]) -> PlaceHit | None:
    words = reference()
    inside = [token.lower_ for token in sentence.doc[first + 1 : end]]
    text = " ".join(inside)
    after = sentence.doc[end].lower_ if end < len(sentence.doc) else ""
    if after == "of":
        return None  # "the state of the market"
    codes: frozenset[str] | None = None
    if text not in words["bare-country-nouns"] | words["government-nouns"]:
        known = _descriptions()
        codes = known.get(text) or known.get(text.replace(" - ", "-")) or known.get(text.replace(" - ", " "))
        if codes is None:
            return None
    if text in words["federal-nouns"]:
        codes = words["federations"]
    barred = _blocs() if text in words["bare-country-nouns"] else frozenset()
    found = _last(sentence, first, codes, [one for one in added if one.code not in barred], barred)
    code = found.code if found is not None else next(iter(codes)) if codes is not None and len(codes) == 1 else ""
    if not code:
        return None
    form = PlaceForm.BODY if text in words["government-nouns"] else PlaceForm.DESCRIPTION
    return PlaceHit(sentence.span_of(first, end), first, end, code, form, anaphor=True)


@cache
def _blocs() -> frozenset[str]:
    """The codes of blocs, which "the country" never means."""
    return frozenset(one.code for one in places() if one.is_bloc)


def _last(
    sentence: Sentence, before: int, codes: frozenset[str] | None, added: list[PlaceHit], barred: frozenset[str]
) -> PlaceHit | None:
    """The mention meant: a description takes the nearest that fits, "the country" the one the text is about."""
    places_here = [hit for hit in sentence.places if hit.code not in barred]
    here = [hit for hit in (*places_here, *added) if hit.end <= before and (codes is None or hit.code in codes)]
    if codes is not None:
        if here:
            return max(here, key=lambda hit: hit.first)
        earlier = (hit for one in sentence.back(LOOK_BACK_EPITHET) for hit in one.places if hit.code in codes)
        return next(earlier, None)
    here = [hit for hit in here if not _has_part(sentence, hit, before)]
    parted = max((token.i for token in sentence.doc[:before] if token.lower_ in PARTING), default=-1)
    here = [hit for hit in here if hit.first > parted] or here
    clause = [
        hit
        for hit in here
        if (hit.form is not PlaceForm.DEMONYM or _is_national(sentence, hit))
        and (_apart(sentence, hit.end, before) or owns(sentence, hit))
    ]
    if clause and _speaks_of(sentence, clause[-1], before):
        return clause[-1]  # "behind China, Laos's ministry said that the country ..."
    if clause:
        return min(clause, key=lambda hit: hit.first)
    found = spoken_of(sentence, barred)
    return found or (min(here, key=lambda hit: hit.first) if here else None)


def _speaks_of(sentence: Sentence, hit: PlaceHit, before: int) -> bool:
    """Whether a place owns who says right before that "the country" does something."""
    between = [token.lower_ for token in sentence.doc[hit.end : before]]
    return between[-1:] == ["that"] and "," not in between and owns(sentence, hit)


def country_meant(sentence: Sentence, before: int) -> PlaceHit | None:
    """The country whose "food ministry" stands at a token, where nothing beside it tells."""
    return _last(sentence, before, None, [], frozenset())


def _has_part(sentence: Sentence, hit: PlaceHit, before: int) -> bool:
    """Whether a place has a part of what "the country" has: "Russia's share of the country's imports"."""
    between = [one.lower_ for one in sentence.doc[hit.end : before]]
    owns = bool(between) and (between[0] in {"'s", "’s", "'", "’"} or hit.form is PlaceForm.DEMONYM)
    return owns and len(between) <= LEADING and between[-1] in {"of", "in"}


def spoken_of(sentence: Sentence, barred: frozenset[str] = frozenset()) -> PlaceHit | None:
    """The country that the sentences before are about: named most, nearest, and as a subject; none that is `barred`."""
    weights: dict[str, float] = {}
    mention: dict[str, PlaceHit] = {}
    for distance, one in enumerate(sentence.back(LOOK_BACK)):
        for hit in one.places:
            if hit.code in barred:
                continue
            lead = 2.0 if hit.first <= LEADING else 1.0
            weights[hit.code] = weights.get(hit.code, 0.0) + lead * (0.5 if hit.form is PlaceForm.DEMONYM else 1.0) / (
                distance + 1
            )
            mention.setdefault(hit.code, hit)
    if not weights:
        return None
    return mention[max(weights, key=lambda code: (weights[code], -mention[code].first, code))]


def _is_national(sentence: Sentence, hit: PlaceHit) -> bool:
    """Whether a demonym marks what only a country has: "the Chinese economy", not "Chinese firms"."""
    after = sentence.doc[hit.end].lower_ if hit.end < len(sentence.doc) else ""
    return after in reference()["national-nouns"]


def owns(sentence: Sentence, hit: PlaceHit) -> bool:
    """Whether the place owns the subject rather than being it: "Korea's ministry wants to cut the country's ..."."""
    return hit.end < len(sentence.doc) and sentence.doc[hit.end].text in {"'s", "’s", "’", "'"}


def _apart(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a clause may begin between two tokens: the subject of a clause is not "the country" in the same one."""
    words = [token.lower_ for token in sentence.doc[start:end] if token.lower_ in reference()["boundaries"]]
    return bool(words) and words != [",", "which"]  # "Oman, which took 6% of the country's tea": another's
