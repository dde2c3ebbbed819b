"""Whose aims at what; each case is a text of our own."""

import pytest

from pipeline.extract import Extractor
from pipeline.types import Document, Goal, Modality


def said(one):
    """A goal in one line: "IDN | batteries | become a hub for batteries | 2030 | 5 gw"."""
    parts = ["+".join(one.countries), one.commodity, one.goal]
    parts += [str(one.year)] if one.year else []
    parts += [f"{one.value_low:g} {one.unit}"] if one.value_low is not None else []
    parts += [str(one.modality)] if one.modality is not Modality.PLANNED else []
    return " | ".join(parts)


def read(text, title=""):
    extraction = Extractor().extract(Document(text, "2025-06-01", title))
    return [said(one) for one in extraction.claims if isinstance(one, Goal)], extraction.misses


STATED = [
    ("Peru wants Japan to build more copper smelters.", ["PER | copper | Japan to build more copper smelters"]),
    ("Finland signalled its aim to expand data centres.", ["FIN | data centres | expand data centres"]),
    ("India refines zinc. India sold zinc to Japan. It hopes to lift output.", ["IND | zinc | lift output"]),
    ("Japan is taking steps to develop sources of gallium.", ["JPN | gallium | develop sources of gallium"]),
    ("Oman renewed its commitment to expand its sale of chips.", ["OMN | semiconductors | expand its sale of chips"]),
    ("Oman has pledged to expand solar power.", ["OMN | solar power | expand solar power"]),
    ("Zambia mined 890,000 tonnes of copper. Its president wants 3 million by 2031.",
     ["ZMB | copper | 3 million by 2031 | 2031 | 3e+06 t"]),
    ("Japan aims to use 3 million tonnes of hydrogen by 2030 and 20 million by 2050.",
     ["JPN | hydrogen | use 3 million tonnes of hydrogen by 2030 | 2030 | 3e+06 t",
      "JPN | hydrogen | 20 million by 2050 | 2050 | 2e+07 t"]),
    ("Kenya wants its carmakers to get a quarter of their chips at home.",
     ["KEN | semiconductors | its carmakers to get a quarter of their chips at home | 25 percent"]),

    ("In Peru, government efforts to refine copper go on.", ["PER | copper | refine copper"]),
    (("Peru wants a tenth of its lithium to be refined at home by 2030 and a fifth to come from recycling. "
      "No more than half should go to one buyer."),
     ["PER | lithium | a tenth of its lithium to be refined at home by 2030 | 2030 | 10 percent",
      "PER | lithium | a fifth to come from recycling | 2030 | 20 percent",
      "PER | lithium | No more than half should go to one buyer"]),
    ("The efforts being made by the Indian authorities to rein in overcapacity in solar panels may fail.",
     ["IND | solar panels | rein in overcapacity in solar panels"]),
    ("Kenya has expressed interest in developing nuclear power.",
     ["KEN | nuclear power | developing nuclear power"]),
    ("The project fits Brazilian policy objectives to replace 9,000 barrels of oil per day with ethanol.",
     ["BRA | ethanol | replace 9,000 barrels of oil per day with ethanol | 9000 bbl/d"]),
    ("Spain's 82% solar power target is ambitious.",
     ["ESP | solar power | 82% solar power target | 82 percent"]),
    ("India will meet its 2030 ethanol blending target early.",
     ["IND | ethanol | 2030 ethanol blending target | 2030"]),
    ("Chile will use hydrogen to feed its industry and reach net zero by 2050.",
     ["CHL |  | reach net zero by 2050 | 2050"]),
    ("Mali's tin output rose 8%, the mines minister said. It wants to lift production to 3,000 tonnes by 2031.",
     ["MLI | tin | lift production to 3,000 tonnes by 2031 | 2031 | 3000 t"]),
    ("Spain wants to double nuclear capacity to 14 GW by 2050.",
     ["ESP | nuclear power | double nuclear capacity to 14 GW by 2050 | 2050 | 14 gw"]),

    ("Japan wants to convert its coal plants to ammonia by 2030.",
     ["JPN | ammonia | convert its coal plants to ammonia by 2030 | 2030"]),
    ("Poland aims to shift from coal to nuclear power.", ["POL | nuclear power | shift from coal to nuclear power"]),
    ("Saudi Arabia aims to diversify its economy.", ["SAU |  | diversify its economy"]),
    ("The president reaffirmed America's dedication to reshoring semiconductor manufacturing.",
     ["USA | semiconductors | reshoring semiconductor manufacturing"]),
    ("A firm welcomed US government directives to secure a domestic supply of tungsten.",
     ["USA | tungsten | secure a domestic supply of tungsten"]),
    ("China will, by 2035, reduce emissions by 10%, President Xi said.",
     ["CHN |  | reduce emissions by 10% | 2035 | -10 percent"]),
    ("Egypt aims to ensure food and water security.", ["EGY | food | ensure food and water security"]),
    # verbs of aiming
    ("Indonesia aims to become a hub for electric vehicle batteries by 2030.",
     ["IDN | batteries | become a hub for electric vehicle batteries by 2030 | 2030"]),
    ("Tokyo hopes to win back some of the market for semiconductors.",
     ["JPN | semiconductors | win back some of the market for semiconductors"]),
    ("Ghana wants all its bauxite to be refined at home.", ["GHA | bauxite | all its bauxite to be refined at home"]),
    ("Denmark wants 12 GW of wind power by 2030.", ["DNK | wind power | 12 GW of wind power by 2030 | 2030 | 12 gw"]),
    ("Brazil plans to build 8 nuclear reactors.", ["BRA | nuclear power | build 8 nuclear reactors | 8 units"]),
    ("The Kremlin is working to boost domestic production of gallium.",
     ["RUS | gallium | boost domestic production of gallium"]),
    ("Peru intends to double its copper output.", ["PER | copper | double its copper output | 100 percent"]),
    ("Morocco seeks to cut imports of coal by 40%.", ["MAR | coal | cut imports of coal by 40% | -40 percent"]),
    ("Kenya does not aim to refine lithium.", ["KEN | lithium | refine lithium | negated"]),
    ("Ethiopia hopes to start exporting fertiliser.", ["ETH | fertiliser | start exporting fertiliser"]),
    ("Mali's junta wants to refine gold.", ["MLI | gold | refine gold"]),
    ("Tanzania is keen to process its own nickel.", ["TZA | nickel | process its own nickel"]),
    ("The EU is committed to ending imports of Russian coal.", ["EU | coal | ending imports of Russian coal"]),
    # nouns of aiming
    ("Oman's target of making a million tonnes of hydrogen by 2030 looks distant.",
     ["OMN | hydrogen | making a million tonnes of hydrogen by 2030 | 2030 | 1e+06 t"]),
    ("The Pentagon's push to rebuild supply chains for antimony has begun.",
     ["USA | antimony | rebuild supply chains for antimony"]),
    ("Australia has set a target of 30 GW of solar power by 2035.",
     ["AUS | solar power | 30 GW of solar power by 2035 | 2035 | 30 gw"]),
    ("The EU's goal is to make a fifth of its batteries at home.",
     ["EU | batteries | make a fifth of its batteries at home | 20 percent"]),
    # instruments
    ("The US programme is meant to rebuild supply at home for critical minerals.",
     ["USA | critical minerals | rebuild supply at home for critical minerals"]),
    ("Canada's strategy aims to double the output of potash.",
     ["CAN | fertiliser | double the output of potash | 100 percent"]),
    ("Chile announced an order aimed at speeding up and expanding lithium production.", []),
    # climate aims have no commodity
    ("Sweden aims to reach net zero by 2045.", ["SWE |  | reach net zero by 2045 | 2045"]),
    ("Finland's goal is carbon neutrality by 2035.", ["FIN |  | carbon neutrality by 2035 | 2035"]),
    ("Japan's decarbonisation targets are strict.", ["JPN |  | decarbonisation targets"]),
    # two figures are two goals
    ("Oman aims for 1 million tonnes of hydrogen by 2030 and 8 million tonnes by 2050.",
     ["OMN | hydrogen | 1 million tonnes of hydrogen by 2030 | 2030 | 1e+06 t",
      "OMN | hydrogen | 8 million tonnes by 2050 | 2050 | 8e+06 t"]),
    # several commodities
    ("France wants to refine lithium and nickel.",
     ["FRA | lithium | refine lithium and nickel", "FRA | nickel | refine lithium and nickel"]),
    # what is said before
    ("Guinea digs bauxite. It plans to build more smelters.", ["GIN | bauxite | build more smelters"]),
]  # fmt: skip

