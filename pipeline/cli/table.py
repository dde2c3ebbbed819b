"""Stored claims as a table for people to read."""

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pipeline.cli.printing import printable

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 160  # columns in a pipe, where no terminal says how many there are


def show(rows: Iterable[Mapping[str, object]], names: Mapping[str, str]) -> None:
    """Print a line a claim: its type, who, what, what it says, and the sentence it was read from.

    Args:
        rows: claims as they are stored.
        names: code -> name of every country and bloc.
    """
    from pipeline.web import words  # noqa: PLC0415 - brings Datasette

    lines = (
        (str(row["type"]), words.who(row), words.what(row), words.said(row, names), str(row["quote"])) for row in rows
    )
    count = _print({"type": 2, "who": 4, "what": 4, "says": 6, "sentence": 16}, lines)
    _end(f"claims: {count}, extracted, not verified")


def show_facts(rows: Iterable[Mapping[str, object]], names: Mapping[str, str]) -> None:
    """Print a line a fact: what it is about, its figures, how sure it is, who says so and when."""
    from pipeline.web import words  # noqa: PLC0415 - brings Datasette

    def line(row: Mapping[str, object]) -> tuple[str, ...]:
        ends = {"value_low": row["low"], "value_high": row["high"], "bound": "", "unit": row["unit"]}
        middle = {"value_low": row["median"], "value_high": row["median"], "bound": "", "unit": row["unit"]}
        about = (row["policy_type"], row["commodity"], row["stage"], row["scope"] and f"of {row['scope']}", row["year"])
        return (
            str(row["type"]),
            words.who(row) + (f" / {words.partner(row, names)}" if row["partner"] else ""),
            ", ".join(str(part) for part in about if part),
            words.value(ends) or str(row["status"]),
            words.value(middle) if row["low"] != row["high"] else "",
            f"{row['confidence']:.2f}" + (" contradicted" if row["contradicted"] else ""),
            f"{row['origins']} / {row['articles']}",
            " – ".join(dict.fromkeys(str(row[name]) for name in ("first_seen", "last_seen") if row[name])),
            "" if row["modality"] == "asserted" else str(row["modality"]),
        )

    ratios = {"type": 3, "who / partner": 6, "what": 8, "says": 6, "median": 4, "confidence": 4}
    ratios |= {"origins / articles": 3, "seen": 5, "modality": 3}
    count = _print(ratios, (line(row) for row in rows))
    _end(f"facts: {count}, of claims that were extracted, not verified")


def show_contradictions(rows: Iterable[Mapping[str, object]]) -> None:
    """Print a line a contradiction: what it is about, and both sentences."""

    def line(row: Mapping[str, object]) -> tuple[str, ...]:
        about = (row["country"] or row["organization"], row["policy_type"], row["commodity"], row["stage"], row["year"])
        sides = (f"{row[side + 'quote']} ({row[side + 'site']}, {row[side + 'published']})" for side in ("", "other_"))
        return (str(row["kind"]), ", ".join(str(part) for part in about if part), *sides)

    count = _print({"kind": 2, "about": 5, "says": 12, "says otherwise": 12}, (line(row) for row in rows))
    _end(f"contradictions: {count}, of claims that were extracted, not verified")


def show_reference(rows: Iterable[Mapping[str, object]]) -> None:
    """Print a line a reference figure."""
    from pipeline.web import words  # noqa: PLC0415 - brings Datasette

    def line(row: Mapping[str, object]) -> tuple[str, ...]:
        value = {"value_low": row["value"], "value_high": row["value"], "bound": "", "unit": row["unit"]}
        said = (row["commodity"], row["stage"], row["country"] or "World", row["year"], words.value(value))
        return (*map(str, said), str(row["publication"]), str(row["place"]), str(row["note"]))

    ratios = {"commodity": 4, "stage": 3, "country": 4, "year": 2, "figure": 4}
    count = _print(ratios | {"publication": 8, "place": 5, "note": 6}, (line(row) for row in rows))
    _end(f"figures: {count}")


def _print(columns: Mapping[str, int], lines: Iterable[tuple[str, ...]]) -> int:
    """Print a table of these columns, with their ratios of its width; gives how many lines it has."""
    from rich.table import Table  # noqa: PLC0415 - only when people read
    from rich.text import Text  # noqa: PLC0415

    table = Table(*columns, show_lines=False, expand=True)
    for column, ratio in zip(table.columns, columns.values(), strict=True):
        column.ratio = ratio
    for line in lines:
        table.add_row(*(Text(printable(cell)) for cell in line))
    _console().print(table)
    return table.row_count


def _end(line: str) -> None:
    _console().print(line)


def _console() -> "Console":
    from rich.console import Console  # noqa: PLC0415 - only when people read

    return Console(width=None if sys.stdout.isatty() else WIDTH)
