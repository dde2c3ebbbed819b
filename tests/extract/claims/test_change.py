"""Which rises and falls are changes, of whom, of what, with which sign; each case is a text of our own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract import Extractor
from pipeline.types import Bound, Change, Document, Modality

SIGN = {Bound.EXACT: "", Bound.ABOUT: "~", Bound.AT_LEAST: ">=", Bound.AT_MOST: "<=", Bound.RANGE: ""}


def said(one):
    """A change in one line: "CHL | copper | exports | ~-5 percent | 2024"; a bound is on the size."""
    low, high = one.value_low, one.value_high
    size = f"{low:g}..{high:g}" if one.bound is Bound.RANGE else f"{low if low is not None else high:g}"
    parts = ["+".join(one.countries), one.commodity, one.stage, f"{SIGN[one.bound]}{size} {one.unit}"]
    parts += [str(one.year)] if one.year else []
    parts += [one.modality] if one.modality is not Modality.ASSERTED else []
    return " | ".join(parts)


def changes(text, published="2025-08-12"):
    claims = Extractor().extract(Document(text, published)).claims
    ordered = sorted(
        (one for one in claims if isinstance(one, Change)),
        key=lambda one: next(slot.span for slot in one.evidence.slots if slot.slot == "value"),
    )
    return [said(one) for one in ordered]


CHANGES = [
    ("Italy's steel output declined for the third month, by 4.8%.", ["ITA | steel | production | -4.8 percent"]),
    ("Spain has shut 9 million tonnes of steel capacity.", ["ESP | steel | production | -9e+06 t"]),
    (
        "The company paid a dividend. Sales of electric cars in Peru fell 41% in 2024.",
        ["PER | electric vehicles | sales | -41 percent | 2024"],
    ),
    (
        "Mali's gold output dropped 23%. Niger's rose 50%.",
        ["MLI | gold | production | -23 percent", "NER | gold | production | 50 percent"],
    ),
    (
        "Critical mineral status: tungsten is listed. US output fell 12% in 2024.",
        ["USA | tungsten | production | -12 percent | 2024"],
    ),
    (
        "Kenya's steel imports hit 1 million tonnes in 2024. The domestic market grew 8%.",
        ["KEN | steel | sales | 8 percent"],
    ),
    (
        "In Egypt, buyers were busy, with wheat imports rising 12% to 13 million tonnes in 2024.",
        ["EGY | wheat | imports | 12 percent | 2024"],
    ),
    (
        "Peru's farm exports rose 12% in 2024. The rise was led by blueberries (+36%) and cocoa (-3%).",
        [
            "PER | food | exports | 12 percent | 2024",
            "PER | blueberries | exports | 36 percent | 2024",
            "PER | cocoa | exports | -3 percent | 2024",
        ],
    ),
    (
        "By 2030, Brazil will use 6 million electric cars, more than double the number today.",
        ["BRA | electric vehicles | consumption | >=100 percent | 2030 | planned"],
    ),
    (
        "Kenya's tea exports rose 4%. This marks a 5% increase in the share of black tea.",
        ["KEN | tea | exports | 4 percent"],
    ),
    (
        "Norway leads. Spain saw a fall despite the country's electric vehicle market growing 20%.",
        ["ESP | electric vehicles | sales | 20 percent"],
    ),
    ("Chile mined 5% more copper than a year earlier.", ["CHL | copper | mining | 5 percent"]),
    (
        "Demand for lithium is growing, above all in Poland, where demand is expected to rise by 50%.",
        ["POL | lithium | consumption | 50 percent | planned"],
    ),
    (
        "Turkey's tea output was 250,000 tonnes in 2024, up 13% on last season.",
        ["TUR | tea | production | 13 percent | 2024"],
    ),
    ("Mali's gold exports were 38% below the level of 2023.", ["MLI | gold | exports | -38 percent"]),
    ("China's exports of tungsten fell 12% in 2024.", ["CHN | tungsten | exports | -12 percent | 2024"]),
    ("Imports of oil by India rose by more than 3%.", ["IND | oil | imports | >=3 percent"]),
    ("Peru's zinc output fell more than 25%.", ["PER | zinc | production | >=-25 percent"]),
    ("Kenya's tea crop shrank by 5% to 10%.", ["KEN | tea | production | -10..-5 percent"]),
    ("Mali saw a 9% rise in exports of gold.", ["MLI | gold | exports | 9 percent"]),
    ("Poland's coal output has halved since 2010.", ["POL | coal | production | -50 percent"]),
    ("Turkey's steel production reached 37 million tons, up 9 percent.", ["TUR | steel | production | 9 percent"]),
    ("Chile exported 5 million tonnes of copper, 4% less than in 2023.", ["CHL | copper | exports | -4 percent"]),
    ("Japan's demand for LNG will grow 2% a year.", ["JPN | lng | consumption | 2 percent | planned"]),
    ("OPEC+ will raise output by 137,000 barrels a day.", ["OPEC | oil | production | 137000 bbl/d | planned"]),
    ("U.S. imports of steel fell by a third, and exports by a tenth.", ["USA | steel | imports | -33.3333 percent"]),
    (
        "Exports of cobalt from Congo fell 8%, while shipments to China rose 6%.",
        ["COD | cobalt | exports | -8 percent", "COD | cobalt | exports | 6 percent"],
    ),
    (
        "Malaysia's palm oil stocks rose 6% to 2 million tonnes in May.",
        ["MYS | palm oil |  | 6 percent | 2025"],
    ),
]
NONE = [
    pytest.param("Tesla's sales of electric cars in China fell 15%.", id="a company"),
    pytest.param("Hyundai will cut exports of cars from South Korea by 10%.", id="a company that cuts"),
    pytest.param("Dutch chip maker Acme's sales of chips to China fell 20%.", id="a company of a country"),
    pytest.param("Output of copper at the mine in Chile rose 11%.", id="a mine"),
    pytest.param("Western Australia's lithium output rose 20%.", id="a state"),
    pytest.param("Global lithium production rose 22% in 2024.", id="the world"),
    pytest.param("India raised its duty on gold by 5 percentage points.", id="a parameter"),
    pytest.param("China raised its quota for rare earths by 12%.", id="a quota"),
    pytest.param("Brazil's inflation rose 4% as prices of coffee jumped.", id="inflation"),
    pytest.param("India wants to cut its oil imports by 10%.", id="an aim"),
    pytest.param("China burns 30% more coal than the rest of the planet put together.", id="a comparison"),
    pytest.param("Ghana raised the guaranteed farm-gate price of cocoa by 22%.", id="a price that is set"),
    pytest.param("South Korea grows just 1% of its wheat.", id="a harvest"),
    pytest.param("Food: he said Washington pressed its team to more than triple that figure.", id="triple that"),
    pytest.param("Brazil said that it had pressed its coffee growers to triple that.", id="what others do"),
    pytest.param("Shares of the Chilean lithium producer fell 5%.", id="shares"),
    pytest.param("If China's exports of graphite fall 10%, prices will rise.", id="a condition"),
    pytest.param("Peru's zinc stocks are 4% below the five-year average.", id="off an average"),
    pytest.param("Traders had expected Kenyan tea exports to fall 6%.", id="what had been expected"),
    pytest.param("Brazil's projected coffee crop was cut by 2 million bags.", id="a forecast that is cut"),
    pytest.param("Chile's copper output is put at 5 Mt, down 4% from the previous forecast.", id="a revision"),
    pytest.param(
        "Kuwait drills. OPEC expects demand for oil to grow by 1 million barrels a day.", id="a club's forecast"
    ),
    pytest.param("Ghana grows cocoa. Ghana's economy grew by 5%.", id="an economy"),
    pytest.param("Japan buys coal. Japanese stocks rose 5% this year.", id="shares"),
    pytest.param("Japan buys coal. Industrial output rose 5% in May.", id="all industry"),
    pytest.param("Peru's copper output rose. Western Hemisphere output rose by 2%.", id="half of the world"),
    pytest.param("Peru mines zinc. The steelmaker lifted output by 5%.", id="a maker of steel"),
    pytest.param(
        "Chile makes steel. The steelmaker is busy after an expansion that lifted output by 5%.", id="one firm's plant"
    ),
    pytest.param("Chile burns coal. Coal use as a share of output fell by 5 percentage points.", id="a proportion"),
    pytest.param("Chile has refineries. Distillate stocks dropped by 590,000 barrels.", id="fuel with no name here"),
    pytest.param(
        "Kenya has a million nurses and 3 million truck drivers—adding up to 3% of adults.", id="adding up to"
    ),
    pytest.param("Chile burns coal. Coal capacity fell by 5% around the world.", id="around the world"),
    pytest.param("Brazil's corn crop is put at 122 Mt, up 2 Mt from a January forecast.", id="off a forecast"),
    pytest.param("Russian oil output is 16,000 barrels a day below its approved level.", id="off a level"),
    pytest.param("Sales of new homes in Chile fell 5%.", id="homes"),
    pytest.param("Oil refineries: capacity use in America rose by half of a percentage point.", id="capacity use"),
    pytest.param("Chile makes steel. Names like Acme slipped 3% in trade.", id="how shares trade"),
    pytest.param("China added solar power. It has added twice that much of it.", id="twice that"),
    pytest.param("Wells could make triple the output of America's nuclear power plants.", id="triple the output of"),
    pytest.param("Britain's core prices, which exclude food, rose by 4%.", id="core prices"),
]
CHANGES += [
    (
        "Peru's copper exports rose 7%, driven by tin demand and a 17% increase in chips.",
        ["PER | copper | exports | 7 percent"],
    ),
]
CHANGES += [
    (
        "Shipments of copper from top suppliers Chile and Peru fell 3%.",
        ["CHL+PER | copper | exports | -3 percent"],
    ),
    ("American gasoline inventories fell by 3 million barrels.", ["USA | petrol |  | -3e+06 bbl"]),
    ("Peru mines zinc. Peru's farm output rose 5%.", ["PER | food | production | 5 percent"]),
    ("Peru's zinc output was 5% above the level of 2023.", ["PER | zinc | production | 5 percent"]),
]


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_a_rise_or_fall_of_a_country_is_a_change(text, expected):
    assert changes(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_a_rise_or_fall_of_no_country_is_none(text):
    assert changes(text) == []


@pytest.mark.parametrize(("verb", "sign"), [("rose", 1), ("fell", -1), ("jumped", 1), ("dropped", -1)])
@settings(deadline=None)  # the first example loads the model
@given(size=st.integers(1, 99))
def test_the_sign_is_put_on_the_size(verb, sign, size):
    assert changes(f"Chile's exports of copper {verb} by {size}%.") == [
        f"CHL | copper | exports | {sign * size} percent",
    ]
