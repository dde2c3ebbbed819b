"""A page is fetched again only if its site says that it has changed."""

import pytest

from pipeline.config import Settings
from pipeline.sources import pages
from pipeline.types import Failure, Page, Unchanged, Validators

SETTINGS = Settings(allow_private=True)


@pytest.fixture
def fetch(fetching, ticking):
    return fetching(SETTINGS, sleep=ticking.sleep)


def validators(page):
    headers = dict(page.origin.headers)
    return Validators(page.origin.url, headers["etag"], headers["last-modified"])


@pytest.mark.parametrize("path", ["changing", "tochanging"])
def test_an_unchanged_page_is_told_as_such(site, fetch, path):
    link = f"{site.url}/{path}"
    known = validators(fetch(link))
    assert fetch(link, known) == Unchanged(link, f"{site.url}/changing")
    assert site.headers["/changing"]["If-Modified-Since"] == "Wed, 21 Oct 2015 07:28:00 GMT"
    site.text += b"<p>Correction: 11,000."
    page = fetch(link, known)
    assert isinstance(page, Page)
    assert b"11,000" in page.body
    assert validators(page) != known


def test_validators_go_to_no_other_address(site, fetch):
    known = validators(fetch(f"{site.url}/changing"))
    assert isinstance(fetch(f"{site.url}/changing?2", known), Page)
    assert "If-None-Match" not in site.headers["/changing"]


def test_validators_that_would_break_a_header_are_left_out(site, fetch):
    known = Validators(f"{site.url}/changing", '"x"\r\nCookie: id=1', "")
    assert isinstance(fetch(f"{site.url}/changing", known), Page)
    assert not {"If-None-Match", "Cookie"} & set(site.headers["/changing"])


def test_an_answer_that_nobody_asked_for_is_none(site, fetch):
    assert "HTTP 304" in fetch(f"{site.url}/wrong304").reason


def test_what_is_known_is_looked_up_by_the_link(site, fetch):
    link = f"{site.url}/changing"
    known = {link: validators(fetch(link))}
    first, second = pages([link, f"{site.url}/nowhere"], SETTINGS, known.get)
    assert first == Unchanged(link, link)
    assert isinstance(second, Failure)
