"""Who uses an instrument: its owner, the doer of its verb, its name, or what stands around it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_agent import agent
from pipeline.extract.claims.policy_beside import beside
from pipeline.extract.claims.policy_government import (
    BODIES,
    Actor,
    acting,
    does,
    government,
    is_dateline,
    is_regional,
    leader_before,
)
from pipeline.extract.claims.policy_implied import (
    again,
    federal,
    home,
    leaving,
    located,
    party,
    receiver,
    speaker,
    topic,
)
from pipeline.extract.claims.policy_mentions import Mention, anchors, instrument_tokens, mentions, words
from pipeline.extract.claims.policy_use import uses
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import PolicyType
from pipeline.vocab.places import PlaceForm

CLIMB = 3  # verbs over an instrument
DASHES = frozenset({"-", "–", "—", "/"})


def find_actor(sentence: Sentence, mention: Mention) -> Actor | None:
    """Who uses the instrument, by the first rule that tells."""
    for rule in RULES:
        actor = rule(sentence, mention)
        if actor is None or words("regions").issuperset(actor.codes):
            continue
        if actor.model is None and mention.kind.id == "ambiguous-restriction":  # "Spain joined the cap": which one
            before = again(sentence, mention)
            actor = replace(actor, model=before.model) if before is not None else actor
        return replace(actor, codes=tuple(sorted({acting(code) for code in actor.codes})))
    return None


def _owned(sentence: Sentence, mention: Mention) -> Actor | None:
    """A place among the left modifiers of the instrument or of the noun that carries it."""
    for anchor in anchors(mention):
        hits = _owners(sentence, mention, anchor)
        if hits:
            return Actor("policy.owned", slots.codes(hits), hits)
    return None


def _owners(sentence: Sentence, mention: Mention, anchor: Token) -> tuple[PlaceHit, ...]:
    hits: list[PlaceHit] = []
    inner = (one for token in sentence.doc[mention.first : mention.end] for one in token.lefts)
    for child in (*anchor.lefts, *(inner if anchor == mention.head else ())):
        if child.dep_ not in slots.OWNERS and child.dep_ not in {"nsubj", "dep"}:
            continue
        found = sentence.place_at(child)
        if child.lower_ in {"his", "her"} and child.tag_ == "PRP$":
            hits += leader_before(sentence, child)
        if child.tag_ == "WP$":
            before = _right_before(sentence, child)
            if before is not None:
                return (before,)
            verb = syntax.governor(anchor)
            found = sentence.place_at(verb.head) if verb is not None and verb.dep_ == "relcl" else None
        if found is not None and not is_regional(sentence, found, child):
            hits += _paired(sentence, found, mention)
        elif child.dep_ in {"poss", "nmod", "compound"}:
            hits += government(sentence, child) or _nested(sentence, child)
    kept = [
        hit for hit in dict.fromkeys(hits) if hit.end <= max(anchor.i, mention.first) and _owns(sentence, hit, mention)
    ]
    if len(kept) == 1 and kept[0].anaphor and sentence.doc[kept[0].first].tag_ == "PRP$":
        kept = list(_whose_its_is(sentence, anchor)) or kept
    named = [hit for hit in kept if not (hit.anaphor and sentence.doc[hit.first].tag_ == "PRP$")]
    kept = named or kept  # "Peru got its US tariff lowered": the tariff that it meets
    kept = _without_named(sentence, mention, kept)
    signed = mention.kind.type is PolicyType.AGREEMENT and len(kept) == 1 and kept[0].form is PlaceForm.CAPITAL
    return () if signed and _is_compound(sentence, kept[0]) else tuple(kept)  # "the Geneva accord" was signed there


def _whose_its_is(sentence: Sentence, noun: Token) -> tuple[PlaceHit, ...]:
    """The government that is the subject of the verb over "its" noun: "America put Rosneft on its list"."""
    verb = syntax.governor(noun)
    subject = syntax.own_subject(verb) if verb is not None else None
    return government(sentence, subject) if subject is not None and subject.i < noun.left_edge.i else ()


def _without_named(sentence: Sentence, mention: Mention, hits: list[PlaceHit]) -> list[PlaceHit]:
    """Without one side of a pair ("U.S.-China securities rules"), and without what an act of another state is on.

    "The Taiwan Relations Act" is no act of Taiwan where the sentence speaks of the Congress of another country.
    """
    if mention.kind.type is PolicyType.AGREEMENT or len(hits) != 1:
        return hits
    hit, doc = hits[0], sentence.doc
    paired = [one for one in sentence.places if {one.end, hit.end} & {hit.first - 1, one.first - 1}]
    if any(doc[min(one.end, hit.end)].text in DASHES for one in paired):
        return []
    act = hit.form is PlaceForm.NAME and _is_compound(sentence, hit) and doc[hit.end].text[:1].isupper()
    others = (one for one in sentence.places if one.form in BODIES - {PlaceForm.CAPITAL} and one.code != hit.code)
    return [] if act and any(others) else hits


def _right_before(sentence: Sentence, whose: Token) -> PlaceHit | None:
    """The place that "whose" follows, however the parser hung its clause: "China (whose levy is 34%)"."""
    end = whose.i
    while end > 0 and sentence.doc[end - 1].text in {",", "("}:
        end -= 1
    return next((hit for hit in sentence.places if hit.end == end), None)


def _nested(sentence: Sentence, child: Token) -> tuple[PlaceHit, ...]:
    """A place one level down in a chain of compounds: "U.S. Section 301 tariffs"."""
    if child.pos_ not in {"NOUN", "PROPN", "NUM"} or child.dep_ == "poss":
        return ()
    hit = next(
        (
            sentence.place_at(one)
            for one in syntax.children(child, "compound", "nmod", "amod")
            if sentence.place_at(one)
        ),
        None,
    )
    return (hit,) if hit is not None and not is_regional(sentence, hit, sentence.doc[hit.end - 1]) else ()


def _owns(sentence: Sentence, hit: PlaceHit, mention: Mention) -> bool:
    """Whether a place before an instrument is its actor: loose nouns need a government or an "'s"."""
    bare = hit.form is PlaceForm.NAME and not hit.anaphor and _is_compound(sentence, hit)
    on_it = mention.kind.type is PolicyType.TARIFF and bare and hit.code not in words("tariff-makers")
    if on_it or _only_ranks(sentence, hit, mention):
        return False  # "China tariffs" are on China
    if not mention.kind.loose or hit.form in BODIES:
        return True
    if (
        not words("firm-like").isdisjoint({mention.kind.id, mention.head.lemma_.lower()})
        and hit.anaphor
        and sentence.doc[hit.first].tag_ == "PRP$"
    ):
        verb = syntax.governor(mention.head)  # "its plan" is as well a firm's
        return verb is not None and hit.code in slots.codes(government(sentence, syntax.subject(verb)))
    after = sentence.doc[hit.end].lower_ if hit.end < len(sentence.doc) else ""
    if mention.kind.type is PolicyType.SUBSIDY:
        return hit.form is PlaceForm.NAME and hit.code in words("donors")
    if mention.kind.id in {"decision", "regulation"} and hit.form is PlaceForm.NAME:
        return True
    return (
        after in {"'s", "’s", "'", "’"}
        or hit.anaphor
        or mention.kind.id.startswith("title:")
        or _is_public(sentence, hit, mention)
    )


def _only_ranks(sentence: Sentence, hit: PlaceHit, mention: Mention) -> bool:
    """Whether a place only tells where the thing is: "Canada's first solar programme"."""
    ranked = any(one.text in words("rankings") for one in sentence.doc[hit.end : mention.first + 1])
    return mention.kind.loose and hit.form not in BODIES and ranked


def _is_compound(sentence: Sentence, hit: PlaceHit) -> bool:
    return hit.end < len(sentence.doc) and sentence.doc[hit.end].lower_ not in {"'s", "’s", "'", "’"}


def _is_public(sentence: Sentence, hit: PlaceHit, mention: Mention) -> bool:
    between = {token.lower_ for token in sentence.doc[hit.end : mention.end]}
    return mention.kind.id in words("public-instruments") or not between.isdisjoint(words("domestic"))


def _paired(sentence: Sentence, hit: PlaceHit, mention: Mention) -> tuple[PlaceHit, ...]:
    """The place with those joined to it; an agreement is of both sides of a hyphen too."""
    found = list(slots.coordinated(sentence, hit))
    if mention.kind.type is PolicyType.AGREEMENT:
        for other in sentence.places:
            low, high = (other, hit) if other.first < hit.first else (hit, other)
            if other not in found and [one.text for one in sentence.doc[low.end : high.first]] in (
                ["-"],
                ["–"],
                ["/"],
                ["—"],
            ):
                found.append(other)
    return tuple(found)


def _named(_sentence: Sentence, mention: Mention) -> Actor | None:
    return Actor("policy.named", mention.kind.actor) if mention.kind.actor else None


def _label(sentence: Sentence, mention: Mention) -> Actor | None:
    """A note under a country's name: "Spain: unveiled a plan in April"."""
    hit = next((one for one in sentence.places if one.first == 0), None)
    reply = _reply(sentence, mention)
    if reply:
        return Actor("policy.label", slots.codes(reply), reply)
    if (
        hit is None
        or hit.end >= len(sentence.doc)
        or sentence.doc[hit.end].text != ":"
        or hit.form is PlaceForm.DEMONYM
    ):
        return None
    if sentence.text[: len(hit.span.of(sentence.document.text))].isupper() or mention.first <= hit.end:
        return None
    return Actor("policy.label", (hit.code,), (hit,))


