"""Web pages of our own for the cleaner's tests."""

from types import SimpleNamespace

import pytest

from pipeline.clean import clean
from pipeline.types import Article, Origin, Page

PROSE = (
    "The northern mine shipped its first cargo of nickel ore on Tuesday, eleven weeks later than planned.",
    "Engineers had to rebuild a bridge that a flood in spring had carried away, the company said in a short statement.",
    "Output is to reach 40,000 tonnes this year, which would make the site the third largest in the province.",
    "Buyers in three countries have signed contracts for most of it, according to people who have seen the papers.",
    "The regional government, which holds a tenth of the shares, plans to spend its part on roads and schools.",
)


def page(*parts, head="", title="Nickel mine ships its first cargo", attributes=' lang="en"', after=""):
    """A small but complete news page around these pieces of HTML; texts become paragraphs."""
    body = "\n".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return f"""<!DOCTYPE html><html{attributes}><head><meta charset="utf-8"><title>{title} | The Ledger</title>
<meta property="og:site_name" content="The Ledger"><meta property="og:type" content="article">{head}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/mining">Mining</a></li></ul></nav>
<main><article><h1>{title}</h1><div class="story">{body}</div></article></main>{after}
<footer><p>Copyright The Ledger</p></footer></body></html>"""


def cleaned(html, **origin):
    """The article of a page given as text or bytes."""
    data = html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass")
    return clean(Page(data, Origin(**{"source": "page.html", **origin})))


def article(html, **origin):
    """The same, which must be an article whose blocks are its lines."""
    found = cleaned(html, **origin)
    assert isinstance(found, Article), found
    assert "\n".join(block.span.of(found.text) for block in found.blocks) == found.text
    for block in found.blocks:
        for cell in block.cells:
            assert block.span.contains(cell.span)
    return found


@pytest.fixture(scope="session")
def web():
    """`page` builds a news page, `cleaned` and `article` clean it, `prose` fills it."""
    return SimpleNamespace(page=page, cleaned=cleaned, article=article, prose=PROSE)
