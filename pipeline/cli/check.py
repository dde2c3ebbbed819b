"""`claimtable check`."""

from itertools import chain
from pathlib import Path

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.cli.printing import printable
from pipeline.facts.check import check as facts
from pipeline.store.check import check
from pipeline.store.read import reading


@click.command("check")
@db_option
@click.pass_context
def command(ctx: click.Context, db: Path | None) -> None:
    """Prove the invariants of a database; print each row that breaks one, and exit with 1.

    Every quote stands in its article where the claim says; every claim has an article and every article its original
    bytes; ids are the digests of what they name; vocabularies hold only legal values; each fact has the
    counts and figures of its claims.
    """
    path = config.load(db).db
    offences = 0
    with reading(path) as connection:
        for offence in chain(check(connection), facts(connection)):
            offences += 1
            click.echo(printable(f"{offence.table} {offence.row}: {offence.problem}"))
        articles, claims = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - names are ours
            for table in ("articles", "claims")
        )
    click.echo(f"{articles} articles, {claims} claims: " + (f"{offences} broken" if offences else "all hold"))
    ctx.exit(1 if offences else 0)
