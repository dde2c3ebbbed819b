"""Short lines of a site's articles are counted by stories, and their number is bounded."""

import pytest

from pipeline import types as t
from pipeline.store import sitelines
from pipeline.store.write import Store

LINE = "The Ledger | Mining"


@pytest.fixture
def store(tmp_path, samples):
    with Store(tmp_path / "c.db", samples.NAMES) as opened:
        opened.start_run("ingest", samples.RULES)
        yield opened


@pytest.fixture
def save(store):
    def save(text, number, site="The Ledger", kind=t.BlockKind.PARAGRAPH, url="https://ledger.example/{}"):
        page = t.Page(f"{number}{text}".encode(), t.Origin(f"{number}.html", url.format(number)))
        return store.save(page, article(text, site, kind), t.Extraction(), 1)

    return save


def article(text, site="The Ledger", kind=t.BlockKind.PARAGRAPH):
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(t.Block(t.Span(start, start + len(line)), kind))
        start += len(line) + 1
    return t.Article(text, site=site, blocks=tuple(blocks))


def test_a_line_recurs_after_three_pages_of_the_site(store, save):
    for number in range(sitelines.PAGES):
        assert not store.recurring(article(f"New.\n{LINE}"))
        save(f"Text number {number}.\n{LINE}", number)
    assert store.recurring(article(f"New.\n{LINE}")) == {LINE}
    assert not store.recurring(article(f"New.\n{LINE}", site="The Courier"))
    assert not store.recurring(article(f"New.\n{LINE}", site=""))


@pytest.mark.parametrize(
    ("texts", "options"),
    [
        (["Same.\n" + LINE] * 4, {}),  # one article
        ([f"Version {n}.\n{LINE}" for n in range(4)], {"url": "https://ledger.example/one"}),
        ([f"Page {n}.\n{LINE}" for n in range(4)], {"site": ""}),
        ([f"Page {n}.\n{LINE}" for n in range(4)], {"kind": t.BlockKind.TABLE_ROW}),
        ([f"Page {n}.\n{LINE}\n{LINE}" for n in range(2)], {}),  # twice on a page is one page
    ],
)
def test_what_is_no_other_page_does_not_count(store, save, texts, options):
    for number, text in enumerate(texts):
        save(text, number, **options)
    assert not store.recurring(article(LINE))


def test_copies_of_a_story_count_once(store, save, wire):
    for number, extra in enumerate(("One more.", "Another.", "A third.", "A fourth.")):
        save(f"{wire.WIRE}\n{extra}\n{LINE}", number)
    assert not store.recurring(article(LINE))


def test_long_lines_are_not_counted(store, save):
    long = "x" * (sitelines.LONGEST + 1)
    for number in range(4):
        save(f"{number}\n{long}", number)
    assert not store.recurring(article(long))


def test_the_lines_of_a_site_are_bounded(store, save, monkeypatch):
    monkeypatch.setattr(sitelines, "KEPT", 5)
    monkeypatch.setattr(sitelines, "SPARE", 2)
    for number in range(20):
        save(f"Text number {number}.\n{LINE}", number)
        assert store.connection.execute("SELECT count(*) FROM site_lines").fetchone()[0] <= 7
    assert store.recurring(article(LINE)) == {LINE}


def test_a_list_of_a_thousand_lines_is_not_counted(store, save):
    text = "\n".join(f"Item {n}" for n in range(sitelines.MOST + 1))
    save(text, 1)
    assert store.connection.execute("SELECT count(*) FROM site_lines").fetchone() == (0,)
    assert not store.recurring(article(text))
