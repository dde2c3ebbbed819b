"""The facts table and the page of a fact: ranges, independent origins, contradictions."""

import pytest

from pipeline.web import facts


def words(node):
    return " ".join(node.text_content().split())


def copper(desk):
    (fact,) = desk.rows("select * from facts where commodity = 'copper'")
    return fact


async def test_facts_are_a_table_with_ranges_origins_and_agreement(desk):
    page = await desk.page("/claims/facts?commodity=copper")
    (row,) = page.xpath("//table[contains(@class, 'facts')]/tbody/tr")
    cells = [words(cell) for cell in row.xpath("./td")]
    assert cells[1:4] == ["Chile", "copper mining", "12–31% 2024"]
    assert cells[5:] == ["3 in 4 articles of 4 sites", "≠ contradicted", "2025-02-03 to 2025-06-01"]
    (bar,) = row.xpath(".//*[name()='svg']")
    assert bar.get("aria-label") == "12–31%, median 29.5%"
    (span,) = bar.xpath("./*[name()='rect'][@class='span']")
    assert (span.get("x"), span.get("width")) == ("12.0%", "19.0%")


async def test_facets_of_facts_are_words(desk):
    page = await desk.page("/claims/facts")
    sections = {one.get("aria-label"): one for one in page.xpath("//nav[@class='facets']//section")}
    assert list(sections) == ["type", "country", "commodity", "stage", "policy type", "contradicted"]
    assert [words(link) for link in sections["contradicted"].xpath(".//a")] == ["no contradiction", "contradicted"]


async def test_a_fact_is_a_series_of_bars_each_an_article(desk):
    page = await desk.page(f"/claims/facts/{copper(desk)['fact_id']}")
    bars = page.xpath("//*[name()='svg'][@class='series']//*[name()='g']")
    assert len(bars) == 4
    assert [bar.get("class") for bar in bars] == ["bar against", "bar against", "bar copy", "bar against"]
    places = [float(bar.xpath("./*[name()='line']/@x1")[0].rstrip("%")) for bar in bars]
    assert places == sorted(places)
    assert "Chile" in words(page.xpath("//h1")[0])
    targets = page.xpath("//*[name()='svg'][@class='series']//*[name()='a']/@href")
    assert all(page.xpath("//*[@id=$id]", id=target[1:]) for target in targets)


async def test_copies_of_one_origin_are_listed_together(desk):
    page = await desk.page(f"/claims/facts/{copper(desk)['fact_id']}")
    origins = page.xpath("//ol[@class='origins']/li")
    names = [words(origin.xpath("./p[@class='origin-name']")[0]) for origin in origins]
    assert names == [
        "The story itself",
        "the Pier Group 2 claims, counted as one origin",
        "The story itself",
    ]
    quotes = [[words(quote) for quote in origin.xpath(".//blockquote")] for origin in origins]
    assert [len(each) for each in quotes] == [1, 2, 1]
    assert quotes[2] == ["Chile digs a mere 12 percent of all copper in 2024, we found."]
    for link in page.xpath("//ol[@class='origins']//blockquote/a"):
        assert (await desk.get(link.get("href"))).status_code == 200


async def test_a_contradiction_shows_both_quotes(desk):
    page = await desk.page(f"/claims/facts/{copper(desk)['fact_id']}")
    pairs = page.xpath("//ol[@class='pairs']/li")
    assert pairs
    for pair in pairs:
        quotes = [words(quote) for quote in pair.xpath(".//blockquote")]
        assert len(quotes) == 2
        assert sum("a mere 12 percent" in quote for quote in quotes) == 1


async def test_a_fact_is_cited_with_its_origins_and_without_a_verdict(desk):
    fact = copper(desk)
    page = await desk.page(f"/claims/facts/{fact['fact_id']}")
    cite = words(page.xpath("//p[@class='cite']")[0])
    assert cite.startswith(
        "Chile, copper, mining: 12–31% (2024), as read from 4 news articles with 3 independent origins"
    )
    assert "not verified" in cite
    assert fact["fact_id"] in cite


async def test_a_policy_fact_has_a_time_line(desk):
    (fact,) = desk.rows("select * from facts where type = 'policy' and country_code = 'USA'")
    page = await desk.page(f"/claims/facts/{fact['fact_id']}")
    (mark,) = page.xpath("//ol[@class='timeline']//*[contains(@class, 'state-announced')]")
    assert words(mark) == "announced: first 2025-11-02"


