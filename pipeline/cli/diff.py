"""`claimtable diff`."""

from pathlib import Path

import click

from pipeline import config
from pipeline.cli import changes, db_option
from pipeline.errors import ConfigError
from pipeline.store.changes import diff
from pipeline.store.read import reading

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="For people, or a line each.",
)


@click.command("diff")
@click.argument("earlier", type=click.IntRange(min=1), metavar="RUN")
@click.argument("later", type=click.IntRange(min=1), metavar="RUN")
@form_option
@db_option
def command(earlier: int, later: int, form: str, db: Path | None) -> None:
    """Show which claims differ between two runs: added, lost and changed, by rule, with quotes.

    Only articles that both runs knew are compared. The table runs lists the runs.
    """
    with reading(config.load(db).db) as connection:
        known = {row[0] for row in connection.execute("SELECT id FROM runs")}
        for run in (earlier, later):
            if run not in known:
                raise ConfigError(f"there is no run {run}: the newest is {max(known, default=0)}")
        found = diff(connection, earlier, later)
        if form == "jsonl":
            for each in found:
                click.echo(changes.jsonl(each))
            return
        listed = tuple(found)
        for line in changes.text(listed):
            click.echo(line)
        click.echo(f"run {earlier} to run {later}: {changes.total(listed)}")
