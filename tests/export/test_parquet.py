import io
import sys

import pytest

from pipeline.errors import ConfigError
from pipeline.export import parquet
from pipeline.export.tables import CLAIMS

pq = pytest.importorskip("pyarrow.parquet", reason="needs the extra parquet")


def made(rows):
    file = io.BytesIO()
    parquet.write_parquet(file, CLAIMS, rows)
    return file.getvalue()


def test_rows_read_back_with_their_types(rows):
    table = pq.read_table(io.BytesIO(made(rows)))
    assert table.column_names == list(CLAIMS.names)
    assert table.to_pylist() == [{column.name: row[column.source] for column in CLAIMS.columns} for row in rows]
    assert [str(table.schema.field(name).type) for name in ("quote", "share_low", "year")] == [
        *("string", "double", "int64")
    ]


def test_the_same_rows_give_the_same_bytes_and_none_are_a_file_too(rows):
    assert made(rows) == made(rows)
    assert pq.read_table(io.BytesIO(made([]))).num_rows == 0


def test_many_rows_are_written_in_batches(rows, monkeypatch):
    monkeypatch.setattr(parquet, "AT_ONCE", 2)
    assert pq.ParquetFile(io.BytesIO(made(iter(rows * 2)))).num_row_groups == 4
    assert pq.read_table(io.BytesIO(made(iter(rows * 2)))).num_rows == 8


def test_without_pyarrow_the_command_to_install_it_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigError, match=r"Parquet needs pyarrow: pip install 'claimtable\[parquet\]'"):
        parquet.require()
