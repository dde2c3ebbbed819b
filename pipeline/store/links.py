"""Links into a live page: a text fragment makes the browser scroll to the quote and mark it.

https://wicg.github.io/scroll-to-text-fragment/
"""

import re
from urllib.parse import quote, urlsplit

LONG = 100  # code points; a longer quote is named by its first and last words, which survives small edits of the page
WORDS = 5  # on each side

# what parts the cells of a table row: on the page they are separate blocks, and an exact match never crosses a block
_BLOCKS = re.compile(r"\s*(?:[\n\t]|\s\|\s)\s*")
_EDGES = re.compile(r"^\W+|\W+$")


def _encoded(words: str) -> str:
    """Percent-encoded, "-" and "," and "&" too because they mean something in a fragment; edge punctuation is left out.

    Typographic quotes and full stops at the edge are what cleaning and page edits change most.
    """
    return quote(_EDGES.sub("", words), safe="").replace("-", "%2D")


def source_link(url: str, words: str) -> str:
    """The address that opens the page at these words; "" when the page has no http address."""
    if urlsplit(url).scheme not in {"http", "https"}:
        return ""
    pieces = [piece for piece in _BLOCKS.split(words) if _encoded(piece)]
    if not pieces:
        return url
    tokens = " ".join(pieces).split()
    if len(pieces) > 1:
        ends = [" ".join(pieces[0].split()[:WORDS]), " ".join(pieces[-1].split()[-WORDS:])]
    elif len(words) > LONG and len(tokens) > 2 * WORDS:
        ends = [" ".join(tokens[:WORDS]), " ".join(tokens[-WORDS:])]
    else:
        ends = [" ".join(tokens)]
    base, _, fragment = url.partition("#")
    own = fragment.partition(":~:")[0]
    return f"{base}#{own}:~:text={','.join(map(_encoded, ends))}"
