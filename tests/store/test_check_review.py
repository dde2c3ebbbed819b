"""What another program spoilt among verdicts and histories is found."""

import sqlite3
from contextlib import closing

import pytest

from pipeline import types as t
from pipeline.review.verdicts import Answer, Reviews, Verdict
from pipeline.store import reread
from pipeline.store.check import check
from pipeline.store.read import reading


@pytest.fixture
def path(tmp_path, samples):
    """A claim that was judged, corrected, changed, read again and changed once more; and one that was judged."""
    database, article = tmp_path / "c.db", t.digest(samples.LITHIUM)
    quote = samples.LITHIUM.splitlines()[0]
    with samples.stored(database, samples.LITHIUM, samples.MAGNETS) as store:

        def read(low):
            run = store.start_run("reextract", samples.RULES)
            claim = samples.share(samples.LITHIUM, quote, share_low=low)
            reread.put(store, article, t.Extraction((claim,)), run)
            return claim.id(article)

        with Reviews(database) as reviews:
            first = read(30)
            reviews.give(Verdict(first, Answer.RIGHT, "ann"))
            read(31)
            assert read(30) == first
            read(32)
            other = store.connection.execute("SELECT id FROM claims WHERE article <> ?", (article,)).fetchone()[0]
            reviews.give(Verdict(other, Answer.CORRECTED, "ann", slots={"commodity": "permanent magnets"}))
            read(30)
    return database


def offences(path):
    with reading(path) as connection:
        return [(each.table, each.problem) for each in check(connection)]


def test_a_sound_database_has_no_offence(path):
    assert offences(path) == []


@pytest.mark.parametrize(
    ("sql", "table", "problem"),
    [
        ("UPDATE articles SET read_by = NULL", "articles", "no run is said to have read it"),
        ("UPDATE claims SET review = 'unreviewed'", "claims", "its review is not what the verdicts say"),
        ("UPDATE claims SET review = 'wrong'", "claims", "its review is not what the verdicts say"),
        ("UPDATE verdicts SET quote = upper(quote)", "verdicts", "it judged another claim than the one with its id"),
        ("UPDATE verdicts SET quote = upper(quote)", "verdicts", "its quote does not stand there"),
        ("UPDATE verdicts SET said = '{'", "verdicts", "what was said can't be read"),
        ("UPDATE verdicts SET said = '[]'", "verdicts", "what was said can't be read"),
        ("DELETE FROM corrections", "verdicts", "it corrects and has no correction"),
        ("UPDATE corrections SET claim = 'x'", "verdicts", "it corrects and has no correction"),
        (
            "UPDATE returned_verdicts SET successor = 'x'",
            "returned_verdicts",
            "what stands in its place was never stored",
        ),
        ("UPDATE returned_verdicts SET verdict = 2", "returned_verdicts", "it names a verdict on another claim"),
        ("UPDATE claim_history SET quote = upper(quote)", "claim_history", "its quote does not stand there"),
        ("UPDATE claim_history SET said = '{}'", "claim_history", "what was said can't be read"),
        ("UPDATE claims SET run = 4 WHERE run = 6", "claim_history", "it was stored again before it was lost"),
    ],
)
def test_what_was_spoilt_is_found(path, sql, table, problem):
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        assert connection.execute(sql).rowcount > 0
        connection.commit()
    assert any(table == where and problem in what for where, what in offences(path))
