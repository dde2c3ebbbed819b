"""JSON Lines: an article a line, `{"url", "title", "date", "text" or "html"}`."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pipeline.config import Settings
from pipeline.sources import content, file
from pipeline.sources.refused import RefusedError
from pipeline.types import Failure, Origin, Page, Status

SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


def pages(name: str, settings: Settings) -> Iterator[Page | Failure]:
    """The article of each line, one by one; a bad line is a failure of its own. Sources are named `file:line`."""
    path = Path(name)
    source = file.shown(path)
    found = False
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as lines:
            for number, line in enumerate(capped(lines, 2 * settings.max_bytes), 1):
                if line.strip():
                    found = True
                    yield parse(line, f"{source}:{number}", settings)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield Failure(source, file.STAGE, Status.READ_ERROR, "is a damaged gzip file: get it again")
    except OSError as error:
        yield Failure(source, file.STAGE, Status.READ_ERROR, file.reason(error))
    else:
        if not found:
            yield Failure(source, file.STAGE, Status.EMPTY, "is empty: put one JSON object with text or html on a line")


def capped(stream: BinaryIO | gzip.GzipFile, most: int) -> Iterator[bytes]:
    """The lines of a stream, each cut after `most` bytes, so that one without an end can't fill the memory."""
    while line := stream.readline(most):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(most)
        yield line


def parse(line: bytes, source: str, settings: Settings) -> Page | Failure:
    """The article of one line."""
    try:
        if len(line) >= 2 * settings.max_bytes:
            raise content.too_large(settings.max_bytes)
        origin, body = record(line, source)
        if len(body) > settings.max_bytes:
            raise content.too_large(settings.max_bytes)
        content.check(body)
    except RefusedError as refusal:
        return Failure(source, file.STAGE, refusal.status, str(refusal))
    return Page(body, origin)


def record(line: bytes, source: str) -> tuple[Origin, bytes]:
    """Origin and bytes of one line.

    Raises:
        RefusedError: it is no JSON object with a text, or a field has the wrong type.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RefusedError(Status.READ_ERROR, "is not JSON: write one JSON object a line") from error
    if not isinstance(row, dict):
        raise RefusedError(Status.READ_ERROR, 'is no JSON object: write {"text": ...} on each line')
    for field in ("url", "title", "date", "text", "html"):
        if not isinstance(row.get(field) or "", str):
            raise RefusedError(Status.READ_ERROR, f"has a {field} that is no string: put it in quotes")
    words = row.get("html") or row.get("text")
    if not words:
        raise RefusedError(Status.EMPTY, 'has no article: give it a "text" or an "html" field')
    origin = Origin(
        source=source,
        url=row.get("url") or "",
        content_type=f"{content.HTML if row.get('html') else content.TEXT}; charset=utf-8",
        title=row.get("title") or "",
        published=row.get("date") or "",
    )
    return origin, words.encode("utf-8", "replace")
