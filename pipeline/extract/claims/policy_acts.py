"""Verbs that are instruments themselves: "banned exports of", "subsidises", "exports halted by Jakarta"."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_deeds import deed, goes_abroad, is_vowed, names_other, orderer, own_people
from pipeline.extract.claims.policy_government import BODIES, Actor, government
from pipeline.extract.claims.policy_mentions import Kind, Mention, words
from pipeline.extract.context import is_stated
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Modality, PolicyStatus
from pipeline.vocab import policies
from pipeline.vocab.places import PlaceForm
from pipeline.vocab.policies import Act, Needs

CODE = 3  # letters of a currency code


def acts(sentence: Sentence, taken: set[int]) -> Iterator[tuple[Mention, Actor, Token]]:
    """The instruments that verbs of the sentence are, with who acts, and the verb."""
    for token in sentence.doc:
        if token.i in taken or not _is_verb(token):
            continue
        for act in policies.acts_of(token.lemma_.lower()):
            target = deed(sentence, token, act) if act.deeds else _target(sentence, token, act)
            if target is None or target.i in taken or not is_vowed(token, act) or not _is_called(token, act):
                continue
            hits = _doer(sentence, token, act)
            if hits and is_stated(sentence, token):
                first, end = min(token.i, target.i), max(token.i, target.i) + 1
                yield (
                    Mention(first, end, Kind(act.id, act.type), target),
                    Actor("policy.act", slots.codes(hits), hits),
                    token,
                )
                break


def _is_called(verb: Token, act: Act) -> bool:
    """Whether the verb calls its object what the act asks for: "designated 34 minerals as critical"."""
    behind = [one for one in verb.subtree if one.lower_ == "as" and one.i > verb.i]
    return not act.called or any(token.lower_ in act.called for one in behind for token in one.subtree)


def _is_verb(token: Token) -> bool:
    """Whether a word is a verb, whatever the tagger says: "to tax exports"."""
    tagged = syntax.is_verb(token) or token.tag_ in {"VBN", "VBD", "VBG"}
    return tagged or any(one.lower_ == "to" and one.dep_ == "aux" for one in token.children)


def _doer(sentence: Sentence, verb: Token, act: Act) -> tuple[PlaceHit, ...]:
    """The government that does it; a bare participle may have its doer before it: "China limiting exports"."""
    if syntax.is_passive(verb):
        hits = government(sentence, syntax.agent(verb)) or _announcer(sentence, verb)
        hits = hits or (own_people(sentence, verb) if act.deeds else ()) or _place_of(sentence, verb)
        hits = hits or (_caller(sentence, verb) if act.called else ())
    elif verb.dep_ in {"amod", "compound"}:
        hits = _before(sentence, verb)
    else:
        hits = _government_or_law(sentence, syntax.subject(verb)) or orderer(sentence, verb)
    if act.needs is Needs.SUM and hits and hits[0].form is PlaceForm.NAME and len(hits) > 1:
        return hits
    if act.body and not all(hit.form in BODIES or hit.anaphor for hit in hits):
        return ()
    return hits


def _caller(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """Who calls goods critical, where the parser hung "by" on what they are called: "listed as critical by Peru"."""
    by = (one for one in verb.subtree if one.lower_ == "by" and one.i > verb.i)
    return government(sentence, next((one for each in by for one in syntax.children(each, "pobj")), None))


def _place_of(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """The country in which goods are banned: "exports of zinc have been banned in Peru"."""
    if verb.lemma_.lower() not in words("banning") or syntax.agent(verb) is not None:
        return ()
    for preposition in syntax.children(verb, "prep"):
        hit = sentence.place_at(next(syntax.children(preposition, "pobj"), preposition))
        if preposition.lower_ == "in" and hit is not None and hit.form is PlaceForm.NAME:
            return (hit,)
    return ()


def _before(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """The doer of a verb that the parser took for a part of its object: "Peru outlawed ore exports"."""
    hit = sentence.place_at(verb.nbor(-1)) if verb.i else None
    if hit is not None and verb.tag_ == "VBG":
        return (hit,)
    return government(sentence, syntax.own_subject(verb) or syntax.subject(verb.head.head))


def _government_or_law(sentence: Sentence, subject: Token | None) -> tuple[PlaceHit, ...]:
    """A government, or the law or plan of one: "an Indian law that bans imports", "Chile's plan to tax exports"."""
    hits = government(sentence, subject)
    if not hits and subject is not None and subject.lemma_.lower() in words("laws") | words("carriers"):
        owner = slots.owner(sentence, subject)
        hits = (owner,) if owner is not None else _maker(sentence, subject)
        if hits:
            return hits
        verb = syntax.governor(subject)
        if verb is not None and subject.dep_ == "dobj":  # "Jakarta has no plan to"
            return government(sentence, syntax.subject(verb))
    return hits


def _maker(sentence: Sentence, law: Token) -> tuple[PlaceHit, ...]:
    """Who made a law, or where it is one: "a decree by the Kenyan cabinet bans", "in Kenya a decree bans"."""
    for preposition in (*syntax.children(law, "prep"), *syntax.children(law.head, "prep")):
        noun = next(syntax.children(preposition, "pobj"), None)
        hit = sentence.place_at(noun) if noun is not None else None
        if preposition.lower_ == "by" and preposition.head == law:
            return government(sentence, noun)
        if preposition.lower_ == "in" and preposition.i < law.i and hit is not None and hit.form is PlaceForm.NAME:
            return (hit,)
    return ()


def _announcer(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """Who says that something is banned: "Exports are prohibited, the trade ministry said"."""
    if syntax.agent(verb) is not None:
        return ()
    for one in (verb.head, *syntax.children(verb, "parataxis", "ccomp")):
        if one != verb and one.lemma_.lower() in words("say"):
            hits = government(sentence, syntax.own_subject(one))
            return hits if all(hit.form in BODIES for hit in hits) else ()
    return ()


def _target(sentence: Sentence, verb: Token, act: Act) -> Token | None:
    """What the verb is done to, if it fits the act."""
    for noun in syntax.children(verb, "dobj", "nsubjpass", "obj", "attr", "dative", "xcomp"):
        named = act.objects and (noun.lower_ in act.objects or noun.lemma_.lower() in act.objects)
        if named and noun.lemma_.lower() in words("home-sales") and not goes_abroad(sentence, noun):
            continue
        if named or (noun.dep_ != "xcomp" and _fits(sentence, noun, act.needs)):
            return noun
    misread = verb.dep_ in {"amod", "compound"} and verb.tag_ in {"VBN", "VBD", "VBG"} and verb.i < verb.head.i
    if (
        (misread or (verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN"))
        and act.objects
        and verb.head.lower_ in act.objects
    ):
        return verb.head
    return None


def _fits(sentence: Sentence, noun: Token, needs: Needs) -> bool:
    """Whether the object of a verb is what an act needs."""
    match needs:
        case Needs.GOOD:
            return _names_good(sentence, noun)
        case Needs.ABROAD:
            return _names_good(sentence, noun) and names_other(sentence, noun)
        case Needs.SUM:
            return names_sum(sentence, noun.left_edge.i, noun.i + 1)
    return needs is Needs.ANY


def _names_good(sentence: Sentence, noun: Token) -> bool:
    inside = {one.i for one in syntax.phrase(noun)}
    return any(not hit.weak and not inside.isdisjoint(range(hit.first, hit.end)) for hit in sentence.goods)


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
    if modality is Modality.POSSIBLE:
        return PolicyStatus.PROPOSED
    if modality is Modality.PLANNED:
        above = verb.head.lemma_.lower() if verb.dep_ in {"xcomp", "ccomp"} else ""
        told = policies.status_of_verb().get(above)
        return told if told is PolicyStatus.PROPOSED else PolicyStatus.ANNOUNCED
    if verb.lemma_.lower() in words("announcing-acts"):
        return PolicyStatus.ANNOUNCED
    return PolicyStatus.ENDED if verb.lemma_.lower() in words("ending-acts") else PolicyStatus.IN_FORCE
