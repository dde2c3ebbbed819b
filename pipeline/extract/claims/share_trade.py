"""Two-sided trade: who buys from whom, when the percentage is of one country's goods and another is named.

"China supplies 90% of the EU's magnets" and "the EU gets 90% of its magnets from China" become one form.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_sources import prepositions, sources
from pipeline.extract.claims.share_whole import Whole, words
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Change, Dependency, Quantity, Share, Stage
from pipeline.vocab.places import is_member

RESERVES = frozenset({"reserves", "resources", "deposits"})
MADE = frozenset({"output", "production", "crop", "harvest"})
NEAR = 5  # tokens from a country to the word for its trade: "Norway's farms have exported"
ISO = 3  # letters of the code of a country; blocs and regions have others


@dataclass(frozen=True, slots=True)
class Frame:
    """Who holds the percentage and how that was read."""

    rule: str
    holders: tuple[PlaceHit, ...] = ()
    partners: tuple[PlaceHit, ...] = ()
    foreign: bool = False
    organization: str = ""
    stage: Stage | None = None
    verb: Token | None = None
    whole: Whole | None = None
    listed: tuple[PlaceHit, ...] = ()  # all the places of which a list of figures gives one each
    owner: str = ""  # the country whose trade it is, where only the text before names it; the holders are its partners

    @property
    def is_own(self) -> bool:
        """Whether the whole is the holders' own: "Poland ... of its needs"."""
        owners = self.whole.owners if self.whole is not None else ()
        return bool(owners) and slots.codes(owners) == slots.codes(self.holders)


def trade(sentence: Sentence, frame: Frame, head: Token) -> Frame:
    """The frame as two-sided trade where its words say so: bought from, relied on, sold to or supplied to a country."""
    verb, whole = frame.verb, frame.whole
    if verb is None:
        return frame
    held = {hit.code for hit in frame.holders}
    hits, foreign = sources(sentence, verb, head, held, whole) if _gets(verb, head) else ((), False)
    if hits:
        return replace(frame, rule="share.buyer", partners=hits, stage=_of_sales(verb, whole) or Stage.IMPORTS)
    another = frame.rule == "share.apposed" and bool(others_of(frame, whole))
    own = whole is not None and not whole.is_world and not another
    sent = _sent(sentence, verb, frame) if own else None
    foreign = foreign and not (whole is not None and whole.is_world)  # "imports 60% of the world's soybeans"
    abroad = replace(frame, rule="share.buyer", foreign=True, stage=Stage.IMPORTS) if foreign else frame
    return sent or _supplied(sentence, frame) or role(sentence, verb, frame) or abroad


def _of_sales(verb: Token, whole: Whole | None) -> Stage | None:
    """Exports, where what one relies on another for is to sell: "relies on Japan for half of its exports"."""
    relies = verb.lemma_.lower() not in words("get") and whole is not None and not whole.is_world
    return Stage.EXPORTS if relies and whole is not None and whole.head.lower_ in words("outflow") - MADE else None


def _gets(verb: Token, head: Token) -> bool:
    """Whether the subject of the verb gets its goods from somewhere, or relies on somebody for them."""
    if verb.lemma_.lower() in words("get") | words("rely"):
        return True
    told = [*syntax.children(verb, "acomp", "attr", "dobj"), *syntax.children(head, "amod")]
    return any(one.lemma_.lower() in words("rely") for one in told)


def _sent(sentence: Sentence, verb: Token, frame: Frame) -> Frame | None:
    """The seller's goods go to a partner: "sends 60% of its wine to Britain"."""
    if verb.lemma_.lower() not in words("go"):
        return None
    for preposition, hits in prepositions(sentence, verb):
        if preposition in {"to", "into"} and hits:
            return replace(frame, rule="share.destination", partners=hits, stage=Stage.EXPORTS)
    return None


def _supplied(sentence: Sentence, frame: Frame) -> Frame | None:
    """The whole is owned by the other side: "China supplies 90% of the EU's magnets"."""
    others = others_of(frame, frame.whole)
    if frame.whole is None or frame.whole.is_world or not others or not frame.holders:
        return None
    lowered = {one.lower_ for one in frame.whole.tokens}
    read = slots.stage_of_verb(sentence, frame.verb) if frame.verb is not None else None
    stage = read.stage if read is not None else None
    if stage in {Stage.MINING, Stage.PROCESSING} or stays(frame, others):
        return None  # "Sweden mines 80% of Europe's iron ore"
    outflow = lowered & words("outflow")
    bought = frame.verb is not None and {one.lemma_ for one in syntax.children(frame.verb, "attr")} & words(
        "customer-roles"
    )
    buys = stage is Stage.IMPORTS or bought or (frame.verb is not None and frame.verb.lemma_.lower() in words("takers"))
    stage = Stage.EXPORTS if outflow or buys else Stage.IMPORTS
    return replace(frame, rule="share.supplier", holders=others, partners=frame.holders, stage=stage)


