"""Who the subject of a share's verb is: a country, its own works, its imports, or goods of another make or origin."""

from spacy.tokens import Token

from pipeline.extract import refer, slots, syntax
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.claims.share_whole import Whole, words
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage


def holders(sentence: Sentence, subject: Token) -> tuple[PlaceHit, ...]:
    """The countries that a subject stands for: by itself, by the names beside it, or as the owner of what "it" is."""
    if slots.is_one_firm(sentence, subject):
        return ()
    named = slots.named(sentence, subject)
    whose = any(one.tag_ == "WP$" for one in syntax.children(subject, "poss"))
    verb = subject.head
    if whose and verb.dep_ == "relcl":
        return slots.named(sentence, verb.head)
    if named or subject.tag_ == "NNS":
        beside = [sentence.place_at(one) for one in syntax.children(subject, "appos")]
        return named or next((slots.coordinated(sentence, hit) for hit in beside if hit is not None), ())
    if subject.lower_ != "it":
        return ()
    earlier = [one for one in sentence.doc[: subject.i] if one.dep_ in syntax.SUBJECTS]
    hits = [hit for one in earlier for hit in [slots.owner(sentence, one)] if hit is not None and one.pos_ == "NOUN"]
    return (hits[-1],) if hits else refer.owner_before(sentence)


def of_owner(sentence: Sentence, subject: Token, verb: Token, whole: Whole) -> Frame | None:
    """The part of a country's needs that its own works or others meet: "imports cover 70% of Britain's demand"."""
    for preposition, stage in (("from", Stage.IMPORTS), ("to", Stage.EXPORTS)):
        hits = _led_to(sentence, subject, preposition)
        if hits and slots.codes(hits) != slots.codes(whole.owners):
            return Frame("share.buyer", whole.owners, hits, stage=stage, verb=verb, whole=whole)
    made = _made_in(sentence, subject)
    if made is not None and made not in whole.owners:
        owners = tuple(hit for hit in whole.owners if hit != made)
        return Frame("share.buyer", owners, (made,), stage=Stage.IMPORTS, verb=verb, whole=whole)
    if not {one.lower_ for one in whole.tokens} & words("demand"):
        return None
    told = {subject.lower_, *(one.lower_ for one in syntax.children(subject, "amod", "compound", "nmod"))}
    if told & words("abroad"):
        return Frame("share.buyer", whole.owners, foreign=True, stage=Stage.IMPORTS, verb=verb, whole=whole)
    if told & words("domestic"):
        read = slots.stage_in(sentence, [one for one in subject.subtree if one.i <= subject.i])
        own = read.stage if read is not None else Stage.PRODUCTION
        return Frame("share.subject", whole.owners, stage=own, verb=verb, whole=whole)
    return None


def _led_to(sentence: Sentence, subject: Token, preposition: str) -> tuple[PlaceHit, ...]:
    """Where goods that are the subject come from or go to: "gas from Russia", "exports to China"."""
    for one in syntax.children(subject, "prep"):
        noun = next(syntax.children(one, "pobj"), None)
        if one.lower_ == preposition and noun is not None:
            return slots.named(sentence, noun)
    return ()


def _made_in(sentence: Sentence, subject: Token) -> PlaceHit | None:
    """Where the goods that are the subject are made: "Chinese-built cars"."""
    for participle in syntax.children(subject, "amod"):
        if participle.lower_ in words("made-words"):
            hit = next((one for one in sentence.places if one.end == participle.i - 1), None)
            if hit is not None and sentence.doc[participle.i - 1].text in {"-", "‑", "–"}:
                return hit
    return None
