from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.links import source_link

URL = "https://news.example/a"
LONG = "The mine owners' league of the northern valley said on Monday its members dug up more ore than ever before."


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
    assert source_link(url, quote) == link


@given(st.text(max_size=300))
def test_a_fragment_holds_nothing_that_would_end_or_split_it(quote):
    link = source_link(URL, quote)
    fragment = link.removeprefix(URL).removeprefix("#:~:text=")
    assert fragment.isascii()
    assert fragment.count(",") <= 1
    assert not set(fragment) & set("-& #\"'<>\n")
    for part in filter(None, unquote(fragment).split(",") if "%2C" not in fragment else ()):
        assert part in " ".join(quote.split()) or len(quote.split()) > 1
