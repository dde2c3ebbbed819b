"""Nouns that look like a measure of goods and are none: shares, dealings, futures, parts of two-way trade."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.amount_model import NO_MEASURE, Point
from pipeline.extract.claims.holder import PARAMETER, words
from pipeline.types import Stage
from pipeline.vocab.commodities import Kind

STORED = frozenset({Kind.MATERIAL, Kind.ENERGY, Kind.FOOD, Kind.CLASS})
PAIR = 2  # holders of a two-way trade


def unfit(point: Point, noun: Token, pointed: Token, tokens: tuple[Token, ...]) -> str:
    """Why a noun of measure measures no goods; "" where it may."""
    if _is_part_of_trade(point, noun):
        return PARAMETER
    return NO_MEASURE if _is_dealing(noun) or _is_equity(point, pointed, tokens) else ""


def _is_dealing(noun: Token) -> bool:
    """Whether "in trade" only means as shares change hands, or "buying" is a verb: "spent $1bn buying pesos"."""
    alone = noun.lower_ == "trade" and noun.head.lower_ == "in" and not any(True for _ in noun.children)
    named = {one.lower_ for one in syntax.children(noun, "compound", "nmod", "amod")}
    if named & words("papers") or (noun.lower_ in words("use-measures") and "capacity" in named):
        return True  # "wheat futures trade", "refinery capacity use"
    return alone or (noun.tag_ == "VBG" and any(True for _ in syntax.children(noun, "dobj")))


def _is_part_of_trade(point: Point, noun: Token) -> bool:
    """Whether exports or imports break down the two-way trade told just before, which leaves open whose they are."""
    last = point.last.measure if point.last is not None else None
    both = last is not None and last.stage is Stage.NONE and len(last.holders) == PAIR
    return both and slots.owner(point.sentence, noun) is None and noun.lower_ in words("trade")


def _is_equity(point: Point, noun: Token, tokens: tuple[Token, ...]) -> bool:
    """Whether "stocks" are shares: they rise by a percentage, and no goods to store stand in their phrase."""
    shares = noun.lower_ in words("share-nouns") and point.figure.unit in {"percent", "pp"}
    shares = shares and not any(one.unit in words("units") for one in point.sentence.figures)
    good = slots.good_in(point.sentence, tokens) if shares else None
    return shares and (good is None or good.kind not in STORED)
