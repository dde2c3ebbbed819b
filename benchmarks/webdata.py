"""A synthetic database of any size for `make bench-web`: our tables, full of made-up articles with made-up claims.

Rows are written past the pipeline, with triggers and indexes put aside meanwhile; facts are worked out by the code that
works them out for real ones. The same size gives the same rows.
"""

import hashlib
import json
import random
import sqlite3
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.facts import refresh
from pipeline.store.database import open_writer
from pipeline.store.links import source_link
from pipeline.types import Span
from pipeline.vocab.places import names

PER_ARTICLE = 10  # claims
SITES = 60
COMMODITIES = (
    *("rare earths", "lithium", "semiconductors", "batteries", "cobalt", "copper", "nickel", "solar panels", "steel"),
    *("gallium", "graphite", "electric vehicles", "oil", "natural gas", "wheat", "permanent magnets", "uranium", "tin"),
    *("tungsten", "aluminium", "antimony", "germanium", "manganese", "polysilicon", "soybeans", "coal", "hydrogen"),
    *("medicines", "fertiliser", "titanium", "bauxite", "zinc", "gold", "platinum group metals", "ships", "drones"),
)
STAGES = ("mining", "processing", "production", "exports", "imports", "manufacturing", "consumption", "reserves")
POLICIES = ("export control", "tariff", "subsidy", "sanction", "stockpile", "agreement", "regulation", "strategy")
STATUSES = ("in force", "announced", "proposed", "ended")
SOURCES = ("", "", "", "the Harbour Institute", "the mine owners' league", "the ministry", "analysts")
FILLER = (
    "Ships waited for days at the mouth of the river while the port's one working crane was mended by hand. "
    "Nobody at the yard would say when the next freight train is due, or what it is to bring this time. "
    "The quota for lithium is talked about in every canteen of the valley, and so is China. "
)
CHUNK = 20_000  # rows of one statement

Row = dict[str, Any]


def chosen(rng: random.Random, values: tuple[str, ...]) -> str:
    """One of the values; the first are many times as frequent as the last."""
    return values[min(int(len(values) * rng.random() ** 3), len(values) - 1)]


def digest(text: str) -> str:
    """SHA-256, as ids are."""
    return hashlib.sha256(text.encode()).hexdigest()


class Maker:
    """Makes articles with their claims, one after the other."""

    def __init__(self) -> None:
        self.rng = random.Random(7)  # noqa: S311 - the same rows each time, no secret
        self.names = names()
        common = ("CHN", "USA", "AUS", "CHL", "EU", "COD", "IDN", "RUS", "IND", "JPN", "KOR", "DEU")
        self.codes = (*common, *(code for code in self.names if code not in common))

    def claim(self, number: int) -> tuple[str, Row]:
        """A sentence and the slots of the claim in it."""
        rng = self.rng
        code, commodity, stage = chosen(rng, self.codes), chosen(rng, COMMODITIES), chosen(rng, STAGES)
        name, year, source = self.names[code], rng.choice((None, 2022, 2023, 2024, 2025)), rng.choice(SOURCES)
        row: Row = {"country": name, "country_code": code, "commodity": commodity, "attribution": source, "year": year}
        about = f"{name} ({number})" if number % 97 == 0 else name
        when = f" in {year}" if year else ""
        told = f", {source} said" if source else ""
        kind = chosen(rng, ("share", "policy", "quantity", "change", "dependency", "goal"))
        match kind:
            case "share":
                low = float(rng.randrange(5, 95))
                row |= {"stage": stage, "share_low": low, "share_high": low, "bound": "about"}
                text = f"{about} had about {low:.0f}% of the world's {stage} of {commodity}{when}{told}."
            case "policy":
                family = chosen(rng, POLICIES)
                row |= {"policy_type": family, "status": rng.choice(STATUSES), "policy": f"{family} on {commodity}"}
                text = f"{about} has a quota or {family} on {commodity}{when}{told}."
            case "quantity":
                value = float(rng.randrange(1, 900) * 1000)
                row |= {"stage": stage, "value_low": value, "value_high": value, "unit": "t", "bound": "exact"}
                text = f"The {stage} of {commodity} in {about} came to {value:,.0f} tonnes{when}{told}."
            case "change":
                value = float(rng.randrange(-40, 60))
                row |= {"stage": stage, "value_low": value, "value_high": value, "unit": "percent", "bound": "exact"}
                text = f"The {stage} of {commodity} in {about} changed by {value:.0f} percent{when}{told}."
            case "dependency":
                partner = chosen(rng, self.codes)
                row |= {"stage": "imports", "partner": partner}
                text = f"{about} depends on {self.names[partner]} for {commodity}{when}{told}."
            case _:
                row |= {"goal": f"make more {commodity}", "modality": "planned"}
                text = f"{about} aims to make more {commodity}{when}{told}."
        return text, row | {"type": kind, "rule": f"{kind}.synthetic.{number % 5}"}

    def article(self, number: int) -> tuple[Row, list[Row]]:
        """An article and its claims."""
        lines: list[str] = []
        found: list[Row] = []
        start = 0
        for place in range(PER_ARTICLE):
            text, row = self.claim(number * PER_ARTICLE + place)
            lines += [text, FILLER.strip()]
            found.append(row | {"quote": text, "start": start, "end": start + len(text)})
            start += len(text) + len(FILLER) + 1
        text = "\n".join(lines)
        key, site = digest(f"{number}{text}"), f"site{self.rng.randrange(SITES)}.example"
        day = f"20{22 + number % 4}-{1 + number % 12:02}-{1 + number % 28:02}T08:00:00+00:00"
        url = f"https://{site}/{number}"
        article = {
            "id": key,
            "original": key,
            "source": url,
            "url": url,
            "site": site,
            "published": day,
            "run": 1,
            "title": f"{found[0]['country']} and {found[0]['commodity']}, part {number}",
            "language": "en",
            "text": text,
            "blocks": "[]",
            "words": text.count(" "),
            "status": "ok",
            "url_key": url,
            "origin_id": key,
            "read_by": 1,
        }
        for row in found:
            row |= {"article": key, "title": article["title"], "site": site, "published": day, "run": 1, "slots": "[]"}
            row |= {"source_url": url, "source_link": source_link(url, text, Span(row["start"], row["end"]))}
            said = {name: row[name] for name in row if name not in {"article", "published", "run", "source_link"}}
            row |= {"key": digest(str(sorted(said.items(), key=str))), "id": digest(f"{key}{row['start']}")}
        return article, found


