import io
import os
import time
import zipfile

import pytest
from lxml import etree

from pipeline.errors import StoreError
from pipeline.export import workbook
from pipeline.export.tables import CLAIMS

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def made(rows):
    file = io.BytesIO()
    workbook.write_xlsx(file, CLAIMS, rows)
    return file.getvalue()


def read(body):
    """The cells of the sheet: (type, text) by column name."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    lines = []
    for row in sheet.iter(f"{MAIN}row"):
        assert not list(row.iter(f"{MAIN}f")), "a formula"
        cells = {}
        for cell in row.iter(f"{MAIN}c"):
            letters = cell.get("r").rstrip("0123456789")
            place = sum((ord(each) - 64) * 26**power for power, each in enumerate(reversed(letters))) - 1
            cells[CLAIMS.names[place]] = (cell.get("t"), "".join(cell.itertext()))
        lines.append(cells)
    return lines


def test_numbers_are_numbers_and_texts_are_texts(rows):
    header, *lines = read(made(rows))
    assert [text for _, text in header.values()] == list(CLAIMS.names)
    for line, row in zip(lines, rows, strict=True):
        for column in CLAIMS.columns:
            value = row[column.source]
            kind, text = line.get(column.name, (None, ""))
            if isinstance(value, str):
                assert (kind, text.rstrip(" ")) == ("inlineStr" if value else None, value)
            else:
                assert kind is None
                assert (float(text) if text else None) == value
    assert lines[-1]["quote"] == ("inlineStr", "=HYPERLINK(A1)")


def test_the_same_rows_give_the_same_bytes_at_any_time_in_any_zone(rows, monkeypatch):
    first = made(rows)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    os.umask(os.umask(0o077))
    try:
        assert made(rows) == first
    finally:
        monkeypatch.undo()
        time.tzset()


def test_e4_more_rows_than_a_sheet_holds_are_refused(rows, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS", 2)
    with pytest.raises(StoreError, match="a sheet holds 2 rows and there are more: choose csv, jsonl or parquet"):
        made(rows)
    assert len(read(made(rows[:2]))) == 3


def test_a_text_longer_than_a_cell_is_refused(rows):
    with pytest.raises(StoreError, match="a quote has 40,000 characters, and a cell holds 32,767: choose csv or jsonl"):
        made([rows[0] | {"quote": "x" * 40_000}])


def test_a_full_disk_is_an_error_of_the_system(rows):
    with pytest.raises(OSError, match="No space left"), open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        workbook.write_xlsx(full, CLAIMS, rows)
