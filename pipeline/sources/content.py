"""What bytes are: empty, binary, a web page or text; and decompression that can't blow up."""

import json
import re
import zlib

from pipeline.sources.refused import RefusedError
from pipeline.types import Status

HTML = "text/html"
TEXT = "text/plain"
PDF = b"%PDF-"  # how one starts
CHUNK = 64 * 1024  # bytes taken or made at once

# what stands at the start of a file that is no text -> its name for the reader
MAGIC = (
    (b"PK\x03\x04", "a zip or office file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip file within another"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"{\\rtf", "an RTF file"),
)
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # UTF-16 and UTF-32 text has NUL bytes by right
SPACE = b" \t\r\n\f\v\0\xef\xbb\xbf\xfe\xff"  # byte-order marks and what else shows nothing

_HTML = re.compile(
    rb"<(?:!doctype\s+html|\?xml|html|head|body|article|main|div|p|h[1-6]|table|section|meta|title|script|!--)[\s>/-]",
    re.IGNORECASE,
)


def check(body: bytes) -> None:
    """Refuse what no article can be read from.

    Raises:
        RefusedError: the bytes are empty, blank, binary or JSON.
    """
    if not body.strip(SPACE):
        raise RefusedError(Status.EMPTY, "is empty: save the article's text or page and try again")
    if body.startswith(PDF):
        return  # whether it can be read is seen when it is opened
    if name := binary(body):
        raise RefusedError(Status.UNSUPPORTED_TYPE, f"is {name}, not a page, text or PDF: save it as HTML or text")
    if is_json(body):
        raise RefusedError(Status.UNSUPPORTED_TYPE, "is JSON, not a page or text: give a page, a text or a .jsonl file")


def binary(body: bytes) -> str:
    """What kind of binary the bytes are, empty for text."""
    for mark, name in MAGIC:
        if body.startswith(mark):
            return name
    if body[:1024].count(0) and not body.startswith(WIDE_MARKS) and not _wide(body[:1024]):
        return "binary"
    return ""


def _wide(head: bytes) -> bool:
    """Whether NUL bytes stand as in UTF-16 text without a mark: nearly all even places, or nearly all odd ones."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > 0.4 * len(head) and min(even, odd) < 0.02 * len(head)


def is_json(body: bytes) -> bool:
    """Whether the whole is one JSON object or array."""
    if body.lstrip(SPACE)[:1] not in {b"{", b"["}:
        return False
    try:
        json.loads(body.strip(SPACE))
    except (ValueError, RecursionError):
        return False
    return True


def kind(body: bytes) -> str:
    """Media type by looking: HTML when a tag of a page stands near the start."""
    head = body[:4096].replace(b"\0", b"")  # UTF-16 reads as ASCII then
    return HTML if _HTML.search(head) else TEXT


class Inflater:
    """Decompresses gzip or deflate bytes as they come, never holding more than the cap.

    Args:
        max_bytes: how many bytes may come out in all.
        raw: whether the bytes are bare deflate, without a zlib header.
    """

    def __init__(self, max_bytes: int, *, raw: bool = False) -> None:
        self._bits = -zlib.MAX_WBITS if raw else zlib.MAX_WBITS + 32  # +32: gzip or zlib, by the header
        self._stream = zlib.decompressobj(self._bits)
        self._max = max_bytes
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> None:
        """Take some compressed bytes.

        Raises:
            RefusedError: they are corrupt, or more comes out than allowed.
        """
        while data:
            if self._stream.eof:
                if not data.strip(b"\0"):
                    return  # padding after the last member
                self._stream = zlib.decompressobj(self._bits)
            try:
                self._keep(self._stream.decompress(data, CHUNK))
            except zlib.error as error:
                raise RefusedError(
                    Status.READ_ERROR, "is damaged: its compression can't be undone; get it again"
                ) from error
            data = self._stream.unconsumed_tail or self._stream.unused_data

    def finish(self) -> bytes:
        """All that came out.

        Raises:
            RefusedError: the compressed data breaks off.
        """
        self._keep(self._stream.flush())  # a few kilobytes at most: its input is used up
        if not self._stream.eof:
            raise RefusedError(Status.READ_ERROR, "breaks off: its compression has no end; get it again")
        return self.so_far()

    def so_far(self) -> bytes:
        """What came out until now."""
        return b"".join(self._parts)

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._max:
            raise too_large(self._max)
        self._parts.append(part)


def too_large(max_bytes: int) -> RefusedError:
    """The refusal of something bigger than the cap."""
    return RefusedError(Status.TOO_LARGE, f"is larger than {max_bytes:,} bytes: save the article alone and try again")
