"""Shares: which country holds which percentage of which whole.

A percentage is bound in three steps: its whole ("of the world's refined copper"), its frame (who holds it, in which
grammatical relation), and the slots. A percentage without a whole or a frame is a miss with a reason, never a guess.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.attribution import attribution
from pipeline.extract.claims import share_slots, share_stage
from pipeline.extract.claims.share_again import again, formerly, is_old_list, of_old, way_end
from pipeline.extract.claims.share_frames import FRAMES
from pipeline.extract.claims.share_lent import as_subject, before_colon, elliptic, lent, of_where, same_owner
from pipeline.extract.claims.share_linear import linear
from pipeline.extract.claims.share_lists import Last, adjacent, beside, follows, goes_on, is_listed, next_part
from pipeline.extract.claims.share_pairs import next_of_list, paired
from pipeline.extract.claims.share_refusal import UNPLAIN, matter, refusal, whole_refusal
from pipeline.extract.claims.share_role import of_roles
from pipeline.extract.claims.share_sides import carried, continued, led_to, others, pointed
from pipeline.extract.claims.share_subject import trade_noun
from pipeline.extract.claims.share_together import apart, joined
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.claims.share_unfit import NO_OWNER, is_unread, unfit
from pipeline.extract.claims.share_whole import Whole, find_whole, head_token, is_share
from pipeline.extract.context import context, is_stated
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence
from pipeline.types import Claim, Evidence, Miss, Modality, Share, SlotSpan

__all__ = ["find", "head_token"]

FOREIGN = "FOREIGN"
NO_HOLDER = "no holder in the clause of the percentage"
UNREAD = frozenset({NO_HOLDER, NO_OWNER, UNPLAIN})
OF_NOTHING = "is of no commodity"
ON_SOMEBODY = frozenset({"rely", "depend"})


def find(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The shares of a parsed sentence, and the percentages that are none, with the reason."""
    last: Last | None = None
    shares: list[Last] = []
    broken = False  # whether a percentage before was a share of which something is not plain
    told: Whole | None = None  # of a percentage that a list after a colon takes apart
    figures = [one for one in sentence.figures if is_share(one)]
    for figure in figures:
        if figure.kind == "bare" and not is_listed(sentence, figure, figures, last):
            continue
        found = _read(sentence, figure, figures, shares, told)
        later = way_end(sentence, figure, figures) if found == NO_HOLDER else None
        found = found if later is None else _from_there(sentence, figure, later, figures, shares)
        if not isinstance(found, str) and broken and last is None and _goes_on_blindly(found[0]):
            found = "it goes on from a percentage that is no claim"
        if isinstance(found, str):
            broken = broken or found in UNREAD or found.endswith(OF_NOTHING)
            told = told or before_colon(sentence, figure)
            if figure.kind == "percent" or find_whole(sentence, figure, head_token(sentence, figure)) is not None:
                yield Miss(sentence.span, figure.span, found)
            continue
        frame, claims = found
        last = (frame, claims[0])
        shares.append(last)
        yield from claims


def _from_there(
    sentence: Sentence, figure: Figure, later: Figure, figures: list[Figure], shares: list[Last]
) -> tuple[Frame, list[Claim]] | str:
    """Where a share comes from, by the figure that it comes to: "from a 9% to a 57% market share"."""
    there = _read(sentence, later, figures, shares, None)
    if isinstance(there, str):
        return NO_HOLDER
    last = shares[-1] if shares else None
    return _claims(sentence, figure, head_token(sentence, later), there[0], last)


def _goes_on_blindly(frame: Frame) -> bool:
    """Whether a share has no whole of its own, and no other side that tells it."""
    return frame.whole is None and not frame.partners and not frame.owner


def _read(
    sentence: Sentence, figure: Figure, figures: list[Figure], shares: list[Last], told: Whole | None
) -> tuple[Frame, list[Claim]] | str:
    last = shares[-1] if shares else None
    head = head_token(sentence, figure)
    whole = elliptic(sentence, find_whole(sentence, figure, head), last)
    whole = same_owner(sentence, whole, head, last) or lent(sentence, figure, figures, head)
    whole = whole or (told if last is None else as_subject(head, last))
    whole = of_where(sentence, whole, head)
    reason = refusal(sentence, figure, head) or (
        whole_refusal(sentence, whole, syntax.governor(head)) if whole is not None else ""
    )
    if not reason and whole is None and is_old_list(sentence, figure, figures):
        old = of_old(sentence, figure, figures, shares)
        return _claims(sentence, figure, head, *old) if old is not None else "a list of figures of an earlier time"
    if reason:
        return reason
    frame = next_of_list(sentence, figure, figures, last) or _frame(sentence, figure, head, whole, last)
    if frame is None or not (frame.holders or frame.organization):
        return NO_HOLDER
    frame = pointed(sentence, others(sentence, frame) if last is None else frame, last)
    frame = of_roles(sentence, carried(sentence, led_to(sentence, frame), last), last)
    reason = _frame_refusal(sentence, frame, head, last)
    if reason:
        return reason
    frame = joined(sentence, frame)
    frame = continued(paired(sentence, figure, figures, frame), last)
    claims: list[Claim] = []
    for one in apart(sentence, frame, head):
        found = _claims(sentence, figure, head, one, last)
        if isinstance(found, str):
            return found
        claims += found[1]
    return frame, claims


