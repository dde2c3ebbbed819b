"""The measure that a figure takes over from the one before: "rose 24% to 1.25 million, from 1 million"."""

from dataclasses import replace

from spacy.tokens import Span, Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims import holder
from pipeline.extract.claims.amount_model import Measure, Point, Reading, prefix
from pipeline.extract.claims.holder import words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Change, Quantity, Stage
from pipeline.vocab.places import PlaceForm

PHRASE = frozenset({"prep", "poss", "relcl", "compound"})
BASES = frozenset({"from", "than", "against", "versus", "vs", "compared"})  # before the level compared with
SHORT = 14  # tokens between a figure and the one that it continues


def continued(sentence: Sentence, figure: Figure, last: Reading) -> Measure | None:
    """The measure of the figure before, where nothing but words of comparison or a new place stands between."""
    first, _ = sentence.tokens_of(figure.span)
    _, end = sentence.tokens_of(last.figure.span)
    gap = sentence.doc[end:first]
    if not 0 <= first - end <= SHORT or not _alike(figure, last) or last.measure.rule.endswith("rank"):
        return None
    if (not figure.unit and _is_other_number(sentence, figure)) or _is_part(gap):
        return None
    hits = [hit for hit in sentence.places if end <= hit.first < first]
    if hits:
        return _listed(sentence, figure, hits, last)
    ends = len(gap) and gap[-1].lower_ in {"and", "or"} and not figure.direction
    if ends or not _only_compares(sentence, gap):
        return None
    base = any(token.lower_ in BASES for token in gap)
    other = _other(sentence, figure) if base and not figure.direction else None
    if other is not None:
        return replace(last.measure, rule=f"{prefix(figure)}.listed", holders=(other,), codes=())
    return replace(last.measure, rule=f"{prefix(figure)}.continued", is_base=base and not figure.direction)


def _is_part(gap: Span) -> bool:
    """Whether a figure is a part of the one before: "31 million, of which 13 million ran on batteries"."""
    return any(one.lower_ in {"which", "whom"} and one.nbor(-1).lower_ == "of" for one in gap[1:])


def _only_compares(sentence: Sentence, gap: Span) -> bool:
    """Whether nothing but words of comparison, a time, or the goods of the figure before stands between two figures."""
    years = {i for one in sentence.years for i in range(*sentence.tokens_of(one.span))}
    goods = sentence.good_words()
    of_good = len(gap) > 1 and gap[0].lower_ == "of"
    passed = years | (goods if of_good else set())
    return all(token.i in passed or token.is_digit or token.lower_ in words("continuers") for token in gap)


def _is_other_number(sentence: Sentence, figure: Figure) -> bool:
    """Whether a bare number is that of a footnote, or counts what is named behind it ("11 billion kroner")."""
    if sentence.document.text[figure.span.start - 1] in ".,":
        return True
    first, end = sentence.tokens_of(figure.span)
    if first and sentence.doc[first - 1].lower_ == "worth":
        return True  # a sum
    after = sentence.doc[end] if end < len(sentence.doc) else None
    return after is not None and after.tag_ in {"NN", "NNS"} and after.lower_ not in words("continuers")


def _other(sentence: Sentence, figure: Figure) -> PlaceHit | None:
    """With whom an amount is compared: "against 46 million for China's", "compared with 5 Mt in Peru"."""
    _, end = sentence.tokens_of(figure.span)
    hit = next((one for one in sentence.places if one.first >= end and not one.anaphor), None)
    between = [one.lower_ for one in sentence.doc[end : hit.first]] if hit is not None else []
    before, the = between[:1], between[1:]
    return hit if before in (["for"], ["in"], ["by"]) and the in ([], ["the"]) else None


def _alike(figure: Figure, last: Reading) -> bool:
    """Whether the two figures can be of one measure: one is a change, or both have one unit."""
    if figure.direction or last.figure.direction:
        return True
    return figure.unit in {"", last.unit}


def behind(sentence: Sentence, figure: Figure) -> tuple[PlaceHit, ...]:
    """The place right behind a figure: "at 3 Mt in France, 2 Mt in Italy"."""
    _, end = sentence.tokens_of(figure.span)
    hit = next((one for one in sentence.places if one.first > end and not one.anaphor), None)
    between = [one.lower_ for one in sentence.doc[end : hit.first]] if hit is not None else []
    own = between in (["in"], ["in", "the"]) and hit is not None and hit.form is PlaceForm.NAME
    return (hit,) if own and hit is not None else ()


def _is_origin(sentence: Sentence, hit: PlaceHit, last: Reading) -> bool:
    """Whether imports are listed by where they come from: "imports of Malian cotton were 3 Mt, Chadian 2 Mt"."""
    inside = {one.i for one in last.measure.tokens}
    told = (one for one in sentence.places if one.first in inside and one not in last.measure.holders)
    return (
        last.measure.stage is Stage.IMPORTS
        and hit.form is PlaceForm.DEMONYM
        and any(one.form is PlaceForm.DEMONYM for one in told)
    )