def build(path: Path, claims: int) -> None:
    """Write a database with so many claims."""
    start = time.perf_counter()
    with closing(open_writer(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("BEGIN")
        aside = list(_put_aside(connection))
        _fill(connection, claims // PER_ARTICLE)
        _said(f"{claims:,} rows", start)
        for name in ("articles_fts", "claims_fts"):
            connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")  # noqa: S608 - ours
        for sql in aside:
            connection.execute(sql)
        connection.execute("INSERT INTO stale_articles SELECT id FROM articles")
        connection.execute("COMMIT")
        _said("indexes and full text", start)
        while True:
            connection.execute("BEGIN IMMEDIATE")
            more = refresh.refresh(connection, 50_000)
            connection.execute("COMMIT")
            if not more:
                break
        _said("facts", start)
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _said(f"{path.stat().st_size / 1e6:,.0f} MB", start)


def _put_aside(connection: sqlite3.Connection) -> Iterator[str]:
    """Drop the triggers and indexes of the tables that are filled; gives what makes them again."""
    sql = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    for kind, name, text in connection.execute(f"{sql} AND tbl_name IN ('articles', 'claims')").fetchall():
        connection.execute(f'DROP {kind} "{name}"')
        yield text


def _fill(connection: sqlite3.Connection, articles: int) -> None:
    maker = Maker()
    connection.executemany("INSERT OR IGNORE INTO countries VALUES (?, ?)", maker.names.items())
    connection.execute(
        "INSERT INTO runs (command, started, finished, version, rules, inputs, ok, claims)"
        " VALUES ('ingest', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', '0', 'x', ?, ?, ?)",
        (articles, articles, articles * PER_ARTICLE),
    )
    body = zlib.compress(b"<html>synthetic</html>")
    both = (maker.article(number) for number in range(articles))
    while some := list(islice(both, CHUNK // PER_ARTICLE)):
        _insert(connection, "originals", [_original(article, body) for article, _ in some])
        _insert(connection, "articles", [article for article, _ in some])
        claims = [claim for _, each in some for claim in each]
        _insert(connection, "claims", claims)
        held = [(each["id"], each["country_code"], "holder") for each in claims]
        held += [(each["id"], each["partner"], "partner") for each in claims if each.get("partner")]
        connection.executemany("INSERT INTO claim_countries VALUES (?, ?, ?)", held)


def _original(article: Row, body: bytes) -> Row:
    return {"digest": article["original"], "body": body, "bytes": 22, "url": article["url"], "retrieved": "2026-01-01"}


def _insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    """Insert rows; a text column that a row leaves out is ''."""
    columns = [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})")]
    usual = {"modality": "asserted", "review": "unreviewed", "headers": json.dumps({}), "content_type": "text/html"}
    empty = {name: usual.get(name, "" if kind == "TEXT" else None) for name, kind in columns}
    marks = ", ".join(f":{name}" for name in empty)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", (empty | row for row in rows))  # noqa: S608 - ours


def _said(what: str, start: float) -> None:
    print(f"  {what} after {time.perf_counter() - start:.0f} s", file=sys.stderr)
