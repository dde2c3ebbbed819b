import pytest

from pipeline.store.read import Filters, claims, reading


@pytest.fixture
def rows(tmp_path, samples):
    """Three claims as they are stored, and one whose texts are a danger to spreadsheets."""
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        pass
    with reading(tmp_path / "c.db") as connection:
        found = [dict(row) for row in claims(connection, Filters())]
    return [*found, found[0] | {"id": "f" * 64, "quote": "=HYPERLINK(A1)", "title": "<r>Bold & </r>", "year": 2024}]
