"""A news page as a site serves it: what stays, what goes, and by which rule."""

import pytest

from pipeline.types import BlockKind, Dropped, Status

TEASER = '<p><a href="/tin">Tin traders go on strike over pay in the south</a></p>'


def rule_of(found, words):
    return next((piece.rule for piece in found.removed if words in piece.text), None)


def test_blocks_have_kinds(web):
    found = web.article(
        web.page(
            *web.prose[:3],
            "<h2>What comes next</h2>",
            *web.prose[3:],
            "<ul><li>A new port for larger ships</li><li>A school</li></ul>",
        )
    )
    kinds = {block.span.of(found.text): block.kind for block in found.blocks}
    assert kinds["What comes next"] is BlockKind.HEADING
    assert kinds["A school"] is BlockKind.LIST_ITEM
    assert kinds[web.prose[0]] is BlockKind.PARAGRAPH


def test_the_headline_is_not_in_the_text(web):
    found = web.article(web.page("<h2>Nickel mine ships its first cargo</h2>", *web.prose))
    assert found.title == "Nickel mine ships its first cargo"
    assert found.title not in found.text


@pytest.mark.parametrize(
    ("piece", "rule"),
    [
        (TEASER, "link-only"),
        ('<p><b>READ MORE:</b> <a href="/tin">Tin traders go on strike over pay</a></p>', "see-also"),
        ("<p>Sign up for our free newsletter on mining and metals.</p>", "newsletter"),
        ("<p>Follow us on Facebook for more news from the mines.</p>", "follow"),
        (
            '<div class="author-bio"><p>Ada Example has covered metals for ten years.</p></div>',
            "",  # trafilatura drops it itself
        ),
        (
            '<div class="wp-caption"><p class="wp-caption-text">Trucks wait at the gate of the mine.</p></div>',
            "",
        ),
        ("<p>Advertisement</p>", "advertisement"),
        ("<p>4 min read</p>", "reading-time"),
    ],
)
def test_what_is_no_part_of_the_article_goes(web, piece, rule):
    found = web.article(web.page(*web.prose[:3], piece, *web.prose[3:]))
    assert found.text == "\n".join(web.prose)
    assert {piece.rule for piece in found.removed} >= {rule} - {""}


@pytest.mark.parametrize(
    "piece",
    [
        "<p><b>The dek of this story says what matters most in one line</b></p>",
        '<p>A sentence with <a href="/x">a link over most of its many words</a> is still one of the article.</p>',
        "<p>Follow the copper and it leads to the smelter, where the real money is made by very few people.</p>",
        "<p>The ministry signed up eight firms for its new stockpile of critical minerals on Thursday.</p>",
        "<p>“We were surprised.”</p>",
    ],
)
def test_a_sentence_of_the_article_stays(web, piece):
    found = web.article(web.page(*web.prose[:3], piece, *web.prose[3:]))
    assert len(found.blocks) == 6


def test_a_box_that_holds_the_page_is_no_box(web):
    html = web.page(*web.prose).replace('<div class="story">', '<div class="related promo newsletter">')
    assert web.article(html).text == "\n".join(web.prose)


def test_paragraphs_that_were_left_out_come_back(web):
    # trafilatura drops a paragraph with many links between its siblings
    linked = (
        "The owners of "
        + " and ".join(f'<a href="/{n}">mine number {n}</a> near the town' for n in range(8))
        + " agreed on that."
    )
    found = web.article(web.page(*web.prose[:3], f"<p>{linked}</p>", *web.prose[3:]))
    assert "The owners of mine number 0" in found.text
    assert found.text.index("The owners of") > found.text.index(web.prose[2])


@pytest.mark.parametrize(
    ("html", "status"),
    [
        ("<html><body></body></html>", Status.NO_TEXT),
        ("<title>404 Not Found</title><body><h1>404 error: page not found</h1><p>Go home.</p>", Status.THIN_CONTENT),
        ("<body><h1>Nickel</h1><p>Subscribe to continue reading this story.</p></body></html>", Status.THIN_CONTENT),
        ("<html><body><p>One short line of text on a page.</p></body></html>", Status.THIN_CONTENT),
    ],
)  # fmt: skip
def test_a_page_without_an_article_says_why(web, html, status):
    found = web.cleaned(html)
    assert isinstance(found, Dropped)
    assert found.status is status
    assert found.reason


def test_a_front_page_is_a_listing(web):
    teaser = '<div><h2><a href="/{n}">Story number {n} of the day has this long headline</a></h2><p>{text}</p></div>'
    text = "What happened here is told in one sentence for those in a hurry, number {n}."
    teasers = "".join(teaser.format(n=n, text=text.format(n=n)) for n in range(20))
    html = f'<html lang="en"><head><title>The Ledger</title></head><body><main>{teasers}</main></body></html>'
    found = web.cleaned(html, url="https://ledger.example/", content_type="text/html")
    assert found.status is Status.LISTING


def test_another_language_is_an_article_and_marked(web):
    text = "Die Mine hat am Dienstag ihre erste Ladung Nickelerz verschifft, elf Wochen später als geplant war."
    found = web.article(web.page(*[f"{text} Absatz {n}." for n in range(5)], attributes=' lang="de"'))
    assert (found.status, found.language) == (Status.UNSUPPORTED_LANGUAGE, "de")


def test_a_wrong_declaration_of_language_is_seen_through(web):
    text = "Die Mine hat am Dienstag ihre erste Ladung Nickelerz verschifft, elf Wochen später als geplant war."
    assert web.article(web.page(*[f"{text} Absatz {n}." for n in range(5)])).status is Status.UNSUPPORTED_LANGUAGE


def test_the_same_page_gives_the_same_article(web):
    html = web.page(*web.prose, TEASER)
    assert web.article(html) == web.article(html)


@pytest.mark.parametrize(
    ("kind", "sentences", "status"),
    [
        pytest.param("LiveBlogPosting", 5, Status.LISTING, id="a live page"),
        pytest.param("VideoObject", 2, Status.THIN_CONTENT, id="a caption beside a video"),
        pytest.param("VideoObject", 12, Status.OK, id="an article with a video in it"),
        pytest.param("NewsArticle", 5, Status.OK, id="an article"),
    ],
)
def test_live_and_video_pages_are_marked(web, kind, sentences, status):
    told = [f"{web.prose[place % 5]} So it went on day {place}." for place in range(sentences)]
    head = f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "Nickel mine"}}</script>'
    html = web.page(*told, head=head).replace('<meta property="og:type" content="article">', "")
    assert web.cleaned(html).status is status
