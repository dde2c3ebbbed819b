"""What a caption, a header or the head of a row says: places, commodities, stage, year, unit and the kind of figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import takewhile

from spacy.tokens import Doc

from pipeline.extract.grid import Words
from pipeline.extract.label_unit import ASIDE, Unit, unit
from pipeline.extract.match import good_phrases, place_phrases
from pipeline.extract.nlp import tokenize
from pipeline.extract.years import years
from pipeline.types import Span, Stage
from pipeline.vocab.commodities import Kind, commodities
from pipeline.vocab.places import PlaceForm
from pipeline.vocab.stages import by_noun
from pipeline.vocab.tables import patterns

BETWEEN = 5  # words between a country and what is its own
BEFORE_GOAL = 2  # words between a country and its goal: "'s strategic"
LONGEST_STAGE = 4  # words
ESTIMATE = re.compile(r"((?:19|20)\d\d)\s?[efp](?!\w)", re.IGNORECASE)
OF_PLACE = re.compile(r"\b(?:in|of|by|for|from|to|into|on)\s+(?:the\s+)?$", re.IGNORECASE)
WAY = re.compile(r"\b(from|to|into)\s+(?:the\s+)?$", re.IGNORECASE)
OF_WHOLE = re.compile(r"(?:share|percent|per cent|percentage|proportion|%)\s+of\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A country or bloc in a label, and the part it plays there."""

    code: str
    span: Span | None
    at: int  # where it starts in the label
    end: int
    named: bool  # by its name, not as an adjective or capital
    weak: bool = False
    way: str = ""  # "from" or "to", when it stands behind one
    whole: bool = False  # behind "share of"


@dataclass(frozen=True, slots=True)
class Ware:
    """A commodity in a label."""

    name: str
    kind: Kind
    span: Span | None
    at: int
    end: int
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A stage in a label, and where its words start."""

    stage: Stage
    span: Span | None
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Label:
    """Everything that one caption, header or row head says."""

    words: Words
    places: tuple[Place, ...] = ()
    wares: tuple[Ware, ...] = ()
    stages: tuple[Told, ...] = ()
    year: int | None = None
    unit: Unit | None = None
    planned: bool = False
    rest: tuple[str, ...] = ()  # words that are none of these

    def has(self, name: str) -> bool:
        """Whether it holds a word of this class of tables.toml."""
        return bool(patterns()[name].search(self.words.text))

    @property
    def bare(self) -> str:
        """Its words without those in brackets."""
        return ASIDE.sub(" ", self.words.text)

    def owners(self) -> tuple[Place, ...]:
        """The countries whose goods, stage or share it speaks of, a few words behind or before their name.

        In a caption that is a sentence ("The war in Mali has hit gold reserves:") a country owns nothing.
        """
        if self.has("clause") or self.has("firm"):
            return ()
        named = [(one.at, one.end) for one in self.wares] + [(one.at, one.at) for one in self.stages]
        named += [match.span() for match in patterns()["share"].finditer(self.words.text)]
        return tuple(place for place in self.places if any(self._near(place, one) for one in named))

    def aimers(self) -> tuple[Place, ...]:
        """The countries right before a word for a goal: "China's strategic goal"."""
        goals = [match.start() for match in patterns()["goal"].finditer(self.words.text)]
        return tuple(
            place
            for place in self.places
            if any(at >= place.end and len(self.words.text[place.end : at].split()) <= BEFORE_GOAL for at in goals)
        )

    def _near(self, place: Place, other: tuple[int, int]) -> bool:
        if other[0] >= place.end:
            return len(self.words.text[place.end : other[0]].split()) <= BETWEEN
        between = self.words.text[other[1] : place.at]
        return bool(OF_PLACE.search(between)) and len(between.split()) <= BETWEEN


def label(words: Words, published: str = "") -> Label:
    """Read one label; the same words are read once, wherever they stand."""
    found = _read(words.text, published)
    if words.start is None:
        return found
    return replace(
        found,
        words=words,
        places=tuple(replace(one, span=words.span(one.at, one.end)) for one in found.places),
        wares=tuple(replace(one, span=words.span(one.at, one.end)) for one in found.wares),
        stages=tuple(replace(one, span=words.span(one.at, one.end)) for one in found.stages),
    )


@lru_cache(maxsize=4096)
def _read(text: str, published: str) -> Label:
    words, doc = Words(text), tokenize(text)
    places = tuple(_places(words, doc))
    wares = tuple(_wares(words, doc))
    stages = tuple(told for told in _stages(words, doc) if not _is_part(told, wares))
    # "exports" and "ore" tell a stage, and no commodity of their own
    wares = tuple(one for one in wares if not one.weak or one.at not in {told.at for told in stages})
    plain = ESTIMATE.sub(lambda match: match[1].ljust(len(match[0])), text)
    found = [one.year for one in years(plain, published, 0) if one.year is not None]
    year = found[-1] if len(set(found)) == 1 else None
    late = year is not None and bool(published) and year > int(published[:4])
    spans = [doc[hit.first : hit.end] for hit in place_phrases().find(doc)]
    spans += [doc[hit.first : hit.end] for hit in good_phrases().find(doc)]
    known = {token.idx for span in spans for token in span} | {one.at for one in stages}
    rest = tuple(token.text for token in doc if token.is_alpha and token.idx not in known)
    late = late or bool(patterns()["planned"].search(text))
    return Label(words, places, wares, stages, year, unit(text), late, rest)


def _is_part(told: Told, wares: tuple[Ware, ...]) -> bool:
    """Whether the words for a stage are part of a commodity's name: "iron ore"."""
    return any(not one.weak and one.at < told.at < one.end and told.stage is Stage.MINING for one in wares)


