"""`claimtable serve`: the database in Datasette."""

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.errors import ConfigError, StoreError

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from pipeline.web.workers import Desk

LONGEST = 300  # characters of a quote that everybody sees


@click.command()
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option("--public", is_flag=True, help="For everybody: reviewed claims only, no SQL, nothing written.")
@click.option("--name", "names", multiple=True, help="Name that browsers call it by: desk.example.org. Repeatable.")
@click.option(
    "--workers",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that answer: as many as cores that may be busy.",
)
def command(db: Path | None, host: str, port: int, names: tuple[str, ...], workers: int, *, public: bool) -> None:  # noqa: PLR0913 - one each option
    """Open the database in Datasette, at http://127.0.0.1:8001.

    With --public a copy is served that holds claims which a person has found right or corrected, without the text of
    articles and with quotes cut; start it anew for what is reviewed later.
    """
    path = config.load(db).db
    if not path.is_file():  # said before the heavy imports: the mistake of the first day
        raise StoreError(f"{path}: no such database: run `claimtable ingest` first, or name another with --db")

    from pipeline.store.database import open_reader  # noqa: PLC0415 - heavy, and not needed to say that there is none
    from pipeline.web import serve  # noqa: PLC0415 - the same

    open_reader(path).close()  # says in plain words what is wrong with the file
    with serve.listen(host, port) as sock:
        if not public:
            _run(_own(path, host, names), sock, workers, f"Claims of {path} at {_address(host, sock)}")
            return
        with _public(path, host, names) as (desk, count):
            what = f"{count:,} reviewed claims of {path} for everybody"
            _run(desk, sock, workers, f"{what} at {_address(host, sock)}")


def _own(path: Path, host: str, names: tuple[str, ...]) -> "Desk":
    from pipeline.web import guard, users, workers  # noqa: PLC0415 - heavy

    local = guard.is_loopback(host)
    guarded = bool(users.load(path).users) and not local
    if guarded:
        click.echo("Only users see it. Put a proxy with HTTPS before it: else passwords can be listened to.", err=True)
    elif not local:
        click.echo("Warning: whoever reaches this machine can read all of it and run SQL on it.", err=True)
    return workers.Desk(path, names if local else (*names, host), asks_login=guarded)


@contextmanager
def _public(path: Path, host: str, names: tuple[str, ...]) -> "Iterator[tuple[Desk, int]]":
    """A desk for everybody, and how many claims it shows."""
    from pipeline.facts import refresh  # noqa: PLC0415 - heavy
    from pipeline.store import snapshot  # noqa: PLC0415 - the same
    from pipeline.store.write import Store  # noqa: PLC0415 - the same
    from pipeline.web import guard, serve, workers  # noqa: PLC0415 - the same

    if not names and host in {"0.0.0.0", "::"}:  # noqa: S104 - a question, not an address that is listened on
        raise ConfigError(f"{host} is no name that a browser can call: say which with --name desk.example.org")
    with TemporaryDirectory(prefix="claimtable-") as folder:
        copy = Path(folder) / f"{serve.NAME}.db"
        count = snapshot.write(path, copy, LONGEST)
        if not count:
            raise StoreError(f"{path}: no claim has been reviewed yet: begin with `claimtable review`")
        with Store(copy, {}) as store:
            refresh.catch_up(store.transaction)
        snapshot.seal(copy)
        hosts = names if guard.is_loopback(host) else (*names, host)
        yield workers.Desk(copy, hosts, source=path), count


def _address(host: str, sock: "socket.socket") -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{sock.getsockname()[1]}/"


def _run(desk: "Desk", sock: "socket.socket", workers: int, what: str) -> None:
    from pipeline.web import workers as processes  # noqa: PLC0415 - heavy

    try:
        processes.run(desk, sock, workers, lambda: click.echo(f"{what} (Ctrl-C ends it)"))
    except KeyboardInterrupt:
        click.echo("Ended.")
