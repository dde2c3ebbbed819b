import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.vocab import rules as vocabulary
from pipeline.vocab.rules import Rule

GOOD = "dependency.verb"


def run(*arguments):
    return CliRunner().invoke(main, ["rules", *arguments])


def test_the_list_has_each_rule_once():
    lines = run("list").output.splitlines()
    assert [line.split()[0] for line in lines] == [rule.id for rule in vocabulary.rules()]


def test_a_rule_is_shown_with_what_it_reads():
    result = run("show", GOOD)
    rule = next(one for one in vocabulary.rules() if one.id == GOOD)
    assert result.exit_code == 0
    assert rule.example in result.output
    assert rule.counterexample in result.output
    assert f"dependency by {GOOD}: countries=JPN" in result.output
    assert "no claim" in result.output.split("counterexample")[1]


@pytest.mark.parametrize(("name", "hint"), [("nowhere", "did you mean 'dependency.nowhere'"), ("xyz", "rules list")])
@pytest.mark.parametrize("verb", ["show", "test"])
def test_an_unknown_rule_is_named(verb, name, hint):
    result = run(verb, name)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert hint in result.stderr


def test_a_rule_that_holds():
    result = run("test", GOOD)
    assert (result.exit_code, result.output) == (0, "1 rule: all hold\n")


def test_a_rule_that_fails(monkeypatch):
    bad = Rule("share.bad", "share", "", "Nothing.", ("countries=CHN",), "Nothing.")
    monkeypatch.setattr("pipeline.cli.rules.rules", lambda: (bad,))
    result = run("test")
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "1 rule: 1 fail"
    assert result.output.startswith("share.bad: the example yields no share with countries=CHN")
