"""`claimtable reference`: official statistics that claims are compared with."""

from pathlib import Path

import click

from pipeline import config
from pipeline.cli import db_option, table
from pipeline.facts import current, reference
from pipeline.store.read import reading
from pipeline.store.write import Store
from pipeline.vocab import places


@click.group("reference")
def command() -> None:
    """Add and list official figures; the view claim_reference shows how far claims are from them.

    Example: claimtable reference add usgs.csv
    """


@command.command("add")
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
@db_option
def add(file: Path, db: Path | None) -> None:
    """Add the figures of a CSV file, all or none; one that is known is replaced.

    Its columns are country (a name, a code or "world"), commodity, stage, year, value, unit and publication; place,
    url and note may be left out.
    """
    names = places.names()
    figures = reference.read(file, names)
    with Store(config.load(db).db, names) as store, store.transaction() as connection:
        reference.ship(connection)
        new = reference.add(connection, figures)
    click.echo(f"figures: {len(figures)} ({new} new)")


@command.command("list")
@db_option
def list_(db: Path | None) -> None:
    """List the figures with their publications."""
    path = config.load(db).db
    current.bring(path, places.names())
    with reading(path) as connection:
        table.show_reference(dict(row) for row in reference.listed(connection))
