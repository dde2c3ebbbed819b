"""What normalised text holds, whatever came in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import normalise

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\u00a0b\u2009c\u202fd\u3000e\tf", "a b c d e f"),
        ("rare\u00adearths", "rareearths"),
        ("zero\u200bwidth\u2060s\ufeff", "zerowidths"),
        ("cafe\u0301", "café"),
        ("\u2066isolated\u2069 \u200ftext", "isolated text"),
        ("\u202e000,07\u202c tonnes", "70,000 tonnes"),
        ("a\ud800b", "a\ufffdb"),
        ("a\0b", "ab"),
        ("a\uffffb", "a\ufffdb"),
        ("  many   spaces  ", "many spaces"),
        ("70\U000e0031 percent", "70 percent"),
        ("−5 °C – “so” …", "−5 °C – “so” …"),
    ],
)
def test_a_line_is_what_a_reader_sees(raw, text):
    assert normalise.line(raw) == text


@given(ANYTHING)
def test_a_line_is_clean_whatever_came_in(raw):
    found = normalise.line(raw)
    assert normalise.line(found) == found
    assert unicodedata.is_normalized("NFC", found)
    assert found == found.strip()
    assert len(found.splitlines()) <= 1
    found.encode()
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in found)


@given(ANYTHING)
def test_line_ends_are_newlines(raw):
    found = normalise.characters(raw)
    assert found.splitlines() == found.split("\n")[: len(found.splitlines())]
    assert "\r" not in found
