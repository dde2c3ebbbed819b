"""Fetching, against a site on loopback."""

import gzip
import socket
import time

import httpcore
import pytest

from pipeline.config import Settings
from pipeline.sources import address, answer, link, pages
from pipeline.types import Failure, Page, Status

SETTINGS = Settings(allow_private=True, fetch_seconds=10.0, max_bytes=1_000_000)


@pytest.fixture
def fetch(fetching, ticking):
    return fetching(SETTINGS, sleep=ticking.sleep)


def test_a_page_comes_with_its_origin(site, fetch):
    page = fetch(f"{site.url}/page#top")
    assert isinstance(page, Page)
    assert b"12,000 tonnes" in page.body
    assert page.origin.source == f"{site.url}/page#top"
    assert page.origin.url == f"{site.url}/page"
    assert page.origin.content_type == "text/html; charset=utf-8"
    assert page.origin.retrieved.endswith("+00:00")
    headers = dict(page.origin.headers)
    assert "set-cookie" not in headers
    assert len(headers["x-long"]) == answer.MAX_HEADER
    assert site.headers["/page"]["User-Agent"].startswith("claimtable/")


def test_no_cookie_is_sent_back(site, fetch):
    fetch(f"{site.url}/page")
    fetch(f"{site.url}/page")
    assert "Cookie" not in site.headers["/page"]


@pytest.mark.parametrize("path", ["moved", "gzip", "gzip2", "deflate", "bare", "untold", "text", "tologin"])
def test_what_is_read(site, fetch, path):
    page = fetch(f"{site.url}/{path}")
    assert isinstance(page, Page), page
    assert b"12,000 tonnes" in page.body
    assert page.body.endswith((b"</html>", b"tin."))
    assert "secret" not in page.origin.url


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("loop", Status.FETCH_ERROR, "redirects more than 5 times"),
        ("tofile", Status.FETCH_ERROR, "neither http nor https"),
        ("badgzip", Status.READ_ERROR, "damaged"),
        ("halfgzip", Status.READ_ERROR, "breaks off"),
        ("twice", Status.FETCH_ERROR, "packed as gzip, gzip"),
        ("brotli", Status.FETCH_ERROR, "packed as br"),
        ("bomb", Status.TOO_LARGE, "larger than 1,000,000 bytes"),
        ("endless", Status.TOO_LARGE, "larger than 1,000,000 bytes"),
        ("short", Status.FETCH_ERROR, "breaks off"),
        ("hugeheader", Status.FETCH_ERROR, "breaks off"),
        ("nowhere", Status.FETCH_ERROR, "is not there: check the link (HTTP 404)"),
        ("forbidden", Status.FETCH_ERROR, "save the page and give the file (HTTP 403)"),
        ("limited", Status.FETCH_ERROR, "HTTP 429"),
        ("busy", Status.FETCH_ERROR, "HTTP 503"),
        ("picture", Status.UNSUPPORTED_TYPE, "is image/png"),
        ("jsonashtml", Status.UNSUPPORTED_TYPE, "is JSON"),
        ("empty", Status.EMPTY, "is empty"),
    ],
)
def test_what_is_refused(site, fetch, path, status, words):
    failure = fetch(f"{site.url}/{path}")
    assert isinstance(failure, Failure)
    assert (failure.status, failure.stage, failure.source) == (status, "fetch", f"{site.url}/{path}")
    assert words in failure.reason
    assert "\n" not in failure.reason


@pytest.mark.parametrize("path", ["drip", "dripheader"])
def test_a_slow_answer_ends_at_the_deadline(site, fetching, path):
    fetch = fetching(Settings(allow_private=True, fetch_seconds=0.5))
    begun = time.monotonic()
    failure = fetch(f"{site.url}/{path}")
    assert time.monotonic() - begun < 2
    assert failure.status == Status.TIMEOUT
    assert "longer than 0.5 s" in failure.reason


def test_a_silent_port_is_named_as_such(fetch):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        failure = fetch(f"http://127.0.0.1:{closed.getsockname()[1]}/")
    assert "can't be reached" in failure.reason


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("flaky", (3, [2.0, 2.0])),  # as long as the site asks
        ("hangup", (2, [1.0])),
        ("busy", (3, [1.0, 3.0])),
        ("limited", (1, [])),  # a day is too long to wait
        ("nowhere", (1, [])),  # will not change
    ],
)
def test_tries_and_waits(site, fetch, ticking, path, expected):
    fetch(f"{site.url}/{path}")
    assert (site.seen[f"/{path}"], ticking.slept) == expected


def test_waits_count_towards_the_deadline(site, fetching, ticking):
    settings = Settings(allow_private=True, fetch_seconds=2.5)
    fetch = fetching(settings, clock=ticking, sleep=ticking.sleep)
    assert isinstance(fetch(f"{site.url}/busy"), Failure)
    assert ticking.slept == [1.0]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("", None), ("soon", None), ("²", None)],
)
def test_retry_after(value, seconds):
    assert answer.retry_after(value) == seconds


