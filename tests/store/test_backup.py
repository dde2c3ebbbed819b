"""Copies of a database: whole, of one moment, and good to go on with."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.store import database
from pipeline.store.backup import backup
from pipeline.store.check import check
from pipeline.store.read import Filters, claims, reading
from pipeline.store.write import Store

CHILD = Path(__file__).parents[1] / "faults" / "child.py"


def content(path):
    with reading(path) as connection:
        assert not list(check(connection))
        return [tuple(row) for row in claims(connection, Filters())]


@pytest.fixture
def path(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        return tmp_path / "c.db"


def test_b5_a_copy_has_what_waits_in_the_log(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM):
        assert (tmp_path / "c.db-wal").stat().st_size > 0
        backup(tmp_path / "c.db", tmp_path / "copy.db")
        assert [each.name for each in tmp_path.glob("copy.db*")] == ["copy.db"]
        assert len(content(tmp_path / "copy.db")) == 2


def test_b5_a_copy_made_during_an_ingest_is_whole(tmp_path):
    with subprocess.Popen(
        [sys.executable, CHILD, tmp_path / "c.db", "400"], stdout=subprocess.PIPE, text=True
    ) as child:
        for _ in range(5):
            child.stdout.readline()
        backup(tmp_path / "c.db", tmp_path / "copy.db")
        rest = len(child.stdout.readlines())
    assert child.returncode == 0
    assert rest > 10  # it went on while the copy was made
    copied = content(tmp_path / "copy.db")
    assert 5 * 40 <= len(copied) < len(content(tmp_path / "c.db"))


def test_b5_a_copy_restored_as_the_document_says_goes_on(path, tmp_path, samples):
    backup(path, tmp_path / "copy.db")
    before = content(path)
    with Store(path, samples.NAMES) as store:
        run = store.start_run("ingest", samples.RULES)
        page = samples.page("Chile holds 1 percent.", "new.html", url="https://news.example/new")
        article = samples.clean(page)
        store.save(page, article, samples.Extractor().extract(article.document), run)
        log = path.with_name("c.db-wal").read_bytes()
    path.with_name("c.db-wal").write_bytes(log)  # as a killed process leaves it
    document = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    steps = [line for line in document.splitlines() if line.startswith(("rm -f db/claims.db", "cp copies/"))]
    script = (
        "\n".join(steps).replace("db/claims.db", str(path)).replace("copies/2026-11-28.db", str(tmp_path / "copy.db"))
    )
    assert len(steps) == 2
    subprocess.run(["sh", "-ec", script], check=True)
    assert content(path) == before
    with Store(path, samples.NAMES) as store:
        run = store.start_run("ingest", samples.RULES)
        assert store.save(page, article, samples.Extractor().extract(article.document), run).claims == ("share",)
    assert len(content(path)) == len(before) + 1


def test_a_file_that_is_there_is_left_alone_unless_told(path, tmp_path):
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(StoreError, match="is there already: name another file, or add --overwrite"):
        backup(path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"
    backup(path, tmp_path / "copy.db", overwrite=True)
    assert content(tmp_path / "copy.db") == content(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("c.db", "is the database itself"),
        (".", "is a folder"),
        ("no/where.db", "can't be written .No such file or directory"),
        ("used.db", "is a database in use"),
    ],
)
def test_a_place_that_will_not_do_is_told(path, tmp_path, name, message):
    (tmp_path / "used.db-wal").touch()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=message):
        backup(path, tmp_path / name, overwrite=True)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*part"))


def test_b4_a_full_disk_leaves_the_old_copy(path, tmp_path, monkeypatch):
    backup(path, tmp_path / "copy.db")
    before = (tmp_path / "copy.db").read_bytes()
    connect = sqlite3.connect

    def small(where, **how):
        made = connect(where, **how)
        if str(where).endswith(".part"):
            made.execute("PRAGMA max_page_count = 10")
        return made

    monkeypatch.setattr(database.sqlite3, "connect", small)
    with pytest.raises(StoreError, match="the disk is full"):
        backup(path, tmp_path / "copy.db", overwrite=True)
    assert (tmp_path / "copy.db").read_bytes() == before
    assert not list(tmp_path.glob(".*part"))


def test_a_database_of_an_older_version_is_copied_as_it_is(path, tmp_path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 2")
    backup(path, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)


def test_copies_may_be_made_from_two_threads(path, tmp_path):
    # the name of the file that is made beside has the process id only: the last one wins, and neither is half a file
    threads = [threading.Thread(target=backup, args=(path, tmp_path / f"copy{n}.db")) for n in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert content(tmp_path / "copy0.db") == content(tmp_path / "copy1.db") == content(path)
