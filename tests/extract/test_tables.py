"""The structure of tables in plain text and in blocks: borders of columns, captions, and lines that are no table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import tables
from pipeline.extract.flat_header import split_header
from pipeline.extract.grid import Words
from pipeline.extract.segment import LONGEST_SENTENCE
from pipeline.types import Block, BlockKind, Cell, Document, Span
from pipeline.vocab.tables import header_words, patterns


def cells(document):
    """The words of the cells of each row of each table."""
    return [[[cell.words.text for cell in row.cells] for row in one.rows] for one in tables.find(document)]


def headers(document):
    """The header texts over each cell of the first row of each table."""
    return [
        ["/".join(one.text for one in cell.header) for cell in grid.rows[0].cells] for grid in tables.find(document)
    ]


@pytest.mark.parametrize("words", header_words(), ids=lambda one: one.id)
def test_words_are_found_in_their_example_only(words):
    assert patterns()[words.id].search(words.example)
    assert not patterns()[words.id].search(words.counterexample)


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("Supply Chain Step Peru's Global Share Remark", ["Supply Chain Step", "Peru's Global Share", "Remark"]),
        ("Metal Share of smelted output (%)", ["Metal", "Share of smelted output (%)"]),
        ("Country Volume (kt) Change on year", ["Country", "Volume (kt)", "Change on year"]),
        ("Country Units World share, %", ["Country", "Units", "World share, %"]),
        ("Country 2022 2023 2024", ["Country", "2022", "2023", "2024"]),
        ("Country Reserves (million tonnes) % of world", ["Country", "Reserves (million tonnes)", "% of world"]),
        ("Material Chile European Union South Korea", ["Material", "Chile", "European Union", "South Korea"]),
        ("Technology Field India's Goal EU Goal", ["Technology Field", "India's Goal", "EU Goal"]),
        ("Nothing That Any Column Says", []),
    ],
)
def test_a_header_line_without_borders_is_split_at_its_nouns(line, columns):
    assert [one.text for one in split_header(Words(line), len(columns) or 3)] == columns


ROWS = [["Peru", "23.5", "8%"], ["Chile", "<0.1", "n/a"], ["Bolivia (est.)", "1,250", "~4-5%"]]
HEAD = ["Country", "Output (kt)", "Share"]


@pytest.mark.parametrize("border", [" | ", "\t", "   ", " "], ids=["bars", "tabs", "spaces", "none"])
def test_rows_fall_into_cells_whatever_stands_between_them(border):
    text = "\n".join(["Tin in 2023", *(border.join(row) for row in (HEAD, *ROWS)), "The mill stands still."])
    document = Document(text)
    assert cells(document) == [ROWS]
    assert headers(document) == [HEAD]
    assert [one.caption.text for one in tables.find(document)] == ["Tin in 2023"]


def test_a_frame_of_markdown_is_no_cell():
    text = "Tin\n\n| Country | Output |\n|---|---:|\n| **Peru** | 23 kt |\n| Chile | 4 kt |\n"
    assert cells(Document(text)) == [[["Peru", "23 kt"], ["Chile", "4 kt"]]]


def test_ranks_before_the_rows_are_no_cells():
    text = "Tin\nRank Country Output (kt)\n1 Peru 23.5\n2 Chile 4"
    assert cells(Document(text)) == [[["Peru", "23.5"], ["Chile", "4"]]]


def test_figures_under_a_caption_need_no_header():
    assert cells(Document("Tin smelted, kt\nPeru 23.5\nChile 4\nBolivia 12\nThe end of it.")) == [
        [["Peru", "23.5"], ["Chile", "4"], ["Bolivia", "12"]]
    ]


def test_aims_without_borders_are_cut_at_their_sentences():
    text = (
        "What they want\nField India's Goal EU Goal\n"
        "Advanced Batteries Build ten plants by 2030 (e.g. in Gujarat). Recycle what it has.\n"
        "Hydrogen Become a seller. Remain a buyer, if the U.S. lets it."
    )
    assert cells(Document(text)) == [
        [
            ["Advanced Batteries", "Build ten plants by 2030 (e.g. in Gujarat).", "Recycle what it has."],
            ["Hydrogen", "Become a seller.", "Remain a buyer, if the U.S. lets it."],
        ]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It rained in Lima in 2023\nIt rained in Quito in 2024\nIt rained in Sucre in 2025\nIt rained.",
        "Home | News | Sport | Weather\nThe mayor said that nothing had been decided yet.",
        "- Peru 23\n- Chile 4\n- Bolivia 12",
        "The ministry spent 12 million on it.\nThe town spent 4 million on it.\nNobody knows why.",
        "By Our Own Correspondent\nLima  Tuesday\nThe clerks went home early.  The mill stood still.",
        "\n".join(
            ["Ana: I never saw it coming | and a pity that is, since all the others in the valley had known for years."]
            * 3
        ),
    ],
)
def test_prose_lists_and_menus_are_no_tables(text):
    assert tables.find(Document(text)) == ()


def test_blocks_keep_their_cells_headers_and_caption():
    text = "Tin in 2023\nCountry | Output\nPeru | 23\nPeru is far."
    blocks = (
        Block(Span(0, 11), BlockKind.CAPTION),
        Block(Span(12, 28), BlockKind.TABLE_HEADER, (Cell(Span(12, 19)), Cell(Span(22, 28)))),
        Block(
            Span(29, 38),
            BlockKind.TABLE_ROW,
            (Cell(Span(29, 33), ("Country",), is_row_header=True), Cell(Span(36, 38), ("Output",))),
            "Tin in 2023",
        ),
        Block(Span(39, 51)),
    )
    (grid,) = tables.find(Document(text, blocks=blocks))
    (row,) = grid.rows
    assert grid.caption == Words("Tin in 2023", 0)
    assert [(one.words, one.header, one.is_head) for one in row.cells] == [
        (Words("Peru", 29), (Words("Country", 12),), True),
        (Words("23", 36), (Words("Output", 22),), False),
    ]
    assert tables.holds((grid,), Span(29, 38))
    assert not tables.holds((grid,), Span(39, 51))


LINE = st.one_of(
    st.sampled_from(
        ["Country Output (kt) Share", "Peru 23 8%", "Chile | 4 | 2%", "Tin\t5\t6%", "Field India's Goal EU Goal", ""]
    ),
    st.text(alphabet="Ab 1%|\t-.,(\u2013\u00a0", max_size=30),
)


@given(st.lists(LINE, max_size=12))
def test_cells_and_lines_are_words_of_the_text_at_their_place(lines):
    text = "\n".join(lines)
    for grid in tables.find(Document(text)):
        ends = [0]
        for row in grid.rows:
            assert row.span.start >= ends[-1]
            ends.append(row.span.end)
            for cell in row.cells:
                for words in (cell.words, *cell.header):
                    assert text[words.start : words.start + len(words.text)] == words.text
                assert row.span.contains(cell.words.span(0, len(cell.words.text)))


def test_long_lines_take_no_time():
    line = "Peru 1 " * (LONGEST_SENTENCE // 4)
    assert tables.find(Document("\n".join([line] * 20))) == ()
