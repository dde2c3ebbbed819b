"""Mojibake is put right where it is certain, and clean text is never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean, mojibake
from pipeline.types import Origin, Page

# what clean Latin text is made of: words, prices, quoted words, French spacing, dashes
LETTERS = st.text(
    "abcdefghijklmnopqrstuvwxyzßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćčđęěğłńňőřśşšťůűźžœ", min_size=1, max_size=9
)
CAPITALS = st.sampled_from("ABCDEÀÁÂÃÄÅÆÇÈÉÊËÎÏÐÑÓÔÖØÚÜĀČĐĘĞŁŐŘŚŠŻŽŒ")
WORDS = LETTERS | st.builds(str.__add__, CAPITALS, LETTERS)
FORMS = st.sampled_from(
    ("{}", "“{}”", "({})", "{},", "{}.", "«\u00a0{}\u00a0»", "{}’s", "– {} –", "£5 {}", "5\u00a0€ {}", "{} 20°", "&{};")
)
CLEAN = st.lists(st.builds(str.format, FORMS, WORDS), max_size=12).map(" ".join)


@pytest.mark.parametrize("charset", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "right",
    [
        "the mine’s output",
        "“We will dig deeper,” she said",
        "a tonne costs £40",
        "nickel – and cobalt",
        "Société Générale",
        "Peña Colorada and Łódź",
        "40\u00a0000 tonnes",
    ],
)
def test_mojibake_is_put_right(right, charset):
    wrong = right.encode().decode("latin-1")
    if charset == "cp1252":
        wrong = "".join(bytes([ord(char)]).decode("cp1252", "ignore") or char for char in wrong)
    assert wrong != right
    assert mojibake.repair(wrong) == right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("<p>the mineâ€™s cafÃ©</p>", "<p>the mine’s café</p>"),
        ("broken itâ€™s beside a right “quote”", "broken it’s beside a right “quote”"),
        ("twice itÃ¢â‚¬â„¢s broken", "twice it’s broken"),
        ('straight "quotes", &amp; cafÃ© &eacute;', 'straight "quotes", &amp; café &eacute;'),
    ],
)
def test_only_the_mojibake_changes(wrong, right):
    assert mojibake.repair(wrong) == right


@pytest.mark.parametrize(
    "text",
    [
        "Ãngela paid 5 € – “really”, she said…",
        "voilÃ la mine",  # the byte after it is lost
        "il a coûté 5 €, l’âge «\u00a0d’or\u00a0» — Âge",
        "SÃO PAULO, ÅÄÖ",
        "ﬁve &lt;b&gt; &rsquo; ’ \u0093C1\u0094 \ufffd",
        "日本語とРусский и ελληνικά",
    ],
)
def test_what_is_not_certain_stays(text):
    assert mojibake.repair(text) == text


@given(CLEAN)
def test_clean_text_stays(text):
    assert mojibake.repair(text) == text


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_ascii_stays(text):
    assert mojibake.repair(text) == text


@given(st.text())
def test_a_repaired_text_stays(text):
    found = mojibake.repair(text)
    assert mojibake.repair(found) == found


def test_titles_and_text_of_a_page_are_mended(web):
    wrong = [line + " The companyâ€™s cafÃ© stays open." for line in web.prose]
    found = web.article(web.page(*wrong, title="The mineâ€™s first cargo of nickel"))
    assert found.title == "The mine’s first cargo of nickel"
    assert "The company’s café stays open." in found.text
    assert "â" not in found.text


def test_pasted_text_is_mended():
    found = clean(Page("The mineâ€™s output rose by 5% last year.".encode(), Origin("a.txt")))
    assert found.text == "The mine’s output rose by 5% last year."
