"""The names of the claim model are all there, each strong term stands for one commodity, and idioms have a shield."""

import re

import pytest

from pipeline.vocab.commodities import Commodity, Kind, commodities, decoys, name_words

MODEL = (
    "rare earths", "permanent magnets", "lithium", "cobalt", "nickel", "graphite", "gallium", "germanium", "antimony",
    "tungsten", "copper", "manganese", "uranium", "platinum group metals", "aluminium", "steel", "iron ore",
    "polysilicon", "silicon", "tin", "titanium", "magnesium", "zinc", "gold", "silver", "bauxite", "phosphate",
    "critical minerals", "raw materials", "semiconductors", "batteries", "electric vehicles", "solar panels",
    "wind turbines", "oil", "natural gas", "lng", "coal", "hydrogen", "wheat", "rice", "soybeans", "corn", "coffee",
    "cocoa", "palm oil", "fertiliser", "medicines", "artificial intelligence", "quantum computing", "biotechnology",
    "5g", "ships", "cars", "chipmaking equipment", "electricity", "nuclear power", "solar power", "wind power",
    "ethanol", "chemicals", "energy", "machinery", "drones", "robots", "phones", "weapons", "food", "grain", "tea",
    "sugar", "rubber", "olive oil", "beef", "garments", "tantalum", "niobium", "helium", "goods",
)  # fmt: skip
BY_NAME = {one.name: one for one in commodities()}
STRONG = {}
for _one in commodities():
    for _term in (*_one.terms, *_one.case_sensitive_terms):
        STRONG.setdefault(_term, set()).add(_one.name)
WEAK = {term: one.name for one in commodities() for term in one.weak_terms}


def longest(text):
    """Names of the strong terms in a text, the longest match first and decoys in play, as a matcher takes them."""
    table = {term: next(iter(found)) for term, found in STRONG.items() if term == term.lower()}
    table |= dict.fromkeys(set(decoys()) - table.keys())
    pattern = "|".join(re.escape(term) for term in sorted(table, key=len, reverse=True))
    return [table[hit[0]] for hit in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text.lower()) if table[hit[0]]]


@pytest.mark.parametrize("name", MODEL)
def test_the_names_of_the_claim_model_are_there(name):
    assert name in BY_NAME


def test_no_strong_term_stands_for_two_commodities():
    assert {term: sorted(found) for term, found in STRONG.items() if len(found) > 1} == {}


def test_a_weak_term_is_nowhere_strong():
    assert WEAK.keys() & STRONG.keys() == set()


def test_case_sensitive_terms_hold_a_capital_and_the_others_none():
    for one in commodities():
        assert [term for term in one.case_sensitive_terms if term == term.lower()] == []
        assert [term for term in one.terms if term != term.lower()] == []


def test_terms_are_trimmed():
    assert [term for term in (*STRONG, *WEAK, *decoys()) if term != " ".join(term.split())] == []


def test_identifiers_have_their_form():
    for one in commodities():
        assert all(re.fullmatch(r"\d\d(\d\d(\.\d\d)?)?", heading) for heading in one.hs), one.name
        assert re.fullmatch(r"(Q\d+)?", one.wikidata), one.name
    known = [one.wikidata for one in commodities() if one.wikidata]
    assert len(set(known)) == len(known)


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("rare-earth elements", "rare earths"), ("neodymium", "rare earths"), ("REEs", "rare earths"),
        ("NdFeB", "permanent magnets"), ("chip", "semiconductors"), ("chips", "semiconductors"),
        ("memory chips", "semiconductors"), ("chipmakers", "semiconductors"), ("EVs", "electric vehicles"),
        ("electric cars", "electric vehicles"), ("battery-powered cars", "electric vehicles"),
        ("cathodes", "batteries"), ("solar cells", "solar panels"), ("solar energy", "solar power"),
        ("aluminum", "aluminium"), ("fertilizer", "fertiliser"), ("potash", "fertiliser"), ("gasoline", "petrol"),
        ("jet fuel", "aviation fuel"), ("spodumene", "lithium"), ("yellowcake", "uranium"),
        ("palladium", "platinum group metals"), ("PGMs", "platinum group metals"), ("coltan", "tantalum"),
        ("chromite", "chrome"), ("liquefied natural gas", "lng"), ("gas", "natural gas"), ("maize", "corn"),
        ("canola", "canola"), ("softwood lumber", "lumber"), ("pharmaceuticals", "medicines"), ("vehicles", "cars"),
        ("data centers", "data centres"), ("AI", "artificial intelligence"), ("lead ore", "lead"),
        ("cognac", "brandy"), ("renewables", "energy"), ("critical raw materials", "critical minerals"),
        ("unmanned aerial vehicles", "drones"), ("smartphones", "phones"), ("tires", "tyres"),
        ("car parts", "auto parts"), ("cotton", "cotton"), ("electrolyzers", "electrolysers"),
    ],
)  # fmt: skip
def test_what_news_calls_a_commodity(term, name):
    assert STRONG[term] == {name}


