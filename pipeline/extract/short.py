"""Abbreviations that a text explains: "semiconductor manufacturing equipment (SME)", and "SME" from there on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.extract.sentence import GoodHit, PlaceHit, Sentence

Hit = TypeVar("Hit", PlaceHit, GoodHit)
EXPLAINED = re.compile(r"\s?\(([A-Z][A-Z0-9]{1,5})s?\)")  # "(SME)", "(REEs)"
SMALL = frozenset({"and", "of", "the", "for", "in"})  # words that an abbreviation leaves out


@dataclass(slots=True)
class _Known:
    """What the abbreviations explained so far stand for."""

    places: dict[str, PlaceHit]
    goods: dict[str, GoodHit]


def add(sentences: Iterable[Sentence]) -> None:
    """Add the places and commodities that abbreviations stand for, from where each is explained."""
    known = _Known({}, {})
    for one in sentences:
        if known.places:
            one.places = _with(one, one.places, known.places)
        if known.goods:
            one.goods = _with(one, one.goods, known.goods)
        if "(" in one.text:
            known.places.update(_explained(one, one.places))
            known.goods.update(_explained(one, one.goods))


def _explained(sentence: Sentence, hits: tuple[Hit, ...]) -> dict[str, Hit]:
    """Abbreviation -> the hit that it stands for, where its letters are those of all words of the hit."""
    found: dict[str, Hit] = {}
    for hit in hits:
        match = EXPLAINED.match(sentence.document.text, hit.span.end, sentence.span.end)
        words = re.findall(r"\w+", hit.span.of(sentence.document.text))
        if match and match[1] == "".join(word[0] for word in words if word not in SMALL).upper():
            found[match[1]] = hit
    return found


def _with(sentence: Sentence, hits: tuple[Hit, ...], known: dict[str, Hit]) -> tuple[Hit, ...]:
    """The hits, and those of the known abbreviations among the other words, in the order of the text."""
    if known.keys().isdisjoint(sentence.words | {word.removesuffix("s") for word in sentence.words}):
        return hits
    taken = {i for hit in hits for i in range(hit.first, hit.end)}
    found: list[Hit] = list(hits)
    for token in sentence.doc:
        hit = known.get(_singular(token.text)) if token.i not in taken else None
        if hit is not None:
            span = sentence.span_of(token.i, token.i + 1)
            found.append(replace(hit, span=span, first=token.i, end=token.i + 1))
    return tuple(sorted(found, key=lambda hit: hit.first))


def _singular(word: str) -> str:
    """An abbreviation without the mark of its plural: "REEs"."""
    return word[:-1] if word.endswith("s") and word[:-1].isupper() else word
