from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.years import years


def told(text, published="2025-02-10"):
    return [(one.span.of(text), one.year, one.kind) for one in years(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "year", "kind"),
    [
        ("Output rose in 2024.", "2024", 2024, "year"),
        ("by 2030", "2030", 2030, "year"),
        ("in March 2021", "2021", 2021, "year"),
        ("in the first half of 2024", "2024", 2024, "year"),
        ("in Q3 2024", "2024", 2024, "year"),
        ("on 2024-03-05", "2024", 2024, "year"),
        ("in FY25", "FY25", 2025, "year"),
        ("in the 2024/25 season", "2024/25", 2024, "season"),
        ("in 2023-24", "2023-24", 2023, "season"),
        ("in 2019–22", "2019–22", None, "span"),
        ("between 2020 and 2024", "between 2020 and 2024", None, "span"),
        ("in the early 2030s", "early 2030s", None, "decade"),
        ("8% up on 2024", "2024", 2024, "base"),
        ("more than in 2023", "2023", 2023, "base"),
        ("in the year to June", "year to June", None, "span"),
        ("in the year ending March 2024", "year ending March 2024", None, "span"),
        ("in the year ended December 31, 2024", "2024", 2024, "year"),
        ("last year", "last year", 2024, "relative"),
        ("this year", "this year", 2025, "relative"),
        ("next year", "next year", 2026, "relative"),
        ("three years ago", "three years ago", 2022, "relative"),
        ("a decade ago", "a decade ago", None, "relative"),
        ("last season", "last season", None, "relative"),
        ("last month", "last month", 2025, "relative"),
        ("by the end of the decade", "end of the decade", 2030, "relative"),
        ("Exports fell in January.", "January", 2025, "month"),
        ("Exports fell in November.", "November", 2024, "month"),
        ("It will start in November.", "November", 2025, "month"),
        ("It promised to buy by January.", "January", 2026, "month"),
        ("last October", "October", 2024, "month"),
        ("on 1 September it held", "September", 2024, "month"),
        ("in the fourth quarter", "fourth quarter", 2024, "period"),
        ("in the first quarter", "first quarter", 2025, "period"),
        ("the twelve months to June", "June", None, "month"),
        ("a year earlier", "a year earlier", None, "anchored"),
    ],
)
def test_a_time_has_its_year(text, words, year, kind):
    published = "2025-10-30" if "promised" in text else "2025-02-10"
    assert told(text, published) == [(words, year, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "2000 tonnes",
        "$2024",
        "1,990 plants",
        "2024% of it",
        "It may fall.",
        "They march on.",
        "May said so.",
        "20245",
        "https://example.org/2019/tin.html",
        "10.1016/j.tin.2019.04.008",
        "doi:10.99/tin-2021",
        "",
    ],
)
def test_no_time(text):
    assert told(text) == []


def test_anchors_count_from_the_year_before_them():
    text = "It was 5% in 2022, 3% a year earlier and 7% a year later."
    assert [one.year for one in years(text, "2025-01-01")] == [2022, 2021, 2023]


@pytest.mark.parametrize("published", ["", "soon", "2025-99-01"])
def test_without_a_day_only_written_years_are_known(published):
    text = "In May and last year it fell, in 2020 not."
    assert [one.year for one in years(text, published) if one.year] == [2020]


WORDS = "2024|2020-24|2024/25|last year|a year earlier|in|May|March 3|Q3|first half|of|by|will|,|the 1990s|\n|İ|2000 t"
TEXTS = st.one_of(st.text(max_size=100), st.lists(st.sampled_from(WORDS.split("|")), max_size=20).map(" ".join))


@given(TEXTS, st.sampled_from(["", "2025-02-10", "2024-12-31"]), st.integers(0, 99))
def test_any_text_gives_ordered_spans_that_shift(text, published, offset):
    found = years(text, published)
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in found)
    assert all(first.span.end <= second.span.start for first, second in pairwise(found))
    assert [one.span.shift(offset) for one in found] == [one.span for one in years(text, published, offset)]
