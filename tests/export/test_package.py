import hashlib
import json

import pytest

from pipeline.export.package import About, Part, write_package
from pipeline.export.tables import CLAIMS, Kind
from pipeline.export.text import Csv
from pipeline.store import schema

frictionless = pytest.importorskip("frictionless", reason="needs `make test`'s packages")
ABOUT = About("Claims", "0.1.0", 3, "0" * 64, "CC-BY-4.0")


def made(folder, rows, csv=Csv()):  # noqa: B008 - frozen
    folder.mkdir()
    write_package(folder, [Part(CLAIMS, rows, "Meaning.", dict(schema.TABLES["claims"]))], ABOUT, csv)
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("raw", [False, True])
def test_frictionless_finds_it_valid(tmp_path, rows, raw):
    made(tmp_path / "p", rows, Csv(raw=raw))
    report = frictionless.validate(str(tmp_path / "p" / "datapackage.json"))
    assert report.valid, report.to_summary()
    (task,) = report.tasks
    assert task.stats["rows"] == len(rows)


def test_a_changed_file_is_found_invalid(tmp_path, rows):
    made(tmp_path / "p", rows)
    path = tmp_path / "p" / "claims.csv"
    path.write_bytes(path.read_bytes().replace(b"33.3", b"33.4"))
    assert not frictionless.validate(str(tmp_path / "p" / "datapackage.json")).valid


def test_every_column_has_a_type_and_a_meaning_and_figures_a_unit(tmp_path, rows):
    (resource,) = made(tmp_path / "p", rows)["resources"]
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == list(CLAIMS.names)
    assert all(len(field["description"]) > 5 for field in fields)
    assert {field["name"]: field.get("unit") for field in fields if field["type"] == Kind.NUMBER} == {
        "share_low": "percent",
        "share_high": "percent",
        "value_low": "given by the column unit",
        "value_high": "given by the column unit",
    }


def test_it_tells_digest_size_rows_licence_and_where_it_comes_from(tmp_path, rows):
    found = made(tmp_path / "p", rows)
    body = (tmp_path / "p" / "claims.csv").read_bytes()
    (resource,) = found["resources"]
    assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
    assert (resource["bytes"], resource["rows"]) == (len(body), len(rows))
    assert found["licenses"][0]["name"] == "CC-BY-4.0"
    assert found["claimtable"] == {"version": "0.1.0", "schema": 3, "rules": "0" * 64}


def test_the_same_rows_give_the_same_bytes(tmp_path, rows):
    for name in ("a", "b"):
        made(tmp_path / name, rows)
    for name in ("claims.csv", "datapackage.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
