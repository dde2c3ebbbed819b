"""Why an instrument is no claim though it has an actor: a task, a province's law, a promise, nothing it is on."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_acts import names_sum
from pipeline.extract.claims.policy_government import Actor, government
from pipeline.extract.claims.policy_matter import other_sense
from pipeline.extract.claims.policy_mentions import Mention, mentions, words
from pipeline.extract.claims.policy_misread import misreading
from pipeline.extract.claims.policy_slots import partners_of, phrase_of
from pipeline.extract.context import is_stated
from pipeline.extract.sentence import Sentence
from pipeline.types import PolicyType
from pipeline.vocab.places import regions

ADVISED = "what the writer says a state must do"
WORTH = 6  # tokens between money, "worth" and its sum
NEAR = 3  # tokens between a word of keeping a rule and the rule


def refusal(sentence: Sentence, mention: Mention, actor: Actor | None) -> str:
    """Why the instrument is no claim; empty when it is one."""
    if actor is None or not _is_public(sentence, mention, actor):
        return "no government acts by this instrument"
    task = mention.head.lower_ in words("duties") and mention.end - mention.first == 1 and not _is_of_trade(sentence)
    vague = mention.kind.loose and mention.kind.type is not PolicyType.AGREEMENT
    fieldless = (vague or mention.kind.id == "executive-order") and not _has_field(sentence)
    promised = any(one in sentence.text.lower() for one in words("campaign"))
    misread = misreading(sentence, mention, actor)
    reasons = (
        (_is_subnational(mention, actor), "a state or province, not the country, acts by this instrument"),
        (task, "a duty that nothing tells to be one on goods"),
        (_is_thanked(sentence), "an acknowledgement of research money"),
        (promised, "a promise of somebody who runs for office"),
        (_is_boilerplate(sentence), "what a firm warns of in every report"),
        (_is_within_power(mention), "somebody may use this instrument, nobody does"),
        (_is_obeyed(sentence, mention), "somebody keeps a rule, nobody makes it"),
        (_bounds_tariff(sentence, mention), "a quota that only tells how far a tariff goes"),
        (_is_price_paid(mention), "a price at which something is sold"),
        (_is_other(mention, actor), "other instruments than those spoken of"),
        (bool(misread), misread),
        (_is_asked_for(sentence, mention, actor), "somebody asks for a decision that is not taken"),
        (fieldless, "the text names no commodity that the instrument could be on"),
        (not is_stated(sentence, mention.head), "a question or a condition states nothing"),
        (_is_on_itself(sentence, mention, actor), "an instrument of a country on itself"),
        (_is_asked_by_province(sentence, mention), "a province only says what its country should do"),
        (is_advised(syntax.governor(mention.head), actor), ADVISED),
    )
    return next((reason for holds, reason in reasons if holds), "") or other_sense(sentence, mention)


def _is_asked_by_province(sentence: Sentence, mention: Mention) -> bool:
    """Whether the head of a province says what the country might do: "Quebec's premier mused that Canada should"."""
    verbs = [one for one in syntax.climb(mention.head) if syntax.is_verb(one)]
    root = verbs[-1] if verbs else None
    wished = any(child.lower_ in words("wishing") for one in verbs[:-1] for child in one.lefts)
    subject = syntax.own_subject(root) if root is not None and wished else None
    if subject is None or subject.i > mention.first:
        return False
    return any(one.text in regions() for one in sentence.doc[subject.left_edge.i : subject.i + 1])


def is_advised(verb: Token | None, actor: Actor) -> bool:
    """Whether the writer says what a state must do with an instrument: "Chile must offer incentives"."""
    if actor.rule not in {"policy.subject", "policy.act"} or verb is None or verb.dep_ in {"ccomp", "parataxis"}:
        return False
    subject = syntax.own_subject(verb)
    states = {hit.end - 1 for hit in actor.hits}
    told = any(one.dep_ == "aux" and one.lower_ in words("advising") for one in verb.lefts)
    return told and subject is not None and subject.i in states


def _is_on_itself(sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether an instrument is on or with the very country that would act, so that another does: "he, on Peru"."""
    kinds = {PolicyType.SANCTION, PolicyType.TARIFF, PolicyType.AGREEMENT}
    own = (
        {"policy.owned", "policy.agent", "policy.again"}
        if mention.kind.type is PolicyType.AGREEMENT
        else {"policy.owned"}
    )
    if mention.kind.type not in kinds or actor.rule in own:
        return False
    ahead = {"with"} if mention.kind.type is PolicyType.AGREEMENT else {"on", "against"}
    aims = [one for one in mention.head.children if one.dep_ == "prep" and one.lower_ in ahead]
    hits = [hit for hit in sentence.places if hit not in actor.hits or mention.kind.type is PolicyType.AGREEMENT]
    named = {hit.end - 1: hit.code for hit in hits}
    codes = {named[noun.i] for one in aims for noun in syntax.children(one, "pobj") if noun.i in named}
    return bool(codes) and codes.issubset(actor.codes)


