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
from pipeline.vocab.places import PlaceForm

LABEL = re.compile(r"(?:^|(?<=[.!?”\"])\s+)((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,4}):\s")
LOOK_BACK = 3  # sentences for a pronoun
PERSONS = frozenset({"he", "she"})
PRONOUNS = frozenset({*PERSONS, "it", "they"})
QUOTES = frozenset({"“", '"', "‘", "'", "«", "``"})
LONGEST_NAME = 10  # tokens
SPEAKERS = frozenset({"i", "we", "you", "who", "which", "that", "this", "what", "there", "one"})


class Kind(StrEnum):
    """How the words of a rule name their source."""

    CLAUSE = "clause"
    OBJECT = "object"
    PHRASE = "phrase"
    CITING = "citing"
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
def _of(kind: Kind) -> tuple[str, ...]:
    return tuple(word for rule in rules() if rule.kind is kind for word in rule.words)


@cache
def _words(name: str) -> frozenset[str]:
    return next(frozenset(one.words) for one in load_table("attribution", "words", _Words) if one.id == name)


def attribution(sentence: Sentence, token: Token) -> Attribution | None:
    """The source of the claim anchored at `token` of the parsed `sentence.doc`; None in the article's own voice."""
    for find in (_by_verb, _by_insertion, _by_phrase, _by_label):
        found = find(sentence, token)
        if found is not None:
            return found
    return None


# --- verbs ---------------------------------------------------------------------------------------------------------


def _by_verb(sentence: Sentence, token: Token) -> Attribution | None:
    for verb in _saying(sentence, token):
        source = _source(verb)
        if source is None or source.lower_ in SPEAKERS or source == token:
            continue
        if source.lower_ in PRONOUNS:
            found = None if verb.lemma_.lower() in _words("hopes") else _antecedent(sentence, source)
            if found is not None:
                return found
        elif not _is_within(token, source, verb) and not _hopes(sentence, verb, source):
            return _named(sentence, source)
    return None


def _source(verb: Token) -> Token | None:
    """Who says it; of several subjects the nearest, since a dateline is often parsed as another."""
    doer = agent(verb)
    if doer is not None or is_passive(verb):
        return doer
    own = [one for one in verb.children if one.dep_ in SUBJECTS]
    if len(own) > 1 and all(one.i < verb.i for one in own):
        return own[-1]
    if own and own[0].like_num and verb.i and verb.nbor(-1).pos_ == "PROPN":
        return verb.nbor(-1)
    return subject(verb)


def _is_within(token: Token, phrase: Token, verb: Token) -> bool:
    """Whether the token is part of the source's own phrase, and not of what it says in a relative clause."""
    above = list(climb(token))
    return phrase in above and verb not in above[: above.index(phrase)]


def _hopes(sentence: Sentence, verb: Token, source: Token) -> bool:
    """Whether a country speaks of its own future: "Spain expects 1.3m tonnes"."""
    hit = sentence.place_at(source)
    return hit is not None and hit.form is not PlaceForm.BODY and verb.lemma_.lower() in _words("hopes")


def _saying(sentence: Sentence, token: Token) -> Iterator[Token]:
    """The verbs of saying that bear on a token, nearest first."""
    if _has_figure(sentence, token) and _gives_figure(token):
        yield token
    yield from _beside(token)
    below = token
    conceded = False
    for one in climb(token):
        conceded = conceded or (below.dep_ == "advcl" and _concedes(below))
        if _reports(sentence, one, below) and not (conceded and one.i < token.i):
            yield one
        yield from (verb for verb in _beside(one) if verb != below)
        below = one


def _concedes(clause: Token) -> bool:
    """Whether a clause is the writer's own remark on what somebody says: "..., although output fell"."""
    return any(one.dep_ == "mark" and one.lower_ in _words("concessions") for one in clause.children)


