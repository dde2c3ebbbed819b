"""What a user can get wrong, on the real stages: one clear line that says what to do, and the right exit code."""

import os
import shutil
import socket
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import StoreError
from pipeline.store.read import Filters, claims, reading
from pipeline.store.write import Store

NOBODY = 65534
ARTICLE = """\
Chile's lithium counts for more each year

Chile holds about 40 percent of the world's lithium reserves, the mine owners' league said on Monday.

The country wants to refine more of it at home, and has asked for bids from makers of battery chemicals. Three of the
bids came from abroad, the league said, and all of them named the salt flats of the north as the place to build in.

A decision is expected before the end of the year, when the ministry's budget for new roads and wells runs out.
"""


@pytest.fixture
def ingest(tmp_path):
    return lambda *given: CliRunner().invoke(main, ["ingest", "--db", str(tmp_path / "c.db"), *map(str, given)])


def closed_port():
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def missing(folder):
    return folder / "gone.html"


def empty(folder):
    (folder / "empty.html").touch()
    return folder / "empty.html"


def binary(folder):
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    return folder / "picture.html"


def no_articles(folder):
    (folder / "data").mkdir()
    (folder / "data" / "numbers.csv").write_text("1,2\n", encoding="utf-8")
    return folder / "data"


def without_article(folder):
    page = "<html><head><title>Menu</title></head><body><nav><a href='/'>Home</a></nav></body></html>"
    (folder / "menu.html").write_text(page, encoding="utf-8")
    return folder / "menu.html"


def unreachable(_folder):
    return f"http://127.0.0.1:{closed_port()}/a"


def broken_lines(folder):
    (folder / "a.jsonl").write_text('{"text": \n', encoding="utf-8")
    return folder / "a.jsonl"


@pytest.mark.parametrize("spoil", [missing, empty, binary, no_articles, without_article, unreachable, broken_lines])
def test_a_bad_input_is_one_line_and_never_stops_the_others(ingest, tmp_path, spoil):
    bad = spoil(tmp_path)
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    alone = ingest("--allow-private", bad)
    assert alone.exit_code == 1, alone.output
    first = alone.stdout.splitlines()[0]
    status, source, reason = first.split(maxsplit=2)
    assert source.startswith(str(bad))
    assert len(reason) > 10
    assert "crashed" not in alone.output
    assert "failed:   1" in alone.stdout
    together = ingest("--allow-private", bad, tmp_path / "good.txt")
    assert together.exit_code == 0
    assert together.stdout.splitlines()[1].startswith("ok ")
    listed = CliRunner().invoke(main, ["failures", "--db", str(tmp_path / "c.db")]).stdout
    assert len(listed.splitlines()) == 2  # the header, and the input once though it failed twice
    assert status in listed


def test_the_good_article_is_read_stored_and_proved(ingest, tmp_path):
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    assert "1 share" in ingest(tmp_path / "good.txt").stdout
    with reading(tmp_path / "c.db") as connection:
        (row,) = (row for row in claims(connection, Filters(types=("share",))))
    assert (row["country"], row["commodity"], row["stage"], row["share_low"]) == ("Chile", "lithium", "reserves", 40)
    assert CliRunner().invoke(main, ["check", "--db", str(tmp_path / "c.db")]).exit_code == 0


def test_the_same_input_gives_the_same_export_whatever_the_order(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{ARTICLE}\nThis is copy {name} of the report.\n", encoding="utf-8")
    exports = []
    for order in ("abc", "cab"):
        database = str(tmp_path / f"{order}.db")
        files = [str(tmp_path / f"{name}.txt") for name in order]
        assert CliRunner().invoke(main, ["ingest", "--db", database, *files]).exit_code == 0
        exports.append(CliRunner().invoke(main, ["export", "--db", database]).stdout_bytes)
    assert exports[0] == exports[1]
    assert exports[0].count(b"\r\n") >= 4


@pytest.mark.parametrize("command", [["ingest", "good.txt"], ["export"], ["check"], ["failures"]])
def test_a_database_of_another_program_is_refused_by_every_command(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    with closing(sqlite3.connect("notes.db")) as connection:
        connection.execute("CREATE TABLE notes (text)")
    before = Path("notes.db").read_bytes()
    result = CliRunner().invoke(main, [*command, "--db", "notes.db"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "claimtable: notes.db: belongs to another program: name another file with --db\n"
    assert Path("notes.db").read_bytes() == before


@pytest.fixture
def folder():
    """A folder that others may reach, which pytest's own temporary folders are not."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@contextmanager
def unprivileged(path):
    """Within the block the folder and its files are read-only, for root too."""
    path.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        path.chmod(0o755)


def test_a_read_only_folder_takes_no_new_database(folder, samples):
    message = "can't be written .Permission denied.: change its permissions, or name a database elsewhere with --db"
    with unprivileged(folder), pytest.raises(StoreError, match=message), Store(folder / "c.db", samples.NAMES):
        pass


def test_a_read_only_database_is_not_written_but_read(folder, samples):
    with samples.stored(folder / "c.db", samples.LITHIUM):
        pass
    (folder / "c.db").chmod(0o444)
    (folder / "c.db.lock").chmod(0o666)
    with unprivileged(folder):
        with reading(folder / "c.db") as connection:
            assert len(list(claims(connection, Filters()))) == 2
        with (
            pytest.raises(StoreError, match=r"may not be written|can't be opened"),
            Store(folder / "c.db", {"NEW": "New"}),
        ):
            pass
