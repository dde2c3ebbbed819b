import os
import signal
from contextlib import closing, suppress

import pytest

from pipeline import run
from pipeline import types as t
from pipeline.clean import recurring
from pipeline.config import Settings
from pipeline.errors import StoreError
from pipeline.store.check import check
from pipeline.store.read import reading
from pipeline.store.write import Store


@pytest.fixture
def ingest(tmp_path, samples):
    """Runs a batch of pages and failures; gives the summary and the outcomes."""

    def ingest(pages, clean=samples.clean, store=None, settings=None):
        outcomes = []
        with Store(tmp_path / "c.db", samples.NAMES) as opened:
            summary = run.ingest(
                ["named"],
                settings or Settings(),
                read=lambda _inputs, _settings, _known: iter(pages),
                clean=clean,
                extractor=samples.Extractor(),
                store=store(opened) if store else opened,
                progress=outcomes.append,
            )
        return summary, outcomes

    return ingest


def table(tmp_path, sql):
    with reading(tmp_path / "c.db") as connection:
        return [tuple(row) for row in connection.execute(sql)]


def numbered(samples, count):
    return [
        samples.page(f"{samples.LITHIUM}\nNumber {n}.", source=f"{n}.html", url=f"https://n.example/{n}")
        for n in range(count)
    ]


def test_every_input_ends_in_one_count(ingest, samples, tmp_path):
    missing = t.Failure("gone.html", "read", t.Status.READ_ERROR, "no such file")
    summary, outcomes = ingest(
        [
            samples.page(samples.LITHIUM, "a.html"),
            missing,
            samples.page(samples.LITHIUM, "again.html"),
            samples.page("drop this", "empty.html"),
            samples.page("trip", "trip.html"),
            samples.page("explode here", "boom.html"),
            samples.page("Bonjour.", "fr.html"),
            samples.page("half \ud800 of a pair", "half.html"),
            samples.page(samples.MAGNETS, "b.html"),
        ]
    )
    assert summary.ok == 2
    assert summary.skips == {t.Status.DUPLICATE: 1, t.Status.UNSUPPORTED_LANGUAGE: 1}
    assert summary.failures == {t.Status.READ_ERROR: 1, t.Status.NO_TEXT: 1, t.Status.CRASHED: 3}
    assert summary.claims == {"share": 3}
    assert summary.came_in
    assert [each.source for each in outcomes] == [
        *("a.html", "gone.html", "again.html", "empty.html", "trip.html", "boom.html", "fr.html", "half.html", "b.html")
    ]
    assert table(tmp_path, "SELECT inputs, ok, skipped, failed, claims, finished <> '' FROM runs") == [
        (9, 2, 2, 5, 3, 1)
    ]
    assert table(tmp_path, "SELECT source, stage, status FROM failures ORDER BY id") == [
        ("gone.html", "read", "read_error"),
        ("empty.html", "clean", "no_text"),
        ("trip.html", "clean", "crashed"),
        ("boom.html", "extract", "crashed"),
        ("half.html", "store", "crashed"),
    ]


def test_u8_a_text_beyond_the_limit_is_refused_and_the_others_go_on(ingest, samples, tmp_path):
    pages = [samples.page(samples.LITHIUM + "\n" + "x" * 200, "long.html"), samples.page(samples.MAGNETS, "b.html")]
    limit = max(len(samples.LITHIUM), len(samples.MAGNETS)) + 100
    summary, outcomes = ingest(pages, settings=Settings(max_text=limit))
    assert (summary.ok, summary.failures) == (1, {t.Status.TOO_LARGE: 1})
    assert f"more than {limit:,} characters" in outcomes[0].reason
    assert table(tmp_path, "SELECT source, status FROM failures") == [("long.html", "too_large")]


def test_a_bug_is_noted_with_its_kind_place_and_message(ingest, samples):
    _, outcomes = ingest([samples.page("explode here")])
    assert outcomes[0].reason.startswith("RuntimeError at samples.py:")
    assert outcomes[0].reason.endswith(": the extractor tripped over a sentence")


def content(tmp_path):
    names = ("originals", "articles", "claims", "claim_countries", "removed", "missed_candidates", "failures")
    return [table(tmp_path, f"SELECT * FROM {name}") for name in names]  # noqa: S608 - ours


def test_ingesting_twice_changes_nothing(ingest, samples, tmp_path):
    pages = numbered(samples, 3)
    ingest(pages)
    before = content(tmp_path)
    summary, outcomes = ingest(pages)
    assert (summary.ok, summary.skips, summary.came_in) == (0, {t.Status.DUPLICATE: 3}, True)
    assert all(not each.claims for each in outcomes)
    assert content(tmp_path) == before


