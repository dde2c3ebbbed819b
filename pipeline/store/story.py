"""Whether two articles tell one story: a wire report and what the papers made of it, not two notices from one template.

A text is compared by its shingles (three words in a row, in lower case). Boilerplate ("About the company"), serial
notices and lists are alike for long stretches, so it takes more than that; the figures are in docs/quality.md.
"""

import hashlib
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rensa import RMinHash

SHINGLE = 3  # words
LEAD = 80  # words from the start that tell what a story is about
FEWEST = 50  # shingles; a shorter text is no story that could be copied

# what two articles of one story have in common: of one lead's shingles in the other text; of the names and figures of
# one lead in the other text, and the other way round; of the shorter text's shingles
LEAD_CONTAINED, NAMES_CONTAINED, NAMES_BOTH, CONTAINED, CONTAINED_SAME_AGENCY = 0.5, 0.89, 0.3, 0.4, 0.3
# an excerpt: all names of one lead are in the other text, whose own lead was left out
NAMES_OF_EXCERPT, EXCERPT_CONTAINED = 0.97, 0.55
DAYS = 6  # at most between the dates of two copies: serial notices come each week or month
REVISED = 0.2  # of the shorter text: what two versions of one page have in common when the page still tells the same

# bands of 3: of pairs that share half of all their shingles 99.8% meet in a band, of a fifth 32%, of 2% 0.04%;
# and of leads that share half 80%, so that a short piece finds the long one it was made of
ROWS, BANDS, LEAD_BANDS, SEED = 3, 48, 12, 1

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Text:
    """An article as it is compared; `published` is an ISO date or time, empty when unknown."""

    text: str
    published: str = ""
    agency: str = ""

    @cached_property
    def _words(self) -> list[str]:
        return _WORD.findall(self.text)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """All of the text."""
        return _shingles(self._words)

    @cached_property
    def lead(self) -> frozenset[str]:
        """The shingles of its start."""
        return _shingles(self._words[:LEAD])

    @cached_property
    def names(self) -> frozenset[str]:
        """Names and figures of the lead: words with a capital or digit in front."""
        return frozenset(word for word in self._words[:LEAD] if word[0].isupper() or word[0].isdigit())

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words as they stand."""
        return frozenset(self._words)

    @cached_property
    def day(self) -> date | None:
        """The date it was published, where a whole one is known."""
        try:
            return date.fromisoformat(self.published[:10])
        except ValueError:
            return None

    @cached_property
    def bands(self) -> tuple[int, ...]:
        """Numbers of which two alike texts share at least one; none for a text too short to compare."""
        if len(self.shingles) < FEWEST:
            return ()
        return (*_bands(self.shingles, 0, BANDS), *_bands(self.lead, BANDS, LEAD_BANDS))


def _shingles(words: list[str]) -> frozenset[str]:
    low = [word.casefold() for word in words]
    return frozenset(map(" ".join, zip(*(low[start:] for start in range(SHINGLE)), strict=False)))


def _bands(shingles: frozenset[str], first: int, count: int) -> Iterator[int]:
    """The numbers of `count` bands of a set, counted from `first`."""
    sketch = RMinHash(num_perm=ROWS * count, seed=SEED)
    sketch.update(list(shingles))  # in any order
    digest = sketch.digest()
    for band in range(count):
        packed = struct.pack(f">{ROWS + 1}Q", first + band, *digest[band * ROWS : (band + 1) * ROWS])
        # SQLite's integers have a sign
        yield int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), signed=True)


def same_story(one: Text, other: Text) -> bool:
    """Whether one was made of the other, or both of a third; symmetric."""
    if one.agency and other.agency and one.agency != other.agency:
        return False
    if one.day and other.day and abs((one.day - other.day).days) > DAYS:
        return False
    fewer, more = sorted((_part(one.names, other.vocabulary), _part(other.names, one.vocabulary)))
    # an editor may have put a paragraph in front, so that one of the leads is not in the other text
    lead = max(_part(one.lead, other.shingles), _part(other.lead, one.shingles))
    if lead < LEAD_CONTAINED or more < NAMES_CONTAINED:
        return False
    same_agency = bool(one.agency) and one.agency == other.agency
    common = contained(one, other)
    if fewer < NAMES_BOTH:
        return more >= NAMES_OF_EXCERPT and common >= EXCERPT_CONTAINED
    return common >= (CONTAINED_SAME_AGENCY if same_agency else CONTAINED)


def contained(one: Text, other: Text) -> float:
    """Part of the shorter text that stands in the longer, 0 to 1."""
    shorter = min(len(one.shingles), len(other.shingles))
    return len(one.shingles & other.shingles) / shorter if shorter else 0.0


def _part(few: frozenset[str], many: frozenset[str]) -> float:
    return len(few & many) / len(few) if few else 1.0