def _frame(sentence: Sentence, figure: Figure, head: Token, whole: Whole | None, last: Last | None) -> Frame | None:
    """The first frame that fits: going on from the share before, by the parse, by word order."""
    frame = formerly(sentence, figure, whole, last) or follows(sentence, figure, whole, last)
    frame = frame or beside(sentence, figure, whole, last) or next_part(sentence, figure, head, whole, last)
    frame = frame or (adjacent(sentence, figure, whole, last) if last is not None else None)
    frame = frame or trade_noun(sentence, head, whole)
    for rule in FRAMES:
        frame = frame or rule(sentence, figure, head, whole)
    frame = frame or adjacent(sentence, figure, whole, last) or linear(sentence, figure, whole)
    frame = frame or again(sentence, figure, head, whole, last)
    return replace(frame, whole=frame.whole or whole) if frame is not None else None


def _frame_refusal(sentence: Sentence, frame: Frame, head: Token, last: Last | None) -> str:
    """Why a percentage with a holder is no share all the same, "" when it is one."""
    other = matter(frame.whole) if frame.whole is not None else ""
    if other:
        return f"a percentage of {other} is no share of a commodity"
    found = unfit(sentence, frame, head) or (NO_OWNER if is_unread(sentence, frame, last) else "")
    if found:
        return found
    if _on_somebody(frame) and not (frame.partners or frame.foreign):
        return "the text does not say on whom the country relies"
    if set(slots.codes(frame.holders)) & {*slots.codes(frame.partners), frame.owner}:
        return "both sides of the trade are the same country"
    if frame.whole is None and not goes_on(sentence, frame, last):
        return "the text does not say what the percentage is of"
    return "" if is_stated(sentence, frame.verb or head) else "a question or a condition states nothing"


def _on_somebody(frame: Frame) -> bool:
    verb = frame.verb
    return verb is not None and verb.lemma_.lower() in ON_SOMEBODY and not syntax.is_passive(verb)


def _claims(
    sentence: Sentence, figure: Figure, head: Token, frame: Frame, last: Last | None
) -> tuple[Frame, list[Claim]] | str:
    goods = share_slots.goods(sentence, frame, head, last)
    if not goods:
        return "no commodity for the share"
    if not frame.holders and (
        frame.whole is None or goods[0].span is None or not (frame.whole.is_world or frame.whole.owners)
    ):
        return "a company's percentage of something of its own"
    stage = share_stage.stage(sentence, frame, goods[0], head, last)
    anchor = frame.verb or head
    aside = share_stage.is_aside(head, frame.verb)
    said = attribution(sentence, anchor)
    scope = share_slots.scope(frame)
    when, when_span = slots.year(sentence, figure.span)
    countries, partners = slots.codes(frame.holders), slots.codes(frame.partners)
    if frame.owner:
        countries, partners = (frame.owner,), countries
    claims: list[Claim] = []
    for good in goods:
        spans = [SlotSpan("partner" if frame.owner else "countries", hit.span) for hit in frame.holders]
        spans += [SlotSpan("partner", hit.span) for hit in frame.partners]
        spans.append(SlotSpan("share", figure.span))
        spans += [
            SlotSpan(name, span)
            for name, span in (("commodity", good.span), ("stage", stage.span), ("year", when_span))
            if span
        ]
        if said is not None:
            spans.append(SlotSpan("attribution", said.span))
        claims.append(
            Share(
                evidence=Evidence(sentence.span, frame.rule, tuple(spans)),
                countries=countries,
                organization=frame.organization if not frame.holders else "",
                partner="+".join(partners) or (FOREIGN if frame.foreign else ""),
                commodity=good.name,
                stage=slots.settle(frame.stage or stage.stage, good.kind),
                share_low=share_slots.percent(figure, figure.low),
                share_high=share_slots.percent(figure, figure.high),
                bound=figure.bound,
                scope=scope,
                year=when,
                modality=Modality.ASSERTED if aside else context(sentence, anchor).modality,
                attribution=said.text if said is not None else "",
            )
        )
    return frame, claims
