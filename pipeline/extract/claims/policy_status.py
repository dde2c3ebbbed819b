"""How far an instrument has come: as its adjectives, the nouns that carry it and the verbs over it tell."""

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import anchors
from pipeline.types import Modality, Policy, PolicyStatus, PolicyType
from pipeline.vocab import policies


def status_of(
    mention: Mention, modality: Modality, kind: PolicyType, model: Policy | None, *, apart: bool = False
) -> PolicyStatus:
    """How far the instrument has come: by its adjective, then the words over it, then as before, then as a mention.

    With `apart` the verb over it tells nothing, as somebody else is its subject.
    """
    for token in mention.head.lefts:
        status = policies.status_of_epithet().get(token.lower_)
        if status in {PolicyStatus.PROPOSED, PolicyStatus.ENDED}:
            return status
    if modality is Modality.POSSIBLE or _is_pending(mention):
        return PolicyStatus.PROPOSED
    ordered = modality is Modality.ASSERTED and _was_ordered(mention)
    found = PolicyStatus.ANNOUNCED if ordered else _told(mention, apart=apart)
    if mention.head.lemma_.lower() in words("pending-nouns") and found in {None, PolicyStatus.IN_FORCE}:
        found = PolicyStatus.PROPOSED
    if modality is Modality.NEGATED:
        return PolicyStatus.NONE if found is PolicyStatus.IN_FORCE else found or PolicyStatus.NONE
    if found is not None:
        return PolicyStatus.ANNOUNCED if modality is Modality.PLANNED and found is PolicyStatus.IN_FORCE else found
    if model is not None:
        planned = modality is Modality.PLANNED and model.status is PolicyStatus.IN_FORCE
        return PolicyStatus.ANNOUNCED if planned else model.status
    new = modality is Modality.PLANNED or kind is PolicyType.AGREEMENT or _is_new_rate(mention)
    return PolicyStatus.ANNOUNCED if new else PolicyStatus.IN_FORCE


def _was_ordered(mention: Mention) -> bool:
    """Whether an instrument was brought about by a paper that somebody signed: "signed an order raising the duty"."""
    verb = syntax.governor(list(anchors(mention))[-1])
    return verb is not None and verb.dep_ in {"acl", "relcl"} and verb.head.lemma_.lower() in words("signed-papers")


def _is_new_rate(mention: Mention) -> bool:
    """Whether a rate is named that was not there before: "Trump's new 25% tariffs"."""
    before = [one.lower_ for one in mention.head.doc[mention.head.left_edge.i : mention.head.i]]
    return "%" in before and not {"new", "additional", "extra"}.isdisjoint(before)


def _is_pending(mention: Mention) -> bool:
    """Whether the sentence says that the instrument is not there yet: "approval is still pending"."""
    verb = mention.head.head
    if mention.head.dep_ not in syntax.SUBJECTS:
        return False
    told = (verb, *verb.rights) if verb.lemma_ == "be" else (verb,)
    return any(policies.status_of_epithet().get(one.lower_) is PolicyStatus.PROPOSED for one in told)


def _told(mention: Mention, *, apart: bool) -> PolicyStatus | None:
    """The status that the verbs and nouns over the instrument tell; what has an end outranks what began."""
    nouns = list(anchors(mention))
    carried = next((one for noun in nouns[1:] if (one := policies.status_of_noun().get(noun.lemma_.lower()))), None)
    inner = _of_verbs(mention.head) if len(nouns) > 1 else None
    outer = _of_verbs(nouns[-1]) if not apart else None
    if carried is not None:
        ended = outer is PolicyStatus.ENDED or (inner is PolicyStatus.ENDED and carried is not PolicyStatus.PROPOSED)
        return PolicyStatus.ENDED if ended else carried
    if outer in {PolicyStatus.ENDED, PolicyStatus.PROPOSED}:
        return outer
    for child in syntax.children(mention.head, "acl"):
        status = policies.status_of_verb().get(child.lemma_.lower())
        if status is not None and child.tag_ == "VBN" and child.lemma_.lower() not in words("purpose"):
            return status
    if outer is PolicyStatus.IN_FORCE and mention.kind.id == "decision" and _begins(nouns[-1]):
        return PolicyStatus.ANNOUNCED
    return outer


def _begins(noun: Token) -> bool:
    verb = syntax.governor(noun)
    return verb is not None and verb.lemma_.lower() in words("openings")


def _raises(verb: Token) -> bool:
    """Whether a verb of ending raises here: "lifting the duty to 40%"."""
    if verb.lemma_.lower() not in words("raising"):
        return False
    return any(one.lower_ == "to" and any(t.like_num for t in one.subtree) for one in verb.subtree if one.i > verb.i)


def _comes(verb: Token) -> Token:
    """What an instrument is going to do: "is set to expire", "is due to end"."""
    for one in verb.children:
        below = one if one.dep_ == "xcomp" else next(syntax.children(one, "xcomp"), None)
        coming = {verb.lemma_.lower(), one.lemma_.lower()} & words("coming")
        if coming and below is not None and below.lemma_.lower() in words("inchoative"):
            return below
    return verb


def _of_verbs(noun: Token) -> PolicyStatus | None:
    """What the verb over a noun tells, and the verbs that take it as their complement: "agreed to cut the duty"."""
    verb = syntax.governor(noun)
    verb = _comes(verb) if verb is not None and noun.dep_ in syntax.SUBJECTS else verb
    if verb is None or (noun.dep_ == "nsubj" and verb.lemma_.lower() not in words("inchoative")):
        return None  # what an instrument does tells nothing of it
    found: PolicyStatus | None = None
    for _ in range(4):
        status = PolicyStatus.IN_FORCE if _raises(verb) else policies.status_of_verb().get(verb.lemma_.lower())
        if status is PolicyStatus.ENDED and noun.dep_ == "pobj" and noun.head.lower_ == "with":
            status = None  # "ended the row with a deal"
        if verb.lemma_.lower() in words("announcing") and _is_to_come(verb):
            status = PolicyStatus.PROPOSED  # "will announce a duty": not announced yet
        if status is PolicyStatus.PROPOSED or found is None:
            found = status or found
        elif status is PolicyStatus.ANNOUNCED and found is PolicyStatus.IN_FORCE:
            found = status
        if verb.dep_ not in {"xcomp", "ccomp"} or verb.head == verb or not syntax.is_verb(verb.head):
            return found
        if verb.dep_ == "ccomp" and found is not None:
            return found
        verb = verb.head
    return found


def _is_to_come(verb: Token) -> bool:
    """Whether a verb is one of what will be done: "will announce", "plans to unveil"."""
    return any(one.tag_ == "MD" for one in verb.children) or (
        verb.dep_ == "xcomp" and any(one.tag_ == "TO" for one in verb.children)
    )
