"""A database for the public: claims that a person has found right or corrected, and nothing else that a person wrote.

It has the tables of every database, so the same pages show it; what is not in it can't be asked out of it.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from pipeline.store import published, search
from pipeline.store.database import explained, open_reader, open_writer
from pipeline.store.rows import JOIN, PARTNERS, Value, dumps

RUN = 1

_UNSAID = ("url", "content_type", "retrieved")
_PAGES = """SELECT digest, bytes FROM originals WHERE digest IN (
    SELECT original FROM articles WHERE id IN (SELECT article FROM reviewed_claims)) ORDER BY digest"""
_ARTICLES = """SELECT id, original, url, source, site, title, authors, published, updated, language, section, agency,
    status, words, origin_id FROM articles WHERE id IN (SELECT article FROM reviewed_claims) ORDER BY id"""
_RUN = """INSERT INTO runs (id, command, started, finished, version, rules) SELECT ?, 'publish', ?, ?, ?, ?"""


def write(source: Path, target: Path, longest: int) -> int:
    """Fill `target`, which must not exist, from `source`; gives the number of claims. Facts are not worked out here.

    Args:
        source: a database of ours.
        target: where to.
        longest: characters of a quote; longer ones are cut.
    """
    with closing(open_reader(source)) as reader, closing(open_writer(target)) as writer, explained(target):
        reader.execute("BEGIN")
        writer.execute("BEGIN IMMEDIATE")
        _frame(reader, writer)
        count = 0
        for row in reader.execute("SELECT * FROM reviewed_claims ORDER BY published, article, start, id"):
            _insert(writer, "claims", _claim(row, longest))
            writer.executemany("INSERT INTO claim_countries VALUES (?, ?, ?)", _countries(row))
            count += 1
        search.catch_up(writer)
        writer.execute("COMMIT")
    return count


def seal(target: Path) -> None:
    """Make the file one that needs nothing beside it, so that it can be served as it lies."""
    with closing(open_writer(target)) as connection, explained(target):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("ANALYZE")


def _frame(reader: sqlite3.Connection, writer: sqlite3.Connection) -> None:
    """Countries, reference figures, one run, and the articles without text, page and path."""
    writer.executemany("INSERT INTO countries (code, name) VALUES (?, ?)", reader.execute("SELECT * FROM countries"))
    for row in reader.execute("SELECT * FROM reference_figures"):
        _insert(writer, "reference_figures", dict(row) | {"file": ""})
    last = reader.execute("SELECT started, finished, version, rules FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    writer.execute(_RUN, (RUN, *(last or ("", "", "", ""))))
    # a page is left out, but for the digest by which whoever has it can tell that it is the same
    for row in reader.execute(_PAGES):
        _insert(writer, "originals", dict(row) | {"body": b"", "headers": "{}"} | dict.fromkeys(_UNSAID, ""))
    for row in reader.execute(_ARTICLES):
        made = dict(row) | {"text": "", "blocks": "[]", "run": RUN, "read_by": RUN}
        made |= {"url": published.address(row["url"]), "source": published.address(row["source"])}
        _insert(writer, "articles", made)


def _claim(row: sqlite3.Row, longest: int) -> dict[str, Value]:
    made = published.cut(dict(row), longest)
    made |= {"source_url": published.address(str(made["source_url"])), "slots": _times(row["slots"]), "run": RUN}
    made["review"] = "right"  # a corrected claim is one, as it stands here; without its verdict no fact would count it
    made["end"] = row["start"] + len(str(made["quote"]))
    return {name: value for name, value in made.items() if name not in {"cut", "original"}}


def _times(slots: str) -> str:
    """Of the places in the text that of the year alone, which tells whether a figure is of a month or of the year."""
    return dumps([each for each in json.loads(slots) if each["slot"] == "year"])


def _countries(row: sqlite3.Row) -> Iterator[tuple[str, str, str]]:
    for role, codes in (("holder", row["country_code"].split(JOIN)), ("partner", row["partner"].split(PARTNERS))):
        for code in sorted(set(codes) - {""}):
            yield row["id"], code, role


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Value]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608 - names are ours
