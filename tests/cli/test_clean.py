"""`claimtable clean`, whose JSON lines are a contract."""

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import main

TEXT = """Nickel Mine Ships First Cargo
5 min read

The northern mine shipped ore on Tuesday.

It made 40,000 tonnes last year.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.html").write_text("<html><body><p>Not found.</p></body></html>", encoding="utf-8")
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(main, ["clean", *map(str, arguments)], **options)


def test_a_json_line_a_page(folder):
    result = run(folder / "one.txt", folder / "two.html", "--format", "jsonl")
    one, two = (json.loads(line) for line in result.stdout.splitlines())
    assert one == {
        "source": str(folder / "one.txt"),
        "text": "The northern mine shipped ore on Tuesday.\nIt made 40,000 tonnes last year.",
        "title": "Nickel Mine Ships First Cargo",
        "authors": [],
        "published": "",
        "language": "en",
        "status": "ok",
        "removed": [
            {"text": "Nickel Mine Ships First Cargo", "rule": "title"},
            {"text": "5 min read", "rule": "reading-time"},
        ],
    }
    assert two["text"] == ""
    assert two["status"] == "thin_content"
    assert set(one) <= set(two)
    assert result.exit_code == 0


def test_text_with_what_was_removed(folder):
    result = run(folder / "one.txt", "--show-removed")
    assert "It made 40,000 tonnes last year." in result.stdout
    assert "- [reading-time] 5 min read" in result.stdout


def test_removed_is_not_shown_unasked(folder):
    assert "reading-time" not in run(folder / "one.txt").stdout


def test_standard_input(folder):  # noqa: ARG001 - only to run elsewhere
    result = run("-", "--format", "jsonl", input="China mines 60% of rare earths.")
    assert json.loads(result.stdout)["text"] == "China mines 60% of rare earths."


def test_no_article_at_all_is_an_error_with_the_reason(folder):
    result = run(folder / "two.html")
    assert result.exit_code == 1
    assert "thin_content" in result.stderr
    assert result.stdout == ""


def test_a_missing_file_is_told(folder):
    result = run(folder / "none.html")
    assert result.exit_code == 1
    assert "none.html" in result.stderr
