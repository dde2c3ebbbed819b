import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.story import BANDS, LEAD_BANDS, Text, contained, same_story


def lines(text):
    return text.splitlines()


EDITS = {
    "as it is": lambda text, _: text,
    "without its lead": lambda text, _: "\n".join(lines(text)[1:]),
    "without two paragraphs": lambda text, _: "\n".join(lines(text)[:4] + lines(text)[6:]),
    "cut after six": lambda text, _: "\n".join(lines(text)[:6]),
    "a paragraph in front": lambda text, other: f"{lines(other)[0]}\n{text}",
    "a paragraph within": lambda text, other: "\n".join([*lines(text)[:5], lines(other)[2], *lines(text)[5:]]),
    "an agency line": lambda text, _: f"PORT LEMBA, Feb 28 (Reuters) - {text}(Reporting by the desk)",
    "other small words": lambda text, _: (
        text.replace(" said", " told us").replace("will", "would").replace(" the ", " a ")
    ),
    "in one line": lambda text, _: text.replace("\n", " "),
    "other quotes": lambda text, _: text.replace('"', "\u201d").replace("'", "\u2019"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_an_editor_does_leaves_the_story(wire, edit):
    one, other = Text(wire.WIRE), Text(edit(wire.WIRE, wire.OTHER))
    assert same_story(one, other)
    assert same_story(other, one)
    assert set(one.bands) & set(other.bands)


def test_another_story_is_another(wire):
    one, other = Text(wire.WIRE), Text(wire.OTHER)
    assert not same_story(one, other)
    assert not set(one.bands) & set(other.bands)


def test_notices_of_a_series_are_many_stories(wire):
    one, other = (
        Text(wire.notice("Ambly", "3,200", "Monday, May 4")),
        Text(wire.notice("Torsk", "9,150", "Friday, May 8")),
    )
    assert contained(one, other) > 0.8
    assert not same_story(one, other)


def test_what_stands_under_every_release_makes_no_story(wire):
    tail = wire.notice("x", "1", "y")
    one, other = Text("\n".join(lines(wire.WIRE)[:5]) + tail), Text("\n".join(lines(wire.OTHER)[:5]) + tail)
    assert contained(one, other) > 0.4
    assert not same_story(one, other)


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("2026-02-27", "2026-03-01", True),
        ("2026-02-27", "2026-03-05T08:00:00+00:00", True),
        ("2026-02-27", "2026-03-06", False),
        ("2026-02-27", "2025-02-27", False),
        ("2026-02-27", "", True),
        ("", "", True),
        ("2026-02", "2019", True),  # no whole date
    ],
)
def test_copies_come_within_days(wire, first, second, alike):
    assert same_story(Text(wire.WIRE, first), Text(wire.WIRE, second)) is alike


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [("Reuters", "Reuters", True), ("Reuters", "", True), ("Reuters", "AP", False)],
)
def test_an_agency_speaks_for_itself(wire, first, second, alike):
    assert same_story(Text(wire.WIRE, agency=first), Text(wire.WIRE, agency=second)) is alike


def test_less_is_enough_when_both_name_the_agency(wire):
    start = lines(wire.WIRE)
    one = Text("\n".join(start[:4] + lines(wire.OTHER)[1:]), agency="AP")
    other = Text("\n".join(start), agency="AP")
    assert 0.3 <= contained(one, other) < 0.4
    assert same_story(one, other)
    assert not same_story(Text(one.text), Text(other.text))


def test_a_text_too_short_to_compare_has_no_bands():
    assert Text("Chile holds a third of it.").bands == ()
    assert Text("").bands == ()
    assert contained(Text(""), Text("")) == 0.0


def test_bands_are_the_same_on_every_machine_and_with_every_release(wire):
    bands = Text(wire.WIRE).bands
    assert (len(bands), len(set(bands))) == (BANDS + LEAD_BANDS,) * 2
    # stored bands are compared with new ones: when these change, a migration must make all of them anew
    assert bands[:2] == (-2411075544778227546, -7705480213013239910)


WORDS = st.lists(
    st.sampled_from(("Tin", "zinc", "ore", "of", "the", "12", "mines", "Peru", "makes", "more", "2024", "than")),
    max_size=120,
)


@given(WORDS, WORDS)
def test_to_tell_the_same_is_mutual_and_everything_tells_the_same_as_itself(one, other):
    first, second = Text(" ".join(one)), Text(" ".join(other))
    assert same_story(first, second) == same_story(second, first)
    assert not first.shingles or same_story(first, first)
    assert 0 <= contained(first, second) <= 1
