"""The files that a view is taken away in."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from pipeline.export.tables import Table
from pipeline.export.text import Csv, as_csv, as_jsonl
from pipeline.export.workbook import write_xlsx
from pipeline.web import words

Row = Mapping[str, Any]

LINES = 500  # of text that travel together
BLOCK = 1 << 16  # bytes of a workbook that travel together
READABLE = 1000  # rows of a Markdown table; nobody reads more, and a page of them would be slow to copy

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown; charset=utf-8",
    "ipynb": "application/x-ipynb+json; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}
NOTICE = "Extracted, not verified: a row is what an article says, read by rules."
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#|!~&])")


class TooManyRowsError(Exception):
    """There are more rows than the form can hold."""


def csv(table: Table, rows: Iterator[Row], how: Csv) -> Iterator[bytes]:
    """CSV in pieces."""
    return _joined(as_csv(table, rows, how))


def jsonl(table: Table, rows: Iterator[Row]) -> Iterator[bytes]:
    """JSON Lines in pieces."""
    return _joined(as_jsonl(table, rows))


def xlsx(table: Table, rows: Iterator[Row]) -> Iterator[bytes]:
    """A workbook in pieces; it is whole before the first of them leaves.

    Raises:
        StoreError: it would be more than a sheet holds.
    """
    with TemporaryFile() as file:
        write_xlsx(file, table, rows)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def markdown(title: str, rows: Iterator[Row], names: Mapping[str, str]) -> str:
    """A table to paste into a note: claims and facts as sentences, anything else as it is.

    Raises:
        TooManyRowsError: there are more than anybody reads.
    """
    found = list(islice(rows, READABLE + 1))
    if len(found) > READABLE:
        raise TooManyRowsError(f"More than {READABLE:,} rows: filter, or take CSV.")
    told = [_told(row, names) for row in found]
    head = list(told[0]) if told else []
    lines = [f"**{_plain(title)}**", "", NOTICE, ""]
    if told:
        lines += [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
        lines += [f"| {' | '.join(row.values())} |" for row in told]
    return "\n".join([*lines, ""])


def notebook(title: str, csv_address: str) -> str:
    """A Jupyter notebook that reads the CSV of this view with pandas."""
    cells = [
        {"cell_type": "markdown", "id": "about", "metadata": {}, "source": f"# {title}\n\n{NOTICE}"},
        {
            "cell_type": "code",
            "id": "read",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": f"import pandas\n\nrows = pandas.read_csv({json.dumps(csv_address)})\nrows",
        },
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": kernel, "cells": cells}, indent=1) + "\n"


def _joined(lines: Iterator[str]) -> Iterator[bytes]:
    while piece := "".join(islice(lines, LINES)):
        yield piece.encode()


def _told(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    if {"quote", "source_link", "policy"} <= row.keys():
        shown = {"Who": words.who(row), "What": words.what(row), "Says": words.said(row, names), "Quote": row["quote"]}
        told = {name: _plain(text) for name, text in shown.items()}
        return told | {"Source": _linked(row), "Published": row["published"][:10]}
    if {"fact_id", "median", "origins"} <= row.keys():
        shown = {"Who": words.who(row), "What": words.what(row), "Says": words.fact(row, names)}
        told = {name: _plain(text) for name, text in shown.items()} | {"Year": str(row["year"] or "")}
        return told | {"Origins": str(row["origins"]), "Last seen": row["last_seen"][:10]}
    return {_plain(name): _plain(str("" if value is None else value)) for name, value in row.items()}


def _linked(row: Mapping[str, Any]) -> str:
    link, site = str(row["source_link"]), _plain(row["site"] or "source")
    if not link.startswith(("http://", "https://")) or any(each in link for each in "<> \n|"):
        return site
    return f"[{site}](<{link}>)"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()))
