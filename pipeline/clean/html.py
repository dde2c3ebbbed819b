"""A web page: tree, body, line rules, metadata, verdict."""

from pipeline.clean import apply, body, language, lines, metadata, tree, verdict
from pipeline.clean.rules import Input
from pipeline.types import Article, Dropped, Origin


def clean(text: str, origin: Origin) -> Article | Dropped:
    """The article of a web page."""
    parsed = tree.parse(text)
    if parsed is None:
        return verdict.NO_TEXT
    known = metadata.read(parsed, origin)
    found = body.lines(parsed, known.url)
    if not found:
        return verdict.NO_TEXT
    kept, removed = apply.rules(found, Input.HTML, known.titles)
    if not kept:
        return verdict.NO_TEXT
    whole, blocks = lines.assemble(kept)
    article = Article(
        whole,
        known.title,
        known.authors,
        known.site,
        known.url,
        known.published,
        known.updated,
        language.detect(whole, known.language),
        known.section,
        blocks=blocks,
        removed=tuple(removed),
    )
    return verdict.judge(article)