def _reply(sentence: Sentence, mention: Mention) -> tuple[PlaceHit, ...]:
    """Whose answer is told behind a colon: "Beijing's reply came at once: a tariff on beef"."""
    colon = next((one.i for one in reversed(sentence.doc[: mention.first]) if one.text == ":"), 0)
    nouns = (one for one in sentence.doc[:colon] if one.lemma_.lower() in words("replies"))
    hits = (slots.owner(sentence, one) for one in nouns if one.dep_ in syntax.SUBJECTS)
    return tuple(hit for hit in hits if hit is not None)[:1]


def _clause_on(sentence: Sentence, mention: Mention) -> Actor | None:
    """A clause on the instrument that tells who made it: "the tariff that Washington put on"."""
    spots = [*anchors(mention), *(one for one in instrument_tokens(mention) if one.i > mention.head.i)]
    for anchor in spots:
        for clause in syntax.children(anchor, "relcl", "acl"):
            own = syntax.own_subject(clause)
            if own is None or own.tag_ in {"WDT", "WP"} or clause.lemma_.lower() in words("suffer") | {"call"}:
                continue
            hits = government(sentence, own)
            if (
                hits
                and (does(clause) or not mention.kind.loose)
                and not any(one.dep_ in {"dobj", "auxpass"} and one.tag_ != "WDT" for one in clause.children)
            ):
                return Actor("policy.subject", slots.codes(hits), hits)
    return None


