"""Gives a number its magnitude, unit, currency and sign; refuses numbers that turn out to be no figures."""

import re
from functools import cache

from pipeline.extract.figures.lexicon import Unit, any_of, numbers, surroundings, units
from pipeline.extract.figures.model import Draft, Text
from pipeline.types import Span

NEAR = 60  # characters around a figure in which a word tells what an ambiguous unit means
LEFT = 10  # the longest currency sign, with room
GLUED = re.compile(r"[^\W_]")
ASIDE = re.compile(r"\s?\([^()]{1,30}\)|\)")  # "70,000 yuan ($9,800) a tonne"
PLURAL = re.compile(r"\w{3,}(?<![isu])s(?<!ics)")  # "1,591 patients received doses" counts patients
HYPHENATED = re.compile(r"-(?!(?:to|or|and|plus|odd)\b)[a-z]")
POINT_OR_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def measured(draft: Draft, text: Text, earlier: int) -> Draft | None:
    """The draft with its unit, or None when the number is glued to letters or counts time.

    `earlier` is where the figure before ends: in "$5m-$10m" the hyphen joins, in "COVID-19" it makes a name.
    """
    if not _prefixed(draft, text, earlier):
        return None
    if draft.form == "factor":
        return draft
    if draft.form in ("digits", "words"):
        magnified(draft, text)
        _bounded_within(draft, text)
        if not _unit(draft, text) and not _bare(draft, text):
            return None
        if draft.unit in units().thousands and POINT_OR_GROUP.fullmatch(draft.number.of(text.low)):
            draft.unit = ""  # one and a bit, or a thousand and some
        glued = text.cased[draft.end : draft.end + 1]
        if draft.sign and glued in numbers().suffixes:
            return None  # "$4kThe" hides its magnitude
    return draft


def _bounded_within(draft: Draft, text: Text) -> None:
    """Takes in a bound between the number and its unit: "5,000+ tonnes", "60-odd percent", "500 or more vehicles"."""
    after = surroundings().after.match(text.low, draft.end)
    if after and (text.low[draft.end] == "+" or _unit_at(text, after.end(), draft) or _counted(text, after.end())):
        draft.bound, draft.end = surroundings().after_bounds[re.sub(r"\s", " ", after[1])], after.end()


def _prefixed(draft: Draft, text: Text, earlier: int) -> bool:
    """Takes in the currency and the sign before the number; False when a hyphen or letter glues it to a name."""
    start, cased = draft.start, text.cased
    if draft.form == "digits" and start and not cased[start - 1].isdigit():
        found = units().sign.search(cased[max(0, start - LEFT) : start])
        if found:
            draft.sign = units().signs[found[1] or found[2] or found[3]]
            draft.unit = draft.sign
            start = draft.start = start - len(found[0])
    before = cased[start - 1] if start else " "
    if before == "-":
        glued = start > 1 and (cased[start - 2].isalnum() or cased[start - 2] in "%)")
        if glued and earlier != start - 1:
            return False
        if not glued and draft.form == "digits":
            draft.direction, draft.start = "down", start - 1
    elif before == "+" and draft.form == "digits":
        draft.direction, draft.start = "up", start - 1
    elif (before == "/" and earlier != start - 1) or (before in ".," and start > 1 and cased[start - 2].isdigit()):
        return False
    return bool(draft.sign) or not (before.isalpha() or before == "_")


@cache
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lex = numbers()
    return (
        re.compile(rf"[\s-]?({any_of(lex.magnitudes)})(?![^\W_])"),
        re.compile(rf"({any_of(lex.suffixes)})(?![^\W_])"),
        re.compile(rf"\s?({any_of([*lex.suffixes, *lex.money_suffixes])})(?![^\W_])"),
        re.compile(r"\s?(?:at|of|@|grading|deep|depth|wide|long|thick|intercept|interval|true|below\ssurface|x)\b"),
    )


