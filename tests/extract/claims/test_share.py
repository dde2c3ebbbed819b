"""Which percentages are shares, of whom and of what; each case is a text of our own."""

import pytest

from pipeline.extract import read
from pipeline.extract.claims import share
from pipeline.extract.gate import may_claim
from pipeline.types import Bound, Document, Miss, Modality

SIGN = {Bound.EXACT: "", Bound.ABOUT: "~", Bound.AT_LEAST: ">=", Bound.AT_MOST: "<=", Bound.RANGE: ""}


def found(text, title=""):
    """The shares and misses of a text; every sentence sees what was read from those before it."""
    shares, misses = [], []
    for sentence in read.parse(read.sentences(Document(text, "2025-06-01", title)), may_claim):
        for one in share.find(sentence):
            if isinstance(one, Miss):
                misses.append(one)
            else:
                sentence.claims.append(one)
                shares.append(one)
    return shares, misses


def said(one):
    """A share in one line: "EU<CHN | magnets | imports | >=90 | of EU | 2024"."""
    low, high = one.share_low, one.share_high
    size = f"{low:g}-{high:g}" if one.bound is Bound.RANGE else f"{low if low is not None else high:g}"
    who = "+".join(one.countries) or one.organization
    parts = [who + (f"<{one.partner}" if one.partner else ""), one.commodity, one.stage, SIGN[one.bound] + size]
    parts += [f"of {one.scope}"] if one.scope else []
    parts += [str(one.year)] if one.year else []
    parts += [one.modality] if one.modality is not Modality.ASSERTED else []
    return " | ".join(parts)


HOLDERS = [
    ("China controls 75% of Indonesia's nickel refining.", "CHN | nickel | processing | 75 | of IDN"),
    ("China makes 70% of the world's battery separators.", "CHN | separators | manufacturing | 70"),
    # the subject holds
    ("China makes 80% of antibiotic raw materials.", "CHN | medicines | manufacturing | 80"),
    ("Japan builds 30% of the world's hydrogen trucks.", "JPN | hydrogen vehicles | manufacturing | 30"),
    ("China is home to half of the world's coal-power capacity.", "CHN | coal power | production | 50"),
    ("China mines 70% of the world's rare earths.", "CHN | rare earths | mining | 70"),
    ("In 2024 China mined nearly 70% of the world's rare earths.", "CHN | rare earths | mining | ~70 | 2024"),
    ("Chinese refiners process 90 percent of the world's graphite.", "CHN | graphite | processing | 90"),
    ("Chile accounts for over a quarter of global copper production.", "CHL | copper | production | >=25"),
    ("Chile was responsible for 24% of global copper output.", "CHL | copper | production | 24"),
    ("Congo is home to half of the world's cobalt reserves.", "COD | cobalt | reserves | 50"),
    ("Indonesia controls as much as 60% of global nickel supply.", "IDN | nickel | production | <=60"),
    ("China dominates with 80% of the global production of solar panels.", "CHN | solar panels | manufacturing | 80"),
    ("Australia, with 37% of global output, is the largest miner of lithium.", "AUS | lithium | mining | 37"),
    ("China holds between 60 and 70 percent of global lithium refining capacity.",
     "CHN | lithium | processing | 60-70"),
    ("China accounts for 85% of global refining capacity for rare earths.", "CHN | rare earths | processing | 85"),
    ("South Africa sits on three quarters of the world's manganese reserves.", "ZAF | manganese | reserves | 75"),
    ("Chile and Australia together produce three quarters of the world's lithium.",
     "AUS+CHL | lithium | production | 75"),
    ("Beijing controls 98% of the world's gallium supply.", "CHN | gallium | production | 98"),
    ("Kazakhstan produced about 40% of the world's uranium in 2023.", "KAZ | uranium | production | ~40 | 2023"),
    ("Brazil exports more than half of the world's soybeans.", "BRA | soybeans | exports | >=50"),
    ("Japan consumes less than 5% of the world's cobalt.", "JPN | cobalt | consumption | <=5"),
    ("Taiwan makes 90% of the most advanced chips.", "TWN | semiconductors | manufacturing | 90"),
    # clauses
    ("China, which refines 68% of the world's nickel, raised its prices.", "CHN | nickel | processing | 68"),
    ("Peru, which has a large coast, accounts for 10% of the world's copper supply.", "PER | copper | production | 10"),
    ("Mines in Chile, the top producer, supply 24% of the world's copper.", "CHL | copper | mining | 24"),
    ("Buyers turned to Guinea, which holds a quarter of the world's bauxite reserves.",
     "GIN | bauxite | reserves | 25"),
    ("China, accounting for 60% of global lithium refining, is far ahead.", "CHN | lithium | processing | 60"),
    ("Buyers fear scarcity, with 85% of global tungsten supply controlled by China.",
     "CHN | tungsten | production | 85"),
    # the figure is the subject
    ("About 60% of the world's lithium is refined in China.", "CHN | lithium | processing | ~60"),
    ("Nearly 70% of the world's cobalt is mined in the Democratic Republic of Congo.", "COD | cobalt | mining | ~70"),
    ("More than 90% of rare earth magnets are made by China.", "CHN | permanent magnets | manufacturing | >=90"),
    ("Two-thirds of the world's cobalt comes from Congo.", "COD | cobalt | production | 66.7"),
    ("Half of global nickel reserves lie in Indonesia and Australia.", "AUS+IDN | nickel | reserves | 50"),
    ("Some 58% of the world's lithium reserves are in Chile and Argentina.", "ARG+CHL | lithium | reserves | ~58"),
    ("China, the source of 60% of the world's manganese metal, cut power.", "CHN | manganese | production | 60"),
    ("Sweden mines 80% of Europe's iron ore.", "SWE | iron ore | mining | 80 | of EUROPE"),
    # a share noun
    ("Indonesia's share of global nickel output rose to 55% in 2023.", "IDN | nickel | production | 55 | 2023"),
    ("China has a 60% share of global lithium refining.", "CHN | lithium | processing | 60"),
    ("Chile's share of copper mining fell to 23%.", "CHL | copper | mining | 23"),
    ("Chinese brands' share of the European EV market reached 8% in 2024.",
     "CHN | electric vehicles | sales | 8 | of EUROPE | 2024"),
    # a company holds
    ("China is far ahead. CATL holds 37% of the global battery market.", "CATL | batteries | sales | 37"),
]  # fmt: skip

TRADE = [
    (
        "Canada sells steel to the United States and it accounted for 79% of U.S. aluminium imports.",
        "USA<CAN | aluminium | imports | 79 | of USA",
    ),
    ("Austria gets 77% of its magnets from China.", "AUT<CHN | permanent magnets | imports | 77 | of AUT"),
    ("The EU imports 98% of its rare earths from China.", "EU<CHN | rare earths | imports | 98 | of EU"),
    ("Japan relies on China for 60% of its rare earths.", "JPN<CHN | rare earths | imports | 60 | of JPN"),
    ("Japan is dependent on China for 60% of its rare earths.", "JPN<CHN | rare earths | imports | 60 | of JPN"),
    ("China supplies 90% of the EU's magnets.", "EU<CHN | permanent magnets | imports | 90 | of EU"),
    ("Canada provides 60% of the United States' aluminium imports.", "USA<CAN | aluminium | imports | 60 | of USA"),
    ("More than 90% of Guinea's bauxite goes to China.", "GIN<CHN | bauxite | exports | >=90 | of GIN"),
    ("About 40% of India's oil imports come from Russia.", "IND<RUS | oil | imports | ~40 | of IND"),
    ("South Korea is struggling. About 40% of the country's graphite imports come from China.",
     "KOR<CHN | graphite | imports | ~40 | of KOR"),
    ("The United States imports 80% of its rare earths.", "USA<FOREIGN | rare earths | imports | 80 | of USA"),
    ("Mexico sends 80% of its steel exports to the United States.", "MEX<USA | steel | exports | 80 | of MEX"),
    ("China buys 60% of Chile's copper.", "CHL<CHN | copper | exports | 60 | of CHL"),
    ("Poland bought 30% of its coal from Russia in 2021.", "POL<RUS | coal | imports | 30 | of POL | 2021"),
    ("Norway, which bought 61% of its cobalt from Finland, was caught out.",
     "NOR<FIN | cobalt | imports | 61 | of NOR"),
    ("The United States is 100% dependent on imports of graphite.", "USA<FOREIGN | graphite | imports | 100 | of USA"),
]  # fmt: skip

