"""The record of a figure, and the draft it grows from."""

from dataclasses import dataclass

from pipeline.types import Bound, Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text with its unit, its bound and the direction of a change.

    Attributes:
        span: The words of the figure, bound word and unit included: "more than 60 percent", "$1.2 billion".
        low: The least value; None where the bound is `at_most`. A point has low == high.
        high: The greatest value; None where the bound is `at_least`.
        unit: As in the claim model: "percent", "pp", "t", "usd", "usd/t", "units" ...; "" for a bare number.
        bound: How the figure is bounded.
        kind: "percent", "fraction", "amount", "bare" or "multiple" ("tripled", "2.6 times").
        number: The digits or number words alone, magnitude included: "1.2 billion", "60", "two-thirds".
        direction: "up" or "down" where words of a change stand right at the figure; values are sizes, never negative.
    """

    span: Span
    low: float | None
    high: float | None
    unit: str
    bound: Bound
    kind: str
    number: Span
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the two shapes that patterns are matched on; offsets are the same in all three.

    `cased` has one kind of space, dash and apostrophe; `low` is that in lower case.
    """

    raw: str
    cased: str
    low: str


@dataclass(slots=True)
class Draft:
    """A figure in the making; `start`..`end` grow as its unit, range and bound are found."""

    start: int
    end: int
    value: float
    form: str  # "digits", "words", "fraction", "factor" (2.6 times) or "change" (doubled)
    number: Span
    magnitude: float = 1.0
    unit: str = ""
    sign: str = ""  # a currency before the number
    direction: str = ""
    bound: Bound = Bound.EXACT
    high: float | None = None  # the upper end of a range
    listed: bool = False  # took its unit from the next figure of a list
