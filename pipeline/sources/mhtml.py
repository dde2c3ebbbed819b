"""Web archives (.mhtml, .mht): a page as a browser saves it, with all its parts in one file."""

import email
from dataclasses import replace
from datetime import UTC
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

from pipeline.sources import content
from pipeline.sources.refused import RefusedError
from pipeline.types import Origin, Page, Status

TYPE = "multipart/related"
MAX_DEPTH = 5  # of parts within parts; browsers write one, mail programs two or three


def page(packed: Page) -> Page:
    """The HTML of a web archive; its address and the time of saving are those that the browser noted.

    Raises:
        RefusedError: there is no page in it.
    """
    try:
        archive = email.message_from_bytes(packed.body, policy=default)
        if "Content-Type" not in archive:  # another kind of file with this name
            return Page(packed.body, replace(packed.origin, content_type=content.kind(packed.body)))
        found = _main(archive)
        body = found.get_payload(decode=True)
        url = str(found.get("Content-Location") or archive.get("Snapshot-Content-Location") or "").strip()
        charset = found.get_content_charset("")
        kind = found.get_content_type()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise RefusedError(Status.PARSE_ERROR, "is a damaged web archive: save the page again, as HTML") from error
    if not isinstance(body, bytes):
        raise RefusedError(Status.NO_TEXT, "is a web archive without a page: save the page again, as HTML")
    content.check(body)
    origin = Origin(
        source=packed.origin.source,
        url=url if url.lower().startswith(("http://", "https://")) else "",
        retrieved=_saved(archive),
        content_type=f"{kind}; charset={charset}" if charset else kind,
    )
    return Page(body, origin)


def _parts(message: EmailMessage, depth: int = 0) -> list[EmailMessage]:
    """The parts that hold no others, in order."""
    if not message.is_multipart():
        return [message]
    if depth >= MAX_DEPTH:
        return []
    return [each for part in message.iter_parts() if isinstance(part, EmailMessage) for each in _parts(part, depth + 1)]


def _main(archive: EmailMessage) -> EmailMessage:
    """The part that the archive calls its start, else the first that is a page, else the first text.

    Raises:
        RefusedError: there is none of these.
    """
    parts = _parts(archive)
    start = archive.get_param("start")
    named = [part for part in parts if start and str(part.get("Content-ID", "")) == str(start)]
    for kind in (content.HTML, "application/xhtml+xml", content.TEXT):
        for part in (*named, *parts):
            if part.get_content_type() == kind:
                return part
    raise RefusedError(Status.NO_TEXT, "is a web archive without a page: save the page again, as HTML")


def _saved(archive: EmailMessage) -> str:
    """When the page was saved, in ISO 8601 UTC; empty when the archive doesn't say."""
    try:
        saved = parsedate_to_datetime(str(archive.get("Date", "")))
        return saved.astimezone(UTC).isoformat(timespec="seconds") if saved.tzinfo else ""
    except (ValueError, TypeError, OverflowError):
        return ""
