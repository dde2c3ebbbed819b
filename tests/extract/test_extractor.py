"""What holds of any text: offsets, order, determinism, bounded time."""

import json
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.extract import Extractor
from pipeline.types import Bound, Claim, Document, Evidence, Miss, Share, Span
from pipeline.vocab.rules import rules

TEXTS = (
    "China mines 70% of the world’s rare earths. It also refines 90% of them, the IEA said.",
    "Indonesia banned exports of nickel ore in 2020.\nThe ban still holds.",
    "Chile (24%) and Peru (10%) mine most of the world's copper.\n\n- Congo: 11%\n- China: 8%",
    "The EU aims to process 40% of its lithium by 2030. Germany relies on China for graphite.",
    "Chilean exports of copper fell by 5% to $40bn in 2024, the ministry said.",
    "Nothing is claimed here.",
)
TELLING = """China China’s Indonesia the U.S. it its country 70% 5.3 million tonnes $40bn half of world's copper nickel
ore exports rare earths mines produces banned imposed tariff on fell rose by to in 2024 from relies aims . , ; ( ) – “ ”
which and who said 😀 é ﬁ İ"""
WORDS = st.sampled_from([*TELLING.split(), "\n", "  "])
SENTENCES = st.lists(WORDS, max_size=40).map(" ".join)
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def extractor():
    return Extractor()


def told(extractor, text):
    """Everything that is said of a text, as plain data."""
    found = extractor.extract(Document(text, "2025-06-01"))
    claims = [[one.id(text), one.slots(), one.evidence] for one in found.claims]
    return [*claims, *found.misses]


def test_the_texts_hold_claims(extractor):
    assert [bool(extractor.extract(Document(text)).claims) for text in TEXTS] == [True] * 5 + [False]


def test_same_text_same_claims_in_any_order(extractor):
    forward = [told(extractor, text) for text in TEXTS]
    backward = [told(Extractor(), text) for text in reversed(TEXTS)][::-1]
    assert forward == backward


def test_same_text_same_claims_in_another_process(extractor):
    code = (
        "import json,sys\n"
        "from pipeline.extract import Extractor\n"
        "from pipeline.types import Document\n"
        "for text in json.load(sys.stdin):\n"
        "    for one in Extractor().extract(Document(text)).claims:\n"
        "        print(one.id(text), one.evidence.rule)\n"
    )
    command = [sys.executable, "-c", code]
    given = json.dumps(TEXTS)
    runs = [
        subprocess.run(command, input=given, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    here = "".join(
        f"{one.id(text)} {one.evidence.rule}\n" for text in TEXTS for one in extractor.extract(Document(text)).claims
    )
    assert [run.stdout for run in runs] == [here, here]


@pytest.mark.parametrize("text", TEXTS)
def test_claims_are_sorted_and_of_known_rules(extractor, text):
    claims = extractor.extract(Document(text)).claims
    known = {rule.id: rule.type for rule in rules()}
    assert all(one.evidence.span <= other.evidence.span for one, other in pairwise(claims))
    assert all(known[one.evidence.rule] == one.type for one in claims)


def check_spans(text, extraction):
    whole = Span(0, len(text))
    for claim in extraction.claims:
        assert whole.contains(claim.evidence.span)
        assert claim.evidence.span.of(text).strip()
        assert all(whole.contains(slot.span) for slot in claim.evidence.slots)
        assert all(slot.span.of(text) for slot in claim.evidence.slots)
    for miss in extraction.misses:
        assert whole.contains(miss.span)
        assert miss.reason


@given(st.text(max_size=300))
@RELAXED
def test_any_text_is_read(text):
    check_spans(text, Extractor().extract(Document(text)))


@given(SENTENCES)
@RELAXED
def test_any_mix_of_telling_words_is_read(text):
    check_spans(text, Extractor().extract(Document(text, "2025-06-01")))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), max_size=30))
@RELAXED
def test_offsets_are_code_points_of_the_text(before):
    sentence = "China mines 70% of the world’s rare earths."
    text = f"{before}\n{sentence}\n{before}"
    (claim,) = [one for one in Extractor().extract(Document(text)).claims if isinstance(one, Share)]
    assert claim.evidence.span.of(text) == sentence
    words = {slot.slot: slot.span.of(text) for slot in claim.evidence.slots}
    assert words["countries"] == "China"
    assert words["share"] == "70%"
    assert words["commodity"] == "rare earths"


ODD = {
    "brackets": "(" * 20_000,
    "brackets after words": "China mines 70% of the tin " + "(" * 20_000,
    "figures": "70% " * 2_000,
    "names": "China, " * 2_000,
    "articles": "the the " * 2_000,
    "lines": "\n" * 20_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_take_bounded_time(extractor, text):
    start = time.monotonic()
    extractor.extract(Document(text))
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("text", ["", " ", "\n\n", "."])
def test_an_empty_document_says_nothing(extractor, text):
    found = extractor.extract(Document(text))
    assert (found.claims, found.misses) == ((), ())


def test_a_sentence_said_twice_is_claimed_at_both_places(extractor):
    text = "China mines 70% of the world's tin. Prices rose. China mines 70% of the world's tin."
    claims = [one for one in extractor.extract(Document(text)).claims if isinstance(one, Share)]
    assert len(claims) == 2
    assert claims[0] == claims[1]
    assert claims[0].id(text) != claims[1].id(text)


def test_a_percentage_without_a_holder_is_recorded_as_missed(extractor):
    found = extractor.extract(Document("China buys cobalt. About 70% of cobalt is a by-product of copper."))
    assert found.claims == ()
    assert [(miss.trigger.of("China buys cobalt. About 70%"), bool(miss.reason)) for miss in found.misses] == [
        ("About 70%", True)
    ]


def test_finders_can_be_chosen():
    def one_of_each(sentence):
        yield Share(evidence=Evidence(sentence.span, "x"), countries=("CHN",), share_low=1.0, bound=Bound.AT_LEAST)
        yield Miss(sentence.span, sentence.span, "why")

    found = Extractor((one_of_each,)).extract(Document("China mines 70% of the world's tin."))
    assert [type(one) for one in found.claims] == [Share]
    assert [isinstance(one, Claim) for one in found.misses] == [False]


def test_the_digest_of_rules_is_stable():
    assert Extractor().rules_digest == Extractor().rules_digest
    assert len(Extractor().rules_digest) == 64
