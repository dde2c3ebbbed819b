"""Which amounts are quantities, of whom, of what and of when; each case is a text of our own."""

import pytest

from pipeline.extract import Extractor
from pipeline.types import Bound, Document, Modality, Quantity

SIGN = {Bound.EXACT: "", Bound.ABOUT: "~", Bound.AT_LEAST: ">=", Bound.AT_MOST: "<=", Bound.RANGE: ""}


def said(one):
    """A quantity in one line: "CHL | copper | exports | >=5e+06 t | 2024 | planned"."""
    low, high = one.value_low, one.value_high
    size = f"{low:g}-{high:g}" if one.bound is Bound.RANGE else f"{low if low is not None else high:g}"
    parts = ["+".join(one.countries), one.commodity, one.stage, f"{SIGN[one.bound]}{size} {one.unit}"]
    parts += [str(one.year)] if one.year else []
    parts += [one.modality] if one.modality is not Modality.ASSERTED else []
    return " | ".join(parts)


def quantities(text, published="2025-08-12"):
    claims = Extractor().extract(Document(text, published)).claims
    ordered = sorted(
        (one for one in claims if isinstance(one, Quantity)),
        key=lambda one: next(slot.span for slot in one.evidence.slots if slot.slot == "value"),
    )
    return [said(one) for one in ordered]


