"""A bundle holds what may be published and nothing else, whole or not at all."""

import csv
import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from click.testing import CliRunner
from datasette.app import Datasette

from pipeline.cli import main
from pipeline.cli.export import ROWS
from pipeline.export.tables import PUBLISHED
from pipeline.export.tables import TABLES as EXPORTS
from pipeline.facts import refresh
from pipeline.review.verdicts import Answer, ErrorClass, Reviews, Verdict
from pipeline.store.read import Filters, claims, reading
from pipeline.store.write import Store

TABLES = ("claims", "articles", "facts", "policies", "contradictions")
FILES = {
    *("claims.db", "datapackage.json", "metadata.json", "settings.json", "manifest.json"),
    *(f"{table}.csv" for table in TABLES),
}
OTHER = "Chile holds 90 percent of it now, the other league said."
LONG = f"Chile holds 12 percent of it, {'and so on, ' * 60}says the ministry of mines."


@pytest.fixture
def database(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM, samples.MAGNETS, LONG):
        pass
    with closing(sqlite3.connect(tmp_path / "c.db")) as connection:  # as of a file that was read from a folder
        connection.execute("UPDATE claims SET source_url = '/srv/secret/a.html' WHERE country_code = 'AUS; CHN'")
        connection.commit()
    return tmp_path / "c.db"


@pytest.fixture
def publish(database, tmp_path):
    return lambda *given, to="out": CliRunner().invoke(
        main, ["publish", "--db", str(database), str(tmp_path / to), *given]
    )


def judge(database, code, answer, **given):
    with reading(database) as connection:
        (claim,) = (row["id"] for row in claims(connection, Filters()) if row["country_code"] == code)
    with Reviews(database) as reviews:
        reviews.give(Verdict(claim, answer, "ann", **given))


def rows(folder, table="claims"):
    with closing(sqlite3.connect(f"file:{folder / 'claims.db'}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608 - ours


def test_the_files_and_their_digests(publish, tmp_path):
    result = publish("--license", "CC-BY-4.0")
    assert result.exit_code == 0, result.output
    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == FILES
    manifest = json.loads((out / "manifest.json").read_text())
    assert {each["name"] for each in manifest["files"]} == FILES - {"manifest.json"}
    for each in manifest["files"]:
        body = (out / each["name"]).read_bytes()
        assert (each["sha256"], each["bytes"]) == (hashlib.sha256(body).hexdigest(), len(body))
    assert json.loads((out / "metadata.json").read_text())["license"] == "CC-BY-4.0"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_no_text_no_page_no_path_of_this_machine(publish, tmp_path, samples):
    publish("--max-quote", "60")
    whole = b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir())
    for words in ("counts brine and rock alike", "said nobody", "secret", "ministry of mines", str(tmp_path)):
        assert words.encode() not in whole
    assert "brine" in samples.LITHIUM
    assert {row["source_url"] for row in rows(tmp_path / "out") if row["country_code"] == "AUS; CHN"} == {"a.html"}
    assert {
        name for row in rows(tmp_path / "out", "sqlite_master") if row["type"] == "table" for name in [row["name"]]
    } == {
        *TABLES,
        *(
            f"{table}_fts{part}"
            for table in ("claims", "articles")
            for part in ("", "_data", "_idx", "_docsize", "_config")
        ),
    }


@pytest.mark.parametrize("longest", [1, 20, 300, 10_000])
def test_long_quotes_are_cut_and_say_so(publish, tmp_path, database, longest):
    publish("--max-quote", str(longest))
    with reading(database) as connection:
        whole = {row["id"]: row["quote"] for row in claims(connection, Filters())}
    found = rows(tmp_path / "out")
    assert len(found) == len(whole) == 4
    for row in found:
        quote = whole[row["claim_id"]]
        assert len(row["quote"]) <= longest
        if row["quote_cut"]:
            assert len(quote) > longest
            assert row["quote"].endswith("…")
            assert quote.startswith(row["quote"][:-1])
            assert ":~:" not in row["source_link"]
        else:
            assert row["quote"] == quote


def test_what_was_judged_wrong_is_left_out_and_corrections_count(publish, tmp_path, database):
    judge(database, "EU", Answer.WRONG, error_class=ErrorClass.FIGURE)
    judge(database, "AUS; CHN", Answer.CORRECTED, slots={"share_low": 80.0})
    publish()
    publish("--reviewed", to="reviewed")
    assert {row["country_code"] for row in rows(tmp_path / "out")} == {"CHL", "AUS; CHN"}
    (only,) = rows(tmp_path / "reviewed")
    assert (only["country_code"], only["share_low"], only["review"]) == ("AUS; CHN", 80.0, "corrected")


@pytest.fixture
def disputed(database, samples):
    """Chile's share is told by three articles, of which one gives another figure; figures that are far apart."""
    with Store(database, samples.NAMES) as store:
        run = store.start_run("ingest", samples.RULES)
        source = samples.page(OTHER, source="corpus/other.html", url="https://other.example/1")
        article = samples.clean(source)
        store.save(source, article, samples.Extractor().extract(article.document), run)
        refresh.catch_up(store.transaction)
    return database


def exported(database, table):
    with reading(database) as connection:
        return [dict(row) for row in ROWS[table](connection, Filters())]


def test_facts_and_contradictions_are_those_of_the_database(publish, tmp_path, disputed):
    assert publish("--max-quote", "10000").exit_code == 0
    out = tmp_path / "out"
    for table in ("facts", "policies", "contradictions"):
        wanted = [{name: row[name] for name in EXPORTS[table].names} for row in exported(disputed, table)]
        assert rows(out, table) == wanted, table
    assert [(row["country_code"], row["claims"], row["contradicted"]) for row in rows(out, "facts")] == [
        ("AUS; CHN", 1, 0),
        ("CHL", 3, 1),
        ("EU", 1, 0),
    ]
    assert {row["claim_id"] for row in rows(out, "contradictions")} <= {row["claim_id"] for row in rows(out)}


@pytest.mark.usefixtures("disputed")
def test_the_quotes_of_contradictions_are_cut_too(publish, tmp_path):
    publish("--max-quote", "30")
    found = rows(tmp_path / "out", "contradictions")
    assert found
    for row in found:
        assert {len(row[name]) <= 30 and row[name].endswith("…") for name in ("quote", "other_quote")} == {True}
        assert ":~:" not in row["source_link"] + row["other_source_link"]
    whole = b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir())
    assert b"the other league" not in whole


