"""What an aim is at: its parts, its commodities and its figure."""

from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.goal_actor import words
from pipeline.extract.claims.goal_figures import figures
from pipeline.extract.claims.goal_good import is_climate
from pipeline.extract.claims.goal_model import KEPT, Aim
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence
from pipeline.types import Bound, Span
from pipeline.vocab.loader import load_table

NEAR = 40  # characters behind an outcome in which its year may stand


@dataclass(frozen=True, slots=True)
class Multiple:
    """A verb that multiplies what it is done to, and by what percentage it grows."""

    id: str
    percent: float


@cache
def multiples() -> dict[str, float]:
    """The verbs that multiply -> percent of growth."""
    return {one.id: one.percent for one in load_table("goal", "multiple", Multiple)}


def parts(sentence: Sentence, aim: Aim) -> list[tuple[Token, ...]]:
    """The outcome, cut where a second one with a figure of its own is coordinated: "X by 2026 and Y by 2031"."""
    tokens = _with_rest(sentence, list(aim.tokens))
    inside = {one.i for one in tokens}
    cuts = []
    for token in tokens:
        if token.dep_ != "cc" and token.text not in {",", ";"}:
            continue
        after = next(
            (one for one in tokens if one.i > token.i and one.dep_ == "conj" and one.left_edge.i == token.i + 1), None
        )
        if after is None:
            after = next((one for one in tokens if one.left_edge.i == token.i + 1 and one.dep_ == "conj"), None)
        fits = after is not None and after.right_edge.i in inside | {tokens[-1].i + 1}
        if not fits and not _opens_with_figure(sentence, token):
            continue
        after = after or tokens[-1]
        right = tuple(one for one in tokens if one.i > token.i)
        left = tuple(one for one in tokens if one.i < token.i)
        if left and _splits(sentence, after, left, right):
            cuts.append(token.i)
    found: list[tuple[Token, ...]] = []
    start = tokens[0].i
    for cut in [*cuts, tokens[-1].i + 1]:
        part = tuple(one for one in tokens if start <= one.i < cut)
        while part and ((part[-1].is_punct and part[-1].text not in KEPT) or part[-1].dep_ == "cc"):
            part = part[:-1]
        if part:
            found.append(part)
        start = cut + 1
    return found


def _with_rest(sentence: Sentence, tokens: list[Token]) -> list[Token]:
    """An outcome with the further percentages that the parser cut off: "..., and 20% from recycling"."""
    doc, last = sentence.doc, tokens[-1].i
    span = sentence.span_of(tokens[0].i, last + 1)
    if not any(one.unit == "percent" and span.contains(one.span) for one in figures(sentence)):
        return tokens
    starts = {sentence.tokens_of(one.span)[0] for one in figures(sentence) if one.unit == "percent"}
    at = last + 1
    while at < len(doc) and doc[at].lower_ in {",", "and", "or"}:
        at += 1
    if at == last + 1 or at not in starts:
        return tokens
    end = next((one.i for one in doc[at:] if one.text in {".", ";", ":", "("} or _has_own(one)), len(doc))
    return [*tokens, *doc[last + 1 : end]]


def _has_own(token: Token) -> bool:
    """Whether a finite verb with a subject, or a word of saying, begins another clause."""
    return token.tag_ in {"VBZ", "VBD", "VBP"} or (token.lower_ in words("outside") and token.pos_ != "ADP")


def _opens_with_figure(sentence: Sentence, joiner: Token) -> bool:
    """Whether a percentage begins right behind "and" or a comma: "a tenth from mines and a fifth from recycling"."""
    after = (sentence.tokens_of(one.span)[0] for one in figures(sentence) if one.unit == "percent")
    return joiner.i + 1 in after


def _splits(sentence: Sentence, conjunct: Token, left: tuple[Token, ...], right: tuple[Token, ...]) -> bool:
    first, second = figure(sentence, left), figure(sentence, right)
    if is_climate(left) != is_climate(right) and syntax.is_verb(conjunct):
        return True
    return first is not None and second is not None


# --- figure ----------------------------------------------------------------------------------------------------------


def figure(sentence: Sentence, tokens: tuple[Token, ...]) -> Figure | None:
    """The figure that is aimed at: what is reached ("to N") before how much is added, with its sign."""
    span = sentence.span_of(tokens[0].i, tokens[-1].i + 1)
    inside = [one for one in figures(sentence) if one.unit and span.contains(one.span) and one.unit != "years"]
    reached = [
        one
        for one in inside
        if one.kind != "multiple"
        and sentence.document.text[max(0, one.span.start - 4) : one.span.start].lower().endswith(" to ")
    ]
    for one in (*reached, *inside):
        down = one.direction == "down" or (one.unit == "percent" and _is_cut(sentence, tokens, one))
        if down and one not in reached:
            low, high = _negated(one)
            return replace(one, low=low, high=high)
        return one
    percent = next(
        ((one, multiples()[one.lemma_.lower()]) for one in tokens if one.lemma_.lower() in multiples()), None
    )
    if percent is None:
        return None
    token, grown = percent
    here = sentence.span_of(token.i, token.i + 1)
    return Figure(here, grown, grown, "percent", Bound.EXACT, "multiple", here)


def _negated(one: Figure) -> tuple[float | None, float | None]:
    low = -one.low if one.low is not None else None
    high = -one.high if one.high is not None else None
    return (low, high) if low is None or high is None else (min(low, high), max(low, high))


def _is_cut(sentence: Sentence, tokens: tuple[Token, ...], one: Figure) -> bool:
    before = sentence.document.text[max(0, one.span.start - 4) : one.span.start].lower()
    return before.endswith(" by ") and any(token.lemma_.lower() in words("cuts") for token in tokens)


# --- year ------------------------------------------------------------------------------------------------------------


def year(sentence: Sentence, aim: Aim, span: Span) -> tuple[int | None, Span | None]:
    """The year of an aim: in its words, right behind them, at the end of the list it is in, or in front after "by"."""
    end = sentence.span_of(aim.tokens[-1].i, aim.tokens[-1].i + 1).end
    inside = [one for one in sentence.years if span.contains(one.span)]
    behind = [one for one in sentence.years if span.end <= one.span.start < max(end, span.end + NEAR)]
    text = sentence.document.text
    front = [
        one
        for one in sentence.years
        if one.span.end <= span.start
        and text[: one.span.start].rstrip().lower().endswith((" by", "\nby", ".by", "until"))
    ]
    clear = [
        one
        for one in behind
        if "," not in text[span.end : one.span.start] and ";" not in text[span.end : one.span.start]
    ]
    found = next(iter((*inside, *clear, *front)), None)
    return (found.year, found.span) if found is not None else (None, None)
