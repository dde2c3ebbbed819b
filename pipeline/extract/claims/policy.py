"""Policies: which government uses, plans or ends which instrument, on what, against whom.

An instrument is a noun phrase of the vocabulary, a name, or a verb. It becomes a claim only when its actor is plain:
as its owner, as the subject or doer of its verb, by its name, or from the sentence before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.attribution import attribution
from pipeline.extract.context import context, is_stated
from pipeline.extract.match import Phrases
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Claim, Evidence, Miss, Modality, Policy, PolicyStatus, PolicyType, SlotSpan
from pipeline.vocab import policies, rules
from pipeline.vocab.places import PlaceForm


@dataclass(frozen=True, slots=True)
class Kind:
    """What an instrument phrase stands for."""

    id: str
    type: PolicyType
    commodity: str = ""
    actor: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """An instrument in the words of a sentence."""

    first: int
    end: int
    kind: Kind
    head: Token


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, by which rule, and the words that tell."""

    rule: str
    codes: tuple[str, ...]
    hits: tuple[PlaceHit, ...] = ()


def words(name: str) -> frozenset[str]:
    """One word class of policy.toml."""
    return rules.words("policy")[name]


@cache
def _phrases() -> Phrases[Kind]:
    loose = {noun: Kind(one.id, one.type, one.commodity) for one in policies.instruments() for noun in one.nouns}
    exact = {
        name: Kind(f"named:{one.id}", one.type, one.commodity, tuple(one.actor.split()))
        for one in policies.named()
        for name in one.names
    }
    return Phrases(loose, exact, words("never"))


def mentions(sentence: Sentence) -> list[Mention]:
    """The instruments that the words of a parsed sentence name."""
    return [Mention(m.first, m.end, m.value, _head(sentence, m.first, m.end)) for m in _phrases().find(sentence.doc)]


def _head(sentence: Sentence, first: int, end: int) -> Token:
    inside = sentence.doc[first:end]
    outer = [token for token in inside if token.head.i < first or token.head.i >= end or token.head == token]
    nouns = [token for token in outer if token.pos_ in {"NOUN", "PROPN"}]
    return (nouns or outer or list(inside))[-1]


