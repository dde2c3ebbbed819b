"""`claimtable ingest`."""

import re
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
from pipeline.errors import InputError
from pipeline.store.write import Store
from pipeline.types import CLAIM_TYPES, Status
from pipeline.workers.pool import Workers, usual

INTERRUPTED = 130  # what shells use for a program ended by Ctrl-C
REASONS = 8  # that the summary tells
NAME = 40  # characters of the input that was read last, beside the bar

_NAMES = re.compile(r"[\w-]+(?:[./:][\w-]+)+")  # hosts, addresses, paths


@click.command("ingest")
@click.argument("inputs", nargs=-1, metavar="FILE|DIR|URL|- ...")
@click.option(
    "--from",
    "lists",
    multiple=True,
    metavar="LIST",
    help="A file with an input a line, mostly links; # starts a comment.",
)
@click.option("--max-pages", type=click.IntRange(min=1), help="End after so many inputs.")
@click.option("--max-time", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="End after so long.")
@db_option
@click.option("--jobs", type=click.IntRange(1, 64), default=usual, show_default="2, or 1 on one core",
              help="Pages that are cleaned and read at once.")  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses too.")
@click.option("--keep-recurring", is_flag=True, help="Keep lines that stand on several stored pages of a site.")
@click.pass_context
def command(  # noqa: PLR0913 - the flags of the command
    ctx: click.Context,
    inputs: tuple[str, ...],
    lists: tuple[str, ...],
    db: Path | None,
    *,
    max_pages: int | None,
    max_time: float | None,
    jobs: int,
    allow_private: bool,
    keep_recurring: bool,
) -> None:
    """Clean, extract and store articles. What is stored already is left as it is.

    A FILE is a page (HTML, MHTML), a text, a PDF, or JSON Lines with a record a line; a DIR is read with all below
    it; - is standard input.
    """
    if not inputs and not lists:
        raise click.UsageError("Missing argument 'FILE|DIR|URL|- ...' or option '--from'.")
    names = (*inputs, *(name for each in lists for name in listed(each)))
    settings = replace(
        config.load(db),
        allow_private=allow_private,
        max_pages=max_pages,
        max_seconds=max_time,
        jobs=jobs,
        drop_recurring=not keep_recurring,
    )
    with ending(ctx):
        summary = composed(names, settings)
    for line in summary_lines(summary):
        click.echo(line)
    ctx.exit(INTERRUPTED if summary.interrupted else 0 if summary.came_in else 1)


def listed(name: str) -> list[str]:
    """The inputs that a file names, one a line; empty lines and those that start with # are left out.

    Raises:
        InputError: it can't be read.
    """
    try:
        with click.open_file(name, encoding="utf-8-sig", errors="replace") as lines:
            found = [line.strip() for line in lines]
    except OSError as error:
        raise InputError(f"{name}: can't be read ({error.strerror}): check the path") from error
    return [each for each in found if each and not each.startswith("#")]


