"""Article text is inert on every page, and Datasette's own gaps are closed (group S of the reliability table)."""

import re
import sqlite3
from contextlib import closing
from urllib.parse import quote, urlsplit

import httpx
import pytest
from lxml import html

from pipeline.web import guard, serve

PLACES = (("commodity", "commodity"), ("policy", "policy_type"))
TABLES = (
    *("facts", "contradictions", "claims", "articles", "failures", "removed", "missed_candidates", "runs"),
    *("originals", "countries"),
)
ALLOWED_PLUGINS = {
    "claimtable",
    "datasette-auth-passwords",
    "datasette-auth-tokens",
    "datasette-block-robots",
    "datasette-gzip",
}


def pages(desk):
    """Every kind of page of ours and of Datasette's, with hostile rows on it."""
    yield from ("/", "/claims", "/claims?_show_hidden=1", "/-/plugins", "/nothing")
    for table in TABLES:
        yield from (f"/claims/{table}", f"/claims/{table}?_all=1")
    yield from (
        "/claims/claims?_search=script",
        "/claims/claims?commodity__contains=<script>",
        "/claims/claims?_sort=type",
    )
    yield from (
        "/claims?sql=select+*+from+claims",
        "/claims?sql=select+'<script>alert(1)</script>'+as+a",
        "/claims?sql=bad",
    )
    yield from ("/claims/claims?_col=quote&_col=title", "/claims/claims?_facet=title&_facet=attribution&_facet=policy")
    yield from (f"/claims/claims/{row['id']}" for row in desk.rows("select id from claims"))
    yield from (f"/claims/articles/{row['id']}" for row in desk.rows("select id from articles"))
    yield from (f"/claims/facts/{row['fact_id']}" for row in desk.rows("select fact_id from facts"))
    yield from (f"/country/{row['code']}" for row in desk.rows("select code from countries"))
    for row in desk.rows("select distinct commodity, policy_type from facts"):
        yield from (f"/{address}/{quote(row[column], safe='')}" for address, column in PLACES if row[column])
    yield from ("/policies", "/search", "/search?q=script", "/search?q=china", "/search?q=<script>alert(1)</script>")
    yield from (f"/kept/{row['original']}" for row in desk.rows("select original from articles"))


async def test_no_page_holds_foreign_script_markup_or_links(desk):
    for path in pages(desk):
        response = await desk.get(path)
        tree = html.document_fromstring(response.text)
        for script in tree.iter("script"):
            assert (script.get("src") or "").startswith("/-/static"), path
            assert not (script.text or "").strip(), path
        for node in tree.iter():
            if not isinstance(node.tag, str):
                continue
            assert node.tag not in {"iframe", "object", "embed", "img", "base", "frame"}, (path, node.tag)
            assert not [name for name in node.attrib if name.startswith("on")], (path, node.attrib)
            for name in ("href", "src", "action"):
                address = (node.get(name) or "").strip()
                assert urlsplit(address).scheme in {"", "http", "https", "data" if node.tag == "link" else ""}, (
                    path,
                    address,
                )
            if node.tag == "svg":
                around = [node, *node.iterancestors("svg")]
                assert any(one.get("viewbox") or one.get("role") or one.get("aria-hidden") for one in around), path
        assert not tree.xpath("//h1[. = 'loud']"), path
        assert "Extracted, not verified." in tree.text_content(), path


async def test_attacks_are_shown_as_the_text_they_are(desk, material):
    claim = desk.rows("select id, article from claims where rule = 'policy.x'")[0]
    for path in (
        f"/claims/claims/{claim['id']}",
        f"/claims/articles/{claim['article']}",
        "/claims/claims",
        "/claims/removed",
    ):
        text = (await desk.page(path)).text_content()
        for payload in material.PAYLOADS[:-2]:
            assert payload in text, (path, payload)


async def test_text_of_articles_keeps_its_direction_to_itself(desk):
    claim = desk.rows("select id, article from claims where rule = 'policy.x'")[0]
    for path in (
        f"/claims/claims/{claim['id']}",
        f"/claims/articles/{claim['article']}",
        "/claims/claims",
        "/claims/claims?_all=1",
    ):
        tree = await desk.page(path)
        for node in tree.xpath("//body//*[contains(text(), '\u202e')]"):
            around = [node, *node.iterancestors()]
            assert any(each.get("dir") == "auto" or each.tag == "bdi" for each in around), (path, node.tag)


