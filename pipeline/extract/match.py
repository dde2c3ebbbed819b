"""Finds vocabulary in the tokens of a sentence: places, commodities, and any other list of phrases.

One overlap policy: the longest match wins, of equally long ones the first. A decoy ("New Mexico", "gold medal") takes
part like any other phrase and then yields nothing.
"""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from pipeline.extract.nlp import model
from pipeline.vocab import load_table
from pipeline.vocab.commodities import Kind, commodities
from pipeline.vocab.commodities import decoys as good_decoys
from pipeline.vocab.places import PlaceForm, aliases
from pipeline.vocab.places import decoys as place_decoys
from pipeline.vocab.rules import WordList

Value = TypeVar("Value")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Match(Generic[Value]):
    """Tokens `first` up to `end` stand for `value`."""

    first: int
    end: int
    value: Value


class Phrases(Generic[Value]):
    """A phrase table over tokens; exact phrases respect case, the others don't."""

    def __init__(
        self,
        loose: Mapping[str, Value],
        exact: Mapping[str, Value],
        decoys: Iterable[str] = (),
        exact_decoys: Iterable[str] = (),
    ) -> None:
        """Compile the phrases."""
        self._lower = PhraseMatcher(model().vocab, attr="LOWER")
        self._orth = PhraseMatcher(model().vocab, attr="ORTH")
        self._values: dict[int, Value | None] = {}
        self._openers = _by_first_word(phrase.lower() for phrase in loose)
        self._exact_openers = _by_first_word(exact)
        for matcher, name, table in ((self._lower, "loose", loose), (self._orth, "exact", exact)):
            for number, (phrase, value) in enumerate(table.items()):
                self._add(matcher, f"{name}:{number}", phrase, value)
        for number, phrase in enumerate(decoys):
            self._add(self._lower, f"decoy:{number}", phrase, None)
        for number, phrase in enumerate(exact_decoys):
            self._add(self._orth, f"exact decoy:{number}", phrase, None)

    def _add(self, matcher: PhraseMatcher, key: str, phrase: str, value: Value | None) -> None:
        matcher.add(key, [model().make_doc(one) for one in variants(phrase)])
        self._values[model().vocab.strings[key]] = value

    def may_match(self, words: AbstractSet[str], lowered: AbstractSet[str]) -> bool:
        """Whether a text of these words may hold a phrase: all words of one are there. Far cheaper than a matcher."""
        for openers, given in ((self._openers, lowered), (self._exact_openers, words)):
            for word in openers.keys() & given:
                if any(rest <= given for rest in openers[word]):
                    return True
        return False

    def find(self, doc: Doc) -> list[Match[Value]]:
        """The matches in text order, none overlapping another."""
        raw = [*self._lower(doc), *self._orth(doc)]
        raw.sort(key=lambda one: (one[1] - one[2], one[1], self._values[one[0]] is not None))
        taken: set[int] = set()
        found: list[Match[Value]] = []
        for key, first, end in raw:
            if taken.isdisjoint(range(first, end)):
                taken.update(range(first, end))
                value = self._values[key]
                if value is not None:
                    found.append(Match(first, end, value))
        return sorted(found, key=lambda one: one.first)


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[frozenset[str], ...]]:
    """First word of the phrases -> the words that each needs."""
    found: dict[str, set[frozenset[str]]] = {}
    for phrase in phrases:
        found.setdefault(first_word(phrase), set()).add(frozenset(WORD.findall(phrase)))
    return {word: tuple(sorted(needs, key=len)) for word, needs in found.items()}


def first_word(phrase: str) -> str:
    """The first run of letters and digits of a phrase ("U" of "U.S."), "" when it has none."""
    found = WORD.search(phrase)
    return found[0] if found else ""


def variants(phrase: str) -> tuple[str, ...]:
    """The phrase with its hyphens as spaces and back, and with a typographic apostrophe."""
    forms = {phrase, phrase.replace("'", "’")}
    if "-" in phrase or " " in phrase:
        forms |= {phrase.replace("-", " "), phrase.replace(" ", "-")}
    return tuple(sorted(forms))


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """What an alias stands for."""

    code: str
    form: PlaceForm
    weak: bool = False


@dataclass(frozen=True, slots=True)
class GoodValue:
    """What a commodity term stands for."""

    name: str
    kind: Kind
    weak: bool


@cache
def reference() -> Mapping[str, frozenset[str]]:
    """The word lists of reference.toml by id."""
    return {one.id: frozenset(one.words) for one in load_table("reference", "anaphor", WordList)}


@cache
def place_phrases() -> Phrases[PlaceValue]:
    """All words for countries and blocs but descriptions, which `refer` resolves; shielded by their decoys."""
    loose: dict[str, PlaceValue] = {}
    exact: dict[str, PlaceValue] = {}
    for alias in aliases():
        if alias.form is not PlaceForm.DESCRIPTION:
            table = exact if alias.case_sensitive else loose
            table.setdefault(alias.text, PlaceValue(alias.code, alias.form, alias.weak))
    # as written: with a capital the second word makes a firm ("... Lithium"), without it it is that country's metal
    return Phrases(loose, exact, exact_decoys=place_decoys())


@cache
def good_phrases() -> Phrases[GoodValue]:
    """All terms of commodities, shielded by their decoys."""
    loose: dict[str, GoodValue] = {}
    exact: dict[str, GoodValue] = {}
    for one in commodities():
        for term in one.terms:
            loose.setdefault(term, GoodValue(one.name, one.kind, weak=False))
        for term in one.case_sensitive_terms:
            exact.setdefault(term, GoodValue(one.name, one.kind, weak=False))
    for one in commodities():
        for term in one.weak_terms:
            table = loose if term == term.lower() else exact
            table.setdefault(term, GoodValue(one.name, one.kind, weak=True))
    return Phrases(loose, exact, good_decoys())


@cache
def general_meanings() -> Mapping[str, Mapping[str, Kind]]:
    """General word -> the commodities that it means once one of them is named ("fuel": coal, diesel), by their kind."""
    found: dict[str, dict[str, Kind]] = {}
    for one in commodities():
        for term in one.general:
            found.setdefault(term, {})[one.name] = one.kind
    return found


@cache
def weak_meanings() -> Mapping[str, frozenset[str]]:
    """Weak term in lower case -> every commodity that it may stand for ("beans": coffee, cocoa, soybeans)."""
    found: dict[str, set[str]] = {}
    for one in commodities():
        for term in one.weak_terms:
            found.setdefault(term.lower(), set()).add(one.name)
    return {term: frozenset(names) for term, names in found.items()}
