"""Time the pipeline against what it is built from, on the same real pages, in one run.

    python benchmarks/speed.py [--pages N] [--rounds N]

CPU time of the whole process, in rounds that take turns, so that a busy machine slows all alike; the median of each.
Models are loaded before. The result is printed and put into docs/performance.md.
"""

import argparse
import gzip
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import spacy
import trafilatura
from report import write

from pipeline.clean import clean
from pipeline.config import Settings
from pipeline.extract import Extractor
from pipeline.extract.nlp import MODELS
from pipeline.run import ingest
from pipeline.store.write import Store
from pipeline.types import Article, Origin, Page
from pipeline.vocab.places import names

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT.parent / "shared" / "pages" / "dev" / "html"
ALONE, FULL, OURS, STORED = (
    "trafilatura.bare_extraction",
    "trafilatura + full spaCy small model",
    "claimtable: clean and extract",
    "claimtable: clean, extract and store",
)
STARTS = 15
NEWLINE = "\n"

Contestant = Callable[[list[Page]], None]


def load(count: int) -> list[Page]:
    """So many real pages, evenly over the folder."""
    files = sorted(PAGES.glob("*.html.gz"))
    chosen = files[:: max(1, len(files) // count)][:count]
    return [Page(gzip.decompress(path.read_bytes()), Origin(path.name, content_type="text/html")) for path in chosen]


def bare(page: Page) -> str:
    """What trafilatura makes of a page, called as our cleaning calls it: metadata on, comments off."""
    found = trafilatura.bare_extraction(page.body.decode(), include_comments=False, with_metadata=True)
    return getattr(found, "text", None) or ""


def contestants() -> dict[str, Contestant]:
    """Name -> what is timed; everything is loaded."""
    model = spacy.load(next(name for name in MODELS if spacy.util.is_package(name)))
    extractor = Extractor()

    def ours(pages: list[Page]) -> None:
        for page in pages:
            article = clean(page)
            if isinstance(article, Article):
                extractor.extract(article.document)

    def stored(pages: list[Page]) -> None:
        with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "claims.db", names()) as store:
            ingest([], Settings(), read=lambda *_: iter(pages), clean=clean, extractor=extractor, store=store)

    def alone(pages: list[Page]) -> None:
        for page in pages:
            bare(page)

    def full(pages: list[Page]) -> None:
        for _ in model.pipe(bare(page) for page in pages):
            pass

    return {ALONE: alone, FULL: full, OURS: ours, STORED: stored}


def measure(runners: dict[str, Contestant], pages: list[Page], rounds: int) -> dict[str, float]:
    """CPU milliseconds a page, the median of rounds that take turns."""
    times: dict[str, list[float]] = {name: [] for name in runners}
    for run in runners.values():
        run(pages[:2])  # whatever is loaded late
    for number in range(rounds):
        for name, run in runners.items():
            before = time.process_time()
            run(pages)
            times[name].append((time.process_time() - before) * 1000 / len(pages))
            print(f"  round {number + 1}: {name} {times[name][-1]:.1f} ms", file=sys.stderr)
    return {name: statistics.median(each) for name, each in times.items()}


def start_up() -> tuple[float, float]:
    """Seconds of `claimtable --help` and of an empty Python, the medians of runs that take turns."""
    commands = ([str(Path(sys.executable).with_name("claimtable")), "--help"], [sys.executable, "-c", "pass"])
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(STARTS):
        for command, seconds in zip(commands, times, strict=True):
            before = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            seconds.append(time.perf_counter() - before)
    return statistics.median(times[0]), statistics.median(times[1])


def table(found: dict[str, float], starts: tuple[float, float], pages: int, rounds: int) -> str:
    """The result as Markdown."""
    full = found[FULL] / found[OURS]
    rows = (
        f"| {name} | {cost:.1f} | {cost / found[ALONE]:.2f} | {cost / found[FULL]:.2f} |"
        for name, cost in found.items()
    )
    return f"""{pages} real pages, {rounds} rounds that take turns, median CPU time; \
Python {platform.python_version()}, trafilatura {version("trafilatura")}, spaCy {version("spacy")}.

| | CPU ms a page | times trafilatura alone | times the full model |
|---|---|---|---|
{NEWLINE.join(rows)}

The whole pipeline takes {found[OURS] / found[ALONE]:.2f} times trafilatura alone (aim: at most 2) and is \
{full:.1f} times faster than trafilatura with the full model (aim: at least 6).

Start-up: `claimtable --help` takes {starts[0]:.2f} s, {starts[0] / starts[1]:.1f} times an empty Python \
({starts[1]:.3f} s); aim: under 0.3 s."""


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Time the pipeline against what it is built from.")
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    if not PAGES.is_dir():
        print("bench: needs the pages in ../shared/pages, which are not part of the repository", file=sys.stderr)
        return 2
    pages = load(args.pages)
    result = table(measure(contestants(), pages, args.rounds), start_up(), len(pages), args.rounds)
    print(result)
    write("performance.md", "Performance", "bench", result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
