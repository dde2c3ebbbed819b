"""Standard input: one page or text."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.config import Settings
from pipeline.sources import content
from pipeline.sources.refused import RefusedError
from pipeline.types import Failure, Origin, Page

NAME = "-"


def pages(settings: Settings, stream: BinaryIO | None = None) -> Iterator[Page | Failure]:
    """What comes in on standard input, up to its end, as one page."""
    body = (stream or sys.stdin.buffer).read(settings.max_bytes + 1)
    try:
        if len(body) > settings.max_bytes:
            raise content.too_large(settings.max_bytes)
        content.check(body)
    except RefusedError as refusal:
        yield Failure(NAME, "read", refusal.status, str(refusal))
        return
    yield Page(body, Origin(source=NAME, content_type=content.kind(body)))