def _reports(sentence: Sentence, verb: Token, below: Token) -> bool:
    """Whether what came from `below` is what the verb reports."""
    lemma = verb.lemma_.lower()
    if verb.pos_ == "PUNCT" or not is_verb(verb) or below.dep_ in SUBJECTS:
        return False
    if below.dep_ in {"ccomp", "parataxis"} or (below.dep_ == "dep" and is_verb(below)):
        return lemma in _of(Kind.CLAUSE)
    if below.dep_ == "conj":  # "..., the ministry says, and could reach 15%"
        quoted = any(one.dep_ == "ccomp" and one.i < verb.i for one in verb.children)
        return quoted and lemma in _of(Kind.CLAUSE) and own_subject(below) is None
    if not _gives_figure(verb):
        return False
    if is_verb(below):
        return below.dep_ in {"ccomp", "xcomp"} or (below.dep_ == "advcl" and below.tag_ == "VBG" and below.i > verb.i)
    return below.dep_ in {"dobj", "prep", "attr", "oprd"} and _has_figure(sentence, below)


def _gives_figure(verb: Token) -> bool:
    """Whether a verb can have a figure as what it says: "estimates output at", "puts it at"."""
    lemma, given = verb.lemma_.lower(), _of(Kind.OBJECT)
    if not is_verb(verb) or is_passive(verb):
        return False
    return lemma in given or any(one.dep_ == "prep" and f"{lemma} {one.lower_}" in given for one in verb.children)


def _has_figure(sentence: Sentence, token: Token) -> bool:
    here = sentence.span_of(token.left_edge.i, token.right_edge.i + 1)
    return any(figure.unit and figure.span.overlaps(here) for figure in sentence.figures)


def _beside(verb: Token) -> Iterator[Token]:
    """Verbs of saying put into or behind the clause of a verb: "..., the ministry said, ..."; "as Ana Ruiz put it"."""
    for child in verb.children:
        if child.dep_ not in {"parataxis", "ccomp", "advcl", "dep", "conj"} or not is_verb(child):
            continue
        after_as = any(one.dep_ == "mark" and one.lower_ == "as" for one in child.children)
        lemma = child.lemma_.lower()
        if (lemma in _of(Kind.CLAUSE) and (after_as or child.dep_ in {"parataxis", "dep"} or _is_apart(child))) or (
            after_as and lemma in _words("after-as")
        ):
            yield child


def _is_apart(verb: Token) -> bool:
    """Whether a clause of saying stands by itself behind a comma or a dash, without a clause of its own."""
    left = verb.left_edge.i
    return (
        own_subject(verb) is not None
        and left > 0
        and verb.doc[left - 1].text in {",", "”", '"', "–", "—", "-"}
        and not any(one.dep_ in {"ccomp", "xcomp"} for one in verb.children)
    )


# --- what the parser does not see ------------------------------------------------------------------------------------


def _by_insertion(sentence: Sentence, token: Token) -> Attribution | None:
    """A source and its verb between two marks, by their words alone: "..., farm ministry data show."."""
    doc = sentence.doc
    for verb in doc:
        if verb.lemma_.lower() not in _of(Kind.CLAUSE) or verb.i == 0:
            continue
        start = _phrase_before(verb)
        after = doc[verb.i + 1].text if verb.i + 1 < len(doc) else "."
        if start is None:
            continue
        opens = start > 0 and doc[start - 1].text in {",", "”", '"'}
        sure = verb.tag_ in {"VBD", "VBZ", "VBP"} or verb.lemma_.lower() in _words("sure")
        if (
            opens
            and sure
            and (after in {",", ".", ";", ":"} or (verb.tag_ == "VBD" and doc[verb.i + 1].pos_ in {"ADP", "SCONJ"}))
        ):
            if _same_statement(verb, token) and not start <= token.i <= verb.i and not _is_next_clause(verb, token):
                return _words_of(sentence, start, verb.i)
        elif (
            after in {",", ":"}
            and start == 0
            and verb.i + 2 < len(doc)
            and doc[verb.i + 2].text in QUOTES
            and token.i > verb.i
        ):
            return _words_of(sentence, start, verb.i)
    return None


def _is_next_clause(verb: Token, token: Token) -> bool:
    """Whether the token stands in a clause of its own, coordinated behind the insertion: "..., and Peru smelts it"."""
    tail = token.doc[verb.i + 1 : verb.i + 3]
    if token.i < verb.i or len(tail) < 2 or tail[0].text != "," or tail[1].dep_ != "cc":  # noqa: PLR2004 - two tokens
        return False
    return any(own is not None and own.i > verb.i for own in (own_subject(one) for one in (token, *climb(token))))


