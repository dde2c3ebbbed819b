import pytest

from pipeline import types as t
from pipeline.store.write import Store

URL = "https://news.example/cobalt"


@pytest.fixture
def store(tmp_path, samples):
    with Store(tmp_path / "c.db", samples.NAMES) as opened:
        opened.start_run("ingest", samples.RULES)
        yield opened


@pytest.fixture
def see(store, samples):
    """Stores what a page shows; gives what became of it."""

    def see(text, *, day=1, url=URL, body=None, headers=(), named=None):  # noqa: PLR0913 - what a page may have
        retrieved = f"2026-01-{day:02}T00:00:00+00:00" if day else ""
        origin = t.Origin("a.html", url, retrieved, "text/html", headers)
        page = t.Page((body or text).encode(), origin)
        article = t.Article(text, url=url if named is None else named, language="en")
        return store.save(page, article, samples.Extractor().extract(article.document), 1)

    return see


def pages(store, columns="url_key, version"):
    return store.connection.execute(f"SELECT {columns} FROM pages ORDER BY url_key, version").fetchall()  # noqa: S608 - ours


def known(store, body, url=URL, day=9):
    retrieved = f"2026-01-{day:02}T00:00:00+00:00" if day else ""
    return store.knows(t.Page(body.encode(), t.Origin("a.html", url, retrieved)))


def test_a_page_that_changed_is_a_new_version_and_both_are_kept(store, see, samples):
    assert see(samples.LITHIUM).version == 1
    later = samples.LITHIUM.replace("33.3", "36")
    saved = see(later, day=2)
    assert (saved.status, saved.version) == (t.Status.OK, 2)
    texts = "SELECT text FROM pages JOIN articles ON articles.id = article ORDER BY version"
    assert store.connection.execute(texts).fetchall() == [(samples.LITHIUM,), (later,)]
    assert store.connection.execute("SELECT count(*) FROM originals").fetchone() == (2,)


def test_the_claims_that_came_and_went_are_seen(store, see, samples):
    see(samples.LITHIUM)
    see(samples.LITHIUM.replace("33.3", "36"), day=2)
    rows = store.connection.execute("SELECT version, change, quote FROM claim_changes ORDER BY change").fetchall()
    assert [(version, change, quote[:25]) for version, change, quote in rows] == [
        (2, "came", "Chile holds 36 percent of"),
        (2, "went", "Chile holds 33.3 percent "),
    ]
    see(samples.LITHIUM.replace("33.3", "36").replace("The league", "Their league"), day=3)  # no claim in that line
    assert store.connection.execute("SELECT count(*) FROM claim_changes WHERE version = 3").fetchone() == (0,)


def test_the_same_page_in_other_clothes_is_no_new_version(store, see):
    see("One text.")
    for url in ("http://www.news.example/cobalt/", f"{URL}?utm_source=x", "https://amp.news.example/cobalt#top"):
        saved = see("One text.", day=2, url=url)
        assert (saved.status, saved.version) == (t.Status.DUPLICATE, 0)
    assert pages(store) == [("news.example/cobalt", 1)]
    assert see("Another text.", day=3, url="https://m.news.example/cobalt").version == 2


def test_the_same_text_elsewhere_is_another_page_of_the_same_article(store, see):
    see("One text.")
    saved = see("One text.", url="https://other.example/a", body="<p>One text.")
    assert (saved.status, saved.version) == (t.Status.DUPLICATE, 1)
    assert pages(store) == [("news.example/cobalt", 1), ("other.example/a", 1)]
    assert store.connection.execute(
        "SELECT count(DISTINCT article), count(DISTINCT original) FROM pages"
    ).fetchone() == (*(1, 2),)


def test_other_bytes_around_the_same_text_are_noted_but_not_kept(store, see):
    see("One text.", body="<p>One text.<aside>1")
    see("One text.", day=2, body="<p>One text.<aside>2", headers=(("etag", "b"),))
    assert store.connection.execute("SELECT count(*) FROM originals").fetchone() == (1,)
    assert pages(store, "version, etag, retrieved") == [(1, "b", "2026-01-02T00:00:00+00:00")]
    assert known(store, "<p>One text.<aside>2")


def test_a_page_may_go_back_to_what_it_showed(store, see):
    for day, text in enumerate(("One text.", "Another.", "One text."), 1):
        see(text, day=day)
    assert pages(store, "version, article") == [
        (number, t.Article(text).id) for number, text in enumerate(("One text.", "Another.", "One text."), 1)
    ]


@pytest.mark.parametrize("day", [0, 1, 2])
def test_to_read_an_older_state_again_is_no_new_version(store, see, day):
    """A file has no time, and a capture may come in late."""
    see("One text.", day=1 if day else 0)
    see("Another.", day=2 if day else 0)
    assert see("One text.", day=day).version == 0
    assert [version for _, version in pages(store)] == [1, 2]


def test_what_has_no_address_has_no_page(store, see):
    see("One text.", url="")
    see("A front page.", url="https://news.example/")
    assert pages(store) == []


def test_a_saved_page_that_names_its_address_has_versions_too(see):
    see("One text.", url="", day=0, named=URL)
    assert see("Another.", url="", day=0, named=URL).version == 2


@pytest.mark.parametrize(
    ("body", "came", "expected"),
    [
        ("One text.", (URL, 9), False),  # the page shows something else by now, and may have gone back
        ("One text.", (URL, 0), True),  # the same record read again
        ("Another.", (URL, 9), True),
        ("Another.", ("https://other.example/b", 9), False),
        ("Another.", ("", 0), True),
        ("A third.", (URL, 9), False),
        ("A third.", ("", 0), False),
    ],
)
def test_which_pages_are_known(store, see, body, came, expected):
    see("One text.")
    see("Another.", day=2)
    assert known(store, body, *came) is expected


def test_to_meet_a_known_page_again_notes_what_its_site_says_now(store, see):
    see("One text.", headers=(("etag", "a"), ("last-modified", "Mon"), ("etag", "z")))
    assert store.validators(URL) == t.Validators(URL, "a", "Mon")
    page = t.Page(b"One text.", t.Origin("a.html", URL, "2026-01-05T00:00:00+00:00", headers=(("etag", "c"),)))
    store.seen_again(page, 1)
    assert store.validators(URL) == t.Validators(URL, "c", "")
    assert pages(store, "version, retrieved") == [(1, "2026-01-05T00:00:00+00:00")]


def test_validators_are_those_of_the_address_itself_or_of_the_page_under_another(store, see):
    assert store.validators(URL) is None
    see("One text.")
    assert store.validators(URL) is None  # its site said nothing
    see("Another.", day=2, headers=(("etag", "a"),))
    assert store.validators(URL) == t.Validators(URL, "a", "")
    assert store.validators("http://m.news.example/cobalt?utm_source=x") == t.Validators(URL, "a", "")
    assert store.validators("https://news.example/zinc") is None
    assert store.validators("https://news.example/") is None


def test_ten_thousand_pages_leave_the_changes_fast(store):
    """The view asks for the changed pages only, by their index."""
    plan = store.connection.execute("EXPLAIN QUERY PLAN SELECT * FROM claim_changes").fetchall()
    steps = [row[3] for row in plan]
    assert sum("pages_changed" in step for step in steps) == 2
    assert not [step for step in steps if step.startswith("SCAN") and "pages_changed" not in step]
