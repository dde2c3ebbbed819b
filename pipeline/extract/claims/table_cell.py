"""The figure of a cell: its unit, whether it is a share, an amount or a change, and whether it fits its slots."""

import re
from functools import cache

import pycountry

from pipeline.extract.claims.table_slots import Around, is_strange
from pipeline.extract.figures import Figure, figures
from pipeline.extract.grid import GridCell, Words
from pipeline.extract.label_unit import Unit
from pipeline.extract.labels import Ware, label
from pipeline.extract.slots import FINISHED
from pipeline.types import Stage
from pipeline.vocab.stages import TRADE
from pipeline.vocab.tables import patterns

BESIDE = 2  # words beside the figure of a cell; more are a remark
BARE = re.compile(r"[~≈<>≤≥±+−–-]*\s?\(?\d[\d.,\s]*(?:(?:[-–]|to)\s?\d[\d.,\s]*)?\)?\+?\s?[*†‡]*")
FOOTNOTE = re.compile(r"[*†‡]+$|\s?\((?:[a-z]|\d)\)$|\s?\[(?:[a-z]|\d{1,2})\]$|(?<=\d)\s?[er]$")
WITH_PLACE = re.compile(r"^[^\d~≈<>≤≥]*?\(?([~≈<>≤≥]?\s?\d[^()]*)\)?$")  # "Peru (12%)" -> "12%"
WHOLE = re.compile(r"(?:shares?|percentage|proportion|percent|per cent|%)\s+of\s+(?:the\s+)?([^,;:(]+)", re.IGNORECASE)
LOSS = re.compile(r"[-−–]|\(")


def figure_of(cell: GridCell, around: Around) -> Figure | None:
    """The one figure of a cell; a bare number takes the unit of the header or caption."""
    text = FOOTNOTE.sub("", cell.words.text.strip())
    if patterns()["blank"].fullmatch(text):
        return None
    if BARE.fullmatch(text):
        given = _unit(around)
        if given is None:
            return None
        number = text.replace("(", "").replace(")", "").strip("*†‡ ")
        found = figures(f"{given.before}{number} {given.behind}")
    else:
        found = figures(WITH_PLACE.sub(r"\1", text) if around.inner else text)
    if len(found) != 1 or not found[0].unit:
        return None
    span = found[0].span
    beside = text[: span.start] + text[span.end :] if not BARE.fullmatch(text) and not around.inner else ""
    return found[0] if len(beside.split()) <= BESIDE else None


def _unit(around: Around) -> Unit | None:
    """The unit that header, head of the row, caption or note gives, in this order."""
    return next((one.unit for one in (*around.every, label(around.table.note)) if one.unit is not None), None)


def kind_of(figure: Figure, around: Around) -> str | None:
    """Whether the figure is a share, a change or a quantity; None when the table doesn't tell."""
    for one in around.every:
        if one.has("change"):
            return "change"
        if one.has("share"):
            if figure.unit == "percent":
                return "share" if _of_something(around) else None
            return "quantity" if one is around.caption else None
        if one.unit is not None and one.unit.name not in {"percent", "pp"} and figure.unit == one.unit.name:
            return "quantity"
    return None if figure.unit in {"percent", "pp"} else "quantity"


def _of_something(around: Around) -> bool:
    """Whether the whole of a share is goods, the world's or a country's, as far as it is named ("share of answers")."""
    for one in around.headers:
        if one.has("share") and not one.places and is_strange(one):  # "Our share"
            return False
    wholes = [whole[1] for one in (*around.headers, around.caption) for whole in WHOLE.finditer(one.words.text)]
    return not any(is_strange(label(Words(whole))) for whole in wholes)


def fits(figure: Figure, kind: str, stage: Stage, ware: Ware, around: Around) -> bool:
    """Whether unit, stage and commodity go together, and the figure is not the world's."""
    if is_money(figure.unit) and not _is_public_or_trade(stage, around):
        return False
    if figure.unit == "units" and ware.kind not in FINISHED:
        return False
    worlds = any(one.has("world") and not one.places for one in around.headers)
    return kind == "share" or bool(around.head.places) or not worlds


def _is_public_or_trade(stage: Stage, around: Around) -> bool:
    """Whether a sum is the value of trade, or money of a government."""
    return stage in TRADE or (stage is Stage.INVESTMENT and any(one.has("public") for one in around.every))


@cache
def is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return pycountry.currencies.get(alpha_3=unit.upper()) is not None


def signed(figure: Figure, cell: GridCell, around: Around) -> tuple[float | None, float | None]:
    """The bounds of a change with its sign: a minus or brackets, else a header that speaks of a fall."""
    text = cell.words.text.strip()
    falls = any(re.search(r"\b(?:fall|decrease|decline)\b", one.words.text, re.IGNORECASE) for one in around.headers)
    if not (LOSS.match(text) or figure.direction == "down" or falls):
        return figure.low, figure.high
    low = -figure.high if figure.high is not None else None
    high = -figure.low if figure.low is not None else None
    return (high, low) if low is None or high is None else (low, high)
