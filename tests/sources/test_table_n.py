"""Group N of the table of bad input and faults, a test (or a few) for each row, named after it.

The machinery behind them is tested in more cases elsewhere: addresses in `test_address.py` (N1, N2), hops, packing,
deadlines, tries, robots.txt and links in `test_url.py` (N3 to N11, N14), pauses and parked hosts in `test_hosts.py`
(N9), HTTP/2 in `test_http2.py` (N5, N6), conditional requests in `test_conditional.py` (N13).
"""

import logging
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpcore
import httpx
import pytest

from pipeline import run
from pipeline.clean import clean
from pipeline.config import Settings
from pipeline.sources import address, pages, url
from pipeline.store.read import reading
from pipeline.store.write import Store
from pipeline.types import Article, Dropped, Failure, Page, Status

PRIVATE = Settings(allow_private=True, fetch_seconds=10.0, host_seconds=0.0)
PUBLIC = Settings(fetch_seconds=10.0, host_seconds=0.0)


@pytest.fixture
def fetch(fetching, ticking):
    return fetching(PRIVATE, sleep=ticking.sleep)


@pytest.fixture
def outside(fetching, ticking):
    """Fetches as from the outside: nothing internal is allowed."""
    return fetching(PUBLIC, sleep=ticking.sleep)


@pytest.fixture
def ingest(tmp_path, samples):
    """Fetches and stores links, with the cleaner's and extractor's stand-ins."""

    def ingest(*links):
        with Store(tmp_path / "c.db", samples.NAMES) as store:
            return run.ingest(
                links, PRIVATE, read=pages, clean=samples.clean, extractor=samples.Extractor(), store=store
            )

    return ingest


@pytest.fixture
def value(tmp_path):
    """Asks the database for the values of one column."""

    def value(sql):
        with reading(tmp_path / "c.db") as connection:
            return [row[0] for row in connection.execute(sql)]

    return value


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "127.1", "0", "[::ffff:127.0.0.1]", "0177.1", "localhost"]
)
def test_n1_loopback_in_disguise_is_refused(site, outside, host):
    failure = outside(f"http://{host}:{site.server_port}/page")
    assert failure.status == Status.FETCH_ERROR
    assert "non-public address" in failure.reason or "in disguise" in failure.reason
    assert not site.seen


def test_n1_allow_private_opens_it(site, fetch):
    assert isinstance(fetch(f"{site.url}/page"), Page)


@pytest.mark.parametrize("ip", ["64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "192.88.99.1"])
def test_n2_addresses_that_python_takes_for_global(outside, ip):
    assert not address.is_public(ip)
    assert "non-public address" in outside(f"http://{f'[{ip}]' if ':' in ip else ip}/").reason


class TestN3:
    """A name that leads to a public address first, and into the internal network afterwards."""

    def test_n3_the_address_that_was_checked_is_the_one_connected_to(self, site, outside, monkeypatch):
        asked, connected = [], []
        real = httpcore.AnyIOBackend.connect_tcp

        def getaddrinfo(host, port, *_, **__):
            asked.append(host)
            answer = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, port))]

        async def connect(self, host, *rest):
            connected.append(host)
            return await real(self, "127.0.0.1" if host == "93.184.215.14" else host, *rest)

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
        failure = outside(f"http://rebind.test:{site.server_port}/page")
        # even if the first connection were led astray, who is at its other end is looked at before a byte is sent
        assert "non-public address 127.0.0.1" in failure.reason
        assert connected == ["93.184.215.14"]
        assert asked == ["rebind.test"]
        assert not site.seen

    def test_n3_a_new_connection_is_a_new_check(self, site, outside, monkeypatch):
        answers = ["198.18.0.7", "127.0.0.1"]
        monkeypatch.setattr(address, "is_public", lambda ip: ip == "198.18.0.7")
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda _host, port, *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))],
        )

        async def connect(*_):
            raise httpcore.ConnectError

        monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
        assert "non-public address 127.0.0.1" in outside(f"http://rebind.test:{site.server_port}/page").reason
        assert answers == []
        assert not site.seen


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("toprivate", "non-public address 169.254.169.254"),
        ("tofile", "neither http nor https"),
        ("loop", "redirects more than 5 times"),
    ],
)
def test_n4_every_hop_is_checked(site, outside, monkeypatch, path, words):
    real = address.is_public
    monkeypatch.setattr(address, "is_public", lambda ip: ip == "127.0.0.1" or real(ip))  # the site, as if public
    failure = outside(f"{site.url}/{path}")
    assert failure.status == Status.FETCH_ERROR
    assert words in failure.reason
    assert len(failure.reason.splitlines()) == 1
    assert site.seen[f"/{path}"] <= 6


