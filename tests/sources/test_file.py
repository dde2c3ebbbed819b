"""Files, directories, standard input and JSON Lines."""

import contextlib
import gzip
import io
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Settings
from pipeline.sources import content, pages, stdin
from pipeline.sources.refused import RefusedError
from pipeline.types import Failure, Page, Status

TEXT = b"Freedonia mined 12,000 tonnes of tin last year."
SETTINGS = Settings(max_bytes=10_000)


def one(name, settings=SETTINGS):
    found = list(pages([str(name)], settings))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a.html", b"<p>x</p>", "text/html"),
        ("a.HTM", b"<p>x</p>", "text/html"),
        ("a.txt", TEXT, "text/plain"),
        ("a.md", TEXT, "text/markdown"),
        ("a.html.gz", gzip.compress(b"<p>x</p>"), "text/html"),
        ("a.txt.gz", gzip.compress(TEXT), "text/plain"),
        ("article", b"\n<!DOCTYPE html><title>x</title>", "text/html"),
        ("article.aspx", TEXT, "text/plain"),
        ("wide.txt", "Tin: 5 tonnes".encode("utf-16"), "text/plain"),
        ("wide.html", "<html><body>5</body></html>".encode("utf-16-le"), "text/html"),
        ("brace.txt", b"[Editor's note] Tin was mined.", "text/plain"),
    ],
)
def test_a_file_is_a_page(tmp_path, name, body, kind):
    path = tmp_path / name
    path.write_bytes(body)
    page = one(path)
    assert isinstance(page, Page)
    assert page.body == (gzip.decompress(body) if name.endswith(".gz") else body)
    assert (page.origin.source, page.origin.content_type, page.origin.url) == (str(path), kind, "")


@pytest.mark.parametrize(
    ("name", "body", "status", "words"),
    [
        ("a.txt", b"", Status.EMPTY, "is empty"),
        ("a.txt", b" \r\n\t\xef\xbb\xbf ", Status.EMPTY, "is empty"),
        ("a.txt", b"\0\0\0\0", Status.EMPTY, "is empty"),
        ("a.txt", TEXT + b"\0\1\2" + TEXT, Status.UNSUPPORTED_TYPE, "is binary"),
        ("a.html", b"%PDF-1.4\n", Status.PARSE_ERROR, "damaged PDF"),
        ("a.txt", b"PK\x03\x04....", Status.UNSUPPORTED_TYPE, "zip or office"),
        ("a.jpg", b"\xff\xd8\xff\xe0", Status.UNSUPPORTED_TYPE, "an image"),
        ("a.json", b'{"claims": []}', Status.UNSUPPORTED_TYPE, "is JSON"),
        ("a.txt", b"x" * 10_001, Status.TOO_LARGE, "larger than 10,000 bytes"),
        ("a.txt.gz", gzip.compress(b"x" * 10_001), Status.TOO_LARGE, "larger than"),
        ("a.txt.gz", TEXT, Status.READ_ERROR, "damaged gzip"),
        ("a.txt.gz", gzip.compress(TEXT)[:-9], Status.READ_ERROR, "damaged gzip"),
        ("a.txt.gz", gzip.compress(gzip.compress(TEXT)), Status.UNSUPPORTED_TYPE, "gzip file within"),
    ],
)
def test_a_bad_file_is_a_failure(tmp_path, name, body, status, words):
    (tmp_path / name).write_bytes(body)
    failure = one(tmp_path / name)
    assert isinstance(failure, Failure)
    assert (failure.status, failure.stage, failure.source) == (status, "read", str(tmp_path / name))
    assert words in failure.reason