@pytest.mark.parametrize(
    "term", ["lead", "dates", "salt", "space", "apple", "orange", "pen", "mine", "product", "mercury"]
)
def test_words_that_mostly_mean_something_else_are_no_terms(term):
    assert term not in STRONG
    assert term not in WEAK


@pytest.mark.parametrize(
    "term", ["power", "metal", "ore", "energy", "food", "goods", "imports", "panels", "cells", "arms", "solar"]
)
def test_vague_words_are_weak(term):
    assert term in WEAK


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a gold medal made of gold", ["gold"]),
        ("an oil painting and crude oil", ["oil"]),
        ("palm oil, olive oil and oil", ["palm oil", "olive oil", "oil"]),
        ("blue-chip stocks and potato chips", []),
        ("greenhouse gas and natural gas", ["natural gas"]),
        ("rice university grows rice", ["rice"]),
        ("iron ore and steel", ["iron ore", "steel"]),
        ("rare earth magnets from rare earths", ["permanent magnets", "rare earths"]),
        ("electric vehicle batteries for electric vehicles", ["batteries", "electric vehicles"]),
        ("chipmaking equipment for chips", ["chipmaking equipment", "semiconductors"]),
        ("a tea party without tea", ["tea"]),
        ("the silver lining of silver", ["silver"]),
        ("diamond drilling for copper", ["copper"]),
        ("a coffee shop", []),
        ("an arms race with weapons", ["weapons"]),
        ("wind turbines and wind farms", ["wind turbines", "wind power"]),
    ],
)
def test_longer_phrases_shield_the_terms_in_them(text, expected):
    assert longest(text) == expected


def test_every_decoy_hides_a_term():
    words = sorted({term.lower() for term in (*STRONG, *WEAK)}, key=len, reverse=True)
    inside = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")
    assert [decoy for decoy in decoys() if not inside.search(decoy)] == []
    assert set(decoys()) & set(STRONG) == set()
    assert [decoy for decoy in decoys() if decoy != decoy.lower()] == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("permanent magnets", Kind.COMPONENT), ("semiconductors", Kind.COMPONENT), ("cars", Kind.FINISHED),
        ("ships", Kind.FINISHED), ("medicines", Kind.FINISHED), ("steel", Kind.MATERIAL), ("ammonia", Kind.MATERIAL),
        ("ferrochrome", Kind.MATERIAL), ("oil", Kind.ENERGY), ("coffee", Kind.FOOD),
        ("quantum computing", Kind.TECHNOLOGY), ("goods", Kind.CLASS),
    ],
)  # fmt: skip
def test_kinds_follow_the_ruling_on_production_words(name, kind):
    assert BY_NAME[name].kind is kind


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"terms": ("Tin",)}, "'Tin' must be lower-case"),
        ({"terms": ("tin", "tin")}, "'tin' stands twice in 'tin'"),
        ({"terms": ("tin",), "weak_terms": ("tin",)}, "'tin' stands twice in 'tin'"),
        ({}, "'tin' has no terms"),
    ],
)
def test_a_commodity_checks_itself(fields, message):
    with pytest.raises(ValueError, match=message):
        Commodity("tin", Kind.MATERIAL, **fields)


def test_name_words_are_words():
    assert "Corp." in name_words()
    assert all(word.strip() == word and " " not in word for word in name_words())
