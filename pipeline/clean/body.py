"""Element tree -> the lines of the article's body, by trafilatura."""

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from pipeline.clean.lines import Line, draft
from pipeline.types import BlockKind

# elements of trafilatura's result (and of HTML, which its fall-back leaves) that run on within a line
_INLINE_NAMES = """hi ref del fw a abbr b bdi bdo cite code data dfn em font i ins kbd label mark output q rp rt ruby
s samp small span strike strong sub sup time tt u var wbr"""
_INLINE = frozenset(_INLINE_NAMES.split())
_SILENT = frozenset(("graphic", "script", "style", "svg", "template"))
_KINDS = {
    "head": BlockKind.HEADING,
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "item": BlockKind.LIST_ITEM,
    "li": BlockKind.LIST_ITEM,
}


def lines(tree: HtmlElement, url: str) -> list[Line]:
    """What trafilatura takes for the article, as lines; empty when it finds nothing. The tree is not changed."""
    found = bare_extraction(tree, url=url or None, include_comments=False, with_metadata=False)
    body = getattr(found, "body", None)
    return flatten(body) if body is not None else []


def flatten(body: _Element) -> list[Line]:
    """The block elements of a tree as lines, one a block; nested inline elements run together."""
    result: list[Line] = []
    pending: list[str] = []

    def flush(kind: BlockKind) -> None:
        line = draft("".join(pending), kind)
        pending.clear()
        if line.text:
            result.append(line)

    # depth first with an own stack: pages nest deeper than Python recurses
    stack: list[tuple[_Element, BlockKind, bool]] = [(body, BlockKind.PARAGRAPH, False)]
    while stack:
        element, kind, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else "script"
        inline = tag in _INLINE
        inner = kind if inline else _KINDS.get(tag, kind)
        if leaving:
            if not inline:
                flush(inner)
            pending.append(element.tail or "" if element is not body else "")
            continue
        if tag in _SILENT:
            pending.append(element.tail or "")
            continue
        if not inline:
            flush(kind)
            if tag not in _KINDS and tag in {"quote", "blockquote", "table"}:
                inner = BlockKind.PARAGRAPH
        pending.append(element.text or "")
        stack.append((element, kind, True))
        stack.extend((child, inner, False) for child in reversed(element))
    flush(BlockKind.PARAGRAPH)
    return result
