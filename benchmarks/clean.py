"""The cleaner beside ready-made extractors, on the same real pages in one run, and what each of its rules gains.

    python benchmarks/clean.py [PAGES] [--floor quality/clean.json] [--no-others] [--rules] [--sites]

PAGES is a folder with gold.json and html/ as in ../shared/pages/dev. Prints Markdown. Extractors that are not installed
are left out. Each page is cleaned twice by each extractor and the faster CPU time counts.
"""

import argparse
import gzip
import importlib
import json
import logging
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

from pipeline.clean import apply, clean
from pipeline.clean.lines import Line
from pipeline.clean.rules import Input, Rule, table
from pipeline.types import Article, Origin, Page, Removed

PAGES = Path(__file__).resolve().parents[2] / "shared" / "pages" / "dev"
RUN = 4  # words in a row that are counted
Bag = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and the text its gold gives it."""

    name: str
    site: str
    html: bytes
    paragraphs: tuple[str, ...]
    optional: frozenset[int]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of one page."""

    precision: float
    recall: float

    @property
    def exact(self) -> bool:
        """Whether the text is the gold's, word for word."""
        return min(self.precision, self.recall) > 0.9999  # noqa: PLR2004 - one, but for rounding


def bag(text: str) -> Bag:
    """All runs of four words of a text."""
    words = re.findall(r"\w+", text)
    if len(words) < RUN:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[start:] for start in range(RUN)), strict=False))


def judge(sample: Sample, text: str) -> Score:
    """A text against the gold; an optional paragraph counts only where half of it was predicted."""
    predicted = bag(text)
    kept = []
    for index, paragraph in enumerate(sample.paragraphs):
        runs = bag(paragraph)
        if index not in sample.optional or 2 * (runs & predicted).total() >= runs.total():
            kept.append(paragraph)
    gold = bag("\n".join(kept))
    shared = (predicted & gold).total()
    return Score(shared / max(1, predicted.total()), shared / max(1, gold.total()))


def f1(scores: list[Score]) -> tuple[float, float, float]:
    """F1 of the mean precision and mean recall, and the two."""
    precision = statistics.fmean(score.precision for score in scores)
    recall = statistics.fmean(score.recall for score in scores)
    return 2 * precision * recall / (precision + recall), precision, recall


