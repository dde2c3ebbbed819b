import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.figures import figure, period


def row(low, bound="exact", *, high=None, type="share", unit="t", stage="mining", year=None, published="2026-01-02"):  # noqa: A002, PLR0913 - as columns are called
    high = low if high is None else high
    ends = {"at_least": (low, None), "at_most": (None, low)}.get(bound, (low, high))
    names = ("share_low", "share_high") if type == "share" else ("value_low", "value_high")
    both = dict.fromkeys(("share_low", "share_high", "value_low", "value_high"))
    return both | dict(zip(names, ends, strict=True)) | {
        "type": type, "bound": bound, "unit": unit, "stage": stage, "year": year, "published": published,
    }  # fmt: skip


def agree(one, other):
    lows, highs = zip(*((figure(each).agree_low, figure(each).agree_high) for each in (one, other)), strict=True)
    return max(-math.inf if low is None else low for low in lows) <= min(
        math.inf if high is None else high for high in highs
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (row(90), row(91), True),
        (row(85, "about"), row(90), True),
        (row(40), row(90), False),
        (row(85), row(90), False),
        (row(1), row(3), False),
        (row(60, high=70, bound="range"), row(69), True),
        (row(60, high=70, bound="range"), row(75), False),
        (row(60, "at_least"), row(95), True),
        (row(60, "at_least"), row(40), False),
        (row(60, "at_most"), row(40), True),
        (row(60, "at_most"), row(90), False),
        (row(60, "at_least"), row(80, "at_least"), True),
        (row(60, "at_most"), row(80, "at_least"), False),
        (row(240_000, type="quantity"), row(250_000, type="quantity"), True),
        (row(215_000, type="quantity"), row(240_000, type="quantity"), False),
        (row(215_000, "about", type="quantity"), row(240_000, type="quantity"), True),
        (row(30, type="goal", unit="percent"), row(31, type="goal", unit="percent"), True),
        (row(30, type="goal", unit="percent"), row(40, type="goal", unit="percent"), False),
    ],
)
def test_figures_agree(one, other, expected):
    assert agree(one, other) is expected
    assert agree(other, one) is expected


@pytest.mark.parametrize("kind", [{"type": "change"}, {"type": "quantity", "stage": "investment"}])
def test_changes_and_investments_are_not_compared(kind):
    found = figure(row(5, **kind))
    assert (found.low, found.agree_low, found.agree_high) == (5, None, None)


def test_ends_that_are_open_or_turned_round():
    assert (figure(row(60, "at_least")).low, figure(row(60, "at_least")).high) == (60, 60)
    assert figure(row(-3, high=-5, type="change")).low == -5
    assert figure(row(None)) is None
    assert figure(row(60, high=70, bound="range")).middle == 65


@given(st.floats(0, 100), st.sampled_from(["exact", "about", "at_least", "at_most"]))
def test_a_figure_agrees_with_itself(value, bound):
    assert agree(row(value, bound), row(value, bound))


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"year": 2024}, ""),
        ({}, "2026"),
        ({"published": ""}, ""),
        ({"type": "goal", "year": 2030}, "2026"),
        ({"type": "policy"}, ""),
        ({"type": "policy", "year": 2026}, ""),
        ({"type": "policy", "year": 2019}, "2019"),
    ],
)
def test_what_is_compared_within_what(claim, expected):
    assert period(row(1, **claim)) == expected
