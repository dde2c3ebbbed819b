"""Shares told beside their figures: as what moves, as what goes "as a share of", in brackets."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_possessed import possessed
from pipeline.extract.claims.share_trade import Frame, spoken_of
from pipeline.extract.claims.share_whole import Whole, whole_of, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence
from pipeline.types import Stage

OPENS = frozenset({"(", "—", "–", "--", ","})
CLOSES = frozenset({")", "—", "–", "--", ","})
PARTS = frozenset({"whereas", "while", "but", "and", ";"})
ENDPOINTS = frozenset({"from", "to", "at"})


def moved_frame(sentence: Sentence, figure: Figure, _head: Token, whole: Whole | None) -> Frame | None:
    """An end of the way of a share that is the subject: "Peru's share of output fell, since then, from 20% to 12%"."""
    first, _ = sentence.tokens_of(figure.span)
    top = sentence.doc[:].root
    root = next((one for one in (top, *syntax.children(top, "ccomp")) if one.lemma_.lower() in words("moving")), top)
    noun = syntax.own_subject(root)
    if whole is not None or noun is None or noun.i > first or root.lemma_.lower() not in words("moving"):
        return None
    parted = any(one.lower_ in PARTS for one in sentence.doc[root.i : first])
    if parted or first == 0 or sentence.doc[first - 1].lower_ not in ENDPOINTS or first < root.i:
        return None
    if noun.lemma_.lower() in words("share-nouns"):
        return possessed(sentence, noun, root, None) or _of_flow(sentence, noun, root)
    return _as_share(sentence, noun, root)


def _of_flow(sentence: Sentence, noun: Token, verb: Token) -> Frame | None:
    """A share of trade with another, of the country spoken of: "the share of oil imports from Peru rose to 8%"."""
    of = next((one for one in syntax.children(noun, "prep") if one.lower_ == "of"), None)
    goods = syntax.object_of(of)
    flows = {"from": (Stage.IMPORTS, "bought-words"), "to": (Stage.EXPORTS, "sold-words")}
    for one in syntax.children(goods, "prep") if goods is not None else ():
        stage, nouns = flows.get(one.lower_, (Stage.NONE, ""))
        place = syntax.object_of(one)
        hits = slots.named(sentence, place) if place is not None else ()
        if goods is None or not hits or not nouns or goods.lower_ not in words(nouns):
            continue
        code = spoken_of(sentence, slots.codes(hits), frozenset({stage}))
        inner = replace(whole_of(sentence, goods, goods.left_edge.i), owners=())
        return Frame("share.possessed", hits, stage=stage, verb=verb, whole=inner, owner=code) if code else None
    return None


def _as_share(sentence: Sentence, subject: Token, verb: Token) -> Frame | None:
    """What goes up or down as a share of a whole: "as a share of Peru's exports, sales to China rose to 76%"."""
    noun = next((one for one in sentence.doc[:4] if one.lemma_.lower() in words("share-nouns")), None)
    of = next(syntax.children(noun, "prep"), None) if noun is not None and noun.head.lower_ == "as" else None
    inner = syntax.object_of(of)
    if of is None or inner is None:
        return None
    whole = whole_of(sentence, inner, of.i)
    for one in subject.subtree:
        place = syntax.object_of(one) if one.lower_ in {"to", "from"} else None
        hits = slots.named(sentence, place) if place is not None else ()
        stage = Stage.EXPORTS if one.lower_ == "to" else Stage.IMPORTS
        if hits and len(slots.codes(whole.owners)) == 1:
            return Frame("share.possessed", whole.owners, hits, stage=stage, verb=verb, whole=whole)
    return None


def bracket_frame(sentence: Sentence, figure: Figure, _head: Token, whole: Whole | None) -> Frame | None:
    """A figure in brackets behind output or reserves: "Peru's tin output (9% of the world's)"."""
    first, end = sentence.tokens_of(figure.span)
    if whole is None or not whole.is_world or first == 0 or sentence.doc[first - 1].text not in OPENS:
        return None
    after = max(end, whole.tokens[-1].i + 1)
    noun = sentence.doc[first - 2]
    closed = after < len(sentence.doc) and sentence.doc[after].text in CLOSES
    owner = slots.owner(sentence, noun)
    if not closed or owner is None or noun.pos_ != "NOUN":
        return None
    phrase = [one for one in syntax.phrase(noun) if one.i <= noun.i]
    read, goods = slots.stage_in(sentence, phrase), slots.goods_in(sentence, phrase)
    if read is None or not any(one.span is not None for one in goods) or goods[0].name == "goods":
        return None
    tokens = tuple(one for one in phrase if sentence.place_at(one) is None)
    return Frame(
        "share.apposed",
        slots.coordinated(sentence, owner),
        stage=read.stage,
        whole=Whole(noun, tokens, (), is_world=True),
    )


def goods_frame(sentence: Sentence, figure: Figure, _head: Token, whole: Whole | None) -> Frame | None:
    """A figure in brackets behind goods that somebody leads in: "its share of minerals such as gallium (98%)"."""
    first, end = sentence.tokens_of(figure.span)
    good = next((hit for hit in sentence.goods if hit.end == first - 1 and not hit.weak), None)
    closes = [one.text for one in sentence.doc[end : end + 3]]
    if whole is not None or good is None or sentence.doc[first - 1].text != "(" or ")" not in closes:
        return None
    token = sentence.doc[good.end - 1]
    tokens = tuple(sentence.doc[good.first : good.end])
    of_it = Whole(token, tokens, (), is_world=True)
    for above in syntax.climb(token):
        if above.lemma_.lower() in words("share-nouns"):
            owner = slots.owner(sentence, above)
            read = slots.stage_in(sentence, [one for one in above.subtree if one.i < good.first])
            stage = read.stage if read is not None else None
            return (
                Frame("share.apposed", slots.coordinated(sentence, owner), stage=stage, whole=of_it) if owner else None
            )
        verb = syntax.governor(above) if slots.role_words().get(above.lower_) is not None else above
        if verb is not None and (verb != above or above.lemma_.lower() == "dominate"):
            subject = syntax.subject(verb)
            hits = slots.named(sentence, subject) if subject is not None and sentence.place_at(subject) else ()
            stage = slots.role_words().get(above.lower_, Stage.PRODUCTION)
            return Frame("share.apposed", hits, stage=stage, whole=of_it) if hits else None
        if syntax.is_verb(above):
            return None
    return None
