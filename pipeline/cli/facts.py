"""`claimtable facts`."""

from pathlib import Path

import click

from pipeline import config
from pipeline.cli import db_option, table
from pipeline.facts import current, read
from pipeline.store.read import Filters, reading
from pipeline.types import CLAIM_TYPES
from pipeline.vocab import places


@click.command("facts")
@db_option
@click.option("--type", "types", type=click.Choice([each.type for each in CLAIM_TYPES]), multiple=True)
@click.option("--country", "countries", multiple=True, help="Who holds the figure or acts: CHN, or China. Repeatable.")
@click.option("--commodity", default="", help="Of this material or product: lithium.")
@click.option("--since", default="", help="Seen on this date or later: 2026-01-31.")
@click.option("--reviewed", is_flag=True, help="Only what rests on claims that a person found right.")
@click.option("--contradictions", is_flag=True, help="The claims that contradict each other instead, with both quotes.")
def command(  # noqa: PLR0913 - one argument an option
    db: Path | None,
    types: tuple[str, ...],
    countries: tuple[str, ...],
    commodity: str,
    since: str,
    *,
    reviewed: bool,
    contradictions: bool,
) -> None:
    """Print what the claims say together: figures, independent origins, confidence.

    Example: claimtable facts --type share --commodity cobalt
    """
    path = config.load(db).db
    if not current.bring(path, places.names()):
        click.echo("some claims are not counted yet, as the database can't be written now", err=True)
    with reading(path) as connection:
        filters = Filters(types, countries, since, reviewed=reviewed)
        found = (read.contradictions if contradictions else read.facts)(connection, filters)
        rows = (dict(row) for row in found if commodity.strip().lower() in {"", row["commodity"]})
        if contradictions:
            table.show_contradictions(rows)
        else:
            table.show_facts(rows, places.names())
