"""Nothing vanishes without a word: the faults that were measured in extractors, each with its test."""

import time

import pytest

from pipeline.types import Article, Status

FACT = "The smelter refined 70,000 tonnes of copper in the last quarter, the operator told reporters."


@pytest.mark.parametrize("depth", [250, 260, 500, 1500])
def test_text_below_255_nested_elements_is_kept(web, depth):
    deep = "<div>" * depth + f"<p>{FACT}</p>" + "</div>" * depth
    assert FACT in web.article(web.page(*web.prose, deep)).text


def test_absurd_nesting_ends_in_a_value(web):
    assert web.cleaned(web.page(*web.prose, "<div>" * 20_000 + f"<p>{FACT}</p>")) is not None


@pytest.mark.parametrize(
    "reference",
    [
        "&#x1b;",
        "&#8;",
        "&#xFFFF;",
        "&#0;",
        "&#x0;",
        "&#11;",
        "&#55296;",
        "&#xD800;",
        "&#1114112;",
        "&#x110000;",
        "&#xFFFE;",
        "&#31",
        "&#x7f;",
        "&#99999999999999999999;",
        "&#xFDD0;",
    ],
)
def test_a_reference_to_no_character_costs_no_page(web, reference):
    found = web.article(web.page(*web.prose, FACT.replace("the operator", f"the {reference}operator")))
    assert "refined 70,000 tonnes" in found.text
    assert web.prose[0] in found.text


@pytest.mark.parametrize(
    ("reference", "char"), [("&#8217;", "’"), ("&#x2019;", "’"), ("&#39;", "'"), ("&#128512;", "😀"), ("&#150;", "–")]
)
def test_good_references_stay(web, reference, char):
    assert (
        f"mine{char}s owner"
        in web.article(
            web.page(*web.prose, f"The mine{reference}s owner spoke of a good year for all of its workers.")
        ).text
    )


@pytest.mark.parametrize("char", ["\0", "\x08", "\x1b", "\ufffe", "\uffff"])
def test_a_control_character_costs_no_page(web, char):
    found = web.article(web.page(*web.prose, FACT.replace("the operator", f"the {char}operator")))
    assert "refined 70,000 tonnes" in found.text
    assert char not in found.text


def test_one_bad_byte_is_no_mojibake(web):
    data = web.page(*web.prose, "The café in Málaga sells coffee from Huehuetenango to visitors of the mine.").encode()
    found = web.article(data.replace("café".encode(), b"caf\xc3"))
    assert "Málaga" in found.text
    assert "Ã" not in found.text


HIDDEN = "The secret figure of 99,999 tonnes is hidden from all those who read this page."


@pytest.mark.parametrize(
    "markup",
    [
        f"<p hidden>{HIDDEN}</p>",
        f'<p style="display:none">{HIDDEN}</p>',
        f'<p style="color:red; DISPLAY : NONE">{HIDDEN}</p>',
        f'<p style="visibility: hidden">{HIDDEN}</p>',
        f'<p style="font-size:0">{HIDDEN}</p>',
        f'<p style="font-size: 0px;">{HIDDEN}</p>',
        f'<p style="opacity:0">{HIDDEN}</p>',
        f'<p style="position:absolute;left:-9999px">{HIDDEN}</p>',
        f'<p style="text-indent: -9999px">{HIDDEN}</p>',
        f'<p style="clip:rect(0,0,0,0)">{HIDDEN}</p>',
        f"<template><p>{HIDDEN}</p></template>",
        f"<p><del>{HIDDEN}</del></p>",
        f"<p><s>{HIDDEN}</s></p>",
        f"<p><strike>{HIDDEN}</strike></p>",
        f'<p class="visually-hidden">{HIDDEN}</p>',
        f'<p class="sr-only">{HIDDEN}</p>',
    ],
)
def test_what_a_reader_does_not_see_is_not_read(web, markup):
    found = web.article(web.page(*web.prose, markup, FACT))
    assert "99,999" not in found.text
    assert FACT in found.text


def test_a_correction_keeps_only_the_new_figure(web):
    found = web.article(
        web.page(
            *web.prose, "<p>The plant made <del>17,000</del> <ins>1,700</ins> tonnes of cobalt in the year to June.</p>"
        )
    )
    assert "The plant made 1,700 tonnes" in found.text
    assert "17,000" not in found.text


@pytest.mark.parametrize("style", ["font-size:0.9em", "opacity:0.8", "font-size: 10px", "left:-1px", "clip:auto"])
def test_a_style_that_hides_nothing_hides_nothing(web, style):
    assert FACT in web.article(web.page(*web.prose, f'<p style="{style}">{FACT}</p>')).text


def test_a_page_that_a_script_unveils_is_kept(web):
    html = web.page(*web.prose, FACT).replace('<div class="story">', '<div class="story" hidden>')
    assert FACT in web.article(html).text


def test_an_override_is_stored_as_it_is_shown(web):
    found = web.article(
        web.page(
            *web.prose, "The smelter refined \u202e000,07\u202c tonnes of copper in the quarter, its operator said."
        )
    )
    assert "refined 70,000 tonnes" in found.text
    assert "\u202e" not in found.text


def test_reversed_type_is_stored_as_it_is_shown(web):
    found = web.article(
        web.page(
            *web.prose,
            '<p>The smelter refined <bdo dir="rtl">000,07</bdo> tonnes in the quarter, its operator said.</p>',
        )
    )
    assert "refined 70,000 tonnes" in found.text


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body><!-- never closed <p>" + FACT.encode(),
        b"<html><body><svg><text>" + FACT.encode() + b"</text></svg></body></html>",
    ],
)
def test_a_page_without_text_says_so(web, body):
    assert web.cleaned(body).status in {Status.NO_TEXT, Status.THIN_CONTENT}


def test_a_span_of_nine_quadrillion_columns_costs_nothing(web):
    table = (
        '<table><tr><th colspan="9007199254740991">Ore</th><th>t</th></tr><tr><td>Nickel</td><td>1</td></tr></table>'
    )
    start = time.perf_counter()
    assert isinstance(web.cleaned(web.page(*web.prose, table)), Article)
    assert time.perf_counter() - start < 5


def test_broken_and_huge_json_ld_costs_no_page(web):
    head = '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    head += '<script type="application/ld+json">' + "[" * 50_000 + "</script>"
    assert FACT in web.article(web.page(*web.prose, FACT, head=head)).text
