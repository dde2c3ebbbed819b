"""Time what the facts cost after 100 new articles, on made-up databases of different sizes.

    python benchmarks/facts.py [--claims N ...] [--rounds N]

Each database holds so many claims, five an article. What they are about is drawn so that some facts have very many
claims, as in the news: one claim in twenty is of one share, and one in twenty of one policy. A fifth name one of 40
sources, a tenth are copies of another story. The new articles are drawn in the same way. Told are CPU time, which other
programs on the machine don't change, and wall time. The result is printed and put into docs/performance.md.
"""

import argparse
import hashlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from report import write

from pipeline import types as t
from pipeline.facts import refresh
from pipeline.store.rows import article_row, claim_row, country_rows
from pipeline.store.write import Store
from pipeline.vocab.places import names

NEW, EACH = 100, 5  # articles, claims of each
BATCH = 4000  # articles of a transaction
SHARES, POLICIES = 0.4, 0.8  # of the claims: below the first number shares, below the second policies, then quantities
HOT, SOURCED, COPIED = 0.125, 0.2, 0.1
DAYS = 2400
COMMODITIES = ("rare earths", "lithium", "cobalt", "nickel", "graphite", "gallium", "copper", "tungsten", "tin")
STAGES = (t.Stage.MINING, t.Stage.PROCESSING, t.Stage.PRODUCTION, t.Stage.EXPORTS, t.Stage.IMPORTS, t.Stage.RESERVES)
SOURCES = tuple(f"Source {number}" for number in range(40))
RULES = ("share.subject", "share.buyer", "policy.owned", "quantity.flow")
TABLES = ("originals", "articles", "claims", "claim_countries")
NEWLINE = "\n"

Made = tuple[t.Article, tuple[t.Claim, ...]]


def ranked(draw: random.Random, values: tuple[str, ...]) -> str:
    """One of the values, the n-th about n times rarer than the first."""
    return values[int(len(values) ** draw.random()) - 1]


def claim(draw: random.Random, codes: tuple[str, ...], span: t.Span) -> t.Claim:
    """Some claim."""
    kind, hot = draw.random(), draw.random() < HOT
    common = {
        "evidence": t.Evidence(span, draw.choice(RULES)),
        "countries": (codes[0] if hot else ranked(draw, codes),),
        "commodity": COMMODITIES[0] if hot else ranked(draw, COMMODITIES),
        "attribution": draw.choice(SOURCES) if draw.random() < SOURCED else "",
    }
    if SHARES <= kind < POLICIES:
        family = t.PolicyType.TARIFF if hot else draw.choice(tuple(t.PolicyType))
        return t.Policy(**common, policy="a measure", policy_type=family, status=draw.choice(tuple(t.PolicyStatus)))
    common |= {
        "year": None if hot else draw.choice((None, 2023, 2024, 2025)),
        "stage": STAGES[0] if hot else draw.choice(STAGES),
    }
    if kind < SHARES:
        low = float(draw.randrange(1, 100))
        return t.Share(**common, share_low=low, share_high=low, bound=draw.choice((t.Bound.EXACT, t.Bound.ABOUT)))
    value = round(10 ** draw.uniform(2, 7), 1)
    return t.Quantity(**common, value_low=value, value_high=value, unit="t")


def article(draw: random.Random, name: str, codes: tuple[str, ...]) -> Made:
    """An article with its claims, each in a sentence of its own."""
    lines = [f"Article {name} says in sentence {place} what is so." for place in range(EACH)]
    made, start = [], 0
    for line in lines:
        made.append(claim(draw, codes, t.Span(start, start + len(line))))
        start += len(line) + 1
    published = (date(2020, 1, 1) + timedelta(days=draw.randrange(DAYS))).isoformat()
    site = f"site{int(500 ** draw.random())}.example"
    return t.Article("\n".join(lines), title="News", published=published, site=site, language="en"), tuple(made)


