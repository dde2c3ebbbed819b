"""Lines that a site sets on many of its pages, taken out of one more article.

Which lines recur is remembered by the store; what may go is decided here, by the article alone.
"""

import re
from dataclasses import replace

from pipeline.types import Article, Block, BlockKind, Removed

RULE = "recurring-line"
MOST = 0.2  # of an article's letters; one that is made of recurring lines is a serial notice, and its lines its text
PROSE = 14  # words of a line that counts as running text
_PLAIN = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))
_END = re.compile(r"[.!?…][\"'”’)\]]*$")
# a currency or a percent sign, or a number before a word; a year alone is no figure
_FIGURE = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:%|°)|(?<![\d.,])(?!(?:19|20)\d\d\b)\d[\d.,]*[\s-]?[^\W\d_]")
_AMOUNT = re.compile(r"\W{0,2}\d[\d.,]*\s?[^\W\d_]{0,12}\W{0,2}|\W*[$€£¥₹%]\W*")  # a cell of a table set as lines


def drop(article: Article, known: frozenset[str]) -> Article:
    """The article without those of its lines that are known to recur.

    A line stays when it carries a figure with a unit, is or stands beside a bare amount, heads running text, or is a
    sentence between running text; all stay when they are much of the article.
    """
    texts = [block.span.of(article.text) for block in article.blocks]
    gone = {index for index, text in enumerate(texts) if text in known}
    if not gone:
        return article
    prose = [index for index, text in enumerate(texts) if index not in gone and _prose(text)]
    if not prose:
        return article
    gone = {index for index in gone if not _stays(article.blocks, texts, index, prose)}
    if not gone or sum(len(texts[index]) for index in gone) > MOST * len(article.text):
        return article
    kept = [index for index in range(len(texts)) if index not in gone]
    blocks, start = [], 0
    for index in kept:
        blocks.append(_moved(article.blocks[index], start - article.blocks[index].span.start))
        start = blocks[-1].span.end + 1
    removed = tuple(Removed(texts[index], RULE) for index in sorted(gone))
    text = "\n".join(texts[index] for index in kept)
    return replace(article, text=text, blocks=tuple(blocks), removed=(*article.removed, *removed))


def _prose(text: str) -> bool:
    return len(text.split()) >= PROSE and bool(_END.search(text))


def _stays(blocks: tuple[Block, ...], texts: list[str], index: int, prose: list[int]) -> bool:
    kind, text = blocks[index].kind, texts[index]
    if kind not in _PLAIN or _FIGURE.search(text):
        return True
    if any(_AMOUNT.fullmatch(near) for near in texts[max(0, index - 1) : index + 2]):
        return True
    if kind is BlockKind.HEADING and index < prose[-1]:
        return True
    return bool(_END.search(text)) and prose[0] < index < prose[-1]


def _moved(block: Block, by: int) -> Block:
    cells = tuple(replace(cell, span=cell.span.shift(by)) for cell in block.cells)
    return replace(block, span=block.span.shift(by), cells=cells)