@pytest.mark.parametrize("name", ["no/such/file.txt", "www.example.org/a", "x" * 5000, "", "  ", "a\0b", "n.jsonl"])
def test_what_names_no_file_is_a_failure(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert one(name).status == Status.READ_ERROR


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_file_says_so(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)
    path.chmod(0)
    assert "permissions" in one(path).reason


def test_a_directory_is_its_articles_in_order(tmp_path):
    for name in (
        "b.html",
        "a.txt",
        "sub/c.md",
        "sub/d.html.gz",
        "b.json",
        "x.css",
        ".hidden.txt",
        ".git/e.txt",
        "README.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(b"<p>d") if name.endswith(".gz") else b"<p>text")
    found = [page.origin.source for page in pages([str(tmp_path)], SETTINGS)]
    assert found == [str(tmp_path / name) for name in ("a.txt", "b.html", "sub/c.md", "sub/d.html.gz")]


def test_one_bad_file_does_not_end_a_directory(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(TEXT)
    assert [type(each) for each in pages([str(tmp_path)], SETTINGS)] == [Failure, Page]


def test_a_directory_without_articles_is_a_failure(tmp_path):
    (tmp_path / "a.json").write_text("{}")
    failure = one(tmp_path)
    assert failure.status == Status.EMPTY
    assert "holds no .html, .htm, .mhtml, .pdf, .txt or .md file" in failure.reason


def test_a_name_that_is_no_utf8_can_be_stored(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as stream:  # noqa: PTH123 - a bytes path
        stream.write(TEXT)
    page = one(tmp_path)
    assert page.origin.source.encode("utf-8").decode().endswith("caf\ufffd.txt")


class TestStandardInput:
    @pytest.mark.parametrize(
        ("body", "kind"), [(TEXT, "text/plain"), (b"<html><p>x", "text/html"), (b"5 < 6 and tin > lead", "text/plain")]
    )
    def test_is_a_page(self, body, kind):
        (page,) = stdin.pages(SETTINGS, io.BytesIO(body))
        assert (page.body, page.origin.source, page.origin.content_type) == (body, "-", kind)

    @pytest.mark.parametrize(
        ("body", "status"),
        [(b"", Status.EMPTY), (b"x" * 10_001, Status.TOO_LARGE), (b"PK\x03\x04", Status.UNSUPPORTED_TYPE)],
    )
    def test_bad_input_is_a_failure(self, body, status):
        (failure,) = stdin.pages(SETTINGS, io.BytesIO(body))
        assert (failure.source, failure.status) == ("-", status)


class TestJsonLines:
    def write(self, tmp_path, *lines, name="a.jsonl"):
        body = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines).encode()
        (tmp_path / name).write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
        return list(pages([str(tmp_path / name)], SETTINGS))

    @pytest.mark.parametrize("name", ["a.jsonl", "a.JSONL", "a.ndjson", "a.jsonl.gz"])
    def test_a_line_is_a_page(self, tmp_path, name):
        row = {"url": "https://example.org/a", "title": "Tin", "date": "2026-01-02", "text": "Tin \u2013 5 t", "id": 7}
        (page,) = self.write(tmp_path, row, name=name)
        assert page.body.decode() == "Tin \u2013 5 t"
        assert page.origin.source == f"{tmp_path / name}:1"
        assert (page.origin.url, page.origin.title, page.origin.published) == (row["url"], "Tin", "2026-01-02")
        assert page.origin.content_type == "text/plain; charset=utf-8"

    def test_html_wins_over_text(self, tmp_path):
        (page,) = self.write(tmp_path, {"text": "x", "html": "<p>x</p>"})
        assert (page.body, page.origin.content_type) == (b"<p>x</p>", "text/html; charset=utf-8")

    @pytest.mark.parametrize(
        ("line", "status", "words"),
        [
            ("{broken", Status.READ_ERROR, "is not JSON"),
            ("[1]", Status.READ_ERROR, "no JSON object"),
            ("[" * 100_000, Status.TOO_LARGE, "larger"),
            ("[" * 9_000, Status.READ_ERROR, "is not JSON"),
            ({"title": "x"}, Status.EMPTY, "no article"),
            ({"text": "  "}, Status.EMPTY, "is empty"),
            ({"text": 5}, Status.READ_ERROR, "text that is no string"),
            ({"text": "x", "date": 2024}, Status.READ_ERROR, "date that is no string"),
            ({"text": "x" * 10_001}, Status.TOO_LARGE, "larger"),
        ],
    )
    def test_a_bad_line_fails_alone(self, tmp_path, line, status, words):
        failure, page = self.write(tmp_path, line, "", {"text": "Tin"})
        assert (failure.status, failure.source) == (status, f"{tmp_path / 'a.jsonl'}:1")
        assert words in failure.reason
        assert page.origin.source.endswith(":3")

    def test_a_lone_surrogate_becomes_a_question_mark(self, tmp_path):
        (page,) = self.write(tmp_path, '{"text": "a \\ud800 b"}')
        assert page.body == b"a ? b"

    def test_a_file_without_lines_is_a_failure(self, tmp_path):
        (failure,) = self.write(tmp_path, "", "")
        assert failure.status == Status.EMPTY


@given(st.binary(max_size=2000), st.integers(1, 50))
def test_inflating_in_pieces_gives_the_whole(body, step):
    packed = gzip.compress(body)
    inflater = content.Inflater(2000)
    for start in range(0, len(packed), step):
        inflater.feed(packed[start : start + step])
    assert inflater.finish() == body


@given(st.binary(max_size=300))
def test_any_bytes_inflate_or_are_refused(data):
    inflater = content.Inflater(100)
    with contextlib.suppress(RefusedError):
        inflater.feed(data)
        assert len(inflater.finish()) <= 100


@given(st.binary(max_size=300))
def test_any_bytes_are_checked_without_an_exception(data):
    try:
        content.check(data)
    except RefusedError:
        return
    assert content.kind(data) in {"text/html", "text/plain"}
