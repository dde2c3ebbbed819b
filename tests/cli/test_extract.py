import csv
import io
import json

import pytest
from click.testing import CliRunner

from pipeline.cli import main

FILLER = "The mine in the north has been closed for a long time, as everybody who lives there knows well. " * 6
TEXT = f"China mines 70% of the world's rare earths. {FILLER}Chile, with 24% of output, leads in copper mining."


def run(*arguments, given=None):
    return CliRunner().invoke(main, ["extract", *arguments], input=given)


@pytest.fixture
def article(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    return str(file)


def test_a_table_shows_each_claim(article):
    result = run(article)
    assert result.exit_code == 0
    assert "extracted, not verified" in result.output
    assert "CHN" in result.output
    assert "rare earths mining" in " ".join(result.output.split())


def test_json_lines_hold_slots_offsets_rule_and_quote(article):
    rows = [json.loads(line) for line in run(article, "--format", "jsonl").output.splitlines()]
    first = rows[0]
    assert (first["type"], first["countries"], first["commodity"], first["stage"]) == (
        "share", ["CHN"], "rare earths", "mining",
    )  # fmt: skip
    assert (first["share_low"], first["share_high"], first["bound"]) == (70.0, 70.0, "exact")
    assert first["quote"] == "China mines 70% of the world's rare earths."
    assert (first["start"], first["end"], first["rule"]) == (0, len(first["quote"]), "share.subject")
    assert "evidence" not in first


def test_csv_has_one_header_and_crlf(article):
    output = run(article, "--format", "csv").output
    rows = list(csv.DictReader(io.StringIO(output, newline="")))
    assert output.splitlines()[0].startswith("type,")
    assert rows[0]["countries"] == "CHN"
    assert rows[0]["commodity"] == "rare earths"


def test_an_article_in_html(tmp_path):
    file = tmp_path / "a.html"
    file.write_text(f"<html><body><article><h1>Ore</h1><p>{TEXT}</p></article></body></html>", encoding="utf-8")
    assert '"CHN"' in run(str(file), "--format", "jsonl").output


def test_standard_input():
    assert '"CHN"' in run("-", "--format", "jsonl", given=TEXT).output


@pytest.mark.parametrize("shape", ["table", "jsonl", "csv"])
def test_no_claims_are_no_error(tmp_path, shape):
    file = tmp_path / "a.txt"
    file.write_text(FILLER, encoding="utf-8")
    result = run(str(file), "--format", shape)
    assert result.exit_code == 0
    assert "CHN" not in result.output


def lines(*passages):
    return "".join(json.dumps(one) + "\n" for one in passages)


def test_passages_are_answered_one_by_one():
    text = "😀 China mines 70% of the world’s tin."
    result = run("--jsonl", "-", given=lines({"id": "a", "text": text}, {"id": 2, "text": "Nothing."}))
    first, second = map(json.loads, result.output.splitlines())
    assert second == {"id": 2, "claims": []}
    assert first["id"] == "a"
    (claim,) = first["claims"]
    assert (claim["countries"], claim["commodity"]) == (["CHN"], "tin")
    assert text[claim["start"] : claim["end"]] == text  # offsets count code points of the given text
    assert "quote" not in claim


def test_date_and_title_of_a_passage_are_used():
    passages = (
        {"id": 1, "text": "China mined 70% of the world's tin last year.", "date": "2024-03-01T10:00:00Z"},
        {"id": 2, "text": "China mined 70% of the world's tin last year."},
        {"id": 3, "text": "China has 70% of global output.", "title": "Why cobalt matters"},
        {"id": 4, "text": "China has 70% of global output.", "title": None, "date": None},
    )
    found = [json.loads(line)["claims"] for line in run("--jsonl", "-", given=lines(*passages)).output.splitlines()]
    assert [one["year"] for one in found[0]] == [2023]
    assert [one["year"] for one in found[1]] == [None]
    assert [one["commodity"] for one in found[2]] == ["cobalt"]
    assert found[3] == []


def test_blank_lines_are_skipped():
    assert run("--jsonl", "-", given="\n" + lines({"id": 1, "text": ""}) + "\n\n").output == '{"id": 1, "claims": []}\n'


@pytest.mark.parametrize("line", ["nonsense", '{"id": 1}', '{"text": "x"}', "[1]", "5", '{"id":1,"text":5}', '"text"'])
def test_a_bad_line_is_named(tmp_path, line):
    file = tmp_path / "p.jsonl"
    file.write_text(lines({"id": 0, "text": ""}) + line, encoding="utf-8")
    result = run("--jsonl", str(file))
    assert result.exit_code == 1
    assert "line 2" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == '{"id": 0, "claims": []}\n'  # what came before is answered


@pytest.mark.parametrize("arguments", [("--jsonl",), ()])
def test_a_missing_file_is_named(tmp_path, arguments):
    result = run(*arguments, str(tmp_path / "none.txt"))
    assert result.exit_code == 1
    assert "none.txt" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_of_other_bytes_is_named(tmp_path):
    file = tmp_path / "p.jsonl"
    file.write_bytes(b'{"id":0,"text":"\xff"}')
    result = run("--jsonl", str(file))
    assert (result.exit_code, "is not UTF-8" in result.stderr) == (1, True)


def test_an_empty_file_says_so(tmp_path):
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")
    result = run(str(file))
    assert result.exit_code == 1
    assert "empty" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_no_passages_are_no_error(tmp_path):
    file = tmp_path / "empty.jsonl"
    file.write_bytes(b"")
    result = run("--jsonl", str(file))
    assert (result.exit_code, result.output) == (0, "")
