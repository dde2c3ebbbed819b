"""Ingests numbered articles on the stand-ins of the stages, until it is killed: `child.py DATABASE COUNT [small]`.

The small ones are one claim each and some prose; each tenth is no article, each fifth retells the one before.
"""

import importlib.util
import sys
from pathlib import Path

from pipeline import run
from pipeline.config import Settings
from pipeline.store.write import Store

spec = importlib.util.spec_from_file_location("samples", Path(__file__).parents[1] / "samples.py")
samples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(samples)


def pages(inputs, _settings, _known):
    for name in inputs:
        lines = "\n".join(
            f"In year {year}, article {name}: Chile holds {year % 100} percent." for year in range(1960, 2000)
        )
        yield samples.page(lines, source=name, url=f"https://news.example/{name}")


def small(inputs, _settings, _known):
    words = [f"word{number}" for number in range(400)]
    for name in map(int, inputs):
        told = name - 1 if name % 5 == 3 else name
        prose = " ".join(words[(told * 7919 + place * (told % 97 + 1)) % 400] for place in range(80))
        text = (
            "drop this"
            if name % 10 == 7
            else f"Chile holds {told % 100} percent, told {told}.\n{prose}\nNumber {name}."
        )
        yield samples.page(text, source=str(name), url=f"https://news.example/{name}")


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


with Store(Path(sys.argv[1]), samples.NAMES) as store:
    summary = run.ingest(
        map(str, range(int(sys.argv[2]))),
        Settings(),
        read=small if "small" in sys.argv else pages,
        clean=samples.clean,
        extractor=samples.Extractor(),
        store=store,
        progress=lambda outcome: say(outcome.status.value, outcome.source),
    )
counts = [summary.ok, summary.skips.total(), summary.failures.total()]
say("interrupted" if summary.interrupted else "done", *counts)
sys.exit(130 if summary.interrupted else 0)
