"""Lists of as many figures as places: "Chile and Peru supplied 40% and 30% of Japan's copper, respectively"."""

from dataclasses import replace

from pipeline.extract import slots
from pipeline.extract.claims.share_lists import Last, figure_run
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence


def paired(sentence: Sentence, figure: Figure, figures: list[Figure], frame: Frame) -> Frame:
    """One place a figure where as many figures are listed as places: "A, B and C mine 3%, 2% and 1%"."""
    run = figure_run(sentence, figure, figures)
    for side in ("partners", "holders"):
        places = sorted(frame.partners if side == "partners" else frame.holders, key=lambda hit: hit.first)
        if len(places) == 1 and places[0] in sentence.places:
            places = _without_figures(sentence, slots.coordinated(sentence, places[0]))
        if len(run) > 1 and len(places) == len(run):
            found = replace(frame, rule="share.respectively", listed=tuple(places))
            return _one_of(found, run.index(figure))
    return frame


def _without_figures(sentence: Sentence, places: tuple[PlaceHit, ...]) -> list[PlaceHit]:
    """The places of a list, if no figure stands among them; else the first."""
    ordered = sorted(places, key=lambda hit: hit.first)
    among = [one for one in sentence.figures if ordered[0].span.end <= one.span.start < ordered[-1].span.end]
    return ordered[:1] if among else ordered


def _one_of(frame: Frame, at: int) -> Frame:
    """The frame for one place of its list, on the side where the list stands."""
    one = (frame.listed[at],)
    theirs = bool(frame.partners) and all(hit in frame.listed for hit in frame.partners)
    return replace(frame, partners=one) if theirs else replace(frame, holders=one)


def next_of_list(sentence: Sentence, figure: Figure, figures: list[Figure], last: Last | None) -> Frame | None:
    """The next place of the list whose first figure was read before: "of imports, A and B made up 65% and 17%"."""
    run = figure_run(sentence, figure, figures)
    at = run.index(figure)
    if last is None or at == 0 or len(last[0].listed) != len(run) or last[1].evidence.span != sentence.span:
        return None
    return _one_of(last[0], at)
