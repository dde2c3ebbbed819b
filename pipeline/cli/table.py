"""Stored claims as a table for people to read."""

import sys
from collections.abc import Iterable, Mapping

from pipeline.cli.printing import printable

WIDTH = 160  # columns in a pipe, where no terminal says how many there are


def show(rows: Iterable[Mapping[str, object]], names: Mapping[str, str]) -> None:
    """Print a line a claim: its type, who, what, what it says, and the sentence it was read from.

    Args:
        rows: claims as they are stored.
        names: code -> name of every country and bloc.
    """
    from rich.console import Console  # noqa: PLC0415 - only when people read
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from pipeline.web import words  # noqa: PLC0415 - brings Datasette

    table = Table("type", "who", "what", "says", "sentence", show_lines=False, expand=True)
    for column, ratio in zip(table.columns, (2, 4, 4, 6, 16), strict=True):
        column.ratio = ratio
    count = 0
    for row in rows:
        count += 1
        cells = (str(row["type"]), words.who(row), words.what(row), words.said(row, names), str(row["quote"]))
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    console.print(table)
    console.print(f"claims: {count}, extracted, not verified")
