import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.figures import figures
from pipeline.types import Bound


def said(text):
    """Figures as (words, low, high, unit, bound, direction), values to three decimals."""
    return [
        (one.span.of(text), *(None if end is None else round(end, 3) for end in (one.low, one.high)), one.unit,
         str(one.bound), one.direction)
        for one in figures(text)
    ]  # fmt: skip


def values(text):
    return [(one.low, one.high, one.unit) for one in figures(text) if one.kind != "bare"]


POINTS = [
    ("It has 40% of it.", 40, "percent"),
    ("It has 40 % of it.", 40, "percent"),
    ("It has 40 percent of it.", 40, "percent"),
    ("It has 40 per cent of it.", 40, "percent"),
    ("It has 40 pct of it.", 40, "percent"),
    ("It has 40pc of it.", 40, "percent"),
    ("a 40-percent slice", 40, "percent"),
    ("It has forty percent of it.", 40, "percent"),
    ("Forty-two per cent is ours.", 42, "percent"),
    ("a tariff of 1,5 % then", 1.5, "percent"),
    ("down to 2½ percent of it", 2.5, "percent"),
    ("It slid 3.9 percentage points.", 3.9, "pp"),
    ("rates went 25 basis points higher", 0.25, "pp"),
    ("two-thirds of a percentage point", 0.667, "pp"),
    ("half of the ore", 50, "percent"),
    ("a third of the ore", 33.333, "percent"),
    ("two-fifths of the ore", 40, "percent"),
    ("nine tenths of the ore", 90, "percent"),
    ("another third from the bloc", 33.333, "percent"),
    ("more than 1/4 of the ore", 25, "percent"),
    ("nine out of ten plants", 90, "percent"),
    ("one in five cars", 20, "percent"),
    ("94 out of every 100 magnets", 94, "percent"),
    ("two out of every three tonnes", 66.667, "percent"),
    ("one magnet in ten that it needs", 10, "percent"),
    ("53 tonnes of every hundred poured", 53, "percent"),
    ("worth $1.2 billion", 1.2e9, "usd"),
    ("worth $1.2bn", 1.2e9, "usd"),
    ("worth US$1,200m", 1.2e9, "usd"),
    ("worth USD 1.2 billion", 1.2e9, "usd"),
    ("worth USD$1.2 billion", 1.2e9, "usd"),
    ("worth 1.2 billion dollars", 1.2e9, "usd"),
    ("a $1.2-billion plan", 1.2e9, "usd"),
    ("worth CAD $10,000", 1e4, "cad"),
    ("a whopping$12 million", 1.2e7, "usd"),
    ("48 %Rest of Europe", 48, "percent"),
    ("worth C$3.4m", 3.4e6, "cad"),
    ("worth A$20bn", 2e10, "aud"),
    ("worth €80m", 8e7, "eur"),
    ("worth 2,200 CFA francs a kilo", 2200, "xof/kg"),
    ("worth EUR14.5m", 1.45e7, "eur"),
    ("worth £2.5bn", 2.5e9, "gbp"),
    ("worth ¥1.7 trillion", 1.7e12, "jpy"),
    ("a 15-trillion-yen plan", 1.5e13, "jpy"),
    ("worth 14 billion yuan", 1.4e10, "cny"),
    ("worth RMB 3,200 million", 3.2e9, "cny"),
    ("worth Rs 7,280-crore", 7.28e10, "inr"),
    ("worth ₹2 lakh crore", 2e12, "inr"),
    ("worth 60bn zlotys", 6e10, "pln"),
    ("worth ₩38 trillion", 3.8e13, "krw"),
    ("worth 57 cents", 0.57, "usd"),
    ("45 million tonnes", 4.5e7, "t"),
    ("45m tonnes", 4.5e7, "t"),
    ("45 Mt of it", 4.5e7, "t"),
    ("1.2 kt of it", 1200, "t"),
    ("816 000 t of it", 816000, "t"),
    ("forty-five thousand tons", 45000, "t"),
    ("half a million tonnes", 5e5, "t"),
    ("a million tonnes", 1e6, "t"),
    ("two and a half million tonnes", 2.5e6, "t"),
    ("two hundred and fifty thousand metric tons", 250000, "t"),
    ("1.75 million barrels per day", 1.75e6, "bbl/d"),
    ("1.7 million barrels of oil a day", 1.7e6, "bbl/d"),
    ("3 mbpd of capacity", 3e6, "bbl/d"),
    ("303 billion barrels", 3.03e11, "bbl"),
    ("31 bcm of gas", 31, "bcm"),
    ("31 billion cubic metres of gas", 31, "bcm"),
    ("65.5 GW of panels", 65.5, "gw"),
    ("14 TWh of power", 14000, "gwh"),
    ("$11,000 a tonne", 11000, "usd/t"),
    ("$81.75 per pound", 81.75, "usd/lb"),
    ("€5/kg for it", 5, "eur/kg"),
    ("fifty million pounds of uranium", 5e7, "lb"),
    ("5.5 Moz of silver", 5.5e6, "oz"),
    ("over its 260,000 graphics processors", 260000, "units"),
    ("11 million electric cars", 1.1e7, "units"),
    ("816'000 t of it", 816000, "t"),
    ("worth Euro 5 million", 5e6, "eur"),
    ("12,000 mt of ore", 12000, "t"),
    ("1.5 mt of ore", 1.5e6, "t"),
    ("a half-percent move", 0.5, "percent"),
    ("three-quarters of one percent", 0.75, "percent"),
    ("a quarter of one per cent", 0.25, "percent"),
    ("60-odd percent of it", 60, "percent"),
    ("one-in-five cars", 20, "percent"),
    ("⅔ of the ore", 66.667, "percent"),
    ("5,000 or more tonnes", 5000, "t"),
    ("output doubled", 100, "percent"),
    ("output tripled", 200, "percent"),
    ("output halved", 50, "percent"),
    ("output rose tenfold", 900, "percent"),
    ("it was 2.6 times that of the year before", 160, "percent"),
    ("it is 12 times the other figure", 12, ""),
]


