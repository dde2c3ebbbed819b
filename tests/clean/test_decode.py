"""Bytes become the text their writer meant."""

import codecs

import pytest

from pipeline.clean import decode
from pipeline.types import Origin

TEXT = "Peña said the café’s “ore” — 5 € a kilo — came from Škoda’s mine in Málaga."


def declared(charset, text=TEXT):
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("utf-8", TEXT),
        ("utf-8-sig", TEXT),
        ("utf-16", TEXT),
        ("utf-16-le", TEXT),
        ("utf-16-be", TEXT),
        ("utf-32", TEXT),
        ("cp1252", TEXT),
        ("cp1250", "Škoda a Łódź žijí z rud a oceli."),
        ("cp1251", "Шахта отправила первую партию никелевой руды."),
        ("shift_jis", "鉱山は最初のニッケル鉱石を出荷した。"),
        ("gb18030", "矿山发运了第一批镍矿石。"),
        ("big5", "礦山發運了第一批鎳礦石。"),
        ("euc-kr", "광산은 첫 니켈 광석을 출하했다."),
    ],
)
def test_a_declared_character_set_is_read(codec, text):
    assert text in decode.decode(declared(codec, text).encode(codec), Origin("p.html"))


@pytest.mark.parametrize(
    "codec", ["cp1252", "cp1251", "shift_jis", "gb18030", "utf-8", "cp1250", "big5", "euc-kr", "koi8-r", "iso8859-7"]
)
def test_one_bad_byte_changes_no_other_letter(codec):
    text = declared(codec, "Ore of 70 percent.").encode(codec)
    broken = text.replace(b"70", b"\xff\xff70")
    assert " percent." in decode.decode(broken, Origin("p.html"))


def test_the_header_wins_over_the_page():
    data = declared("utf-8", "Škoda").encode("cp1250")
    assert "Škoda" in decode.decode(data, Origin("u", content_type="text/html; charset=windows-1250"))


def test_latin_1_is_read_as_browsers_do():
    assert "5 € “ore”" in decode.decode(declared("iso-8859-1", "5 € “ore”").encode("cp1252"), Origin("p.html"))


@pytest.mark.parametrize("name", ["nonsense", "utf-16", "base64", ""])
def test_a_wrong_declaration_does_no_harm(name):
    assert "Málaga" in decode.decode(declared(name).encode(), Origin("p.html"))


def test_valid_utf_8_is_utf_8_whatever_the_page_says():
    assert TEXT in decode.decode(declared("iso-8859-1").encode(), Origin("p.html"))


@pytest.mark.parametrize("bad", [b"\xff", b"\xc3", b"\xe2\x82", b"\xf0\x9f"])
def test_nearly_valid_utf_8_is_mended(bad):
    found = decode.decode(TEXT.encode() + bad + TEXT.encode(), Origin("-"))
    assert found.count(TEXT) == 2
    assert "\ufffd" in found


@pytest.mark.parametrize(
    ("body", "binary"),
    [
        (b"%PDF-1.7 ...", True),
        (b"\x89PNG\r\n", True),
        (b"PK\x03\x04....", True),
        (b"\0\1\2\3\4\5\6\7" * 50, True),
        (b"plain text\n", False),
        (codecs.BOM_UTF16_LE + "text".encode("utf-16-le"), False),
        ("text without a mark".encode("utf-16-le"), False),
        (b"one \x00 bad byte in a long line of plain text", False),
    ],
)
def test_binary_files_are_told_from_text(body, binary):
    assert decode.is_binary(body, Origin("x")) is binary


@pytest.mark.parametrize(
    ("text", "origin", "html"),
    [
        ("<!doctype html><p>x", Origin("-"), True),
        ("\n  <HTML><body>x", Origin("-"), True),
        ("<p>One.</p><p>Two.</p><div>Three.</div>", Origin("-"), True),
        ("Use the <p> tag for paragraphs.", Origin("-"), False),
        ("plain", Origin("page.html"), True),
        ("plain", Origin("page.HTM.gz"), True),
        ("a <p> b <p> c <p> d", Origin("notes.txt"), False),
        ("<html><p>x", Origin("notes.txt"), True),
        ("plain", Origin("https://example.org/x", content_type="text/html; charset=utf-8"), True),
        ("plain", Origin("https://example.org/x", content_type="text/plain"), False),
        ("China mines 60% of rare earths.", Origin("-"), False),
    ],
)
def test_pages_are_told_from_plain_text(text, origin, html):
    assert decode.is_html(text, origin) is html