@pytest.mark.parametrize(("path", "status"), [("bomb", "too_large"), ("twice", "fetch_error")])
def test_n5_a_bomb_does_not_fill_the_memory(site, path, status):
    # not ru_maxrss: a child starts with the peak of the test run that it was forked from
    code = (
        "import pathlib, re, sys\n"
        "from pipeline.config import Settings\n"
        "from pipeline.sources import pages\n"
        "found = next(pages(sys.argv[1:], Settings(allow_private=True)))\n"
        "peak = re.search(r'VmHWM:\\s+(\\d+) kB', pathlib.Path('/proc/self/status').read_text())\n"
        "print(found.status, int(peak[1]) // 1024)\n"
    )
    out = subprocess.run([sys.executable, "-c", code, f"{site.url}/{path}"], capture_output=True, text=True, check=True)
    found, megabytes = out.stdout.split()
    assert found == status
    assert int(megabytes) < 200


@pytest.mark.parametrize("path", ["drip", "dripheader"])
def test_n6_a_byte_now_and_then_ends_at_the_deadline(site, fetching, path):
    begun = time.monotonic()
    failure = fetching(Settings(allow_private=True, fetch_seconds=0.6))(f"{site.url}/{path}")
    assert failure.status == Status.TIMEOUT
    assert time.monotonic() - begun < 0.65 + 2  # the table's 65 s of 60, and what a busy machine takes; it drips for 10


def test_n6_a_name_server_that_is_silent_too(fetching, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(5))
    begun = time.monotonic()
    failure = fetching(Settings(fetch_seconds=0.3))("http://silent.test/")
    assert failure.status == Status.TIMEOUT
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize(
    ("path", "status"),
    [("short", Status.FETCH_ERROR), ("badgzip", Status.READ_ERROR), ("hugeheader", Status.FETCH_ERROR)],
)
def test_n7_a_broken_answer_is_no_article(site, ingest, value, monkeypatch, path, status):  # noqa: PLR0913, PLR0917 - the table
    monkeypatch.setattr(url, "WAITS", (0.01, 0.01))
    summary = ingest(f"{site.url}/{path}")
    assert dict(summary.failures) == {status: 1}
    assert value("SELECT count(*) FROM articles") == [0]
    assert value("SELECT count(*) FROM originals") == [0]
    assert site.seen[f"/{path}"] in ({1} if path == "badgzip" else {3})  # what may pass is tried again


class TestN8:
    @pytest.fixture
    def tls(self, certificate):
        servers = []

        def tls(**dates):
            cert, key = certificate(**dates)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(cert, key)
            context.set_alpn_protocols(["http/1.1"])
            server = HTTPServer(("127.0.0.1", 0), Quiet)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
            servers.append(server)
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            return cert, server.server_port

        yield tls
        for server in servers:
            server.shutdown()
            server.server_close()

    @pytest.mark.parametrize(
        ("ends", "trusted", "host", "words"),
        [
            (2049, False, "localhost", "certificate that can't be trusted"),
            (2021, True, "localhost", "certificate that can't be trusted"),
            (2049, True, "127.0.0.1", "certificate that can't be trusted"),  # of another name
            (2049, True, "localhost", "HTTP 501"),  # so much for the fixture
        ],
    )
    def test_n8_a_certificate_is_checked(self, tls, fetching, monkeypatch, ends, trusted, host, words):  # noqa: PLR0913, PLR0917 - the table
        cert, port = tls(ends=ends)
        if trusted:
            context = ssl.create_default_context(cafile=str(cert))
            monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: context)
        failure = fetching(PRIVATE)(f"https://{host}:{port}/")
        assert failure.status == Status.FETCH_ERROR
        assert words in failure.reason


