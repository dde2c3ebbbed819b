"""The whole of a re-extraction on stand-ins: what fails stays, what is interrupted goes on, nothing is written dry."""

from dataclasses import replace

import pytest

from pipeline import reextract
from pipeline import types as t
from pipeline.store.changes import Kind
from pipeline.store.check import check
from pipeline.store.read import reading
from pipeline.store.reread import Wanted
from pipeline.store.write import Store

TEXTS = [f"Chile holds {number}.5 percent.\nOf {number}." for number in range(6)]


class Doubled:
    """Other rules: they read twice the share."""

    rules_digest = "1" * 64

    def __init__(self, samples, stop_after=99):
        self.inner, self.left = samples.Extractor(), stop_after

    def extract(self, document):
        if "Of 3." in document.text:
            raise RuntimeError("tripped")
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        found = self.inner.extract(document)
        return t.Extraction(
            tuple(replace(each, share_low=2 * each.share_low, share_high=None) for each in found.claims)
        )


@pytest.fixture
def path(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", *TEXTS):
        pass
    return tmp_path / "c.db"


def rows(path, sql):
    with reading(path) as connection:
        assert not list(check(connection))
        return [tuple(row) for row in connection.execute(sql)]


def test_one_that_fails_stays_and_the_others_go_on(path, samples):
    shown, steps = [], []
    with Store(path, samples.NAMES) as store:
        summary = reextract.reextract(
            store, Doubled(samples), Wanted(), shown.append, lambda done, of: steps.append((done, of))
        )
    assert steps == [(number, 6) for number in range(6)]
    assert (summary.run, summary.articles, summary.kinds) == (2, 5, {Kind.CHANGED: 5})
    assert summary.failures == [(t.digest(TEXTS[3]), "RuntimeError: tripped")]
    assert len(shown) == 5
    assert rows(path, "SELECT share_low FROM claims ORDER BY share_low") == [(1,), (3,), (3.5,), (5,), (9,), (11,)]
    counts = "SELECT command, rules, inputs, ok, failed, claims, finished <> '' FROM runs WHERE id = 2"
    assert rows(path, counts) == [("reextract", "1" * 64, 6, 5, 1, 5, 1)]


def test_what_was_interrupted_goes_on_where_it_ended(path, samples):
    with Store(path, samples.NAMES) as store:
        first = reextract.reextract(store, Doubled(samples, stop_after=2), Wanted())
        second = reextract.reextract(store, Doubled(samples), Wanted())
        third = reextract.reextract(store, Doubled(samples), Wanted(article=t.digest(TEXTS[0])))
    assert (first.interrupted, first.articles, second.articles) == (True, 2, 3)
    assert (third.run, third.articles) == (0, 0)
    assert rows(path, "SELECT count(*) FROM claim_history") == [(5,)]


def test_a_dry_run_says_what_a_real_one_would_do(path, samples):
    before = path.read_bytes()
    summary = reextract.Summary()
    with reading(path) as connection:
        dry = list(reextract.preview(connection, Doubled(samples), Wanted(), samples.NAMES, summary))
    assert path.read_bytes() == before
    assert (summary.articles, len(summary.failures)) == (5, 1)
    with Store(path, samples.NAMES) as store:
        shown = []
        reextract.reextract(store, Doubled(samples), Wanted(), shown.append)
    assert dry == shown
