"""Wholes that a percentage borrows: from the share before or after it, from "where", from its subject."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_again import is_old_list
from pipeline.extract.claims.share_lists import Last, figure_run
from pipeline.extract.claims.share_whole import Whole, find_whole, head_token, points_back, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence


def _of_subject(sentence: Sentence, whole: Whole | None, head: Token) -> Whole | None:
    """The whole, owned by the subject where "their" says so: "Korean mills buy half of their ore from Brazil"."""
    verb = syntax.governor(head)
    if whole is None or whole.owners or verb is None or not any(one.tag_ == "PRP$" for one in whole.tokens):
        return whole
    noun = syntax.subject(verb)
    hits = slots.named(sentence, noun) if noun is not None and noun.i < whole.tokens[0].i else ()
    return replace(whole, owners=hits)


def elliptic(sentence: Sentence, whole: Whole | None, last: Last | None) -> Whole | None:
    """The goods before, of another owner: "40% of Spain's gas and a third of Italy's"."""
    before = last[0].whole if last is not None else None
    hit = sentence.place_at(whole.head) if whole is not None else None
    owns = hit is not None and hit.end < len(sentence.doc) and sentence.doc[hit.end].text in {"'s", "’s", "'", "’"}
    if whole is None or before is None or hit is None or not owns or whole.head.i + 1 < whole.tokens[-1].i:
        return whole
    return Whole(before.head, before.tokens, (hit,))


def before_colon(sentence: Sentence, figure: Figure) -> Whole | None:
    """The whole of a percentage that a list after a colon takes apart: "three build 95% of ships: China with 53%"."""
    _, end = sentence.tokens_of(figure.span)
    colon = any(one.text == ":" for one in sentence.doc[end:])
    return find_whole(sentence, figure, head_token(sentence, figure)) if colon else None


def as_subject(head: Token, last: Last) -> Whole | None:
    """The whole before, for a bare percentage as the subject of another clause: "..., and 32% comes from Peru"."""
    verb = syntax.governor(head)
    bare = head.dep_ in syntax.SUBJECTS and verb is not None and verb.lemma_.lower() in words("come") | words("go")
    return last[0].whole if bare and verb != last[0].verb else None


def same_owner(sentence: Sentence, whole: Whole | None, head: Token, last: Last | None) -> Whole | None:
    """The whole, owned as the one before where "its" says so: "makes 95% of the world's gallium and 60% of its tin"."""
    whole = _of_subject(sentence, whole, head)
    if whole is None or last is None or last[0].whole is None or syntax.governor(head) != last[0].verb:
        return whole
    before = last[0].whole
    theirs = any(one.tag_ == "PRP$" for one in whole.tokens) and (before.is_world or before.owners)
    unowned = bool(before.owners) and not whole.owners and not whole.is_world and not points_back(whole)
    if theirs or unowned:
        return replace(whole, owners=before.owners, is_world=before.is_world)
    return whole


def of_where(sentence: Sentence, whole: Whole | None, head: Token) -> Whole | None:
    """The whole, owned by the place before "where": "Austria, where the Russian share of imports stood at 98%"."""
    if whole is None or whole.owners or whole.is_world:
        return whole
    at = next((one.i for one in reversed(sentence.doc[: head.i]) if one.lower_ in {"where", ";"}), 0)
    before = [hit for hit in sentence.places if hit.end <= at]
    if not before or sentence.doc[at].lower_ != "where" or at - before[-1].end > 1:
        return whole
    trade = {one.lower_ for one in whole.tokens} & (words("demand") | words("outflow"))
    origin = syntax.governor(head)
    made = origin is not None and origin.lemma_ == "be" and head.dep_ in syntax.SUBJECTS
    return replace(whole, owners=(before[-1],)) if trade or made else whole


def lent(sentence: Sentence, figure: Figure, figures: list[Figure], head: Token) -> Whole | None:
    """The whole of the next figure, where the two are coordinated: "mines 70% and refines 90% of the copper"."""
    at = figures.index(figure) + 1
    if at >= len(figures):
        return None
    run = figure_run(sentence, figure, figures)
    if run[-1] is not figure and not is_old_list(sentence, figure, figures):
        return find_whole(sentence, run[-1], head_token(sentence, run[-1]))
    other = head_token(sentence, figures[at])
    verb, next_verb = syntax.governor(head), syntax.governor(other)
    if verb is None or next_verb is None:
        return None
    first, _ = sentence.tokens_of(figures[at].span)
    hit = next((one for one in sentence.places if one.end == first), None)
    if hit is not None and hit.first and sentence.doc[hit.first - 1].lower_ == "and" and verb == next_verb:
        return find_whole(sentence, figures[at], other)  # "Chile has 24% and Peru 10% of the copper"
    alike = other in head.conjuncts if verb == next_verb else next_verb in verb.conjuncts
    shared = verb == next_verb or syntax.own_subject(next_verb) is None
    return find_whole(sentence, figures[at], other) if alike and shared else None
