"""Policies: each rule's examples, and the turns of phrase that rulings settle."""

import pytest

from pipeline.extract import Extractor
from pipeline.types import Document, Miss, Policy
from pipeline.vocab import policies, rules

POLICY_RULES = [one for one in rules.rules() if one.id.startswith("policy.")]

# text, then a claim a line as countries|partner|commodity|type|status|modality
READ = [
    ("The U.S.-Japan Chip Agreement took effect in 1986.", "JPN,USA||semiconductors|agreement|in force|asserted"),
    ("EU tariffs intended to hold back Russian fertiliser began in May.", "EU||fertiliser|tariff|announced|planned"),
    (
        "Shares fell after Trump's latest tariff plans, this time targeting tin.",
        "USA||tin|tariff|proposed|planned",
    ),
    (
        "Gold rose after Trump's latest tariff threats as well as a rebound in oil prices.",
        "USA||goods|tariff|proposed|possible",
    ),
    ("China put tariffs on farm machinery from Chile.", "CHN|CHL|machinery|tariff|in force|asserted"),
    (
        "The dispute could push OPEC and its allies to extend oil production cuts.",
        "OPEC||oil|production control|proposed|possible",
    ),
    ("The minister said Peru must impose a tariff on steel.", "PER||steel|tariff|in force|asserted"),
    ("The German Coal Exit Act took effect in May.", "DEU||coal|regulation|in force|asserted"),
    ("The EU's requirements for palm oil took effect in May.", "EU||palm oil|regulation|in force|asserted"),
    ("America sanctioned Iran's largest petrochemical company.", "USA|IRN||sanction|in force|asserted"),
    ("America sanctioned exports of oil from Iran.", "USA|IRN|oil|sanction|in force|asserted"),
    (
        "China and the Association of South-East Asian Nations signed a trade deal.",
        "ASEAN,CHN||goods|agreement|announced|asserted",
    ),
    ("China's plans to impose export controls on tin are old.", "CHN||tin|export control|proposed|planned"),
    ("Norway joined the sanctions against Belarus.", "NOR|BLR||sanction|in force|asserted"),
    # a phrase in front of the clause lists no further actor
    ("After the storm over Chile, Brazil banned exports of copper.", "BRA||copper|export control|in force|asserted"),
    ("Unlike Peru or Chile, Brazil banned exports of copper.", "BRA||copper|export control|in force|asserted"),
    ("Peru, Chile and Brazil banned exports of copper.", "BRA,CHL,PER||copper|export control|in force|asserted"),
    ("Laos has yet to sign a trade deal with Japan.", "LAO|JPN|goods|agreement|announced|negated"),
    ("Peru's ban on oil exploration took effect in May.", "PER||oil|production control|in force|asserted"),
    (
        "Canada set a quota on imports of cars and put a duty on tin. The quota took effect in May.",
        (
            "CAN||cars|import restriction|in force|asserted\nCAN||tin|tariff|in force|asserted\n"
            "CAN||cars|import restriction|in force|asserted"
        ),
    ),
    # before "sanctions" stands who is under them, where that is a state that mostly is
    (
        "The UK's government widened its Russia sanctions in May.",
        "GBR|RUS||sanction|in force|asserted",
    ),
    ("Russia's sanctions on Norwegian fish took effect in May.", "RUS|NOR|fish|sanction|in force|asserted"),
    ("Russian sanctions on British officials took effect in May.", "RUS|GBR||sanction|in force|asserted"),
    ("China imposed anti-Japanese sanctions in May.", "CHN|JPN||sanction|in force|asserted"),
    (
        "America imposed sanctions on Rosneft. The sanctions took effect in May.",
        "USA|||sanction|in force|asserted\nUSA|||sanction|in force|asserted",
    ),
    (
        "In Canada, President Trump imposed duties on lumber.",
        "USA||lumber|tariff|in force|asserted",
    ),
    (
        "Washington's ban on export permits for gas terminals ended.",
        "USA||natural gas|export control|ended|asserted",
    ),
    (
        "Peru raised tariffs on tin. Gold rose as traders weighed Peru's metal tariffs.",
        "PER||tin|tariff|in force|asserted\nPER||tin|tariff|in force|asserted",
    ),
    (
        "Gold rose. Beijing's tariffs on U.S. energy took effect.",
        "CHN|USA|energy|tariff|in force|asserted",
    ),
    (
        "Peru put tariffs on tin while Chilean tariffs on tea took effect. The tin tariffs are high.",
        "PER||tin|tariff|in force|asserted\nCHL||tea|tariff|in force|asserted\nPER||tin|tariff|in force|asserted",
    ),
    (
        "Tea fell after Peru's latest tariff threat, this time on copper.",
        "PER||copper|tariff|proposed|possible",
    ),
    (
        "Ghana's president signed an order to boost tin mining.",
        "GHA||tin|strategy|in force|asserted",
    ),
    (
        "Peru put a tariff on tin. Tariffs are taxes on imports.",
        "PER||tin|tariff|in force|asserted",
    ),
    (
        "Norway will put 25% tariffs on all imports of tin and zinc.",
        "NOR||tin|tariff|announced|planned\nNOR||zinc|tariff|announced|planned",
    ),
    (
        "Peru's tariffs on beef took effect. Later, tariffs will be introduced on more products, including tea.",
        "PER||beef|tariff|in force|asserted\nPER||tea|tariff|announced|planned",
    ),
    (
        "Peru put duties on tin. The tariffs recently imposed on Chile hurt.",
        "PER||tin|tariff|in force|asserted\nPER|CHL|goods|tariff|in force|asserted",
    ),
    (
        "Peru plans duties on a range of Chilean goods in retaliation for a probe into zinc.",
        "PER|CHL|goods|tariff|proposed|asserted",
    ),
    (
        "Peru will put a 20% duty on copper, on top of existing tariffs on metals.",
        "PER||copper|tariff|announced|planned\nPER||metals|tariff|in force|asserted",
    ),
    (
        "Brazil's national stockpile of crude rose.",
        "BRA||oil|stockpile|in force|asserted",
    ),
    (
        "President Trump signed an order raising tariffs on tin to 25%.",
        "USA||tin|tariff|announced|asserted",
    ),
    (
        "Investors weighed China's tariffs on tea.",
        "CHN||tea|tariff|in force|asserted",
    ),
    (
        "Rome could avoid higher U.S. tariffs on chips.",
        "USA||semiconductors|tariff|in force|asserted",
    ),
    (
        "Oslo felt the impact of China's planned tariffs on tea, which may be small.",
        "CHN||tea|tariff|proposed|planned",
    ),
    (
        "Norway put tariffs on Peruvian tin. Those countermeasures will end in May.",
        "NOR|PER|tin|tariff|in force|asserted\nNOR|PER|tin|tariff|ended|planned",
    ),
    (
        "The Inflation Reduction Act sets aside $10 billion for solar panels.",
        "USA||solar panels|subsidy|in force|asserted",
    ),
    (
        "The One Big Beautiful Bill Act appropriates $2 billion for critical minerals.",
        "USA||critical minerals|subsidy|in force|asserted",
    ),
    (
        "Altair has received a C$7 million contribution agreement from the Canadian government for its lithium plant.",
        "CAN||lithium|subsidy|in force|asserted",
    ),
    (
        "Altair has won a $20 million loan agreement from the U.S. Department of Energy for a battery plant.",
        "USA||batteries|subsidy|in force|asserted",
    ),
    (
        "The FDA granted orphan drug designation to a cancer drug.",
        "USA||medicines|regulation|in force|asserted",
    ),
    (
        "Canada has identified zinc as a critical mineral.",
        "CAN||zinc|regulation|in force|asserted",
    ),
    (
        "Peru mines tin and sells cars. Chile's ban on the metals took effect in May.",
        "CHL||tin|export control|in force|asserted",
    ),
    (
        "Brazil's trade ministry approved the export of 200 tonnes of uranium to Argentina.",
        "BRA|ARG|uranium|export control|announced|asserted",
    ),
    (
        "India has authorised exports of 3 million tonnes of sugar.",
        "IND||sugar|export control|ended|asserted",
    ),
    (
        "Canada has barred new models of foreign-made drones from being sold in its shops.",
        "CAN|FOREIGN|drones|import restriction|in force|asserted",
    ),
    (
        "Peru has secured an exemption for copper from U.S. tariffs.",
        "USA||copper|tariff||negated",
    ),
    (
        "Mills got a waiver for aluminium from the EU's duties.",
        "EU||aluminium|tariff||negated",
    ),
    (
        "The 30% duty that India plans to levy on imported lentils worries growers.",
        "IND||lentils|tariff|announced|planned",
    ),
    (
        "Exporters dread the 40% tariff that President Trump has threatened to impose on copper.",
        "USA||copper|tariff|proposed|possible",
    ),
    (
        "Norway fixed the quota for cod at 400,000 tonnes.",
        "NOR||cod|production control|in force|asserted",
    ),
    (
        "Norway has set its quota for herring.",
        "NOR||herring|production control|in force|asserted",
    ),
    (
        "Norway opened 200,000 square kilometres of seabed to mining for copper.",
        "NOR||copper|regulation|in force|asserted",
    ),
    (
        "India will open up new areas to exploration for uranium.",
        "IND||uranium|regulation|announced|planned",
    ),
    (
        "Chile will approve ore quotas of 2 million tons for copper miners.",
        "CHL||copper|production control|announced|planned",
    ),
    (
        "Peru will set ore quotas for tin smelters this year.",
        "PER||tin|production control|announced|planned",
    ),
    (
        "Kenya's agriculture ministry barred the sale of tea at the floor price.",
        "KEN||tea|regulation|in force|asserted",
    ),
    (
        "Washington put a 15% tariff on Peruvian copper.",
        "USA|PER|copper|tariff|in force|asserted",
    ),
    (
        "President Trump's approach has hurt his ability to get a trade deal with Kenya.",
        "USA|KEN|goods|agreement|in force|asserted",
    ),
    (
        "President Trump has brought drama to trade talks with Japan and Peru.",
        "USA|JPN+PER|goods|agreement|proposed|planned",
    ),
    (
        "The CPTPP took effect in 2018.",
        "AUS,BRN,CAN,CHL,GBR,JPN,MEX,MYS,NZL,PER,SGP,VNM||goods|agreement|in force|asserted",
    ),
    (
        "President Biden signed an order approving a road so that a copper mine could open in Alaska.",
        "USA||copper|regulation|in force|asserted",
    ),
    (
        "President Trump met investors. He has brought drama to trade talks with Japan.",
        "USA|JPN|goods|agreement|proposed|planned",
    ),
    (
        "Canada's ban on U.S. beef hits ranchers.",
        "CAN|USA|beef|import restriction|in force|asserted",
    ),
    (
        "The passage of Markets in Crypto-Assets in the European Union brings clarity.",
        "EU||cryptocurrencies|regulation|announced|asserted",
    ),
    (
        "Much depends on U.S. tariffs on steel and MiCA rules.",
        "USA||steel|tariff|in force|asserted\nEU||cryptocurrencies|regulation|in force|asserted",
    ),
    (
        "Peru has removed zinc from its list of strategic minerals.",
        "PER||zinc|regulation|ended|asserted",
    ),
    (
        "President Biden's executive order on ships directs agencies to act faster.",
        "USA||ships|regulation|in force|asserted",
    ),
    (
        "Altair has received funding approval from the German government for battery plants.",
        "DEU||batteries|subsidy|in force|asserted",
    ),
    (
        "Altair secured a $6 million U.S. Army contract to make batteries.",
        "USA||batteries|subsidy|in force|asserted",
    ),
    (
        "The mill runs on a contract awarded by the U.S. Department of Energy for graphite.",
        "USA||graphite|subsidy|announced|asserted",
    ),
    (
        "Altair, a maker of drones, supports the United Kingdom's industrial strategy.",
        "GBR|||strategy|in force|asserted",
    ),
    (
        "Chile's plan to tax exports of lithium has worried carmakers.",
        "CHL||lithium|tariff|announced|planned",
    ),
    (
        "The Kenyan government's decision to suspend its import ban on sugar pleased Ugandan millers.",
        "KEN||sugar|import restriction|ended|asserted",
    ),
    (
        "A 20% duty on Turkish steel imposed by the EU takes its toll.",
        "EU|TUR|steel|tariff|in force|asserted",
    ),
    (
        "Peru has banned exports of copper to Chile.",
        "PER|CHL|copper|export control|in force|asserted",
    ),
    (
        "Brazil threatens Canada with tariffs on zinc.",
        "BRA|CAN|zinc|tariff|proposed|possible",
    ),
    (
        "Poland's ban on Ukrainian wheat stays.",
        "POL|UKR|wheat|import restriction|in force|asserted",
    ),
    (
        "Japan's curbs on sales of chipmaking equipment to Russian buyers have been tightened.",
        "JPN|RUS|chipmaking equipment|export control|in force|asserted",
    ),
    (
        "The EU and Chile signed a trade agreement on lithium.",
        "CHL,EU||lithium|agreement|announced|asserted",
    ),
    (
        "India signed a trade deal with Peru.",
        "IND|PER|goods|agreement|announced|asserted",
    ),
    (
        "The US-China trade truce was extended.",
        "CHN,USA||goods|agreement|in force|asserted",
    ),
    (
        "The Department of Energy awarded $30 million to a graphite plant in Ohio.",
        "USA||graphite|subsidy|in force|asserted",
    ),
    (
        "Canada opened an anti-dumping investigation into imports of Chinese steel.",
        "CAN|CHN|steel|regulation|announced|asserted",
    ),
    (
        "The EU opened an inquiry into subsidies for wind turbines.",
        "EU||wind turbines|regulation|announced|asserted",
    ),
    (
        "Zambia has required licences for copper ore since May.",
        "ZMB||copper|export control|in force|asserted",
    ),
    (
        "Peru's standards for copper smelters are strict.",
        "PER||copper|regulation|in force|asserted",
    ),
    (
        "The medicines firm received FDA approval.",
        "USA||medicines|regulation|in force|asserted",
    ),
    (
        "Washington's development bank is considering a $20 million loan for a copper mine.",
        "USA||copper|subsidy|proposed|possible",
    ),
    (
        "Chile and Peru struck a trade agreement on Monday that cuts the tariff on most Peruvian goods.",
        "CHL,PER||goods|agreement|announced|asserted\nCHL|PER|goods|tariff|in force|asserted",
    ),
    (
        "A plant for magnets opened with €20m of EU money.",
        "EU||permanent magnets|subsidy|announced|asserted",
    ),
    (
        "Kenya's freeze on sugar was ended.",
        "KEN||sugar|export control|ended|asserted",
    ),
    (
        "Washington's treaty with Chile covers lithium.",
        "USA|CHL|lithium|agreement|announced|asserted",
    ),
    (
        "OSLO, May 5, 2025 /NewsLine/ -- Norway announced a subsidy for hydrogen.",
        "NOR||hydrogen|subsidy|announced|asserted",
    ),
    (
        "Peru imposed a tariff on steel. Chile's envoy argued against the tariff.",
        "PER||steel|tariff|in force|asserted\nPER||steel|tariff|in force|asserted",
    ),
    (
        "Norway's Deep Sea Minerals Act regulates the mining of nodules.",
        "NOR||critical minerals|regulation|in force|asserted",
    ),
    (
        "Norway allowed its smelters to sell magnets to Chile.",
        "NOR|CHL|permanent magnets|export control|ended|asserted",
    ),
    (
        "Oslo has told its shipyards to stop buying steel from Kenya.",
        "NOR|KEN|steel|import restriction|in force|asserted",
    ),
    (
        "Chile has barred its smelters from exporting zinc.",
        "CHL||zinc|export control|in force|asserted",
    ),
    (
        "Kenya pledged to buy 3 million tonnes of Brazilian corn.",
        "KEN|BRA|corn|agreement|announced|asserted",
    ),
    (
        "Ghana shut its border to Togo's rice.",
        "GHA|TGO|rice|import restriction|in force|asserted",
    ),
    (
        "Peru's Congress approved tariffs on Chilean steel.",
        "PER|CHL|steel|tariff|announced|asserted",
    ),
    (
        "Kenya raised its tariff on cars imported from Japan to 40%.",
        "KEN|JPN|cars|tariff|in force|asserted",
    ),
    (
        "Anger came from Chile (whose levy on steel is now 34%) and from others.",
        "CHL||steel|tariff|in force|asserted",
    ),
    (
        "Peru has asked Brussels to drop its tariff on copper.",
        "EU||copper|tariff|proposed|asserted",
    ),
    (
        "Copper gained after Canada announced a tariff on Mexico.",
        "CAN|MEX|goods|tariff|announced|asserted",
    ),
    (
        "Peru will put fees on Chilean-built ships.",
        "PER|CHL|ships|tariff|announced|planned",
    ),
    (
        "Norway exempts electric cars from purchase tax.",
        "NOR||electric vehicles|subsidy|in force|asserted",
    ),
    (
        "Peru's tax on salmon stays. Chile's answer came at once: a levy on Peruvian beef.",
        "PER||salmon|regulation|in force|asserted\nCHL|PER|beef|tariff|in force|asserted",
    ),
    (
        "Kenya cut its tariff on tea and will drop those on rice.",
        "KEN||tea|tariff|in force|asserted\nKEN||rice|tariff|ended|planned",
    ),
    (
        "The Interior Department added copper and silver to its list of critical minerals.",
        "USA||copper|regulation|in force|asserted\nUSA||silver|regulation|in force|asserted",
    ),
    (
        "Exports of zinc will need a permit, Peru's mines ministry said.",
        "PER||zinc|export control|announced|planned",
    ),
    (
        "Canada opened a probe into drones and may put tariffs on them.",
        "CAN||drones|regulation|announced|asserted\nCAN||drones|tariff|proposed|possible",
    ),
    (
        "Chile has ordered the closure of a hundred gold mines.",
        "CHL||gold|regulation|in force|asserted",
    ),
    (
        "Output of oil was below the OPEC quota.",
        "OPEC||oil|production control|in force|asserted",
    ),
    (
        "EU sanctions have banned Peruvian helium.",
        "EU|PER|helium|import restriction|in force|asserted",
    ),
    (
        "The Interior Department approved the Green Hill copper mine.",
        "USA||copper|regulation|in force|asserted",
    ),
    (
        "Kenya has banned exports of zinc, and Malawi followed suit with a ban on copper exports.",
        "MWI||copper|export control|in force|asserted\nKEN||zinc|export control|in force|asserted",
    ),
    (
        "Sales fell before a ban on imports of rice that President Marcos imposed in May.",
        "PHL||rice|import restriction|in force|asserted",
    ),
    (
        "Chile dithered over a levy on exports of lithium.",
        "CHL||lithium|tariff|proposed|asserted",
    ),
    (
        "President Trump signed an executive order imposing 25% tariffs on tin.",
        "USA||tin|tariff|announced|asserted",
    ),
    (
        "Kenya announced a $1 billion investment for copper in the Green Lakes Facility.",
        "KEN||copper|subsidy|announced|asserted",
    ),
    (
        "Kenya raised tariffs on steel and Chile hit back with duties on pork. The tariffs were lifted in May.",
        "KEN||steel|tariff|in force|asserted\nCHL||pork|tariff|in force|asserted\nKEN||steel|tariff|ended|asserted",
    ),
    (
        "Canada will impose a 25% surtax on steel, 10% on tin and 50% on trucks.",
        "CAN||steel|tariff|announced|planned\nCAN||tin|tariff|announced|planned\nCAN||trucks|tariff|announced|planned",
    ),
    (
        "A four-month suspension of cobalt exports by Chile lifted prices.",
        "CHL||cobalt|export control|in force|asserted",
    ),
    (
        "Exports of nickel ore have been banned in Peru since 2020.",
        "PER||nickel|export control|in force|asserted",
    ),
    (
        "The EU's tariff on steel is due to end in June.",
        "EU||steel|tariff|ended|planned",
    ),
    (
        "US approval of the copper mine is still pending.",
        "USA||copper|regulation|proposed|planned",
    ),
    (
        "The Pentagon signed an offtake agreement for antimony.",
        "USA||antimony|subsidy|announced|asserted",
    ),
    (
        "The EU has a 10% tariff on cars, but VAT is 20% on cars.",
        "EU||cars|tariff|in force|asserted",
    ),
    (
        "The EU put a tariff of 10% on cars, and sales rose 5 percent on Monday.",
        "EU||cars|tariff|in force|asserted",
    ),
    (
        "Canada has designated 34 minerals as critical.",
        "CAN||critical minerals|regulation|in force|asserted",
    ),
    (
        "Antimony was listed as a critical mineral by Peru in May.",
        "PER||antimony|regulation|in force|asserted",
    ),
    (
        "Exports of antimony from China now need a licence.",
        "CHN||antimony|export control|in force|asserted",
    ),
    (
        "In Guinea, a decree bans exports of raw bauxite.",
        "GIN||bauxite|export control|in force|asserted",
    ),
    (
        "Tariffs of 25% now apply to Chinese magnets entering the United States.",
        "USA|CHN|permanent magnets|tariff|in force|asserted",
    ),
    (
        "Kenya abolished the duty on zinc by executive order.",
        "KEN||zinc|tariff|ended|asserted",
    ),
    (
        "Germany has set up a raw materials fund of its own, worth one billion euros.",
        "DEU||raw materials|subsidy|in force|asserted",
    ),
    (
        "Two mines dig graphite in Alaska. One was paid under the Defense Production Act.",
        "USA||graphite|subsidy|in force|asserted",
    ),
    (
        "Miners dig graphite and cobalt. One was paid under the Defense Production Act.",
        "USA||critical minerals|subsidy|in force|asserted",
    ),
    (
        "Gallium is dear. Industries ranging from defence to electric vehicles suffer from China's export controls.",
        "CHN||gallium|export control|in force|asserted",
    ),
    (
        "Copper is dear. The proposed tariffs on U.S. imports could hurt.",
        "USA||goods|tariff|proposed|planned",
    ),
    (
        "Chile's congress passed a bill raising royalties on copper.",
        "CHL||copper|regulation|in force|asserted",
    ),
    (
        "DUTIES BITE: The duties on steel that Peru imposed are paid by builders.",
        "PER||steel|tariff|in force|asserted",
    ),
    (
        "The Korean government gives subsidies to buyers of hydrogen buses.",
        "KOR||hydrogen vehicles|subsidy|in force|asserted",
    ),
    (
        "The Cyprus government's Fuel Safety Act is strict.",
        "CYP||fuel|regulation|in force|asserted",
    ),
    (
        "New reactors for the nuclear sector are paid for under the Defense Production Act.",
        "USA||nuclear power|subsidy|in force|asserted",
    ),
    (
        "Smelters of critical minerals are paid for under the Defense Production Act.",
        "USA||critical minerals|subsidy|in force|asserted",
    ),
    (
        "Chile's lithium strategy for the north explains how it will be mined.",
        "CHL||lithium|strategy|in force|asserted",
    ),
    (
        "Kenya and Uganda ended a row over tea with a trade deal.",
        "KEN,UGA||goods|agreement|announced|asserted",
    ),
    (
        "Chile went further in May and outlawed copper exports.",
        "CHL||copper|export control|in force|asserted",
    ),
    (
        "Beijing has capped smelting capacity for zinc.",
        "CHN||zinc|production control|in force|asserted",
    ),
    (
        "Niger has seized the Blue Hill uranium mine.",
        "NER||uranium|production control|in force|asserted",
    ),
    (
        "Mali's army took over the gold mine.",
        "MLI||gold|production control|in force|asserted",
    ),
    (
        "The Kenyan government seized control of a steel mill.",
        "KEN||steel|production control|in force|asserted",
    ),
    (
        "Chile's government has put its lithium industry under state control.",
        "CHL||lithium|production control|in force|asserted",
    ),
    (
        "Beijing ordered zinc smelters to cut output.",
        "CHN||zinc|production control|in force|asserted",
    ),
    (
        "India requires solar panel makers to use local wafers.",
        "IND||solar panels|regulation|in force|asserted",
    ),
    (
        "Peru's ministry made ethanol compulsory in petrol.",
        "PER||ethanol|regulation|in force|asserted",
    ),
    (
        "Kenya banned foreigners from its tea trade.",
        "KEN||tea|regulation|in force|asserted",
    ),
    (
        "Peru kept out Chilean grapes for years.",
        "PER|CHL|grapes|import restriction|in force|asserted",
    ),
    (
        "Peru is negotiating with Chile over copper.",
        "PER|CHL|copper|agreement|proposed|planned",
    ),
    (
        "Kenya and Peru agreed to refine copper together.",
        "KEN,PER||copper|agreement|announced|asserted",
    ),
    (
        "Japan keeps 90 days of oil in storage.",
        "JPN||oil|stockpile|in force|asserted",
    ),
    (
        "India sold 2 million tonnes of wheat from state reserves.",
        "IND||wheat|stockpile|in force|asserted",
    ),
    (
        "The steel mill will get 20 million euros from the German government.",
        "DEU||steel|subsidy|announced|planned",
    ),
    (
        "Paris will back the tin mine with 20 million euros.",
        "FRA||tin|subsidy|announced|planned",
    ),
    (
        "Raw tin may no longer leave Peru.",
        "PER||tin|export control|in force|asserted",
    ),
    (
        "American utilities may not import Russian uranium.",
        "USA|RUS|uranium|import restriction|in force|asserted",
    ),
    (
        "Canada cleared the drones for sale to Peru.",
        "CAN|PER|drones|export control|ended|asserted",
    ),
    (
        "Washington gave the firm permission to sell chips to China.",
        "USA|CHN|semiconductors|export control|in force|asserted",
    ),
    (
        "Canada opened a probe into drones, which could end in a tariff.",
        "CAN||drones|regulation|announced|asserted\nCAN||drones|tariff|proposed|possible",
    ),
    (
        "Kenya grows tea. The farm ministry has lifted a 10% levy on tea.",
        "KEN||tea|tariff|ended|asserted",
    ),
    (
        "In Chile, Congress passed a bill on copper.",
        "CHL||copper|regulation|announced|asserted",
    ),
    (
        "President Trump spoke of tin, and has exempted copper from his tariffs.",
        "USA||copper|tariff||negated",
    ),
    (
        "Electric cars built in China face EU duties of up to 45%.",
        "EU||electric vehicles|tariff|in force|asserted",
    ),
    (
        "Switzerland's ban on new nuclear power stays.",
        "CHE||nuclear power|regulation|in force|asserted",
    ),
    (
        "Chile put tin and zinc on its control list.",
        "CHL||tin|export control|in force|asserted\nCHL||zinc|export control|in force|asserted",
    ),
    (
        "Brazil charges 18% on American ethanol.",
        "BRA|USA|ethanol|tariff|in force|asserted",
    ),
    (
        "Mexico imposed a tariff on steel. Cars from China will pay 50%.",
        "MEX||steel|tariff|in force|asserted\nMEX|CHN|cars|tariff|announced|planned",
    ),
    (
        "Kenya and Peru met over copper. Both countries have banned exports of copper.",
        "KEN,PER||copper|export control|in force|asserted",
    ),
    (
        "Peruvian firms will need a licence to sell tin abroad.",
        "PER||tin|export control|announced|planned",
    ),
    (
        "Peru is in talks with Chile about a copper smelter.",
        "PER|CHL|copper|agreement|proposed|planned",
    ),
    (
        "A law that Chile's parliament passed in May prohibits the mining of uranium.",
        "CHL||uranium|production control|in force|asserted",
    ),
    (
        "Chile put Peru's ships on its sanctions list.",
        "CHL|PER||sanction|in force|asserted",
    ),
    (
        "Brussels is worried about tin. The Commission began an inquiry into tin.",
        "EU||tin|regulation|announced|asserted",
    ),
    (
        "Tin is listed as critical by several nations, including Peru and Chile.",
        "CHL,PER||tin|regulation|in force|asserted",
    ),
    (
        "The drone firm signed a collaboration with the Kenyan government on drones.",
        "KEN||drones|agreement|announced|asserted",
    ),
    (
        "Guinea sells bauxite to China and India. A levy on exports of raw ore was debated.",
        "GIN||bauxite|tariff|proposed|asserted",
    ),
    (
        "Chile mines tin. Beijing added sixteen American firms to its export control list.",
        "CHN|USA||export control|in force|asserted",
    ),
    (
        "India will cut its duty on cars to 10% within a quota of 250,000 vehicles.",
        "IND||cars|tariff|announced|planned",
    ),
    (
        "Greenland has uranium, but uranium mining has been banned there since 2021.",
        "GRL||uranium|production control|in force|asserted",
    ),
    (
        "The White House said that the firm may sell its chips to China.",
        "USA|CHN|semiconductors|export control|ended|asserted",
    ),
    (
        "Peru has a cap on the price of gas.",
        "PER||natural gas|regulation|in force|asserted",
    ),
    (
        "Norway accused Peru of dumping tin and imposed tariffs on it.",
        "NOR||tin|tariff|in force|asserted",
    ),
    (
        "Peru put tariffs on tin. More tariffs will follow.",
        "PER||tin|tariff|in force|asserted\nPER||goods|tariff|announced|planned",
    ),
    (
        "Peru put tariffs on tin. China opened an investigation into Altair.",
        "PER||tin|tariff|in force|asserted\nCHN|||regulation|announced|asserted",
    ),
    (
        "OPEC met in May. Libya keeps to its oil quota.",
        "LBY||oil|production control|in force|asserted",
    ),
    (
        "Peru raised tariffs on tin. Traders expect that Peru will double tariffs on the metals.",
        "PER||tin|tariff|in force|asserted\nPER||tin|tariff|announced|planned",
    ),
    (
        "Beijing has placed tin under export licensing.",
        "CHN||tin|export control|in force|asserted",
    ),
    (
        "Peru put duties on tin. They are lower than the tariffs imposed, then put off, on Chile.",
        "PER||tin|tariff|in force|asserted\nPER|CHL|goods|tariff|in force|asserted",
    ),
    (
        "Peru has tariffs on tin. Lima on Monday raised the tariff rate to 25%.",
        "PER||tin|tariff|in force|asserted\nPER||tin|tariff|in force|asserted",
    ),
    (
        "Mills prepare after President Trump signed proclamations imposing tariffs on steel.",
        "USA||steel|tariff|announced|asserted",
    ),
    (
        "Peru has a 2.5% tariff on cars. Peru's president plans to use tariffs to raise money.",
        "PER||cars|tariff|in force|asserted\nPER||goods|tariff|proposed|planned",
    ),
    (
        "Peru will put a tariff on cars, bringing the total import duty to 25%.",
        "PER||cars|tariff|announced|planned",
    ),
    (
        "Peru announced tariffs on tin. The EU has no notice of the additional tariffs.",
        "PER||tin|tariff|announced|asserted\nPER||tin|tariff||negated",
    ),
    (
        "Peru put tariffs on tea. For years medicines have been exempt from tariffs.",
        "PER||tea|tariff|in force|asserted\nPER||medicines|tariff||negated",
    ),
    (
        "President Trump has signed proclamations to restore the tariff on steel.",
        "USA||steel|tariff|in force|asserted",
    ),
    (
        "Ecuador's oil ministry resumed exports of oil.",
        "ECU||oil|export control|ended|asserted",
    ),
    (
        "Japan curbs imports of oranges. Tokyo says that Japan's quota on beef must stay.",
        "JPN||oranges|import restriction|in force|asserted\nJPN||beef|import restriction|in force|asserted",
    ),
    (
        "Peru will put tariffs on tin, on top of existing duties on the metals.",
        "PER||tin|tariff|announced|planned\nPER||tin|tariff|in force|asserted",
    ),
    ("Steel was among Peru's earliest tariffs.", "PER||steel|tariff|in force|asserted"),
    (
        "Shipping of oil has been disrupted by U.S. sanctions targeting tankers.",
        "USA||oil|sanction|in force|asserted",
    ),
    (
        "Peru raised its tariff on tin, although the new duty won't come into effect until March.",
        "PER||tin|tariff|in force|asserted",
    ),
    (
        "Peru put tariffs on tin. Mills in India called for a safeguard duty.",
        "PER||tin|tariff|in force|asserted",
    ),
    (
        "Peru put tariffs on tin. Peru's tariffs could help mills.",
        "PER||tin|tariff|in force|asserted\nPER||tin|tariff|in force|asserted",
    ),
    ("Trump hinted at the possibility of imposing tariffs on cars.", "USA||cars|tariff|proposed|possible"),
    ("Traders digest Peru's tariff threats.", "PER||goods|tariff|proposed|possible"),
    ("Oil fell as Peru's tariff plan drew fire.", "PER||goods|tariff|proposed|planned"),
    (
        "Traders wait for China's duties on U.S. goods due to take effect on Monday.",
        "CHN|USA|goods|tariff|announced|planned",
    ),
    ("Trump said he will announce tariffs on tin.", "USA||tin|tariff|proposed|planned"),
    ("Traders shrug off Trump's new 25% tariffs on tin.", "USA||tin|tariff|announced|asserted"),
    ("The market lives with postponed U.S. tariffs on oil.", "USA||oil|tariff|ended|asserted"),
    (
        "Steel fell after the U.S. president said that he would impose 25% duties on tin.",
        "USA||tin|tariff|announced|planned",
    ),
    (
        "Canada Puts Up New 25% Tin, Zinc Tariffs",
        "CAN||zinc|tariff|in force|asserted\nCAN||tin|tariff|in force|asserted",
    ),
    (
        "Peru imposed 25% tariffs on tin, zinc imports",
        "PER||tin|tariff|in force|asserted\nPER||zinc|tariff|in force|asserted",
    ),
    ("Peru put tariffs on tin, and zinc prices rose.", "PER||tin|tariff|in force|asserted"),
    ("Shares rose despite fresh tariff threats from Peru.", "PER||goods|tariff|proposed|possible"),
    (
        "When Peru imposed taxes on tin, Chile raised tariffs on 29 products.",
        "PER||tin|tariff|in force|asserted\nCHL||goods|tariff|in force|asserted",
    ),
    (
        "The trigger was Peru talking about reciprocal tariffs along with tea tariffs.",
        "PER||goods|tariff|announced|planned\nPER||tea|tariff|announced|planned",
    ),
]