async def test_ids_are_unique_and_fields_are_named(desk):
    for path in pages(desk):
        response = await desk.get(path)
        tree = html.document_fromstring(response.text)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), (path, sorted(each for each in ids if ids.count(each) > 1))
        assert tree.xpath("/html/@lang") == ["en"], path
        assert len(tree.xpath("//h1")) == 1, path
        for field in tree.xpath("//input[not(@type='hidden' or @type='submit')] | //select"):
            named = (
                field.get("aria-label")
                or tree.xpath("//label[@for=$id]", id=field.get("id"))
                or field.xpath("ancestor::label")
            )
            assert named or field.get("name") == "sql", (path, field.attrib)
        for link in tree.xpath("//a"):
            assert link.text_content().strip() or link.get("aria-label"), (path, link.attrib)


async def test_every_answer_carries_the_headers(desk):
    for path in (
        "/",
        "/claims/claims.json",
        "/claims/claims.csv?_stream=1",
        "/-/static/app.css",
        "/nothing",
        "/claims?sql=bad",
    ):
        headers = (await desk.get(path)).headers
        policy = headers["content-security-policy"]
        assert "script-src 'self';" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["x-frame-options"] == "DENY", path
        assert headers["referrer-policy"] == "no-referrer", path
        assert len(headers.get_list("referrer-policy")) == 1, path


