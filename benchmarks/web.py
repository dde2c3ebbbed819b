"""Time the served pages over a big synthetic database, eight clients at once, and a CSV of all claims.

    python benchmarks/web.py [--claims N] [--seconds N] [--workers N] [--db FILE]

The database is built once and kept in the folder for temporary files. Each page is asked for in many forms, in three
ways: the first time, one after the other, when nothing is kept in memory, as after each commit; by eight clients at
once that each send a cookie, so that every page is made anew, as for who is logged in (what was counted over whole
tables is kept by then); and by eight clients without one, who get pages that are kept. Processor time is the
server's alone, which other programs on the machine don't change. The result is printed and put into
docs/performance.md.
"""

import argparse
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import httpx
from report import write
from webdata import build

from pipeline.store.migrations import VERSION

CLIENTS = 8
MEDIAN, P95 = 200, 500  # milliseconds: the aims
CSV_ROWS = 24_000  # a second: the aim
SERVE = [sys.executable, "-c", "from pipeline.cli import main; main()", "serve", "--port", "0", "--db"]
ANEW = {"cookie": "bench=1"}
NEWLINE = "\n"
KILO = 1000
WARM = 20  # seconds


@dataclass
class Page:
    """A page that is asked for in several forms, so that the same answer is not asked twice in a row."""

    name: str
    paths: list[str]
    first: list[float] = field(default_factory=list)  # milliseconds of each way of asking
    anew: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    cpu: float = 0.0  # milliseconds of the server for one request that is made anew, asked alone

    def row(self) -> str:
        """The page in the table."""
        told = [
            f"{statistics.median(times):.0f} / {percentile(times):.0f}" for times in (self.first, self.anew, self.kept)
        ]
        return f"| {self.name} | {' | '.join(told)} | {self.cpu:.0f} | {len(self.anew)}, {len(self.kept)} |"


def percentile(times: list[float], share: float = 0.95) -> float:
    """The time within which this share of the requests was answered."""
    return sorted(times)[int(len(times) * share)]


def pages(database: Path) -> list[Page]:
    """What is measured."""
    with closing(sqlite3.connect(database)) as connection:
        claims, articles, facts, biggest = (
            [row[0] for row in connection.execute(sql)]
            for sql in (
                "SELECT id FROM claims WHERE rowid % (SELECT max(1, count(*) / 50) FROM claims) = 0 LIMIT 50",
                "SELECT id FROM articles WHERE rowid % (SELECT max(1, count(*) / 50) FROM articles) = 0 LIMIT 50",
                "SELECT fact_id FROM facts WHERE claims > 2 ORDER BY fact_id LIMIT 50",
                "SELECT fact_id FROM facts ORDER BY claims DESC LIMIT 10",
            )
        )
    facets = "_facet=type&_facet=country&_facet=commodity"
    filters = (
        *("stage=mining", "policy_type=tariff", "year=2025", "country=China", "commodity=lithium", "type=share"),
        *("stage=exports", "policy_type=subsidy", "year=2023", "country=Chile", "commodity=cobalt", "type=policy"),
    )
    about = (
        "",
        "?type=share",
        "?commodity=lithium",
        "?country=China",
        "?type=policy&policy_type=tariff",
        "?stage=mining",
    )
    words = ("china", "lithium", "quota", "tonnes", "world", "tariff", "mining", "makes")
    return [
        Page("home", ["/"]),
        Page("facts", [f"/claims/facts{each}" for each in about]),
        Page("a fact", [f"/claims/facts/{each}" for each in facts]),
        Page("the ten facts with most claims", [f"/claims/facts/{each}" for each in biggest]),
        Page("claims, three facets, one filter", [f"/claims/claims?{facets}&{each}" for each in filters]),
        Page("a claim", [f"/claims/claims/{each}" for each in claims]),
        Page("an article", [f"/claims/articles/{each}" for each in articles]),
        Page("search for a common word", [f"/search?q={each}" for each in words]),
        Page("claims that hold a common word", [f"/claims/claims?_search={each}" for each in words]),
    ]


