"""Reviewed sentences as gold: what was found right is asked for, what was wrong is an error, the rest is neither."""

import importlib.util
import sys

import pytest

from pipeline import types as t
from pipeline.review.gold import passages
from pipeline.review.verdicts import Answer, ErrorClass, Reviews, Verdict
from pipeline.store.read import reading
from pipeline.store.write import Store


@pytest.fixture
def judged(path, claims):
    """The first claim is corrected, the second wrong, the third is left."""
    with Reviews(path) as reviews:
        reviews.give(Verdict(claims[0], Answer.CORRECTED, "ann", slots={"stage": "reserves", "year": 2024}))
        reviews.give(Verdict(claims[1], Answer.WRONG, "ann", ErrorClass.HOLDER))
    return path


def gold(path):
    with reading(path) as connection:
        return list(passages(connection))


def test_the_corrected_slots_are_the_gold(judged, samples):
    first, second = gold(judged)
    lines = samples.LITHIUM.splitlines()
    assert first["text"] == lines[0]
    (claim,) = first["claims"]
    assert first["text"][claim["start"] : claim["end"]] == lines[0]
    assert (claim["type"], claim["countries"], claim["stage"], claim["year"]) == ("share", ["CHL"], "reserves", 2024)
    assert claim["attribution"] == "the mine owners' league"
    assert (first["date"], first["title"]) == ("2026-01-02", "On lithium")
    # a wrong claim leaves its sentence, with the paragraph before, and asks for nothing
    assert (second["text"], second["claims"]) == ("\n".join(lines[1:]), [])


def test_what_is_not_judged_excuses_a_prediction(path, claims):
    with Reviews(path) as reviews:
        reviews.give(Verdict(claims[1], Answer.RIGHT, "ann"))
    (passage,) = gold(path)
    assert [claim.get("optional", False) for claim in passage["claims"]] == [False]
    with Reviews(path) as reviews:
        reviews.give(Verdict(claims[1], Answer.WITHDRAWN, "ann"))
    assert gold(path) == []


def test_a_table_is_one_passage(tmp_path, samples):
    """Also where one row of it was judged; the others excuse a prediction. The next table is another."""
    kinds = ("paragraph", "caption", "table_header", "table_row", "table_row", "caption", "table_row", "paragraph")
    lines = [
        "Before.",
        "Lithium",
        "Country Share",
        "Chile 30 percent",
        "China 40 percent",
        "Tin",
        "China 9 percent",
        "End.",
    ]
    places = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    blocks = tuple(
        t.Block(t.Span(place, place + len(line)), t.BlockKind(kind))
        for place, line, kind in zip(places, lines, kinds, strict=True)
    )
    article = t.Article("\n".join(lines), title="On lithium", blocks=blocks)
    with Store(tmp_path / "t.db", samples.NAMES) as store:
        run = store.start_run("ingest", samples.RULES)
        store.save(samples.page("x"), article, samples.Extractor().extract(article.document), run)
        claim = store.connection.execute("SELECT id FROM claims WHERE share_low = 40").fetchone()[0]
    with Reviews(tmp_path / "t.db") as reviews:
        reviews.give(Verdict(claim, Answer.RIGHT, "ann"))
    (passage,) = gold(tmp_path / "t.db")
    assert passage["text"] == "\n".join(lines[1:5])
    asked = {claim["share_low"]: not claim.get("optional", False) for claim in passage["claims"]}
    assert asked == {30: False, 40: True}


def test_what_the_scorer_makes_of_it(judged, shared):
    spec = importlib.util.spec_from_file_location("scorer", shared / "gold" / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode  # the folder is not ours
    spec.loader.exec_module(scorer)
    sys.dont_write_bytecode = before
    made = gold(judged)
    same, _ = scorer.score(made, {passage["id"]: passage["claims"] for passage in made})
    overall = same["types"]["overall"]
    assert (overall["gold"], overall["strict"]["f1"], same["empty"]["predictions"]) == (1, 1.0, 0)
    # who reads the wrong claim again, and the corrected one as it was, is told so
    before = {**made[0]["claims"][0], "stage": "", "year": None}
    wrong = {**made[0]["claims"][0], "start": 0, "end": len(made[1]["text"])}
    worse, _ = scorer.score(made, {made[0]["id"]: [before], made[1]["id"]: [wrong]})
    assert worse["types"]["overall"]["strict"]["f1"] == 0
    assert worse["empty"]["predictions"] == 1
    assert set(made[0]["claims"][0]) >= {*scorer.KEYS["share"], *scorer.OTHER["share"]}
