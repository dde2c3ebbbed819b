import pytest

from pipeline.web.search import OPEN, SHUT, marked, quoted


def words(node):
    return " ".join(node.text_content().split())


async def test_search_finds_places_commodities_claims_and_articles(desk):
    page = await desk.page("/search?q=lithium")
    assert [words(one) for one in page.xpath("//ul[@class='chips']/li")] == ["lithium"]
    claims = page.xpath("//ol[@class='claim-list']/li")
    assert len(claims) == 4
    assert all("ithium" in words(claim) for claim in claims)
    (article,) = page.xpath("//ul[@class='found']/li")
    assert words(article).startswith("A league of two for lithium Quay Street Review")
    assert {words(mark).lower() for mark in article.xpath(".//mark")} == {"lithium"}


async def test_search_finds_a_country_by_code_and_by_the_beginning_of_a_word(desk):
    for typed, code in [("chn", "/country/CHN"), ("states", "/country/USA"), ("Austra", "/country/AUS")]:
        page = await desk.page(f"/search?q={typed}")
        assert code in page.xpath("//ul[@class='chips']//a/@href"), typed


@pytest.mark.parametrize("typed", ['"', "NEAR(", "*", "AND", "a'b", "<script>alert(1)</script>", "%25", "x" * 2000])
async def test_whatever_is_typed_gives_a_page(desk, typed):
    response = await desk.get("/search", params={"q": typed})
    assert response.status_code == 200
    assert "<script>alert" not in response.text


async def test_nothing_found_says_how_words_are_found(desk):
    page = await desk.page("/search?q=marzipan")
    assert "Nothing found" in words(page.xpath("//p[@class='zero-results']")[0])
    assert not (await desk.page("/search")).xpath("//p[@class='zero-results']")


def test_a_snippet_is_cut_at_the_words_that_were_found():
    assert marked(f"a {OPEN}b{SHUT} c") == [(False, "a "), (True, "b"), (False, " c")]
    assert marked("a") == [(False, "a")]


def test_words_are_looked_for_as_they_stand():
    assert quoted('export "quota" - NEAR(') == '"export" """quota""" "NEAR("'
    assert quoted('" *') == ""
