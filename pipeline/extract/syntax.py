"""Walks over the parse of one sentence: governors, subjects, objects, noun phrases, clauses.

The small model mislabels some arcs of news prose, so each walk accepts every label that it was seen to use for a
relation.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "aux", "auxpass", "dep", "prep", "parataxis"})
CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "conj", "parataxis", "pcomp", "csubj", "ROOT"})
T = TypeVar("T")


def run_of(items: Sequence[T], item: T, joined: Callable[[T, T], bool]) -> Sequence[T]:
    """The item with those before and after it, as far as each is joined to its neighbour."""
    low = high = items.index(item)
    while low > 0 and joined(items[low - 1], items[low]):
        low -= 1
    while high + 1 < len(items) and joined(items[high], items[high + 1]):
        high += 1
    return items[low : high + 1]


def is_verb(token: Token) -> bool:
    """Whether the token heads a clause."""
    return token.pos_ in {"VERB", "AUX"}


def climb(token: Token) -> Iterator[Token]:
    """The heads above a token, nearest first."""
    while token.head != token:
        token = token.head
        yield token


def governor(token: Token) -> Token | None:
    """The nearest verb above a token, or the token itself when it is one."""
    if is_verb(token):
        return token
    return next((one for one in climb(token) if is_verb(one)), None)


def children(token: Token, *labels: str) -> Iterator[Token]:
    """The children with one of the labels, left to right."""
    return (child for child in token.children if child.dep_ in labels)


def object_of(preposition: Token | None) -> Token | None:
    """What a preposition governs; None without one."""
    return next(children(preposition, "pobj"), None) if preposition is not None else None


def own_subject(verb: Token) -> Token | None:
    """The subject that hangs on this very verb, the nearest where the parser gives two."""
    found = list(children(verb, *sorted(SUBJECTS)))
    first = min((one.i for one in children(verb, "aux", "auxpass") if one.i < verb.i), default=verb.i)
    before = [one for one in found if one.i < first]
    return before[-1] if before else found[0] if found else None  # "..., the group projects, the share will fall"


def subject(verb: Token) -> Token | None:
    """The subject of a verb: its own, or the one it shares or takes over.

    A relative or participle clause takes the noun it modifies, a coordinated verb the subject of the first, an open
    complement or an adverbial clause without a subject that of its governor. "which" and "that" give their antecedent.
    """
    for _ in range(6):  # no sentence nests deeper and stays readable
        found = own_subject(verb)
        if found is not None:
            return _antecedent(found, verb)
        if verb.dep_ in {"relcl", "acl"}:
            return verb.head
        if verb.dep_ not in SHARING:
            return None
        above = governor(verb.head) if not is_verb(verb.head) else verb.head
        if above is None or above == verb:
            return None
        urged = _urged(verb, above)
        if urged is not None:
            return urged
        verb = above
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun that "which" or "that" stands for; any other subject stands for itself."""
    relative = subject.tag_ in {"WDT", "WP"} or (subject.lower_ == "that" and verb.dep_ == "relcl")
    return verb.head if relative and verb.dep_ in {"relcl", "acl"} else subject


def _urged(verb: Token, above: Token) -> Token | None:
    """Whom the verb above makes do it: "prompting Mexico to raise duties". Only names act; "took steps to" has none."""
    if verb.dep_ not in {"xcomp", "ccomp"} or not any(one.lower_ == "to" and one.i < verb.i for one in verb.children):
        return None
    return next((one for one in children(above, "dobj") if one.pos_ == "PROPN" and above.i < one.i < verb.i), None)


def agent(verb: Token) -> Token | None:
    """The doer of a passive verb: "mined by China"."""
    for by in verb.children:
        if by.dep_ == "agent" or (by.lower_ == "by" and by.dep_ == "prep"):
            return next(children(by, "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive voice, a bare participle included."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    return (
        verb.tag_ == "VBN" and not any(child.dep_ == "aux" for child in verb.children) and verb.dep_ in {"acl", "relcl"}
    )


def lemmas_above(token: Token) -> Iterator[str]:
    """Lower-case lemmas of the heads above a token up to and including its verb."""
    for one in climb(token):
        yield one.lemma_.lower()
        if is_verb(one):
            return


def phrase(token: Token) -> list[Token]:
    """The tokens of a noun phrase without the clauses and appositions that hang on it."""
    found: list[Token] = []
    stack = [token]
    while stack:
        one = stack.pop()
        found.append(one)
        stack.extend(c for c in one.children if c.dep_ not in {"relcl", "acl", "appos", "parataxis", "advcl", "ccomp"})
    return sorted(found, key=lambda one: one.i)


def phrases(token: Token, *labels: str) -> list[Token]:
    """The tokens of the noun phrases that are children with one of the labels, one phrase after the other."""
    return [one for child in children(token, *labels) for one in phrase(child)]


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, left to right."""
    return sorted({token, *token.conjuncts}, key=lambda one: one.i)


def clause(token: Token) -> list[Token]:
    """The tokens of the clause a token stands in, left to right, subordinate clauses left out."""
    verb = governor(token)
    top = verb if verb is not None else token.sent.root
    found: list[Token] = []
    stack = [top]
    while stack:
        one = stack.pop()
        found.append(one)
        stack.extend(
            c for c in one.children if not (c.dep_ in CLAUSAL and is_verb(c) and c.dep_ not in {"xcomp", "pcomp"})
        )
    return sorted(found, key=lambda one: one.i)


def reach(verb: Token) -> list[Token]:
    """The subtree of a verb without the coordinated and other clauses in it that have a subject of their own."""
    outside = {
        below
        for one in verb.subtree
        if one != verb and one.dep_ in {"conj", "parataxis", "advcl"} and is_verb(one) and own_subject(one) is not None
        for below in one.subtree
    }
    return sorted((one for one in verb.subtree if one not in outside), key=lambda one: one.i)
