"""The desk as a person uses it, in Debian's Chromium: nothing complained about, nothing asked of other machines."""

import base64
import csv
import html
import io
import shutil
import sqlite3
from contextlib import closing

import pytest

from pipeline.web import users
from pipeline.web.users import Role

PASSWORD = "a long enough password"  # noqa: S105 - of nobody
MARK = (1, 2, 254)  # the colour in which the local copy of a page shows the sentence it was opened at
PAGES = {
    "policies": "/policies",
    "home": "/",
    "facts": "/claims/facts",
    "a fact": "/claims/facts/{fact}",
    "claims": "/claims/claims",
    "all columns": "/claims/claims?_all=1",
    "a claim": "/claims/claims/{claim}",
    "a hostile claim": "/claims/claims/{hostile}",
    "an article": "/claims/articles/{article}",
    "a hostile article": "/claims/articles/{attack}",
    "articles": "/claims/articles",
    "a country": "/country/CHN",
    "a commodity": "/commodity/rare earths",
    "a kind of policy": "/policy/export control",
    "contradictions": "/claims/contradictions",
    "search": "/search?q=lithium",
    "a kept copy": "/kept/{original}",
    "not read": "/claims/failures",
    "tables": "/claims",
    "SQL": "/claims?sql=select+quote+from+claims",
    "login": "/-/login",
}
LOGGED_IN = {"review": "/-/review", "one to review": "/-/review?claim={hostile}", "reviewers": "/-/reviewers"}


@pytest.fixture(scope="session")
def stored(database, tmp_path_factory):
    """A database with two users, for tests that write."""
    path = tmp_path_factory.mktemp("browser") / "claims.db"
    shutil.copy(database, path)
    users.save(path, users.Users().with_user("ann", Role.ADMIN, PASSWORD))
    return path


@pytest.fixture(scope="session")
def address(browsing, stored):
    with browsing.serving(stored) as found:
        yield found


@pytest.fixture(scope="module")
def chromium(browsing):
    """The browser; gone before other modules begin, as Playwright keeps an event loop that theirs would run into."""
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture
def person(browsing, chromium, address, copies):
    """Opens a browser window; at the end nothing may have been complained about or asked of others."""
    opened = []

    def come(**options):
        opened.append(browsing.Person(chromium, address, copies, **options))
        return opened[-1]

    yield come
    for each in opened:
        each.context.close()
        assert each.complaints == []
        assert each.outside == []


@pytest.fixture(scope="session")
def ask(stored):
    def asked(sql, *params):
        with closing(sqlite3.connect(stored)) as conn:
            return conn.execute(sql, params).fetchall()

    return asked


@pytest.fixture(scope="session")
def copies(ask, tmp_path_factory):
    """Local copies of the pages that the articles came from: the address of each and its file."""
    found = {}
    for number, (url, text) in enumerate(ask("select url, text from articles where url like 'https://quay%'")):
        path = tmp_path_factory.mktemp("copies") / f"{number}.html"
        lines = "".join(f"<p>{html.escape(line)}</p><div style='height: 1500px'></div>" for line in text.splitlines())
        style = f"::target-text {{ background: rgb{MARK}; color: rgb{MARK} }}"
        path.write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{lines}", encoding="utf-8")
        found[url] = path
    return found


@pytest.fixture(scope="session")
def places(ask):
    """What stands in the addresses of PAGES."""
    ((fact,),) = ask("select fact_id from facts where commodity = 'copper'")
    claim, article = ask("select id, article from claims where rule = 'share.mines' and rowid < 9")[0]
    hostile, attack = ask("select id, article from claims where rule = 'policy.x'")[0]
    ((original,),) = ask("select original from articles where id = ?", article)
    return {
        "fact": fact,
        "claim": claim,
        "article": article,
        "hostile": hostile,
        "attack": attack,
        "original": original,
    }


def shown(page, selector):
    """The words of an element with single spaces."""
    return " ".join(page.locator(selector).first.inner_text().split())


