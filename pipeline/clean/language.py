"""Which language a text is in: as far as we need it, English or not."""

import re

from pipeline.clean.rules import words

MIN_WORDS = 30  # fewer say nothing about a language
MIN_SHARE = 0.18  # of English function words; English news has 0.35 to 0.5, other languages below 0.1
SAMPLE = 20_000  # code points looked at
_WORD = re.compile(r"[^\W\d_]+")


def english_share(text: str) -> float | None:
    """The share of English function words among the words of a text; None when it is too short to say."""
    found = _WORD.findall(text[:SAMPLE].lower())
    if len(found) < MIN_WORDS:
        return None
    english = words("english")
    return sum(word in english for word in found) / len(found)


def detect(text: str, declared: str) -> str:
    """The language as two letters, "" when unknown: the text decides on English, the page names the others."""
    share = english_share(text)
    if share is None:
        return declared or ("en" if text.isascii() else "")
    if share >= MIN_SHARE:
        return "en"
    return declared if declared != "en" else ""
