"""Group B of the table of faults: what other processes, the disk and damage do to a database."""

import gzip
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import StoreError
from pipeline.review.verdicts import Answer, Reviews, Verdict
from pipeline.store.check import check
from pipeline.store.database import open_reader
from pipeline.store.read import Filters, claims, failures, reading
from pipeline.store.write import Store

CHILD = Path(__file__).with_name("child.py")
STORED = Path(__file__).parents[1] / "store" / "versions" / "v5.db.gz"
COMMAND = "from pipeline.cli import main; main()"


def start(database, count):
    return subprocess.Popen(
        [sys.executable, CHILD, database, str(count), "small"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def rows(path, sql):
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def test_b1_four_writers_and_two_readers_meet_no_lock(tmp_path, samples):
    path = tmp_path / "c.db"
    with samples.stored(path, *(f"Chile holds {n} percent.\nNumber {n}." for n in range(30))):
        pass
    ids = [row[0] for row in rows(path, "SELECT id FROM claims ORDER BY id")]
    errors, given, read, done = [], [], [], threading.Event()

    def review(name):
        with Reviews(path) as reviews:
            for claim in ids:
                try:
                    given.append(reviews.give(Verdict(claim, Answer.RIGHT, name)))
                except Exception as error:  # noqa: BLE001 - whatever it is, it reached a person
                    errors.append(error)

    def desk():  # as Datasette reads: a connection for each look
        while not done.is_set():
            try:
                read.append(rows(path, "SELECT count(*), max(review) FROM claims"))
            except sqlite3.Error as error:
                errors.append(error)
            time.sleep(0.01)

    people = [threading.Thread(target=review, args=(name,)) for name in ("ann", "bob")]
    readers = [threading.Thread(target=desk) for _ in range(2)]
    with start(path, 300) as first:
        first.stdout.readline()
        with start(path, 300) as second:
            for each in (*people, *readers):
                each.start()
            refused = second.stderr.read()
        ended = first.stdout.read().splitlines()[-1]
        said = first.stderr.read()
    for each in people:
        each.join()
    done.set()
    for each in readers:
        each.join()
    assert errors == []
    assert (said, first.returncode, ended.split()[0]) == ("", 0, "done")
    assert "another ingest is running (pid" in refused
    assert "locked" not in refused
    assert (len(given), len(set(given))) == (60, 60)
    assert len(read) > 5
    with reading(path) as connection:
        assert not list(check(connection))
        assert connection.execute("SELECT count(*) FROM articles").fetchone()[0] == 30 + 270
        assert connection.execute("SELECT count(*) FROM verdicts").fetchone()[0] == 60


def test_b2_a_reader_never_brings_the_log_into_the_database(tmp_path, samples):
    path = tmp_path / "c.db"
    with samples.stored(path, samples.LITHIUM):
        log = path.with_name("c.db-wal")
        before = (path.read_bytes(), log.read_bytes())
        assert len(before[1]) > 0
        for _ in range(3):
            with closing(open_reader(path)) as reader:
                reader.execute("SELECT count(*) FROM claims").fetchone()
                with pytest.raises(sqlite3.OperationalError):
                    reader.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        with Reviews(path) as reviews:
            assert reviews.connection.execute("PRAGMA wal_autocheckpoint").fetchone()[0] == 0
        assert (path.read_bytes(), log.read_bytes()) == before
    assert not log.exists()  # the writer did it when it closed


def test_b3_verdicts_are_on_the_disk_when_they_are_given(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM):
        pass
    with Reviews(tmp_path / "c.db") as reviews:
        assert reviews.connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL


@contextmanager
def small_disk(path, kilobytes):
    """A file system of so many kilobytes, where this machine lets us make one."""
    path.mkdir()
    made = os.geteuid() == 0 and shutil.which("mount") is not None
    if made:
        command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(path)]
        made = subprocess.run(command, check=False, capture_output=True).returncode == 0
    if not made:
        pytest.skip("needs the right to mount a small tmpfs; tests/test_run.py fills a database up without it")
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)


