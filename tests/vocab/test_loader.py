"""The loader takes what the schema allows and names file and line of everything else."""

from dataclasses import dataclass
from enum import StrEnum

import pytest

from pipeline.errors import VocabularyError
from pipeline.vocab.loader import load_list, load_table


class Shade(StrEnum):
    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Mark:
    at: int
    word: str = "here"


@dataclass(frozen=True, slots=True)
class Paint:
    id: str
    shade: Shade
    words: tuple[str, ...] = ()
    weight: float = 1.0
    wet: bool = False
    shades: tuple[Shade, ...] = ()
    marks: tuple[Mark, ...] = ()

    def __post_init__(self):
        if self.weight < 0:
            raise ValueError("a weight is never negative")


GOOD = """
# two paints
[[paint]]
id = "red"
shade = "dark"
words = ["crimson", "scarlet"]
weight = 2
wet = true
shades = ["light", "dark"]
marks = [{ at = 3 }, { at = 5, word = "there" }]

[[paint]]
id = "blue"
shade = "light"
"""


def write(folder, text, name="paints"):
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_records_come_typed_frozen_and_in_file_order(tmp_path):
    red, blue = load_table("paints", "paint", Paint, write(tmp_path, GOOD))
    assert red == Paint(
        "red",
        Shade.DARK,
        words=("crimson", "scarlet"),
        weight=2.0,
        wet=True,
        shades=(Shade.LIGHT, Shade.DARK),
        marks=(Mark(3), Mark(5, "there")),
    )
    assert isinstance(red.weight, float)
    assert blue == Paint("blue", Shade.LIGHT)


def test_a_file_without_the_table_has_no_records(tmp_path):
    assert load_table("paints", "brush", Paint, write(tmp_path, GOOD)) == ()


SECOND = '[[paint]]\nid = "red"\nshade = "dark"\n\n[[paint]]\n'


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        pytest.param(SECOND + 'id = "x"\nshade = "dark"\nword = ["a"]', "5", "did you mean 'words'", id="unknown key"),
        pytest.param(SECOND + 'id = "x"\nshade = "dark"\nzzz = 1', "5", "unknown key 'zzz'", id="strange key"),
        pytest.param(SECOND + 'id = "x"', "5", "'shade' is missing", id="missing key"),
        pytest.param(SECOND + 'id = "x"\nshade = "grey"', "5", "none of 'dark', 'light'", id="no such member"),
        pytest.param(SECOND + 'id = 7\nshade = "dark"', "5", "id must be a str, not 7", id="number for text"),
        pytest.param(SECOND + 'id = "x"\nshade = "dark"\nwet = 1', "5", "wet must be a bool", id="number for bool"),
        pytest.param(SECOND + 'id = "x"\nshade = "dark"\nwords = "a"', "5", "words must be a list", id="text for list"),
        pytest.param(SECOND + 'id = "x"\nshade = "dark"\nwords = [""]', "5", "words is empty", id="empty word"),
        pytest.param(SECOND + 'id = ""\nshade = "dark"', "5", "id is empty", id="empty id"),
        pytest.param(SECOND + 'id = "x"\nshade = "dark"\nmarks = [3]', "5", "marks must be a table", id="no table"),
        pytest.param(SECOND + 'id = "x"\nshade = "dark"\nmarks = [{ at = "3" }]', "5", "at must be a int", id="nested"),
        pytest.param(SECOND + 'id = "x"\nshade = "dark"\nweight = -1', "5", "never negative", id="record refuses"),
        pytest.param(SECOND + 'id = "red"\nshade = "light"', "5", "already at paints.toml:1", id="same id twice"),
        pytest.param('[paint]\nid = "x"', "1", "must be an array of tables", id="single table"),
        pytest.param('[[paint]]\nid = "x"\nshade = ', "3", "", id="broken TOML"),
    ],
)
def test_a_bad_record_is_named_by_file_and_line(tmp_path, text, place, says):
    with pytest.raises(VocabularyError) as error:
        load_table("paints", "paint", Paint, write(tmp_path, text))
    message = str(error.value)
    assert message.startswith(f"paints.toml:{place}:")
    assert says in message
    assert "\n" not in message


def test_an_optional_identity_may_be_left_out_by_many(tmp_path):
    @dataclass(frozen=True, slots=True)
    class Spot:
        code: str
        name: str = ""

    folder = write(tmp_path, '[[spot]]\ncode = "A"\n\n[[spot]]\ncode = "B"\n', "spots")
    assert [spot.code for spot in load_table("spots", "spot", Spot, folder)] == ["A", "B"]
    twins = write(tmp_path, '[[spot]]\ncode = "A"\nname = "x"\n\n[[spot]]\ncode = "A"\nname = "y"\n', "twins")
    with pytest.raises(VocabularyError, match=r"twins.toml:5: code 'A' stands already at twins.toml:1"):
        load_table("twins", "spot", Spot, twins)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"], ids=["missing", "not UTF-8"])
def test_a_file_that_cannot_be_read_is_one_error(tmp_path, content):
    if content is not None:
        (tmp_path / "paints.toml").write_bytes(content)
    with pytest.raises(VocabularyError, match=r"^paints.toml:1: can't be read"):
        load_table("paints", "paint", Paint, tmp_path)


def test_a_list_comes_in_file_order(tmp_path):
    assert load_list("paints", "tools", write(tmp_path, 'tools = ["b", "a"]\n')) == ("b", "a")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('other = ["a"]\n', "paints.toml:1: the list 'tools' is missing"),
        ('\ntools = "a"\n', "paints.toml:2: tools must be a list"),
        ("\ntools = [1]\n", "paints.toml:2: tools must be a str, not 1"),
        ('tools = [\n  "a",\n  "b",\n  "a",\n]\n', "paints.toml:4: tools: 'a' stands twice"),
    ],
    ids=["missing", "no list", "no text", "twice"],
)
def test_a_bad_list_is_named_by_file_and_line(tmp_path, text, message):
    with pytest.raises(VocabularyError) as error:
        load_list("paints", "tools", write(tmp_path, text))
    assert str(error.value) == message
