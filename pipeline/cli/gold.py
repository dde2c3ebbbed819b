"""`claimtable gold`: reviewed sentences for the scorer."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.errors import InputError
from pipeline.export import file
from pipeline.review.gold import passages
from pipeline.store.read import reading


@click.group("gold")
def command() -> None:
    """Make a gold set of reviewed claims, to measure the extractor by."""


@command.command("export")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file, JSON Lines."
)
@db_option
def export(output: Path, db: Path | None) -> None:
    """Write the paragraphs of reviewed claims with what should be read from them; see docs/review.md."""
    counts = {"passages": 0, "claims": 0}

    def lines() -> Iterator[bytes]:
        for passage in passages(connection):
            counts["passages"] += 1
            counts["claims"] += sum(not claim.get("optional") for claim in passage["claims"])
            yield f"{json.dumps(passage, ensure_ascii=False)}\n".encode()

    with reading(config.load(db).db) as connection:
        if (
            connection.execute("SELECT 1 FROM claims WHERE review IN ('right', 'wrong', 'corrected')").fetchone()
            is None
        ):
            raise InputError("no claim is judged yet: judge some with `claimtable review`")
        with file.replacing(output) as opened:
            opened.writelines(lines())
    click.echo(f"{counts['passages']} passages, {counts['claims']} claims")
