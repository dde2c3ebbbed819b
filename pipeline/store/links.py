"""Links into a live page: a text fragment makes the browser scroll to the quote and mark it.

https://wicg.github.io/scroll-to-text-fragment/
"""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from pipeline.types import Span

LONG = 100  # code points; a longer quote is named by its first and last words, which survives small edits of the page
WORDS = 5  # on each side
CONTEXT = (3, 5, 8)  # words beside the quote that tell it from its doubles, as few as will do

# what parts the cells of a table row: on the page they are separate blocks, and an exact match never crosses a block
_BLOCKS = re.compile(r"\s*(?:[\n\t]|\s\|\s)\s*")
_PARTED = re.compile(r"[\n\t|]")  # without one of these nothing is parted
_WORD = re.compile(r"\w")


def source_link(url: str, text: str, span: Span, title: str = "", page: int = 0) -> str:
    """The address that opens the page at `text[span]`, a PDF at its `page`; "" when the page has no http address.

    Words that stand elsewhere too, in the text or in the headline, are told apart by those before and after them: a
    browser marks the first place that fits.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        return ""
    if page:
        return f"{url.partition('#')[0]}#page={page}"
    ends = _ends(span.of(text))
    if not ends:
        return url
    base, _, fragment = url.partition("#")
    own = fragment.partition(":~:")[0]
    before, after = _context(text, span, ends, title)
    parts = ([f"{_encoded(before)}-"] if before else []) + [_encoded(end) for end in ends]
    return f"{base}#{own}:~:text={','.join(parts + ([f'-{_encoded(after)}'] if after else []))}"


def _ends(words: str) -> list[str]:
    """The first and the last words of a quote, or all of a short one; without punctuation at the edges.

    Typographic quotes and full stops at the edge are what cleaning and page edits change most.
    """
    pieces = [piece for piece in _pieces(words) if _WORD.search(piece)]
    if not pieces:
        return []
    tokens = " ".join(pieces).split()
    if len(pieces) > 1:
        ends = [" ".join(pieces[0].split()[:WORDS]), " ".join(pieces[-1].split()[-WORDS:])]
    elif len(words) > LONG and len(tokens) > 2 * WORDS:
        ends = [" ".join(tokens[:WORDS]), " ".join(tokens[-WORDS:])]
    else:
        ends = [" ".join(tokens)]
    return [_bare(end) for end in ends]


def _bare(words: str) -> str:
    """The words without what stands before the first and behind the last letter or digit."""
    start, end = 0, len(words)
    while start < end and not _WORD.match(words[start]):
        start += 1
    while start < end and not _WORD.match(words[end - 1]):
        end -= 1
    return words[start:end]


def _pieces(words: str) -> list[str]:
    """What stands in separate blocks of a page."""
    return _BLOCKS.split(words) if _PARTED.search(words) else [words]


def _context(text: str, span: Span, ends: list[str], title: str) -> tuple[str, str]:
    """Words before and after the quote that make the first place that fits its own; empty where none are needed."""
    whole = _folded(title, text)
    if whole.count(_fold(ends[0])) < 2:  # noqa: PLR2004 - the quote itself is one
        return "", ""
    # the fragment leaves out punctuation at the edge of the quote, so the words beside it keep theirs
    quoted = span.of(text)
    bare = _bare(quoted)
    start = span.start + quoted.index(bare)
    stop = start + len(bare)
    before, after = _last_piece(text[:start]), _first_piece(text[stop:])
    for words in CONTEXT:
        left = " ".join(before.split()[-words:])
        if left and whole.count(_fold(f"{_joined(left, text, start)}{ends[0]}")) == 1:
            return left, ""
    left = " ".join(before.split()[-CONTEXT[-1] :])
    return left, " ".join(after.split()[: CONTEXT[0]])


def _joined(left: str, text: str, start: int) -> str:
    """The words before the quote as they run into it: with a space where the text has one."""
    return f"{left} " if text[start - 1 : start].isspace() else left


def _last_piece(text: str) -> str:
    pieces = [piece for piece in _BLOCKS.split(text[-400:]) if _WORD.search(piece)]
    return pieces[-1] if pieces else ""


def _first_piece(text: str) -> str:
    pieces = [piece for piece in _BLOCKS.split(text[:400]) if _WORD.search(piece)]
    return pieces[0] if pieces else ""


@lru_cache(maxsize=4)
def _folded(title: str, text: str) -> str:
    """Both as a browser compares them; kept, because an article is asked once for each of its claims."""
    return _fold(f"{title}\n{text}")


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _encoded(words: str) -> str:
    """Percent-encoded, "-" and "," and "&" too because they mean something in a fragment."""
    # to `quote`, words of safe characters alone cost nothing, and with the space most are
    return quote(words, safe=" ").replace(" ", "%20").replace("-", "%2D")
