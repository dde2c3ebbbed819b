from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.charts.scale import Scale, apart, date_ticks, day, steps

figures = st.floats(-1e9, 1e9).filter(lambda each: each == 0 or abs(each) > 1e-6)


@given(figures, figures, figures)
def test_a_place_stays_in_the_picture_and_keeps_the_order(low, high, value):
    low, high = min(low, high), max(low, high)
    scale = Scale(low, high, 10, 90)
    assert 10 <= scale(value) <= 90
    assert scale(low) <= scale(high)


@given(figures, figures)
def test_steps_are_round_and_cover_the_figures(low, high):
    low, high = min(low, high), max(low, high)
    marks = steps(low, high)
    assert 2 <= len(marks) <= 8
    assert marks[0] <= low + 1e-6 * abs(low)
    assert marks[-1] >= high - 1e-6 * abs(high)
    assert all(earlier < later for earlier, later in pairwise(marks))


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [(0, 100, (0, 20, 40, 60, 80, 100)), (12, 31, (10, 15, 20, 25, 30, 35)), (5, 5, (5, 6)), (0, 0, (0, 0.2))],
)
def test_steps(low, high, marks):
    assert steps(low, high) == marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025-03-04T10:00:00+00:00", date(2025, 3, 4)),
        ("2025-03", date(2025, 3, 1)),
        ("2025", date(2025, 1, 1)),
        ("", None),
        ("soon", None),
        ("2025-13-01", None),
    ],
)
def test_days(text, found):
    assert day(text) == (found.toordinal() if found else None)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 9000))
def test_date_ticks_are_few_and_in_order(first, length):
    start = first.toordinal()
    ticks = date_ticks(start, start + length, Scale(start, start + length))
    assert 1 <= len(ticks) <= 7
    assert [tick.place for tick in ticks] == sorted(tick.place for tick in ticks)
    assert [tick.label for tick in ticks] == sorted(tick.label for tick in ticks)


@given(st.lists(st.floats(0, 100), max_size=40).map(sorted))
def test_neighbours_are_moved_apart_where_there_is_room(places):
    moved = apart(places, 1.5, 100)
    assert len(moved) == len(places)
    assert list(moved) == sorted(moved)
    assert all(0 <= place <= 100 for place in moved)
    if len(places) <= 40:
        assert all(later - earlier >= 1.3 for earlier, later in pairwise(moved))
