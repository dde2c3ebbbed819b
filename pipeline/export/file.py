"""Files that are written whole or not at all: beside their place first, then in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import StoreError


@contextmanager
def replacing(path: Path, instead: str = "name another file with -o") -> Iterator[BinaryIO]:
    """A file to write to, which stands in its place when the block ends without an error.

    Args:
        path: the file; what was there is left as it was until then. A pipe or a device is written to as it is.
        instead: what to do when it can't be written.

    Raises:
        StoreError: the folder is missing, can't be written, or the disk is full.
    """
    whole = path.is_file() or not path.exists()  # a pipe or a device has no place to put a file in
    target = path.resolve() if whole else path
    beside = target.with_name(f".{target.name}.{os.getpid()}.part") if whole else target
    try:
        with beside.open("wb") as file:
            yield file
            if whole:
                file.flush()
                os.fsync(file.fileno())
        if whole:
            beside.replace(target)
            sync_folder(target.parent)
    except OSError as error:
        raise StoreError(f"{path}: can't be written ({error.strerror or error}): {instead}") from error
    finally:
        if whole:
            with suppress(OSError):
                beside.unlink()  # gone already when all went well


def sync_folder(folder: Path) -> None:
    """Make sure that a new name in a folder outlasts a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
