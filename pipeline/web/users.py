"""Who may log in: a file beside the database with names, roles and hashes. Neither passwords nor tokens stand in it.

It also holds the secret that signs logins, so that they outlive a restart; who can read the file can log in as anybody.
"""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from datasette_auth_passwords.utils import hash_password

from pipeline.errors import ConfigError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
TAKEN = frozenset({"root"})  # Datasette gives this name to who starts it with --root
SHORTEST = 10  # characters of a password
SECRET_BYTES = 32


class Role(StrEnum):
    """What a user may do; each may do what those before may."""

    READER = "reader"  # see the desk where it asks for a login
    REVIEWER = "reviewer"  # say what is right and what is wrong
    ADMIN = "admin"  # see what each reviewer said


REVIEWERS = (Role.REVIEWER, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class User:
    """One user; `token` is the SHA-256 of the token for scripts, "" where there is none."""

    name: str
    role: Role
    password: str
    token: str = ""

    @property
    def actor(self) -> dict[str, str]:
        """The user as Datasette knows it; another one as soon as the role or the password changes."""
        return {"id": self.name, "role": str(self.role), "key": digest(self.password)[:12]}


@dataclass(frozen=True, slots=True)
class Users:
    """All users of a desk, by name, and the secret that signs their logins."""

    secret: str = ""
    users: Mapping[str, User] = field(default_factory=dict)

    def with_user(self, name: str, role: Role, password: str) -> "Users":
        """A new user, or an old one with another role and password and no token.

        Raises:
            ConfigError: the name or the password can't be taken.
        """
        if not NAME.fullmatch(name) or name in TAKEN:
            raise ConfigError(f"{name}: not a name for a user: up to 40 letters, digits, dots and dashes, not `root`")
        if len(password) < SHORTEST:
            raise ConfigError(f"the password is too short: take at least {SHORTEST} characters")
        return self._with(User(name, role, hash_password(password)))

    def with_token(self, name: str) -> tuple["Users", str]:
        """Another token for a user, and its text, which is kept nowhere.

        Raises:
            ConfigError: there is no such user.
        """
        user, token = self.named(name), secrets.token_urlsafe(SECRET_BYTES)
        return self._with(User(user.name, user.role, user.password, digest(token))), token

    def without(self, name: str) -> "Users":
        """All but one.

        Raises:
            ConfigError: there is no such user.
        """
        self.named(name)
        return Users(self.secret, {each: user for each, user in self.users.items() if each != name})

    def named(self, name: str) -> User:
        """The user of this name.

        Raises:
            ConfigError: there is none.
        """
        if name not in self.users:
            raise ConfigError(f"{name}: no such user: `claimtable user list` lists them")
        return self.users[name]

    def _with(self, user: User) -> "Users":
        return Users(self.secret or secrets.token_hex(SECRET_BYTES), {**self.users, user.name: user})


def digest(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def file_of(database: Path) -> Path:
    """The file with the users of a database."""
    return database.with_name(f"{database.name}.users")


def load(database: Path) -> Users:
    """The users of a database; none where there is no file.

    Raises:
        ConfigError: the file can't be read, is none of ours, or others may read it too.
    """
    path = file_of(database)
    try:
        stat = path.stat()
    except OSError:
        return Users()
    if stat.st_mode & 0o077:
        raise ConfigError(f"{path}: others can read it: close it with `chmod 600`")
    return _read(path, stat.st_mtime_ns, stat.st_ino)


@lru_cache(maxsize=16)
def _read(path: Path, changed: int, node: int) -> Users:  # noqa: ARG001 - both make the memory forget a changed file
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        users = [User(**{**each, "role": Role(each["role"])}) for each in found["users"]]
        return Users(str(found["secret"]), {user.name: user for user in users})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ConfigError(f"{path}: can't be read as a list of users: remove it and add them anew") from error


def save(database: Path, users: Users) -> None:
    """Write the file, for nobody else to read, whole or not at all.

    Raises:
        ConfigError: the folder can't be written.
    """
    path = file_of(database)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    text = json.dumps({"secret": users.secret, "users": [asdict(user) for user in users.users.values()]}, indent=1)
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise ConfigError(
            f"{path}: can't be written ({error.strerror}): change the permissions of its folder"
        ) from error
