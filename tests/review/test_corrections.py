import pytest

from pipeline.errors import ConfigError, InputError
from pipeline.review.corrections import parse
from pipeline.store.read import reading


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("share", "commodity=nickel", {"commodity": "nickel"}),
        ("share", " commodity= rare earths  stage=mining ", {"commodity": "rare earths", "stage": "mining"}),
        ("share", "share_low=30.5 share_high=", {"share_low": 30.5, "share_high": None}),
        ("share", "year=2024", {"year": 2024}),
        ("share", "year=", {"year": None}),
        ("share", "attribution=", {"attribution": ""}),
        ("share", "country=China + chile", {"country_code": "CHL; CHN"}),
        ("share", "country_code=CHN; AUS", {"country_code": "AUS; CHN"}),
        ("share", "partner=CHN+EU scope=EU", {"partner": "CHN+EU", "scope": "EU"}),
        ("share", "partner=", {"partner": ""}),
        ("policy", "policy=a ban = a bar status=ended", {"policy": "a ban = a bar", "status": "ended"}),
        ("quantity", "value_low=1e6 unit=t", {"value_low": 1e6, "unit": "t"}),
    ],
)
def test_what_is_typed(path, kind, typed, expected):
    with reading(path) as connection:
        assert parse(connection, kind, typed) == expected


@pytest.mark.parametrize(
    ("typed", "error", "message"),
    [
        ("", InputError, "write each slot with its value"),
        ("nickel", InputError, "write each slot with its value"),
        ("nickel stage=mining", InputError, "write each slot with its value"),
        ("policy=a ban", InputError, "a share has no slot 'policy'; it has attribution, bound"),
        ("share_low=many", InputError, "share_low takes a number, not 'many'"),
        ("year=2024.5", InputError, "year takes a year, not '2024.5'"),
        ("country=Atlantis", ConfigError, "no country or bloc is called 'Atlantis'"),
    ],
)
def test_what_can_t_be_understood_is_told(path, typed, error, message):
    with reading(path) as connection, pytest.raises(error, match=message):
        parse(connection, "share", typed)
