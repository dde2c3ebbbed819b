"""The commodity that a text has spoken of before an instrument that names none."""

from pipeline.extract import slots
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import instrument_tokens
from pipeline.extract.match import reference
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.vocab import policies
from pipeline.vocab.commodities import Kind

LOOK_BACK = 8  # sentences in which the commodity spoken of is still the same
MATERIAL = 1.5  # how much more a material tells than a class like "critical minerals"


def of_company(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether a commodity word is part of a firm's name: "Ucore Rare Metals", "Nickel Corp."."""
    doc = sentence.doc
    if _ends_name(sentence, hit):
        return True
    if not doc[hit.first].text.istitle() or (hit.end < len(doc) and doc[hit.end].text in policies.titles()):
        return False  # "the Lithium Strategy" is no firm
    before = doc[hit.first - 1] if hit.first else None
    after = doc[hit.end] if hit.end < len(doc) else None
    organizations = reference()["organization-words"]
    if after is not None and (
        after.text in organizations or after.text in words("title-spoilers") | {"Project", "Complex"}
    ):
        return True
    if before is None or before.i == 0 or not before.text.isalnum() or sentence.place_at(before) is not None:
        return False
    return (before.text.istitle() or before.text.isupper()) and doc[hit.end - 1].text in organizations


def _ends_name(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether an abbreviation is the end of a firm's name: "Orbital AI's shares", "Orbital AI Inc."."""
    doc, at = sentence.doc, hit.first
    if hit.end - at != 1 or not doc[at].text.isupper() or not at or hit.end >= len(doc):
        return False
    before, after = doc[at - 1], doc[hit.end]
    named = before.text.istitle() and before.text not in reference()["openers"] and sentence.place_at(before) is None
    return named and after.text in {"'s", "’s"} | reference()["organization-words"]


def _of_name(sentence: Sentence, mention: Mention) -> slots.Good | None:
    """The commodity that an earlier sentence gives to a name in the instrument's phrase: "a loan for Tanbreez"."""
    names = {
        one.text
        for one in instrument_tokens(mention)
        if one.i >= mention.end and one.pos_ == "PROPN" and sentence.place_at(one) is None
    }
    for earlier in sentence.back(LOOK_BACK) if names else ():
        found = [hit for hit in earlier.goods if is_material(hit)]
        if found and not names.isdisjoint(earlier.words):
            return slots.Good(found[0].name, found[0].kind) if len({hit.name for hit in found}) == 1 else None
    return None


def spoken_of(sentence: Sentence, mention: Mention) -> slots.Good | None:
    """The commodity most spoken of before; else the one of the title, else one in the name of a firm."""
    before = _of_name(sentence, mention) or most_spoken_of(sentence, LOOK_BACK)
    if before is not None:
        return before
    title = slots.title_good(sentence.document.title)
    if title is not None and title.name not in words("vague-goods"):
        return title
    near = ((one, hit) for one in (sentence, *sentence.back(LOOK_BACK)) for hit in one.goods if is_material(hit))
    firm = next((hit for one, hit in near if of_company(one, hit) and not _ends_name(one, hit)), None)
    return slots.Good(firm.name, firm.kind) if firm is not None else None


def most_spoken_of(sentence: Sentence, look_back: int) -> slots.Good | None:
    """The commodity that the sentences before name most: the nearer the more, materials more than classes."""
    weights: dict[str, float] = {}
    kinds: dict[str, Kind] = {}
    for distance, one in enumerate(sentence.back(look_back)):
        for hit in one.goods:
            if (is_material(hit) or _is_class(hit)) and not of_company(one, hit):
                weight = (MATERIAL if is_material(hit) else 1.0) / (distance + 1)
                weights[hit.name] = weights.get(hit.name, 0.0) + weight
                kinds[hit.name] = hit.kind
    if not weights:
        return None
    best = max(weights, key=lambda name: (weights[name], name))
    just = sentence.previous is not None and any(hit.name == best for hit in sentence.previous.goods)
    if not just and not slots.is_about(sentence, best):
        return None
    return slots.plain(sentence, slots.Good(best, kinds[best]))


def is_material(hit: GoodHit) -> bool:
    """Whether a word plainly names one commodity and no class of them."""
    return not hit.weak and hit.kind is not Kind.CLASS and hit.name not in words("vague-goods")


def _is_class(hit: GoodHit) -> bool:
    return not hit.weak and hit.kind is Kind.CLASS and hit.name not in words("vague-goods")
