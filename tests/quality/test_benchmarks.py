"""The report of the benchmarks."""

import importlib
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def report(monkeypatch):
    monkeypatch.syspath_prepend(FOLDER)
    return importlib.import_module("report")


def test_a_report_changes_only_what_stands_between_its_marks(report, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "DOCS", tmp_path)
    report.write("a.md", "A", "bench", "first")
    report.write("a.md", "A", "other", "beside")
    path = tmp_path / "a.md"
    path.write_text(path.read_text().replace("# A\n", "# A\nSaid by hand.\n"))
    report.write("a.md", "A", "bench", "second")
    text = path.read_text()
    assert text.startswith("# A\nSaid by hand.\n")
    assert "first" not in text
    assert text.index("second") < text.index("beside")


def test_a_rule_is_left_out_of_a_site_only_with_what_fires_nowhere_else(monkeypatch):
    monkeypatch.syspath_prepend(FOLDER)
    bench = importlib.import_module("clean")
    rule = next(one for one in bench.table() if len(one.patterns) > 1 and not one.boxes)
    first, *rest = rule.patterns
    assert bench.without(rule, {first}).patterns == tuple(rest)
    assert bench.without(rule, {"no pattern of it"}) == rule
    assert bench.without(rule, set(rule.patterns)) is None
