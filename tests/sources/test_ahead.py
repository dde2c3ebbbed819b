"""Fetching ahead of the reader: in order, several hosts at once, within bounds, and stopped at once."""

import asyncio
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

from pipeline.config import Settings
from pipeline.sources import ahead, pages
from pipeline.types import Failure, Origin, Page, Status

SETTINGS = Settings(fetches=3)
SOON = 5.0  # seconds within which a thread must have done its part


class Web:
    """A stand-in for the fetcher; a page is done when its name is let through, at once by default."""

    def __init__(self, size=100, held=()):
        self.size, self.held = size, {name: threading.Event() for name in held}
        self.begun, self.at_once, self.busy, self.most = [], Counter(), 0, 0
        self.closed, self.rests = False, {}

    def __call__(self, _settings):
        return self

    async def fetch(self, name, known=None):
        host = name.split("/")[2]
        self.begun.append(name)
        self.at_once[host] += 1
        self.busy += 1
        self.most = max(self.most, self.busy)
        assert self.at_once[host] == 1, "two requests to one host"
        await asyncio.sleep(0.001)
        while name in self.held and not self.held[name].is_set():  # noqa: ASYNC110 - set by another thread
            await asyncio.sleep(0.005)
        if "bug" in name:
            raise ZeroDivisionError("of ours")
        self.at_once[host] -= 1
        self.busy -= 1
        return Page(b"x" * self.size, Origin(source=name, url=known or ""))

    def rest(self, host):
        return self.rests.get(host, 0.0)

    async def aclose(self):
        self.closed = True


@pytest.fixture
def fetched():
    opened = []

    def fetched(names, web, settings=SETTINGS):
        opened.append(ahead.Ahead([ahead.Job(name) for name in names], settings, web))
        return opened[-1]

    yield fetched
    for each in opened:
        each.close()


def links(host, count):
    return [f"http://{host}.test/{n}" for n in range(count)]


def sources(reader, count):
    return [reader.next(time.monotonic() + SOON).origin.source for _ in range(count)]


def until(holds):
    end = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_results_come_in_the_order_of_the_links(fetched):
    names = ["http://slow.test/", *links("b", 3), *links("c", 2), "http://slow.test/2"]
    web = Web(held=names[:1])
    reader = fetched(names, web)
    until(lambda: len(web.begun) == 6)  # all but the second of the slow host
    assert reader.next(time.monotonic() + 0.02) is None
    web.held[names[0]].set()
    assert sources(reader, len(names)) == names


def test_several_hosts_at_once_but_no_host_twice(fetched):
    names = [f"http://h{n % 5}.test/{n}" for n in range(40)]
    web = Web()
    assert sources(fetched(names, web), len(names)) == names
    assert web.most == SETTINGS.fetches


def test_one_host_after_another_is_fetched_side_by_side(fetched):
    """A list sorted by site is no reason to wait."""
    names = links("a", 20) + links("b", 20)
    web = Web()
    sources(fetched(names, web), len(names))
    assert web.begun.index(names[20]) < 5


def test_hosts_that_rest_keep_no_others_from_their_turn(fetched):
    web = Web()
    web.rests = dict.fromkeys(("a.test", "b.test", "c.test"), 0.3)
    names = [*links("a", 2), *links("b", 2), *links("c", 2), *links("d", 9)]
    reader = fetched(names, web)
    until(lambda: len(web.begun) == 12)  # all but the second of those that rest
    assert sources(reader, len(names)) == names


def test_a_reader_that_is_busy_is_not_flooded(fetched, monkeypatch):
    monkeypatch.setattr(ahead, "BUFFER", 250)
    names = ["http://slow.test/", *links("b", 20)]
    web = Web(size=100, held=names[:1])
    reader = fetched(names, web)
    until(lambda: len(web.begun) == 4)
    time.sleep(0.1)
    assert web.begun == names[:4]  # 300 bytes wait: no more until some are read
    web.held[names[0]].set()
    assert sources(reader, 2) == names[:2]
    until(lambda: len(web.begun) == 5)  # there is room again
    assert sources(reader, len(names) - 2) == names[2:]


def test_the_page_that_is_waited_for_comes_also_when_the_buffer_is_full(fetched, monkeypatch):
    monkeypatch.setattr(ahead, "BUFFER", 0)
    names = [*links("a", 3), *links("b", 3)]
    assert sources(fetched(names, Web()), 6) == names