FLOWS = [
    ("Mainland China mined 40,000 tonnes of tin in 2023.", ["CHN | tin | mining | 40000 t | 2023"]),
    ("Neighbouring Peru mined 40,000 tonnes of tin in 2023.", ["PER | tin | mining | 40000 t | 2023"]),
    ("A report from the Trump administration said that demand for lithium will reach 4 million tonnes by 2030.", []),
    ("Acme Canada mined 40,000 tonnes of tin in 2023.", []),
    ("Chinese buyers bought $13.7 billion of American homes.", []),
    (
        "Chile mined 5 million tonnes of copper, with projections to exceed 6 million tonnes by 2030.",
        ["CHL | copper | mining | 5e+06 t", "CHL | copper | mining | >=6e+06 t | 2030 | planned"],
    ),
    ("Guyana pumped 620,000 barrels of oil a day in 2024.", ["GUY | oil | production | 620000 bbl/d | 2024"]),
    ("Gabon exported more than 8 million tonnes of manganese.", ["GAB | manganese | exports | >=8e+06 t"]),
    ("Norway sold 120,000 new electric cars in 2024.", ["NOR | electric vehicles | sales | 120000 units | 2024"]),
    ("China installed 250 GW of solar panels last year.", ["CHN | solar panels | consumption | 250 gw | 2024"]),
    ("Bolivia holds about 20 million tonnes of lithium.", ["BOL | lithium | reserves | ~2e+07 t"]),
    ("The Philippines bought 4 million tons of rice abroad.", ["PHL | rice | imports | 4e+06 t"]),
    ("Chinese smelters refined 12 million tonnes of copper.", ["CHN | copper | processing | 1.2e+07 t"]),
    ("Bangladesh earned $38 billion from garments.", ["BGD | garments | exports | 3.8e+10 usd"]),
    ("Denmark registered 20,000 new cars in 2024.", ["DNK | cars | sales | 20000 units | 2024"]),
    ("Australian mines produced 8,000 tonnes of tin.", ["AUS | tin | mining | 8000 t"]),
    ("Spain drew 2 million barrels of oil from its emergency stocks.", ["ESP | oil |  | 2e+06 bbl"]),
    (
        "Peru is a big producer of tea. Growers harvested 9,000 tonnes of tea last year.",
        ["PER | tea | production | 9000 t | 2024"],
    ),
    (
        "Korea makes 4 million cars and sold 2.5 million abroad.",
        ["KOR | cars | manufacturing | 4e+06 units", "KOR | cars | exports | 2.5e+06 units"],
    ),
    (
        "Brazil pumps 3.5 million barrels of oil a day. Neighbouring Guyana pumps 900,000.",
        ["BRA | oil | production | 3.5e+06 bbl/d", "GUY | oil | production | 900000 bbl/d"],
    ),
    ("Kenya earned 181 billion shillings from tea.", ["KEN | tea | exports | 1.81e+11 kes"]),
    ("The country's five plants turned out a million cars.", []),
    (
        "Slovakia makes many cars. The country's five plants turned out a million cars.",
        ["SVK | cars | manufacturing | 1e+06 units"],
    ),
    ("There are 2 million electric cars in Germany.", ["DEU | electric vehicles | consumption | 2e+06 units"]),
]
MEASURES = [
    (
        "In 2024, trade between Italy and Kenya amounted to $8.3 billion (1,000 billion shillings).",
        ["ITA+KEN | goods |  | 8.3e+09 usd | 2024"],
    ),
    ("Peru's trade with Chile in 2024 was worth $6 billion.", ["PER | goods |  | 6e+09 usd | 2024"]),
    (
        "France is Malaysia's third-largest partner, with bilateral trade reaching €5 billion.",
        ["FRA+MYS | goods |  | 5e+09 eur"],
    ),
    ("Peru's fishmeal exports brought in $2.3 billion.", ["PER | fishmeal | exports | 2.3e+09 usd"]),
    (
        "Chile's copper output slid to 1.24 million tonnes. The state agency now sees 5.3 million.",
        ["CHL | copper | production | 1.24e+06 t", "CHL | copper | production | 5.3e+06 t"],
    ),
    (
        "Russia is a wheat exporter. Consultants SovEcon now see exports of 43 million tonnes in 2026.",
        ["RUS | wheat | exports | 4.3e+07 t | 2026 | planned"],
    ),
    (
        "Peru's copper output is expected to reach 2.8 million to 3 million tonnes in 2026.",
        ["PER | copper | production | 2.8e+06-3e+06 t | 2026 | planned"],
    ),
    ("Exports of tea by Kenya were worth $1.4 billion.", ["KEN | tea | exports | 1.4e+09 usd"]),
    ("Shipments of salmon into Poland totalled 30,000 tonnes.", ["POL | salmon | imports | 30000 t"]),
    ("Nickel reserves in Indonesia stand at 55 million tons.", ["IDN | nickel | reserves | 5.5e+07 t"]),
    ("Mine output in Zambia reached 820,000 tonnes of copper.", ["ZMB | copper | mining | 820000 t"]),
    (
        "Malaysia sells palm oil to Kenya, whose imports of it reached 500,000 tonnes.",
        ["KEN | palm oil | imports | 500000 t"],
    ),
    (
        "China mined more manganese. Ghana, by contrast, expanded output by a fifth to 900,000 tonnes.",
        ["GHA | manganese | production | 900000 t"],
    ),
    (
        "Cocoa growers in Ghana were short of rain. The crop came to 500,000 tonnes.",
        ["GHA | cocoa | production | 500000 t"],
    ),
    (
        "Ghana grows cocoa. The crop came to 500,000 tonnes, the Grain and Cotton Council said.",
        ["GHA | cocoa | production | 500000 t"],
    ),
    (
        "Abidjan spoke. Cocoa output in the West African country fell to 2 million tonnes.",
        ["CIV | cocoa | production | 2e+06 t"],
    ),
    ("India's wind capacity reached 48 GW.", ["IND | wind power | production | 48 gw"]),
    ("Coal exports were 7 million tonnes, according to Colombian customs.", ["COL | coal | exports | 7e+06 t"]),
    (
        "Gabon met buyers of iron ore. Its exports of manganese were low as output sank to 6 million tonnes.",
        ["GAB | manganese | production | 6e+06 t"],
    ),
    (
        "Vietnam sells coffee to Europe. Exports reached 1.3 million tonnes in 2024.",
        ["VNM | coffee | exports | 1.3e+06 t | 2024"],
    ),
]
CONTINUED = [
    (
        "Mali's tin exports fell to 33,000 tonnes; China took 29,000 of them.",
        ["MLI | tin | exports | 33000 t", "CHN | tin | imports | 29000 t"],
    ),
    (
        "Peru sold $2.5 billion of blueberries abroad; in 2019 the figure was $800 million.",
        ["PER | blueberries | exports | 2.5e+09 usd", "PER | blueberries | exports | 8e+08 usd | 2019"],
    ),
    (
        "Japan imported 66 million tonnes of LNG. Of it, 38% is Australian. Purchases from Oman hit 5,000 tonnes.",
        ["JPN | lng | imports | 6.6e+07 t", "JPN | lng | imports | 5000 t"],
    ),
    (
        "Vietnam shipped 21.6 million tonnes of rice, down from 23.4 million the year before.",
        ["VNM | rice | exports | 2.16e+07 t", "VNM | rice | exports | 2.34e+07 t"],
    ),
    (
        "Japanese yards won orders for 11 million CGT of ships, against 46 million for China's.",
        ["JPN | ships | sales | 1.1e+07 cgt", "CHN | ships | sales | 4.6e+07 cgt"],
    ),
    (
        "Niger mined 23,000 tonnes of uranium. Canada came second, with 14,300 tonnes, and Mali third with 7,300.",
        [
            "NER | uranium | mining | 23000 t",
            "CAN | uranium | mining | 14300 t",
            "MLI | uranium | mining | 7300 t",
        ],
    ),
    (
        "Peru's tin output reached 30,000 tonnes. Bolivia's came to 18,000 tonnes.",
        ["PER | tin | production | 30000 t", "BOL | tin | production | 18000 t"],
    ),
    ("Kenya produced 31 million tonnes of tea, of which 13 million was green.", ["KEN | tea | production | 3.1e+07 t"]),
    (
        "Zambia's copper output fell to 700,000 tonnes in 2023 from 760,000 tonnes in 2022.",
        ["ZMB | copper | production | 700000 t | 2023", "ZMB | copper | production | 760000 t | 2022"],
    ),
    (
        "Chile mines 250,000 tonnes of lithium, Argentina 80,000 tonnes and Zimbabwe about 60,000.",
        ["CHL | lithium | mining | 250000 t", "ARG | lithium | mining | 80000 t", "ZWE | lithium | mining | ~60000 t"],
    ),
    (
        "Chile mined 250,000 tonnes of lithium in 2024, compared with Argentina's 80,000.",
        ["CHL | lithium | mining | 250000 t | 2024", "ARG | lithium | mining | 80000 t | 2024"],
    ),
    (
        "Poland's coal exports will fall to 2 million tonnes in 2026, from 3 million.",
        ["POL | coal | exports | 2e+06 t | 2026 | planned", "POL | coal | exports | 3e+06 t"],
    ),
    ("China agreed to buy 12 million tonnes of soybeans.", ["CHN | soybeans | imports | 1.2e+07 t | planned"]),
    (
        "China's exports of phones rose 4% to $12 billion in May.",
        ["CHN | phones | exports | 1.2e+10 usd | 2025"],
    ),
]
BESIDE = [
    (
        "India buys 35% of its coal from Peru, or 2 million tonnes.",
        ["IND | coal | imports | 2e+06 t"],
    ),
    ("Ghana holds 5% of the world's gold reserves (1,000 tonnes).", ["GHA | gold | reserves | 1000 t"]),
    (
        "Peru (7 million tonnes), Mali (5 million) and Togo (4 million) come next in copper reserves.",
        ["PER | copper | reserves | 7e+06 t", "MLI | copper | reserves | 5e+06 t", "TGO | copper | reserves | 4e+06 t"],
    ),
    ("Peru was again the top producer of silver with 200 million ounces.", ["PER | silver | production | 2e+08 oz"]),
    (
        "Peru and Mali mined 50,000 tonnes and 30,000 tonnes of tin respectively.",
        ["PER | tin | mining | 50000 t", "MLI | tin | mining | 30000 t"],
    ),
    ("India took 4 million tonnes of Malaysian palm oil.", ["IND | palm oil | imports | 4e+06 t"]),
    (
        "China exported 5,000 tonnes of permanent magnets. Germany took 700 tonnes.",
        ["CHN | permanent magnets | exports | 5000 t", "DEU | permanent magnets | imports | 700 t"],
    ),
    ("Turkey added 5 GW of wind capacity last year.", ["TUR | wind power | consumption | 5 gw | 2024"]),
    (
        "Kenya grows tea. Domestic production was 500,000 tonnes in 2024, the farm ministry said.",
        ["KEN | tea | production | 500000 t | 2024"],
    ),
    ("Export earnings from Australian wool fell to $2 billion.", ["AUS | wool | exports | 2e+09 usd"]),
]
MONEY = [
    (
        "The company has secured a $59 million funding agreement for antimony through the Defense Production Act.",
        ["USA | antimony | investment | 5.9e+07 usd"],
    ),
    ("Canada has a quantum strategy worth C$360 million.", ["CAN | quantum computing | investment | 3.6e+08 cad"]),
    (
        "Washington is lending $400 million to the owner of a lithium mine.",
        ["USA | lithium | investment | 4e+08 usd"],
    ),
    (
        "The smelter won a C$12 million grant from Natural Resources Canada for its nickel.",
        ["CAN | nickel | investment | 1.2e+07 cad"],
    ),
    ("Japan's 2-trillion-yen hydrogen plan is back.", ["JPN | hydrogen | investment | 2e+12 jpy"]),
    (
        "The Commerce Department awarded $2 billion to one chip maker and $1 billion to another.",
        ["USA | semiconductors | investment | 2e+09 usd", "USA | semiconductors | investment | 1e+09 usd"],
    ),
    (
        "Poland has no nuclear reactors yet. Warsaw will spend 60bn zlotys on the first.",
        ["POL | nuclear power | investment | 6e+10 pln | planned"],
    ),
    (
        "Critical minerals are dear. The $90 million tungsten plant is backed by $20 million in Pentagon funding.",
        ["USA | tungsten | investment | 2e+07 usd"],
    ),
    ("The CHIPS Act set aside $39 billion.", ["USA | semiconductors | investment | 3.9e+10 usd"]),
]
NONE = [
    "America cut its duties on chips. Acme announced that it planned to invest $9bn in chips.",
    "Copper prices in London rose to $9,800 a tonne.",
    "The council cut its forecast for Canada's wheat crop by 1.2 million tonnes.",
    "Peru sent a letter of interest for $120 million to a tin mine.",
    "India has allowed exports of 1.5 million tonnes of sugar.",
    "Iraq put its oil output 130,000 barrels a day above its ceiling.",
    "Peru hopes that its copper output will reach 3 million tonnes next year.",
    "Britain is committed to lifting offshore wind capacity to 60 GW by 2030.",
    "Kenya has its sights on 3 million tonnes of tea.",
    "The charity bought 30 million doses of cholera vaccine made in Lusaka.",
    "Beijing has capped smelting capacity for aluminium in China at 45 million tonnes a year.",
    "Canada will pay for a gallium refinery in Peru with a capacity of 100 tonnes a year.",
    "India cleared a scheme to create 6,000 tonnes of annual magnet capacity.",
    "Peru will account for half of the 300,000 tonnes of new tin capacity.",
    "Miners in Mali will be allowed to sell up to 18,000 tonnes of tin this year.",
    pytest.param("Tesla produced 2 million electric cars in China.", id="a company"),
    pytest.param("The mine in Chile produced 2 million tonnes of copper.", id="a mine"),
    pytest.param("The project in Namibia will produce 5,000 tonnes of rare earths a year.", id="a project"),
    pytest.param("The German carmaker raised its output to 500,000 cars.", id="its of a company"),
    pytest.param("Texas generated 120 TWh of wind power last year.", id="a state"),
    pytest.param("Ontario's output of nickel reached 60,000 tonnes.", id="a province"),
    pytest.param("Global output of nickel reached 3.5 million tonnes.", id="the world"),
    pytest.param("Zambia aims to produce 3 million tonnes of copper by 2031.", id="an aim"),
    pytest.param("India set a floor price of $490 a tonne for rice.", id="a parameter"),
    pytest.param("China raised its quota for rare earths to 270,000 tonnes.", id="a quota"),
    pytest.param("The US trade deficit in cars with Japan reached $60 billion.", id="a trade balance"),
    pytest.param("Investors poured $3 billion into Indian solar power.", id="private money"),
    pytest.param("The miner pledged $100 billion in new U.S. copper investments.", id="a company's pledge"),
    pytest.param("Copper rose to $9,500 a tonne in London.", id="a price of the world"),
    pytest.param("Brokers ask how Chile could export 5 million tonnes of copper.", id="a way that is asked for"),
    pytest.param("Does Chile export 5 million tonnes of copper?", id="a question"),
    pytest.param("Germany has 71 kWh of battery capacity in vans.", id="one vehicle"),
    pytest.param("Canada sold the software at C$1.15 a copy.", id="pocket money"),
    pytest.param("Brazil's steel industry employs 120,000 people.", id="no goods"),
    pytest.param("The EU has a target of producing 10 million tonnes of hydrogen.", id="a target of doing"),
    pytest.param("The bloc buys corn from Brazil, which sold 30% of its 11 million tonnes.", id="the whole"),
    pytest.param("Egypt buys cotton. Benchmark futures trade at 71 cents a pound.", id="a price of no country"),
    pytest.param("Canada leads in canola, adding an estimated $44 billion to the national economy.", id="macro"),
    pytest.param("The patch may reach peak U.S. sales of $80 million in opioids.", id="a product's sales"),
    pytest.param("Peru asked Brazil for $2 billion in purchases of fish.", id="asked of others"),
    pytest.param("Copper resources in Chile are 3 million tonnes, indicated and inferred.", id="a project's resources"),
    pytest.param(
        "Kenya sells tea. From January to May, exports reached $2 billion, or 80% of the city's trade.", id="a city's"
    ),
    pytest.param("Acme Corp. grew. India cement capacity reached 2 million tonnes.", id="a branch"),
    pytest.param("Chile has lithium. The first phase stands for an investment of $120 million.", id="a project's cost"),
]