def magnified(draft: Draft, text: Text) -> None:
    """Takes in the magnitude: "3 million", "3m", "$3b", "2 lakh crore"."""
    lex = numbers()
    word, suffix, money, length = _shapes()
    glued = (money if draft.sign else suffix).match(text.cased, draft.end) if draft.form == "digits" else None
    if glued and not draft.sign and glued[1] == "m" and length.match(text.low, glued.end()):
        glued = None  # metres of a drill hole
    if not glued and draft.form == "digits":
        apart = re.compile(r"\s(m|mn|bn)(?=\s)").match(text.cased, draft.end)
        glued = apart if apart and (_unit_at(text, apart.end(), draft) or _counted(text, apart.end())) else None
    if glued:
        _grow(draft, glued.end(), lex.suffixes.get(glued[1]) or lex.money_suffixes[glued[1]])
    while found := word.match(text.low, draft.end):
        _grow(draft, found.end(), lex.magnitudes[found[1]])


def _grow(draft: Draft, end: int, factor: float) -> None:
    draft.value, draft.magnitude, draft.end = draft.value * factor, draft.magnitude * factor, end
    draft.number = Span(draft.number.start, end)


def _unit_at(text: Text, end: int, draft: Draft) -> tuple[Unit, int] | None:
    """The unit that starts at `end`, and where it ends."""
    lex = units()
    found = lex.word.match(text.low, end)
    symbol = lex.symbol.match(text.cased, end)
    if symbol and (not found or symbol.end() >= found.end()):
        return lex.by_symbol[symbol[1]], symbol.end()
    if not found:
        return None
    around = text.low[max(0, draft.start - NEAR) : found.end() + NEAR]
    for unit in lex.by_word[re.sub(r"\s", " ", found[1])]:
        near = not unit.near or any(word in around for word in unit.near)
        if draft.value >= unit.least and near and not any(word in around for word in unit.never_near):
            return unit, found.end()
    return None


def _unit(draft: Draft, text: Text) -> bool:
    """Takes in the unit behind the number and what a price is of; whether the draft has a unit now."""
    lex = units()
    found = _unit_at(text, draft.end, draft)
    if found and not (draft.sign and found[0].unit in ("m", "t", "g")):
        unit, end = found
        code = unit.unit.upper() in lex.by_symbol  # "$10 million CAD": the code tells which dollar
        if not draft.sign or code:
            draft.unit, draft.end = unit.unit, end
            draft.value, draft.magnitude = draft.value * unit.scale, draft.magnitude * unit.scale
        day = lex.per_day.match(text.low, end) if unit.per_day else None
        if day:
            draft.unit, draft.end = unit.per_day, day.end()
    elif not draft.sign:
        return _count(draft, text)
    if draft.unit == "m3" and draft.value >= 1e9:  # noqa: PLR2004 - billions of cubic metres are gas, and have a unit
        draft.unit, draft.value = "bcm", draft.value / 1e9
    if draft.unit in lex.signs.values():
        _priced(draft, text)
    return True


def _priced(draft: Draft, text: Text) -> None:
    """Adds what a price is of; behind the same price in another currency it stands apart."""
    lex = units()
    price = lex.per_word.match(text.low, draft.end)
    aside = None if price else ASIDE.match(text.low, draft.end)
    if aside:
        price = lex.per_word.match(text.low, aside.end())
    if price:
        draft.unit = f"{draft.unit}/{lex.per[price[1]]}"
        draft.end = draft.end if aside else price.end()


def _counted(text: Text, end: int) -> re.Match[str] | None:
    return units().countable.match(text.low, end)


def _count(draft: Draft, text: Text) -> bool:
    """Takes in "electric vehicles" after "11 million": a count of things has the unit "units"."""
    found = _counted(text, draft.end)
    if not found or (draft.form == "words" and not draft.value):
        return False
    *between, _ = found[0].split()
    if not surroundings().never_within.isdisjoint(between) or any(PLURAL.fullmatch(word) for word in between):
        return False
    draft.unit, draft.end = "units", found.end()
    return True


def _bare(draft: Draft, text: Text) -> bool:
    """Whether a number without a unit may stand: not "10 years", "5G", "28-nation" or a lone "one"."""
    low, end = text.low, draft.end
    if GLUED.match(low, end) or HYPHENATED.match(low, end) or units().duration.match(low, end):
        return False
    return not (draft.form == "words" and 0 < draft.value <= 1 and draft.magnitude == 1)
