"""The vocabulary of figures, read from units.toml and numbers.toml and compiled once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.types import Bound
from pipeline.vocab import load_table
from pipeline.vocab.rules import WordList


@dataclass(frozen=True, slots=True)
class Value:
    """Words with one value."""

    value: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Magnitude:
    """What multiplies the number before it."""

    value: float
    words: tuple[str, ...]
    suffixes: tuple[str, ...] = ()
    money: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Multiple:
    """Words of a factor on what was: verbs ("doubled") and folds ("twofold")."""

    value: float
    verbs: tuple[str, ...]
    folds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure."""

    id: str
    unit: str
    words: tuple[str, ...]
    scale: float = 1.0
    per_day: str = ""
    symbols: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    never_near: tuple[str, ...] = ()
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: signs before the number, words after it."""

    code: str
    words: tuple[str, ...]
    signs: tuple[str, ...] = ()
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Bounding:
    """Words of one bound; those in `no_article` are prepositions when "a" follows ("under a 50% tariff")."""

    id: str
    bound: Bound
    before: tuple[str, ...]
    after: tuple[str, ...]
    no_article: tuple[str, ...]
    example: str
    counter: str


@dataclass(frozen=True, slots=True)
class Direction:
    """Words of a rise or of a fall."""

    id: str
    direction: str
    particles: tuple[str, ...]
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    after: tuple[str, ...]
    example: str
    counter: str


@dataclass(frozen=True, slots=True)
class Context:
    """Words before or after."""

    id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, longest first, with any run of spaces for a space."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered) + ")"


def plain(table: str, file: str = "numbers") -> dict[str, tuple[str, ...]]:
    """The word lists of a table by their id."""
    return {record.id: record.words for record in load_table(file, table, WordList)}


@dataclass(frozen=True, slots=True)
class Numbers:
    """How numbers are written."""

    words: dict[str, float]
    magnitudes: dict[str, float]
    suffixes: dict[str, float]
    money_suffixes: dict[str, float]
    parts: dict[str, int]
    glyphs: dict[str, float]
    verbs: dict[str, float]
    folds: dict[str, float]
    part_follows: re.Pattern[str]
    double: Context
    times: Context
    comparison: re.Pattern[str]


@cache
def numbers() -> Numbers:
    """The number words, fractions and multiples."""
    magnitudes = load_table("numbers", "magnitude", Magnitude)
    multiples = load_table("numbers", "multiple", Multiple)
    contexts = {record.id: record for record in load_table("numbers", "multiple_context", Context)}

    def values(table: str) -> dict[str, float]:
        return {word: record.value for record in load_table("numbers", table, Value) for word in record.words}

    return Numbers(
        words=values("word"),
        magnitudes={word: one.value for one in magnitudes for word in one.words},
        suffixes={word: one.value for one in magnitudes for word in one.suffixes},
        money_suffixes={word: one.value for one in magnitudes for word in one.money},
        parts={word: int(value) for word, value in values("part").items()},
        glyphs=values("glyph"),
        verbs={word: one.value for one in multiples for word in one.verbs},
        folds={word: one.value for one in multiples for word in one.folds},
        part_follows=re.compile(rf"\s*(?:$|[^\w\s]|{any_of(plain('part_follows')['part'])}\b)"),
        double=contexts["base form"],
        times=contexts["times"],
        comparison=re.compile(any_of(plain("comparison")["times"])),
    )


@dataclass(frozen=True, slots=True)
class Units:
    """What figures are measured in."""

    by_word: dict[str, tuple[Unit, ...]]
    by_symbol: dict[str, Unit]
    signs: dict[str, str]
    per: dict[str, str]
    word: re.Pattern[str]
    symbol: re.Pattern[str]
    sign: re.Pattern[str]
    glued_sign: str
    per_word: re.Pattern[str]
    per_day: re.Pattern[str]
    duration: re.Pattern[str]
    countable: re.Pattern[str]
    thousands: frozenset[str]


@dataclass(frozen=True, slots=True)
class SharedMoney:
    """Words of money that several countries share, each code as "KEN kes"."""

    id: str
    words: tuple[str, ...]
    codes: tuple[str, ...]


@cache
def shared_money() -> dict[str, dict[str, str]]:
    """Word -> country -> currency."""
    found = {}
    for one in load_table("units", "shared", SharedMoney):
        pairs = dict(pair.split() for pair in one.codes)
        found.update(dict.fromkeys(one.words, pairs))
    return found


@cache
def units() -> Units:
    """Units, currencies, prices and countable nouns."""
    measures = load_table("units", "unit", Unit)
    within = rf"(?!{any_of(plain('duration', 'units')['apart'])}\b)"
    currencies = load_table("units", "currency", Currency)
    money = tuple(Unit(one.code, one.code, one.words, least=one.least) for one in currencies)
    by_word: dict[str, tuple[Unit, ...]] = {}
    for unit in measures + money:
        for word in unit.words:
            by_word[word] = (*by_word.get(word, ()), unit)
    by_symbol = {symbol: unit for unit in measures for symbol in unit.symbols}
    by_symbol |= {one.code.upper(): unit for one, unit in zip(currencies, money, strict=True)}
    signs = {sign: one.code for one in currencies for sign in (*one.signs, one.code.upper())}
    per = {word: name for name, words in plain("per", "units").items() for word in words}
    counted = [word for words in plain("countable", "units").values() for word in words]
    codes = any_of(one.code.upper() for one in currencies)
    letters = sorted({sign.lower() for sign in signs if sign[-1].isalpha() or sign[-1] == "."})
    return Units(
        by_word=by_word,
        by_symbol=by_symbol,
        signs=signs,
        per=per,
        word=re.compile(rf"[\s-]?({any_of(by_word)})(?:(?<=%)|(?![^\W_]))"),  # flattened pages glue "48%Rest"
        symbol=re.compile(rf"[\s-]?({any_of(by_symbol)})(?![^\W_])"),
        sign=re.compile(rf"(?:(?<![A-Za-z])(?:({codes})\s)?({any_of(signs)})|(?<=[a-z])([$€£¥₹]))\s?$"),
        glued_sign=any_of(letters),
        per_word=re.compile(rf"(?:\s(?:an?|per|each)\s|-(?:a|per)-|\s?/\s?)({any_of(per)})(?![^\W_])"),
        per_day=re.compile(
            r"(?:(?:\sof\s(?:[a-z]+\s){1,2}?|\s)(?:a|per)\sday|\sdaily|\s?/\s?d(?:ay)?|-(?:a|per)-day)\b"
        ),
        duration=re.compile(
            rf"(?:[\s-](?:(?:to|or|and)[\s-])?{within}[a-z0-9]+)?[\s-](?:{within}[a-z]+[\s-])?"
            rf"{any_of(plain('duration', 'units')['time'])}(?!\w)"
        ),
        countable=re.compile(rf"\s(?:[\"“]?[^\W\d][\w'-]*[\"”]?\s){{0,3}}?{any_of(counted)}\b"),
        thousands=frozenset(plain("thousands", "units")["thousands"]),
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a figure."""

    bounds: dict[str, Bound]
    no_article: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    after_bounds: dict[str, Bound]
    verbs: dict[str, str]
    nouns: dict[str, str]
    particles: dict[str, str]
    comparatives: dict[str, str]
    copulas: frozenset[str]
    light: frozenset[str]
    never_within: frozenset[str]
    level: re.Pattern[str]
    not_of: frozenset[str]
    not_crop: frozenset[str]
    pushing: frozenset[str]
    not_money: frozenset[str]
    not_units: frozenset[str]
    not_up: frozenset[str]
    not_up_to: frozenset[str]


