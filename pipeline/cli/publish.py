"""`claimtable publish`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.cli.export import ROWS, about, part
from pipeline.export import bundle, package, tables
from pipeline.facts import current
from pipeline.store import published, read, schema, snapshot
from pipeline.vocab import places

LONGEST = 300  # characters of a quote
DERIVED = ("facts", "policies", "contradictions")  # tables that are worked out from the claims
CUT = "whether the quote, or what was taken from it, was cut: it then ends with an ellipsis"


@click.command("publish")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@db_option
@click.option(
    "--max-quote", default=LONGEST, show_default=True, type=click.IntRange(min=1), help="Characters of a quote."
)
@click.option("--reviewed", is_flag=True, help="Only claims that a person has found right, or corrected.")
@click.option("--license", "licence", default=package.NO_LICENCE, help="Of what you add: an id such as CC-BY-4.0.")
def command(folder: Path, db: Path | None, max_quote: int, licence: str, *, reviewed: bool) -> None:
    """Write a folder that may be put on a web site: SQLite, CSV, data package, Datasette's configuration, manifest.

    It holds no text of articles and no pages; quotes are cut to --max-quote characters. Claims that somebody has
    judged wrong are left out, corrected ones are given as corrected; facts, policies and contradictions are those of
    the claims that it holds. An earlier bundle in DIR is replaced.
    """
    from pipeline.web import serve  # noqa: PLC0415 - brings Datasette
    from pipeline.web.metadata import FACETS  # noqa: PLC0415

    path = config.load(db).db
    if not current.bring(path, places.names()):
        click.echo("some claims are not counted yet, as the database can't be written now", err=True)
    with read.reading(path) as connection, worked_out(connection, path, reviewed=reviewed) as derived:
        parts = [*contents(connection, max_quote, reviewed=reviewed), *derived_tables(derived, max_quote)]
        bundle.write_bundle(folder, parts, about(connection, licence), serve.settings(), FACETS)
    click.echo(f"{folder}: {', '.join(sorted(path.name for path in folder.iterdir()))}")


def contents(connection: Connection, longest: int, *, reviewed: bool) -> Iterator[package.Part]:
    """The tables of a bundle."""
    shortened = (published.cut(row, longest) for row in published.claims(connection, reviewed=reviewed))
    meanings = dict(schema.TABLES["claims"]) | {"cut": CUT}
    yield package.Part(tables.PUBLISHED, shortened, schema.MEANINGS["claims"], meanings)
    yield package.Part(
        tables.ARTICLES, published.articles(connection), "The articles, without text.", dict(schema.TABLES["articles"])
    )


@contextmanager
def worked_out(connection: Connection, path: Path, *, reviewed: bool) -> Iterator[Connection]:
    """A database with the facts of the claims that are published; where only reviewed ones are, it is made of them."""
    if not reviewed:
        yield connection  # what was judged wrong counts in no fact
        return
    with TemporaryDirectory() as folder:
        made = Path(folder) / "reviewed.db"
        snapshot.write(path, made, 1 << 30)  # quotes are cut afterwards
        current.bring(made, places.names())
        with read.reading(made) as only:
            yield only


def derived_tables(connection: Connection, longest: int) -> Iterator[package.Part]:
    """Facts, policies and contradictions, the quotes of these cut."""
    for name in DERIVED:
        rows = (published.cut(dict(row), longest) for row in ROWS[name](connection, read.Filters()))
        yield part(name, tables.TABLES[name], rows)