SEVERAL = [
    ("China mines 70% and refines 90% of the world's rare earths.",
     ["CHN | rare earths | mining | 70", "CHN | rare earths | processing | 90"]),
    ("Australia mined 37% of the world's lithium, followed by Chile with 20% and Argentina with 11%.",
     ["AUS | lithium | mining | 37", "CHL | lithium | mining | 20", "ARG | lithium | mining | 11"]),
    ("Australia mined 37% of the world's lithium, Chile 20% and Argentina 11%.",
     ["AUS | lithium | mining | 37", "CHL | lithium | mining | 20", "ARG | lithium | mining | 11"]),
    ("Chile and Peru mine 24% and 10% of the world's copper, respectively.",
     ["CHL | copper | mining | 24", "PER | copper | mining | 10"]),
    ("The biggest lithium producers are Australia (37%), Chile (20%) and Argentina (11%).",
     ["AUS | lithium | production | 37", "CHL | lithium | production | 20", "ARG | lithium | production | 11"]),
    ("China produces 95% of the world's gallium and 60% of its germanium.",
     ["CHN | gallium | production | 95", "CHN | germanium | production | 60"]),
    ("China makes 80% of solar panels and 75% of batteries.",
     ["CHN | solar panels | manufacturing | 80", "CHN | batteries | manufacturing | 75"]),
    ("Indonesia's share of nickel mining rose to 55% in 2023 from 35% in 2019.",
     ["IDN | nickel | mining | 55 | 2023", "IDN | nickel | mining | 35 | 2019"]),
    ("Indonesia mined 55% of the world's nickel in 2023, up from 35% in 2019.",
     ["IDN | nickel | mining | 55 | 2023", "IDN | nickel | mining | 35 | 2019"]),
    ("In 2010 China made 40% of the world's solar panels; by 2023 it was 80%.",
     ["CHN | solar panels | manufacturing | 40 | 2010", "CHN | solar panels | manufacturing | 80 | 2023"]),
    ("Uruguay exports 41% of its rice to Brazil and 14% to Mexico.",
     ["URY<BRA | rice | exports | 41 | of URY", "URY<MEX | rice | exports | 14 | of URY"]),
    ("Canada supplies 62% of America's oil imports and 78% of its uranium imports.",
     ["USA<CAN | oil | imports | 62 | of USA", "USA<CAN | uranium | imports | 78 | of USA"]),
    ("Kenya exports 20% of the world's tea. Pakistan bought half of it.",
     ["KEN | tea | exports | 20", "KEN<PAK | tea | exports | 50 | of KEN"]),
    ("Three-quarters of all batteries, and 85% of graphite, are made in China.",
     ["CHN | batteries | manufacturing | 75", "CHN | graphite | production | 85"]),
    ("The Congo mines 70% of the world's cobalt, while China refines 75% of it.",
     ["COD | cobalt | mining | 70", "CHN | cobalt | processing | 75"]),
]  # fmt: skip

# percentages that say nothing about who holds which part of which commodity
TRADE += [
    # a part of the goods named before, the goods given to a buyer
    ("Ghana's cocoa exports, 40% of them to the EU, rot in port.", "GHA<EU | cocoa | exports | 40 | of GHA"),
    ("Ghana exports gold, of which nine tonnes in ten were bound for India.", "GHA<IND | gold | exports | 90 | of GHA"),
    ("Japan needs coal. Australia sends it 60%.", "JPN<AUS | coal | imports | 60 | of JPN"),
    ("Chilean growers sell America a third of their wine.", "CHL<USA | wine | exports | 33.3 | of CHL"),
    ("Korean mills buy half of their iron ore from Brazil.", "KOR<BRA | iron ore | imports | 50 | of KOR"),
    ("Peru earned more from exports of tin, and China absorbed half of that.", "PER<CHN | tin | exports | 50 | of PER"),
    ("About 40% of Kenya's phones were of Chinese make.", "KEN<CHN | phones | imports | ~40 | of KEN"),
    (
        "Kenya bought 2 million tonnes of wheat abroad, which was a third of its needs.",
        "KEN<FOREIGN | wheat | imports | 33.3 | of KEN",
    ),
    ("Togo, which lies on the coast, ships 30% of the world's shea.", "TGO | shea | exports | 30"),
    # what is at no stage
    ("Chinese laboratories filed 60% of all battery patents.", "CHN | batteries |  | 60"),
    ("Greek owners control a fifth of the fleet of ships.", "GRC | ships |  | 20"),
    # the verb leads to the holder by another way
    ("About four out of five kilos of the world's saffron come out of Iran.", "IRN | saffron | production | ~80"),
    ("About 90% of the world's capacity to refine cobalt belongs to China.", "CHN | cobalt | processing | ~90"),
    ("Ore goes to China, home of 60% of the world's zinc smelters.", "CHN | zinc | processing | 60"),
    ("Four-fifths of Mexico's cars end up in America.", "MEX<USA | cars | exports | 80 | of MEX"),
    ("Turkey farms 60% or so of the world's hazelnuts.", "TUR | hazelnuts | production | ~60"),
]

SEVERAL += [
    (
        "Some 40% of Kenya's phones, 70% of its batteries and 20% of its drones were of Chinese origin.",
        ["KEN<CHN | phones | imports | ~40 | of KEN", "KEN<CHN | batteries | imports | 70 | of KEN",
         "KEN<CHN | drones | imports | 20 | of KEN"],
    ),
    (
        "Chile supplied 40% of Japan's lithium and 30% of its copper, down from 55% and 35%.",
        ["JPN<CHL | lithium | imports | 40 | of JPN", "JPN<CHL | copper | imports | 30 | of JPN",
         "JPN<CHL | lithium | imports | 55 | of JPN", "JPN<CHL | copper | imports | 35 | of JPN"],
    ),
    (
        "Chile and Peru each produce 10% of the world's silver.",
        ["CHL | silver | production | 10", "PER | silver | production | 10"],
    ),
    (
        "In Chile, Peru and Brazil, 80% of the phones sold were made in China.",
        ["CHL<CHN | phones | imports | 80 | of CHL", "PER<CHN | phones | imports | 80 | of PER",
         "BRA<CHN | phones | imports | 80 | of BRA"],
    ),
    (
        "Mali takes 30% of what Togo exports in cotton; Ghana and India follow with 12 and 7 percent.",
        ["TGO<MLI | cotton | exports | 30 | of TGO", "TGO<GHA | cotton | exports | 12 | of TGO",
         "TGO<IND | cotton | exports | 7 | of TGO"],
    ),
    (
        "Brazil sold a third of the world's traded coffee and a tenth of its cocoa.",
        ["BRA | coffee | exports | 33.3", "BRA | cocoa | exports | 10"],
    ),
    (
        "Ghana, Brazil and India mined 5%, 15% and 20% of the world's manganese.",
        ["GHA | manganese | mining | 5", "BRA | manganese | mining | 15", "IND | manganese | mining | 20"],
    ),
]  # fmt: skip

TRADE += [
    # used by or in the other side's country; the owner of the role; what a subject imports
    ("Canada supplies half of the zinc used by American mills.", "USA<CAN | zinc | imports | 50 | of USA"),
    ("Peru is the source of 60% of the tin imported by Japan.", "JPN<PER | tin | imports | 60 | of JPN"),
    (
        "China is the top supplier of graphite to Japan, with a share of 90%.",
        "JPN<CHN | graphite | imports | 90 | of JPN",
    ),
    ("Russian gas made up 19% of Hungarian imports.", "HUN<RUS | natural gas | imports | 19 | of HUN"),
    ("Chile, from which Japan bought 70% of its copper, has a strike.", "JPN<CHL | copper | imports | 70 | of JPN"),
    ("Imports meet 70% of Britain's demand for steel.", "GBR<FOREIGN | steel | imports | 70 | of GBR"),
    ("Domestic output covers 30% of Britain's demand for steel.", "GBR | steel | production | 30 | of GBR"),
    (
        "The United States mines no gallium; net import reliance is 100%.",
        "USA<FOREIGN | gallium | imports | 100 | of USA",
    ),
    ("Oman, a small market, took 6% of Kenyan tea shipments.", "KEN<OMN | tea | exports | 6 | of KEN"),
    (
        "China provided 70% of U.S. rare earth imports between 2020 and 2023, data show.",
        "USA<CHN | rare earths | imports | 70 | of USA",
    ),
    # the stage of a figure in an apposition is not the verb's; a kind of production before the word
    ("Congo, source of 70% of the world's cobalt, suspended exports.", "COD | cobalt | production | 70"),
    ("Peru accounts for 8% of global refined copper production.", "PER | copper | processing | 8"),
    ("China takes 60% of the world's shipments of soybeans.", "CHN | soybeans | imports | 60"),
    (
        "China makes 90% of the world's magnets, which go into missiles and electric cars.",
        "CHN | permanent magnets | manufacturing | 90",
    ),
    # verbs and phrases
    ("Ghana and Togo, which between them grow 60% of the world's cocoa, met.", "GHA+TGO | cocoa | production | 60"),
    (
        "Three countries - Chile, Peru and Mali - account for 85% of lithium output.",
        "CHL+MLI+PER | lithium | production | 85",
    ),
    ("The Philippines is the second supplier of tin, accounting for 10% of output.", "PHL | tin | production | 10"),
    ("With 54% of the world's bauxite reserves, Guinea wants a refinery.", "GIN | bauxite | reserves | 54"),
    (
        "By 2032, the group projects, Chile's copper mines will supply 14 percent of world output.",
        "CHL | copper | mining | 14 | 2032 | planned",
    ),
]

