"""Who depends on whom for what; each case is a text of our own."""

import pytest

from pipeline.extract import Extractor
from pipeline.types import Dependency, Document, Modality


def said(one):
    """A dependency in one line: "JPN<CHN | rare earths | imports | negated"."""
    parts = [f"{'+'.join(one.countries)}<{one.partner}", one.commodity]
    parts += [str(one.stage)] if one.stage else []
    parts += [str(one.modality)] if one.modality is not Modality.ASSERTED else []
    return " | ".join(parts)


def read(text, title=""):
    extraction = Extractor().extract(Document(text, "2025-06-01", title))
    return [said(one) for one in extraction.claims if isinstance(one, Dependency)], extraction.misses


STATED = [
    ("Supply status: the United States depends on China for tungsten.", ["USA<CHN | tungsten"]),
    ("The United States is highly dependent on imports, and tungsten is scarce.", ["USA<FOREIGN | tungsten | imports"]),
    ("Ukraine relied on imports while coal burned.", ["UKR<FOREIGN | goods | imports"]),
    # verbs and adjectives
    ("Japan still relies heavily on China for rare earths.", ["JPN<CHN | rare earths"]),
    ("Norway depends on imports for its tungsten.", ["NOR<FOREIGN | tungsten | imports"]),
    ("Kenya relies on Egypt for rice and on Jordan for phosphate.", ["KEN<EGY | rice", "KEN<JOR | phosphate"]),
    ("Austria is wholly dependent on Chile and Peru for copper.", ["AUT<CHL+PER | copper"]),
    ("Indian battery makers depend on China for graphite.", ["IND<CHN | graphite"]),
    ("Poland no longer depends on Russia for coal.", ["POL<RUS | coal | negated"]),
    ("Finland leans on Russian nickel, Chinese cobalt and Canadian uranium.",
     ["FIN<CAN | uranium", "FIN<CHN | cobalt", "FIN<RUS | nickel"]),
    # nouns
    ("Europe's dependence on Russian uranium worries utilities.", ["EUROPE<RUS | uranium"]),
    ("The dependence of Spain on imported lithium is no secret.", ["ESP<FOREIGN | lithium | imports"]),
    ("A smelter in Texas would ease U.S. reliance on China for antimony.", ["USA<CHN | antimony"]),
    ("Lisbon wants to cut its reliance on foreign suppliers of magnesium.", ["PRT<FOREIGN | magnesium | imports"]),
    ("Japan wants to wean itself off Chinese gallium.", ["JPN<CHN | gallium"]),
    # most of it from or to
    ("Japan buys the lion's share of its LNG from Australia.", ["JPN<AUS | lng | imports"]),
    ("Nearly every gram of Europe's gallium comes from China.", ["EUROPE<CHN | gallium | imports"]),
    ("Guinea's bauxite exports rose 8%. Virtually all of it crosses the sea to China.",
     ["GIN<CHN | bauxite | exports"]),
    ("Peru provides a fifth of the world's fishmeal, most of it for Chinese fish farms.",
     ["PER<CHN | fishmeal | exports"]),
    ("Oman exported 2m tons of gypsum. India takes nearly all of it.", ["OMN<IND | gypsum | exports"]),
    ("South Korea buys most of its graphite from China.", ["KOR<CHN | graphite | imports"]),
    ("Mongolia sells nearly all its coal to China.", ["MNG<CHN | coal | exports"]),
    ("The bulk of Germany's cobalt comes from Congo.", ["DEU<COD | cobalt | imports"]),
    ("China supplies most of Vietnam's polysilicon.", ["VNM<CHN | polysilicon | imports"]),
    ("Slovenia imports nearly all of its natural gas.", ["SVN<FOREIGN | natural gas | imports"]),
    ("Denmark imports its magnets chiefly from China.", ["DNK<CHN | permanent magnets | imports"]),
    ("Most of Gabon's manganese goes to China.", ["GAB<CHN | manganese | exports"]),
    ("Belgium gets the bulk of its oil from Norway.", ["BEL<NOR | oil | imports"]),
    ("Swiss refiners get nearly all of their gold from Peru and Ghana.", ["CHE<GHA+PER | gold | imports"]),
    ("Turkey meets most of its gas demand with imports from Algeria.", ["TUR<DZA | natural gas | imports"]),
    # nobody else
    ("For tungsten powder, Finland has nowhere else to turn than China.", ["FIN<CHN | tungsten"]),
    # a class gives way to its members
    ("Sweden relies on China for critical minerals such as gallium and germanium.",
     ["SWE<CHN | gallium", "SWE<CHN | germanium"]),
    # from the sentence before
    ("Japan buys a lot of rare earths. It relies on China for them.", ["JPN<CHN | rare earths"]),
]  # fmt: skip

NOT_STATED = [
    "The Japanese carmaker relies on its bank in China.",
    "The company's dependence on Chinese rare earths worries investors.",
    "South Korea buys some of its graphite from Mozambique.",
    "Does Japan rely on China for rare earths?",
    "Success in Chile depends on the weather, said the lithium miner.",
    "Germany buys lithium from Chile and Australia.",
    "China has most of the world's tungsten.",
    "Most of the students in Japan come from China, said a maker of batteries.",
    "Japan imports most of its oil from the Gulf.",
    "The most important supplier of tin to Japan is Indonesia.",
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_dependency_is_read(text, expected):
    assert sorted(read(text)[0]) == expected


@pytest.mark.parametrize("text", NOT_STATED)
def test_no_dependency_is_read(text):
    assert read(text)[0] == []


def test_the_commodity_may_stand_in_the_title():
    assert read("Japan relies on China.", "Antimony runs short")[0] == ["JPN<CHN | antimony"]


@pytest.mark.parametrize(
    "text",
    [
        "Japan relies on China for 60% of its rare earths.",
        "Belgium is 100% reliant on imports of graphite.",
        "Italy gets 40% of its magnets from China.",
    ],
)
def test_a_figure_makes_it_a_share(text):
    assert read(text)[0] == []


def test_the_reason_is_kept():
    assert any("a share states" in one.reason for one in read("Japan relies on China for 60% of its rare earths.")[1])
    missing = read("Japan relies on China. Lithium is cheap.")[1]
    assert any(one.reason == "a dependency without a commodity" for one in missing)


def test_another_figure_in_the_sentence_changes_nothing():
    text = "Japan, where tin rose 5% last year, relies on China for antimony."
    assert read(text)[0] == ["JPN<CHN | antimony"]
