"""`claimtable failures`."""

import json
from pathlib import Path

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.cli.printing import printable
from pipeline.store import read


@click.command("failures")
@db_option
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table")
def command(db: Path | None, form: str) -> None:
    """List the inputs that did not become articles, with the reason."""
    with read.reading(config.load(db).db) as connection:
        rows = [dict(row) for row in read.failures(connection)]
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    if not rows:
        click.echo("no failures")
        return
    from rich.console import Console  # noqa: PLC0415 - not needed for JSON
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 10_000  # a pipe has no width to fit into
    table = Table("source", "stage", "status", "reason", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(printable(str(row[name]))) for name in ("source", "stage", "status", "reason")))
    console.print(table)
