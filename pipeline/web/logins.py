"""Logins as plugins keep them, held to the users file: who was removed or has another role is logged out at once."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itsdangerous import BadSignature

from pipeline.errors import ConfigError
from pipeline.web import desk, queries, users
from pipeline.web.asgi import Headers, Message

if TYPE_CHECKING:
    from datasette.app import Datasette

COOKIE = "ds_actor"
BEARER = b"bearer "


def of(datasette: "Datasette", names: tuple[str, ...]) -> users.Users:
    """The users of the first of these databases; none where their file can't be used, which `serve` says."""
    path = datasette.get_database(names[0]).path if names else None
    try:
        return users.load(Path(path)) if path else users.Users()
    except ConfigError:
        return users.Users()


def configured(metadata: dict[str, Any], known: users.Users) -> dict[str, Any]:
    """The metadata with what users need, where there are any: the plugins that know them, the queries that write."""
    if not known.users:
        return metadata
    for database in metadata["databases"].values():
        database["queries"] = queries.build()
    return {**metadata, "plugins": plugins(known)}


def plugins(known: users.Users) -> dict[str, dict[str, Any]]:
    """What the plugins for passwords and tokens are to be told."""
    everybody = known.users.values()
    return {
        "datasette-auth-passwords": {
            **{f"{user.name}_password_hash": user.password for user in everybody},
            "actors": {user.name: user.actor for user in everybody},
        },
        # the guard puts the digest of a token in its place, so that the plugin compares digests
        "datasette-auth-tokens": {
            "tokens": [{"token": user.token, "actor": user.actor} for user in everybody if user.token]
        },
    }


def checked(scope: Message, datasette: "Datasette") -> Message:
    """The request without what logs nobody in.

    Taken out are cookies of users who are gone or have changed, and passwords in headers (HTTP Basic), which would be
    tried without end: the login form counts wrong ones.
    """
    known = of(datasette, desk.ours(datasette))
    headers: Headers = []
    for name, value in scope.get("headers", []):
        if name == b"authorization":
            if value.lower().startswith(BEARER):
                token = value[len(BEARER) :].strip().decode("latin-1")
                headers.append((name, f"Bearer {users.digest(token)}".encode()))
        elif name == b"cookie" and not _stands(value.decode("latin-1"), known, datasette):
            parts = [part for part in value.split(b";") if not part.strip().startswith(f"{COOKIE}=".encode())]
            headers.append((name, b";".join(part for part in parts if part.isascii())))
        else:
            headers.append((name, value))
    return {**scope, "headers": headers}


def _stands(header: str, known: users.Users, datasette: "Datasette") -> bool:
    """Whether the cookies hold no login, or one of a user as the file has it; `root` is Datasette's own."""
    if not header.isascii():  # which Datasette stumbles over
        return False
    try:
        cookies = SimpleCookie(header)
    except CookieError:
        return False
    if COOKIE not in cookies:
        return f"{COOKIE}=" not in header
    try:
        actor = datasette.unsign(cookies[COOKIE].value, "actor")["a"]
        user = known.users.get(actor["id"])
    except (BadSignature, LookupError, TypeError):
        return False
    return actor["id"] in users.TAKEN or (user is not None and user.actor == actor)


def may_review(actor: Mapping[str, Any] | None) -> bool:
    """Whether somebody may say what is right."""
    return bool(actor) and (actor or {}).get("role") in users.REVIEWERS


def is_admin(actor: Mapping[str, Any] | None) -> bool:
    """Whether somebody may see what each reviewer said."""
    return bool(actor) and (actor or {}).get("role") == users.Role.ADMIN
