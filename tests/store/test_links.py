from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.links import source_link
from pipeline.types import Span

URL = "https://news.example/a"
LONG = "The mine owners' league of the northern valley said on Monday its members dug up more ore than ever before."


def link_to(url, text, quote, after=0, title=""):
    start = text.index(quote, after)
    return source_link(url, text, Span(start, start + len(quote)), title)


@pytest.mark.parametrize(
    ("url", "quote", "link"),
    [
        (URL, "Chile mines lithium.", f"{URL}#:~:text=Chile%20mines%20lithium"),
        (URL, "A well-known, half & half rule", f"{URL}#:~:text=A%20well%2Dknown%2C%20half%20%26%20half%20rule"),
        (URL, "“Tin is short”, he said.", f"{URL}#:~:text=Tin%20is%20short%E2%80%9D%2C%20he%20said"),
        (URL, "Mining | 65% | 8% of it", f"{URL}#:~:text=Mining,8%25%20of%20it"),
        (URL, "Mining\t65%", f"{URL}#:~:text=Mining,65"),
        (URL, LONG, f"{URL}#:~:text=The%20mine%20owners%27%20league%20of,more%20ore%20than%20ever%20before"),
        (f"{URL}#part-2", "Tin.", f"{URL}#part-2:~:text=Tin"),
        (f"{URL}#:~:text=old", "Tin.", f"{URL}#:~:text=Tin"),
        (URL, "…", URL),
        ("", "Tin.", ""),
        ("corpus/a.html", "Tin.", ""),
        ("javascript:alert(1)", "Tin.", ""),
        ("file:///a.html", "Tin.", ""),
    ],
)
def test_a_link_opens_the_page_at_the_quote(url, quote, link):
    assert source_link(url, quote, Span(0, len(quote))) == link


TWICE = (
    "Tin is short.\nMiners in the valley agree: “Tin is short.” Nobody asked the smelters about it.\n"
    "Tin | 5%\nLead | 5%"
)


@pytest.mark.parametrize(
    ("quote", "after", "title", "fragment"),
    [
        ("Nobody asked the smelters about it.", 0, "", "Nobody asked the smelters about it"),
        ("“Tin is short.”", 0, "", "valley agree: “-,Tin is short"),
        ("Tin is short.", 0, "", "Tin is short,-Miners in the"),
        ("Nobody asked the smelters about it.", 0, "Nobody asked the smelters about it", "“Tin is short.”-,Nobody"),
        ("Lead | 5%", 0, "LEAD and tin", "5%-,Lead,5"),
    ],
)
def test_words_that_stand_twice_are_told_apart_by_their_neighbours(quote, after, title, fragment):
    link = link_to(URL, TWICE, quote, after, title)
    assert unquote(link.partition(":~:text=")[2]).startswith(fragment)


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300), st.text(max_size=30))
def test_a_fragment_holds_nothing_that_would_end_or_split_it(text, one, other, title):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    link = source_link(URL, text, Span(start, end), title)
    fragment = link.removeprefix(URL).removeprefix("#:~:text=")
    parts = fragment.split(",")
    assert fragment.isascii()
    assert len(parts) <= 4
    assert not set(fragment) & set("& #\"'<>\n")
    assert "-" not in fragment.replace("-,", ",").replace(",-", ",")
    for part in parts:
        assert unquote(part.strip("-")) in " ".join(text.split()) or len(text[start:end].split()) > 1


WORDS = st.lists(st.sampled_from(["tin", "lead", "rose", "fell", "again"]), min_size=3, max_size=8).map(" ".join)


@given(st.lists(WORDS, min_size=2, max_size=5), st.data())
def test_a_quote_without_neighbours_in_its_link_stands_once(sentences, data):
    text = "\n".join(f"{sentence}." for sentence in sentences)
    number = data.draw(st.integers(0, len(sentences) - 1))
    start = sum(len(sentence) + 2 for sentence in sentences[:number])
    link = source_link(URL, text, Span(start, start + len(sentences[number]) + 1))
    parts = link.partition(":~:text=")[2].split(",")
    assert parts[0].endswith("-") or parts[-1].startswith("-") or text.count(unquote(parts[0])) == 1


def test_a_pdf_is_opened_at_its_page():
    link = source_link("https://a.example/b.pdf#x", "Chile mines copper.", Span(0, 19), page=3)
    assert link == "https://a.example/b.pdf#page=3"
