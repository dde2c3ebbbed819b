"""Targets that go on in a sentence of their own: "No more than 65% of any of them should come from one country"."""

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.goal_actor import Holder, words
from pipeline.extract.claims.goal_figures import figures
from pipeline.extract.claims.goal_model import KEPT, Aim
from pipeline.extract.sentence import Sentence
from pipeline.types import Goal


def aim(sentence: Sentence, token: Token) -> Aim | None:
    """The aim of a clause with "should" and a percentage, where the sentence before tells the targets of a plan."""
    verb = token.head
    if token.lower_ not in words("should") or token.dep_ != "aux" or not syntax.is_verb(verb):
        return None
    told = [one for one in sentence.previous.claims if isinstance(one, Goal)] if sentence.previous is not None else []
    targets = [one for one in told if one.value_low is not None or one.value_high is not None]
    if not targets or len({one.countries for one in targets}) != 1:
        return None
    tokens = list(verb.doc[verb.left_edge.i : verb.right_edge.i + 1])
    while tokens[-1].is_punct and tokens[-1].text not in KEPT:
        tokens.pop()
    span = sentence.span_of(tokens[0].i, tokens[-1].i + 1)
    if not any(one.unit == "percent" and span.contains(one.span) for one in figures(sentence)):
        return None
    return Aim("goal.should", token, Holder(targets[-1].countries), verb, tuple(tokens), strong=False)