@pytest.mark.parametrize(("text", "value", "unit"), POINTS)
def test_value_and_unit(text, value, unit):
    (one,) = figures(text)
    assert (one.unit, one.low if one.low is not None else one.high) == (unit, pytest.approx(value, abs=1e-3))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60-70%", [(60, 70, "percent")]),
        ("60%\u201470%", [(60, 70, "percent")]),
        ("70,000 yuan ($9,800) a tonne", [(70000, 70000, "cny/t"), (9800, 9800, "usd/t")]),
        ("60–70 percent", [(60, 70, "percent")]),
        ("30% - 40%", [(30, 40, "percent")]),
        ("60 to 70 percent", [(60, 70, "percent")]),
        ("between 60 and 70 percent", [(60, 70, "percent")]),
        ("between 60% and 70%", [(60, 70, "percent")]),
        ("ranging from 60% to 70%", [(60, 70, "percent")]),
        ("~85-95%", [(85, 95, "percent")]),
        ("a quarter to a third", [(25, pytest.approx(33.33, abs=0.01), "percent")]),
        ("€30bn to €50bn", [(3e10, 5e10, "eur")]),
        ("$5-10 million", [(5e6, 1e7, "usd")]),
        ("$5m-$10m", [(5e6, 1e7, "usd")]),
        ("2 to 3 million tonnes", [(2e6, 3e6, "t")]),
        ("3-4 Mt", [(3e6, 4e6, "t")]),  # the scale of a unit is shared like a magnitude
        ("1.8-2.0 mb/d", [(1.8e6, 2e6, "bbl/d")]),
        ("500 kt to 1 Mt", [(5e5, 1e6, "t")]),
        ("3.1 million to 3.3 million tonnes", [(3.1e6, 3.3e6, "t")]),
        ("between $18 and $20 per share", [(18, 20, "usd/share")]),
        ("five or six alumina plants", [(5, 6, "units")]),
        ("rose 3 to 5 percent", [(3, 5, "percent")]),
        ("expected to fall 15% to 20%", [(15, 20, "percent")]),
        # no ranges
        ("fell from 35% to 23%", [(35, 35, "percent"), (23, 23, "percent")]),
        ("shrank from more than 40% in 2011 to 28%", [(40, None, "percent"), (28, 28, "percent")]),
        ("rose from 60 to 70 percent", [(60, 60, "percent"), (70, 70, "percent")]),
        ("rose 2% to 15%", [(2, 2, "percent"), (15, 15, "percent")]),
        ("up 24% to 1.25 million tonnes", [(24, 24, "percent"), (1.25e6, 1.25e6, "t")]),
        ("both 5% and 10%", [(5, 5, "percent"), (10, 10, "percent")]),
        # lists share their unit
        ("at 2.5 and 6 per cent", [(2.5, 2.5, "percent"), (6, 6, "percent")]),
        ("at 30, 40 and 50 kt", [(3e4, 3e4, "t"), (4e4, 4e4, "t"), (5e4, 5e4, "t")]),
        ("over 7.66m and 1.26% of it", [(1.26, 1.26, "percent")]),
        ("by 4, 7 and 9 per cent", [(4, 4, "percent"), (7, 7, "percent"), (9, 9, "percent")]),
    ],
)
def test_ranges_and_lists(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "words", "bound"),
    [
        ("with 40% of it", "40%", "exact"),
        ("with more than 40% of it", "more than 40%", "at_least"),
        ("with at least 40% of it", "at least 40%", "at_least"),
        ("with upwards of 40% of it", "upwards of 40%", "at_least"),
        ("with >40% of it", ">40%", "at_least"),
        ("with 40%+ of it", "40%+", "at_least"),
        ("with 40% or more of it", "40% or more", "at_least"),
        ("with just over half of it", "just over half", "at_least"),
        ("with more than a 40% share", "more than a 40%", "at_least"),
        ("with no fewer than an estimated 40 GW", "no fewer than an estimated 40 GW", "at_least"),
        ("with up to 40% of it", "up to 40%", "at_most"),
        ("with a crop short of 40% of it", "short of 40%", "at_most"),
        ("with less than 40% of it", "less than 40%", "at_most"),
        ("with no more than 40% of it", "no more than 40%", "at_most"),
        ("with just under a third of it", "just under a third", "at_most"),
        ("with <40% of it", "<40%", "at_most"),
        ("with nearly 40% of it", "nearly 40%", "about"),
        ("with an estimated 40% of it", "an estimated 40%", "about"),
        ("with some 40% of it", "some 40%", "about"),
        ("with ~40% of it", "~40%", "about"),
        ("with 40% or so of it", "40% or so", "about"),
        ("with 60-odd percent of it", "60-odd percent", "about"),
        ("with 5,000 or more tonnes", "5,000 or more tonnes", "at_least"),
        ("with some 50-plus projects", "some 50-plus projects", "at_least"),
        ("with about 40-50% of it", "about 40-50%", "range"),
        ("with more than doubled output", "more than doubled", "at_least"),
        ("it went up to 40% then", "40%", "exact"),
        ("under a 40% tariff", "40%", "exact"),
        ("twice as much as 40% of it", "40%", "exact"),
    ],
)
def test_bounds(text, words, bound):
    one = [one for one in figures(text) if one.unit][-1]
    assert (one.span.of(text), str(one.bound)) == (words, bound)
    assert (one.low is None, one.high is None) == (bound == "at_most", bound == "at_least")


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Exports rose 5%.", "up"),
        ("Exports rose by 5%.", "up"),
        ("Exports rose sharply by about 5%.", "up"),
        ("a rise of 5%", "up"),
        ("a rise in exports of 5%", "up"),
        ("a 5% rise", "up"),
        ("a 5% year-on-year rise", "up"),
        ("exports were up 5%", "up"),
        ("5% higher than before", "up"),
        ("5% more than before", "up"),
        ("8% up on 2024", "up"),
        ("growing at a compound annual growth rate (CAGR) of 5%", "up"),
        ("Chile (+5%)", "up"),
        ("Exports are higher by 5%.", "up"),
        ("Growth was 5%.", "up"),
        ("It cut its use of the metal in half.", "down"),
        ("The gap narrowed by 5%.", "down"),
        ("It came to minus 5%.", "down"),
        ("It racked up $15k in fines.", ""),
        ("Exports fell 5%.", "down"),
        ("Exports have dropped by 5%.", "down"),
        ("The plan would cut imports of the metal by 5%.", "down"),
        ("Italy (-5%)", "down"),
        ("Italy (−5%)", "down"),
        ("5% below a year earlier", "down"),
        ("a 5% annual fall", "down"),
        ("down 3.9 percentage points", "down"),
        ("China has 5% of it.", ""),
        ("It made up 5% of it.", ""),
        ("It fell to 5%.", ""),
        ("It fell below 5%.", ""),
        ("up from 5%", ""),
        ("They grow 5% of the wheat.", ""),
        ("They grow just 5% of the wheat.", ""),
        ("It added 5 GW.", ""),
        ("They grew 5 tonnes of rice.", ""),
        ("She raised 5% as much.", ""),
        ("Each rise pinches its margin by 5%.", "down"),
        ("Exports Dn 5%", "down"),
        ("It frees up $5 billion.", ""),
        ("The yuan firmed 5%.", "up"),
        ("Rice output grew 5 tonnes.", "up"),
        ("drivers—adding up to 3% of adults", ""),
        ("Output sank as low as 5 tonnes.", ""),
        ("It would push up exports of rice by 5%.", "up"),
        ("It raised $5 million.", ""),
        ("a net loss of $5 million", ""),
        ("a $5 billion growth fund", ""),
        ("5% or more", ""),
        ("no more than 5%", ""),
    ],
)
def test_directions(text, direction):
    (one,) = (one for one in figures(text) if one.unit)
    assert (one.direction, one.low is None or one.low > 0) == (direction, True)


