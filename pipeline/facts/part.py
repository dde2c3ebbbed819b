"""Which part of its year a figure is of, as far as its sentence says so: a month's exports are no year's.

Words and their kinds stand in parts.toml.
"""

import json
import re
from functools import cache
from pathlib import Path

from pipeline.vocab.loader import load_list

FOLDER = Path(__file__).parent
BEFORE = 48  # characters before the words of the year in which its part may begin


def part(quote: str, start: int, slots: str, published: str) -> str:
    """The part of the year in which a claim's figure counts, "" for all of it or where nothing is said.

    Args:
        quote: the sentence.
        start: where it begins in its text.
        slots: JSON with the place of each slot, as stored with the claim.
        published: the day of the article, by which "last month" is known.
    """
    for each in json.loads(slots):
        first, end = each["start"] - start, each["end"] - start
        if each["slot"] == "year" and 0 <= first < end <= len(quote):
            ends, begins = _patterns()
            found = ends.search(quote, max(0, first - BEFORE), end) or begins.match(quote, end)
            return _told(found["part"], published) if found else ""
    return ""


def _told(words: str, published: str) -> str:
    """The part in one spelling; what is counted from today with the month of the article."""
    told = " ".join(words.casefold().replace("-", " ").split())
    return f"{told} {published[:7]}" if told.split()[0] in {"last", "this", "previous"} else told


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A part that ends with the year or its words, and one that follows the year ("2025's first quarter")."""
    months, marks, orders, numbers, spans, between = (
        "|".join(sorted(map(re.escape, load_list("parts", name, FOLDER)), key=len, reverse=True))
        for name in ("months", "marks", "orders", "numbers", "spans", "between")
    )
    month = rf"(?:{months})\b\.?"
    named = rf"{month}(?:\s?(?:-|–|and|to|through)\s?{month})?(?:\s\d{{1,2}}\b)?"
    counted = (
        rf"(?i:(?:{orders})[\s-](?:(?:{numbers}|\d{{1,2}})[\s-])?(?:{spans})\b|(?:{numbers}|\d{{1,2}})[\s-]months\b)"
    )
    any_part = rf"(?P<part>\b(?:{counted}|{named}|(?:{marks})\b))"
    year = rf"(?:[\s,]+(?i:{between}))*[\s,]*(?:\d{{4}})?"
    return re.compile(rf"{any_part}{year}\Z"), re.compile(rf"(?:['’]s)?,?\s{any_part}")