def _subject(sentence: Sentence, mention: Mention) -> Actor | None:
    """A government that is the subject of a verb over the instrument, nearest verb first."""
    anchor = list(anchors(mention))[-1]
    misread = _misread_verb(anchor)
    if anchor.dep_ in syntax.SUBJECTS and misread is None:
        return None
    if mention.head.dep_ == "pobj" and mention.head.head.lower_ == "into":
        return None  # "a probe into subsidies": another's
    if any(one.dep_ == "pobj" and one.head.lower_ == "against" for one in anchors(mention)):
        return None  # "argues against the tariff"
    for step, verb in enumerate([misread] if misread is not None else _verbs_over(anchor)):
        subject = _after_dateline(sentence, verb) or syntax.subject(verb) or _misread_subject(sentence, verb)
        hits = government(sentence, subject)
        if hits and subject is not None and subject.i < mention.first:
            return Actor("policy.subject", slots.codes(hits), hits) if uses(verb, mention, anchor) else None
        direct = anchor.dep_ in {"dobj", "conj"} and (not mention.kind.loose or mention.kind.id in words("by-law"))
        law = _by_law(sentence, mention, _antecedent(verb, subject)) if direct and does(verb) and not hits else None
        if law is not None or (step and syntax.own_subject(verb) is not None):
            return law  # a law does it, or somebody else
    return None