NOTHING = [
    # what the writer says a state must do
    "Chile must offer incentives for copper.",
    "Peru should ban exports of copper.",
    "In August the Prohibiting Russian Uranium Imports Act went into effect.",
    "Iran will keep its uranium-enrichment programme.",
    "Brazil meets 60% of its fuel requirements at home.",
    "A paper from Oslo explains China's response to the October export controls on tin.",
    "The head of the White House Office of Trade Policy spoke of copper.",
    "Chile has had decades in which to build up networks against sanctions on copper.",
    "Latvia was well prepared for the sanctions.",
    "Lenders in Dubai fear a breach of Russia sanctions.",
    "The talks in Oslo were about Iranian sanctions.",
    "Iran has been subject to sanctions since 1979.",
    "Venezuela has found ways to skirt sanctions.",
    "The European Sanctions and Dirty Money Network of scholars met for dinner in Vienna.",
    "A peace deal between Peru and Chile would push oil down.",
    "As tin fell, Ghana's president signed the order on Friday.",
    "Why should Ghana keep subsidizing Togo?",
    "Ghana cut off aid deliveries by ship to Togo.",
    "Traders shrug off tariffs, and Peru shrugs off duties on tea.",
    "Peru mines tin. The executive order pleased miners.",
    "Vietnam is a prime target for new duties on tea.",
    "Norway kept its outlook, flagging worries about the impact of potential tariffs.",
    "Brussels said that unfair tariffs on European steel will be answered.",
    "Norway sends its tin tariff-free to Chile.",
    "Brazilian crude stockpiles rose last week.",
    "Norway answers the tariffs that other nations impose.",
    "Peru has drawn up countermeasures that could hit copper.",
    "Chips are made in Taiwan. President Trump signed the order on Friday.",
    "Altair signed a loan agreement of $20 million with a bank for its lithium plant.",
    "Altair will seek orphan drug designation from the FDA for its drug.",
    "Altair identified zinc as a critical metal.",
    "The Deforestation Regulation costs importers of cocoa 2 billion euros.",
    "Norway set its quota for lumber.",
    "Exports of tea fell. Britain opened wide areas to exploration.",
    "Norway opened the area to visitors, who like copper roofs.",
    "Togo buys fish. Ghana's regulator raised the farmgate price of cocoa.",
    "The court heard a case on subsidies for Kenyan owners of tea farms in Peru.",
    "Miners in Peru mine tin with several nations, and the tin has been listed as critical by Acme.",
    "The tea firm signed a collaboration with a Kenyan bank.",
    "Brazil's mills pay 18% on ethanol.",
    "Brazil charges 18% interest on steel.",
    "Kenya mines tin. Domestic mills pay 30%.",
    "Kenya, Peru and Chile mine tin. The two countries have announced a levy on tin.",
    "The Cyprus Harbour Act, under consideration by the U.S. Senate, would bring sanctions on shippers of oil.",
    "The firm holds a securities trading license from the government of Malta and uses silver.",
    "Altair focuses on medicines for FDA approval in the U.S.",
    "With strong U.S. government support, Altair aims to mine copper.",
    "The UAE's health policy could embrace cannabis.",
    "Congress, not the president, has the power to impose tariffs on steel, said a judge in the U.S.",
    "Police in China deal with the gold that they have seized as assets.",
    "Analysts in Tokyo hope for talks with China on trade.",
    "Toyota hopes that Japan's trade policies help sales of cars.",
    "President Lula signed a decree that creates a national park.",
    "The U.S. Department of Defense awarded Altair a contract for training services.",
    "Altair signed a supply contract with a Chinese buyer of lithium.",
    "Peru's firms are in talks with Kenya's railway.",
    "Kenya sells tea. Kenya's president signed orders to protect the data of voters.",
    "Kenya sells tea. Kenya launched a programme aimed at preserving lake species.",
    "Chile mines copper. Chile backs a finance scheme for the journalists of the region.",
    "Brokers of copper know the U.S.-Chile joint securities regulations.",
    "The pans of steel meet the FDA's Clean Kitchen Act standards.",
    "Dubai's strategy for electric cars is a year old.",
    "Nobody has told how Peru could put a tariff on steel.",
    "Chile mines copper. Chile keeps to its promises under the climate treaty.",
    "Chile mines copper. Chile has launched a housing fund for its capital.",
    "Chile has a moral duty to mine copper.",
    "Brazil holds 20% of the world's nickel reserves.",
    "South Korea aims to hold 100 days of copper.",
    "Kenya's tea growers benefit from increasing government support.",
    "Peru's miners took over the zinc mine.",
    "Raw tin may soon leave Peru.",
    "The mill will get 20 million euros for its steel from a German bank.",
    "China requires 30,000 tonnes of nickel a year.",
    "Tokyo got the car tariff down to 15%.",
    "Taiwan shut its last nuclear reactor in May.",
    "Peru will pass a border agreement, which would tighten rules on copper.",
    "The tariffs, which Canada calls unjustified, apply to steel.",
    "Canada's miners listed copper as a key metal.",
    "Peru was named as a place of cheap copper.",
    "Exports of antimony now need a licence. Peru and Chile mine it.",
    "Tariffs apply to magnets. Kenya sees magnets entering Peru.",
    "The solar park came under Canada's first Sunny Roof Programme.",
    "Exports of zinc have been halted in Peru.",
    "Canada reacted to the tariffs on steel.",
    "Chile sells more copper because of the sanctions.",
    "Brazil won from the ban on soybean imports.",
    "Vietnam knows the tariff on steel well.",
    "Chile called the tariff on copper unfair.",
    "China sued over the tariff on electric vehicles.",
    "Mexico warned of the ban on steel imports.",
    "Peru talks to countries with which it has no trade agreement on copper.",
    "Japan's steelmakers pay the tariff on steel.",
    "The tariff on Chinese drones will rise to 40%.",
    "The study of lithium was supported by the National Key Programme of Peru (No. 77).",
    "Kenya grows tea. Kenya's restrictions are debated.",
    "Kenya will veto any sanctions on tea.",
    "Peru's proposals include tax packages for copper.",
    "Peru's ministry allowed sales of ethanol all year round.",
    "The savings bank in Peru is considering a $20 million loan for a copper mine.",
    "A choir in Kenya sang songs on tea that cut the tax on boredom.",
    "The miner opened a plant for magnets with $20 million of family money.",
    "Peru mines copper. The government's visa crackdown frightens students in Peru.",
    "Kenya sells tea. Kenya's freeze on school fees was ended.",
    "Peru mines copper under the Vienna treaty on transit.",
    "The start-up plans to file for FDA approval of its medicines.",
    "The ingredients of the medicines comply with U.S. standards.",
    "Maine sells potatoes. The Maine Department of Agriculture fertiliser grant helped.",
    "The candidate of the left in Peru has campaigned on imposing tariffs on steel.",
    "Peru will impose a tariff on steel if elected leaders agree.",
    "The tea is certified by the Kenyan ministry and by the Fair Leaf programme.",
    "Toymaker Hopla North America's programme restores old cars.",
    "OSLO, NORWAY, May 5, 2025 /NewsLine/ -- Fjellplast Co. (FP), a maker of plastics, announced key standards.",
    "Peru's Best Employers Programme honoured a copper smelter.",
    "The exchange trades lithium. It acts in full compliance with U.S. law.",
    "The president of the German football club bought a copper roof.",
    "The chain of garages put limits on the sale of batteries to drivers in Peru.",
    "The lithium miner signed a supply agreement with a Chilean broker.",
    "An appeals court in Texas struck the tariffs down.",
    "Ohio's climate laws and state incentives drew solar makers to the U.S.",
    "The lithium firm, listed in Canada, makes statements within the meaning of the federal securities laws.",
    "If Peru imposed a tariff on copper, would Chile follow?",
    "Importers of steel in the U.S. blame China tariffs.",
    "The Nova Scotia Department of Energy gave the wind park a grant.",
    "Peru's ports are on duty day and night to ship copper.",
    "Kenya grows tea and asks equal rights and duties of its farmers.",
    "Read more: https://news.example/canada-federal-approval-for-nickel and so on.",
    "The Treasury spoke of sanctions on the network that Togo uses to sell tin.",
    "Russia, the main focus of sanctions, sells oil.",
    "Togo has been under sanctions since the war.",
    "Norway held emergency talks with steelmakers.",
    "Norway's duty-free steel quota worries Altair.",
    "Norway's gas output is near its limits.",
    "Norway accused Peru of restricting imports of tin by a licence.",
    "Norway has far too much at stake to think of batteries.",
    "Peru speaks of tariff rates and of non-tariff barriers.",
    "Altair wants advice from the Foreign Investment Review Board on lithium.",
    "Australia stopped an investor from raising its stake in a lithium firm.",
    "Corn fell on global ending stocks released by the U.S. Department of Agriculture.",
    "Peru looks at countries with big surpluses and high tariff rates.",
    "Chinese chipmakers in China buy Dutch and Japanese machines before those countries' export controls take effect.",
    "Peru imports most of its crude requirements.",
    "Peru sells gas to nations with which it doesn't have a free trade agreement.",
    "The Russian and Norwegian presidents agreed to talks to end the war, boosting reconstruction stocks.",
    "Trump and Putin agree to start negotiations toward ending the war, and oil fell.",
    "Gas rose. Trump signs an executive order to rename a gulf.",
    "New Delhi expects ongoing talks on tariffs.",
    "Ecuador was forced to suspend exports of oil after the quake.",
    "Ecuador can resume exports of oil in May.",
    "Once Norway knows that Japan sells at cost it will lift the duties it imposed on Japanese chips.",
    "Japan could not avert the higher tariffs.",
    "Chile signed a sales contract for sugar.",
    "An export tax on tin might get Peru's attention, he says.",
    "Mexico staved off the immediate threat of tariffs.",
    "Peru's miners want lower duties for Peruvian tin, and Peru asks for lower duties for Peruvian exports.",
    "EU countries may seize tankers using international law.",
    "Altair sold more tin with Peru's approval.",
]


