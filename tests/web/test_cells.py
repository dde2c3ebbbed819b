import pytest

from pipeline.web import cells


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.harbour.example/a#:~:text=x", "harbour.example"),
        ("http://quay.example", "quay.example"),
        ("HTTPS://QUAY.EXAMPLE/", "quay.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ftp://quay.example/", ""),
        ("https:///path", ""),
        ("https://quay.example/a b", ""),
        (" https://quay.example/", ""),
        ("https://quay.example/\\@evil.example", ""),
        ("https://[bad", ""),
        ("corpus/magnets.html", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_have_a_host(address, host):
    assert cells.web_host(address) == host


def test_a_source_link_is_escaped_and_opens_apart():
    link = cells.source('https://quay.example/"><script>')
    assert link == (
        '<a class="source" href="https://quay.example/&#34;&gt;&lt;script&gt;" target="_blank"'
        ' rel="noopener noreferrer">'
        '<bdi>quay.example</bdi> — at the sentence <span aria-hidden="true">↗</span>'
        '<span class="unseen"> (opens in a new tab)</span></a>'
    )


def test_no_address_is_no_link():
    assert cells.source("notes.html") == ""
    assert cells.source(None) == ""


def test_an_article_is_linked_by_its_headline():
    url = "/claims/{}/{}".format
    assert (
        cells.article({"value": "abc", "label": "<b>"}, url)
        == '<a href="/claims/articles/abc" dir="auto">&lt;b&gt;</a>'
    )
    assert cells.article("0123456789", url) == '<a href="/claims/articles/0123456789" dir="auto">01234567</a>'


def test_a_time_is_shown_as_its_date():
    shown = cells.render({}, "2025-10-14T08:00:00+00:00", "published", "articles", str)
    assert shown == '<time datetime="2025-10-14T08:00:00+00:00">2025-10-14</time>'
    assert cells.render({}, "", "published", "articles", str) is None
