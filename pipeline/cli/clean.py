"""`claimtable clean`: print the clean text of pages, and what was removed."""

import json

import click

from pipeline import config
from pipeline.errors import InputError
from pipeline.types import Article, Dropped, Failure, Page


@click.command("clean")
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|URL|-...")
@click.option("--show-removed", is_flag=True, help="Also show what was taken out, with the rule that did it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="One JSON line a page, or text.",
)
def command(inputs: tuple[str, ...], form: str, *, show_removed: bool) -> None:
    """Print the clean text of pages without storing anything."""
    from pipeline import sources  # noqa: PLC0415 - commands import what they use when they run

    good = bad = 0
    for page in sources.pages(inputs, config.load()):
        source, result = _cleaned(page)
        if isinstance(result, Article):
            good += 1
        else:
            bad += 1
        if form == "jsonl":
            click.echo(json.dumps(record(source, result), ensure_ascii=False))
        else:
            _print(source, result, good + bad, show_removed=show_removed)
    if not good:
        raise InputError(f"no article among {bad} input{'s' * (bad != 1)}; the reasons are given above")


def _cleaned(page: Page | Failure) -> tuple[str, Article | Dropped | Failure]:
    from pipeline import clean  # noqa: PLC0415 - commands import what they use when they run

    return (page.source, page) if isinstance(page, Failure) else (page.origin.source, clean.clean(page))


def record(source: str, result: Article | Dropped | Failure) -> dict[str, object]:
    """The JSON line of a page: a contract, its keys don't change."""
    if isinstance(result, Article):
        return {
            "source": source,
            "text": result.text,
            "title": result.title,
            "authors": list(result.authors),
            "published": result.published,
            "language": result.language,
            "status": str(result.status),
            "removed": [{"text": piece.text, "rule": piece.rule} for piece in result.removed],
        }
    empty = {"text": "", "title": "", "authors": [], "published": "", "language": ""}
    return {"source": source, **empty, "status": str(result.status), "reason": result.reason, "removed": []}


def _print(source: str, result: Article | Dropped | Failure, number: int, *, show_removed: bool) -> None:
    if not isinstance(result, Article):
        click.echo(f"claimtable: {source}: {result.status}: {' '.join(result.reason.split())}", err=True)
        return
    if number > 1:
        click.echo("")
    facts = (
        result.title,
        ", ".join(result.authors),
        result.published,
        result.site,
        "" if result.status == "ok" else result.status,
    )
    for fact in filter(None, facts):
        click.echo(f"# {fact}")
    click.echo(result.text)
    if show_removed:
        for piece in result.removed:
            click.echo(f"- [{piece.rule}] {piece.text}")
