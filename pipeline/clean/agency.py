"""The news agency an article comes from, by its dateline, its author line or its last line."""

import re
from functools import lru_cache

from pipeline.vocab.loader import load_table
from pipeline.vocab.rules import WordList


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each agency's name, and a pattern of all its forms, case kept: "AP" is one, "ap" is not."""
    found = load_table("cleaning", "agency", WordList)
    return tuple((one.id, re.compile("|".join(rf"\b{re.escape(form)}\b" for form in one.words))) for one in found)


def find(first: str, last: str, authors: tuple[str, ...]) -> str:
    """The agency, "" when none is named where agencies are named.

    That is in brackets or before a dash in the dateline, as an author, or in a last line such as "(Reuters)".
    """
    dateline = re.match(r"^.{0,60}?(?:\(([^()]{2,40})\)\s*[-–—:]|[-–—]\s*\(?([^()]{2,40}?)\)?\s*[-–—:])", first)
    places = [group for group in (dateline.groups() if dateline else ()) if group]
    places += [name for name in authors if len(name.split()) <= 4]  # noqa: PLR2004 - "The Associated Press Staff"
    if signed := re.match(r"^\W*([A-Z][\w /]{1,40})\W*$", last):
        places.append(signed[1])
    return next((name for name, forms in _names() for place in places if forms.search(place)), "")
