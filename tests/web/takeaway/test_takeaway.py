"""What a reader takes away from a filtered view is all of it, or an error."""

import csv
import io
import json
import sqlite3
import zipfile
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from pipeline.export import cells, tables
from pipeline.web import serve
from pipeline.web.takeaway import answer, feed, forms, view

ATOM = f"{{{feed.ATOM}}}"


def read(response):
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text, newline="")))


def kept(desk, where="1"):
    return desk.rows(f"select * from claims where {where} order by published desc, id")  # noqa: S608 - ours


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("", "1"),
        ("_size=2", "1"),
        ("_size=2&_next=x", "1"),
        ("type=share", "type = 'share'"),
        ("commodity=lithium&type__not=policy", "commodity = 'lithium' and type <> 'policy'"),
        ("share_low__gte=60&_sort=share_low", "share_low >= 60"),
        ("_facet=type&_labels=on&_stream=1&_dl=1", "1"),
        ("_search=lithium", "id in (select id from claims where quote like '%ithium%')"),
        ("policy__contains=limit+5", "0"),
    ],
)
async def test_csv_holds_every_row_of_the_filter_and_no_other(desk, query, where):
    rows = read(await desk.get(f"/claims/claims.csv?{query}"))
    assert sorted(row["claim_id"] for row in rows) == sorted(row["id"] for row in kept(desk, where))


async def test_the_columns_are_those_of_the_command_line(desk):
    response = await desk.get("/claims/claims.csv")
    assert response.text.splitlines()[0] == ",".join(tables.CLAIMS.names)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="claims.csv"'


async def test_chosen_columns_and_other_tables_come_as_they_are(desk):
    rows = read(await desk.get("/claims/claims.csv?_col=quote&type=goal"))
    assert [list(row) for row in rows] == [["id", "quote"]]
    articles = read(await desk.get("/claims/articles.csv"))
    assert {row["text"] for row in articles} == {row["text"] for row in desk.rows("select text from articles")}


async def test_no_cell_runs_in_a_spreadsheet_and_the_text_comes_back(material, tmp_path):
    path = material.fill(tmp_path / "formula.db", hostile=False)
    with sqlite3.connect(path) as conn:
        conn.execute("update claims set attribution = '=1+1', policy = '@SUM(A1)' where type = 'policy'")
    formula = serve.build(path)
    (safe, raw) = [read(await formula.client.get(f"/claims/claims.csv?type=policy{more}")) for more in ("", "&_raw=1")]
    assert {row["attribution"] for row in safe} == {"'=1+1"}
    assert {cells.original(row["policy"]) for row in safe} == {"@SUM(A1)"}
    assert {row["attribution"] for row in raw} == {"=1+1"}


async def test_a_byte_order_mark_is_an_option(desk):
    assert (await desk.get("/claims/claims.csv?_bom=1")).content.startswith(b"\xef\xbb\xbfclaim_id")
    assert (await desk.get("/claims/claims.csv")).content.startswith(b"claim_id")


async def test_json_lines_and_a_workbook_hold_the_same_rows(desk):
    ids = {row["id"] for row in kept(desk)}
    lines = (await desk.get("/claims/claims.jsonl")).text.splitlines()
    assert {json.loads(line)["claim_id"] for line in lines} == ids
    response = await desk.get("/claims/claims.xlsx")
    sheet = zipfile.ZipFile(io.BytesIO(response.content)).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == len(ids) + 1
    assert "<f>" not in sheet


async def test_a_statement_of_ones_own_is_exported_whole(desk):
    sql = "with recursive n(i) as (select 1 union all select i %2B 1 from n where i < 2500) select i from n"
    rows = read(await desk.get(f"/claims.csv?sql={sql}"))
    assert [int(row["i"]) for row in rows] == list(range(1, 2501))


async def test_the_answer_of_datasette_is_kept_where_it_refuses(desk):
    for path, status in [
        ("/claims/nothing.csv", 404),
        ("/claims/claims.csv?_sort=nothing", 500),
        ("/claims.csv?sql=delete+from+claims", 400),
        ("/claims.csv?sql=select+1/", 400),
        ("/other/claims.csv", 404),
    ]:
        assert (await desk.get(path)).status_code == status, path


async def test_bytes_of_kept_pages_are_not_in_an_export(desk):
    rows = read(await desk.get("/claims/originals.csv"))
    assert rows
    assert {row["body"] for row in rows} == {""}


