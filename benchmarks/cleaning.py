"""Compare our cleaning with ready-made extractors, on the same real pages, in one run.

    python benchmarks/cleaning.py [--pages N]

A text becomes the bag of all runs of four tokens; precision and recall against the gold are means over the pages, F1 is
of the two means. The measure and the pages are described in ../shared/pages/dev/README.md. CPU time is the median of
the pages, one after another, the extractors taking turns on each. The result goes into docs/quality.md too.
"""

import argparse
import gzip
import json
import re
import socket
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import trafilatura
from report import write

from pipeline.clean import clean
from pipeline.types import Article, Origin, Page

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "pages" / "dev"
RUN = 4  # tokens
HALF = 0.5  # an optional paragraph counts as gold where so much of it is there
OURS = "claimtable"

Bag = Counter[tuple[str, ...]]
Extract = Callable[[str], str]


def bag(text: str) -> Bag:
    """All runs of four tokens; a shorter text is one run."""
    tokens = re.findall(r"\w+", text)
    return Counter(zip(*(tokens[start:] for start in range(RUN)), strict=False)) or Counter(
        [tuple(tokens)] if tokens else []
    )


def rates(text: str, gold: dict[str, Any]) -> tuple[float, float, bool]:
    """Precision, recall, and whether the two are the same, of one page."""
    found = bag(text)
    optional = {
        number
        for number in gold.get("optional", ())
        if (runs := bag(gold["paragraphs"][number])) and (found & runs).total() < HALF * runs.total()
    }
    wanted = bag("\n".join(part for number, part in enumerate(gold["paragraphs"]) if number not in optional))
    shared = (found & wanted).total()
    return shared / max(found.total(), 1), shared / max(wanted.total(), 1), found == wanted


def ours(html: str) -> str:
    """Our article text."""
    article = clean(Page(html.encode(), Origin("page", content_type="text/html; charset=utf-8")))
    return article.text if isinstance(article, Article) else ""


def contestants() -> dict[str, Extract]:
    """Name -> extractor, the reference ones as their documentation calls them."""
    import goose3  # noqa: PLC0415 - only this benchmark's own packages
    import justext  # noqa: PLC0415
    import newspaper  # noqa: PLC0415
    import readability  # noqa: PLC0415
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    def mode(*, comments: bool = False, precision: bool = False, fast: bool = False) -> Extract:
        def run(html: str) -> str:
            found = trafilatura.extract(html, include_comments=comments, favor_precision=precision, fast=fast)
            return found or ""

        return run

    def bare(html: str) -> str:
        found = trafilatura.bare_extraction(html, include_comments=False, with_metadata=True)
        return getattr(found, "text", None) or ""

    def readable(html: str) -> str:
        summary = readability.Document(html).summary()
        return extract_plain_text(summary) if summary else ""

    def paper(html: str) -> str:
        article = newspaper.Article("https://news.example/a", language="en")
        article.download(input_html=html)
        article.parse()
        return str(article.text)

    goose = goose3.Goose({"enable_image_fetching": False, "strict": False})
    stopwords = justext.get_stoplist("English")
    return {
        OURS: ours,
        "trafilatura, as it comes": mode(comments=True),
        "trafilatura, include_comments=False": mode(),
        "the same, favor_precision=True": mode(precision=True),
        "the same (no precision), fast=True": mode(fast=True),
        "the same (no fast), bare_extraction with metadata": bare,
        "resiliparse, main content, no alt texts": lambda html: extract_plain_text(
            html, main_content=True, alt_texts=False
        ),
        "readability-lxml": readable,
        "newspaper4k": paper,
        "goose3": lambda html: goose.extract(raw_html=html).cleaned_text,
        "jusText": lambda html: "\n".join(
            part.text for part in justext.justext(html.encode(), stopwords) if not part.is_boilerplate
        ),
    }


def go_offline() -> None:
    """Some extractors look things up on the net at their first page, and wait for it."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError("benchmarks run offline")

    socket.getaddrinfo = refuse


def load(count: int) -> list[tuple[str, dict[str, Any]]]:
    """English news pages with their gold, evenly over the folder."""
    gold = json.loads((FOLDER / "gold.json").read_text(encoding="utf-8"))
    names = sorted(name for name, each in gold.items() if each["genre"] == "news" and english(each.get("lang")))
    chosen = names[:: max(1, len(names) // count)][:count] if count else names
    return [
        (gzip.decompress((FOLDER / "html" / f"{name}.html.gz").read_bytes()).decode(), gold[name]) for name in chosen
    ]


def english(language: str | None) -> bool:
    """Whether a page calls itself English, or nothing."""
    return not language or language.lower().startswith("en")


def measure(extract: dict[str, Extract], pages: list[tuple[str, dict[str, Any]]]) -> dict[str, tuple[float, ...]]:
    """F1, precision, recall, exact pages in percent, CPU milliseconds of each extractor."""
    found: dict[str, list[tuple[float, float, bool]]] = {name: [] for name in extract}
    times: dict[str, list[float]] = {name: [] for name in extract}
    for run in extract.values():
        run(pages[0][0])  # whatever is loaded late
    for html, gold in pages:
        for name, run in extract.items():
            before = time.process_time()
            try:
                text = run(html)
            except Exception as error:  # noqa: BLE001 - what another extractor trips over counts as an empty page
                print(f"  {name}: {type(error).__name__}: {str(error)[:100]}", file=sys.stderr)
                text = ""
            times[name].append((time.process_time() - before) * 1000)
            found[name].append(rates(text, gold))
    result: dict[str, tuple[float, ...]] = {}
    for name, each in found.items():
        precision, recall = statistics.fmean(one[0] for one in each), statistics.fmean(one[1] for one in each)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        exact = 100 * statistics.fmean(one[2] for one in each)
        result[name] = (f1, precision, recall, exact, statistics.median(times[name]))
    return result


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Compare our cleaning with ready-made extractors.")
    parser.add_argument("--pages", type=int, default=0, help="so many pages [all]")
    args = parser.parse_args()
    if not FOLDER.is_dir():
        print("bench-clean: needs the pages in ../shared/pages, which are not part of the repository", file=sys.stderr)
        return 2
    go_offline()
    pages = load(args.pages)
    rows = (
        f"| {name} | {f1:.3f} | {precision:.3f} | {recall:.3f} | {exact:.0f} | {cost:.1f} |"
        for name, (f1, precision, recall, exact, cost) in measure(contestants(), pages).items()
    )
    head = "| extractor | F1 | P | R | exact pages % | CPU ms |\n|---|---|---|---|---|---|\n"
    result = f"{len(pages)} English news pages (development half).\n\n" + head + "\n".join(rows)
    print(result)
    if not args.pages:
        write("quality.md", "Quality", "bench-clean", result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
