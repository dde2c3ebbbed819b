"""Instruments of policy, named instruments, verbs that are instruments, and what tells their status."""

from dataclasses import dataclass
from functools import cache

from pipeline.types import PolicyStatus, PolicyType
from pipeline.vocab.loader import load_table


@dataclass(frozen=True, slots=True)
class Instrument:
    """A family of instruments by the nouns it goes by; `commodity` is what it is about when the text names none."""

    id: str
    type: PolicyType
    nouns: tuple[str, ...]
    commodity: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument with a name of its own; `actor` are codes apart by spaces."""

    id: str
    names: tuple[str, ...]
    actor: str
    type: PolicyType
    commodity: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Words that settle the type of an ambiguous restriction."""

    type: PolicyType
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """Verbs that are an instrument themselves, with the nouns one of which is their object (none: any)."""

    id: str
    type: PolicyType
    verbs: tuple[str, ...]
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusVerbs:
    """Lemmas of verbs over an instrument that tell its status."""

    status: PolicyStatus
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Epithet:
    """Words on the instrument that tell its status."""

    status: PolicyStatus
    words: tuple[str, ...]


@cache
def instruments() -> tuple[Instrument, ...]:
    """All families of instruments."""
    return load_table("policies", "instrument", Instrument)


@cache
def named() -> tuple[Named, ...]:
    """All named instruments."""
    return load_table("named", "named", Named)


@cache
def flows() -> tuple[Flow, ...]:
    """What settles ambiguous restrictions, first wins."""
    return load_table("policies", "flow", Flow)


@cache
def acts() -> tuple[Act, ...]:
    """Verbs that are instruments."""
    return load_table("policies", "act", Act)


@cache
def status_of_verb() -> dict[str, PolicyStatus]:
    """Lemma -> status; a lemma that stands under several keeps the last, which is the more specific."""
    return {verb: one.status for one in load_table("policies", "status", StatusVerbs) for verb in one.verbs}


@cache
def status_of_epithet() -> dict[str, PolicyStatus]:
    """Adjective -> status."""
    return {word: one.status for one in load_table("policies", "epithet", Epithet) for word in one.words}
