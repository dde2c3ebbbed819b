"""HTML tables keep their cells: one line a row, each cell with the heads of its column."""

import pytest

from pipeline.types import BlockKind

SHARES = """<table><caption>Who mines the ore</caption>
<thead><tr><th>Country</th><th>Mining, %</th><th>Refining, %</th></tr></thead>
<tbody><tr><td>Northland</td><td>60</td><td>85</td></tr><tr><td>Southland</td><td>12</td><td>3</td></tr></tbody></table>"""


def kinds(found, *wanted):
    return [block.span.of(found.text) for block in found.blocks if block.kind in wanted]


def rows(found):
    return [block for block in found.blocks if block.kind is BlockKind.TABLE_ROW]


def cells(found, row):
    return [(cell.span.of(found.text), cell.header) for cell in rows(found)[row].cells]


def test_a_row_is_a_line_with_cells_heads_and_caption(web):
    found = web.article(web.page(*web.prose, SHARES))
    assert kinds(found, BlockKind.CAPTION) == ["Who mines the ore"]
    assert kinds(found, BlockKind.TABLE_HEADER) == ["Country | Mining, % | Refining, %"]
    assert kinds(found, BlockKind.TABLE_ROW) == ["Northland | 60 | 85", "Southland | 12 | 3"]
    assert cells(found, 0) == [("Northland", ("Country",)), ("60", ("Mining, %",)), ("85", ("Refining, %",))]
    assert [cell.is_row_header for cell in rows(found)[0].cells] == [True, False, False]
    assert {block.caption for block in rows(found)} == {"Who mines the ore"}


def test_a_table_stands_where_it_stood(web):
    found = web.article(web.page(*web.prose[:2], SHARES, *web.prose[2:]))
    lines = found.text.split("\n")
    assert lines.index("Northland | 60 | 85") > lines.index(web.prose[1])
    assert lines.index("Northland | 60 | 85") < lines.index(web.prose[2])


@pytest.mark.parametrize(
    "wrap", ['<figure class="wp-block-table">{}</figure>', "<div><div>{}</div></div>", "<section>{}</section>"]
)
def test_a_table_in_a_box_of_the_article_is_kept(web, wrap):
    found = web.article(web.page(*web.prose[:3], wrap.format(SHARES), *web.prose[3:]))
    assert "Northland | 60 | 85" in found.text


HEADS = {
    "td heads over figures": (
        """<tr><td>Country</td><td>2023</td><td>2024</td></tr><tr><td>Northland</td><td>60</td><td>61</td></tr>""",
        "Country | 2023 | 2024",
        [("Northland", ("Country",)), ("60", ("2023",)), ("61", ("2024",))],
    ),
    "td heads in bold": (
        """<tr><td><b>Metal</b></td><td><b>Use</b></td></tr><tr><td>Nickel</td><td>Steel</td></tr>""",
        "Metal | Use",
        [("Nickel", ("Metal",)), ("Steel", ("Use",))],
    ),
    "two rows of heads with spans": (
        """<thead><tr><th rowspan="2">Metal</th><th colspan="2">Output</th></tr>
        <tr><th>2023</th><th>2024</th></tr></thead>
        <tr><td>Nickel</td><td>4</td><td>5</td></tr><tr><td>Tin</td><td>1</td><td>2</td></tr>""",
        "Metal | Output",
        [("Nickel", ("Metal",)), ("4", ("Output", "2023")), ("5", ("Output", "2024"))],
    ),
    "row heads in th": (
        """<tr><th></th><th>Share</th></tr><tr><th scope="row">Northland</th><td>60%</td></tr>
        <tr><th scope="row">Southland</th><td>9%</td></tr>""",
        " | Share",
        [("Northland", ()), ("60%", ("Share",))],
    ),
    "footnote marks are no digits": (
        """<tr><th>Metal</th><th>Share</th></tr><tr><td>Nickel</td><td>60<sup>1</sup></td></tr>
        <tr><td>Tin</td><td>9</td></tr>""",
        "Metal | Share",
        [("Nickel", ("Metal",)), ("60", ("Share",))],
    ),
    "blocks inside cells": (
        """<tr><th>Metal<br>ore</th><th>Share</th></tr><tr><td><p>Nickel</p><p>ore</p></td><td>60</td></tr>
        <tr><td>Tin</td><td>9</td></tr>""",
        "Metal ore | Share",
        [("Nickel ore", ("Metal ore",)), ("60", ("Share",))],
    ),
}


