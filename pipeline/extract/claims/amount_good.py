"""The commodity of an amount: beside it, in its measure, in its clause, spoken of before, or told by its unit."""

from collections import Counter

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.amount_model import Measure, head_token
from pipeline.extract.claims.holder import words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.extract.slots_carried import title_good
from pipeline.types import BlockKind, Goal, Policy, PolicyType
from pipeline.vocab.commodities import Kind
from pipeline.vocab.stages import TRADE

LOOK_BACK = 8  # sentences in which goods are named of which a count speaks
FIELDS = frozenset({Kind.TECHNOLOGY, Kind.ENERGY})  # kinds whose words tell the field of a text
STILL = 4  # sentences after which a commodity named once is no longer spoken of
LABEL = 6  # words in which a label and its colon stand
IMPLIED = {"bbl": "oil", "bbl/d": "oil", "bcm": "natural gas", "cf": "natural gas", "cf/d": "natural gas"}
FUELS = {
    "oil": frozenset(
        {"oil", "petrol", "diesel", "kerosene", "aviation fuel", "fuel", "ethanol", "biodiesel", "biofuels"}
    ),
    "natural gas": frozenset({"natural gas", "lng"}),
}


def good(sentence: Sentence, figure: Figure, found: Measure) -> slots.Good | None:
    """The commodity of a figure: beside it, in its measure, in its clause, spoken of before, or anywhere around."""
    first, end = sentence.tokens_of(figure.span)
    head = head_token(sentence, figure)
    unit = _unit_words(sentence, figure)
    own = [one for one in head.subtree if one.i >= first and one.i not in unit and _same_phrase(one, head)]
    own = [one for one in own if not _is_cause(one, found.anchor)]
    counted = [hit for hit in sentence.goods if first <= hit.first < end and hit.first not in unit]
    read = (
        (slots.good_in(sentence, sentence.doc[counted[0].first : counted[0].end]) if counted else None)
        or slots.good_in(sentence, own, first)
        or slots.good_in(sentence, [one for one in found.tokens if one.i not in unit], first)
    )
    if (read is None or _is_any(sentence, read)) and _is_of_other(sentence, found):
        return None
    read = read or _of_clause(sentence, figure, found)
    if (
        read is not None
        and not _is_any(sentence, read)
        and not (figure.unit in IMPLIED and read.kind in slots.FINISHED)
    ):
        return read
    if figure.unit in IMPLIED:
        spoken = slots.last_good(sentence)
        fits = spoken is not None and spoken.name in FUELS[IMPLIED[figure.unit]]
        return spoken if fits else slots.Good(IMPLIED[figure.unit], Kind.ENERGY)
    carried = (
        _alone(sentence, first)
        or _claimed(sentence, found)
        or _spoken_of(sentence)
        or slots.carried_good(sentence)
        or slots.good_in(sentence, (one for one in sentence.doc if not _is_cause(one, found.anchor)), first)
        or _dominant(sentence)
    )
    if carried is not None and carried.span is None and not _is_spoken_of(sentence, carried):
        carried = None
    if carried is None and found.stage in TRADE and found.rule.endswith("measure"):
        return read or slots.Good("goods", None)
    return carried


def _unit_words(sentence: Sentence, figure: Figure) -> frozenset[int]:
    """The words of a unit that names goods of its own accord: "barrels" are of more than oil."""
    first, end = sentence.tokens_of(figure.span)
    hits = [hit for hit in sentence.goods if first <= hit.first < end and hit.weak] if figure.unit in IMPLIED else []
    return frozenset(i for hit in hits for i in range(hit.first, hit.end))


def _of_clause(sentence: Sentence, figure: Figure, found: Measure) -> slots.Good | None:
    """The commodity that the clause of a measure names; barrels are only of what comes in barrels."""
    unit = _unit_words(sentence, figure)
    clause = [one for one in syntax.clause(found.anchor) if one.i not in unit and not _is_cause(one, found.anchor)]
    read = slots.good_in(sentence, clause, sentence.tokens_of(figure.span)[0])
    fits = read is None or figure.unit not in IMPLIED or read.name in FUELS[IMPLIED[figure.unit]]
    return read if fits else None


def _is_cause(token: Token, anchor: Token) -> bool:
    """Whether a token tells what drives a measure: "exports rose, driven by demand for chips"."""
    path = (one for one in (token, *syntax.climb(token)) if one != anchor)
    return any((one.tag_ == "VBN" and one.lemma_ in words("driving")) or _is_reason(one) for one in path)


def _is_reason(token: Token) -> bool:
    """Whether a word opens a reason: "due to higher shipments of chips"."""
    return token.lower_ in words("reasons") and token.dep_ in {"prep", "amod", "advmod", "acomp"}


def _is_of_other(sentence: Sentence, found: Measure) -> bool:
    """Whether the noun of a measure has its own word for what is measured, which we don't know: "radio market"."""
    known = sentence.good_words()
    told = [one for one in found.tokens if one.head.lemma_.lower() in words("own-measures")]
    if any(one.lower_ in words("other-measures") and one.head.lower_ in words("measures") for one in found.tokens):
        return True
    return any(
        one.dep_ == "compound"
        and one.i not in known
        and one.pos_ == "NOUN"
        and one.is_alpha
        and sentence.place_at(one) is None
        and one.lemma_.lower() not in words("plain-compounds")
        for one in told
    )


