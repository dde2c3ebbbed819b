"""Whether a claim is stated at all, and then asserted, planned, possible or denied.

A claim is anchored at one token. From there a path leads up the parse: through the noun phrases around it, its verb and
the verbs above that through complements ("plans to", "is expected to"). A cue bears on the claim when it stands on the
path or beside it, as its scope says; coordinated and relative clauses end the path, so that nothing leaks out of them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.cues import Category, Direction, FoundCue, Scope, cues, words
from pipeline.extract.reach import Step, is_measured, is_relative, through_clauses, upwards
from pipeline.extract.sentence import Sentence
from pipeline.extract.syntax import climb, is_verb, own_subject
from pipeline.types import Modality, Span

WINS = (
    (Category.NEGATED, Modality.NEGATED),
    (Category.POSSIBLE, Modality.POSSIBLE),
    (Category.PLANNED, Modality.PLANNED),
)
UNSTATED = frozenset({Category.CONDITION, Category.HYPOTHETICAL, Category.QUESTION})
OPENS = frozenset({"mark", "aux", "advmod", "prep", "auxpass"})
BESIDE_VERB = frozenset(
    {"aux", "auxpass", "neg", "advmod", "npadvmod", "preconj", "cc", "det", "dep", "intj", "mark", "acomp"}
)
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

    def within(self, span: Span) -> "Context":
        """The same with only the cues inside a span of the document."""
        kept = tuple(one for one in self.cues if one.span.overlaps(span))
        return Context(_strongest({one.category for one in kept}), kept)


def context(sentence: Sentence, token: Token) -> Context:
    """Modality of a claim that is anchored at `token`, a token of the parsed `sentence.doc`."""
    path = upwards(sentence, token)
    bearing = [cue for cue in cues(sentence.doc) if _bears(cue, sentence, token, path)]
    reported = {cue.tokens for cue in bearing if cue.rule.reported}
    bearing = [cue for cue in bearing if cue.rule.reported or cue.tokens not in reported]
    found = tuple(
        Cue(sentence.span_of(cue.tokens[0], cue.tokens[-1] + 1), cue.rule.category, cue.rule.id) for cue in bearing
    )
    categories = {cue.rule.category for cue in bearing}
    if Category.PLANNED in categories and _has_late_condition(path, sentence):
        return Context(Modality.NEGATED if Category.NEGATED in categories else Modality.POSSIBLE, found)
    return Context(_strongest(categories), found)


def _strongest(categories: Collection[Category]) -> Modality:
    return next((modality for category, modality in WINS if category in categories), Modality.ASSERTED)


def is_stated(sentence: Sentence, token: Token) -> bool:
    """Whether the text states what is anchored at `token`.

    It doesn't in a question, in an if-clause or in the main clause behind one. A relative clause within them is stated.
    """
    path = through_clauses(token)
    if is_relative(path[-1].token):
        return True
    if any(mark.text == "?" for mark in sentence.doc[token.i :]):
        return False
    conditions = {cue.anchor.i for cue in cues(sentence.doc) if cue.rule.category in UNSTATED}
    for step in path:
        if _is_unstated(step, token, conditions):
            return False
        if _gives_reason(step.token):
            return True
    return True


def _gives_reason(verb: Token) -> bool:
    """Whether a clause behind a comma tells why, which is so in any case: "if they tax cars, as Japan makes"."""
    mark = next((one for one in verb.children if one.dep_ == "mark" and one.i < verb.i), None)
    told = mark is not None and mark.lower_ in words("reasons") and mark.i > 0 and mark.nbor(-1).text == ","
    return told and own_subject(verb) is not None


def _is_unstated(step: Step, token: Token, conditions: set[int]) -> bool:
    """Whether a condition opens the clause of a step, or a clause in front of it."""
    if step.shared and step.token.i in conditions and step.token != token:
        return True
    if _asks_how(step.token):
        return True
    for child in step.token.children:
        opens = child.i in conditions and child.i < step.token.i and child.dep_ in OPENS and is_verb(step.token)
        if opens and not _is_open(step.token):
            return True
        if step.shared and child != step.below and child.i < token.i and _is_conditional(child, conditions):
            return True
    return False


def _asks_how(verb: Token) -> bool:
    """Whether a clause asks for the way to something: "to work out how Peru could export 5 Mt" states no exports."""
    openers = {one.lower_ for one in verb.children if one.dep_ == "advmod" and one.i < verb.i}
    return not openers.isdisjoint(words("ways")) and any(one.tag_ == "MD" for one in verb.children)


def _is_conditional(clause: Token, conditions: set[int]) -> bool:
    if clause.dep_ not in {"advcl", "ccomp", "prep"}:
        return False
    return clause.i in conditions or any(child.i in conditions for child in clause.children)


def _is_open(verb: Token) -> bool:
    """Whether "whether to ..." hangs on a verb of considering: what is considered is possible, and so stated."""
    return any(one.lower_ == "to" and one.dep_ == "aux" for one in verb.children) and verb.dep_ in {"xcomp", "ccomp"}


def _has_late_condition(path: tuple[Step, ...], sentence: Sentence) -> bool:
    """Whether an if-clause follows without a comma: "will stop if ..." makes a plan a possibility."""
    token = path[0].token
    for cue in cues(sentence.doc):
        late = cue.rule.category is Category.CONDITION and cue.anchor.lower_ == "if" and cue.anchor.i > token.i
        if late and sentence.doc[cue.anchor.i - 1].text != ",":
            above = set(climb(cue.anchor))
            return any(step.token in above and is_verb(step.token) for step in path)
    return False


def _bears(cue: FoundCue, sentence: Sentence, token: Token, path: tuple[Step, ...]) -> bool:
    rule, anchor = cue.rule, cue.anchor
    if rule.scope is Scope.WINDOW:
        reached = _in_window(cue, token)
    else:
        denied = rule.category is Category.NEGATED
        step = next((one for one in path if _touches(cue, one) and not (denied and one.weak)), None)
        reached = step is not None and _right_side(cue, step)
    if not reached or (rule.reported and not _is_reported(anchor)):
        return False
    if rule.measured and not is_measured(sentence, token):
        return False
    gap = abs(token.i - anchor.i)
    if rule.limit and gap > rule.limit:
        return False
    between = token.doc[min(cue.tokens[-1] + 1, token.i) : max(cue.tokens[0], token.i)]
    return not any(one.lower_ in rule.terminators for one in between)


def _touches(cue: FoundCue, step: Step) -> bool:
    anchor, here = cue.anchor, step.token
    if anchor.i == here.i and step.below is not None and step.below.dep_ == "conj" and is_verb(here):
        return False  # "refused to buy beef and curbed exports": what it did besides
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


def _right_side(cue: FoundCue, step: Step) -> bool:
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