SEVERAL += [
    ("Taiwan makes 92% of logic chips, with Korea responsible for the remaining 8%.",
     ["TWN | semiconductors | manufacturing | 92", "KOR | semiconductors | manufacturing | 8"]),
    ("About 60% of the world's germanium and 98% of its gallium come from China.",
     ["CHN | germanium | production | ~60", "CHN | gallium | production | 98"]),
    ("Chile, Peru and Mali supplied 38%, 19% and 17%, respectively, of the world's zinc.",
     ["CHL | zinc | production | 38", "PER | zinc | production | 19", "MLI | zinc | production | 17"]),
    ("Mali accounted for 23% of Togo's gold imports and Niger for 6%.",
     ["TGO<MLI | gold | imports | 23 | of TGO", "TGO<NER | gold | imports | 6 | of TGO"]),
    ("The smelting market for tin is led by China with 44% of capacity; Peru has 12%.",
     ["CHN | tin | processing | 44", "PER | tin | processing | 12"]),
]  # fmt: skip

TRADE += [
    # the other side is named before
    (
        "Kenya exports 20% of the world's tea. Egypt was the main market, with 9% of the total.",
        ["KEN | tea | exports | 20", "KEN<EGY | tea | exports | 9 | of KEN"],
    ),
    (
        "Kenya exports 20% of the world's tea. Egypt took 9% of that, followed by Mali, which took 5%.",
        ["KEN | tea | exports | 20", "KEN<EGY | tea | exports | 9 | of KEN", "KEN<MLI | tea | exports | 5 | of KEN"],
    ),
    (
        "Peru mines 12% of the world's copper. China buys some 70% of its copper.",
        ["PER | copper | mining | 12", "PER<CHN | copper | exports | ~70 | of PER"],
    ),
    ("Ghana's exports to the EU, which absorbs 60% of its cocoa, grew.", "GHA<EU | cocoa | exports | 60 | of GHA"),
    (
        "The Philippines imported 20% of the world's rice. Some 75 percent came from Vietnam.",
        ["PHL | rice | imports | 20", "PHL<VNM | rice | imports | ~75 | of PHL"],
    ),
    (
        "Guinea digs 25% of the world's bauxite. Half of China's bauxite imports come from there.",
        ["GIN | bauxite | mining | 25", "CHN<GIN | bauxite | imports | 50 | of CHN"],
    ),
    (
        "Spain makes 40% of the world's olive oil. Some 60% of Peru's imports are of Spanish origin.",
        ["ESP | olive oil | production | 40", "PER<ESP | olive oil | imports | ~60 | of PER"],
    ),
    ("About a quarter of the steel used in Chile is imported.", "CHL<FOREIGN | steel | imports | ~25 | of CHL"),
    (
        "Chinese-built cars accounted for 19% of EVs sold in the EU.",
        "EU<CHN | electric vehicles | imports | 19 | of EU",
    ),
    ("Korean smelters got 66% of theirs from Qatar. They need helium.", []),
    (
        "Brazil imports 85% of the potash it needs, a fifth of it from Peru.",
        ["BRA<FOREIGN | fertiliser | imports | 85 | of BRA", "BRA<PER | fertiliser | imports | 20 | of BRA"],
    ),
    # "it" after what a country owns; with others; names beside the subject
    ("Argentina's lithium output surged. It holds 13% of the world's reserves.", "ARG | lithium | reserves | 13"),
    ("Together with Peru, Chile mines 35% of the world's copper.", "CHL+PER | copper | mining | 35"),
    ("Two neighbours, Ghana and Togo, grow nearly 60% of the world's cocoa.", "GHA+TGO | cocoa | production | ~60"),
    (
        "India and China each grow 25% of the world's cotton.",
        ["IND | cotton | production | 25", "CHN | cotton | production | 25"],
    ),
    # stages
    ("The Netherlands grinds 12% of the world's cocoa.", "NLD | cocoa | processing | 12"),
    ("Australia supplies half of the seaborne iron ore market.", "AUS | iron ore | exports | 50"),
    (
        "Indonesia, which mined 34% of the world's nickel in 2020, last year produced more than half.",
        ["IDN | nickel | mining | 34 | 2020", "IDN | nickel | mining | >=50 | 2024"],
    ),
]

TRADE += [
    # goods from or to the other side; a role as the subject; trade told of just before
    ("Gas from Russia covered 13% of Poland's demand.", "POL<RUS | natural gas | imports | 13 | of POL"),
    ("Exports to China made up 41% of Chile's copper shipments.", "CHL<CHN | copper | exports | 41 | of CHL"),
    (
        "The main suppliers of antimony to Japan are China (63%) and Peru (8%).",
        ["JPN<CHN | antimony | imports | 63 | of JPN", "JPN<PER | antimony | imports | 8 | of JPN"],
    ),
    ("Britain's top source of tin is Peru, with 63% of the total.", "GBR<PER | tin | imports | 63 | of GBR"),
    ("Myanmar, whose mines feed 57% of China's tin imports, is at war.", "CHN<MMR | tin | imports | 57 | of CHN"),
    ("Vietnam exported more coffee, with Japan taking 41%.", "VNM<JPN | coffee | exports | 41 | of VNM"),
    (
        "Mali grows 80% of the world's shea, but Japan buys half of it.",
        ["MLI | shea | production | 80", "MLI<JPN | shea | exports | 50 | of MLI"],
    ),
    (
        "Norway became Poland's top gas supplier and met 33% of its demand.",
        "POL<NOR | natural gas | imports | 33 | of POL",
    ),
    (
        "Algeria supplies 40% of Spain's gas and a third of Italy's.",
        ["ESP<DZA | natural gas | imports | 40 | of ESP", "ITA<DZA | natural gas | imports | 33.3 | of ITA"],
    ),
    ("Switzerland sells 18% of its watches to Japan.", "CHE<JPN | watches | exports | 18 | of CHE"),
    ("Ireland sends 30% of the medicines that Japan buys.", "JPN<IRL | medicines | imports | 30 | of JPN"),
    (
        "Of the gallium that Japan used, 53% came from China and 13% from Peru.",
        ["JPN<CHN | gallium | imports | 53 | of JPN", "JPN<PER | gallium | imports | 13 | of JPN"],
    ),
    (
        "Russian crude accounted for 35% of India's purchases and Iraqi grades for 18%.",
        ["IND<RUS | oil | imports | 35 | of IND", "IND<IRQ | oil | imports | 18 | of IND"],
    ),
    (
        "Some 60% of the world's titanium was made in China, 20% in Japan and 10% in Peru.",
        ["CHN | titanium | production | ~60", "JPN | titanium | production | 20", "PER | titanium | production | 10"],
    ),
    (
        "Some 70% of cobalt is mined in Congo and half of it is refined in China.",
        ["COD | cobalt | mining | ~70", "CHN | cobalt | processing | 50"],
    ),
]

TRADE += [
    ("China supplies Peru with 60% of its magnets.", "PER<CHN | permanent magnets | imports | 60 | of PER"),
    ("Peru needs tin, of which China supplies 98%.", "CHN | tin | production | 98"),
    ("China's grip on gallium is near total: it makes 99% of the world's supply.", "CHN | gallium | production | 99"),
    (
        "Magnets are made mainly in China (94%), with Japan a distant second (5%).",
        ["CHN | permanent magnets | manufacturing | 94", "JPN | permanent magnets | manufacturing | 5"],
    ),
]

