"""Of which commodity: what the words of a sentence name, and what their weak and general words mean."""

from collections.abc import Iterable

from spacy.tokens import Token

from pipeline.extract.match import general_meanings, weak_meanings
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.extract.slots_carried import Good, carried_good, last_good
from pipeline.extract.slots_holder import JOINERS
from pipeline.vocab.commodities import Kind
from pipeline.vocab.rules import words
from pipeline.vocab.stages import by_noun

NAMED_CLASSES = frozenset({"critical minerals"})  # classes that their word tells of before another noun
EVERYTHING = "goods"
ORES = frozenset({"metals"})
CLASS_KINDS = {  # what a class word can mean: "the metal" and "ore" a material only, "the crop" what is grown
    "metals": frozenset({Kind.MATERIAL, Kind.CLASS}),
    "food": frozenset({Kind.FOOD, Kind.MATERIAL, Kind.CLASS}),
}
SITES = frozenset({"mine", "mines", "plant", "plants", "smelter", "smelters", "refinery", "refineries"})
FINITE = frozenset({"VB", "VBZ", "VBP", "VBD"})
GENERAL = frozenset({"meat", "fruit", "food", "metals", "goods", "energy", "fuel", "raw materials", "components"})


def good_in(
    sentence: Sentence, tokens: Iterable[Token], near: int | None = None, *, plain: bool = False
) -> Good | None:
    """The commodity among some tokens: strong before weak, then the one nearest to the token index `near`.

    With `plain` what only describes something else goes last: "its gold mines", "graphite, the stuff of batteries".
    """
    hits = _hits_among(sentence, tokens)
    if not hits:
        return None
    best = min(
        hits,
        key=lambda hit: (
            hit.weak,
            plain and _is_aside(sentence, hit),
            abs(hit.first - near) if near is not None else 0,
            hit.first,
        ),
    )
    return meant(sentence, best) if best.weak else _good(best)


def meant(sentence: Sentence, hit: GoodHit) -> Good:
    """What a weak word means: the commodity spoken of just before where it fits that one, else its own.

    A word of a class ("the metal", "ore") fits all; another ("beans", "panels") only the commodities that list it.
    """
    if hit.name in NAMED_CLASSES and sentence.doc[hit.end - 1].dep_ in {"amod", "compound", "nmod"}:
        return _good(hit)  # "mineral exports", where "the mineral" is the one spoken of
    if hit.name == EVERYTHING and not _points(sentence, hit):
        return _good(hit)
    fits = weak_meanings().get(sentence.doc[hit.first : hit.end].text.lower(), frozenset())
    before = [one for one in sentence.goods if not one.weak and one.end <= hit.first]
    kinds = CLASS_KINDS.get(hit.name) if hit.kind is Kind.CLASS else None
    if kinds is not None:
        before = [one for one in before if one.kind in kinds]
    word = sentence.doc[hit.first : hit.end].text.lower()
    spoken = _good(before[-1]) if before else carried_good(sentence) or last_good(sentence)
    if spoken is not None and kinds is not None and spoken.kind not in {*kinds, None}:
        spoken = None
    crop = spoken is not None and hit.kind is Kind.FOOD and spoken.kind is Kind.FOOD  # "the crop", after cocoa
    crop = crop or (spoken is not None and spoken.name in general_meanings().get(word, {}))
    if spoken is not None and (hit.kind is Kind.CLASS or spoken.name in fits or crop):
        return Good(spoken.name, spoken.kind, hit.span)
    return _good(hit)


def _is_aside(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether a commodity only describes another noun: its mines, what it is used for."""
    token = sentence.doc[hit.end - 1]
    while token.dep_ not in {"ROOT", "nsubj", "nsubjpass", "dobj", "conj"} and token.pos_ != "VERB":
        above = token.head
        if token.dep_ in {"appos", "relcl", "acl"} or (token.dep_ == "compound" and above.lower_ in SITES):
            return True
        token = above
    return False


def _points(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether "goods" are certain ones ("the goods"), or no noun at all ("exports")."""
    noun = sentence.doc[hit.end - 1]
    return noun.lower_ != EVERYTHING or any(one.lower_ in {"the", "these", "those", "such"} for one in noun.lefts)


def is_stage_noun(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether the word of a commodity is one of a stage as well: "exports"."""
    return sentence.doc[hit.first : hit.end].text.lower() in by_noun()


def _good(hit: GoodHit) -> Good:
    return Good(hit.name, hit.kind, hit.span)


def _is_no_thing(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether the word is a verb here, or a newspaper that tells something: "the paper put output at 5 Mt"."""
    token = sentence.doc[hit.end - 1]
    told = hit.weak and token.dep_ == "nsubj" and token.lower_ in words("amounts")["report-nouns"]
    return _is_verb_form(sentence, hit) or (told and token.head.lemma_.lower() in words("amounts")["telling"])


def _is_verb_form(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether the word is a verb here: "used to train models", "Guyana pumps 900,000 barrels"."""
    return hit.end - hit.first == 1 and sentence.doc[hit.first].tag_ in FINITE


def _hits_among(sentence: Sentence, tokens: Iterable[Token]) -> list[GoodHit]:
    """The words for commodities that touch some tokens, without those that name no thing here."""
    inside = {token.i for token in tokens}
    hits = (hit for hit in sentence.goods if not inside.isdisjoint(range(hit.first, hit.end)))
    return [hit for hit in hits if not _is_no_thing(sentence, hit)]


def goods_in(sentence: Sentence, tokens: Iterable[Token]) -> tuple[Good, ...]:
    """All commodities among some tokens, each once; weak ones only where there is no strong one."""
    hits = _hits_among(sentence, tokens)
    if any(hit.kind is Kind.MATERIAL for hit in hits):
        hits = [hit for hit in hits if hit.name not in ORES]  # "rare earth compounds and metals"
    strong = [_good(hit) for hit in _listed(sentence, [hit for hit in hits if not hit.weak])]
    strong = strong or [meant(sentence, hit) for hit in hits[:1]]
    seen: dict[str, Good] = {}
    for good in strong:
        seen.setdefault(good.name, good)
    return tuple(seen.values())


def _listed(sentence: Sentence, hits: list[GoodHit]) -> list[GoodHit]:
    """The commodities that are listed; of "lobster meat" and "olives for oil" the one that is meant."""
    kept: list[GoodHit] = []
    for hit in hits:
        between = list(sentence.doc[kept[-1].end : hit.first]) if kept else []
        if not kept or any(one.lower_ in JOINERS for one in between):
            kept.append(hit)
        elif all(one.text == "-" or one.pos_ in {"ADJ", "NOUN"} for one in between) and hit.name not in GENERAL:
            kept[-1] = hit  # "semiconductor-grade neon"
    return kept
