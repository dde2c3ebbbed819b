"""Whether a claim is stated at all, and then asserted, planned, possible or denied.

A claim is anchored at one token. From there a path leads up the parse: through the noun phrases around it, its verb, and
the verbs above that through complements ("plans to", "is expected to"). A cue bears on the claim when it stands on the
path or beside it, as its scope says; coordinated and relative clauses end the path, so that nothing leaks out of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from pipeline.extract.cues import Category, Direction, FoundCue, Scope, cues
from pipeline.extract.sentence import Sentence
from pipeline.extract.syntax import SUBJECTS, climb, is_passive, is_verb, own_subject
from pipeline.types import Modality, Span
from pipeline.vocab import load_table

WINS = (
    (Category.NEGATED, Modality.NEGATED),
    (Category.POSSIBLE, Modality.POSSIBLE),
    (Category.PLANNED, Modality.PLANNED),
)
UNSTATED = frozenset({Category.CONDITION, Category.HYPOTHETICAL, Category.QUESTION})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOUNLIKE = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
BESIDE_VERB = frozenset({"aux", "auxpass", "neg", "advmod", "npadvmod", "preconj", "cc", "det", "dep", "intj", "mark"})
BESIDE_NOUN = frozenset(
    {"det", "amod", "compound", "nmod", "neg", "predet", "preconj", "poss", "advmod", "nummod", "cc"}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue that bears on a claim: its words in the document, what it does, and the id of its rule."""

    span: Span
    category: Category
    id: str


@dataclass(frozen=True, slots=True)
class Context:
    """The modality of a claim, and the cues that it was read from."""

    modality: Modality = Modality.ASSERTED
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """A token of the path and the one the path came from; None at its beginning."""

    token: Token
    below: Token | None


@dataclass(frozen=True, slots=True)
class _Words:
    id: str
    words: tuple[str, ...]


@cache
def words(name: str) -> frozenset[str]:
    """A word list of context.toml by its id."""
    return next(frozenset(one.words) for one in load_table("context", "words", _Words) if one.id == name)


def context(sentence: Sentence, token: Token) -> Context:
    """Modality of a claim that is anchored at `token`, a token of the parsed `sentence.doc`."""
    path = (*_path(token), *_modified_by(token))
    bearing = [cue for cue in cues(sentence.doc) if _bears(cue, token, path)]
    reported = {cue.tokens for cue in bearing if cue.rule.reported}
    bearing = [cue for cue in bearing if cue.rule.reported or cue.tokens not in reported]
    found = tuple(
        Cue(sentence.span_of(cue.tokens[0], cue.tokens[-1] + 1), cue.rule.category, cue.rule.id) for cue in bearing
    )
    categories = {cue.rule.category for cue in bearing}
    if Category.PLANNED in categories and _has_late_condition(path, sentence):
        return Context(Modality.NEGATED if Category.NEGATED in categories else Modality.POSSIBLE, found)
    return Context(next((modality for category, modality in WINS if category in categories), Modality.ASSERTED), found)


def is_stated(sentence: Sentence, token: Token) -> bool:
    """Whether the text states what is anchored at `token`.

    It doesn't in a question, in an if-clause or in the main clause behind one. A relative clause within them is stated.
    """
    path = tuple(_path(token, through_clauses=True))
    if path[-1].token.dep_ == "relcl":
        return True
    if any(mark.text == "?" for mark in sentence.doc[token.i :]):
        return False
    conditions = {cue.anchor.i for cue in cues(sentence.doc) if cue.rule.category in UNSTATED}
    for step in path:
        for child in step.token.children:
            if (
                child.i in conditions
                and child.dep_ in {"mark", "aux", "advmod", "prep", "auxpass"}
                and not _open(step.token)
            ):
                return False
            if child != step.below and child.i < token.i and _is_conditional(child, conditions):
                return False
        if step.token.i in conditions:
            return False
    return True


def _is_conditional(clause: Token, conditions: set[int]) -> bool:
    if clause.dep_ not in {"advcl", "ccomp", "prep"}:
        return False
    return clause.i in conditions or any(child.i in conditions for child in clause.children)


def _open(verb: Token) -> bool:
    """Whether "whether to ..." hangs on a verb of considering: what is considered is possible, and so stated."""
    return any(one.lower_ == "to" and one.dep_ == "aux" for one in verb.children) and verb.dep_ in {"xcomp", "ccomp"}


def _has_late_condition(path: tuple[_Step, ...], sentence: Sentence) -> bool:
    """Whether an if-clause follows without a comma: "will stop if ..." makes a plan a possibility."""
    conditions = {cue.anchor.i for cue in cues(sentence.doc) if cue.rule.category is Category.CONDITION}
    for step in path:
        for child in step.token.children:
            if child.dep_ == "advcl" and child.i > step.token.i:
                mark = next((one for one in child.children if one.i in conditions), None)
                if mark is not None and mark.lower_ == "if" and sentence.doc[mark.i - 1].text != ",":
                    return True
    return False


