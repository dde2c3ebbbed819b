import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.confidence import COUNTED, MOST, confidence

PRECISION = st.floats(0, 0.99)
SEVERAL = st.lists(PRECISION, max_size=25)


@pytest.mark.parametrize(
    ("precisions", "expected"),
    [([], 0.0), ([0.76], 0.76), ([0.76, 0.76], 0.882), ([0.5, 0.9], 0.929), ([0.99] * 10, MOST)],
)
def test_some_values(precisions, expected):
    assert confidence(precisions) == expected


def test_a_contradiction_halves_it():
    assert confidence([0.76], contradicted=True) == 0.38


@given(SEVERAL, PRECISION)
def test_no_origin_lowers_it(precisions, further):
    assert confidence([*precisions, further]) >= confidence(precisions)


@given(SEVERAL, PRECISION, st.floats(0, 0.5))
def test_no_better_rule_lowers_it(precisions, one, more):
    assert confidence([*precisions, min(one + more, 0.99)]) >= confidence([*precisions, one])


@given(SEVERAL)
def test_a_contradiction_never_raises_it_and_order_doesnt_matter(precisions):
    assert confidence(precisions, contradicted=True) <= confidence(precisions) < 1
    assert confidence(reversed(precisions)) == confidence(precisions)


def test_a_seventeenth_origin_adds_nothing_and_the_second_less_than_the_first():
    assert confidence([0.1] * (COUNTED + 1)) == confidence([0.1] * COUNTED)
    assert confidence([0.5, 0.5]) - confidence([0.5]) < confidence([0.5])
