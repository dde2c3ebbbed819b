"""`claimtable review`."""

import getpass
import sys
from contextlib import closing, suppress
from pathlib import Path

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.cli.ingest import INTERRUPTED
from pipeline.cli.reviewing import Session, keys, lines
from pipeline.errors import StoreError
from pipeline.facts import refresh
from pipeline.review import queue
from pipeline.review.agreement import agreements
from pipeline.review.verdicts import Reviews
from pipeline.store.read import reading
from pipeline.types import CLAIM_TYPES


@click.command("review")
@click.option("--reviewer", default=getpass.getuser, show_default="your login name", help="Who judges.")
@click.option("--rule", default="", metavar="ID", help="Claims that this rule read.")
@click.option("--type", "types", type=click.Choice([each.type for each in CLAIM_TYPES]), multiple=True)
@click.option("--country", default="", help="Who holds the figure or acts: CHN, or China.")
@click.option("--commodity", default="", help="Of what, as the table has it.")
@click.option("--unreviewed", "reasons", flag_value="unreviewed", multiple=True, help="Claims that nobody judged.")
@click.option(
    "--changed", "reasons", flag_value="changed", multiple=True, help="Claims that changed since, or are lost."
)
@click.option("--disputed", "reasons", flag_value="disputed", multiple=True, help="Claims that reviewers differ on.")
@click.option("--second", "reasons", flag_value="second", multiple=True,
              help="Claims that others judged and you did not; what they said is not shown.")  # fmt: skip
@click.option("--limit", default=200, show_default=True, type=click.IntRange(min=1), help="At most so many.")
@click.option("--agreement", is_flag=True, help="Print how far reviewers agree, and end.")
@db_option
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    ctx: click.Context,
    reviewer: str,
    rule: str,
    types: tuple[str, ...],
    country: str,
    commodity: str,
    reasons: tuple[str, ...],
    limit: int,
    db: Path | None,
    *,
    agreement: bool,
) -> None:
    """Judge claims one by one: contradictions first, then what changed, what reviewers differ on, and what is new.

    On a terminal by keys; from a pipe by lines: r, w figure, c commodity=nickel share_low=30, u, n a note, s, z, q.
    Each verdict is stored when it is given.
    """
    path = config.load(db).db
    if agreement:
        with reading(path) as connection:
            for line in agreements(connection):
                click.echo(str(line))
        return
    wanted = queue.Wanted(reviewer.strip(), _reasons(reasons), rule, types, country, commodity, limit)
    with Reviews(path) as reviews:
        entries = queue.entries(reviews.connection, wanted)
        session = Session(reviews, wanted.reviewer, entries, queue.count(reviews.connection, wanted))
        code = 0
        try:
            with closing(keys() if sys.stdin.isatty() else lines()) as commands:
                session.run(commands)
        except (KeyboardInterrupt, click.Abort):
            code = INTERRUPTED
            click.echo()
        with suppress(StoreError, KeyboardInterrupt):  # what can't be done now is done by the next run
            refresh.catch_up(reviews.transaction)
        click.echo(
            f"{len(session.given)} verdicts stored, {queue.count(reviews.connection, wanted)} claims left to judge"
        )
    ctx.exit(code)


def _reasons(given: tuple[str, ...]) -> tuple[str, ...]:
    """In the order of the queue; what is lost was changed."""
    chosen = {*given, *((queue.LOST,) if "changed" in given else ())}
    return tuple(each for each in (*queue.ORDER, queue.SECOND) if each in chosen) or queue.ORDER
