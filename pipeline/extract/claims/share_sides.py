"""What the words around a frame make of it: trade of a country spoken of before, or one share a country."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_lists import Last
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.claims.share_whole import points_back, words
from pipeline.extract.sentence import Sentence
from pipeline.types import Quantity, Share, Stage

ONE_SIDED = frozenset(
    {"share.supplier", "share.given", "share.with", "share.respectively"}
)  # the subject is the partner


def pointed(sentence: Sentence, frame: Frame, last: Last | None) -> Frame:
    """The frame as trade of the country spoken of, where the whole points back at it: "China bought half of them"."""
    whole = frame.whole
    takes = frame.verb is not None and frame.verb.lemma_.lower() in words("takers")
    if frame.partners or not frame.holders or (whole is not None and (whole.owners or whole.is_world)):
        return frame
    if not (takes if whole is None else points_back(whole)) or last is not None:
        return frame  # with a share before in the sentence, it is that one's whole
    holders = slots.codes(frame.holders)
    near = _clause_before(sentence, frame)
    if near is not None:
        return near
    for one in sentence.back(1):
        for claim in reversed(one.claims):
            if isinstance(claim, Share | Quantity) and claim.stage in {Stage.IMPORTS, Stage.EXPORTS}:
                if len(claim.countries) == 1 and claim.countries != holders:
                    return replace(frame, rule="share.supplier", owner=claim.countries[0], stage=claim.stage)
                return frame
    return frame


def _clause_before(sentence: Sentence, frame: Frame) -> Frame | None:
    """The frame as trade of the country whose exports the clause before tells of: "... and China took half of that"."""
    start = min(hit.first for hit in frame.holders)
    before = [hit for hit in sentence.places if hit.end <= start and hit.code not in slots.codes(frame.holders)]
    told = slots.stage_in(sentence, list(sentence.doc[:start]))
    takes = frame.verb is not None and frame.verb.lemma_.lower() in words("takers")
    if told is None or told.stage is not Stage.EXPORTS or len(slots.codes(before)) != 1 or not takes:
        return None
    return replace(frame, rule="share.supplier", holders=(before[0],), partners=frame.holders, stage=Stage.EXPORTS)


def continued(frame: Frame, last: Last | None) -> Frame:
    """The other sides of the trade before: "China takes 40% of what Peru sells; Japan follows with 9%"."""
    if last is None or frame.whole is not None or frame.partners or frame.organization or not last[0].partners:
        return frame
    if frame.verb is not None and frame.verb.dep_ == "relcl" and frame.holders == last[0].partners:
        return replace(last[0], rule="share.again")  # "is made in China, which in 2020 supplied barely 5%"
    goes_on = frame.rule in {"share.with", "share.respectively"} and last[0].rule in ONE_SIDED
    return replace(last[0], rule=frame.rule, partners=frame.holders) if goes_on else frame


def apart(sentence: Sentence, frame: Frame, head: Token) -> list[Frame]:
    """One frame a country where each has the percentage: "A and B each mine 10%", "in A and B, half of the cars"."""
    told = any(one.lower_ in words("each") for one in syntax.clause(frame.verb or head))
    fronted = frame.rule == "share.buyer" and sentence.doc[0].lower_ == "in" and bool(frame.holders)
    if len(frame.holders) > 1 and (told or (fronted and frame.holders[0].first == 1)):
        return [replace(frame, holders=(one,)) for one in frame.holders]
    if len(frame.partners) > 1 and told:
        return [replace(frame, partners=(one,)) for one in frame.partners]
    return [frame]
