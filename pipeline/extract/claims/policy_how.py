"""How an instrument is meant, and how far it has come: as its own words and the verb over it tell."""

import itertools

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.policy_acts import act_status
from pipeline.extract.claims.policy_government import Actor, government
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import anchors
from pipeline.extract.claims.policy_status import status_of
from pipeline.extract.claims.policy_use import is_heard_of
from pipeline.extract.context import context
from pipeline.extract.sentence import Sentence
from pipeline.types import Modality, PolicyStatus, PolicyType

REACH = 2  # tokens behind the phrase of an instrument in which "due to" still tells of it
FOR_WHOM = 5  # words up from "from" to what frees: "an exemption for tin from"


def of_noun(sentence: Sentence, mention: Mention, actor: Actor, kind: PolicyType) -> tuple[Modality, PolicyStatus]:
    """Modality and status of an instrument that a noun names."""
    apart = _is_beyond(sentence, mention, actor)
    if kind is not PolicyType.SUBSIDY and not apart and _exempts(mention):
        return Modality.NEGATED, PolicyStatus.NONE
    if _stands(mention):
        return Modality.ASSERTED, PolicyStatus.IN_FORCE
    if _is_due(mention):
        return Modality.PLANNED, PolicyStatus.ANNOUNCED
    found = context(sentence, mention.head)
    if apart:
        start = min(list(anchors(mention))[-1].left_edge.i, mention.first)
        found = found.within(sentence.span_of(start, mention.end))
    modality = found.modality
    if modality is Modality.ASSERTED:
        modality = _told_by_noun(mention) or modality
    if mention.kind.id == "tax" and kind is PolicyType.SUBSIDY and modality is Modality.ASSERTED:
        return modality, PolicyStatus.IN_FORCE  # the tax ends, the subsidy begins
    return modality, status_of(mention, modality, kind, actor.model, apart=apart)


def of_act(sentence: Sentence, mention: Mention, verb: Token) -> tuple[Modality, PolicyStatus]:
    """Modality and status of an instrument that a verb is."""
    modality = context(sentence, verb).modality
    if mention.kind.id == "act.vow" and modality is Modality.PLANNED and not _is_future(verb.head):
        modality = Modality.ASSERTED  # what is promised is agreed
    if modality is Modality.NEGATED and mention.kind.id in words("lenient-acts"):
        return Modality.ASSERTED, PolicyStatus.IN_FORCE  # what is not allowed is forbidden
    if mention.kind.id == "act.pass":
        return Modality.ASSERTED, PolicyStatus.IN_FORCE  # what may not pass is held back
    if mention.kind.id == "act.let-pass":
        return Modality.ASSERTED, PolicyStatus.ENDED
    status = act_status(modality, verb)
    if mention.kind.id in words("lenient-acts") and status is PolicyStatus.IN_FORCE and modality is Modality.ASSERTED:
        status = PolicyStatus.ENDED  # what is allowed is no longer held back
    approved = mention.kind.id == "act.approve" and status is PolicyStatus.ANNOUNCED and modality is Modality.ASSERTED
    return modality, PolicyStatus.IN_FORCE if approved else status


def _is_beyond(sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether what stands over an owned instrument is done by somebody else: "investors weighed U.S. tariffs"."""
    anchor = list(anchors(mention))[-1]
    verb = syntax.governor(anchor)
    if actor.rule != "policy.owned" or verb is None or anchor.dep_ in syntax.SUBJECTS:
        return False
    if is_heard_of(verb, anchor):
        return True
    doer = syntax.subject(verb)
    own = doer is not None and not {hit.code for hit in government(sentence, doer)}.isdisjoint(actor.codes)
    passive = any(one.dep_ == "auxpass" for one in verb.children)
    return verb.lemma_.lower() in words("judging") and not own and not passive


def _told_by_noun(mention: Mention) -> Modality | None:
    """How a noun that carries the instrument means it: a threat is possible, a plan planned."""
    for noun in list(anchors(mention))[1:]:
        if noun.lemma_.lower() in words("maybe-nouns"):
            return Modality.POSSIBLE
        if noun.lemma_.lower() in words("plan-nouns"):
            return Modality.PLANNED
    over = mention.head.head.head if mention.head.dep_ == "pobj" and mention.head.head.lower_ == "of" else None
    return Modality.POSSIBLE if over is not None and over.lemma_.lower() in words("maybe-nouns") else None


def _is_due(mention: Mention) -> bool:
    """Whether words right behind the instrument tell that it is to come: "its duties on tin due to take effect"."""
    behind = mention.head.doc[mention.end : mention.head.right_edge.i + REACH]
    due = next((one for one in behind if one.lower_ == "due" or syntax.is_verb(one)), None)
    begins = due is not None and due.i + 2 < len(due.doc) and due.nbor(2).lemma_ in {"take", "start"}
    return begins and due is not None and due.lower_ == "due"


def _stands(mention: Mention) -> bool:
    """Whether an instrument is said to be there already: "on top of existing duties"."""
    own = any(one.lower_ in words("standing") for one in mention.head.lefts)
    over = mention.head.head.lower_ if mention.head.dep_ == "pobj" else ""
    return own and (over in {"of", "to", "beyond", "above", "on"} or mention.head.dep_ not in {"dobj", "nsubjpass"})


def _is_future(verb: Token) -> bool:
    return any(one.tag_ == "MD" for one in verb.children) or verb.dep_ == "xcomp"


def _exempts(mention: Mention) -> bool:
    """Whether the words over the instrument exempt from it."""
    verb = syntax.governor(mention.head)
    head = mention.head.head
    if mention.head.dep_ != "pobj":
        return False
    over = itertools.islice(syntax.climb(head), FOR_WHOM) if head.lower_ == "from" else (head.head,)
    freed = head.lower_ in {"from", "to"} and any(one.lemma_.lower() in words("exempt") for one in over)
    return freed or (verb is not None and verb.lemma_.lower() in words("exempt"))