def test_known_bytes_are_not_cleaned_again(ingest, samples):
    pages = numbered(samples, 1)
    ingest(pages)
    summary, _ = ingest(pages, clean=lambda _page: pytest.fail("cleaned again"))
    assert summary.skips == {t.Status.DUPLICATE: 1}


def test_the_same_text_in_other_bytes_is_a_duplicate(ingest, samples):
    def upper(page):
        return samples.clean(t.Page(page.body.lower(), page.origin))

    summary, _ = ingest([samples.page("SAME words"), samples.page("same WORDS")], clean=upper)
    assert (summary.ok, summary.skips) == (1, {t.Status.DUPLICATE: 1})


def test_nothing_came_in(ingest, samples):
    assert not ingest([])[0].came_in
    assert not ingest([samples.page("drop this"), samples.page("Bonjour.")])[0].came_in


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_reading_ends_the_batch_and_keeps_what_is_done(ingest, samples, tmp_path, number):
    def clean(page):
        if page.origin.source == "2.html":
            os.kill(os.getpid(), number)
        return samples.clean(page)

    before = signal.getsignal(number)
    summary, outcomes = ingest(numbered(samples, 5), clean=clean)
    assert summary.interrupted
    assert (summary.ok, len(outcomes)) == (2, 2)
    assert table(tmp_path, "SELECT inputs, ok, finished <> '' FROM runs") == [(2, 2, 1)]
    assert table(tmp_path, "SELECT count(*) FROM articles") == [(2,)]
    assert signal.getsignal(number) is before