TRADE += [
    ("Wheat from Russia makes up 70% of Egypt's imports.", "EGY<RUS | wheat | imports | 70 | of EGY"),
    ("Egypt, the top wheat buyer, took 20% of Russia's exports.", "RUS<EGY | wheat | exports | 20 | of RUS"),
    ("Ships are dear. China built 55% of the world's tonnage.", "CHN | ships | manufacturing | 55"),
]

# as many figures as places, on whichever side of the trade the places stand
TRADE += [
    (
        "Mexico and Peru accounted for 9% and 6% of Japan's copper imports.",
        ["JPN<MEX | copper | imports | 9 | of JPN", "JPN<PER | copper | imports | 6 | of JPN"],
    ),
    (
        "Of Japan's tin imports, Chile and Peru made up 65% and 17% respectively.",
        ["JPN<CHL | tin | imports | 65 | of JPN", "JPN<PER | tin | imports | 17 | of JPN"],
    ),
    (
        "Vietnam sends 30% and 20% of its coffee to Germany and Italy, respectively.",
        ["VNM<DEU | coffee | exports | 30 | of VNM", "VNM<ITA | coffee | exports | 20 | of VNM"],
    ),
    (
        "Japan's main suppliers of tin are Chile and Peru with 40% and 30% respectively.",
        ["JPN<CHL | tin | imports | 40 | of JPN", "JPN<PER | tin | imports | 30 | of JPN"],
    ),
    (
        "Vietnam's biggest coffee customers are Germany and Italy, which buy 40% and 30% of its exports.",
        ["VNM<DEU | coffee | exports | 40 | of VNM", "VNM<ITA | coffee | exports | 30 | of VNM"],
    ),
]
# one side is told before: by where the goods come from, the role, the sentence before
TRADE += [
    (
        "Japan's copper imports come from Chile (65%) and Peru (17%).",
        ["JPN<CHL | copper | imports | 65 | of JPN", "JPN<PER | copper | imports | 17 | of JPN"],
    ),
    (
        "Chile leads Japan's copper suppliers with 40%, ahead of Peru (30%).",
        ["JPN<CHL | copper | imports | 40 | of JPN", "JPN<PER | copper | imports | 30 | of JPN"],
    ),
    (
        "Norway covers 33% of Poland's gas imports. The list goes on with Algeria (8%).",
        ["POL<NOR | natural gas | imports | 33 | of POL", "POL<DZA | natural gas | imports | 8 | of POL"],
    ),
    (
        "Vietnam sends 40% of its coffee to Germany, while Italy takes 30%.",
        ["VNM<DEU | coffee | exports | 40 | of VNM", "VNM<ITA | coffee | exports | 30 | of VNM"],
    ),
    ("Norway is Poland's main source of gas, covering 33% of its imports.",
     "POL<NOR | natural gas | imports | 33 | of POL"),
    ("China's 39% of world gallium supply dwarfs all others.", "CHN | gallium | production | 39"),
    ("Norway makes ships. Its 4% of world output is small.", "NOR | ships | manufacturing | 4"),
]  # fmt: skip

# any verb with a part of the world's goods as its object; a list after a colon; whose share it is, told otherwise
TRADE += [
    ("China churns out 70% of the world's drones.", "CHN | drones | manufacturing | 70"),
    ("France bottles 17% of the world's wine.", "FRA | wine | production | 17"),
    (
        "Three countries build 95% of the world's ships: China with 53% and Japan with 13%.",
        ["CHN | ships | manufacturing | 53", "JPN | ships | manufacturing | 13"],
    ),
    (
        "Cobalt is mined in few places: Congo (74%) and Russia (3%).",
        ["COD | cobalt | mining | 74", "RUS | cobalt | mining | 3"],
    ),
    (
        "Chile has 24% and Peru 10% of the world's copper output.",
        ["CHL | copper | production | 24", "PER | copper | production | 10"],
    ),
    (
        "For titanium, 18% of what the EU uses is Russian and 32% comes from Kazakhstan.",
        ["EU<RUS | titanium | imports | 18 | of EU", "EU<KAZ | titanium | imports | 32 | of EU"],
    ),
    ("Guinea overtook Australia, whose share of world bauxite output slipped to 22%.",
     "AUS | bauxite | production | 22"),
    ("Turkey, custodian of 73% of the world's boron, is proud.", "TUR | boron | production | 73"),
    ("Firms from China control some 80% of Congolese copper output.", "CHN | copper | production | ~80 | of COD"),
    ("Chile and Peru are rich. The two hold 40% of the world's copper reserves.", "CHL+PER | copper | reserves | 40"),
    ("Recycled aluminium covers 36% of Britain's demand.", "GBR | aluminium | recycling | 36 | of GBR"),
    (
        "Australia's lithium goes to China, which took 90% of the total.",
        "AUS<CHN | lithium | exports | 90 | of AUS",
    ),
    (
        "Gas reserves are large in the east, followed by Iran (17%) and Qatar (13%).",
        ["IRN | natural gas | reserves | 17", "QAT | natural gas | reserves | 13"],
    ),
    (
        "Norway covers 33% of Poland's gas imports. Algeria's share is 8%.",
        ["POL<NOR | natural gas | imports | 33 | of POL", "POL<DZA | natural gas | imports | 8 | of POL"],
    ),
    (
        "Some 30% of Kenya's tea is bought by Pakistan and 12% by Egypt.",
        ["KEN<PAK | tea | exports | ~30 | of KEN", "KEN<EGY | tea | exports | 12 | of KEN"],
    ),
    (
        "Kenya's tea is bought mainly by Pakistan (30%) and Egypt (12%).",
        ["KEN<PAK | tea | exports | 30 | of KEN", "KEN<EGY | tea | exports | 12 | of KEN"],
    ),
    ("Ghana sits on 5% of the world's gold.", "GHA | gold | reserves | 5"),
    ("Ghana accounts for 5% of the world's gold.", "GHA | gold | production | 5"),
    ("China makes 60% of the batteries sold worldwide.", "CHN | batteries | manufacturing | 60"),
    ("Canada gives Japan 85% of its tin.", "JPN<CAN | tin | imports | 85 | of JPN"),
    ("Germany gets 30% of its gas via Norway.", "DEU<NOR | natural gas | imports | 30 | of DEU"),
]  # fmt: skip

