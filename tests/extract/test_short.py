"""Abbreviations that a text explains stand for their commodity or country from there on, and nothing else does."""

import pytest

from pipeline.extract import read
from pipeline.types import Document


def read_of(text, word):
    """What each standing of a word in the text is taken for."""
    found = [hit for one in read.sentences(Document(text)) for hit in (*one.places, *one.goods)]
    return [getattr(hit, "code", "") or hit.name for hit in found if hit.span.of(text) == word]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Prices of iron ore (IO) fell. Guinea has IO in its hills.", "IO", ["iron ore"]),
        ("Prices of rapeseed oil (RO) fell. Canada sells RO.", "RO", ["rapeseed oil"]),
        ("Iron ores (IOs) are cheap. Guinea has IOs in its hills.", "IOs", ["iron ore"]),
        ("Latin America and the Caribbean (LAC) mine copper. LAC sells it.", "LAC", ["LATAM"]),
        # only from where it is explained, only for the whole of the words, and only where it is explained
        ("The IO market is dull. Iron ore (IO) is cheap.", "IO", []),
        ("Iron ore (XY) is cheap. Guinea has XY in its hills.", "XY", []),
        ("The Iron Ore Association (IOA) met. The IOA likes Guinea.", "IOA", []),
        ("Iron ore is cheap. Guinea has IO in its hills.", "IO", []),
    ],
)  # fmt: skip
def test_an_abbreviation_stands_for_what_it_is_explained_by(text, word, expected):
    assert read_of(text, word) == expected