def find(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The policies of a parsed sentence, and the instruments without a plain actor."""
    taken: set[int] = set()
    for mention in mentions(sentence):
        if not taken.isdisjoint(range(mention.first, mention.end)) or not _is_noun(mention):
            continue
        actor = find_actor(sentence, mention)
        if actor is None:
            if mention.kind.id not in words("needs-government"):
                yield Miss(sentence.span, sentence.span_of(mention.first, mention.end), "no government acts by this instrument")
            continue
        if not is_stated(sentence, mention.head):
            continue
        taken.update(range(mention.first, mention.end))
        yield from _claims(sentence, mention, actor)
    yield from _acts(sentence, taken)


def _is_noun(mention: Mention) -> bool:
    return mention.head.pos_ in {"NOUN", "PROPN", "X", "NUM"} or bool(mention.kind.actor)


# --- actor ---------------------------------------------------------------------------------------------------------


def find_actor(sentence: Sentence, mention: Mention) -> Actor | None:
    """Who uses the instrument, by the first rule that tells."""
    for rule in (_owned, _named, _agent, _subject, _again):
        actor = rule(sentence, mention)
        if actor is not None:
            return actor
    return None


def government(sentence: Sentence, token: Token | None) -> tuple[PlaceHit, ...]:
    """The countries that a noun phrase lets act: by name, or as owners of a government noun."""
    if token is None:
        return ()
    hit = sentence.place_at(token)
    if hit is not None and not (hit.form is PlaceForm.DEMONYM and hit.end - 1 != token.i):
        return slots.coordinated(sentence, hit)
    if token.lower_ in words("government-nouns") or token.lemma_.lower() in words("government-nouns"):
        owned = slots.owner(sentence, token) or _of_place(sentence, token)
        if owned is not None:
            return slots.coordinated(sentence, owned)
    for child in syntax.children(token, "appos", "compound", "nmod"):
        inner = sentence.place_at(child)
        if inner is not None and inner.form in {PlaceForm.LEADER, PlaceForm.BODY, PlaceForm.SEAT}:
            return slots.coordinated(sentence, inner)
    return ()


def _of_place(sentence: Sentence, token: Token) -> PlaceHit | None:
    for preposition in syntax.children(token, "prep"):
        if preposition.lower_ in {"of", "in"}:
            noun = next(syntax.children(preposition, "pobj"), None)
            hit = sentence.place_at(noun) if noun is not None else None
            if hit is not None:
                return hit
    return None


def _owned(sentence: Sentence, mention: Mention) -> Actor | None:
    """A place among the left modifiers of the instrument."""
    hits: list[PlaceHit] = []
    for child in (*mention.head.lefts, *(one for token in sentence.doc[mention.first : mention.end] for one in token.lefts)):
        if child.dep_ in slots.OWNERS or child.dep_ in {"nsubj", "dep"}:
            found = sentence.place_at(child)
            if found is not None:
                hits += slots.coordinated(sentence, found)
            elif child.dep_ in {"poss", "nmod", "compound"}:
                hits += government(sentence, child)
    hits = list(dict.fromkeys(hit for hit in hits if hit.first < mention.first))
    return Actor("policy.owned", slots.codes(hits), tuple(hits)) if hits else None


def _named(_sentence: Sentence, mention: Mention) -> Actor | None:
    return Actor("policy.named", mention.kind.actor) if mention.kind.actor else None


def _agent(sentence: Sentence, mention: Mention) -> Actor | None:
    """A government after "by", "from" or "under", on the instrument or on the verb over it."""
    verb = syntax.governor(mention.head)
    places_to_look = [mention.head, *[one for one in mention.head.children if one.dep_ == "acl"]]
    if verb is not None and (syntax.is_passive(verb) or mention.kind.type is PolicyType.SUBSIDY):
        places_to_look.append(verb)
    for one in places_to_look:
        for preposition in one.children:
            if preposition.dep_ in {"prep", "agent"} and preposition.lower_ in words("giver-prepositions"):
                if mention.kind.type is not PolicyType.SUBSIDY and preposition.lower_ in {"from", "through", "via"}:
                    continue
                hits = government(sentence, next(syntax.children(preposition, "pobj"), None))
                if hits:
                    return Actor("policy.agent", slots.codes(hits), hits)
    return None


def _subject(sentence: Sentence, mention: Mention) -> Actor | None:
    """A government that is the subject of a verb over the instrument, nearest verb first."""
    if mention.head.dep_ in syntax.SUBJECTS:
        return None
    verb = syntax.governor(mention.head)
    for _ in range(3):
        if verb is None:
            return None
        lemma = verb.lemma_.lower()
        subject = syntax.subject(verb)
        hits = government(sentence, subject)
        if hits and subject is not None and subject.i < mention.first:
            passive = any(child.dep_ == "auxpass" for child in verb.children)
            if lemma in words("suffer") or passive:
                return None
            return Actor("policy.subject", slots.codes(hits), hits)
        above = verb.head
        verb = syntax.governor(above) if above != verb else None
    return None


def _again(sentence: Sentence, mention: Mention) -> Actor | None:
    """The sentence before names the same kind of instrument with its actor."""
    previous = sentence.previous
    if previous is None or not previous.parsed:
        return None
    before = [one for one in sentence.doc[max(0, mention.head.left_edge.i) : mention.first + 1] if one.lower_ in words("second-mention")]
    if not before and mention.kind.type is not PolicyType.TARIFF:
        return None
    for one in mentions(previous):
        if _type(previous, one) is _type(sentence, mention) or one.kind.type is mention.kind.type:
            actor = _owned(previous, one) or _named(previous, one) or _agent(previous, one) or _subject(previous, one)
            if actor is not None:
                return replace(actor, rule="policy.again", hits=())
    return None


# --- slots ---------------------------------------------------------------------------------------------------------


def _type(sentence: Sentence, mention: Mention) -> PolicyType:
    if mention.kind.id != "ambiguous-restriction":
        return mention.kind.type
    tokens = {token.lower_ for token in mention.head.subtree}
    near = tokens | {token.lower_ for token in sentence.doc[max(0, mention.first - 2) : mention.end + 4]}
    for flow in policies.flows():
        if not tokens.isdisjoint(flow.words) or not near.isdisjoint(flow.words):
            return flow.type
    return mention.kind.type


def _claims(sentence: Sentence, mention: Mention, actor: Actor) -> Iterator[Claim | Miss]:
    kind = _type(sentence, mention)
    tokens = list(mention.head.subtree)
    goods = slots.goods_in(sentence, tokens) or _clause_goods(sentence, mention)
    if not goods:
        carried = slots.carried_good(sentence, 2)
        goods = (slots.Good(mention.kind.commodity, None),) if mention.kind.commodity or carried is None else (carried,)
    partners = _partners(sentence, mention, actor)
    said = attribution(sentence, syntax.governor(mention.head) or mention.head)
    modality = context(sentence, mention.head).modality
    status = _status(sentence, mention, modality)
    span = sentence.span_of(*_phrase(sentence, mention))
    when, when_span = slots.year(sentence, span)
    for good in goods[:4]:
        spans = [SlotSpan("countries", hit.span) for hit in actor.hits]
        spans += [SlotSpan("policy", span), *(SlotSpan("partner", hit.span) for hit in partners)]
        spans += [SlotSpan(name, one) for name, one in (("commodity", good.span), ("year", when_span)) if one is not None]
        if said is not None:
            spans.append(SlotSpan("attribution", said.span))
        yield Policy(
            evidence=Evidence(sentence.span, actor.rule, tuple(spans)),
            countries=actor.codes,
            partner="+".join(slots.codes(partners)),
            commodity=good.name,
            policy=span.of(sentence.document.text),
            policy_type=kind,
            status=status,
            year=when,
            modality=modality,
            attribution=said.text if said is not None else "",
        )


def _clause_goods(sentence: Sentence, mention: Mention) -> tuple[slots.Good, ...]:
    """Commodities that the clause of the instrument names, right of it first."""
    clause = syntax.clause(mention.head)
    right = [one for one in clause if one.i >= mention.end]
    return slots.goods_in(sentence, right) or slots.goods_in(sentence, clause) or slots.goods_in(sentence, sentence.doc)[:1]


def _partners(sentence: Sentence, mention: Mention, actor: Actor) -> tuple[PlaceHit, ...]:
    """Places under the instrument or right of it in its clause, after a preposition of aim."""
    found: list[PlaceHit] = []
    tokens = {one.i for one in mention.head.subtree} | {one.i for one in syntax.clause(mention.head)}
    for hit in sentence.places:
        if hit.first < mention.end or hit.code in actor.codes or hit.first not in tokens:
            continue
        before = [one.lower_ for one in sentence.doc[max(mention.end - 1, hit.first - 4) : hit.first]]
        if hit.form in {PlaceForm.NAME, PlaceForm.DEMONYM, PlaceForm.CAPITAL, PlaceForm.DESCRIPTION} and (
            words("target-prepositions") & set(before) or (found and found[-1].end >= hit.first - 2)
        ):
            found.append(hit)
    return tuple(found)


def _phrase(sentence: Sentence, mention: Mention) -> tuple[int, int]:
    """The instrument as the text names it: its modifiers but the owner, and its "on", "of" or "for" phrase."""
    first, end = mention.first, mention.end
    for token in mention.head.lefts:
        if token.dep_ in {"amod", "compound", "nummod", "nmod", "quantmod"} and token.i < first and sentence.place_at(token) is None:
            first = min(first, token.left_edge.i)
    for token in mention.head.rights:
        if token.dep_ == "prep" and token.lower_ in {"on", "of", "for", "against"} and token.i == end:
            end = max(end, min(token.right_edge.i + 1, end + 12))
    return first, end


def _status(sentence: Sentence, mention: Mention, modality: Modality) -> PolicyStatus:
    """How far the instrument has come: by its adjective, then the verb over it, then as a mere mention."""
    for token in mention.head.lefts:
        status = policies.status_of_epithet().get(token.lower_)
        if status in {PolicyStatus.PROPOSED, PolicyStatus.ENDED}:
            return status
    verb = syntax.governor(mention.head)
    if modality is Modality.POSSIBLE:
        return PolicyStatus.PROPOSED
    while verb is not None:
        status = policies.status_of_verb().get(verb.lemma_.lower())
        if status is not None:
            if modality is Modality.PLANNED and status is PolicyStatus.IN_FORCE:
                return PolicyStatus.ANNOUNCED
            return status
        verb = syntax.governor(verb.head) if verb.dep_ in {"xcomp", "ccomp"} and verb.head != verb else None
    return PolicyStatus.IN_FORCE


# --- verbs that are instruments ------------------------------------------------------------------------------------


def _acts(sentence: Sentence, taken: set[int]) -> Iterator[Claim | Miss]:
    for token in sentence.doc:
        if token.pos_ != "VERB" or token.i in taken:
            continue
        for act in policies.acts():
            if token.lemma_.lower() not in act.verbs:
                continue
            target = _object(token)
            if target is None or (act.objects and target.lower_ not in act.objects) or not taken.isdisjoint({target.i}):
                continue
            hits = government(sentence, syntax.agent(token) if syntax.is_passive(token) else syntax.subject(token))
            if hits and is_stated(sentence, token) and not syntax.is_passive(token):
                kind = Kind(act.id, act.type)
                mention = Mention(token.i, target.i + 1, kind, target)
                actor = Actor("policy.act", slots.codes(hits), hits)
                for claim in _claims(sentence, mention, actor):
                    if isinstance(claim, Policy):
                        yield replace(claim, status=_act_status(claim.modality, token))
                break


def _object(verb: Token) -> Token | None:
    return next(syntax.children(verb, "dobj", "nsubjpass", "obj"), None)


def _act_status(modality: Modality, verb: Token) -> PolicyStatus:
    if modality in {Modality.POSSIBLE, Modality.PLANNED}:
        return PolicyStatus.PROPOSED if modality is Modality.POSSIBLE else PolicyStatus.ANNOUNCED
    return PolicyStatus.ENDED if verb.lemma_.lower() in {"resume"} else PolicyStatus.IN_FORCE
