"""Pictures of the desk for README and docs: our own corpus, ingested, served and opened in Debian's Chromium.

python benchmarks/screenshots.py
"""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "img"
CLAIMTABLE = [sys.executable, "-c", "from pipeline.cli import main; main()"]
PASSWORD = "only for pictures"  # noqa: S105 - of a database that is gone afterwards
SIZE = {"width": 1280, "height": 800}

# name -> what is asked for its address: the best covered fact, the article with most claims
FACT = "SELECT fact_id FROM facts WHERE type = 'share' ORDER BY articles DESC, origins DESC, fact_id LIMIT 1"
ARTICLE = "SELECT article FROM claims GROUP BY article ORDER BY count(*) DESC, article LIMIT 1"
CLAIM = "SELECT id FROM claims WHERE type = 'share' AND attribution <> '' ORDER BY published DESC, id LIMIT 1"


def main() -> None:
    """Take them."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        sys.exit("needs Debian's Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "claims.db"
        run("ingest", str(ROOT / "corpus"), str(IMAGES / "cobalt.jsonl"), "--db", str(database))
        run("user", "add", "reviewer", "--password-stdin", "--db", str(database), typed=f"{PASSWORD}\n")
        pages = addresses(database)
        command = [*CLAIMTABLE, "serve", "--port", "0", "--db", str(database)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as playwright:
            assert server.stdout  # noqa: S101 - it is a pipe
            address = server.stdout.readline().split(" at ")[1].split()[0].rstrip("/")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            try:
                take(browser.new_page(viewport=SIZE), address, pages)
            finally:
                browser.close()
                server.kill()


def run(*arguments: str, typed: str = "") -> None:
    """Run a command of ours; what it prints is not shown."""
    subprocess.run([*CLAIMTABLE, *arguments], input=typed, text=True, check=True, stdout=subprocess.DEVNULL)


def addresses(database: Path) -> dict[str, str]:
    """Name of each picture -> the page it shows."""
    with closing(sqlite3.connect(database)) as connection:
        fact, article, claim = (connection.execute(sql).fetchone()[0] for sql in (FACT, ARTICLE, CLAIM))
    return {
        "home": "/",
        "fact": f"/claims/facts/{fact}",
        "article": f"/claims/articles/{article}",
        "review": f"/-/review?claim={claim}",
    }


def take(page: Page, address: str, pages: dict[str, str]) -> None:
    """Open each page and keep its picture; the last needs a login."""
    for name, path in pages.items():
        if path.startswith("/-/"):
            page.goto(f"{address}/-/login")
            page.get_by_label("Name").fill("reviewer")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Log in").click()
        page.goto(f"{address}{path}", wait_until="networkidle")
        page.screenshot(path=IMAGES / f"{name}.png", full_page=name == "review")
        print(IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