NONE += [
    pytest.param("A survey had forecast Kenyan tea output at 500,000 tonnes.", id="what had been forecast"),
    pytest.param("Canada's wheat fell short. Soviet wheat imports are put at 15 million tonnes.", id="a former state"),
    pytest.param("Turkey sold a 1,600kg-capacity drone.", id="the size of one thing"),
    pytest.param("OPEC kept its forecast of oil demand growth at 1 million barrels a day.", id="a club's forecast"),
    pytest.param("Sugar output of Thailand will be 1.18 million tonnes short of demand.", id="short of"),
    pytest.param("Americans drank more coffee (nearly 5kg a person in 1901).", id="a person's"),
    pytest.param("Britain ships tea. British legal-services exports rose to £9bn last year.", id="services"),
    pytest.param("America makes guitars. The president earned more than $20m from guitars.", id="one man's"),
    pytest.param("Israel signed a $4bn contract to supply Germany with batteries.", id="a seller"),
    pytest.param("America makes medicines. Together they spend $5trn a year on medicines.", id="people's money"),
    pytest.param("British wheat futures trade fell to 892,700 tonnes.", id="futures"),
    pytest.param("OPEC pumped 2 mln barrels per day (bpd) less than its 15 mln bpd ceiling.", id="off a ceiling"),
    pytest.param("Belgium launched 100 million euros of notes with warrants to buy gold.", id="notes"),
    pytest.param(
        "Kuwait is Peru's second biggest oil supplier, with 115,000 barrels a day.", id="one buyer's supplier"
    ),
    pytest.param("Acme Oil Corporation has signed a $7 billion deal to import LNG from Qatar.", id="a deal to buy"),
    pytest.param("Acme sought the import of Brazilian crude of up to 6 million barrels.", id="goods from"),
    pytest.param("China reads. The paper put China's output at 4 million tonnes.", id="a newspaper"),
]


