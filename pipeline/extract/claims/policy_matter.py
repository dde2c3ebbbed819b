"""What an instrument is about, where that is no goods: war and peace, pensions, what power costs, stocks of traders."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import anchors
from pipeline.extract.sentence import Sentence
from pipeline.types import PolicyType

VAGUE = frozenset({PolicyType.STRATEGY, PolicyType.REGULATION, PolicyType.SUBSIDY, PolicyType.AGREEMENT})

BEHIND = 8  # tokens behind talks in which what they are on stands
NEAR = 2  # sentences in which a tariff is still one on goods


def other_sense(sentence: Sentence, mention: Mention) -> str:
    """What the word of an instrument means here, where it is none of trade or industry; empty where it is one."""
    reasons = (
        (_is_of_war(mention), "talks or a plan about war and peace"),
        (_is_price(sentence, mention), "a tariff that is a price of power or of a service"),
        (_is_of_traders(mention), "stocks that traders hold, no state"),
        (_is_got_round(sentence, mention), "those who get round sanctions do not use them"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def _is_of_war(mention: Mention) -> bool:
    """Whether an agreement or plan is about war and peace: "talks on ending the war", but not "the trade war"."""
    if mention.kind.type not in {PolicyType.AGREEMENT, PolicyType.STRATEGY} or mention.kind.actor:
        return False
    beside = (one for one in syntax.children(mention.head, "compound", "amod", "nmod") if one.i < mention.first)
    named = [mention.head, *beside, *_purposes(mention.head)]
    if mention.kind.type is PolicyType.AGREEMENT and mention.kind.loose:  # "talks toward ending the war"
        named += [one for one in mention.head.doc[mention.end : mention.end + BEHIND] if one.pos_ == "NOUN"]
    return any(one.lemma_.lower() in words("war-matters") and not _is_on_trade(one) for one in named)


def _is_on_trade(noun: Token) -> bool:
    return any(one.lower_ in words("trade") for one in noun.lefts)


def _is_price(sentence: Sentence, mention: Mention) -> bool:
    """Whether a tariff is what users pay: "power tariffs", "a tariff of 6 cents per unit"."""
    if mention.kind.id != "tariff" or not mention.head.lemma_.lower().startswith("tariff"):
        return False
    if any(one.lower_ == "on" for one in sentence.doc[mention.end : mention.end + 1]):
        return False  # a duty on goods
    if any(one.i < mention.head.i and one.lower_ in words("price-tariffs") for one in mention.head.lefts):
        return True
    near = (sentence, *sentence.back(NEAR))
    if any(not words("trade-hints").isdisjoint(one.lowered - {"tariff", "tariffs"}) for one in near):
        return False
    text = sentence.document.text.lower()
    return any(sign in text for sign in words("price-signs"))


def _is_got_round(sentence: Sentence, mention: Mention) -> bool:
    """Whether what is told is how somebody gets round sanctions: "North Korea's sanctions-busting"."""
    behind = [one.lower_ for one in sentence.doc[mention.end : mention.end + 2] if one.text not in {"-", "–"}]
    return mention.kind.type is PolicyType.SANCTION and bool(behind) and behind[0] in words("round-nouns")


def _is_of_traders(mention: Mention) -> bool:
    """Whether stocks rise and fall as those of a market do: "a surge in Peru's crude stockpiles"."""
    if mention.kind.id != "stockpile" or mention.head.lower_ != "stockpiles":
        return False
    before = {one.lower_ for one in mention.head.lefts}
    verb = mention.head.head if mention.head.dep_ in syntax.SUBJECTS else None
    over = list(anchors(mention)) + ([verb] if verb is not None else [])
    over += [one.head.head for one in anchors(mention) if one.dep_ == "pobj"]
    moves = any(one.lemma_.lower() in words("stock-moves") for one in over)
    return moves and before.isdisjoint(words("state-stocks"))


def names_other_matter(mention: Mention) -> bool:
    """Whether the name of an instrument tells of another matter, whatever goods stand beside it: "privacy rules"."""
    if mention.kind.actor or mention.kind.id.startswith("act.") or mention.kind.type not in VAGUE:
        return False
    beside = [one for one in syntax.children(mention.head, "compound", "amod", "nmod") if one.i < mention.first]
    return any(not words("plain-matters").isdisjoint({one.lemma_.lower(), one.lower_}) for one in beside)


def is_on_other_matter(mention: Mention) -> bool:
    """Whether the instrument's own words name a matter that is no goods: "the climate treaty", "a housing fund"."""
    if mention.kind.actor:
        return False
    named: list[Token] = []
    for noun in syntax.children(mention.head, "dobj") if syntax.is_verb(mention.head) else (mention.head,):
        named += (noun, *syntax.children(noun, "compound", "amod", "nmod"))
        named += _purposes(noun) if mention.kind.type in VAGUE else ()
    own = () if mention.kind.id.startswith("act.") else mention.head.doc[mention.first : mention.end]
    return any(not words("other-matters").isdisjoint({one.lemma_.lower(), one.lower_}) for one in (*own, *named))


def _purposes(noun: Token) -> Iterator[Token]:
    """What an instrument is for, in its own words: "orders to protect data", "a programme for preserving forests"."""
    for one in syntax.children(noun, "prep"):
        if one.lower_ in words("scope-prepositions"):
            yield from syntax.children(one, "pobj")
            yield from (what for verb in syntax.children(one, "pcomp") for what in syntax.children(verb, "dobj"))
    for verb in (*syntax.children(noun, "acl", "relcl"), *syntax.children(noun.head, "advcl")):
        yield from syntax.children(verb, "dobj")
        for deeper in (*syntax.children(verb, "xcomp", "advcl", "ccomp"), *syntax.children(verb, "prep", "agent")):
            yield from syntax.children(deeper, "dobj", "pobj")
            yield from (what for one in syntax.children(deeper, "pcomp") for what in syntax.children(one, "dobj"))
