"""The review queue: who may judge, what is written, what is shown next."""

import json
import shutil
import sqlite3
from contextlib import closing

import lxml.html
import pytest

from pipeline.store.changes import SLOTS
from pipeline.web import review, serve, users
from pipeline.web.queries import PAGE
from pipeline.web.users import Role

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def known():
    everybody = users.Users()
    for name, role in (("ann", Role.REVIEWER), ("bob", Role.ADMIN), ("eve", Role.READER)):
        everybody = everybody.with_user(name, role, "a long enough password")
    return everybody


@pytest.fixture
def desk(database, known, tmp_path, desk_of):
    path = tmp_path / "claims.db"
    shutil.copy(database, path)
    users.save(path, known)
    return desk_of(path, serve.build(path))


class Person:
    """Somebody who is logged in, or nobody, with the cookies of a browser."""

    def __init__(self, desk, user=None):
        self.desk = desk
        self.client = desk.datasette.client
        self.cookies = {"ds_actor": desk.datasette.sign({"a": user.actor}, "actor")} if user else {}

    async def page(self, path=PAGE):
        answer = await self.client.get(path, cookies=self.cookies, headers=HTML)
        self.cookies |= dict(answer.cookies)
        assert answer.status_code == 200, answer.text
        return lxml.html.document_fromstring(answer.text)

    async def post(self, query, **form):
        token = form.pop("token", None)
        if token is None:
            tree = await self.page("/-/login")
            token = tree.xpath("//input[@name='csrftoken']/@value")[0]
        data = {"csrftoken": token, "note": "", **form}
        return await self.client.post(f"/claims/{query}", data=data, cookies=self.cookies)

    async def judge(self, answer, claim, **more):
        told = await self.post("review_claim?_json=1", answer=answer, claim=claim, **more)
        return told.json()


@pytest.fixture
def ann(desk, known):
    return Person(desk, known.named("ann"))


def claim_of(desk, kind="change"):
    return desk.rows("select * from claims where type = ? and rule <> 'policy.x'", kind)[0]


def verdicts(desk):
    return desk.rows("select claim, verdict, error_class, slots, note, reviewer from verdicts order by id")


async def test_a_verdict_reaches_the_fact_at_once_and_so_does_its_end(desk, ann):
    claim = claim_of(desk, "share")["id"]
    of_fact = "select facts.reviewed, facts.confidence from fact_claims join facts on fact_id = fact where claim = ?"
    (before,) = desk.rows(of_fact, claim)
    assert (await ann.judge("right", claim))["ok"]
    (after,) = desk.rows(of_fact, claim)
    assert after["reviewed"] == before["reviewed"] + 1
    assert after["confidence"] > before["confidence"]
    assert not desk.rows("select * from stale_claims union all select fact from stale_facts")
    await ann.post("review_undo")
    assert desk.rows(of_fact, claim) == [before]


async def test_a_claim_found_wrong_leaves_its_fact(desk, ann):
    claim = claim_of(desk, "change")["id"]
    assert (await ann.judge("wrong: figure", claim))["ok"]
    assert not desk.rows("select * from fact_claims where claim = ?", claim)


@pytest.mark.parametrize(
    ("answer", "stored", "error"),
    [("right", "right", ""), ("unsure", "unsure", ""), ("wrong: not a claim", "wrong", "not a claim")],
)
async def test_a_verdict_is_written_under_the_own_name(desk, ann, answer, stored, error):
    claim = claim_of(desk)["id"]
    told = await ann.judge(
        answer, claim, note=" read twice ", _actor_id="bob", reviewer="bob", at="1999-01-01T00:00:00Z"
    )
    assert told == {"ok": True, "message": "Noted.", "redirect": f"{PAGE}?on=1"}
    (row,) = verdicts(desk)
    assert row == {
        "claim": claim,
        "verdict": stored,
        "error_class": error,
        "slots": "",
        "note": "read twice",
        "reviewer": "ann",
    }
    assert desk.rows("select review from claims where id = ?", claim)[0]["review"] == stored


