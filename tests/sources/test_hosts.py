"""Manners: pauses between pages, Crawl-delay, and hosts that want to be left alone."""

import pytest

from pipeline.config import Settings
from pipeline.types import Page

SETTINGS = Settings(allow_private=True, fetch_seconds=10.0)


@pytest.fixture
def fetch(fetching, ticking):
    return fetching(SETTINGS, clock=ticking, sleep=ticking.sleep)


def test_a_pause_between_two_pages_of_a_host(site, fetch, ticking):
    for _ in range(3):
        assert isinstance(fetch(f"{site.url}/page"), Page)
    assert ticking.slept == [1.0, 1.0]


def test_none_where_enough_time_has_passed(site, fetch, ticking):
    fetch(f"{site.url}/page")
    ticking.now += 0.75
    fetch(f"{site.url}/page")
    assert ticking.slept == [0.25]


def test_none_between_the_parts_of_one_page(site, fetch, ticking):
    fetch(f"{site.url}/moved")
    assert site.seen == {"/robots.txt": 1, "/moved": 1, "/page": 1}
    assert ticking.slept == []


def test_none_between_two_hosts(site, fetch, ticking):
    fetch(f"{site.url}/page")
    fetch(f"{site.url.replace('127.0.0.1', 'localhost')}/page")
    assert ticking.slept == []


@pytest.mark.parametrize(
    ("asked", "pause"),
    [("5", 5.0), ("0.1", 1.0), ("86400", 30.0), ("inf", 1.0), ("nan", 1.0), ("-3", 1.0), ("soon", 1.0)],
)
def test_a_crawl_delay_is_kept_up_to_a_limit(site, fetch, ticking, asked, pause):
    site.robots = (200, f"User-agent: *\nCrawl-delay: {asked}\nDisallow: /secret".encode())
    for _ in range(2):
        fetch(f"{site.url}/page")
    assert ticking.slept == [pause]


def test_waiting_for_ones_turn_does_not_count_towards_the_deadline(site, fetching, ticking):
    fetch = fetching(Settings(allow_private=True, fetch_seconds=2.0), clock=ticking, sleep=ticking.sleep)
    site.robots = (200, b"User-agent: *\nCrawl-delay: 20")
    assert all(isinstance(fetch(f"{site.url}/page"), Page) for _ in range(2))


def test_a_site_that_wants_a_break_is_left_alone_until_then(site, fetch, ticking):
    fetch(f"{site.url}/limited")
    assert "wants a break of 86400 s" in fetch(f"{site.url}/page").reason
    assert "/page" not in site.seen
    ticking.now += 86400
    assert isinstance(fetch(f"{site.url}/page"), Page)


def test_a_host_that_fails_again_and_again_is_asked_no_more(site, fetch):
    for _ in range(3):
        assert "HTTP 503" in fetch(f"{site.url}/busy").reason
    assert "failed 3 times in a row" in fetch(f"{site.url}/page").reason
    assert site.seen == {"/robots.txt": 1, "/busy": 9}


@pytest.mark.parametrize("between", ["page", "nowhere", "picture", "forbidden"])
def test_failures_with_an_answer_between_them_are_not_in_a_row(site, fetch, between):
    for path in ("busy", "busy", between, "busy", "busy", "page"):
        found = fetch(f"{site.url}/{path}")
    assert isinstance(found, Page)
