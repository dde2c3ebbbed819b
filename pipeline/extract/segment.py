"""Text -> sentences: each line by itself, then at full stops that end a sentence.

Bullets, numbering and the time before an item of a round-up are left out of a sentence. A run of more than
`LONGEST_RUN` characters without a space is no prose, and spaCy's tokenizer would need minutes for it: its sentence is
marked unreadable, and so is one that consists mostly of addresses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.types import Block, BlockKind, Document, Span
from pipeline.vocab import load_table
from pipeline.vocab.rules import WordList

LONGEST_RUN = 400  # the longest in 6,500 real articles are addresses of about 300
LONGEST_SENTENCE = 4_000  # code points; lists without a full stop are longer, and parse to nothing

BULLET = re.compile(r"[ \t]*(?:[-*•●▪◦‣·–—►■]+|\(?\d{1,2}[.)]|[a-z]\))[ \t]+(?=\S)")
STOP = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*|(?<!\d)[.!?][\"'”’]*\d{1,2})(?=\s)|[.!?][\"”](?=[A-Z])")
WORD = re.compile(r"\S+$")
NEXT = re.compile(r"\s*[\"'“‘«(\[•*-]*\s*([A-Za-z0-9$€£¥ÀÁÉÓÚŽŠÇÖÜÄ][\w'’]*)?")
RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/)\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, heading, caption or table row of a document."""

    span: Span
    block: Block
    readable: bool = True
    opens: bool = False  # an item of a round-up, to which nothing that was said before belongs


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {one.id: frozenset(one.words) for one in load_table("segment", "abbreviations", WordList)}


def pieces(document: Document) -> tuple[Piece, ...]:
    """The sentences of the document in text order; table rows stay whole."""
    found: list[Piece] = []
    for block in document.blocks or tuple(lines(document.text)):
        stamp = _stamp().match(document.text, block.span.start, block.span.end)
        if block.cells or block.kind in {BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW}:
            spans: Iterator[Span] = iter((block.span,))
        else:
            begin = stamp.end() if stamp else block.span.start
            spans = sentences(document.text, Span(begin, block.span.end))
        for at, span in enumerate(spans):
            words = span.of(document.text)
            found.append(Piece(span, block, _is_readable(words), opens=stamp is not None and at == 0))
    return tuple(found)


@cache
def _stamp() -> re.Pattern[str]:
    """The time before an item of a round-up: "0714 GMT - "."""
    zones = "|".join(_lists()["time-zones"])
    return re.compile(rf"\d{{4}} (?:{zones})[ \t]+[-–—]+[ \t]+(?=\S)")


def _is_readable(words: str) -> bool:
    """Whether a sentence is prose of a length that can be parsed, and not mostly addresses of pages."""
    addresses = sum(len(one[0]) for one in ADDRESS.finditer(words))
    return len(words) <= LONGEST_SENTENCE and 2 * addresses <= len(words) and not RUN.search(words)


def lines(text: str) -> Iterator[Block]:
    """Every line that is not blank, as a paragraph or, after a bullet, a list item."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            bullet = BULLET.match(line)
            begin = start + (bullet.end() if bullet else len(line) - len(line.lstrip()))
            end = start + len(line.rstrip())
            if begin < end:
                yield Block(Span(begin, end), BlockKind.LIST_ITEM if bullet else BlockKind.PARAGRAPH)
        start += len(line)


def sentences(text: str, within: Span) -> Iterator[Span]:
    """The sentences of one line, without the spaces between them."""
    begin = within.start
    for stop in STOP.finditer(text, within.start, within.end):
        if stop.end() > begin and _ends(text, begin, stop, within.end):  # the stop of a numbering is behind us
            yield Span(begin, stop.end())
            begin = stop.end()
            while begin < within.end and text[begin].isspace():
                begin += 1
            bullet = BULLET.match(text, begin, within.end)
            begin = bullet.end() if bullet else begin
    if begin < within.end:
        yield Span(begin, within.end)


def _ends(text: str, begin: int, stop: re.Match[str], limit: int) -> bool:
    """Whether the stop ends a sentence, judged by the word before it and the word after it."""
    following = NEXT.match(text, stop.end(), limit)
    after = following[1] if following else None
    if after is None or after[0].islower():
        return False
    if not stop[0].startswith(".") or stop[0].startswith(".."):
        return True
    before = WORD.search(text, begin, stop.start())
    word = (before[0].lstrip("\"'“‘(") if before else "") + "."
    lists = _lists()
    if word in lists["never-final"]:
        return False
    if word in lists["sometimes-final"]:
        return after in lists["openers"]
    # an initial: "J. Smith"; a list number: "1. The"
    return not (len(word) == 2 and (word[0].isupper() or word[0].isdigit()))  # noqa: PLR2004 - a letter and its stop
