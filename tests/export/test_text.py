import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.cells import original
from pipeline.export.tables import CLAIMS
from pipeline.export.text import Csv, as_csv, as_jsonl

RAW = Csv(raw=True)

HEADER = (
    "claim_id,type,country,country_code,organization,partner,commodity,stage,share_low,share_high,bound,scope,value_low,"
    "value_high,unit,policy,policy_type,status,goal,year,modality,attribution,quote,source_url,source_link,title,site,"
    "published,article_id,start,end,rule,page"  # up to the rule it is a contract
)


EMPTY = dict.fromkeys(column.source for column in CLAIMS.columns)


def test_the_columns_are_those_of_the_contract(rows):
    assert next(as_csv(CLAIMS, rows)) == f"{HEADER}\r\n"


def test_csv_reads_back_as_it_was_stored(rows):
    text = "".join(as_csv(CLAIMS, rows))
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert text.count("\r\n") == len(rows) + 1
    assert {row["share_low"] for row in read} == {"33.3", "70", "85.5"}
    assert {row["value_low"] for row in read} == {""}
    assert {row["country"] for row in read} == {"Chile", "European Union", "Australia; China"}
    for row, stored in zip(read, rows, strict=True):
        assert row["claim_id"] == stored["id"]
        assert original(row["quote"]) == stored["quote"]
        assert int(row["end"]) - int(row["start"]) == stored["end"] - stored["start"]


def test_jsonl_has_the_same_names_and_values(rows):
    read = [json.loads(line) for line in as_jsonl(CLAIMS, rows)]
    assert all(list(row) == HEADER.split(",") for row in read)
    assert sorted(row["share_low"] for row in read) == [33.3, 70, 85.5, 85.5]
    assert read[0]["value_low"] is None
    assert '"share_low": 70,' in "".join(as_jsonl(CLAIMS, rows))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=3))
def test_any_text_reads_back(texts):
    rows = [EMPTY | {"quote": text} for text in texts]
    text = "".join(as_csv(CLAIMS, rows, RAW))
    assert [row["quote"] for row in csv.DictReader(io.StringIO(text, newline=""))] == texts


def test_formulas_are_disarmed_unless_asked_for():
    row = EMPTY | {"quote": "=1+1", "value_low": -5.0}
    disarmed, plain = (
        next(csv.DictReader(io.StringIO("".join(as_csv(CLAIMS, [row], how)), newline=""))) for how in (Csv(), RAW)
    )
    assert (disarmed["quote"], plain["quote"]) == ("'=1+1", "=1+1")
    assert disarmed["value_low"] == plain["value_low"] == "-5"  # a number is no text


def test_a_byte_order_mark_on_request(rows):
    assert "".join(as_csv(CLAIMS, rows, Csv(bom=True))) == "\ufeff" + "".join(as_csv(CLAIMS, rows))
