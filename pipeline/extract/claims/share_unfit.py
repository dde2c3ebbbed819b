"""Holders of what is no share all the same: a part of their own goods, of a mix, of trade that is nobody's."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_lists import Last
from pipeline.extract.claims.share_trade import Frame, roles
from pipeline.extract.claims.share_whole import BACK, points_back, words
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.types import Span, Stage
from pipeline.vocab.stages import by_verb

NO_OWNER = "the text does not make plain whose trade it is"
MIX = 9  # tokens from the figure to what it is a mix of
BESIDE = 5  # tokens between a name and what tells what it is
UNOWNED = frozenset({"imports", "volumes", "purchases"})


def unfit(sentence: Sentence, frame: Frame, head: Token) -> str:
    """Why a percentage with a holder is no share all the same, "" when nothing tells."""
    if not (frame.holders or frame.organization):
        return NO_OWNER  # "the main suppliers were Peru (9%)", of nobody spoken of
    if is_mix(sentence, frame, head) or is_own(frame) or is_source(sentence, frame):
        return "a part of a mix is no share of a commodity"
    if is_sector(sentence, frame, head):
        return "a sector's part of all trade is no share of a commodity"
    if is_no_company(sentence, frame):
        return "a name that may be no company's"
    return NO_OWNER if is_unowned(frame) or _is_of_amount(sentence, frame) else ""


def _is_of_amount(sentence: Sentence, frame: Frame) -> bool:
    """Whether the whole is an amount or all the sales of somebody unsaid: "30% of 155,000 ounces", "of total sales"."""
    whole = frame.whole
    if whole is None or whole.owners or whole.is_world or frame.partners or frame.owner or frame.foreign:
        return False
    start = sentence.span_of(whole.tokens[0].i, whole.tokens[-1].i + 1)
    amount = any(one.kind == "amount" and one.span.overlaps(start) for one in sentence.figures)
    sales = whole.head.lower_ in {"sales", "revenue", "revenues"} and any(one.lower_ == "total" for one in whole.tokens)
    named = any(start.overlaps(hit.span) and not hit.weak for hit in sentence.goods)
    return not named and (amount or sales)


def is_own(frame: Frame) -> bool:
    """Whether a country is said to have a part of its own goods by a verb that needs another owner or a source."""
    if frame.verb is None or frame.whole is None or frame.partners or frame.foreign or not frame.holders:
        return False
    if frame.stage is not None:
        return False  # "domestic output covers 30% of Britain's demand"
    own = frame.is_own
    lemma = frame.verb.lemma_.lower()
    theirs = any(one.tag_ == "PRP$" or one.lower_ == "theirs" for one in frame.whole.tokens)
    if theirs and by_verb().get(lemma) is Stage.CONSUMPTION:
        return True  # "Italians drink 70% of their coffee at home"
    told = {one.lower_ for one in frame.whole.tokens}
    sold = bool(told & words("sold-words")) and not told & words("demand")
    if own and (sold or frame.rule == "share.with"):
        return True  # "with a third of its exports headed there", "crudes make up half of the country's exports"
    return own and (
        lemma in words("outsiders") | words("supply") | words("get") | {"sell"} or by_verb().get(lemma) is Stage.IMPORTS
    )


def is_source(sentence: Sentence, frame: Frame) -> bool:
    """Whether one source has a part of a country's own goods: "its coal plants make 57% of Poland's electricity"."""
    whole, subject = frame.whole, syntax.subject(frame.verb) if frame.verb is not None else None
    if whole is None or subject is None or frame.partners or sentence.place_at(subject) is not None:
        return False
    own = frame.is_own
    inside = {one.i for one in whole.tokens}
    goods = {hit.name for hit in sentence.goods if hit.first in inside and not hit.weak}
    near = [hit for hit in sentence.goods if sentence.doc[hit.end - 1].head == subject and not hit.weak]
    return own and any(hit.name not in goods for hit in near)