@cache
def surroundings() -> Surroundings:
    """Bound words and direction words."""
    bounds = load_table("numbers", "bound", Bounding)
    directions = load_table("numbers", "direction", Direction)
    before = {word: one.bound for one in bounds for word in one.before}
    after = {word: one.bound for one in bounds for word in one.after}
    filler = any_of(plain("filler")["filler"])
    stops, small = plain("particle_verb"), plain("small_words")
    return Surroundings(
        bounds=before,
        no_article=frozenset(word for one in bounds for word in one.no_article),
        before=re.compile(rf"(?<![\w.])(?<!times\s)(?<!twice\s)({any_of(before)})\s?(?:{filler}\s)?(an?\s)?$"),
        after=re.compile(rf"[\s-]?({any_of(after)})(?!\w)(?!\s?[\d$€£])"),
        after_bounds=after,
        verbs={word: one.direction for one in directions for word in one.verbs},
        nouns={word: one.direction for one in directions for word in one.nouns},
        particles={word: one.direction for one in directions for word in one.particles},
        comparatives={word: one.direction for one in directions for word in one.after},
        copulas=frozenset(small["between noun of change and figure"]),
        light=frozenset(small["between change and figure"]),
        never_within=frozenset(small["never within"]),
        level=re.compile(rf"{any_of(small['level'])}\s"),
        not_of=frozenset(stops["of"]),
        not_crop=frozenset(stops["crop"]),
        pushing=frozenset(stops["pushing"]),
        not_money=frozenset(stops["money"]),
        not_units=frozenset(stops["units"]),
        not_up=frozenset(stops["up"]),
        not_up_to=frozenset(stops["up to"]),
    )
