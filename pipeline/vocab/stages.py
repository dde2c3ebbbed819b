"""The words of each stage of the supply chain."""

from dataclasses import dataclass
from functools import cache

from pipeline.types import Stage
from pipeline.vocab.loader import load_table

OUTPUT = frozenset({Stage.MINING, Stage.PROCESSING, Stage.MANUFACTURING, Stage.PRODUCTION})
TRADE = frozenset({Stage.EXPORTS, Stage.IMPORTS})


@dataclass(frozen=True, slots=True)
class StageWords:
    """One stage: lemmas of verbs, noun phrases in lower case, roles of a holder, verbs of having."""

    stage: Stage
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    roles: tuple[str, ...]
    holds: tuple[str, ...]


@cache
def stages() -> tuple[StageWords, ...]:
    """All stages in the order of the file."""
    return load_table("stages", "stage", StageWords)


@cache
def by_verb() -> dict[str, Stage]:
    """Verb lemma -> stage."""
    return {verb: one.stage for one in stages() for verb in one.verbs}


@cache
def by_noun() -> dict[str, Stage]:
    """Noun phrase -> stage, roles included."""
    return {noun: one.stage for one in stages() for noun in (*one.nouns, *one.roles)}
