"""The commodities that an aim is at."""

from spacy.tokens import Doc, Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.goal_actor import words
from pipeline.extract.claims.goal_model import Aim
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.extract.slots_good import EVERYTHING
from pipeline.types import Goal
from pipeline.vocab.stages import by_noun, by_verb

FAR, WEAK_FAR = 4, 2  # sentences back in which the commodity of a plain aim, and of an effort, may have been named
SECURED = 4  # words behind "food" among which "security" may stand
TARGET = 3  # words before a commodity among which "into" may stand
FURTHER = 16  # words before a commodity behind "with" among which "replace" may stand
NO_GOOD = slots.Good("", None)  # an aim for the climate is at no commodity


def is_climate(tokens: tuple[Token, ...]) -> bool:
    """Whether an outcome is about emissions, which has no commodity."""
    text = f" {' '.join(one.lower_ for one in tokens)} ".replace(" - ", "-")
    return any(f" {one} " in text for one in words("climate"))


def goods(sentence: Sentence, aim: Aim, tokens: tuple[Token, ...]) -> tuple[slots.Good, ...]:
    """The commodities of an outcome: in its own words, in those of the part before, in the sentence, before it."""
    inside = {one.i for one in _main(tokens)}
    hits = [hit for hit in sentence.goods if not hit.weak and hit.first in inside]
    if is_climate(tokens) or (not hits and _is_broad(aim.outcome)):
        return (NO_GOOD,)
    hits = _of_object(aim, hits)
    if hits:
        turned = aim.outcome.lemma_.lower() in words("turning") | words("replacing-with")
        return tuple(slots.Good(hit.name, hit.kind, hit.span) for hit in _listed(sentence, hits, turned=turned))
    if aim.rule == "goal.should":
        return _of_targets(sentence)
    if aim.outcome.lemma_.lower() not in words("outcome") | words("carrying") and syntax.is_verb(aim.outcome):
        return ()
    if tokens[0].i > aim.tokens[0].i:
        return goods(sentence, aim, tuple(one for one in aim.tokens if one.i < tokens[0].i))
    return _weak_goods(sentence, aim, tokens, inside)


def _weak_goods(sentence: Sentence, aim: Aim, tokens: tuple[Token, ...], inside: set[int]) -> tuple[slots.Good, ...]:
    """The commodity that a class word in an outcome means, else the one named near it or spoken of before."""
    weak = [hit for hit in sentence.goods if hit.weak and hit.first in inside and not _only_modifies(sentence, hit)]
    if weak:
        secured = any(one.lower_ in words("security") for one in sentence.doc[weak[0].end : weak[0].end + SECURED])
        own = secured or weak[0].name in words("own-classes")
        return (slots.Good(weak[0].name, weak[0].kind, weak[0].span) if own else slots.meant(sentence, weak[0]),)
    near = _near(sentence, aim, tokens)
    if near is not None:
        return (near,)
    before = slots.last_good(sentence, FAR if aim.strong else WEAK_FAR) if _points_back(sentence, tokens) else None
    return (before,) if before is not None and slots.recurs(sentence, before.name) else ()


def _is_told_behind(token: Token) -> bool:
    """Whether the words behind a pronoun tell what it is: "those of rivals"."""
    return token.tag_ == "DT" and any(one.lower_ == "of" for one in token.rights)


