"""The rules that claims are read by: what each says, an example that fires and a counterexample that must not."""

from dataclasses import dataclass
from functools import cache

from pipeline.vocab.loader import load_table


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `expect` lists the claims of the example as "slot=value" pairs, spaces in values as underscores."""

    id: str
    type: str
    about: str
    example: str
    expect: tuple[str, ...]
    counterexample: str


@dataclass(frozen=True, slots=True)
class WordList:
    """One class of words that a finder reads."""

    id: str
    words: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of the file."""
    return load_table("rules", "rule", Rule)


@cache
def words(file: str) -> dict[str, frozenset[str]]:
    """The word classes of one file by id."""
    return {one.id: frozenset(one.words) for one in load_table(file, "words", WordList)}