NOT_STATED = [
    # what one government asks of another, a firm's aims, an act
    "Japan wants Peru to exempt it from levies on imported steel.",
    "Pakistan wants Peru to provide it with weapons.",
    "The Finnish telecoms company signalled its aim to diversify into data centres.",
    "Canada wants to slap a tax on aluminium.",
    # a commodity named before is that of an outcome which leaves open what it is about, and of no other
    "India refines zinc. India sold zinc to Japan. It hopes to strengthen the institutional architecture.",
    "It could take up to two years to start making batteries in Chile.",
    "Acme has secured a $2bn commitment from Oman to expand its sale of chips.",
    "The agency says that India should plan to expand its gas storage.",
    "This shock will require Japan to take urgent steps to develop sources of gallium.",
    "The Paris Climate Agreement set a goal of burning less coal.",
    "Oman has pledged $2bn to expand solar power.",
    "Brussels promised to act on cheap tin.",
    "A carmaker in Spain missed its 2025 battery target.",
    "Tesla's 2030 battery target in Germany was dropped.",
    "Altair will use solar panels in China to reach net zero by 2030.",
    "Investors have expressed interest in developing nuclear power in Kenya.",
    "The government's efforts to curtail crime in Peru failed, and copper fell.",
    "China mines rare earths. Egypt aims to lead the region in tourism.",
    "China mines rare earths. India wants to become a global power.",
    "Japan imports gallium. Tokyo plans to build two new airports.",
    "A start-up in Oman aims to diversify its economy.",
    "Canberra determined the battery to be safe.",
    "Oman sells medicines. Oman's strategy aims to double the city's GDP.",
    "Kenya sells tea. It hopes to secure more money for its schools.",
    "The start-up aims to become a hub for batteries in Indonesia.",
    "The Chilean miner plans to double its copper output.",
    "India's goal in the second half decided the match.",
    "The handbook is meant to strengthen readers' grasp of critical minerals.",
    "Brazil wants to win the cup, and its coach likes coffee.",
    "India plans to raise tariffs on steel.",
    "Miners run copper pits in Peru, backed by government efforts to build roads.",
    "Spain wants to create jobs, said a maker of batteries.",
    "India wants to join the club and buys oil from Russia.",
    "Acme Uzbekistan plans to refine gold.",
    "Acme is a maker of batteries based in Lisbon aimed at making cheaper batteries.",
    "Will Japan aim to refine cobalt?",
    "Peru taxed steel. Chile may look to limit the risk of a wider trade war.",
    "Peru taxed steel. Chile wants tariffs to match those of rivals that import from it.",
    "Ottawa has scrapped its plan to build 4 nuclear reactors.",
    "China is expected to produce more gallium.",
    "Germany has promised its mills 500 million euros for green steel.",
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_goal_is_read(text, expected):
    assert read(text)[0] == expected


@pytest.mark.parametrize("text", NOT_STATED)
def test_no_goal_is_read(text):
    assert read(text)[0] == []


def test_the_words_of_a_goal_stand_in_the_text():
    text = "Zambia, Africa's second, hopes to lift its copper output to 3 million tonnes by 2032."
    (claim,) = (one for one in Extractor().extract(Document(text)).claims if isinstance(one, Goal))
    spans = {one.slot: one.span.of(text) for one in claim.evidence.slots}
    assert spans["goal"] == claim.goal == "lift its copper output to 3 million tonnes by 2032"
    assert (spans["commodity"], spans["year"], spans["trigger"]) == ("copper", "2032", "hopes")
    assert (claim.value_low, claim.unit, claim.year) == (3_000_000, "t", 2032)


def test_the_reason_is_kept():
    reasons = {one.reason for one in read("India plans to raise tariffs on steel. Peru wants to reach more.")[1]}
    assert "an aim at an instrument, which a policy states" in reasons