@contextmanager
def ending(ctx: click.Context) -> Iterator[None]:
    """Ends quietly on Ctrl-C before the first article."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("claimtable: interrupted, nothing was stored", err=True)
        ctx.exit(INTERRUPTED)


def composed(
    inputs: tuple[str, ...],
    settings: config.Settings,
    *,
    only: Callable[[run.Read], run.Read] = lambda read: read,
    called: str = "ingest",
) -> run.Summary:
    """Ingest on the real stages, with progress; `only` may leave out some of what is read."""
    from pipeline.vocab.places import names  # noqa: PLC0415 - see below

    with Store(settings.db, names()) as store:
        # a database that can't be written is told before the workers have taken their second to load
        from pipeline.clean import recurring  # noqa: PLC0415
        from pipeline.sources import pages  # noqa: PLC0415

        chosen = only(pages)
        with Workers(settings.jobs, settings.page_seconds, settings.page_memory) as workers:
            clean = run.without_recurring(workers.clean, recurring.drop, store)
            with shown(on_terminal=sys.stdout.isatty()) as progress:
                return run.ingest(
                    *(inputs, settings),
                    read=lambda *given: workers.ahead(chosen(*given), lambda page: not store.knows(page)),
                    clean=clean if settings.drop_recurring else workers.clean,
                    extractor=workers,
                    store=store,
                    progress=progress,
                    command=called,
                )


def outcome_line(outcome: run.Outcome) -> str:
    """One input in one line: status, source, and what came of it."""
    claims = len(outcome.claims)
    notes = [f"{claims} claim{'s' * (claims != 1)}"] if outcome.status is Status.OK else []
    if outcome.version > 1:
        notes.append(f"version {outcome.version} of its page")
    if outcome.retold:
        notes.append("its story was stored before")
    found = f"  {', '.join(notes)}" if notes else ""
    reason = f": {outcome.reason}" if outcome.reason else ""
    return printable(f"{outcome.status.value:<12} {outcome.source}{found}{reason}")


def summary_lines(summary: run.Summary) -> Iterator[str]:
    """Articles, claims by type, and what did not come in, with the reasons."""
    if summary.interrupted:
        yield "interrupted: every article that was finished is stored"
    if summary.limited:
        yield f"ended at a limit after {summary.inputs} inputs: others may be left"
    kinds = [f"{summary.claims[each.type]} {each.type}" for each in CLAIM_TYPES if summary.claims[each.type]]
    notes = [f"{summary.retold} of a story stored before"] if summary.retold else []
    if summary.changed:
        notes.append(f"{summary.changed} page{'s' * (summary.changed != 1)} changed")
    yield f"articles: {summary.ok}" + (f" ({', '.join(notes)})" if notes else "")
    yield f"claims:   {summary.claims.total()}" + (f" ({', '.join(kinds)})" if kinds else "")
    yield f"skipped:  {summary.skips.total()}{_by_status(summary.skips)}"
    yield f"failed:   {summary.failures.total()}{_by_status(summary.failures)}"
    yield from _reasons(summary.reasons)
    if summary.failures:
        yield "`claimtable failures` lists what failed, `claimtable retry` tries it again"


def _by_status(counts: Counter[Status]) -> str:
    listed = ", ".join(f"{counts[status]} {status.value}" for status in Status if counts[status])
    return f" ({listed})" if listed else ""


def _reasons(reasons: Counter[tuple[Status, str]]) -> Iterator[str]:
    """The reasons of failures, the most frequent first; those that differ only in a host or file count as one."""
    groups: dict[tuple[str, str], Counter[str]] = {}
    for (status, reason), count in reasons.items():
        groups.setdefault((status.value, _NAMES.sub("…", reason)), Counter())[reason] += count
    ranked = sorted(groups.items(), key=lambda group: (-group[1].total(), group[0]))
    for (kind, pattern), alike in ranked[:REASONS]:
        yield printable(f"{alike.total():>6}  {kind}: {pattern if len(alike) > 1 else next(iter(alike))}")
    if len(ranked) > REASONS:
        rest = sum(alike.total() for _, alike in ranked[REASONS:])
        yield f"{rest:>6}  for {len(ranked) - REASONS} other reasons"


@contextmanager
def shown(*, on_terminal: bool) -> Iterator[Callable[[run.Outcome], None]]:
    """Shows outcomes as they come: a bar with failures above it on a terminal, else a line each."""
    if not on_terminal:
        yield lambda outcome: click.echo(outcome_line(outcome))
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    counts = run.Summary()
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("reading", total=None)  # how many pages a source holds is known when it has been read

        def show(outcome: run.Outcome) -> None:
            counts.add(outcome)
            if outcome.stage:
                bar.console.print(Text(outcome_line(outcome)))
            text = f"{counts.claims.total()} claims, {counts.skips.total()} skipped, {counts.failures.total()} failed"
            bar.update(task, advance=1, description=f"{text}; read {printable(outcome.source)[-NAME:]}")

        yield show
