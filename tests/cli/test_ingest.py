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

    def pages(inputs, settings):
        assert settings.allow_private is ("--allow-private" in arguments)
        for text in inputs:
            if text == "gone":
                yield t.Failure("gone\x1b[2J", "read", t.Status.READ_ERROR, "no such file: check the path")
            elif text == "stop":
                raise KeyboardInterrupt
            else:
                yield samples.page(text, source=text.split("\n")[0][:20])

    arguments = []
    monkeypatch.setitem(sys.modules, "pipeline.sources", SimpleNamespace(pages=pages))
    monkeypatch.setitem(sys.modules, "pipeline.clean", SimpleNamespace(clean=samples.clean))
    monkeypatch.setitem(sys.modules, "pipeline.extract", SimpleNamespace(Extractor=samples.Extractor))
    monkeypatch.setattr("pipeline.vocab.places.names", lambda: samples.NAMES)

    def run(*given):
        arguments[:] = given
        return CliRunner().invoke(main, ["ingest", "--db", str(tmp_path / "c.db"), *given])

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
        "`claimtable failures` lists what failed, and why",
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


def test_an_interrupt_before_the_first_article_is_no_traceback(claimtable, samples, monkeypatch):
    def slow():
        raise KeyboardInterrupt

    monkeypatch.setattr(samples, "Extractor", slow)
    monkeypatch.setitem(sys.modules, "pipeline.extract", SimpleNamespace(Extractor=slow))
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
