"""Text that somebody copied from a page: the same cleaning without the help of markup.

A blank line is all that is left of the page's structure: a line alone between two of them that reads like a heading is
a heading, or the title of some other article.
"""

import re
from dataclasses import dataclass, field, replace

from pipeline.clean import apply, dates, language, lines, normalise, verdict
from pipeline.clean import authors as bylines
from pipeline.clean.lines import Line
from pipeline.clean.rules import Input, words
from pipeline.types import Article, BlockKind, Dropped, Origin, Removed

PAGE_END = "\f"  # between the pages of a PDF's text
MAX_TITLE = 30  # words
MAX_HEADING = 20  # words
MIN_STRAY = 6  # words: a shorter heading before a heading is the chapter's, the second its section's
HEAD = 12  # lines in which title, date and byline stand
_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_BULLET = re.compile(r"^(?:[•‣◦▪▫●○■□➤►→*–—-]|\uf0b7)\s+(?=\S)")
_NUMBER = re.compile(r"^(\d{1,2})[.)]\s+(?=\S)")
_MARK = re.compile(r"^#{1,6}\s+(?=\S)")
_BYLINE = re.compile(r"^by:?\s+(?=[A-Z])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass
class _Draft:
    """A line with what surrounds it."""

    line: Line
    alone: bool  # blank lines on both sides
    heading: bool = False


@dataclass
class _Facts:
    title: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    removed: list[Removed] = field(default_factory=list)


def clean(text: str, origin: Origin) -> Article | Dropped:
    """The article in a pasted text; short texts are welcome, even a single sentence."""
    drafts = _split(text)
    facts = _Facts(normalise.line(origin.title), origin.published)
    _head(drafts, facts, origin)
    kept, removed = apply.rules([draft.line for draft in drafts], Input.PASTED, (facts.title,))
    facts.removed += removed
    here = {id(line) for line in kept}
    drafts = _without_strays([draft for draft in drafts if id(draft.line) in here], facts)
    found = [replace(draft.line, kind=BlockKind.HEADING) if draft.heading else draft.line for draft in drafts]
    if not found:
        return verdict.NO_TEXT
    whole, blocks = lines.assemble(_lists(found))
    article = Article(
        whole,
        facts.title,
        facts.authors,
        url=origin.url,
        published=dates.choose([facts.published], dates.latest(origin.retrieved)),
        language=language.detect(whole, ""),
        blocks=blocks,
        removed=tuple(facts.removed),
    )
    return verdict.by_language(article)


def _split(text: str) -> list[_Draft]:
    pages = text.split(PAGE_END)
    rows, numbers = [], []
    for number, page in enumerate(pages, 1 if len(pages) > 1 else 0):
        found = [normalise.line(row) for row in normalise.characters(page).split("\n")]
        rows += found
        numbers += [number] * len(found)
    drafts = []
    for index, content in enumerate(rows):
        if not content:
            continue
        alone = not any(rows[place] for place in (index - 1, index + 1) if 0 <= place < len(rows))
        marked = _MARK.match(content)
        line = lines.draft(content[marked.end() :] if marked else content, page=numbers[index])
        drafts.append(_Draft(line, alone, bool(marked) or (alone and _heading_like(line))))
    return drafts


def _heading_like(line: Line) -> bool:
    """Short, starts with a capital, without an end, not a bullet."""
    text = line.text
    return (
        0 < line.words <= MAX_HEADING
        and not _END.search(text)
        and not _BULLET.match(text)
        and not _NUMBER.match(text)
        and (text[0].isupper() or not text[0].isalpha())
        and any(char.isalpha() for char in text)
    )


def _head(drafts: list[_Draft], facts: _Facts, origin: Origin) -> None:
    """Take title, date and byline off the top."""
    if len(drafts) > 1 and not facts.title:
        first = drafts[0].line
        if first.words <= MAX_TITLE and not re.search(r"[.:;,][\"'”’)\]]*$", first.text) and first.words > 1:
            facts.title = first.text
            facts.removed.append(Removed(first.text, "title"))
            del drafts[0]
    limit = dates.latest(origin.retrieved)
    for draft in drafts[:HEAD]:
        line = draft.line
        if line.words <= 12 and not facts.authors and _BYLINE.match(line.text) and not _END.search(line.text):  # noqa: PLR2004 - a byline
            facts.authors = bylines.people([line.text])
        elif line.words <= 12 and not facts.published and (found := dates.lone(line.text, limit)):  # noqa: PLR2004 - a date line
            facts.published = found
        else:
            continue
        facts.removed.append(Removed(line.text, "byline" if _BYLINE.match(line.text) else "date-line"))
        drafts.remove(draft)


def _without_strays(drafts: list[_Draft], facts: _Facts) -> list[_Draft]:
    """Drop titles of other articles: a long heading before a heading, or one that shares no word with the text."""
    kept = []
    for index, draft in enumerate(drafts):
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        if draft.heading and draft.alone and index and _stray(draft, following, drafts, index):
            facts.removed.append(Removed(draft.line.text, "stray-title"))
        else:
            kept.append(draft)
    return kept


def _stray(draft: _Draft, following: _Draft | None, drafts: list[_Draft], index: int) -> bool:
    if draft.line.words < MIN_STRAY:
        return False
    if following is None:
        return True
    if following.heading:
        return True
    near = " ".join(other.line.text for other in drafts[max(0, index - 3) : index + 5] if other is not draft)
    return _foreign(draft.line.text, near)


def _foreign(title: str, near: str) -> bool:
    """Whether none of the title's content words stands in the text near it."""
    common = words("english")
    said = {word.lower()[:6] for word in _WORD.findall(near)}
    own = [word.lower()[:6] for word in _WORD.findall(title) if word.lower() not in common]
    return len(own) >= 4 and not any(word in said for word in own)  # noqa: PLR2004 - fewer words prove nothing


def _lists(found: list[Line]) -> list[Line]:
    """List items without their bullets; numbers count as bullets only in a sequence."""
    result = []
    for index, line in enumerate(found):
        match = _BULLET.match(line.text)
        if not match and (number := _NUMBER.match(line.text)):
            around = [_NUMBER.match(found[place].text) for place in (index - 1, index + 1) if 0 <= place < len(found)]
            if any(other and abs(int(other[1]) - int(number[1])) == 1 for other in around):
                match = number
        if match and line.kind is BlockKind.PARAGRAPH:
            line = lines.draft(line.text[match.end() :], BlockKind.LIST_ITEM, line.page)  # noqa: PLW2901 - the same line, without its bullet
        result.append(line)
    return result
