"""`claimtable backup`."""

from pathlib import Path

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.store.backup import backup


@click.command("backup")
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@db_option
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
def command(target: Path, db: Path | None, *, overwrite: bool) -> None:
    """Copy the database to FILE as it is at this moment, also during an ingest."""
    backup(config.load(db).db, target, overwrite=overwrite)
    click.echo(f"{target}: {target.stat().st_size:,} bytes")
