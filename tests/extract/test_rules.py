"""Every rule of rules.toml: its example yields the expected claims, its counterexample none of that rule."""

import pytest

from pipeline.extract import Extractor
from pipeline.extract.examples import fits, offences
from pipeline.types import Bound, Evidence, Share, Span, Stage
from pipeline.vocab.rules import Rule, rules

CLAIM = Share(
    evidence=Evidence(Span(0, 1), "share.subject"),
    countries=("AUS", "CHL"),
    commodity="rare earths",
    stage=Stage.MINING,
    share_low=33.3,
    share_high=None,
    bound=Bound.AT_LEAST,
)


@pytest.fixture(scope="module")
def extractor():
    return Extractor()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_holds(rule, extractor):
    assert offences(rule, extractor) == ()


def test_a_rule_is_of_the_type_in_its_name():
    assert [rule.id for rule in rules() if not rule.id.startswith((f"{rule.type}.", "table."))] == []


@pytest.mark.parametrize(
    ("expected", "does"),
    [
        ("countries=CHL+AUS commodity=rare_earths stage=mining share_low=33.3", True),
        ("countries=AUS", False),
        ("commodity=lithium", False),
        ("share_low=33.4", False),
        ("share_high=", True),
        ("bound=at_least", True),
    ],
)
def test_an_expectation_names_slots(expected, does):
    assert fits(CLAIM, expected) is does


def test_a_rule_that_fails_is_told(extractor):
    rule = Rule(
        id="share.subject",
        type="share",
        about="",
        example="Nothing is said here.",
        expect=("countries=CHN",),
        counterexample="China mines 70% of the world's rare earths.",
    )
    missing, unread, against = offences(rule, extractor)
    assert "no share with countries=CHN" in missing
    assert "no claim of the example is read by share.subject" in unread
    assert "counterexample yields share" in against
