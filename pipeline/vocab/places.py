"""Countries and blocs, and every word that stands for one (`places.toml` over the ISO 3166-1 list of pycountry)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import pycountry

from pipeline.vocab.loader import load_list, load_table

SHORTEST_IN_CAPITALS = 4  # "CHINA" in a dateline or heading is China; shorter words have their own entry


class PlaceForm(StrEnum):
    """In which way a word stands for a place."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    SEAT = "seat"
    LEADER = "leader"
    BODY = "body"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Place:
    """A country (ISO 3166-1 alpha-3) or a bloc, with the words that news uses for it.

    `epithets` ("Andean") need a head noun after them; `descriptions` stand alone after "the" ("bloc"); both may fit
    several places. `weak` lists the words that are shared with something else and need another sign of the place.
    """

    code: str
    name: str = ""
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    epithets: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    is_bloc: bool = False

    def __post_init__(self) -> None:
        unknown = (
            set(self.weak) - {text for _, texts in self.forms() for text in texts} - {self.name, _iso_name(self.code)}
        )
        if unknown:
            raise ValueError(f"weak words that are no word of {self.code}: {', '.join(sorted(unknown))}")

    @property
    def ambiguous(self) -> bool:
        """Whether the very name is shared (Georgia, Jordan, Chad)."""
        return self.name in self.weak

    def forms(self) -> tuple[tuple[PlaceForm, tuple[str, ...]], ...]:
        """The words by form; descriptions are left out, since they need their article."""
        return (
            (PlaceForm.NAME, self.names),
            (PlaceForm.DEMONYM, self.demonyms),
            (PlaceForm.CAPITAL, self.capitals),
            (PlaceForm.SEAT, self.seats),
            (PlaceForm.LEADER, self.leaders),
            (PlaceForm.BODY, self.bodies),
        )


@dataclass(frozen=True, slots=True)
class Alias:
    """One word or phrase for a place. A weak one counts only where something else speaks for the place."""

    text: str
    code: str
    form: PlaceForm
    case_sensitive: bool = True
    weak: bool = False


def _iso(code: str) -> Any:  # noqa: ANN401 - pycountry's records are untyped
    return pycountry.countries.get(alpha_3=code)


def _iso_name(code: str) -> str:
    country = _iso(code)
    return str(getattr(country, "common_name", None) or country.name) if country else ""


def _with_iso_names(place: Place) -> Place:
    """The place with its display name, and with the ISO names that read as prose (no "Congo, Democratic ...")."""
    country = _iso(place.code)
    own = (place.name,) if place.name else (_iso_name(place.code),)
    official = (str(getattr(country, "official_name", "")),) if country else ()
    names = tuple(dict.fromkeys(name for name in (*own, *place.names, *official) if name and "," not in name))
    values = {field: getattr(place, field) for field in Place.__dataclass_fields__}
    return Place(**values | {"name": own[0], "names": names})


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """All countries of ISO 3166-1 and the blocs, sorted by code.

    Raises:
        VocabularyError: `places.toml` breaks its schema.
    """
    found = {place.code: place for place in load_table("places", "place", Place)}
    for country in pycountry.countries:
        found.setdefault(country.alpha_3, Place(country.alpha_3))
    return tuple(_with_iso_names(found[code]) for code in sorted(found))


@lru_cache(maxsize=1)
def names() -> Mapping[str, str]:
    """Display name of each code that a claim may name, `FOREIGN` among them, which only a partner can be."""
    return MappingProxyType({place.code: place.name for place in places()} | {"FOREIGN": "foreign countries"})


@lru_cache(maxsize=1)
def aliases() -> tuple[Alias, ...]:
    """Every word for every place, by code, form and file order; descriptions with their article."""
    return tuple(alias for place in places() for alias in (*_words(place), *_descriptions(place)))


def _words(place: Place) -> Iterator[Alias]:
    for form, texts in place.forms():
        for text in texts:
            weak = text in place.weak
            yield Alias(text, place.code, form, weak=weak)
            in_datelines = form in {PlaceForm.NAME, PlaceForm.DEMONYM, PlaceForm.CAPITAL}
            if in_datelines and len(text) >= SHORTEST_IN_CAPITALS and text.upper() not in {text, *texts}:
                yield Alias(text.upper(), place.code, form, weak=weak)


def _descriptions(place: Place) -> Iterator[Alias]:
    composed = (f"{epithet} {noun}" for epithet in place.epithets for noun in epithet_nouns())
    for text in (*place.descriptions, *composed):
        yield Alias(f"the {text}", place.code, PlaceForm.DESCRIPTION, case_sensitive=False, weak=True)


@lru_cache(maxsize=1)
def epithet_nouns() -> tuple[str, ...]:
    """The nouns after an epithet: "nation" in "the Andean nation"."""
    return load_list("places", "epithet_nouns")


@lru_cache(maxsize=1)
def decoys() -> tuple[str, ...]:
    """Phrases around a word for a place that mean no country ("New Mexico"), also in capitals; matched as written."""
    listed = load_list("places", "decoys")
    opening = (phrase[0].upper() + phrase[1:] for phrase in listed)  # "The West African country ..."
    return tuple(dict.fromkeys((*listed, *opening, *(phrase.upper() for phrase in listed))))


@lru_cache(maxsize=1)
def uncoded() -> tuple[str, ...]:
    """Places that have no code of the claim model, as written: regions of the world, parts of states, former states."""
    return load_list("places", "uncoded")


@dataclass(frozen=True, slots=True)
class Region:
    """States, provinces and great cities of a country: what they hold or decide is not the country's."""

    country: str
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def regions() -> Mapping[str, str]:
    """Country of each region ("Ontario": "CAN"), matched as written; "Georgia" and "Papua" are part of this too."""
    return MappingProxyType({name: one.country for one in load_table("places", "region", Region) for name in one.names})


BLOC_EPITHETS = {
    "EU": "European",
    "EUROPE": "European",
    "ASIA": "Asian",
    "AFRICA": "African",
    "LATAM": "Latin American",
    "NAMERICA": "North American",
}


@lru_cache(maxsize=1)
def _epithets() -> Mapping[str, frozenset[str]]:
    return {one.code: frozenset(one.epithets) for one in places()}


def is_member(code: str, bloc: str) -> bool:
    """Whether a country lies in a region, or in Europe where the bloc is the EU: what it makes there is no import."""
    epithet = BLOC_EPITHETS.get(bloc, "")
    return bool(epithet) and any(one.endswith(epithet) for one in _epithets().get(code, frozenset()))
