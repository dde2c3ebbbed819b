"""Policies: which government uses, plans or ends which instrument, on what, against whom.

An instrument is a noun phrase of the vocabulary, a name, or a verb. It becomes a claim only when its actor is plain:
as its owner, as the subject or doer of its verb, by its name, or from the sentence before.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.attribution import attribution
from pipeline.extract.claims.policy_actor import find_actor
from pipeline.extract.claims.policy_acts import acts
from pipeline.extract.claims.policy_goodless import refusal_without_good
from pipeline.extract.claims.policy_goods import goods_of
from pipeline.extract.claims.policy_government import Actor, government
from pipeline.extract.claims.policy_how import of_act, of_noun
from pipeline.extract.claims.policy_kind import policy_type
from pipeline.extract.claims.policy_mentions import MORE, Mention, mentions, words
from pipeline.extract.claims.policy_passage import passages
from pipeline.extract.claims.policy_phrase import anchors
from pipeline.extract.claims.policy_rates import rates
from pipeline.extract.claims.policy_refusal import ADVISED, is_advised, refusal
from pipeline.extract.claims.policy_slots import partners_of, phrase_of
from pipeline.extract.sentence import Sentence
from pipeline.types import Claim, Evidence, Miss, Policy, PolicyType, SlotSpan
from pipeline.vocab.commodities import Kind

__all__ = ["find", "find_actor", "government", "mentions"]

NEAR = 6  # tokens between a class of instruments and its first example
LOOSE = "ambiguous-restriction"
MOST_GOODS = 6  # of one instrument; longer lists are tables


def find(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The policies of a parsed sentence, and the instruments without a plain actor."""
    taken: set[int] = set()
    read: list[tuple[Mention, Actor]] = []
    for mention in mentions(sentence):
        if not taken.isdisjoint(range(mention.first, mention.end)) or _repeats(mention, taken):
            continue
        actor = read[-1][1] if mention.kind.id == MORE and read else find_actor(sentence, mention)
        reason = refusal(sentence, mention, actor)
        if reason or actor is None:
            yield Miss(sentence.span, sentence.span_of(mention.first, mention.end), reason)
            continue
        taken.update(range(mention.first, mention.end))
        read.append((mention, actor))
    done = [*acts(sentence, taken), *passages(sentence, taken), *rates(sentence, taken)]
    done = [one for one in done if not _only_orders(one[0], one[2], read)]
    told: list[tuple[Policy, str]] = []
    for mention, actor, verb in (*_nouns(sentence, read, [verb for _, _, verb in done]), *done):
        noun = _word(mention, verb)
        if is_advised(verb, actor):
            yield Miss(sentence.span, sentence.span_of(mention.first, mention.end), ADVISED)
            continue
        for claim in _claims(sentence, mention, actor, verb):
            reason = refusal_without_good(sentence, mention, actor, claim)
            if reason:
                yield Miss(sentence.span, sentence.span_of(mention.first, mention.end), reason)
            elif not _is_told(claim, noun, told):
                told.append((claim, noun))
                yield claim


def _word(mention: Mention, verb: Token | None) -> str:
    """What tells an instrument from another of its sentence: its noun, a verb that makes a statement; else nothing."""
    if verb is None:
        over = syntax.governor(mention.head)
        if mention.kind.id == LOOSE and over is not None and over.dep_ == "advcl" and over.lemma_.lower() == "end":
            return ""  # "replaces its ban with quotas, ending a year's halt"
        noun = mention.head.lemma_.lower()
        return noun.removesuffix("s") if mention.head.text.isupper() else noun  # which the parser takes for a name
    if mention.kind.type is PolicyType.SUBSIDY:
        return ""  # who gives a grant announces it
    return f"to {verb.lemma_.lower()}" if verb.dep_ in {"ROOT", "conj"} else ""


