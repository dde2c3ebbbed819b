"""The versions of a page and the copies of a story on the article page."""

import pytest

from pipeline import types as t
from pipeline.store.write import Store
from pipeline.web import history

PAGE = "https://pier.example/cobalt"
WIRE = (
    "Chile holds {share} percent of the world's copper reserves, the Lantern League wrote in its spring letter.\n"
    "Its members met in the hall behind the fish market, where Marta Lindqvist read the list aloud.\n"
    "Nobody asked for a second reading, although two of the younger members had missed the part about Zambia.\n"
    "The League, founded in 1911 by seven harbour masters, sends its letter to 40 towns and asks each for a reply.\n"
    "Replies are read in autumn, and those that rhyme are printed, which has led to some forced verses about tin.\n"
    "{tail}\n"
)
EVIL = '<script>alert(1)</script>" onmouseover="x'


def report(share, tail="A song closed the meeting."):
    text = WIRE.format(share=share, tail=tail)
    figure = f"{share} percent"
    start = text.index(figure)
    sentence = t.Span(0, text.index("\n"))
    claim = t.Share(
        evidence=t.Evidence(sentence, "share.holds", (t.SlotSpan("share_low", t.Span(start, start + len(figure))),)),
        countries=("CHL",),
        commodity="copper",
        stage=t.Stage.RESERVES,
        share_low=share,
        share_high=share,
    )
    return text, t.Extraction((claim,))


@pytest.fixture(scope="module")
def database(material, tmp_path_factory):
    """A page of three versions, two papers with the same story, one of which changed, and a page of its own."""
    path = tmp_path_factory.mktemp("history") / "claims.db"
    seen = (
        (PAGE, report(33), "Copper first", 2),
        (PAGE, report(36), "Copper second", 3),
        (PAGE, report(36, "The meeting closed with a song and a vote."), EVIL, 5),
        ("https://quay.example/copy", report(33, "Our own reporter stayed for the song."), "Copper at the quay", 1),
        ("https://quay.example/copy", report(33, "Our reporter stayed for the song and the soup."), "Copper, again", 6),
        ("https://mole.example/copy", report(33, "The Mole had this from its friends."), f"Mole {EVIL}", 4),
        ("https://lone.example/tin", ("Peru dug tin in the dark.\n", t.Extraction()), "Tin alone", 1),
    )
    with Store(path, material.NAMES) as store:
        run = store.start_run("ingest", "rules-digest")
        for url, (text, extraction), title, day in seen:
            origin = t.Origin(url, url, f"2026-01-{day:02}T00:00:00+00:00", "text/html")
            host = url.split("/")[2]
            article = t.Article(
                text, title=title, site=host, url=url, published=f"2026-01-{day:02}", agency="", language="en"
            )
            store.save(t.Page(text.encode(), origin), article, extraction, run)
    return path


def words(node):
    return " ".join(node.text_content().split())


@pytest.fixture
def article(desk):
    async def opened(title):
        (row,) = desk.rows("select id from articles where title = ?", title)
        return await desk.page(f"/claims/articles/{row['id']}")

    return opened


async def test_the_newest_text_lists_its_versions_and_what_each_changed(desk, article):
    page = await article(EVIL)
    (versions,) = page.xpath("//details[@class='versions']")
    assert versions.get("open") is None
    assert words(versions[0]) == "Versions of this page (3)"
    third, second, first = versions.xpath("./ol/li")
    assert "Version 3, read on 2026-01-05: this text" in words(third)
    assert third.get("aria-current") == "true"
    assert "No claim came or went" in words(third)
    came, went = second.xpath("./ul/li")
    assert words(came).startswith("came share Chile · copper")
    assert words(came).endswith("36%")
    assert words(went).startswith("went share Chile")
    assert words(went).endswith("33%")
    assert not first.xpath("./ul")
    assert "No claim" not in words(first)
    assert not page.xpath("//p[@class='later']")
    for link in versions.xpath(".//a"):
        assert (await desk.get(link.get("href"))).status_code == 200


async def test_an_earlier_text_leads_to_the_latest(desk, article):
    page = await article("Copper first")
    (later,) = page.xpath("//p[@class='later']")
    assert words(later) == "This page has changed since. Its latest text was read on 2026-01-05."
    (link,) = later.xpath("./a")
    latest = await desk.page(link.get("href"))
    assert words(latest.xpath("//article/h1")[0]) == EVIL


async def test_a_story_lists_its_copies_a_page_once_and_no_version_of_its_own(article):
    page = await article("Copper second")
    (story,) = page.xpath("//details[@class='story']")
    assert story.get("open") is None
    assert words(story[0]) == "The same story: 2 other copies"
    mole, quay = story.xpath("./ul/li")
    assert words(mole) == f"Mole {EVIL} mole.example · 2026-01-04 · 1 claim"
    assert words(quay) == "Copper, again quay.example · 2026-01-06 · 1 claim · the first of the story"
    assert not page.xpath("//script[contains(., 'alert')] | //*[@onmouseover]")


async def test_a_page_with_one_text_and_no_copy_says_nothing_of_either(article):
    page = await article("Tin alone")
    assert not page.xpath("//details[@class='versions' or @class='story'] | //p[@class='later']")


async def test_long_lists_are_cut_and_say_so(article, monkeypatch):
    """Cut lists tell how many more there are, and never that nothing changed."""
    monkeypatch.setattr(history, "CHANGES", history.CHANGES.replace("place <= 10", "place <= 0 OR change = 'came'"))
    monkeypatch.setattr(history, "VERSIONS", history.VERSIONS.replace("place <= 20", "place <= 2"))
    monkeypatch.setattr(history, "COPIES", history.COPIES.replace("LIMIT 50", "LIMIT 1"))
    page = await article(EVIL)
    (versions,) = page.xpath("//details[@class='versions']")
    assert words(versions[0]) == "Versions of this page (3)"
    assert [words(one) for one in versions.xpath("./ol/li[2]/ul/li")][1:] == ["and 1 more"]
    assert words(versions).endswith("The newest 2 are listed.")
    (story,) = page.xpath("//details[@class='story']")
    assert words(story[0]) == "The same story: 2 other copies"
    assert words(story).endswith("The first 1 are listed.")
