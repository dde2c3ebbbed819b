"""`claimtable export`."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection, Row

import click

from pipeline import __version__, config
from pipeline.cli import db_option, table
from pipeline.export import file, package, parquet, tables, text, write
from pipeline.facts import current
from pipeline.facts import read as facts
from pipeline.store import read, schema
from pipeline.types import CLAIM_TYPES
from pipeline.vocab import places

FORMATS = tuple(each.value for each in write.Format)
TABLE = "table"
Rows = Callable[[Connection, read.Filters], Iterator[Row]]
# export -> what gives its rows, each readable by column name
ROWS: dict[str, Rows] = {
    "claims": read.claims,
    "facts": facts.facts,
    "policies": facts.policies,
    "contradictions": facts.contradictions,
}
# export -> the table or view whose columns `store/schema.py` describes
SOURCES = {"claims": "claims", "facts": "facts", "policies": "policy_timeline", "contradictions": "contradictions"}

ORIGINAL = dict(schema.VIEWS["reviewed_claims"])["original"]


def _date(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value):
        raise click.BadParameter(f"{value!r} is no date: write it like 2026-01-31")
    return value


since_option = click.option(
    "--since", default="", callback=_date, metavar="DATE", help="Published on this date or later: 2026-01-31."
)


@click.command("export")
@db_option
@click.option("--table", "name", type=click.Choice([*tables.TABLES]), default="claims", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file [default: standard output].")
@click.option("--format", "form", type=click.Choice([*FORMATS, TABLE]), help="[default: by the file's name, else csv]")
@click.option("--type", "types", type=click.Choice([each.type for each in CLAIM_TYPES]), multiple=True)
@click.option("--country", "countries", multiple=True, help="Who holds the figure or acts: CHN, or China. Repeatable.")
@since_option
@click.option("--reviewed", is_flag=True, help="Only what people found right, and what they corrected, as corrected.")
@click.option("--raw", is_flag=True, help="CSV: leave texts that a spreadsheet would run as a formula as they are.")
@click.option("--spreadsheet-safe", is_flag=True, help="CSV: put ' before such texts; what is done without --raw.")
@click.option("--bom", is_flag=True, help="CSV: begin with a byte order mark, for spreadsheets that guess.")
@click.option("--datapackage", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Write a data package to a folder: CSV, and datapackage.json with types and meanings.")  # fmt: skip
@click.option("--license", "licence", default=package.NO_LICENCE, help="Of the data package: an id such as CC-BY-4.0.")
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    db: Path | None,
    name: str,
    output: Path | None,
    form: str | None,
    types: tuple[str, ...],
    countries: tuple[str, ...],
    since: str,
    folder: Path | None,
    licence: str,
    *,
    reviewed: bool,
    raw: bool,
    spreadsheet_safe: bool,
    bom: bool,
) -> None:
    """Write a stored table as CSV, JSON Lines, XLSX or Parquet, or as a table to read.

    Claims come by date, article and place.
    """
    if raw and spreadsheet_safe:
        raise click.UsageError("--raw and --spreadsheet-safe are opposites: give one of them")
    if folder is not None and (output is not None or form not in {None, "csv"}):
        raise click.UsageError("a data package holds CSV files of its own: leave -o and --format away")
    form = form or named(output)
    if form == TABLE and (output is not None or name != "claims"):
        raise click.UsageError("a table is of claims and for reading: leave -o away, or choose another format")
    csv = text.Csv(raw=raw, bom=bom)
    layout = tables.REVIEWED if reviewed and name == "claims" else tables.TABLES[name]
    if form == write.Format.PARQUET:
        parquet.require()  # said before the file is begun
    path = config.load(db).db
    if name != "claims" and not current.bring(path, places.names()):
        click.echo("some claims are not counted yet, as the database can't be written now", err=True)
    filters = read.Filters(types, countries, since, reviewed=reviewed)
    with read.reading(path) as connection, closing(dict(row) for row in ROWS[name](connection, filters)) as rows:
        if folder is not None:
            package.write_package(folder, [part(name, layout, rows)], about(connection, licence), csv)
        elif form == TABLE:
            table.show(rows, places.names())
        elif output is None or str(output) == "-":
            _print(write.Format(form), layout, rows, csv)
        else:
            with file.replacing(output) as opened:
                write.write(opened, write.Format(form), layout, rows, csv)


def named(output: Path | None) -> str:
    """The format that a file is called after; csv when none is."""
    suffix = output.suffix.removeprefix(".").lower() if output else ""
    return suffix if suffix in FORMATS else "csv"


def _print(form: write.Format, layout: tables.Table, rows: Iterator[Mapping[str, object]], csv: text.Csv) -> None:
    if not form.is_text and sys.stdout.isatty():
        raise click.UsageError(f"{form} is not for reading: name a file with -o")
    write.write(sys.stdout.buffer, form, layout, rows, csv)
    sys.stdout.buffer.flush()


def part(name: str, layout: tables.Table, rows: Iterator[Mapping[str, object]]) -> package.Part:
    """A table for a data package, with the meaning of its columns."""
    source = SOURCES[name]
    meanings = dict((schema.TABLES | schema.VIEWS)[source]) | {"original": ORIGINAL}
    return package.Part(layout, rows, schema.MEANINGS[source], meanings)


def about(connection: Connection, licence: str) -> package.About:
    """What a data package tells of the database."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    row = connection.execute("SELECT rules FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    return package.About("Claims in the news", __version__, version, row["rules"] if row else "", licence)
