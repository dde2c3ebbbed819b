"""Changes: by how much what a country makes, moves or uses rises or falls, in percent or in a unit."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import slots
from pipeline.extract.claims import amount, amount_good, measure
from pipeline.extract.claims.amount_model import Measure, Point, Reading, head_token
from pipeline.extract.claims.holder import words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence
from pipeline.types import Change, Claim, Miss, Stage

SHARE = 14  # tokens before a change in which "as a share of" stands
FAR = 7  # tokens between a percentage and its "than", and from there to the time that is compared with


def wanted(figure: Figure) -> bool:
    """Whether a figure can be a change: it has a direction, and a unit of goods or a percentage."""
    if not figure.direction:
        return False
    return figure.unit in {"percent", "pp", ""} or figure.unit in words("units")


def read(sentence: Sentence, figure: Figure, last: Reading | None) -> Measure | str:
    """What rises or falls, or why the figure is no change of a country's measure."""
    head = head_token(sentence, figure)
    if figure.kind == "multiple" and _is_many_times(sentence, figure, head):
        return "a comparison with another, not a change"
    if _is_proportion(sentence, figure):
        return "the change of a proportion"
    if _is_compared(sentence, figure):
        return "a comparison with another, not a change"
    refused = amount.refusal(sentence, figure, head)
    return refused or measure.read(Point(sentence, figure, head, last))


def _is_many_times(sentence: Sentence, figure: Figure, head: Token) -> bool:
    """Whether a multiple is of something else: "nearly triple the output of its reactors", "twice that much"."""
    _, end = sentence.tokens_of(figure.span)
    after = sentence.doc[end].lower_ if end < len(sentence.doc) else ""
    if any(one.lower_ in (words("times") | words("measure-lemmas")) - {"it"} for one in sentence.doc[end : end + FAR]):
        return False  # "more than double the number today"
    return not head.tag_.startswith("VB") and after in {"that", "the", "what", "its", "their"}


def _is_proportion(sentence: Sentence, figure: Figure) -> bool:
    """Whether a proportion changes: "consumption as a share of output fell by 5 points"."""
    first, _ = sentence.tokens_of(figure.span)
    before = [one.lower_ for one in sentence.doc[max(0, first - SHARE) : first]]
    return any(
        before[at : at + 2] == ["as", "a"] and before[at + 2] in words("proportions") for at in range(len(before) - 2)
    )


def _is_compared(sentence: Sentence, figure: Figure) -> bool:
    """Whether "N% more than" compares with something that is no earlier time: "30% more than all others"."""
    _, end = sentence.tokens_of(figure.span)
    after = sentence.doc[end : end + FAR]
    than = next((one for one in after if one.lower_ == "than"), None)
    if than is None or after[0].lower_ not in words("comparatives"):
        return False
    behind = sentence.doc[than.i + 1 : than.i + 1 + FAR]
    if not len(behind) or any(one.lower_ in words("times") or one.is_digit for one in behind):
        return False
    return not any(sentence.tokens_of(one.span)[0] > than.i for one in sentence.years)


def claims(sentence: Sentence, figure: Figure, found: Measure, last: Reading | None) -> Iterator[Claim | Miss]:
    """The claim of a change with its measure; the sign is put on the size, the bound stays (ruling "Bounds")."""
    good = found.good or amount_good.good(sentence, figure, found)
    if good is None:
        yield Miss(sentence.span, figure.span, "a rise or fall without a commodity")
        return
    if good.name in words("no-trade"):
        yield Miss(sentence.span, figure.span, "land, homes and papers are no goods")
        return
    unit = figure.unit or (last.unit if last is not None else "")
    if not unit:
        yield Miss(sentence.span, figure.span, "a rise or fall without a unit")
        return
    sign = 1 if figure.direction == "up" else -1
    low = sign * figure.low if figure.low is not None else None
    high = sign * figure.high if figure.high is not None else None
    if low is not None and high is not None and low > high:
        low, high = high, low
    stage = found.stage if found.stage is not None else Stage.NONE
    yield Change(
        **amount.common(sentence, figure, found, good),
        stage=slots.settle(stage, good.kind),
        value_low=low,
        value_high=high,
        unit=unit,
        bound=figure.bound,
    )
