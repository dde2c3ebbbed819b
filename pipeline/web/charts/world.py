"""A map of the world with one figure a country.

Shapes: world-atlas 2.0.2, countries-110m.json (ISC licence), made from Natural Earth, which is in the public domain;
converted once to the Equal Earth projection, 960 by 415, whole numbers.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WIDTH, HEIGHT = 960, 415
EDGES = (10.0, 25.0, 50.0, 75.0)  # percent; five classes
CLASSES = ("under 10%", "10–25%", "25–50%", "50–75%", "75% and more")


@dataclass(frozen=True, slots=True)
class Country:
    """A country's shape, and what is said of it."""

    code: str
    path: str  # of SVG
    shade: int  # 0 without a figure, else 1 to 5
    label: str


def build(figures: Mapping[str, float], labels: Mapping[str, str]) -> tuple[Country, ...]:
    """All countries; those with a figure last, so that their outlines lie on top."""
    found = [
        Country(code, path, bisect_right(EDGES, figures[code]) + 1 if code in figures else 0, labels.get(code, ""))
        for code, path in _shapes().items()
    ]
    return tuple(sorted(found, key=lambda country: country.shade > 0))


@cache
def _shapes() -> dict[str, str]:
    loaded: dict[str, str] = json.loads((files("pipeline.web.charts") / "world.json").read_text(encoding="utf-8"))
    return loaded
