"""PDF: the text layer, as lines of text with a form feed between pages.

The file is read in a process of its own, so that one that is built to take for ever, or all memory, costs a run 20
seconds and no more. What a page of text is made of stands in `pdftext`.
"""

import json
import subprocess
import sys
from importlib.util import find_spec

from pipeline.config import Settings
from pipeline.sources import content
from pipeline.sources.refused import RefusedError
from pipeline.types import Origin, Page, Status, digest

TYPE = "application/pdf"
ORIGINAL = "claimtable-original"  # header that says what the text was made of
SECONDS = 20
READER = "pypdf"
INSTALL = "is a PDF: `pip install 'claimtable[pdf]'` reads those"


def page(packed: Page, settings: Settings) -> Page:
    """The text of a PDF; type, number of pages and digest of the file stand in the header `ORIGINAL`.

    Raises:
        RefusedError: it has no text, or can't be read.
    """
    if find_spec(READER) is None:
        raise RefusedError(Status.UNSUPPORTED_TYPE, INSTALL)
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "pipeline.sources.pdftext"],
            input=packed.body,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(
            Status.TIMEOUT, f"took longer than {SECONDS} s to read: give the article's pages alone"
        ) from error
    try:
        found = json.loads(child.stdout)
    except ValueError as error:  # it died: out of memory, or a bug of the library
        raise RefusedError(
            Status.CRASHED, "is a PDF that can't be read: print it to a new one and try again"
        ) from error
    if "reason" in found:
        raise RefusedError(Status(found["status"]), found["reason"])
    text = "\n\f\n".join(found["pages"])
    if not text.strip():
        raise RefusedError(Status.NO_TEXT, "is a PDF of pictures without text: run a text recognition over it first")
    body = text.encode("utf-8", "replace")
    if len(body) > settings.max_bytes:
        raise content.too_large(settings.max_bytes)
    note = f"{TYPE}; pages={len(found['pages'])}; digest={digest(packed.body)}"
    origin = packed.origin
    return Page(
        body,
        Origin(
            origin.source,
            origin.url,
            origin.retrieved,
            f"{content.TEXT}; charset=utf-8",
            (*origin.headers, (ORIGINAL, note)),
            origin.title,
            origin.published,
        ),
    )
