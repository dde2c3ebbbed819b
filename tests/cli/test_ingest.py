import sys
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from pipeline import types as t
from pipeline.cli import ingest, main
from pipeline.run import Outcome, Summary


@pytest.fixture
def claimtable(tmp_path, samples, monkeypatch):
    """Runs the command on stand-ins of the stages; each input is the text of its own page, "gone" is no file."""

    def pages(inputs, settings, _known):
        limits.append((settings.max_pages, settings.max_seconds))
        inputs = inputs[: settings.max_pages]
        assert settings.allow_private is ("--allow-private" in arguments)
        assert settings.drop_recurring is ("--keep-recurring" not in arguments)
        for text in inputs:
            if text == "gone":
                yield t.Failure("gone\x1b[2J", "read", t.Status.READ_ERROR, "no such file: check the path")
            elif text == "stop":
                raise KeyboardInterrupt
            else:
                yield samples.page(text, source=text.split("\n")[0][:20], url="")

    arguments, limits = [], []
    monkeypatch.setitem(sys.modules, "pipeline.sources", SimpleNamespace(pages=pages))
    monkeypatch.setattr(ingest, "Workers", samples.Workers)
    monkeypatch.setattr("pipeline.vocab.places.names", lambda: samples.NAMES)

    def run(*given):
        arguments[:] = given
        return CliRunner().invoke(main, ["ingest", "--db", str(tmp_path / "c.db"), *given])

    run.limits = limits
    return run


def test_a_line_an_input_and_a_summary(claimtable, samples):
    result = claimtable(samples.LITHIUM, "gone", "drop this", samples.LITHIUM, "Bonjour.", "One line.")
    assert result.output.splitlines() == [
        "ok           Chile holds 33.3 per  2 claims",
        "read_error   gone\ufffd[2J: no such file: check the path",
        "no_text      drop this: holds no article text",
        "duplicate    Chile holds 33.3 per",
        "unsupported_language Bonjour.",
        "ok           One line.  0 claims",
        "articles: 2",
        "claims:   2 (2 share)",
        "skipped:  2 (1 duplicate, 1 unsupported_language)",
        "failed:   2 (1 no_text, 1 read_error)",
        "     1  no_text: holds no article text",
        "     1  read_error: no such file: check the path",
        "`claimtable failures` lists what failed, `claimtable retry` tries it again",
    ]
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        (["An article."], 0),
        (["An article.", "gone"], 0),
        (["gone"], 1),
        (["Bonjour."], 1),
        (["An article.", "stop", "Another."], 130),
        (["stop"], 130),
        (["--allow-private", "An article."], 0),
        (["--keep-recurring", "An article."], 0),
        ([], 2),
        (["--no-such-flag", "An article."], 2),
    ],
)
def test_exit_codes(claimtable, inputs, code):
    assert claimtable(*inputs).exit_code == code


def test_what_is_stored_already_counts_as_in(claimtable):
    claimtable("An article.")
    assert claimtable("An article.").exit_code == 0


def test_an_interrupted_batch_says_what_is_kept(claimtable):
    result = claimtable("An article.", "stop", "Another.")
    assert "interrupted: every article that was finished is stored\narticles: 1\n" in result.output


def test_an_interrupt_before_the_first_article_is_no_traceback(claimtable, monkeypatch):
    def slow(*_limits):
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest, "Workers", slow)
    result = claimtable("An article.")
    assert (result.exit_code, result.stderr) == (130, "claimtable: interrupted, nothing was stored\n")


def test_a_database_that_cannot_be_used_is_one_line(claimtable, tmp_path):
    (tmp_path / "c.db").write_text("no database\n" * 100, encoding="utf-8")
    result = claimtable("An article.")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"claimtable: {tmp_path}/c.db: is no SQLite database: name another file with --db\n"


def test_the_folder_of_the_database_is_made(claimtable, tmp_path):
    assert claimtable("--db", str(tmp_path / "new" / "deep" / "c.db"), "An article.").exit_code == 0
    assert (tmp_path / "new" / "deep" / "c.db").is_file()


def test_a_terminal_gets_a_bar_with_failures_above_it(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    with ingest.shown(on_terminal=True) as progress:
        progress(Outcome("a.html", t.Status.OK, claims=("share", "goal")))
        progress(Outcome("b[bold].html", t.Status.READ_ERROR, "read", "no such file"))
    shown = capsys.readouterr().out
    assert "read_error   b[bold].html: no such file" in shown
    assert "2 claims, 0 skipped, 1 failed" in shown
    assert "a.html" not in shown


def test_an_empty_summary_says_so():
    assert list(ingest.summary_lines(Summary())) == ["articles: 0", "claims:   0", "skipped:  0", "failed:   0"]


def test_inputs_may_stand_in_a_file(claimtable, tmp_path):
    (tmp_path / "list.txt").write_text("\ufeff# ours\nFirst words.\n\n  Second words. \n", encoding="utf-8")
    result = claimtable("Named words.", "--from", str(tmp_path / "list.txt"))
    assert result.exit_code == 0
    sources = [line.partition(" ")[2].strip() for line in result.output.splitlines()[:3]]
    assert [each.split("  ")[0] for each in sources] == ["Named words.", "First words.", "Second words."]
    assert "articles: 3" in result.output


def test_a_list_that_is_not_there_is_one_line(claimtable, tmp_path):
    result = claimtable("--from", str(tmp_path / "gone.txt"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "gone.txt: can't be read (No such file or directory): check the path" in result.stderr


def test_limits_reach_the_sources_and_the_summary_says_so(claimtable):
    result = claimtable("--max-pages", "2", "--max-time", "60", "First words.", "Second words.", "Third words.")
    assert claimtable.limits == [(2, 60.0)]
    assert "ended at a limit after 2 inputs: others may be left\narticles: 2\n" in result.output


@pytest.mark.parametrize("flags", [["--max-pages", "0"], ["--max-time", "0"], ["--max-time", "soon"]])
def test_limits_of_nothing_are_refused(claimtable, flags):
    assert claimtable(*flags, "First words.").exit_code == 2


def test_reasons_are_grouped_whatever_the_host():
    summary = Summary()
    for number in range(12):
        reason = f"host n{number}.example is not known: check the link"
        summary.add(Outcome(f"http://n{number}.example/a", t.Status.FETCH_ERROR, "fetch", reason))
    summary.add(Outcome("http://x.example/b", t.Status.TIMEOUT, "fetch", "does not answer: try again later"))
    lines = list(ingest.summary_lines(summary))
    assert "    12  fetch_error: host … is not known: check the link" in lines
    assert "     1  timeout: does not answer: try again later" in lines


def test_only_the_most_frequent_reasons_are_told():
    summary = Summary()
    for number in range(11):
        summary.add(Outcome("x", t.Status.CRASHED, "clean", "once more " * (number + 1)))
    assert "     3  for 3 other reasons" in list(ingest.summary_lines(summary))


def test_a_changed_page_and_a_story_told_before_are_said():
    outcome = Outcome("a.html", t.Status.OK, claims=("share",), version=2, retold=True)
    assert (
        ingest.outcome_line(outcome)
        == "ok           a.html  1 claim, version 2 of its page, its story was stored before"
    )
    summary = Summary()
    summary.add(outcome)
    assert "articles: 1 (1 of a story stored before, 1 page changed)" in list(ingest.summary_lines(summary))