def fill(store: Store, claims: int, draw: random.Random) -> None:
    """Insert so many claims, past the search for copies, which this doesn't measure."""
    run, codes = store.start_run("ingest", "0" * 64), tuple(sorted(set(names()) - {"FOREIGN"}))
    stories: list[str] = []
    for first in range(0, claims // EACH, BATCH):
        rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
        for number in range(first, min(first + BATCH, claims // EACH)):
            for table, row in made_rows(article(draw, f"old {number}", codes), stories, run, draw):
                rows[table].append(row)
        with store.transaction() as connection:
            for table in TABLES:
                columns, values = (", ".join(form % name for name in rows[table][0]) for form in ('"%s"', ":%s"))
                connection.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({values})', rows[table])  # noqa: S608 - ours
        print(f"\r  {first + BATCH} articles", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def made_rows(made: Made, stories: list[str], run: int, draw: random.Random) -> Iterator[tuple[str, dict[str, object]]]:
    """The rows of an article, each with its table."""
    one, claims = made
    digest = hashlib.sha256(one.text.encode()).hexdigest()
    empty = {"url": "", "content_type": "", "headers": "[]", "retrieved": ""}
    yield "originals", {"digest": digest, "body": b"x", "bytes": 1} | empty
    stories.append(draw.choice(stories) if stories and draw.random() < COPIED else one.id)
    row = article_row(one, "made.html", digest, run)
    yield "articles", dict(row) | {"origin_id": stories[-1], "url_key": "", "read_by": run}
    for each in claims:
        stored = claim_row(each, row, names())
        yield "claims", dict(stored)
        for claim_id, code, role in country_rows(each, str(stored["id"])):
            yield "claim_countries", {"claim": claim_id, "code": code, "role": role}


def bring_in(store: Store, name: str, draw: random.Random) -> tuple[float, float]:
    """Store 100 new articles; CPU and wall seconds that the facts take afterwards."""
    run, codes = store.start_run("ingest", "0" * 64), tuple(sorted(set(names()) - {"FOREIGN"}))
    for number in range(NEW):
        one, claims = article(draw, f"{name} {number}", codes)
        page = t.Page(one.text.encode(), t.Origin(f"{name}-{number}.html"))
        store.save(page, one, t.Extraction(claims), run)
    return timed(store)


def timed(store: Store) -> tuple[float, float]:
    """CPU and wall seconds that bringing the facts up to date takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    refresh.catch_up(store.transaction)
    return time.process_time() - cpu, time.perf_counter() - wall


def measure(claims: int, rounds: int, folder: Path) -> str:
    """A row of the table."""
    draw = random.Random(claims)  # noqa: S311 - the same each time
    path = folder / f"{claims}.db"
    with Store(path, names()) as store:
        fill(store, claims, draw)
        whole, _ = timed(store)
        news = [bring_in(store, f"round {number}", draw) for number in range(rounds)]
        facts, most = store.connection.execute("SELECT count(*), max(claims) FROM facts").fetchone()
    print(f"  {claims}: whole {whole:.1f} s, news {news}", file=sys.stderr)
    size = path.stat().st_size / 1e6
    path.unlink()
    cpu, wall = (statistics.median(each) for each in zip(*news, strict=True))
    return (
        f"| {claims:,} | {facts:,} | {most:,} | {size:,.0f} | {claims / whole:,.0f} "
        f"| {cpu:.2f} | {max(news)[0]:.2f} | {wall:.2f} |"
    )


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Time what the facts cost after 100 new articles.")
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = [measure(claims, args.rounds, Path(folder)) for claims in args.claims]
    result = f"""Facts after {NEW} new articles ({NEW * EACH} claims), {args.rounds} rounds, on made-up databases. \
Aim: under 2 s at a million claims.

| claims | facts | claims of the largest | MB | all from nothing: claims a s | CPU s, median | CPU s, most | wall s |
|---|---|---|---|---|---|---|---|
{NEWLINE.join(rows)}"""
    print(result)
    write("performance.md", "Performance", "bench-facts", result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
