"""Files and directories."""

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.config import Settings
from pipeline.sources import content, mhtml, pdf
from pipeline.sources.refused import RefusedError
from pipeline.types import Failure, Origin, Page, Status

STAGE = "read"
# what counts as an article in a directory, each also with .gz -> its media type
TYPES = {
    ".html": content.HTML,
    ".htm": content.HTML,
    ".mhtml": mhtml.TYPE,
    ".mht": mhtml.TYPE,
    ".pdf": pdf.TYPE,
    ".txt": content.TEXT,
    ".md": "text/markdown",
}
SHOWN = ".html, .htm, .mhtml, .pdf, .txt or .md"


def pages(name: str, settings: Settings) -> Iterator[Page | Failure]:
    """The page in a file, or all pages below a directory, sorted by path."""
    path = Path(name)
    if not _is(Path.is_dir, path):
        yield read(path, settings)
        return
    found = False
    for child in walk(path):
        found = True
        yield child if isinstance(child, Failure) else read(child, settings)
    if not found:
        yield Failure(shown(path), STAGE, Status.EMPTY, f"holds no {SHOWN} file: name another directory")


def walk(folder: Path) -> Iterator[Path | Failure]:
    """Article files below a directory; hidden ones, READMEs and whatever is no page or text are left out."""
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            path = Path(parent) / name
            if (
                not name.startswith(".")
                and media_type(path)
                and plain(path).stem.lower() != "readme"
                and _is(Path.is_file, path)
            ):
                yield path
    for error in sorted(closed, key=lambda each: str(each.filename)):
        yield Failure(shown(Path(error.filename)), STAGE, Status.READ_ERROR, reason(error))


def _is(what: Callable[[Path], bool], path: Path) -> bool:
    """`Path.is_dir` or `is_file`, false too when the system won't say (no permission, name too long)."""
    try:
        return what(path)
    except OSError:
        return False


def read(path: Path, settings: Settings) -> Page | Failure:
    """The page in one file."""
    try:
        body = load(path, settings.max_bytes)
        content.check(body)
    except RefusedError as refusal:
        return Failure(shown(path), STAGE, refusal.status, str(refusal))
    except OSError as error:
        return Failure(shown(path), STAGE, Status.READ_ERROR, reason(error))
    return Page(body, Origin(source=shown(path), content_type=media_type(path) or content.kind(body)))


def load(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file, decompressed when its name ends in .gz.

    Raises:
        RefusedError: they are more than `max_bytes`, or badly compressed.
        OSError: the file can't be read.
    """
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            body = stream.read(max_bytes + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise RefusedError(Status.READ_ERROR, "is a damaged gzip file: get it again") from error
    if len(body) > max_bytes:
        raise content.too_large(max_bytes)
    return body


def plain(path: Path) -> Path:
    """The path without .gz."""
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path


def media_type(path: Path) -> str:
    """Media type by the file's name, empty when the name doesn't tell."""
    return TYPES.get(plain(path).suffix.lower(), "")


def shown(path: Path) -> str:
    """The path as text that can be stored: names that are no UTF-8 get replacement characters."""
    return os.fsencode(path).decode("utf-8", "replace")


def reason(error: OSError) -> str:
    """What went wrong with a file, and what to do."""
    if isinstance(error, FileNotFoundError):
        return "no such file or directory: check the path (a link starts with http:// or https://)"
    if isinstance(error, PermissionError):
        return "may not be read: change its permissions"
    return f"can't be read ({error.strerror or error}): check the file and its disk"
