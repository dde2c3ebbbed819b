"""The measures and the report of the benchmarks."""

import importlib
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def module(monkeypatch):
    monkeypatch.syspath_prepend(FOLDER)
    return importlib.import_module


GOLD = {"paragraphs": ["one two three four five", "six seven eight nine ten"]}


@pytest.mark.parametrize(
    ("text", "gold", "expected"),
    [
        ("one two three four five six seven eight nine ten", GOLD, (1.0, 1.0, True)),
        ("one two three four five", GOLD, (1.0, 2 / 7, False)),
        ("one two three four five", {**GOLD, "optional": [1]}, (1.0, 1.0, True)),
        ("one two three four five six seven eight nine ten", {**GOLD, "optional": [1]}, (1.0, 1.0, True)),
        ("", GOLD, (0.0, 0.0, False)),
    ],
)
def test_a_page_is_rated_by_runs_of_four_tokens(module, text, gold, expected):
    assert module("cleaning").rates(text, gold) == pytest.approx(expected)


def test_a_report_changes_only_what_stands_between_its_marks(module, tmp_path, monkeypatch):
    report = module("report")
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
