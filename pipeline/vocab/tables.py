"""The words of tables: what a caption, a column or a row holds (`tables.toml`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.vocab.loader import load_table


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """One class of words, an example that holds some and a counterexample that holds none."""

    id: str
    words: tuple[str, ...]
    example: str
    counterexample: str


@dataclass(frozen=True, slots=True)
class UnitSpelling:
    """How tables write what prose writes `prose`; `written` begins a unit."""

    id: str
    written: str
    prose: str


@cache
def header_words() -> tuple[HeaderWords, ...]:
    """All classes in the order of the file."""
    return load_table("tables", "header", HeaderWords)


@cache
def patterns() -> Mapping[str, re.Pattern[str]]:
    """For each class the pattern that finds its words, in any case, longest first."""
    found = {}
    for one in header_words():
        longest = sorted(one.words, key=len, reverse=True)
        found[one.id] = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
    return MappingProxyType(found)


@cache
def unit_spellings() -> tuple[UnitSpelling, ...]:
    """The spellings of units that only tables have."""
    return load_table("tables", "unit", UnitSpelling)