def _only_modifies(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether a word for all goods only tells a kind of something else: "avert a trade war"."""
    last = sentence.doc[hit.end - 1]
    return hit.name == EVERYTHING and last.dep_ == "compound" and last.head.lemma_.lower() not in by_noun()


def _points_back(sentence: Sentence, tokens: tuple[Token, ...]) -> bool:
    """Whether an outcome leaves open what it is about: "lift output", "loosen that hold", not "avert a trade war"."""
    span = sentence.span_of(tokens[0].i, tokens[-1].i + 1)
    if any(figure.span.overlaps(span) for figure in sentence.figures):
        return True
    told = [one for one in _main(tokens) if not _is_told_behind(one)]
    heads = (one for one in told if one.dep_ not in {"compound", "amod"} or one.head not in tokens)
    borne = {form for one in told for form in (one.lower_, one.lemma_.lower())}
    staged = {form for one in heads for form in (one.lower_, one.lemma_.lower())}
    return not borne.isdisjoint(words("bearers")) or not (staged.isdisjoint(by_noun()) and staged.isdisjoint(by_verb()))


def _of_object(aim: Aim, hits: list[GoodHit]) -> list[GoodHit]:
    """The goods that the outcome is done to, where its subject names others: "its carmakers to get their chips"."""
    subject = syntax.own_subject(aim.outcome) if syntax.is_verb(aim.outcome) else None
    if subject is None or syntax.is_passive(aim.outcome):
        return hits
    behind = [hit for hit in hits if hit.first > aim.outcome.i]
    return behind or hits


def _of_targets(sentence: Sentence) -> tuple[slots.Good, ...]:
    """The commodity of the targets in the sentence before."""
    told = [one for one in sentence.previous.claims if isinstance(one, Goal)] if sentence.previous is not None else []
    return tuple(slots.Good(one.commodity, None) for one in told[-1:])


def _main(tokens: tuple[Token, ...]) -> list[Token]:
    """The words of an outcome without its relative clauses and participles ("used in missiles")."""
    first, last = tokens[0].i, tokens[-1].i
    dropped = {
        below.i
        for one in tokens
        if one.i > first
        and one.dep_ in {"relcl", "acl", "advcl"}
        and first <= one.head.i <= last
        and one.head.i < one.i
        for below in one.subtree
    }
    return [one for one in tokens if one.i not in dropped]


def _is_broad(verb: Token) -> bool:
    """Whether an outcome is a broader economy, an aim at no commodity."""
    objects = {one.lemma_.lower() for one in verb.rights}
    return verb.lemma_.lower() in words("diversifying") and not objects.isdisjoint(words("economies"))


def _is_target(doc: Doc, hit: GoodHit) -> bool:
    """Whether a commodity is what something is turned into: the nearest preposition before it is "to" or "into"."""
    before = reversed(doc[max(0, hit.first - TARGET) : hit.first])
    near = next((one.lower_ for one in before if one.pos_ in {"ADP", "PART"} and one.tag_ != "POS"), "")
    replaced = any(
        one.lemma_.lower() in words("replacing-with") for one in doc[max(0, hit.first - FURTHER) : hit.first]
    )
    return near in {"to", "into"} or (near == "with" and replaced)


def _listed(sentence: Sentence, hits: list[GoodHit], *, turned: bool) -> list[GoodHit]:
    """The first commodity and those listed with it; in a compound the last, after "from X to Y" the aim."""
    doc = sentence.doc
    heads = [
        hit
        for at, hit in enumerate(hits)
        if at + 1 == len(hits) or not all(one.text in {"-", "–"} for one in doc[hit.end : hits[at + 1].first])
    ]
    behind = [at for at, hit in enumerate(heads) if at and _is_target(doc, hit)]
    if behind and (turned or any(one.lower_ == "from" for one in doc[max(0, heads[0].first - 3) : heads[0].first])):
        heads = heads[behind[0] :]
    found = heads[:1]
    for hit in heads[1:]:
        between = doc[found[-1].end : hit.first]
        such = any(one.lower_ in words("such-as") for one in between)
        if such and len(found) == 1 and found[0].name in words("classes"):
            found = [hit]
        elif all(one.lower_ in slots.JOINERS or one.is_punct or one.dep_ in {"amod", "compound"} for one in between):
            found.append(hit)
    seen: dict[str, GoodHit] = {}
    for hit in found:
        seen.setdefault(hit.name, hit)
    return list(seen.values())


def _near(sentence: Sentence, aim: Aim, tokens: tuple[Token, ...]) -> slots.Good | None:
    """A commodity of the same clause, left of the aim first: "its lithium programme aims to"."""
    last = tokens[-1].i
    hits = [
        hit
        for hit in sentence.goods
        if not hit.weak and (hit.end <= aim.anchor.i + 1 or aim.anchor.i < hit.first <= last)
    ]
    clause = {one.i for one in syntax.clause(aim.anchor)}
    best = [hit for hit in hits if hit.first in clause] or hits
    return slots.Good(best[-1].name, best[-1].kind, best[-1].span) if best else None
