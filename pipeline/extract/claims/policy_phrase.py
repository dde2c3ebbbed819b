"""The words of an instrument: the nouns that carry it, its phrase, and what stands right behind it."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.types import PolicyType


def anchors(mention: Mention) -> Iterator[Token]:
    """The head of the instrument, then the nouns that carry it: "Trump's decision to impose", "an increase in"."""
    token = mention.head
    yield token
    for _ in range(4):
        head = token.head
        carried = None
        if token.dep_ == "pobj" and head.dep_ == "prep" and head.lower_ in words("carrying-prepositions"):
            carried = head.head.head if head.head.dep_ == "acl" else head.head
        elif token.dep_ in {"dobj", "attr", "pobj"} and syntax.is_verb(head) and head.dep_ in {"acl", "relcl"}:
            carried = head.head if head.tag_ in {"VB", "VBG"} else None
        elif token.dep_ == "dobj" and head.tag_ == "VBG" and head.dep_ == "pcomp":  # "the possibility of imposing"
            carried = head.head.head if head.head.lower_ in words("carrying-prepositions") else None
        elif token.dep_ in {"conj", "compound", "nmod", "amod"} and head.pos_ in {"NOUN", "PROPN"}:
            if token.dep_ != "conj" or head.i >= mention.first or not _parts_owners(token, head):
                yield head
                token = head
                continue
            return
        if carried is None or syntax.is_verb(carried) or carried.lemma_.lower() not in words("carriers"):
            return
        yield carried
        token = carried


def _parts_owners(token: Token, head: Token) -> bool:
    """Whether a coordinated noun has an owner of its own: "the EU's ban and China's curbs"."""
    return head.pos_ not in {"NOUN", "PROPN"} or any(one.dep_ == "poss" for one in token.children)


def instrument_tokens(mention: Mention) -> list[Token]:
    """The noun phrase of the instrument with its prepositional phrases and its participles of coverage."""
    found: list[Token] = []
    stack: list[Token] = [mention.head, *mention.head.doc[mention.first : mention.end]]
    scope = scope_after(mention)
    if scope is not None:
        stack.append(scope)
    seen: set[int] = set()
    while stack:
        one = stack.pop()
        if one.i in seen:
            continue
        seen.add(one.i)
        found.append(one)
        for child in one.children:
            if child.dep_ in {"relcl", "advcl", "ccomp", "parataxis"} or (
                child.dep_ == "appos" and one.i < mention.end
            ):
                continue
            if child.dep_ == "acl" and child.lemma_.lower() not in words("covering"):
                continue
            if child.dep_ == "prep" and child.i >= mention.end and _tells_why(child):
                continue
            if child.dep_ == "conj" and one.i < mention.end and child.i > mention.end:
                continue  # a second instrument
            stack.append(child)
    return sorted(found, key=lambda token: token.i)


def _tells_why(preposition: Token) -> bool:
    """Whether a phrase tells for what an instrument is, not on what: "in retaliation for duties on tin"."""
    if preposition.lower_ in words("beside-it") or preposition.nbor(-1).lower_ in words("beside-it"):
        return True  # "along with duties on tin"
    nouns = syntax.children(preposition, "pobj")
    return preposition.lower_ in {"in", "as"} and any(one.lemma_.lower() in words("in-reply") for one in nouns)


def scope_after(mention: Mention) -> Token | None:
    """The "on" or "against" right behind an instrument, which the parser often hangs on the verb before it."""
    doc = mention.head.doc
    after = doc[mention.end] if mention.end < len(doc) else None
    if (
        after is None
        or mention.kind.type is PolicyType.SUBSIDY
        or after.dep_ != "prep"
        or after.lower_ not in words("scope-adjacent")
    ):
        return None
    named = syntax.object_of(after)
    return after if named is not None and named.lower_ not in words("times") and not named.like_num else None


def without_clauses(token: Token) -> Iterator[Token]:
    """The tokens under one, without clauses and punctuation."""
    yield token
    for child in token.children:
        if child.dep_ not in {"relcl", "advcl", "ccomp", "acl", "parataxis"} and not child.is_punct:
            yield from without_clauses(child)
