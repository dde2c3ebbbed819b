"""What a query gave, kept until the database file changes: counts over a whole table are asked once."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.database import QueryInterrupted

if TYPE_CHECKING:
    from datasette.database import Database

Rows = list[dict[str, Any]]
State = tuple[tuple[int, int], ...]

KEPT = 500  # answers; those used longest ago are dropped first


class Memory:
    """Answers by database, statement and parameters, each with the state of the file that it was read from."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._answers: OrderedDict[str, tuple[State, Rows]] = OrderedDict()

    async def rows(self, base: "Database", sql: str, params: Mapping[str, object] | None = None) -> Rows:
        """The rows; none when Datasette's time limit cuts the query short: a page without a count beats none."""
        key = hashlib.sha256(json.dumps([base.path, sql, params], default=str).encode()).hexdigest()
        state = state_of(Path(base.path))
        known = self._answers.get(key)
        if known and known[0] == state:
            self._answers.move_to_end(key)
            return known[1]
        try:
            found = await rows(base, sql, params)
        except QueryInterrupted:
            return []
        self._answers[key] = (state, found)
        while len(self._answers) > self._kept:
            self._answers.popitem(last=False)
        return found


def state_of(path: Path) -> State:
    """Size and time of change of the database and of its write-ahead log: whoever writes changes one of them."""
    found = []
    for each in (path, path.with_name(f"{path.name}-wal")):
        try:
            stat = each.stat()
        except OSError:
            continue
        found.append((stat.st_mtime_ns, stat.st_size))
    return tuple(found)


async def rows(base: "Database", sql: str, params: Mapping[str, object] | None = None) -> Rows:
    """The rows as dictionaries, read now."""
    return [dict(row) for row in (await base.execute(sql, params or {})).rows]


shared = Memory()
