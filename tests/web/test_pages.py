import pytest
from lxml import html


def words(node):
    return " ".join(node.text_content().split())


def found(tree, selector):
    return tree.xpath(selector)


async def test_home_says_what_is_in_here(desk):
    home = await desk.page("/")
    (counts,) = desk.rows(
        "select (select count(*) from facts) as facts, (select count(*) from claims) as claims,"
        " (select count(*) from articles) as articles, (select sum(contradicted) from facts) as against"
    )
    assert [words(item) for item in found(home, "//ul[@class='totals']/li")] == [
        f"{counts['facts']} facts",
        f"{counts['claims']} claims",
        f"{counts['articles']} articles",
        "5 sites",
        f"{counts['against']} contradicted fact",
        f"{counts['claims']} to review",
        "1 not read",
    ]
    assert "2025-01-01 to 2025-11-02" in words(found(home, "//p[@class='when']")[0])
    newest = found(home, "//ol[@class='claim-list']/li")
    assert len(newest) == 6
    assert "Australia; Chile · lithium, production · 75%" in words(newest[0])


async def test_home_links_lead_to_what_they_count(desk):
    home = await desk.page("/")
    for item in found(home, "//ul[@class='totals']/li[a] | //ul[@class='counts']/li"):
        (link,) = item.xpath(".//a")
        page = await desk.page(link.get("href"))
        total = next(int(word) for word in words(item).split() if word.isdigit())
        result = found(page, "//h2[@class='result']")
        assert not result or words(result[0]).startswith(f"{total} row"), words(item)


async def test_home_draws_one_commodity_and_stage_of_choice(desk):
    home = await desk.page("/?commodity=rare+earths&stage=processing")
    chosen = [words(option) for option in found(home, "//select/option[@selected]")]
    assert chosen == ["rare earths", "processing"]
    shaded = found(home, "//*[name()='svg'][@class='world']//*[name()='a']/@href")
    assert set(shaded) == {"/country/CHN", "/country/AUS"}
    rows = [words(row) for row in found(home, "//table[@class='ranges'][1]//tbody/tr")]
    assert rows[0].startswith("China 90%")
    assert len(found(home, "//ol[@class='timeline']/li[a]")) == 3
    assert found(home, "//*[name()='svg'][@class='months']")


async def test_home_takes_any_choice(desk):
    home = await desk.page("/?commodity=unobtainium&stage=<script>")
    assert words(found(home, "//select/option[@selected]")[0]) == "copper"  # the one with the most origins


async def test_the_claims_table_reads_as_sentences(desk):
    page = await desk.page("/claims/claims?commodity=lithium&type=change")
    (row,) = found(page, "//table[@class='claims']/tbody/tr")
    cells = [words(cell) for cell in row.xpath("./td")]
    assert cells[:5] == [
        "change",
        "Chile",
        "lithium production",
        "down by at least 12% 2024",
        "Output of lithium in Chile fell by at least 12 percent last year.",
    ]
    assert cells[5].startswith("quay.example — at the sentence")
    assert cells[5].endswith("2025-11-02")


async def test_facets_stand_in_reading_order_and_filter(desk):
    page = await desk.page("/claims/claims")
    sections = found(page, "//nav[@class='facets']//section")
    assert [section.get("aria-label") for section in sections] == [
        "type",
        "country",
        "commodity",
        "stage",
        "policy type",
    ]
    link = next(a for a in sections[2].xpath(".//a") if words(a) == "rare earths")
    filtered = await desk.page(link.get("href"))
    assert {words(cell) for cell in found(filtered, "//td[@data-label='What']/bdi")} == {"rare earths"}
    (chosen,) = found(filtered, "//nav[@class='facets']//li[@class='selected']/a")
    assert "follow to remove" in words(chosen)


async def test_search_finds_words_by_stem(desk):
    page = await desk.page("/claims/claims?_search=refining")
    quotes = [words(cell) for cell in found(page, "//td[@data-label='Quote']")]
    assert quotes
    assert all("refin" in quote.lower() for quote in quotes)


async def test_all_columns_are_a_click_away(desk):
    page = await desk.page("/claims/claims")
    (link,) = [a for a in found(page, "//p[@class='tools']/a") if words(a) == "All columns"]
    raw = await desk.page(link.get("href"))
    columns = [th.get("data-column") for th in found(raw, "//th[@data-column]")]
    assert columns == list(desk.rows("select * from claims limit 1")[0])


async def test_every_column_of_every_table_is_described(desk):
    for (table,) in [tuple(row.values()) for row in desk.rows("select name from sqlite_master where type = 'table'")]:
        if "_fts" in table or table.startswith(("sqlite_", "_sqlite_")):
            continue
        page = await desk.page(f"/claims/{table}")
        described = {words(dt) for dt in found(page, "//dl[@class='column-descriptions']//dt")}
        columns = {row["name"] for row in desk.rows("select name from pragma_table_info(?)", table)}
        assert described == columns, table


async def test_a_claim_leads_to_its_article_at_the_marked_sentence(desk):
    for claim in desk.rows("select * from claims"):
        page = await desk.page(f"/claims/claims/{claim['id']}")
        (sentence,) = found(page, "//mark")
        for label in sentence.xpath(".//span[@class='slot-name']"):
            label.drop_tree()
        assert sentence.text_content() == claim["quote"]
        target = next(a.get("href") for a in found(page, "//p[@class='claim-foot']/a") if "#c-" in a.get("href"))
        path, _, anchor = target.partition("#")
        article = await desk.page(path)
        (spot,) = found(article, f"//*[@id='{anchor}']")
        marked = "".join(mark.text_content() for mark in found(article, "//mark[contains(@class, 'claim')]"))
        assert spot.text_content() == claim["type"]
        # cells of a row are marked one by one, without the bars between them
        assert claim["quote"].replace(" | ", "") in marked


