"""Pages within other files: PDF, web archives (MHTML)."""

from pipeline.config import Settings
from pipeline.sources import content, mhtml, pdf
from pipeline.sources.refused import RefusedError
from pipeline.types import Failure, Page


def opened(page: Page, settings: Settings) -> Page | Failure:
    """The page that is read: the text of a PDF, the HTML of a web archive, any other as it is."""
    try:
        if page.body.startswith(content.PDF):
            return pdf.page(page, settings)
        if page.origin.content_type == mhtml.TYPE:
            return mhtml.page(page)
    except RefusedError as refusal:
        return Failure(page.origin.source, "read", refusal.status, str(refusal))
    return page
