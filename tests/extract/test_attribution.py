import pytest

from pipeline.extract.attribution import attribution
from pipeline.extract.saying import rules

EXAMPLES = [(text, source) for rule in rules() for text, source in zip(rule.examples, rule.sources, strict=True)]
COUNTEREXAMPLES = [text for rule in rules() for text in rule.counterexamples]


@pytest.mark.parametrize(("text", "source"), EXAMPLES)
def test_a_source_is_read_in_the_examples(anchored, text, source):
    sentence, token = anchored(text)
    found = attribution(sentence, token)
    assert found is not None
    assert found.text == source
    assert found.span.of(sentence.document.text) == source


@pytest.mark.parametrize("text", COUNTEREXAMPLES)
def test_no_source_is_read_in_the_counterexamples(anchored, text):
    assert attribution(*anchored(text)) is None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('"Peru *mines* a tenth," said Ana Ruiz, who buys zinc.', "Ana Ruiz"),
        (
            "Peru *mines* a tenth and smelts a fifth, two people briefed on the matter said.",
            "two people briefed on the matter",
        ),
        ("Peru *mines* a tenth, as the agency put it.", "the agency"),
        # what can't be asked is no source
        ("The new phone shows that Peru *mines* a tenth.", None),
        ("The strengthening of ties shows that Peru *mines* a tenth.", None),
        ("There is no way to predict that Peru *mines* a tenth, Acme said in a note.", "Acme"),
        ("A filing showed that Peru *mines* a tenth.", "A filing"),
        ("Analysts at a merchant bank said that Peru *controls* a tenth.", "Analysts at a merchant bank"),
        ("Peru, which *mines* a tenth, says that it has other buyers.", None),
        ("The ministry announced a *tariff* on zinc.", None),
        ("Figures from the agency showed that output *rose* by a tenth.", "the agency"),
        ("By 2030, the agency says, Peru will *mine* a tenth.", "the agency"),
        ("Grain exports tumbled by *18.5%* in the season, farm ministry data show.", "farm ministry data"),
        ("Peru sold a tenth, the board says, and Chile *bought* zinc.", None),
        ("According to a report by the Lima board, Peru *mined* a tenth.", "a report by the Lima board"),
        ("Andes Metals (NYSE: AND) said that Peru *mined* a tenth.", "Andes Metals"),
        ("Surveys indicating that Peru *mines* a tenth were burnt.", None),
        ("The board, which Ana Ruiz leads, said that Peru *mined* a tenth.", "The board"),
        ("The board put exports at *two million tonnes*.", "The board"),
        ("Canada put *C$3 million* into a plant.", None),
        ("Spain expects *1.3 million tonnes* this season.", None),
        ("ANA RUIZ: We *mined* a tenth of the zinc.", "ANA RUIZ"),
        ("Featured products: Our pumps *cost* a tenth.", None),
    ],
)
def test_sources_by_syntax(anchored, text, source):
    found = attribution(*anchored(text))
    assert (found and found.text) == source


def test_a_pronoun_stands_for_the_source_before_it(anchored):
    before, _ = anchored("Peru has *lost* its lead, Minister Ana Ruiz said.")
    sentence, token = anchored("Peru still *mines* a tenth, she added.", previous=before)
    found = attribution(sentence, token)
    assert found is not None
    assert found.text == "Minister Ana Ruiz"


def test_a_source_that_begins_at_a_parenthesis_has_words(anchored):
    sentence, token = anchored(
        'Northern Tin Materials, Inc. (NYSE: KCW) ("AZM"), a U.S.-based company dedicated to mining tin, said that it'
        " had asked for a *$40* million grant for tin from the Department of Energy."
    )
    found = attribution(sentence, token)
    assert found is not None
    assert found.text
