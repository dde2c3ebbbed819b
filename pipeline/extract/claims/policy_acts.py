"""Verbs that are instruments themselves: "banned exports of", "subsidises", "exports halted by Jakarta"."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_deeds import (
    deed,
    goes_abroad,
    is_vowed,
    names_good,
    names_other,
)
from pipeline.extract.claims.policy_doer import doer
from pipeline.extract.claims.policy_government import Actor, government
from pipeline.extract.claims.policy_mentions import Kind, Mention, words
from pipeline.extract.context import is_stated
from pipeline.extract.sentence import Sentence
from pipeline.types import Modality, PolicyStatus, PolicyType
from pipeline.vocab import policies
from pipeline.vocab.cues import inflected
from pipeline.vocab.policies import Act, Needs

CODE = 3  # letters of a currency code
REACH = 14  # tokens behind a verb in which a word that it needs stands


def acts(sentence: Sentence, taken: set[int]) -> Iterator[tuple[Mention, Actor, Token]]:
    """The instruments that verbs of the sentence are, with who acts, and the verb."""
    for token in sentence.doc:
        if token.i in taken or not _is_verb(token):
            continue
        for act in _acts_of(token):
            target = deed(sentence, token, act, taken) if act.deeds else _target(sentence, token, act)
            if target is None or target.i in taken or not _is_meant(sentence, token, act):
                continue
            hits = doer(sentence, token, act) if not _is_forced(token) else ()
            if hits and is_stated(sentence, token):
                first, end = min(token.i, target.i), max(token.i, target.i) + 1
                yield (
                    Mention(first, end, Kind(act.id, act.type), target),
                    Actor("policy.act", slots.codes(hits), hits),
                    token,
                )
                break


def _is_forced(verb: Token) -> bool:
    """Whether nobody decides on what the verb tells: "was forced to suspend exports"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words("forcing") and syntax.is_passive(verb.head)


def _acts_of(verb: Token) -> tuple[Act, ...]:
    """The acts that a verb may be, with its particle or without: "take over", "set aside"."""
    lemma = _past_forms().get(verb.lower_, "") if verb.tag_ == "JJ" else verb.lemma_.lower()
    beside = [one.lower_ for one in verb.rights if one.dep_ in {"prt", "advmod"}]
    with_particle = [act for one in beside for act in policies.acts_of(f"{lemma} {one}")]
    return (*with_particle, *policies.acts_of(lemma))


@cache
def _past_forms() -> dict[str, str]:
    """Past form in -ed -> verb, for those that the tagger takes for adjectives."""
    verbs = {verb for act in policies.acts() for verb in act.verbs}
    return {form: verb for verb in verbs for form in inflected(verb) if form.endswith("ed")}


def _is_meant(sentence: Sentence, verb: Token, act: Act) -> bool:
    """Whether what else an act asks for stands around its verb."""
    tells = any(one.lower_ in act.tells for one in verb.subtree if verb.i < one.i <= verb.i + REACH)
    if act.id in words("states") and verb.dep_ == "xcomp":
        return False
    stays = not act.home or not _names_other_country(sentence, verb)
    return is_vowed(verb, act) and _is_called(verb, act) and (tells or not act.tells) and stays


def _names_other_country(sentence: Sentence, verb: Token) -> bool:
    """Whether what a verb is done with or to is in another country than its doer: "pledged $10m to Peru"."""
    behind = {one.i for one in verb.subtree if one.i > verb.i}
    doers = {hit.code for hit in government(sentence, syntax.subject(verb))}
    return any(hit.first in behind and hit.code not in doers for hit in sentence.places)


def _is_called(verb: Token, act: Act) -> bool:
    """Whether the verb calls its object what the act asks for: "designated 34 minerals as critical"."""
    behind = [one for one in verb.subtree if one.lower_ == "as" and one.i > verb.i]
    return not act.called or any(token.lower_ in act.called for one in behind for token in one.subtree)


def _is_verb(token: Token) -> bool:
    """Whether a word is a verb, whatever the tagger says: "to tax exports", "and outlawed exports"."""
    tagged = syntax.is_verb(token) or token.tag_ in {"VBN", "VBD", "VBG"}
    before = token.nbor(-1) if token.i else None
    adjective = token.tag_ == "JJ" and token.dep_ == "amod" and before is not None and before.dep_ == "cc"
    return tagged or adjective or any(one.lower_ == "to" and one.dep_ == "aux" for one in token.children)


