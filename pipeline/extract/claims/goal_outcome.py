"""What an aim is at: its parts, its commodities and its figure."""

from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.goal_actor import words
from pipeline.extract.claims.goal_figures import figures
from pipeline.extract.claims.goal_forms import KEPT, Aim
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.types import Bound, Goal, Span
from pipeline.vocab.loader import load_table

NEAR = 40  # characters behind an outcome in which its year may stand
FAR, WEAK_FAR = 4, 2  # sentences back in which the commodity of a plain aim, and of an effort, may have been named
SECURED = 4  # words behind "food" among which "security" may stand
TARGET = 3  # words before a commodity among which "into" may stand
FURTHER = 16  # words before a commodity behind "with" among which "replace" may stand
NO_GOOD = slots.Good("", None)  # an aim for the climate is at no commodity


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


# --- commodity -------------------------------------------------------------------------------------------------------


def is_climate(tokens: tuple[Token, ...]) -> bool:
    """Whether an outcome is about emissions, which has no commodity."""
    text = f" {' '.join(one.lower_ for one in tokens)} ".replace(" - ", "-")
    return any(f" {one} " in text for one in words("climate"))


def goods(sentence: Sentence, aim: Aim, tokens: tuple[Token, ...]) -> tuple[slots.Good, ...]:
    """The commodities of an outcome: in its own words, in those of the part before, in the sentence, before it."""
    inside = {one.i for one in _main(tokens)}
    hits = [hit for hit in sentence.goods if not hit.weak and hit.first in inside]
    if is_climate(tokens) or (not hits and _is_broad(aim.outcome)):
        return (NO_GOOD,)
    hits = _of_object(aim, hits)
    if hits:
        turned = aim.outcome.lemma_.lower() in words("turning") | words("replacing-with")
        return tuple(slots.Good(hit.name, hit.kind, hit.span) for hit in _listed(sentence, hits, turned=turned))
    if aim.rule == "goal.should":
        return _of_targets(sentence)
    if aim.outcome.lemma_.lower() not in words("outcome") | words("carrying") and syntax.is_verb(aim.outcome):
        return ()
    if tokens[0].i > aim.tokens[0].i:
        return goods(sentence, aim, tuple(one for one in aim.tokens if one.i < tokens[0].i))
    return _weak_goods(sentence, aim, tokens, inside)


def _weak_goods(sentence: Sentence, aim: Aim, tokens: tuple[Token, ...], inside: set[int]) -> tuple[slots.Good, ...]:
    """The commodity that a class word in an outcome means, else the one named near it or spoken of before."""
    weak = [hit for hit in sentence.goods if hit.weak and hit.first in inside]
    if weak:
        secured = any(one.lower_ in words("security") for one in sentence.doc[weak[0].end : weak[0].end + SECURED])
        own = secured or weak[0].name in words("own-classes")
        return (slots.Good(weak[0].name, weak[0].kind, weak[0].span) if own else slots.meant(sentence, weak[0]),)
    near = _near(sentence, aim, tokens) or slots.last_good(sentence, FAR if aim.strong else WEAK_FAR)
    return (near,) if near is not None else ()


def _of_object(aim: Aim, hits: list[GoodHit]) -> list[GoodHit]:
    """The goods that the outcome is done to, where its subject names others: "its carmakers to get their chips"."""
    subject = syntax.own_subject(aim.outcome) if syntax.is_verb(aim.outcome) else None
    if subject is None or syntax.is_passive(aim.outcome):
        return hits
    behind = [hit for hit in hits if hit.first > aim.outcome.i]
    return behind or hits


def _of_targets(sentence: Sentence) -> tuple[slots.Good, ...]:
    """The commodity of the targets in the sentence before."""
    told = [one for one in sentence.previous.claims if isinstance(one, Goal)] if sentence.previous is not None else []
    return tuple(slots.Good(one.commodity, None) for one in told[-1:])


def _main(tokens: tuple[Token, ...]) -> list[Token]:
    """The words of an outcome without its relative clauses and participles ("used in missiles")."""
    first, last = tokens[0].i, tokens[-1].i
    dropped = {
        below.i
        for one in tokens
        if one.i > first
        and one.dep_ in {"relcl", "acl", "advcl"}
        and first <= one.head.i <= last
        and one.head.i < one.i
        for below in one.subtree
    }
    return [one for one in tokens if one.i not in dropped]


def _is_broad(verb: Token) -> bool:
    """Whether an outcome is a broader economy, an aim at no commodity."""
    objects = {one.lemma_.lower() for one in verb.rights}
    return verb.lemma_.lower() in words("diversifying") and not objects.isdisjoint(words("economies"))


def _is_target(doc: Doc, hit: GoodHit) -> bool:
    """Whether a commodity is what something is turned into: the nearest preposition before it is "to" or "into"."""
    before = reversed(doc[max(0, hit.first - TARGET) : hit.first])
    near = next((one.lower_ for one in before if one.pos_ in {"ADP", "PART"} and one.tag_ != "POS"), "")
    replaced = any(
        one.lemma_.lower() in words("replacing-with") for one in doc[max(0, hit.first - FURTHER) : hit.first]
    )
    return near in {"to", "into"} or (near == "with" and replaced)


def _listed(sentence: Sentence, hits: list[GoodHit], *, turned: bool) -> list[GoodHit]:
    """The first commodity and those listed with it; in a compound the last, after "from X to Y" the aim."""
    doc = sentence.doc
    heads = [
        hit
        for at, hit in enumerate(hits)
        if at + 1 == len(hits) or not all(one.text in {"-", "–"} for one in doc[hit.end : hits[at + 1].first])
    ]
    behind = [at for at, hit in enumerate(heads) if at and _is_target(doc, hit)]
    if behind and (turned or any(one.lower_ == "from" for one in doc[max(0, heads[0].first - 3) : heads[0].first])):
        heads = heads[behind[0] :]
    found = heads[:1]
    for hit in heads[1:]:
        between = doc[found[-1].end : hit.first]
        such = any(one.lower_ in words("such-as") for one in between)
        if such and len(found) == 1 and found[0].name in words("classes"):
            found = [hit]
        elif all(one.lower_ in slots.JOINERS or one.is_punct or one.dep_ in {"amod", "compound"} for one in between):
            found.append(hit)
    seen: dict[str, GoodHit] = {}
    for hit in found:
        seen.setdefault(hit.name, hit)
    return list(seen.values())


def _near(sentence: Sentence, aim: Aim, tokens: tuple[Token, ...]) -> slots.Good | None:
    """A commodity of the same clause, left of the aim first: "its lithium programme aims to"."""
    last = tokens[-1].i
    hits = [
        hit
        for hit in sentence.goods
        if not hit.weak and (hit.end <= aim.anchor.i + 1 or aim.anchor.i < hit.first <= last)
    ]
    clause = {one.i for one in syntax.clause(aim.anchor)}
    best = [hit for hit in hits if hit.first in clause] or hits
    return slots.Good(best[-1].name, best[-1].kind, best[-1].span) if best else None


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
