"""`claimtable explain`: how the claims of a text were read, and why the rest was not."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import db_option
from pipeline.cli.printing import printable
from pipeline.errors import ConfigError, InputError

if TYPE_CHECKING:
    from pipeline.extract.figures import Figure
    from pipeline.extract.trace import Reading, Trace
    from pipeline.types import Document, Span

# slot of a claim -> slot whose words tell it
WORDS = {"share_low": "share", "share_high": "share", "value_low": "value", "value_high": "value", "unit": "value"}
EMPTY: tuple[object, ...] = ("", None, [])


@click.command("explain", short_help="Show how the claims of a text were read.")
@click.argument("source", metavar="FILE|-", required=False)
@click.option("--claim", "claim_id", metavar="ID", help="Explain one stored claim; the first letters of its id do.")
@db_option
@click.option("--tokens", is_flag=True, help="Also the tokens with their part of speech and governor.")
def command(source: str | None, claim_id: str | None, db: Path | None, *, tokens: bool) -> None:
    """Show for each sentence what was found in it, which rules fired, and why the rest is no claim.

    Example: echo "Japan relies on China for rare earths." | claimtable explain -
    """
    if bool(source) == bool(claim_id):
        raise ConfigError("give either a file (or -) or --claim ID")
    from pipeline.extract.trace import traces  # noqa: PLC0415 - heavy: only when needed

    if claim_id:
        document, span = _stored(claim_id, db)
        wanted = [one for one in traces(document) if one.sentence.span.overlaps(span)]
    else:
        document = _document(str(source))
        wanted = list(traces(document))
    for trace in wanted:
        for line in _lines(trace, document, tokens=tokens or bool(claim_id)):
            click.echo(printable(line))
        click.echo()


# --- what is explained -----------------------------------------------------------------------------------------------


def _document(source: str) -> "Document":
    """A plain text as it stands, or the article of a page."""
    from pipeline.clean import clean  # noqa: PLC0415 - heavy: only when needed
    from pipeline.config import load  # noqa: PLC0415
    from pipeline.sources import pages  # noqa: PLC0415
    from pipeline.types import Document, Dropped, Failure  # noqa: PLC0415

    for page in pages([source], load()):
        if isinstance(page, Failure):
            raise InputError(f"{page.source}: {page.reason}")
        if not page.origin.content_type.startswith("text/html"):
            return Document(page.body.decode("utf-8", "replace"))
        article = clean(page)
        if isinstance(article, Dropped):
            raise InputError(f"{source}: {article.reason}")
        return article.document
    raise InputError(f"{source}: nothing to read there")


def _stored(claim_id: str, db: Path | None) -> tuple["Document", "Span"]:
    """The article of a stored claim, and the place of the claim in it."""
    from pipeline import config  # noqa: PLC0415 - only for stored claims
    from pipeline.store.read import reading  # noqa: PLC0415
    from pipeline.store.rows import document_from  # noqa: PLC0415
    from pipeline.types import Span  # noqa: PLC0415

    query = """SELECT claims.id, start, "end", text, articles.published, articles.title, blocks
        FROM claims JOIN articles ON articles.id = claims.article
        WHERE substr(claims.id, 1, ?) = ? ORDER BY claims.id LIMIT 2"""
    with reading(config.load(db).db) as connection:
        rows = connection.execute(query, (len(claim_id), claim_id.lower())).fetchall()
    if not rows:
        raise ConfigError(f"no claim's id begins with {claim_id!r}: copy it from the column id of the table claims")
    if len(rows) > 1:
        raise ConfigError(f"several claims' ids begin with {claim_id!r}: give more of it")
    row = rows[0]
    return document_from(row), Span(row["start"], row["end"])


# --- how it is shown -------------------------------------------------------------------------------------------------


def _lines(trace: "Trace", document: "Document", *, tokens: bool) -> Iterator[str]:
    sentence, text = trace.sentence, document.text
    yield f"{sentence.span.start}-{sentence.span.end}: {sentence.text}"
    if trace.is_empty:
        yield "  not parsed: no figure or cue word with a country and a commodity near it"
        return
    if tokens and trace.parsed:
        yield "  tokens: " + " ".join(f"{one.text}/{one.pos_}/{one.dep_}<{one.head.text}" for one in sentence.doc)
    places = (f"{hit.span.of(text)!r} {hit.code}{' points back' * hit.anaphor}" for hit in sentence.places)
    goods = (f"{hit.span.of(text)!r} {hit.name}{' weak' * hit.weak}" for hit in sentence.goods)
    figures = (f"{one.span.of(text)!r} {_figure(one)}" for one in sentence.figures)
    years = (f"{one.span.of(text)!r} {one.year}" for one in sentence.years)
    cues = (f"{span.of(text)!r} {kind}" for span, kind in trace.cues)
    found = (("places", places), ("commodities", goods), ("figures", figures), ("years", years), ("cues", cues))
    for name, shown in found:
        line = "; ".join(one.strip() for one in shown)
        if line:
            yield f"  {name}: {line}"
    for reading in trace.readings:
        yield from _claim(reading, text)
    for miss in trace.misses:
        yield f"  no claim from {miss.trigger.of(text)!r}: {miss.reason}"
    if not trace.readings and not trace.misses:
        yield "  no rule fired"


def _claim(reading: "Reading", text: str) -> Iterator[str]:
    claim = reading.claim
    yield f"  {claim.type} by {claim.evidence.rule}"
    for name, value in claim.slots().items():
        if name == "type" or value in EMPTY:
            continue
        shown = (
            "+".join(value) if isinstance(value, list) else _number(value) if isinstance(value, float) else str(value)
        )
        words = [one.span.of(text) for one in claim.evidence.slots if one.slot == WORDS.get(name, name)]
        if name == "modality":
            words = [cue.span.of(text) for cue in reading.cues]
        yield f"    {name} = {shown}" + (f"  from {', '.join(map(repr, words))}" if words else "")


def _figure(one: "Figure") -> str:
    return f"{_number(one.low)}..{_number(one.high)} {one.unit or one.kind} {one.bound} {one.direction}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"
