import pytest

from pipeline.errors import VocabularyError
from pipeline.extract.context import context, is_stated
from pipeline.extract.cues import Category, CueRule, cues, rules
from pipeline.types import Modality
from pipeline.vocab import load_table

MODALITIES = {Category.NEGATED, Category.PLANNED, Category.POSSIBLE}
EXAMPLES = [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in rules() for text in rule.examples]
COUNTEREXAMPLES = [
    pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in rules() for text in rule.counterexamples
]


def fires(rule, sentence, token):
    if rule.category is Category.PSEUDO:
        return any(cue.rule is rule for cue in cues(sentence.doc))
    if rule.category in MODALITIES:
        return rule.id in {cue.id for cue in context(sentence, token).cues}
    return not is_stated(sentence, token)


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_a_cue_is_read_in_its_examples(anchored, rule, text):
    sentence, token = anchored(text)
    assert fires(rule, sentence, token)
    if rule.category in MODALITIES:
        assert context(sentence, token).modality == str(rule.category)


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES)
def test_a_cue_is_not_read_in_its_counterexamples(anchored, rule, text):
    assert not fires(rule, *anchored(text))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Chile *mined* a quarter of the copper.", Modality.ASSERTED),
        ("Chile no doubt *mined* a quarter of the copper.", Modality.ASSERTED),
        ("Chile mined no less than two million *tonnes*.", Modality.ASSERTED),
        ("Chile not only *mined* copper but smelted it.", Modality.ASSERTED),
        ("Chile may not *mine* copper there.", Modality.NEGATED),
        # what a thing is not called leaves the thing as it is
        ("The *ban* on petrol cars was not a green measure.", Modality.ASSERTED),
        ("The *ban* on petrol cars is not a reality.", Modality.NEGATED),
        ("The *ban* on petrol cars was not imposed.", Modality.NEGATED),
        # what is done besides is not what was refused, but a second infinitive is
        ("Chile refused to sell tin and *restricted* exports of zinc.", Modality.ASSERTED),
        ("Chile left, refusing to sell tin and *restricting* exports of zinc.", Modality.ASSERTED),
        ("Chile refused to tax tin and *restrict* exports of zinc.", Modality.NEGATED),
        ("Chile plans to *mine* copper that it could sell.", Modality.PLANNED),
        ("Chile said it could *mine* copper there.", Modality.POSSIBLE),
        ("A ban on exports *began* in May.", Modality.ASSERTED),
        ("The tariffs could hurt growth, so Chile *lifted* its own.", Modality.ASSERTED),
        ("Chile has not banned exports; Peru *has*.", Modality.ASSERTED),
    ],
)
def test_modality_of_a_clause(anchored, text, modality):
    assert context(*anchored(text)).modality is modality


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Does Chile *mine* a quarter of the copper?", False),
        ("If Chile *bans* exports, Peru gains.", False),
        ("If prices fall, Chile will *ban* exports.", False),
        ("If Chile, which *mines* a quarter of the copper, bans exports, Peru gains.", True),
        ("Chile *mines* a quarter of the copper.", True),
        ("Traders ask how Chile could *export* more.", False),
        ("Traders saw how Chile *exported* more.", True),
        ("However, Chile could *export* more.", True),
        ("Lawmakers debate whether to *ban* exports.", True),
    ],
)
def test_questions_and_conditions_state_nothing(anchored, text, stated):
    assert is_stated(*anchored(text)) is stated


def test_cue_spans_count_in_the_document(anchored):
    sentence, token = anchored("Gabon will *ban* manganese exports.")
    (cue,) = context(sentence, token).cues
    assert cue.span.of(sentence.document.text) == "will"


def test_a_window_without_a_limit_is_refused(tmp_path):
    (tmp_path / "context.toml").write_text(
        '[[cue]]\nid = "x"\ncategory = "negated"\nwords = ["not"]\nscope = "window"\ndirection = "forward"\n'
        'examples = ["a"]\ncounterexamples = ["b"]\n',
        encoding="utf-8",
    )
    with pytest.raises(VocabularyError, match=r"context\.toml:1: a window needs a limit"):
        load_table("context", "cue", CueRule, tmp_path)