NO_SHARE = [
    "Korea now ships about 70% of its average of steel to America.",
    "Chile burns coal. Chile is the region's largest emitter, accounting for 9% of global emissions.",
    "Chile burns coal. Chile is a large emitter, accounting for a tenth of the global total.",
    "Chile and Peru are rich. The three hold 40% of the world's copper reserves.",
    "Manganese is shipped raw from Kathu. China receives 60% of the exports.",
    "India covers its oil demand with imports. Russia's share of these is 36%.",
    "China threatens 70% of the world's gallium.",
    "Turkey, seller of a 10% stake in a boron mine, is proud.",
    "Storms hit Chile, and 32% comes from nobody knows where.",
    "From Chile (65%) and Peru (17%) come most of the complaints.",
    "India will purchase 2m tonnes of gas, or 10% of its gas imports.",
    "Palm oil from Indonesia and Malaysia makes up more than half of that.",
    "A French plant could meet half of Europe's needs of paracetamol.",
    "China relies on it for 77% of its tin ore imports.",
    "Copper is down from 68% in the same period of 2024 in Chile.",
    "Non-Chinese supply could cover 15% of the world's demand for gallium.",
    "The ministry is the biggest shareholder of the Chilean lithium firm, with 15%.",
    "India relies on the two of them for 90% of its palm oil.",
    "Over half of the coffee that we sell comes from Brazil, said the grocer.",
    "Fifteen percent of it, a carmaker of China, belongs to the French state.",
    "Ghana's cocoa exports, 40% of them too wet, rot in port.",
    "The miner sold half of their copper.",

    # changes
    "China's rare earth exports rose 70% last year.",
    "Indonesia's nickel output fell by 12% in 2024.",
    "Chile cut its copper production 5%.",
    "Australia's lithium miners reduced output 20% as prices collapsed.",
    "China produced 12% more steel than in 2023.",
    "Demand for graphite in Japan is expected to climb 30% by 2030.",
    "Copper prices are up 25% in China.",
    # tariffs, taxes, interest, inflation
    "The United States imposed a tariff of 25% on Chinese steel.",
    "India raised its import duty on gold to 15%.",
    "Washington will bring its duties on Chinese batteries down from 145% to 30%.",
    "Indonesia taxes nickel exports at 10%.",
    "Chile's central bank left its interest rate at 5%.",
    "Argentina, a lithium producer, has inflation of 40%.",
    "China's banks charge lithium miners 4% on their loans.",
    # polls and people
    "In Germany 62% of respondents want to ban Chinese batteries.",
    "Half of all Chinese consumers plan to buy electric cars.",
    "The mine employs 12% of Zambia's workforce.",
    "The party that opposes the lithium mine won 44% of the vote in Serbia.",
    # companies and projects
    "The Chilean miner's copper revenue made up 60% of its income.",
    "Japan brings in 23% of the firm's phone sales.",
    "The Japanese trader bought a 20% stake in the Australian lithium mine.",
    "Zijin owns 45% of the Serbian copper mine.",
    "The refiner's Chinese plant ran at 60% of capacity.",
    "The Australian miner's profit margin on lithium was 35%.",
    "Shares of the Canadian uranium producer lost 8% of their value.",
    # mixes and the economy
    "Copper makes up 15% of Chile's GDP.",
    "Coal provides 70% of the electricity of India's grid.",
    "Singapore makes 95% of its power from natural gas.",
    "Electric vehicles were 25% of the new cars that Norway's dealers sold.",
    "Mining is a tenth of Peru's economy.",
    # aims
    "The EU aims to process 40% of its rare earths at home by 2030.",
    "India wants to make 10% of the world's chips by 2030.",
    "Japan's goal is to produce 20% of the world's advanced chips.",
    # questions and conditions
    "Does China really mine 70% of the world's rare earths?",
    "If China mined 90% of the world's rare earths, buyers would worry.",
    # purity, odds, efficiency
    "The Chinese refinery produces lithium of 99% purity.",
    "Traders see a 60% chance that China will curb antimony exports.",
    "Chinese solar panels reach an efficiency of 24%.",
    # no holder, or no goods
    "About 70% of the world's cobalt is a by-product of copper.",
    "Nobody knows who mines the other 30% of the world's tin.",
    "Laos is at 38%, Nepal at 24% and Ghana at 7%.",
    "The lithium plant in Chile is 80% complete.",
    "Chile lost 20% of its lithium ponds to the flood.",
]  # fmt: skip

TRADE += [
    # "its exports": of the one commodity that the text is about, else of all goods
    (
        "Colombia digs plenty of coal. India takes 62% of the country's exports.",
        "COL<IND | coal | exports | 62 | of COL",
    ),
    (
        "Kenya sells tea, coffee and flowers. The United States takes 8% of the country's exports.",
        "KEN<USA | goods | exports | 8 | of KEN",
    ),
]


PARTS = [
    # the next part of the same holder, and its stage
    (
        "Peru controls around 30% of zinc mining and 12% of smelting.",
        ["PER | zinc | mining | ~30", "PER | zinc | processing | 12"],
    ),
    (
        "Vietnam makes 20% of the world's shoes, a tenth of its garments and 4% of its furniture.",
        [
            "VNM | shoes | manufacturing | 20",
            "VNM | garments | manufacturing | 10",
            "VNM | furniture | manufacturing | 4",
        ],
    ),
    (
        "Ghana digs up 5% of the world's gold and used to mine 9% of Africa's manganese.",
        ["GHA | gold | mining | 5", "GHA | manganese | mining | 9 | of AFRICA"],
    ),
    # whose another figure of the same kind is
    (
        "Japan depends on Chile for 60% of its lithium imports; for South Korea the figure is 70%.",
        ["JPN<CHL | lithium | imports | 60 | of JPN", "KOR<CHL | lithium | imports | 70 | of KOR"],
    ),
    (
        "India buys 40% of its oil from Russia, and in Turkey the proportion is 35%.",
        ["IND<RUS | oil | imports | 40 | of IND", "TUR<RUS | oil | imports | 35 | of TUR"],
    ),
    (
        "Slovakia bought two-thirds of its gas from Russia, Austria over 80% and Hungary 70%.",
        [
            "SVK<RUS | natural gas | imports | 66.7 | of SVK",
            "AUT<RUS | natural gas | imports | >=80 | of AUT",
            "HUN<RUS | natural gas | imports | 70 | of HUN",
        ],
    ),
    (
        "Egypt took 13% of the tea that Kenya exports and Iran, once a minor customer, 8%.",
        ["KEN<EGY | tea | exports | 13 | of KEN", "KEN<IRN | tea | exports | 8 | of KEN"],
    ),
    (
        "Guinean mines furnished 69% of the bauxite that China imported; Australia was second with 25%.",
        ["CHN<GIN | bauxite | imports | 69 | of CHN", "CHN<AUS | bauxite | imports | 25 | of CHN"],
    ),
    # who the holder is
    ("Chile, the second-largest grower, farms a quarter of the world's salmon.", ["CHL | salmon | production | 25"]),
    (
        "Norway, which raises over half of the world's farmed salmon, is the largest buyer of fish oil.",
        ["NOR | salmon | production | >=50"],
    ),
    (
        "Algeria, which used to take half of France's wheat exports, has bought none.",
        ["FRA<DZA | wheat | exports | 50 | of FRA"],
    ),
    (
        "The UAE, India's fourth-largest supplier of crude with a share of 9%, is worried.",
        ["IND<ARE | oil | imports | 9 | of IND"],
    ),
    (
        "China and Mexico grow half of the world's chillies, and Spain is the biggest exporter of saffron.",
        ["CHN+MEX | chillies | production | 50"],
    ),
    ("Brazil sells 56% of the soybeans that cross a border.", ["BRA | soybeans | exports | 56"]),
    ("Beef is another matter: China bought 68% of Argentine shipments.", ["ARG<CHN | beef | exports | 68 | of ARG"]),
    # whose trade it is, told in the sentence before or by "where"
    (
        "Norway exported more salmon last year. Poland accounted for 12% of volumes.",
        ["NOR<POL | salmon | exports | 12 | of NOR"],
    ),
    ("Peru shipped more copper. Chile mines 24% of the total.", ["CHL | copper | mining | 24"]),
    (
        "Turkey bought more wheat last year. Ukraine provided 20% of imports.",
        ["TUR<UKR | wheat | imports | 20 | of TUR"],
    ),
    ("Wheat is dear. Ukraine provided 20% of imports.", []),
    (
        "Greece, where 98% of solar panels are Chinese, has no duties.",
        ["GRC<CHN | solar panels | imports | 98 | of GRC"],
    ),
    (
        "Refiners in India, which buys a third of its crude from Russia, were calm.",
        ["IND<RUS | oil | imports | 33.3 | of IND"],
    ),
    # several at once, and another time
    (
        "Spain supplied 27% of China's pork imports, and Denmark and Poland about 10% each.",
        [
            "CHN<ESP | pork | imports | 27 | of CHN",
            "CHN<DNK | pork | imports | ~10 | of CHN",
            "CHN<POL | pork | imports | ~10 | of CHN",
        ],
    ),
    (
        "Japan has 40% of the market for ball bearings, as opposed to 55% in 1990.",
        ["JPN | bearings | sales | 40", "JPN | bearings | sales | 55 | 1990"],
    ),
    # what is in the ground, what is sold abroad, what only goes on from a percentage that is no claim
    ("Ukraine claims a third of Europe's lithium reserves.", ["UKR | lithium | reserves | 33.3 | of EUROPE"]),
    ("Sri Lanka sells 85% of the world's cinnamon.", ["LKA | cinnamon | exports | 85"]),
    ("The second-largest producer of oil sells 70% of its oil to Asia, with China at 35%.", []),
    # where a whole ends, and what only looks like trade
    (
        "India has become the top buyer, taking a fifth of U.S. almond exports, followed by Spain with 11%.",
        ["USA<IND | almonds | exports | 20 | of USA", "USA<ESP | almonds | exports | 11 | of USA"],
    ),
    (
        "Mexico furnished 16% of American imports of cars against Canada's 13%.",
        ["USA<MEX | cars | imports | 16 | of USA", "USA<CAN | cars | imports | 13 | of USA"],
    ),
    ("Dutch growers produce a third of the EU's tomatoes.", ["NLD | tomatoes | production | 33.3 | of EU"]),
    (
        "Bolivia has 21% of the world's lithium reserves and yet it produces less than 1%.",
        ["BOL | lithium | reserves | 21", "BOL | lithium | production | <=1"],
    ),
    (
        "Some 97% of the containers that America buys are Chinese-made.",
        ["USA<CHN | containers | imports | ~97 | of USA"],
    ),
    ("The country of Ghana, responsible for 20% of the world's cocoa, grinds more.", ["GHA | cocoa | production | 20"]),
    (
        "Seven out of ten avocados sold in Europe were grown in Peru.",
        ["EUROPE<PER | avocados | imports | 70 | of EUROPE"],
    ),
    (
        "China's share of global ship orders has risen to 70%, and that of South Korea has fallen to 17%.",
        ["CHN | ships | sales | 70", "KOR | ships | sales | 17"],
    ),
    (
        "Kazakhstan accounts for 40% of the world's uranium, and 23% of what China burns comes from there.",
        ["KAZ | uranium | production | 40", "CHN<KAZ | uranium | imports | 23 | of CHN"],
    ),
    (
        "Argentina sells 92% of its lithium to three countries: China takes 43% and Japan 18%.",
        ["ARG<CHN | lithium | exports | 43 | of ARG", "ARG<JPN | lithium | exports | 18 | of ARG"],
    ),
    ("Poland's coal plants produced 57% of the country's electricity.", []),
    (
        "South Korea's refiners are calm. Japan imports 94% of its oil, and 70% of its gas passes Hormuz.",
        ["JPN<FOREIGN | oil | imports | 94 | of JPN"],
    ),
    # one more of the same, and trade as the subject
    (
        "Spain supplies 45% of the world's olive oil; Italy has managed a tenth.",
        ["ESP | olive oil | production | 45", "ITA | olive oil | production | 10"],
    ),
    ("Japan's imports of Australian coal made up 68% of the total.", ["JPN<AUS | coal | imports | 68 | of JPN"]),
    (
        "Egypt's wheat now comes from Russia (62%) and Romania (18%).",
        ["EGY<RUS | wheat | imports | 62 | of EGY", "EGY<ROU | wheat | imports | 18 | of EGY"],
    ),
    ("Egypt bought 12 million tonnes of wheat, 74% of it Russian.", ["EGY<RUS | wheat | imports | 74 | of EGY"]),
    ("Nearly 60% of Mexican tomatoes are sold in the United States.", ["MEX<USA | tomatoes | exports | ~60 | of MEX"]),
    (
        "In tin the ranking is China (23% of mine output) and Peru (9%).",
        ["CHN | tin | mining | 23", "PER | tin | mining | 9"],
    ),
    ("More than 90% of Ukraine's sunflower oil is shipped abroad.", []),
    # whose people or firms "they" are
    (
        "Chinese smelters have little bauxite. Guinea accounted for 69% of their bauxite imports.",
        ["CHN<GIN | bauxite | imports | 69 | of CHN"],
    ),
    (
        "Across the border the Congolese are far ahead: they account for 14% of the world's copper.",
        ["COD | copper | production | 14"],
    ),
    ("The ministers met. They account for 14% of the world's copper.", []),
    # a neighbour without a name, what power is made from, the goods of a company
    ("Kenya gets a tenth of its electricity from its neighbour.", []),
    ("Ethiopia generates 97% of its power from water.", []),
    ("Half of the Acme shoes sold worldwide are made in Vietnam.", []),
]