def _phrase_before(verb: Token) -> int | None:
    """Where the noun phrase right before a verb begins; None when there is none."""
    at = verb.i
    if verb.doc[at - 1].pos_ in {"AUX", "ADV"}:
        at -= 1
    last = at - 1
    while at > 0 and verb.i - at < LONGEST_NAME and _is_of_name(verb.doc[at - 1]):
        at -= 1
    if at > last or verb.doc[last].pos_ not in {"NOUN", "PROPN", "ADJ"} or verb.doc[at].pos_ == "ADP":
        return None
    return at


def _is_of_name(token: Token) -> bool:
    return (
        token.pos_ in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"}
        or token.lower_ in {"of", "at", "on", "in", "by", "from", "briefed", "familiar"}
        or token.dep_ == "case"
    )


def _words_of(sentence: Sentence, first: int, end: int) -> Attribution:
    while end - first > 1 and sentence.doc[end - 1].pos_ in {"AUX", "ADV", "PUNCT"}:
        end -= 1
    span = sentence.span_of(first, end)
    return Attribution(span.of(sentence.document.text), span)


# --- phrases -------------------------------------------------------------------------------------------------------


def _by_phrase(sentence: Sentence, token: Token) -> Attribution | None:
    doc = sentence.doc
    for first in doc:
        if not _same_statement(first, token):
            continue
        found = _phrase_source(first)
        if found is not None:
            return _named(sentence, found)
        estimate = _estimate(sentence, first)
        if estimate is not None:
            return estimate
    return None


def _phrase_source(first: Token) -> Token | None:
    doc = first.doc
    for kind in (Kind.PHRASE, Kind.CITING):
        for phrase in _of(kind):
            items = phrase.split()
            end = first.i + len(items)
            if end < len(doc) and [one.lower_ for one in doc[first.i : end]] == items:
                head = _phrase_head(doc[end - 1], end)
                if head is None or head.lemma_.lower() in _words("not-sources") or head.like_num:
                    continue
                if kind is Kind.PHRASE or head.pos_ == "PROPN" or head.lemma_.lower() in _words("cited"):
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


def _same_statement(cue: Token, token: Token) -> bool:
    """Whether no semicolon parts the two."""
    return not any(one.text == ";" for one in token.doc[min(cue.i, token.i) : max(cue.i, token.i)])


def _estimate(sentence: Sentence, by: Token) -> Attribution | None:
    if by.lower_ not in {"by", "on"}:
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
        doer = one.dep_ in SUBJECTS or (one.dep_ == "pobj" and one.head.dep_ == "agent")
        if (
            doer
            and one.pos_ in {"NOUN", "PROPN"}
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
        if head is not None and head.pos_ in {"NOUN", "PROPN"}:
            return _named(earlier, head)
    return None


def _is_within_saying(noun: Token, pronoun: Token) -> bool:
    """Whether a noun stands in what the pronoun says, and so is hardly the person."""
    return pronoun.head in set(climb(noun))


def _named(sentence: Sentence, head: Token) -> Attribution:
    """The noun phrase of a source without what follows a comma, relative clauses and adverbs of time."""
    if head.lower_ in _words("source-nouns"):
        head = _owner(head) or head
    first, last = head.left_edge.i, _last_of(head)
    while sentence.doc[first].is_punct and first < last:
        first += 1
    marks = [one.i for one in sentence.doc[first : head.i] if one.text in {"–", "—", "-", ":"} and one.whitespace_]
    return _words_of(sentence, marks[-1] + 1 if marks else first, last + 1)  # what a dash parts off is the dateline


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
            return next((one for one in child.children if one.dep_ == "pobj"), None)
        if child.dep_ == "acl":
            return agent(child)
    return None


def _belongs(child: Token) -> bool:
    """Whether what follows the head of a source is part of its name."""
    if child.dep_ == "prep":
        return not any(one.lower_ in _words("days") for one in child.subtree)
    return child.dep_ in {"appos", "acl", "amod", "compound", "flat", "nummod", "conj", "cc", "nmod"}
