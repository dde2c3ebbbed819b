"""Shares of goods that something is done to in a place: "the share of the world's chips made in Japan fell to 12%"."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_located import done_frame
from pipeline.extract.claims.share_moved import ENDPOINTS
from pipeline.extract.claims.share_refusal import whole_refusal
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.claims.share_whole import Whole, whole_of, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence

EXACT = frozenset(
    {"be", "reach", "hit", "exceed", "top", "near", "average", "total", "stay", "remain"}
)  # takes no "to"


def placed_frame(sentence: Sentence, figure: Figure, _head: Token, whole: Whole | None) -> Frame | None:
    """What the share of goods of one place amounts to, or comes to: from the noun, the place and the verb before it."""
    first, _ = sentence.tokens_of(figure.span)
    noun = next((one for one in reversed(sentence.doc[:first]) if one.lemma_.lower() in words("share-nouns")), None)
    moves = syntax.governor(noun) if noun is not None and noun.dep_ in {*syntax.SUBJECTS, "dobj"} else None
    if whole is not None or noun is None or moves is None or moves.lemma_.lower() not in words("moving"):
        return None
    of = next((one for one in syntax.children(noun, "prep") if one.lower_ == "of"), None)
    inner = syntax.object_of(of)
    done = next((one for one in inner.subtree if one.dep_ in {"acl", "relcl"}), None) if inner is not None else None
    if of is None or inner is None or done is None or done.i > first:
        return None
    goods = _up_to(whole_of(sentence, inner, of.i), done)
    frame = None if whole_refusal(sentence, goods) else _where(sentence, goods, done)
    end = max((hit.end for hit in (*frame.holders, *frame.partners)), default=0) if frame is not None else 0
    return frame if end and _comes_to(sentence, moves, end, first) else None


def _up_to(whole: Whole, done: Token) -> Whole:
    """The whole up to the clause that tells what is done to it."""
    owners = tuple(hit for hit in whole.owners if hit.first < done.i)
    return replace(whole, owners=owners, tokens=tuple(one for one in whole.tokens if one.i < done.i))


def _where(sentence: Sentence, whole: Whole, done: Token) -> Frame | None:
    """Who does it to the goods, or where it is done."""
    doer = syntax.agent(done)
    hits = slots.named(sentence, doer) if doer is not None else ()
    return done_frame(sentence, hits, done, whole)


def _comes_to(sentence: Sentence, moves: Token, start: int, first: int) -> bool:
    """Whether only the verb, times and other figures stand between the place and the figure that it comes to."""
    between = sentence.doc[start:first]
    other = any((syntax.is_verb(one) and one != moves and one.dep_ not in {"aux", "auxpass"}) for one in between)
    parted = any(one.dep_ in syntax.SUBJECTS or one.lower_ in {"by", "and", "but"} for one in between)
    led = any(one.lower_ in ENDPOINTS for one in between) or moves.lemma_.lower() in EXACT
    return led and not other and not parted
