"""Our pages show for our databases only, whatever they are called; everything else is left to Datasette."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from pipeline.web import desk as desks
from pipeline.web import home, memory, metadata, serve

ROOT = Path(__file__).resolve().parents[2]


def foreign(path):
    """A database of another program that has tables of the same names."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("create table claims (id integer primary key, quote text)")
        conn.execute("create table articles (id integer primary key, title text)")
        conn.execute("insert into claims values (1, 'hello')")
        conn.commit()
    return path


async def test_a_foreign_database_is_left_as_it_is(tmp_path):
    datasette = Datasette([str(foreign(tmp_path / "claims.db"))])
    for path in ("/", "/claims", "/claims/claims", "/claims/claims/1", "/nothing"):
        response = await datasette.client.get(path)
        assert "not verified" not in response.text, path
        assert "content-security-policy" not in response.headers, path
    assert "DATASETTE_ALLOW_FACET" in (await datasette.client.get("/claims/claims")).text


async def test_a_foreign_database_beside_ours_keeps_its_tables(database, tmp_path):
    datasette = Datasette([str(foreign(tmp_path / "other.db")), str(database)])
    page = await datasette.client.get("/other/claims/1")
    assert page.status_code == 200
    assert "hello" in page.text
    home = (await datasette.client.get("/")).text
    assert "Other databases" in home
    assert 'href="/other"' in home


async def test_plain_datasette_serves_the_configuration_directory(material, tmp_path):
    for name in ("metadata.yaml", "settings.json"):
        (tmp_path / name).write_text((ROOT / "db" / name).read_text(encoding="utf-8"), encoding="utf-8")
    material.fill(tmp_path / "claims.db")
    datasette = Datasette(config_dir=tmp_path)
    page = (await datasette.client.get("/claims/claims")).text
    assert 'class="facets"' in page
    assert 'class="claims"' in page
    assert datasette.setting("suggest_facets") is False


async def test_any_file_is_served_under_one_name(desk):
    assert [row["name"] for row in (await desk.get("/-/databases.json")).json()] == ["claims"]


async def test_what_the_folder_says_wins_over_what_we_say(material, tmp_path):
    path = material.fill(tmp_path / "news.db", hostile=False)
    (tmp_path / "metadata.yaml").write_text("title: Raw materials desk\n", encoding="utf-8")
    assert "<h1>Raw materials desk</h1>" in (await serve.build(path).client.get("/")).text


async def test_internal_tables_are_hidden(desk):
    page = (await desk.get("/claims.json")).json()
    shown = {table["name"] for table in page["tables"] if not table["hidden"]}
    assert shown == {
        *("claims", "facts", "reference_figures"),
        *("articles", "failures", "removed", "missed_candidates", "pages", "runs"),
    }


def test_settings_of_the_folder_and_of_the_package_are_the_same():
    assert json.loads((ROOT / "db" / "settings.json").read_text(encoding="utf-8")) == serve.settings()


def test_metadata_is_made_afresh_each_time():
    metadata.build(["a"])["databases"]["a"]["tables"]["claims"]["facets"].append("x")
    assert metadata.build(["a"])["databases"]["a"]["tables"]["claims"]["facets"] == list(metadata.FACETS)
    assert metadata.build([]) == {}


@pytest.mark.parametrize("text", ["", "not a database"])
async def test_a_file_that_is_no_database_is_not_ours(tmp_path, text):
    path = tmp_path / "x.db"
    path.write_text(text, encoding="utf-8")
    assert desks.ours(Datasette([str(path)])) == ()


async def test_a_count_that_takes_too_long_is_left_out_of_the_home_page(desk, monkeypatch):
    endless = (
        "with recursive n(i) as (select 1 union all select i + 1 from n) select i as n, 'x' as type from n where i < 0"
    )
    for part in home.HOME:
        monkeypatch.setitem(home.HOME, part, endless)
    monkeypatch.setattr(memory, "PATIENCE", 20)
    page = await desk.page("/")
    assert not page.xpath("//ul[@class='totals']")
    assert page.xpath("//form[@class='home-search']")