def _nouns(
    sentence: Sentence, read: list[tuple[Mention, Actor]], verbs: list[Token]
) -> Iterator[tuple[Mention, Actor, None]]:
    """The instruments that stand for themselves: neither a law that only does another, nor a class with its example."""
    for mention, actor in read:
        does_it = any(verb.head == mention.head and verb.dep_ in {"acl", "relcl"} for verb in verbs)
        does_it = does_it or (
            mention.kind.type in {PolicyType.SANCTION, PolicyType.REGULATION}
            and any(syntax.own_subject(verb) == mention.head for verb in verbs)
        )
        others = [other for other, _ in read]
        orders = mention.kind.loose or mention.kind.id == "executive-order"
        carries = orders and any(mention.head in list(anchors(other))[1:] for other in others)
        made = any(_is_made_by(other, mention) or _is_example(sentence, other, mention) for other in others)
        made = made or _is_about(sentence, mention)
        made = made or _is_paid_into(mention, others, verbs) or _is_means(mention, others, verbs)
        if not (does_it or carries or made):
            yield mention, actor, None


def _only_orders(order: Mention, signs: Token, read: list[tuple[Mention, Actor]]) -> bool:
    """Whether an order that is signed only brings about an instrument: "signed an order raising tariffs"."""
    if order.kind.id != "act.order":
        return False
    inside = {token.i for token in (*order.head.subtree, *signs.subtree) if token.i > order.head.i}
    return any(one.head.i in inside and one.kind.type is not PolicyType.STRATEGY for one, _ in read)


def _is_about(sentence: Sentence, mention: Mention) -> bool:
    """Whether an order only deals with another instrument: "an executive order on the metal duties"."""
    inside = {token.i for one in syntax.children(mention.head, "prep") for token in one.subtree}
    others = (one for one in mentions(sentence) if one.head.i in inside and one.kind.type is PolicyType.TARIFF)
    return mention.kind.id == "executive-order" and any(True for _ in others)


def _is_made_by(one: Mention, law: Mention) -> bool:
    """Whether a law only brings about another instrument, which is then the claim: "the act ended the tax credits"."""
    if (
        law == one
        or law.kind.type is PolicyType.AGREEMENT
        or law.head.dep_ not in syntax.SUBJECTS
        or law.end > one.first
    ):
        return False
    if not law.kind.actor and law.head.lemma_.lower() not in words("laws"):
        return False
    over = list(anchors(one))[-1]
    return over.dep_ in {"dobj", "conj"} and syntax.governor(over) == syntax.governor(law.head)


def _is_means(mention: Mention, others: list[Mention], verbs: list[Token]) -> bool:
    """Whether an order is only how another instrument is made: "abolished the duty by executive order"."""
    by = mention.head.head
    if mention.kind.id != "executive-order" or mention.head.dep_ != "pobj" or by.lower_ not in words("means"):
        return False
    return by.head in verbs or any(syntax.governor(one.head) == by.head for one in others if one != mention)


def _is_paid_into(mention: Mention, others: list[Mention], verbs: list[Token]) -> bool:
    """Whether a name only tells where money goes that is a claim: "a $1 billion investment in the ... Facility"."""
    doc, at = mention.head.doc, mention.first - 1
    while at > 0 and doc[at].lower_ in {"the", "a", "an", "its", "new"}:
        at -= 1
    preposition = (
        doc[at] if mention.head.dep_ != "pobj" and at > 0 else mention.head.head
    )  # the parser splits long names
    if not mention.kind.id.startswith("title:") or preposition.dep_ != "prep":
        return False
    money = {one.head for one in others if one.kind.type is PolicyType.SUBSIDY and one != mention} | set(verbs)
    over = {preposition.head, preposition.head.head}  # "allocated $70 million for a ... Initiative"
    over |= {preposition.nbor(-1)} if preposition.i else set()
    return preposition.lower_ in {"in", "into", "for", "to"} and not money.isdisjoint(over)


def _is_example(sentence: Sentence, one: Mention, whole: Mention) -> bool:
    """Whether a named instrument is the example of a class that is meant: "incentives such as the ... Act"."""
    if not one.kind.actor or whole.kind.actor or not 0 < one.first - whole.end <= NEAR:
        return False
    between = " ".join(token.lower_ for token in sentence.doc[whole.end : one.first])
    return any(between.startswith(mark) for mark in words("examples") if mark.isalpha() or " " in mark)


