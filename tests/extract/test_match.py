from itertools import pairwise

import pytest

from pipeline.extract import nlp
from pipeline.extract.match import Match, Phrases, variants


def found(phrases, text):
    doc = nlp.tokenize(text)
    return [(doc[one.first : one.end].text, one.value) for one in phrases.find(doc)]


WORDS = Phrases(
    {"iron": 1, "iron ore": 2, "rare earths": 3, "electric-vehicle": 4, "cote d'ivoire": 5, "ore exports": 6},
    {"US": 7, "Turkey": 8},
    decoys=["iron curtain", "iron ore deposit"],
    exact_decoys=["Turkey Point"],
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("iron and steel", [("iron", 1)]),
        ("much iron ore is", [("iron ore", 2)]),  # the longest wins
        ("iron ore exports", [("iron ore", 2)]),  # of equally long ones the first
        ("IRON Ore", [("IRON Ore", 2)]),  # loose phrases have no case
        ("US told us", [("US", 7)]),  # exact ones have
        ("turkey from Turkey", [("Turkey", 8)]),
        ("an iron curtain fell on iron", [("iron", 1)]),  # a decoy yields nothing
        ("an iron ore deposit", []),
        ("Turkey Point in Turkey", [("Turkey", 8)]),
        ("rare-earths and rare earths", [("rare-earths", 3), ("rare earths", 3)]),
        ("electric vehicle, electric-vehicle", [("electric vehicle", 4), ("electric-vehicle", 4)]),
        ("Cote d'Ivoire, Cote d’Ivoire", [("Cote d'Ivoire", 5), ("Cote d’Ivoire", 5)]),
        ("irony", []),
        ("", []),
    ],
)
def test_phrases(text, expected):
    assert found(WORDS, text) == expected


def test_matches_never_overlap_and_stand_in_text_order():
    doc = nlp.tokenize("iron ore exports iron ore deposit iron ore rare earths US iron")
    spans = [(one.first, one.end) for one in WORDS.find(doc)]
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_equal_matches_prefer_the_value_to_the_decoy_never():
    phrases = Phrases({"new mexico": 1}, {}, decoys=["new mexico"])
    assert phrases.find(nlp.tokenize("New Mexico")) == []


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("iron", {"iron"}),
        ("iron ore", {"iron ore", "iron-ore"}),
        ("x-ray tube", {"x-ray tube", "x ray tube", "x-ray-tube"}),
        ("people's", {"people's", "people’s"}),
    ],
)
def test_variants(phrase, expected):
    assert set(variants(phrase)) == expected


def test_a_match_is_a_value():
    assert Match(1, 2, "x") == Match(1, 2, "x")
