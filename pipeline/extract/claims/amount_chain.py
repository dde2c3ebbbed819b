"""The measure that a figure takes over from the one before: "rose 24% to 1.25 million, from 1 million"."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.amount_model import Measure, Point, Reading, prefix
from pipeline.extract.claims.holder import words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Change, Quantity, Stage

PHRASE = frozenset({"prep", "poss", "relcl", "compound"})
SHORT = 14  # tokens between a figure and the one that it continues


def continued(sentence: Sentence, figure: Figure, last: Reading) -> Measure | None:
    """The measure of the figure before, where nothing but words of comparison or a new place stands between."""
    first, _ = sentence.tokens_of(figure.span)
    _, end = sentence.tokens_of(last.figure.span)
    if not figure.unit and sentence.document.text[figure.span.start - 1] in ".,":
        return None  # the number of a footnote
    gap = sentence.doc[end:first]
    if not 0 <= first - end <= SHORT or not _alike(figure, last) or last.measure.rule.endswith("rank"):
        return None
    hits = [hit for hit in sentence.places if end <= hit.first < first]
    if hits:
        return _listed(sentence, figure, hits, last)
    years = {i for one in sentence.years for i in range(*sentence.tokens_of(one.span))}
    goods = {i for hit in sentence.goods for i in range(hit.first, hit.end)}
    of_good = len(gap) > 1 and gap[0].lower_ == "of"
    for token in gap:
        if token.i in years or token.is_digit or token.lower_ in words("continuers") or (of_good and token.i in goods):
            continue
        return None
    if len(gap) and gap[-1].lower_ in {"and", "or"} and not figure.direction:
        return None
    base = any(token.lower_ in {"from", "than", "against", "versus", "vs", "compared"} for token in gap)
    return replace(last.measure, rule=f"{prefix(figure)}.continued", is_base=base and not figure.direction)


def _alike(figure: Figure, last: Reading) -> bool:
    """Whether the two figures can be of one measure: one is a change, or both have one unit."""
    if figure.direction or last.figure.direction:
        return True
    return figure.unit in {"", last.unit}


def _listed(sentence: Sentence, figure: Figure, hits: list[PlaceHit], last: Reading) -> Measure | None:
    """Each place right before its figure: "China 240,000 tonnes, Japan 21,000 and Vietnam (3,500)"."""
    hit, rule = hits[-1], f"{prefix(figure)}.listed"
    first, _ = sentence.tokens_of(figure.span)
    if any(token.lower_ not in words("joiners") for token in sentence.doc[hit.end : first]):
        return None
    if last.measure.stage is Stage.EXPORTS and any(one.lower_ in words("destinations") for one in sentence.doc):
        return replace(last.measure, rule=rule)
    if len(hits) > 1 and hits[-2].end < hit.first - 1:
        return None
    return replace(last.measure, rule=rule, holders=(hit,))


def straight(sentence: Sentence, figure: Figure) -> Token | None:
    """The measure right before a figure, only verbs of moving and small words between; where the parse misleads."""
    first, _ = sentence.tokens_of(figure.span)
    for token in reversed(sentence.doc[max(0, first - SHORT) : first]):
        if token.lower_ in words("measures") and token.pos_ in {"NOUN", "PROPN"}:
            return None if any(one.lower_ in words("instruments") for one in syntax.climb(token)) else token
        known = token.lower_ in words("continuers") or token.lemma_.lower() in words("reach-verbs")
        if not known and token.pos_ not in {"AUX", "ADV", "PART"}:
            return None
        if token.lower_ in words("breaks"):
            return None
    return None


def of_goods(point: Point) -> Measure | None:
    """A list of goods, each with its change, after a measure: "led by plums (+36%) and figs (-3%)"."""
    sentence, figure, last = point.sentence, point.figure, point.last
    first, _ = sentence.tokens_of(figure.span)
    if not figure.direction or first < 2 or sentence.doc[first - 1].text != "(":  # noqa: PLR2004 - a good and its mark
        return None
    hit = next((one for one in sentence.goods if one.end == first - 1 and not one.weak), None)
    start = sentence.tokens_of(last.figure.span)[1] if last is not None else 0
    if hit is None or start > hit.first or any(start <= one.first < hit.first for one in sentence.places):
        return None
    if any(one.lower_ in words("measures") for one in sentence.doc[start : hit.end]):
        return None
    rule, good = f"{prefix(figure)}.goods", slots.Good(hit.name, hit.kind, hit.span)
    if last is not None:
        return replace(last.measure, rule=rule, good=good, is_base=False)
    told = _told(sentence)
    if len({(one.countries, one.stage) for one in told}) != 1:
        return None
    return Measure(
        rule, (), syntax.governor(point.head) or point.head, (), told[0].stage, good, codes=told[0].countries
    )


def _told(sentence: Sentence) -> list[Quantity | Change]:
    """The amounts of the sentence before."""
    previous = sentence.previous.claims if sentence.previous is not None else []
    return [one for one in previous if isinstance(one, Quantity | Change)]


def back(point: Point) -> Measure | None:
    """A subject that points back ("this", "that", "the figure") at the measure of the sentence before."""
    sentence, verb = point.sentence, syntax.governor(point.head)
    subject = syntax.own_subject(verb) if verb is not None and verb.lemma_.lower() in words("reach-verbs") else None
    if subject is None or verb is None or subject.i in point.inside or not _points(sentence, subject):
        return None
    if any(one.lower_ in words("not-measures") for one in sentence.doc[point.inside.stop :][:SHORT]):
        return None  # "a 5% increase in the share"
    rule = f"{prefix(point.figure)}.back"
    if subject.lower_ == "those" and point.last is not None:
        return replace(point.last.measure, rule=rule, anchor=verb)
    told = _told(sentence)
    if len({(one.countries, one.commodity, one.stage) for one in told}) != 1:
        return None
    good = slots.Good(told[0].commodity, None)
    return Measure(rule, (), verb, (), told[0].stage, good, codes=told[0].countries)


def _points(sentence: Sentence, subject: Token) -> bool:
    """Whether a subject only points back; "those" may name another partner, the others stand alone."""
    if subject.lower_ not in words("pointing") or sentence.place_at(subject) is not None:
        return False
    return subject.lower_ == "those" or not any(one.dep_ in PHRASE for one in subject.children)