def of_policy(sentence: Sentence, figure: Figure, found: Measure) -> slots.Good | None:
    """What the policy that gives the sum is on, by words of the sentence: both are on the same thing."""
    given = [
        one
        for one in sentence.claims
        if isinstance(one, Policy) and one.policy_type is PolicyType.SUBSIDY and one.countries == found.countries
    ]
    around = [
        one for one in given if any(s.slot == "policy" and s.span.overlaps(figure.span) for s in one.evidence.slots)
    ]
    named = {one.commodity: one for one in around or given}
    if len(named) != 1:
        return None
    name, claim = named.popitem()
    span = next((one.span for one in claim.evidence.slots if one.slot == "commodity"), None)
    return slots.Good(name, None, span) if span is not None else None


def _is_any(sentence: Sentence, read: slots.Good) -> bool:
    """Whether a commodity is read only from a word of trade: "exports" alone are those spoken of, else all."""
    return read.span is not None and read.span.of(sentence.document.text).lower() in words("trade")


def _claimed(sentence: Sentence, found: Measure) -> slots.Good | None:
    """The one commodity that the sentence before claims something of for the same holder."""
    told = sentence.previous.claims if sentence.previous is not None else []
    names = {one.commodity for one in told if not isinstance(one, Policy | Goal) and one.countries == found.countries}
    return slots.Good(names.pop(), None) if len(names) == 1 and "" not in names else None


def _spoken_of(sentence: Sentence) -> slots.Good | None:
    """What the nearest sentence that names goods is about; of several what the text so far names most often."""
    for one in sentence.back(slots.LOOK_BACK):
        hits = _behind_label(one, [hit for hit in one.goods if not hit.weak])
        if hits and all(hit.kind is Kind.CLASS for hit in hits) and _names_other(sentence, hits):
            continue
        if hits:
            names = Counter(
                hit.name for before in sentence.back(sentence.index) for hit in before.goods if not hit.weak
            )
            best = max(hits, key=lambda hit: (names[hit.name], -hit.first))
            return slots.plain(sentence, slots.Good(best.name, best.kind))
        if one.piece.block.kind is BlockKind.HEADING:
            return None
    return None


def _names_other(sentence: Sentence, classes: list[GoodHit]) -> bool:
    """Whether the title names one thing where a sentence only names a class: "sugary foods" in a report on sugar."""
    title = title_good(sentence.document.title)
    return title is not None and title.kind is not Kind.CLASS and title.name not in {hit.name for hit in classes}


def _is_spoken_of(sentence: Sentence, good: slots.Good) -> bool:
    """Whether a text still speaks of a commodity: it stands in the title, near, or in two sentences so far."""
    title = title_good(sentence.document.title)
    if title is not None and title.name == good.name:
        return True
    told = [any(hit.name == good.name for hit in one.goods) for one in sentence.back(sentence.index)]
    if len(told) > LOOK_BACK:  # a long text speaks of much
        return sum(told[:LOOK_BACK]) > 1 or (told[0] and sum(told) > 1)
    return sum(told) > 1 or any(told[:STILL])


def _alone(sentence: Sentence, first: int) -> slots.Good | None:
    """The only commodity that the sentence names before the figure."""
    before = [hit for hit in sentence.goods if hit.end <= first and hit.name not in words("classes")]
    told = [hit for hit in before if not hit.weak] or [hit for hit in before if _is_telling(hit)]
    named = {hit.name: hit for hit in told}
    hit = next(iter(named.values()), None)
    return slots.Good(hit.name, hit.kind, hit.span) if hit is not None and len(named) == 1 else None


def _is_telling(hit: GoodHit) -> bool:
    """Whether a word names a field even where it is shared with something else: "reactors", "quantum"."""
    return not hit.weak or hit.kind in FIELDS


def _behind_label(sentence: Sentence, hits: list[GoodHit]) -> list[GoodHit]:
    """The commodities without a class word in the label of the sentence: "Critical mineral status: tungsten"."""
    colon = next((one.i for one in sentence.doc[:LABEL] if one.text == ":"), 0)
    named = [hit for hit in hits if hit.first >= colon or hit.name not in words("classes")]
    return named or hits


def _dominant(sentence: Sentence) -> slots.Good | None:
    """The commodity that most of the text so far is about."""
    told = [hit for one in sentence.back(sentence.index) for hit in one.goods]
    hits = [hit for hit in told if not hit.weak] or [hit for hit in told if _is_telling(hit)]
    names = Counter(hit.name for hit in hits)
    if not names:
        return None
    name, count = max(names.items(), key=lambda one: (one[1], one[0]))
    return next(slots.Good(hit.name, hit.kind) for hit in hits if hit.name == name) if 2 * count >= len(hits) else None


def _same_phrase(token: Token, head: Token) -> bool:
    while token != head:
        if token.dep_ in {"relcl", "appos", "conj", "acl", "advcl", "parataxis"}:
            return False
        token = token.head
    return True


def counts_goods(sentence: Sentence, figure: Figure, *, strict: bool) -> bool:
    """Whether what a figure counts is a commodity: "500,000 electric cars", not "56 projects".

    Under a verb the goods must stand beside the number (`strict`); under a measure the measure tells them.
    """
    first, end = sentence.tokens_of(figure.span)
    following = sentence.doc[first : min(end + 4, len(sentence.doc))]
    if any(token.lower_ in words("not-goods") for token in following):
        return False
    return (
        not strict
        or any(_overlaps(hit, first, end + 4) and _is_meant(sentence, hit) for hit in sentence.goods)
        or any(token.lower_ in {"units", "vehicles"} for token in following)
    )


def _is_meant(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether a word shared with something else ("11 modules") counts goods: the text so far names the field."""
    return not hit.weak or any(not one.weak for before in (sentence, *sentence.back(LOOK_BACK)) for one in before.goods)


def _overlaps(hit: GoodHit, first: int, end: int) -> bool:
    return hit.first < end and first < hit.end
