"""The record of a measure: what a figure is of, whose it is, and which rule read it."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract import slots
from pipeline.extract.claims.holder import words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage

MONEY = 3  # letters of a currency code
NO_MEASURE = "no measure for the figure"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure is of.

    Attributes:
        rule: How it was read: "quantity.flow".
        holders: The places that hold it.
        anchor: The token that carries its modality and source.
        tokens: The words in which its commodity stands.
        stage: The link of the chain; None for none.
        good: The commodity, where the figure before told it.
        is_base: Whether it is the level that a change starts from, which is always a fact.
        codes: The holders, where they stand in a sentence before.
    """

    rule: str
    holders: tuple[PlaceHit, ...]
    anchor: Token
    tokens: tuple[Token, ...]
    stage: Stage | None = None
    good: slots.Good | None = None
    is_base: bool = False
    codes: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes of the holders."""
        return self.codes or slots.codes(self.holders)


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure that was read, with its measure and the unit of the last amount."""

    figure: Figure
    measure: Measure
    unit: str


@dataclass(frozen=True, slots=True)
class Point:
    """Where a figure stands: its sentence, the token that the sentence hangs it on, and the figure read before it."""

    sentence: Sentence
    figure: Figure
    head: Token
    last: Reading | None = None

    @property
    def inside(self) -> range:
        """The indexes of the figure's own tokens."""
        return range(*self.sentence.tokens_of(self.figure.span))


def is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return len(unit) == MONEY and unit.isalpha() and unit not in words("units")


def prefix(figure: Figure) -> str:
    """The claim type that a figure makes, as the front of a rule's id."""
    return "change" if figure.direction else "quantity"


def head_token(sentence: Sentence, figure: Figure) -> Token:
    """The token of the figure that the rest of the sentence hangs it on: "tonnes", "percent", or the number."""
    first, end = sentence.tokens_of(figure.span)
    outer = [one for one in sentence.doc[first:end] if not first <= one.head.i < end or one.head == one]
    nouns = [one for one in outer if one.pos_ in {"NOUN", "NUM", "SYM", "PROPN"}]
    return (nouns or outer or [sentence.doc[end - 1]])[-1]
