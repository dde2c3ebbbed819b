"""Shares of goods just named, with hardly a verb: "its exports, 70% of them to India", "a tenth of it from Mali".

Also amounts put in proportion, and the goods that a seller gives somebody by name: "Chile sells it 40%".
"""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_trade import Frame, others_of, trade
from pipeline.extract.claims.share_whole import BACK, Whole, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage
from pipeline.vocab.places import PlaceForm
from pipeline.vocab.stages import by_noun, by_verb

APPOSED = 8  # tokens between an amount and the share that it is
FURTHER = 6  # tokens between the pointer and the place: "shipped to its best buyer, Japan"
DIRECTIONS = {"to": Stage.EXPORTS, "into": Stage.EXPORTS, "for": Stage.EXPORTS, "from": Stage.IMPORTS}


def part_frame(sentence: Sentence, figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """A part of the goods named before goes to a place or comes from one."""
    pointer = _pointer(sentence, figure)
    if pointer is None:
        return None
    found = _direction(sentence, figure, pointer)
    if found is None:
        return None
    stage, hit = found
    owners = _owner(sentence, figure, stage)
    if not owners or hit.code in slots.codes(owners):
        return None
    rule = "share.part"
    return Frame(rule, owners, slots.coordinated(sentence, hit), stage=stage, verb=syntax.governor(head), whole=whole)


def _pointer(sentence: Sentence, figure: Figure) -> int | None:
    """Where the goods are pointed back at: "of them" after the figure, "of which" before it."""
    first, end = sentence.tokens_of(figure.span)
    doc = sentence.doc
    if end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].lower_ in words("parts"):
        return end + 2
    before = [token.lower_ for token in doc[max(0, first - 5) : first]]
    return end if ["of", "which"] in [before[i : i + 2] for i in range(len(before))] else None


def _direction(sentence: Sentence, figure: Figure, start: int) -> tuple[Stage, PlaceHit] | None:
    """The first preposition after the pointer that leads to a place, if only a verb of moving stands before it."""
    doc = sentence.doc
    hit = sentence.place_at(doc[start]) if start < len(doc) else None
    if hit is not None and hit.form is PlaceForm.DEMONYM and (hit.end == len(doc) or doc[hit.end].is_punct):
        return Stage.IMPORTS, hit  # "bought 12m tonnes of wheat, 74% of it Russian"
    for at in range(start, min(start + FURTHER, len(doc))):
        token = doc[at]
        if token.lower_ in DIRECTIONS:
            hits = [
                hit for hit in sentence.places if at < hit.first <= at + FURTHER and hit.span.start > figure.span.end
            ]
            if not hits or hits[0].anaphor or not _plain(sentence, at + 1, hits[0]):
                return None
            return DIRECTIONS[token.lower_], hits[0]
        if token.lemma_.lower() not in words("go") | words("come") | words("auxiliaries"):
            return None
    return None


def _plain(sentence: Sentence, start: int, hit: PlaceHit) -> bool:
    """Whether the place is what the preposition leads to: "to the United States", "to a single buyer, Japan"."""
    between = sentence.doc[start : hit.first]
    return all(
        one.pos_ in {"DET", "NUM", "ADJ"} or one.lower_ in {"customer", "buyer", "market", ","} for one in between
    )


def _owner(sentence: Sentence, figure: Figure, stage: Stage) -> tuple[PlaceHit, ...]:
    """The place before the figure whose exports or imports its clause tells of."""
    first, _ = sentence.tokens_of(figure.span)
    before = [hit for hit in sentence.places if hit.end <= first]
    told = {by_verb().get(token.lemma_.lower()) for token in sentence.doc[:first]}
    told |= {by_noun().get(token.lower_) for token in sentence.doc[:first]}
    goods = stage in told or (stage is Stage.EXPORTS and Stage.SALES in told)
    return (before[0],) if goods and len(slots.codes(before)) == 1 else ()


