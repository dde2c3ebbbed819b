import pytest

from pipeline.facts.sources import FOLDER, Source, source
from pipeline.vocab import load_table

IEA = "International Energy Agency"


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        *(
            (text, IEA)
            for text in ("the IEA", "IEA data", "The International Energy Agency (IEA)", "the IEA’s Fatih Birol")
        ),
        ("the international energy agency", IEA),
        ("the USGS", "U.S. Geological Survey"),
        ("Chinese officials", "China"),
        ("Beijing", "China"),
        ("the Chinese government", "China"),
        ("China's Ministry of Commerce", "China's Ministry of Commerce"),
        ("Analysts at Harrow & Pell", "harrow & pell"),
        ("preliminary figures from Harrow & Pell", "harrow & pell"),
        ("HARROW & PELL", "harrow & pell"),
        ("Ana Ruiz, who heads the survey", "ana ruiz"),
        ("the mine owners' league", ""),
        ("analysts", ""),
        ("Analysts", ""),
        ("The study", ""),
        ("two people who know the matter", ""),
        ("a ministry official", ""),
        ("", ""),
    ],
)
def test_who_is_named(attribution, expected):
    assert source(attribution) == expected


def test_words_that_only_look_like_a_source():
    assert source("the wean group") == ""  # no WE, no EA in it
    assert source("Apex Metals") == "apex metals"  # no AP


@pytest.mark.parametrize("record", load_table("sources", "source", Source, FOLDER), ids=lambda record: record.name)
def test_each_spelling_leads_to_its_name(record):
    assert {source(f"the {form}") for form in (record.name, *record.aliases)} == {record.name}
