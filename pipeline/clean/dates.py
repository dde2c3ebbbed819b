"""Dates of a page: ISO 8601 out, nothing before the web and nothing from the future."""

import re
from datetime import UTC, date, datetime, timedelta

from lxml.html import HtmlElement

EARLIEST = date(1990, 1, 1)
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+(\d{{4}})\b", re.IGNORECASE)

# what may stand beside a date in a date line: a word for publishing, a weekday, a time, a zone
_AROUND = re.compile(
    r"\b(?:(?:first |last )?(?:published|updated|posted|modified|created)|on|at|date|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thur?s?|fri|sat|sun|"
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|[ap]\.?m\b\.?|[A-Z]{2,4}T|UTC|GMT|IST|o'clock)",
    re.IGNORECASE,
)


def latest(retrieved: str = "") -> date:
    """The last day a page can be of: the day after retrieval (time zones), or after today."""
    try:
        day = datetime.fromisoformat(retrieved).date()
    except ValueError:
        day = datetime.now(UTC).date()
    return day + timedelta(days=1)


def choose(candidates: list[str], limit: date) -> str:
    """The first candidate that is a possible date; a time is kept where it was given."""
    return next((found for value in candidates if (found := iso(value, limit))), "")


def iso(value: str, limit: date) -> str:
    """The date (and time, and zone) in a value as ISO 8601; "" when there is none, or not from 1990 to `limit`."""
    value = value.strip()[:80]
    if match := _ISO.match(value):
        year, month, day, hour, minute, second, zone = match.groups()
        form = f"{year}-{month}-{day}"
        if hour:
            form += f"T{hour}:{minute}:{second or '00'}{_zone(zone)}"
    elif match := _MONTH_FIRST.search(value):
        form = f"{match[3]}-{_MONTHS[match[1].lower()]:02}-{int(match[2]):02}"
    elif match := _DAY_FIRST.search(value):
        form = f"{match[3]}-{_MONTHS[match[2].lower()]:02}-{int(match[1]):02}"
    else:
        return ""
    try:
        possible = EARLIEST <= datetime.fromisoformat(form).date() <= limit
    except ValueError:
        return ""
    return form if possible else ""


def lone(text: str, limit: date) -> str:
    """The date of a line that says nothing else, as in "Jan 18, 2026, 2:50 AM"; "" for other lines."""
    match = _MONTH_FIRST.search(text) or _DAY_FIRST.search(text) or _ISO.search(text)
    if not match:
        return ""
    rest = _AROUND.sub(" ", text[: match.start()] + " " + text[match.end() :])
    return iso(match[0], limit) if not re.search(r"[^\W_]", rest) else ""


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return "Z"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def search(tree: HtmlElement, url: str, limit: date) -> str:
    """The date that htmldate finds in a page that declares none."""
    from htmldate import find_date  # noqa: PLC0415 - seldom needed, slow to import

    found = find_date(
        tree,
        url=url or None,
        original_date=True,
        min_date=EARLIEST.isoformat(),
        max_date=limit.isoformat(),
        extensive_search=True,
    )
    return iso(found or "", limit)