def load(folder: Path) -> list[Sample]:
    """The English news pages of a folder."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return [
        Sample(
            name,
            entry["site"],
            gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()),
            tuple(entry["paragraphs"]),
            frozenset(entry.get("optional", ())),
        )
        for name, entry in gold.items()
        if entry["genre"] == "news" and entry.get("lang") == "en"
    ]


def ours(html: bytes) -> str:
    """The text of our own cleaner."""
    found = clean(Page(html, Origin("page.html")))
    return found.text if isinstance(found, Article) else ""


def others() -> dict[str, Callable[[bytes], str]]:
    """The extractors that are installed, by name."""
    found: dict[str, Callable[[bytes], str]] = {}

    def add(name: str, module: str, build: Callable[[Any], Callable[[bytes], str]]) -> None:
        try:
            found[name] = build(importlib.import_module(module))
        except ImportError:
            return

    def trafilatura(**options: bool) -> Callable[[Any], Callable[[bytes], str]]:
        return lambda module: lambda html: module.extract(html, **options) or ""

    def bare(module: Any) -> Callable[[bytes], str]:  # noqa: ANN401 - a module
        def extract(html: bytes) -> str:
            document = module.bare_extraction(html, include_comments=False, with_metadata=True)
            return document.text if document else ""

        return extract

    def text_of(module: Any, html: str) -> str:  # noqa: ANN401 - a module
        return " ".join(module.fromstring(html).itertext()) if html.strip() else ""

    add("trafilatura, as it comes", "trafilatura", trafilatura())
    add("trafilatura, no comments", "trafilatura", trafilatura(include_comments=False))
    add("trafilatura, no comments, precision", "trafilatura", trafilatura(include_comments=False, favor_precision=True))
    add("trafilatura, no comments, fast", "trafilatura", trafilatura(include_comments=False, fast=True))
    add("trafilatura, bare with metadata", "trafilatura", bare)
    add(
        "resiliparse",
        "resiliparse.extract.html2text",
        lambda module: (
            lambda html: module.extract_plain_text(html.decode("utf-8", "replace"), main_content=True, alt_texts=False)
        ),
    )
    add(
        "readability-lxml",
        "readability",
        lambda module: (
            lambda html: text_of(
                importlib.import_module("lxml.html"), module.Document(html.decode("utf-8", "replace")).summary()
            )
        ),
    )
    add("newspaper4k", "newspaper", lambda module: lambda html: _newspaper(module, html))
    add(
        "goose3",
        "goose3",
        lambda module: lambda html: module.Goose().extract(raw_html=html.decode("utf-8", "replace")).cleaned_text,
    )
    add(
        "jusText",
        "justext",
        lambda module: (
            lambda html: "\n".join(
                one.text for one in module.justext(html, module.get_stoplist("English")) if not one.is_boilerplate
            )
        ),
    )
    return found


def _newspaper(module: Any, html: bytes) -> str:  # noqa: ANN401 - a module
    article = module.Article("https://example.org/")
    article.download(input_html=html.decode("utf-8", "replace"))
    article.parse()
    return str(article.text)


def run(samples: list[Sample], extract: Callable[[bytes], str]) -> tuple[list[Score], float]:
    """Scores of all pages, and the median CPU milliseconds a page."""
    scores, spent = [], []
    for sample in samples:
        best = float("inf")
        text = ""
        for _ in range(2):
            start = time.process_time()
            try:
                text = extract(sample.html)
            except Exception:  # noqa: BLE001 - another extractor may fail in any way; it then has no text
                text = ""
            best = min(best, time.process_time() - start)
        scores.append(judge(sample, text))
        spent.append(best * 1000)
    return scores, statistics.median(spent)


def compare(samples: list[Sample], *, with_others: bool) -> dict[str, float]:
    """Print the table of extractors; our own figures come back."""
    print(f"{len(samples)} English news pages of {len({sample.site for sample in samples})} sites\n")
    print("| extractor | F1 | P | R | exact | CPU ms |\n|---|---|---|---|---|---|")
    mine: dict[str, float] = {}
    for name, extract in {"claimtable": ours, **(others() if with_others else {})}.items():
        scores, spent = run(samples, extract)
        mean, precision, recall = f1(scores)
        exact = sum(score.exact for score in scores)
        print(f"| {name} | {mean:.4f} | {precision:.4f} | {recall:.4f} | {exact} | {spent:.1f} |", flush=True)
        if name == "claimtable":
            mine = {"f1": mean, "precision": precision, "recall": recall, "exact": exact}
    return mine


def by_rule(samples: list[Sample]) -> None:
    """What each rule gains: overall, on how many sites it gains or costs, and without the site it gains most on.

    A rule that gains on one site only was fitted to it: its last column is nothing.
    """
    gains: dict[str, dict[str, list[float]]] = {}
    taken: Counter[str] = Counter()
    for sample in samples:
        found = clean(Page(sample.html, Origin("page.html")))
        if not isinstance(found, Article):
            continue
        score = judge(sample, found.text)
        for rule in {piece.rule for piece in found.removed}:
            back = [piece.text for piece in found.removed if piece.rule == rule]
            taken[rule] += len(back)
            # the pieces go to the end: their place costs at most three runs each, with and without the rule
            without = judge(sample, "\n".join([found.text, *back]))
            change = (score.precision + score.recall - without.precision - without.recall) / 2
            gains.setdefault(rule, {}).setdefault(sample.site, []).append(change)
    count = len(samples)
    print(
        "\n| rule | lines | sites better | sites worse | gain | gain without its best site |\n|---|---|---|---|---|---|"
    )
    rows = []
    for rule, sites in gains.items():
        totals = [sum(changes) for changes in sites.values()]
        best = max(totals)
        better, worse = (sum(total > 0.001 for total in totals), sum(total < -0.001 for total in totals))  # noqa: PLR2004 - noise
        rows.append((sum(totals) / count, rule, taken[rule], better, worse, (sum(totals) - best) / count))
    for gain, rule, lines, better, worse, rest in sorted(rows, reverse=True):
        print(f"| {rule} | {lines} | {better} | {worse} | {gain:+.4f} | {rest:+.4f} |")


def used(sample: Sample) -> set[str]:
    """The patterns and box names by which lines of a page were taken out."""
    seen: set[str] = set()
    rules, real = {rule.id: rule for rule in table()}, apply.rules

    def watched(found: list[Line], page: Input, titles: tuple[str, ...]) -> tuple[list[Line], list[Removed]]:
        kept, removed = real(found, page, titles)
        for piece in removed:
            for line in found:
                if line.text == piece.text and (rule := rules.get(piece.rule)) and rule.fires(line):
                    seen.update(one for one in rule.patterns if replace(rule, patterns=(one,)).fires(line))
                    seen.update(one for one in rule.boxes if replace(rule, boxes=(one,)).fires(line))
        return kept, removed

    with mock.patch.object(apply, "rules", watched):
        ours(sample.html)
    return seen


def left_out(samples: list[Sample]) -> None:
    """The score when each site is cleaned without the patterns that fire on no other site: as if it were unseen."""
    fired = {sample.name: used(sample) for sample in samples}
    scores, dropped = [], set()
    for site in sorted({sample.site for sample in samples}):
        here = [sample for sample in samples if sample.site == site]
        elsewhere = set().union(*(fired[sample.name] for sample in samples if sample.site != site))
        own = set().union(*(fired[sample.name] for sample in here)) - elsewhere
        dropped |= own
        rules = tuple(without(rule, own) for rule in table())
        with mock.patch.object(apply, "table", lambda rules=rules: tuple(rule for rule in rules if rule)):
            scores += [judge(sample, ours(sample.html)) for sample in here]
    mean, precision, recall = f1(scores)
    exact = sum(score.exact for score in scores)
    print(f"\nEach site without the {len(dropped)} patterns that fire there and on no other site:")
    print(f"F1 {mean:.4f}, P {precision:.4f}, R {recall:.4f}, exact {exact}")


def without(rule: Rule, gone: set[str]) -> Rule | None:
    """The rule without some of its patterns; None when none of a kind is left."""
    patterns = tuple(one for one in rule.patterns if one not in gone)
    boxes = tuple(one for one in rule.boxes if one not in gone)
    lost = (rule.patterns and not patterns) or (rule.boxes and not boxes)
    return None if lost else replace(rule, patterns=patterns, boxes=boxes)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--floor", type=Path, help="write our figures here")
    parser.add_argument("--no-others", action="store_true", help="leave the other extractors out")
    parser.add_argument("--rules", action="store_true", help="also judge each rule")
    parser.add_argument("--sites", action="store_true", help="also clean each site as if unseen")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    samples = load(options.pages)
    mine = compare(samples, with_others=not options.no_others)
    if options.rules:
        by_rule(samples)
    if options.sites:
        left_out(samples)
    if options.floor:
        # down to a whole in the fourth decimal: a floor, not a wish
        floor = {name: int(value * 1000) / 1000 if value <= 1 else value for name, value in mine.items()}
        options.floor.write_text(json.dumps(floor, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
