import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review import rates
from pipeline.review.verdicts import Answer, ErrorClass, Reviews, Verdict
from pipeline.store.read import reading


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    # from the published tables of the interval
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (5, 10, 0.237, 0.763), (81, 263, 0.255, 0.366)],
)
def test_wilson(right, judged, low, high):
    assert rates.wilson(right, judged) == pytest.approx((low, high), abs=0.001)


@given(st.integers(1, 500).flatmap(lambda judged: st.tuples(st.integers(0, judged), st.just(judged))))
def test_the_interval_holds_the_share_and_shrinks_with_more(counts):
    right, judged = counts
    low, high = rates.wilson(right, judged)
    assert 0 <= low <= right / judged + 1e-12
    assert right / judged - 1e-12 <= high <= 1
    narrow = rates.wilson(10 * right, 10 * judged)
    assert narrow[1] - narrow[0] < high - low


def test_each_rule_is_rated_by_what_stands(path, claims):
    with Reviews(path) as reviews:
        reviews.give(Verdict(claims[0], Answer.RIGHT, "ann"))
        reviews.give(Verdict(claims[1], Answer.WRONG, "ann", ErrorClass.FIGURE))
        reviews.give(Verdict(claims[1], Answer.WRONG, "bob", ErrorClass.FIGURE))
        reviews.give(Verdict(claims[2], Answer.CORRECTED, "ann", slots={"commodity": "permanent magnets"}))
        with reading(path) as connection:
            (found,) = rates.rates(connection)
        with reviews.transaction() as connection:
            rates.store(connection, [found])
        reviews.give(Verdict(claims[2], Answer.RIGHT, "bob"))  # now disputed, and so not counted
        with reading(path) as connection:
            (later,) = rates.rates(connection)
            assert [tuple(row) for row in connection.execute("SELECT * FROM rule_rates")] == [("share.of", 3, 1)]
        with reviews.transaction() as connection:
            rates.store(connection, [later])
    assert found == rates.Rate("share.of", 3, 3, 1)
    assert found.errors == {"figure": 1, "corrected": 1}
    assert (later.judged, later.right) == (2, 1)
    with reading(path) as connection:
        assert [tuple(row) for row in connection.execute("SELECT * FROM rule_rates")] == [("share.of", 2, 1)]