def test_b4_a_disk_that_fills_up_ends_the_ingest_and_keeps_what_is_done(tmp_path):
    with small_disk(tmp_path / "disk", 3000) as disk:
        with start(disk / "c.db", 3000) as child:
            out, said = child.stdout.read(), child.stderr.read()
        assert child.returncode == 1
        assert "the disk is full: free some space and run the same command again; what was stored is kept" in said
        stored = {line.split()[1] for line in out.splitlines() if line.startswith("ok")}
        with reading(disk / "c.db") as connection:
            kept = {row[0] for row in connection.execute("SELECT source FROM articles")}
            assert not list(check(connection))
        assert kept >= stored
        assert stored
        result = CliRunner().invoke(main, ["export", "--db", str(disk / "c.db"), "-o", str(disk / "claims.csv")])
        assert (result.exit_code, (disk / "claims.csv").exists()) in {(0, True), (1, False)}
        (tmp_path / "roomy.db").write_bytes((disk / "c.db").read_bytes())


# --- B6 --------------------------------------------------------------------------------------------------------------

RUNS = 500


def spoilt(body, chance):
    """The bytes with some of them flipped, a stretch overwritten, or the end cut off."""
    made = bytearray(body)
    for _ in range(chance.choice((1, 3, 20))):
        made[chance.randrange(len(made))] = chance.randrange(256)
    if chance.random() < 0.1:
        place = chance.randrange(len(made) // 4096) * 4096
        made[place : place + 100] = chance.randbytes(100)
    return bytes(made[: chance.randrange(len(made))]) if chance.random() < 0.04 else bytes(made)


def test_b6_a_damaged_database_is_told_in_one_line_or_read(tmp_path):
    body, chance, path = gzip.decompress(STORED.read_bytes()), random.Random(7), tmp_path / "c.db"  # noqa: S311 - no secret
    told = []
    for _ in range(RUNS):
        path.write_bytes(spoilt(body, chance))
        try:
            with reading(path) as connection:
                list(claims(connection, Filters()))
                list(failures(connection))
                list(check(connection))
        except StoreError as error:
            told.append(str(error))
    assert RUNS / 10 < len(told) < RUNS * 9 / 10  # the others could be read
    assert all(each.startswith(str(path)) for each in told)


@pytest.mark.parametrize("command", ["export", "check", "failures", "doctor"])
def test_b6_no_command_shows_a_traceback(tmp_path, command):
    body, chance = gzip.decompress(STORED.read_bytes()), random.Random(8)  # noqa: S311 - no secret
    for _ in range(10):
        (tmp_path / "c.db").write_bytes(spoilt(body, chance))
        result = CliRunner().invoke(main, [command, "--db", str(tmp_path / "c.db")])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.stderr.count("\n") <= 1


# --- B8 to B10 -------------------------------------------------------------------------------------------------------


def test_b8_every_writer_holds_the_links_between_tables(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM) as store:
        assert store.connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            store.connection.execute("DELETE FROM articles")
    with Reviews(tmp_path / "c.db") as reviews:
        assert reviews.connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


@pytest.mark.parametrize(
    ("sql", "refused"),
    [
        ("UPDATE claims SET share_low = 'most'", "claims_share"),
        ("UPDATE claims SET year = 2024.5", "claims_year"),
        ("UPDATE claims SET year = 'last year'", "claims_year"),
        ("UPDATE claims SET quote = quote || '.'", "claims_quote"),
        ("UPDATE claims SET type = NULL", "NOT NULL"),
        ("UPDATE claims SET article = 'gone'", "FOREIGN KEY"),
        ("UPDATE claims SET start = -1", "claims_place"),
        ("UPDATE articles SET status = 'fine'", "articles_status"),
        ("UPDATE originals SET body = 'text'", "originals_body"),
    ],
)
def test_b10_values_of_another_kind_are_refused(tmp_path, samples, sql, refused):
    with (
        samples.stored(tmp_path / "c.db", samples.LITHIUM) as store,
        pytest.raises(sqlite3.IntegrityError, match=refused),
    ):
        store.connection.execute(sql)


def test_p4_a_lock_file_left_by_a_process_long_gone_locks_nothing(tmp_path, samples):
    (tmp_path / "c.db.lock").write_text("1\n")  # a process id that lives
    with Store(tmp_path / "c.db", samples.NAMES):
        assert (tmp_path / "c.db.lock").read_text() == f"{os.getpid()}\n"
