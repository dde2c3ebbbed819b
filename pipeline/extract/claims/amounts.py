"""Quantities and changes, read together in one pass over the figures, since each may continue the one before it."""

from collections.abc import Iterator

from pipeline.extract.claims import change, quantity
from pipeline.extract.claims.amount_model import Reading, is_money
from pipeline.extract.context import is_stated
from pipeline.extract.sentence import Sentence
from pipeline.types import Claim, Miss

__all__ = ["find", "is_money"]


def find(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The quantities and changes of a parsed sentence, and the figures that are none, with the reason."""
    last: Reading | None = None
    for figure in sentence.figures:
        if change.wanted(figure):
            found = change.read(sentence, figure, last)
            made = change.claims
        elif quantity.wanted(figure, last):
            found = quantity.read(sentence, figure, last)
            made = quantity.claims
        else:
            continue
        if isinstance(found, str):
            if figure.unit:
                yield Miss(sentence.span, figure.span, found)
            continue
        if not is_stated(sentence, found.anchor):
            continue
        claims = list(made(sentence, figure, found, last))
        yield from claims
        unit = next((getattr(one, "unit", "") for one in claims if isinstance(one, Claim)), figure.unit)
        keep = (
            last.unit if last is not None and unit in {"percent", "pp"} and last.unit not in {"percent", "pp"} else unit
        )
        last = Reading(figure, found, keep)
