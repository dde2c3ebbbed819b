import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.urls import page_key, rules, url_key

KEY = "example.com/news/cobalt?id=7"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_each_rule_fires_on_its_example_and_spares_the_other(rule):
    link, name = rule.fires
    assert url_key(link) == name
    pattern = re.compile(rule.pattern)
    bare = rule.spares.partition("://")[2]
    host, slash, path = bare.partition("/")
    path, _, query = f"{slash}{path}".partition("?")
    looked_at = {"link": [bare], "host": [host], "path": [path], "query": query.split("&")}[rule.part]
    assert not any(pattern.fullmatch(each) if rule.part == "query" else pattern.search(each) for each in looked_at)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/news/cobalt?id=7",
        "http://example.com/news/cobalt?id=7",
        "HTTPS://WWW.Example.COM:443/news/cobalt?id=7",
        "http://example.com:80/news/cobalt/?id=7",
        "https://example.com/news/cobalt?id=7#reserves",
        "https://example.com/news/cobalt?id=7#:~:text=tonnes",
        "https://example.com/news/cobalt?utm_source=x&id=7&utm_medium=y&fbclid=1&gclid=2&mc_cid=3",
        "https://m.example.com/news/cobalt?id=7",
        "https://amp.example.com/news/cobalt?id=7",
        "https://example.com/amp/news/cobalt?id=7",
        "https://example.com/news/cobalt/amp?id=7",
        "https://example.com/news/cobalt?id=7&amp",
        "https://example.com//news/./x/../cobalt?id=7",
        "https://example.com/news/%63obalt?id=7",
        "https://www.google.com/amp/s/www.example.com/news/cobalt?id=7",
        "https://example-com.cdn.ampproject.org/v/s/example.com/news/cobalt?id=7&amp_js_v=0.1",
        " https://user:secret@example.com/news/cobalt?id=7 ",
    ],
)
def test_one_page_in_other_clothes(link):
    assert url_key(link) == KEY


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/news/cobalt?id=8",
        "https://example.com/news/cobalt",
        "https://example.com/news/Cobalt?id=7",
        "https://example.com:8443/news/cobalt?id=7",
        "https://blog.example.com/news/cobalt?id=7",
        "https://example.org/news/cobalt?id=7",
        "https://example.com/news?id=7&page=cobalt",
    ],
)
def test_other_pages_have_other_names(link):
    assert url_key(link) not in {KEY, ""}


@pytest.mark.parametrize(
    "link",
    [
        *("", "corpus/a.html", "-", "file:///a/b", "ftp://example.com/a", "https://", "https://[::1/a", "http://h:x/a"),
        *("https://example.com", "https://www.example.com/?utm_source=x", "https://m.example.com/index.html"),
    ],
)
def test_what_is_no_page_has_no_name(link):
    assert url_key(link) == ""


@pytest.mark.parametrize(
    ("fetched", "named", "key"),
    [
        ("https://example.com/p/17?x=1", "https://www.example.com/news/cobalt", "example.com/news/cobalt"),
        ("https://amp.example.com/17", "https://example.com/news/cobalt", "example.com/news/cobalt"),
        ("https://edition.example.com/a", "https://www.example.com/b", "example.com/b"),
        ("https://example.com/a", "https://agency.example/b", "example.com/a"),  # copied from there
        ("https://example.com/a", "https://notexample.com/b", "example.com/a"),
        ("https://example.com/a", "https://example.com/", "example.com/a"),  # a page that names the front page
        ("https://example.com/a", "", "example.com/a"),
        ("", "https://example.com/b", "example.com/b"),
        ("", "", ""),
    ],
)
def test_a_page_may_name_its_own_address_within_its_site(fetched, named, key):
    assert page_key(fetched, named) == key


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_a_name_is_its_own_name(tail):
    key = url_key(f"https://example.com/news/{tail}")
    assert url_key(f"https://{key}") == key


@given(st.text(max_size=60))
def test_no_text_breaks_it(text):
    assert isinstance(url_key(text), str)
    assert isinstance(url_key(f"https://example.com/{text}"), str)