# --- what every page keeps ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_every_page_passes_wcag_and_runs_our_script_only(browsing, person, places, screen):
    options = {} if screen == "desktop" else {"color_scheme": "dark"}
    anybody = person(**options)
    found = {}
    for name, path in (PAGES | LOGGED_IN).items():
        if name in LOGGED_IN and "login" not in found:
            found["login"] = anybody.log_in("ann", PASSWORD)
        page = anybody.open(path.format(**places))
        if screen == "phone":
            page.set_viewport_size(browsing.PHONE)
            if anybody.wider_than_screen() > 0:
                found[f"{name}, width"] = anybody.wider_than_screen()
        if page.evaluate("document.documentElement.className") != "js":
            found[f"{name}, script"] = "our script did not run"
        if violations := anybody.violations():
            found[name] = violations
    found.pop("login")
    assert found == {}


def test_what_axe_and_the_browser_complain_about_would_be_seen(person):
    one = person()
    page = one.open("/")
    page.evaluate("document.body.innerHTML = '<img src=/nothing.png>'")
    page.evaluate("console.error('seen'); fetch('https://elsewhere.example/').catch(() => 0)")
    page.wait_for_timeout(300)
    assert [rule for rule, _ in one.violations()] == ["image-alt"]
    assert any("seen" in line for line in one.complaints)
    assert one.complaints
    one.complaints.clear()
    one.outside.clear()


def test_columns_and_sql_keep_the_tools_of_datasette(person):
    one = person()
    assert one.open("/claims/claims?_all=1").locator("th svg").count() > 0
    assert one.open("/claims?sql=select+quote+from+claims").locator(".CodeMirror").count() == 1


# --- from the question to the source --------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_from_home_by_search_and_filter_to_the_sentence_in_its_page(browsing, person, screen):
    one = person()
    page = one.open("/")
    if screen == "phone":
        page.set_viewport_size(browsing.PHONE)
    page.get_by_label("Search everything").last.fill("lithium")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="All claims with these words").click()
    if screen == "phone":
        page.get_by_role("button", name="Narrow the table").click()
    page.locator("#facet-type").get_by_role("link", name="quantity").click()
    assert shown(page, "h2.result").startswith("1 row")
    page.locator("td.quote a").click()
    assert "1.2 million t" in shown(page, ".said")
    with one.context.expect_page() as opened:
        page.locator("a.source").first.click()
    source = opened.value
    source.wait_for_load_state()
    source.wait_for_function("window.scrollY > 0")
    assert marked(one, source) > 500
    assert "Chile exported 1.2 million tonnes" in in_sight(source)


def marked(one, page):
    """How many pixels of the window have the colour of the marked sentence."""
    shot = base64.b64encode(page.screenshot()).decode()
    return one.page.evaluate(
        """async ([shot, colour]) => {
            const bytes = Uint8Array.from(atob(shot), (letter) => letter.charCodeAt(0));
            const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
            const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
            canvas.drawImage(bitmap, 0, 0);
            const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
            let found = 0;
            for (let at = 0; at < data.length; at += 4)
                found += colour.every((value, place) => data[at + place] === value);
            return found;
        }""",
        [shot, MARK],
    )


def in_sight(page):
    """The paragraph in the middle of the window."""
    return page.evaluate(
        """() => [...document.querySelectorAll("p")].filter((each) => {
            const box = each.getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight;
        }).map((each) => each.textContent).join()"""
    )


def test_from_a_fact_to_its_claims_and_their_article(person, places):
    page = person().open("/claims/facts?commodity=copper")
    page.locator("table.facts tbody a").first.click()
    assert places["fact"] in page.url
    page.locator("ol.origins blockquote a").first.click()
    quote = shown(page, ".evidence mark")
    page.locator(".claim-foot a").first.click()
    page.locator("mark.claim").first.wait_for()
    assert "/articles/" in page.url
    assert page.evaluate("document.querySelector(location.hash) !== null")
    assert quote.split()[0] in shown(page, ".article-text")


def test_the_list_beside_an_article_goes_along_with_its_text(person, places):
    page = person().open(f"/claims/articles/{places['article']}")
    page.set_viewport_size({"width": 1280, "height": 260})
    anchors = page.locator(".article-text .anchor")
    for place in (-1, 0):
        anchors.nth(place).scroll_into_view_if_needed()
        page.evaluate("window.scrollBy(0, 100)")
        page.wait_for_function("""() => {
            const read = document.querySelectorAll('.side-list a.is-read');
            const above = [...document.querySelectorAll('.article-text .anchor')]
                .filter(one => one.getBoundingClientRect().top < 130);
            return read.length === 1 && read[0].getAttribute('href') === `#${above.at(-1).id}`;
        }""")