def test_reviewed_facts_count_reviewed_claims_alone(publish, tmp_path, disputed):
    judge(disputed, "EU", Answer.WRONG, error_class=ErrorClass.FIGURE)
    judge(disputed, "AUS; CHN", Answer.CORRECTED, slots={"share_low": 80.0, "share_high": 80.0})
    with reading(disputed) as connection:
        claim = next(row["id"] for row in claims(connection, Filters()) if row["share_low"] == 90.0)
    with Reviews(disputed) as reviews:
        reviews.give(Verdict(claim, Answer.RIGHT, "ann"))
    publish("--reviewed")
    out = tmp_path / "out"
    columns = ("country_code", "low", "high", "claims", "reviewed", "contradicted")
    assert [tuple(row[name] for name in columns) for row in rows(out, "facts")] == [
        ("AUS; CHN", 80.0, 80.0, 1, 1, 0),
        ("CHL", 90.0, 90.0, 1, 1, 0),
    ]
    assert rows(out, "contradictions") == []
    publish(to="all")
    assert {row["country_code"]: row["claims"] for row in rows(tmp_path / "all", "facts")} == {"AUS; CHN": 1, "CHL": 3}


def test_the_csv_is_the_table(publish, tmp_path):
    publish()
    with (tmp_path / "out" / "claims.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert list(read[0]) == list(PUBLISHED.names)
    assert [row["claim_id"] for row in read] == [row["claim_id"] for row in rows(tmp_path / "out")]


def test_the_package_is_valid(publish, tmp_path):
    frictionless = pytest.importorskip("frictionless", reason="needs `make test`'s packages")
    publish()
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert [task.stats.get("rows", 0) for task in report.tasks] == [
        len(rows(tmp_path / "out", table)) for table in TABLES
    ]
    assert [task.name for task in report.tasks] == list(TABLES)


async def test_datasette_serves_it_with_meanings_and_search(publish, tmp_path):
    publish()
    out = tmp_path / "out"
    served = Datasette([], immutables=[str(out / "claims.db")], config_dir=out)
    page = await served.client.get("/claims/claims.json?_shape=array&_search=reserves&_col=quote")
    assert ["reserves" in row["quote"] for row in page.json()] == [True]
    html = (await served.client.get("/claims/claims")).text
    assert "percent of the whole" in html


def test_the_same_database_gives_the_same_bytes(publish, tmp_path):
    publish(to="a")
    publish(to="b")
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_a_bundle_is_replaced_and_nothing_else_is(publish, tmp_path):
    assert publish().exit_code == 0
    (tmp_path / "out" / "claims.csv").unlink()
    assert publish().exit_code == 0
    assert (tmp_path / "out" / "claims.csv").exists()
    (tmp_path / "out" / "mine.txt").write_text("keep me")
    result = publish()
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "holds something else than a bundle: name another folder, or empty it" in result.stderr
    assert (tmp_path / "out" / "mine.txt").read_text() == "keep me"
    (tmp_path / "file").write_text("x")
    assert "holds something else" in publish(to="file").stderr


def test_p3_a_publish_killed_on_the_way_leaves_the_old_bundle(publish, tmp_path, database):
    publish("--max-quote", "20")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    script = "import sys, os, signal; from pipeline.export import bundle\nwrite = bundle.write_package\n"
    script += "def killed(*given):\n    write(*given)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    script += "bundle.write_package = killed\nfrom pipeline.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", script, "publish", "--db", database, tmp_path / "out"], check=False, capture_output=True
    )
    assert done.returncode == -9
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert publish().exit_code == 0


def test_a_folder_that_cannot_be_made_is_one_line(publish):
    result = publish(to="c.db/out")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "can't be written" in result.stderr
