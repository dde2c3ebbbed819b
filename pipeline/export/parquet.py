"""Parquet, by the extra `parquet`."""

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

from pipeline.errors import ConfigError
from pipeline.export.cells import number
from pipeline.export.tables import Kind, Table
from pipeline.export.text import Row

AT_ONCE = 50_000  # rows in memory: a row group


def require() -> None:
    """See that pyarrow is there.

    Raises:
        ConfigError: it is not installed.
    """
    try:
        import pyarrow  # noqa: F401, ICN001, PLC0415 - an extra
    except ImportError as error:
        raise ConfigError("Parquet needs pyarrow: pip install 'claimtable[parquet]'") from error


def write_parquet(file: BinaryIO, table: Table, rows: Iterable[Row]) -> None:
    """Write a Parquet file; numbers are doubles, whole numbers 64 bits, what is not known is null.

    Raises:
        ConfigError: pyarrow is not installed.
        OSError: the disk is full.
    """
    require()
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415

    types = {Kind.TEXT: pa.string(), Kind.NUMBER: pa.float64(), Kind.INTEGER: pa.int64()}
    schema = pa.schema([(column.name, types[column.kind]) for column in table.columns])
    left = iter(rows)
    with ParquetWriter(file, schema, compression="zstd") as writer:
        while batch := list(islice(left, AT_ONCE)):
            arrays = [
                pa.array([_cell(row[column.source]) for row in batch], types[column.kind]) for column in table.columns
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _cell(value: object) -> object:
    return number(value) if isinstance(value, float) else value
