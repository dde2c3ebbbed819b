"""claimtable extract: print claims without storing them."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from pipeline.cli.passages import passages
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.extract import Extractor
    from pipeline.types import Claim, Document


@click.command("extract", short_help="Print the claims of a text without storing them.")
@click.argument("source", metavar="FILE|-")
@click.option(
    "--jsonl", "passages", is_flag=True, help='Read JSON lines {"id","text","date"?}, write one line of claims each.'
)
@click.option("--format", "shape", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True)
def command(source: str, shape: str, *, passages: bool) -> None:
    """Print the claims of an article (HTML or text) without storing them.

    Example: claimtable extract article.html --format csv
    """
    from pipeline.extract import Extractor  # noqa: PLC0415 - heavy: only when needed

    extractor = Extractor()
    if passages:
        try:
            with _opened(source) as lines:
                for line in answers(lines, extractor):
                    click.echo(line)
        except UnicodeDecodeError as error:
            raise InputError(f"{source} is not UTF-8: {error.reason}; save it as UTF-8") from error
        return
    document = _article(source)
    claims = extractor.extract(document).claims
    rows = [row(claim, document) for claim in claims]
    if shape == "jsonl":
        for one in rows:
            click.echo(json.dumps(one, ensure_ascii=False))
    elif shape == "csv":
        click.echo(_csv(rows), nl=False)
    else:
        _table(claims, document)


def _opened(source: str) -> TextIO:
    if source == "-":
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream, except under some test runners
        return sys.stdin
    try:
        return Path(source).open(encoding="utf-8")
    except OSError as error:
        raise InputError(f"can't read {source}: {error.strerror}; check the path") from error


def answers(lines: Iterable[str], extractor: "Extractor") -> Iterator[str]:
    """One JSON line of claims for each JSON line of text; offsets count code points of the given text.

    Raises:
        InputError: a line is not JSON or has no id or text; the message names the line.
    """
    from pipeline.types import Document  # noqa: PLC0415 - with the rest of the heavy imports

    for passage in passages(lines):
        text, name = passage["text"], passage["id"]
        document = Document(text, str(passage.get("date") or "")[:10], str(passage.get("title") or ""))
        claims = [row(claim) for claim in extractor.extract(document).claims]
        yield json.dumps({"id": name, "claims": claims}, ensure_ascii=False)


def row(claim: "Claim", document: "Document | None" = None) -> dict[str, object]:
    """The slots of a claim with its offsets, and its quote where the document is given."""
    span = claim.evidence.span
    found = {**claim.slots(), "start": span.start, "end": span.end, "rule": claim.evidence.rule}
    return found if document is None else {**found, "quote": span.of(document.text)}


def _article(source: str) -> "Document":
    from pipeline.clean import clean  # noqa: PLC0415 - heavy: only when needed
    from pipeline.config import load  # noqa: PLC0415
    from pipeline.sources import pages  # noqa: PLC0415
    from pipeline.types import Dropped, Failure, Status  # noqa: PLC0415

    for page in pages([source], load()):
        if isinstance(page, Failure):
            raise InputError(f"{page.source}: {page.reason}")
        article = clean(page)
        if isinstance(article, Dropped):
            raise InputError(f"{source}: {article.reason}")
        if article.status is not Status.OK:
            raise InputError(f"{source}: no claims are read from an article that is {article.status}")
        return article.document
    raise InputError(f"{source}: no article found")


def _csv(rows: list[dict[str, object]]) -> str:
    columns = list(dict.fromkeys(name for one in rows for name in one))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for one in rows:
        writer.writerow({name: "; ".join(value) if isinstance(value, list) else value for name, value in one.items()})
    return out.getvalue()


def _table(claims: Iterable["Claim"], document: "Document") -> None:
    from rich.console import Console  # noqa: PLC0415 - only for people
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table("type", "who", "what", "says", "sentence", title="Claims: extracted, not verified")
    for claim in claims:
        who = ", ".join(claim.countries) or claim.organization
        what = " ".join(str(one) for one in (claim.commodity, getattr(claim, "stage", "")) if one)
        cells = (claim.type, who, what, summary(claim), claim.evidence.span.of(document.text))
        table.add_row(*(Text(cell) for cell in cells))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def summary(claim: "Claim") -> str:
    """What a claim says beyond who and what, in a few words."""
    said = {name: value for name, value in claim.slots().items() if value not in ("", None, [], "asserted", "exact")}
    hidden = {"type", "countries", "organization", "commodity", "stage"}
    return ", ".join(f"{name} {value}" for name, value in said.items() if name not in hidden)