class Quiet(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(404 if self.path == "/robots.txt" else 501)

    def log_message(self, *_):
        pass


@pytest.mark.parametrize(
    ("path", "seen", "slept"), [("limited", 1, []), ("busy", 3, [1.0, 3.0]), ("flaky", 3, [2.0, 2.0])]
)
def test_n9_few_tries_with_growing_waits(site, fetching, ticking, path, seen, slept):  # noqa: PLR0913, PLR0917 - the table
    fetching(PRIVATE, clock=ticking, sleep=ticking.sleep)(f"{site.url}/{path}")
    assert (site.seen[f"/{path}"], ticking.slept) == (seen, slept)


def test_n9_a_parked_host_is_in_the_summary(site, ingest):
    summary = ingest(f"{site.url}/limited", f"{site.url}/page", f"{site.url}/text")
    assert dict(summary.failures) == {Status.FETCH_ERROR: 3}
    assert site.seen == {"/robots.txt": 1, "/limited": 1}


@pytest.mark.parametrize(
    ("robots", "open_"),
    [
        ((200, b"User-agent: *\nDisallow: /page"), False),
        ((503, b""), False),
        ((200, b"#" * 400_000 + b"\nUser-agent: *\nDisallow: /page\n" + b"#" * 2_600_000), False),
        ((200, b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /page\n" + b"#" * 2_400_000), True),
        ((404, b""), True),
    ],
    ids=["disallow", "5xx", "within 500 KiB of 3 MB", "beyond 500 KiB of 3 MB", "missing"],
)
def test_n10_robots_txt_is_obeyed(site, fetch, robots, open_):
    site.robots = robots
    assert isinstance(fetch(f"{site.url}/page"), Page) is open_
    assert ("/page" in site.seen) is open_


class TestN11:
    def test_n11_a_password_is_neither_stored_nor_logged(self, site, ingest, tmp_path, caplog, capfd):
        caplog.set_level(logging.DEBUG)
        host = site.url.removeprefix("http://")
        names = [f"http://me:pa55word@{host}/{path}" for path in ("page", "nowhere", "moved", "bomb", "x y\\z")]
        summary = ingest(*names, f"ftp://me:pa55word@{host}/", f"http://me:pa55word@{host}:99999/")
        assert summary.ok + summary.skips.total() + summary.failures.total() == 7
        kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        with reading(tmp_path / "c.db") as connection:
            rows = "\n".join(connection.iterdump())
        assert f"{site.url}/nowhere" in rows
        said = "".join(capfd.readouterr())
        assert caplog.text  # something was logged at all
        for where in (kept.decode("latin-1"), rows, caplog.text, said):
            assert "pa55word" not in where
        assert all("Authorization" not in headers for headers in site.headers.values())

    @pytest.mark.parametrize(
        "name", ["http://example.org/\r\nX: y", "http://example.org\\@127.0.0.1/", "http://example.org/\x00"]
    )
    def test_n11_characters_that_mislead_are_refused(self, outside, name):
        failure = outside(name)
        assert failure.status == Status.FETCH_ERROR
        assert failure.source.isprintable()

    def test_n11_a_lookalike_is_shown_in_both_forms(self, site, outside, monkeypatch):
        """The name as given is the source, the one that was asked for the address."""
        real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda _, *a, **k: real("127.0.0.1", *a, **k))
        monkeypatch.setattr(address, "is_public", lambda ip: ip == "127.0.0.1")
        name = f"http://\u0430pple.test:{site.server_port}/page"  # Cyrillic a
        page = outside(name)
        assert page.origin.source == name
        assert page.origin.url == f"http://xn--pple-43d.test:{site.server_port}/page"


CONSENT = b"""<!doctype html><title>Before you continue</title><div><h1>We value your privacy</h1><p>We and our partners
use cookies to store and access information on your device.</p><button>Accept all</button></div>"""
STUB = b"""<!doctype html><title>Tin</title><article><h1>Tin runs short</h1><p>Freedonia mined less tin.</p>
<div>Subscribe to continue reading this article. Already a subscriber? Log in.</div></article>"""


@pytest.mark.filterwarnings("ignore:SOCKS support")  # said when trafilatura is imported
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"%PDF-1.7 no more", Status.PARSE_ERROR),
        (b'{"error": "gone"}', Status.UNSUPPORTED_TYPE),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Status.UNSUPPORTED_TYPE),
        (b"\xff\xd8\xff\xe0" + bytes(50), Status.UNSUPPORTED_TYPE),
        (b"", Status.EMPTY),
        (CONSENT, Status.THIN_CONTENT),
        (STUB, Status.THIN_CONTENT),
    ],
    ids=["pdf", "json", "png", "jpeg", "nothing", "consent wall", "paywall stub"],
)
def test_n12_what_says_html_and_is_no_article(site, body, status):
    site.text = body
    (found,) = pages([f"{site.url}/changing"], PRIVATE)
    found = clean(found) if isinstance(found, Page) else found
    assert isinstance(found, Failure | Dropped), found
    assert not isinstance(found, Article)
    assert found.status == status


def test_n13_a_page_that_changed_is_kept_beside_the_old_one(site, ingest, value):
    link = f"{site.url}/changing"
    for site.text in (b"Chile holds 33.3 percent of all.", b"Chile holds 36 percent of all.") * 2:
        ingest(link)
    texts = {"Chile holds 33.3 percent of all.", "Chile holds 36 percent of all."}
    assert set(value("SELECT text FROM articles")) == set(value("SELECT quote FROM claims")) == texts
    assert value("SELECT count(DISTINCT digest) FROM originals") == [2]


def test_n14_the_proxy_of_the_environment_is_not_used(site):
    """Also when the check of addresses would not see behind it."""
    code = (
        "import sys\n"
        "from pipeline.config import Settings\n"
        "from pipeline.sources import pages\n"
        "print(type(next(pages(sys.argv[1:], Settings(allow_private=True)))).__name__)\n"
        "print(next(pages(sys.argv[1:], Settings())).reason)\n"
    )
    with closing(socket.create_server(("127.0.0.1", 0))) as proxy:
        proxy.settimeout(0)
        where = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        names = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
        environ = {"PATH": shutil.os.environ["PATH"], **dict.fromkeys(names, where)}
        out = subprocess.run(
            [sys.executable, "-c", code, f"{site.url}/page"], capture_output=True, text=True, check=True, env=environ
        )
        kind, reason = out.stdout.splitlines()
        assert kind == "Page"
        assert "non-public address 127.0.0.1" in reason
        with pytest.raises(BlockingIOError):
            proxy.accept()
