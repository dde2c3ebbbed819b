"""The slots of a share beside its holder and its stage: commodity, scope, percent."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_lists import Last
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.claims.share_whole import Whole, before_clause, points_back, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence
from pipeline.types import Change, Quantity, Share

CONTINUED = frozenset({"share.adjacent", "share.respectively"})  # rules that go on from a share
LOOK_BACK = 3  # sentences whose claims tell the commodity that "its exports" are of
MOST = 6  # commodities of one whole
OPENING = 3  # tokens: "For wooden furniture, ..."


def goods(sentence: Sentence, frame: Frame, head: Token, last: Last | None) -> tuple[slots.Good, ...]:
    """The commodities of the whole, else of the share before, the clause, the sentence, or the text before it."""
    if last is not None and frame.rule in CONTINUED and frame.whole is last[0].whole:
        return (slots.Good(last[1].commodity, None),)
    found = _of_whole(sentence, frame, head)
    if found:
        return found
    fronted = _fronted_good(sentence, frame, head, last)
    if fronted is not None:
        return (fronted,)
    if last is not None and frame.rule in CONTINUED:
        return (slots.Good(last[1].commodity, None),)
    near = _near(sentence, frame, head, last)
    return (near,) if near is not None else ()


def _of_whole(sentence: Sentence, frame: Frame, head: Token) -> tuple[slots.Good, ...]:
    """The commodities that the whole names, or that its trade is of."""
    if frame.whole is not None:
        every = _all_trade(sentence, frame.whole)
        found = (every,) if every is not None else slots.goods_in(sentence, before_clause(frame.whole))
        theirs = _sellers_good(sentence, frame) or _roles_good(sentence, frame, head) or _spoken_good(sentence, frame)
        loose = bool(found) and all(one.name == "goods" or _is_weak(sentence, one) for one in found)
        if loose and frame.whole.owners and _is_merchandise(frame.whole):
            return (slots.Good("goods", found[0].kind, found[0].span),)
        if theirs is not None and loose:
            return (theirs,)
        spoken = _topic_good(sentence, frame.whole) if every is not None else None
        if spoken is not None:
            return (spoken,)
        if found and not _is_trade_only(sentence, frame.whole, found):
            return found[:MOST]
    return ()


def _near(sentence: Sentence, frame: Frame, head: Token, last: Last | None) -> slots.Good | None:
    """The commodity of the clause, else that of the sentence before the figure, of the share before, of the text."""
    clause, others = _outside_holder(frame, head)
    near = slots.good_in(sentence, clause, head.i) or slots.good_in(
        sentence, [t for t in others if t.i < head.i], head.i, plain=True
    )
    if near is None and last is not None:
        return slots.Good(last[1].commodity, None)
    return near or slots.carried_good(sentence) or slots.good_in(sentence, others, head.i)


def _fronted_good(sentence: Sentence, frame: Frame, head: Token, last: Last | None) -> slots.Good | None:
    """What the same measure is told of: "for whole milk powder the proportion is about half"."""
    if frame.rule != "share.again" or frame.verb is None or last is None:
        return None
    verb = syntax.governor(head)
    for preposition in syntax.children(verb, "prep") if verb is not None else ():
        if preposition.lower_ in {"for", "in", "of"} and preposition.i < head.i:
            found = slots.goods_in(sentence, preposition.subtree)
            if found and not _is_weak(sentence, found[0]):
                return found[0]
    return None


def _outside_holder(frame: Frame, head: Token) -> tuple[list[Token], list[Token]]:
    """The clause and the sentence; of "theirs", without the words for whose: "chipmakers get theirs"."""
    clause, every = syntax.clause(frame.verb or head), list(head.doc)
    if frame.whole is None or frame.whole.head.lower_ != "theirs" or frame.verb is None:
        return clause, every
    subject = syntax.subject(frame.verb)
    whose = {one.i for one in subject.subtree} if subject is not None else set()
    return [one for one in clause if one.i not in whose], [one for one in every if one.i not in whose]


def _sellers_good(sentence: Sentence, frame: Frame) -> slots.Good | None:
    """The commodity of the partner that is the subject: "Russian oil makes up a third of Indian imports"."""
    subject = syntax.subject(frame.verb) if frame.verb is not None and frame.partners else None
    if subject is None:
        return None
    hits = [hit for hit in sentence.goods if hit.first <= subject.i < hit.end]
    owned = slots.owner(sentence, sentence.doc[hits[0].end - 1]) if hits else None
    if hits and (owned in frame.partners or any(one.lower_ == "from" for one in syntax.children(subject, "prep"))):
        return slots.Good(hits[0].name, hits[0].kind, hits[0].span)
    inside = [one for one in subject.subtree if one.i < frame.verb.i] if frame.verb is not None else []
    named = slots.goods_in(sentence, inside) if sentence.place_at(subject) in frame.partners else ()
    strong = [one for one in named if one.span is not None and one.name != "goods"]
    return strong[0] if len(strong) == 1 else None  # "Egypt, the top wheat buyer, took 20% of Russia's exports"


def _is_weak(sentence: Sentence, good: slots.Good) -> bool:
    """Whether the words of a good mean it only where nothing else is spoken of: "cargoes"."""
    return any(hit.span == good.span and hit.weak for hit in sentence.goods)


def _is_of_goods_told(frame: Frame) -> bool:
    """Whether a share is of somebody's trade in what is told elsewhere, not in all goods."""
    return bool(frame.partners or frame.owner) and not (frame.whole is not None and _says_all(frame.whole))


