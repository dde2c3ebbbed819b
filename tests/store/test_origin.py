from itertools import permutations

import pytest

from pipeline import types as t
from pipeline.store import origin
from pipeline.store.check import check
from pipeline.store.read import reading
from pipeline.store.write import Store


@pytest.fixture
def store(tmp_path, samples):
    with Store(tmp_path / "c.db", samples.NAMES) as opened:
        opened.start_run("ingest", samples.RULES)
        yield opened


def save(store, text, published="", agency="", url=""):
    page = t.Page(text.encode(), t.Origin("a.html", url))
    article = t.Article(text, published=published, agency=agency, url=url, language="en")
    return article.id, store.save(page, article, t.Extraction(), 1)


def origins(store):
    return dict(store.connection.execute("SELECT id, origin_id FROM articles"))


def copies(wire):
    """Ten papers' versions of one report, dated over three days, one undated."""
    head = wire.WIRE.splitlines()
    for number in range(10):
        lines = head[: 8 + number % 5] + [f"The desk in town {number} wrote this down."] * (number % 3)
        published = f"2026-02-{26 + number % 3}T0{number}:00:00+00:00" if number != 4 else ""
        yield "\n".join(lines) + f"\nCopy {number}.", published


def test_an_article_alone_is_its_own_origin(store, wire):
    one, saved = save(store, wire.WIRE)
    other, _ = save(store, wire.OTHER)
    short, _ = save(store, "Too short to compare.")
    assert origins(store) == {each: each for each in (one, other, short)}
    assert not saved.retold


def test_ten_papers_tell_one_story_and_all_stay(store, wire):
    ids = [save(store, text, published)[0] for text, published in copies(wire)]
    other, _ = save(store, wire.OTHER)
    first = min((published or "~", each) for (_, published), each in zip(copies(wire), ids, strict=True))[1]
    assert origins(store) == dict.fromkeys(ids, first) | {other: other}
    stories = store.connection.execute("SELECT origin_id, articles, first_published FROM stories").fetchall()
    assert stories == [(first, 10, "2026-02-26T00:00:00+00:00")]


def test_what_was_told_before_is_said_so(store, wire):
    first, *rest = copies(wire)
    assert not save(store, *first)[1].retold
    assert all(save(store, *each)[1].retold for each in rest)


def test_the_order_in_which_they_come_in_makes_no_difference(tmp_path, samples, wire):
    told = [*list(copies(wire))[:4], (wire.OTHER, "2026-02-26"), (wire.OTHER + "More.", "2026-02-25")]
    found = set()
    for number, order in enumerate(list(permutations(told))[::90]):
        with Store(tmp_path / f"{number}.db", samples.NAMES) as store:
            store.start_run("ingest", samples.RULES)
            for each in order:
                save(store, *each)
            found.add(tuple(sorted(origins(store).items())))
    assert len(found) == 1


def test_a_link_between_two_stories_makes_them_one(store, wire):
    """Two copies too far apart in time, and one between them."""
    early, _ = save(store, wire.WIRE + "Early.", "2026-02-01")
    late, _ = save(store, wire.WIRE + "Late.", "2026-02-11")
    assert origins(store) == {early: early, late: late}
    between, saved = save(store, wire.WIRE + "Between.", "2026-02-06")
    assert saved.retold
    assert origins(store) == dict.fromkeys((early, between, late), early)


def test_agencies_part_what_is_alike(store, wire):
    one, _ = save(store, wire.WIRE + "(Reuters)", agency="Reuters")
    other, _ = save(store, wire.WIRE + "(AP)", agency="AP")
    assert origins(store) == {one: one, other: other}


def test_the_stories_of_a_page_that_was_edited_stay_one(store, wire):
    """However late: a version shares its page's story as long as it shares text."""
    url = "https://news.example/cobalt"
    first, _ = save(store, wire.WIRE, "2026-02-01", url=url)
    edited, saved = save(store, wire.WIRE.replace("four months", "six months"), "2026-04-01", url=url)
    assert (saved.version, saved.retold) == (2, False)
    assert origins(store) == {first: first, edited: first}
    anew, _ = save(store, wire.OTHER, "2026-04-02", url=url)
    assert origins(store)[anew] == anew
    assert store.connection.execute("SELECT * FROM stories").fetchall() == []  # one page, not several


def test_stories_are_listed_from_an_index(store):
    plan = store.connection.execute("EXPLAIN QUERY PLAN SELECT * FROM stories").fetchall()
    assert any("USING COVERING INDEX" in step[3] for step in plan)


def test_a_crowded_band_keeps_its_newest_and_the_work_stays_the_same(store, wire, monkeypatch, tmp_path):
    monkeypatch.setattr(origin, "CROWD", 3)
    ids = [save(store, f"{wire.WIRE}Number {number}.", "2026-02-27")[0] for number in range(9)]
    most = store.connection.execute("SELECT max(n) FROM (SELECT count(*) AS n FROM bands GROUP BY band)").fetchone()[0]
    assert most == 3
    newest = store.connection.execute("SELECT article FROM sketches WHERE number IN (SELECT sketch FROM bands)")
    assert {row[0] for row in newest} >= set(ids[-3:])
    assert len(set(origins(store).values())) == 1
    with reading(tmp_path / "c.db") as connection:
        assert not list(check(connection))


def test_a_new_article_reads_no_more_than_a_bounded_number_of_others(store, wire, monkeypatch):
    monkeypatch.setattr(origin, "LOOKED_AT", 2)
    for number in range(6):
        save(store, wire.notice(f"Town{number} Nord{number} Sund{number}", 100 + number, "May"), "2026-02-27")
    asked = []
    store.connection.set_trace_callback(asked.append)
    save(store, wire.notice("Lastly", 99, "May"), "2026-02-27")
    store.connection.set_trace_callback(None)
    assert sum("SELECT text, published, agency" in each for each in asked) == 2


def test_words_stay_findable_when_an_origin_changes(store, wire):
    save(store, wire.WIRE + "Late.", "2026-02-11")
    save(store, wire.WIRE + "Early.", "2026-02-09")
    find = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'hydroxide'"
    assert store.connection.execute(find).fetchone() == (2,)
    store.connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