SEVERAL += [
    # each part of the goods has its own source, behind it or before it
    ("Japan gets 60% of its coal from Australia and 90% of its oil from Oman.",
     ["JPN<AUS | coal | imports | 60 | of JPN", "JPN<OMN | oil | imports | 90 | of JPN"]),
    ("Spain imports 30% of its gas from Algeria and 25% of its oil from Nigeria.",
     ["ESP<DZA | natural gas | imports | 30 | of ESP", "ESP<NGA | oil | imports | 25 | of ESP"]),
    ("Korea depends on Qatar for 20% of its gas and on Chile for 40% of its lithium.",
     ["KOR<QAT | natural gas | imports | 20 | of KOR", "KOR<CHL | lithium | imports | 40 | of KOR"]),
    ("Hungary gets 90% of its oil from Oman and from Norway 10%.",
     ["HUN<OMN | oil | imports | 90 | of HUN", "HUN<NOR | oil | imports | 10 | of HUN"]),
    ("China buys 40% of its iron ore from Brazil, and 60% of its soybeans.",
     ["CHN<BRA | iron ore | imports | 40 | of CHN", "CHN<BRA | soybeans | imports | 60 | of CHN"]),
    ("Slovakia bought 60% of its gas from Russia, Austria 80% and Hungary 70%.",
     ["SVK<RUS | natural gas | imports | 60 | of SVK", "AUT<RUS | natural gas | imports | 80 | of AUT",
      "HUN<RUS | natural gas | imports | 70 | of HUN"]),
    # a maker takes no part of what another sells
    ("Kenya's tea exports fell 4%. India is the top producer, accounting for 36% of the total.",
     ["IND | tea | production | 36"]),
    ("Peru's zinc shipments fell. Bolivia is the biggest miner, accounting for 20% of the total.",
     ["BOL | zinc | mining | 20"]),
    ("Kenya's tea exports fell 4%. Egypt is the largest market, absorbing 20% of the total.",
     ["KEN<EGY | tea | exports | 20 | of KEN"]),
    # what one country makes, bought by another in the next sentence
    ("Peru is the source of a fifth of the world's fishmeal. China, which has little of its own, buys 80% of it.",
     ["PER | fishmeal | production | 20", "PER<CHN | fishmeal | exports | 80 | of PER"]),
    ("Mali grows 40% of the world's shea. Japan buys half of it.",
     ["MLI | shea | production | 40", "MLI<JPN | shea | exports | 50 | of MLI"]),
    ("Mali grows 40% of the world's shea. Japan eats half of it.",
     ["MLI | shea | production | 40", "JPN | shea | consumption | 50"]),
    # cargoes are of what is spoken of
    ("Indonesia is the top coal exporter. It sent 43% of its cargoes to China.",
     ["IDN<CHN | coal | exports | 43 | of IDN"]),
    ("Qatar sells LNG. It sends 43% of its cargoes to China.", ["QAT<CHN | lng | exports | 43 | of QAT"]),
]  # fmt: skip

HOLDERS += [
    # two countries that an aside parts hold together
    (
        "Chile, the largest producer, and Peru together mine 35% of the world's copper.",
        "CHL+PER | copper | mining | 35",
    ),
    (
        "Brazil, which exports the most, and Vietnam account for half of the world's coffee.",
        "BRA+VNM | coffee | production | 50",
    ),
    (
        "Peru, long a small grower, and Chile jointly supply 40% of the world's grapes.",
        "CHL+PER | grapes | production | 40",
    ),
    ("Chile, the top producer, lost ground, and Peru mined 20% of the world's copper.", "PER | copper | mining | 20"),
]


NO_SHARE += [
    # what was sold, and by whom, was not read
    "Dhaka's factories lived from exports of garments. Half of that came from the European Union.",
    "The garment trade lived on exports last year. Half of it came from the European Union.",
    "Volumes of tea held up. Pakistan remains the leading destination, taking 36% of the total.",
    "The tea auction closed early. Egypt is its best customer, taking 20% of the total.",
]

HOLDERS += [
    ("China is the biggest market for electric cars, with 60% of the total.", "CHN | electric vehicles | sales | 60"),
    ("America hosts three-quarters of global AI computing power.", "USA | artificial intelligence |  | 75"),
    ("China has 15% of global computing capacity for AI.", "CHN | artificial intelligence |  | 15"),
    ("China has 70% of global solar panel capacity.", "CHN | solar panels | manufacturing | 70"),
    ("Korean yards lifted their share of the global order intake for ships to 21%.", "KOR | ships | sales | 21"),
    ("Chinese yards won 70% of new orders for ships worldwide.", "CHN | ships | sales | 70"),
    ("Ghana lifted its share of the world's cocoa exports to 25%.", "GHA | cocoa | exports | 25"),
    ("Japan accounts for 90% of the world's photoresist.", "JPN | photoresists | manufacturing | 90"),
    ("World output of copper was 22 million tonnes. Half of that came from Chile.", "CHL | copper | production | 50"),
]