def test_an_origin_is_called_as_its_earliest_claim_calls_it():
    group = [{"attribution": ""}, {"attribution": "the IEA"}, {"attribution": "IEA data"}]
    assert facts.name_of(group) == "the IEA"
    assert facts.name_of([{"attribution": ""}]) == ""


@pytest.mark.parametrize(
    ("path", "headings"),
    [
        ("/country/CHL", ["Shares of the world", "Other figures and goals", "Together with others"]),
        ("/country/CHN", ["Shares of the world", "Policies", "Other figures and goals"]),
        ("/country/EU", ["Dependencies", "Other figures and goals"]),
        ("/commodity/copper", ["Where: mining", "Shares by stage and country", "Claims by month"]),
        ("/commodity/permanent%20magnets", ["Dependencies", "Other figures and goals", "Claims by month"]),
        ("/policy/stockpile", ["By whom", "On what", "Newest"]),
    ],
)
async def test_places_have_pages(desk, path, headings):
    page = await desk.page(path)
    assert [words(heading) for heading in page.xpath("//main//h2")] == headings
    for link in page.xpath("//main//a[starts-with(@href, '/')]/@href"):
        assert (await desk.get(link)).status_code == 200, link


@pytest.mark.parametrize("path", ["/country/XYZ", "/country/chn", "/commodity/unobtainium", "/policy/none"])
async def test_what_nothing_is_said_of_is_not_found(desk, path):
    assert (await desk.get(path)).status_code == 404


async def test_the_map_shades_countries_by_their_share_and_leads_to_them(desk):
    page = await desk.page("/commodity/copper")
    (shape,) = page.xpath("//*[name()='svg'][@class='world']//*[name()='a']/*[name()='path']")
    assert shape.get("class") == "shade-3"
    assert words(shape) == "Chile: 29.5%"
    assert shape.getparent().get("href") == "/country/CHL"
    assert len(page.xpath("//*[name()='svg'][@class='world']//*[name()='path']")) > 150


async def test_who_depends_on_whom_is_a_picture_and_a_list(desk):
    page = await desk.page("/country/EU")
    assert page.xpath("//*[name()='svg'][@class='graph']//*[name()='a']/@href") == ["/country/FOREIGN"]
    assert "European Union depends on foreign countries: permanent magnets" in words(page)


async def test_contradictions_are_pairs_of_quotes(desk):
    page = await desk.page("/claims/contradictions")
    pairs = page.xpath("//ol[@class='pairs']/li")
    assert len(pairs) == 2
    assert words(pairs[0]).startswith("Chile · copper · mining · 2024 figures that don't agree")
    assert len(pairs[0].xpath(".//blockquote")) == 2


async def test_policies_are_listed_by_kind_and_on_a_time_line(desk):
    page = await desk.page("/policies")
    kinds = [words(one) for one in page.xpath("//ul[@class='chips']/li")]
    assert sorted(kinds) == ["export control 1", "stockpile 1", "tariff 1"]
    for link in page.xpath("//ul[@class='chips']//a/@href"):
        assert (await desk.get(link)).status_code == 200
    assert "United States: stockpile, lithium" in words(page.xpath("//ol[@class='timeline']")[0])


async def test_a_claim_leads_to_its_fact_and_to_what_contradicts_it(desk):
    (claim,) = desk.rows("select id from claims where commodity = 'copper' and share_low = 12")
    page = await desk.page(f"/claims/claims/{claim['id']}")
    assert copper(desk)["fact_id"] in "".join(page.xpath("//main//a/@href"))
    against = page.xpath("//h2[. = 'Contradicted by']/following-sibling::ul[1]/li")
    assert sorted(words(one)[:15] for one in against) == ["Chile digs 30 p", "Chile digs at l"]
    assert "Archived page: sha256" in words(page.xpath("//p[@class='cite']")[0])


async def test_all_tables_are_told_in_words(desk):
    page = await desk.page("/claims")
    titles = [words(one) for one in page.xpath("//ul[@class='tables']//h2/a")]
    assert {"Facts", "Claims", "Articles", "Not read", "Removed from pages", "Missed candidates"} <= set(titles)
    assert page.xpath("//form[@class='sql']//textarea/@aria-label") == ["SQL"]
