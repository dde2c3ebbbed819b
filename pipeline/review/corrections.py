"""Corrections as a reviewer types them: "commodity=nickel share_low=30 share_high=".

A name with "=" behind it begins a slot, up to the next; nothing after it empties the slot. Countries are codes or
names, several joined by "+" or ";".
"""

import re
import sqlite3

from pipeline.errors import InputError
from pipeline.review.verdicts import Value
from pipeline.store.read import country_codes
from pipeline.store.rows import JOIN, PARTNERS

_NAME = re.compile(r"(?:^|\s)([a-z_]+)=")
_JOINED = {"country_code": JOIN, "partner": PARTNERS, "scope": PARTNERS}  # slot of codes -> how several are joined
SHORT = {"country": "country_code", "countries": "country_code"}


def parse(connection: sqlite3.Connection, kind: str, typed: str) -> dict[str, Value]:
    """The corrected slots of a claim of a type.

    Raises:
        InputError: it names a slot that such a claim does not have, or a value is no number.
        ConfigError: no country or bloc has that name.
    """
    rows = connection.execute("SELECT slot, kind FROM claim_slots WHERE type = ? ORDER BY slot", (kind,))
    kinds = {row["slot"]: row["kind"] for row in rows}
    parts = _NAME.split(typed.strip())
    if parts[0].strip() or len(parts) == 1:
        raise InputError("write each slot with its value: commodity=nickel share_low=30")
    found: dict[str, Value] = {}
    for name, value in zip(parts[1::2], parts[2::2], strict=True):
        slot = SHORT.get(name, name)
        if slot not in kinds:
            raise InputError(f"a {kind} has no slot {name!r}; it has {', '.join(sorted(kinds))}")
        found[slot] = _value(connection, slot, kinds[slot], value.strip())
    return found


def _value(connection: sqlite3.Connection, slot: str, kind: str, typed: str) -> Value:
    if slot in _JOINED:
        names = [name.strip() for name in re.split("[+;]", typed) if name.strip()]
        return _JOINED[slot].join(sorted({code for name in names for code in country_codes(connection, name)[:1]}))
    if kind == "text":
        return typed
    try:
        return None if not typed else int(typed) if kind == "year" else float(typed)
    except ValueError as error:
        raise InputError(f"{slot} takes a {'year' if kind == 'year' else 'number'}, not {typed!r}") from error
