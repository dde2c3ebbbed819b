"""Figures: the numbers of a text with unit, bound and direction. A pure function of the text.

Numbers are found (`scan`), given unit and currency (`measure`), joined into ranges and lists (`join`), and read with
the words around them (`bounds`, `direction`). All words are data: vocab/units.toml and vocab/numbers.toml.
"""

import re
from itertools import pairwise

from pipeline.extract.figures.bounds import bounded
from pipeline.extract.figures.direction import directed, moved_before
from pipeline.extract.figures.join import joined
from pipeline.extract.figures.lexicon import numbers
from pipeline.extract.figures.measure import measured
from pipeline.extract.figures.model import Draft, Figure, Text
from pipeline.extract.figures.scan import numbers_of
from pipeline.types import Bound, Span

__all__ = ["Figure", "figures"]

ALIKE = (
    (" ", "\u00a0\u2007\u2009\u202f\u200a\u2002\u2003"),
    ("-", "\u2010\u2011\u2012\u2013\u2212"),
    ("'", "\u2019\u2018\u02bc"),
)
COMPARED = 60  # characters behind "2.6 times" in which an earlier time may be named
LONG_DASH = re.compile(r"(?<=[\d%])\u2014(?=[$€£]?\d)")  # "60—70%"
IN_PERCENT = re.compile(r"(?:\spoints?)?,?\sor\s")  # "rose $1.10, or 1.5%", "fell 23 points, or 0.4%"
DIRECT_LINK = re.compile(r"(?:,|,?\sand|,?\sor)\s(?:by\s)?")


def figures(text: str, offset: int = 0) -> tuple[Figure, ...]:
    """The figures of a text in order; spans are shifted by `offset` code points."""
    shaped = _shaped(text)
    drafts: list[Draft] = []
    for number in numbers_of(shaped):
        draft = measured(number, shaped, drafts[-1].end if drafts else -1)
        if draft:
            drafts.append(draft)
    drafts = joined(drafts, shaped)
    end = 0
    for draft in drafts:
        bounded(draft, shaped)
        draft.start = max(draft.start, end)
        directed(draft, shaped)
        end = draft.end
    _share_directions(drafts, shaped)
    found = (_figure(draft, shaped, offset) for draft in drafts)
    return tuple(one for one in found if one)


def _shaped(text: str) -> Text:
    cased = text
    for plain, others in ALIKE:
        for other in others:
            cased = cased.replace(other, plain)
    cased = LONG_DASH.sub("-", cased)
    low = cased.lower()
    if len(low) != len(text):  # a few letters grow when lowered, which would move every offset behind them
        low = "".join(lower if len(lower := char.lower()) == 1 else char for char in cased)
    return Text(text, cased, low)


def _share_directions(drafts: list[Draft], text: Text) -> None:
    """The figures of a list move the same way: "up by 4, 7 and 9 per cent"."""
    for first, second in pairwise(drafts):
        gap = text.low[first.end : second.start]
        if second.direction or second.form == "factor":
            continue
        if first.direction and first.unit == second.unit and DIRECT_LINK.fullmatch(gap):
            second.direction = first.direction
        elif second.unit == "percent" and IN_PERCENT.fullmatch(gap):
            second.direction = first.direction or moved_before(text.low, first.start)


def _figure(draft: Draft, text: Text, offset: int) -> Figure | None:
    low, high = draft.value, draft.value if draft.high is None else draft.high
    unit, kind = draft.unit, _kind(draft)
    if draft.form == "factor":
        compared = numbers().comparison.search(text.low[draft.end : draft.end + COMPARED])
        if draft.direction == "down":
            low = high = 100 * (1 - 1 / draft.value)
        elif draft.direction == "up" or compared:
            low = high = 100 * (draft.value - 1)
            draft.direction = "up"
        elif text.low.endswith("times", draft.start, draft.end) and not _multiplies(text.low, draft.end):
            return None
        unit = "percent" if draft.direction else ""
    if draft.bound is Bound.ABOUT and draft.high is not None:
        draft.bound = Bound.RANGE
    return Figure(
        Span(draft.start, draft.end).shift(offset),
        None if draft.bound is Bound.AT_MOST else _tidy(low),
        None if draft.bound is Bound.AT_LEAST else _tidy(high),
        unit,
        draft.bound,
        kind,
        draft.number.shift(offset),
        draft.direction,
    )


def _tidy(value: float) -> float:
    """The value without the noise of binary arithmetic: 8.2 million is 8200000, not 8199999.999999999."""
    return float(f"{value:.12g}")


def _multiplies(low: str, end: int) -> bool:
    following = re.compile(r"\s([a-z]+)").match(low, end)
    return following is not None and following[1] in numbers().times.after


def _kind(draft: Draft) -> str:
    if draft.form in ("factor", "change"):
        return "multiple"
    if draft.form == "fraction":
        return "fraction"
    if draft.unit == "percent":
        return "percent"
    return "amount" if draft.unit else "bare"
