"""P4: a clock that jumps, or a change of the hour, alters no row but the times, ends no run early, hides no verdict."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from pipeline import run
from pipeline.config import Settings
from pipeline.review.verdicts import Answer, ErrorClass, Reviews, Verdict
from pipeline.store import write
from pipeline.store.check import check
from pipeline.store.read import reading
from pipeline.store.write import Store

SAID = (
    ("claims", "id, quote, review, run"),
    ("facts", "*"),
    ("fact_claims", "*"),
    ("articles", "id, origin_id, url_key"),
    ("pages", "url_key, version, article"),
    ("runs", "id, inputs, ok, skipped, failed, claims, finished <> ''"),
)


@pytest.fixture
def ingest(tmp_path, samples):
    """Ingests some pages into a database of this name; gives the summary and what is stored, times apart."""

    def ingest(name, settings=None):
        texts = (f"{samples.LITHIUM}\nNumber {number}." for number in range(6))
        pages = [samples.page(text, f"{n}.html", f"https://n.example/{n % 4}") for n, text in enumerate(texts)]
        with Store(tmp_path / name, samples.NAMES) as store:
            summary = run.ingest(
                ["named"],
                settings or Settings(),
                read=lambda _inputs, _settings, _known: iter(pages),
                clean=samples.clean,
                extractor=samples.Extractor(),
                store=store,
            )
        with reading(tmp_path / name) as connection:
            assert not list(check(connection))
            return summary, {
                table: [tuple(row) for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2")]  # noqa: S608 - ours
                for table, columns in SAID
            }

    return ingest


def jumping(hours):
    """A clock that is off by this much more each time it is looked at."""

    class Jumping(datetime):
        off = timedelta()

        @classmethod
        def now(cls, tz=None):
            Jumping.off += timedelta(hours=hours)
            return datetime.now(tz) + cls.off

    return Jumping


@pytest.mark.parametrize("hours", [-25, -1, 1, 24 * 365])
def test_p4_what_is_stored_is_the_same_whatever_the_clock_does(ingest, monkeypatch, hours):
    _, steady = ingest("steady.db")
    monkeypatch.setattr(write, "datetime", jumping(hours))
    _, jumped = ingest("jumped.db")
    assert jumped == steady
    assert len(steady["claims"]) == 12


@pytest.mark.parametrize("days", [-400, 400])
def test_p4_a_limit_of_time_is_no_time_of_day(ingest, monkeypatch, days):
    now, looked = time.time(), iter(range(1_000_000))
    monkeypatch.setattr(time, "time", lambda: now + days * 86_400 * next(looked))
    monkeypatch.setattr(write, "datetime", jumping(24 * days))
    summary, _ = ingest("c.db", Settings(max_seconds=3600))
    assert (summary.inputs, summary.limited) == (6, False)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata"])
def test_p4_times_are_utc_wherever_and_in_whatever_season(monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        stored = datetime.fromisoformat(write.now())
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert stored.utcoffset() == timedelta()
    assert abs(stored - datetime.now(UTC)) < timedelta(minutes=1)


def test_p4_a_verdict_after_the_clock_was_put_back_is_the_later_one(ingest, tmp_path):
    _, stored = ingest("c.db")
    claim = stored["claims"][0][0]
    with Reviews(tmp_path / "c.db") as reviews:
        wrong = Verdict(claim, Answer.WRONG, "ann", error_class=ErrorClass.FIGURE, at="2199-01-01T00:00:00Z")
        reviews.give(wrong)
        reviews.give(Verdict(claim, Answer.RIGHT, "ann"))
    with reading(tmp_path / "c.db") as connection:
        assert connection.execute("SELECT review FROM claims WHERE id = ?", (claim,)).fetchone()[0] == "right"
