"""Quantities and changes, read together in one pass over the figures, since each may continue the one before it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.claims import change, measure, quantity
from pipeline.extract.claims.amount import AIM, starts
from pipeline.extract.claims.amount_model import Measure, Point, Reading, head_token, is_money
from pipeline.extract.claims.amount_unit import closed, with_unit
from pipeline.extract.context import is_stated
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence
from pipeline.types import Claim, Goal, Miss

__all__ = ["find", "is_money"]


def _in_order(sentence: Sentence, figure: Figure, found: Measure) -> Measure:
    """The measure with the holder that is the figure's own: "Peru and Mali, which mined 5 Mt and 3 Mt respectively"."""
    if len(found.holders) < 2 or "respectively" not in sentence.lowered:  # noqa: PLR2004 - one has no order
        return found
    alike = [one for one in sentence.figures if one.unit in {figure.unit, ""} and one.direction == figure.direction]
    groups = [[alike[0]]] if alike else []
    for left, right in pairwise(alike):
        between = sentence.document.text[left.span.end : right.span.start].strip(" ,")
        if between in {"", "and"}:
            groups[-1].append(right)
        else:
            groups.append([right])
    own = next((one for one in groups if figure in one), [])
    if len(own) != len(found.holders):
        return found
    return replace(found, holders=(found.holders[own.index(figure)],))


def _aimed_at(sentence: Sentence, figure: Figure, last: Reading | None) -> Reading | None:
    """The reading of a figure that is aimed at: no claim, but the level that it starts from may follow."""
    if not figure.unit:
        return last
    found = measure.read(Point(sentence, figure, head_token(sentence, figure), last))
    return last if isinstance(found, str) else Reading(figure, found, figure.unit)


def find(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The quantities and changes of a parsed sentence, and the figures that are none, with the reason."""
    last: Reading | None = None
    aims = [slot.span for claim in sentence.claims if isinstance(claim, Goal) for slot in claim.evidence.slots]
    for one in sentence.figures:
        figure = closed(sentence, with_unit(sentence, one, last))
        aimed = not is_money(figure.unit) and any(span.contains(figure.span) for span in aims)
        if aimed and not starts(sentence, figure):
            last = _aimed_at(sentence, figure, last)
            if figure.unit:
                yield Miss(sentence.span, figure.span, AIM)
            continue
        if change.wanted(figure):
            found = change.read(sentence, figure, last)
            claims_of = change.claims
        elif quantity.wanted(figure, last):
            found = quantity.read(sentence, figure, last)
            claims_of = quantity.claims
        else:
            continue
        if isinstance(found, str):
            if figure.unit:
                yield Miss(sentence.span, figure.span, found)
            continue
        if not is_stated(sentence, found.anchor):
            continue
        claims = list(claims_of(sentence, figure, _in_order(sentence, figure, found), last))
        yield from claims
        unit = next((getattr(made, "unit", "") for made in claims if isinstance(made, Claim)), figure.unit)
        keep = (
            last.unit if last is not None and unit in {"percent", "pp"} and last.unit not in {"percent", "pp"} else unit
        )
        last = Reading(figure, found, keep)
