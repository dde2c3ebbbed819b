"""The unit that a caption or the header of a table gives to the bare numbers below it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.figures import figures
from pipeline.vocab.tables import unit_spellings

COUNTED = re.compile(r"\bunits\s*$", re.IGNORECASE)  # "magnets" alone is what is counted, not that they are
ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
CURRENCY = re.compile(r"(US\$|A\$|C\$|[$€£¥]|(?:USD|EUR|CNY|RMB|GBP|JPY|INR)(?!\w))\s?(.*)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is written around a bare number: "US$" before it, "bn" behind it."""

    before: str
    behind: str
    name: str


def unit(text: str) -> Unit | None:
    """The unit that a caption or header gives: in brackets, behind a comma or "in", or as its whole."""
    asides = [one or other for one, other in ASIDE.findall(text)]
    behind = re.split(r",|:|\bin\b|;", ASIDE.sub(" ", text))
    for piece in (*reversed(asides), *reversed(behind)):
        found = _unit(piece.strip(" .*"))
        if found is not None and (found.name != "units" or piece in asides or COUNTED.search(piece)):
            return found
    return None


@lru_cache(maxsize=4096)
def _unit(piece: str) -> Unit | None:
    for one in unit_spellings():
        if piece.lower().startswith(one.written):
            piece = one.prose + " " + piece[len(one.written) :].lstrip()
            break
    money = CURRENCY.fullmatch(piece)
    before, after = (money[1], money[2]) if money else ("", piece)
    found = figures(f"{before}1 {after}")
    if (
        len(found) != 1
        or not found[0].unit
        or found[0].span.start != 0
        or (not piece[:1].isalpha() and piece[:1] not in "%$€£¥")
    ):
        return None
    if found[0].unit != "percent" and found[0].kind == "multiple":
        return None
    return Unit(before, after, found[0].unit)
