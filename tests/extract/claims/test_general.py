"""What general news and press wires say beside our field: nothing of it may become a claim, nor take a claim away."""

import pytest

from pipeline.extract import Extractor
from pipeline.types import Document

# text, type and commodity of each claim
READ = [
    ("The Bonn ministry's funding approval for a lithium plant was signed in Germany.", []),
    ("The lithium plant received funding approval from the U.S. Department of Energy.", ["policy lithium"]),
    ("The firm has received FDA clearance for its vaccines.", ["policy vaccines"]),
    ("Farms got federal funding for soybeans in the U.S.", ["policy soybeans"]),
    ("Europe's privacy rules on drones are strict.", ["policy drones"]),
    ("Orbital AI's shares rose with FCC approval of its radio in the U.S.", ["policy "]),
    ("Lithium is dear. Trump signed Executive Order 123 to boost mineral production.", ["policy critical minerals"]),
    ("Trump signed an executive order to speed up mining of copper.", ["policy copper"]),
    ("The U.S. Commerce Department made its final determination on steel pipes.", ["policy steel"]),
    ("The approval of the vaccine by the FDA shows our commitment to expanding access.", ["policy vaccines"]),
    ("The U.S. truck bed accessories market was worth $2 billion in 2024.", ["quantity vehicle accessories"]),
    ("The Jones Act bars foreign ships.", ["policy ships"]),
    (
        "Lula announced a $1 billion investment in the Cobalt Forests Forever Facility, a fund for cobalt.",
        ["policy cobalt", "quantity cobalt"],
    ),
    ("Peru announced the Clean Cobalt Facility.", ["policy cobalt"]),
    ("China announced efforts to refine copper at home.", ["goal copper"]),
    ("Batteries are dear. China's cell output fell by 24%.", ["change batteries"]),
    ("China and the United States held talks on ending the trade war.", ["policy goods"]),
    ("Kenya approved a $40 million loan for a wind farm.", ["policy wind power", "quantity wind power"]),
    ("Peru raised its tariff on solar panels to 10%, though power costs 9 cents per kWh.", ["policy solar panels"]),
    ("A rise in Japan's strategic stockpiles of oil is planned.", ["policy oil"]),
    ("The U.S. imposed sanctions on Peru.", ["policy "]),
    ("Malaysia's palm oil stocks fell 7.5%.", ["change palm oil"]),
    ("China took its trade weapon out. China unveiled its most ferocious export controls yet.", ["policy "]),
    ("China unveiled its export controls on weapons.", ["policy weapons"]),
    ("China has 47% of the world's AI chips.", ["share semiconductors"]),
    ("China closed its border to Peruvian grapes.", ["policy grapes"]),
    ("The U.S. put a tariff on steel. Europe fears broader tariffs.", ["policy goods", "policy steel"]),
    ("Japan's copper exports grew by 2% due to orders for chips.", ["change copper"]),
    ("Peru's exports grew by 0.2% last year due to higher shipments of chips.", ["change goods"]),
    ("Peru's exports of chips grew by 0.2% last year due to cheap money.", ["change semiconductors"]),
    ("Canada put price caps on Russian oil.", ["policy oil"]),
    ("Kenya is calm. The tariffs will rise next year.", ["policy goods"]),
    ("The United Arab Emirates (UAE) sold 4.7 million tonnes of copper.", ["quantity copper"]),
    ("Ottawa said that Canada should slap an export tax on aluminum.", ["policy aluminium"]),
    ("Japan and Britain signed a free trade pact.", ["policy goods"]),
    (
        "China makes cars. It said it would put $5 billion into battery plants.",
        ["policy batteries", "quantity batteries"],
    ),
    ("China's copper stocks rose by 20,000 tonnes.", ["change copper"]),
    ("Chile's share of copper output rose to 8%.", ["share copper"]),
    (
        "The U.S. put a tariff on tin. He plans to set the reciprocal tariffs on every country.",
        ["policy goods", "policy tin"],
    ),
    ("The U.S. put a tariff on tin. He plans to double the tariffs.", ["policy tin", "policy tin"]),
    ("Peru devalued to counter the impact of U.S. tariffs.", ["policy goods"]),
    ("0714 GMT - Copper is dear. Chile's output rose by 4%.", ["change copper"]),
    (
        "Cobalt is dear. Peru announced a $40 million investment in the Clean Cobalt Facility.",
        ["policy cobalt", "quantity cobalt"],
    ),
]