def given_frame(sentence: Sentence, figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """A seller, a verb of selling, the buyer, the figure: "Chile sells it 40%", "sends Japan a tenth of its coal"."""
    first, _ = sentence.tokens_of(figure.span)
    before = [hit for hit in sentence.places if hit.end <= first and sentence.doc[hit.first].tag_ != "PRP$"]
    if len(before) < 2 or before[-1].form is PlaceForm.DEMONYM:  # noqa: PLR2004 - a seller and a buyer
        return None
    buyer = before[-1]
    verb = (
        sentence.doc[buyer.first - 1]
        if sentence.doc[buyer.first - 1].lower_ != "the"
        else sentence.doc[buyer.first - 2]
    )
    if verb.lemma_.lower() not in words("give") or any(
        one.pos_ not in {"ADV", "DET", "ADJ", "ADP"} for one in sentence.doc[buyer.end : first]
    ):
        return None
    subject = syntax.subject(verb)
    sellers = slots.named(sentence, subject) if subject is not None else ()
    sellers = sellers or _side_by_side(sentence, before[-2], verb)
    if not sellers or buyer in sellers or head.dep_ in syntax.SUBJECTS:
        return None
    supplied = verb.lemma_.lower() in words("grant") or any(
        one.lower_ == "with" for one in sentence.doc[buyer.end : first]
    )  # "its" is Peru's
    own = whole is not None and whole.owners and slots.codes(whole.owners) == slots.codes(sellers)
    needed = whole is not None and any(one.lower_ in words("bought-words") for one in whole.tokens)
    stage = Stage.EXPORTS if ((own and not supplied) or _is_their_own(whole)) and not needed else Stage.IMPORTS
    holders, partners = (sellers, (buyer,)) if stage is Stage.EXPORTS else ((buyer,), sellers)
    return Frame("share.given", holders, partners, stage=stage, verb=verb, whole=whole)


def _side_by_side(sentence: Sentence, hit: PlaceHit, verb: Token) -> tuple[PlaceHit, ...]:
    between = sentence.doc[hit.end : verb.i]
    alone = all(one.lower_ in {"each", "alone", "still", "now"} for one in between)
    return slots.coordinated(sentence, hit) if alone else ()


def _is_their_own(whole: Whole | None) -> bool:
    return whole is not None and any(one.lower_ == "their" for one in whole.tokens)


def in_all(sentence: Sentence, head: Token, verb: Token, whole: Whole | None) -> Frame | None:
    """Who did what "which is" puts in proportion: "it bought 4m tonnes, which was a third of its needs"."""
    above = syntax.governor(verb.head)
    subject = syntax.subject(above) if above is not None and above != verb else None
    start = sentence.span_of(verb.i, verb.i + 1).start
    amount = any(one.kind == "amount" and one.span.end <= start for one in sentence.figures)
    holders = slots.named(sentence, subject) if subject is not None and amount else ()
    return trade(sentence, Frame("share.apposed", holders, verb=above, whole=whole), head) if holders else None


def apposed_frame(sentence: Sentence, figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure puts an amount before it in proportion: "295,000 robots, 54% of the world's", "or 21% of trade"."""
    if whole is None or whole.head.lower_ in BACK | {"which"}:
        return None  # "fell by 2bn euros, half of that from Italy"
    amounts = [one for one in sentence.figures if one.kind == "amount" and one.span.end <= figure.span.start]
    first, _ = sentence.tokens_of(figure.span)
    if not amounts or first - sentence.tokens_of(amounts[-1].span)[1] > APPOSED:
        return None
    verb = syntax.governor(sentence.doc[sentence.tokens_of(amounts[-1].span)[0]])
    subject = syntax.subject(verb) if verb is not None else None
    frame = Frame(
        "share.apposed", slots.named(sentence, subject) if subject is not None else (), verb=verb, whole=whole
    )
    if not frame.holders or others_of(frame, whole):
        return None
    return frame if whole.is_world else trade(sentence, frame, head)
