"""A copy of the database while others use it."""

from contextlib import closing
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.store.database import copy, explained, open_as_it_is


def backup(source: Path, target: Path, *, overwrite: bool = False) -> None:
    """Copy a database of any version of ours, as it is at this moment.

    Raises:
        StoreError: the source can't be read, or the target is there already, is in use, or can't be written.
    """
    if target.exists():
        if target.is_dir() or target.samefile(source):
            raise StoreError(
                f"{target}: is {'a folder' if target.is_dir() else 'the database itself'}: name another file"
            )
        if not overwrite:
            raise StoreError(f"{target}: is there already: name another file, or add --overwrite")
    if target.with_name(f"{target.name}-wal").exists():
        raise StoreError(f"{target}: is a database in use, with a log beside it: name another file")
    connection, _ = open_as_it_is(source)
    with closing(connection), explained(source):
        copy(connection, target)
