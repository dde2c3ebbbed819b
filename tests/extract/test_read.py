"""Which words are countries and commodities, and which only look like them."""

import pytest

from pipeline.extract import read
from pipeline.types import Document


def places(text):
    return [(hit.span.of(text), hit.code) for one in read.sentences(Document(text)) for hit in one.places]


def goods(text):
    return [(hit.span.of(text), hit.name) for one in read.sentences(Document(text)) for hit in one.goods]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China sold tin.", [("China", "CHN")]),
        ("Chinese refiners and French mines.", [("Chinese", "CHN"), ("French", "FRA")]),
        ("Beijing, Washington and Brussels met.", [("Beijing", "CHN"), ("Washington", "USA"), ("Brussels", "EU")]),
        ("The U.S. and the US and the USA.", [("U.S.", "USA"), ("US", "USA"), ("USA", "USA")]),
        ("He told us a story.", []),
        ("U.S.-China trade", [("U.S.", "USA"), ("China", "CHN")]),
        ("US-China trade", [("US", "USA"), ("China", "CHN")]),
        # two Congos, Niger and Nigeria, two Koreas, two Guineas
        ("The Democratic Republic of Congo and the Republic of Congo.",
         [("Democratic Republic of Congo", "COD"), ("Republic of Congo", "COG")]),
        ("Niger and Nigeria sell ore.", [("Niger", "NER"), ("Nigeria", "NGA")]),
        ("Nigerien ore and Nigerian oil.", [("Nigerien", "NER"), ("Nigerian", "NGA")]),
        ("South Korea and North Korea.", [("South Korea", "KOR"), ("North Korea", "PRK")]),
        ("Guinea, Papua New Guinea and Equatorial Guinea.",
         [("Guinea", "GIN"), ("Papua New Guinea", "PNG"), ("Equatorial Guinea", "GNQ")]),
        # what only looks like a country
        ("The mine in New Mexico is old.", []),
        ("Voters in Washington State want dams.", []),
        ("The senator of Georgia spoke to workers in Atlanta.", []),
        ("They ate turkey on Sunday.", []),
        ("Chad Smith plays the drums.", []),
        ("Michael Jordan scored again.", []),
        # companies and other bodies with a country in their name
        ("China Northern Rare Earth Group rose.", []),
        ("Bank of America fell.", []),
        ("It was first reported by the Wall Street Journal Asia.", []),
    ],
)  # fmt: skip
def test_places(text, expected):
    assert places(text) == expected


def test_a_word_shared_with_something_else_needs_support():
    assert ("Georgia", "GEO") in places("Georgia, Armenia and Azerbaijan signed it.")
    assert places("The plant is in Georgia.") == []


def test_a_place_that_something_is_not():
    assert places("Non-Chinese smelters and ex-China supply") == []
    assert places("Chinese smelters") == [("Chinese", "CHN")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Beef is dear. The meat comes from afar.", "beef"),
        ("Coal and diesel are dear. The fuel comes from afar.", "diesel"),
        ("Gold is dear. The meat comes from afar.", "meat"),
        ("Beef is dear. Meat comes from afar.", "meat"),
    ],
)
def test_a_general_word_after_the_means_what_was_named(text, name):
    assert goods(text)[-1][1] == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rare earths and Rare Earth magnets", {"rare earths", "permanent magnets"}),
        ("lithium-ion batteries", {"batteries"}),
        ("lithium-ion technology", {"batteries"}),
        ("She won a gold medal.", set()),
        ("It is a silver lining.", set()),
        ("non-opioid drugs and cobalt-free cathodes", {"medicines", "batteries"}),
        ("coal-fired power plants", {"coal power"}),
        ("copper and nickel", {"copper", "nickel"}),
        ("neodymium", {"rare earths"}),
        ("EVs and chips", {"electric vehicles", "semiconductors"}),
    ],
)
def test_goods(text, expected):
    assert {name for _, name in goods(text)} == expected


def test_spans_count_in_the_document():
    text = "First line.\n\n“Chile” – it’s  Chile’s copper."
    assert [(words, code) for words, code in places(text)] == [("Chile", "CHL"), ("Chile", "CHL")]
    assert [words for words, _ in goods(text)] == ["copper"]


def test_unreadable_pieces_are_left_out():
    text = f"Chile mines copper.\n{'x' * 1000}\nPeru mines copper."
    assert [one.text for one in read.sentences(Document(text))] == ["Chile mines copper.", "Peru mines copper."]


def test_only_wanted_sentences_are_parsed():
    sentences = read.sentences(Document("Chile mines copper. Prices fell. It mines lithium."))
    wanted = read.parse(sentences, lambda one: "It" in one.text)
    assert [one.text for one in wanted] == ["It mines lithium."]
    assert [one.parsed for one in sentences] == [False, True, True]  # what a pronoun needs is parsed too


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coal is dear. India bought less of the fuel.", ["coal", "coal"]),
        ("Coal is dear. India bought less of the power generating fuel.", ["coal", "coal"]),
        ("Coal is dear. The price of fuel fell.", ["coal", "fuel"]),
        ("Coal is dear. India bought the other fuel.", ["coal", "fuel"]),
    ],
)
def test_a_general_word_behind_the_means_the_commodity_named_before(text, expected):
    assert [name for _, name in goods(text) if name != "electricity"] == expected