def _is_boilerplate(sentence: Sentence) -> bool:
    """Whether a firm only tells on what its fortunes hang: "factors that may cause results to differ"."""
    return any(one in sentence.text.lower() for one in words("warning"))


def _is_thanked(sentence: Sentence) -> bool:
    """Whether a paper thanks the funds that paid for it: "supported by the ... Program (No. 2019YF01)"."""
    return any(one in sentence.text.lower() for one in words("acknowledging"))


def _is_subnational(mention: Mention, actor: Actor) -> bool:
    """Whether the words before the instrument make it a province's or firm's: "state climate laws" in a federation."""
    before = {one.lower_ for one in mention.head.lefts if one.i < mention.first}
    if words("federations").isdisjoint(actor.codes):
        before -= {"state"}
    return not before.isdisjoint(words("subnational")) and before.isdisjoint(words("federal"))


def _is_of_trade(sentence: Sentence) -> bool:
    """Whether the sentence speaks of trade, so that a duty is no task."""
    percent = any(one.unit == "percent" for one in sentence.figures)
    return (
        percent
        or any(not words("trade-hints").isdisjoint({token.lower_, token.lemma_}) for token in sentence.doc)
        or _names_material(sentence)
    )


def _names_material(sentence: Sentence) -> bool:
    return any(not hit.weak for hit in sentence.goods)


def _has_field(sentence: Sentence) -> bool:
    """Whether the text so far, or its title, speaks of any commodity."""
    one: Sentence | None = sentence
    while one is not None:
        if any(hit.name not in words("no-field") for hit in one.goods):
            return True
        one = one.previous
    return slots.title_good(sentence.document.title) is not None


