"""Each rule of cleaning.toml fires on its example and leaves its counterexample alone."""

import pytest

from pipeline.clean import lines, rules
from pipeline.clean.lines import Line
from pipeline.types import BlockKind

RULES = rules.table()


def line(rule, which):
    text = getattr(rule, which)
    kind = rule.kinds[0] if rule.kinds else BlockKind.PARAGRAPH
    base = lines.draft(text, kind)
    link = getattr(rule, f"{which}_link")
    return Line(
        base.text, base.kind, link=link, boxes=getattr(rule, f"{which}_boxes"), outside=rule.outside, words=base.words
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_fires_on_its_example(rule):
    assert rule.fires(line(rule, "example"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_leaves_its_counterexample(rule):
    assert not rule.fires(line(rule, "counterexample"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_was_seen_to_gain_and_to_cost(rule):
    assert "measured below" not in rule.gain + rule.cost


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_takes_a_sentence_of_news(rule):
    for text in (
        "China produced 70 percent of the world's rare earths in 2024, the agency said on Monday.",
        "Chile will join the agreement and share its lithium with the European Union from May.",
        "The new rules, published in June, follow a ban on gallium exports that began in 2023.",
    ):
        assert not rule.fires(lines.draft(text)) or rule.min_link or rule.boxes
