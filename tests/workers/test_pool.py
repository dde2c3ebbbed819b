"""P2: what brings a parser down ends one worker and fails one page; the others come in as they would alone."""

import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import config
from pipeline import types as t
from pipeline.clean import clean
from pipeline.cli import main
from pipeline.store.check import check
from pipeline.store.read import reading
from pipeline.workers import pool
from pipeline.workers.child import Crash
from pipeline.workers.pool import Died, Workers

CORPUS = Path(__file__).parents[2] / "corpus"
ROOMY = 2_000_000_000


def page(name="cobalt-congo-quotas-wire.html"):
    return t.Page((CORPUS / name).read_bytes(), t.Origin(name, content_type="text/html"))


def heavy():
    """A page of a megabyte that takes a parser more than ten seconds."""
    lines = "".join(f"<p>Paragraph {number} of <b>many</b> that <i>say</i> nothing.</p>" for number in range(16_000))
    return t.Page(f"<html><body><article>{lines}</article></body></html>".encode(), t.Origin("heavy.html"))


def wide():
    """A page of one word of 60 megabytes."""
    return t.Page(b"<html><body><p>" + b"x" * 60_000_000 + b"</p></body></html>", t.Origin("wide.html"))


@pytest.fixture
def workers():
    with Workers(1, 60.0, ROOMY) as opened:
        yield opened


def test_a_worker_gives_what_the_same_process_would(workers):
    from pipeline.extract import Extractor  # noqa: PLC0415 - spaCy

    article = workers.clean(page())
    assert article == clean(page())
    assert workers.extract(article.document) == Extractor().extract(article.document)
    assert workers.rules_digest == Extractor().rules_digest
    assert workers.clean(t.Page(b"", t.Origin("empty.html"))).status is t.Status.EMPTY


def test_p2_a_hang_ends_the_worker_and_not_the_batch():
    with Workers(1, 2.0, ROOMY) as workers:
        with pytest.raises(Died, match="takes longer than 2 seconds to read: given up") as told:
            workers.clean(heavy())
        assert told.value.status is t.Status.TIMEOUT
    with Workers(1, 60.0, ROOMY) as workers:
        assert isinstance(workers.clean(page()), t.Article)


def test_p2_a_worker_that_is_late_with_its_own_end_is_ended(monkeypatch):
    monkeypatch.setattr(pool, "GRACE", 0.2)
    with Workers(1, 60.0, ROOMY) as workers:
        workers.clean(page())
        workers.seconds = 0.5
        stopped = workers._workers[0].process.pid  # noqa: SLF001 - to make it hang for good
        os.kill(stopped, signal.SIGSTOP)
        with pytest.raises(Died):
            workers.clean(page())
        workers.seconds = 60.0
        assert isinstance(workers.clean(page()), t.Article)
        assert workers._workers[0].process.pid != stopped  # noqa: SLF001 - the same


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_p2_a_worker_that_dies_over_a_page_fails_that_page_alone(workers, number):
    workers.clean(page())
    child = workers._workers[0].process.pid  # noqa: SLF001 - to kill it
    threading.Timer(0.3, os.kill, (child, number)).start()
    with pytest.raises(Died, match=f"ended the process that read it .{number.name}.") as told:
        workers.clean(heavy())
    assert told.value.status is t.Status.CRASHED
    assert isinstance(workers.clean(page()), t.Article)


def test_p2_a_worker_that_died_at_rest_costs_no_page(workers):
    workers.clean(page())
    for _ in range(3):
        child = workers._workers[0].process  # noqa: SLF001 - to kill it
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        assert isinstance(workers.clean(page()), t.Article)


def test_p2_too_much_memory_is_refused():
    with Workers(1, 60.0, 200_000_000) as workers, pytest.raises((Died, Crash)) as told:
        workers.clean(wide())
    assert getattr(told.value, "status", None) is not t.Status.TIMEOUT


def test_pages_come_in_order_and_are_cleaned_ahead():
    pages = [t.Page(page().body + b"<!-- %d -->" % number, page().origin) for number in range(6)]
    found = [pages[0], t.Failure("x", "read", t.Status.EMPTY, "empty"), *pages[1:]]
    asked = []
    with Workers(2, 60.0, ROOMY) as workers:
        seen = []
        for each in workers.ahead(iter(found), lambda one: asked.append(one) or one is not pages[3]):
            seen.append(each)
            if isinstance(each, t.Page):
                assert isinstance(workers.clean(each), t.Article)
        assert seen == found
        assert asked == pages
        assert len(workers._workers) == 2  # noqa: SLF001 - that both had work


def test_all_processes_end_with_the_block(workers):
    with Workers(2, 60.0, ROOMY) as others:
        others.clean(page())
        pages = others.ahead(iter([heavy(), heavy()]), lambda _: True)
        next(pages)  # the first is being cleaned now
        children = [each.process for each in others._workers]  # noqa: SLF001 - the same
        assert all(each.is_alive() for each in children)
    assert children
    assert not any(each.is_alive() for each in children)
    assert isinstance(workers.clean(page()), t.Article)


# --- a whole ingest --------------------------------------------------------------------------------------------------

TABLES = (
    *("articles", "claims", "claim_countries", "removed", "missed_candidates", "pages", "sketches", "bands"),
    *("site_lines", "originals", "facts", "fact_claims"),
)


def ingest(database, *given):
    result = CliRunner().invoke(main, ["ingest", "--db", str(database), *map(str, given)])
    with reading(database) as connection:
        assert not list(check(connection))
        rows = {table: [tuple(row) for row in connection.execute(f"SELECT * FROM {table}")] for table in TABLES}  # noqa: S608 - ours
    return result, rows


def test_any_number_of_jobs_gives_the_same_rows_in_the_same_order(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number, path in enumerate(sorted(CORPUS.glob("*.html"))[:5]):
        (folder / f"{number}a.html").write_bytes(path.read_bytes())
        (folder / f"{number}b.html").write_bytes(path.read_bytes())  # the same bytes again, cleaned ahead or not
    (folder / "2c.html").write_bytes(b"\x89PNG\r\n" + bytes(200))
    (folder / "3c.html").write_bytes(b"")
    (one, first), *others = (ingest(tmp_path / f"{jobs}.db", folder, "--jobs", jobs) for jobs in (1, 2, 3))
    assert len(first["articles"]) == 5
    for result, rows in others:
        assert result.output == one.output
        assert rows == first


def test_p2_a_page_that_hangs_is_one_failure_of_a_batch(tmp_path, monkeypatch):
    (tmp_path / "1.html").write_bytes(page().body)
    (tmp_path / "2.html").write_bytes(heavy().body)
    (tmp_path / "3.html").write_bytes(page("lng-winter-supply.html").body)
    load = config.load
    monkeypatch.setattr(config, "load", lambda db: replace(load(db), page_seconds=6.0))
    names = [tmp_path / f"{number}.html" for number in (1, 2, 3)]
    result = CliRunner().invoke(main, ["ingest", "--db", str(tmp_path / "c.db"), "--jobs", "2", *map(str, names)])
    assert [line.split()[0] for line in result.stdout.splitlines()[:3]] == ["ok", "timeout", "ok"]
    assert "given up" in result.stdout
