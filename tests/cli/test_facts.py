import csv
import io

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.export.tables import TABLES

HEADER = "country,commodity,stage,year,value,unit,publication\n"


@pytest.fixture
def database(tmp_path, samples):
    other = samples.LITHIUM.replace("33.3", "60")
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS, other):
        pass
    return tmp_path / "c.db"


@pytest.fixture
def claimtable(database):
    return lambda *given: CliRunner().invoke(main, [*given, "--db", str(database)])


def rows(claimtable, table, *given):
    result = claimtable("export", "--table", table, *given)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))


def test_facts_are_printed(claimtable):
    result = claimtable("facts", "--country", "CHL")
    assert result.exit_code == 0
    assert "33.3–60%" in result.output
    assert "0.44" in result.output
    assert "contradicted" in result.output
    assert "facts: 1, of claims" in result.output


def test_facts_of_a_commodity(claimtable):
    assert "facts: 3," in claimtable("facts", "--commodity", "Lithium").output
    assert "facts: 0," in claimtable("facts", "--commodity", "tin").output
    assert "facts: 0," in claimtable("facts", "--reviewed").output


def test_contradictions_are_printed_with_both_sentences(claimtable):
    text = " ".join(claimtable("facts", "--contradictions").output.split())
    assert "contradictions: 1," in text
    assert "holds 60 percent" in text
    assert "holds 33.3 percent" in text


@pytest.mark.parametrize("table", ["facts", "policies", "contradictions"])
def test_each_table_is_exported_with_its_columns(claimtable, table):
    result = claimtable("export", "--table", table)
    assert result.exit_code == 0
    assert result.stdout_bytes.decode().splitlines()[0] == ",".join(TABLES[table].names)


def test_exported_facts(claimtable):
    found = rows(claimtable, "facts", "--country", "Chile")
    assert [(row["low"], row["high"], row["claims"], row["origins"], row["contradicted"]) for row in found] == [
        ("33.3", "60", "2", "2", "1")
    ]
    assert rows(claimtable, "facts", "--since", "2027") == []
    assert rows(claimtable, "facts", "--type", "goal") == []
    assert rows(claimtable, "facts", "--reviewed") == []
    assert len(rows(claimtable, "contradictions")) == 1


def test_the_same_articles_in_another_order_give_the_same_bytes(claimtable, tmp_path, samples):
    other = samples.LITHIUM.replace("33.3", "60")
    with samples.stored(tmp_path / "d.db", other, samples.MAGNETS, samples.LITHIUM):
        pass
    for table in ("facts", "policies"):
        again = CliRunner().invoke(main, ["export", "--table", table, "--db", str(tmp_path / "d.db")])
        assert again.stdout_bytes == claimtable("export", "--table", table).stdout_bytes


def test_reference_figures_are_added_and_listed(claimtable, tmp_path):
    file = tmp_path / "own.csv"
    file.write_text(f"{HEADER}Chile,lithium,reserves,2025,30,percent,Our survey\n", encoding="utf-8")
    assert claimtable("reference", "add", str(file)).output == "figures: 1 (1 new)\n"
    assert claimtable("reference", "add", str(file)).output == "figures: 1 (0 new)\n"
    listed = claimtable("reference", "list").output
    assert "Our survey" in listed
    assert "Mineral Commodity" in listed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f"{HEADER}Chile,lithium,reserves,2025,30,percent,A\nChile,tin,reserves,x,1,t,A\n",
            "own.csv:3: 'x' is no year",
        ),
        (None, "own.csv: can't be read"),
        (b"\xff\xfe", "own.csv: is not in UTF-8"),
    ],
)
def test_a_bad_file_is_one_line_and_adds_nothing(claimtable, tmp_path, text, message):
    file = tmp_path / "own.csv"
    if text is not None:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = claimtable("reference", "add", str(file))
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.count("\n") == 1
    assert " A " not in claimtable("reference", "list").output
