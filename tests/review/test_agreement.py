import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.agreement import agreements, kappa
from pipeline.review.verdicts import Answer, ErrorClass, Reviews, Verdict
from pipeline.store.read import reading

R, W, U = "right", "wrong", "unsure"
PAIRS = st.lists(st.tuples(st.sampled_from([R, W, U]), st.sampled_from([R, W, U])), min_size=1)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(R, R), (W, W)], 1.0),
        ([(R, W), (W, R)], -1.0),
        ([(R, R), (R, W), (W, R), (W, W)], 0.0),
        # the textbook table: 20 and 15 alike of 50, 5 and 10 apart
        ([(R, R)] * 20 + [(R, W)] * 5 + [(W, R)] * 10 + [(W, W)] * 15, 0.4),
        ([(R, R)] * 5, None),
    ],
)
def test_kappa(pairs, expected):
    assert kappa(pairs) == (None if expected is None else pytest.approx(expected))


@given(PAIRS)
def test_kappa_is_the_same_from_both_sides_and_at_most_one(pairs):
    found, turned = kappa(pairs), kappa([pair[::-1] for pair in pairs])
    assert (found is None) == (turned is None)
    if found is not None:
        assert found == pytest.approx(turned)
        assert -1 - 1e-9 <= found <= 1 + 1e-9


def test_reviewers_are_compared_by_their_last_words_on_what_both_judged(path, claims):
    with Reviews(path) as reviews:
        for claim in claims:
            reviews.give(Verdict(claim, Answer.RIGHT, "ann"))
        reviews.give(Verdict(claims[0], Answer.UNSURE, "bob"))
        reviews.give(Verdict(claims[0], Answer.RIGHT, "bob"))
        reviews.give(Verdict(claims[1], Answer.WRONG, "bob", ErrorClass.FIGURE))
        reviews.give(Verdict(claims[2], Answer.RIGHT, "eve"))
        reviews.give(Verdict(claims[2], Answer.WITHDRAWN, "eve"))
    with reading(path) as connection:
        (found,) = agreements(connection)
    assert (found.one, found.two, found.claims, found.agreed) == ("ann", "bob", 2, 1)
    assert str(found) == "ann and bob: 1 of 2 alike (50 %), kappa 0.00"
