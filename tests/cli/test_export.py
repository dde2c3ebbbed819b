import csv
import io
import json
import os
import subprocess
import sys
from contextlib import closing

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.review.verdicts import Answer, ErrorClass, Reviews, Verdict
from pipeline.store.read import Filters, claims, reading
from pipeline.store.write import Store


@pytest.fixture
def database(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        pass
    return tmp_path / "c.db"


@pytest.fixture
def claimtable(database):
    return lambda *given: CliRunner().invoke(main, ["export", "--db", str(database), *given])


def read_csv(result):
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))


def codes(result):
    return sorted(row["country_code"] for row in read_csv(result))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ["AUS; CHN", "CHL", "EU"]),
        (["--type", "share", "--type", "goal"], ["AUS; CHN", "CHL", "EU"]),
        (["--type", "goal"], []),
        (["--country", "China"], ["AUS; CHN"]),
        (["--country", "eu", "--country", "CHL"], ["CHL", "EU"]),
        (["--since", "2026-01-02"], ["AUS; CHN", "CHL", "EU"]),
        (["--since", "2027"], []),
    ],
)
def test_filters(claimtable, given, expected):
    assert codes(claimtable(*given)) == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--type", "rumour"], "'rumour' is not one of"),
        (["--since", "yesterday"], "'yesterday' is no date: write it like 2026-01-31"),
        (["--since", "2026-13-01"], "is no date"),
        (["--country", "Atlantis"], "no country or bloc is called 'Atlantis'"),
        (["--format", "ods"], "'ods' is not one of"),
        (["--raw", "--spreadsheet-safe"], "are opposites: give one of them"),
        (["--datapackage", "a", "-o", "b"], "holds CSV files of its own: leave -o and --format away"),
    ],
)
def test_bad_filters_are_told(claimtable, given, message):
    result = claimtable(*given)
    assert result.exit_code == 2
    assert message in result.stderr


def test_only_what_was_reviewed(claimtable, database):
    shares = {row["country_code"]: row["claim_id"] for row in read_csv(claimtable())}
    with Reviews(database) as reviews:
        reviews.give(Verdict(shares["CHL"], Answer.CORRECTED, "ann", slots={"country_code": "CHN", "share_low": 30}))
        reviews.give(Verdict(shares["EU"], Answer.WRONG, "ann", ErrorClass.HOLDER))
        reviews.give(Verdict(shares["AUS; CHN"], Answer.RIGHT, "ann"))
    right, corrected = sorted(read_csv(claimtable("--reviewed")), key=lambda row: row["country_code"])
    assert (right["country_code"], right["review"], right["original"]) == ("AUS; CHN", "right", "")
    assert (corrected["country"], corrected["share_low"], corrected["review"]) == ("China", "30", "corrected")
    original = json.loads(corrected["original"])
    assert (original["country_code"], original["share_low"]) == ("CHL", 33.3)
    assert [row["claim_id"] for row in read_csv(claimtable("--reviewed", "--country", "CHL"))] == []
    assert len(read_csv(claimtable("--reviewed", "--country", "CHN"))) == 2
    assert "review" not in read_csv(claimtable())[0]


def test_lines_end_as_the_standard_says(claimtable):
    body = claimtable().stdout_bytes
    assert body.count(b"\r\n") == body.count(b"\n") == 4


def test_a_file_gets_the_same_bytes(claimtable, tmp_path):
    result = claimtable("-o", str(tmp_path / "claims.csv"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "claims.csv").read_bytes() == claimtable().stdout_bytes == claimtable("-o", "-").stdout_bytes


def test_json_lines(claimtable):
    rows = [json.loads(line) for line in claimtable("--format", "jsonl").stdout.splitlines()]
    assert sorted(row["share_low"] for row in rows) == [33.3, 70, 85.5]


@pytest.mark.parametrize(
    ("name", "start"), [("a.xlsx", b"PK"), ("a.parquet", b"PAR1"), ("a.jsonl", b"{"), ("a", b"cl")]
)
def test_the_name_of_the_file_tells_the_format(claimtable, tmp_path, name, start):
    if name == "a.parquet":
        pytest.importorskip("pyarrow", reason="needs the extra parquet")
    for _ in range(2):
        result = claimtable("-o", str(tmp_path / name))
        assert (result.exit_code, result.output) == (0, "")
        body = (tmp_path / name).read_bytes()
        assert body.startswith(start)
        (tmp_path / name).rename(tmp_path / "before")
    assert body == (tmp_path / "before").read_bytes()
    form = ["--format", name.partition(".")[2]] if "." in name else []
    assert claimtable(*form).stdout_bytes == body


def test_without_pyarrow_parquet_is_one_line(claimtable, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = claimtable("-o", str(tmp_path / "a.parquet"))
    assert (result.exit_code, result.stderr) == (
        2,
        "claimtable: Parquet needs pyarrow: pip install 'claimtable[parquet]'\n",
    )
    assert not (tmp_path / "a.parquet").exists()


def test_a_data_package_is_a_folder(claimtable, tmp_path):
    (tmp_path / "p").mkdir()
    assert claimtable("--datapackage", str(tmp_path / "p"), "--license", "CC-BY-4.0").output == ""
    described = json.loads((tmp_path / "p" / "datapackage.json").read_text(encoding="utf-8"))
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    assert described["claimtable"]["rules"] == "0" * 64
    assert (tmp_path / "p" / "claims.csv").read_bytes() == claimtable().stdout_bytes


def test_e3_an_export_during_an_ingest_is_of_one_moment(database, samples, claimtable):
    whole = claimtable().stdout_bytes
    with reading(database) as connection, closing(claims(connection, Filters())) as rows:
        first = next(rows)
        with Store(database, samples.NAMES) as store:
            run = store.start_run("ingest", samples.RULES)
            page = samples.page(samples.LITHIUM + "\nNew.", source="new.html", url="https://news.example/new")
            article = samples.clean(page)
            store.save(page, article, samples.Extractor().extract(article.document), run)
        seen = [first, *rows]
    assert len(seen) == whole.count(b"\r\n") - 1
    assert len(claimtable().stdout_bytes) > len(whole)


def test_a_missing_folder_is_one_line(claimtable, tmp_path):
    result = claimtable("-o", str(tmp_path / "nowhere" / "claims.csv"))
    assert result.exit_code == 1
    assert "can't be written (No such file or directory): name another file with -o" in result.stderr
    assert result.stderr.count("\n") == 1


def test_no_database_is_one_line(tmp_path):
    result = CliRunner().invoke(main, ["export", "--db", str(tmp_path / "c.db")])
    assert result.exit_code == 1
    assert "no such database: make one with `claimtable ingest`" in result.stderr


def test_a_reader_that_goes_away_is_no_error(database):
    start, end = os.pipe()
    os.close(start)
    result = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", "export", "--db", database],
        stdout=end,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(end)
    assert (result.returncode, result.stderr) == (0, b"")
