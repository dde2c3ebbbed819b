"""`claimtable reextract`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from pipeline import config, reextract
from pipeline.cli import changes, db_option
from pipeline.cli.diff import form_option
from pipeline.cli.export import since_option
from pipeline.cli.ingest import INTERRUPTED, ending
from pipeline.cli.printing import printable
from pipeline.errors import ConfigError
from pipeline.store.changes import Change
from pipeline.store.read import reading
from pipeline.store.reread import Wanted
from pipeline.store.write import Store, every_name
from pipeline.vocab.places import names


@click.command("reextract")
@since_option
@click.option("--rule", default="", metavar="ID", help="Articles in which this rule has read a claim.")
@click.option("--article", default="", metavar="ID", help="One article; the first letters of its id do.")
@click.option("--all", "every", is_flag=True, help="Also articles that the same rules have read already.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@form_option
@db_option
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    ctx: click.Context,
    db: Path | None,
    since: str,
    rule: str,
    article: str,
    form: str,
    *,
    every: bool,
    dry_run: bool,
) -> None:
    """Read the claims of stored articles again, with the rules of today, and show what changes.

    What is said as before keeps its id and its verdicts. A verdict whose claim changes or is lost goes back to the
    review queue. Articles are stored one by one: what is interrupted goes on where it ended.
    """
    settings = config.load(db)
    wanted = Wanted(since, _rule(settings.db, rule), _article(settings.db, article), every=every or bool(article))
    with _showing(form) as show, ending(ctx):
        summary = _dry(settings.db, wanted, show) if dry_run else _wet(settings.db, wanted, show)
    for name, why in summary.failures:
        click.echo(printable(f"claimtable: article {name[:12]} is left as it was: {why}"), err=True)
    if form == "text":
        click.echo(_ending(summary, dry_run=dry_run))
    ctx.exit(INTERRUPTED if summary.interrupted else 1 if summary.failures else 0)


def _dry(path: Path, wanted: Wanted, show: Callable[[Change], None]) -> reextract.Summary:
    summary = reextract.Summary()
    with reading(path) as connection:
        from pipeline.extract import Extractor  # noqa: PLC0415 - heavy: after the database is known to be there

        try:
            for each in reextract.preview(connection, Extractor(), wanted, every_name(names()), summary):
                show(each)
        except KeyboardInterrupt:
            summary.interrupted = True
    return summary


def _wet(path: Path, wanted: Wanted, show: Callable[[Change], None]) -> reextract.Summary:
    with Store(path, names()) as store:
        from pipeline.extract import Extractor  # noqa: PLC0415 - heavy: after the database is known to be ours

        with _bar() as step:
            return reextract.reextract(store, Extractor(), wanted, show, step)


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """On a terminal, how far it has come."""
    if not sys.stderr.isatty():
        yield lambda _, __: None
        return
    from rich.console import Console  # noqa: PLC0415 - only when people watch
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("articles")
        yield lambda done, of: bar.update(task, completed=done, total=of)


@contextmanager
def _showing(form: str) -> Iterator[Callable[[Change], None]]:
    """A line each as it comes, or at the end by rule."""
    if form == "jsonl":
        yield lambda change: click.echo(changes.jsonl(change))
        return
    found: list[Change] = []
    yield found.append
    for line in changes.text(found):
        click.echo(line)


def _ending(summary: reextract.Summary, *, dry_run: bool) -> str:
    read = f"{summary.articles} article{'s' * (summary.articles != 1)} read: {changes.counted(summary.kinds)}"
    if summary.interrupted:
        read = f"interrupted, and what was finished is kept: {read}"
    if dry_run:
        return f"{read}; nothing was written"
    return f"run {summary.run}: {read}" if summary.run else "nothing to read: these rules have read all of it"


def _rule(path: Path, name: str) -> str:
    if name:
        with reading(path) as connection:
            if connection.execute("SELECT 1 FROM claims WHERE rule = ? LIMIT 1", (name,)).fetchone() is None:
                raise ConfigError(f"rule {name!r} has read no stored claim: a new rule is tried on all articles")
    return name


def _article(path: Path, start: str) -> str:
    if not start:
        return ""
    with reading(path) as connection:
        sql = "SELECT id FROM articles WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 2"
        found = [row[0] for row in connection.execute(sql, (len(start), start.lower()))]
    if len(found) != 1:
        many = f"several articles' ids begin with {start!r}: give more of it"
        raise ConfigError(many if found else f"no article's id begins with {start!r}: see the table articles")
    return str(found[0])
