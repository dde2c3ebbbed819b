"""Facts on request: worked out now where claims wait, as after an upgrade, a verdict or a run that was cut short."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.facts import reference, refresh
from pipeline.store.read import reading
from pipeline.store.write import Store


def bring(path: Path, names: Mapping[str, str]) -> bool:
    """Bring the facts of a database up to date, if it can be written now; gives whether they are.

    Args:
        path: the database.
        names: code -> display name of every country and bloc.

    Raises:
        StoreError: there is no such database, or it is not ours, newer, or can't be read.
    """
    if not _waiting(path):
        return True
    with suppress(StoreError), Store(path, names) as store:  # read-only, or another process writes: it does this later
        refresh.catch_up(store.transaction)
    return not _waiting(path)


def _waiting(path: Path) -> bool:
    with reading(path) as connection:
        return refresh.waiting(connection) or not reference.shipped(connection)