async def test_what_breaks_off_is_no_whole_file(desk, monkeypatch):
    """An error on the way reaches the reader as an error, not as an end."""
    monkeypatch.setattr(forms, "LINES", 2)
    real = forms.as_csv

    def broken(*given):
        for number, line in enumerate(real(*given)):
            if number == 5:
                raise sqlite3.OperationalError("interrupted")
            yield line

    monkeypatch.setattr(forms, "as_csv", broken)
    with pytest.raises(answer.BrokenOffError):
        await desk.get("/claims/claims.csv")


async def test_a_query_that_never_ends_is_ended(desk, monkeypatch):
    monkeypatch.setattr(view, "PATIENCE", 0.05)
    monkeypatch.setattr(view, "STEPS", 1000)
    endless = view.View(
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
        {},
        "query",
        tables.CLAIMS,
    )
    base = desk.datasette.get_database("claims")
    await desk.datasette.invoke_startup()
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        _ = [row async for row in view.pieces(desk.datasette, base, endless, lambda rows: rows)]


async def test_markdown_is_a_table_whose_cells_say_what_the_claims_say(desk):
    text = (await desk.get("/claims/claims.md?commodity=lithium")).text
    html = MarkdownIt().enable("table").render(text)
    assert html.count("<tr>") == 5
    assert "not verified" in html
    assert "<td>down by at least 12%</td>" in html
    facts = MarkdownIt().enable("table").render((await desk.get("/claims/facts.md?commodity=copper")).text)
    assert "<td>12–31%</td>" in facts


async def test_markdown_of_attacks_is_text(desk):
    html = MarkdownIt().enable("table").render((await desk.get("/claims/claims.md")).text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert 'href="javascript' not in html


async def test_markdown_of_more_than_anybody_reads_is_refused(desk, monkeypatch):
    monkeypatch.setattr(forms, "READABLE", 3)
    response = await desk.get("/claims/claims.md")
    assert response.status_code == 400
    assert "More than 3 rows" in response.text


async def test_a_notebook_reads_the_csv_of_the_same_filter(desk):
    made = json.loads((await desk.get("/claims/claims.ipynb?type=share")).text)
    assert made["nbformat"] == 4
    (code,) = [cell["source"] for cell in made["cells"] if cell["cell_type"] == "code"]
    assert 'pandas.read_csv("http://localhost/claims/claims.csv?type=share")' in code


async def test_a_feed_tells_of_the_newest_claims_that_fit(desk):
    response = await desk.get("/claims/claims.atom?commodity=lithium")
    assert response.headers["content-type"] == "application/atom+xml; charset=utf-8"
    tree = ET.fromstring(response.content)  # noqa: S314 - our own answer
    entries = tree.findall(f"{ATOM}entry")
    assert {entry.findtext(f"{ATOM}id") for entry in entries} == {
        f"urn:sha256:{row['id']}" for row in kept(desk, "commodity = 'lithium'")
    }
    assert all(entry.findtext(f"{ATOM}updated") for entry in entries)
    for entry in entries:
        (page,) = [link.get("href") for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert (await desk.get(page.removeprefix("http://localhost"))).status_code == 200
    assert "not verified" in tree.findtext(f"{ATOM}subtitle")


async def test_a_feed_of_attacks_is_text(desk):
    tree = ET.fromstring((await desk.get("/claims/claims.atom")).content)  # noqa: S314 - our own answer
    links = [link.get("href") for link in tree.iter(f"{ATOM}link")]
    assert all(link.startswith(("http://", "https://")) for link in links)


async def test_a_feed_is_of_claims_only(desk):
    assert (await desk.get("/claims/articles.atom")).status_code == 400


async def test_each_form_is_offered_with_the_filter(desk):
    page = await desk.page("/claims/claims?type=share")
    links = page.xpath("//details[@class='take']//a/@href")
    assert [link for link in links if "json?" not in link] == [
        "/claims/claims.csv?type=share",
        "/claims/claims.csv?type=share&_bom=1",
        "/claims/claims.xlsx?type=share",
        "/claims/claims.jsonl?type=share",
        "/claims/claims.md?type=share",
        "/claims/claims.ipynb?type=share",
        "/claims/claims.atom?type=share",
    ]
    for link in links:
        assert (await desk.get(link.removeprefix("http://localhost"))).status_code == 200, link