@pytest.mark.parametrize(
    ("answer", "claim", "message"),
    [
        ("king", None, "verdicts_verdict"),
        ("wrong: everything", None, "verdicts_error_class"),
        ("wrong", None, "verdicts_wrong"),
        ("withdrawn", None, "there is no verdict of this reviewer"),
        ("right", "0" * 64, "no claim has this id"),
        ("right", "' or 1 --", "no claim has this id"),
    ],
)
async def test_what_is_no_verdict_is_refused(desk, ann, answer, claim, message):
    told = await ann.judge(answer, claim or claim_of(desk)["id"])
    assert not told["ok"]
    assert message in told["message"]
    assert verdicts(desk) == []


@pytest.mark.parametrize("name", [None, "eve"])
@pytest.mark.parametrize("query", ["review_claim", "review_correct", "review_undo"])
async def test_nobody_else_may_judge(desk, known, name, query):
    person = Person(desk, known.named(name) if name else None)
    answer = await person.post(query, claim=claim_of(desk)["id"], answer="right")
    assert answer.status_code == 403
    assert verdicts(desk) == []
    page = await desk.get(PAGE, cookies=person.cookies)
    assert page.status_code == 403


async def test_who_is_not_logged_in_is_sent_there_by_the_queue(desk):
    answer = await desk.get(PAGE, headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (302, "/-/login")


async def test_without_users_nothing_can_be_written(database, desk_of):
    desk = desk_of(database, serve.build(database))
    assert (await desk.get("/claims/review_claim")).status_code == 404
    assert (await desk.get(PAGE)).status_code == 403


async def test_a_form_without_token_is_refused(desk, ann):
    answer = await ann.post("review_claim", claim=claim_of(desk)["id"], answer="right", token="")
    assert answer.status_code == 403
    assert verdicts(desk) == []


async def test_reading_a_query_writes_nothing(desk, ann):
    claim = claim_of(desk)["id"]
    await ann.page(f"/claims/review_claim?claim={claim}&answer=right&note=")
    assert verdicts(desk) == []


async def test_a_script_judges_with_its_token(desk, known):
    with_token, token = known.with_token("ann")
    users.save(desk.path, with_token)
    claim = claim_of(desk)["id"]
    answer = await desk.datasette.client.post(
        "/claims/review_claim?_json=1",
        data={"claim": claim, "answer": "right", "note": ""},
        headers={"authorization": f"Bearer {token}"},
    )
    assert answer.json()["ok"]
    assert verdicts(desk)[0]["reviewer"] == "ann"


def form_of(tree):
    """The fields of the verdict form as a browser would send them."""
    (form,) = tree.xpath("//form[contains(@action, 'review_claim')]")
    return {name: value for name, value in form.form_values() if name != "csrftoken"}


@pytest.mark.parametrize(
    ("kind", "change", "slots"),
    [
        ("change", {"value_low": "-15", "stage": "mining"}, {"stage": "mining", "value_low": -15}),
        ("change", {"year": "", "commodity": " nickel "}, {"commodity": "nickel", "year": None}),
        ("policy", {"status": "ended", "partner": "EU"}, {"partner": "EU", "status": "ended"}),
    ],
)
async def test_a_correction_keeps_what_was_changed_and_no_more(desk, ann, kind, change, slots):
    claim = claim_of(desk, kind)["id"]
    fields = form_of(await ann.page(f"{PAGE}?claim={claim}"))
    told = (await ann.post("review_correct?_json=1", **(fields | change))).json()
    assert told["ok"], told
    (row,) = verdicts(desk)
    assert (row["verdict"], json.loads(row["slots"])) == ("corrected", slots)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, "not an empty one"),
        ({"value_low": "many"}, "a figure a number"),
        ({"value_low": "1,000"}, "a figure a number"),
        ({"year": "20"}, "corrections_year"),
        ({"country_code": "XX"}, "no country or bloc has this code"),
        ({"stage": "smuggling"}, "corrections_stage"),
    ],
)
async def test_a_correction_that_is_none_is_refused(desk, ann, change, message):
    fields = form_of(await ann.page(f"{PAGE}?claim={claim_of(desk)['id']}"))
    told = (await ann.post("review_correct?_json=1", **(fields | change))).json()
    assert not told["ok"]
    assert message in told["message"]
    assert verdicts(desk) == []


