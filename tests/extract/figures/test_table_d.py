"""Group D of the table of faults: numbers that mislead. Each test is named after its row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.figures import figures


def read(text):
    return [(one.low, one.high, one.unit) for one in figures(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("It shipped 1.234 tonnes.", [(1.234, 1.234, "")], id="a point or a group of thousands"),
        pytest.param("It sold 12.500 vehicles.", [(12.5, 12.5, "")], id="the same, counted"),
        pytest.param("It shipped 1,234 tonnes.", [(1234, 1234, "t")], id="an English group"),
        pytest.param("It shipped 1.234.567 tonnes.", [(1234567, 1234567, "t")], id="two groups are thousands"),
        pytest.param("It shipped 1.234 million tonnes.", [(1234000, 1234000, "t")], id="a magnitude settles it"),
        pytest.param("It rose by 1.234 percent.", [(1.234, 1.234, "percent")], id="a percentage is no thousand"),
        pytest.param("It costs $1.234 a litre.", [(1.234, 1.234, "usd/l")], id="nor a price"),
        pytest.param("It shipped 0.234 tonnes.", [(0.234, 0.234, "t")], id="a nought settles it"),
        pytest.param("Output changed \u22125.2%.", [(5.2, 5.2, "percent")], id="a true minus"),
        pytest.param("It gained 5.2 percentage points.", [(5.2, 5.2, "pp")], id="points are no percent"),
    ],
)
def test_d1_separators_signs_and_units(text, found):
    assert read(text) == found


def test_d1_a_true_minus_is_a_fall():
    (figure,) = figures("Output changed \u22125.2%.")
    assert figure.direction == "down"


@settings(deadline=None)
@given(st.text(st.characters(categories=["Nd", "No", "Nl"]), min_size=1, max_size=12))
def test_d2_digits_of_other_scripts_never_raise_and_are_never_read_as_ours(digits):
    foreign = not any(char.isascii() for char in digits)
    found = [one for one in figures(f"It has {digits}% of it.") if one.unit == "percent"]
    assert not foreign or all(one.number.end - one.number.start <= 2 for one in found)  # ½ and the like alone


@pytest.mark.parametrize("number", ["9" * 5000, "1e999", "NaN", "9" * 31, "inf"])
def test_d3_what_no_number_can_hold_is_no_figure(number):
    assert [one for one in figures(f"It made {number} tonnes.") if one.unit == "t"] == []