def stays(frame: Frame, others: tuple[PlaceHit, ...]) -> bool:
    """Whether a part of what another has is no trade with it: of its reserves, its plants, the output of a bloc."""
    lowered = {one.lower_ for one in frame.whole.tokens} if frame.whole is not None else set[str]()
    lemma = frame.verb.lemma_.lower() if frame.verb is not None else ""
    made = bool(lowered & {"output", "production"})
    of_bloc = made and all(len(hit.code) != ISO for hit in others)  # "accounts for half of Europe's gas output"
    owned = (made and lemma in {"own", "control"}) or (lemma in words("own") and lowered & words("assets"))
    makes = lemma in words("grows") and bool(frame.holders) and not lowered & words("demand")
    inside = makes and all(is_member(one.code, hit.code) for one in frame.holders for hit in others)
    return (
        bool(lowered & RESERVES) or of_bloc or bool(owned) or inside
    )  # "Dutch growers raise a third of the EU's tulips"


def spoken_of(sentence: Sentence, held: tuple[str, ...], stages: AbstractSet[Stage], look_back: int = 2) -> str:
    """The one other country whose trade or output the claims just before tell of, "" when there is none."""
    for one in sentence.back(look_back):
        for claim in reversed(one.claims):
            told = isinstance(claim, Share | Quantity | Change | Dependency) and claim.stage in stages
            if told and len(claim.countries) == 1 and claim.countries[0] not in held:
                return claim.countries[0]
    return trader_before(sentence, held, stages)


def trader_before(sentence: Sentence, held: tuple[str, ...], stages: AbstractSet[Stage]) -> str:
    """The one country whose trade the sentence before tells of without a claim: "Norway sold more salmon"."""
    previous = sentence.previous
    if previous is None:
        return ""
    found = set()
    for hit in previous.places:
        for token in previous.doc[hit.end : hit.end + NEAR]:
            sells, buys = token.lower_ in words("sold-words"), token.lower_ in words("bought-words")
            told = Stage.EXPORTS if sells else Stage.IMPORTS if buys else None
            if told in stages and hit.code not in held:
                found.add(hit.code)
            if token.text in {",", "and", ";"} or previous.place_at(token) is not None:
                break
    return found.pop() if len(found) == 1 else ""


def roles(sentence: Sentence, verb: Token, frame: Frame) -> list[Token]:
    """What the holder is said to be: "X is Y's biggest supplier", "X, the main market"."""
    nouns = [*syntax.children(verb, "attr"), *([verb.head] if verb.dep_ in {"acl", "relcl"} else [])]
    if verb.dep_ == "advcl" and syntax.own_subject(verb) is None:
        nouns += syntax.children(verb.head, "attr")  # "were Japan's main suppliers, accounting for 40%"
        ranks = (one for one in syntax.children(verb.head, "prep") if one.lower_ == "as")
        nouns += [noun for one in ranks for noun in syntax.children(one, "pobj")]  # "ranks as its top supplier"
    if verb.lemma_.lower() in words("lead"):
        nouns += syntax.children(verb, "dobj")  # "leads Japan's suppliers with 40%"
    return nouns + [one for hit in frame.holders for one in syntax.children(sentence.doc[hit.end - 1], "appos")]


def role(sentence: Sentence, verb: Token, frame: Frame) -> Frame | None:
    """The role is owned by the other side: "X is Y's biggest supplier, with N%", "the top supplier to Y"."""
    for noun in roles(sentence, verb, frame) if frame.holders else ():
        sells = noun.lemma_.lower() in words("seller-roles")
        owned = (None if sells else slots.owner(sentence, noun)) or served(sentence, noun)
        if owned is None or owned.code in {hit.code for hit in frame.holders}:
            continue
        for name, stage in (("supplier-roles", Stage.IMPORTS), ("customer-roles", Stage.EXPORTS)):
            if noun.lemma_.lower() in words(name) or (sells and stage is Stage.IMPORTS):
                return replace(frame, rule="share.supplier", holders=(owned,), partners=frame.holders, stage=stage)
    return None


def served(sentence: Sentence, noun: Token) -> PlaceHit | None:
    """Whom a supplier supplies, or whose customer one is: "the top supplier to Y", "the main market for Y's ore"."""
    for preposition in syntax.children(noun, "prep"):
        other = syntax.object_of(preposition)
        if other is not None and preposition.lower_ in {"to", "for", "of"}:
            hit = sentence.place_at(other) or (slots.owner(sentence, other) if preposition.lower_ != "to" else None)
            if hit is not None:
                return hit
    return None


def others_of(frame: Frame, whole: Whole | None) -> tuple[PlaceHit, ...]:
    """The owners of the whole that are not the holder itself."""
    if whole is None:
        return ()
    held = {hit.code for hit in frame.holders}
    return tuple(hit for hit in whole.owners if hit.code not in held)
