"""Who, when, where: read from what a page declares, and refused where it can't be."""

import gzip
import json

import pytest

from pipeline.clean import authors, dates
from pipeline.clean.metadata import without_site

LIMIT = dates.latest("2026-01-01T00:00:00+00:00")


def ld(**fields):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2025-05-03", "2025-05-03"),
        ("2025-05-03T10:00:00Z", "2025-05-03T10:00:00Z"),
        ("2025-05-03T10:00:00.123+0200", "2025-05-03T10:00:00+02:00"),
        ("2025-05-03 10:00", "2025-05-03T10:00:00"),
        ("20250503", "2025-05-03"),
        ("May 3, 2025", "2025-05-03"),
        ("3 May 2025", "2025-05-03"),
        ("Sat, 03 May 2025 10:00:00 GMT", "2025-05-03"),
        ("2025-02-30", ""),
        ("1987-05-03", ""),
        ("2031-05-03", ""),
        ("05/03/2025", ""),  # month or day first: no one knows
        ("soon", ""),
        ("", ""),
        ("٢٠٢٥-٠٥-٠٣", ""),
    ],
)
def test_dates_are_iso_or_nothing(value, iso):
    assert dates.iso(value, LIMIT) == iso


def test_json_ld_wins_over_meta_tags(web):
    head = '<meta property="article:published_time" content="2024-01-01">' + ld(datePublished="2025-05-03T08:00:00Z")
    assert web.article(web.page(*web.prose, head=head)).published == "2025-05-03T08:00:00Z"


def test_an_impossible_date_is_passed_over(web):
    head = '<meta property="article:published_time" content="2025-05-03">' + ld(datePublished="0001-01-01T00:00:00Z")
    assert web.article(web.page(*web.prose, head=head)).published == "2025-05-03"


def test_a_page_after_its_retrieval_is_refused(web):
    head = ld(datePublished="2025-05-03")
    assert web.article(web.page(*web.prose, head=head), retrieved="2024-05-03T00:00:00Z").published == ""


def test_what_the_source_knows_wins(web):
    found = web.article(web.page(*web.prose, head=ld(datePublished="2025-05-03")), published="2025-05-04", title="Fed")
    assert (found.published, found.title) == ("2025-05-04", "Fed")


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"author": {"@type": "Person", "name": "Ada Example"}}, ("Ada Example",)),
        ({"author": [{"name": "Ada Example"}, {"name": "Ben Sample"}]}, ("Ada Example", "Ben Sample")),
        ({"author": "By Ada Example and Ben Sample"}, ("Ada Example", "Ben Sample")),
        ({"author": "ADA EXAMPLE"}, ("Ada Example",)),
        ({"author": {"name": "Ada Example (aex)"}}, ("Ada Example",)),
        ({"author": {"name": ["Ada Example", "Ada Example"]}}, ("Ada Example",)),
        ({"author": "https://example.org/ada"}, ()),
        ({"author": None}, ()),
        ({"author": {"name": {"name": 7}}}, ()),
    ],
)
def test_authors_are_a_list_of_names(web, fields, names):
    assert web.article(web.page(*web.prose, head=ld(**fields))).authors == names


def test_a_byline_tag_is_split():
    assert authors.people(["By Ada Example, Ben Sample & Cy Trial"]) == ("Ada Example", "Ben Sample", "Cy Trial")


def test_a_page_that_names_itself_as_author_is_asked_for_its_byline(web):
    found = web.article(web.page("<p>Ada Example</p>", *web.prose, head=ld(author={"name": "The Ledger"})))
    assert found.authors == ("Ada Example",)
    assert found.text.startswith(web.prose[0])


@pytest.mark.parametrize(
    ("title", "site", "bare"),
    [
        ("Nickel falls | The Ledger", "The Ledger", "Nickel falls"),
        ("Nickel falls - Mining - The Ledger", "The Ledger", "Nickel falls - Mining"),
        ("The Ledger: Nickel falls", "The Ledger", "The Ledger: Nickel falls"),
        ("Nickel falls — ledger.example", "ledger.example", "Nickel falls"),
        ("Nickel - the new oil", "The Ledger", "Nickel - the new oil"),
        ("Nickel falls", "The Ledger", "Nickel falls"),
        ("The Ledger", "The Ledger", "The Ledger"),
    ],
)
def test_the_site_leaves_the_title(title, site, bare):
    assert without_site(title, site) == bare


def test_the_form_most_sources_agree_on_is_the_title(web):
    head = (
        ld(headline="Nickel mine ships its first cargo") + '<meta property="og:title" content="You won’t believe it">'
    )
    assert web.article(web.page(*web.prose, head=head)).title == "Nickel mine ships its first cargo"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://a b/", "data:text/html,x", "https://"]
)
def test_an_address_is_one_of_the_web(web, url):
    assert web.article(web.page(*web.prose, head=f'<link rel="canonical" href="{url}">')).url == ""


def test_a_relative_address_is_resolved(web):
    found = web.article(
        web.page(*web.prose, head='<link rel="canonical" href="/nickel">'), url="https://ledger.example/amp/nickel"
    )
    assert found.url == "https://ledger.example/nickel"


def test_long_metadata_is_cut(web):
    found = web.article(web.page(*web.prose, head=f'<meta name="author" content="{"x" * 10_000}">', title="y " * 5000))
    assert len(found.title) <= 500
    assert found.authors == ()


@pytest.mark.parametrize(
    ("first", "agency"),
    [
        (
            "NORTHTOWN, May 3 (Reuters) - The mine shipped ore on Tuesday after months of delay, its owners said.",
            "Reuters",
        ),
        (
            "NORTHTOWN (AP) — The mine shipped ore on Tuesday after many months of delay, its owners said.",
            "Associated Press",
        ),
        ("The mine, Reuters reported, shipped ore on Tuesday after many months of delay, its owners said.", ""),
    ],
)
def test_the_agency_is_read_from_the_dateline(web, first, agency):
    assert web.article(web.page(first, *web.prose)).agency == agency


def test_section_site_and_language(web):
    found = web.article(web.page(*web.prose, head='<meta property="article:section" content="Mining">'))
    assert (found.section, found.site, found.language) == ("Mining", "The Ledger", "en")


class TestRealPages:
    """The pages of ../shared/pages/dev whose gold has metadata."""

    def test_dates_titles_and_authors(self, web, shared):
        folder = shared / "pages" / "dev"
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        right = {"date": 0, "title": 0, "authors": 0}
        pages = {name: entry for name, entry in gold.items() if "date" in entry}
        for name, entry in pages.items():
            found = web.cleaned(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()))
            right["date"] += found.published[:10] == entry["date"]
            right["title"] += _same([found.title], [entry.get("title", "")])
            right["authors"] += _same(found.authors, entry.get("authors") or [])
        share = {key: count / len(pages) for key, count in right.items()}
        assert share["date"] >= 0.98
        assert share["title"] >= 0.91
        assert share["authors"] >= 0.85


def _same(ours, theirs):
    return sorted("".join(filter(str.isalnum, name.lower())) for name in ours) == sorted(
        "".join(filter(str.isalnum, name.lower())) for name in theirs
    )
