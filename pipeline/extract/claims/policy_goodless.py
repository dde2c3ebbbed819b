"""Why an instrument is no claim by what it is on: by nothing that is named, or by another matter than goods."""

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_government import Actor
from pipeline.extract.claims.policy_kind import told_type
from pipeline.extract.claims.policy_matter import is_on_other_matter, names_other_matter
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.sentence import Sentence
from pipeline.types import Modality, Policy, PolicyType, Span

ON_GOODS = frozenset({PolicyType.EXPORT_CONTROL, PolicyType.IMPORT_RESTRICTION, PolicyType.PRODUCTION_CONTROL})


def refusal_without_good(sentence: Sentence, mention: Mention, actor: Actor, claim: Policy) -> str:
    """Why an instrument is no claim when it is on nothing that is named; empty when it is one all the same."""
    own = next(one.span for one in claim.evidence.slots if one.slot == "policy")
    named = [one.span for one in claim.evidence.slots if one.slot == "commodity"]
    elsewhere = not any(own.overlaps(one) for one in named)
    bare_order = mention.kind.id == "act.order" and bool(named) and not _is_its_own(sentence, mention, named)
    reasons = (
        (mention.kind.id == "tax" and not _is_levied(mention, claim), "a tax on nothing that is named"),
        (told_type(sentence, mention, actor) is None, "a restriction that nothing tells the kind of"),
        (names_other_matter(mention) and elsewhere, "an instrument on another matter than goods"),
        (bare_order, "an order on something that its own words do not name"),
        (_is_of_no_drug(sentence, mention, actor, claim), "a decision on a product that nothing names"),
    )
    found = next((reason for holds, reason in reasons if holds), "")
    return found or ("" if named else _unnamed(sentence, mention, actor, claim))


def _unnamed(sentence: Sentence, mention: Mention, actor: Actor, claim: Policy) -> str:
    """Why an instrument is no claim whose sentence does not name what it is on."""
    kind = claim.policy_type
    told = slots.title_good(sentence.document.title)
    guessed = actor.rule == "policy.home" and (told is None or told.name != claim.commodity)
    nobody = kind is PolicyType.AGREEMENT and claim.modality is Modality.NEGATED and not claim.partner
    vague = not claim.commodity and mention.kind.loose and kind in ON_GOODS
    federal = kind is PolicyType.SUBSIDY and actor.rule == "policy.federal"
    bare = not claim.commodity and mention.kind.id in words("only-on-goods")
    aims = (one for one in syntax.children(mention.head, "acl", "relcl") if any(to.tag_ == "TO" for to in one.lefts))
    other_aim = mention.kind.id == "executive-order" and any(True for _ in aims)
    reasons = (
        (other_aim, "an order to do something with what nothing names"),
        (is_on_other_matter(mention), "an instrument on another matter than goods"),
        (guessed and claim.commodity not in {"", "goods"}, "neither who acts nor on what is told"),
        (nobody, "no agreement with nobody that is named"),
        (not claim.commodity and _is_bare_law(sentence, mention), "a law on nothing that is named"),
        (vague, "a restriction on nothing that is named"),
        (federal, "federal money for nothing that is named"),
        (not claim.commodity and _is_bare_plan(mention, kind), "a plan or order on nothing that is named"),
        (mention.kind.id in words("on-own-goods"), "an act on something that its sentence does not name"),
        (bare, "an order or contract for nothing that is named"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def _is_its_own(sentence: Sentence, mention: Mention, named: list[Span]) -> bool:
    """Whether a commodity stands in the words of the noun itself: "signed an order to boost tin mining"."""
    aims = [one for one in syntax.children(mention.head.head, "advcl") if any(to.tag_ == "TO" for to in one.lefts)]
    beside = (*mention.head.subtree, *(one for aim in aims for one in aim.subtree))
    return any(sentence.span_of(one.i, one.i + 1).overlaps(span) for one in beside for span in named)


def _is_of_no_drug(sentence: Sentence, mention: Mention, actor: Actor, claim: Policy) -> bool:
    """Whether an agency for drugs decides on something that it has no say in: its product is not named."""
    text = sentence.document.text
    agency = any(hit.span.of(text).removeprefix("the ") in words("drug-agencies") for hit in actor.hits)
    return mention.kind.id == "decision" and agency and claim.commodity not in words("drug-goods")


def _is_levied(mention: Mention, claim: Policy) -> bool:
    """Whether a tax is on goods that the sentence names; a fee counts only on foreign ones."""
    described = mention.head.dep_ in {"compound", "nmod", "amod"}
    fee = mention.head.lemma_.lower() == "fee" and claim.policy_type is not PolicyType.TARIFF
    return not described and not fee and any(one.slot == "commodity" for one in claim.evidence.slots)


def _is_bare_plan(mention: Mention, kind: PolicyType) -> bool:
    """Whether an instrument is one of the vague ones that a name alone makes plain: "its strategy", "stockpiles"."""
    named = mention.kind.actor or mention.kind.id.startswith(("title:", "act."))
    named = named or (mention.end - mention.first > 1 and mention.kind.id != "executive-order")  # "industrial strategy"
    return not named and kind in {PolicyType.STRATEGY, PolicyType.STOCKPILE}


def _is_bare_law(sentence: Sentence, mention: Mention) -> bool:
    """Whether an instrument is a law of which nothing tells what it is about: "in compliance with U.S. law"."""
    described = any(
        one.pos_ in {"NOUN", "PROPN", "NUM", "ADJ"}
        and sentence.place_at(one) is None
        and one.lower_ not in words("domestic")
        for one in mention.head.lefts
    )
    return mention.kind.id == "regulation" and mention.end - mention.first == 1 and not described
