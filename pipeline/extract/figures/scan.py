"""Finds the numbers of a text: digits, number words, fractions, ratios and multiples; leaves out what is no figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extract.figures.lexicon import any_of, numbers, surroundings, units
from pipeline.extract.figures.model import Draft, Text
from pipeline.extract.figures.skip import skipped
from pipeline.types import Span

DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,9}(?:\.[0-9]+)?"  # 1,234.5
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,9},[0-9]{3}"  # 1,23,456 (lakhs)
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,9}(?:,[0-9]+)?"  # 1.234.567 can only be thousands
    r"|[0-9]{1,3}(?:\.[0-9]{3}){1,9},[0-9]+"  # 1.234,5
    r"|[0-9]{1,3}(?: [0-9]{3}){1,9}(?:\.[0-9]+)?(?![0-9])"  # 816 000
    r"|[0-9]{1,3}(?:'[0-9]{3}){1,9}(?:\.[0-9]+)?(?![0-9])"  # 816'000
    r"|[0-9]+\.[0-9]+|[0-9]+|\.[0-9]+)"
)
EIGHTHS = r"[0-9]+(?:\.[0-9]+)?-[1-9]/[248](?![0-9/])"  # a price of grain: "4-1/4 cents"
HYPHENATED = re.compile(r"-[a-z]")  # "a third-party", "quarter-on-quarter"
MOST_DIGITS = 30
# what a ratio may be out of: "15 out of 19" is a count
WHOLES = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000))
ROUND_WHOLES = frozenset((5, 10, 20, 100))


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled shapes of numbers; `gate` finds where one may start."""

    gate: re.Pattern[str]
    digits: re.Pattern[str]
    words: re.Pattern[str]
    ratio: re.Pattern[str]
    fraction: re.Pattern[str]
    of_one: re.Pattern[str]
    factor: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Compiled from the number words."""
    lex = numbers()
    tens = any_of(word for word, value in lex.words.items() if value >= 20)  # noqa: PLR2004 - "twenty" is where compounds start
    ones = any_of(word for word, value in lex.words.items() if 1 <= value <= 9)  # noqa: PLR2004 - "twenty-one" to "-nine"
    small = rf"(?:{tens}(?:[\s-]{ones})?|{any_of(lex.words)})\b"
    magnitude = rf"{any_of(word for word in lex.magnitudes if word.isalpha())}\b"
    part = any_of(lex.parts)
    glyph = "[" + "".join(lex.glyphs) + "]"
    count = rf"(?:{small}|[0-9]{{1,3}}\b)"
    whole = rf"(?:{small}|(?:a\s)?hundred\b|[0-9]{{1,4}}\b)"
    starts = [*lex.words, *lex.verbs, *lex.folds, "half", "twice", "thrice"]
    return Patterns(
        gate=re.compile(
            rf"\b(?:[0-9]|{any_of(starts)}(?:fold)?\b|(?:a|an|another|remaining)\s(?:{magnitude}|{part}\b)"
            rf"|(?P<sign>{units().glued_sign})(?=[0-9]))|{glyph}|\.(?<!\w\.)(?=[0-9])"
        ),
        digits=re.compile(rf"({DIGITS}|)\s?({glyph})|{EIGHTHS}|{DIGITS}"),
        words=re.compile(
            rf"(?:an?\s(?={magnitude})|half[\s-]an?[\s-](?={magnitude})|{small}(?:[\s-]and[\s-]a[\s-](?:half|quarter)\b)?)"
            rf"(?:[\s-]?{magnitude}(?:(?<=hundred)[\s-](?:and[\s-])?{small}|(?<=thousand)[\s-](?:and[\s-])?{small})?)*"
        ),
        ratio=re.compile(
            rf"(?P<some>{count})(?P<noun>\s[a-z][a-z-]*|(?<=one)\s(?:new|big|large|good|small)\s[a-z-]+)?[\s-]"
            rf"(?P<link>(?:out\s)?of\s(?:every|each)|out\sof|in\s(?:every|each)|in)[\s-](?P<all>{whole})(?![.,]?[0-9%]|\s?%)"
        ),
        fraction=re.compile(
            rf"(?:(?P<count>an?|another|remaining|{ones})[\s-])?(?P<part>{part})\b"
            rf"|(?P<top>[1-9])/(?P<bottom>[1-9]0?)(?![\w/])(?=\s(?:of|the)\b)|(?P<glyph>{glyph})(?=\sof\b)"
        ),
        of_one=re.compile(
            rf"(?:\sof)?[\s-]an?[\s-](?=(?:{magnitude}|percent|per\scent|tonne\b|ton\b))|\sof\sone[\s-](?=percent|per\scent)"
            rf"|[\s-](?:of\sa\s)?(?=percent|per[\s-]?cent|point\b)"
        ),
        factor=re.compile(
            rf"(?P<number>{DIGITS}|{tens}[\s-]{ones}|{any_of(lex.words)}(?:\sand\sa\shalf)?|)"
            rf"(?P<sort>[\s-]times\b|x(?!\w)|[\s-]?fold\b)|(?P<twice>twice|thrice)\b|(?P<fold>{any_of(lex.folds)})\b"
        ),
    )


def numbers_of(text: Text) -> Iterator[Draft]:
    """The numbers of the text in order, without units yet."""
    gate = patterns().gate
    holes = iter([*skipped(text), (len(text.low), len(text.low))])
    hole = next(holes)
    position = 0
    while found := gate.search(text.low, position):
        start = found.end() if found["sign"] else found.start()
        while hole[1] <= start < len(text.low):
            hole = next(holes)
        if hole[0] <= start < hole[1]:
            position = hole[1]
            continue
        draft = _number(text, start)
        if draft and draft.end > hole[0] < hole[1]:
            draft = None  # it runs into a date or a label
        if draft:
            yield draft
            position = draft.end
        else:
            position = _past(text.low, start)


def _past(low: str, start: int) -> int:
    """Behind a number that was refused: all of "1.2.3" or "10kB", or the one word."""
    run = re.compile(r"[\w.,/]*\w|").match(low, start)
    assert run  # noqa: S101 - the pattern matches the empty string
    return max(run.end(), start + 1)


def _number(text: Text, start: int) -> Draft | None:
    return (
        _ratio(text.low, start)
        or _factor(text, start)
        or _change(text.low, start)
        or _fraction(text.low, start)
        or _spelled(text.low, start)
        or _digits(text, start)
    )


def _draft(start: int, end: int, value: float, form: str, unit: str = "") -> Draft:
    return Draft(start, end, value, form, Span(start, end), unit=unit)


def _ratio(low: str, start: int) -> Draft | None:
    """A ratio: "nine out of ten", "one magnet in ten", "94 out of every 100"."""
    found = patterns().ratio.match(low, start)
    if not found:
        return None
    some, whole = _value(found["some"]), _value(found["all"].removeprefix("a "))
    loose = found["link"] == "in"
    if not some or not whole or some >= whole or whole not in WHOLES:
        return None
    if units().duration.match(low, found.end()) or (loose and found["noun"] and not _closes(low, found.end(), whole)):
        return None
    if loose and found["all"][0].isdigit() and whole not in ROUND_WHOLES:
        return None
    return _draft(start, found.end(), 100 * some / whole, "fraction", "percent")


def _closes(low: str, end: int, whole: float) -> bool:
    """Whether "one magnet in ten" ends there: "two plants in three countries" counts places."""
    return whole in ROUND_WHOLES and not re.compile(r"\s(?!is\b|was\b|has\b|does\b)[a-z]+s\b").match(low, end)


def _factor(text: Text, start: int) -> Draft | None:
    """A factor: "2.6 times", "threefold", "twice"."""
    lex = numbers()
    low, found = text.low, patterns().factor.match(text.low, start)
    if not found or text.cased[found.end() - 1] == "X":
        return None
    if found["fold"]:
        return _draft(start, found.end(), lex.folds[found["fold"]], "factor")
    if found["twice"]:
        ok = _followed(low, found.end(), lex.times.after)
        return _draft(start, found.end(), 2 if found["twice"] == "twice" else 3, "factor") if ok else None
    value = _value(found["number"]) if found["number"] else None
    if value is None or value < 1:
        return None
    return _draft(start, found.end(), value, "factor")


def _change(low: str, start: int) -> Draft | None:
    """A change by a factor: "doubled" is 100 percent up, "halved" 50 percent down."""
    lex = numbers()
    found = re.compile(r"[a-z]+").match(low, start)
    factor = lex.verbs.get(found[0]) if found else None
    if not found or factor is None:
        return None
    base = found[0].endswith("e") or found[0].endswith("es")
    if base and not (_followed(low, found.end(), lex.double.after) or _preceded(low, start, lex.double.before)):
        return None
    draft = _draft(start, found.end(), abs(factor - 1) * 100, "change", "percent")
    draft.direction = "up" if factor > 1 else "down"
    return draft


def _followed(low: str, end: int, words: tuple[str, ...]) -> bool:
    following = re.compile(r"\s([a-z]+)").match(low, end)
    return following is not None and following[1] in words


def _preceded(low: str, start: int, words: tuple[str, ...]) -> bool:
    before = low[max(0, start - 24) : start].split()
    return bool(before) and (before[-1] in words or " ".join(before[-2:]) in words)


def _fraction(low: str, start: int) -> Draft | None:
    lex = numbers()
    found = patterns().fraction.match(low, start)
    if not found:
        return None
    if found["glyph"] or found["top"]:
        top, bottom = (lex.glyphs[found["glyph"]], 1) if found["glyph"] else (int(found["top"]), int(found["bottom"]))
    else:
        count, part = found["count"] or "", found["part"]
        top, bottom = int(lex.words.get(count, 1)), lex.parts[part]
        plural = part.endswith("s") or part == "halves"
        if plural != (top > 1) or (not count and part != "half"):
            return None
        one = patterns().of_one.match(low, found.end())
        if one:
            return _draft(start, one.end(), top / bottom, "words")
        if HYPHENATED.match(low, found.end()):
            return None
        settled = plural or part == "half" or (count == "one" and part != "quarter")
        if not settled and not lex.part_follows.match(low, found.end()) and not _bounded(low, start):
            return None
    return _draft(start, found.end(), 100 * top / bottom, "fraction", "percent") if top < bottom else None


def _bounded(low: str, start: int) -> bool:
    found = surroundings().before.search(low[max(0, start - 40) : start])
    return found is not None


def _spelled(low: str, start: int) -> Draft | None:
    found = patterns().words.match(low, start)
    if not found:
        return None
    value, magnitude = _sum(found[0])
    draft = _draft(start, found.end(), value, "words")
    draft.magnitude = magnitude
    return draft


def _sum(words: str) -> tuple[float, float]:
    """The value of number words, and the magnitude they end in."""
    lex = numbers()
    total, current, last = 0.0, 0.0, 1.0
    tokens = re.split(r"[\s-]+", words)
    for place, word in enumerate(tokens):
        factor = lex.magnitudes.get(word)
        if word == "half":
            current += 0.5
        elif word == "quarter":
            current += 0.25
        elif factor is None:
            current += lex.words.get(word, 0.0)
            current += 1 if word in ("a", "an") and place == 0 else 0
            last = 1.0
        elif factor < 1000:  # noqa: PLR2004 - hundreds and dozens multiply within the thousands
            current, last = (current or 1) * factor, factor
        else:
            total, current, last = (total + current * factor if current else (total or 1) * factor), 0.0, factor
    return total + current, last


def _digits(text: Text, start: int) -> Draft | None:
    found = patterns().digits.match(text.low, start)
    if not found or not found[0]:
        return None
    end, words = found.end(), found[0]
    if sum(char.isdigit() for char in words) > MOST_DIGITS:
        return None
    if " " in words and not _spaced(text, start, end):
        end = start + words.index(" ")
        words = text.low[start:end]
    follow = re.compile(r"([.,])?([0-9]+)").match(text.low, end)
    if follow:  # 1,5 % is one and a half; any other run of digits is malformed
        if follow[1] != "," or "," in words or not re.compile(r"\s?(?:%|per\s?cent|pct)").match(text.low, follow.end()):
            return None
        end, words = follow.end(), f"{words}.{follow[2]}"
    if text.low[end : end + 2].strip("/").isdigit() and text.low[end] == "/":
        return None
    if len(words) > 1 and words[0] == "0" and words[1] != ".":
        return None
    value = _value(words)
    return None if value is None else _draft(start, end, value, "digits")


def _spaced(text: Text, start: int, end: int) -> bool:
    """Whether spaces within digits group thousands: a hard space does, a plain one only before a unit or "000"."""
    if " " not in text.raw[start:end]:
        return True
    lex = units()
    known = lex.word.match(text.low, end) or lex.symbol.match(text.cased, end) or text.low.endswith(" 000", start, end)
    return bool(known)


def _value(words: str) -> float | None:
    """The value of plain digits or number words."""
    lex = numbers()
    if words[-1] in lex.glyphs:
        whole = _value(words[:-1].strip()) if len(words) > 1 else 0.0
        return None if whole is None else whole + lex.glyphs[words[-1]]
    if words[0].isalpha():
        return _sum(words)[0]
    if re.fullmatch(EIGHTHS, words):
        before, _, part = words.partition("-")
        top, _, bottom = part.partition("/")
        last = 100 if "." in before else 1  # of "5.78-1/2" the part is one of a cent
        return float(before) + int(top) / int(bottom) / last
    plain = words.replace(" ", "").replace("'", "")
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    return float(plain.replace(",", ""))
