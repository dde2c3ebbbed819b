"""Who is logged in, through the served application."""

import base64
import shutil

import pytest

from pipeline.web import serve, users
from pipeline.web.throttle import TRIES
from pipeline.web.users import Role

PASSWORD = "a long enough password"  # noqa: S105 - of nobody
HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def known():
    made = users.Users().with_user("ann", Role.REVIEWER, PASSWORD)
    return made.with_token("ann")


@pytest.fixture
def path(database, known, tmp_path):
    copy = tmp_path / "claims.db"
    shutil.copy(database, copy)
    users.save(copy, known[0])
    return copy


@pytest.fixture
def desk(path):
    return serve.build(path)


async def login(desk, name="ann", password=PASSWORD):
    page = await desk.client.get("/-/login")
    token = page.text.partition('name="csrftoken" value="')[2].partition('"')[0]
    return await desk.client.post(
        "/-/login", data={"username": name, "password": password, "csrftoken": token}, cookies=page.cookies
    )


async def actor(desk, **options):
    return (await desk.client.get("/-/actor.json", **options)).json()["actor"]


async def test_a_password_logs_in_and_outlives_a_restart(desk, path):
    answer = await login(desk)
    assert answer.status_code == 302
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    session = {"ds_actor": answer.cookies["ds_actor"]}
    assert (await actor(desk, cookies=session))["id"] == "ann"
    assert (await actor(serve.build(path), cookies=session))["role"] == "reviewer"


@pytest.mark.parametrize(("name", "password"), [("ann", "another password"), ("bob", PASSWORD), ("", "")])
async def test_a_wrong_name_or_password_does_not(desk, name, password):
    answer = await login(desk, name, password)
    assert answer.status_code == 200
    assert "ds_actor" not in answer.headers.get("set-cookie", "")


async def test_many_wrong_passwords_have_to_wait(desk):
    for _ in range(TRIES):
        assert (await login(desk, "ann", "guess")).status_code == 200
    answer = await login(desk)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize("change", ["removed", "role", "password", "forged", "no file", "file of others"])
async def test_a_login_ends_with_what_it_stands_on(desk, path, known, change):
    session = {"ds_actor": (await login(desk)).cookies["ds_actor"]}
    match change:
        case "removed":
            users.save(path, known[0].without("ann"))
        case "role":
            users.save(path, known[0].with_user("ann", Role.READER, PASSWORD))
        case "password":
            users.save(path, known[0].with_user("ann", Role.REVIEWER, f"{PASSWORD}!"))
        case "forged":
            session["ds_actor"] = desk.sign({"a": {"id": "ann", "role": "admin"}}, "actor")
        case "no file":
            users.file_of(path).unlink()
        case "file of others":
            users.file_of(path).chmod(0o644)
    assert await actor(desk, cookies=session) is None


@pytest.mark.parametrize("cookie", ["ds_actor=x", "ds_actor", 'a="; ds_actor=x', "\udcff", "ds_actor=" + "x" * 4000])
async def test_cookies_that_are_none_log_nobody_in(desk, cookie):
    headers = {"cookie": cookie.encode("utf-8", "surrogateescape")}
    assert await actor(desk, headers=headers) is None


async def test_a_token_is_for_scripts(desk, path, known):
    headers = {"authorization": f"Bearer {known[1]}"}
    assert (await actor(desk, headers=headers))["id"] == "ann"
    users.save(path, known[0].with_token("ann")[0])
    assert await actor(desk, headers=headers) is None


@pytest.mark.parametrize("scheme", ["Basic", "Bearer", "basic"])
@pytest.mark.parametrize("text", ["ann", "", "\xe9\xff", "digest"])
async def test_other_headers_log_nobody_in(desk, known, scheme, text):
    if text == "digest":  # what stands in the file is not what logs in
        text = known[0].named("ann").token
    if text == "ann":
        text = base64.b64encode(f"ann:{PASSWORD}".encode()).decode()
    assert await actor(desk, headers={"authorization": f"{scheme} {text}".encode("latin-1")}) is None


@pytest.mark.parametrize("page", ["/", "/claims/claims", "/claims.json?sql=select+1", "/claims", "/-/plugins.json"])
async def test_no_page_shows_a_hash(desk, known, page):
    answer = await desk.client.get(page)
    assert answer.status_code == 200
    for secret in (known[0].secret, known[0].named("ann").password, known[0].named("ann").token):
        assert secret not in answer.text


async def test_a_desk_may_ask_for_a_login(path, known):
    closed = serve.build(path, asks_login=True)
    answer = await closed.client.get("/", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (302, "/-/login")
    assert (await closed.client.get("/claims/claims.json")).status_code == 403
    assert (await closed.client.get("/search?q=lithium")).status_code == 403
    assert (await closed.client.get("/", headers={"authorization": f"Bearer {known[1]}"})).status_code == 200


async def test_without_users_nobody_is_sent_to_log_in(database):
    datasette = serve.build(database, asks_login=True)
    assert (await datasette.client.get("/", headers=HTML)).status_code == 403
