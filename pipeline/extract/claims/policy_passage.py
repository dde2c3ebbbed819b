"""What may not pass a border: "ore may no longer leave Gabon", "American utilities may not import uranium".

Such a sentence names no government, yet only a state makes such a rule: the country that the goods leave, or whose
people may not do it.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_deeds import goes_abroad, names_good
from pipeline.extract.claims.policy_government import BODIES, Actor, government
from pipeline.extract.claims.policy_mentions import Kind, Mention, words
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import PolicyType
from pipeline.vocab.places import PlaceForm

PEOPLE = frozenset({PlaceForm.DEMONYM, PlaceForm.NAME, PlaceForm.DESCRIPTION, PlaceForm.BODY})


def passages(sentence: Sentence, taken: set[int]) -> Iterator[tuple[Mention, Actor, Token]]:
    """The rules on what may pass a border, with whose they are, and the verb."""
    for verb in sentence.doc:
        lemma = verb.lemma_.lower()
        if lemma in words("letting-out") and verb.i not in taken:
            yield from _let_out(sentence, verb)
        if lemma not in words("passing") or verb.i in taken or not _is_forbidden(verb):
            continue
        subject = syntax.own_subject(verb)
        if subject is None:
            continue
        passive = syntax.is_passive(verb)
        goods = subject if passive or lemma in words("leaving-verbs") else next(syntax.children(verb, "dobj"), None)
        if goods is None or not (names_good(sentence, goods) or _has_good(sentence, goods)):
            continue
        hit = _left(sentence, verb) if goods == subject else _people(sentence, subject)
        if hit is not None:
            into = lemma in words("buying")
            kind = PolicyType.IMPORT_RESTRICTION if into else PolicyType.EXPORT_CONTROL
            first, end = min(goods.i, verb.i), max(goods.i, verb.i) + 1
            yield Mention(first, end, Kind("act.pass", kind), goods), Actor("policy.act", (hit.code,), (hit,)), verb


def _let_out(sentence: Sentence, verb: Token) -> Iterator[tuple[Mention, Actor, Token]]:
    """What a government says may go abroad: "the White House said that the firm may sell its chips to China"."""
    may = any(one.lower_ == "may" for one in verb.children) and not _is_forbidden(verb)
    goods = next(syntax.children(verb, "dobj"), None)
    if not may or goods is None or verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in words("say"):
        return
    hits = government(sentence, syntax.own_subject(verb.head))
    public = bool(hits) and all(hit.form in BODIES for hit in hits)
    if public and names_good(sentence, goods) and goes_abroad(sentence, verb):
        first, end = min(goods.i, verb.i), max(goods.i, verb.i) + 1
        kind = Kind("act.let-pass", PolicyType.EXPORT_CONTROL)
        yield Mention(first, end, kind, goods), Actor("policy.act", slots.codes(hits), hits), verb


def _has_good(sentence: Sentence, noun: Token) -> bool:
    """Whether a commodity stands right behind a noun that the parser took for the whole: "buy Chinese tungsten"."""
    return any(not hit.weak and hit.first == noun.i + 1 for hit in sentence.goods)


def _is_forbidden(verb: Token) -> bool:
    """Whether a rule is told: "may not", "can no longer", "may only ... with a licence"."""
    ruling = any(one.tag_ == "MD" and one.lower_ in {"may", "must", "can"} for one in verb.children)
    before = {one.lower_ for one in verb.doc[max(0, verb.i - 4) : verb.i]}
    return ruling and not before.isdisjoint({"not", "longer", "only"})


def _left(sentence: Sentence, verb: Token) -> PlaceHit | None:
    """The country that goods leave."""
    for noun in syntax.children(verb, "dobj"):
        hit = sentence.place_at(noun)
        if hit is not None:
            return hit
    for preposition in syntax.children(verb, "prep"):
        if preposition.lower_ in {"from", "out"}:
            hit = sentence.place_at(next(syntax.children(preposition, "pobj"), preposition))
            if hit is not None:
                return hit
    return None


def _people(sentence: Sentence, subject: Token) -> PlaceHit | None:
    """The country whose people or body may not do it."""
    owner = slots.owner(sentence, subject) or sentence.place_at(subject)
    return owner if owner is not None and owner.form in PEOPLE else None
