"""The geometry of each picture."""

import pytest

from pipeline.web.charts import graph, series, times, world


def claim(number, published, low, high, **given):
    known = {"claim": str(number), "published": published, "low": low, "high": high, "label": f"claim {number}"}
    return known | {"origin": "a", "bound": "exact", "against": 0} | given


def test_a_bar_goes_from_low_to_high_at_its_date():
    chart = series.build(
        [
            claim(1, "2025-01-01", 20, 40),
            claim(2, "2025-07-01", 50, 50, origin="b", bound="at_least"),
            claim(3, "2026-01-01", 0, 100),
        ],
        {"a": 1, "b": 2},
        [(30.0, "Survey (2024): 30%")],
        "percent",
    )
    first, second, third = chart.bars
    assert (third.top, third.bottom) == (series.BOTTOM, series.TOP)
    assert first.place < second.place < third.place
    assert first.top == pytest.approx(92 - 0.4 * 84)
    assert first.bottom == pytest.approx(92 - 0.2 * 84)
    assert (second.opens_up, second.opens_down, second.origin) == (True, False, 2)
    assert (first.is_copy, third.is_copy) == (False, True)
    assert chart.lines[0].place == pytest.approx(92 - 0.3 * 84)
    assert [tick.label for tick in chart.rows] == ["0", "25", "50", "75", "100"]


def test_claims_without_a_date_or_figure_make_no_bar():
    assert series.build([claim(1, "", 1, 1), claim(2, "2025-01-01", None, None)], {}, [], "t") is None


def test_the_newest_bars_are_shown_and_the_rest_counted():
    many = [claim(number, f"2025-01-{number % 28 + 1:02}", number, number) for number in range(series.MOST + 5)]
    chart = series.build(sorted(many, key=lambda one: one["published"]), {"a": 1}, [], "t")
    assert len(chart.bars) == series.MOST
    assert chart.left_out == 5
    assert chart.rows[-1].label == "80"


def test_shares_beyond_a_hundred_percent_have_their_own_axis():
    chart = series.build([claim(1, "2025-01-01", 150, 150)], {}, [], "percent")
    assert chart.rows[-1].label != "100"


@pytest.mark.parametrize(
    ("figure", "shade"), [(0.0, 1), (9.9, 1), (10.0, 2), (49.9, 3), (50.0, 4), (75.0, 5), (100.0, 5)]
)
def test_a_country_is_shaded_by_its_class(figure, shade):
    countries = {one.code: one for one in world.build({"CHL": figure}, {"CHL": "Chile"})}
    assert countries["CHL"].shade == shade
    assert countries["CHL"].label == "Chile"
    assert countries["PER"].shade == 0


def test_the_map_knows_the_countries_of_the_vocabulary_that_are_large_enough():
    codes = {one.code for one in world.build({}, {})}
    assert {"CHN", "USA", "COD", "IDN", "TWN", "XKX", "FJI", "RUS"} <= codes
    assert len(codes) > 170


def test_a_time_line_marks_the_first_article_of_each_state():
    states = [
        {"status": "in force", "first_seen": "2025-06-01", "last_seen": "2025-12-31"},
        {"status": "announced", "first_seen": "2025-01-01", "last_seen": "2025-02-01"},
        {"status": "", "first_seen": None, "last_seen": None},
    ]
    chart = times.timeline([({"fact_id": "x"}, states)])
    (track,) = chart.tracks
    assert [mark.status for mark in track.marks] == ["announced", "in force"]
    assert (track.start, track.end) == (3, 97)
    assert times.timeline([({}, [])]) is None


def test_months_without_claims_are_columns_too():
    found = times.months({"2024-12": 1, "2025-02": 4, "": 9, "soon": 1})
    assert [(month.name, month.claims, month.height) for month in found] == [
        ("2024-12", 1, 25.0),
        ("2025-01", 0, 0.0),
        ("2025-02", 4, 100.0),
    ]
    assert times.months({}) == ()
    assert len(times.months({"1990-01": 1, "2025-01": 1})) == times.MONTHS


def test_partners_stand_at_their_sides_and_the_rest_are_counted():
    found = graph.build([("CHN", "magnets", 9)], [(f"X{number}", "", 1) for number in range(graph.MOST + 2)])
    assert [(node.code, node.place, node.weight) for node in found.suppliers] == [("CHN", 50.0, 4)]
    assert len(found.dependents) == graph.MOST
    assert found.left_out == 2
    assert graph.build([], []) is None
