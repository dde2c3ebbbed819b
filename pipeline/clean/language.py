"""Which language a text is in: as far as we need it, English or not."""

import re

from pipeline.clean.rules import words

MIN_WORDS = 30  # fewer say nothing about a language
# share of English function words from which a text is English: other languages were seen to have up to 0.096, English
# market tables and lists down to 0.1, prose 0.35 to 0.5; a page that says it is English needs less
MIN_SHARE = 0.11
MIN_DECLARED = 0.05
UNKNOWN = "und"  # ISO 639 for undetermined
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
    """The language as two letters, "und" when it is not English and the page doesn't say, "" for a few words."""
    share = english_share(text)
    if share is None:
        return declared or ("en" if text.isascii() else "")
    if share >= (MIN_DECLARED if declared == "en" else MIN_SHARE):
        return "en"
    return declared if declared not in {"", "en"} else UNKNOWN
