"""Two databases become one: everything once, nothing lost, all of it or nothing."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from pipeline import types as t
from pipeline.errors import StoreError
from pipeline.review.verdicts import Answer, ErrorClass, Reviews, Verdict
from pipeline.store import merge as merging
from pipeline.store import reread
from pipeline.store.check import check
from pipeline.store.merge import merge
from pipeline.store.read import Filters, claims, reading
from pipeline.store.write import Store

NUMBERS = {"run", "read_by"}  # of runs, which are another in each database
TABLES = (
    *("originals", "articles", "claims", "claim_countries", "removed", "missed_candidates", "pages", "verdicts"),
    *("corrections", "failures"),
)


def text(number):
    prose = " ".join(f"word{(number * 7919 + place * 31) % 997}" for place in range(80))
    return f"Chile holds {number}.5 percent of it, told {number}.\n{prose}."


@pytest.fixture
def build(tmp_path, samples):
    """A database with articles of these numbers: {number: url and time} or a number alone."""

    def build(name, told, failed=()):
        with Store(tmp_path / name, samples.NAMES) as store:
            run = store.start_run("ingest", samples.RULES)
            for each in told:
                number, url, retrieved = each if isinstance(each, tuple) else (each, f"https://n.example/{each}", "")
                page = samples.page(text(number), f"{number}.html", url, retrieved=retrieved)
                article = samples.clean(page)
                store.save(page, article, samples.Extractor().extract(article.document), run)
            for source in failed:
                store.fail(t.Failure(source, "fetch", t.Status.TIMEOUT, "does not answer"), run)
            store.finish_run(run, ok=len(told), skipped=0, failed=len(failed), claims=len(told))
        return tmp_path / name

    return build


@pytest.fixture
def join(samples):
    def join(ours, theirs):
        with Store(ours, samples.NAMES) as store:
            return merge(store, theirs)

    return join


def content(path):
    """All rows without the numbers that differ between databases, in one order."""
    found = {}
    with reading(path) as connection:
        assert not list(check(connection))
        for table in TABLES:
            rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608 - ours
            drop = NUMBERS | ({"id", "at"} if table == "failures" else {"id"} if table == "verdicts" else set())
            drop |= {"verdict"} if table == "corrections" else set()
            found[table] = sorted(repr({name: row[name] for name in row if name not in drop}) for row in rows)
    return found


def bytes_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_what_is_new_comes_in_and_what_both_hold_is_kept_once(build, join):
    a, b = build("a.db", [1, 2, 3]), build("b.db", [3, 4])
    before = b.read_bytes()
    done = join(a, b)
    assert (done.articles, done.known, done.claims, done.changed) == (1, 1, 1, True)
    with reading(a) as connection:
        assert sorted(row["share_low"] for row in claims(connection, Filters())) == [1.5, 2.5, 3.5, 4.5]
        assert [row["command"] for row in connection.execute("SELECT command FROM runs ORDER BY id")][-1] == "merge"
        found = connection.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'told'").fetchone()[0]
        assert found == 4
    assert b.read_bytes() == before


def test_merging_twice_changes_nothing(build, join):
    a, b = build("a.db", [1, 2], ["x"]), build("b.db", [2, 3], ["y"])
    join(a, b)
    before = bytes_of(a)
    assert not join(a, b).changed
    assert bytes_of(a) == before


def test_a_and_b_is_b_and_a_and_what_one_ingest_would_have_stored(build, join):
    told = {"a": [1, 2, 3], "b": [3, 4, 5]}
    a, b, a2, b2 = (build(f"{name}.db", told[name[0]]) for name in ("a", "b", "a2", "b2"))
    join(a, b)
    join(b2, a2)
    whole = build("whole.db", [1, 2, 3, 4, 5])
    assert content(a) == content(b2) == content(whole)


def test_a_page_seen_by_both_has_its_versions_in_the_order_of_time(build, join):
    url = "https://n.example/page"
    day = "2026-02-0{}T00:00:00+00:00".format
    looks = [(1, url, day(1)), (2, url, day(2)), (3, url, day(3)), (1, url, day(4))]
    a, b = build("a.db", [looks[0], looks[2]]), build("b.db", [looks[1], looks[3]])
    a2, b2 = build("a2.db", [looks[0], looks[2]]), build("b2.db", [looks[1], looks[3]])
    join(a, b)
    join(b2, a2)
    with reading(a) as connection:
        seen = connection.execute("SELECT version, retrieved FROM pages ORDER BY version").fetchall()
        assert [tuple(row) for row in seen] == [(n, day(n)) for n in (1, 2, 3, 4)]
        assert connection.execute("SELECT count(*) FROM claim_changes").fetchone()[0] == 6
    assert content(a)["pages"] == content(b2)["pages"]
    before = bytes_of(a)
    assert not join(a, b).changed
    assert bytes_of(a) == before


def test_copies_of_one_story_meet(tmp_path, samples, wire, join):
    for name, words in (("a", wire.WIRE), ("b", wire.WIRE + "A copy.")):
        with samples.stored(tmp_path / f"{name}.db", words):
            pass
    join(tmp_path / "a.db", tmp_path / "b.db")
    with reading(tmp_path / "a.db") as connection:
        assert connection.execute("SELECT count(DISTINCT origin_id), count(*) FROM articles").fetchone()[:] == (1, 2)
        assert not list(check(connection))


def test_a_failure_stays_unless_the_other_knows_better(build, join):
    a, b = build("a.db", [1], ["2.html", "gone.html"]), build("b.db", [2], ["1.html", "lost.html", "gone.html"])
    join(a, b)
    with reading(a) as connection:
        assert [row[0] for row in connection.execute("SELECT source FROM failures ORDER BY source")] == [
            *("gone.html", "lost.html")
        ]


def judged(path, number, *answers):
    with reading(path) as connection:
        (claim,) = (row["id"] for row in claims(connection, Filters()) if row["share_low"] == number)
    with Reviews(path) as reviews:
        for day, (reviewer, answer, *more) in enumerate(answers, 1):
            given = dict(zip(("error_class", "slots"), more, strict=False))
            reviews.give(Verdict(claim, answer, reviewer, at=f"2026-03-0{day}T00:00:00Z", note="n", **given))
    return claim


def test_verdicts_of_both_are_kept_and_count(build, join):
    a, b = build("a.db", [1, 2, 3]), build("b.db", [2, 3, 4])
    two = judged(a, 2.5, ("ann", Answer.RIGHT))
    judged(b, 2.5, ("bob", Answer.WRONG, ErrorClass.FIGURE))
    three = judged(b, 3.5, ("bob", Answer.WRONG, ErrorClass.HOLDER), ("bob", Answer.RIGHT))
    four = judged(b, 4.5, ("bob", Answer.CORRECTED, None, {"share_low": 40.0, "share_high": 40.0}))
    done = join(a, b)
    assert done.verdicts == 4
    with reading(a) as connection:
        review = dict(connection.execute("SELECT id, review FROM claims").fetchall())
        assert (review[two], review[three], review[four]) == ("disputed", "right", "corrected")
        assert connection.execute("SELECT count(*) FROM verdicts").fetchone()[0] == 5
        assert connection.execute("SELECT share_low FROM corrections").fetchone()[0] == 40.0
        assert not list(check(connection))
    before = bytes_of(a)
    assert not join(a, b).changed
    assert bytes_of(a) == before


def test_a_verdict_that_was_in_both_is_one(build, join):
    a, b = build("a.db", [1]), build("b.db", [1])
    for path in (a, b):
        judged(path, 1.5, ("ann", Answer.RIGHT), ("ann", Answer.WITHDRAWN))
    done = join(a, b)
    assert done.verdicts == 0
    with reading(a) as connection:
        assert connection.execute("SELECT count(*) FROM verdicts").fetchone()[0] == 2


def test_an_error_on_the_way_leaves_ours_as_it_was(build, samples, monkeypatch):
    a, b = build("a.db", [1]), build("b.db", range(2, 9))
    judged(b, 2.5, ("bob", Answer.RIGHT))
    before = bytes_of(a)
    broken = lambda *_: (_ for _ in ()).throw(RuntimeError("broke off"))  # noqa: E731
    monkeypatch.setattr(merging, "merge_verdicts", broken)
    with Store(a, samples.NAMES) as store, pytest.raises(RuntimeError, match="broke off"):
        merge(store, b)
    assert bytes_of(a) == before


def test_b4_a_full_disk_leaves_ours_as_it_was(build, samples):
    a, b = build("a.db", [1]), build("b.db", range(2, 60))
    before = bytes_of(a)
    with Store(a, samples.NAMES) as store:
        size = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {size + 20}")
        with pytest.raises(StoreError, match="the disk is full"):
            merge(store, b)
    assert bytes_of(a) == before


def spoilt(path, sql):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(sql)
        connection.commit()


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("PRAGMA user_version = 99", "was written by a newer claimtable"),
        ("PRAGMA application_id = 1", "belongs to another program"),
        (
            "UPDATE claims SET quote = upper(quote)",
            "is not its quote: see `claimtable check --db .*; nothing was merged",
        ),
    ],
)
def test_what_will_not_do_is_refused(build, join, sql, message):
    a, b = build("a.db", [1]), build("b.db", [2])
    spoilt(b, sql)
    before = bytes_of(a)
    with pytest.raises(StoreError, match=message):
        join(a, b)
    assert bytes_of(a) == before


def test_itself_and_nothing_are_refused(build, join, tmp_path):
    a = build("a.db", [1])
    with pytest.raises(StoreError, match="is this database itself"):
        join(a, a)
    with pytest.raises(StoreError, match="no such database"):
        join(a, tmp_path / "gone.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="is empty: there is nothing to merge"):
        join(a, tmp_path / "empty.db")


# --- articles that both hold, read from other pages or by other rules ------------------------------------------------


class Doubled:
    """New rules: every share is twice as large."""

    def __init__(self, samples):
        self.extractor, self.rules_digest = samples.Extractor(), "1" * 64

    def extract(self, document):
        found = self.extractor.extract(document)
        twice = {each: min(2 * each.share_low, 100.0) for each in found.claims}
        return replace(found, claims=tuple(replace(each, share_low=low, share_high=low) for each, low in twice.items()))


@pytest.fixture
def copies(tmp_path, samples, monkeypatch):
    """Two databases with one text, stored at these times from these sites, and read anew by new rules or not."""

    def copies(*how):
        paths = []
        for number, (stored_at, site, published, reread_at) in enumerate(how):
            path = tmp_path / f"{len(list(tmp_path.glob('*.db')))}{number}.db"
            with Store(path, samples.NAMES) as store:
                monkeypatch.setattr("pipeline.store.write.now", lambda at=stored_at: f"2026-05-{at:02}T00:00:00+00:00")
                run = store.start_run("ingest", samples.RULES)
                page = samples.page(samples.LITHIUM, f"{site}.html", f"https://{site}.example/a")
                article = replace(samples.clean(page), site=f"{site}.example", published=published)
                store.save(page, article, samples.Extractor().extract(article.document), run)
                if reread_at:
                    monkeypatch.setattr(
                        "pipeline.store.write.now", lambda at=reread_at: f"2026-05-{at:02}T00:00:00+00:00"
                    )
                    new = Doubled(samples)
                    reread.put(
                        store, article.id, new.extract(article.document), store.start_run("reextract", new.rules_digest)
                    )
            monkeypatch.undo()
            paths.append(path)
        return paths

    return copies


@pytest.mark.parametrize(
    ("one", "two", "kept"),
    [
        pytest.param((1, "x", "2026-01-01", 0), (2, "y", "2026-01-02", 0), ("x.example", 33.3), id="first stored"),
        pytest.param((2, "x", "2026-01-01", 0), (1, "y", "2026-01-02", 0), ("y.example", 33.3), id="other way round"),
        pytest.param((1, "x", "2026-01-01", 0), (2, "y", "2026-01-02", 9), ("y.example", 66.6), id="later reading"),
        pytest.param((1, "x", "2026-01-01", 9), (2, "y", "", 0), ("x.example", 66.6), id="ours is the later reading"),
    ],
)
def test_of_two_copies_of_a_text_the_same_is_kept_either_way(copies, join, one, two, kept):
    (a, b), (a2, b2) = copies(one, two), copies(one, two)
    join(a, b)
    join(b2, a2)
    assert content(a) == content(b2)
    with reading(a) as connection:
        assert {
            (row["site"], row["share_low"]) for row in claims(connection, Filters()) if row["country_code"] == "CHL"
        } == {kept}
    for ours, theirs in ((a, b), (b2, a2)):
        before = bytes_of(ours)
        assert not join(ours, theirs).changed
        assert bytes_of(ours) == before


@pytest.mark.parametrize("ours_is_kept", [True, False])
def test_a_verdict_on_what_is_not_kept_goes_back_to_the_queue(copies, join, ours_is_kept):
    old, new = copies((1, "x", "2026-01-01", 0), (1, "x", "2026-01-01", 9))
    claim = judged(old, 33.3, ("ann", Answer.RIGHT))
    ours, theirs = (new, old) if ours_is_kept else (old, new)
    join(ours, theirs)
    with reading(ours) as connection:
        assert not list(check(connection))
        (row,) = connection.execute("SELECT claim, successor FROM open_returns").fetchall()
        assert row["claim"] == claim
        status = connection.execute("SELECT review, share_low FROM claims WHERE id = ?", (row["successor"],)).fetchone()
        assert tuple(status) == ("changed", 66.6)
        assert connection.execute("SELECT count(*) FROM verdicts").fetchone()[0] == 1
    before = bytes_of(ours)
    assert not join(ours, theirs).changed
    assert bytes_of(ours) == before