def _target(sentence: Sentence, verb: Token, act: Act) -> Token | None:
    """What the verb is done to, if it fits the act."""
    if act.needs in {Needs.FROM, Needs.OVER, Needs.WITH}:
        return _behind(sentence, verb, act.needs)
    for child in _done_to(verb, act):
        noun = _controlled(child)
        named = act.objects and (noun.lower_ in act.objects or noun.lemma_.lower() in act.objects)
        if _is_no_good(sentence, noun, act):
            continue
        if named and noun.lemma_.lower() in words("home-sales") and not goes_abroad(sentence, noun):
            continue
        if act.needs is Needs.SUM and approves_venture(verb):
            continue
        fits = act.id not in words("by-object") and noun.dep_ != "xcomp" and _fits(sentence, noun, act.needs)
        if named or fits:
            return noun
    given = _given_with(sentence, verb) if act.needs is Needs.SUM else None
    if given is not None:
        return given
    misread = verb.dep_ in {"amod", "compound"} and verb.i < verb.head.i
    if (
        (misread or (verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN"))
        and act.objects
        and verb.head.lower_ in act.objects
        and not _is_no_good(sentence, verb.head, act)
    ):
        return verb.head
    return None


def approves_venture(verb: Token) -> bool:
    """Whether a state lets a firm do something at the firm's own cost: "approved a $40 million project"."""
    approved = syntax.children(verb, "dobj", "nsubjpass")
    return verb.lemma_.lower() == "approve" and any(one.lemma_.lower() in words("ventures") for one in approved)


def _is_no_good(sentence: Sentence, noun: Token, act: Act) -> bool:
    """Whether an act on goods is done to what is none: "subsidises Peru", "halted aid deliveries"."""
    if act.type is PolicyType.SUBSIDY:
        return sentence.place_at(noun) is not None
    if act.type is PolicyType.STOCKPILE:
        own = {one.lower_ for one in syntax.children(noun, "compound", "amod", "nmod")}
        return noun.lemma_.lower() in words("talks") or not own.isdisjoint(words("book-stocks"))
    beside = {one.lower_ for one in syntax.children(noun, "compound", "amod", "nmod")}
    return act.type is PolicyType.EXPORT_CONTROL and not beside.isdisjoint(words("relief-goods"))


def _given_with(sentence: Sentence, verb: Token) -> Token | None:
    """The sum that somebody is provided with: "will back the mine with 20 million euros"."""
    if verb.lemma_.lower() not in words("giving-with"):
        return None
    sides = (one for one in syntax.children(verb, "prep") if one.lower_ == "with")
    nouns = (noun for one in sides for noun in syntax.children(one, "pobj"))
    return next((noun for noun in nouns if names_sum(sentence, noun.left_edge.i, noun.i + 1)), None)


def _done_to(verb: Token, act: Act) -> Iterator[Token]:
    """The nouns to which a verb may be done, those of a small clause too: "made the ethanol blend compulsory"."""
    yield from syntax.children(verb, "dobj", "nsubjpass", "obj", "attr", "dative", "xcomp")
    for one in syntax.children(verb, "ccomp"):
        if one.pos_ == "ADJ" or one.lower_ in act.tells:
            yield from syntax.children(one, "nsubj")


def _controlled(noun: Token) -> Token:
    """What is taken where the object is only "control of" it: "seized control of the mine"."""
    of = next((one for one in syntax.children(noun, "prep") if one.lower_ == "of"), None)
    if noun.lower_ not in words("control-nouns") or of is None:
        return noun
    return next(syntax.children(of, "pobj"), noun)


def _behind(sentence: Sentence, verb: Token, needs: Needs) -> Token | None:
    """The noun behind a preposition that an act needs: "barred firms from the gold trade", "talks with Peru on tin"."""
    over = {"from", "out"} if needs is Needs.FROM else words("over")
    if needs is Needs.WITH:
        sides = [one for one in verb.subtree if one.lower_ == "with" and one.i > verb.i]
        if not any(government(sentence, noun) for one in sides for noun in syntax.children(one, "pobj")):
            return None
    prepositions = [one for one in verb.subtree if one.dep_ == "prep" and one.lower_ in over and one.i > verb.i]
    nouns = (noun for one in prepositions for noun in syntax.children(one, "pobj"))
    return next((noun for noun in nouns if names_good(sentence, noun)), None)


def _fits(sentence: Sentence, noun: Token, needs: Needs) -> bool:
    """Whether the object of a verb is what an act needs."""
    match needs:
        case Needs.GOOD:
            return names_good(sentence, noun)
        case Needs.ABROAD:
            return names_good(sentence, noun) and names_other(sentence, noun)
        case Needs.SUM:
            return names_sum(sentence, noun.left_edge.i, noun.i + 1)
    return needs is Needs.ANY


def names_sum(sentence: Sentence, first: int, end: int) -> bool:
    """Whether a sum of money is among the tokens `first` up to `end`."""
    here = sentence.span_of(first, end)
    return any(is_currency(one.unit) and one.span.overlaps(here) for one in sentence.figures)


def is_currency(unit: str) -> bool:
    """Whether a unit is a currency code."""
    return len(unit) == CODE and unit.isalpha() and unit not in words("not-money")


def act_status(modality: Modality, verb: Token) -> PolicyStatus:
    """The status that the act's modality and verb tell."""
    if modality is Modality.NEGATED:
        return PolicyStatus.NONE
    if modality is Modality.POSSIBLE or verb.lemma_.lower() in words("proposing-acts"):
        return PolicyStatus.PROPOSED
    if modality is Modality.PLANNED:
        above = verb.head.lemma_.lower() if verb.dep_ in {"xcomp", "ccomp"} else ""
        told = policies.status_of_verb().get(above)
        return told if told is PolicyStatus.PROPOSED else PolicyStatus.ANNOUNCED
    if verb.lemma_.lower() in words("announcing-acts"):
        return PolicyStatus.ANNOUNCED
    return PolicyStatus.ENDED if verb.lemma_.lower() in words("ending-acts") else PolicyStatus.IN_FORCE
