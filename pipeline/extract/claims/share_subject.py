"""Who the subject of a share's verb is: a country, its own works, its imports, or goods of another make or origin."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_meant import counts, domestic, group, meant
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.claims.share_whole import Whole, words
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage


def holders(sentence: Sentence, subject: Token) -> tuple[PlaceHit, ...]:
    """The countries that a subject stands for: by itself, by the names beside it, or as the owner of what "it" is."""
    if slots.is_one_firm(sentence, subject) or (subject.tag_ == "NN" and subject.lower_ in words("works")):
        return ()  # "the country's largest mine"
    whose = any(one.tag_ == "WP$" for one in syntax.children(subject, "poss"))
    if whose and subject.head.dep_ == "relcl":
        return slots.named(sentence, subject.head.head)
    beside = [sentence.place_at(one) for one in syntax.children(subject, "appos")]
    listed = next((slots.coordinated(sentence, hit) for hit in beside if hit is not None), ())
    if counts(subject):
        return listed or group(sentence, subject)  # "the two African countries" are not Africa
    named = slots.named(sentence, subject) or _makers(sentence, subject) or _named_firms(sentence, subject)
    named = named or domestic(sentence, subject)
    return named or (listed if subject.tag_ == "NNS" else meant(sentence, subject))


def _makers(sentence: Sentence, subject: Token) -> tuple[PlaceHit, ...]:
    """Where companies are: "firms from China", "in these two countries"; and each of "the likes of Japan and Chile"."""
    firms = subject.tag_ == "NNS" and subject.lemma_.lower() in words("makers")
    based = [one for one in syntax.children(subject, "amod") if firms and one.lower_ == "based"]
    names = [sentence.place_at(name) for one in based for name in syntax.children(one, "npadvmod")]
    if any(names):
        return tuple(hit for hit in names if hit is not None)  # "U.S.-based firms"
    for one in syntax.children(subject, "prep"):
        noun = syntax.object_of(one)
        led = (firms and one.lower_ in {"from", "in"}) or (subject.lower_ == "likes" and one.lower_ == "of")
        if noun is not None and led:
            return group(sentence, noun) if counts(noun) else slots.named(sentence, noun)
    return ()


def _named_firms(sentence: Sentence, subject: Token) -> tuple[PlaceHit, ...]:
    """Where firms are from that a list names: "Japanese firms Alfa, Beta and Gamma"."""
    before = subject.nbor(-1) if subject.i and subject.pos_ == "PROPN" else subject
    firms = before != subject and before.tag_ == "NNS" and before.lemma_.lower() in words("makers")
    return slots.named(sentence, before) if firms else ()


def trade_noun(sentence: Sentence, head: Token, whole: Whole | None) -> Frame | None:
    """Trade between two countries as the subject: "Japan's imports of Australian coal made up 68% of the total"."""
    verb = syntax.governor(head)
    subject = syntax.own_subject(verb) if verb is not None else None
    if whole is None or whole.is_world or subject is None or head.i < subject.i or head.dep_ in syntax.SUBJECTS:
        return None
    nouns = ((Stage.IMPORTS, "bought-words"), (Stage.EXPORTS, "sold-words"))
    stage = next((one for one, name in nouns if subject.lower_ in words(name)), None)
    owner = slots.owner(sentence, subject)
    if stage is None or owner is None or (whole.owners and slots.codes(whole.owners) != (owner.code,)):
        return None
    inside = {one.i for one in subject.subtree}
    others = [hit for hit in sentence.places if hit.first in inside and hit.code != owner.code]
    if len({hit.code for hit in others}) != 1 or others[0].first < subject.i:
        return None
    return Frame("share.buyer", (owner,), tuple(others), stage=stage, verb=verb, whole=whole)


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
    needs = {one.lower_ for one in whole.tokens} & words("demand")
    return _of_needs(sentence, subject, verb, whole) if needs else None


def _of_needs(sentence: Sentence, subject: Token, verb: Token, whole: Whole) -> Frame | None:
    """What meets the needs of a country, by the kind of the goods: foreign, recycled, its own."""
    told = {subject.lower_, *(one.lower_ for one in syntax.children(subject, "amod", "compound", "nmod"))}
    if told & words("abroad"):
        return Frame("share.buyer", whole.owners, foreign=True, stage=Stage.IMPORTS, verb=verb, whole=whole)
    recycled = slots.stage_in(sentence, [one for one in subject.subtree if one.i <= subject.i])
    if recycled is not None and recycled.stage is Stage.RECYCLING:
        return Frame("share.subject", whole.owners, stage=Stage.RECYCLING, verb=verb, whole=whole)
    if told & words("domestic"):
        read = slots.stage_in(sentence, [one for one in subject.subtree if one.i <= subject.i])
        own = read.stage if read is not None else Stage.PRODUCTION
        return Frame("share.subject", whole.owners, stage=own, verb=verb, whole=whole)
    return None


def _led_to(sentence: Sentence, subject: Token, preposition: str) -> tuple[PlaceHit, ...]:
    """Where goods that are the subject come from or go to: "gas from Russia", "exports to China"."""
    if subject.lemma_.lower() in words("makers"):
        return ()  # "companies from China" are Chinese, not goods
    for one in syntax.children(subject, "prep"):
        noun = syntax.object_of(one)
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
