"""`claimtable serve`: the database in Datasette."""

from pathlib import Path

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.errors import StoreError


@click.command()
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
def command(db: Path | None, host: str, port: int) -> None:
    """Open the database in Datasette, at http://127.0.0.1:8001."""
    path = config.load(db).db
    if not path.is_file():  # said before the heavy imports: the mistake of the first day
        raise StoreError(f"{path}: no such database: run `claimtable ingest` first, or name another with --db")

    import uvicorn  # noqa: PLC0415 - heavy, and not needed to say that there is no database

    from pipeline.store.database import open_reader  # noqa: PLC0415 - the same
    from pipeline.web import guard, serve, users  # noqa: PLC0415 - the same

    open_reader(path).close()  # says in plain words what is wrong with the file
    local = guard.is_loopback(host)
    guarded = bool(users.load(path).users) and not local
    with serve.listen(host, port) as sock:
        app = serve.build(path, hosts=() if local else (host,), asks_login=guarded).app()
        name = f"[{host}]" if ":" in host else host
        click.echo(f"Claims of {path} at http://{name}:{sock.getsockname()[1]}/ (Ctrl-C ends it)")
        if guarded:
            click.echo(
                "Only users see it. Put a proxy with HTTPS before it: else passwords can be listened to.", err=True
            )
        elif not local:
            click.echo("Warning: whoever reaches this machine can read all of it and run SQL on it.", err=True)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on", server_header=False))
        try:
            server.run(sockets=[sock])
        except KeyboardInterrupt:
            click.echo("Ended.")