SEVERAL += [
    # an afterthought tells where most of the goods come from, not the percentage
    ("About half of the aluminium used in Mexico is imported, mostly from Canada and India.",
     ["MEX<FOREIGN | aluminium | imports | ~50 | of MEX"]),
    ("Japan imports around 80% of its nickel supply, with the bulk coming from Indonesia.",
     ["JPN<FOREIGN | nickel | imports | ~80 | of JPN"]),
    ("Peru has some antimony, but half of its consumption is imported, mainly from China (48%) and Bolivia (21%).",
     ["PER<FOREIGN | antimony | imports | 50 | of PER", "PER<CHN | antimony | imports | 48 | of PER",
      "PER<BOL | antimony | imports | 21 | of PER"]),
    ("Peru makes some antimony from its gold mines, but half of its consumption is imported.",
     ["PER<FOREIGN | antimony | imports | 50 | of PER"]),
    # each part of the world's trade has its own source
    ("Some 41 percent of global bauxite exports came from Guinea, 22 percent from Australia and 9 percent from Oman.",
     ["GIN | bauxite | exports | ~41", "AUS | bauxite | exports | 22", "OMN | bauxite | exports | 9"]),
    # whose exports and imports
    ("Over 60 percent of corn exports from Ukraine went to Spain.", ["UKR<ESP | corn | exports | >=60 | of UKR"]),
    ("Swedish battery makers depend on Germany for 40 percent of their sales.",
     ["SWE<DEU | batteries | exports | 40 | of SWE"]),
    ("In 2000 Japan bought a fifth of global imports; today it makes up just a ninth.",
     ["JPN | goods | imports | 20 | 2000", "JPN | goods | imports | 11.1"]),
    # what only describes something else is not the commodity spoken of
    ("They need graphite, the raw material of anodes in car batteries, and China made 70% of the world's supplies.",
     ["CHN | graphite | production | 70"]),
    ("Zambia digs up 7 percent of the world's cobalt at its two mines.", ["ZMB | cobalt | mining | 7"]),
    # a sector's part of all trade, a mix, people, names that may be no company's, one venture, a part of a sum
    ("Malaysia's chipmakers, which are responsible for half of total exports, like a weak currency.", []),
    ("Peruvian exports of fish to Japan account for just 0.4% of Peru's total exports.", []),
    ("India has a 6% share of LNG in the energy mix.", []),
    ("India and Indonesia are together home to a fifth of the world's people.", []),
    ("Spain accounts for 30% of phone thefts in Europe.", []),
    ("Johor and Perak account for 40% of Malaysia's palm oil output.", []),
    ("Bear Pass, a mine in the hills, accounts for 12 percent of the world's rare earths.", []),
    ("Barter accounted for six percent of Turkey's trade.", []),
    ("Zambia is far ahead. The country's biggest venture, Ocampo, produces 6 percent of the world's copper.", []),
    ("The EU's wine exports could fall by 2bn euros, half of that from Italy.", []),
    ("The regions of Kherson and Luhansk accounted for 20 percent of wheat and 18 percent of maize grown in Ukraine.",
     []),
]  # fmt: skip


SEVERAL += [
    # what must be is no share, nor is a part of a sum
    ("At least half of the battery components must be assembled in Canada.", []),
    ("Britain should buy no more than 60% of its magnets from China.", []),
    ("Chilean output should reach 300,000 tonnes of lithium, or about 17% of the world total.",
     ["CHL | lithium | production | ~17 | planned"]),
    ("The chip plant costs 5bn euros. The Polish government will cover a third of this investment.", []),
    ("Peru accounts for a tenth of the world's investment in copper.", ["PER | copper | investment | 10"]),
    # asides tell nothing of the whole
    ("About 90% of the best chips — the main processors and graphics processing units too — are made in Taiwan.",
     ["TWN | semiconductors | manufacturing | ~90"]),
    ("Russia accounted for 20% of the uranium (as oxide) sold to Spain.",
     ["ESP<RUS | uranium | imports | 20 | of ESP"]),
    ("Japanese firms hold 90% of the market for tools needed for chip processing.", ["JPN | tools | sales | 90"]),
    # who "they" and "it" are
    ("Russia and Belarus dig potash. Together, they represented about a third of global production.",
     ["BLR+RUS | fertiliser | production | ~33.3"]),
    ("Ministers met. Together, they represented about a third of global steel production.", []),
    ("This makes Peru a key player, as it digs up about 40 percent of the world's copper.",
     ["PER | copper | mining | ~40"]),
    ("In Chile, the group said, it digs up about 4 percent of the world's copper.", []),
    ("It is hard for Spain to shake its ties to Peru, which accounts for half its imports of tin.",
     ["ESP<PER | tin | imports | 50 | of ESP"]),
    ("The largest country without steel is Chad (whose GDP is 15% of the size of Spain's), then Oman (10%).", []),
]  # fmt: skip


SEVERAL += [
    # what is no trade, whose part of all exports it is, what lies on goods
    ("Spain accounts for 30% of the stolen phones in Europe.", []),
    ("Guinea's mining sector accounts for 90% of exports.", []),
    ("Korean fruits and other exports to Japan account for only 0.2% of South Korea's total exports.", []),
    ("The United States would lift controls on 40% of goods on the list.", []),
    ("Chinese developers accounted for 32% of global drug-licensing deals.", []),
    ("Italians drink only 70% of their coffee at home.", []),
    ("Ireland, with a third of its exports headed there, wants calm.", []),
    ("Israeli figures don't tell the sales of weapons, but over half were to Europe.", []),
    ("Steel is hit. Canada, which sends 75% of all its goods and services exports to Spain, waits.",
     ["CAN<ESP | goods | exports | 75 | of CAN"]),
    # who gives whom, the source, the suppliers of the country spoken of
    ("Canada is selling Spain roughly 50% of the tin it imports.", ["ESP<CAN | tin | imports | ~50 | of ESP"]),
    ("Spanish makers import over half of their tin, with Canada the source of roughly 60%.",
     ["ESP<FOREIGN | tin | imports | >=50 | of ESP", "ESP<CAN | tin | imports | ~60 | of ESP"]),
    ("Oman's wheat imports will fall. The main suppliers were Peru (44%) and Canada (12%).",
     ["OMN<PER | wheat | imports | 44 | of OMN", "OMN<CAN | wheat | imports | 12 | of OMN"]),
    ("Wheat was cheap. The main suppliers were Peru (44%) and Canada (12%).", []),
    # all the goods of a list
    ("China makes 60% of the world's solar panels, wind turbines, electrical vehicles (EVs) and lithium batteries.",
     ["CHN | solar panels | manufacturing | 60", "CHN | wind turbines | manufacturing | 60",
      "CHN | electric vehicles | manufacturing | 60", "CHN | batteries | manufacturing | 60"]),
]  # fmt: skip


SEVERAL += [
    # a share that moves, told far from its figures; what goes "as a share of" something
    ("Peru's share of China's shipments has fallen since talks began to stall, from nearly 20% to less than 12%.",
     ["CHN<PER | goods | exports | ~20 | of CHN", "CHN<PER | goods | exports | <=12 | of CHN"]),
    ("As a share of Peru's copper exports, sales of copper ore to China have grown from 40% in 2011 to 75% in 2021.",
     ["PER<CHN | copper | exports | 40 | of PER | 2011", "PER<CHN | copper | exports | 75 | of PER | 2021"]),
    ("India bought more oil. The share of oil imports from Peru rose to 8%, up from 0.5% in 2018, data shows.",
     ["IND<PER | oil | imports | 8 | of IND", "IND<PER | oil | imports | 0.5 | of IND | 2018"]),
    ("As a share of output, sales to China have grown from 40% to 75%.", []),
    ("Prices rose. The share of oil imports from Peru rose to 8%.", []),
    # in brackets behind what it is a part of
    ("Brazil's niobium reserves (90% of global supply) are vital.", ["BRA | niobium | reserves | 90"]),
    ("Brazil's ministers (90% of global supply) are vital to niobium.", []),
    ("China is far ahead in its share of production of minerals such as germanium (68%) and antimony (48%).",
     ["CHN | germanium | production | 68", "CHN | antimony | production | 48"]),
    ("Oman has become the dominant supplier of nickel (50%).", ["OMN | nickel | production | 50"]),
    ("Oman's rivals sell nickel (50%).", []),
    # firms by name, the top exporter to a country, all trade, one firm's exports, what is more than all
    ("Japanese firms Alfa, Beta, and Gamma hold an 88% share of the global market for chipmaking equipment.",
     ["JPN | chipmaking equipment | sales | 88"]),
    ("Canada is the top exporter to Spain of tin, accounting for 25% of tin imports.",
     ["ESP<CAN | tin | imports | 25 | of ESP"]),
    ("Peru accounts for only 16% of global trade.", ["PER | goods |  | 16"]),
    ("Peru is vital, as it takes 40% of all ACME exports of car parts.", []),
    ("Peru has 133% of the world's copper.", []),
    ("They met in Africa—home to 60% of the world's copper.", ["AFRICA | copper | production | 60"]),
]  # fmt: skip