NOTHING = [
    "Tin is dear. Mexico would be damaged by an expansion of tariffs.",
    "The president praised Saudi Arabia and signed a defence pact on oil with the kingdom.",
    "China has 47% of the world's AI talent.",
    "Chips sell. The Reserve Bank of India will set fees for 390 billion rupees for a bond auction.",
    "That will help China close the gap with America in artificial intelligence.",
    "Food is dear. The bank plans to halve its monthly Japanese government bond purchases to 3 trillion yen.",
    "Factors that may cause results to differ include U.S. approvals for a gold mine.",
    "Trump's executive actions dismantle parts of the government.",
    "The U.S. struggles to keep up with demand for chips.",
    "Chips sell well. Washington plans to combine the power of bank regulators.",
    "North Korea's sanctions-busting network sells coal.",
    "Tin is dear. The Karnataka government launched an industrial policy for tin.",
    "Tariffs could spur demand for the Kenyan firm's software.",
    "The Federal Bureau of Investigation told of artificial intelligence in the U.S.",
    "Honda Motorcycle and Scooter India (HMSI), the second-largest player, sold 4.7 million motorcycles.",
    "Steel is dear. Quebec Premier Francois Legault mused that Canada should slap an export tax on aluminum.",
    "The president praised Saudi Arabia for its oil and signed a defence pact with the kingdom.",
    "China makes cars. Sales of such as General Cars, which said it would take $5 billion in charges, sank.",
    "The commission told of the seizure of $5 million worth of cobalt in the U.S.",
    "Electric cars sell. India's m-cap falls below $4 trillion.",
    "China's AI stocks rose 2% on Wednesday.",
    "Chips are dear. Argentina's peso was little changed, while local stocks fell 3.6%.",
    "Chips are dear. Chinese property stocks broadly rose 5.8% after the news.",
    "Chips sell well. The bourse was calm in Peru, and China's stocks fell 3%.",
    "Chips sell well. Acme's Hong Kong shares surged over 8%.",
    "Chips sell well. Acme's shares were up almost 1% in New Zealand.",
    "Norway's $1.8 trillion wealth fund may buy weapons.",
    "Trump used executive action to bring an old idea to life.",
    "It depends on every country taxing imports of tin.",
    "Oil fell. Trump ordered officials to begin talks on ending the war in Ukraine.",
    "Oil fell. Russia and Ukraine held peace talks with the United States.",
    "Oil fell on a plan by Washington to end the war in Ukraine.",
    "Kenya approved a $40 million wind farm project of a Danish firm.",
    "The farms sell power at 9 cents per unit. Kenya's new government sought lower tariffs last month.",
    "The firm sells power at 9 cents per kWh. Kenya raised power tariffs again.",
    "Oil fell after a surge in U.S. crude stockpiles.",
    "Peru's farms grew, driven by tariff threats.",
    "He said that Iran and Peru rely on the same banks to skirt sanctions.",
    "Chile spoke up. He threatened harsh sanctions on Peru.",
    "China's firm sells its artificial intelligence under open-source licenses.",
    "0714 GMT - Copper is dear in Chile.\n0659 GMT - Sales in Peru rose by 4%.",
    "0714 GMT - Investors fret over Peru.\n0659 GMT - Tariffs could spur demand for the firm's software.",
    "The firm sells ships that are Jones Act-compliant in the U.S.",
    "The firm makes chips in compliance with the National Defense Authorization Act (NDAA).",
    "Hydropower grows. The dam is a sign of the Chinese government's determination and long view.",
    "Federal labor laws should not apply to cannabis workers in the U.S.",
    "The firm makes software. It has obtained FDA clearance for its Kneely implants.",
    "Vaccines help. The maker must still obtain FDA clearance.",
    "Vaccines help. The maker has to win FDA clearance first, or it may sell nothing.",
    "Europe's migration rules annoy a maker of drones.",
    "The U.S. makes batteries. Even with federal funding, owners of garages face trouble.",
    "Kenya's troops had the initiative on the battlefield, said a maker of drones.",
    "China burns coal. China will seek money for poor countries' efforts to soften storms.",
    "Copper sells. The tower cost much in the $28 billion U.S. radio market.",
    "The approval rating of Peru's president, who mines copper, fell.",
]


def read(text):
    claims = Extractor().extract(Document(text, "2025-06-01")).claims
    return sorted(f"{one.type} {one.commodity}" for one in claims)


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_what_is_read(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"), [("Acme beats profit estimates", []), ("Canada digs more", ["quantity gold"])]
)
def test_a_headline_tells_that_figures_are_a_firms(title, expected):
    text = "Gold is dear. Canada mines gold in Canada. Gold production in the quarter was 1.08 million ounces."
    claims = Extractor().extract(Document(text, "2025-06-01", title=title)).claims
    assert [f"{one.type} {one.commodity}" for one in claims] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_claim(text):
    assert read(text) == []
