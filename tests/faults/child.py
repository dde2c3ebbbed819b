"""Ingests numbered articles on the stand-ins of the stages, until it is killed: `child.py DATABASE COUNT`."""

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


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


with Store(Path(sys.argv[1]), samples.NAMES) as store:
    summary = run.ingest(
        map(str, range(int(sys.argv[2]))),
        Settings(),
        read=pages,
        clean=samples.clean,
        extractor=samples.Extractor(),
        store=store,
        progress=lambda outcome: say(outcome.status.value, outcome.source),
    )
say("interrupted" if summary.interrupted else "done", summary.ok, summary.skips.total())
sys.exit(130 if summary.interrupted else 0)
