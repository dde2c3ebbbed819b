"""The desk for everybody: reviewed claims only, no SQL, nothing written, nothing of this machine."""

import re
import sqlite3
from contextlib import closing

import httpx
import pytest
from click.testing import CliRunner
from lxml import html

from pipeline.cli import main
from pipeline.facts import refresh
from pipeline.store import snapshot
from pipeline.store.database import open_reader, open_reviewer
from pipeline.store.write import Store
from pipeline.web import serve

NOTE = "the pier guard told me so"
REVIEWER = "ann.of.the.pier"


def judge(path, claim, verdict, **given):
    row = {"claim": claim, "verdict": verdict, "reviewer": REVIEWER, "note": NOTE, **given}
    with closing(open_reviewer(path)) as conn:
        columns = ", ".join(row)
        conn.execute(f"insert into verdicts ({columns}) values ({', '.join(':' + name for name in row)})", row)  # noqa: S608 - ours


@pytest.fixture(scope="module")
def source(material, tmp_path_factory):
    """A reviewed database: two claims right, one corrected, one wrong, one unsure, the rest as it was."""
    path = material.fill(tmp_path_factory.mktemp("secret-folder") / "desk.db")
    with closing(sqlite3.connect(path)) as conn:
        found = dict(conn.execute("select type || commodity || coalesce(share_low, ''), id from claims"))
    judge(path, found["sharerare earths60.0"], "right")
    judge(path, found["sharecopper12.0"], "right")
    judge(path, found["quantitylithium"], "corrected", slots='{"commodity": "tin"}')
    judge(path, found["goalpermanent magnets"], "wrong", error_class="figure")
    judge(path, found["changelithium"], "unsure")
    return path


@pytest.fixture(scope="module")
def copy(source, tmp_path_factory):
    path = tmp_path_factory.mktemp("public") / "claims.db"
    assert snapshot.write(source, path, 60) == 3
    with Store(path, {}) as store:
        refresh.catch_up(store.transaction)
    snapshot.seal(path)
    return path


@pytest.fixture
def desk(copy, source):
    return serve.build_public(copy, source, ("desk.example.org",))


def rows(path, sql):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(sql).fetchall()


def test_only_what_a_person_found_right_or_corrected_is_in_it(copy):
    assert sorted(rows(copy, "select type, commodity, review from claims")) == [
        ("quantity", "tin", "right"),
        ("share", "copper", "right"),
        ("share", "rare earths", "right"),
    ]
    assert rows(copy, "select count(*) from articles") == [(3,)]
    assert sorted(rows(copy, "select commodity from facts")) == [("copper",), ("rare earths",), ("tin",)]


def test_it_holds_no_text_no_page_and_nothing_else_that_people_wrote(copy):
    assert rows(copy, "select distinct text, blocks from articles") == [("", "[]")]
    assert rows(copy, "select distinct length(body) from originals") == [(0,)]
    for table in ("verdicts", "corrections", "removed", "missed_candidates", "failures"):
        assert rows(copy, f"select count(*) from {table}") == [(0,)], table  # noqa: S608 - ours
    everything = copy.read_bytes()
    for secret in (NOTE, REVIEWER, "secret-folder", "The magnet makers of Ostrava"):
        assert secret.encode() not in everything, secret


def test_quotes_are_cut(copy):
    quotes = [quote for (quote,) in rows(copy, "select quote from claims")]
    assert max(len(quote) for quote in quotes) == 60
    assert any(quote.endswith("…") for quote in quotes)


def test_it_needs_no_file_beside_it(copy):
    assert {path.name for path in copy.parent.iterdir()} <= {"claims.db", "claims.db.lock"}
    open_reader(copy).close()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/claims?sql=select+1", 403),
        ("/claims.json?sql=select+1", 403),
        ("/claims.csv?sql=select+1", 403),
        ("/claims/claims?_where=1", 403),
        ("/claims.db", 403),
        ("/-/plugins", 404),
        ("/-/versions", 404),
        ("/-/settings", 404),
        ("/-/databases.json", 404),
        ("/-/threads", 404),
        ("/-/metadata.json", 404),
        ("/-/login", 404),
        ("/-/review", 404),
        ("/-/reviewers", 404),
        (f"/kept/{'0' * 64}", 404),
        ("/claims/review_claim", 404),
        ("/-/static/app.css", 200),
        ("/-/static-plugins/claimtable/desk.css", 200),
    ],
)
async def test_what_is_for_ones_own_desk_is_closed(desk, path, status):
    assert (await desk.client.get(path)).status_code == status


async def test_nothing_can_be_written(desk, copy):
    for path in ("/claims/claims", "/claims/review_claim", "/-/login", "/"):
        assert (await desk.client.post(path, data={"answer": "right"})).status_code in {404, 405}, path
    assert rows(copy, "select count(*) from verdicts") == [(0,)]


async def test_only_its_own_names_are_answered_wherever_it_listens(desk):
    app = desk.app()
    for name, status in [("desk.example.org", 200), ("localhost", 200), ("evil.example", 400), ("", 400)]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://192.0.2.7") as client:
            assert (await client.get("/", headers={"host": name})).status_code == status, name


async def test_every_page_that_can_be_reached_tells_no_path_and_no_secret(desk, copy):
    """Follow all links of all pages: each answers, and none says where it lies, who reviewed, or what was not."""
    open_, seen = ["/"], set()
    while open_ and len(seen) < 400:
        path = open_.pop()
        response = await desk.client.get(path)
        seen.add(path)
        assert response.status_code in {200, 302, 403}, path
        text = response.text
        for secret in (str(copy.parents[1]), str(copy.parent), NOTE, REVIEWER, "Traceback", "recycle 25%"):
            assert secret not in text, (path, secret)
        if "html" not in response.headers["content-type"]:
            continue
        tree = html.document_fromstring(text)
        assert "Extracted, not verified." in tree.text_content(), path
        for link in tree.xpath("//a/@href"):
            target = re.sub(r"^http://localhost", "", link).partition("#")[0]
            if target.startswith("/") and target not in seen and "_sort" not in target and "_facet" not in target:
                open_.append(target)
    assert len(seen) > 40


def test_without_a_reviewed_claim_there_is_nothing_to_show(material, tmp_path):
    path = material.fill(tmp_path / "fresh.db", hostile=False)
    result = CliRunner().invoke(main, ["serve", "--public", "--db", str(path), "--port", "0"])
    assert result.exit_code == 1
    assert "no claim has been reviewed yet" in result.stderr


def test_an_address_for_all_needs_a_name(source):
    result = CliRunner().invoke(main, ["serve", "--public", "--db", str(source), "--host", "0.0.0.0", "--port", "0"])  # noqa: S104 - refused
    assert result.exit_code == 2
    assert "--name desk.example.org" in result.stderr
