"""Finds the stretches of a text whose numbers are no figures: dates, years, labels, links."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.figures.lexicon import any_of, numbers, plain, units
from pipeline.extract.figures.model import Text
from pipeline.vocab import load_table


@dataclass(frozen=True, slots=True)
class Skip:
    """A pattern of numbers that are no figures."""

    id: str
    at: str
    pattern: str
    example: str
    counter: str

    def __post_init__(self) -> None:
        if self.at not in ("word", "mark", "cased"):
            raise ValueError(f"at must be word, mark or cased, not {self.at!r}")


@cache
def skips() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One pattern for the lower-cased text and one for the text as written."""
    ahead = any_of([*(word for word in units().by_word if len(word) > 1), *numbers().magnitudes, "%"])
    records = load_table("numbers", "skip", Skip)
    calendar = plain("calendar")
    month = rf"(?:{any_of(calendar['months'])}|(?:{any_of(calendar['short months'])}|sept)\b\.?)"
    day = any_of(calendar["days"])

    def joined(at: str) -> str:
        patterns = (one.pattern for one in records if one.at == at)
        filled = (
            one.replace("{month}", month).replace("{day}", day).replace("{unit}", rf"[\s-]?{ahead}(?![a-z])")
            for one in patterns
        )
        return "(?:" + "|".join(f"(?:{one})" for one in filled) + ")"

    # the first character decides before any pattern is tried, which keeps the scan fast
    marks = "0-9.#№§'(+\\[ \\t"
    return re.compile(rf"\b(?=[a-z]){joined('word')}|(?=[{marks}]){joined('mark')}"), re.compile(
        rf"\b{joined('cased')}"
    )


def skipped(text: Text) -> list[tuple[int, int]]:
    """The stretches whose numbers are no figures (dates, years, labels), sorted, apart from one another."""
    low, cased = skips()
    spans = sorted([m.span() for m in low.finditer(text.low)] + [m.span() for m in cased.finditer(text.cased)])
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged
