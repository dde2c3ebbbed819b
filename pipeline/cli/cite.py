"""`claimtable cite`."""

import hashlib
import zlib
from pathlib import Path

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.export.cite import Citation, Style, cite
from pipeline.store import read
from pipeline.store.rows import JOIN


@click.command("cite")
@click.argument("claim", metavar="CLAIM")
@click.option("--format", "style", type=click.Choice([each.value for each in Style]), default="text", show_default=True)
@db_option
def command(claim: str, style: str, db: Path | None) -> None:
    """Print the citation of a claim: quote, article, site, date, link, digest of the archived page.

    CLAIM is an id, or its first 8 letters or more.
    """
    with read.reading(config.load(db).db) as connection:
        row = read.claim(connection, claim)
        article = connection.execute(
            "SELECT authors, body, retrieved FROM articles JOIN originals ON digest = original WHERE articles.id = ?",
            (row["article"],),
        ).fetchone()
    authors = tuple(filter(None, article["authors"].split(JOIN)))
    archived = hashlib.sha256(zlib.decompress(article["body"])).hexdigest()
    known = {name: row[name] for name in ("quote", "title", "site", "published")}
    citation = Citation(
        row["id"],
        authors=authors,
        url=row["source_url"],
        link=row["source_link"],
        retrieved=article["retrieved"],
        archived=archived,
        **known,
    )
    click.echo(cite(citation, Style(style)), nl=False)
