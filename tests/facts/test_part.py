import json

import pytest

from pipeline.facts.part import part

# sentence with the words of the year between bars -> the part
PARTS = [
    ("China exported 4,000 tonnes in October |2025|.", "october"),
    ("China exported 5,865 tonnes in |October|, said the customs.", "october"),
    ("Peru exported 9 tonnes in |May|.", "may"),
    ("In the first quarter of |2025| Chile produced 60,000 tonnes.", "first quarter"),
    ("Chile produced 60,000 tonnes in the |first half|.", "first half"),
    ("Chile sold 25,000 tonnes in the first nine months of |2025|.", "first nine months"),
    ("Chile sold 25,000 tonnes in the nine months of |2025|.", "nine months"),
    ("Exports reached 200,000 tonnes in Q3 |2025|.", "q3"),
    ("Exports reached 200,000 tonnes in |2025|'s third quarter.", "third quarter"),
    ("Exports rose to 6,150 tonnes |last month|.", "last month 2025-11"),
    ("Output was 70 tonnes in the second quarter of fiscal year |2025|.", "second quarter"),
    ("Imports came to 7 tonnes from January to June |2025|.", "january to june"),
    ("Imports came to 7 tonnes in Jan-Sept |2025|.", "jan sept"),
    ("The quota for the June quarter of |2025| is 7 tonnes.", "june quarter"),
    # all of the year, or nothing is said
    ("China exported 48,000 tonnes in |2024|.", ""),
    ("China may export 48,000 tonnes in |2026|.", ""),
    ("Chile produced 240,000 tonnes |last year|.", ""),
    ("A report of October says that China exported 48,000 tonnes in |2024|.", ""),
    ("In the third quarter the ministry said that output in |2024| was 9 tonnes.", ""),
    ("China has half of the world's output of |2024|.", ""),
    ("Output was 9 tonnes in |2024| and Marches were held.", ""),
]


@pytest.mark.parametrize(("sentence", "expected"), PARTS)
def test_the_part_of_the_year(sentence, expected):
    before, words, after = sentence.split("|")
    place = {"slot": "year", "start": 100 + len(before), "end": 100 + len(before) + len(words)}
    other = {"slot": "commodity", "start": 100, "end": 105}
    assert part(before + words + after, 100, json.dumps([other, place]), "2025-11-07T10:00:00") == expected


@pytest.mark.parametrize("place", [(0, 4), (200, 204), (98, 102)])
def test_a_year_said_elsewhere_tells_no_part(place):
    slots = json.dumps([{"slot": "year", "start": place[0], "end": place[1]}])
    assert part("In October 2025.", 100, slots, "2025-11-07") == ""
    assert part("In October 2025.", 100, "[]", "2025-11-07") == ""