# --- review ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def reviewer(person):
    one = person()
    one.log_in("ann", PASSWORD)
    return one


def claim_shown(page):
    return page.locator("input[name=claim]").input_value()


def said(page, words):
    page.locator("#review-said", has_text=words).wait_for()


def test_verify_reject_undo_and_correct_by_keys(reviewer, ask):
    page = reviewer.open("/-/review?type=share")
    first = claim_shown(page)
    page.keyboard.press("r")
    said(page, "right")
    second = claim_shown(page)
    assert second != first
    page.keyboard.press("w")
    page.keyboard.press("2")
    said(page, "wrong: figure")
    verdicts = "select claim, verdict, error_class from current_verdicts where reviewer = 'ann' order by id"
    assert ask(verdicts)[-2:] == [(first, "right", ""), (second, "wrong", "figure")]
    page.keyboard.press("z")
    said(page, "Taken back")
    assert claim_shown(page) == second
    assert (second, "wrong", "figure") not in ask(verdicts)
    page.keyboard.press("c")
    page.get_by_label("stage").select_option("recycling")
    page.get_by_role("button", name="Save the correction").click()
    said(page, "Noted")
    assert ask("select review from claims where id = ?", second) == [("corrected",)]
    third = claim_shown(page)  # which one, the facts tell, and they have followed the verdicts
    assert third not in {first, second}
    page.keyboard.press("s")
    page.wait_for_function("id => document.querySelector('input[name=claim]')?.value !== id", arg=third)
    assert "skip=" in page.url
    assert "read right" in shown(reviewer.open(f"/claims/claims/{first}"), ".review")


def test_keys_are_silent_in_the_note_and_when_switched_off(reviewer, ask):
    page = reviewer.open("/-/review?type=policy")
    count = ask("select count(*) from verdicts")
    claim = claim_shown(page)
    page.keyboard.press("n")
    page.keyboard.type("rwur")
    page.keyboard.press("Escape")
    page.get_by_label("Single keys judge").uncheck()
    page.keyboard.press("r")
    page.wait_for_timeout(300)
    assert ask("select count(*) from verdicts") == count
    assert claim_shown(page) == claim
    assert page.get_by_label("Note").input_value() == "rwur"
    page.get_by_label("Single keys judge").check()


def test_what_is_refused_is_said_and_the_form_stays(reviewer):
    page = reviewer.open("/-/review?type=change")
    page.keyboard.press("c")
    page.get_by_label("year").fill("20")
    page.get_by_role("button", name="Save the correction").click()
    said(page, "a year has four digits")
    assert page.get_by_label("year").input_value() == "20"


def test_without_script_a_verdict_is_a_form(person, ask):
    one = person(java_script_enabled=False)
    one.log_in("ann", PASSWORD)
    page = one.open("/-/review?type=goal")
    claim = claim_shown(page)
    page.get_by_role("button", name="negated").click()
    assert "Noted." in shown(page, "body")
    assert ask("select error_class from current_verdicts where claim = ?", claim) == [("negated",)]
    page.get_by_role("button", name="Take back").click()
    assert "Taken back." in shown(page, "body")


def test_logging_out_ends_it(reviewer):
    page = reviewer.open("/")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{reviewer.address}/-/review")
    assert page.url.endswith("/-/login")


# --- taking away ----------------------------------------------------------------------------------------------------


def test_a_filtered_view_is_taken_away_and_read_again(person, ask):
    one = person()
    page = one.open("/claims/claims?type=share&country=China")
    page.get_by_text("Take away all").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    with download.value.path().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    wanted = ask("select id, quote from claims where type = 'share' and country = 'China'")
    key = "claim_id" if "claim_id" in rows[0] else "id"
    assert sorted((row[key], row["quote"].removeprefix("'")) for row in rows) == sorted(wanted)