async def test_slots_are_marked_and_named_where_they_stand(desk):
    claim = desk.rows("select * from claims where rule = 'share.mines' and share_low = 60")[0]
    page = await desk.page(f"/claims/claims/{claim['id']}")
    slots = [words(slot) for slot in found(page, "//mark//span[starts-with(@class, 'slot slot-')]")]
    assert slots == [
        "China who",
        "mines stage",
        "between 60 and 70 percent share",
        "rare earths commodity",
        "the Harbour Institute attribution",
    ]
    assert words(found(page, "//p[@class='said']")[0]) == "60–70% · not reviewed"


async def test_an_article_shows_its_whole_text_once(desk):
    for article in desk.rows("select * from articles"):
        page = await desk.page(f"/claims/articles/{article['id']}")
        (shown,) = found(page, "//article[@class='article-text']")
        for extra in shown.xpath("./h1 | ./p[@class='claim-foot'] | .//a[contains(@class, 'anchor')]"):
            extra.drop_tree()
        assert "".join(shown.text_content().split()) == "".join(article["text"].replace("|", "").split())


async def test_an_article_shows_tables_as_tables(desk):
    article = desk.rows("select id from articles where title like 'Six weeks%'")[0]["id"]
    page = await desk.page(f"/claims/articles/{article}")
    rows = [[words(cell) for cell in row] for row in found(page, "//table[@class='article-table']//tr")]
    assert rows == [
        ["Stage", "China", "Australia"],
        ["Mining", "65%", "8%"],
        ["share share Refining", "90%", "at most 5%"],
    ]
    assert words(found(page, "//article[@class='article-text']/h2")[0]) == "A narrow chain"


async def test_an_article_shows_what_was_removed_and_missed_on_demand(desk):
    article = desk.rows("select id from articles where title like 'Six weeks%'")[0]["id"]
    page = await desk.page(f"/claims/articles/{article}")
    missed, removed = found(page, "//div[@class='article-more']/details")
    assert missed.get("open") is None
    assert words(missed).startswith("Missed candidates (1)")
    assert words(missed.xpath(".//mark")[0]) == "11 percent"
    assert "no commodity" in words(missed)
    assert words(removed).startswith("Removed by cleaning (2)")
    assert "Related: Ten mines to watch" in words(removed)


async def test_the_side_list_follows_the_text(desk):
    article = desk.rows("select id from articles where title like 'Six weeks%'")[0]["id"]
    page = await desk.page(f"/claims/articles/{article}")
    listed = [a.get("href").removeprefix("#") for a in found(page, "//aside//li/a")]
    assert listed == [a.get("id") for a in found(page, "//a[contains(@class, 'anchor')]")]
    assert words(found(page, "//aside/h2")[0]) == "7 claims"


@pytest.mark.parametrize(
    "path", ["/claims/claims/nothing", "/claims/articles/nothing", "/claims/nothing", "/nothing", "/a/b/c/d/e"]
)
async def test_what_is_not_there_is_a_page_too(desk, path):
    response = await desk.get(path)
    assert response.status_code == 404
    assert "Extracted, not verified" in html.document_fromstring(response.text).text_content()


async def test_a_claim_shows_the_rule_that_read_it(desk):
    claim = desk.rows("select * from claims where type = 'policy' and rule = 'policy.widened'")[0]
    page = await desk.page(f"/claims/claims/{claim['id']}")
    assert "no longer has" in words(page)


async def test_a_year_tells_the_words_it_was_read_from(material, tmp_path):
    from pipeline import types as t  # noqa: PLC0415 - only here
    from pipeline.store.write import Store  # noqa: PLC0415 - the same
    from pipeline.web import serve  # noqa: PLC0415 - the same

    text = "Chile could not raise its output of lithium by 12 percent last year.\n"
    claim = t.Change(
        evidence=material.evidence(
            text, text.strip(), "change.fell", year="last year", value_low="12 percent", modality="not"
        ),
        countries=("CHL",),
        commodity="lithium",
        value_low=12,
        value_high=12,
        unit="percent",
        year=2024,
        modality=t.Modality.NEGATED,
    )
    path = tmp_path / "claims.db"
    with Store(path, material.NAMES) as store:
        run = store.start_run("ingest", "rules")
        article = t.Article(text, published="2025-03-01", url="https://quay.example/a")
        store.save(t.Page(b"x", t.Origin("a")), article, t.Extraction((claim,)), run)
    (found,) = (await serve.build(path).client.get("/claims/claims.json?_shape=array")).json()
    page = html.document_fromstring((await serve.build(path).client.get(f"/claims/claims/{found['id']}")).text)
    assert "Year2024 from “last year” in an article of 2025-03-01" in words(page)
    assert "Meant as negated because of “not”, which bears on it" in words(page)
    assert "Also in the sentence, but not bearing on this claim as it was read: “could” (possible)." in words(page)


async def test_a_country_page_lists_what_it_holds_with_others_and_says_so(desk):
    (joint,) = desk.rows("select * from facts where country_code = 'AUS; CHL' limit 1")
    for code in ("AUS", "CHL"):
        page = await desk.page(f"/country/{code}")
        (item,) = found(page, f"//ul[@class='fact-list']/li[.//a[contains(@href, '{joint['fact_id']}')]]")
        assert "joint" in words(item)
        assert "Australia; Chile" in words(item)
    assert "Together with others" not in words(await desk.page("/country/CHN"))
