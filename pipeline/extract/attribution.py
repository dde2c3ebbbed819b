"""Whom the text gives as the source of a claim.

Verbs of saying are read by syntax: the claim's clause hangs on the verb, or the verb on the clause. Then come phrases
such as "according to", and last the label of a speaker. A pronoun is resolved to the last noun phrase it can stand for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from pipeline.extract import nlp
from pipeline.extract.saying import Kind, hopes, inserted, is_mute, is_within, of, same_statement, saying, source, words
from pipeline.extract.sentence import Sentence
from pipeline.extract.syntax import SUBJECTS, agent, climb, own_subject
from pipeline.types import Span

LABEL = re.compile(r"(?:^|(?<=[.!?”\"])\s+)((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,4}):\s")
LOOK_BACK = 3  # sentences for a pronoun
PERSONS = frozenset({"he", "she"})
PRONOUNS = frozenset({*PERSONS, "it", "they"})
SPEAKERS = frozenset({"i", "we", "you", "who", "which", "that", "this", "what", "there", "one"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """The source as it is named, and where."""

    text: str
    span: Span


def attribution(sentence: Sentence, token: Token) -> Attribution | None:
    """The source of the claim anchored at `token` of the parsed `sentence.doc`; None in the article's own voice."""
    for find in (_by_verb, _by_insertion, _by_phrase, _by_label):
        found = find(sentence, token)
        if found is not None:
            return found
    return None


# --- verbs ---------------------------------------------------------------------------------------------------------


def _by_verb(sentence: Sentence, token: Token) -> Attribution | None:
    for verb in saying(sentence, token):
        speaker = source(verb)
        if speaker is None or speaker.lower_ in SPEAKERS or speaker == token or is_mute(sentence, speaker):
            continue
        if speaker.lower_ in PRONOUNS:
            found = None if verb.lemma_.lower() in words("hopes") else _antecedent(sentence, speaker)
            if found is not None:
                return found
        elif not is_within(token, speaker, verb) and not hopes(sentence, verb, speaker):
            return _named(sentence, speaker)
    return None


def _by_insertion(sentence: Sentence, token: Token) -> Attribution | None:
    found = inserted(token)
    return _words_of(sentence, *found) if found is not None else None


def _words_of(sentence: Sentence, first: int, end: int) -> Attribution:
    while end - first > 1 and sentence.doc[end - 1].pos_ in {"AUX", "ADV", "PUNCT"}:
        end -= 1
    span = sentence.span_of(first, end)
    return Attribution(span.of(sentence.document.text), span)


# --- phrases -------------------------------------------------------------------------------------------------------


def _by_phrase(sentence: Sentence, token: Token) -> Attribution | None:
    phrases = _phrases()
    for first in sentence.doc:
        if first.lower_ in phrases and same_statement(first, token):
            found = _phrase_source(first, phrases[first.lower_])
            if found is not None:
                return _named(sentence, found)
        if first.lower_ in {"by", "on"} and same_statement(first, token):
            estimate = _estimate(sentence, first)
            if estimate is not None:
                return estimate
    return None


@cache
def _phrases() -> Mapping[str, tuple[tuple[Kind, list[str]], ...]]:
    """The phrases of the file by their first word, each as its words."""
    found: dict[str, tuple[tuple[Kind, list[str]], ...]] = {}
    for kind in (Kind.PHRASE, Kind.CITING):
        for phrase in of(kind):
            items = phrase.split()
            found[items[0]] = (*found.get(items[0], ()), (kind, items))
    return found


def _phrase_source(first: Token, phrases: tuple[tuple[Kind, list[str]], ...]) -> Token | None:
    doc = first.doc
    for kind, items in phrases:
        end = first.i + len(items)
        if end < len(doc) and [one.lower_ for one in doc[first.i : end]] == items:
            head = _phrase_head(doc[end - 1], end)
            if head is None or head.lemma_.lower() in words("not-sources") or head.like_num:
                continue
            if kind is Kind.PHRASE or head.pos_ == "PROPN" or head.lemma_.lower() in words("cited"):
                return head
    return None


def _phrase_head(last: Token, after: int) -> Token | None:
    head = next((one for one in last.children if one.dep_ in {"pobj", "dobj", "pcomp"} and one.i >= after), None)
    if head is not None:
        return head
    first = last.doc[after]
    while first.head.i > first.i and first.dep_ in {"det", "amod", "compound", "poss", "nmod", "case", "nummod"}:
        first = first.head
    return first if first.pos_ in {"NOUN", "PROPN", "PRON"} else None


def _estimate(sentence: Sentence, by: Token) -> Attribution | None:
    head = next((one for one in by.children if one.dep_ == "pobj"), None)
    if head is None or head.lemma_.lower() not in of(Kind.ESTIMATE):
        return None
    owner = next((one for one in head.children if one.dep_ == "poss" and one.tag_ != "PRP$"), None)
    if owner is not None:
        return _named(sentence, owner)
    described = any(
        one.dep_ in {"det", "amod", "compound"} and one.lower_ not in {"a", "the", "any"} for one in head.children
    )
    return _named(sentence, head) if described and head.tag_ == "NNS" else None


