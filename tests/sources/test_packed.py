"""Pages within other files: PDF and web archives."""

import gzip
import io
import sys

import pytest

from pipeline.config import Settings
from pipeline.sources import content, file, packed, pages, pdf, pdftext
from pipeline.sources.refused import RefusedError
from pipeline.types import Failure, Origin, Page, Status

SETTINGS = Settings(allow_private=True)
LINES = [
    "Freedonia mined 12,000 tonnes of tin last year, which is more than any of its neigh-",
    "bours. It plans more.",
]


def made(*texts, operators=None):
    """A PDF with a page for each list of lines."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in texts:
        shown = b"".join(b"(%s) Tj 0 -14 Td " % line.encode("cp1252").replace(b"(", b"\\(") for line in lines)
        stream = operators or b"BT /F1 11 Tf 50 750 Td " + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return body + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


@pytest.fixture
def read(tmp_path):
    def read(body, name="a.pdf"):
        path = tmp_path / name
        path.write_bytes(body)
        (found,) = pages([str(path)], SETTINGS)
        return found

    return read


class TestPdf:
    def test_a_pdf_is_its_text(self, read, tmp_path):
        body = made(LINES, ["Ruritania mined none."])
        page = read(body)
        assert page.body.decode().split("\n\f\n") == [
            "Freedonia mined 12,000 tonnes of tin last year, which is more than any of its neighbours. It plans more.",
            "Ruritania mined none.",
        ]
        assert (page.origin.source, page.origin.content_type) == (str(tmp_path / "a.pdf"), "text/plain; charset=utf-8")
        original = Page(body, Origin("")).digest
        assert dict(page.origin.headers)[pdf.ORIGINAL] == f"application/pdf; pages=2; digest={original}"

    def test_it_counts_by_its_bytes_not_its_name(self, read):
        assert b"Ruritania" in read(made(["Ruritania mined none."]), "a.html").body

    def test_a_packed_one_is_read_too(self, read):
        assert b"Ruritania" in read(gzip.compress(made(["Ruritania mined none."])), "a.pdf.gz").body

    def test_one_from_the_web_keeps_its_origin(self, site, fetching):
        site.text = made(["Ruritania mined none."])
        found = packed.opened(fetching(SETTINGS)(f"{site.url}/changing"), SETTINGS)
        assert found.body == b"Ruritania mined none."
        assert found.origin.url == f"{site.url}/changing"
        assert "etag" in dict(found.origin.headers)

    @pytest.mark.parametrize(
        ("body", "status", "words"),
        [
            (made([]), Status.NO_TEXT, "pictures without text"),
            (made(["x"], operators=b"0 0 100 100 re f"), Status.NO_TEXT, "pictures without text"),
            (made(LINES)[:60], Status.PARSE_ERROR, "damaged"),
            (b"%PDF-1.7 ...", Status.PARSE_ERROR, "damaged"),
            (b"%PDF-1.7\n" + b"\0\xff" * 5000, Status.PARSE_ERROR, "damaged"),
            (made(*[["x"]] * (pdftext.MAX_PAGES + 1)), Status.TOO_LARGE, "more than 500 pages"),
        ],
    )
    def test_one_that_cant_be_read_says_why(self, read, body, status, words):
        failure = read(body)
        assert isinstance(failure, Failure)
        assert (failure.status, failure.stage) == (status, "read")
        assert words in failure.reason

    def test_a_locked_one_says_so(self, read):
        from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - an extra

        writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(made(LINES)))), io.BytesIO()
        writer.encrypt("secret", algorithm="RC4-128")
        writer.write(out)
        assert "locked by a password" in read(out.getvalue()).reason

    def test_without_the_extra_it_says_what_to_install(self, read, monkeypatch):
        monkeypatch.setattr(pdf, "READER", "no_such_module")
        failure = read(made(LINES))
        assert failure.status == Status.UNSUPPORTED_TYPE
        assert "pip install 'claimtable[pdf]'" in failure.reason

    def test_one_that_takes_too_long_is_given_up(self, read, monkeypatch):
        monkeypatch.setattr(pdf, "SECONDS", 0.01)
        assert read(made(LINES)).status == Status.TIMEOUT

    def test_one_that_takes_all_memory_is_given_up(self, read, monkeypatch, tmp_path):
        greedy = tmp_path / "python"
        code = "from pipeline.sources import pdftext; pdftext.pages = lambda _: bytes(10**10); pdftext.main()"
        greedy.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{code}'\n")
        greedy.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(greedy))
        assert read(made(LINES)).status == Status.TOO_LARGE

    def test_one_that_kills_its_reader_is_a_crash(self, read, monkeypatch, tmp_path):
        died = tmp_path / "python"
        died.write_text("#!/bin/sh\nkill -9 $$\n")
        died.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(died))
        assert read(made(LINES)).status == Status.CRASHED


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["a wide line of a paragraph that goes on", "and ends here.", "The next begins."], 2),
        (["A HEADING", "A wide line of a paragraph that goes on", "and on in small letters"], 2),
        (["a wide line that is as long as any other.", "Another sentence of the same paragraph is it"], 1),
        (["a wide line of a paragraph", "", "another one"], 2),
        (["• one thing that is quite long", "• another thing"], 2),
        (["", "", ""], 0),
    ],
)
def test_lines_become_paragraphs(lines, expected):
    assert len(pdftext.paragraphs(lines, 40)) == expected


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("its neigh-", "bours", "its neighbours"),
        ("the US-", "China trade", "the US-China trade"),
        ("in 2019-", "2020", "in 2019-2020"),
        ("tin and", "lead", "tin and lead"),
        ("neigh\u00ad", "bours", "neighbours"),
    ],
)
def test_hyphens_at_the_end_of_a_line(left, right, whole):
    assert pdftext.glued(left, right) == whole


def test_a_sentence_stays_with_the_page_on_which_it_begins():
    assert pdftext.joined([["One.", "Two goes"], ["on and on", "Three."], []]) == [
        "One.\nTwo goes on and on",
        "Three.",
        "",
    ]


def test_running_heads_and_page_numbers_are_left_out():
    texts = [["The Tin Review", f"Text {word}.", f"More {word}.", f"Page {n}"] for n, word in enumerate("abc")]
    kept = [["Text a.", "More a."], ["Text b.", "More b."], ["Text c.", "More c."]]
    assert pdftext.without_heads(texts) == kept
    assert pdftext.without_heads(texts[:2]) == texts[:2]


ARCHIVE = b"""\
From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/tin
Subject: Tin
Date: Tue, 3 Mar 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--x"

