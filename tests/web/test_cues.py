import pytest

from pipeline.web.cues import found_in


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
