"""What an instrument is: its words, whom it targets and how far it has come."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_government import Actor, acting
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import anchors, instrument_tokens, scope_after, without_clauses
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Modality, Policy, PolicyStatus, PolicyType
from pipeline.vocab import policies
from pipeline.vocab.places import PlaceForm

TARGETS = frozenset({PlaceForm.NAME, PlaceForm.DEMONYM, PlaceForm.CAPITAL, PlaceForm.DESCRIPTION, PlaceForm.SEAT})
MOST_WORDS = 12  # of an instrument's "on", "of" or "for" phrase


# --- words -----------------------------------------------------------------------------------------------------------


def phrase_of(sentence: Sentence, mention: Mention) -> tuple[int, int]:
    """The instrument as the text names it: its modifiers but the owner, and its "on", "of" or "for" phrase."""
    first, end = mention.first, mention.end
    for token in mention.head.lefts:
        if (
            token.dep_ in {"amod", "compound", "nummod", "nmod", "quantmod"}
            and token.i < first
            and not _holds_place(sentence, token)
        ):
            first = min(first, token.left_edge.i)
    behind = scope_after(mention)
    for token in (*mention.head.rights, *((behind,) if behind is not None else ())):
        if token.dep_ == "prep" and token.lower_ in words("scope-prepositions") and token.i == end:
            last = max(one.i for one in without_clauses(token))
            end = max(end, min(last + 1, end + MOST_WORDS))
    dashes = [one.i for one in sentence.doc[first : mention.first] if one.text in {"-", "–", "—"} and _is_spaced(one)]
    first = max([first, *(i + 1 for i in dashes)])
    while end > mention.end and sentence.doc[end - 1].pos_ == "ADP":
        end -= 1
    while end - first > 1 and sentence.doc[end - 1].is_punct and sentence.doc[end - 1].text not in {")", "”", '"'}:
        end -= 1
    return first, end


def _is_spaced(dash: Token) -> bool:
    """Whether a dash parts a dateline from the text: "OSLO, May 5 - Duties ..."."""
    return bool(dash.whitespace_) and dash.i > 0 and bool(dash.nbor(-1).whitespace_)


def _holds_place(sentence: Sentence, token: Token) -> bool:
    return any(sentence.place_at(one) is not None for one in token.subtree)


# --- partner ---------------------------------------------------------------------------------------------------------


def partners_of(sentence: Sentence, mention: Mention, actor: Actor) -> tuple[tuple[str, ...], tuple[PlaceHit, ...]]:
    """Whom the instrument targets: codes, and the words where this sentence has them."""
    inside = {token.i for token in instrument_tokens(mention)}
    clause = {token.i for token in syntax.clause(mention.head)}
    for one in mention.head.children:
        if one.dep_ in {"relcl", "acl"}:
            clause |= {token.i for token in one.subtree}
    found: list[PlaceHit] = []
    for hit in sentence.places:
        if acting(hit.code) in actor.codes or hit.form not in TARGETS or hit in actor.hits:
            continue
        near = hit.first in inside and hit.first >= mention.first
        near = near or _is_origin(sentence, hit, inside)
        near = near or (mention.kind.type is PolicyType.SANCTION and hit.end == mention.first)  # "its Russia sanctions"
        if near or (hit.first in clause and _is_target(sentence, mention, hit, found)):
            found.append(hit)
    found = found or _with_which(sentence, mention, actor)
    if found:
        return slots.codes(found), tuple(found)
    foreign = any(
        token.lower_ in {"foreign", "imported", "overseas"} and token.i >= mention.end
        for token in instrument_tokens(mention)
    )
    if foreign:
        return ("FOREIGN",), ()
    if actor.model is not None and actor.model.partner and mention.head.left_edge.lower_ in words("second-mention"):
        return tuple(actor.model.partner.split("+")), ()
    return (), ()


def _is_origin(sentence: Sentence, hit: PlaceHit, inside: set[int]) -> bool:
    """Whether goods of the instrument come from a place: "a tariff on cars imported from China"."""
    before = sentence.doc[hit.first - 1] if hit.first else None
    if before is None or before.lower_ != "from" or before.head.tag_ not in {"VBN", "VBG", "VBD"}:
        return False
    return before.head.lemma_.lower() in words("covering") and before.head.head.i in inside


def _with_which(sentence: Sentence, mention: Mention, actor: Actor) -> list[PlaceHit]:
    """The country before "with which" or "to whom" in whose clause the instrument stands."""
    verb = syntax.governor(mention.head)
    if verb is None or verb.dep_ != "relcl" or sentence.place_at(verb.head) is None:
        return []
    fronted = any(one.dep_ == "prep" and any(c.tag_ in {"WDT", "WP"} for c in one.children) for one in verb.children)
    hit = sentence.place_at(verb.head)
    return [hit] if fronted and hit is not None and hit.code not in actor.codes else []


def _is_target(sentence: Sentence, mention: Mention, hit: PlaceHit, found: list[PlaceHit]) -> bool:
    if found and found[-1].end >= hit.first - 2:
        return True
    token = sentence.doc[hit.end - 1]
    while token.head != token:
        if token.dep_ == "pobj" and token.head.lower_ == "of":
            token = token.head.head
        elif token.dep_ in {"amod", "compound", "poss", "nmod", "conj"}:
            token = token.head
        else:
            break
    if hit.first < mention.first:  # "threatened Canada with tariffs"
        verb = syntax.governor(mention.head)
        listed = words("listing") if mention.head.lemma_.lower() in {"list", "blacklist"} else frozenset[str]()
        hitting = verb is not None and verb.lemma_.lower() in words("hit") | listed and verb in syntax.climb(token)
        return hitting and token.dep_ in {"dobj", "dative", "nsubjpass", "pobj"}
    if token.dep_ == "pobj":
        return token.head.lower_ in words("target-prepositions")
    return token.dep_ == "dobj" and token.head.lemma_.lower() in words("hit")


# --- status ----------------------------------------------------------------------------------------------------------


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
    found = _told(mention, apart=apart)
    if mention.head.lemma_.lower() in words("pending-nouns") and found in {None, PolicyStatus.IN_FORCE}:
        found = PolicyStatus.PROPOSED
    if modality is Modality.NEGATED:
        return PolicyStatus.NONE if found is PolicyStatus.IN_FORCE else found or PolicyStatus.NONE
    if found is not None:
        return PolicyStatus.ANNOUNCED if modality is Modality.PLANNED and found is PolicyStatus.IN_FORCE else found
    if model is not None:
        planned = modality is Modality.PLANNED and model.status is PolicyStatus.IN_FORCE
        return PolicyStatus.ANNOUNCED if planned else model.status
    new = modality is Modality.PLANNED or kind is PolicyType.AGREEMENT
    return PolicyStatus.ANNOUNCED if new else PolicyStatus.IN_FORCE


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
