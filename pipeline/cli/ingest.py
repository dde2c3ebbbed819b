"""`claimtable ingest`."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from pipeline import config, run
from pipeline.cli import db_option
from pipeline.cli.printing import printable
from pipeline.store.write import Store
from pipeline.types import CLAIM_TYPES, Status

INTERRUPTED = 130  # what shells use for a program ended by Ctrl-C


@click.command("ingest")
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|URL|- ...")
@db_option
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses too.")
@click.pass_context
def command(ctx: click.Context, inputs: tuple[str, ...], db: Path | None, *, allow_private: bool) -> None:
    """Clean, extract and store articles. What is stored already is left as it is.

    A FILE is a page (HTML), a text, or JSON Lines with a record a line; a DIR is read with all below it; - is
    standard input.
    """
    settings = replace(config.load(db), allow_private=allow_private)
    try:
        summary = _ingest(inputs, settings)
    except KeyboardInterrupt:  # before the first article
        click.echo("claimtable: interrupted, nothing was stored", err=True)
        ctx.exit(INTERRUPTED)
    for line in summary_lines(summary):
        click.echo(line)
    ctx.exit(INTERRUPTED if summary.interrupted else 0 if summary.came_in else 1)


def _ingest(inputs: tuple[str, ...], settings: config.Settings) -> run.Summary:
    from pipeline.vocab.places import names  # noqa: PLC0415 - see below

    with Store(settings.db, names()) as store:
        # a database that can't be written is told before spaCy has taken its second to load
        from pipeline.clean import clean  # noqa: PLC0415
        from pipeline.extract import Extractor  # noqa: PLC0415
        from pipeline.sources import pages  # noqa: PLC0415

        with shown(on_terminal=sys.stdout.isatty()) as progress:
            return run.ingest(
                inputs, settings, read=pages, clean=clean, extractor=Extractor(), store=store, progress=progress
            )


def outcome_line(outcome: run.Outcome) -> str:
    """One input in one line: status, source, and what came of it."""
    claims = len(outcome.claims)
    found = f"  {claims} claim{'s' * (claims != 1)}" if outcome.status is Status.OK else ""
    reason = f": {outcome.reason}" if outcome.reason else ""
    return printable(f"{outcome.status.value:<12} {outcome.source}{found}{reason}")


def summary_lines(summary: run.Summary) -> Iterator[str]:
    """Articles, claims by type, and what did not come in."""
    if summary.interrupted:
        yield "interrupted: every article that was finished is stored"
    kinds = [f"{summary.claims[each.type]} {each.type}" for each in CLAIM_TYPES if summary.claims[each.type]]
    yield f"articles: {summary.ok}"
    yield f"claims:   {summary.claims.total()}" + (f" ({', '.join(kinds)})" if kinds else "")
    yield f"skipped:  {summary.skips.total()}{_by_status(summary.skips)}"
    yield f"failed:   {summary.failures.total()}{_by_status(summary.failures)}"
    if summary.failures:
        yield "`claimtable failures` lists what failed, and why"


def _by_status(counts: Counter[Status]) -> str:
    listed = ", ".join(f"{counts[status]} {status.value}" for status in Status if counts[status])
    return f" ({listed})" if listed else ""


@contextmanager
def shown(*, on_terminal: bool) -> Iterator[Callable[[run.Outcome], None]]:
    """Shows outcomes as they come: a bar with failures above it on a terminal, else a line each."""
    if not on_terminal:
        yield lambda outcome: click.echo(outcome_line(outcome))
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    counts = run.Summary()
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("reading", total=None)  # how many pages a source holds is known when it has been read

        def show(outcome: run.Outcome) -> None:
            counts.add(outcome)
            if outcome.stage:
                bar.console.print(Text(outcome_line(outcome)))
            text = f"{counts.claims.total()} claims, {counts.skips.total()} skipped, {counts.failures.total()} failed"
            bar.update(task, advance=1, description=text)

        yield show
