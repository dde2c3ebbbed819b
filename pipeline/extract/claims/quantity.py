"""Quantities: how much a country makes, moves, uses, has or spends."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import slots
from pipeline.extract.claims import amount, amount_good, measure, money
from pipeline.extract.claims.amount_model import Measure, Point, Reading, head_token, is_money
from pipeline.extract.claims.amount_unit import is_implied
from pipeline.extract.claims.holder import words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence
from pipeline.types import Bound, Claim, Miss, Quantity, Stage

TRADED = frozenset({Stage.EXPORTS, Stage.IMPORTS, Stage.SALES, Stage.PRICE})
TAKEN_OVER = ("continued", "listed", "back")
SMALL = 100_000  # a smaller sum is what an instrument pays a person or a car
NEAR = 5  # tokens around a sum in which a stake may stand
LEAST = 100  # smaller bare numbers are no amounts of goods
LEAST_COUNT = 10  # fewer things are no figure of a country
CONVERTED = re.compile(r"(?:,?\sor|\s\(or|\s\(|\s\(equivalent\sto|\s\(equal\sto)\s?")
EACH = re.compile(
    r"\s(?:each|apiece|(?:a|per)\s(?:person|head|capita|household|inhabitant))\b"
)  # "bales of 375 pounds each"
HYPHENED = re.compile(r"-(?!a-|per-|an-|wide|worth)[a-z]")  # "a 1,600kg-capacity drone"
DEVICE = {"kw": 100_000.0, "kwh": 1_000_000.0}  # less power or energy is what one machine or vehicle has


def wanted(figure: Figure, last: Reading | None) -> bool:
    """Whether a figure can be a quantity: an absolute amount in a unit of goods or money, and no rise or fall."""
    value = figure.low if figure.low is not None else figure.high
    if figure.direction or value is None or figure.kind not in {"amount", "bare"}:
        return False
    if figure.unit == "units":
        return value >= LEAST_COUNT
    if value < DEVICE.get(figure.unit, SMALL if is_money(figure.unit) else 0.0):
        return False
    unit, _, _ = figure.unit.partition("/")
    if figure.unit in words("units") or is_money(unit):
        return True
    return not figure.unit and last is not None and (value >= LEAST or last.unit not in {"units", "", "percent", "pp"})


def read(sentence: Sentence, figure: Figure, last: Reading | None) -> Measure | str:
    """What the amount is of, or why it is no quantity of a country."""
    head = head_token(sentence, figure)
    refused = amount.refusal(sentence, figure, head) or _converted(sentence, figure)
    if EACH.match(sentence.document.text, figure.span.end) or HYPHENED.match(sentence.document.text, figure.span.end):
        refused = refused or "the size of one thing"
    if refused:
        return refused
    found = measure.read(Point(sentence, figure, head, last))
    if not figure.unit and not isinstance(found, str) and not found.rule.endswith(TAKEN_OVER):
        return "a number without a unit"
    return _of_money(Point(sentence, figure, head, last), found) if is_money(figure.unit) else found


def _of_money(point: Point, found: Measure | str) -> Measure | str:
    """A sum: trade where its measure tells of it, else what a government gives."""
    figure = point.figure
    if not isinstance(found, str) and not any(one.lower_ in words("stakes") for one in _around(point.sentence, figure)):
        traded = found.stage in TRADED or found.rule.endswith(TAKEN_OVER)
        if traded or _is_two_way(found):
            return found
    spent = money.read(point)
    if isinstance(spent, str):
        invested = not isinstance(found, str) and found.stage is Stage.INVESTMENT and found.rule.endswith("measure")
        return found if invested else spent
    value = figure.low if figure.low is not None else figure.high
    return "a parameter of an instrument" if value is not None and value < SMALL else spent


def _converted(sentence: Sentence, figure: Figure) -> str:
    """Why a sum that only tells the one before in another currency is none: "$3.6 billion (about 120 billion baht)"."""
    before = next((one for one in reversed(sentence.figures) if one.span.end <= figure.span.start), None)
    if before is None or not is_money(figure.unit) or not is_money(before.unit) or before.unit == figure.unit:
        return ""
    gap = sentence.document.text[before.span.end : figure.span.start]
    return "the sum before in another currency" if CONVERTED.fullmatch(gap) else ""


def _is_two_way(found: Measure) -> bool:
    """Whether a sum is the trade of a country with another, which has no stage."""
    return found.stage is Stage.NONE and found.good is not None


def _around(sentence: Sentence, figure: Figure) -> Iterator[Token]:
    first, end = sentence.tokens_of(figure.span)
    return iter(sentence.doc[max(0, first - NEAR) : end + NEAR])


def _is_strict(figure: Figure, found: Measure) -> bool:
    """Whether the goods must stand beside the number: under a verb, unless the amount before told them."""
    return found.rule == "quantity.flow" and not is_implied(figure)


def claims(sentence: Sentence, figure: Figure, found: Measure, last: Reading | None) -> Iterator[Claim | Miss]:
    """The claims of a figure with its measure."""
    good = found.good or (amount_good.of_policy(sentence, figure, found) if found.rule == money.RULE else None)
    good = good or amount_good.good(sentence, figure, found)
    if good is None and found.rule == money.RULE:
        good = slots.Good("", None)
    if good is None:
        yield Miss(sentence.span, figure.span, "an amount without a commodity")
        return
    if good.name in words("no-trade"):
        yield Miss(sentence.span, figure.span, "land, homes and papers are no goods")
        return
    unit = figure.unit or (last.unit if last is not None and last.unit not in {"percent", "pp"} else "units")
    if unit == "units" and not amount_good.counts_goods(sentence, figure, strict=_is_strict(figure, found)):
        yield Miss(sentence.span, figure.span, "a count of something that is no commodity")
        return
    stage = found.stage
    if "/" in unit and unit not in words("units"):
        if stage is not Stage.PRICE and not any(sentence.span.contains(hit.span) for hit in found.holders):
            yield Miss(sentence.span, figure.span, "a price of no country")
            return
        stage = Stage.PRICE
    yield Quantity(
        **amount.common(sentence, figure, found, good),
        stage=slots.settle(stage, good.kind) if stage is not None else Stage.NONE,
        value_low=figure.low,
        value_high=figure.high,
        unit=unit,
        bound=figure.bound if figure.bound in Bound else Bound.EXACT,
    )
