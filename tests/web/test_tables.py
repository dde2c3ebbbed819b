"""The tables that are read as sentences: Datasette's own rules, without its cells."""

import sqlite3
from contextlib import closing

import pytest
from datasette.app import Datasette


def words(node):
    return " ".join(node.text_content().split())


async def walked(desk, path):
    """The pages from this one on."""
    pages = []
    while path:
        assert "_nocount" not in path
        pages.append(await desk.page(path))
        path = next(iter(pages[-1].xpath("//p[@class='next']/a/@href")), "")
    return pages


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/claims/claims?_size=4", "1"),
        ("/claims/claims?_size=3&type=share", "type = 'share'"),
        ("/claims/claims?_size=2&_search=lithium", "quote like '%lithium%'"),
        ("/claims/claims?_size=4&_sort=country", "1"),
    ],
)
async def test_page_after_page_shows_each_row_once_and_the_same_counts(desk, path, where):
    pages = await walked(desk, path)
    shown = [link.rpartition("/")[2] for page in pages for link in page.xpath("//td[@data-label='Quote']/a/@href")]
    rows = {row["id"] for row in desk.rows(f"select id from claims where {where}")}  # noqa: S608 - ours
    assert len(pages) > 1
    assert len(shown) == len(set(shown))
    assert set(shown) == rows
    assert len({words(page.xpath("//div[@id='facets']")[0]) for page in pages}) == 1
    assert all(words(page.xpath("//h2[@class='result']")[0]).startswith(f"{len(rows)} row") for page in pages)


async def test_what_a_search_finds_has_the_newest_first_unless_ordered(desk):
    page = await desk.page("/claims/claims?_search=lithium")
    found = [link.rpartition("/")[2] for link in page.xpath("//td[@data-label='Quote']/a/@href")]
    ids = [row["id"] for row in desk.rows("select id from claims order by rowid desc")]
    assert found == [each for each in ids if each in found]
    assert words(page.xpath("//h2[@class='result']")[0]).endswith("the newest first")
    ordered = await desk.page("/claims/claims?_search=lithium&_sort=country")
    assert words(ordered.xpath("//h2[@class='result']")[0]).endswith("sorted by country")


async def test_a_facet_that_was_asked_for_can_be_taken_off_again(desk):
    page = await desk.page("/claims/claims?_facet=site&type=share")
    (section,) = page.xpath("//section[@aria-label='site']")
    (off,) = section.xpath(".//a[@class='cross']/@href")
    assert off == "/claims/claims?type=share"
    counted = {
        row["site"]: row["n"]
        for row in desk.rows("select site, count(*) as n from claims where type = 'share' group by 1")
    }
    shown = {words(item.xpath("./a")[0]): int(words(item.xpath("./span")[0])) for item in section.xpath(".//li")}
    assert shown == {site or "(none)": n for site, n in counted.items()}


async def test_tables_of_these_names_in_other_databases_are_left_as_they_are(database, tmp_path):
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as conn, conn:
        conn.execute("create table claims (id text primary key, said text)")
        conn.execute("insert into claims values ('ab12', 'something else')")
    client = Datasette([str(database), str(other)]).client
    for path in ("/other/claims", "/other/claims/ab12"):
        answer = await client.get(path)
        assert answer.status_code == 200, path
        assert "something else" in answer.text
        assert 'class="claims"' not in answer.text
