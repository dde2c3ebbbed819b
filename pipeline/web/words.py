"""A claim in words: who, what, which figure. Text in, text out; escaping is the caller's."""

import re
from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]

BOUNDS = {"about": "about ", "at_least": "at least ", "at_most": "at most ", "exact": "", "range": ""}
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
UNITS = {
    "percent": "%",
    "pp": "percentage points",
    "units": "",
    "bbl": "barrels",
    "bbl/d": "barrels a day",
    "mw": "MW",
    "gw": "GW",
    "gwh": "GWh",
    "bcm": "bcm",
    "gal": "gallons",
    "teu": "TEU",
}
CURRENCY = re.compile(r"([a-z]{3})(?:/(.+))?")  # a unit of three letters that is not above is an ISO 4217 code

# how Datasette says in which order the rows of a table are
ORDERS = {
    "rowid descending": "the newest first",
    "published descending": "the newest first",
    "retrieved descending": "the newest first",
    "confidence descending": "those read with most confidence first",
    "last_seen descending": "those seen last first",
    "origins descending": "those of most origins first",
}


def who(row: Row) -> str:
    """The holders of the claim: countries, else the company, else its absence in words."""
    return str(row["country"] or row["organization"] or "no country named")


def partner(row: Row, names: Mapping[str, str]) -> str:
    """The other side by name; "" when none is named."""
    codes = [code for code in str(row["partner"] or "").split("+") if code]
    return ", ".join(names.get(code, code) for code in codes)


def what(row: Row) -> str:
    """Commodity and stage: "rare earths, mining"."""
    return ", ".join(str(part) for part in (row["commodity"], row["stage"]) if part)


def said(row: Row, names: Mapping[str, str]) -> str:
    """What the claim states, in a few words; the quote says it in full."""
    match row["type"]:
        case "share":
            of = names.get(row["scope"] or "", row["scope"] or "")
            return share(row) + (f" of {of}" if of else "")
        case "dependency":
            return f"depends on {partner(row, names)}"
        case "change":
            return change(row)
        case "policy":
            return str(row["policy"] or row["policy_type"])
        case "goal":
            figure = value(row)
            return " — ".join(part for part in (str(row["goal"] or ""), figure) if part)
        case _:
            return value(row)


def share(row: Row) -> str:
    """The share in percent with its bound: "at least 60%"."""
    return _bounded(row["share_low"], row["share_high"], row["bound"], "percent")


def value(row: Row) -> str:
    """The absolute figure with its bound and unit: "about 1.2 million t"; "" when there is none."""
    return _bounded(row["value_low"], row["value_high"], row["bound"], row["unit"] or "")


def figure(amount: float, unit: str) -> str:
    """A figure with its unit: "1.2 million t", "70%"."""
    return _with_unit(number(amount), unit)


def fact(row: Row, names: Mapping[str, str]) -> str:
    """What a fact states, in a few words: "60–85%", "depends on China", "export control, in force"."""
    match row["type"]:
        case "dependency":
            return f"depends on {partner(row, names)}"
        case "policy":
            return ", ".join(str(part) for part in (row["policy_type"], row["status"]) if part)
    ends = [end for end in (row["low"], row["high"]) if end is not None]
    if not ends:
        return ""
    if row["type"] == "change":
        return change({"value_low": row["low"], "value_high": row["high"], "bound": "", "unit": row["unit"]})
    of = names.get(row["scope"] or "", row["scope"] or "")
    shown = _with_unit(_range(ends[0], ends[-1]), row["unit"])
    return shown + (f" of {of}" if of else "")


def filtered(description: str) -> str:
    """Datasette's description of a filter, with the usual orders in words: "where type = "goal", the newest first"."""
    where, _, order = description.rpartition("sorted by ")
    return ", ".join(part for part in (where.strip(), ORDERS[order]) if part) if order in ORDERS else description


def change(row: Row) -> str:
    """A rise or fall: the bound is on the size, so "down by at least 25%" for -25 and at_least."""
    ends = [end for end in (row["value_low"], row["value_high"]) if end is not None]
    if not ends:
        return ""
    falls = all(end <= 0 for end in ends)
    if not falls and any(end < 0 for end in ends):
        return _bounded(row["value_low"], row["value_high"], row["bound"], row["unit"] or "")
    low, high = (None if end is None else abs(end) for end in (row["value_low"], row["value_high"]))
    if low is not None and high is not None and low > high:
        low, high = high, low
    return f"{'down' if falls else 'up'} by " + _bounded(low, high, row["bound"], row["unit"] or "")


def number(figure: float) -> str:
    """A plain number as people write it: 1200000 is "1.2 million", 60.0 is "60"."""
    for scale, name in SCALES:
        if abs(figure) >= scale:
            return f"{_short(figure / scale)} {name}"
    return _short(figure)


def _bounded(low: float | None, high: float | None, bound: str | None, unit: str) -> str:
    ends = [end for end in (low, high) if end is not None]
    if not ends:
        return ""
    return BOUNDS.get(bound or "", "") + _with_unit(_range(ends[0], ends[-1]), unit)


def _range(low: float, high: float) -> str:
    first, last = number(low), number(high)
    if first == last:
        return first
    # "3–4 billion", not "3 billion–4 billion"
    scale = first.partition(" ")[2]
    if scale and scale == last.partition(" ")[2]:
        first = first.removesuffix(f" {scale}")
    return f"{first} to {last}" if low < 0 else f"{first}–{last}"


def _with_unit(figure: str, unit: str) -> str:
    if unit == "percent":
        return f"{figure}%"
    currency = CURRENCY.fullmatch(unit)
    if unit in UNITS or not currency:
        return f"{figure} {UNITS.get(unit, unit)}".strip()
    code, per = currency.groups()
    return f"{code.upper()} {figure}" + (f" per {per}" if per else "")


def _short(figure: float) -> str:
    text = f"{figure:,.2f}" if abs(figure) < 1000 else f"{figure:,.0f}"  # noqa: PLR2004 - above a thousand, cents are noise
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")
