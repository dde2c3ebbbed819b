"""Materials, products and technologies, and every word for one (`commodities.toml`)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline.vocab.loader import load_list, load_table


class Kind(StrEnum):
    """What a commodity is; decides what "production" of it means."""

    MATERIAL = "material"  # mined, grown, refined or synthesised
    COMPONENT = "component"  # made, to be built into something: magnets, cells, chips
    FINISHED = "finished"
    ENERGY = "energy"
    FOOD = "food"
    TECHNOLOGY = "technology"
    CLASS = "class"  # a word for many: goods, metals, critical minerals


@dataclass(frozen=True, slots=True)
class Commodity:
    """A commodity with its words.

    `terms` are lower-case and match in any case, `case_sensitive_terms` as written; `weak_terms` (either) count only
    where something else says that goods are meant. Once the commodity is named, the `general` words after "the" or
    "this" mean it ("the meat" of beef). `hs` are headings of the Harmonized System.
    """

    name: str
    kind: Kind
    terms: tuple[str, ...] = ()
    case_sensitive_terms: tuple[str, ...] = ()
    weak_terms: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    wikidata: str = ""

    def __post_init__(self) -> None:
        wrong = [term for term in (self.name, *self.terms) if term != term.lower()]
        if wrong:
            raise ValueError(f"{wrong[0]!r} must be lower-case; words that match as written are case_sensitive_terms")
        every = (*self.terms, *self.case_sensitive_terms, *self.weak_terms)
        twice = sorted({term for term in every if every.count(term) > 1})
        if twice:
            raise ValueError(f"{twice[0]!r} stands twice in {self.name!r}")
        if not every:
            raise ValueError(f"{self.name!r} has no terms")


@lru_cache(maxsize=1)
def commodities() -> tuple[Commodity, ...]:
    """All commodities, in file order.

    Raises:
        VocabularyError: `commodities.toml` breaks its schema.
    """
    return load_table("commodities", "commodity", Commodity)


@lru_cache(maxsize=1)
def decoys() -> tuple[str, ...]:
    """Phrases around a term that mean no commodity ("gold medal"): lower-case, to match in any case, longest first."""
    return load_list("commodities", "decoys")


@lru_cache(maxsize=1)
def name_words() -> tuple[str, ...]:
    """Words that make a name of a capitalised term beside them ("Trilogy Metals Inc."), as written."""
    return load_list("commodities", "name_words")