@pytest.fixture(scope="module")
def read():
    extractor = Extractor()

    def policies_of(text):
        found = extractor.extract(Document(text, "2025-06-01"))
        return [one for one in found.claims if isinstance(one, Policy)], found.misses

    return policies_of


def line(claim):
    return "|".join(
        (
            ",".join(claim.countries),
            claim.partner,
            claim.commodity,
            claim.policy_type,
            claim.status,
            claim.modality,
        )
    )


@pytest.mark.parametrize("rule", POLICY_RULES, ids=lambda one: one.id)
def test_a_rule_reads_its_example(rule, read):
    found = [one for one in read(rule.example)[0] if one.evidence.rule == rule.id]
    assert len(found) == len(rule.expect)
    for one, expected in zip(found, rule.expect, strict=True):
        slots = one.slots() | {"countries": ",".join(one.countries)}
        for pair in expected.split():
            name, value = pair.split("=")
            assert str(slots[name]) == value.replace("_", " "), name


@pytest.mark.parametrize("rule", POLICY_RULES, ids=lambda one: one.id)
def test_a_rule_reads_nothing_in_its_counterexample(rule, read):
    assert [one.evidence.rule for one in read(rule.counterexample)[0]] == []


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_what_is_read(text, expected, read):
    assert [line(one) for one in read(text)[0]] == expected.splitlines()


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_policy(text, read):
    assert read(text)[0] == []