def _path(token: Token, *, through_clauses: bool = False) -> Iterator[_Step]:
    """The tokens from which cues reach down to `token`, nearest first."""
    yield _Step(token, None)
    in_phrase = not is_verb(token)
    here = token
    while here.dep_ not in {"ROOT", "relcl", "parataxis"} and here.head != here:
        head = here.head
        if in_phrase and here.dep_ in SUBJECTS and not through_clauses and not _carries(head, here, token):
            return
        if here.dep_ == "conj" and _stands_alone(here):
            here = _first_conjunct(here)
            continue
        if not through_clauses and _ends(here):
            return
        in_phrase = in_phrase and not is_verb(head)
        yield _Step(head, here)
        here = head


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token


def _stands_alone(token: Token) -> bool:
    """Whether a conjunct shares no auxiliary, negation or determiner with the one before it."""
    if is_verb(token):
        return token.tag_ in FINITE or any(child.dep_ in SUBJECTS or child.tag_ == "MD" for child in token.children)
    return any(child.dep_ in {"det", "poss", "neg"} for child in token.children)


def _ends(token: Token) -> bool:
    """Whether nothing above the token bears on it."""
    if token.dep_ == "acl":
        return token.tag_ == "VBN"
    if token.dep_ == "advcl":
        return token.i < token.head.i or any(child.dep_ in {"mark", "nsubj"} for child in token.children)
    if token.dep_ in {"prep", "mark"}:
        return token.lower_ in words("presupposing")
    return token.dep_ in {"appos", "agent"}


def _carries(verb: Token, head: Token, token: Token) -> bool:
    """Whether what is said of the verb is said of its subject: "the tariff will begin", not "the tariff will hurt"."""
    if head.dep_ == "nsubjpass" or not is_verb(verb) or verb.lemma_.lower() in words("events"):
        return True
    return (
        token.like_num
        or token.tag_ in {"CD", "$"}
        or token.text == "%"
        or any(c.dep_ == "nummod" for c in token.children)
    )


def _modified_by(token: Token) -> Iterator[_Step]:
    """The clauses on a noun that tell its fate: "tariffs proposed in May", "a tariff that is set to expire"."""
    if is_verb(token):
        return
    for child in token.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            yield _Step(child, None)
        elif child.dep_ == "relcl":
            verbs = [child]
            while (
                deeper := next((c for c in verbs[-1].children if c.dep_ == "xcomp" and is_verb(c)), None)
            ) is not None:
                verbs.append(deeper)
            subject = own_subject(child)
            if (
                verbs[-1].lemma_.lower() in words("events")
                or is_passive(verbs[-1])
                or (
                    subject is not None
                    and subject.tag_ not in {"WDT", "WP"}
                    and not any(c.dep_ == "dobj" for c in verbs[-1].children)
                )
            ):
                yield from (_Step(verb, None) for verb in verbs)


def _bears(cue: FoundCue, token: Token, path: tuple[_Step, ...]) -> bool:
    rule, anchor = cue.rule, cue.anchor
    if rule.scope is Scope.WINDOW:
        reached = _in_window(cue, token)
    else:
        step = next((step for step in path if _touches(cue, step)), None)
        reached = step is not None and _right_side(cue, step)
    if not reached or (rule.reported and not _is_reported(anchor)):
        return False
    gap = abs(token.i - anchor.i)
    if rule.limit and gap > rule.limit:
        return False
    between = token.doc[min(cue.tokens[-1] + 1, token.i) : max(cue.tokens[0], token.i)]
    return not any(one.lower_ in rule.terminators for one in between)


def _touches(cue: FoundCue, step: _Step) -> bool:
    anchor, here = cue.anchor, step.token
    if cue.rule.scope is Scope.BELOW:
        return anchor.i == here.i
    if cue.rule.scope is Scope.CLAUSE:
        return anchor.i == here.i or (anchor.head.i == here.i and anchor.dep_ in BESIDE_VERB and is_verb(here))
    if is_verb(here):
        subject = own_subject(here) if step.below is None or step.below.dep_ != "ccomp" else None
        return (
            subject is not None
            and (anchor.i == subject.i or (anchor.head.i == subject.i and anchor.dep_ in BESIDE_NOUN))
            and cue.rule.category is Category.NEGATED
        )
    return anchor.i == here.i or (anchor.head.i == here.i and anchor.dep_ in BESIDE_NOUN)


def _right_side(cue: FoundCue, step: _Step) -> bool:
    if cue.rule.scope is not Scope.BELOW or cue.rule.direction is Direction.BOTH or step.below is None:
        return True
    after = step.below.i > cue.anchor.i or step.below.dep_ == "nsubjpass"
    return after == (cue.rule.direction is Direction.FORWARD)


def _in_window(cue: FoundCue, token: Token) -> bool:
    """Whether the phrase of the token begins within the limit after the cue, or ends within it before the cue."""
    rule = cue.rule
    ahead = token.left_edge.i - cue.tokens[-1] if token.left_edge.i > cue.tokens[-1] else token.i - cue.tokens[-1]
    behind = cue.tokens[0] - token.i
    forward = rule.direction is not Direction.BACKWARD and 0 < ahead <= rule.limit
    return forward or (rule.direction is not Direction.FORWARD and 0 < behind <= rule.limit)


def _is_reported(anchor: Token) -> bool:
    """Whether the clause of the cue hangs on a verb of saying."""
    verbs = [one for one in (anchor, *climb(anchor)) if is_verb(one)]
    return any(one.lemma_.lower() in words("saying") for one in verbs[1:])
