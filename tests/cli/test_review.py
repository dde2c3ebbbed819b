"""A review from the command line: by lines from a pipe, by keys on a terminal; nothing given is lost."""

import json
import os
import pty
import select
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from click.testing import CliRunner

from pipeline.cli import main


@pytest.fixture
def database(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        pass
    return tmp_path / "c.db"


@pytest.fixture
def review(database):
    def run(*args, lines=""):
        return CliRunner().invoke(main, ["review", "--db", str(database), "--reviewer", "ann", *args], input=lines)

    return run


def given(database, columns="verdict, error_class, slots, note"):
    with closing(sqlite3.connect(database)) as connection:
        return [tuple(row) for row in connection.execute(f"SELECT {columns} FROM verdicts ORDER BY id")]  # noqa: S608 - ours


def test_lines_from_a_pipe(review, database):
    result = review(lines="n seen in print\nr\nw holder\nc commodity=permanent magnets country=CHN\n")
    assert result.exit_code == 0, result.output
    assert given(database) == [
        ("right", "", "", "seen in print"),
        ("wrong", "holder", "", ""),
        ("corrected", "", '{"commodity": "permanent magnets", "country_code": "CHN"}', ""),
    ]
    assert result.output.endswith("3 verdicts stored, 0 claims left to judge\n")
    assert review(lines="r\n").output == "0 verdicts stored, 0 claims left to judge\n"


def test_what_is_shown(review, samples):
    output = review("--country", "CHL", lines="q\n").output
    assert "1 of 1" in output
    assert "On lithium" in output
    assert samples.LITHIUM.splitlines()[0] in output
    assert "  country_code   CHL\n" in output
    assert "  share_low      33.3  from " in output
    assert "r right  w wrong  c correct" in output


def test_what_can_t_be_done_is_told_and_asked_again(review, database):
    lines = "x\nw\nw nonsense\nc\nc colour=red\nc share_low=130\nz\nr\nq\n"
    output = review(lines=lines).output
    for message in (
        "not stored: say what is wrong: holder, figure",
        "not stored: write each slot with its value",
        "not stored: a share has no slot 'colour'",
        "not stored: a share lies between 0 and 100",
        "not stored: no verdict of this session is left to take back",
    ):
        assert message in output
    assert [row[0] for row in given(database)] == ["right"]


def test_undo_goes_back_to_the_claim(review, database):
    output = review(lines="r\nz\nw figure\ns\nq\n").output
    assert [row[0] for row in given(database)] == ["right", "withdrawn", "wrong"]
    claims = given(database, "claim")
    assert claims[0] == claims[1] == claims[2]
    assert output.count("1 of 3") == 2
    assert output.endswith("1 verdicts stored, 2 claims left to judge\n")


def test_both_versions_of_a_changed_claim_are_shown(review, database):
    review(lines="w figure\n")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE claims SET attribution = 'nobody' WHERE review = 'wrong'")
        connection.commit()
    output = review("--changed", lines="q\n").output
    assert "changed since it was judged" in output
    assert "wrong (figure) by ann on" in output


def test_reviewers_agree(review, database):
    review(lines="r\nr\nr\n")
    CliRunner().invoke(
        main, ["review", "--db", str(database), "--reviewer", "bob", "--second"], input="r\nw figure\nu\n"
    )
    assert review("--agreement").output == "ann and bob: 1 of 3 alike (33 %), kappa 0.00\n"
    output = review("--disputed", lines="q\n").output
    assert "reviewers differ" in output
    assert "1 of 1" in output


def test_rules_are_rated(review, database):
    review(lines="r\nw figure\n")
    runner = CliRunner()
    result = runner.invoke(main, ["rules", "stats", "--db", str(database)])
    assert result.output.splitlines() == [
        "share.of       3 claims  right 1 of 2, 0.50 (0.09-0.91), 1 figure",
        "2 of 3 claims judged, 0.50 of them right",
    ]
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT * FROM rule_rates").fetchall() == [("share.of", 2, 1)]


def test_gold_is_written(review, database, tmp_path):
    runner, out = CliRunner(), tmp_path / "gold.jsonl"
    args = ["gold", "export", "-o", str(out), "--db", str(database)]
    early = runner.invoke(main, args)
    assert (early.exit_code, early.output) == (
        1, "claimtable: no claim is judged yet: judge some with `claimtable review`\n"
    )  # fmt: skip
    assert not out.exists()
    review(lines="r\nw figure\n")
    assert runner.invoke(main, args).output == "2 passages, 1 claims\n"
    assert [len(json.loads(line)["claims"]) for line in out.read_text().splitlines()] == [1, 0]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["--country", "Atlantis"], 2, "no country or bloc is called 'Atlantis'"),
        (["--type", "rumour"], 2, "'rumour' is not one of"),
        (["--limit", "0"], 2, "0 is not in the range"),
        (["--db", "none.db"], 1, "none.db: no such database"),
    ],
)
def test_what_can_t_be_asked(review, args, code, message):
    result = review(*args)
    assert result.exit_code == code
    assert message in result.output


