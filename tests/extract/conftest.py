"""Fixtures for the tests of extraction."""

import re

import pytest

from pipeline.extract import nlp
from pipeline.extract.figures import figures
from pipeline.extract.segment import Piece
from pipeline.extract.sentence import Sentence
from pipeline.types import Block, Document, Span


@pytest.fixture(scope="session")
def anchored():
    """Parses one sentence in which asterisks mark a token; gives the sentence without them, and that token."""

    def read(marked, previous=None):
        text = marked.replace("*", "")
        word = re.search(r"\*(.*?)\*", marked)[1]
        doc = nlp.tokenize(text)
        nlp.parse([doc])
        span = Span(0, len(text))
        sentence = Sentence(0, Piece(span, Block(span)), doc, Document(text), previous=previous, parsed=True)
        sentence.figures = figures(text)
        start = marked.index("*")
        return sentence, [token for token in doc if start <= token.idx < start + len(word)][-1]

    return read
