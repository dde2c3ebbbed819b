"""Fills the slots of a claim: who holds, of which commodity, at which stage, in which year.

Each slot looks in the noun phrase of the figure first, then in its clause, then in the sentence, then in the sentences
before, the heading and the title; every answer keeps the words it was read from. One module a slot.
"""

from pipeline.extract.slots_carried import (
    LOOK_BACK,
    Good,
    carried_good,
    is_about,
    last_good,
    plain,
    recurs,
    title_good,
    topic,
)
from pipeline.extract.slots_good import good_in, goods_in, is_stage_noun, meant
from pipeline.extract.slots_holder import (
    JOINERS,
    OWNERS,
    codes,
    coordinated,
    is_one_firm,
    located,
    named,
    organization,
    owner,
)
from pipeline.extract.slots_stage import FINISHED, StageRead, role_words, settle, stage_in, stage_of_verb
from pipeline.extract.when import year

__all__ = [
    "FINISHED",
    "JOINERS",
    "LOOK_BACK",
    "OWNERS",
    "Good",
    "StageRead",
    "carried_good",
    "codes",
    "coordinated",
    "good_in",
    "goods_in",
    "is_about",
    "is_one_firm",
    "is_stage_noun",
    "last_good",
    "located",
    "meant",
    "named",
    "organization",
    "owner",
    "plain",
    "recurs",
    "role_words",
    "settle",
    "stage_in",
    "stage_of_verb",
    "title_good",
    "topic",
    "year",
]