def test_an_instrument_without_an_actor_is_a_miss_with_a_reason(read):
    claims, misses = read("Bans on loans hold Peru's copper miners back.")
    assert claims == []
    reasons = [one.reason for one in misses if isinstance(one, Miss)]
    assert "no government acts by this instrument" in reasons


def test_every_slot_keeps_its_words(read):
    text = "Washington put a 15% tariff on Peruvian copper."
    claim = read(text)[0][0]
    assert {slot.slot: slot.span.of(text) for slot in claim.evidence.slots} == {
        "countries": "Washington",
        "policy": "15% tariff on Peruvian copper",
        "partner": "Peruvian",
        "commodity": "copper",
    }


def test_each_commodity_is_a_claim(read):
    claims, _ = read("Mexico raised its tariffs on cars, steel and toys.")
    assert {one.commodity for one in claims} >= {"cars", "steel"}


def test_no_noun_is_in_two_families():
    seen = {}
    for one in policies.instruments():
        for noun in one.nouns:
            assert seen.setdefault(noun, one.id) == one.id, noun


@pytest.mark.parametrize("kind", ["copper export quota", "mining plan for copper"])
def test_an_instrument_on_goods_stays_one_beside_another_matter(kind, read):
    claims, _ = read(f"Chile has launched a climate fund. Chile has announced a {kind}.")
    assert [one.commodity for one in claims] == ["copper"]
