"""A folder to publish: a SQLite file, CSV files with their data package, and the configuration of Datasette.

It holds what it is given and nothing else, and needs nothing else: any web server can offer the files, and `datasette
FOLDER` serves the table. `manifest.json` has the SHA-256 of each file.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.export.file import replacing, sync_folder
from pipeline.export.package import About, Part, write_package
from pipeline.export.tables import Kind, Table
from pipeline.export.text import Row

DATABASE, MANIFEST = "claims.db", "manifest.json"
MARK = "claimtable bundle"
_TYPES = {Kind.TEXT: "TEXT NOT NULL", Kind.NUMBER: "REAL", Kind.INTEGER: "INTEGER"}
SEARCHED = {"claims": ("quote", "title"), "articles": ("title",)}  # table -> columns with full-text search


def write_bundle(
    folder: Path, parts: Sequence[Part], about: About, settings: Mapping[str, object], facets: Sequence[str]
) -> None:
    """Write a bundle whole or not at all; one that is there is replaced. The same rows give the same bytes.

    Args:
        folder: where to; missing, empty, or an earlier bundle.
        parts: the tables.
        about: what the bundle says of itself.
        settings: of Datasette.
        facets: columns that Datasette counts, where a table has them.

    Raises:
        StoreError: the folder holds something else, or can't be written.
    """
    with _replacing(folder) as made:
        database = made / DATABASE
        _write_database(database, parts)
        with closing(sqlite3.connect(database)) as connection:
            connection.row_factory = sqlite3.Row
            stored = [
                Part(_stored(each.table), _rows(connection, each.table), each.meaning, _named(each)) for each in parts
            ]
            write_package(made, stored, about)
        _write_json(made / "settings.json", settings)
        _write_json(made / "metadata.json", _metadata(parts, about, facets))
        files = [_described(path) for path in sorted(made.iterdir())]
        _write_json(made / MANIFEST, {"kind": MARK, "claimtable": about.version, "rules": about.rules, "files": files})


def _write_database(path: Path, parts: Sequence[Part]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # it is thrown away when it isn't finished
        connection.execute("BEGIN")
        for part in parts:
            names = [f'"{name}"' for name in part.table.names]
            columns = [f"{name} {_TYPES[each.kind]}" for name, each in zip(names, part.table.columns, strict=True)]
            key = ", ".join(f'"{name}"' for name in part.table.key)
            connection.execute(f'CREATE TABLE "{part.table.name}" ({", ".join(columns)}, PRIMARY KEY ({key}))')
            sources = [column.source for column in part.table.columns]
            connection.executemany(
                f'INSERT INTO "{part.table.name}" VALUES ({", ".join("?" * len(names))})',  # noqa: S608 - names are ours
                ([row[source] for source in sources] for row in part.rows),
            )
            if searched := ", ".join(SEARCHED.get(part.table.name, ())):
                index = f"{part.table.name}_fts"
                connection.execute(
                    f'CREATE VIRTUAL TABLE {index} USING fts5({searched}, content="{part.table.name}", '
                    "tokenize='porter unicode61 remove_diacritics 2')"
                )
                connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - the same
        connection.execute("COMMIT")
        connection.execute("VACUUM")


def _stored(table: Table) -> Table:
    """The same table, read from the bundle's own database, where each column is called what it is in the export."""
    columns = tuple(replace(each, source=each.name) for each in table.columns)
    return replace(table, columns=columns)


def _named(part: Part) -> dict[str, str]:
    return {column.name: part.meanings[column.source] for column in part.table.columns}


def _rows(connection: sqlite3.Connection, table: Table) -> Iterator[Row]:
    for row in connection.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid'):  # noqa: S608 - names are ours
        yield dict(row)


def _metadata(parts: Sequence[Part], about: About, facets: Sequence[str]) -> dict[str, object]:
    tables = {
        part.table.name: {
            "description": part.meaning,
            "columns": _named(part),
            "facets": [each for each in facets if each in part.table.names],
        }
        | ({"sort_desc": "published"} if "published" in part.table.names else {})
        for part in parts
    }
    return {
        "title": about.title,
        "description": "Claims that news articles make, each with its sentence: extracted, not verified.",
        "license": about.licence,
        "databases": {Path(DATABASE).stem: {"tables": tables}},
    }


def _described(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        return {
            "name": path.name,
            "bytes": path.stat().st_size,
            "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
        }


def _write_json(path: Path, value: Mapping[str, object]) -> None:
    with replacing(path, instead="name another folder") as file:
        file.write(json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n")


# --- the folder ------------------------------------------------------------------------------------------------------


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """A folder beside, which takes the place of this one when the block ends without an error."""
    target = folder.resolve()
    beside, before = (target.with_name(f".{target.name}.{os.getpid()}.{what}") for what in ("part", "old"))
    try:
        _free(target)
        beside.mkdir(parents=True)
        yield beside
        if target.exists():
            target.rename(before)
        beside.rename(target)
        sync_folder(target.parent)
    except sqlite3.Error as error:
        raise StoreError(f"{folder}: can't be written ({error}): name another folder, or free some space") from error
    except OSError as error:
        raise StoreError(f"{folder}: can't be written ({error.strerror}): name another folder") from error
    finally:
        for each in (beside, before):
            shutil.rmtree(each, ignore_errors=True)


def _free(target: Path) -> None:
    """See that nothing is lost when the folder is replaced.

    Raises:
        StoreError: it holds something other than a bundle.
    """
    if target.exists() and not (target.is_dir() and (not any(target.iterdir()) or _is_bundle(target))):
        raise StoreError(f"{target}: holds something else than a bundle: name another folder, or empty it")


def _is_bundle(folder: Path) -> bool:
    """Whether it holds what its manifest lists and nothing else."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        listed = {MANIFEST, *(each["name"] for each in manifest["files"])}
        return manifest["kind"] == MARK and {path.name for path in folder.iterdir()} <= listed
    except (OSError, ValueError, KeyError, TypeError):
        return False
