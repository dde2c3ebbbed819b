"""The pages in a real browser: nothing that an article said runs, and the content policy stops nothing of ours."""

import shutil
import subprocess
import sys
from contextlib import closing

import lxml.html
import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless",
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
)

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="needs Debian's chromium: apt-get install chromium")


@pytest.fixture(scope="module")
def address(database):
    command = [
        sys.executable,
        "-c",
        "from pipeline.cli import main; main()",
        "serve",
        "--db",
        str(database),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().split(" at ")[1].split()[0]
        finally:
            process.kill()


@pytest.fixture
def look(address, tmp_path):
    """Open a page and give what the browser made of it, and what it complained about."""

    def opened(path, width=1300):
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path}", f"--window-size={width},900", "--dump-dom"]
        done = subprocess.run(
            [*command, path if ":" in path else address + path], capture_output=True, text=True, timeout=90, check=True
        )
        complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
        return lxml.html.document_fromstring(done.stdout), complaints

    return opened


def hostile(database):
    import sqlite3  # noqa: PLC0415 - only here

    with closing(sqlite3.connect(database)) as conn:
        return conn.execute("select id, article from claims where rule = 'policy.x'").fetchone()


def test_a_complaint_of_the_browser_would_be_seen(look, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<script>console.error('seen')</script>", encoding="utf-8")
    assert "seen" in look(page.as_uri())[1][0]


@pytest.mark.parametrize("page", ["home", "table", "columns", "claim", "article", "sql"])
def test_pages_run_our_script_and_no_other(look, database, page):
    claim, article = hostile(database)
    path = {
        "home": "",
        "table": "claims/claims",
        "columns": "claims/claims?_all=1",
        "claim": f"claims/claims/{claim}",
        "article": f"claims/articles/{article}",
        "sql": "claims?sql=select+quote+from+claims",
    }[page]
    tree, complaints = look(path)
    assert complaints == []
    assert tree.get("class") == "js"
    if page == "columns":
        assert tree.xpath("//th//*[name()='svg']"), "Datasette's column menus are there"
    if page == "sql":
        assert tree.xpath("//*[contains(@class, 'CodeMirror')]"), "the SQL editor is there"
