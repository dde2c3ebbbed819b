"""What points back, phrases (refer) and pronouns: each case tells the words and the country meant, "" for none."""

import pytest

from pipeline.extract import read
from pipeline.types import Document


def meant(text, words):
    """The code that the last occurrence of the words stands for, "" for none."""
    sentences = read.sentences(Document(text))
    read.parse(sentences, lambda _: True)
    at = text.rindex(words)
    return next((hit.code for one in sentences for hit in one.places if hit.anaphor and hit.span.start == at), "")


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        # "the country" is the one the text is about
        ("Chile mines copper. The country also mines lithium.", "The country", "CHL"),
        ("Chile sells copper to China. The country also mines lithium.", "The country", "CHL"),
        ("Indonesia banned exports, and the nation now refines nickel.", "the nation", "IDN"),
        ("While Chile courts China, Peru's ministry said that the country mines less tin.", "the country", "PER"),
        ("Chile, said a guest of Peru's king, fears that the country mines less tin.", "the country", "CHL"),
        # epithets
        ("Peru and Indonesia met. The Andean nation mines copper.", "The Andean nation", "PER"),
        ("Peru and Indonesia met. The Southeast Asian country mines nickel.", "The Southeast Asian country", "IDN"),
        ("The European Union and China met. The bloc imports magnets.", "The bloc", "EU"),
        # governments
        ("Japan makes magnets. The government wants more.", "The government", "JPN"),
        # ranks
        ("Chile sells copper. Exports from the world's largest producer rose.", "the world", "CHL"),
        ("Gabon spoke. Africa's top exporter of manganese wants plants.", "Africa", "GAB"),
        ("A duty was set by Nigeria. Africa's most populous country needs fuel.", "Africa", "NGA"),
        ("Peru spoke. Chile is the world's largest producer of copper.", "the world", ""),
        ("Acme Mining Corp. is in Chile. The world's largest producer sells copper.", "The world", ""),
        ("Chile spoke. The world's largest producer, Acme, sells copper.", "The world", ""),
        # it and its
        ("Gabon sells ore, the USGS said. Its exports rose.", "Its", "GAB"),
        ("Chile produces copper. It also mines lithium.", "It", "CHL"),
        ("Chile produces copper. Its lithium is cheap.", "Its", "CHL"),
        ("China buys ores and refines its cobalt.", "its", "CHN"),
        ("Mozambique may suffer: 97% of its aluminium goes to Europe.", "its", "MOZ"),
        ("Europe, which bought most of its magnesium in Asia, suffered.", "its", "EUROPE"),
        ("Chile is rich, but it is vulnerable as prices fall.", "it is", "CHL"),
        ("Japan needs coal. Australia sells it the most.", "it", "JPN"),
        ("Half of Japan's cars and a third of its ships were sold.", "its", "JPN"),
        ("Brazil's share of its tin imports rose.", "its", ""),
        # a demonym tells of the country beside what only a country has
        ("Chile spoke. Copper moved with the Chinese economy, as half of it goes to the nation.", "the nation", "CHN"),
        ("Chile spoke. Copper rose for Chinese firms, as half of it comes from the nation.", "the nation", "CHL"),
        ("Chile mines. Chinese firms own the country's smelters. Its output rose.", "Its", "CHL"),
        # unresolved stays unresolved
        ("The country mines copper.", "The country", ""),
        ("The government wants more.", "The government", ""),
        ("It mines copper.", "It", ""),
        ("Chile produces copper. It is clear that prices rise.", "It", ""),
        ("Chile produces copper. It is hard to sell more.", "It", ""),
        ("Chile produces copper. It seems that prices rise.", "It", ""),
        ("The miner reported a profit. It mines copper in Chile.", "It", ""),
        ("Chile watched the miner. The miner sold its copper.", "its", ""),
        ("Chile spoke. The state of the market is bad.", "The state", ""),
        ("Brazil buys fertiliser, and Russia is its biggest supplier.", "its", "BRA"),
    ],
)
def test_words_that_point_back(text, words, code):
    assert meant(text, words) == code


def test_too_far_back_is_not_meant():
    filler = "Prices fell. " * 6
    assert meant(f"Chile mines copper. {filler}The country also mines lithium.", "The country") == ""
