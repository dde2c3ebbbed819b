"""Small articles of our own, and stand-ins for the stages, so that storage is tested without spaCy and trafilatura."""

import re
from contextlib import contextmanager

from pipeline import types as t
from pipeline.store.write import Store

NAMES = {"AUS": "Australia", "CHL": "Chile", "CHN": "China", "EU": "European Union"}
RULES = "0" * 64

LITHIUM = """\
Chile holds 33.3 percent of the world's lithium reserves, the mine owners' league said.
The league counts brine and rock alike.
The European Union gets 70 percent of its lithium from Chile."""

MAGNETS = """\
China and Australia together make 85.5 percent of all magnets.
Europe "buys, and buys", said nobody."""


def page(text, source="corpus/lithium.html", url="https://news.example/lithium", **origin):
    origin = {"content_type": "text/html", "retrieved": "2026-01-02T03:04:05+00:00"} | origin
    return t.Page(text.encode("utf-8", "surrogatepass"), t.Origin(source=source, url=url, **origin))


def share(text, quote, **slots):
    """A share claim whose evidence is the first place of `quote` in the text."""
    start = text.index(quote)
    span = t.Span(start, start + len(quote))
    slots = {"countries": ("CHL",), "commodity": "lithium", "stage": t.Stage.RESERVES, "share_low": 33.3} | slots
    return t.Share(evidence=t.Evidence(span, "share.of", (t.SlotSpan("share", span),)), **slots)


class Extractor:
    """A line with "N percent" is a share of those of our countries that it names; one that says "counts" is a miss."""

    rules_digest = RULES

    def extract(self, document):
        if "explode" in document.text:
            raise RuntimeError("the extractor tripped\nover a sentence")
        claims, misses = [], []
        for found in re.finditer(r"[^\n]+", document.text):
            span = t.Span(found.start(), found.end())
            if figure := re.search(r"([\d.]+) percent", found[0]):
                codes = tuple(
                    code for code, name in NAMES.items() if name in found[0] and f"from {name}" not in found[0]
                )
                partner = next((code for code, name in NAMES.items() if f"from {name}" in found[0]), "")
                number = float(figure[1])
                evidence = t.Evidence(span, "share.of", (t.SlotSpan("share", span),))
                claims.append(
                    t.Share(
                        evidence=evidence,
                        countries=codes,
                        partner=partner,
                        commodity="lithium",
                        share_low=number,
                        share_high=number,
                        attribution="the mine owners' league" if "league said" in found[0] else "",
                    )
                )
            elif "counts" in found[0]:
                misses.append(t.Miss(span, span, "no figure"))
        return t.Extraction(tuple(claims), tuple(misses))


def clean(page):
    """The whole body is the text, under a fixed headline."""
    text = page.body.decode("utf-8", "surrogatepass")
    if text.startswith("drop"):
        return t.Dropped(t.Status.NO_TEXT, "holds no article text")
    if text.startswith("trip"):
        raise ValueError("the cleaner tripped")
    status = t.Status.UNSUPPORTED_LANGUAGE if text.startswith("Bonjour") else t.Status.OK
    return t.Article(
        text,
        title="On lithium",
        authors=("A. Writer", "B. Writer"),
        site="news.example",
        url=page.origin.url,
        published="2026-01-02T10:00:00+00:00",
        language="fr" if status is not t.Status.OK else "en",
        status=status,
        blocks=tuple(t.Block(t.Span(m.start(), m.end())) for m in re.finditer(r"[^\n]+", text)),
        removed=(t.Removed("Read more", "teaser"),),
    )


@contextmanager
def stored(path, *texts):
    """A database with one article a text, open for writing."""
    with Store(path, NAMES) as store:
        run = store.start_run("ingest", RULES)
        for number, text in enumerate(texts):
            source = page(text, source=f"corpus/{number}.html", url=f"https://news.example/{number}")
            article = clean(source)
            store.save(source, article, Extractor().extract(article.document), run)
        yield store


class Workers(Extractor):
    """The stages above in this very process, as `pipeline.workers.pool.Workers` gives them."""

    def __init__(self, *_limits):
        self.clean = clean

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    @staticmethod
    def ahead(found, _wanted):
        yield from found