@contextmanager
def serving(database: Path, workers: int) -> Iterator[tuple[int, str]]:
    """The process and the address of a server."""
    command = [*SERVE, str(database), "--workers", str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout  # noqa: S101 - it is a pipe
        try:
            yield process.pid, process.stdout.readline().split(" at ")[1].split()[0].rstrip("/")
        finally:
            process.terminate()


def cpu_of(pid: int) -> float:
    """Milliseconds of processor that a process and those it started have used."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_of(int(child)) for child in children)


def ask(client: httpx.Client, path: str) -> float:
    """Ask for a page; gives milliseconds."""
    start = time.perf_counter()
    answer = client.get(path)
    answer.raise_for_status()
    return 1000 * (time.perf_counter() - start)


def firsts(address: str, measured: list[Page]) -> None:
    """Ask for each page in all its forms, one request at a time, the first time."""
    with httpx.Client(base_url=address, timeout=60) as client:
        for page in measured:
            page.first = [ask(client, path) for path in page.paths]


def alone(pid: int, address: str, measured: list[Page]) -> None:
    """The processor time of each page when it is made anew, one request at a time."""
    with httpx.Client(base_url=address, timeout=60, headers=ANEW) as client:
        for page in measured:
            before = cpu_of(pid)
            for path in page.paths:
                ask(client, path)
            page.cpu = (cpu_of(pid) - before) / len(page.paths)


def together(address: str, measured: list[Page], seconds: float, way: str) -> float:
    """Eight clients that each go through all pages until the time is over; gives requests a second."""
    end = time.perf_counter() + seconds
    headers = ANEW if way == "anew" else {}

    def work(number: int) -> None:
        turns = cycle(measured[number % len(measured) :] + measured[: number % len(measured)])
        forms = {page.name: cycle(page.paths[number % len(page.paths) :] + page.paths) for page in measured}
        with httpx.Client(base_url=address, timeout=60, headers=headers) as client:
            while time.perf_counter() < end:
                page = next(turns)
                getattr(page, way).append(ask(client, next(forms[page.name])))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sum(len(getattr(page, way)) for page in measured) / seconds


def csv(pid: int, address: str) -> tuple[int, float, float, float]:
    """Rows, seconds, seconds to the first byte and processor seconds of a CSV of all claims."""
    start, before, first, lines = time.perf_counter(), cpu_of(pid), 0.0, 0
    plain = {"accept-encoding": "identity"}
    with httpx.stream("GET", f"{address}/claims/claims.csv", timeout=600, headers=plain) as answer:
        for piece in answer.iter_raw():
            first = first or time.perf_counter() - start
            lines += piece.count(b"\n")
    return lines - 1, time.perf_counter() - start, first, (cpu_of(pid) - before) / KILO


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--db", type=Path, help="built already")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    kept = Path(tempfile.gettempdir()) / f"claimtable-bench-{arguments.claims}-v{VERSION}.db"
    database = arguments.db or kept
    if not database.is_file():
        beside = database.with_suffix(".part")
        build(beside, arguments.claims)
        beside.replace(database)
    measured = pages(database)
    with serving(database, arguments.workers) as (pid, address):
        firsts(address, measured)
        load = os.getloadavg()[0]
        together(address, measured, WARM, "anew")  # each process counts for itself
        for page in measured:
            page.anew.clear()
        alone(pid, address, measured)
        rates = [together(address, measured, arguments.seconds, way) for way in ("anew", "kept")]
        taken = csv(pid, address)
    report(database, measured, f"{arguments.workers} worker processes, load before {load:.1f}", rates, taken)


def report(
    database: Path, measured: list[Page], how: str, rates: list[float], taken: tuple[int, float, float, float]
) -> None:
    """Print the table and put it into the docs."""
    with closing(sqlite3.connect(database)) as connection:
        claims, articles, facts, placed = (
            connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - ours
            for name in ("claims", "articles", "facts", "fact_claims")
        )
    rows, seconds, first, cpu = taken
    about = (
        f"{claims:,} claims of {articles:,} articles, {facts:,} facts of {placed:,} claims,"
        f" {database.stat().st_size / 1e6:,.0f} MB; {CLIENTS} clients at once, {how}, {os.cpu_count()} shared"
        f" cores; Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    )
    csv_told = (
        f"CSV of all claims: {rows:,} rows in {seconds:.0f} s, {rows / seconds:,.0f} rows a second"
        f" ({rows / cpu:,.0f} a second of processor; aim {CSV_ROWS:,}), first byte after {1000 * first:.0f} ms."
    )
    lines = [
        about,
        "",
        "Median / 95th in milliseconds; clients and server share the processor:",
        "",
        "| page | first time, alone | made anew, 8 clients | kept, 8 clients | CPU ms, made anew | requests |",
        "|---|---|---|---|---|---|",
        *(page.row() for page in measured),
        "",
        f"Aim: median under {MEDIAN} ms, 95th under {P95} ms. All pages together, requests a second:",
        f"{rates[0]:.0f} made anew, {rates[1]:.0f} kept.",
        "",
        csv_told,
    ]
    print(NEWLINE.join(lines))
    write("performance.md", "Performance", "bench-web", NEWLINE.join(lines))


if __name__ == "__main__":
    main()