def test_a_percentage_behind_or_moves_like_the_sum_before_it():
    told = [(one.low, one.unit, one.direction) for one in figures("It rose 86 cents, or 1.5%. Output is 5 t, or 9%.")]
    assert told == [(0.86, "usd", "up"), (1.5, "percent", "up"), (5, "t", ""), (9, "percent", "")]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("at 4-1/4 cents", 0.0425, 0.0425, "usd"),
        ("at $5.78-1/2 per bushel", 5.785, 5.785, "usd/bu"),
        ("at 40-45 cents a pound", 0.4, 0.45, "usd/lb"),
        ("by 25-50 basis points", 0.25, 0.5, "pp"),
        ("margins of 15- 25%", 15, 25, "percent"),
        ("edged up to 4.5%", 4.5, 4.5, "percent"),
    ],
)
def test_values_as_markets_write_them(text, low, high, unit):
    (one,) = figures(text)
    assert (one.low, one.high, one.unit) == (pytest.approx(low), pytest.approx(high), unit)


@pytest.mark.parametrize("text", ["The index gained 23.6 points, or 1%.", "The S&P 500 lost 2,583 points or 1%."])
def test_points_of_an_index_are_no_percentage_points(text):
    assert [one.unit for one in figures(text) if one.unit] == ["percent"]