def _outcome(sentence: Sentence, mention: Mention) -> Actor | None:
    """Who started what may end in the instrument: "Peru opened a probe, which could end in a tariff"."""
    verb = syntax.governor(mention.head)
    if mention.head.dep_ != "pobj" or verb is None or verb.lemma_.lower() not in words("outcomes"):
        return None
    start = syntax.subject(verb)
    while start is not None and start.dep_ in {"pobj", "prep"}:
        start = start.head  # "a probe into drones, which could end in": the probe may
    starts = {start, *(syntax.children(start, "dobj") if start is not None else ())}
    first = next((one for one in mentions(sentence) if one.head in starts and one.end <= mention.first), None)
    return find_actor(sentence, first) if first is not None else None


def _misread_verb(noun: Token) -> Token | None:
    """A verb in the past that the parser took for an adjective: "China has since opened inquiries"."""
    for child in syntax.children(noun, "amod"):
        if child.tag_ in {"VBN", "VBD"} and syntax.own_subject(child) is not None:
            return child
    return None


def _verbs_over(anchor: Token) -> Iterator[Token]:
    """The verbs that share what is done with the instrument, nearest first; a clause of its own ends them."""
    verb = syntax.governor(anchor)
    for _ in range(CLIMB):
        if verb is None:
            return
        yield verb
        own = syntax.own_subject(verb) is not None
        if own or verb.dep_ in {"ccomp", "relcl", "parataxis", "acl"} or verb.head == verb:
            return
        verb = syntax.governor(verb.head)


def _by_law(sentence: Sentence, mention: Mention, subject: Token | None) -> Actor | None:
    """The maker of the law that is the subject: "the act provides tax credits"."""
    loose = mention.kind.loose and mention.kind.id != "subsidy-money"  # a deal makes no rules
    for law in mentions(sentence) if subject is not None else []:
        if loose and law.kind.type is PolicyType.AGREEMENT:
            continue
        if (
            subject is not None
            and law.head == subject
            and law.end <= mention.first
            and (law.kind.actor or subject.lemma_.lower() in words("laws"))
        ):
            for rule in (_owned, agent, _named, _subject, again, home):
                actor = rule(sentence, law)
                if actor is not None:
                    return replace(
                        actor, rule="policy.subject", codes=_without_target(sentence, mention, actor), model=None
                    )
    return None


def _antecedent(verb: Token, subject: Token | None) -> Token | None:
    """The noun that "that" or "which" stands for: "an agreement that cuts the tariff"."""
    relative = subject is not None and subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl"
    return verb.head if relative else subject


def _without_target(sentence: Sentence, mention: Mention, actor: Actor) -> tuple[str, ...]:
    """The parties of an agreement that use the instrument: "a deal that cuts the tariff on Taiwanese goods"."""
    verb = syntax.governor(mention.head)
    beside = [one for one in (syntax.children(verb, "prep") if verb is not None else ()) if one.lower_ == "on"]
    inside = {token.i for token in (*instrument_tokens(mention), *(t for one in beside for t in one.subtree))}
    targets = {acting(hit.code) for hit in sentence.places if hit.first in inside}
    return tuple(code for code in actor.codes if code not in targets) or actor.codes


def _after_dateline(sentence: Sentence, verb: Token) -> Token | None:
    """The subject nearest to a verb where the parser took the dateline for another one."""
    found = [one for one in verb.lefts if one.dep_ in syntax.SUBJECTS]
    hits = [sentence.place_at(one) for one in found[:-1]]
    return found[-1] if any(hit is not None and is_dateline(sentence, hit) for hit in hits) else None


def _misread_subject(sentence: Sentence, verb: Token) -> Token | None:
    """A place that the parser took for an adverb: "Washington, meanwhile, has launched ..."."""
    return next(
        (one for one in syntax.children(verb, "npadvmod", "dep") if one.i < verb.i and sentence.place_at(one)), None
    )


Rule = Callable[[Sentence, Mention], Actor | None]
RULES: tuple[Rule, ...] = (
    _owned,
    agent,
    _named,
    _clause_on,
    _subject,
    _outcome,
    beside,
    again,
    _label,
    located,
    leaving,
    party,
    speaker,
    receiver,
    federal,
    home,
    topic,
)
