"""What an instrument is: its words and whom it targets."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_government import Actor, acting
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import instrument_tokens, scope_after, without_clauses
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import PolicyType
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
