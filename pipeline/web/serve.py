"""A Datasette for one database file with our configuration, whatever the file is called and wherever it lies."""

import json
import socket
from importlib.resources import files
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import parse_metadata

from pipeline.errors import ConfigError
from pipeline.web import users

NAME = "claims"  # in every address, so that links stay good when the file is renamed
LOCAL_FILE = "metadata.yaml"  # beside the database: changes to titles and the like
PUBLIC_METADATA = ("title", "description", "license", "license_url", "source", "source_url", "about", "about_url")


def settings() -> dict[str, Any]:
    """Datasette's settings as measured; the same as in db/settings.json."""
    loaded = json.loads((files("pipeline.web") / "settings.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)  # noqa: S101 - our own file
    return loaded


def build(
    path: Path, hosts: tuple[str, ...] = (), *, asks_login: bool = False, secret: str = "", wrong: str = ""
) -> Datasette:
    """A Datasette that serves the database as `claims`.

    Args:
        path: an existing database of ours.
        hosts: names besides localhost that a browser may call this desk by.
        asks_login: whether only users see it.
        secret: signs logins while there are no users, whose file has one; "" takes another one at each start.
        wrong: file that wrong passwords are counted in; "" counts in memory.

    Raises:
        ConfigError: the file of users can't be used.
    """
    local = path.with_name(LOCAL_FILE)
    metadata = parse_metadata(local.read_text(encoding="utf-8")) if local.is_file() else {}
    own = metadata.setdefault("plugins", {}).setdefault("claimtable", {})
    own.setdefault("hosts", []).extend(hosts)
    if wrong:
        own["wrong"] = wrong
    if asks_login:
        metadata.setdefault("allow", {"role": [str(role) for role in users.Role]})
    secret = users.load(path).secret or secret
    datasette = Datasette([str(path)], settings=settings(), metadata=metadata, secret=secret or None)
    (given,) = (name for name, database in datasette.databases.items() if database.path == str(path))
    if given != NAME:
        datasette.remove_database(given)
        datasette.add_database(Database(datasette, path=str(path), is_mutable=True), name=NAME)
    return datasette


def build_public(path: Path, source: Path, hosts: tuple[str, ...]) -> Datasette:
    """A Datasette for everybody: no SQL, nothing written, only what `store/snapshot.py` put into the file.

    Args:
        path: a sealed snapshot.
        source: the database it was made of; titles and licence come from the metadata.yaml beside it.
        hosts: names that browsers call this desk by.
    """
    local = source.with_name(LOCAL_FILE)
    given = parse_metadata(local.read_text(encoding="utf-8")) if local.is_file() else {}
    # what it says of plugins and permissions is for one's own desk
    metadata = {name: given[name] for name in PUBLIC_METADATA if name in given}
    known = (given.get("plugins") or {}).get("claimtable") or {}
    metadata["plugins"] = {"claimtable": {"public": True, "hosts": [*hosts, *(known.get("hosts") or ())]}}
    closed = settings() | {"default_allow_sql": False}
    datasette = Datasette([], immutables=[str(path)], settings=closed, metadata=metadata)
    (made,) = (name for name, database in datasette.databases.items() if database.path == str(path))
    if made != NAME:
        datasette.remove_database(made)
        datasette.add_database(Database(datasette, path=str(path), is_mutable=False), name=NAME)
    return datasette


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, taken before anything is announced.

    Raises:
        ConfigError: the port is taken or may not be used, or the host is no address of this machine.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[
            0
        ]
    except OSError as error:
        raise ConfigError(f"{host}: no address of this machine: use --host 127.0.0.1") from error
    sock = socket.socket(family, kind)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(address)
        sock.listen()
    except OSError as error:
        sock.close()
        raise ConfigError(
            f"port {port} of {host} can't be used ({error.strerror}): name another with --port"
        ) from error
    return sock