# --- a terminal ------------------------------------------------------------------------------------------------------


class Terminal:
    """`claimtable review` on a pseudo-terminal."""

    def __init__(self, database):
        self.master, slave = pty.openpty()
        command = "from pipeline.cli import main; main()"
        args = ["review", "--db", str(database), "--reviewer", "ann"]
        self.child = subprocess.Popen([sys.executable, "-c", command, *args], stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)
        self.seen = ""

    def until(self, text, seconds=30):
        """Read what is shown until it says this."""
        end = time.monotonic() + seconds
        while text not in self.seen:
            assert time.monotonic() < end, self.seen
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.master, 65536).decode("utf-8", "replace")
                except OSError:  # the other end was closed
                    break
        before, _, self.seen = self.seen.partition(text)
        return before

    def type(self, keys):
        os.write(self.master, keys.encode())

    def end(self):
        code = self.child.wait(30)
        os.close(self.master)
        return code


@pytest.fixture
def terminal(database):
    opened = Terminal(database)
    opened.until("q quit")
    yield opened
    if opened.child.poll() is None:
        opened.child.kill()
        opened.end()


def test_keys_typed_ahead_are_not_lost(terminal, database):
    terminal.type("rus")
    terminal.until("2 verdicts stored, 1 claims left to judge")
    assert terminal.end() == 0
    assert [row[0] for row in given(database)] == ["right", "unsure"]


def test_keys_on_a_terminal(terminal, database):
    terminal.type("w")
    terminal.until("wrong is:")
    terminal.type("f")
    terminal.until("q quit")
    terminal.type("n")
    terminal.until("note:")
    terminal.type("odd\r")
    terminal.until("noted")
    terminal.type("c")
    terminal.until("share_low=30):")
    terminal.type("stage=mining\r")
    terminal.until("q quit")
    terminal.type("q")
    terminal.until("2 verdicts stored, 1 claims left to judge")
    assert terminal.end() == 0
    assert given(database) == [("wrong", "figure", "", ""), ("corrected", "", '{"stage": "mining"}', "odd")]


def test_ctrl_c_loses_nothing(terminal, database):
    terminal.type("r")
    terminal.until("q quit")
    terminal.child.send_signal(signal.SIGINT)  # what a terminal makes of Ctrl-C
    terminal.until("1 verdicts stored")
    assert terminal.end() == 130
    assert [row[0] for row in given(database)] == ["right"]


def test_a_killed_review_keeps_what_was_given(terminal, database):
    terminal.type("r")
    terminal.until("q quit")
    terminal.child.send_signal(signal.SIGKILL)
    terminal.end()
    assert [row[0] for row in given(database)] == ["right"]
    assert CliRunner().invoke(main, ["check", "--db", str(database)]).exit_code == 0
