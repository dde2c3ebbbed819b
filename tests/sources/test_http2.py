"""HTTP/2 over TLS, against a small server of our own."""

import contextlib
import os
import socket
import ssl
import struct
import threading
import time
from functools import partial

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import httpx
import pytest

from pipeline.config import Settings
from pipeline.types import Failure, Page, Status

SETTINGS = Settings(allow_private=True, fetch_seconds=5.0, max_bytes=100_000)
TEXT = b"<!doctype html><p>Freedonia mined 12,000 tonnes of tin."


def frame(kind, flags, stream, body):
    return struct.pack("!I", len(body))[1:] + struct.pack("!BBI", kind, flags, stream) + body


BROKEN = {  # what comes instead of the body: frames for a stream
    "/data-for-nobody": lambda _: frame(0, 0, 0, b"x"),
    "/bad-head": lambda stream: frame(1, 4, stream, b"\xff\xff\xff\xff"),  # headers that can't be unpacked
    "/short": lambda stream: frame(0, 1, stream, TEXT[:10]),
    "/bad-padding": lambda stream: frame(0, 8, stream, b"\xff"),
    "/reset": lambda stream: frame(3, 0, stream, b"\0\0\0\2"),
    "/bad-tls": lambda _: b"\x17\x03\x03\0\x20" + b"x" * 32,  # past the encryption
    "/goaway": lambda _: frame(7, 0, 0, b"\0\0\0\0\0\0\0\2"),
}


class Server:
    """Answers `/page`, sends `/endless` without an end, keeps silent for `/silent`; counts connections."""

    def __init__(self, context):
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.context, self.connections, self.paths, self.pause = context, 0, [], 0.0
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listening.accept()
                threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with (
            contextlib.suppress(OSError, h2.exceptions.ProtocolError),
            self.context.wrap_socket(client, server_side=True) as tls,
        ):
            assert tls.selected_alpn_protocol() == "h2"
            self.connections += 1
            http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
            http.initiate_connection()
            tls.sendall(http.data_to_send())
            endless = None
            while data := tls.recv(65536):
                for event in http.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        endless = self.answer(http, event) or endless
                        if made := BROKEN.get(self.paths[-1]):
                            tls.sendall(http.data_to_send())
                            time.sleep(self.pause)  # so that it meets the reader of the body, not of the head
                            send = partial(os.write, tls.fileno()) if self.paths[-1] == "/bad-tls" else tls.sendall
                            send(made(event.stream_id))
                while endless and (room := min(http.local_flow_control_window(endless), 16_000)):
                    http.send_data(endless, b"x" * room)
                tls.sendall(http.data_to_send())

    def answer(self, http, event):
        path = dict(event.headers)[b":path"].decode()
        self.paths.append(path)
        if path == "/silent":
            return None
        found = path != "/robots.txt"
        headers = [(":status", "200" if found else "404"), ("content-type", "text/html")]
        if path == "/short":
            headers.append(("content-length", str(len(TEXT))))
        if path != "/bad-head":
            http.send_headers(event.stream_id, headers)
        if path in {"/endless", *BROKEN}:
            return event.stream_id if path == "/endless" else None
        http.send_data(event.stream_id, TEXT if found else b"", end_stream=True)
        return None


@pytest.fixture
def server(certificate, monkeypatch):
    cert, key = certificate()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    context.set_alpn_protocols(["h2", "http/1.1"])
    trusted = ssl.create_default_context(cafile=str(cert))
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: trusted)
    running = Server(context)
    yield running
    running.listening.close()


@pytest.fixture
def fetch(server, fetching, ticking):
    fetch = fetching(SETTINGS, sleep=ticking.sleep)
    return lambda path: fetch(f"https://localhost:{server.port}{path}")


def test_it_is_spoken_over_one_connection(server, fetch):
    for _ in range(3):
        page = fetch("/page")
        assert isinstance(page, Page), page
        assert page.body == TEXT
    assert server.paths == ["/robots.txt", "/page", "/page", "/page"]
    assert server.connections == 1


@pytest.mark.parametrize(("path", "status"), [("/endless", Status.TOO_LARGE), ("/silent", Status.TIMEOUT)])
def test_an_answer_without_an_end_does_not_spoil_the_next(server, fetching, ticking, path, status):
    fetch = fetching(Settings(allow_private=True, fetch_seconds=1.0, max_bytes=100_000), sleep=ticking.sleep)
    root = f"https://localhost:{server.port}"
    assert fetch(f"{root}{path}").status == status
    assert isinstance(fetch(f"{root}/page"), Page)
    assert server.connections == 2


@pytest.mark.parametrize("pause", [0.0, 0.05])
@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_answer_is_a_failure_after_a_few_tries(server, fetch, path, pause):
    server.pause = pause
    failure = fetch(path)
    assert isinstance(failure, Failure)
    assert failure.status == Status.FETCH_ERROR
    assert "breaks off" in failure.reason
    assert server.paths == ["/robots.txt", path, path, path]
    assert isinstance(fetch("/page"), Page)
