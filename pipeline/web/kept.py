"""The kept copy of a page: what the site sent, shown as text and never as a page."""

import asyncio
import zlib
from contextlib import closing
from dataclasses import dataclass
from email.message import Message as Header
from pathlib import Path

from pipeline.store.database import open_reader

LONGEST = 400_000  # characters shown; pages are shorter, and the rest is no use to a reader


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes that a site sent, as text."""

    digest: str
    url: str
    retrieved: str  # ISO time
    content_type: str
    size: int  # bytes
    text: str  # "" where they are no text
    is_cut: bool


async def copy(path: Path, digest: str) -> Copy | None:
    """The kept copy with this digest; None when there is none."""
    return await asyncio.to_thread(_read, path, digest)


def _read(path: Path, digest: str) -> Copy | None:
    # on a connection of our own: on those of Datasette the column reads as null
    with closing(open_reader(path)) as connection:
        row = connection.execute("SELECT * FROM originals WHERE digest = ?", (digest,)).fetchone()
    if row is None:
        return None
    body = zlib.decompress(row["body"])
    text = "" if b"\0" in body[:1000] or body.startswith(b"%PDF") else _decoded(body, row["content_type"])
    return Copy(
        digest,
        row["url"],
        row["retrieved"],
        row["content_type"],
        row["bytes"],
        text[:LONGEST],
        len(text) > LONGEST,
    )


def _decoded(body: bytes, content_type: str) -> str:
    header = Header()
    header["content-type"] = content_type or "text/plain"
    try:
        return body.decode(header.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
