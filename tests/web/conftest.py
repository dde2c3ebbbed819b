"""A served desk: the real store filled with our own prose and with attacks, behind Datasette's in-process client."""

import importlib.util
import sqlite3
from contextlib import closing
from pathlib import Path

import lxml.html
import pytest

from pipeline.web import serve


def load(name):
    """A module beside this file (tests are no package)."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Desk:
    """A Datasette and what lies in its database."""

    def __init__(self, path, datasette):
        self.path = path
        self.datasette = datasette

    async def get(self, path, **options):
        return await self.datasette.client.get(path, **options)

    async def page(self, path):
        """The page as a tree; anything but success fails the test."""
        # pages link with the whole address in places
        response = await self.get(path.removeprefix("http://localhost"))
        assert response.status_code == 200, (path, response.text[:500])
        return lxml.html.document_fromstring(response.text)

    def rows(self, sql, *params):
        with closing(sqlite3.connect(self.path)) as conn:
            conn.row_factory = sqlite3.Row
            return [dict(row) for row in conn.execute(sql, params)]


@pytest.fixture(scope="session")
def material():
    return load("material")


@pytest.fixture(scope="session")
def database(material, tmp_path_factory):
    """Under a name of its own: nothing may depend on the file being called claims.db."""
    return material.fill(tmp_path_factory.mktemp("desk") / "my news-2025.db")


@pytest.fixture(scope="session")
def browsing():
    """The module `browser.py` beside this file; skips where there is no browser."""
    for package in ("playwright", "axe_playwright_python"):
        pytest.importorskip(package, reason="needs the packages of requirements-dev.lock: make .venv/.dev")
    module = load("browser")
    if not module.CHROMIUM:
        pytest.skip("needs Debian's Chromium: apt-get install chromium")
    return module


@pytest.fixture(scope="session")
def desk_of():
    """Makes a desk of a database and a Datasette."""
    return Desk


@pytest.fixture
def desk(database):
    return Desk(database, serve.build(database))


def text_of(node):
    """The words of a node with single spaces."""
    return " ".join(node.text_content().split())
