"""`claimtable merge`."""

from pathlib import Path

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.facts import refresh
from pipeline.store.merge import merge
from pipeline.store.write import Store


@click.command("merge")
@click.argument("other", metavar="OTHER.db", type=click.Path(path_type=Path))
@db_option
def command(other: Path, db: Path | None) -> None:
    """Take in the articles, claims and verdicts of another database, which is left as it is.

    All of it comes in or nothing. What both hold is kept once.
    """
    from pipeline.vocab.places import names  # noqa: PLC0415 - takes time, and --help needs none

    with Store(config.load(db).db, names()) as store:
        done = merge(store, other)
        refresh.catch_up(store.transaction)  # what is cut short here is done by the next run
    if not done.changed:
        click.echo(f"{other}: holds nothing that is not here")
        return
    click.echo(f"articles: {done.articles} new, {done.known} known")
    click.echo(f"claims:   {done.claims} new")
    click.echo(f"verdicts: {done.verdicts} new")
