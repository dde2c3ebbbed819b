"""HTML text -> element tree, with what a reader does not see taken out."""

import re

import lxml.html
from lxml.etree import ParserError, XMLSyntaxError, XPath
from lxml.html import HtmlElement, HTMLParser

from pipeline.clean.normalise import as_shown

# references that may name no character, so that the many good ones cost nothing
_REFERENCE = re.compile(
    r"&#(?:[xX]0*([01]?[0-9a-fA-F]|7[fF]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF][dDfF][0-9a-fA-F]{2}|[0-9a-fA-F]{6,})(?![0-9a-fA-F])"
    r"|0*([0-9]|[12][0-9]|3[01]|127|5[5-7][0-9]{3}|6[45][0-9]{3}|[0-9]{7,})(?![0-9]));?"
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OVERRIDE = re.compile(r"\u202e|&#0*8238\b|&#[xX]0*202[eE]\b|<bdo\b", re.IGNORECASE)
_DIGITS = 8  # more digits than any code point has
# code points a reference may name: C1 controls too, which are read as Windows-1252 there, as browsers do
_LEGAL = ((9, 10), (0x20, 0x7E), (0x80, 0xD7FF), (0xE000, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0x10FFFF))

_HIDING_STYLE = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|(?:left|top|text-indent|margin-left)\s*:\s*-\d{3,}(?:px|em|rem|pt)"
    r"|clip(?:-path)?\s*:\s*(?:rect\(\s*0|rect\(\s*1px|inset\(\s*(?:50|100)%))",
    re.IGNORECASE,
)
_GONE = XPath(
    ".//*[@hidden or self::del or self::s or self::strike or self::template or self::noembed or self::noframes]"
)
_TEXTS = XPath(".//text()[not(parent::script or parent::style)]")
_STYLED = XPath(
    ".//*[@style][contains(@style, ':-') or contains(@style, ': -') or "
    + " or ".join(
        f"contains(translate(@style, 'ACDEFHINOPSYLTZ', 'acdefhinopsyltz'), '{word}')"
        for word in ("none", "hidden", "collapse", "font-size", "opacity", "clip")
    )
    + "]"
)
_OVERRIDDEN = XPath(".//bdo[translate(@dir, 'RTL', 'rtl')='rtl']")
# such a box holds the whole page until a script shows it: hiding it would lose the article
HIDDEN_SHARE = 0.3  # of the page's letters; React sends the article in a hidden box
HIDDEN_SIZE = 500  # letters; a smaller box is never the page
_KEEP = ("html", "body", "main", "article")


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal = match[1], match[2]
    digits = (hexadecimal or decimal).lstrip("0")
    code = int(digits or "0", 16 if hexadecimal else 10) if len(digits) <= _DIGITS else -1
    if code == ord("\r"):
        return "\n"
    return match[0] if any(first <= code <= last for first, last in _LEGAL) else "\ufffd"


def mend(text: str) -> bytes:
    """The page as UTF-8; references to characters that can't be, and the characters themselves, become U+FFFD.

    One of them anywhere makes trafilatura return nothing for the whole page.
    """
    if "&#" in text:
        text = _REFERENCE.sub(_character, text)
    text = _XML_DECLARATION.sub("", text)
    data = text.encode("utf-8", "replace")
    if len(data.translate(None, _CONTROLS)) < len(data) or "\ufffe" in text or "\uffff" in text:
        data = _ILLEGAL.sub("\ufffd", text).encode("utf-8", "replace")
    return data


def _parser() -> HTMLParser:
    """A fresh one for each page, for parsers keep their errors.

    Without huge_tree libxml2 drops whatever is nested deeper than 255 elements, and says nothing.
    """
    return HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, recover=True, encoding="utf-8")


def parse(text: str) -> HtmlElement | None:
    """The tree of a page without what is hidden or struck out; None when there is nothing in it."""
    data = mend(text)
    if not data.strip():
        return None
    try:
        tree = lxml.html.document_fromstring(data, parser=_parser())
    except (ParserError, XMLSyntaxError):
        return None
    _hide(tree)
    if _OVERRIDE.search(text):
        _reorder(tree)
    return tree


def _hide(tree: HtmlElement) -> None:
    """Take out what markup hides, except a box with much of the page in it, which a script would show."""
    styled = [element for element in _STYLED(tree) if _HIDING_STYLE.search(element.get("style"))]
    hidden = [element for element in (*styled, *_GONE(tree)) if element.tag not in _KEEP]
    total = 0
    for element in hidden:
        size = _size(element)
        if size > HIDDEN_SIZE:
            total = total or _size(tree)
            if size > HIDDEN_SHARE * total:
                continue
        if element.getparent() is not None:
            element.drop_tree()


def _size(element: HtmlElement) -> int:
    return sum(map(len, _TEXTS(element)))


def _reorder(tree: HtmlElement) -> None:
    for element in tree.iter():
        if element.text and "\u202e" in element.text:
            element.text = as_shown(element.text)
        if element.tail and "\u202e" in element.tail:
            element.tail = as_shown(element.tail)
    for element in _OVERRIDDEN(tree):
        if not len(element) and element.text:
            element.text = element.text[::-1]
