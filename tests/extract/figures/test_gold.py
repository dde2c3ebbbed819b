"""The figures of the gold claims, which are not part of the repository, are found in their evidence."""

import json

import pytest

from pipeline.extract.figures import figures

VALUE_FLOOR = 0.93  # of all figures in gold claims; the rest have their unit in a heading or in the figure before
BOUND_FLOOR = 0.98
DIRECTION_FLOOR = 0.94


def close(first, second):
    if first is None or second is None:
        return first is second
    return abs(first - second) <= max(0.1, 0.005 * max(abs(first), abs(second)))


def wanted(claim):
    """(low, high, unit, down) of a gold claim, sizes without sign; None when it has no figure."""
    if claim["type"] == "share":
        low, high, unit = claim["share_low"], claim["share_high"], "percent"
    else:
        low, high, unit = claim.get("value_low"), claim.get("value_high"), claim.get("unit")
    ends = [end for end in (low, high) if end is not None]
    if not ends:
        return None
    down = ends[0] < 0
    low, high = (None if end is None else abs(end) for end in (low, high))
    if down and low is not None and high is not None:
        low, high = sorted((low, high))
    return low, high, unit, down


@pytest.fixture(scope="module")
def compared(shared):
    """(gold claim, down, figures with its value and unit) for each gold figure."""
    found = []
    for name in ("dev", "real"):
        for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            passage = json.loads(line)
            seen = figures(passage["text"])
            for claim in passage["claims"]:
                if gold := wanted(claim):
                    low, high, unit, down = gold
                    here = [
                        one for one in seen
                        if claim["start"] <= one.number.start and one.number.end <= claim["end"]
                        and close(one.low, low) and close(one.high, high) and one.unit == unit
                    ]  # fmt: skip
                    found.append((claim, down, here))
    return found


def test_value_and_unit(compared):
    assert sum(bool(here) for _, _, here in compared) / len(compared) >= VALUE_FLOOR


def test_bound(compared):
    pairs = [
        (claim["bound"], {str(one.bound) for one in here}) for claim, _, here in compared if here and claim.get("bound")
    ]
    assert sum(bound in bounds for bound, bounds in pairs) / len(pairs) >= BOUND_FLOOR


def test_direction(compared):
    pairs = [
        ("down" if down else "up", {one.direction for one in here})
        for claim, down, here in compared
        if here and claim["type"] == "change"
    ]
    assert sum(direction in directions for direction, directions in pairs) / len(pairs) >= DIRECTION_FLOOR


def test_shares_and_amounts_have_no_direction(compared):
    levels = [here for claim, _, here in compared if here and claim["type"] in ("share", "quantity")]
    assert sum(any(not one.direction for one in here) for here in levels) / len(levels) >= 0.99