def test_what_the_database_refuses_is_said_in_words():
    assert "four digits" in review.plainly("CHECK constraint failed: corrections_year")
    assert review.plainly("no claim has this id") == "no claim has this id"


async def test_undo_takes_back_the_own_last_verdict_and_shows_its_claim(desk, ann, known):
    first, second = claim_of(desk)["id"], claim_of(desk, "goal")["id"]
    await ann.judge("right", first)
    await ann.judge("unsure", second)
    await Person(desk, known.named("bob")).judge("right", first)
    answer = await ann.post("review_undo")
    assert answer.headers["location"] == f"{PAGE}?on=1"
    assert [(row["claim"], row["verdict"]) for row in verdicts(desk)][-1] == (second, "withdrawn")
    tree = await ann.page(f"{PAGE}?last=1")
    assert form_of(tree)["claim"] == second


async def test_without_script_a_form_leads_to_the_next_claim_of_the_filter(desk, ann):
    tree = await ann.page(f"{PAGE}?type=share&country=China")
    fields = form_of(tree)
    answer = await ann.post("review_claim", answer="right", **fields)
    assert answer.headers["location"] == f"{PAGE}?on=1"
    ann.cookies |= dict(answer.cookies)
    tree = await ann.page(answer.headers["location"])
    assert "Noted." in tree.text_content()
    assert tree.xpath("//select[@name='type']/option[@selected]/text()") == ["share"]
    other = form_of(tree)["claim"]
    assert other != fields["claim"]
    (row,) = desk.rows("select type, country_code from claims where id = ?", other)
    assert row == {"type": "share", "country_code": "CHN"}


async def test_a_complaint_is_shown_in_words_without_script(desk, ann):
    fields = form_of(await ann.page(f"{PAGE}?claim={claim_of(desk)['id']}"))
    answer = await ann.post("review_correct", **(fields | {"year": "20"}))
    ann.cookies |= dict(answer.cookies)
    assert "a year has four digits" in (await ann.page(answer.headers["location"])).text_content()


async def test_what_is_skipped_comes_not_again(desk, ann):
    seen = []
    path = f"{PAGE}?type=change"
    while True:
        tree = await ann.page(path)
        if not tree.xpath("//form[contains(@action, 'review_claim')]"):
            break
        seen.append(form_of(tree)["claim"])
        path = tree.xpath("//a[@data-key='s']/@href")[0]
    assert len(set(seen)) == len(seen) == len(desk.rows("select 1 from claims where type = 'change'"))
    assert "what you skipped" in tree.text_content()


@pytest.mark.parametrize("why", list(review.WHY))
async def test_each_reason_can_be_asked_for(ann, why):
    tree = await ann.page(f"{PAGE}?why={why}")
    assert tree.xpath("//select[@name='why']/option[@selected]/@value") == [why] or why == ""


async def test_an_unknown_country_is_told(ann):
    tree = await ann.page(f"{PAGE}?country=Nowhere")
    assert "Nowhere" in tree.xpath("//p[@class='message-error']")[0].text_content()


async def test_a_claim_is_shown_in_its_paragraph_with_its_slots(desk, ann):
    claim = desk.rows("select * from claims where rule = 'share.mines' and attribution like 'the Harbour%'")[0]
    tree = await ann.page(f"{PAGE}?claim={claim['id']}")
    (mark,) = tree.xpath("//p[@class='sentence']/mark")
    for word in tree.xpath("//span[@class='slot-name']"):
        word.drop_tree()
    assert mark.text_content() == claim["quote"]
    assert [node.text for node in mark.xpath("./span")][:2] == ["China", "mines"]
    assert tree.xpath("//form[@class='verdict']//kbd/text()")[:3] == ["r", "u", "s"]


async def test_a_claim_that_changed_is_shown_as_it_was_and_as_it_is(desk, ann, material):
    claim = desk.rows("select * from claims where type = 'quantity'")[0]
    await ann.judge("right", claim["id"])
    now = material.reread(desk.path, stage="production")
    tree = await ann.page(f"{PAGE}?why=changed or lost")
    assert form_of(tree)["claim"] == now
    (table,) = tree.xpath("//table[@class='then-now']")
    assert table.xpath(".//tbody//text()[normalize-space()]") == ["stage", "exports", "production"]


