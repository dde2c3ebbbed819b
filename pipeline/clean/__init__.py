"""Page -> Article | Dropped: the text of the article, its structure and metadata, and what was taken out."""

from pipeline.clean import decode, mojibake, verdict
from pipeline.types import Article, Dropped, Page


def clean(page: Page) -> Article | Dropped:
    """Clean one page: HTML by trafilatura and our line rules, anything else as pasted text.

    Never raises on bad input; a page that is no article comes back as `Dropped` with its status.
    """
    if not page.body.strip():
        return verdict.EMPTY
    if decode.is_binary(page.body, page.origin):
        return verdict.BINARY
    text = mojibake.repair(decode.decode(page.body, page.origin))
    if decode.is_html(text, page.origin):
        from pipeline.clean import html  # noqa: PLC0415 - brings trafilatura, which takes 0.3 s to import

        return html.clean(text, page.origin)
    from pipeline.clean import pasted  # noqa: PLC0415 - not needed for a folder of web pages

    return pasted.clean(text, page.origin)
