import csv
import io
import json
import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import export
from pipeline.errors import StoreError
from pipeline.export import Format
from pipeline.store.read import Filters, claims, reading

HEADER = (
    "claim_id,type,country,country_code,organization,partner,commodity,stage,share_low,share_high,bound,scope,value_low,"
    "value_high,unit,policy,policy_type,status,goal,year,modality,attribution,quote,source_url,source_link,title,site,"
    "published,article_id,start,end,rule"
)


@pytest.fixture
def rows(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        pass
    with reading(tmp_path / "c.db") as connection:
        return [dict(row) for row in claims(connection, Filters())]


def test_the_columns_are_those_of_the_contract(rows):
    assert next(export.as_csv(rows)) == f"{HEADER}\r\n"


def test_csv_reads_back_as_it_was_stored(rows):
    text = "".join(export.as_csv(rows))
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert text.count("\r\n") == len(rows) + 1
    assert {row["share_low"] for row in read} == {"33.3", "70", "85.5"}
    assert {row["value_low"] for row in read} == {""}
    assert {row["country"] for row in read} == {"Chile", "European Union", "Australia; China"}
    for row, stored in zip(read, rows, strict=True):
        assert row["claim_id"] == stored["id"]
        assert row["quote"] == stored["quote"]
        assert int(row["end"]) - int(row["start"]) == len(row["quote"])


def test_jsonl_has_the_same_names_and_values(rows):
    read = [json.loads(line) for line in export.as_jsonl(rows)]
    assert all(list(row) == HEADER.split(",") for row in read)
    assert sorted(row["share_low"] for row in read) == [33.3, 70, 85.5]
    assert read[0]["value_low"] is None
    assert '"share_low": 70,' in "".join(export.as_jsonl(rows))


@pytest.mark.parametrize("form", Format)
def test_the_same_rows_give_the_same_bytes(rows, form):
    assert list(export.lines(rows, form)) == list(export.lines(rows, form))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (70.0, "70"),
        (33.3, "33.3"),
        (0.1 + 0.2, "0.3"),
        (1_200_000.0, "1200000"),
        (4.1e13, "41000000000000"),
        (1e22, "10000000000000000000000"),
        (0.00005, "0.00005"),
        (-25.0, "-25"),
        (-0.0, "0"),
        (66.66666666666667, "66.6666666667"),
        (2025, "2025"),
    ],
)
def test_numbers_are_plain(value, shown):
    assert export.plain(value) == shown


@given(st.floats(-1e15, 1e15))
def test_numbers_read_back_to_twelve_digits(value):
    assert float(export.plain(value)) == pytest.approx(value, rel=1e-11)
    assert "e" not in export.plain(value)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=3))
def test_any_text_reads_back(texts):
    rows = [dict.fromkeys(export.COLUMNS.values()) | {"quote": text} for text in texts]
    text = "".join(export.as_csv(rows))
    assert [row["quote"] for row in csv.DictReader(io.StringIO(text, newline=""))] == texts


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\tx", "'\tx"), ("1=1", "1=1"), ("", "")],
)
def test_formulas_are_disarmed_on_request_only(cell, shown):
    row = dict.fromkeys(export.COLUMNS.values()) | {"quote": cell, "value_low": -5.0}
    plain, disarmed = (
        next(csv.DictReader(io.StringIO("".join(export.as_csv([row], spreadsheet_safe=on)), newline="")))
        for on in (False, True)
    )
    assert (plain["quote"], disarmed["quote"]) == (cell, shown)
    assert plain["value_low"] == disarmed["value_low"] == "-5"


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "claims.csv"
    export.write(path, ["first\r\n"])

    def breaks():
        yield "second"
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        export.write(path, breaks())
    assert path.read_bytes() == b"first\r\n"
    assert [each.name for each in tmp_path.iterdir()] == ["claims.csv"]


def test_a_link_is_followed_and_a_new_file_has_the_usual_permissions(tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    mask = os.umask(0o027)
    try:
        export.write(tmp_path / "link.csv", ["text"])
    finally:
        os.umask(mask)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "text"
    assert (tmp_path / "real.csv").stat().st_mode & 0o777 == 0o640


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got = []
    reader = threading.Thread(target=lambda: got.append(path.read_text()))
    reader.start()
    export.write(path, ["a", "b"])
    reader.join(5)
    assert (got, path.is_fifo()) == (["ab"], True)


@pytest.mark.parametrize("name", ["missing/claims.csv", "."])
def test_a_place_that_cannot_be_written_is_told(tmp_path, name):
    with pytest.raises(StoreError, match=r"can't be written .*: name another file with -o"):
        export.write(tmp_path / name, ["text"])
    assert not list(tmp_path.iterdir())
