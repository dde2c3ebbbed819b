import pytest

from pipeline.store.changes import SLOTS, Kind, Stated, compared
from pipeline.types import Span

EMPTY = dict.fromkeys(SLOTS, "") | dict.fromkeys(("share_low", "share_high", "value_low", "value_high", "year"))


def claim(name, start=0, end=10, kind="share", rule="share.of", **said):
    return Stated(name, kind, rule, Span(start, end), "q" * (end - start), EMPTY | said)


def summary(changes):
    return [(each.kind.value, each.before and each.before.claim, each.after and each.after.claim) for each in changes]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], []),
        ([claim("a")], [claim("a")], []),
        ([], [claim("a")], [("added", None, "a")]),
        ([claim("a")], [], [("lost", "a", None)]),
        ([claim("a", unit="t")], [claim("b", unit="kg")], [("changed", "a", "b")]),
        # another place, another type: not the same statement
        ([claim("a")], [claim("b", 10, 20)], [("lost", "a", None), ("added", None, "b")]),
        ([claim("a")], [claim("b", kind="quantity")], [("added", None, "b"), ("lost", "a", None)]),
        # the sentence was cut elsewhere
        ([claim("a", 0, 10)], [claim("b", 5, 20)], [("changed", "a", "b")]),
        # two claims of a sentence: each is compared with the one most like it
        (
            [claim("a", commodity="tin", unit="t"), claim("b", commodity="zinc", unit="t")],
            [claim("c", commodity="zinc", unit="kg"), claim("d", commodity="tin", unit="kg")],
            [("changed", "b", "c"), ("changed", "a", "d")],
        ),
        (
            [claim("a", commodity="tin", unit="t")],
            [claim("c", commodity="zinc", unit="t"), claim("d", commodity="tin", unit="t", stage="mining")],
            [("added", None, "c"), ("changed", "a", "d")],
        ),
        # the same id: only who says so, or which rule reads it, can differ
        ([claim("a", attribution="x")], [claim("a", attribution="y")], [("changed", "a", "a")]),
        ([claim("a")], [claim("a", rule="share.holder")], [("changed", "a", "a")]),
    ],
)
def test_what_became_of_claims(before, after, expected):
    assert sorted(summary(compared("x", before, after)), key=str) == sorted(expected, key=str)


def test_the_slots_that_differ_are_named():
    (change,) = compared("x", [claim("a", unit="t", year=2020)], [claim("b", unit="kg", year=2020)])
    assert (change.kind, change.slots) == (Kind.CHANGED, ("unit",))


def test_changes_come_in_text_order():
    found = compared("x", [claim("a", 30, 40), claim("b", 10, 20)], [claim("c", 20, 30)])
    assert [each.one.span.start for each in found] == [10, 20, 30]
