"""Headers that lost their borders: where the columns begin in a line of words."""

import re
from functools import lru_cache
from itertools import combinations, pairwise

from pipeline.extract.grid import Words
from pipeline.extract.match import good_phrases, place_phrases
from pipeline.extract.nlp import tokenize
from pipeline.vocab.tables import patterns

MAX_COLUMNS = 8
MAX_STARTS = 14  # capitals in a header line; the cuts to try double with each
WHOLE, NAMED, INSIDE, NOTHING = 3, 2, 1, -2  # how well some words read as the header of one column

CAPITAL = re.compile(r"(?:^|(?<=\s))(?=[A-Z0-9%])")
YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:[/–-]\d{2,4})?\s?[efp]?", re.IGNORECASE)
WITHIN = re.compile(r"\b(?:of|in|on|per|by|the)\s+(?:\w+\s)?$")  # behind these a noun heads nothing
ASIDE = re.compile(r"\([^)]*\)|[,:]\s*(?:%|\S+ tonnes|in \S+)\s*$")


def split_header(line: Words, columns: int) -> list[Words]:
    """The headers of so many columns in a line without borders; empty when its words don't say where they are."""
    starts = [match.start() for match in CAPITAL.finditer(line.text)]
    if not starts or starts[0] != 0 or len(starts) > MAX_STARTS or not 1 < columns <= min(len(starts), MAX_COLUMNS):
        return []
    best: tuple[tuple[int, int], list[Words]] | None = None
    for inner in combinations(starts[1:], columns - 1):
        borders = (0, *inner, len(line.text))
        parts = [line.text[a:b].rstrip() for a, b in pairwise(borders)]
        scores = [_header_score(part, first=index == 0) for index, part in enumerate(parts)]
        rank = min(scores), sum(scores)
        if rank[0] > 0 and (best is None or rank > best[0]):
            words = [
                Words(part, None if line.start is None else line.start + at)
                for part, at in zip(parts, borders, strict=False)
            ]
            best = rank, words
    return best[1] if best else []


@lru_cache(maxsize=4096)
def _header_score(part: str, *, first: bool) -> int:
    """How well some words read as the header of one column."""
    if YEAR.fullmatch(part):
        return NOTHING if first else WHOLE
    bare = ASIDE.sub("", part).strip(" ,:")
    found = [one for name in (("label",) if first else ("column", "remark")) for one in patterns()[name].finditer(bare)]
    nouns = [one for one in found if not WITHIN.search(bare[: one.start()])]
    if first and nouns and nouns[-1].end() == len(bare):
        return WHOLE  # "Technology Arena", "Supply Chain Stage"
    if len(nouns) != 1 or first:
        return NOTHING if nouns or first or not _names_one_thing(bare) else WHOLE
    start, end = nouns[0].span()
    if (start, end) == (0, len(bare)):
        return WHOLE
    strayed = start and patterns()["label"].match(bare)  # a noun of the first column
    return NAMED if not strayed and (start == 0 or end == len(bare)) else INSIDE


def _names_one_thing(words: str) -> bool:
    """Whether the words are just a country or just a commodity."""
    doc = tokenize(words)
    spans = [(hit.first, hit.end) for hit in place_phrases().find(doc)]
    spans += [(hit.first, hit.end) for hit in good_phrases().find(doc)]
    return (0, len(doc)) in spans
