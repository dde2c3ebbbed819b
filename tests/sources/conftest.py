"""A web site on loopback that does everything a site should not."""

import asyncio
import contextlib
import gzip
import shutil
import subprocess
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipeline.sources import url

PAGE = b"<!doctype html><html><body><article><p>Freedonia mined 12,000 tonnes of tin.</p></article></body></html>"


@cache
def bomb() -> bytes:
    """300 MB in 300 kB."""
    packer = zlib.compressobj(wbits=31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()


class Site(BaseHTTPRequestHandler):
    """One method a path; `seen` counts requests, `agents` keeps their headers."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.partition("?")[0]
        self.server.seen[path] += 1
        self.server.headers[path] = dict(self.headers)
        self.close_connection = True
        name = "at_" + path.strip("/").replace("/", "_").replace(".", "_")
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the reader may go away
            getattr(self, name, self.missing)()

    def log_message(self, *_):
        pass

    def answer(self, body=PAGE, status=200, kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        length = headers.pop("Content_Length", len(body))
        for name, value in {"Content-Length": length, "Connection": "close", **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, to, status=302):
        self.answer(b"", status, Location=to)

    def missing(self):
        self.answer(b"<p>not here</p>", 404)

    def at_robots_txt(self):
        status, body = self.server.robots
        packing = {"Content_Encoding": "gzip"} if body.startswith(b"\x1f\x8b") else {}
        self.answer(body, status, "text/plain", **packing)

    def at_page(self):
        self.answer(Set_Cookie="id=1", X_Long="x" * 5000)

    def at_moved(self):
        self.redirect("/page", 301)

    def at_loop(self):
        self.redirect("/loop")

    def at_toprivate(self):
        self.redirect("http://169.254.169.254/latest/meta-data/")

    def at_tofile(self):
        self.redirect("file:///etc/passwd")

    def at_tosecret(self):
        self.redirect("/secret/x")

    def at_tologin(self):
        self.redirect(f"http://me:secret@{self.headers['Host']}/page")

    def at_gzip(self):
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def at_gzip2(self):
        half = len(PAGE) // 2
        self.answer(gzip.compress(PAGE[:half]) + gzip.compress(PAGE[half:]), Content_Encoding="gzip")

    def at_deflate(self):
        self.answer(zlib.compress(PAGE), Content_Encoding="deflate")

    def at_bare(self):
        packer = zlib.compressobj(wbits=-15)
        self.answer(packer.compress(PAGE) + packer.flush(), Content_Encoding="deflate")

    def at_badgzip(self):
        self.answer(gzip.compress(PAGE)[:10] + b"\xff" * 40, Content_Encoding="gzip")

    def at_halfgzip(self):
        self.answer(gzip.compress(PAGE)[:-20], Content_Encoding="gzip")

    def at_twice(self):
        self.answer(gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip, gzip")

    def at_brotli(self):
        self.answer(PAGE, Content_Encoding="br")

    def at_bomb(self):
        self.answer(bomb(), Content_Encoding="gzip")

    def at_short(self):
        self.answer(Content_Length=len(PAGE) + 1000)

    def at_drip(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"<p>")
            self.wfile.flush()
            time.sleep(0.1)

    def at_dripheader(self):
        for _ in range(100):
            self.wfile.write(b"H")
            self.wfile.flush()
            time.sleep(0.1)

    def at_endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(100_000):
            self.wfile.write(b"<p>more and more</p>" * 1000)

    def at_hugeheader(self):
        self.answer(X_Huge="x" * 300_000)

    def at_forbidden(self):
        self.answer(b"<p>no</p>", 403)

    def at_limited(self):
        self.answer(b"<p>slow down</p>", 429, Retry_After=86400)

    def at_busy(self):
        self.answer(b"<p>busy</p>", 503)

    def at_flaky(self):
        if self.server.seen["/flaky"] < 3:
            self.answer(b"<p>busy</p>", 503, Retry_After=2)
        else:
            self.answer()

    def at_hangup(self):
        if self.server.seen["/hangup"] > 1:
            self.answer()

    def at_picture(self):
        self.answer(b"\x89PNG....", kind="image/png")

    def at_pdfashtml(self):
        self.answer(b"%PDF-1.7 ...")

    def at_jsonashtml(self):
        self.answer(b'{"error": "gone"}')

    def at_empty(self):
        self.answer(b"")

    def at_untold(self):
        self.answer(kind="application/octet-stream")

    def at_text(self):
        self.answer(b"Freedonia mined 12,000 tonnes of tin.", kind="text/plain")

    def at_changing(self):
        """A page with validators, whose text is `server.text`."""
        tag = f'"{zlib.crc32(self.server.text):x}"'
        if self.headers["If-None-Match"] == tag:
            self.answer(b"", 304, ETag=tag)
        else:
            self.answer(self.server.text, ETag=tag, Last_Modified="Wed, 21 Oct 2015 07:28:00 GMT")

    def at_tochanging(self):
        self.redirect("/changing")

    def at_wrong304(self):
        self.answer(b"", 304)


@pytest.fixture(scope="session")
def server() -> Iterator[ThreadingHTTPServer]:
    """The site, running."""
    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    site.daemon_threads = True
    thread = threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield site
    site.shutdown()
    site.server_close()
    thread.join()


@pytest.fixture
def site(server) -> ThreadingHTTPServer:
    """The site with nothing seen and no robots.txt; `site.url` is its root."""
    server.seen, server.headers, server.robots, server.text = Counter(), {}, (404, b""), PAGE
    server.url = f"http://127.0.0.1:{server.server_port}"
    return server


AUTHORITY = """
[ca]
default_ca = here
[here]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = DNS:localhost
basicConstraints = critical, CA:TRUE
"""


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """Makes a self-signed certificate for localhost, from a year to another; gives the files of it and its key."""
    if not shutil.which("openssl"):
        pytest.skip("needs the openssl command to make a certificate")

    def certificate(begins=2020, ends=2049):
        folder = tmp_path_factory.mktemp("ca")
        for name, text in (("ca.cnf", AUTHORITY), ("index.txt", ""), ("serial", "01")):
            (folder / name).write_text(text)
        asked = [
            "req",
            "-new",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=localhost",
            "-keyout",
            "key",
            "-out",
            "csr",
        ]
        dates = ["-startdate", f"{begins}0101000000Z", "-enddate", f"{ends}0101000000Z"]
        signed = [
            "ca",
            "-batch",
            "-selfsign",
            "-config",
            "ca.cnf",
            "-keyfile",
            "key",
            "-in",
            "csr",
            "-out",
            "cert",
            *dates,
        ]
        for each in (asked, [*signed, "-notext"]):
            subprocess.run(["openssl", *each], cwd=folder, check=True, capture_output=True)
        return folder / "cert", folder / "key"

    return certificate


class Clock:
    """A clock that only sleeping moves, and its sleep: waits cost no time."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def ticking():
    return Clock()


@pytest.fixture
def fetching():
    """Makes fetchers whose `fetch` is an ordinary function, one page after another."""
    with asyncio.Runner() as runner:
        made = []

        def make(settings, **given):
            fetcher = url.Fetcher(settings, **given)
            made.append(fetcher)
            return lambda *args: runner.run(fetcher.fetch(*args))

        yield make
        for fetcher in made:
            runner.run(fetcher.aclose())
