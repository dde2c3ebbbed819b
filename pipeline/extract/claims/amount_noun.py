"""The measure that a noun states: "exports of 5 Mt", "a 5% rise in Chilean output", "reserves (22 Mt)"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims import holder
from pipeline.extract.claims.amount_model import NO_MEASURE, Measure, Point
from pipeline.extract.claims.amount_owner import whose
from pipeline.extract.claims.amount_unfit import unfit
from pipeline.extract.claims.holder import COMPANY, NOBODY, words
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Change, Quantity, Stage
from pipeline.vocab.places import PlaceForm

ISO = 3  # letters of a country's code
PAIR = 2
BRANCH = 12  # sentences in which the company of a branch may be named
MORE = (("export-nouns", Stage.EXPORTS), ("import-nouns", Stage.IMPORTS), ("use-nouns", Stage.CONSUMPTION))


def at_noun(point: Point, node: Token) -> Measure | str:
    """The node is a measure, or has one after "in", "of" or before it: "5 Mt of exports", "a 5% rise in exports"."""
    inside, head = point.inside, point.head
    anchor = syntax.governor(head) or node
    if node.lower_ in words("measures") and node.i not in inside:
        return of_noun(point, node, anchor)
    if node.lower_ in words("instruments"):
        return holder.PARAMETER
    through = node == head or node.lower_ in words("pass-through") or node.lower_ in words("measure-lemmas")
    if not through:
        return ""
    for preposition in syntax.children(node, "prep"):
        if preposition.lower_ in {"of", "in", "for"} and preposition.i >= inside.stop - 1:
            for target in syntax.children(preposition, "pobj"):
                sector = target.lower_ in words("sector-nouns")
                if (target.lower_ in words("measures") or sector) and not (sector and node == head):
                    return of_noun(point, target, anchor)
    for child in syntax.children(node, "compound", "poss", "nmod", "amod"):
        if child.lower_ in words("measures") and child.i not in inside:
            return of_noun(point, child, anchor, extra=node)
    return ""


def of_noun(
    point: Point, noun: Token, anchor: Token, extra: Token | None = None, *, carries: bool = True
) -> Measure | str:
    """The measure that a noun phrase states, with its holder; from the sentences before only if it `carries`."""
    sentence = point.sentence
    tokens = tuple(one for one in noun.subtree if not _in_clause(one, noun))
    if extra is not None:
        tokens = tuple(sorted({*tokens, *syntax.phrase(extra)}, key=lambda one: one.i))
    pointed = _pointed(noun)
    stage = _stage(sentence, pointed, tokens)
    unstaged = stage is None and pointed.lower_ not in words("unstaged") | words("flow-nouns")
    reason = unfit(point, noun, pointed, tokens) or (NO_MEASURE if unstaged else "")
    if reason:
        return reason
    into = _into(sentence, tokens) if stage is Stage.EXPORTS else None
    sides = (into,) if into is not None else _traders(sentence, noun) if noun.lower_ == "trade" else ()
    if sides:
        return Measure(
            "measure", sides, anchor, tokens, Stage.IMPORTS if into is not None else Stage.NONE, _traded(sentence, noun)
        )
    owned = extra is not None and slots.owner(sentence, extra) is not None
    found = whose(point, (extra or noun) if owned else noun, pointed, stage)
    domestic = any(one.lower_ in words("domestic") for one in noun.subtree)
    market = noun.lower_ in words("sector-nouns") and not domestic
    if found == NOBODY and carries and stage not in {Stage.PRICE, Stage.INVESTMENT} and not market:
        found = holder.carried(sentence, domestic=domestic)
    if isinstance(found, str) or (stage is Stage.PRICE and _is_exchange(sentence, found)):
        return found if isinstance(found, str) else NOBODY
    read = Measure("measure", found, anchor, tokens, stage, _traded(sentence, noun) if _has_side(noun) else None)
    if _is_companys(sentence, noun, read):
        return COMPANY
    read = replace(read, stage=_settled(sentence, noun, read))
    if read.stage is None:
        return replace(read, stage=Stage.NONE) if pointed.lower_ in words("unstaged") else NO_MEASURE
    return read


def _traded(sentence: Sentence, noun: Token) -> slots.Good | None:
    """What "trade" is in: the goods that its phrase names, else all; None for other measures."""
    if noun.lower_ != "trade":
        return None
    return slots.good_in(sentence, [one for one in syntax.phrase(noun) if one != noun]) or slots.Good("goods", None)


def _traders(sentence: Sentence, noun: Token) -> tuple[PlaceHit, ...]:
    """The two sides of a trade told as one: "trade between Peru and Kenya", "bilateral trade" after two names."""
    between = next((one for one in syntax.children(noun, "prep") if one.lower_ == "between"), None)
    mutual = any(one.lower_ in words("mutual") for one in noun.lefts)
    if between is None and not mutual:
        return ()
    hits = [hit for hit in sentence.places if hit.first > noun.i] if between is not None else list(sentence.places)
    countries: dict[str, PlaceHit] = {}
    for hit in hits:
        if len(hit.code) == ISO:
            countries.setdefault(hit.code, hit)
    return tuple(countries.values()) if len(countries) == PAIR else ()


def _is_exchange(sentence: Sentence, found: tuple[PlaceHit, ...]) -> bool:
    """Whether a price is that of an exchange in a capital: "copper prices in London"."""
    return all(hit.form is PlaceForm.CAPITAL and sentence.doc[hit.first - 1].lower_ == "in" for hit in found)


def _has_side(noun: Token) -> bool:
    """Whether a noun of trade tells with whom: "the EU's trade with Russia"."""
    return noun.lower_ == "trade" and any(one.lower_ == "with" for one in syntax.children(noun, "prep"))


def _settled(sentence: Sentence, noun: Token, read: Measure) -> Stage | None:
    """The stage of a measure, where its holder, its verb or the sentences before tell it better than its noun."""
    if noun.lower_ in words("flow-nouns") and not sentence.span.contains(read.holders[0].span):
        return _stage_before(sentence, read.countries) or read.stage
    put_up = read.anchor.lemma_.lower() == "add" and any(one.lower_ in words("power-words") for one in read.tokens)
    if put_up or read.anchor.lemma_.lower() == "install":
        return Stage.CONSUMPTION
    abroad = read.stage is Stage.SALES and _sold_abroad(sentence, read.tokens, read.holders)
    return Stage.EXPORTS if abroad else read.stage


def _is_companys(sentence: Sentence, noun: Token, read: Measure) -> bool:
    """Whether the sentence shows that a measure is one company's or project's, though a country stands near."""
    owned = slots.owner(sentence, noun) is not None
    if read.stage is Stage.RESERVES and not owned:
        return any(one.lower_ in words("project-signs") for one in sentence.doc)
    product = noun.lower_ in words("company-measures") and any(one.lower_ == "peak" for one in read.tokens)
    if product:
        return True  # "peak U.S. sales" of a new drug
    if read.stage is Stage.INVESTMENT and not owned and holder.near_company(sentence):
        return True
    if noun.lower_ in words("plant-measures"):
        if not owned and any(one.lower_ in words("results") for one in sentence.doc):
            return True
        if _is_named_after(sentence, noun) and holder.near_company(sentence, BRANCH):
            return True
    clause = (*read.tokens, *syntax.clause(read.anchor))
    return _is_unnamed_trade(sentence, noun, clause) or _is_invested(sentence, noun, read.anchor, read.stage)


def _is_named_after(sentence: Sentence, noun: Token) -> bool:
    """Whether a bare name stands before the measure, as companies call their branches: "India biodiesel capacity"."""
    before = (one for one in syntax.phrase(noun) if one.i < noun.i and one.dep_ in {"compound", "nmod", "nsubj"})
    hits = (sentence.place_at(one) for one in before)
    return any(hit is not None and hit.form is PlaceForm.NAME for hit in hits)


def _is_invested(sentence: Sentence, noun: Token, anchor: Token, stage: Stage | None) -> bool:
    """Whether a company is the subject of an investment, wherever that goes."""
    giver = syntax.subject(anchor) if stage is Stage.INVESTMENT and syntax.is_verb(anchor) else None
    return giver is not None and noun not in giver.subtree and holder.is_company(sentence, giver)


def _stage_before(sentence: Sentence, codes: tuple[str, ...]) -> Stage | None:
    """The direction of the shipments that the sentences before speak of: "into Canada" makes them all imports."""
    told = (one for before in sentence.back(holder.LOOK_BACK) for one in before.claims)
    same = (one.stage for one in told if isinstance(one, Quantity | Change) and one.countries == codes)
    return next((stage for stage in same if stage in {Stage.EXPORTS, Stage.IMPORTS}), None)


def _into(sentence: Sentence, tokens: tuple[Token, ...]) -> PlaceHit | None:
    """The country that shipments go into: it imports them."""
    prepositions = (one for one in tokens if one.lower_ in words("into") and one.dep_ == "prep")
    targets = (sentence.place_at(target) for one in prepositions for target in syntax.children(one, "pobj"))
    return next((hit for hit in targets if hit is not None), None)


def _is_unnamed_trade(sentence: Sentence, noun: Token, tokens: tuple[Token, ...]) -> bool:
    """Sales "in Norway" of nothing named, or beside revenues, are those of a company or of all retail trade."""
    if noun.lower_ not in words("company-measures"):
        return False
    if any(one.lower_ in words("results") for one in sentence.doc):
        return True
    if any(isinstance(one, Quantity | Change) for before in sentence.back(1) for one in before.claims):
        return False  # a report of trade goes on
    if slots.owner(sentence, noun) is not None:
        return False
    return slots.good_in(sentence, tokens) is None or any(one.lower_ in words("excluding") for one in tokens)


def _in_clause(token: Token, noun: Token) -> bool:
    while token != noun:
        if token.dep_ in {"relcl", "advcl", "parataxis"} or (token.dep_ == "conj" and token.head == noun):
            return True
        token = token.head
    return False


def _pointed(noun: Token) -> Token:
    """The measure that "the volume of exports" or "the total for output" points at."""
    if noun.lower_ in words("measure-lemmas") | words("pass-through"):
        for preposition in syntax.children(noun, "prep"):
            for target in syntax.children(preposition, "pobj"):
                if target.lower_ in words("measures"):
                    return target
        for child in syntax.children(noun, "compound", "nmod", "amod"):
            if child.lower_ in words("measures"):
                return child
    return noun


def _stage(sentence: Sentence, noun: Token, tokens: tuple[Token, ...]) -> Stage | None:
    if noun.lower_ in words("unstaged"):
        return None
    for name, stage in MORE:
        if noun.lower_ in words(name):
            return stage
    own = [one for one in syntax.phrase(noun) if one.i <= noun.i]
    read = slots.stage_in(sentence, own)
    if read is None:
        read = slots.stage_in(sentence, tokens)
    if read is not None and read.stage is Stage.RESERVES and {one.lower_ for one in tokens} & {"capacity"}:
        return Stage.PRODUCTION
    return read.stage if read is not None else None


def _sold_abroad(sentence: Sentence, tokens: tuple[Token, ...], whose: tuple[PlaceHit, ...]) -> bool:
    """Sales "to" another country are exports."""
    held = {hit.code for hit in whose}
    for token in tokens:
        if token.lower_ in {"to", "abroad", "overseas"} and token.dep_ in {"prep", "advmod", "amod"}:
            targets = [sentence.place_at(one) for one in syntax.children(token, "pobj")]
            if any(holder.is_uncoded(sentence, one) for one in syntax.children(token, "pobj")):
                return True
            if token.lower_ != "to" or any(hit is not None and hit.code not in held for hit in targets):
                return True
    return False


def measures_of(subject: Token) -> Iterator[Token]:
    """The measure in a subject: its head, or the noun it points at ("growth in exports")."""
    if subject.lower_ in words("measures") or subject.lower_ in words("sector-nouns"):
        yield subject
    elif subject.lower_ in words("measure-lemmas") | words("pass-through"):
        pointed = _pointed(subject)
        if pointed != subject:
            yield pointed
