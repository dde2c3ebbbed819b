"""Every record of the figure vocabulary with an example fires on it, and not on its counterexample."""

import pytest

from pipeline.errors import VocabularyError
from pipeline.extract.figures import figures
from pipeline.extract.figures.lexicon import Bounding, Direction
from pipeline.extract.figures.skip import Skip
from pipeline.types import Bound
from pipeline.vocab import load_table

SKIPS = load_table("numbers", "skip", Skip)
BOUNDS = load_table("numbers", "bound", Bounding)
DIRECTIONS = load_table("numbers", "direction", Direction)


@pytest.mark.parametrize("rule", SKIPS, ids=lambda rule: rule.id)
def test_a_skip_hides_its_example_only(rule):
    assert figures(rule.example) == ()
    assert figures(rule.counter) != ()


@pytest.mark.parametrize("rule", BOUNDS, ids=lambda rule: rule.id)
def test_a_bound_fires_on_its_example_only(rule):
    assert [one.bound for one in figures(rule.example)] == [rule.bound]
    assert [one.bound for one in figures(rule.counter)] == [Bound.EXACT]


@pytest.mark.parametrize("word", [(word, rule.bound) for rule in BOUNDS for word in rule.before], ids=str)
def test_each_bound_word_bounds(word):
    text = f"it holds {word[0]} 40% of it"
    (one,) = figures(text)
    assert (one.bound, one.span.of(text)) == (word[1], f"{word[0]} 40%")


@pytest.mark.parametrize("rule", DIRECTIONS, ids=lambda rule: rule.id)
def test_a_direction_fires_on_its_example_only(rule):
    assert [one.direction for one in figures(rule.example)] == [rule.direction]
    assert [one.direction for one in figures(rule.counter)] == [""]


@pytest.mark.parametrize("word", [(word, rule.direction) for rule in DIRECTIONS for word in rule.verbs], ids=str)
def test_each_verb_of_change_has_its_direction(word):
    assert [one.direction for one in figures(f"Exports {word[0]} by 5%")] == [word[1]]


def test_a_skip_says_where_it_starts():
    with pytest.raises(ValueError, match="word, mark or cased"):
        Skip("x", "elsewhere", "x", "x", "y")


def test_a_broken_file_names_its_line(tmp_path):
    (tmp_path / "numbers.toml").write_text('[[skip]]\nid = "x"\nat = "mark"\npatern = "x"\n', encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"numbers\.toml:1.*did you mean 'pattern'"):
        load_table("numbers", "skip", Skip, tmp_path)