def test_a_signal_that_somebody_swallows_still_ends_the_batch(ingest, samples):
    def clean(page):
        with suppress(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        return samples.clean(page)

    summary, _ = ingest(numbered(samples, 5), clean=clean)
    assert (summary.interrupted, summary.ok) == (True, 1)


def test_a_signal_while_storing_waits_for_the_article(ingest, samples, tmp_path):
    class Slow:
        """A store that is interrupted in the middle of a transaction."""

        def __init__(self, store):
            self.store = store
            self.saves = 0

        def __getattr__(self, name):
            return getattr(self.store, name)

        def save(self, *what):
            self.saves += 1
            if self.saves == 2:
                os.kill(os.getpid(), signal.SIGTERM)
            return self.store.save(*what)

    summary, _ = ingest(numbered(samples, 5), store=Slow)
    assert (summary.interrupted, summary.ok) == (True, 2)
    assert table(tmp_path, "SELECT count(*) FROM articles") == [(2,)]


def test_a_full_disk_ends_the_batch_and_keeps_what_is_done(ingest, samples, tmp_path):
    def small(store):
        size = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {size + 12}")
        return store

    with pytest.raises(StoreError, match="the disk is full"):
        ingest(numbered(samples, 200), store=small)
    kept = table(tmp_path, "SELECT count(*) FROM articles")[0][0]
    assert 0 < kept < 200
    with reading(tmp_path / "c.db") as connection, closing(check(connection)) as offences:
        assert not list(offences)
    summary, _ = ingest(numbered(samples, 200))
    assert (summary.ok, summary.skips.total()) == (200 - kept, kept)


def test_an_error_of_the_source_itself_is_a_bug_and_ends_the_run(ingest, samples, tmp_path):
    def pages():
        yield samples.page(samples.LITHIUM)
        raise RuntimeError("the source tripped")

    with pytest.raises(RuntimeError, match="the source tripped"):
        ingest(pages())
    assert table(tmp_path, "SELECT ok, finished <> '' FROM runs") == [(1, 1)]


def test_a_page_that_has_not_changed_says_its_site_is_skipped_and_settled(ingest, tmp_path):
    ingest([t.Failure("https://n.example/1", "fetch", t.Status.TIMEOUT, "does not answer")])
    summary, outcomes = ingest([t.Unchanged("https://n.example/1", "https://n.example/1")])
    assert (summary.skips, summary.inputs, summary.came_in) == ({t.Status.DUPLICATE: 1}, 1, True)
    assert "has not changed" in outcomes[0].reason
    assert table(tmp_path, "SELECT * FROM failures") == []


def test_a_failure_is_settled_when_its_page_is_known_by_now(ingest, samples, tmp_path):
    ingest([samples.page(samples.LITHIUM, "a.html", url="")])
    ingest([t.Failure("b.html", "read", t.Status.READ_ERROR, "no such file")])
    summary, _ = ingest([samples.page(samples.LITHIUM, "b.html", url="")])
    assert summary.skips == {t.Status.DUPLICATE: 1}
    assert table(tmp_path, "SELECT * FROM failures") == []


def test_what_the_user_named_is_settled_when_it_was_read_to_the_end(ingest, samples, tmp_path):
    named = t.Failure("named", "read", t.Status.EMPTY, "holds no article")
    ingest([named])
    ingest([samples.page(samples.LITHIUM, "named/a.html")], settings=Settings(max_pages=1))
    assert table(tmp_path, "SELECT source FROM failures") == [("named",)]  # there may be more to read
    ingest([samples.page(samples.LITHIUM, "named/a.html"), named])
    assert table(tmp_path, "SELECT source FROM failures") == [("named",)]  # failed anew
    ingest([samples.page(samples.LITHIUM, "named/a.html")])
    assert table(tmp_path, "SELECT source FROM failures") == []


@pytest.mark.parametrize(
    ("limits", "limited"),
    [
        *(({}, False), ({"max_pages": 2}, True), ({"max_pages": 3}, False)),
        *(({"max_seconds": 0.0}, True), ({"max_seconds": 900.0}, False)),
    ],
)
def test_a_run_that_ends_at_a_limit_says_so(ingest, samples, limits, limited):
    assert ingest(numbered(samples, 2), settings=Settings(**limits))[0].limited is limited


def test_changes_and_stories_are_counted(ingest, samples):
    long = "\n".join(
        f"In year {year} Chile holds {year % 90} percent of all that it digs." for year in range(1950, 1980)
    )
    url = "https://n.example/1"
    ingest([samples.page(long, "a.html", url=url)])
    later = {"url": url, "retrieved": "2026-02-03T00:00:00+00:00"}
    summary, outcomes = ingest(
        [samples.page(f"{long}\nMore.", "a.html", **later), samples.page(f"{long}\nElsewhere.", "b.html", url="")]
    )
    assert [(each.version, each.retold) for each in outcomes] == [(2, True), (0, True)]
    assert (summary.ok, summary.changed, summary.retold) == (2, 1, 2)


def test_the_sources_are_told_what_is_known(samples, tmp_path):
    known = []

    def read(_names, _settings, validators):
        known.append(validators("https://n.example/1"))
        yield samples.page(samples.LITHIUM, url="https://n.example/1", headers=(("etag", "x"),))

    with Store(tmp_path / "c.db", samples.NAMES) as store:
        for _ in range(2):
            stages = {"clean": samples.clean, "extractor": samples.Extractor(), "store": store}
            run.ingest(["https://n.example/1"], Settings(), read=read, **stages)
    assert known == [None, t.Validators("https://n.example/1", "x")]


def test_what_reads_in_the_background_is_closed(samples, tmp_path):
    closed = []

    def read(_names, _settings, _known):
        try:
            yield samples.page(samples.LITHIUM)
            yield samples.page(samples.MAGNETS)
        finally:
            closed.append(True)

    def stop(_outcome):
        raise KeyboardInterrupt

    with Store(tmp_path / "c.db", samples.NAMES) as store:
        stages = {"clean": samples.clean, "extractor": samples.Extractor(), "store": store}
        assert run.ingest(["a"], Settings(), read=read, progress=stop, **stages).interrupted
    assert closed == [True]


TAG = "The News Example | Mining"


@pytest.fixture
def sited(samples, tmp_path):
    """Ingests pages that end with one line; gives the stored texts in order."""

    def sited(numbers, *, drop=True, name="c.db"):
        pages = [
            samples.page(
                f"{' '.join(f'word{n}x{place}' for place in range(40))}.\n{TAG}",
                source=f"{n}.html",
                url=f"https://n{n}.example/{n}",
            )
            for n in numbers
        ]
        with Store(tmp_path / name, samples.NAMES) as store:
            run.ingest(
                ["named"],
                Settings(),
                read=lambda _inputs, _settings, _known: iter(pages),
                clean=run.without_recurring(samples.clean, recurring.drop, store) if drop else samples.clean,
                extractor=samples.Extractor(),
                store=store,
            )
            return [row[0] for row in store.connection.execute("SELECT text FROM articles ORDER BY rowid")]

    return sited


def test_a_line_that_recurs_on_a_site_is_left_out_and_kept_as_removed(sited, tmp_path):
    texts = sited(range(6))
    assert [text.endswith(TAG) for text in texts] == [True, True, True, False, False, False]
    assert table(tmp_path, "SELECT text, count(*) FROM removed WHERE rule = 'recurring-line'") == [(TAG, 3)]
    with reading(tmp_path / "c.db") as connection:
        assert not list(check(connection))


def test_the_same_pages_in_the_same_order_give_the_same_texts(sited):
    assert sited(range(6)) == sited(range(6), name="other.db")


def test_pages_that_come_again_stay_as_they_are(sited):
    assert sited(range(6)) == sited(range(6))


def test_without_it_the_order_does_not_matter(sited):
    assert sorted(sited(range(6), drop=False)) == sorted(sited(range(5, -1, -1), drop=False, name="other.db"))
