"""Time the writer against plain `executemany` of the same rows, into an indexed database of many claims.

    python benchmarks/store.py [--claims N] [--rounds N] [--folder DIR] [--database FILE]

The database is filled first (some minutes for a million), unless one is named that is: it is upgraded and grows. Then
both take turns: ours stores articles with their claims, one transaction an article; the plain one is given the finished
rows of as many other articles, in one transaction. CPU time, the median of the rounds. The result is printed and put
into docs/performance.md.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from report import write

from pipeline import types as t
from pipeline.store import search
from pipeline.store.rows import Row
from pipeline.store.write import Store, insert_sql

SENTENCES = 40  # of an article, a claim each
BATCH = 100  # articles a round
NAMES = {"CHL": "Chile", "CHN": "China", "AUS": "Australia", "EU": "European Union"}
GOODS = ("lithium", "cobalt", "nickel", "copper", "graphite", "rare earths", "tin", "zinc")
_WORDS = [f"w{number}" for number in range(3000)]

Ready = tuple[t.Page, t.Article, t.Extraction]


def articles(start: int, count: int) -> Iterator[Ready]:
    """Numbered articles that are like nothing but themselves, with a claim a sentence."""
    for number in range(start, start + count):
        chance = random.Random(number)  # noqa: S311 - no secret
        claims, lines, place = [], [], 0
        for _ in range(SENTENCES):
            code, share = chance.choice(tuple(NAMES)), float(chance.randrange(1, 1000)) / 10
            line = f"{NAMES[code]} held {share} percent of it: {' '.join(chance.choices(_WORDS, k=12))}."
            span = t.Span(place, place + len(line))
            evidence = t.Evidence(span, "share.of", (t.SlotSpan("share", span),))
            claims.append(
                t.Share(
                    evidence=evidence,
                    countries=(code,),
                    commodity=chance.choice(GOODS),
                    stage=t.Stage.MINING,
                    share_low=share,
                    share_high=share,
                    year=chance.randrange(2000, 2026),
                )
            )
            lines.append(line)
            place = span.end + 1
        text, day = "\n".join(lines), f"20{number % 26:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        url = f"https://site{number % 50}.example/{number}"
        page = t.Page(text.encode(), t.Origin(f"{number}.html", url))
        article = t.Article(text, f"Report {number}", site=f"site{number % 50}.example", url=url, published=day)
        yield page, article, t.Extraction(tuple(claims))


def rows(store: Store, ready: Ready, run: int) -> dict[str, list[Row]]:
    """The finished rows of an article, by table, as the writer makes them."""
    made = store._made(*ready, run)  # noqa: SLF001 - what is compared is the way into the database alone
    countries = [dict(zip(("claim", "code", "role"), each, strict=True)) for each in made.countries]
    found = {"originals": [made.original], "articles": [made.article | {"origin_id": made.article["id"]}]}
    found |= {"removed": list(made.removed), "claims": list(made.claims), "claim_countries": countries}
    return found | {"missed_candidates": list(made.misses), "pages": [made.page | {"version": 1}]}


def plain(connection: sqlite3.Connection, batch: list[dict[str, list[Row]]]) -> None:
    """All rows of a table by one call, all tables in one transaction, the full-text index by one statement."""
    connection.execute("BEGIN IMMEDIATE")
    for table in batch[0]:
        whole = [row for each in batch for row in each[table]]
        if whole:
            connection.executemany(insert_sql(table, whole[0], "?"), [tuple(row.values()) for row in whole])
    search.catch_up(connection)
    connection.execute("COMMIT")


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of the process."""
    before = time.process_time()
    work()
    return time.process_time() - before


def measure(store: Store, claims: int, rounds: int) -> tuple[float, float, float]:
    """Claims a second of the writer and of plain rows, and what the plain way takes with records made into rows."""
    run = store.start_run("bench", "0" * 64)
    filled = claims // SENTENCES
    for start in range(store.connection.execute("SELECT count(*) FROM articles").fetchone()[0], filled, 500):
        plain(store.connection, [rows(store, each, run) for each in articles(start, min(500, filled - start))])
        print(f"\r{start * SENTENCES:,} of {claims:,} claims", end="", file=sys.stderr)
    print(file=sys.stderr)
    ours, bare, made = list[float](), list[float](), list[float]()
    for number in range(rounds):
        first, second = (list(articles(filled + (2 * number + side) * BATCH, BATCH)) for side in (0, 1))
        ours.append(timed(lambda ready=first: [store.save(*each, run) for each in ready]))  # type: ignore[misc]
        batch: list[dict[str, list[Row]]] = []
        made.append(timed(lambda ready=second, into=batch: into.extend(rows(store, each, run) for each in ready)))  # type: ignore[misc]
        bare.append(timed(lambda into=batch: plain(store.connection, into)))  # type: ignore[misc]
    count = BATCH * SENTENCES
    return count / statistics.median(ours), count / statistics.median(bare), statistics.median(made) / count * 1e6


def table(claims: int, rounds: int, ours: float, bare: float, made: float) -> str:
    """The result as Markdown."""
    return f"""{claims:,} claims stored before, {BATCH} articles of {SENTENCES} claims a round, {rounds} rounds in
turns, median CPU time; SQLite {sqlite3.sqlite_version}. Both with indexes, constraints, triggers and full-text search.

| | claims a second | times plain |
|---|---|---|
| plain `executemany` of finished rows, one transaction | {bare:,.0f} | 1.00 |
| claimtable: from records, one transaction an article | {ours:,.0f} | {bare / ours:.2f} |

Of ours, {made:.0f} µs a claim go into making rows of records: ids, links, compression, sketches. Aim: at least 20,000
claims a second, at most 2.5 times plain."""


def main() -> int:
    """Fill, measure, print, write."""
    parser = argparse.ArgumentParser(description="Time the writer against plain executemany.")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--database", type=Path)
    args = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(dir=args.folder) as folder,
        Store(args.database or Path(folder) / "claims.db", NAMES) as store,
    ):
        ours, bare, made = measure(store, args.claims, args.rounds)
    result = table(args.claims, args.rounds, ours, bare, made)
    print(result)
    write("performance.md", "Performance", "bench-store", result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
