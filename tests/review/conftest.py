import sqlite3
from contextlib import closing

import pytest


@pytest.fixture
def path(tmp_path, samples):
    """A database with three claims: of 33.3, 70 and 85.5 percent."""
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS):
        pass
    return tmp_path / "c.db"


@pytest.fixture
def claims(path):
    """The ids of its claims, the smallest share first."""
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM claims ORDER BY share_low")]


@pytest.fixture
def fetch(path):
    """Rows of a query, as tuples."""

    def rows(sql, *values):
        with closing(sqlite3.connect(path)) as connection:
            return [tuple(row) for row in connection.execute(sql, values)]

    return rows
