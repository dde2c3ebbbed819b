import asyncio
import gzip
import sqlite3
from contextlib import closing

import httpx
import pytest
from datasette import hookimpl
from datasette.plugins import pm

from pipeline.web import answers, serve, users

BROWSER = {"accept-encoding": "gzip"}


@pytest.fixture
def made(material, tmp_path):
    return material.fill(tmp_path / "a.db", hostile=False)


class Counted:
    """A desk behind HTTP as a server speaks it, which counts the pages that Datasette makes."""

    def __init__(self, datasette):
        self.datasette = datasette
        self.made = 0
        inner = datasette.render_template

        async def render(*args, **options):
            self.made += 1
            return await inner(*args, **options)

        datasette.render_template = render
        self.app = datasette.app()

    async def get(self, path, headers=(), address="http://127.0.0.1"):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=self.app), base_url=address) as client:
            return await client.get(path, headers=dict(headers))


@pytest.fixture
def counted(made):
    return Counted(serve.build(made))


def first(path, sql):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchone()[0]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=lithium",
        "/claims/claims",
        "/claims/facts?type=share",
        "/country/CHL",
        "/policies",
        "/claims/runs",
    ],
)
async def test_a_page_is_made_once(counted, path):
    answers = [await counted.get(path) for _ in range(3)]
    assert counted.made == 1
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.text for answer in answers}) == 1
    assert len({tuple(answer.headers.multi_items()) for answer in answers}) == 1
    assert answers[2].headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "path",
    [
        "/claims?sql=select+random()",
        "/claims/claims?_where=published+<+date('now')",
        "/claims/claims.json?_trace=1",
        "/-/versions",
        "/none",
        "/claims/claims/00",
    ],
)
async def test_what_may_differ_each_time_is_made_each_time(counted, path):
    scope = {"method": "GET", "raw_path": path.encode(), "query_string": path.partition("?")[2].encode(), "headers": []}
    before = await counted.get(path)
    await counted.get(path)
    is_candidate = answers.key_of(scope, counted.datasette) is not None
    assert not is_candidate or before.status_code == 404
    assert counted.made in {0, 2}  # JSON is not rendered


async def test_after_a_commit_every_page_is_made_anew(counted, made):
    key = first(made, "select id from claims")
    path = f"/claims/claims/{key}"
    assert "not reviewed" in (await counted.get(path)).text
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("insert into verdicts (claim, verdict, reviewer) values (?, 'right', 'ann')", (key,))
        assert "not reviewed" in (await counted.get(path)).text  # not committed
        assert counted.made == 1
        connection.commit()
    assert "read right" in (await counted.get(path)).text
    assert counted.made == 2


async def test_who_sends_a_cookie_or_a_login_gets_a_page_of_their_own(made):
    users.save(made, users.Users().with_user("ann", users.Role.REVIEWER, "long enough"))
    datasette = serve.build(made)
    counted = Counted(datasette)
    reviewer = datasette.sign({"a": users.load(made).users["ann"].actor}, "actor")
    plain = await counted.get("/claims/claims")
    own = await counted.get("/claims/claims", {"cookie": f"ds_actor={reviewer}"})
    assert "/-/review" in own.text
    assert "ann" in own.text
    again = await counted.get("/claims/claims")
    assert again.text == plain.text
    assert "/-/review" not in again.text
    for headers in ({"cookie": "x=1"}, {"authorization": "Bearer x"}, {"cookie": f"ds_actor={reviewer}"}):
        made_before = counted.made
        assert "no-store" in (await counted.get("/claims/claims", headers)).headers["cache-control"]
        assert counted.made == made_before + 1


async def test_the_first_user_changes_the_pages(counted, made):
    before = await counted.get("/")
    users.save(made, users.Users().with_user("ann", users.Role.REVIEWER, "long enough"))
    after = await counted.get("/")
    assert "/-/login" in after.text
    assert "/-/login" not in before.text


async def test_a_page_with_a_cookie_in_it_is_not_kept(made):
    users.save(made, users.Users().with_user("ann", users.Role.REVIEWER, "long enough"))
    counted = Counted(serve.build(made))
    both = [await counted.get("/-/login") for _ in range(2)]
    assert both[0].headers["set-cookie"] != both[1].headers["set-cookie"]


async def test_the_name_of_one_reader_is_not_told_to_another(made):
    counted = Counted(serve.build(made, hosts=("desk.example",)))
    seen = [
        (await counted.get("/claims/claims?_size=1", address=f"http://{name}")).text
        for name in ("127.0.0.1", "desk.example", "127.0.0.1")
    ]
    assert "desk.example" not in seen[0]
    assert "desk.example" in seen[1]
    assert seen[2] == seen[0]


async def test_pages_travel_packed_for_who_can_unpack(counted):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=counted.app), base_url="http://127.0.0.1") as client:
        for _ in range(2):
            async with client.stream("GET", "/claims/claims", headers=BROWSER) as answer:
                raw = b"".join([piece async for piece in answer.aiter_raw()])
                assert answer.headers["content-encoding"] == "gzip"
                assert "accept-encoding" in answer.headers["vary"].lower()
                assert int(answer.headers["content-length"]) == len(raw)
        plain = await client.get("/claims/claims", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(raw).decode() == plain.text


async def test_who_asks_for_a_page_that_is_being_made_waits_for_it(counted):
    both = await asyncio.gather(*(counted.get("/") for _ in range(8)))
    assert counted.made == 1
    assert len({answer.text for answer in both}) == 1


async def test_a_plugin_that_nobody_knows_ends_it(counted):
    class ByAddress:
        @hookimpl
        def actor_from_request(self, request):
            return {"id": request.scope["client"][0]}

    plugin = ByAddress()
    pm.register(plugin, name="by_address")
    try:
        await counted.get("/")
        await counted.get("/")
    finally:
        pm.unregister(plugin)
    assert counted.made == 2


async def test_memory_is_bounded(counted):
    kept = answers.Answers(most=40_000)

    async def page(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": bytes(10_000)})

    async def send(message):
        assert message

    for number in range(50):
        scope = {"method": "GET", "raw_path": b"/", "query_string": b"%d" % number, "headers": []}
        await kept.give(page, scope, None, send, counted.datasette)
    assert kept.size == 40_000
