"""Compare what the extractor reads in corpus/ with the claims expected there, and hold it to its floor.

    python quality/corpus.py [--raise] [--errors]

A claim is right when its type and all key slots are equal and its evidence overlaps the expected quote, as in the
gold's scorer. The floor (precision and recall over the corpus) is in corpus.json beside this file; it is only ever
raised. Exit code 1 when a score is below it.
"""

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.clean import clean
from pipeline.extract import Extractor
from pipeline.types import Article, Origin, Page, Span

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "corpus"
FLOOR = Path(__file__).with_name("corpus.json")
MARGIN = 0.005  # a score may lie this much under its floor

Slots = dict[str, Any]
FIGURES = ("commodity", "stage", "value_low", "value_high", "unit")
KEYS = {
    "share": ("countries", "partner", "commodity", "stage", "share_low", "share_high"),
    "dependency": ("countries", "partner", "commodity"),
    "quantity": ("countries", *FIGURES),
    "change": ("countries", *FIGURES),
    "policy": ("countries", "policy_type", "commodity"),
    "goal": ("countries", "commodity"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """An article of the corpus: its page and the JSON beside it."""

    path: Path
    expected: Slots

    @property
    def name(self) -> str:
        """File name without its ending."""
        return self.path.stem

    def clean(self) -> Article:
        """The article as cleaning hands it on.

        Raises:
            AssertionError: when cleaning drops the page.
        """
        result = clean(Page(self.path.read_bytes(), Origin(source=self.path.name)))
        assert isinstance(result, Article), f"{self.path.name}: {result}"  # noqa: S101 - our own page, never dropped
        return result


def samples(folder: Path = FOLDER) -> tuple[Sample, ...]:
    """All articles of the corpus, by name."""
    pages = (path for path in sorted(folder.iterdir()) if path.suffix in {".html", ".txt"})
    return tuple(Sample(path, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))) for path in pages)


def same(slot: str, one: Any, other: Any) -> bool:  # noqa: ANN401 - slots are read from JSON
    """Whether two values of a key slot say the same thing; numbers within 0.5 percent or 0.1."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return bool(abs(one - other) <= max(0.1, 0.005 * abs(one)))
    if slot == "partner":
        return set(str(one).split("+")) == set(str(other).split("+"))
    if slot == "countries":
        return set(one) == set(other)
    return bool(one == other)


def meets(one: Slots, other: Slots) -> bool:
    """Whether two claims are of one type and read from the same place."""
    return bool(one["type"] == other["type"] and one["span"].overlaps(other["span"]))


def right(expected: Slots, found: Slots) -> bool:
    """Whether the claim found is strictly the expected one."""
    return meets(expected, found) and all(same(s, expected[s], found[s]) for s in KEYS[expected["type"]])


def compare(expected: list[Slots], found: list[Slots]) -> tuple[list[Slots], list[Slots], list[Slots]]:
    """Right, missed and wrong claims of one article. A company's claim is not asked for; it excuses one."""
    left, hits, missed = list(found), [], []
    companies = [one for one in expected if not one["countries"] and one["organization"]]
    for one in expected:
        if one in companies:
            continue
        hit = next((each for each in left if right(one, each)), None)
        if hit is None:
            missed.append(one)
        else:
            left.remove(hit)
            hits.append(one)
    for one in companies:
        excused = next((each for each in left if meets(one, each)), None)
        if excused is not None:
            left.remove(excused)
    return hits, missed, left


def read(sample: Sample, extractor: Extractor) -> tuple[list[Slots], list[Slots]]:
    """The expected and the found claims of one article, each with its `span` in the clean text."""
    article = sample.clean()
    expected = []
    for claim in sample.expected["claims"]:
        start = article.text.find(claim["quote"])
        # a quote that cleaning lost has an empty span, which overlaps nothing
        expected.append(claim | {"span": Span(max(start, 0), start + len(claim["quote"]) if start >= 0 else 0)})
    found = [
        claim.slots() | {"span": claim.evidence.span, "quote": claim.evidence.span.of(article.text)}
        for claim in extractor.extract(article.document).claims
    ]
    return expected, found


def measure(*, errors: bool = False) -> dict[str, dict[str, float]]:
    """Precision and recall by claim type and "overall"; prints what is missed and wrong when asked to."""
    extractor, count = Extractor(), {kind: Counter[str]() for kind in KEYS}
    for sample in samples():
        for what, claims in zip(("right", "missed", "wrong"), compare(*read(sample, extractor)), strict=True):
            for claim in claims:
                count[claim["type"]][what] += 1
                if errors and what != "right":
                    print(f"[{what}] {sample.name} {claim['type']}: {claim['quote']}\n    {brief(claim)}")
    count["overall"] = sum(count.values(), Counter())
    return {kind: rates(row) for kind, row in count.items()}


def brief(claim: Slots) -> str:
    """The key slots in one line."""
    return ", ".join(f"{slot}={claim[slot]}" for slot in KEYS[claim["type"]] if claim[slot] not in (None, "", []))


def rates(row: Counter[str]) -> dict[str, float]:
    """Precision and recall of one row of counts."""
    found, expected = row["right"] + row["wrong"], row["right"] + row["missed"]
    return {
        "precision": row["right"] / found if found else 0.0,
        "recall": row["right"] / expected if expected else 0.0,
    }


def below(scores: dict[str, float], floor: dict[str, float]) -> list[str]:
    """What fell under its floor, a line each."""
    return [
        f"corpus: {name} {scores[name]:.4f} is below its floor {least:.4f}"
        for name, least in floor.items()
        if scores[name] < least - MARGIN
    ]


def read_floor() -> dict[str, float]:
    """The floor: {"precision": p, "recall": r}; empty before the first `--raise`."""
    return json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}


def left_in(text: str, absent: list[str]) -> list[str]:
    """The pieces of page furniture that a clean text still holds; one or two words count only as a whole line."""
    lines = set(text.splitlines())
    return [each for each in absent if (each in text if len(re.findall(r"\w+", each)) > 2 else each in lines)]  # noqa: PLR2004 - the two words of the docstring


def main() -> int:
    """Print the table and hold the floor."""
    parser = argparse.ArgumentParser(description="Compare the claims read in corpus/ with the expected ones.")
    parser.add_argument(
        "--raise", dest="lift", action="store_true", help="write the scores as the new floor where higher"
    )
    parser.add_argument("--errors", action="store_true", help="print what is missed and wrong")
    args = parser.parse_args()
    table, floor = measure(errors=args.errors), read_floor()
    print(f"{'':12}precision  recall")
    for kind, row in table.items():
        print(f"{kind:12}{row['precision']:9.3f}{row['recall']:8.3f}")
    fallen = below(table["overall"], floor)
    if args.lift:
        floor = {name: max(round(score, 4), floor.get(name, 0.0)) for name, score in table["overall"].items()}
        FLOOR.write_text(json.dumps(floor, indent=2) + "\n", encoding="utf-8")
    for line in fallen:
        print(line)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
