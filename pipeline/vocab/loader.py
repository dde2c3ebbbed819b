"""Reads arrays of tables from the TOML files of this folder into frozen dataclasses, strictly.

A file holds records such as

    [[commodity]]
    name = "rare earths"
    terms = ["rare earth elements", "REEs"]

and `load_table("commodities", "commodity", Commodity)` gives one `Commodity` a record. An unknown or missing key, a
value of the wrong type, an empty string in a list, or the same `id` (or `name`, or `code`) twice is a `VocabularyError`
that starts with `file:line:`. Fields may be str, bool, int, float, StrEnum, dataclasses, and tuples of one of these.
"""

import difflib
import re
import tomllib
from collections.abc import Hashable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from pipeline.errors import VocabularyError

FOLDER = Path(__file__).parent
IDENTITY = ("id", "name", "code")

Record = TypeVar("Record")


@lru_cache(maxsize=64)
def _parsed(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path.name}:1: can't be read: {error}") from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))  # without one, it is the end of the document
        raise VocabularyError(f"{path.name}:{line[1] if line else len(text.splitlines())}: {error}") from error


def _lines(text: str, table: str) -> list[int]:
    """The line of each `[[table]]` header; a header inside a multi-line string is not expected in our files."""
    header = re.compile(rf"^\s*\[\[\s*{re.escape(table)}\s*\]\]")
    return [number for number, line in enumerate(text.splitlines(), 1) if header.match(line)]


def load_table(file: str, table: str, record: type[Record], folder: Path = FOLDER) -> tuple[Record, ...]:
    """All `[[table]]` records of `file`.toml, in file order.

    Raises:
        VocabularyError: the file or one of its records breaks the schema; the message starts with file:line.
    """
    path = folder / f"{file}.toml"
    text, content = _parsed(path)
    rows = content.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise VocabularyError(f"{path.name}:1: [[{table}]] must be an array of tables")
    places = [f"{path.name}:{line}" for line in _lines(text, table)]
    found = tuple(_build(record, row, place) for row, place in zip(rows, places, strict=True))
    _refuse_twins(found, places)
    return found


def load_list(file: str, key: str, folder: Path = FOLDER) -> tuple[str, ...]:
    """The list of strings `key = [...]` at the top of `file`.toml, in file order.

    Raises:
        VocabularyError: the key is missing, or holds anything but different, non-empty strings; starts with file:line.
    """
    path = folder / f"{file}.toml"
    text, content = _parsed(path)
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines, 1) if re.match(rf"{re.escape(key)}\s*=", line)), 1)
    if key not in content:
        raise VocabularyError(f"{path.name}:1: the list {key!r} is missing")
    found: tuple[str, ...] = _value(tuple[str, ...], content[key], f"{path.name}:{start}: {key}")
    twins = sorted({one for one in found if found.count(one) > 1}) if len(set(found)) < len(found) else []
    if twins:
        places = [number for number, line in enumerate(lines, 1) if f'"{twins[0]}"' in line]
        raise VocabularyError(f"{path.name}:{places[-1] if places else start}: {key}: {twins[0]!r} stands twice")
    return found


def _refuse_twins(records: tuple[object, ...], places: list[str]) -> None:
    seen: dict[tuple[str, object], str] = {}
    for one, place in zip(records, places, strict=True):
        for key in IDENTITY:
            value = getattr(one, key, None)
            if not value:  # an optional name that was left out
                continue
            if (key, value) in seen:
                raise VocabularyError(f"{place}: {key} {value!r} stands already at {seen[key, value]}")
            seen[key, value] = place


@lru_cache(maxsize=64)
def _schema(record: Any) -> tuple[dict[str, Field[Any]], dict[str, Any]]:  # noqa: ANN401 - a dataclass type
    return {item.name: item for item in fields(record)}, get_type_hints(record)


def _build(record: type[Record], row: dict[str, Any], place: str) -> Record:
    known, hints = _schema(cast("Hashable", record))
    for key in row:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            raise VocabularyError(f"{place}: unknown key {key!r}" + (f", did you mean {near[0]!r}?" if near else ""))
    values = {}
    for name, item in known.items():
        if name in row:
            values[name] = _value(hints[name], row[name], f"{place}: {name}")
        elif item.default is MISSING and item.default_factory is MISSING:
            raise VocabularyError(f"{place}: {name!r} is missing")
    try:
        return record(**values)
    except ValueError as error:  # a record may check itself in __post_init__
        raise VocabularyError(f"{place}: {error}") from error


def _value(hint: Any, value: Any, place: str) -> Any:  # noqa: ANN401 - TOML values are of any type until checked here
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise VocabularyError(f"{place} must be a list")
        return tuple(_value(get_args(hint)[0], item, place) for item in value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        try:
            return hint(value)
        except ValueError:
            raise VocabularyError(
                f"{place}: {value!r} is none of {', '.join(repr(str(one)) for one in hint)}"
            ) from None
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, dict):
            raise VocabularyError(f"{place} must be a table")
        return _build(hint, value, place)
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise VocabularyError(f"{place} must be a {hint.__name__}, not {value!r}")
    if value == "":
        raise VocabularyError(f"{place} is empty")
    return value
