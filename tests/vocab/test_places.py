"""Every country and bloc is there, each word stands for one of them, and the well-known traps have a shield."""

import re

import pycountry
import pytest

from pipeline.vocab.places import (
    Place,
    PlaceForm,
    aliases,
    decoys,
    epithet_nouns,
    names,
    places,
    regions,
)

BLOCS = {
    "EU", "G7", "G20", "OPEC", "NATO", "BRICS", "ASEAN", "AFRICA", "EUROPE", "ASIA", "LATAM", "NAMERICA", "WEST",
}  # fmt: skip
WORDS = tuple(alias for alias in aliases() if alias.form is not PlaceForm.DESCRIPTION)
DESCRIPTIONS = {}
for _alias in aliases():
    if _alias.form is PlaceForm.DESCRIPTION:
        DESCRIPTIONS.setdefault(_alias.text, set()).add(_alias.code)

# members of the United Nations whose people have no adjective that news uses
WITHOUT_DEMONYM = {"COG", "DMA", "DOM"}
# what the ISO list has besides members: territories, and places with another standing
NO_MEMBERS = {
    "ABW", "AIA", "ALA", "ASM", "ATA", "ATF", "BES", "BLM", "BVT", "CCK", "COK", "CUW", "CXR", "CYM", "FLK", "GGY",
    "GIB", "GLP", "HMD", "IMN", "IOT", "JEY", "MAF", "MNP", "MSR", "MTQ", "MYT", "NFK", "NIU", "PCN", "PYF", "REU",
    "SGS", "SHN", "SJM", "SPM", "SXM", "TCA", "TKL", "UMI", "VAT", "VGB", "VIR", "WLF",
}  # fmt: skip


def codes(text):
    return {alias.code for alias in WORDS if alias.text == text}


def longest(text):
    """Codes of the words in a text, the longest match first and decoys in play, as a matcher takes them."""
    table = {alias.text: alias.code for alias in WORDS}
    table |= dict.fromkeys(set(decoys()) - table.keys())
    pattern = "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
    return [table[hit[0]] for hit in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text) if table[hit[0]]]


def test_codes_are_iso_countries_and_the_blocs_of_the_claim_model():
    assert {place.code for place in places()} == {one.alpha_3 for one in pycountry.countries} | BLOCS
    assert {place.code for place in places() if place.is_bloc} == BLOCS


def test_every_place_has_a_display_name_that_reads_as_prose():
    assert names().keys() == {place.code for place in places()} | {"FOREIGN"}
    assert [name for name in names().values() if not name or "," in name or "(" in name] == []
    assert names()["COD"] == "DR Congo"
    assert names()["TWN"] == "Taiwan"
    assert names()["CZE"] == "Czechia"
    assert len(set(names().values())) == len(names())


def test_every_member_of_the_united_nations_has_a_demonym():
    lacking = {place.code for place in places() if not place.is_bloc and not place.demonyms}
    assert lacking - NO_MEMBERS == WITHOUT_DEMONYM


def test_no_word_stands_for_two_places():
    by_word = {}
    for alias in WORDS:
        by_word.setdefault(alias.text, set()).add(alias.code)
    assert {word: sorted(found) for word, found in by_word.items() if len(found) > 1} == {}


def test_no_place_lists_a_word_twice_in_one_form():
    for place in places():
        for form, texts in place.forms():
            assert len(set(texts)) == len(texts), (place.code, form)


def test_words_are_trimmed_and_without_possessive():
    bad = [alias.text for alias in aliases() if alias.text != " ".join(alias.text.split()) or alias.text.endswith("'s")]
    assert bad == []


def test_words_match_as_written_and_descriptions_in_any_case():
    assert all(alias.case_sensitive for alias in WORDS)
    assert not any(alias.case_sensitive for alias in aliases() if alias.form is PlaceForm.DESCRIPTION)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("US", "USA"), ("U.S.", "USA"), ("U.S", "USA"), ("America", "USA"), ("Americans", "USA"),
        ("White House", "USA"), ("Pentagon", "USA"), ("USTR", "USA"), ("President Trump", "USA"),
        ("Trump administration", "USA"), ("FDA", "USA"), ("Beijing", "CHN"), ("Zhongnanhai", "CHN"),
        ("Xi Jinping", "CHN"), ("MOFCOM", "CHN"), ("mainland China", "CHN"), ("Brussels", "EU"),
        ("European Commission", "EU"), ("Ursula von der Leyen", "EU"), ("EU", "EU"), ("European", "EUROPE"),
        ("Europe", "EUROPE"), ("Britain", "GBR"), ("U.K.", "GBR"), ("Downing Street", "GBR"), ("Dutch", "NLD"),
        ("Holland", "NLD"), ("Kremlin", "RUS"), ("Korea", "KOR"), ("Pyongyang", "PRK"), ("METI", "JPN"),
        ("Taipei", "TWN"), ("Taiwanese", "TWN"), ("Hong Kong", "HKG"), ("Congo", "COD"), ("Kinshasa", "COD"),
        ("Republic of Congo", "COG"), ("Congo-Brazzaville", "COG"), ("Niger", "NER"), ("Nigerien", "NER"),
        ("Nigerian", "NGA"), ("Guinean", "GIN"), ("Ivorian", "CIV"), ("Emirati", "ARE"), ("Burma", "MMR"),
        ("Türkiye", "TUR"), ("Greenland", "GRL"), ("New Caledonia", "NCL"), ("Western Sahara", "ESH"),
        ("Latin America", "LATAM"), ("South American", "LATAM"), ("North America", "NAMERICA"), ("OPEC+", "OPEC"),
        ("the West", "WEST"), ("Western countries", "WEST"), ("U.S. and its allies", "WEST"), ("NRCan", "CAN"),
        ("CHINA", "CHN"), ("HONG KONG", "HKG"),
    ],
)  # fmt: skip
def test_what_news_calls_a_place(text, code):
    assert codes(text) == {code}


