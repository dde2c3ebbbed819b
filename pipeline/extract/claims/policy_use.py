"""Whether the subject of a verb uses an instrument, or only has to do with the instrument of somebody else."""

import itertools

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.policy_government import does
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.types import PolicyType


def uses(verb: Token, mention: Mention, anchor: Token) -> bool:
    """Whether the subject of a verb uses the instrument under it, and neither suffers, receives nor judges it.

    An instrument that only states have needs no known verb: "followed suit with a ban". `anchor` is the instrument or
    the noun that carries it.
    """
    lemma = verb.lemma_.lower()
    if lemma in words("suffer") or any(child.dep_ == "auxpass" for child in verb.children):
        return False
    if any(one.lower_ == "subject" for one in syntax.children(verb, "acomp", "oprd")):
        return False
    if mention.kind.type is PolicyType.SUBSIDY and lemma in words("receive"):
        return False
    if mention.kind.type is PolicyType.TARIFF and lemma in words("receive") | words("paying"):
        return False  # "Tokyo got the car tariff down"
    heard = accused(verb) or is_heard_of(verb, anchor)
    heard = heard or (mention.kind.type is PolicyType.TARIFF and anchor.lemma_.lower() in words("talks"))
    if heard or is_another_s(verb, anchor, mention) or _has_none(verb, mention, anchor):
        return False
    talks = lemma in {"be", "remain"} and mention.head.lemma_.lower() in words("talks") and anchor.dep_ == "pobj"
    return talks or does(verb) or not mention.kind.loose or mention.kind.id in words("of-states-only")


def accused(verb: Token) -> bool:
    """Whether a verb tells what others are said to do: "charged Peru with restricting imports"."""
    while verb.dep_ in {"pcomp", "conj", "xcomp"} and verb.head != verb and syntax.own_subject(verb) is None:
        over = verb.head.head if verb.dep_ == "pcomp" else verb.head
        if verb.dep_ == "pcomp" and over.lemma_.lower() in words("accusing") and any(syntax.children(over, "dobj")):
            return True
        verb = over
    return False


def _is_taken_from(verb: Token, anchor: Token, mention: Mention) -> bool:
    """Whether goods come out of a store: "sold 2 million tonnes of wheat from state reserves"."""
    store = mention.kind.type is PolicyType.STOCKPILE and anchor.head.lower_ == "from"
    return store and verb.lemma_.lower() in words("letting-go")


def is_another_s(verb: Token, anchor: Token, mention: Mention) -> bool:
    """Whether a preposition makes the instrument somebody else's: "sued over the tariff", "reacted to the duty"."""
    if anchor.dep_ not in {"pobj", "pcomp"}:
        return verb.lemma_.lower() == "call" and anchor.dep_ in {"dobj", "nsubj"}  # "called the tariff unfair"
    preposition, lemma = anchor.head, verb.lemma_.lower()
    before = {preposition.lower_, preposition.head.lower_ if preposition.dep_ in {"prep", "pcomp"} else ""}
    if not before.isdisjoint(words("others-prepositions")):
        return lemma not in words("own-all-the-same") and not _is_taken_from(verb, anchor, mention)
    if preposition.lower_ in {"of", "from"} and preposition.head.lower_ in words("effects"):
        return lemma not in words("own-all-the-same")
    here = preposition.head == verb and preposition.lower_ in {"to", "of", "for", "under"}
    return here and lemma in words(f"others-{preposition.lower_}")


def is_heard_of(verb: Token, anchor: Token) -> bool:
    """Whether a noun under the verb tells that its subject only feels the instrument: "felt the impact of tariffs"."""
    between = itertools.takewhile(lambda one: one != verb, syntax.climb(anchor))
    return any(one.lemma_.lower() in words("hearsay") and one.pos_ == "NOUN" for one in between)


def _has_none(verb: Token, mention: Mention, anchor: Token) -> bool:
    """Whether a clause tells whom a state has none with: "countries with which it has no trade agreement"."""
    bare = mention.kind.type in {PolicyType.STOCKPILE, PolicyType.AGREEMENT} and verb.lemma_.lower() == "have"
    near = (*anchor.lefts, *mention.head.lefts, *verb.children)
    lacks = any(one.lower_ in {"no", "neither", "not", "n't", "n’t"} for one in near)
    return bare and verb.dep_ == "relcl" and lacks
