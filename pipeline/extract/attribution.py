"""Whom the text gives as the source of a claim.

Verbs of saying are read by syntax: the claim's clause hangs on the verb, or the verb on the clause. Then come phrases
such as "according to", and last the label of a speaker. A pronoun is resolved to the last noun phrase it can stand for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from spacy.tokens import Token

from pipeline.extract import nlp
from pipeline.extract.sentence import Sentence
from pipeline.extract.syntax import SUBJECTS, agent, climb, is_passive, is_verb, own_subject, subject
from pipeline.types import Span
from pipeline.vocab import load_table

LABEL = re.compile(r"(?:^|(?<=[.!?”\"])\s+)((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,4}):\s")
LOOK_BACK = 3  # sentences for a pronoun
PERSONS = frozenset({"he", "she"})
PRONOUNS = frozenset({*PERSONS, "it", "they"})
SPEAKERS = frozenset({"i", "we", "you", "who", "which", "that", "this", "what", "there", "one"})


class Kind(StrEnum):
    """How the words of a rule name their source."""

    CLAUSE = "clause"
    OBJECT = "object"
    PHRASE = "phrase"
    ESTIMATE = "estimate"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class SourceRule:
    """One rule of attribution.toml; `sources` are the answers to its examples, in order."""

    id: str
    kind: Kind
    words: tuple[str, ...]
    examples: tuple[str, ...]
    sources: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.words or not self.counterexamples or len(self.examples) != len(self.sources) or not self.examples:
            raise ValueError("words and counterexamples need an entry each, and each example its source")


@dataclass(frozen=True, slots=True)
class _Words:
    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """The source as it is named, and where."""

    text: str
    span: Span


@cache
def rules() -> tuple[SourceRule, ...]:
    """All rules in the order of the file."""
    return load_table("attribution", "rule", SourceRule)


@cache
def _of(kind: Kind) -> frozenset[str]:
    return frozenset(word for rule in rules() if rule.kind is kind for word in rule.words)


@cache
def _words(name: str) -> frozenset[str]:
    return next(frozenset(one.words) for one in load_table("attribution", "words", _Words) if one.id == name)


def attribution(sentence: Sentence, token: Token) -> Attribution | None:
    """The source of the claim anchored at `token` of the parsed `sentence.doc`; None in the article's own voice."""
    for find in (_by_verb, _by_phrase, _by_label):
        found = find(sentence, token)
        if found is not None:
            return found
    return None


# --- verbs ---------------------------------------------------------------------------------------------------------


def _by_verb(sentence: Sentence, token: Token) -> Attribution | None:
    for verb in _saying(token):
        source = _source(verb)
        if source is not None and source.lower_ not in SPEAKERS and source != token:
            if source.lower_ in PRONOUNS:
                found = _antecedent(sentence, source)
                if found is not None:
                    return found
                continue
            if not _is_part_of(token, source):
                return _named(sentence, source)
    return None


def _source(verb: Token) -> Token | None:
    return agent(verb) if is_passive(verb) else subject(verb)


def _is_part_of(token: Token, phrase: Token) -> bool:
    return any(one == phrase for one in climb(token))


def _saying(token: Token) -> Iterator[Token]:
    """The verbs of saying that bear on a token, nearest first."""
    below = token
    yield from _beside(token)
    for one in climb(token):
        if one.pos_ != "PUNCT" and _reports(one, below):
            yield one
        yield from (verb for verb in _beside(one) if verb != below)
        below = one


def _reports(verb: Token, below: Token) -> bool:
    """Whether what came from `below` is what the verb reports."""
    lemma = verb.lemma_.lower()
    if not is_verb(verb) or below.dep_ in SUBJECTS:
        return False
    if below.dep_ in {"ccomp", "parataxis"} or (below.dep_ == "dep" and is_verb(below)):
        return lemma in _of(Kind.CLAUSE)
    if is_verb(below) and below.dep_ in {"xcomp", "advcl"}:
        return lemma == "claim"
    return (
        lemma in _of(Kind.OBJECT)
        and below.dep_ in {"dobj", "prep", "attr", "oprd", "ccomp", "xcomp"}
        and not is_passive(verb)
    )


def _beside(verb: Token) -> Iterator[Token]:
    """Verbs of saying put into or behind the clause of a verb: "..., the ministry said, ..."; "as Ana Ruiz put it"."""
    for child in verb.children:
        if (
            child.dep_ in {"parataxis", "ccomp", "advcl", "dep", "conj"}
            and child.lemma_.lower() in _of(Kind.CLAUSE)
            and is_verb(child)
            and not any(
                one.dep_ in {"ccomp", "xcomp", "prep"} and one.lower_ != "in" and is_verb(one) for one in child.children
            )
            and (child.dep_ in {"parataxis", "dep"} or _is_inserted(child))
        ):
            yield child


