"""How much of the annotated gold the vocabulary knows: a floor, so that a change that loses words is seen."""

import json
import re

import pytest

from pipeline.vocab import commodities, places

FLOORS = {"dev.jsonl": (0.99, 0.98), "real.jsonl": (0.98, 0.97)}


def finder(phrases):
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) + r")(?!\w)")


def found(pattern, text, owners):
    return {name for hit in pattern.finditer(text) for name in owners.get(hit[0], ())}


@pytest.fixture(scope="module")
def place_words():
    owners = {}
    for alias in places.aliases():
        owners.setdefault(alias.text, set()).add(alias.code)
    return finder({*owners, *places.decoys()}), owners


@pytest.fixture(scope="module")
def good_words():
    owners = {}
    for one in commodities.commodities():
        for term in (*one.terms, *one.case_sensitive_terms, *one.weak_terms):
            owners.setdefault(term.lower(), set()).add(one.name)
    return finder({*owners, *commodities.decoys()}), owners


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_passages_hold_a_word_for_the_places_and_commodities_of_their_claims(shared, name, place_words, good_words):
    seen = {"places": [], "goods": []}
    with (shared / "gold" / name).open(encoding="utf-8") as lines:
        for passage in map(json.loads, lines):
            text = passage["text"].replace("’", "'")
            here, goods = found(place_words[0], text, place_words[1]), found(good_words[0], text.lower(), good_words[1])
            for claim in passage["claims"]:
                partners = [one for one in claim.get("partner", "").split("+") if one not in {"", "FOREIGN"}]
                seen["places"] += [code in here for code in (*claim["countries"], *partners)]
                seen["goods"] += [claim["commodity"] in goods] if claim["commodity"] else []
    shares = tuple(sum(hits) / len(hits) for hits in seen.values())
    assert all(share >= floor for share, floor in zip(shares, FLOORS[name], strict=True))
