"""Pasted text: a page without its markup."""

import pytest

from pipeline.types import Article, BlockKind, Status

BODY = """The northern mine shipped its first cargo of nickel ore on Tuesday.

Output is to reach 40,000 tonnes this year, its owners said."""


def pasted(web, text, source="-"):
    found = web.cleaned(text, source=source)
    assert isinstance(found, Article), found
    assert "\n".join(block.span.of(found.text) for block in found.blocks) == found.text
    return found


def rules(found):
    return {piece.rule for piece in found.removed}


@pytest.mark.parametrize(
    "text",
    [
        "China mines 60% of rare earths.",
        "Nickel is up",
        "Chile supplied 30 percent of the lithium and plans to double that by 2030.",
    ],
)
def test_one_sentence_is_an_article(web, text):
    found = pasted(web, text)
    assert found.text == text
    assert found.status is Status.OK
    assert found.title == ""


def test_the_title_leaves_the_text_wherever_it_is_repeated(web):
    found = pasted(web, f"Nickel Mine Ships First Cargo\n5 min read\n\nNickel Mine Ships First Cargo\n\n{BODY}")
    assert found.title == "Nickel Mine Ships First Cargo"
    assert found.text == BODY.replace("\n\n", "\n")
    assert rules(found) == {"title", "reading-time"}


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Jan 18, 2026, 2:50 AM", "2026-01-18"),
        ("Published 3 May 2025", "2025-05-03"),
        ("Updated: 2025-05-03T10:00:00Z", "2025-05-03"),
        ("Monday, May 5th, 2025 at 10:15 GMT", "2025-05-05"),
    ],
)
def test_a_date_line_is_the_date(web, line, date):
    found = pasted(web, f"Nickel Mine Ships First Cargo\n\n{line}\n\n{BODY}")
    assert found.published[:10] == date
    assert line not in found.text


@pytest.mark.parametrize(
    "line", ["The mine opened on May 3, 2025.", "May 3, 2092", "March 3, 1987", "31 February 2025"]
)
def test_no_other_date_is(web, line):
    found = pasted(web, f"Nickel Mine Ships First Cargo\n\n{line}\n\n{BODY}")
    assert found.published == ""


def test_a_byline_is_the_author(web):
    found = pasted(web, f"Nickel Mine Ships First Cargo\nBy Ada Example and Ben Sample\n\n{BODY}")
    assert found.authors == ("Ada Example", "Ben Sample")
    assert "Ada" not in found.text


@pytest.mark.parametrize(
    "cue", ["Related articles", "RELATED STORIES", "You may also like", "Leave a Reply", "3 Comments", "Read next:"]
)
def test_nothing_is_left_after_the_article(web, cue):
    found = pasted(
        web,
        f"Nickel Mine Ships First Cargo\n\n{BODY}\n\n{cue}\n\nTin Is Up\n\nTin rose by 70 percent, they said.",
    )
    assert "70 percent" not in found.text
    assert any("70 percent" in piece.text for piece in found.removed)


@pytest.mark.parametrize(
    "line",
    ["Share", "Facebook", "Subscribe", "Advertisement", "Image for article Nickel", "Hover over text to view sources"],
)
def test_words_of_the_page_go(web, line):
    found = pasted(web, f"Nickel Mine Ships First Cargo\n\n{line}\n\n{BODY}")
    assert found.text == BODY.replace("\n\n", "\n")


def test_titles_of_other_articles_go_and_headings_stay(web):
    text = f"""Nickel Mine Ships First Cargo

{BODY}

Why Your Garden Needs a Pond: Ten Reasons to Start Digging

The Price of Ore

Nickel costs half of what it did two years ago, and the owners of the mine know it."""
    found = pasted(web, text)
    assert "Garden" not in found.text
    assert [block.span.of(found.text) for block in found.blocks if block.kind is BlockKind.HEADING] == [
        "The Price of Ore"
    ]
    assert "stray-title" in rules(found)


