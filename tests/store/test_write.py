import sqlite3
import zlib

import pytest

from pipeline import types as t
from pipeline.errors import StoreError
from pipeline.store.check import check
from pipeline.store.read import reading
from pipeline.store.write import Store

COUNTED = ("originals", "articles", "claims", "claim_countries", "removed", "missed_candidates", "failures", "runs")


@pytest.fixture
def store(tmp_path, samples):
    with Store(tmp_path / "c.db", samples.NAMES) as opened:
        yield opened


def counts(connection):
    return {name: len(connection.execute(f"SELECT * FROM {name}").fetchall()) for name in COUNTED}  # noqa: S608 - ours


def save(store, samples, text, run, **origin):
    page = samples.page(text, **origin)
    article = samples.clean(page)
    return store.save(page, article, samples.Extractor().extract(article.document), run)


def test_an_article_is_stored_with_its_original_claims_and_misses(store, samples):
    run = store.start_run("ingest", samples.RULES)
    saved = save(store, samples, samples.LITHIUM, run, headers=(("etag", "x"),))
    assert (saved.status, saved.claims) == (t.Status.OK, ("share", "share"))
    stored = dict.fromkeys(COUNTED, 1) | {"claims": 2, "claim_countries": 3, "failures": 0}
    assert counts(store.connection) == stored
    body, size, headers = store.connection.execute("SELECT body, bytes, headers FROM originals").fetchone()
    assert zlib.decompress(body).decode() == samples.LITHIUM
    assert (size, headers) == (len(samples.LITHIUM.encode()), '[["etag","x"]]')
    row = store.connection.execute("SELECT title, authors, words, run FROM articles").fetchone()
    assert row == ("On lithium", "A. Writer; B. Writer", len(samples.LITHIUM.split()), run)
    assert store.connection.execute("SELECT text, rule, position FROM removed").fetchall() == [
        ("Read more", "teaser", 0)
    ]
    missed = store.connection.execute("SELECT quote, reason FROM missed_candidates").fetchall()
    assert missed == [("The league counts brine and rock alike.", "no figure")]


def test_storing_twice_changes_nothing(store, samples):
    run = store.start_run("ingest", samples.RULES)
    save(store, samples, samples.LITHIUM, run)
    before = list(store.connection.iterdump())
    assert save(store, samples, samples.LITHIUM, run).status is t.Status.DUPLICATE
    assert list(store.connection.iterdump()) == before


def test_the_same_text_from_elsewhere_leaves_the_first(store, samples):
    run = store.start_run("ingest", samples.RULES)
    save(store, samples, samples.LITHIUM, run, url="https://news.example/first")
    page = samples.page("<p>other bytes", url="https://other.example/second")
    saved = store.save(page, t.Article(samples.LITHIUM), t.Extraction(), run)
    assert saved == type(saved)(t.Status.DUPLICATE, version=1)
    assert store.connection.execute("SELECT url FROM articles").fetchall() == [("https://news.example/first",)]
    assert counts(store.connection)["originals"] == 2  # that it stood there too can be proved
    assert store.connection.execute("SELECT url_key FROM pages ORDER BY url_key").fetchall() == [
        ("news.example/first",),
        ("other.example/second",),
    ]


def test_two_articles_may_share_their_original(store, samples):
    run = store.start_run("ingest", samples.RULES)
    page = samples.page("both")
    for text in ("One text.", "Another text."):
        store.save(page, t.Article(text), t.Extraction(), run)
    assert (counts(store.connection)["originals"], counts(store.connection)["articles"]) == (1, 2)


def test_what_is_said_twice_at_one_place_is_stored_once(store, samples):
    claim = samples.share(samples.LITHIUM, "Chile holds 33.3 percent")
    extraction = t.Extraction((claim, claim))
    saved = store.save(
        samples.page("x"), t.Article(samples.LITHIUM), extraction, store.start_run("ingest", samples.RULES)
    )
    assert saved.claims == ("share",)


def bad_claims(samples):
    quote = "Chile holds 33.3 percent"
    yield "claims_share", samples.share(samples.LITHIUM, quote, share_low=101.0)
    yield "claims_share", samples.share(samples.LITHIUM, quote, share_low=50.0, share_high=40.0)
    yield "claims_stage", samples.share(samples.LITHIUM, quote, stage="digging")
    yield "claims_bound", samples.share(samples.LITHIUM, quote, bound="roughly")
    yield "claims_modality", samples.share(samples.LITHIUM, quote, modality="maybe")
    yield "claims_year", samples.share(samples.LITHIUM, quote, year=20)
    yield "has the code XXX", samples.share(samples.LITHIUM, quote, countries=("XXX",))
    yield "has the code XXX", samples.share(samples.LITHIUM, quote, partner="CHL+XXX")
    yield "not a finite number", samples.share(samples.LITHIUM, quote, share_low=float("nan"))
    yield "NUL", samples.share(samples.LITHIUM, quote, organization="A\0B")
    yield "claims_place", t.Dependency(evidence=t.Evidence(t.Span(3, 3), "r"))
    yield "claims_quote", t.Dependency(evidence=t.Evidence(t.Span(3, 30_000), "r"))


