"""Instruments of policy, named instruments, verbs that are instruments, and what tells their status."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pipeline.types import PolicyStatus, PolicyType
from pipeline.vocab.loader import load_table


@dataclass(frozen=True, slots=True)
class Instrument:
    """A family of instruments by the nouns it goes by; `commodity` is what it is about when the text names none.

    A `loose` family goes by nouns that companies use too: it counts only where a government plainly does it. One that
    `carries` is on the commodity spoken of before when its own sentence names none.
    """

    id: str
    type: PolicyType
    nouns: tuple[str, ...]
    commodity: str = ""
    loose: bool = False
    carries: bool = True


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument with a name of its own; `actor` are codes apart by spaces.

    One that decides on single cases `carries` the commodity spoken of before; others are on what their sentence names.
    """

    id: str
    names: tuple[str, ...]
    actor: str
    type: PolicyType
    commodity: str = ""
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """Words that settle the type of the instruments `of` some families."""

    type: PolicyType
    words: tuple[str, ...]
    of: tuple[str, ...] = ("ambiguous-restriction",)


@dataclass(frozen=True, slots=True)
class Title:
    """Last words of names in capitals ("... Act") and what such an instrument is."""

    type: PolicyType
    words: tuple[str, ...]


class Needs(StrEnum):
    """What the object of a verb has to be, if it is none of the nouns of its act."""

    NOUN = "noun"  # nothing but the nouns will do
    ANY = "any"
    GOOD = "good"  # it names a commodity
    SUM = "sum"  # it names a sum of money
    ABROAD = "abroad"  # it names a commodity and another place
    FROM = "from"  # behind "from" stands what names a commodity: "barred foreigners from its gold trade"
    OVER = "over"  # behind "over", "on" or "in" stands what names a commodity: "agreed to work together on tin"
    WITH = "with"  # the same, and behind "with" another country: "negotiates with Peru over copper"


@dataclass(frozen=True, slots=True)
class Act:
    """Verbs that are an instrument themselves, with the nouns one of which is their object, or what else it has to be.

    With `body` only a ministry, leader, capital or "the government" counts as the doer, not the mere name of a country.
    With `deeds` the verb bears on what others do, and the instrument is what they do: "lets miners export", "barred
    from buying"; with `vows` it is what the doer has promised under one of these verbs: "pledged to buy". With `called`
    it calls its object one of these behind "as": "listed tin as critical". With `tells` one of these words has to stand
    behind the verb: "made the ethanol blend compulsory". What is done at `home` reaches no other place; what is
    `given` is done by whom "from" names: "got a loan from Peru's ministry". A verb may have its particle: "take over".
    """

    id: str
    type: PolicyType
    verbs: tuple[str, ...]
    objects: tuple[str, ...] = ()
    needs: Needs = Needs.NOUN
    body: bool = False
    deeds: tuple[str, ...] = ()
    vows: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    home: bool = False
    given: bool = False


@dataclass(frozen=True, slots=True)
class StatusVerbs:
    """Lemmas of verbs over an instrument that tell its status."""

    status: PolicyStatus
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusNouns:
    """Nouns that carry an instrument ("the lifting of the ban") and tell its status."""

    status: PolicyStatus
    words: tuple[str, ...]


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
def acts_of(lemma: str) -> tuple[Act, ...]:
    """The acts that a verb may be."""
    return tuple(one for one in acts() if lemma in one.verbs)


@cache
def titles() -> dict[str, PolicyType]:
    """Last word of a name in capitals -> type."""
    return {word: one.type for one in load_table("policies", "title", Title) for word in one.words}


@cache
def status_of_noun() -> dict[str, PolicyStatus]:
    """Noun that carries an instrument -> status."""
    return {word: one.status for one in load_table("policies", "carrier", StatusNouns) for word in one.words}


@cache
def status_of_verb() -> dict[str, PolicyStatus]:
    """Lemma -> status; a lemma that stands under several keeps the last, which is the more specific."""
    return {verb: one.status for one in load_table("policies", "status", StatusVerbs) for verb in one.verbs}


@cache
def status_of_epithet() -> dict[str, PolicyStatus]:
    """Adjective -> status."""
    return {word: one.status for one in load_table("policies", "epithet", Epithet) for word in one.words}