def _listed(sentence: Sentence, figure: Figure, hits: list[PlaceHit], last: Reading) -> Measure | None:
    """Each place right before its figure: "China 240,000 tonnes, Japan 21,000 and Vietnam (3,500)"."""
    hit, rule = hits[-1], f"{prefix(figure)}.listed"
    first, _ = sentence.tokens_of(figure.span)
    if sentence.doc[hit.first - 1].lower_ in {"to", "into"} or _is_origin(sentence, hit, last):
        return replace(last.measure, rule=rule)  # "200 t of wheat to Mali, 300 t of rice to Chad"
    if set(behind(sentence, last.figure)) & set(hits):
        own = behind(sentence, figure)
        return replace(last.measure, rule=rule, holders=own, codes=()) if own else None
    if any(token.lower_ not in words("joiners") for token in sentence.doc[hit.end : first]):
        return None
    if last.measure.stage is Stage.EXPORTS and any(one.lower_ in words("destinations") for one in sentence.doc):
        return replace(last.measure, rule=rule)
    if len(hits) > 1 and hits[-2].end < hit.first - 1:
        return None
    return replace(last.measure, rule=rule, holders=(hit,))


def next_in_line(point: Point) -> Measure | None:
    """A place and its amount where the sentence before tells the measure: "Peru came second, with 5 Mt"."""
    sentence, figure = point.sentence, point.figure
    first, _ = sentence.tokens_of(figure.span)
    hit = next((one for one in reversed(sentence.places) if one.end <= first and not one.anaphor), None)
    told = [one for one in _told(sentence) if isinstance(one, Quantity) and one.unit == figure.unit]
    if hit is None or hit.first > 1 or len({(one.stage, one.commodity) for one in told}) != 1:
        return None
    between = [one.lower_ for one in sentence.doc[hit.end : first]]
    if not set(between) <= words("joiners") | words("ranks") or set(between).isdisjoint(words("ranks")):
        return None
    bought = sentence.previous is not None and any(one.lower_ in words("destinations") for one in sentence.previous.doc)
    good = slots.Good(told[0].commodity, None)
    anchor = syntax.governor(point.head) or point.head
    if bought:
        return Measure("quantity.listed", (), anchor, (), told[0].stage, good, codes=told[0].countries)
    return Measure("quantity.listed", (hit,), anchor, (), told[0].stage, good)


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
    if verb is not None and point.head.head == verb and point.head.dep_ == "dobj" and _only_told(verb):
        return _pointed(point, point.head, verb)
    subject = syntax.own_subject(verb) if verb is not None and verb.lemma_.lower() in words("reach-verbs") else None
    if subject is None or verb is None or subject.i in point.inside:
        return None
    if any(one.lower_ in words("not-measures") for one in sentence.doc[point.inside.stop :][:SHORT]):
        return None  # "a 5% increase in the share"
    own = _owned_one(sentence, subject)
    if own is not None:
        return _of_owner(point, own, verb)
    return _pointed(point, subject, verb) if _points(sentence, subject) else None


def _only_told(verb: Token) -> bool:
    """Whether somebody who trades in nothing estimates the measure spoken of: "the agency now sees 5 million"."""
    subject = syntax.own_subject(verb)
    tells = subject is not None and any(one.lower_ in words("tellers") for one in syntax.phrase(subject))
    return tells and verb.lemma_.lower() in words("telling") and not any(True for _ in syntax.children(verb, "prep"))


def _of_owner(point: Point, own: PlaceHit, verb: Token) -> Measure | None:
    """The measure of the figure before, in this sentence or the one before, of another owner."""
    rule = f"{prefix(point.figure)}.back"
    if point.last is not None:
        return replace(point.last.measure, rule=rule, anchor=verb, holders=(own,), codes=())
    told = _told(point.sentence)
    if len({(one.commodity, one.stage) for one in told}) != 1:
        return None
    return Measure(rule, (own,), verb, (), told[0].stage, slots.Good(told[0].commodity, None))


def _pointed(point: Point, subject: Token, verb: Token) -> Measure | None:
    """The measure that "this" or "those" points at."""
    rule = f"{prefix(point.figure)}.back"
    if subject.lower_ in {"those", "figure"} and point.last is not None:
        return replace(point.last.measure, rule=rule, anchor=verb)
    told = _told(point.sentence)
    parts = any(holder.is_uncoded(point.sentence, one) for one in point.sentence.doc)
    if parts or len({(one.countries, one.commodity, one.stage) for one in told}) != 1:
        return None
    good = slots.Good(told[0].commodity, None)
    return Measure(rule, (), verb, (), told[0].stage, good, codes=told[0].countries)


def _owned_one(sentence: Sentence, subject: Token) -> PlaceHit | None:
    """The owner of a measure left unsaid: "Mali's rose 5%", "that of Mali rose 5%"."""
    hit = sentence.place_at(subject)
    if hit is not None:
        own = hit.end < len(sentence.doc) and sentence.doc[hit.end].tag_ == "POS"
        return hit if own and hit.form is PlaceForm.NAME and subject.i < hit.end else None
    if subject.lower_ not in {"that", "those"}:
        return None
    targets = (one for child in subject.children if child.lower_ in {"of", "from"} for one in child.children)
    return next((found for one in targets if (found := sentence.place_at(one)) is not None), None)


def _points(sentence: Sentence, subject: Token) -> bool:
    """Whether a subject only points back; "those" may name another partner, the others stand alone."""
    if subject.lower_ not in words("pointing") or sentence.place_at(subject) is not None:
        return False
    return subject.lower_ == "those" or not any(one.dep_ in PHRASE for one in subject.children)