@pytest.mark.parametrize("number", range(12))
def test_an_illegal_claim_stores_nothing_of_its_article(store, samples, number):
    message, claim = list(bad_claims(samples))[number]
    run = store.start_run("ingest", samples.RULES)
    good = samples.share(samples.LITHIUM, "Chile holds")
    with pytest.raises((ValueError, sqlite3.IntegrityError), match=message):
        store.save(samples.page("x"), t.Article(samples.LITHIUM), t.Extraction((good, claim)), run)
    assert counts(store.connection) == dict.fromkeys(COUNTED, 0) | {"runs": 1}
    assert not store.connection.in_transaction


@pytest.mark.parametrize("text", ["half \ud83d a pair", "a NUL \0 in it"])
def test_text_that_cannot_be_stored_is_refused_whole(store, samples, text):
    run = store.start_run("ingest", samples.RULES)
    with pytest.raises(ValueError, match=r"^text holds"):
        store.save(samples.page("x"), t.Article(text), t.Extraction(), run)
    assert counts(store.connection)["originals"] == 0


def test_other_languages_are_kept_without_claims(store, samples):
    saved = save(store, samples, "Bonjour tout le monde.", store.start_run("ingest", samples.RULES))
    assert (saved.status, saved.claims) == (t.Status.UNSUPPORTED_LANGUAGE, ())
    assert store.connection.execute("SELECT status, language FROM articles").fetchall() == [
        ("unsupported_language", "fr")
    ]


def test_a_failure_replaces_what_earlier_runs_noted_about_the_input(store, samples):
    first, second = store.start_run("ingest", samples.RULES), store.start_run("ingest", samples.RULES)
    noted = "SELECT source, reason, run FROM failures ORDER BY id"
    for run, reason in ((first, "one"), (first, "two"), (second, "three"), (second, "four")):
        store.fail(t.Failure("a.jsonl", "read", t.Status.EMPTY, reason), run)
    assert store.connection.execute(noted).fetchall() == [("a.jsonl", "three", second), ("a.jsonl", "four", second)]
    save(store, samples, samples.LITHIUM, store.start_run("ingest", samples.RULES), source="a.jsonl")
    assert not store.connection.execute(noted).fetchall()


def test_a_failure_of_any_name_can_be_noted(store, samples):
    run = store.start_run("ingest", samples.RULES)
    store.fail(t.Failure("bad \udcff\0 name", "read", t.Status.CRASHED, "half \ud800"), run)
    assert store.connection.execute("SELECT source, reason FROM failures").fetchall() == [
        ("bad ?\ufffd name", "half ?")
    ]


def test_a_run_keeps_its_counts(store, samples):
    run = store.start_run("ingest", samples.RULES)
    store.finish_run(run, ok=3, skipped=2, failed=1, claims=9)
    row = store.connection.execute(
        "SELECT inputs, ok, skipped, failed, claims, finished >= started FROM runs"
    ).fetchone()
    assert row == (6, 3, 2, 1, 9, 1)


def test_words_are_found_by_their_stem(store, samples):
    save(store, samples, samples.LITHIUM, store.start_run("ingest", samples.RULES))
    for table, word in (("articles_fts", "brines"), ("articles_fts", "lithium"), ("claims_fts", "reserve")):
        found = store.connection.execute(f"SELECT 1 FROM {table} WHERE {table} MATCH ?", (word,))  # noqa: S608 - ours
        assert found.fetchone()


def test_names_follow_the_vocabulary(tmp_path, samples):
    for name in ("Chile", "Chili"):
        with Store(tmp_path / "c.db", samples.NAMES | {"CHL": name}) as store:
            assert dict(store.connection.execute("SELECT code, name FROM countries"))["CHL"] == name


def test_a_second_writer_is_refused_and_the_first_goes_on(tmp_path, samples, store):
    with pytest.raises(StoreError, match="another ingest is running"), Store(tmp_path / "c.db", samples.NAMES):
        pass
    assert save(store, samples, samples.LITHIUM, store.start_run("ingest", samples.RULES)).status is t.Status.OK


def test_readers_go_on_while_an_article_is_written(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM) as store, reading(tmp_path / "c.db") as connection:
        assert counts(connection)["articles"] == 1
        save(store, samples, samples.MAGNETS, 1)
        assert counts(connection)["articles"] == 1  # one read, one state
    with reading(tmp_path / "c.db") as connection:
        assert counts(connection)["articles"] == 2


def test_a_full_disk_keeps_what_was_stored_and_nothing_half(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM) as store:
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        long = samples.MAGNETS + "\n" + "\n".join(f"Sentence {n} of many." for n in range(20_000))
        with pytest.raises(StoreError, match="the disk is full: free some space"):
            save(store, samples, long, 1)
        assert not store.connection.in_transaction
    with reading(tmp_path / "c.db") as connection:
        assert (counts(connection)["articles"], counts(connection)["originals"]) == (1, 1)
        assert not list(check(connection))


def test_a_partner_may_be_foreign_only(store, samples):
    claim = samples.share(samples.LITHIUM, "Chile holds", partner="FOREIGN")
    run = store.start_run("ingest", samples.RULES)
    assert store.save(samples.page("x"), t.Article(samples.LITHIUM), t.Extraction((claim,)), run).claims == ("share",)