@pytest.mark.parametrize(
    "word", ["us", "turkey", "chad", "china", "jordan", "polish", "west", "Us", "IT", "AM", "MAY", "PM"]
)
def test_common_words_are_no_places(word):
    assert codes(word) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("New Mexico and Mexico", ["MEX"]),
        ("West Virginia, New Jersey and Inner Mongolia", []),
        ("the Washington Post on Washington", ["USA"]),
        ("the South China Sea and China", ["CHN"]),
        ("the South China Morning Post", []),
        ("South Africa, South Sudan and Sudan", ["ZAF", "SSD", "SDN"]),
        ("Papua New Guinea, Equatorial Guinea, Guinea-Bissau and Guinea", ["PNG", "GNQ", "GNB", "GIN"]),
        ("the Democratic Republic of Congo and the Republic of Congo", ["COD", "COG"]),
        ("the Niger Delta of Nigeria", ["NGA"]),
        ("North Korean and South Korean", ["PRK", "KOR"]),
        ("the European Union and European firms", ["EU", "EUROPE"]),
        ("Northern Ireland and Ireland", ["IRL"]),
        ("British Columbia", []),
        ("BRITISH COLUMBIA", []),
        ("Western Australia, Western Digital and the Western Cape", []),
        ("Michael Jordan met Jordan Peterson", []),
        ("Brazil nuts, Panama hats and Brussels sprouts", []),
        ("the Paris Agreement", []),
        ("Canada Nickel, Air Canada and Bank of America", []),
        ("the Trump Organization", []),
        ("Southeast Asia and Asia", ["ASIA"]),
        ("American Samoa", ["ASM"]),
        ("the Indian Ocean", []),
        ("Atlanta, Georgia", []),
    ],
)
def test_longer_phrases_shield_the_places_in_them(text, expected):
    assert longest(text) == expected


def test_every_decoy_hides_a_word_of_a_place():
    words = sorted({alias.text for alias in WORDS}, key=len, reverse=True)
    inside = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)
    assert [decoy for decoy in decoys() if not inside.search(decoy)] == []


def test_no_decoy_is_itself_a_place():
    assert set(decoys()) & {alias.text for alias in WORDS} == set()


@pytest.mark.parametrize("code", ["GEO", "JOR", "TCD", "JEY"])
def test_a_name_shared_with_a_state_or_a_person_is_ambiguous(code):
    place = next(place for place in places() if place.code == code)
    assert place.ambiguous
    assert {alias.weak for alias in WORDS if alias.text == place.name} == {True}


def test_plain_names_are_not_ambiguous():
    assert {place.code for place in places() if place.ambiguous} == {"GEO", "JOR", "TCD", "JEY", "MSR"}


def test_a_weak_word_must_be_a_word_of_the_place():
    with pytest.raises(ValueError, match="weak words that are no word of PER: Limma"):
        Place("PER", capitals=("Lima",), weak=("Limma",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the bloc", "EU"), ("the 27-nation bloc", "EU"), ("the bloc", "ASEAN"),
        ("the Southeast Asian nation", "IDN"), ("the Southeast Asian nation", "VNM"), ("the Andean nation", "CHL"),
        ("the Andean country", "BOL"), ("the central African country", "COD"), ("the West African nation", "GIN"),
        ("the island nation", "JPN"), ("the self-ruled island", "TWN"), ("the kingdom", "SAU"),
        ("the cartel", "OPEC"), ("the world's second-largest economy", "CHN"),
    ],
)  # fmt: skip
def test_descriptions_name_every_place_they_fit(text, code):
    assert code in DESCRIPTIONS[text]


def test_descriptions_do_not_fit_elsewhere():
    assert "CHN" not in DESCRIPTIONS["the Southeast Asian nation"]
    assert "BRA" not in DESCRIPTIONS["the Andean nation"]
    assert "nation" in epithet_nouns()


def test_regions_belong_to_countries_and_are_no_words_for_them():
    assert set(regions().values()) <= {place.code for place in places()}
    assert regions()["Ontario"] == "CAN"
    assert regions()["Xinjiang"] == "CHN"
    assert regions().keys() & {alias.text for alias in WORDS} == {"Georgia", "Dubai"}
