"""Finds which years a text speaks of: by digits, by season, and relative to the day of publication."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.extract.figures.lexicon import units
from pipeline.types import Span
from pipeline.vocab import load_table
from pipeline.vocab.rules import WordList

CENTURY = 100
DECADE = 10
MONTHS = 12
LEFT, RIGHT = 80, 60  # characters around a month in which a word may point to the future
BEFORE_YEAR = 14  # the most that stands between a month or period and its year: "quarter of fiscal 2024"


@dataclass(frozen=True, slots=True)
class YearMention:
    """Words that tell a time.

    Attributes:
        span: The words.
        year: The year they mean; None for a span of years, a decade or a time without a year of its own.
        kind: "year", "season", "span", "decade", "relative", "anchored" (to another year named), "month",
            "period"; "base" for a year that something is compared with ("8% up on 2024").
    """

    span: Span
    year: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    id: str
    words: tuple[str, ...]
    years: int = 0
    months: int = 0
    yearless: bool = False


@dataclass(frozen=True, slots=True)
class _Period:
    id: str
    words: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    relative: dict[str, _Phrase]
    anchored: dict[str, _Phrase]
    period: dict[str, _Period]
    month: dict[str, int]
    pattern: re.Pattern[str]
    month_pattern: re.Pattern[str]
    future: re.Pattern[str]
    prepositions: frozenset[str]
    yearless: re.Pattern[str]
    base: re.Pattern[str]


def _any(words: tuple[str, ...] | dict[str, int]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


@cache
def _lexicon() -> _Lexicon:
    relative = {word: one for one in load_table("years", "relative", _Phrase) for word in one.words}
    anchored = {word: one for one in load_table("years", "anchored", _Phrase) for word in one.words}
    period = {word: one for one in load_table("years", "period", _Period) for word in one.words}
    words = {one.id: one.words for one in load_table("years", "words", WordList)}
    names = {one.id: one.words for one in load_table("numbers", "calendar", WordList)}
    month = {name: number for key in ("months", "short months") for number, name in enumerate(names[key], 1)}
    month["sept"] = month["sep"]
    return _Lexicon(
        relative=relative,
        anchored=anchored,
        period=period,
        month=month,
        pattern=re.compile(rf"\b(?:{_any((*relative, *anchored, *period))})\b"),
        month_pattern=re.compile(rf"\b({_any({name.capitalize(): number for name, number in month.items()})})\b\.?"),
        future=re.compile(rf"\b{_any(words['future'])}\b"),
        prepositions=frozenset(words["preposition"]),
        base=re.compile(rf"\b{_any(words['base'])}\s$"),
        yearless=re.compile(rf"\b{_any(words['no year of its own'])}\s$"),
    )


ADDRESS = re.compile(
    r"(?:https?://|www\.|\bdoi(?:\.org/|:\s?)|\b10\.\d{4,}/)\S+", re.IGNORECASE
)  # of a page or a paper
BETWEEN = re.compile(r"[\s\d,.]*(?:of\s|in\s)?(?:the\s)?(?:fiscal\s)?(?:year\s)?")
DIGITS = re.compile(
    r"(?<![\w$€£¥₹])(?<![0-9][.,])(?:"
    r"(?P<first>(?:1[5-9]|20|21)[0-9]{2})\s?[/–—-]\s?(?P<last>(?:1[5-9]|20|21)[0-9]{2}|[0-9]{2})(?![\w%]|[.,/-][0-9])"
    r"|(?:between|from)\s(?P<from>(?:19|20|21)[0-9]{2})\s(?:and|to|through|until)\s(?P<to>(?:19|20|21)[0-9]{2})(?![\w%])"
    r"|\b(?P<twelve>year (?:to|ending|ended)(?: in)? (?!Dec)(?:end-)?[A-Z][a-z]+"
    r"(?: [0-9]{1,2},?)?(?: (?:19|20)[0-9]{2})?)\b"
    r"|(?P<decade>(?:(?:early|mid|late)[\s-])?(?:1[5-9]|20|21)[0-9]0[’']?s)\b"
    r"|(?:(?:FY|CY|fy)\s?)?(?P<year>(?:1[5-9]|20|21)[0-9]{2})(?:E|F)?(?![\w%]|[.,/][0-9]))"
    r"|(?P<iso>\b(?:19|20)[0-9]{2})-[01][0-9]-[0-3][0-9]\b"
    r"|\bFY\s?(?P<short>[0-9]{2})\b|\bend of the decade\b",
)


def years(text: str, published: str, offset: int = 0) -> tuple[YearMention, ...]:
    """The times a text names, sorted; `published` is an ISO date or empty, spans are shifted by `offset`."""
    day = _day(published)
    addresses = [Span(*found.span()) for found in ADDRESS.finditer(text)]
    explicit = [
        _explicit(found, day)
        for found in DIGITS.finditer(text)
        if not _measured(text, found) and not any(one.overlaps(Span(*found.span())) for one in addresses)
    ]
    mentions = sorted([*explicit, *_phrases(text, day, explicit), *_months(text, day)], key=lambda one: one.span)
    kept: list[YearMention] = []
    for one in mentions:
        if kept and _belongs(text, kept[-1], one):
            kept.pop()
        if not kept or not kept[-1].span.overlaps(one.span):
            kept.append(one)
    return tuple(YearMention(one.span.shift(offset), one.year, _kind(text, one)) for one in kept)


def _kind(text: str, mention: YearMention) -> str:
    compared = mention.kind in ("year", "season", "relative") and _lexicon().base.search(
        text[max(0, mention.span.start - 24) : mention.span.start].lower()
    )
    return "base" if compared else mention.kind


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _measured(text: str, found: re.Match[str]) -> bool:
    """Whether the digits count something: "2000 tonnes"."""
    return bool(found["year"] and units().word.match(text, found.end()))


def _explicit(found: re.Match[str], day: date | None) -> YearMention:
    span = Span(*found.span())
    if found["first"]:
        first, last = int(found["first"]), int(found["last"])
        last = last if last >= CENTURY else first - first % CENTURY + last
        season = last == first + 1
        return YearMention(span, first if season else None, "season" if season else "span")
    if found["from"] or found["twelve"]:
        return YearMention(span, None, "span")
    if found["decade"]:
        return YearMention(span, None, "decade")
    if found["short"]:
        return YearMention(span, 2000 + int(found["short"]), "year")
    if found["iso"] or found["year"]:
        return YearMention(span, int(found["iso"] or found["year"]), "year")
    return YearMention(span, day.year - day.year % DECADE + DECADE if day else None, "relative")


def _belongs(text: str, part: YearMention, year: YearMention) -> bool:
    """Whether `part` ("March", "the first half") is only the front of the words of `year` ("March 2021")."""
    if part.kind not in ("month", "period") or year.kind in ("month", "period"):
        return False
    if part.span.overlaps(year.span):
        return True
    return BETWEEN.fullmatch(text[part.span.end : year.span.start][: BEFORE_YEAR + 1]) is not None


def _phrases(text: str, day: date | None, explicit: list[YearMention]) -> Iterator[YearMention]:
    lex = _lexicon()
    low = text.lower() if len(text.lower()) == len(text) else text
    for found in lex.pattern.finditer(low):
        span, words = Span(*found.span()), found[0]
        if words in lex.relative:
            yield YearMention(span, _moved(lex.relative[words], day), "relative")
        elif words in lex.anchored:
            named = [one.year for one in explicit if one.span.end <= span.start and one.kind in ("year", "season")]
            step = lex.anchored[words].years
            yield YearMention(span, named[-1] + step if named and named[-1] else None, "anchored")
        elif day:
            period = lex.period[words]
            yield YearMention(span, _placed(text, span, period.first, day), "period")


def _moved(phrase: _Phrase, day: date | None) -> int | None:
    if day is None or phrase.yearless:
        return None
    return (day.year * MONTHS + day.month - 1 + phrase.months) // MONTHS + phrase.years


def _placed(text: str, span: Span, month: int, day: date) -> int | None:
    """The year of a month or period that names none."""
    before, behind = text[max(0, span.start - LEFT) : span.start].lower(), text[span.end : span.end + RIGHT].lower()
    if _lexicon().yearless.search(before):
        return None
    word = before.split()[-1] if before.split() else ""
    if word == "last":
        return day.year if month < day.month else day.year - 1
    if word == "next":
        return day.year if month > day.month else day.year + 1
    future = bool(_lexicon().future.search(before) or _lexicon().future.search(behind))
    if month > day.month:
        return day.year if future else day.year - 1
    return day.year + 1 if month < day.month and word == "by" and future else day.year


def _months(text: str, day: date | None) -> Iterator[YearMention]:
    lex = _lexicon()
    if day is None:
        return
    for found in lex.month_pattern.finditer(text):
        before = text[max(0, found.start() - 12) : found.start()].lower().split()
        dated = re.compile(r"\s[0-9]{1,2}\b(?![.,]?[0-9%])").match(text, found.end()) is not None
        dated = (
            dated
            or re.search(r"\b[0-9]{1,2}(?:st|nd|rd|th)?\s$", text[max(0, found.start() - 6) : found.start()])
            is not None
        )
        if dated or (before and re.split(r"[\s-]", before[-1])[-1].strip("(,") in lex.prepositions):
            span = Span(*found.span(1))
            yield YearMention(span, _placed(text, span, lex.month[found[1].lower()], day), "month")