class TestRobots:
    @pytest.mark.parametrize(
        ("robots", "path", "open_"),
        [
            ((404, b""), "page", True),
            ((200, b"User-agent: *\nDisallow: /page"), "page", False),
            ((200, b"User-agent: *\nDisallow: /page"), "moved", False),  # leads to what is closed
            ((200, b"User-agent: *\nDisallow: /secret"), "page", True),
            ((200, b"User-agent: *\nDisallow: /secret"), "tosecret", False),
            ((200, b"User-agent: *\nDisallow: /\nAllow: /page$"), "page", True),
            ((200, b"User-agent: claimtable\nDisallow: /\n\nUser-agent: *\nDisallow:"), "page", False),
            ((200, b"User-agent: other\nDisallow: /"), "page", True),
            ((200, b"\xff\xfe\x00 not a robots file"), "page", True),
            ((503, b""), "page", False),
            ((200, b"User-agent: *\nDisallow: /page\n" + b"#" * 3_000_000), "page", False),
            ((200, gzip.compress(b"User-agent: *\nDisallow: /page\n" + b"#" * 3_000_000)), "page", False),
            ((200, gzip.compress(b"User-agent: *\nDisallow: /secret\n" + b"#" * 3_000_000)), "page", True),
        ],
    )
    def test_rules(self, site, fetch, robots, path, open_):
        site.robots = robots
        found = fetch(f"{site.url}/{path}")
        assert isinstance(found, Page) is open_, found
        if not open_:
            assert "robots.txt" in found.reason

    def test_they_are_read_once_a_host(self, site, fetch):
        for _ in range(3):
            fetch(f"{site.url}/page")
        assert site.seen["/robots.txt"] == 1


class TestAddresses:
    """The check is on the address that is connected to."""

    @pytest.mark.parametrize(
        "host",
        [
            *("127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "0", "0177.0.0.1", "127.0.0.1."),
            *("[::1]", "[::ffff:127.0.0.1]", "１２７.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[fe80::1]"),
        ],
    )
    def test_no_way_in(self, site, fetching, host):
        fetch = fetching(Settings())
        failure = fetch(f"http://{host}:{site.server_port}/page")
        assert isinstance(failure, Failure)
        assert not site.seen

    def test_a_redirect_is_checked_again(self, site, fetching, monkeypatch):
        monkeypatch.setattr(address, "is_public", lambda ip: ip == "127.0.0.1")
        fetch = fetching(Settings())
        failure = fetch(f"{site.url}/toprivate")
        assert "non-public address 169.254.169.254" in failure.reason
        assert site.seen["/toprivate"] == 1

    def test_a_name_server_that_changes_its_mind_gains_nothing(self, fetching, monkeypatch, ticking):
        answers = iter(["93.184.215.14", "127.0.0.1", "127.0.0.1", "127.0.0.1"])
        tried = []

        def getaddrinfo(host, port, *_, **__):
            assert host == "rebind.test"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

        async def connect(_, host, *__):
            tried.append(host)
            raise httpcore.ConnectError

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
        fetch = fetching(Settings(), sleep=ticking.sleep)
        failure = fetch("http://rebind.test/")
        assert tried == ["93.184.215.14"]
        assert "non-public address 127.0.0.1" in failure.reason

    def test_one_bad_address_among_good_ones_is_enough(self, fetching, monkeypatch):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("93.184.215.14", "10.0.0.1")]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        fetch = fetching(Settings())
        assert "non-public address 10.0.0.1" in fetch("http://mixed.test/").reason

    def test_a_name_is_sent_to_the_address_that_was_checked(self, site, fetching, monkeypatch):
        real = socket.getaddrinfo
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1" if host == "news.test" else host, *a, **k)
        )
        monkeypatch.setattr(address, "is_public", lambda ip: ip == "127.0.0.1")
        fetch = fetching(Settings())
        page = fetch(f"http://news.test:{site.server_port}/page")
        assert isinstance(page, Page)
        assert site.headers["/page"]["Host"] == f"news.test:{site.server_port}"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("http://", "names no host"),
        ("http://exa mple.org/", "no host"),
        ("http://example.org:99999/", "no host or port"),
        ("http://example.org\\@127.0.0.1/", "backslash"),
        ("http://example.org/\r\nHost: other", "invisible"),
        ("http://exam\u202eple.org/", "invisible"),
        ("http://exam\u200bple.org/", "invisible"),
        ("http://[::1", "no link"),
        ("file:///etc/passwd", "neither http nor https"),
        ("gopher://example.org/", "neither http nor https"),
        ("http://example.org/" + "a" * 5000, "longer than 4096"),
    ],
)
def test_links_that_are_none(name, words):
    found = list(pages([name], Settings()))
    assert len(found) == 1
    assert words in found[0].reason
    assert not any(each in found[0].source for each in "\r\n")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("https://me:secret@example.org/a", "https://example.org/a"),
        ("https://me:se@cret@example.org/a?b=c@d", "https://example.org/a?b=c@d"),
        ("https://example.org/@person/1", "https://example.org/@person/1"),
        ("https://example.org\x1b[2J", "https://example.org%1B[2J"),
    ],
)
def test_a_password_is_never_shown(name, source):
    assert link.shown(name) == source
