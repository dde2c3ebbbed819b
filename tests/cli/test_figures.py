import json

import pytest
from click.testing import CliRunner

from pipeline.cli import main

TEXT = "Exports rose 5% to $1.2bn in 2024, more than two-thirds of it to China, in 3 lots."


def run(*arguments, given=None):
    return CliRunner().invoke(main, ["figures", *arguments], input=given)


def test_a_table_shows_each_figure():
    result = run("-", given=TEXT)
    rows = [line.split() for line in result.output.splitlines()]
    assert result.exit_code == 0
    assert rows[0][:6] == ["words", "low", "high", "unit", "bound", "direction"]
    assert rows[1][:6] == ["5%", "5", "5", "percent", "exact", "up"]
    assert any(row[:5] == ["$1.2bn", "1,200,000,000", "1,200,000,000", "usd", "exact"] for row in rows)
    assert not any(row[:1] == ["3"] for row in rows)


def test_bare_numbers_on_request(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert any(line.startswith("3 ") for line in run(str(file), "--bare").output.splitlines())


def test_the_article_of_a_page_is_read(tmp_path):
    file = tmp_path / "a.html"
    words = "The mine in the north of the country has been closed for a long time, as everybody there knows. " * 8
    file.write_text(f"<html><body><article><h1>Ore</h1><p>{words}{TEXT}</p></article></body></html>", encoding="utf-8")
    assert "two-thirds" in run(str(file)).output


def test_json_lines_are_answered_one_by_one():
    given = "\n".join(json.dumps({"id": name, "text": text}) for name, text in ((1, TEXT), ("b", "“İ” – none")))
    result = run("--jsonl", "-", given=given + "\n\n")
    first, second = map(json.loads, result.output.splitlines())
    assert second == {"id": "b", "figures": []}
    assert first["id"] == 1
    assert [TEXT[one["start"] : one["end"]] for one in first["figures"]] == ["5%", "$1.2bn", "more than two-thirds"]
    assert first["figures"][0] == {
        "start": 13, "end": 15, "low": 5.0, "high": 5.0, "unit": "percent", "bound": "exact", "direction": "up",
    }  # fmt: skip
    assert first["figures"][2]["high"] is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "line 2 is not a JSON object"),
        ('{"id": 1}', "line 2"),
        ("[1]", "line 2"),
        ('{"id":1,"text":5}', "must be a string"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, said):
    file = tmp_path / "p.jsonl"
    file.write_text('{"id":0,"text":""}\n' + line, encoding="utf-8")
    result = run("--jsonl", str(file))
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [("--jsonl",), ()])
def test_a_missing_file_is_named(tmp_path, arguments):
    result = run(*arguments, str(tmp_path / "none.txt"))
    assert result.exit_code == 1
    assert "none.txt" in result.stderr


def test_a_file_of_other_bytes_is_named(tmp_path):
    file = tmp_path / "p.jsonl"
    file.write_bytes(b'{"id":0,"text":"\xff"}')
    result = run("--jsonl", str(file))
    assert (result.exit_code, "is not UTF-8" in result.stderr) == (1, True)


def test_no_figures():
    assert "no figures" in run("-", given="Nothing is counted here.").output
