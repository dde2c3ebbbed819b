"""An Atom feed of the newest claims of any filter: "tell me when someone says something new about gallium"."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from pipeline.web import words
from pipeline.web.takeaway.forms import NOTICE

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 50  # entries
LONGEST_TITLE = 200  # characters

# what XML cannot hold, even escaped
_ODD = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


def atom(title: str, self_link: str, claims: Sequence[Mapping[str, Any]], names: Mapping[str, str], base: str) -> str:
    """The feed.

    Args:
        title: of the feed.
        self_link: its own address.
        claims: rows of `claims`, each with `found`, the time of the run that stored it; the newest first.
        names: of countries.
        base: address that the id of a claim follows in the address of its page.
    """
    feed = Element("feed", xmlns=ATOM)
    _add(feed, "title", title)
    _add(feed, "subtitle", NOTICE)
    _add(feed, "id", self_link)
    SubElement(feed, "link", rel="self", href=self_link)
    _add(feed, "updated", max((claim["found"] for claim in claims), default="1970-01-01T00:00:00Z"))
    SubElement(SubElement(feed, "author"), "name").text = "claimtable"
    for claim in claims:
        entry = SubElement(feed, "entry")
        about = ": ".join(part for part in (words.who(claim), words.what(claim)) if part)
        _add(entry, "title", f"{about} — {words.said(claim, names)}"[:LONGEST_TITLE])
        _add(entry, "id", f"urn:sha256:{claim['id']}")
        SubElement(entry, "link", rel="alternate", href=f"{base}{claim['id']}")
        if str(claim["source_link"]).startswith(("http://", "https://")):
            SubElement(entry, "link", rel="via", href=_kept(claim["source_link"]))
        _add(entry, "updated", claim["found"])
        _add(
            entry, "summary", f"“{claim['quote']}” {claim['title']}, {claim['site']} {claim['published'][:10]}".strip()
        )
        SubElement(entry, "category", term=claim["type"])
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _kept(text)


def _kept(text: str) -> str:
    return str(text).translate(_ODD)
