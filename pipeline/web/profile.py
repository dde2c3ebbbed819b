"""The two ways a desk is served: for oneself with SQL, or for the public with ready queries only."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.web.asgi import Message

if TYPE_CHECKING:
    from datasette.app import Datasette

PLUGIN = "claimtable"
LOGIN = "/-/login"
IN_MEMORY = ":memory:"

# closed to everybody: configuration with what plugins were told, and a form that hashes passwords with inline script
NEVER = re.compile(r"/-/(?:metadata|password-tool)\b")
# what the public may ask of Datasette's own pages: style sheets and scripts
PUBLIC = re.compile(r"/-/static(?:-plugins)?/")


@dataclass(frozen=True, slots=True)
class Profile:
    """How a desk is served."""

    is_public: bool = False
    hosts: frozenset[str] = frozenset()  # names it may be called by, besides those of this machine
    wrong: str = IN_MEMORY  # file that wrong passwords are counted in

    def closes(self, path: str) -> bool:
        """Whether nobody gets an answer at this path."""
        if NEVER.match(path):
            return True
        return self.is_public and path.startswith("/-/") and not PUBLIC.match(path)


def of(datasette: "Datasette") -> Profile:
    """The profile that the configuration asks for; for oneself where it asks for none."""
    config = datasette.plugin_config(PLUGIN) or {}
    hosts = frozenset(str(host).lower() for host in config.get("hosts") or ())
    return Profile(bool(config.get("public")), hosts, str(config.get("wrong") or IN_MEMORY))


def is_login(scope: Message) -> bool:
    """Whether somebody tries a password."""
    return bool(scope["method"] == "POST" and scope["path"] == LOGIN)
