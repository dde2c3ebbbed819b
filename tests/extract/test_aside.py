"""Sentences that an article does not stand by, or that are not what they look like, make no claim but are listed."""

import pytest

from pipeline.extract import Extractor, aside
from pipeline.types import Document
from pipeline.vocab import load_table
from pipeline.vocab.places import names


@pytest.fixture(scope="module")
def extractor():
    return Extractor()


def reasons(extractor, text):
    found = extractor.extract(Document(text, "2025-06-01"))
    return [miss.reason for miss in found.misses], found.claims


@pytest.mark.parametrize("rule", aside.rules(), ids=lambda rule: rule.id)
def test_examples_are_set_aside_and_counterexamples_are_not(extractor, rule):
    for example in rule.examples:
        assert reasons(extractor, example) == ([rule.reason], ())
    for counterexample in rule.counterexamples:
        assert rule.reason not in reasons(extractor, counterexample)[0]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("An earlier version of this article said Peru mines 40% of the world's zinc. Peru mines 14% of it.", 1),
        ("Peru mines 14% of the world's zinc. The report incorrectly said Chile mines 20% of the world's zinc.", 1),
    ],
)
def test_h9_only_the_corrected_figure_is_a_claim(extractor, text, claims):
    found = reasons(extractor, text)[1]
    assert len(found) <= claims
    assert all(claim.share_low == 14 for claim in found)


@pytest.mark.parametrize("letters", load_table("aside", "letters", aside.Letters), ids=lambda one: one.id)
def test_u4_a_name_with_a_foreign_letter_is_no_country_and_is_told(extractor, letters):
    swap = dict(zip(letters.latin, letters.foreign, strict=True))
    tried = 0
    for name in sorted(names().values()):
        place = next((i for i, char in enumerate(name) if char in swap), None)
        if place is None or not name.isascii() or not name.isalpha():
            continue
        forged = f"{name[:place]}{swap[name[place]]}{name[place + 1 :]}"
        misses, claims = reasons(extractor, f"{forged} mines 70% of the world's cobalt.")
        assert claims == ()
        assert misses == [aside.MIXED.format(name)]
        tried += 1
    assert tried > 20


def test_words_in_one_alphabet_are_left_alone(extractor):
    misses, claims = reasons(extractor, "Россия and Κύπρος apart, Peru mines 14% of the world's zinc (Zn, 5 μm).")
    assert [claim.countries for claim in claims] == [("PER",)]
    assert not any("alphabet" in reason for reason in misses)
