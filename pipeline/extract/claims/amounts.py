"""Quantities and changes: how much a country makes, moves, uses, has or spends, and by how much that rises or falls.

Both need a measure: the noun that the figure is of ("exports of lithium") or the verb that makes it ("mined"). The holder is
who owns the measure or does the verb; a figure of a company, a mine or the world has none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.attribution import attribution
from pipeline.extract.claims import policy
from pipeline.extract.claims.share import head_token
from pipeline.extract.context import context, is_stated
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Bound, Change, Claim, Evidence, Miss, Quantity, SlotSpan, Stage
from pipeline.vocab import rules
from pipeline.vocab.places import PlaceForm

MONEY = 3  # letters of a currency code


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure is of: the rule that read it, its words, its holder, its stage."""

    rule: str
    holders: tuple[PlaceHit, ...]
    anchor: Token
    tokens: tuple[Token, ...]
    stage: Stage | None = None


def words(name: str) -> frozenset[str]:
    """One word class of amounts.toml."""
    return rules.words("amounts")[name]


def is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return len(unit) == MONEY and unit.isalpha() and unit not in {"gwh", "bbl", "bcm", "gal", "teu", "mwh", "kwh"}


def find_quantities(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The absolute figures of countries in a parsed sentence."""
    for figure in sentence.figures:
        if figure.kind != "amount" or figure.unit in {"", "percent", "pp"} or _is_step(sentence, figure):
            continue
        head = head_token(sentence, figure)
        measure = _quantity(sentence, figure, head)
        if measure is None:
            yield Miss(sentence.span, figure.span, "no country's measure for the amount")
        elif is_stated(sentence, measure.anchor):
            yield from _quantity_claims(sentence, figure, measure)


def _is_step(sentence: Sentence, figure: Figure) -> bool:
    """Whether the amount is a rise or fall, not a level: "rose by 3 million tonnes"."""
    first, _ = sentence.tokens_of(figure.span)
    before = sentence.doc[first - 1].lower_ if first else ""
    return before == "by" and bool(figure.direction)


def find_changes(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The rises and falls of countries' measures in a parsed sentence."""
    for figure in sentence.figures:
        if figure.unit not in {"percent", "pp"} and not _is_step(sentence, figure):
            continue
        head = head_token(sentence, figure)
        sign = _sign(sentence, figure, head)
        if not sign:
            continue
        measure = _changed(sentence, figure, head)
        if measure is None:
            yield Miss(sentence.span, figure.span, "a rise or fall without a country's measure")
        elif is_stated(sentence, measure.anchor):
            yield from _change_claims(sentence, figure, measure, sign)


# --- measures ------------------------------------------------------------------------------------------------------


def _quantity(sentence: Sentence, figure: Figure, head: Token) -> Measure | None:
    verb = syntax.governor(head)
    if is_money(figure.unit):
        spent = _public_money(sentence, head, verb)
        if spent is not None:
            return spent
    named = _measure_noun(sentence, head)
    if named is not None:
        return named
    if verb is None:
        return None
    lemma, subject = verb.lemma_.lower(), syntax.subject(verb)
    if lemma in words("reach-verbs") and subject is not None and head.dep_ not in syntax.SUBJECTS:
        found = _of_noun(sentence, subject, "quantity.measure", verb)
        if found is not None:
            return found
    if lemma in words("flow-verbs"):
        doer = syntax.agent(verb) if syntax.is_passive(verb) else subject
        hits = slots.named(sentence, doer) if doer is not None and doer.i != head.i else ()
        if hits and doer is not None and not _company(sentence, doer):
            read = slots.stage_of_verb(sentence, verb)
            stage = read.stage if read is not None else _having(lemma)
            if is_money(figure.unit) and stage not in {Stage.EXPORTS, Stage.IMPORTS, Stage.SALES}:
                return None
            return Measure("quantity.flow", hits, verb, tuple(head.subtree), stage)
    return None


def _having(lemma: str) -> Stage | None:
    return Stage.RESERVES if lemma in {"hold", "have", "possess", "host", "boast", "sit"} else None


def _company(sentence: Sentence, token: Token) -> bool:
    """Whether a noun phrase is one company of a country rather than the country or its industry."""
    return sentence.place_at(token) is None and token.tag_ == "NN" and token.lower_ in {"company", "firm", "maker", "group", "giant", "producer", "miner", "mine", "plant", "startup", "developer", "utility"}


def _public_money(sentence: Sentence, head: Token, verb: Token | None) -> Measure | None:
    """A sum that a government gives: as subject of a verb of spending, or as giver of the grant."""
    if any(one.lower_ in words("not-measures") for one in (head, head.head)):
        return None
    for mention in policy.mentions(sentence):
        if mention.kind.id.startswith("subsidy") or mention.kind.id in {"stockpile", "strategy"} or mention.kind.actor:
            inside = {one.i for one in mention.head.subtree}
            if head.i in inside or mention.head.i in {one.i for one in head.subtree} or abs(mention.first - head.i) <= 4:
                actor = policy.find_actor(sentence, mention)
                if actor is not None and actor.hits:
                    return Measure("quantity.public-money", actor.hits, mention.head, tuple(mention.head.subtree), Stage.INVESTMENT)
    if verb is not None and verb.lemma_.lower() in words("spend-verbs") and not syntax.is_passive(verb):
        hits = policy.government(sentence, syntax.subject(verb))
        if hits and all(hit.form is not PlaceForm.DEMONYM for hit in hits):
            return Measure("quantity.public-money", hits, verb, tuple(verb.subtree), Stage.INVESTMENT)
    return None


def _measure_noun(sentence: Sentence, head: Token) -> Measure | None:
    """The figure hangs on a measure: "output of 5 Mt", "5 Mt of exports", "reserves (22 Mt)"."""
    for one in (head, head.head, head.head.head):
        if one.lower_ in words("measures") and one.pos_ in {"NOUN", "PROPN"}:
            return _of_noun(sentence, one, "quantity.measure", syntax.governor(one) or one)
    for preposition in syntax.children(head, "prep"):
        noun = next(syntax.children(preposition, "pobj"), None)
        if preposition.lower_ in {"of", "in"} and noun is not None and noun.lower_ in words("measures"):
            return _of_noun(sentence, noun, "quantity.measure", syntax.governor(head) or noun)
    return None


def _of_noun(sentence: Sentence, noun: Token, rule: str, anchor: Token) -> Measure | None:
    """The measure that a noun phrase states, if a country owns it."""
    if noun.lower_ in words("not-measures") and noun.lower_ not in words("measures"):
        return None
    tokens = tuple(one for one in noun.subtree if one.dep_ not in {"relcl", "advcl"})
    stage = slots.stage_in(sentence, list(syntax.phrase(noun)))
    good = slots.good_in(sentence, tokens)
    if stage is None and good is None:
        return None
    hits = _owners(sentence, noun)
    if not hits:
        return None
    return Measure(rule, hits, anchor, tokens, stage.stage if stage is not None else None)


def _owners(sentence: Sentence, noun: Token) -> tuple[PlaceHit, ...]:
    """Whose measure it is: its owner, or the place after "by", "in", "from" or "of"."""
    owned = slots.owner(sentence, noun)
    if owned is not None:
        return slots.coordinated(sentence, owned)
    for token in noun.subtree:
        if token.dep_ == "prep" and token.lower_ in {"in", "from", "by", "of", "across"}:
            target = next(syntax.children(token, "pobj"), None)
            if target is not None:
                hit = sentence.place_at(target)
                if hit is not None:
                    return slots.coordinated(sentence, hit)
    verb = syntax.governor(noun)
    if verb is not None and noun.dep_ in {"dobj", "attr"} and not syntax.is_passive(verb):
        subject = syntax.subject(verb)
        hits = slots.named(sentence, subject) if subject is not None else ()
        if hits and subject is not None and sentence.place_at(subject) is not None:
            return hits
    if verb is not None:
        for preposition in syntax.children(verb, "prep"):
            target = next(syntax.children(preposition, "pobj"), None)
            if preposition.lower_ in {"in", "across"} and target is not None and sentence.place_at(target) is not None:
                return slots.named(sentence, target)
    return ()


def _changed(sentence: Sentence, figure: Figure, head: Token) -> Measure | None:
    """What rises or falls: the subject of the verb, its object, or the noun after "in"."""
    for noun in (head, head.head):
        for preposition in syntax.children(noun, "prep"):
            target = next(syntax.children(preposition, "pobj"), None)
            if preposition.lower_ in {"in", "of", "for"} and target is not None and noun.pos_ == "NOUN":
                found = _of_noun(sentence, target, "change.measure", syntax.governor(head) or head)
                if found is not None:
                    return found
    verb = syntax.governor(head)
    for _ in range(2):
        if verb is None:
            return None
        for noun in (*syntax.children(verb, "dobj"), syntax.subject(verb)):
            if noun is not None and noun.i not in range(*sentence.tokens_of(figure.span)):
                found = _of_noun(sentence, noun, "change.measure", verb)
                if found is not None:
                    return found
        verb = syntax.governor(verb.head) if verb.head != verb else None
    return None


def _sign(sentence: Sentence, figure: Figure, head: Token) -> int:
    if figure.direction:
        return 1 if figure.direction == "up" else -1
    return 0


# --- claims --------------------------------------------------------------------------------------------------------


def _quantity_claims(sentence: Sentence, figure: Figure, measure: Measure) -> Iterator[Claim | Miss]:
    good = _good(sentence, figure, measure)
    if good is None:
        yield Miss(sentence.span, figure.span, "an amount without a commodity")
        return
    spans, year, said = _common(sentence, figure, measure, good)
    stage = measure.stage
    if stage is None:
        read = slots.stage_in(sentence, list(measure.tokens))
        stage = read.stage if read is not None else Stage.PRODUCTION
    if "/" in figure.unit and "bbl" not in figure.unit:
        stage = Stage.PRICE
    yield Quantity(
        evidence=Evidence(sentence.span, measure.rule, spans),
        countries=slots.codes(measure.holders),
        commodity=good.name,
        stage=slots.settle(stage, good.kind),
        value_low=figure.low,
        value_high=figure.high,
        unit=figure.unit,
        bound=figure.bound,
        year=year,
        modality=context(sentence, measure.anchor).modality,
        attribution=said,
    )


def _change_claims(sentence: Sentence, figure: Figure, measure: Measure, sign: int) -> Iterator[Claim | Miss]:
    good = _good(sentence, figure, measure)
    if good is None:
        yield Miss(sentence.span, figure.span, "a rise or fall without a commodity")
        return
    spans, year, said = _common(sentence, figure, measure, good)
    stage = measure.stage
    if stage is None:
        read = slots.stage_in(sentence, list(measure.tokens))
        stage = read.stage if read is not None else Stage.PRODUCTION
    low = sign * figure.low if figure.low is not None else None
    high = sign * figure.high if figure.high is not None else None
    if low is not None and high is not None and low > high:
        low, high = high, low
    yield Change(
        evidence=Evidence(sentence.span, measure.rule, spans),
        countries=slots.codes(measure.holders),
        commodity=good.name,
        stage=slots.settle(stage, good.kind),
        value_low=low,
        value_high=high,
        unit=figure.unit,
        bound=figure.bound,
        year=year,
        modality=context(sentence, measure.anchor).modality,
        attribution=said,
    )


def _good(sentence: Sentence, figure: Figure, measure: Measure) -> slots.Good | None:
    first, end = sentence.tokens_of(figure.span)
    head = head_token(sentence, figure)
    own = [*head.subtree] if head.i in range(first, end) else []
    return (
        slots.good_in(sentence, [one for one in own if one.i >= first], first)
        or slots.good_in(sentence, measure.tokens, first)
        or slots.good_in(sentence, syntax.clause(measure.anchor), first)
        or slots.good_in(sentence, sentence.doc, first)
        or slots.carried_good(sentence)
    )


def _common(
    sentence: Sentence, figure: Figure, measure: Measure, good: slots.Good
) -> tuple[tuple[SlotSpan, ...], int | None, str]:
    said = attribution(sentence, measure.anchor)
    year, year_span = slots.year(sentence, figure.span)
    spans = [SlotSpan("countries", hit.span) for hit in measure.holders]
    spans.append(SlotSpan("value", figure.span))
    spans += [SlotSpan(name, one) for name, one in (("commodity", good.span), ("year", year_span)) if one is not None]
    if said is not None:
        spans.append(SlotSpan("attribution", said.span))
    return tuple(spans), year, said.text if said is not None else ""


