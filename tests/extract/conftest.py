"""Fixtures for the tests of extraction."""

import pytest

from pipeline.extract import read
from pipeline.types import Document


@pytest.fixture(scope="session")
def anchored():
    """Parses one sentence in which asterisks mark a token; gives the sentence without them, and that token."""

    def parsed(marked, previous=None):
        (sentence,) = read.sentences(Document(marked.replace("*", "")))
        sentence.previous = previous
        read.parse([sentence], lambda _: True)
        start = marked.index("*")
        end = marked.rindex("*") - 1
        return sentence, [token for token in sentence.doc if start <= token.idx < end][-1]

    return parsed