def test_the_half_that_ends_in_a_month_is_no_part():
    assert figures("Costs fell in the June half.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "in 2024 and the 2020s", "the 2024/25 season", "in 2019-22", "on March 3, 2021 at 10:30 a.m.", "on 1 September",
        "2024-03-05", "03/04/2023", "Section 232", "Q3 2024", "the 21st century", "a quarter ago", "in the first half",
        "a third country", "a third-party study", "quarter-on-quarter", "a 10-year plan", "for 90 days",
        "five to seven years", "5G masts", "an H100", "COVID-19", "release 2.0.1", "call 604-555-0123",
        "at https://example.org/5-percent", "runs 24/7", "double-digit", "a net-zero goal", "(SHE: 000831)",
        "15 U.S.C. 78", "one of the biggest", "hundreds of millions", "three times this year", "No. 5",
        "the class of '24", "it hit $4kThe next", "9" * 5000, "1e999", "1,2,3,4", "٣٤", "²", "",
    ],
)  # fmt: skip
def test_no_figures(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("5%", "percent"),
        ("half", "fraction"),
        ("$5", "amount"),
        ("3 pp", "amount"),
        ("3,500", "bare"),
        ("doubled", "multiple"),
    ],
)
def test_kind(text, kind):
    assert [one.kind for one in figures(text)] == [kind]


