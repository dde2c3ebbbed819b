import pytest

from pipeline.extract import Extractor
from pipeline.types import Document


@pytest.mark.parametrize(
    ("text", "modality", "words"),
    [
        ("China plans to ban exports of gallium next year.", "planned", ["plans to"]),
        ("India could impose a tariff of 20% on steel.", "possible", ["could"]),
        ("Australia does not depend on China for lithium.", "negated", ["not"]),
        ("Indonesia produces 60% of the world's nickel.", "asserted", []),
        # the cue is of another clause
        ("Indonesia, which could sell more tin, produces 60% of the world's nickel.", "asserted", []),
    ],
)
def test_a_claim_keeps_the_words_that_it_was_read_so_by(text, modality, words):
    (claim,) = Extractor().extract(Document(text)).claims
    assert claim.modality == modality
    assert [slot.span.of(text) for slot in claim.evidence.slots if slot.slot == "modality"] == words
