"""The share before once more: at another time, of another country, or a whole list of earlier figures."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_lists import Last, figure_run
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.claims.share_whole import Whole, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence


def again(sentence: Sentence, figure: Figure, head: Token, whole: Whole | None, last: Last | None) -> Frame | None:
    """The share before, with another figure: "today it is 12%", "a decade ago the figure was 7%"."""
    verb = syntax.governor(head)
    subject = syntax.subject(verb) if verb is not None else None
    if whole is not None or last is None or subject is None or verb is None:
        return None
    if (
        subject.lower_ not in words("again")
        or verb.lemma_.lower() not in words("moving")
        or figure.span.start < last[1].evidence.span.start
    ):
        return None
    frame = replace(last[0], rule="share.again")
    other = _of_another(sentence, verb, figure)
    return frame if other is None else replace(frame, holders=other, whole=frame.whole)


def _of_another(sentence: Sentence, verb: Token, figure: Figure) -> tuple[PlaceHit, ...] | None:
    """Whose the figure is: "for the U.S. the figure is 70%"."""
    subject = syntax.own_subject(verb)
    of = list(syntax.children(subject, "prep")) if subject is not None and subject.lower_ == "that" else []
    for preposition in (*of, *syntax.children(verb, "prep")):
        noun = syntax.object_of(preposition)
        leads = preposition.lower_ in {"in", "for"} or preposition in of  # "that of South Korea has fallen to 17%"
        hit = sentence.place_at(noun) if noun is not None and leads else None
        if hit is not None and hit.span.end <= figure.span.start:
            return slots.coordinated(sentence, hit)
    return None


def formerly(sentence: Sentence, figure: Figure, whole: Whole | None, last: Last | None) -> Frame | None:
    """The share before at another time: "up from 35% in 2019", "against 22% a decade ago"."""
    first, _ = sentence.tokens_of(figure.span)
    if whole is not None or last is None or first == 0:
        return None
    compared = first > 1 and sentence.doc[first - 2].lower_ in words("compared")
    if sentence.doc[first - 1].lower_ not in words("formerly") and not compared:
        return None
    _, end = sentence.tokens_of(figure.span)
    if end < len(sentence.doc) and sentence.doc[end].lower_ == "for":
        return None  # "against 40% for American ones"
    if sentence.doc[first - 1].lower_ != "from" and not _is_dated(sentence, end):
        return None  # "against 27%" of somebody else
    return None if _is_another(sentence.doc[first - 1], last) else replace(last[0], rule="share.again")


def _is_another(preposition: Token, last: Last) -> bool:
    """Whether a share with a verb of its own comes from there: "..., but its part of output fell from half"."""
    verb = syntax.governor(preposition)
    subject = syntax.own_subject(verb) if verb is not None and verb != last[0].verb else None
    return subject is not None and subject.lemma_.lower() in words("share-nouns")


def way_end(sentence: Sentence, figure: Figure, figures: list[Figure]) -> Figure | None:
    """The figure that a share comes to from this one: "from a 9% to a 57% share"."""
    later = next((one for one in figures if one.span.start >= figure.span.end), None)
    first, end = sentence.tokens_of(figure.span)
    before = [one.lower_ for one in sentence.doc[max(0, first - 2) : first]]
    if later is None or "from" not in before:
        return None
    between = [one.lower_ for one in sentence.doc[end : sentence.tokens_of(later.span)[0]]]
    return later if between in (["to"], ["to", "a"], ["to", "an"]) else None


def _is_dated(sentence: Sentence, end: int) -> bool:
    """Whether a time follows the figure: "22% a decade ago", "12% in 2019"."""
    after = sentence.doc[end : end + 6]
    span = sentence.span_of(end, min(end + 6, len(sentence.doc))) if len(after) else None
    said = any(one.lower_ in words("times") | {"ago", "earlier", "before", "previously"} for one in after)
    return said or (span is not None and any(one.span.overlaps(span) for one in sentence.years))


def is_old_list(sentence: Sentence, figure: Figure, figures: list[Figure]) -> bool:
    """Whether the figure is one of several of an earlier time: "down from 23%, 27% and 38%"."""
    run = figure_run(sentence, figure, figures)
    first, _ = sentence.tokens_of(run[0].span)
    return len(run) > 1 and first > 0 and sentence.doc[first - 1].lower_ in words("formerly")


def of_old(sentence: Sentence, figure: Figure, figures: list[Figure], shares: list[Last]) -> tuple[Frame, Last] | None:
    """The share that a figure in such a list is of: as many stand before the list as are in it."""
    run = figure_run(sentence, figure, figures)
    at = figures.index(run[0])
    if len(run) > at or len(shares) < len(run) or _figure_count(sentence, figures[:at]) != len(run):
        return None
    last = shares[-len(run)]
    return replace(last[0], rule="share.again", whole=last[0].whole), last


def _figure_count(sentence: Sentence, figures: list[Figure]) -> int:
    return sum(1 for one in figures if one.kind != "bare" and sentence.span.contains(one.span))