def is_sector(sentence: Sentence, frame: Frame, head: Token) -> bool:
    """Whether a part of all trade is one sector's or one commodity's: "its chipmakers have half of total exports"."""
    whole, subject = frame.whole, syntax.subject(frame.verb) if frame.verb is not None else None
    if any(one.lower_ in words("mixes") for one in sentence.doc[head.i + 1 : head.i + MIX]) and not frame.partners:
        return True  # "a 15% share of gas in the power mix"
    if whole is None or whole.is_world or subject is None or subject == head or subject.pos_ == "PRON":
        return False
    if sentence.place_at(subject) is not None:
        return False
    told = {one.lower_ for one in whole.tokens}
    goods = [hit for hit in sentence.goods if any(hit.first <= one.i < hit.end for one in whole.tokens)]
    every = told & words("all-trade") or subject.lower_ in words("sectors")
    if not every or not all(hit.weak for hit in goods) or not told & (words("outflow") | words("demand")):
        return False
    inside = {one.i for one in subject.subtree if one.i < head.i}
    named = any(hit.first in inside and not hit.weak for hit in sentence.goods)
    owner = slots.owner(sentence, subject)
    own = owner is not None and (not whole.owners or owner.code in slots.codes(whole.owners))
    return named or (own and not frame.partners)


def is_no_company(sentence: Sentence, frame: Frame) -> bool:
    """Whether a name that holds a percentage may be that of a place, a mine, or of who says so."""
    name, whole = frame.organization, frame.whole
    if not name or frame.holders:
        return False
    told = {one.lower_ for one in whole.tokens} if whole is not None else set[str]()
    marked = whole is not None and (whole.is_world or bool(told & words("assets")))
    at = sentence.document.text.find(name, sentence.span.start)
    first, end = sentence.tokens_of(Span(at, at + len(name)))
    near = {one.lower_ for one in sentence.doc[max(0, first - BESIDE) : end + BESIDE]}
    joint = (
        " and " in name or any(one in name for one in "()[]") or not words("no-firms").isdisjoint(name.lower().split())
    )
    single = name.istitle() and first == 0 and end == 1 and not near & words("firms")
    return not marked or joint or bool(near & words("sites")) or single


def is_unowned(frame: Frame) -> bool:
    """Whether the exports or imports are nobody's: "China receives 60% of the exports", "Peru has 20% of imports"."""
    whole, verb = frame.whole, frame.verb
    if whole is None or verb is None or whole.owners or whole.is_world or frame.partners or frame.owner:
        return False
    if frame.stage is None and {one.lower_ for one in whole.tokens} & UNOWNED and not frame.foreign:
        return True
    gets = verb.lemma_.lower() in words("takers") | {"receive", "buy", "purchase", "get"}
    return (
        gets and frame.rule == "share.subject" and bool({one.lower_ for one in whole.tokens} & {"exports", "shipments"})
    )


def _names(hit: GoodHit, noun: Token) -> bool:
    return hit.first <= noun.i < hit.end and not hit.weak


def is_mix(sentence: Sentence, frame: Frame, head: Token) -> bool:
    """Whether a country gets the percentage from another commodity: "makes 60% of its steel from scrap"."""
    if frame.verb is None or frame.partners or frame.whole is None or frame.whole.is_world:
        return False
    for token in frame.verb.subtree:
        if token.dep_ == "prep" and token.lower_ in {"from", "with", "on"} and token.i > head.i:
            if token.head != frame.verb and token.head not in frame.whole.tokens and token.head != head:
                continue  # "and Vietnam, despite its duties on coil, 8%"
            noun = syntax.object_of(token)
            named = noun is not None and noun.i in sentence.good_words(weak=False)
            made = (
                token.lower_ == "from" and frame.verb.lemma_.lower() in words("make-from") and bool(frame.whole.owners)
            )
            if noun is not None and (named or made):
                return not slots.named(sentence, noun) and noun.lower_ not in words("abroad")
    return False


def is_unread(sentence: Sentence, frame: Frame, last: Last | None) -> bool:
    """Whether the whole points back at trade of which no claim was read: "Russia's share of these imports is 36%"."""
    whole, previous = frame.whole, sentence.previous
    if _is_served(sentence, frame):
        return True
    if whole is None or last is not None or previous is None or frame.partners or frame.owner or whole.owners:
        return False
    points = whole.tokens and whole.head.lower_ in BACK and points_back(whole)
    read = slots.stage_in(previous, list(previous.doc)) if points and not previous.claims else None
    return read is not None and read.stage in {Stage.IMPORTS, Stage.EXPORTS}


def _is_served(sentence: Sentence, frame: Frame) -> bool:
    """Whether the holder is a customer of somebody unread: "Egypt is the main destination, taking 20% of the total"."""
    whole = frame.whole
    if frame.verb is None or frame.partners or frame.owner or (whole is not None and (whole.is_world or whole.owners)):
        return False
    return any(one.lemma_.lower() in words("served-roles") for one in roles(sentence, frame.verb, frame))
