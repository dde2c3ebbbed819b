import pytest

from pipeline.export.cite import Citation, Style, cite

IT = Citation(
    "0123456789abcdef",
    'Chile holds 33 %\nof "lithium_reserves" & more.',
    "On *lithium*",
    ("A. Writer", "B. Writer"),
    "news.example",
    "2026-01-02T10:00:00+00:00",
    "https://news.example/a",
    "https://news.example/a#:~:text=Chile",
    "2026-01-02T11:00:00+00:00",
    "ab" * 32,
)
BARE = Citation("0123456789abcdef", "Words.", "", (), "", "", "corpus/a.html", "", "", "ab" * 32)

TEXT = f"""\
“Chile holds 33 % of "lithium_reserves" & more.”
A. Writer, B. Writer: On *lithium*. news.example, 2026-01-02.
https://news.example/a#:~:text=Chile
Read 2026-01-02T11:00:00+00:00. Archived page: sha256 {"ab" * 32}. Claim 0123456789abcdef.
"""
MARKDOWN = f"""\
> Chile holds 33 % of "lithium\\_reserves" & more.

A. Writer, B. Writer: [On \\*lithium\\*](<https://news.example/a#:~:text=Chile>). news.example, 2026-01-02. \
Read 2026-01-02T11:00:00+00:00. Archived page: sha256 {"ab" * 32}. Claim 0123456789abcdef.
"""
BIBTEX = f"""\
@misc{{claim-0123456789ab,
  author = {{{{A. Writer}} and {{B. Writer}}}},
  title = {{{{On *lithium*}}}},
  organization = {{news.example}},
  date = {{2026-01-02}},
  year = {{2026}},
  url = {{https://news.example/a#:~:text=Chile}},
  urldate = {{2026-01-02}},
  note = {{“Chile holds 33 \\% of "lithium\\_reserves" \\& more.” Read 2026-01-02T11:00:00+00:00. \
Archived page: sha256 {"ab" * 32}. Claim 0123456789abcdef.}},
}}
"""


@pytest.mark.parametrize(("style", "expected"), [("text", TEXT), ("markdown", MARKDOWN), ("bibtex", BIBTEX)])
def test_a_citation_names_words_article_site_date_link_and_digest(style, expected):
    assert cite(IT, Style(style)) == expected


def test_what_is_not_known_is_left_out():
    assert cite(BARE, Style.TEXT) == (
        f"“Words.”\n(no title). no date.\ncorpus/a.html\nArchived page: sha256 {'ab' * 32}. Claim 0123456789abcdef.\n"
    )
    assert "author" not in cite(BARE, Style.BIBTEX)
    assert "](" not in cite(BARE, Style.MARKDOWN)


def test_braces_in_a_link_do_not_break_the_entry():
    entry = cite(Citation("0" * 16, "{", "}", (), "", "", "https://n.example/{a}", "", "", ""), Style.BIBTEX)
    assert "url = {https://n.example/%7Ba%7D}" in entry
    assert entry.replace("\\{", "").replace("\\}", "").count("{") == entry.replace("\\{", "").replace("\\}", "").count(
        "}"
    )
