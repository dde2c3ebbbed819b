"""The floors: the extractor scores no lower on the development gold than it did."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "quality" / "score.py"


@pytest.fixture(scope="module")
def score():
    spec = importlib.util.spec_from_file_location("quality_score", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FLOOR = {"gold": "abc", "strict_f1": {"overall": 0.7, "share": 0.8}}


@pytest.mark.parametrize(
    ("scores", "gold", "fallen"),
    [
        ({"overall": 0.7, "share": 0.8}, "abc", []),
        ({"overall": 0.6951, "share": 0.9}, "abc", []),  # within the margin
        ({"overall": 0.69, "share": 0.8}, "abc", ["dev overall: strict F1 0.6900 is below its floor 0.7000"]),
        ({"overall": 0.1, "share": 0.1}, "other", []),  # another gold
    ],
)
def test_what_is_below_its_floor(score, scores, gold, fallen):
    assert score.below("dev", scores, FLOOR, gold) == fallen


def test_floors_rise_and_never_fall(score):
    assert score.lifted({"overall": 0.9, "share": 0.5}, FLOOR, "abc")["strict_f1"] == {"overall": 0.9, "share": 0.8}
    assert score.lifted({"overall": 0.3}, FLOOR, "new") == {"gold": "new", "strict_f1": {"overall": 0.3}}
    assert score.lifted({"overall": 0.3}, None, "abc") == {"gold": "abc", "strict_f1": {"overall": 0.3}}


@pytest.mark.parametrize("name", ["dev", "real"])
def test_the_floor_holds(score, shared, name):
    path = shared / "gold" / f"{name}.jsonl"
    floor, mark = score.read_floors()[name], score.digest(path)
    if floor["gold"] != mark:
        pytest.skip("the gold has changed since the floors were taken: make score ARGS=--raise")
    gold = score.scorer(shared / "gold")
    passages = gold.read(path)
    report, _ = gold.score(passages, score.predict(passages))
    assert score.below(name, score.strict(report), floor, mark) == []
