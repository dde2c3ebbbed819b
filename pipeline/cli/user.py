"""`claimtable user`: who may log in to a served desk."""

import sys
from pathlib import Path

import click

from pipeline import config
from pipeline.cli import db_option
from pipeline.errors import StoreError

ROLES = (
    "reader",
    "reviewer",
    "admin",
)  # as in web/users.py, which is not loaded to print help; a test holds them equal


@click.group("user")
def command() -> None:
    """Add, list and remove who may log in to the desk, and give tokens to scripts.

    Users stand in FILE.users beside the database, which only its owner can read: names, roles, hashes.
    """


@command.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="reviewer",
    show_default=True,
    help="Readers see the desk, reviewers give verdicts, admins see what each reviewer said.",
)
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of standard input.")
@db_option
def add(name: str, role: str, *, password_stdin: bool, db: Path | None) -> None:
    """Add a user, or give one another role and password."""
    from pipeline.web import users  # noqa: PLC0415 - loads Datasette

    path = _database(db)
    known = users.load(path)
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    users.save(path, known.with_user(name, users.Role(role), password))
    click.echo(f"{name} may log in as {role}.")


@command.command("list")
@db_option
def list_(db: Path | None) -> None:
    """List the users with their roles."""
    from pipeline.web import users  # noqa: PLC0415 - the same

    for user in users.load(_database(db)).users.values():
        click.echo(f"{user.name}\t{user.role}" + ("\thas a token" if user.token else ""))


@command.command()
@click.argument("name")
@db_option
def remove(name: str, db: Path | None) -> None:
    """Remove a user, who is logged out at once. What was reviewed stays."""
    from pipeline.web import users  # noqa: PLC0415 - the same

    path = _database(db)
    users.save(path, users.load(path).without(name))
    click.echo(f"{name} may no longer log in.")


@command.command()
@click.argument("name")
@db_option
def token(name: str, db: Path | None) -> None:
    """Print a new token for scripts of a user: send it as `Authorization: Bearer TOKEN`. The old one ends."""
    from pipeline.web import users  # noqa: PLC0415 - the same

    path = _database(db)
    known, text = users.load(path).with_token(name)
    users.save(path, known)
    click.echo(text)


def _database(db: Path | None) -> Path:
    path = config.load(db).db
    if not path.is_file():
        raise StoreError(f"{path}: no such database: run `claimtable ingest` first, or name another with --db")
    return path
