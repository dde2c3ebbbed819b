"""Claims from tables: pages of our own, the two real articles, and small tables for each rule."""

import json
from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.extract import Extractor, tables
from pipeline.extract.claims import table
from pipeline.types import BlockKind, Claim, Document, Miss, Origin, Page
from pipeline.vocab import rules

FOLDER = Path(__file__).resolve().parents[1] / "tables"
PAGES = sorted(FOLDER.glob("*.html"))


def said(claim, text):
    """The slots that say something, with the row."""
    slots = {name: value for name, value in claim.slots().items() if value not in (None, "", [], "asserted")}
    return slots | {"row": claim.evidence.span.of(text)}


def claims(document):
    return [one for grid in tables.find(document) for one in table.find(grid, document) if isinstance(one, Claim)]


@pytest.fixture(scope="module")
def extractor():
    return Extractor()


each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def article_and_expected(page):
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    return clean(Page(page.read_bytes(), Origin(page.name, content_type="text/html"))), expected


def test_there_are_thirty_pages():
    assert len(PAGES) == 30


@each_page
def test_a_page_keeps_the_cells_of_its_tables(page):
    """Each cell of each data row with the path of headers over it."""
    article, expected = article_and_expected(page)
    rows = [block for block in article.document.blocks if block.kind is BlockKind.TABLE_ROW]
    found = [[[list(cell.header), cell.span.of(article.text)] for cell in row.cells] for row in rows]
    assert found == expected["cells"]


@each_page
def test_a_page_gives_the_claims_of_its_tables(page, extractor):
    """The claims that are there; those under "unread" are known to be missed, and to be moved once they are read."""
    article, expected = article_and_expected(page)
    found = [
        said(one, article.text)
        for one in extractor.extract(article.document).claims
        if one.evidence.rule.startswith("table.")
    ]
    order = lambda one: json.dumps(one, sort_keys=True, default=float)  # noqa: E731 - a key used twice
    assert sorted(found, key=order) == sorted(expected["claims"], key=order)


@pytest.mark.parametrize("page", [one for one in PAGES if one.stem.startswith("none-")], ids=lambda page: page.stem)
def test_pages_of_something_else_give_no_claim_by_any_rule(page, extractor):
    article, _ = article_and_expected(page)
    assert extractor.extract(article.document).claims == ()


TABLE_RULES = [one for one in rules.rules() if one.id.startswith("table.")]
each_rule = pytest.mark.parametrize("rule", TABLE_RULES, ids=lambda one: one.id)


@each_rule
def test_a_rule_reads_its_example(rule):
    found = claims(Document(rule.example.strip()))
    assert [one.evidence.rule for one in found] == [rule.id] * len(rule.expect)
    for one, expected in zip(found, rule.expect, strict=True):
        slots = one.slots() | {"countries": ",".join(one.countries)}
        for pair in expected.split():
            name, value = pair.split("=")
            have = slots[name]
            assert (f"{have:g}" if isinstance(have, float) else str(have)) == value.replace("_", " "), name


@each_rule
def test_a_rule_reads_nothing_in_its_counterexample(rule):
    text = rule.counterexample.strip()
    assert tables.find(Document(text))
    assert claims(Document(text)) == []


def test_the_first_real_article_has_no_table(shared):
    text = (shared / "articles" / "china-ai-supply-chain.txt").read_text(encoding="utf-8")
    assert claims(Document(text)) == []


def test_the_second_real_article_has_three_shares_and_eight_goals(shared):
    text = (shared / "articles" / "tech-arms-race.txt").read_text(encoding="utf-8")
    found = claims(clean(Page(text.encode(), Origin("-", content_type="text/plain"))).document)
    shares = [(one.countries, one.commodity, one.stage, one.share_low, one.share_high) for one in found[:3]]
    assert shares == [
        (("CHN",), "rare earths", "mining", 60, 70),
        (("CHN",), "rare earths", "processing", 85, 95),
        (("CHN",), "permanent magnets", "manufacturing", 90, None),
    ]
    arenas = ("semiconductors", "artificial intelligence", "quantum computing", "biotechnology")
    goals = [(one.type, one.commodity, one.countries) for one in found[3:]]
    assert goals == [("goal", arena, (code,)) for arena in arenas for code in ("CHN", "USA")]
    assert len({one.goal for one in found[3:]}) == 8


CAPTION = "Refining of cobalt, share of world total, 2024 (%)"


