"""The verbs of saying that bear on a word: by syntax, and by their words where the parser fails."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from spacy.tokens import Token

from pipeline.extract.sentence import Sentence
from pipeline.extract.syntax import SUBJECTS, agent, climb, is_passive, is_verb, own_subject, subject
from pipeline.vocab import load_table
from pipeline.vocab.places import PlaceForm
from pipeline.vocab.rules import WordList

LONGEST_NAME = 10  # tokens
MARKS = frozenset({",", ".", ";", ":"})
QUOTES = frozenset({"“", '"', "‘", "'", "«", "``"})


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


@cache
def rules() -> tuple[SourceRule, ...]:
    """All rules in the order of the file."""
    return load_table("attribution", "rule", SourceRule)


@cache
def of(kind: Kind) -> tuple[str, ...]:
    """The words of all rules of a kind, in the order of the file."""
    return tuple(word for rule in rules() if rule.kind is kind for word in rule.words)


@cache
def words(name: str) -> frozenset[str]:
    """A word list of attribution.toml by its id."""
    return next(frozenset(one.words) for one in load_table("attribution", "words", WordList) if one.id == name)


def source(verb: Token) -> Token | None:
    """Who says it; of several subjects the nearest, since a dateline is often parsed as another."""
    if not _is_active(verb):
        return agent(verb)
    own = [one for one in verb.children if one.dep_ in SUBJECTS]
    if len(own) > 1 and all(one.i < verb.i for one in own):
        return own[-1]
    if own and own[0].like_num and verb.i and verb.nbor(-1).pos_ == "PROPN":
        return verb.nbor(-1)
    return subject(verb)


def _is_active(verb: Token) -> bool:
    """Whether the verb is in the active voice; a participle is where it has "have" beside it."""
    return not is_passive(verb) and (verb.tag_ != "VBN" or any(one.dep_ == "aux" for one in verb.children))


def is_within(token: Token, phrase: Token, verb: Token) -> bool:
    """Whether the token is part of the source's own phrase, and not of what it says in a relative clause."""
    above = list(climb(token))
    return phrase in above and verb not in above[: above.index(phrase)]


def is_mute(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun names nobody who could say something: goods, what is going on, "no way to predict"."""
    if noun.pos_ != "NOUN":
        return False
    goods = noun.i in sentence.good_words(weak=False)
    going_on = noun.lower_.endswith("ing") and noun.lower_ not in words("ing-nouns")
    return goods or going_on or noun.lemma_.lower() in words("mute")


def hopes(sentence: Sentence, verb: Token, speaker: Token) -> bool:
    """Whether a country speaks of its own future: "Spain expects 1.3m tonnes"."""
    hit = sentence.place_at(speaker)
    return hit is not None and hit.form is not PlaceForm.BODY and verb.lemma_.lower() in words("hopes")


def saying(sentence: Sentence, token: Token) -> Iterator[Token]:
    """The verbs of saying that bear on a token, nearest first."""
    if _has_figure(sentence, token) and _gives_figure(token):
        yield token
    yield from _beside(token)
    below = token
    conceded = apart = False
    for one in climb(token):
        apart = apart or (below.dep_ == "conj" and own_subject(below) is not None)
        conceded = conceded or (below.dep_ == "advcl" and _concedes(below))
        if _reports(sentence, one, below) and not (conceded and one.i < token.i):
            yield one
        yield from (verb for verb in _beside(one) if verb != below and not (apart and verb.i < token.i))
        below = one


def _concedes(clause: Token) -> bool:
    """Whether a clause is the writer's own remark on what somebody says: "..., although output fell"."""
    return any(one.dep_ == "mark" and one.lower_ in words("concessions") for one in clause.children)


def _reports(sentence: Sentence, verb: Token, below: Token) -> bool:
    """Whether what came from `below` is what the verb reports."""
    lemma = verb.lemma_.lower()
    if verb.pos_ == "PUNCT" or not is_verb(verb) or below.dep_ in SUBJECTS:
        return False
    if below.dep_ in {"ccomp", "parataxis"} or (below.dep_ == "dep" and is_verb(below)):
        return lemma in of(Kind.CLAUSE)
    if below.dep_ == "conj":  # "..., the ministry says, and could reach 15%"
        quoted = any(one.dep_ == "ccomp" and one.i < verb.i for one in verb.children)
        return quoted and lemma in of(Kind.CLAUSE) and own_subject(below) is None
    if not _gives_figure(verb):
        return False
    if is_verb(below):
        return below.dep_ in {"ccomp", "xcomp"} or (below.dep_ == "advcl" and below.tag_ == "VBG" and below.i > verb.i)
    objects = {"dobj", "attr", "oprd"} if lemma in words("objects-only") else {"dobj", "attr", "oprd", "prep"}
    return below.dep_ in objects and _has_figure(sentence, below)


def _gives_figure(verb: Token) -> bool:
    """Whether a verb can have a figure as what it says: "estimates output at", "puts it at"."""
    lemma, given = verb.lemma_.lower(), of(Kind.OBJECT)
    if not is_verb(verb) or not _is_active(verb):
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
        if (lemma in of(Kind.CLAUSE) and (after_as or child.dep_ in {"parataxis", "dep"} or _is_apart(child))) or (
            after_as and lemma in words("after-as")
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


def inserted(token: Token) -> tuple[int, int] | None:
    """A source whose verb stands between two marks, by its words alone: ", ministry data show."."""
    doc = token.doc
    for verb in doc[1:]:
        if verb.lemma_.lower() in of(Kind.CLAUSE) and same_statement(verb, token):
            start = _phrase_before(verb)
            if start is None or start <= token.i <= verb.i:
                continue
            if _closes(verb, start) and not _is_next_clause(verb, token):
                return start, verb.i
            if start == 0 and token.i > verb.i and _opens_quote(verb):
                return start, verb.i
    return None


def _closes(verb: Token, start: int) -> bool:
    """Whether source and verb stand alone: after a comma or quote, before a mark or an adverbial."""
    if start == 0 or verb.doc[start - 1].text not in {",", "”", '"'}:
        return False
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} and verb.lemma_.lower() not in words("sure"):
        return False
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return after is None or after.text in MARKS or (verb.tag_ == "VBD" and after.pos_ in {"ADP", "SCONJ"})


def _opens_quote(verb: Token) -> bool:
    after = [one.text for one in verb.doc[verb.i + 1 : verb.i + 3]]
    return len(after) > 1 and after[0] in {",", ":"} and after[1] in QUOTES


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


def same_statement(cue: Token, token: Token) -> bool:
    """Whether no semicolon parts the two."""
    return not any(one.text == ";" for one in token.doc[min(cue.i, token.i) : max(cue.i, token.i)])