@pytest.mark.parametrize(("table", "header", "first"), HEADS.values(), ids=HEADS)
def test_heads_and_spans(web, table, header, first):
    found = web.article(web.page(*web.prose, f"<table>{table}</table>"))
    assert kinds(found, BlockKind.TABLE_HEADER)[0] == header
    assert cells(found, 0) == first


def test_a_row_span_is_said_again(web):
    table = """<table><tr><th>Land</th><th>Ore</th><th>t</th></tr>
    <tr><td rowspan="2">Northland</td><td>Tin</td><td>4</td></tr><tr><td>Zinc</td><td>5</td></tr></table>"""
    found = web.article(web.page(*web.prose, table))
    assert kinds(found, BlockKind.TABLE_ROW) == ["Northland | Tin | 4", "Northland | Zinc | 5"]


def test_a_wide_row_heads_the_rows_below_it(web):
    table = """<table><tr><th>Country</th><th>Share</th></tr>
    <tr><td colspan="2">Mining</td></tr><tr><td>Northland</td><td>60</td></tr>
    <tr><td colspan="2">Refining</td></tr><tr><td>Northland</td><td>85</td></tr></table>"""
    found = web.article(web.page(*web.prose, table))
    assert cells(found, 0)[1] == ("60", ("Mining", "Share"))
    assert cells(found, 1)[1] == ("85", ("Refining", "Share"))


def test_a_source_row_is_a_note(web):
    table = SHARES.replace("</tbody>", '<tr><td colspan="3">Source: Office of Mines</td></tr></tbody>')
    found = web.article(web.page(*web.prose, table))
    assert len(rows(found)) == 2
    assert "Source: Office of Mines" in found.text.split("\n")


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><h2>Layout</h2></td><td><p>Right.</p></td></tr><tr><td>a</td><td>b</td></tr></table>",
        '<table role="presentation"><tr><td>Box</td><td>left</td></tr><tr><td>Box</td><td>right</td></tr></table>',
        '<table class="calendar"><tr><th>May</th><th>June</th></tr><tr><td>1</td><td>2</td></tr></table>',
        "<table><tr><th>Mo</th><th>Tu</th><th>We</th><th>Th</th><th>Fr</th><th>Sa</th><th>Su</th></tr>"
        + "".join("<tr>" + "".join(f"<td>{7 * week + day}</td>" for day in range(1, 8)) + "</tr>" for week in range(4))
        + "</table>",
        '<table class="weather-box"><tr><th>City</th><th>Low</th></tr><tr><td>Northtown</td><td>3</td></tr></table>',
        "<table><tr><th>Cookie</th><th>Duration</th></tr><tr><td>_ga</td><td>2 years</td></tr></table>",
        "<table><tr><th>Ticker</th><th>Last</th><th>Change</th></tr><tr><td>NRT</td><td>4.1</td><td>-1%</td></tr></table>",
        "<table><tr><td>one column</td></tr><tr><td>two</td></tr></table>",
    ],
    ids=["layout", "presentation", "calendar-class", "calendar", "weather", "cookies", "shares", "column"],
)
def test_what_is_no_data_has_no_rows(web, table):
    assert rows(web.article(web.page(*web.prose, table))) == []


def test_a_table_beside_the_article_is_left(web):
    html = web.page(*web.prose).replace("</main>", f"</main><aside>{SHARES}</aside>")
    assert "Northland" not in web.article(html).text