----x
Content-Type: text/css
Content-Location: cid:css@mhtml.blink

p { color: black }
----x
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/tin?print

<html><body><p>Freedonia mined 12,000 tonnes =96 more th=
an ever.</p></body></html>
----x--
"""


class TestArchive:
    @pytest.mark.parametrize("name", ["a.mhtml", "a.MHT", "a.mhtml.gz"])
    def test_it_is_its_page(self, read, name):
        page = read(gzip.compress(ARCHIVE) if name.endswith("gz") else ARCHIVE, name)
        assert page.body.decode("cp1252").strip() == (
            "<html><body><p>Freedonia mined 12,000 tonnes \u2013 more than ever.</p></body></html>"
        )
        assert page.origin.content_type == "text/html; charset=windows-1252"
        assert page.origin.url == "https://example.org/tin?print"
        assert page.origin.retrieved == "2026-03-03T09:00:00+00:00"

    @pytest.mark.parametrize(
        ("old", "new", "url"),
        [
            (b"Content-Location: https://example.org/tin?print\n", b"", "https://example.org/tin"),
            (b"https://example.org/tin?print", b"file:///C:/page.html", ""),
            (b"https://example.org/tin?print", b"javascript:alert(1)", ""),
        ],
    )
    def test_only_addresses_of_the_web_are_taken(self, read, old, new, url):
        assert read(ARCHIVE.replace(old, new), "a.mhtml").origin.url == url

    def test_the_part_that_is_named_as_the_start_is_the_page(self, read):
        start = b"----x\nContent-Type: text/html\nContent-ID: <main>\n\n<p>Ruritania mined none.\n----x--"
        body = ARCHIVE.replace(b"----x--", start).replace(b"; boundary", b'; start="<main>"; boundary')
        assert b"Ruritania" in read(body, "a.mhtml").body

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            (ARCHIVE.replace(b"text/html", b"image/png"), Status.NO_TEXT),
            (ARCHIVE[: ARCHIVE.index(b"<html>")], Status.EMPTY),
            (b"Content-Type: multipart/related; boundary=x\n\n" * 500, Status.NO_TEXT),
        ],
    )
    def test_one_without_a_page_is_a_failure(self, read, body, status):
        found = read(body, "a.mhtml")
        assert (type(found), getattr(found, "status", "")) == (Failure, status)

    def test_another_kind_of_file_with_the_name_is_read_as_what_it_is(self, read):
        assert read(b"<!doctype html><p>Tin.", "a.mht").origin.content_type == "text/html"
        assert read(b"Freedonia mined tin.", "a.mht").origin.content_type == "text/plain"

    @pytest.mark.parametrize("cut", range(0, len(ARCHIVE), 37))
    def test_a_broken_one_never_raises(self, read, cut):
        read(ARCHIVE[:cut] + b"\xff\x00" + ARCHIVE[cut:], "a.mhtml")


def test_a_folder_is_read_with_all_of_them(tmp_path):
    for name, body in (("a.pdf", made(LINES)), ("b.mhtml", ARCHIVE), ("c.mht", ARCHIVE), ("d.html", b"<p>x")):
        (tmp_path / name).write_bytes(body)
    kinds = [page.origin.content_type.partition(";")[0] for page in pages([str(tmp_path)], SETTINGS)]
    assert kinds == [content.TEXT, content.HTML, content.HTML, content.HTML]
    assert set(file.TYPES) == {".html", ".htm", ".mhtml", ".mht", ".pdf", ".txt", ".md"}


def test_a_refusal_names_the_status_that_it_has():
    with pytest.raises(RefusedError) as refusal:
        pdftext.pages(b"%PDF-1.4")
    assert refusal.value.status == Status.PARSE_ERROR
