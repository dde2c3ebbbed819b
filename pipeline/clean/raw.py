"""Where the lines of the body stand on the page: in which boxes, and how much of them is link.

trafilatura's result has lost both. The page's own tree is cut into runs of text at block elements; a line finds its run
by its letters.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from lxml.etree import _Element
from lxml.html import HtmlElement

from pipeline.clean.lines import Line, draft

_BREAKING_NAMES = """address article aside blockquote body br button caption center dd details dialog div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li main menu nav ol option p pre section
select summary table tbody td textarea tfoot th thead tr ul video"""
_BREAKING = frozenset(_BREAKING_NAMES.split())
_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "head", "iframe", "select", "textarea", "nav", "footer")
)
_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_LETTERS = re.compile(r"\W+")
_PAGE = frozenset(("article", "main"))
MAX_KEY = 80  # letters by which a run is known
MIN_PROSE = 10  # words of a paragraph that may be put back
SIBLINGS = 3  # kept lines that vouch for a paragraph beside them
HALF = 0.5  # link share from which a paragraph is no prose
PROSE = 14  # words of a line that is likely running text
MAIN = 0.8  # share of the prose that the article's own element must hold


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text on the page: its innermost block element, its place, and the share of its letters in links."""

    element: _Element
    place: int
    link: float


def key(text: str) -> str:
    """The letters and digits by which a line and its run find each other."""
    return _LETTERS.sub("", text[: 3 * MAX_KEY]).lower()[:MAX_KEY]


def runs(tree: HtmlElement) -> dict[str, Run]:
    """The runs of the page by their letters; of equal runs the first."""
    body = tree.find("body")
    found: dict[str, Run] = {}
    texts: list[str] = []
    linked = 0
    start: _Element = tree if body is None else body
    # (element, block around it, inside a link, leaving)
    stack: list[tuple[_Element, _Element, bool, bool]] = [(start, start, False, False)]
    while stack:
        element, block, link, leaving = stack.pop()
        tag = element.tag
        breaks = tag in _BREAKING
        if not leaving and tag not in _SKIPPED and isinstance(tag, str):
            inner = element if breaks else block
            if breaks and texts:
                _close(found, texts, linked, block)
                linked = 0
            inside = link or tag == "a"
            if element.text:
                texts.append(element.text)
                linked += inside and len(element.text.strip())
            stack.append((element, block, link, True))
            stack.extend((child, inner, inside, False) for child in reversed(element))
            continue
        if leaving and breaks and texts:
            _close(found, texts, linked, element)
            linked = 0
        if element.tail and element is not start:
            texts.append(element.tail)
            linked += link and len(element.tail.strip())
    if texts:
        _close(found, texts, linked, start)
    return found


def _close(found: dict[str, Run], texts: list[str], linked: int, block: _Element) -> None:
    text = " ".join("".join(texts).split())
    texts.clear()
    if letters := key(text):
        found.setdefault(letters, Run(block, len(found), min(1.0, linked / len(text))))


def place(lines: list[Line], found: dict[str, Run]) -> list[Line]:
    """The lines with what the page says about them."""
    homes = [found.get(key(line.text)) for line in lines]
    main = _main(
        [(line.words, run.element) for line, run in zip(lines, homes, strict=True) if run and line.words >= PROSE]
    )
    result = []
    for line, run in zip(lines, homes, strict=True):
        if run is not None:
            names, outside = boxes(run.element, main)
            line = replace(line, link=run.link, tag=str(run.element.tag), boxes=names, outside=outside)  # noqa: PLW2901 - the same line
        result.append(line)
    return result


def missed(lines: list[Line], found: dict[str, Run]) -> list[Line]:
    """The lines with the paragraphs put back that trafilatura left out between their siblings.

    A paragraph is put back when at least `SIBLINGS` kept lines of prose have the same parent element, it is prose
    itself and mostly not link, and its words are not in the text already.
    """
    homes = [found.get(key(line.text)) for line in lines]
    parents = Counter(
        run.element.getparent() for line, run in zip(lines, homes, strict=True) if run and line.words >= MIN_PROSE
    )
    kept = {key(line.text) for line in lines}
    whole = ""
    result = list(lines)
    places = [run.place if run else -1 for run in homes]
    for letters, run in found.items():
        element = run.element
        if letters in kept or element.tag != "p" or run.link >= HALF or parents[element.getparent()] < SIBLINGS:
            continue
        line = draft("".join(element.itertext()))
        whole = whole or "".join(_LETTERS.sub("", one.text) for one in lines).lower()
        if line.words < MIN_PROSE or not _END.search(line.text) or letters in whole:
            continue
        at = next((index for index in range(len(places) - 1, -1, -1) if -1 < places[index] < run.place), -1) + 1
        result.insert(at, line)
        places.insert(at, run.place)
    return result


def _main(prose: list[tuple[int, _Element]]) -> _Element | None:
    """The innermost element that holds nearly all of the prose."""
    total = sum(words for words, _ in prose)
    weights: dict[_Element, int] = {}
    for words, element in prose:
        around = element.getparent()
        while around is not None:
            weights[around] = weights.get(around, 0) + words
            around = around.getparent()
    # an inner element is met before those around it, so the first of the least weight is the innermost
    return min((one for one in weights if weights[one] >= MAIN * total), key=lambda one: weights[one], default=None)


def boxes(element: _Element, main: _Element | None) -> tuple[str, bool]:
    """Tag, class and id names from an element up to the main one, and whether it is outside of that."""
    names: list[str] = []
    around: _Element | None = element
    while around is not None and around.tag not in ("body", "html"):
        if around is main:
            return " > ".join(names), False
        if around.tag not in _PAGE:  # their names speak of the page, of its tags and categories
            names.append(f"{around.tag!s} {around.get('class') or ''} {around.get('id') or ''}".strip())
        around = around.getparent()
    return " > ".join(names), main is not None and element is not main