# --- labels --------------------------------------------------------------------------------------------------------


def _by_label(sentence: Sentence, token: Token) -> Attribution | None:
    block = sentence.piece.block.span
    before = sentence.document.text[block.start : sentence.span_of(token.i, token.i + 1).start]
    labels = [
        one
        for one in LABEL.finditer(before)
        if _is_speaker(one[1], before[one.end() :] + token.text, leads=not one.start())
    ]
    if not labels:
        return None
    name = labels[-1]
    return Attribution(name[1], Span(name.start(1), name.end(1)).shift(block.start))


def _is_speaker(label: str, said: str, *, leads: bool) -> bool:
    parts = label.split()
    if parts[0].lower().rstrip(".") in of(Kind.LABEL) or parts[-1].lower() in of(Kind.LABEL):
        return True
    if label.isupper():  # a dateline unless somebody speaks
        return re.search(r"\b(?:I|[Ww]e|[Yy]ou|[Oo]ur|us)\b", said) is not None
    return leads and len(parts) in {2, 3} and re.match(r"[\"“]?(?:I|We)\b", said) is not None


# --- names ---------------------------------------------------------------------------------------------------------


def _antecedent(sentence: Sentence, pronoun: Token) -> Attribution | None:
    """What a pronoun that says something stands for: the last source or subject before it."""
    for one in reversed(sentence.doc[: pronoun.i]):
        doer = one.dep_ in SUBJECTS or (one.dep_ == "pobj" and one.head.dep_ == "agent")
        if (
            doer
            and one.pos_ in {"NOUN", "PROPN"}
            and not is_mute(sentence, one)
            and (pronoun.lower_ not in PERSONS or not _is_within_saying(one, pronoun))
        ):
            return _named(sentence, one)
    for earlier in sentence.back(LOOK_BACK):
        if not earlier.parsed:
            nlp.parse([earlier.doc])
            earlier.parsed = True
        root = earlier.doc[:].root
        found = attribution(earlier, next((c for c in root.children if c.dep_ == "ccomp"), root))
        if found is not None:
            return found
        head = own_subject(root)
        if head is not None and head.pos_ in {"NOUN", "PROPN"} and not is_mute(earlier, head):
            return _named(earlier, head)
    return None


def _is_within_saying(noun: Token, pronoun: Token) -> bool:
    """Whether a noun stands in what the pronoun says, and so is hardly the person."""
    return pronoun.head in set(climb(noun))


def _named(sentence: Sentence, head: Token) -> Attribution:
    """The noun phrase of a source without what follows a comma, relative clauses and adverbs of time."""
    if head.lower_ in words("source-nouns"):
        head = _owner(head) or head
    doc, first, last = sentence.doc, head.left_edge.i, _last_of(head)
    before = doc[first : head.i]
    dashes = [one.i for one in before if one.text in {"–", "—", "-", ":"} and one.whitespace_]  # behind a dateline
    commas = [one.i for one in before if one.text == "," and doc[first].pos_ == "ADP"]  # behind a phrase in front
    first = max([first, *(i + 1 for i in (*dashes, *commas))])
    end = next((one.i for one in doc[head.i : last + 1] if one.text in {",", ";", "–", "—"}), last + 1)
    return _words_of(sentence, first, _without_ticker(doc[first:end]))


def _without_ticker(name: SpacySpan) -> int:
    """The end of a name: an abbreviation in parentheses stays and takes its mark along, a ticker goes."""
    opening = next((one.i for one in name if one.text == "("), None)
    if opening is None or opening == name.start:  # a name that the parser begins at a parenthesis is left whole
        return name.end
    closing = next((one.i for one in name.doc[opening : opening + 3] if one.text == ")"), None)
    return opening if closing is None else max(closing + 1, name.end)


def _last_of(head: Token) -> int:
    last = head.i
    for child in head.rights:
        if child.left_edge.i != last + 1 or not _belongs(child):
            break
        last = _last_of(child) if child.dep_ == "appos" else child.right_edge.i
    return last


def _owner(noun: Token) -> Token | None:
    """The agency of "data from the agency" or "figures published by the agency"."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"from", "by"}:
            return next((one for one in child.children if one.dep_ == "pobj" and not one.like_num), None)
        if child.dep_ == "acl":
            return agent(child)
    return None


def _belongs(child: Token) -> bool:
    """Whether what follows the head of a source is part of its name."""
    if child.dep_ == "prep":
        return not any(one.lower_ in words("days") for one in child.subtree)
    if child.dep_ == "acl":
        return child.tag_ == "VBN"  # "people briefed on the matter", not "surveys indicating that"
    return child.dep_ in {"appos", "amod", "compound", "flat", "nummod", "conj", "cc", "nmod"}
