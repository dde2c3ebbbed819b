import pytest

from pipeline.extract import read, slots
from pipeline.types import Document, Stage
from pipeline.vocab.commodities import Kind


def parsed(text, title=""):
    sentences = read.sentences(Document(text, "2025-06-01", title))
    read.parse(sentences, lambda _: True)
    return sentences[-1]


def token(sentence, word):
    return next(one for one in sentence.doc if one.text == word)


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("China sells tin.", "China", ("CHN",)),
        ("Chinese refiners sell tin.", "refiners", ("CHN",)),
        ("China's share of tin grew.", "share", ("CHN",)),
        ("Chile and Peru sell copper.", "Chile", ("CHL", "PER")),
        ("Chile, Peru and Congo sell copper.", "Peru", ("CHL", "COD", "PER")),
        ("Mines in Chile sell copper.", "Mines", ("CHL",)),
        ("The mine in Chile sells copper.", "mine", ()),  # one mine is not the country
        ("Brazil's Lithium Valley sells ore.", "Valley", ()),
        ("The miner sold tin.", "miner", ()),
    ],
)
def test_named(text, head, expected):
    sentence = parsed(text)
    assert slots.codes(slots.named(sentence, token(sentence, head))) == expected


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("Glencore sells cobalt.", "Glencore", "Glencore"),
        ("Rio Tinto sells iron ore.", "Tinto", "Rio Tinto"),
        ("China sells tin.", "China", ""),
        ("The miner sells tin.", "miner", ""),
    ],
)
def test_organization(text, head, expected):
    sentence = parsed(text)
    assert slots.organization(sentence, token(sentence, head)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China sells tin.", "tin"),
        ("Prices of the metal and of tin rose.", "tin"),  # strong before weak
        ("China sells cobalt, and the metal is dear.", "cobalt"),
    ],
)
def test_good_in(text, expected):
    sentence = parsed(text)
    assert slots.good_in(sentence, sentence.doc).name == expected


def test_no_good():
    sentence = parsed("China sings.")
    assert slots.good_in(sentence, sentence.doc) is None
    assert slots.goods_in(sentence, sentence.doc) == ()


def test_a_weak_word_means_what_was_spoken_of():
    sentence = parsed("Congo mines cobalt. China refines the metal.")
    assert slots.good_in(sentence, sentence.doc).name == "cobalt"


def test_a_class_before_another_noun_is_itself():
    sentence = parsed("Congo mines cobalt. Peru's mineral exports grew.")
    assert slots.good_in(sentence, sentence.doc).name == "critical minerals"


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Congo mines cobalt. China has most.", "", "cobalt"),
        ("China has most.", "Why cobalt matters", "cobalt"),
        ("Congo mines cobalt. " + "It rained. " * 6 + "China has most.", "", None),  # too long ago
        ("China has most.", "", None),
        ("Congo mines cobalt. Cobalt is used in tools and in steel. China has most.", "", "cobalt"),
        ("Congo mines cobalt. Batteries need zinc and cobalt. China has most.", "", "cobalt"),  # what it is about
        ("Congo mines copper. It rained. Cans need tin and aluminium. China has most.", "", None),  # not plain which
        ("Smelters use zinc. Cheap hydropower helps. China has most.", "Why zinc matters", "zinc"),
        ("It rained. " * 9 + "Congo mines zinc. It rained. China has most.", "", None),  # the text is not about it
        ("It rained. " * 9 + "Congo mines zinc. It rained. China has most.", "Why zinc matters", "zinc"),
        ("It rained. " * 9 + "Congo mines zinc. China has most.", "", "zinc"),
    ],
)
def test_carried_good(text, title, expected):
    found = slots.carried_good(parsed(text, title))
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("copper mine output", Stage.MINING),
        ("refined copper production", Stage.PROCESSING),  # the kind of production, not the head
        ("global refining capacity", Stage.PROCESSING),  # the longest phrase wins
        ("proven reserves", Stage.RESERVES),
        ("exports of copper", Stage.EXPORTS),
        ("copper", None),
    ],
)
def test_stage_in(text, stage):
    sentence = parsed(text)
    found = slots.stage_in(sentence, list(sentence.doc))
    assert (found.stage if found else None) == stage


@pytest.mark.parametrize(
    ("stage", "kind", "settled"),
    [
        (Stage.PRODUCTION, Kind.FINISHED, Stage.MANUFACTURING),
        (Stage.PRODUCTION, Kind.COMPONENT, Stage.MANUFACTURING),
        (Stage.PRODUCTION, Kind.MATERIAL, Stage.PRODUCTION),
        (Stage.MANUFACTURING, Kind.MATERIAL, Stage.PRODUCTION),
        (Stage.MINING, Kind.FINISHED, Stage.MINING),
        (Stage.PRODUCTION, None, Stage.PRODUCTION),
    ],
)
def test_settle(stage, kind, settled):
    assert slots.settle(stage, kind) is settled


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("China mined 70% of tin in 2024.", "70%", 2024),
        ("In 2024 China mined 70% of tin.", "70%", 2024),
        ("China mined 70% of tin in 2023 and 60% in 2024.", "70%", 2023),
        ("China mined 70% of tin in 2023 and 60% in 2024.", "60%", 2024),
        ("China mined 70% of tin last year.", "70%", 2024),
        ("China mined 70% of tin.", "70%", None),
    ],
)
def test_year(text, at, expected):
    sentence = parsed(text)
    figure = next(one for one in sentence.figures if one.span.of(text) == at)
    assert slots.year(sentence, figure.span)[0] == expected
