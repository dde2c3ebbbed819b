"""Sentences that the article does not stand by, or that are not what they look like: no claim is read from them.

Two kinds, both listed as misses: what an article said before it was corrected, and words that mix letters of two
alphabets ("Сhina" with a Cyrillic С), which would otherwise be passed over without a word.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.match import Phrases
from pipeline.extract.sentence import Sentence
from pipeline.types import Miss, Span
from pipeline.vocab import load_table

MIXED = "a word with letters of another alphabet, which looks like {!r}"


@dataclass(frozen=True, slots=True)
class AsideRule:
    """Phrases, lower-case, that set a sentence aside, and the reason that is given."""

    id: str
    reason: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of an alphabet, each at the place of the Latin letter that it looks like."""

    id: str
    foreign: str
    latin: str

    def __post_init__(self) -> None:
        if len(self.foreign) != len(self.latin):
            raise ValueError("foreign and latin need one letter for each other")


@cache
def rules() -> tuple[AsideRule, ...]:
    """The rules in the order of the file."""
    return load_table("aside", "cue", AsideRule)


@cache
def _phrases() -> Phrases[str]:
    """Phrase -> reason."""
    return Phrases({phrase: rule.reason for rule in rules() for phrase in rule.phrases}, {})


@cache
def _lookalikes() -> tuple[re.Pattern[str], dict[int, int]]:
    alphabets = load_table("aside", "letters", Letters)
    foreign = "".join(one.foreign for one in alphabets)
    both = rf"\w*(?:[A-Za-z][{foreign}]|[{foreign}][A-Za-z])\w*"
    return re.compile(both), str.maketrans(foreign, "".join(one.latin for one in alphabets))


def find(sentence: Sentence) -> Miss | None:
    """Why no claim may be read from the sentence; None for nearly all sentences."""
    text = sentence.text
    if not text.isascii():
        mixed, latin = _lookalikes()
        if word := mixed.search(text):
            place = Span(*word.span()).shift(sentence.span.start)
            return Miss(sentence.span, place, MIXED.format(word[0].translate(latin)))
    if not _phrases().may_match(sentence.words, sentence.lowered):
        return None
    found = _phrases().find(sentence.doc)
    return Miss(sentence.span, sentence.span_of(found[0].first, found[0].end), found[0].value) if found else None