def _is_inserted(verb: Token) -> bool:
    """Whether a clause of saying stands by itself between commas or after "as"."""
    if any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children):
        return True
    left = verb.left_edge.i
    return own_subject(verb) is not None and left > 0 and verb.doc[left - 1].text in {",", "”", '"', "–", "—", "-"}


# --- phrases -------------------------------------------------------------------------------------------------------


def _by_phrase(sentence: Sentence, token: Token) -> Attribution | None:
    doc = sentence.doc
    for start in range(len(doc)):
        for phrase in _of(Kind.PHRASE):
            items = phrase.split()
            end = start + len(items)
            if (
                [one.lower_ for one in doc[start:end]] == items
                and end < len(doc)
                and _same_statement(doc[start], token)
            ):
                head = _phrase_head(doc[end - 1], end)
                if head is not None and head.lemma_.lower() not in _words("not-sources") and not head.like_num:
                    return _named(sentence, head)
        found = _estimate(sentence, doc[start], token)
        if found is not None:
            return found
    return None


def _phrase_head(last: Token, after: int) -> Token | None:
    head = next((one for one in last.children if one.dep_ in {"pobj", "dobj", "pcomp"} and one.i >= after), None)
    if head is not None:
        return head
    first = last.doc[after]
    while first.head.i > first.i and first.dep_ in {"det", "amod", "compound", "poss", "nmod", "case", "nummod"}:
        first = first.head
    return first if first.pos_ in {"NOUN", "PROPN", "PRON"} else None


def _same_statement(cue: Token, token: Token) -> bool:
    """Whether no semicolon parts the two."""
    return not any(one.text == ";" for one in token.doc[min(cue.i, token.i) : max(cue.i, token.i)])


def _estimate(sentence: Sentence, by: Token, token: Token) -> Attribution | None:
    if by.lower_ not in {"by", "on"} or not _same_statement(by, token):
        return None
    head = next((one for one in by.children if one.dep_ == "pobj"), None)
    if head is None or head.lemma_.lower() not in _of(Kind.ESTIMATE):
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
    labels = [one for one in LABEL.finditer(before) if _is_speaker(one[1], before[one.end() :] + token.text)]
    if not labels:
        return None
    name = labels[-1]
    return Attribution(name[1], Span(name.start(1), name.end(1)).shift(block.start))


def _is_speaker(label: str, said: str) -> bool:
    parts = label.split()
    if parts[0].lower().rstrip(".") in _of(Kind.LABEL) or parts[-1].lower() in _of(Kind.LABEL):
        return True
    speech = re.search(r"\b(?:I|we|We|our|Our|you|You|my|us)\b", said) is not None
    return speech and (len(parts) > 1 or label.isupper())


# --- names ---------------------------------------------------------------------------------------------------------


def _antecedent(sentence: Sentence, pronoun: Token) -> Attribution | None:
    """What a pronoun that says something stands for: the last source or subject before it."""
    for one in reversed(sentence.doc[: pronoun.i]):
        if (
            one.dep_ in SUBJECTS
            and one.pos_ in {"NOUN", "PROPN"}
            and (pronoun.lower_ not in PERSONS or (one.pos_ == "PROPN" and sentence.place_at(one) is None))
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
        if head is not None and head.pos_ in {"NOUN", "PROPN"}:
            return _named(earlier, head)
    return None


def _named(sentence: Sentence, head: Token) -> Attribution:
    """The noun phrase of a source without what follows a comma, relative clauses and adverbs of time."""
    if head.lemma_.lower() in _words("source-nouns"):
        owner = _owner(head)
        if owner is not None:
            head = owner
    first, last = head.left_edge.i, head.i
    for child in head.rights:
        if child.i != last + 1 and child.left_edge.i != last + 1:
            break
        if not _belongs(child):
            break
        last = child.right_edge.i
    while sentence.doc[first].is_punct and first < last:
        first += 1
    span = sentence.span_of(first, last + 1)
    return Attribution(span.of(sentence.document.text), span)


def _owner(noun: Token) -> Token | None:
    """The agency of "data from the agency" or "figures published by the agency"."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"from", "by"}:
            return next((one for one in child.children if one.dep_ == "pobj"), None)
        if child.dep_ == "acl":
            return agent(child)
    return None


def _belongs(child: Token) -> bool:
    """Whether what follows the head of a source is part of its name."""
    if child.dep_ == "prep":
        return not any(one.lower_ in _words("days") for one in child.subtree)
    return child.dep_ in {"appos", "acl", "amod", "compound", "flat", "nummod", "conj", "cc", "nmod"}
