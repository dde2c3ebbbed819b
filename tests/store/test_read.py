import pytest

from pipeline.errors import ConfigError
from pipeline.store import read
from pipeline.store.read import Filters


@pytest.fixture
def connection(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        pass
    with read.reading(tmp_path / "c.db") as opened:
        yield opened


@pytest.mark.parametrize(
    ("filters", "held"),
    [
        (Filters(), ["AUS; CHN", "CHL", "EU"]),
        (Filters(types=("share",)), ["AUS; CHN", "CHL", "EU"]),
        (Filters(types=("policy", "goal")), []),
        (Filters(countries=("CHL",)), ["CHL"]),
        (Filters(countries=("chn", "European union")), ["AUS; CHN", "EU"]),
        (Filters(since="2026"), ["AUS; CHN", "CHL", "EU"]),
        (Filters(since="2026-01-02"), ["AUS; CHN", "CHL", "EU"]),
        (Filters(since="2026-01-03"), []),
        (Filters(types=("share",), countries=("Australia",), since="2025"), ["AUS; CHN"]),
    ],
)
def test_filters_choose_claims(connection, filters, held):
    assert sorted(row["country_code"] for row in read.claims(connection, filters)) == held


def test_claims_come_by_date_article_and_place(connection):
    rows = [
        tuple(row[name] for name in ("published", "article", "start", "end", "type", "id"))
        for row in read.claims(connection, Filters())
    ]
    assert rows == sorted(rows)
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("wanted", "hint"), [("Atlantis", "give a code such as CHN"), ("euro", "European Union"), ("", "code")]
)
def test_an_unknown_country_is_told(connection, wanted, hint):
    with pytest.raises(ConfigError, match=hint):
        list(read.claims(connection, Filters(countries=(wanted,))))