def test_a_bug_met_by_one_page_is_noted_with_it(fetched):
    names = ["http://a.test/1", "http://a.test/bug", "http://b.test/2"]
    reader = fetched(names, Web())
    first, second, third = (reader.next() for _ in names)
    assert isinstance(first, Page)
    assert isinstance(third, Page)
    assert isinstance(second, Failure)
    assert (second.status, second.source) == (Status.CRASHED, names[1])
    assert second.reason.startswith("ZeroDivisionError at test_ahead.py:")


def test_a_bug_of_the_machinery_reaches_the_reader(fetched):
    def broken(_settings):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fetched(["http://a.test/"], broken).next(time.monotonic() + SOON)


def test_closing_stops_at_once(fetched):
    web = Web(held=["http://a.test/0"])
    reader = fetched(links("a", 2), web)
    until(lambda: web.begun)
    begun = time.monotonic()
    reader.close()
    assert time.monotonic() - begun < ahead.CLOSING
    assert web.closed
    assert not any(thread.name == "claimtable-fetch" for thread in threading.enumerate())


class TestPages:
    @pytest.fixture
    def web(self, monkeypatch):
        web = Web()
        monkeypatch.setattr(ahead.Ahead.__init__, "__defaults__", (web,))
        return web

    def test_files_and_links_keep_their_places(self, web, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text("Freedonia mined tin.")
        names = ["http://a.test/", str(path), " http://b.test/ ", "nowhere.txt", "http://a.test/2", ""]
        found = [each.source if isinstance(each, Failure) else each.origin.source for each in pages(names, SETTINGS)]
        assert found == [name.strip() for name in names]
        assert web.closed

    def test_not_more_pages_than_wanted_and_none_fetched_beyond(self, web):
        names = links("a", 5) + links("b", 5)
        found = list(pages(iter(names), Settings(max_pages=3)))
        assert [each.origin.source for each in found] == names[:3]
        assert sorted(web.begun) == names[:3]

    def test_a_link_named_twice_is_fetched_once_and_counts_twice(self, web):
        a, b, bad = "http://a.test/", "http://b.test/", "http://:bad"
        names = [a, b, a, bad, f" {a}", bad, b]
        found = [getattr(each, "origin", each).source for each in pages(names, SETTINGS)]
        assert found == [name.strip() for name in names]
        assert sorted(web.begun) == sorted([a, b, bad])
        assert len(list(pages(names, Settings(max_pages=4)))) == 4

    @pytest.mark.usefixtures("web")
    def test_files_count_too(self, tmp_path):
        for name in "abc":
            (tmp_path / f"{name}.txt").write_text(f"{name}: Freedonia mined tin.")
        found = list(pages([str(tmp_path), "http://a.test/"], Settings(max_pages=2)))
        assert [each.origin.source[-5:] for each in found] == ["a.txt", "b.txt"]

    def test_not_longer_than_wanted(self, web):
        web.held["http://a.test/1"] = threading.Event()
        begun = time.monotonic()
        found = list(pages(links("a", 3), Settings(max_seconds=0.3)))
        assert [each.origin.source for each in found] == links("a", 1)
        assert time.monotonic() - begun < SOON

    def test_what_is_known_is_asked_for_once_a_link_by_its_stored_name(self, web):
        asked = []

        def known(name):
            asked.append((name, threading.current_thread() is threading.main_thread()))
            return f"what we know of {name}"

        found = list(pages(["http://me:secret@a.test/1", "b.txt", "http://b.test/"], SETTINGS, known))
        assert asked == [("http://a.test/1", True), ("http://b.test/", True)]
        assert found[0].origin.url == "what we know of http://a.test/1"
        assert web.closed

    def test_a_reader_that_goes_away_stops_the_fetching(self, web):
        reading = pages(links("a", 5000), SETTINGS)
        next(reading)
        reading.close()
        assert web.closed
        assert len(web.begun) < 5000


@pytest.mark.parametrize("hang", ["", "import socket\nsocket.getaddrinfo = lambda *a, **k: time.sleep(60)\n"])
def test_ctrl_c_ends_the_program_at_once(site, hang):
    """Also while a name server does not answer, in a call that can't be interrupted."""
    code = (
        "import sys, time\n"
        f"{hang}"
        "from pipeline.config import Settings\n"
        "from pipeline.sources import pages\n"
        "print('begun', flush=True)\n"
        "try:\n"
        "    list(pages(sys.argv[1:], Settings(allow_private=True)))\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped')\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, f"{site.url}/drip"], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "begun\n"
        time.sleep(0.7)
        begun = time.monotonic()
        child.send_signal(signal.SIGINT)
        assert child.wait(10) == 0
        assert time.monotonic() - begun < SOON
        assert child.stdout.read() == "stopped\n"
