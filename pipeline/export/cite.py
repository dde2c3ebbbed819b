"""How a claim is cited: its words, its article, where that was read, and the digest of the page as it came."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """What a citation is written in."""

    TEXT = "text"
    MARKDOWN = "markdown"
    BIBTEX = "bibtex"


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited; empty where it is not known.

    `link` opens the page at the words; `retrieved` is the time when the page was fetched; `archived` is the SHA-256 of
    the page as it came, in hexadecimal.
    """

    claim: str
    quote: str
    title: str
    authors: tuple[str, ...]
    site: str
    published: str
    url: str
    link: str
    retrieved: str
    archived: str


def cite(it: Citation, style: Style) -> str:
    """The citation, ended by a line break."""
    return {Style.TEXT: _text, Style.MARKDOWN: _markdown, Style.BIBTEX: _bibtex}[style](it)


def _line(text: str) -> str:
    return " ".join(text.split())


def _source(it: Citation, title: str) -> str:
    """Who, what, where, when: "A. Writer: Title. site, 2026-01-02."."""
    by = f"{', '.join(map(_line, it.authors))}: " if it.authors else ""
    where = ", ".join(each for each in (_line(it.site), it.published[:10] or "no date") if each)
    return f"{by}{title}. {where}."


def _kept(it: Citation) -> str:
    read = f"Read {it.retrieved}. " if it.retrieved else ""
    return f"{read}Archived page: sha256 {it.archived}. Claim {it.claim}."


def _text(it: Citation) -> str:
    lines = (f"“{_line(it.quote)}”", _source(it, _line(it.title) or "(no title)"), it.link or it.url, _kept(it))
    return "\n".join(filter(None, lines)) + "\n"


_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def _markdown(it: Citation) -> str:
    def plain(text: str) -> str:
        return _MARKS.sub(r"\\\1", _line(text))

    title, address = plain(it.title) or "(no title)", it.link or it.url
    if address.startswith(("http://", "https://")):
        title = f"[{title}](<{re.sub('[<>]', '', address)}>)"
    authors = tuple(map(plain, it.authors))
    bare = Citation(it.claim, it.quote, it.title, authors, plain(it.site), it.published, "", "", "", "")
    return f"> {plain(it.quote)}\n\n{_source(bare, title)} {_kept(it)}\n"


_LATEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_LATEX |= {each: f"\\{each}" for each in "&%$#_{}"}


def _bibtex(it: Citation) -> str:
    def plain(text: str) -> str:
        return "".join(_LATEX.get(each, each) for each in _line(text))

    fields = {
        "author": " and ".join(f"{{{plain(each)}}}" for each in it.authors),
        "title": f"{{{plain(it.title)}}}" if it.title else "",
        "organization": plain(it.site),
        "date": it.published[:10],
        "year": it.published[:4],
        "url": re.sub("[{}\\\\ ]", lambda found: f"%{ord(found[0]):02X}", it.link or it.url),
        "urldate": it.retrieved[:10],
        "note": f"“{plain(it.quote)}” {plain(_kept(it))}",
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    return "\n".join((f"@misc{{claim-{it.claim[:12]},", *lines, "}")) + "\n"
