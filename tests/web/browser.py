"""A real browser before a real server: what both need, and what a person must never see."""

import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 800}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERVE = [sys.executable, "-c", "from pipeline.cli import main; main()", "serve", "--port", "0", "--db"]
FLAGS = ("--no-sandbox", "--disable-quic", "--disable-background-networking")  # tests may run as root


@contextmanager
def serving(database):
    """The address of `claimtable serve` on a free port."""
    with subprocess.Popen([*SERVE, str(database)], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().split(" at ")[1].split()[0].rstrip("/")
        finally:
            process.kill()


@contextmanager
def chromium():
    """Debian's Chromium; Playwright's own browsers are never asked for."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Person:
    """Somebody at a browser. What the browser complains about, and requests that leave the machine, are kept."""

    def __init__(self, browser, address, copies=(), **options):
        self.address = address
        self.complaints, self.outside = [], []
        self.context = browser.new_context(viewport=DESKTOP, accept_downloads=True, **options)
        self.context.route(lambda url: not url.startswith((address, "data:")), self._outside(dict(copies)))
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page = self.context.new_page()

    def _outside(self, copies):
        def answer(route):
            path = copies.get(route.request.url.partition("#")[0])
            if path:
                route.fulfill(path=path, content_type="text/html; charset=utf-8")
            else:
                self.outside.append(route.request.url)
                route.abort()

        return answer

    def _console(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.text} ({message.location['url']})")

    def open(self, path):
        """Go to a page of the desk."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer.status == 200, path
        return self.page

    def log_in(self, name, password):
        """Through the form."""
        page = self.open("/-/login")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(f"{self.address}/")

    def violations(self):
        """What axe-core finds on the page against WCAG 2.2 AA: rule, and the pieces of the page."""
        self.page.evaluate(AXE)
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, reporter: 'no-passes', preload: false})", RULES
        )
        return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found["violations"]]

    def wider_than_screen(self):
        """By how many pixels the page can be pushed sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


AXE = re.sub(r"\A\s*", "", (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
