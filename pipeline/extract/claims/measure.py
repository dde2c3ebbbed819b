"""What an amount is of: each way of reading gives a `Measure`, or the reason why the figure has none.

A figure that only continues the one before takes over its measure. Else the way leads up the parse from the figure,
over the nouns that it hangs on, to its verb and the verbs above that have no subject of their own.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims import holder
from pipeline.extract.claims.amount_beside import in_brackets, of_rank, of_share
from pipeline.extract.claims.amount_chain import back, continued, next_in_line, of_goods, straight
from pipeline.extract.claims.amount_model import NO_MEASURE, Measure, Point, prefix
from pipeline.extract.claims.amount_noun import at_noun, of_noun
from pipeline.extract.claims.amount_verb import at_verb, flow
from pipeline.extract.claims.holder import words

WHOLE = "the whole that a share is of"
CLIMB = 8  # arcs from a figure up to its measure


def read(point: Point) -> Measure | str:
    """The measure of a figure, or why it has none."""
    found = of_goods(point)
    if found is not None:
        return found
    found = continued(point.sentence, point.figure, point.last) if point.last is not None else None
    found = found or back(point)
    if found is None and not point.figure.direction:
        found = of_share(point) or in_brackets(point) or of_rank(point) or next_in_line(point)
    if found is not None:
        return found
    reason = NO_MEASURE
    whole = _is_whole(point)
    for one in _ways(point):
        if isinstance(one, Measure):
            if whole and not _is_owned(point, one):
                return WHOLE
            return replace(one, rule=f"{prefix(point.figure)}.{one.rule}")
        if one in holder.NONE_OF_IT:
            return one
        reason = one or reason
    return reason


def _ways(point: Point) -> Iterator[Measure | str]:
    for verb in _participles(point.head):
        yield flow(point, verb)
    node, direct = point.head, not _is_whole(point)
    for _ in range(CLIMB):
        if _is_clause(node):
            yield at_verb(point, node, direct=direct)
            direct = direct and node.dep_ in {"acl", "relcl", "aux", "pcomp"}
        else:
            yield at_noun(point, node)
        if node.head == node or (syntax.is_verb(node) and not _goes_on(node)):
            break
        if node.dep_ == "conj" and node.lower_ in words("pass-through") and _has_own(node):
            return
        node = node.head
    noun = straight(point.sentence, point.figure)
    if noun is not None:
        yield of_noun(point, noun, syntax.governor(noun) or noun, carries=False)


def _participles(head: Token) -> Iterator[Token]:
    """Clauses on the amount or on its goods: "the 5 Mt mined last year", "$3bn of panels that the country imported"."""
    of = [
        t
        for preposition in syntax.children(head, "prep")
        if preposition.lower_ == "of"
        for t in syntax.children(preposition, "pobj")
    ]
    above = [head.head] if head.dep_ in {"nummod", "quantmod", "compound", "nmod"} else []
    for noun in (head, *above, *of):
        for verb in syntax.children(noun, "acl", "relcl"):
            if verb.lemma_.lower() in words("flow-verbs") - words("bare-verbs"):
                yield verb


def _is_whole(point: Point) -> bool:
    """Whether the amount is what a share is of: "supplied 30% of last year's 11 million tonnes"."""
    preposition = point.head.head
    if preposition.lower_ != "of" or preposition.head == preposition:
        return False
    parts = (range(*point.sentence.tokens_of(one.span)) for one in point.sentence.figures if one.unit == "percent")
    return any(preposition.head.i in part for part in parts)


def _is_owned(point: Point, found: Measure) -> bool:
    """Whether the holder of a measure stands in the words that hang on the amount."""
    inside = {one.i for one in point.head.subtree}
    return bool(found.holders) and all(hit.first in inside for hit in found.holders)


def _is_clause(node: Token) -> bool:
    """Whether the token heads a clause; "mines" and "exports" are often tagged as nouns with a subject."""
    return syntax.is_verb(node) or any(child.dep_ in syntax.SUBJECTS for child in node.children)


def _has_own(noun: Token) -> bool:
    """Whether a noun of change tells of its own what changes: "demand and a 5% rise in chips"."""
    return any(one.lower_ in {"in", "of"} for one in syntax.children(noun, "prep"))


def _goes_on(verb: Token) -> bool:
    return (
        verb.dep_ in {"advcl", "xcomp", "acl", "relcl", "aux", "auxpass", "pcomp", "prep", "conj"}
        and syntax.own_subject(verb) is None
    )
