import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import types as t
from pipeline.store import rows

TEXT = "Chile and Australia: 70 percent. " * 4
numbers = st.none() | st.floats(0, 100) | st.integers(0, 100)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
spans = st.tuples(st.integers(0, 60), st.integers(1, 60)).map(lambda each: t.Span(each[0], each[0] + each[1]))
shared = {
    "evidence": st.builds(
        t.Evidence, spans, words, st.lists(st.builds(t.SlotSpan, words, spans), max_size=3).map(tuple)
    ),
    "countries": st.lists(st.sampled_from(["AUS", "CHL", "EU"]), unique=True).map(lambda each: tuple(sorted(each))),
    "organization": words,
    "partner": st.sampled_from(["", "CHN", "CHL+CHN"]),
    "commodity": words,
    "modality": st.sampled_from(t.Modality),
    "attribution": words,
    "year": st.none() | st.integers(1900, 2100),
}
figures = {"value_low": numbers, "value_high": numbers, "unit": words, "bound": st.sampled_from(t.Bound)}
stage = {"stage": st.sampled_from(t.Stage)}
claims = st.one_of(
    st.builds(
        t.Share, **shared, **stage, share_low=numbers, share_high=numbers, bound=st.sampled_from(t.Bound), scope=words
    ),
    st.builds(t.Dependency, **shared, **stage),
    st.builds(t.Quantity, **shared, **stage, **figures),
    st.builds(t.Change, **shared, **stage, **figures),
    st.builds(
        t.Policy,
        **shared,
        policy=words,
        policy_type=st.sampled_from(t.PolicyType),
        status=st.sampled_from(t.PolicyStatus),
    ),
    st.builds(t.Goal, **shared, goal=words, **figures),
)
ARTICLE = t.Article(TEXT, title="On lithium", url="https://news.example/a", site="news.example", published="2026-01-02")
PAGE = t.Page(b"<p>", t.Origin("a.html"))


@given(claims)
def test_a_claim_comes_back_as_it_was_stored(claim):
    article = rows.article_row(ARTICLE, "a.html", PAGE.digest, 1)
    row = rows.claim_row(claim, article, {})
    back = rows.claim_from(row)
    assert back == claim
    assert (back.evidence, back.attribution) == (claim.evidence, claim.attribution)
    assert (back.key, back.id(ARTICLE.id)) == (row["key"], row["id"])
    assert row["quote"] == TEXT[row["start"] : row["end"]]


def test_a_claim_row_carries_what_the_table_facets_and_exports():
    claim = t.Share(evidence=t.Evidence(t.Span(0, 32), "share.of"), countries=("AUS", "CHL"), partner="CHN+EU")
    row = rows.claim_row(
        claim, rows.article_row(ARTICLE, "a.html", PAGE.digest, 7), {"AUS": "Australia", "CHL": "Chile"}
    )
    assert row["country"] == "Australia; Chile"
    assert row["country_code"] == "AUS; CHL"
    assert (row["title"], row["site"], row["published"], row["run"]) == ("On lithium", "news.example", "2026-01-02", 7)
    assert row["source_url"] == "https://news.example/a"
    assert row["source_link"].startswith("https://news.example/a#:~:text=Chile%20and")
    assert list(rows.country_rows(claim, "id")) == [
        ("id", "AUS", "holder"),
        ("id", "CHL", "holder"),
        ("id", "CHN", "partner"),
        ("id", "EU", "partner"),
    ]


def test_without_an_address_the_source_is_named_and_nothing_is_linked():
    article = rows.article_row(t.Article(TEXT), "a.html", PAGE.digest, 1)
    row = rows.claim_row(t.Dependency(evidence=t.Evidence(t.Span(0, 5), "r")), article, {})
    assert (row["source_url"], row["source_link"]) == ("a.html", "")


blocks = st.lists(
    st.builds(
        t.Block,
        spans,
        st.sampled_from(t.BlockKind),
        st.lists(st.builds(t.Cell, spans, st.lists(words).map(tuple), st.booleans()), max_size=3).map(tuple),
        words,
        st.integers(0, 500),
    ),
    max_size=4,
).map(tuple)


@pytest.mark.parametrize(
    ("start", "page"), [(0, 1), (11, 2), (40, 2)], ids=["first line", "a line of page 2", "a line that says nothing"]
)
def test_a_claim_of_a_pdf_knows_its_page(start, page):
    blocks = (t.Block(t.Span(0, 10), page=1), t.Block(t.Span(11, 39), page=2), t.Block(t.Span(40, 60)))
    assert rows.page_of(rows.blocks_json(blocks), start) == page


def test_a_claim_of_a_web_page_has_no_page():
    assert rows.page_of(rows.blocks_json((t.Block(t.Span(0, 10), caption='"page": 3'),)), 0) is None


@given(blocks)
def test_blocks_come_back_as_they_were_stored(given_blocks):
    assert rows.blocks_from(rows.blocks_json(given_blocks)) == given_blocks


@pytest.mark.parametrize("value", ["a\0b", "half \ud800", "\udfff", math.nan, math.inf, -math.inf])
def test_what_sqlite_would_change_is_refused(value):
    with pytest.raises(ValueError, match=r"^column "):
        rows.storable({"column": value})


@pytest.mark.parametrize("value", ["", "ok", "日本 🙂", "\ue000 \uffff", 1, 0.5, None, b"\0"])
def test_what_sqlite_keeps_is_let_through(value):
    assert rows.storable({"column": value}) == {"column": value}