def test_the_number_is_kept_apart_from_bound_and_unit():
    text = "more than $1.2 billion"
    (one,) = figures(text)
    assert one.number.of(text) == "1.2 billion"


def test_hidden_digits_of_a_long_number_make_no_infinity():
    assert figures("9" * 31 + "%") == ()
    assert figures("9" * 30 + "%")[0].low == pytest.approx(1e30)


SPELLINGS = ("{}%", "{} %", "{} percent", "{} per cent", "{} pct", "about {}%", "({}%)", "{}-percent", "{}\u00a0%")


@given(st.integers(0, 9999), st.sampled_from(SPELLINGS))
def test_percent_round_trip(hundredths, spelling):
    number = f"{hundredths / 100:g}"
    (one,) = figures("It has " + spelling.format(number) + " of it")
    assert (one.low, one.high, one.unit) == (float(number), float(number), "percent")


@given(
    st.integers(1, 999),
    st.sampled_from([("million", 1e6), ("bn", 1e9), ("trillion", 1e12), ("crore", 1e7), ("thousand", 1e3)]),
    st.sampled_from([("${} {}", "usd"), ("{} {} tonnes", "t"), ("€{} {}", "eur"), ("{} {} barrels a day", "bbl/d")]),
)
def test_amount_round_trip(number, magnitude, shape):
    (one,) = figures(shape[0].format(number, magnitude[0]))
    assert (one.low, one.unit) == (pytest.approx(number * magnitude[1]), shape[1])


@given(st.integers(1000, 10**12))
def test_separators_do_not_change_the_value(number):
    spellings = (f"{number:,}", f"{number:,}".replace(",", "\u202f"), f"{number:,}".replace(",", " "), str(number))
    assert {figures(f"{one} tonnes")[0].low for one in spellings} == {float(f"{number:.12g}")}


WORDS = (
    "1|5|60|70|1,200|0.5|%|percent|t|tonnes|million|bn|$|€|US$|from|to|between|and|or|-|–|,|.|(|)|more than|up|down"
    "|about|half|a third|quarter|one in five|out of|ten|doubled|times|rose|fell|by|of|İ|½|\n|3m|x|1/3|May|2024"
)
PIECES = st.sampled_from(WORDS.split("|"))
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=20).map("".join),
)


@settings(max_examples=300)
@given(TEXTS, st.integers(0, 1000))
def test_any_text_gives_ordered_spans_that_shift(text, offset):
    found = figures(text)
    ends = [0]
    for one in found:
        assert ends[-1] <= one.span.start < one.span.end <= len(text)
        assert one.span.contains(one.number)
        assert one.low is None or one.high is None or one.low <= one.high
        assert (one.low is None) == (one.bound is Bound.AT_MOST)
        ends.append(one.span.end)
    assert figures(text, offset) == tuple(
        type(one)(one.span.shift(offset), one.low, one.high, one.unit, one.bound, one.kind,
                  one.number.shift(offset), one.direction)
        for one in found
    )  # fmt: skip


@pytest.mark.parametrize(
    "unit",
    [
        "1,",
        "1 ",
        "5-",
        "$",
        "half ",
        "a third ",
        "one in ",
        "more than ",
        "5% to ",
        "20",
        "/1",
        "x@1.",
        " 000",
        "(",
        "+1(",
        "hundred ",
        "1-",
        "jan 1 ",
    ],
)
def test_time_is_linear(unit):
    def seconds(length):
        text = unit * (length // len(unit))
        start = time.perf_counter()
        figures(text)
        return time.perf_counter() - start

    seconds(100)
    assert seconds(40_000) < 10 * seconds(10_000) + 0.5
