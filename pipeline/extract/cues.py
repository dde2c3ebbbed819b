"""Finds the cues of `context.toml` in a parsed sentence, whether or not they bear on anything.

One overlap policy: of two cues that share a word the one with more words wins, so that a pseudo-cue ("no fewer than")
hides the cue within it ("no"); equally long ones both stay.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from spacy.tokens import Doc, Token

from pipeline.extract.syntax import SUBJECTS
from pipeline.vocab import load_table
from pipeline.vocab.rules import WordList

LONGEST_GAP = 2  # adverbs or negations between two words of a cue: "is not widely expected to"
NEGATIONS = frozenset({"n't", "n’t", "not"})


class Category(StrEnum):
    """What a cue does to the words in its scope."""

    NEGATED = "negated"
    PLANNED = "planned"
    POSSIBLE = "possible"
    QUESTION = "question"
    CONDITION = "condition"
    HYPOTHETICAL = "hypothetical"
    PSEUDO = "pseudo"  # nothing: it only hides the cues that overlap it


class Scope(StrEnum):
    """How a cue has to stand to a word to bear on it."""

    CLAUSE = "clause"  # beside the verb of the word's clause, or of a clause above it
    BELOW = "below"  # above the word: its verb, or a noun or preposition that governs it
    PHRASE = "phrase"  # beside a noun of the word's phrase, or beside the subject of its clause
    WINDOW = "window"  # within `limit` tokens


class Direction(StrEnum):
    """On which side of the cue the word has to stand; a passive subject counts as an object."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class CueRule:
    """One cue of context.toml.

    A phrase of `words` is matched word by word, each by its lower-case form or its lemma. `tags`, `deps` and `heads`
    restrict the first word: its fine-grained tag, its dependency label, that of its head; `reported` asks for a verb of
    saying above, `fronted` for a place before the subject of its verb, `measured` for a figure as the word. `limit`
    counts tokens between cue and word (0: no limit); a word of `terminators` between the two ends the scope. The item
    "to" of a phrase is the particle, never the preposition.
    """

    id: str
    category: Category
    words: tuple[str, ...]
    scope: Scope
    direction: Direction
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    tags: tuple[str, ...] = ()
    deps: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    limit: int = 0
    terminators: tuple[str, ...] = ()
    reported: bool = False
    fronted: bool = False
    measured: bool = False

    def __post_init__(self) -> None:
        if not (self.words and self.examples and self.counterexamples):
            raise ValueError("words, examples and counterexamples each need at least one entry")
        if self.scope is Scope.WINDOW and not self.limit:
            raise ValueError("a window needs a limit of at least one token")


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue in a sentence: the indexes of its words, and the one that stands highest in the parse."""

    rule: CueRule
    tokens: tuple[int, ...]
    anchor: Token

    @property
    def is_pseudo(self) -> bool:
        """Whether the cue has no effect but to hide others."""
        return self.rule.category is Category.PSEUDO


@cache
def words(name: str) -> frozenset[str]:
    """A word list of context.toml by its id."""
    return next(frozenset(one.words) for one in load_table("context", "words", WordList) if one.id == name)


@cache
def rules() -> tuple[CueRule, ...]:
    """All cues in the order of the file."""
    return load_table("context", "cue", CueRule)


@cache
def _by_first_word() -> Mapping[str, tuple[tuple[tuple[str, ...], CueRule], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], CueRule]]] = {}
    for rule in rules():
        for phrase in rule.words:
            items = tuple(phrase.split())
            found.setdefault(items[0], []).append((items, rule))
    return {word: tuple(phrases) for word, phrases in found.items()}


def cues(doc: Doc) -> tuple[FoundCue, ...]:
    """The cues of a parsed sentence in text order, without those that a longer one hides; kept with the doc."""
    known: tuple[FoundCue, ...] | None = doc.user_data.get("cues")
    if known is None:
        raw = sorted(_candidates(doc), key=lambda one: (-len(one.tokens), not one.is_pseudo, one.tokens))
        kept: list[FoundCue] = []
        for one in raw:
            if not any(_hides(other, one) for other in kept):
                kept.append(one)
        known = tuple(sorted(kept, key=lambda one: (one.tokens, one.rule.id)))
        doc.user_data["cues"] = known
    return known


def _hides(one: FoundCue, other: FoundCue) -> bool:
    stronger = len(one.tokens) > len(other.tokens) or (one.is_pseudo and not other.is_pseudo)
    return stronger and not set(one.tokens).isdisjoint(other.tokens)


def forms(token: Token) -> tuple[str, str]:
    """The two forms by which a word of a cue is recognised: as it stands and its lemma, both in lower case."""
    lower = token.lower_
    return ("not", "not") if lower in NEGATIONS else (lower.replace("’", "'"), token.lemma_.lower())


def _candidates(doc: Doc) -> Iterator[FoundCue]:
    for token in doc:
        for word in dict.fromkeys(forms(token)):
            for items, rule in _by_first_word().get(word, ()):
                tokens = _match(doc, token.i, items)
                if tokens and _fits(rule, token):
                    yield FoundCue(rule, tokens, _highest([doc[i] for i in tokens]))


def _match(doc: Doc, first: int, items: tuple[str, ...]) -> tuple[int, ...]:
    """The indexes of the words of a phrase that begins at `first`; empty when it does not."""
    found = [first]
    for item in items[1:]:
        at = found[-1] + 1
        gap = at + LONGEST_GAP
        while at < len(doc) and not _is_item(doc[at], item):
            if at >= gap or doc[at].pos_ not in {"ADV", "PART"} or doc[at].lower_ == "there":
                return ()
            at += 1
        if at == len(doc):
            return ()
        found.append(at)
    return tuple(found)


def _is_item(token: Token, item: str) -> bool:
    return item in forms(token) and (item != "to" or token.tag_ == "TO")


def _fits(rule: CueRule, first: Token) -> bool:
    return (
        (not rule.tags or first.tag_ in rule.tags)
        and (not rule.deps or first.dep_ in rule.deps)
        and (not rule.heads or first.head.dep_ in rule.heads)
        and (not rule.fronted or any(one.dep_ in SUBJECTS and one.i > first.i for one in first.head.children))
    )


def _highest(tokens: list[Token]) -> Token:
    """The token nearest the root, the first of several."""
    return min(tokens, key=lambda one: (sum(1 for _ in one.ancestors), one.i))