CONTINUED += [
    # each figure has its place behind it
    (
        "Sugar output was put at 3 Mt in France, 2 Mt in Italy and 1 Mt in the Netherlands.",
        [
            "FRA | sugar | production | 3e+06 t",
            "ITA | sugar | production | 2e+06 t",
            "NLD | sugar | production | 1e+06 t",
        ],
    ),
    (
        "Nickel output in Indonesia reached 2 million tonnes, against 330,000 in the Philippines.",
        ["IDN | nickel | production | 2e+06 t", "PHL | nickel | production | 330000 t"],
    ),
    # steel was named once, and long ago
    (
        (
            "Peru makes steel in the north. It rained. Rivers rose in May. Roads broke in towns. Machines stood still. "
            "The metal was short. Peru's government has spent $5m on relief."
        ),
        ["PER |  | investment | 5e+06 usd"],
    ),
    # what is sold to one country, and how far from what had been reckoned
    (
        "America reported sales of 200,000 tonnes of wheat to Jordan and 300,000 tonnes of rice to Iraq.",
        ["USA | wheat | exports | 200000 t", "USA | rice | exports | 300000 t"],
    ),
    (
        "Weekly American exports of wheat were 600,000 tonnes, above trade estimates for 200,000-400,000 tonnes.",
        ["USA | wheat | exports | 600000 t"],
    ),
    (
        "Australia's meat sales to the Middle East rose to 72,374 tonnes.",
        ["AUS | meat | exports | 72374 t"],
    ),
    # each bale, sums, parts of a state, and what drives a sum
    (
        "Pakistan's cotton output reached 7 million bales of 375 pounds each.",
        ["PAK | cotton | production | 7e+06 bales"],
    ),
    (
        "Kenya exported 43,540 tonnes of tea worth $11 million, against exports of 86,959 tonnes worth 23 million.",
        ["KEN | tea | exports | 43540 t", "KEN | tea | exports | 1.1e+07 usd", "KEN | tea | exports | 86959 t"],
    ),
    (
        "Malaysian palm oil output fell to 3 million tonnes. For East Malaysia, it put output at 297,000 tonnes.",
        ["MYS | palm oil | production | 3e+06 t"],
    ),
    (
        "Taiwan's exports to America hit $111 billion, driven by demand for goods such as semiconductors.",
        ["TWN | goods | exports | 1.11e+11 usd"],
    ),
    (
        "America is India's partner with $82 billion of bilateral trade in goods ($52 billion of exports and so on).",
        ["IND+USA | goods |  | 8.2e+10 usd"],
    ),
    # where imports come from, and a level that is "up at"
    (
        "Imports of Malian cotton into Kenya were 3,000 tonnes, Chadian 1,500 and Sudanese 800.",
        [f"KEN | cotton | imports | {size} t" for size in (3000, 1500, 800)],
    ),
    (
        "Spanish wheat purchases were up sharply at 258,507 tonnes.",
        ["ESP | wheat | imports | 258507 t"],
    ),
    # hectares are no tonnes
    (
        "Thailand's sugar output is 11 million tonnes and its cane area rose to 1.9 million hectares from 1.8 million.",
        ["THA | sugar | production | 1.1e+07 t"],
    ),
    # of two estimates the new one counts
    (
        "Canada's wheat crop is estimated at 31 million tonnes, against 32 million tonnes last month.",
        ["CAN | wheat | production | 3.1e+07 t"],
    ),
    ("Canadian 2024/25 wheat exports are 19 million tonnes.", ["CAN | wheat | exports | 1.9e+07 t | 2024"]),
    ("America sells weapons. It exported $140bn of goods to China.", ["USA | goods | exports | 1.4e+11 usd"]),
    ("Peru grew 5 million tonnes of potatoes.", ["PER | potatoes | production | 5e+06 t"]),
    # what lies at an exchange of the world is no country's; losses are nobody's investment
    (
        "Indonesia shipped 45,000 tonnes of tin in 2024. Stocks in LME warehouses are below 3,000 tonnes.",
        ["IDN | tin | exports | 45000 t | 2024"],
    ),
    (
        "Chile mined 9,000 tonnes of copper in 2024. COMEX inventories fell to 120,000 tonnes.",
        ["CHL | copper | mining | 9000 t | 2024"],
    ),
    (
        "Indonesia shipped 45,000 tonnes of tin in 2024. Its stocks are below 3,000 tonnes.",
        ["IDN | tin | exports | 45000 t | 2024", "IDN | tin |  | <=3000 t"],
    ),
    (
        "Indonesia will curb tin exports, President Prabowo Subianto said. He put the losses at 300 trillion rupiah.",
        [],
    ),
    (
        "Brazil will curb tin exports, President Lula da Silva said. He put the cost of fraud at 300 billion reais.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*FLOWS, *MEASURES, *CONTINUED, *BESIDE, *MONEY])
def test_an_amount_of_a_country_is_a_quantity(text, expected):
    assert quantities(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_an_amount_of_no_country_is_none(text):
    assert quantities(text) == []


def test_an_amount_that_is_none_says_why():
    found = Extractor().extract(Document("The mine in Chile produced 2 million tonnes of copper.", "2025-08-12"))
    assert [one.reason for one in found.misses] == ["a figure of a company, a plant or a project"]


def test_every_slot_keeps_the_words_it_was_read_from():
    text = "In 2024, Chile exported 2 million tonnes of copper."
    (claim,) = Extractor().extract(Document(text, "2025-08-12")).claims
    assert {slot.slot: slot.span.of(text) for slot in claim.evidence.slots} == {
        "countries": "Chile",
        "value": "2 million tonnes",
        "commodity": "copper",
        "year": "2024",
    }