def test_list_items_lose_their_bullets(web):
    found = pasted(
        web,
        f"Nickel Mine Ships First Cargo\n\n{BODY}\n\n  • It opens a port.\n  • It hires 200 people.\n\n1. Ore\n2. Slag",
    )
    items = [block.span.of(found.text) for block in found.blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == ["It opens a port.", "It hires 200 people.", "Ore", "Slag"]


def test_a_number_alone_is_no_bullet(web):
    assert (
        "2. Bundesliga is what the mine sponsors."
        in pasted(web, f"{BODY}\n\n2. Bundesliga is what the mine sponsors.").text
    )


def test_a_flattened_table_keeps_its_lines(web):
    table = (
        "Who Mines the Ore (Global Share)\nCountry Share Note\nNorthland ~60-70% Small rest.\nSouthland >20% Growing."
    )
    found = pasted(
        web, f"Nickel Mine Ships First Cargo\n\n{BODY}\n\n{table}\n\nThe owners are pleased with what they see."
    )
    assert table in found.text


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\u200b\n"])
def test_nothing_is_nothing(web, text):
    assert web.cleaned(text, source="-").status in {Status.EMPTY, Status.NO_TEXT}


def test_what_was_removed_and_what_stays_are_the_page(web):
    text = f"Nickel Mine Ships First Cargo\nShare\n\n{BODY}\n\nRelated articles\n\nTin Is Up"
    found = pasted(web, text)
    lines = sorted([*found.text.split("\n"), *(piece.text for piece in found.removed)])
    assert lines == sorted(line for line in text.split("\n") if line)


def test_what_the_source_knows_wins(web):
    found = web.cleaned(BODY, source="lines.jsonl", title="From the feed", published="2025-05-03")
    assert (found.title, found.published) == ("From the feed", "2025-05-03")


def test_another_language_is_marked(web):
    text = "Die Mine hat am Dienstag ihre erste Ladung Nickelerz verschifft, elf Wochen später als geplant. " * 4
    assert pasted(web, text).status is Status.UNSUPPORTED_LANGUAGE


class TestRealArticles:
    """The two articles of ../shared/articles."""

    def test_the_first_ends_before_its_teasers(self, web, shared):
        found = pasted(
            web, (shared / "articles" / "china-ai-supply-chain.txt").read_text(encoding="utf-8"), source="china.txt"
        )
        assert found.published[:10] == "2026-01-18"
        assert len(found.blocks) == 9
        assert found.title not in found.text
        assert "data center" not in found.text

    def test_the_second_keeps_headings_and_tables_and_no_other_title(self, web, shared):
        found = pasted(web, (shared / "articles" / "tech-arms-race.txt").read_text(encoding="utf-8"), source="tech.txt")
        headings = [block for block in found.blocks if block.kind is BlockKind.HEADING]
        assert len(headings) == 5
        assert sum(piece.rule == "stray-title" for piece in found.removed) == 3
        assert sum(block.kind is BlockKind.LIST_ITEM for block in found.blocks) == 6
        lines = found.text.split("\n")
        assert any(line.startswith("Mining & Extraction ~60-70%") for line in lines)
        assert any(line.startswith("Semiconductors Achieve") for line in lines)
        assert not any("email address" in line for line in lines)


def test_each_line_of_a_pdf_knows_its_page(web):
    pages = ["Nickel mine ships its first cargo\n\n" + web.prose[0], web.prose[1] + "\n• " + web.prose[2], web.prose[3]]
    found = pasted(web, "\n\f\n".join(pages))
    told = [(block.page, block.span.of(found.text)) for block in found.blocks]
    assert told == [(1, web.prose[0]), (2, web.prose[1]), (2, web.prose[2]), (3, web.prose[3])]


def test_a_text_without_pages_has_none(web):
    found = pasted(web, "\n".join(web.prose))
    assert {block.page for block in found.blocks} == {0}