def _places(words: Words, doc: Doc) -> Iterator[Place]:
    for hit in place_phrases().find(doc):
        first, last = doc[hit.first], doc[hit.end - 1]
        before = words.text[: first.idx]
        if _within_name(doc, hit.first, hit.end) and hit.value.form is not PlaceForm.BODY:
            continue
        yield Place(
            hit.value.code,
            words.span(first.idx, last.idx + len(last)),
            first.idx,
            last.idx + len(last),
            hit.value.form is PlaceForm.NAME,
            hit.value.weak,
            way[1].lower().replace("into", "to") if (way := WAY.search(before)) else "",
            bool(OF_WHOLE.search(before)),
        )


def _within_name(doc: Doc, first: int, end: int) -> bool:
    """Whether the capitalised words beside make an organisation of the place ("U.S. Geological Survey")."""
    run = list(takewhile(lambda token: token.text[:1].isupper(), doc[end:]))
    named = any(patterns()["company"].fullmatch(token.text) for token in run)
    return named or (first > 0 and bool(patterns()["company"].fullmatch(doc[first - 1].text)))


def is_company(one: Label) -> bool:
    """Whether the words hold a mark of a company or another organisation."""
    return one.has("company")


def _wares(words: Words, doc: Doc) -> Iterator[Ware]:
    """The commodities; those in brackets only when there is none outside."""
    found = []
    asides = [match.span() for match in ASIDE.finditer(words.text)]
    for hit in good_phrases().find(doc):
        first, last = doc[hit.first], doc[hit.end - 1]
        end = last.idx + len(last)
        ware = Ware(hit.value.name, hit.value.kind, words.span(first.idx, end), first.idx, end, hit.value.weak)
        found.append((ware, any(a <= first.idx < b for a, b in asides)))
    outside = [ware for ware, aside in found if not aside]
    yield from outside or [ware for ware, _ in found]


def _stages(words: Words, doc: Doc) -> Iterator[Told]:
    """The stages that nouns tell, in text order; the longest phrase wins."""
    nouns = by_noun()
    shut = [match.span() for match in patterns()["no-stage"].finditer(words.text)]
    low = [token.lower_ for token in doc]
    at = 0
    while at < len(doc):
        for length in range(min(LONGEST_STAGE, len(doc) - at), 0, -1):
            stage = nouns.get(" ".join(low[at : at + length]))
            if stage is not None and not any(a <= doc[at].idx < b for a, b in shut):
                last = doc[at + length - 1]
                end = last.idx + len(last)
                yield Told(stage, words.span(doc[at].idx, end), doc[at].idx, end)
                at += length - 1
                break
        at += 1


def wares_by_weak_word(word: str) -> tuple[str, ...]:
    """All commodities that share a weak word ("cells"), by name."""
    return _weak().get(word.lower(), ())


@cache
def _weak() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in commodities():
        for term in one.weak_terms:
            found.setdefault(term.lower(), []).append(one.name)
    return {word: tuple(names) for word, names in found.items()}
