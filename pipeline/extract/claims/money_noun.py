"""The nouns of public money: the grant, loan or programme that a sum belongs to, and the state that its name tells."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims import holder, policy
from pipeline.extract.claims.amount_model import Point
from pipeline.extract.claims.holder import words
from pipeline.extract.sentence import Sentence
from pipeline.types import Policy, PolicyType

NEAR = 8  # tokens before a participle in which its noun of funding may stand
CLIMB = 5  # arcs from the sum up to the noun of funding
GIVING = frozenset({PolicyType.SUBSIDY, PolicyType.STRATEGY, PolicyType.STOCKPILE})  # instruments that hold money
BEHIND = 4  # tokens behind the sum in which it may stand


def funding(point: Point) -> Iterator[Token]:
    """The nouns of funding that the sum belongs to: "$5 million grant", "grants of $5 million"."""
    yield from (one for one in _above(point.head, point.inside) if is_funding(one))
    verb = syntax.governor(point.head)
    if verb is not None and verb.lemma_.lower() in words("amounting") and verb.dep_ in {"acl", "advcl", "relcl"}:
        yield from (one for one in reversed(verb.doc[max(0, verb.i - NEAR) : verb.i]) if is_funding(one))
    for preposition in syntax.children(point.head, "prep"):
        if preposition.lower_ in {"in", "of"}:
            yield from (one for one in syntax.children(preposition, "pobj") if is_funding(one))
    yield from _behind(point)


def _above(head: Token, inside: range) -> Iterator[Token]:
    node = head
    for _ in range(CLIMB):
        if node.i not in inside:
            yield node
        if node.head == node or syntax.is_verb(node.head):
            return
        node = node.head


def _behind(point: Point) -> Iterator[Token]:
    end = point.inside.stop
    for token in point.sentence.doc[end : end + BEHIND]:
        if token.is_punct or syntax.is_verb(token) or token.dep_ == "prep":
            return
        if is_funding(token):
            yield token
            return


def is_funding(token: Token) -> bool:
    """Whether a token is a noun of funding."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    return token.lower_ in words("money-nouns") or any(
        one.lower_ in words("money-nouns") for one in syntax.children(token, "compound")
    )  # "funding agreement"


def again(sentence: Sentence, nouns: list[Token]) -> tuple[str, ...]:
    """The state of a programme that the sentences before name: "the $52 billion programme"."""
    if not any(child.lower_ in {"the", "this", "that"} for noun in nouns for child in noun.children):
        return ()
    told = {
        one.countries
        for before in sentence.back(holder.LOOK_BACK)
        for one in before.claims
        if isinstance(one, Policy) and one.policy_type is PolicyType.SUBSIDY
    }
    return next(iter(told)) if len(told) == 1 else ()


def programme(verb: Token | None) -> list[Token]:
    """The programme that is worth the sum: "the mission is worth", "the plan amounts to"."""
    subject = syntax.subject(verb) if verb is not None and verb.lemma_.lower() in words("worth-verbs") else None
    return [subject] if subject is not None and is_funding(subject) else []


def by_name(point: Point, nouns: list[Token], verb: Token | None) -> tuple[str, ...]:
    """The state whose named instrument holds the sum: "the CHIPS Act set aside $39 billion"."""
    sentence, head = point.sentence, point.head
    who = syntax.subject(verb) if verb is not None else None
    lemma = verb.lemma_.lower() if verb is not None else ""
    gets = lemma in words("receive-verbs") | words("worth-verbs")
    if who is not None and not gets and holder.is_company(sentence, who):
        return ()
    near = {one.i for noun in (head, *nouns) for one in noun.subtree}
    subject = who if lemma in words("spend-verbs") else None
    for mention in policy.mentions(sentence):
        inside = subject is not None and mention.first <= subject.i < mention.end
        aside = any(one.lower_ == "to" for one in syntax.climb(mention.head) if one.i in near)
        if mention.kind.actor and (inside or (mention.head.i in near and not aside)):
            return mention.kind.actor
    return ()


def by_claim(point: Point, nouns: list[Token], verb: Token | None) -> tuple[str, ...]:
    """The state whose instrument was read at the noun of the sum, or at the subject that holds or gets it."""
    sentence = point.sentence
    who = syntax.subject(verb) if verb is not None else None
    spots = [*nouns, *([who] if who is not None and is_funding(who) else [])]
    for claim in sentence.claims:
        if not isinstance(claim, Policy) or claim.policy_type not in GIVING or len(claim.countries) != 1:
            continue
        spans = [slot.span for slot in claim.evidence.slots if slot.slot == "policy"]
        here = (sentence.span_of(one.i, one.i + 1) for one in spots)
        if any(span.overlaps(one) for one in here for span in spans):
            return claim.countries
    return ()
