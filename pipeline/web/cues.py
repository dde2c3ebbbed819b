"""The words of a sentence that say how it is meant: "could", "not", "plans to"; from the cues that extraction knows."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from pipeline.types import Span

PARSED = frozenset({"to"})  # of "plans to" or of "according to": only a parse tells
TOLD = {"negated", "planned", "possible", "condition", "question", "hypothetical"}


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """(pattern, phrase, category) of each cue that is told, longer phrases first."""
    table = tomllib.loads((files("pipeline.vocab") / "context.toml").read_text(encoding="utf-8"))
    found = {phrase: cue["category"] for cue in table["cue"] if cue["category"] in TOLD for phrase in cue["words"]}
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.IGNORECASE), phrase, category)
        for phrase, category in sorted(found.items(), key=lambda one: (-len(one[0]), one[0]))
        if phrase[0].isalpha() and phrase not in PARSED
    )


def beside(text: str, quote: Span, meant: Sequence[Span]) -> tuple[tuple[str, str], ...]:
    """(word as written, what it says) of the cues in a quote, but for those that the claim was read by."""
    used = [(span.start - quote.start, span.end - quote.start) for span in meant]
    return tuple(
        (quote.of(text)[start:end], category)
        for start, end, category in _spans(quote.of(text))
        if not any(first < end and start < last for first, last in used)
    )


def found_in(sentence: str) -> tuple[tuple[str, str], ...]:
    """(word as written, what it says) of each cue in the sentence, in its order; a cue within another is left out."""
    return tuple((sentence[start:end], category) for start, end, category in _spans(sentence))


def _spans(sentence: str) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for pattern, _, category in _phrases():
        for hit in pattern.finditer(sentence):
            if not any(start < hit.end() and hit.start() < end for start, end, _ in spans):
                spans.append((hit.start(), hit.end(), category))
    return sorted(spans)
