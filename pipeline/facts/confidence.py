"""How sure a fact is: from its independent origins, and how often the rules behind each of them are right.

Let p1 >= p2 >= ... be the precision of the best rule of each origin. Then

    confidence = 1 - (1 - p1) * (1 - p2)^(1/2) * (1 - p3)^(1/3) * ...

halved when claims contradict the fact. The further an origin comes in the list the less it counts, as independence is
never sure: copies that were not noticed, papers that read each other. An origin counts once, however often it is
repeated. No origin and no better rule ever lowers it, a contradiction never raises it; it stays below 1.
"""

from collections.abc import Iterable

COUNTED = 16  # origins that are looked at, the best ones; the next would add less than 0.001
CONTRADICTED = 0.5
DIGITS = 3
MOST = 0.999  # nothing that was only read is certain


def confidence(precisions: Iterable[float], *, contradicted: bool = False) -> float:
    """The confidence of a fact, from the precision of each independent origin; 0 without any."""
    doubt = 1.0
    for place, precision in enumerate(sorted(precisions, reverse=True)[:COUNTED], 1):
        doubt *= (1 - precision) ** (1 / place)
    return round(min(1 - doubt, MOST) * (CONTRADICTED if contradicted else 1), DIGITS)
