import pytest

from pipeline.types import Span
from pipeline.web.cues import beside, found_in


@pytest.mark.parametrize(
    ("sentence", "cues"),
    [
        ("Chile could mine more tin.", (("could", "possible"),)),
        ("Chile did not mine tin, according to the Pier Group.", (("not", "negated"),)),
        ("Chile is expected to mine tin.", (("expected", "planned"),)),
        ("Chile mined tin.", ()),
        ("A nothing of a couldron.", ()),
    ],
)
def test_words_that_change_the_meaning_are_found_as_they_stand(sentence, cues):
    assert found_in(sentence) == cues


def test_cues_that_bear_on_a_claim_are_not_told_again_as_others():
    text = "Before. Chile could mine tin that Peru did not sell."
    quote = Span(8, len(text))
    could = Span(text.index("could"), text.index("could") + 5)
    assert beside(text, quote, [could]) == (("not", "negated"),)
    assert beside(text, quote, []) == (("could", "possible"), ("not", "negated"))