def _is_public(sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether the instrument is one of state: a loose agreement needs two governments."""
    if mention.kind.id == "subsidy-sum" and actor.model is None:
        first, end = phrase_of(sentence, mention)
        over = mention.head.head
        if mention.head.dep_ == "pobj" and over.lower_ == "of":  # "€3m of EU money"
            first = min(first, over.head.left_edge.i)
        worth = [one.i for one in sentence.doc[end : end + WORTH] if one.lower_ == "worth"]
        return names_sum(sentence, first, end) or any(
            names_sum(sentence, i, min(i + WORTH, len(sentence.doc))) for i in worth
        )
    if mention.kind.id == "plan" and actor.model is None:
        described = any(
            one.pos_ in {"NOUN", "PROPN", "NUM"} and one.dep_ != "poss" and sentence.place_at(one) is None
            for one in mention.head.lefts
        )
        if mention.head.tag_ == "NNS":  # "energy plans" are some, "growth plans" none
            left = {one.i for child in mention.head.lefts if child.dep_ != "poss" for one in child.subtree}
            described = any(hit.first in left and hit.name not in words("no-field") for hit in sentence.goods)
        described = described and words("vague-plans").isdisjoint(one.lower_ for one in mention.head.lefts)
        aims = any(
            one.dep_ in {"acl", "relcl"} and any(c.tag_ == "TO" for c in one.children) for one in mention.head.children
        )
        return described and not aims
    if mention.kind.type is not PolicyType.AGREEMENT or actor.model is not None or mention.kind.actor:
        return True
    if len(actor.codes) > 1 or actor.rule == "policy.agent":
        return True
    codes, _ = partners_of(sentence, mention, actor)
    return bool(codes) or not mention.kind.loose


def _is_within_power(mention: Mention) -> bool:
    """Whether the text tells who may use an instrument: "the power to impose tariffs"."""
    verb = syntax.governor(mention.head)
    over = verb.head if verb is not None and verb.dep_ in {"acl", "relcl", "xcomp"} else None
    return over is not None and over.lemma_.lower() in words("powers")


def _is_obeyed(sentence: Sentence, mention: Mention) -> bool:
    """Whether the sentence only tells that somebody keeps a rule: "complies with EU standards"."""
    if mention.kind.type is not PolicyType.REGULATION or not (mention.kind.loose or mention.kind.actor):
        return False
    behind = [one.lower_ for one in sentence.doc[mention.end : mention.end + 2]]
    if behind[-1:] in (["compliant"], ["compliance"]):
        return True  # "Harbour Act-compliant ships"
    over = mention.head.head
    if mention.head.dep_ == "pobj" and over.lower_ in {"with", "to"}:
        over = over.head
    left = min(mention.head.left_edge.i, mention.first)
    if left and sentence.doc[left - 1].text == "(":  # "compliance with the Clean Harbour Act (CHA)"
        left -= 1
        while left and sentence.doc[left - 1].text[:1].isupper():
            left -= 1
    before = {one.lower_ for one in sentence.doc[max(0, left - NEAR) : left]}
    return not words("obeying").isdisjoint({over.lemma_.lower(), over.lower_, *before})


def _bounds_tariff(sentence: Sentence, mention: Mention) -> bool:
    """Whether a quota only bounds the tariff of its sentence: "cut the duty to 10% within a quota of 250,000 cars"."""
    within = mention.head.dep_ == "pobj" and mention.head.head.lower_ in {"within", "on", "inside", "under", "up"}
    quota = mention.head.lemma_.lower() == "quota" and mention.kind.id == "ambiguous-restriction"
    return within and quota and any(one.kind.type is PolicyType.TARIFF for one in mentions(sentence))


def _is_asked_for(sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether a firm or a citizen seeks a decision that no agency has taken: "plans to file for FDA approval"."""
    over = mention.head.head
    if mention.kind.id != "decision" or actor.rule not in {"policy.owned", "policy.agent", "policy.federal"}:
        return False
    if mention.head.dep_ == "pobj" and over.lower_ in {"for", "to", "toward", "towards"}:
        over = over.head
        verb = syntax.governor(over) if over.pos_ in {"NOUN", "PROPN"} else None  # "develops drugs for FDA approval"
        over = verb if verb is not None and verb.lemma_.lower() in words("seeking") else over
    elif mention.head.dep_ != "dobj":
        return False
    if over.lemma_.lower() not in words("seeking") and not (syntax.is_verb(over) and _is_still_needed(over)):
        return False
    return not (syntax.is_verb(over) and government(sentence, syntax.subject(over)))


def _is_still_needed(verb: Token) -> bool:
    """Whether what the verb tells has yet to be done: "is required to obtain", "has to win", "must get"."""
    if any(one.lemma_.lower() in words("needing") for one in verb.children):
        return True
    above = verb.head.lemma_.lower()
    return verb.dep_ == "xcomp" and (above == "have" or above in words("needing"))


def _is_price_paid(mention: Mention) -> bool:
    """Whether a price only tells for what something is sold: "sold at the floor price"."""
    paid = mention.head.dep_ == "pobj" and mention.head.head.lower_ in {"at", "above", "below"}
    return paid and mention.kind.type is PolicyType.SUBSIDY and mention.head.lemma_.lower() in {"price", "floor"}


def _is_other(mention: Mention, actor: Actor) -> bool:
    """Whether an instrument is another than the one before, whose owner is not told: "with other levies"."""
    before = {one.lower_ for one in mention.head.lefts if one.i < mention.first}
    return actor.model is not None and not before.isdisjoint({"other", "others"})