SEVERAL += [
    # a country's part of its own exports, a region's, a brand's, what is carried, a surplus, an income share
    ("The plant handles Venezuelan crudes, which make up more than half of the country's crude oil exports.", []),
    ("The areas -- the delta and other coasts in northern Vietnam -- produce 30% of the country's rice.", []),
    ("At present China mines 30% of the world's tin.", ["CHN | tin | mining | 30"]),
    ("Almost half of all gold Eagle sales were within North America.", []),
    ("Peru grows coffee. At least 40% of coffee exports are carried by Peruvian ships.", []),
    ("The Grain Fund of Canada owned about half of the world soybean surplus.", []),
    ("Nepal offered an income share of up to 87% to oil firms.", []),
    ("Some put the Maple Leaf's West German gold market share at 60%.", []),
    # whose supplier, whose needs
    ("Oman's soybean imports will rise. China is the main supplier with a 79% share.",
     ["OMN<CHN | soybeans | imports | 79 | of OMN"]),
    ("Soybeans are dear. China is the main supplier with a 79% share.", []),
    ("The EC is the largest buyer of Thai rice, absorbing two thirds of the rice sold by Thailand.",
     ["THA<EU | rice | exports | 66.7 | of THA"]),
    ("Japan now produces only 30% of its grain needs.", ["JPN | grain | production | 30 | of JPN"]),
]  # fmt: skip


SEVERAL += [
    # the share of goods that something is done to in a place
    ("The share of the world's chips made in Japan fell from 37% in 1990 to 12% in 2020.",
     ["JPN | semiconductors | manufacturing | 37 | 1990", "JPN | semiconductors | manufacturing | 12 | 2020"]),
    ("The proportion of global cobalt mined in Congo has climbed to 70%.", ["COD | cobalt | mining | 70"]),
    ("A new mill cut the proportion of the world's tin smelting that takes place in Peru from 60% to 45%.",
     ["PER | tin | processing | 60", "PER | tin | processing | 45"]),
    ("The share of global lithium processing located in Chile is 60%.", ["CHL | lithium | processing | 60"]),
    ("The share of Europe's solar panels made in China rose to 90%.",
     ["EUROPE<CHN | solar panels | imports | 90 | of EUROPE"]),
    ("The share of the firm's phones assembled in India rose to 20%.", []),
    ("The share of global lithium reserves found in Chile fell by 5%.", []),
    ("The share of people living in Chile near lithium mines rose to 20%.", []),
    # countries and industries that the sentence before names
    ("Copper comes from Chile and Peru. Together, they mine about a third of the world's copper.",
     ["CHL+PER | copper | mining | ~33.3"]),
    ("Peru and Chile ship copper to Japan. The two countries combined have a 40% share of the global copper market.",
     ["CHL+PER | copper | sales | 40"]),
    ("Zambia borders Congo. The two African countries mine 70% of the world's cobalt.",
     ["COD+ZMB | cobalt | mining | 70"]),
    ("Zambia met Congo and Peru. Together, firms mine 70% of the world's cobalt.", []),
    ("The talks were held in Peru. The two African countries mine 70% of the world's cobalt.", []),
    ("Money flowed to Japan's chip industry. The industry accounted for half of world production of chips.",
     ["JPN | semiconductors | manufacturing | 50"]),
    ("Money flowed to Japan's chip industry. The car industry accounted for half of world demand for chips.", []),
    ("Japan saw an erosion of onshore chipmaking, which now accounts for 10% of global capacity.",
     ["JPN | semiconductors | manufacturing | 10"]),
    ("Japan saw an erosion of trust, which now accounts for 10% of global capacity.", []),
    # firms in countries, both ends of the way of a share, dashes without spaces
    ("Companies in Peru and Japan are responsible for 88% of the global production of photoresists.",
     ["JPN+PER | photoresists | manufacturing | 88"]),
    ("One company in Peru is responsible for 88% of the global production of photoresists.", []),
    ("Chinese car brands have risen from a 9% to a 57% market share in Peru.",
     ["CHN | cars | sales | 9 | of PER", "CHN | cars | sales | 57 | of PER"]),
    ("Chinese car brands have gone from a 9% to a 57% profit in Peru.", []),
    ("Peru's share of Japan's copper imports has fallen from 30% in the first six months of 2018 to 20% in 2023.",
     ["JPN<PER | copper | imports | 30 | of JPN | 2018", "JPN<PER | copper | imports | 20 | of JPN | 2023"]),
    ("Peru's tin output—80% of the global total—exceeds that of all others.", ["PER | tin | production | 80"]),
    ("Of the world's tin, 37% is from Peru.", ["PER | tin | production | 37"]),
    ("Of the ministers, 37% are from Peru, where tin is mined.", []),
    # a part of an amount, of the sales of somebody unsaid, of a quota; names of bodies
    ("Gold coins went on sale. Japanese companies bought 30% of 150,000 ounces sold on Monday.", []),
    ("The carmaker builds electric cars, but Oman accounted for a quarter of total sales.", []),
    ("Brazil has a 30% share of the global coffee export quota.", []),
    ("Brazil has a 30% share of global coffee exports.", ["BRA | coffee | exports | 30"]),
    ("They met the Association of Tin Producing Countries, which produces 65% of the world's tin.", []),
]  # fmt: skip


SEVERAL += [
    # a reason behind a comma is so, whatever it hangs on; what a fact means is no aim
    ("The impact could be larger if Spain taxes Korean goods, as South Korea exports over 40% of its cars to Spain.",
     ["KOR<ESP | cars | exports | >=40 | of KOR"]),
    ("Growth may slow if Spain taxes cars, because South Korea sends 40% of its cars to Spain.",
     ["KOR<ESP | cars | exports | 40 | of KOR"]),
    ("The impact could be larger if South Korea exports over 40% of its cars to Spain.", []),
    ("What if Spain taxes cars, as South Korea exports over 40% of its cars to Spain?", []),
    ("Limited reserves mean that Japan relies on Peru for 80% of its tin.", ["JPN<PER | tin | imports | 80 | of JPN"]),
    ("This means China now refines 60% of the world's cobalt.", ["CHN | cobalt | processing | 60"]),
    ("Japan means to refine 60% of the world's cobalt.", []),
    ("The target means that Japan aims to refine 60% of the world's cobalt.", []),
    # makers listed between dashes, or based in a country
    ("Four Japanese companies — Oda Chemical, Tokyo Ohta, JNR, and Fuji — account for 75 percent of world photomasks.",
     ["JPN | photomasks | manufacturing | 75"]),
    ("It is led by three U.S.-based firms—Alfa and Beta (of the German firm Beta)—which hold 70% of the chip market.",
     ["USA | semiconductors | sales | 70"]),
    ("Three machines — Alfa, Beta and Gamma — account for 75 percent of world production of photomasks.", []),
    ("Three U.S.-based analysts — Alfa, Beta and Gamma — account for 75 percent of world photomasks.", []),
    ("It is the top buyer after China, which counts on gas, with 8% of its need met.", []),
    # second in the trade just told; a part of a field, of money spent, of what a firm sells
    ("Canada is the top seller of steel to Spain, accounting for 25% of imports. Mexico is second at about 15%.",
     ["ESP<CAN | steel | imports | 25 | of ESP", "ESP<MEX | steel | imports | ~15 | of ESP"]),
    ("Norway asked for a 30% share in a big offshore gas field.", []),
    ("Peru bought goods for $800 billion, more than half of which was spent on steel.", []),
    ("The firm said three-quarters of the machinery it sells is made in Peru.", []),
    ("Peru produces a quarter of the oil it consumes.", ["PER | oil | production | 25 | of PER"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_shares_of_one_sentence(text, expected):
    assert [said(one) for one in found(text)[0]] == expected


@pytest.mark.parametrize(("text", "expected"), HOLDERS + TRADE)
def test_one_share(text, expected):
    assert [said(one) for one in found(text)[0]] == ([expected] if isinstance(expected, str) else expected)


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_shares(text, expected):
    assert [said(one) for one in found(text)[0]] == expected


@pytest.mark.parametrize("text", NO_SHARE)
def test_no_share(text):
    assert [said(one) for one in found(text)[0]] == []
