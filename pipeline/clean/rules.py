"""Line rules, read from vocab/cleaning.toml: which lines of a page are no part of its article."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from pipeline.clean import dates
from pipeline.clean.lines import Line
from pipeline.types import BlockKind
from pipeline.vocab.loader import load_table
from pipeline.vocab.rules import WordList


class Where(StrEnum):
    """The part of the page in which a rule looks."""

    ANY = "any"
    TAIL = "tail"  # after the last but one line of prose, or in the last third
    AFTER = "after"  # after the last line of prose in the element that holds most of the article


class Take(StrEnum):
    """What goes when a rule fires."""

    LINE = "line"
    REST = "rest"  # the line and all that follows it


class Input(StrEnum):
    """The kind of page a rule is for."""

    BOTH = "both"
    HTML = "html"
    PASTED = "pasted"


_END = re.compile(r"[.!?…:][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line rule: it fires on a line that fulfils all the conditions it names.

    `patterns` are regular expressions searched in the line, case ignored; one is enough. `boxes` are searched in the
    tag, class and id names of the elements around the line, up to the one that holds most of the article. `caps`: all
    letters are capitals. `unfinished`: it does not end like a sentence. `date`: it is a date and no more. 0 is no
    limit. `gain` and `cost` say what was measured: points of
    F1 on real pages, and what it wrongly took.
    """

    id: str
    example: str
    counterexample: str
    gain: str
    cost: str
    patterns: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    where: Where = Where.ANY
    take: Take = Take.LINE
    input: Input = Input.BOTH
    max_words: int = 0
    min_words: int = 0
    min_link: float = 0.0
    caps: bool = False
    unfinished: bool = False
    outside: bool = False
    date: bool = False
    kinds: tuple[BlockKind, ...] = ()
    example_link: float = 0.0  # link share of the example line
    example_boxes: str = ""  # class names around the example line
    counterexample_link: float = 0.0
    counterexample_boxes: str = ""

    def __post_init__(self) -> None:
        for patterns in (self.patterns, self.boxes):
            try:
                _matcher(patterns)
            except re.error as error:
                raise ValueError(f"{error.pattern!r} is no regular expression: {error}") from error

    def fires(self, line: Line) -> bool:
        """Whether the line itself fulfils the rule, wherever it stands."""
        if line.words < self.min_words or (self.max_words and line.words > self.max_words) or line.link < self.min_link:
            return False
        if (self.kinds and line.kind not in self.kinds) or (self.outside and not line.outside):
            return False
        if (self.caps and not line.text.isupper()) or (self.unfinished and _END.search(line.text)):
            return False
        if self.date and not dates.lone(line.text, date.max):
            return False
        return (not self.patterns or _matcher(self.patterns)(line.text)) and (
            not self.boxes or _boxed(self.boxes, line.boxes)
        )


@lru_cache(maxsize=512)
def _matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether one of the patterns is found in a text; those bound to the start are tried only there, for speed."""
    start, free = (
        re.compile("|".join(f"(?:{one})" for one in patterns if one.startswith("^") is bound) or "(?!)", re.IGNORECASE)
        for bound in (True, False)
    )
    return lambda text: bool(start.match(text) or free.search(text))


@lru_cache(maxsize=4096)
def _boxed(patterns: tuple[str, ...], boxes: str) -> bool:
    """Kept, because most lines of a page stand in the same boxes."""
    return _matcher(patterns)(boxes)


@lru_cache(maxsize=1)
def table() -> tuple[Rule, ...]:
    """All line rules, in the order in which they are tried."""
    return load_table("cleaning", "rule", Rule)


@lru_cache(maxsize=16)
def words(name: str) -> frozenset[str]:
    """A word list of cleaning.toml by its id."""
    return next(frozenset(one.words) for one in load_table("cleaning", "words", WordList) if one.id == name)


@lru_cache(maxsize=16)
def pattern(name: str) -> re.Pattern[str]:
    """A word list of cleaning.toml as one pattern: any of its words, which are regular expressions, case ignored."""
    found = next(one.words for one in load_table("cleaning", "words", WordList) if one.id == name)
    return re.compile("|".join(f"(?:{word})" for word in found), re.IGNORECASE)