async def answer(desk, raw, host=b"127.0.0.1:8001", server="127.0.0.1"):
    """Status and headers for a raw path, which no client library would send unchanged."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": raw.decode(),
        "raw_path": raw,
        "query_string": b"",
        "scheme": "http",
    }
    sent = []

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        sent.append(message)

    headers = [(b"host", each) for each in ([host] if isinstance(host, bytes) else host)]
    app = desk.datasette.client.app
    await desk.datasette.invoke_startup()
    await app({**scope, "headers": headers, "http_version": "1.1", "server": (server, 8001)}, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent)


@pytest.mark.parametrize("raw", [b"/\\example.com/", b"/\\/example.com/", b"/a\\b", b"/\t/example.com/", b"/\x7f/"])
async def test_an_address_that_redirects_elsewhere_is_refused(desk, raw):
    status, headers, _ = await answer(desk, raw)
    assert status == 400
    assert b"location" not in headers
    assert b"content-security-policy" in headers


@pytest.mark.parametrize("raw", [b"//example.com/", b"/%5Cexample.com/", b"/claims/"])
async def test_other_redirects_stay_here(desk, raw):
    status, headers, _ = await answer(desk, raw)
    location = {name.lower(): value for name, value in headers.items()}[b"location"].decode()
    assert status == 302
    assert location.startswith("/")
    assert location[1:2] not in {"/", "\\"}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (b"127.0.0.1:8001", 200),
        (b"localhost", 200),
        (b"LOCALHOST:8001", 200),
        (b"[::1]:8001", 200),
        (b"evil.example", 400),
        (b"127.0.0.1.evil.example", 400),
        (b"localhost@evil.example", 400),
        (b"evil.example#127.0.0.1", 400),
        (b"127.0.0.1:port", 400),
        (b"", 400),
        ((), 400),
        ((b"localhost", b"evil.example"), 400),
    ],
)
async def test_on_loopback_only_names_of_this_machine_are_answered(desk, host, status):
    got, _, body = await answer(desk, b"/", host)
    assert got == status
    assert b"evil" not in body


async def test_a_name_that_is_configured_is_answered(database):
    named = serve.build(database, hosts=("desk.example.org",))
    transport = httpx.ASGITransport(app=named.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        assert (await client.get("/", headers={"host": "desk.example.org"})).status_code == 200
        assert (await client.get("/", headers={"host": "other.example.org"})).status_code == 400


async def test_beyond_loopback_the_host_is_not_checked(desk):
    status, _, _ = await answer(desk, b"/", b"newsroom.example", server="192.0.2.7")
    assert status == 200


async def test_the_bytes_of_stored_pages_are_never_served(desk):
    digest, size = desk.rows("select digest, length(body) as size from originals")[0].values()
    assert size
    for path in (
        "/claims/originals.json?_shape=array",
        f"/claims/originals/{digest}.json?_shape=array",
        "/claims.json?_shape=array&sql=select+body,length(body)+as+size,hex(body)+as+hex+from+originals",
        "/claims.json?_shape=array&sql=select+o.body+from+originals+o",
        "/claims.json?_shape=array&sql=with+x+as+(select+*+from+originals)+select+body+from+x",
    ):
        rows = (await desk.get(path)).json()
        assert rows, path
        for row in rows:
            assert not [name for name in ("body", "o.body", "size", "hex") if row.get(name)], path
    blob = await desk.get(f"/claims/originals/{digest}.blob?_blob_column=body")
    assert b"x\x01" not in blob.content
    assert (await desk.get("/claims.db")).status_code == 403


async def test_a_statement_cannot_make_a_huge_value(desk):
    for value in ("printf('%25.900000000c','x')", "zeroblob(900000000)", "replace(hex(zeroblob(30000000)),'0','xxxx')"):
        response = await desk.get(f"/claims.json?sql=select+{value}")
        assert len(response.content) < 1000, value


@pytest.mark.parametrize(
    "sql",
    [
        "attach database 'x.db' as x",
        "pragma writable_schema = 1",
        "vacuum into 'x.db'",
        "select load_extension('x')",
        "select readfile('/etc/passwd')",
        "delete from claims",
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
    ],
)
async def test_statements_that_write_reach_out_or_run_for_ever_are_refused(desk, sql):
    response = await desk.get("/claims.json", params={"sql": sql, "_timelimit": "100000"})
    assert response.status_code == 400
    assert not response.json()["ok"]


async def test_errors_tell_no_path_and_no_traceback(desk):
    for path in (
        "/claims/claims?_sort=id;drop",
        "/claims?sql=select+*+from+nothing",
        "/claims/claims?_size=-1",
        "/a/b/c/d/e",
    ):
        response = await desk.get(path)
        assert response.status_code >= 400, path
        assert "Traceback" not in response.text
        assert str(desk.path.parent) not in response.text


@pytest.mark.parametrize("path", ["/-/metadata", "/-/metadata.json", "/-/password-tool"])
async def test_what_plugins_were_told_is_never_shown(desk, path):
    response = await desk.get(path)
    assert response.status_code == 404
    assert response.text == "There is nothing here.\n"


async def test_names_of_tables_and_columns_need_no_quoting(desk):
    names = [
        row["name"]
        for table in desk.rows("select name from sqlite_master where type in ('table', 'view')")
        for row in [table, *desk.rows("select name from pragma_table_info(?)", table["name"])]
    ]
    assert len(names) > 50
    assert not [name for name in names if not re.fullmatch("[a-z0-9_]+", name)]


async def test_what_is_stored_while_serving_is_shown_at_once(material, tmp_path):
    path = material.fill(tmp_path / "live.db", hostile=False)
    live = serve.build(path)
    before = (await live.client.get("/claims/claims.json?_size=0")).json()["filtered_table_rows_count"]
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("delete from claim_countries where claim in (select id from claims where type = 'goal')")
        conn.execute("delete from claims where type = 'goal'")
    after = (await live.client.get("/claims/claims.json?_size=0")).json()["filtered_table_rows_count"]
    assert after == before - 1


async def test_no_plugin_is_loaded_but_those_we_know(desk):
    loaded = {plugin["name"] for plugin in (await desk.get("/-/plugins.json")).json()}
    assert "claimtable" in loaded
    assert loaded <= ALLOWED_PLUGINS


@pytest.mark.parametrize(
    ("host", "name"), [("a.b:80", "a.b"), ("[::1]:80", "::1"), ("A.B", "a.b"), ("a/b", ""), ("a:b", ""), ("", "")]
)
def test_hostname(host, name):
    assert guard.hostname(host) == name
