"""A web page: tree, body, line rules, metadata, verdict."""

from pipeline.clean import agency, apply, authors, body, language, lines, metadata, raw, tables, tree, verdict
from pipeline.clean.rules import Input
from pipeline.types import Article, Dropped, Origin, Removed


def clean(text: str, origin: Origin) -> Article | Dropped:
    """The article of a web page."""
    parsed = tree.parse(text)
    if parsed is None:
        return verdict.NO_TEXT
    known = metadata.read(parsed, origin)
    grids = tables.take(parsed)
    found = body.lines(parsed, known.url)
    if not found:
        return verdict.NO_TEXT
    runs = raw.runs(parsed)
    found = raw.place(raw.missed(found, runs), runs)
    found = tables.put_back(found, grids, runs)
    kept, removed = apply.rules(found, Input.HTML, known.titles)
    if not kept:
        return verdict.NO_TEXT
    if refused := verdict.refuse(found, kept, known):
        return refused
    persons = authors.named(kept[0].text, known.authors, known.site)
    if persons and len(kept) > 1:
        removed.append(Removed(kept.pop(0).text, "byline"))
    whole, blocks = lines.assemble(kept)
    article = Article(
        whole,
        known.title,
        persons or known.authors,
        known.site,
        known.url,
        known.published,
        known.updated,
        language.detect(whole, known.language),
        known.section,
        agency=agency.find(kept[0].text, kept[-1].text, known.authors),
        blocks=blocks,
        removed=tuple(removed),
    )
    return verdict.by_kind(article, known)
