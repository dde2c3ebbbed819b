import pytest

from pipeline.web import words

NAMES = {"CHN": "China", "EU": "European Union", "FOREIGN": "foreign countries"}


TEXTS = (
    "country",
    "organization",
    "partner",
    "commodity",
    "stage",
    "bound",
    "scope",
    "unit",
    "policy",
    "policy_type",
    "goal",
)
NUMBERS = ("share_low", "share_high", "value_low", "value_high", "year")


def row(**given):
    return {"type": "share", **dict.fromkeys(TEXTS, ""), **dict.fromkeys(NUMBERS), **given}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"type": "share", "share_low": 60.0, "share_high": 70.0, "bound": "range"}, "60–70%"),
        ({"type": "share", "share_low": 60.0, "bound": "at_least"}, "at least 60%"),
        ({"type": "share", "share_high": 5.0, "bound": "at_most"}, "at most 5%"),
        ({"type": "share", "share_low": 33.3, "share_high": 33.3, "bound": "about"}, "about 33.3%"),
        ({"type": "share", "share_low": 40.0, "share_high": 40.0, "scope": "EU"}, "40% of European Union"),
        ({"type": "dependency", "partner": "CHN"}, "depends on China"),
        ({"type": "dependency", "partner": "FOREIGN"}, "depends on foreign countries"),
        ({"type": "dependency", "partner": "CHN+XYZ"}, "depends on China, XYZ"),
        ({"type": "quantity", "value_low": 1.2e6, "value_high": 1.2e6, "unit": "t"}, "1.2 million t"),
        ({"type": "quantity", "value_low": 3e9, "value_high": 4e9, "unit": "usd", "bound": "range"}, "USD 3–4 billion"),
        ({"type": "quantity", "value_low": 8250.0, "value_high": 8250.0, "unit": "usd/t"}, "USD 8,250 per t"),
        ({"type": "quantity", "value_low": 45000.0, "value_high": 45000.0, "unit": "gwh"}, "45,000 GWh"),
        ({"type": "quantity", "value_low": 200000.0, "value_high": 200000.0, "unit": "units"}, "200,000"),
        ({"type": "quantity", "value_low": 9e5, "value_high": 9e5, "unit": "bbl/d"}, "900,000 barrels a day"),
        ({"type": "change", "value_low": -25.0, "unit": "percent", "bound": "at_least"}, "down by at least 25%"),
        (
            {"type": "change", "value_low": 3.0, "value_high": 5.0, "unit": "pp", "bound": "range"},
            "up by 3–5 percentage points",
        ),
        (
            {"type": "change", "value_low": -30.0, "value_high": -20.0, "unit": "percent", "bound": "range"},
            "down by 20–30%",
        ),
        ({"type": "change", "value_low": -2.0, "value_high": 2.0, "unit": "percent", "bound": "range"}, "−2 to 2%"),
        ({"type": "change"}, ""),
        ({"type": "policy", "policy": "CHIPS Act", "policy_type": "subsidy"}, "CHIPS Act"),
        ({"type": "policy", "policy_type": "tariff"}, "tariff"),
        ({"type": "goal", "goal": "net zero"}, "net zero"),
        (
            {"type": "goal", "goal": "recycle more", "value_low": 25.0, "value_high": 25.0, "unit": "percent"},
            "recycle more — 25%",
        ),
    ],
)
def test_a_claim_in_words(given, said):
    assert words.said(row(**given), NAMES) == said


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (0.0, "0"),
        (12.5, "12.5"),
        (0.25, "0.25"),
        (999.999, "1,000"),
        (1234.5, "1,234"),
        (1.25e9, "1.25 billion"),
        (-5.0, "−5"),
        (2e13, "20 trillion"),
        (100.0, "100"),
    ],
)
def test_numbers_as_people_write_them(figure, text):
    assert words.number(figure) == text


def test_who_and_what():
    assert words.who(row(country="Australia; Chile")) == "Australia; Chile"
    assert words.who(row(organization="Ostrava Magnets")) == "Ostrava Magnets"
    assert words.who(row()) == "no country named"
    assert words.what(row(commodity="lithium")) == "lithium"
    assert words.what(row(commodity="lithium", stage="mining")) == "lithium, mining"
    assert words.what(row()) == ""


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ('where type = "goal" sorted by published descending', 'where type = "goal", the newest first'),
        ("sorted by confidence descending", "those read with most confidence first"),
        ("sorted by country", "sorted by country"),
        (
            'where search matches "sorted by" sorted by rowid descending',
            'where search matches "sorted by", the newest first',
        ),
        ("", ""),
    ],
)
def test_the_order_of_a_table_is_told_in_words(told, shown):
    assert words.filtered(told) == shown