@pytest.mark.parametrize(
    ("head", "rows", "expected"),
    [
        ("Country | Share", ["China | 76", "World | 100"], ["CHN"]),
        ("Country | Share", ["China | 76", "Others | 24"], ["CHN"]),
        ("Country | Share", ["China | n/a", "Japan | -"], []),
        ("Country | Share", ["China Example Steel Corp | 76", "Korea Zinc | 24"], []),
        ("Country | Share", ["Ontario | 6", "Quebec | 4"], []),
        ("Country | Price", ["China | 76%", "Japan | 24%"], []),
        ("Country | Share", ["China (mainland) | 76", "Japan* | 24"], ["CHN", "JPN"]),
        ("Country | Share", ["Georgia | 1", "Finland | 8"], ["GEO", "FIN"]),
        ("State | Share", ["Georgia | 1", "Texas | 8"], []),
        ("Poll | Voters", ["China | 76", "Japan | 24"], []),
    ],
)
def test_only_countries_hold_shares(head, rows, expected):
    text = "\n".join((CAPTION, head, *rows))
    assert [code for one in claims(Document(text)) for code in one.countries] == expected


@pytest.mark.parametrize(
    ("cell", "low", "high", "bound"),
    [
        ("76", 76, 76, "exact"),
        ("~60-70", 60, 70, "range"),
        (">90", 90, None, "at_least"),
        ("<1", None, 1, "at_most"),
        ("about 60%", 60, 60, "about"),
        ("up to 5%", None, 5, "at_most"),
        ("12.5*", 12.5, 12.5, "exact"),
        ("12.5 [3]", 12.5, 12.5, "exact"),
    ],
)
def test_a_bare_number_takes_the_unit_of_the_caption(cell, low, high, bound):
    (first, *_) = claims(Document(f"{CAPTION}\nCountry | Share\nChina | {cell}\nJapan | 3"))
    assert (first.share_low, first.share_high, first.bound) == (low, high, bound)


@pytest.mark.parametrize(
    ("unit", "value", "name"),
    [
        ("kt", 12_000, "t"),
        ("million tonnes", 12e6, "t"),
        ("'000 tonnes", 12_000, "t"),
        ("thousand metric tons", 12_000, "t"),
        ("t REO", 12, "t"),
    ],
)
def test_units_of_headers_are_carried_to_the_cells(unit, value, name):
    found = claims(Document(f"Rare earths mined in 2024\nCountry | Mine output ({unit})\nChina | 12\nJapan | 3"))
    assert (found[0].value_low, found[0].unit) == (value, name)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Note: figures in thousand tonnes.", [(2_870_000, "t")]),
        ("All figures are in tonnes", [(2870, "t")]),
        ("Note: the figures of 2023 were corrected in May.", []),
        ("The clerks put the figures in thousand tonnes, of which they were proud, and then went home to bed.", []),
    ],
)
def test_a_line_below_the_rows_may_give_the_unit(note, expected):
    page = (
        f"<article><h1>Beans</h1><p>{'The harbour was quiet. ' * 9}</p><table><caption>Coffee exports, 2024</caption>"
    )
    page += (
        "<tr><th>Country</th><th>Exports</th></tr><tr><td>Brazil</td><td>2870</td></tr><tr><td>Peru</td><td></td></tr>"
    )
    page += f"<tr><td>Chile</td><td>n/a</td></tr></table><p>{note}</p><p>{'The lamps were lit. ' * 9}</p></article>"
    found = claims(clean(Page(page.encode(), Origin("-", content_type="text/html"))).document)
    assert [(one.value_low, one.unit) for one in found] == expected


def test_a_cell_that_says_too_little_is_missed_with_a_reason():
    document = Document(f"{CAPTION}\nCountry | Share\nNobody | 3\nChina | 76")
    (grid,) = tables.find(document)
    misses = [one for one in table.find(grid, document) if isinstance(one, Miss)]
    assert [(one.trigger.of(document.text), one.reason) for one in misses] == [("3", "the row is of nothing known")]


def test_rows_are_not_read_as_sentences_too(extractor):
    rows = "China | China refines 76% of the world's cobalt\nJapan | 3%\nFinland | 8%"
    text = f"{CAPTION}\nCountry | Share\n{rows}"
    found = extractor.extract(Document(text)).claims
    assert [(one.evidence.rule, one.countries) for one in found] == [
        ("table.share", ("JPN",)),
        ("table.share", ("FIN",)),
    ]
