"""Bytes -> text: what kind of page it is, and its character set, without losing a page to one bad byte."""

import codecs
import re

from pipeline.types import Origin

HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
TEXT_SUFFIXES = (".txt", ".md", ".markdown", ".text")
BINARY = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"SQLite format 3",
    b"\x7fELF",
    b"RIFF",
)
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# what browsers read under these names, by the Encoding Standard
LABELS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "x-gbk": "gb18030",
    "utf8": "utf-8",
    "unicode": "utf-8",
}
HEAD = 4096  # bytes in which a page must declare its character set; browsers look at 1024
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_TAGS = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|div|p|meta|table|h1|section|main)\b[^<>]*>", re.IGNORECASE
)
MANY_TAGS = 3  # a text that talks about a tag or two is no page
TRUSTED = 0.9  # share of the multi-byte sequences that must be right for a broken text to be UTF-8 still
BINARY_SHARE = 0.02  # of control characters, in what is no text


def media_type(origin: Origin) -> str:
    """The bare content type in lower case, "" when unknown."""
    return origin.content_type.partition(";")[0].strip().lower()


def is_binary(body: bytes, origin: Origin) -> bool:
    """Whether these bytes are no text at all: a PDF, a picture, an archive."""
    kind = media_type(origin)
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind in {"application/pdf", "application/zip"}:
        return True
    if body.startswith(BINARY):
        return True
    if body.startswith(tuple(bom for bom, _ in BOMS)) or _wide(body):
        return False
    head = body[:HEAD]
    return sum(byte < 9 or 13 < byte < 27 for byte in head) > BINARY_SHARE * len(head) + 3  # noqa: PLR2004 - C0 bounds


def is_html(text: str, origin: Origin) -> bool:
    """Whether a text is a web page: by content type, then by file name, then by its first tags."""
    kind = media_type(origin)
    if kind in {"text/html", "application/xhtml+xml"}:
        return True
    name = origin.source.lower().removesuffix(".gz")
    if name.endswith(HTML_SUFFIXES) and not origin.url:
        return True
    head = text[:20000]
    start = head.lstrip("\ufeff \t\r\n")[:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        return True
    if name.endswith(TEXT_SUFFIXES) or kind == "text/plain":
        return False
    return len(_TAGS.findall(head)) >= MANY_TAGS


def decode(body: bytes, origin: Origin) -> str:
    """The text of a page. Never fails: what can't be read becomes U+FFFD.

    A byte order mark wins, then UTF-8 if the bytes are valid or nearly valid UTF-8, then the declared character set
    (header before page), then a guess.
    """
    for bom, name in BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace")
    if wide := _wide(body):
        return body.decode(wide, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(body, origin)
    if declared == "utf-8" or _nearly_utf8(body):
        return body.decode("utf-8", "replace")
    return body.decode(declared or _guess(body), "replace")


def _wide(body: bytes) -> str:
    """UTF-16 without a mark: Latin text has its NUL bytes on one side only."""
    head = body[:HEAD]
    if len(head) < 8 or b"\0" not in head:  # noqa: PLR2004 - four letters, to tell anything
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.7 and odd < half * 0.1 else ""


def _declared(body: bytes, origin: Origin) -> str:
    """The codec that the header, the XML declaration or the meta tag names, "" when none that Python knows."""
    head = body[:HEAD]
    fields = [origin.content_type, *(value for name, value in origin.headers if name.lower() == "content-type")]
    found = [match[1] for field in fields if (match := _HEADER.search(field))]
    found += [bytes(name).decode("ascii", "ignore") for rule in (_XML, _META) for name in rule.findall(head)]
    for name in filter(None, found):
        label = name.strip().lower()
        try:
            codec = codecs.lookup(LABELS.get(label, label))
        except LookupError:
            continue
        if not codec.name.startswith(("utf-16", "utf-32")) and codec._is_text_encoding:  # noqa: SLF001 - no public way to ask
            return codec.name
    return ""


def _nearly_utf8(body: bytes) -> bool:
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    right = sum(char > "\x7f" for char in text) - text.count("\ufffd")
    return right > 0 and right >= TRUSTED * (right + bad) - 1 and bad <= right


def _guess(body: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, seldom needed

    best = from_bytes(body[:20000]).best()
    return best.encoding if best else "cp1252"
