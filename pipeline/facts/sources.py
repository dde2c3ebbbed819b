"""Who an article names as its source, in one spelling: claims of one source have one origin, whoever prints them."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipeline.vocab import load_table
from pipeline.vocab.loader import load_list
from pipeline.vocab.places import places

FOLDER = Path(__file__).parent

_WORD = re.compile(r"\S+")
_QUOTES = str.maketrans("’‘“”", "''\"\"")
_POSSESSIVE = re.compile(r"'s?$")


@dataclass(frozen=True, slots=True)
class Source:
    """A source that is often named, and other names of it."""

    name: str
    aliases: tuple[str, ...]


@lru_cache(maxsize=4096)  # a run meets the same names again and again
def source(attribution: str) -> str:
    """The source that an attribution names, "" where it names nobody ("analysts", "the ministry").

    A government and its officials are one source, named like the country. Who is not in sources.toml is told by name,
    in lower case: the same person with another title is another source, which at worst counts one origin too many.
    """
    text = " ".join(attribution.translate(_QUOTES).split())
    found = _known().search(text)
    if found:
        return _names()[found[0] if found[0] in _names() else found[0].casefold()]
    words = [word.strip("\"'(),;:") for word in _WORD.findall(text.partition(",")[0].partition(" (")[0])]
    left = _named([word for word in words if word])
    if not left:
        return ""
    said = _POSSESSIVE.sub("", " ".join(left)).casefold()
    return _of_place().get(said, said)


def _named(words: list[str]) -> list[str]:
    """The words that name someone: from the first with a capital that means something, to the last such word."""
    unnamed, belongs = (frozenset(load_list("sources", name, FOLDER)) for name in ("unnamed", "belongs"))

    def empty(word: str) -> bool:
        folded = _POSSESSIVE.sub("", word.casefold())
        return folded in unnamed or folded in belongs or not any(each.isupper() for each in word)

    while words and empty(words[0]):
        words = words[1:]
    while words and empty(words[-1]):
        words = words[:-1]
    return words


@cache
def _names() -> dict[str, str]:
    """Spelling -> name: as written for capitals, else in lower case."""
    records = load_table("sources", "source", Source, FOLDER)
    return {_spelling(form): one.name for one in records for form in (one.name, *one.aliases)}


def _spelling(form: str) -> str:
    return form if form.isupper() else form.casefold()


@cache
def _known() -> re.Pattern[str]:
    forms = sorted(_names(), key=lambda form: (-len(form), form))  # the longest that stands at a place
    capitals, others = (
        "|".join(re.escape(form) for form in forms if form.isupper() == upper) for upper in (True, False)
    )
    return re.compile(rf"(?<!\w)(?:(?:{capitals})|(?i:{others}))(?!\w)")


@cache
def _of_place() -> dict[str, str]:
    """Any word for a country or bloc, in lower case -> its name."""
    return {form.casefold(): place.name for place in places() for _, forms in place.forms() for form in forms}
