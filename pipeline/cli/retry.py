"""`claimtable retry`."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from pipeline import config, run
from pipeline.cli import db_option
from pipeline.cli.ingest import INTERRUPTED, composed, ending, summary_lines
from pipeline.store import read
from pipeline.types import Failure, Page, Unchanged
from pipeline.workers.pool import usual

STAGES = ("read", "fetch", "clean", "extract", "store")

_LINE = re.compile(r"(?P<file>.+\.(?:jsonl|ndjson)(?:\.gz)?):[0-9]+")  # a line of a file, as its source is named


@click.command("retry")
@click.option("--stage", type=click.Choice(STAGES), help="Only what failed at this step.")
@db_option
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses too.")
@click.pass_context
def command(ctx: click.Context, stage: str | None, db: Path | None, *, allow_private: bool) -> None:
    """Ingest again what failed. What comes in now leaves the list of failures."""
    settings = replace(config.load(db), allow_private=allow_private, jobs=usual())
    wanted = failed(settings.db, stage)
    if "-" in wanted:
        click.echo("- (standard input) can't be read again: give it to `claimtable ingest` once more", err=True)
        wanted.remove("-")
    if not wanted:
        click.echo("nothing to retry")
        return
    with ending(ctx):
        summary = composed(inputs(wanted), settings, only=lambda pages: among(pages, frozenset(wanted)), called="retry")
    for line in summary_lines(summary):
        click.echo(line)
    left = len(set(wanted) & set(failed(settings.db, stage)))
    click.echo(f"retried:  {len(wanted)} ({len(wanted) - left} settled, {left} still failing)")
    ctx.exit(INTERRUPTED if summary.interrupted else 1 if left else 0)


def failed(path: Path, stage: str | None) -> list[str]:
    """The sources of failures, each once, in the order they were noted."""
    with read.reading(path) as connection:
        rows = [row for row in read.failures(connection) if stage in {None, row["stage"]}]
    return list(dict.fromkeys(str(row["source"]) for row in rows))


def inputs(sources: Iterable[str]) -> tuple[str, ...]:
    """What is to be given to `ingest`: the file for each of its lines."""
    return tuple(dict.fromkeys(found["file"] if (found := _LINE.fullmatch(each)) else each for each in sources))


def among(pages: run.Read, wanted: frozenset[str]) -> run.Read:
    """Reads only those lines of files that are wanted; all else as it comes."""

    def chosen(
        names: Iterable[str], settings: config.Settings, known: run.Known
    ) -> Iterator[Page | Failure | Unchanged]:
        with closing(run.closable(pages(names, settings, known))) as every:
            for each in every:
                source = each.origin.source if isinstance(each, Page) else each.source
                if source in wanted or not _LINE.fullmatch(source):
                    yield each

    return chosen
