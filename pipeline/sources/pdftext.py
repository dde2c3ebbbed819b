"""The words of a PDF's pages, put together again: `python -m pipeline.sources.pdftext < file.pdf` prints JSON.

A PDF knows only where letters stand. Lines are joined to paragraphs, words that were hyphenated at a line's end are
made whole, and a sentence that runs over the end of a page is kept with the page on which it begins.
"""

import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

from pipeline.sources.refused import RefusedError
from pipeline.types import Status

MEMORY = 2_000_000_000  # bytes that reading may take
MAX_PAGES = 500
FULL = 0.75  # of the usual line length: a shorter line may end a paragraph
EDGE = 2  # lines at the top and the foot of a page where running heads stand
RUNNING = 3  # pages on which such a line recurs
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])[-\u00ad\u2010]$")
_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_ITEM = re.compile(r"(?:[•‣◦▪●○■–—*-]|\(?\d{1,2}[.)])\s")
_DIGITS = re.compile(r"\d+")


def pages(body: bytes) -> list[str]:
    """The text of each page, a paragraph a line.

    Raises:
        RefusedError: the file is damaged, locked or too long.
    """
    raw = [[" ".join(line.split()) for line in text.splitlines()] for text in _texts(body)]
    kept = without_heads(raw)
    lengths = sorted(len(line) for lines in kept for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    return joined([paragraphs(lines, usual) for lines in kept])


def _texts(body: bytes) -> Iterator[str]:
    import logging  # noqa: PLC0415 - for this process only

    from pypdf.errors import DependencyError, FileNotDecryptedError  # noqa: PLC0415 - an extra

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        yield from _raw(body)
    except (RefusedError, MemoryError):
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise _locked() from error
    except Exception as error:
        raise RefusedError(Status.PARSE_ERROR, "is a damaged PDF: get it again, or print it to a new one") from error


def _raw(body: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - an extra

    reader = PdfReader(io.BytesIO(body))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _locked()
    if len(reader.pages) > MAX_PAGES:
        raise RefusedError(Status.TOO_LARGE, f"is a PDF of more than {MAX_PAGES} pages: give the article's pages alone")
    for page in reader.pages:
        yield page.extract_text()


def _locked() -> RefusedError:
    return RefusedError(Status.READ_ERROR, "is a PDF locked by a password: save a copy without one")


def without_heads(pages: list[list[str]]) -> list[list[str]]:
    """The lines of each page without those that recur at the edges of several: running heads, page numbers."""

    def key(line: str) -> str:
        return _DIGITS.sub("0", line)

    def at_edge(place: int, lines: list[str]) -> bool:
        return place < EDGE or place >= len(lines) - EDGE

    seen = Counter(
        each
        for lines in pages
        for each in sorted({key(line) for place, line in enumerate(lines) if line and at_edge(place, lines)})
    )
    return [
        [line for place, line in enumerate(lines) if not (at_edge(place, lines) and seen[key(line)] >= RUNNING)]
        for lines in pages
    ]


def paragraphs(lines: list[str], usual: int) -> list[str]:
    """Lines joined; a paragraph ends at an empty line, or a short one that ends a sentence or precedes a capital.

    Args:
        lines: of one page.
        usual: length of the lines that the document is set in.
    """
    found: list[str] = []
    for before, line in pairwise(["", *lines]):
        if before and line and not _ITEM.match(line) and not _ends(before, line, usual):
            found[-1] = glued(found[-1], line)
        elif line:
            found.append(line)
    return found


def _ends(line: str, following: str, usual: int) -> bool:
    """Whether a paragraph ends with this line."""
    return len(line) < FULL * usual and not _HYPHEN.search(line) and (bool(_END.search(line)) or following[0].isupper())


def glued(left: str, right: str) -> str:
    """Two lines as one; a hyphen between small letters goes, it only divided the word."""
    if _HYPHEN.search(left) and right[:1].islower():
        return left[:-1] + right
    return f"{left}{'' if left.endswith('-') else ' '}{right}"


def joined(pages: list[list[str]]) -> list[str]:
    """Text of each page; what goes on in small letters on the next page stays with its beginning."""
    for here, there in pairwise(pages):
        if here and there and not _END.search(here[-1]) and there[0][:1].islower():
            here[-1] = glued(here[-1], there.pop(0))
    return ["\n".join(page) for page in pages]


def main() -> None:
    """Read a PDF from standard input; print {"pages": [...]} or {"status", "reason"}."""
    with suppress(ImportError):  # not on Windows: there the time limit alone must do
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        answer: dict[str, object] = {"pages": pages(sys.stdin.buffer.read())}
    except RefusedError as refusal:
        answer = {"status": refusal.status.value, "reason": str(refusal)}
    except MemoryError:
        reason = "is a PDF that takes more memory than is allowed: give the article's pages alone"
        answer = {"status": Status.TOO_LARGE.value, "reason": reason}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