def _roles_good(sentence: Sentence, frame: Frame, head: Token) -> slots.Good | None:
    """What a supplier is one of, or what "of which" means: "the main source of gas, with 33% of imports"."""
    if not _is_of_goods_told(frame):
        return None
    for hit in sentence.goods:
        after = [one.lower_ for one in sentence.doc[hit.end : hit.end + 3]]
        above = list(syntax.climb(sentence.doc[hit.end - 1]))[:2]
        role = any(one.lemma_.lower() in words("supplier-roles") | words("customer-roles") for one in above)
        if not hit.weak and hit.first < head.i and (role or after == [",", "of", "which"]):
            return slots.Good(hit.name, hit.kind, hit.span)
    return None


def _spoken_good(sentence: Sentence, frame: Frame) -> slots.Good | None:
    """The one commodity that the claims just before tell of: "sold 27m tons of rice ... with 71% of its imports".

    A good that opens the sentence goes first: "For furniture, the American share of exports is higher".
    """
    if not _is_of_goods_told(frame):
        return None
    strong = [hit for hit in sentence.goods if not hit.weak]
    if strong:
        opens = strong[0].first <= OPENING and sentence.doc[0].lower_ in {"for", "in", "of", "among"}
        opens = opens or (
            strong[0].first == 0 and any(one.text == ":" for one in sentence.doc)
        )  # "Beef is another matter: "
        return slots.Good(strong[0].name, strong[0].kind, strong[0].span) if opens else None
    names = {
        claim.commodity
        for one in sentence.back(LOOK_BACK)
        for claim in one.claims
        if isinstance(claim, Share | Quantity | Change)
    }
    return slots.Good(names.pop(), None) if len(names) == 1 and "goods" not in names else None


def _topic_good(sentence: Sentence, whole: Whole) -> slots.Good | None:
    """What "its exports" are of in a text about one commodity that was just spoken of."""
    carried = slots.carried_good(sentence)
    if carried is None or _says_all(whole) or any(not hit.weak for hit in sentence.goods):
        return None
    return carried if slots.topic(sentence) == {carried.name} else None


def _is_merchandise(whole: Whole) -> bool:
    """Whether the whole is all goods by name: "its goods and services exports", "Indian goods"."""
    return any(one.lower_ in {"goods", "merchandise"} for one in whole.tokens)


def _says_all(whole: Whole) -> bool:
    return any(one.lower_ in {"total", "all", "overall", "entire", "goods", "merchandise"} for one in whole.tokens)


def _is_trade_only(sentence: Sentence, whole: Whole, found: tuple[slots.Good, ...]) -> bool:
    """Whether a whole names only trade, of goods named elsewhere: "its ammonia is a tenth of world trade"."""
    if whole.owners or len(found) > 1 or not any(not hit.weak for hit in sentence.goods):
        return False
    return any(hit.span == found[0].span and hit.weak and slots.is_stage_noun(sentence, hit) for hit in sentence.goods)


def _all_trade(sentence: Sentence, whole: Whole) -> slots.Good | None:
    """All goods of a country: "a tenth of its exports", unless the words point back at a commodity."""
    hits = [hit for hit in sentence.goods if any(hit.first <= one.i < hit.end for one in whole.tokens)]
    pointing = points_back(whole)
    if len(hits) == 1 and hits[0].weak and whole.owners and not pointing and slots.is_stage_noun(sentence, hits[0]):
        return slots.Good(hits[0].name, hits[0].kind, hits[0].span)
    return None


def scope(frame: Frame) -> str:
    """Of what the percentage is: the country whose trade it is, the owner of the whole, "" for the world."""
    holders = (frame.owner,) if frame.owner else slots.codes(frame.holders)
    if frame.owner or frame.partners or frame.foreign:
        return holders[0] if len(holders) == 1 else ""
    if frame.whole is None or frame.whole.is_world:
        return ""
    owners = slots.codes(frame.whole.owners)
    return owners[0] if len(owners) == 1 else ""


def percent(figure: Figure, value: float | None) -> float | None:
    """The value as the claim model writes it: a third is 33.3."""
    return round(value, 1) if value is not None and figure.kind == "fraction" else value
