"""`claimtable figures`: the numbers of a text, without storing anything."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from pipeline.cli.passages import passages
from pipeline.errors import InputError
from pipeline.extract.figures import Figure, figures

WIDTH = 120  # columns in a pipe, where no terminal says how many there are
AROUND = 30  # characters of the text shown on either side of a figure


@click.command("figures", short_help="Print the figures of a text: numbers, units, bounds.")
@click.argument("source", metavar="FILE|-")
@click.option(
    "--jsonl", "passages", is_flag=True, help='Read JSON lines {"id","text"}, write one line of figures each.'
)
@click.option("--bare", is_flag=True, help="Also numbers without a unit, which are left out otherwise.")
def command(source: str, *, passages: bool, bare: bool) -> None:
    """Print the figures of a text or page: value, unit, bound and direction.

    Example: echo "Exports rose 5% to $1.2bn" | claimtable figures -
    """
    if not passages:
        _table(_text(source), bare=bare)
        return
    if source == "-":
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream, except under some test runners
        _print(answers(sys.stdin, bare=bare))
        return
    try:
        with Path(source).open(encoding="utf-8") as lines:
            _print(answers(lines, bare=bare))
    except OSError as error:
        raise InputError(f"can't read {source}: {error.strerror}; check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{source} is not UTF-8: {error.reason}; save it as UTF-8") from error


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def answers(lines: Iterable[str], *, bare: bool = False) -> Iterator[str]:
    """One JSON line of figures for each JSON line of text; offsets count code points of the given text.

    Raises:
        InputError: a line is not JSON or has no id or text; the message names the line.
    """
    for passage in passages(lines):
        found = [record(one) for one in wanted(passage["text"], bare=bare)]
        yield json.dumps({"id": passage["id"], "figures": found}, ensure_ascii=False)


def wanted(text: str, *, bare: bool) -> tuple[Figure, ...]:
    """The figures that are shown: those with a unit, and multiples."""
    return tuple(one for one in figures(text) if bare or one.kind != "bare")


def record(figure: Figure) -> dict[str, object]:
    """The JSON object of a figure: a contract, its keys don't change."""
    return {
        "start": figure.span.start,
        "end": figure.span.end,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "bound": str(figure.bound),
        "direction": figure.direction,
    }


def _text(source: str) -> str:
    """The words of a plain text as they stand, of a page its article."""
    from pipeline.clean import clean  # noqa: PLC0415 - heavy, and JSON lines need none of it
    from pipeline.config import load  # noqa: PLC0415
    from pipeline.sources import pages  # noqa: PLC0415
    from pipeline.types import Dropped, Failure  # noqa: PLC0415

    for page in pages([source], load()):
        if isinstance(page, Failure):
            raise InputError(f"{page.source} {page.reason}")
        if not page.origin.content_type.startswith("text/html"):
            return page.body.decode("utf-8", "replace")
        article = clean(page)
        if isinstance(article, Dropped):
            raise InputError(f"{source}: {article.reason}")
        return article.text
    raise InputError(f"{source}: nothing to read there")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"


def _table(text: str, *, bare: bool) -> None:
    from rich.console import Console  # noqa: PLC0415 - only for people
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from pipeline.cli.printing import printable  # noqa: PLC0415

    table = Table("words", "low", "high", "unit", "bound", "direction", "in", box=None, pad_edge=False)
    for one in wanted(text, bare=bare):
        around = text[max(0, one.span.start - AROUND) : one.span.end + AROUND]
        values = (_number(one.low), _number(one.high), one.unit, str(one.bound), one.direction)
        table.add_row(*(Text(printable(cell)) for cell in (one.span.of(text), *values, around)))
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    console.print(table if table.row_count else "no figures")
