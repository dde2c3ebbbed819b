import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.cells import original, plain, safe


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (70.0, "70"),
        (33.3, "33.3"),
        (0.1 + 0.2, "0.3"),
        (1_200_000.0, "1200000"),
        (4.1e13, "41000000000000"),
        (1e22, "10000000000000000000000"),
        (0.00005, "0.00005"),
        (-25.0, "-25"),
        (-0.0, "0"),
        (66.66666666666667, "66.6666666667"),
        (2025, "2025"),
    ],
)
def test_numbers_are_plain(value, shown):
    assert plain(value) == shown


@given(st.floats(-1e15, 1e15))
def test_numbers_read_back_to_twelve_digits(value):
    assert float(plain(value)) == pytest.approx(value, rel=1e-11)
    assert "e" not in plain(value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        *(("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\tx", "'\tx"), ("\nx", "'\nx")),
        *(("＝1", "'＝1"), ("'=1", "''=1"), ("''", "''"), ("'tis", "'tis"), ("1=1", "1=1"), ("", "")),
    ],
)
def test_e1_formulas_are_disarmed(text, shown):
    assert safe(text) == shown


@given(st.text(st.sampled_from("'=+-@\t\r\n＝ab"), max_size=6) | st.text())
def test_e1_what_was_disarmed_is_found_again(text):
    assert original(safe(text)) == text
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


DOCUMENT = Path(__file__).parents[2] / "docs" / "export.md"


@given(st.text(st.sampled_from("'=+-@\t\r\n＝ab"), max_size=6))
def test_e1_the_way_back_in_the_document_is_right(text):
    line = next(line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("original = "))
    found = {"re": re, "text": safe(text)}
    exec(line, found)  # noqa: S102 - our own document
    assert found["original"] == text


@given(st.text(st.sampled_from("'=a"), max_size=5), st.text(st.sampled_from("'=a"), max_size=5))
def test_no_two_texts_are_disarmed_to_one(one, other):
    assert (safe(one) == safe(other)) == (one == other)
