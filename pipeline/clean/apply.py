"""The line rules at work on the lines of one page."""

import re

from pipeline.clean.lines import Line
from pipeline.clean.rules import Input, Rule, Take, Where, table
from pipeline.types import BlockKind, Removed

TITLE_WORDS = 60  # more than a headline has
ALIKE = 0.75  # share of the words of two titles that must be the same
MIN_ALIKE = 5  # words of a title that can be told by likeness
REST_WORDS = 15  # before a line that ends the article
PROSE = 14  # words of a line that counts as prose
BOX_SHARE = 0.4  # of the text; a box that holds more is the page
TAIL_SHARE = 0.66  # of the lines, after which the tail begins at the latest
_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_TABLE = frozenset((BlockKind.CAPTION, BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW))
_TITLE_WORD = re.compile(r"\w+")


def is_prose(line: Line) -> bool:
    """Whether a line is a sentence or more of running text."""
    return (
        line.words >= PROSE and bool(_END.search(line.text)) and line.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
    )


def rules(found: list[Line], page: Input, titles: tuple[str, ...]) -> tuple[list[Line], list[Removed]]:
    """The lines that stay, and what was removed by which rule."""
    removed: list[Removed] = []
    gone = _titles(found, titles)
    gone |= _matched(found, page, gone)
    for index, rule in sorted(gone.items()):
        removed.append(Removed(found[index].text, rule))
    return [line for index, line in enumerate(found) if index not in gone], removed


def _key(text: str) -> str:
    return "".join(_TITLE_WORD.findall(text.lower()))


def _titles(found: list[Line], titles: tuple[str, ...]) -> dict[int, str]:
    """The headline, wherever it is repeated word for word, and at the top also where a word or two differ."""
    keys = {key for title in titles if len(key := _key(title)) > 8}  # noqa: PLR2004 - shorter ones may be a word of the text
    sets = [set(_TITLE_WORD.findall(title.lower())) for title in titles]
    result = {}
    top = True
    for index, line in enumerate(found):
        if line.words > TITLE_WORDS:
            top = False
            continue
        if _key(line.text) in keys or (top and not _END.search(line.text) and _like(line.text, sets)):
            result[index] = "title"
        top = top and not is_prose(line)
    return result


def _like(text: str, titles: list[set[str]]) -> bool:
    words = set(_TITLE_WORD.findall(text.lower()))
    return any(len(words & title) >= ALIKE * len(words | title) for title in titles if len(title) >= MIN_ALIKE)


def _matched(found: list[Line], page: Input, gone: dict[int, str]) -> dict[int, str]:
    prose = [index for index, line in enumerate(found) if is_prose(line)]
    tail = min(prose[-1] if prose else 0, int(len(found) * TAIL_SHARE))
    last = max((index for index in prose if not found[index].outside), default=len(found))
    active = [rule for rule in table() if rule.input in {page, Input.BOTH}]
    active = [rule for rule in active if not (rule.boxes and _holds_page(rule, found))]
    result: dict[int, str] = {}
    for index, line in enumerate(found):
        if line.cells or line.kind in _TABLE or index in gone:
            continue
        for rule in active:
            if rule.where is Where.AFTER and index <= last:
                continue
            if rule.where is Where.TAIL and index < tail:
                continue
            if rule.fires(line):
                if rule.take is Take.REST:
                    if sum(line.words for line in found[:index]) < REST_WORDS:
                        continue
                    return result | {place: rule.id for place in range(index, len(found)) if place not in gone}
                result[index] = rule.id
                break
    return result


def _holds_page(rule: Rule, found: list[Line]) -> bool:
    """Whether a rule's boxes hold so much of the text that they are no boxes beside the article but around it."""
    hit = sum(len(line.text) for line in found if rule.fires(line))
    return hit > BOX_SHARE * sum(len(line.text) for line in found)