async def test_nothing_that_an_article_said_is_markup(desk, ann):
    for row in desk.rows("select id from claims where rule in ('policy.x', 'share.mines')"):
        tree = await ann.page(f"{PAGE}?claim={row['id']}")
        scripts = tree.xpath("//script")
        assert all("/-/static" in script.get("src") and not script.text for script in scripts)
        assert not tree.xpath("//img | //svg | //*[@onmouseover or @onload or @onerror]")
        assert not tree.xpath("//a[starts-with(@href, 'javascript:') or starts-with(@href, 'data:')]")


async def test_admins_see_what_each_reviewer_said(desk, ann, known):
    bob = Person(desk, known.named("bob"))
    claim = claim_of(desk)
    await ann.judge("right", claim["id"], note="<b>sure</b>")
    await bob.judge("wrong: figure", claim["id"])
    tree = await bob.page("/-/reviewers")
    log = [" ".join(node.text_content().split()) for node in tree.xpath("//ol[@class='history']/li")]
    assert [line.split(" ", 2)[2].removesuffix(claim["quote"]).strip() for line in log] == [
        "bob: wrong, figure",
        "ann: right <b>sure</b>",
    ]
    assert "ann and bob: 0 of 1 alike" in " ".join(tree.text_content().split())
    one = await bob.page("/-/reviewers?reviewer=ann")
    assert len(one.xpath("//ol[@class='history']/li")) == 1
    refused = await desk.get("/-/reviewers", cookies=ann.cookies)
    assert refused.status_code == 403


async def test_the_log_is_paged(desk, ann, known, monkeypatch):
    monkeypatch.setattr("pipeline.web.reviewers.LISTED", 1)
    for answer in ("right", "unsure"):
        await ann.judge(answer, claim_of(desk)["id"])
    bob = Person(desk, known.named("bob"))
    tree = await bob.page("/-/reviewers")
    (earlier,) = tree.xpath("//a[text()='Earlier']/@href")
    older = await bob.page(f"/-/reviewers{earlier}")
    assert [node.text for node in older.xpath("//ol[@class='history']//strong")] == ["right"]


def lost(desk, kind="change"):
    """A claim that a re-extraction has lost, as the store keeps it."""
    claim = claim_of(desk, kind)
    with closing(sqlite3.connect(desk.path)) as conn, conn:
        run = conn.execute(
            "insert into runs (command, started, version, rules) values ('reextract', '2026-02-01', '1', 'y')"
        )
        said = ", ".join(f"'{slot}', {slot}" for slot in SLOTS)
        before = f'select id, run, ?, article, type, rule, start, "end", quote, json_object({said}) from claims'  # noqa: S608 - ours
        columns = 'claim, run, lost, article, type, rule, start, "end", quote, said'
        conn.execute(f"insert into claim_history ({columns}) {before} where id = ?", (run.lastrowid, claim["id"]))
        for table, column in (("claim_countries", "claim"), ("claims", "id")):
            conn.execute(f"delete from {table} where {column} = ?", (claim["id"],))  # noqa: S608 - ours
    return claim


async def test_a_lost_claim_can_be_corrected(desk, ann):
    claim = lost(desk)
    page = await ann.page(f"{PAGE}?claim={claim['id']}")
    assert "is not read any more" in " ".join(page.text_content().split())
    form = {
        field.get("name"): field.get("value") or ""
        for field in page.xpath("//div[@class='correct-slots']//input[@name]")
    }
    form |= {
        field.get("name"): field.xpath("string(option[@selected]/@value)")
        for field in page.xpath("//div[@class='correct-slots']//select")
    }
    told = await ann.post("review_correct?_json=1", **{**form, "claim": claim["id"], "commodity": "nickel"})
    assert told.json()["ok"], told.text
    (row,) = verdicts(desk)
    assert (row["claim"], row["verdict"]) == (claim["id"], "corrected")
    assert json.loads(row["slots"]) == {"commodity": "nickel"}
    (corrected,) = desk.rows("select * from corrections")
    assert corrected["country_code"] == claim["country_code"]