def _repeats(mention: Mention, taken: set[int]) -> bool:
    """Whether the instrument only repeats one that was read: its name stands before it, or it is its apposition."""
    head = mention.head
    on = head.dep_ == "pobj" and head.head.lower_ == "on" and head.head.head.i in taken
    if on and mention.kind.type is not PolicyType.AGREEMENT:
        return True  # "a ban on export permits"
    if mention.first > 1 and head.doc[mention.first - 1].text == "(" and mention.first - 2 in taken:
        return True
    if not mention.kind.actor and _is_apposition(mention, taken):
        return True
    if head.dep_ in {"appos", "attr"} and not any(one.dep_ == "poss" for one in head.children):
        other = head.head if head.dep_ == "appos" else syntax.subject(head.head)
        if other is not None and other.i in taken:
            return True
    return any(child.i in taken for child in syntax.children(head, "compound", "nmod", "amod")) and not any(
        child.dep_ == "conj" for child in head.children
    )


def _is_apposition(mention: Mention, taken: set[int]) -> bool:
    """Whether an instrument stands right behind another and tells what it is: "the Act (AIA), the first law on"."""
    doc = mention.head.doc
    last = max((i for i in taken if i < mention.first), default=-1)
    start = last + 1
    if start < len(doc) and doc[start].text == "(":
        close = next((one.i for one in doc[start : mention.first] if one.text == ")"), start)
        start = close + 1
    behind = last >= 0 and start < len(doc) and doc[start].text == "," and mention.head.left_edge.i <= start + 1
    owned = any(one.dep_ == "poss" and one.ent_type_ == "" and one.pos_ == "PROPN" for one in mention.head.lefts)
    return behind and not owned and start + 1 < len(doc) and doc[start + 1].lower_ in {"the", "a", "an"}


def _is_told(one: Policy, noun: str, told: list[tuple[Policy, str]]) -> bool:
    """Whether a claim of this sentence tells the same instrument already; two of one type have different nouns."""
    for other, other_noun in told:
        alike = (one.countries, one.policy_type, one.commodity) == (other.countries, other.policy_type, other.commodity)
        targets = {one.partner, other.partner} - {""}
        again = one.evidence.rule == "policy.again" or noun in {other_noun, ""} or not other_noun
        guessed = one.evidence.rule == "policy.home"
        if alike and guessed:
            return True
        if alike and again and one.modality is other.modality and len(targets) < 2:  # noqa: PLR2004 - two targets differ
            return True
    return False


def _claims(sentence: Sentence, mention: Mention, actor: Actor, verb: Token | None = None) -> list[Policy]:
    kind = policy_type(sentence, mention, actor)
    goods = goods_of(sentence, mention, kind, actor)
    if mention.kind.id == "act.list":  # "listed tin as a critical mineral" lists tin
        goods = tuple(one for one in goods if one.kind is not Kind.CLASS) or goods
    partners, hits = partners_of(sentence, mention, actor)
    anchor = verb or list(anchors(mention))[-1]
    said = attribution(sentence, syntax.governor(anchor) or anchor)
    modality, status = of_act(sentence, mention, verb) if verb is not None else of_noun(sentence, mention, actor, kind)
    span = sentence.span_of(*phrase_of(sentence, mention))
    when, when_span = slots.year(sentence, span)
    claims: list[Policy] = []
    for good in goods[:MOST_GOODS]:
        spans = [SlotSpan("countries", hit.span) for hit in actor.hits]
        spans += [SlotSpan("policy", span), *(SlotSpan("partner", hit.span) for hit in hits)]
        spans += [
            SlotSpan(name, one) for name, one in (("commodity", good.span), ("year", when_span)) if one is not None
        ]
        if said is not None:
            spans.append(SlotSpan("attribution", said.span))
        claim = Policy(
            evidence=Evidence(sentence.span, actor.rule, tuple(spans)),
            countries=actor.codes,
            partner="+".join(partners),
            commodity=good.name,
            policy=span.of(sentence.document.text),
            policy_type=kind,
            status=status,
            year=when,
            modality=modality,
            attribution=said.text if said is not None else "",
        )
        claims.append(claim)
    return claims
