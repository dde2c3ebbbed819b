"""What stands in a cell: numbers in plain digits, texts that no spreadsheet runs."""

import re
from decimal import Decimal
from functools import lru_cache

# what makes a spreadsheet run a cell, also in the wide forms that East Asian keyboards give; apostrophes before it
# count, so that each text has a form of its own and `original` finds it again
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_STARTS = frozenset("'=+-@\t\r\n＝＋－＠")  # asked first: nearly no text starts with one
_DISARMED = re.compile("''*[=+\\-@\t\r\n＝＋－＠]")
DIGITS = 12  # significant ones: more than any figure in the news, fewer than show the noise of binary fractions


def number(value: float) -> int | float:
    """A number as the article would write it: 70 rather than 70.0, 33.3 rather than 33.300000000000004."""
    rounded = float(f"{value:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() else rounded


@lru_cache(maxsize=10_000)  # figures, places and years of a table recur
def plain(value: float) -> str:
    """A number in digits, without an exponent."""
    shown = number(value)
    return str(shown) if isinstance(shown, int) else format(Decimal(repr(shown)), "f")


def safe(text: str) -> str:
    """A text that no spreadsheet runs as a formula: one that starts like one gets an apostrophe in front."""
    return f"'{text}" if text[:1] in _STARTS and _FORMULA.match(text) else text


def original(text: str) -> str:
    """The text that `safe` made this of."""
    return text[1:] if _DISARMED.match(text) else text
