"""Tariffs told by their rate alone: "charges 18% on Brazilian ethanol", "cars from China will pay 50%"."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.policy_government import Actor, government
from pipeline.extract.claims.policy_mentions import Kind, Mention, mentions, words
from pipeline.extract.sentence import Sentence
from pipeline.types import Policy, PolicyType

LOOK_BACK = 2  # sentences in which the maker of a tariff is told
KIND = Kind("act.rate", PolicyType.TARIFF)


def rates(sentence: Sentence, taken: set[int]) -> Iterator[tuple[Mention, Actor, Token]]:
    """The tariffs of a sentence that names none: what they are on, with their maker, and the verb."""
    if not any(one.unit == "percent" for one in sentence.figures):
        return
    for verb in sentence.doc:
        lemma = verb.lemma_.lower()
        if verb.i in taken or not (lemma in words("charging") or lemma in words("bearing")):
            continue
        rate = next((one for one in syntax.children(verb, "dobj", "attr") if _is_rate(sentence, one)), None)
        if rate is None or rate.i in taken:
            continue
        if lemma in words("charging"):
            goods, hits = _charged(sentence, verb, rate), government(sentence, syntax.subject(verb))
            actor = Actor("policy.act", tuple(sorted({hit.code for hit in hits})), hits) if hits else None
        else:
            goods, actor = _bearer(sentence, verb), _maker(sentence)
        if goods is not None and actor is not None and goods.i not in taken:
            first, end = min(goods.i, rate.left_edge.i), max(goods.i, rate.i) + 1
            yield Mention(first, end, KIND, goods), actor, verb


def _is_rate(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun is a percentage and no more: "18%", "rates of 18%" but not "18% interest"."""
    start, end = sentence.doc[noun.left_edge.i].idx, noun.idx + len(noun)
    base = sentence.span.start - sentence.doc[0].idx
    inside = any(
        one.unit == "percent" and one.span.start < end + base and start + base < one.span.end
        for one in sentence.figures
    )
    return noun.lower_ in words("rate-nouns") | {"%", "percent", "pct"} and (inside or noun.lower_ == "rates")


def _charged(sentence: Sentence, verb: Token, rate: Token) -> Token | None:
    """What a rate is put on, if it is goods or a country's goods."""
    over = [one for one in verb.subtree if one.lower_ == "on" and one.i > rate.i and one.dep_ == "prep"]
    nouns = (noun for one in over for noun in syntax.children(one, "pobj"))
    return next((noun for noun in nouns if _is_goods(sentence, noun)), None)


def _bearer(sentence: Sentence, verb: Token) -> Token | None:
    """The goods that bear a rate, from another country."""
    subject = syntax.own_subject(verb)
    if subject is None or not _is_goods(sentence, subject):
        return None
    if any(syntax.governor(one.head) == verb and one.kind.type is PolicyType.TARIFF for one in mentions(sentence)):
        return None  # the tariff is named
    return subject


def _is_goods(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun phrase names goods, or what a country sells: "American ethanol", "everything"."""
    inside = {one.i for one in syntax.phrase(noun)}
    named = any(not inside.isdisjoint(range(hit.first, hit.end)) for hit in sentence.goods)
    return named or noun.lower_ in words("all-goods") | {"everything", "anything"}


def _maker(sentence: Sentence) -> Actor | None:
    """Who makes the tariffs told just before, if it is one."""
    for one in (sentence, *sentence.back(LOOK_BACK)):
        made = [c for c in one.claims if isinstance(c, Policy) and c.policy_type is PolicyType.TARIFF and c.countries]
        if made:
            codes = {c.countries for c in made}
            return Actor("policy.again", made[-1].countries, model=made[-1]) if len(codes) == 1 else None
    return None
