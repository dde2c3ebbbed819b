"""The floor under the cleaner on real pages: quality/clean.json, measured by benchmarks/clean.py."""

import importlib.util
import json
import statistics
import sys
from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.types import Article, Origin, Page

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("bench_clean", ROOT / "benchmarks" / "clean.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_clean"] = module
    spec.loader.exec_module(module)
    return module


def test_no_page_costs_an_exception_and_the_floor_holds(bench, shared):
    samples = bench.load(shared / "pages" / "dev")
    floor = json.loads((ROOT / "quality" / "clean.json").read_text(encoding="utf-8"))
    scores = []
    for sample in samples:
        found = clean(Page(sample.html, Origin("page.html")))
        scores.append(bench.judge(sample, found.text if isinstance(found, Article) else ""))
    f1, precision, recall = bench.f1(scores)
    assert f1 >= floor["f1"]
    assert precision >= floor["precision"]
    assert recall >= floor["recall"]
    assert sum(score.exact for score in scores) >= floor["exact"]
    assert statistics.fmean(score.recall for score in scores) >= 0.987  # trafilatura's own
