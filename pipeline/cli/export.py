"""`claimtable export`."""

import re
import sys
from pathlib import Path

import click

from pipeline import config, export
from pipeline.cli import db_option, table
from pipeline.store import read
from pipeline.types import CLAIM_TYPES
from pipeline.vocab import places

FORMATS = tuple(each.value for each in export.Format)
TABLE = "table"


def _date(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value):
        raise click.BadParameter(f"{value!r} is no date: write it like 2026-01-31")
    return value


@click.command("export")
@db_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file [default: standard output].")
@click.option("--format", "form", type=click.Choice([*FORMATS, TABLE]), default="csv", show_default=True)
@click.option("--type", "types", type=click.Choice([each.type for each in CLAIM_TYPES]), multiple=True)
@click.option("--country", "countries", multiple=True, help="Who holds the figure or acts: CHN, or China. Repeatable.")
@click.option("--since", default="", callback=_date, help="Published on this date or later: 2026-01-31.")
@click.option("--spreadsheet-safe", is_flag=True, help="Put ' before texts that a spreadsheet would run as a formula.")
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    db: Path | None,
    output: Path | None,
    form: str,
    types: tuple[str, ...],
    countries: tuple[str, ...],
    since: str,
    *,
    spreadsheet_safe: bool,
) -> None:
    """Write the stored claims as CSV or JSON Lines, or as a table to read, by date, article and place."""
    if form == TABLE and output is not None:
        raise click.UsageError("a table is for reading: leave -o away, or choose csv or jsonl")
    with read.reading(config.load(db).db) as connection:
        rows = (dict(row) for row in read.claims(connection, read.Filters(types, countries, since)))
        if form == TABLE:
            table.show(rows, places.names())
            return
        lines = export.lines(rows, export.Format(form), spreadsheet_safe=spreadsheet_safe)
        if output is None or str(output) == "-":
            sys.stdout.buffer.writelines(line.encode() for line in lines)
            sys.stdout.buffer.flush()
        else:
            export.write(output, lines)
