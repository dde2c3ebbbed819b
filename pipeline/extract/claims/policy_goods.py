"""What an instrument is on: the commodities of its own words, of its clause, of its sentence, or spoken of before."""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_government import Actor
from pipeline.extract.claims.policy_mentions import (
    Mention,
    anchors,
    instrument_tokens,
    mentions,
    without_clauses,
    words,
)
from pipeline.extract.claims.policy_spoken import LOOK_BACK, is_material, most_spoken_of, of_company, spoken_of
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.types import Policy, PolicyType
from pipeline.vocab.commodities import Kind


def _siblings(mention: Mention) -> list[Token]:
    """The words of an instrument listed after this one: "duties of 9% and levies of 4% on steel"."""
    later = [one for one in mention.head.conjuncts if one.i > mention.end]
    return [token for one in later for token in one.subtree]


def goods_of(sentence: Sentence, mention: Mention, kind: PolicyType, actor: Actor) -> tuple[slots.Good, ...]:
    """The commodities of the instrument; one without a name where it has none."""
    for find in (_put_on_list, _own, _of_aim, _of_carriers, _repeated):
        found = find(sentence, mention, kind, actor)
        if found:
            return found
    return _around(sentence, mention, kind)


def _around(sentence: Sentence, mention: Mention, kind: PolicyType) -> tuple[slots.Good, ...]:
    """The commodities told by what stands around an instrument that names none itself."""
    on_trade = kind is PolicyType.AGREEMENT and (not mention.kind.loose or _speaks_of_trade(sentence))
    default = (slots.Good(mention.kind.commodity or ("goods" if on_trade else ""), None),)
    alone = _of_family(sentence, mention, kind)
    if alone:
        return alone
    match kind:
        case PolicyType.SANCTION:
            return _spared(sentence, mention) or default
        case PolicyType.AGREEMENT:
            return _of_agreement(sentence, mention) or default
        case PolicyType.TARIFF:
            return _of_tariff(sentence, mention) or (slots.Good("goods", None),)
    return _wide(sentence, mention, carry=mention.kind.carries) or default


def _speaks_of_trade(sentence: Sentence) -> bool:
    """Whether a deal without a word of what it is on is one on trade, by its sentence or the two before."""
    return any(not one.lowered.isdisjoint(words("trade-words")) for one in (sentence, *sentence.back(2)))


def _of_family(sentence: Sentence, mention: Mention, kind: PolicyType) -> tuple[slots.Good, ...]:
    """The commodities of families with a way of their own."""
    if mention.kind.id == "tax":
        return _of_tax(sentence, mention, kind)
    if mention.kind.id == "act.rate" or (mention.kind.id == "decision" and _is_on_trade(mention)):
        return (slots.Good("goods", None),)
    act = mention.kind.id.startswith("act.") and kind is not PolicyType.SANCTION
    return (_wide(sentence, mention) or (slots.Good(mention.kind.commodity, None),)) if act else ()


def _spared(sentence: Sentence, mention: Mention) -> tuple[slots.Good, ...]:
    """What is exempt from a sanction: "gum arabic was exempted from the sanctions"."""
    verb = syntax.governor(mention.head)
    if verb is None or verb.lemma_.lower() not in words("exempt") or mention.head.dep_ != "pobj":
        return ()
    spared = [token for one in syntax.children(verb, "dobj", "nsubjpass") for token in syntax.phrase(one)]
    return slots.goods_in(sentence, spared) if spared else ()


def _is_on_trade(mention: Mention) -> bool:
    """Whether a probe is into all trade: "an inquiry into trade barriers"."""
    after = {one.lower_ for one in instrument_tokens(mention) if one.i >= mention.end}
    return "trade" in after and not after.isdisjoint({"barriers", "practices", "surplus", "policies"})


def _of_tax(sentence: Sentence, mention: Mention, kind: PolicyType) -> tuple[slots.Good, ...]:
    """What a tax is set on or lifted from; one of which nothing tells is no claim."""
    verb = syntax.governor(mention.head)
    return (_goods_among(sentence, _beside(mention, verb), kind) if verb is not None else ()) or (slots.Good("", None),)


def _put_on_list(sentence: Sentence, mention: Mention, kind: PolicyType, _actor: Actor) -> tuple[slots.Good, ...]:
    """What is added to a list: "added copper and silver to its list of critical minerals"."""
    verb = syntax.governor(mention.head)
    if mention.kind.id != "decision" or mention.head.dep_ != "pobj" or verb is None:
        return ()
    if verb.lemma_.lower() not in words("listing"):
        return ()
    added = [token for one in syntax.children(verb, "dobj", "nsubjpass") for token in syntax.phrase(one)]
    return _goods_among(sentence, added, kind)


def _own(sentence: Sentence, mention: Mention, kind: PolicyType, _actor: Actor) -> tuple[slots.Good, ...]:
    """What the instrument's own phrase names, or that of the next one in a list, or its name implies."""
    inside = _goods_among(sentence, _object(mention), kind) if mention.kind.id.startswith("act.") else ()
    aimless = _before_aim(mention) if not (mention.kind.actor and mention.kind.commodity) else []
    inside = inside or _goods_among(sentence, aimless, kind)
    implied = bool(mention.kind.actor and mention.kind.commodity)  # "AI" in "the AI diffusion rule" tells nothing
    phrase = [one for one in instrument_tokens(mention) if not implied or one.i >= mention.end]
    inside = inside or _goods_among(sentence, phrase, kind)
    if inside and inside[0].name == "goods" and mention.kind.id in words("product-tariffs"):
        inside = ()
    if not inside and kind is PolicyType.TARIFF:
        inside = _goods_among(sentence, _siblings(mention), kind)
    if not inside and mention.kind.commodity and mention.kind.actor:
        return _implied(sentence, mention, kind)
    return inside


def _of_aim(sentence: Sentence, mention: Mention, kind: PolicyType, _actor: Actor) -> tuple[slots.Good, ...]:
    """What an order or strategy is meant to do something about: "an order to boost mineral production"."""
    if kind not in {PolicyType.STRATEGY, PolicyType.REGULATION} or mention.kind.id.startswith("act."):
        return ()
    doc, end = sentence.doc, mention.end
    while end < len(doc) and (doc[end].like_num or doc[end].text in {"No.", '"', "”"}):
        end += 1
    verb = doc[end + 1] if end + 1 < len(doc) else None
    if verb is None or doc[end].tag_ != "TO" or verb.tag_ != "VB":
        return ()
    inside = [one for what in syntax.children(verb, "dobj") for one in without_clauses(what)]
    found = [one for one in _goods_among(sentence, inside, kind) if one.name not in words("vague-goods")]
    return tuple(one for one in found if one.kind is not Kind.CLASS) or tuple(found)


def _implied(sentence: Sentence, mention: Mention, kind: PolicyType) -> tuple[slots.Good, ...]:
    """What a name implies.

    Money under an act for many materials goes to the only one that is spoken of, and where the text speaks of none to
    whatever the sentence names.
    """
    name = mention.kind.commodity
    if kind is not PolicyType.SUBSIDY or name not in words("material-classes"):
        return (slots.Good(name, None),)
    near = [hit for one in (sentence, *sentence.back(LOOK_BACK)) for hit in one.goods if not of_company(one, hit)]
    materials = {hit.name: hit for hit in near if is_material(hit) and hit.kind is Kind.MATERIAL}
    if len(materials) == 1:
        only = next(iter(materials.values()))
        return (slots.Good(only.name, only.kind),)
    if not materials and all(hit.name != name for hit in near):
        return _wide(sentence, mention, carry=False) or (slots.Good("", None),)
    return (slots.Good(name, None),)


def _object(mention: Mention) -> list[Token]:
    """The words of the object of an act, up to what it is for: "approved ethanol for use in cars"."""
    uses = [one for one in syntax.children(mention.head, "prep") if one.lower_ in words("aside")]
    aside = {token.i for one in uses for token in one.subtree}
    return [one for one in instrument_tokens(mention) if one.i not in aside]


def _before_aim(mention: Mention) -> list[Token]:
    """The words of an instrument without the participle that tells its aim: "a solar programme targeting 80% wind"."""
    aims = [one for one in syntax.children(mention.head, "acl") if one.lemma_.lower() in words("purpose")]
    inside = {token.i for one in aims for token in one.subtree}
    return [one for one in instrument_tokens(mention) if one.i not in inside]


def _of_carriers(sentence: Sentence, mention: Mention, kind: PolicyType, _actor: Actor) -> tuple[slots.Good, ...]:
    """What the nouns that carry the instrument name: "a review of duties on steel"."""
    for anchor in list(anchors(mention))[1:]:
        found = _goods_among(sentence, syntax.phrase(anchor), kind)
        if found:
            return found
    return ()


def _repeated(sentence: Sentence, _mention: Mention, kind: PolicyType, actor: Actor) -> tuple[slots.Good, ...]:
    """What the earlier mention of the same instrument was on."""
    if actor.model is None or actor.model.policy_type is not kind:
        return ()
    return tuple(slots.Good(claim.commodity, None) for claim in _same_instrument(sentence, actor.model))


def _same_instrument(sentence: Sentence, model: Policy) -> list[Policy]:
    """The claims of the instrument that a second mention repeats: one for each of its commodities."""
    for earlier in (sentence, sentence.previous):
        claims = [one for one in (earlier.claims if earlier is not None else []) if isinstance(one, Policy)]
        if model in claims:
            key = (model.policy, model.countries, model.policy_type)
            return [one for one in claims if (one.policy, one.countries, one.policy_type) == key]
    return [model]


def _goods_among(sentence: Sentence, tokens: Sequence[Token], kind: PolicyType) -> tuple[slots.Good, ...]:
    """Commodities among the tokens; "Chinese goods" under a tariff are goods, not what was spoken of before."""
    inside = {token.i for token in tokens}
    hits = [
        hit
        for hit in sentence.goods
        if not inside.isdisjoint(range(hit.first, hit.end)) and not of_company(sentence, hit)
    ]
    plain = [hit for hit in hits if hit.name == "goods" and hit.weak]
    strong = _chosen(sentence, [hit for hit in hits if hit not in plain])
    if strong:
        found = slots.goods_in(sentence, [sentence.doc[i] for hit in strong for i in range(hit.first, hit.end)])
        weak = (hit for hit in strong if hit.weak and hit.name not in words("vague-goods"))
        listed = [hit for hit in weak if any(_joined(sentence, one, hit) for one in strong if one.end <= hit.first)]
        names = {good.name for good in found}
        return (*found, *(slots.Good(hit.name, hit.kind, hit.span) for hit in listed if hit.name not in names))
    if plain and kind in {PolicyType.TARIFF, PolicyType.AGREEMENT}:
        return (slots.Good("goods", plain[0].kind, plain[0].span),)
    return ()


def _chosen(sentence: Sentence, hits: list[GoodHit]) -> list[GoodHit]:
    """Without modifiers of another commodity ("diesel cars"), and without the class of which examples are named."""
    doc = sentence.doc
    owners = {i: hit for hit in hits for i in range(hit.first, hit.end)}
    kept = []
    for hit in hits:
        last = doc[hit.end - 1]
        while last.dep_ == "conj" and last.head.i in owners:
            last = last.head
        over = owners.get(last.head.i)
        listed = over is not None and any(one.lower_ in {"and", "or", ","} for one in doc[hit.end : over.first])
        if over is None or over == hit or over.weak or listed or last.dep_ not in {"compound", "amod", "nmod"}:
            kept.append(hit)
    if len(kept) > 1 and kept[0].kind is Kind.CLASS:
        between = " ".join(token.lower_ for token in doc[kept[0].end : kept[1].first])
        if any(between.endswith(mark) for mark in words("examples")):
            kept = kept[1:]
    return kept


def _of_agreement(sentence: Sentence, mention: Mention) -> tuple[slots.Good, ...]:
    clauses = [one for one in mention.head.children if one.dep_ in {"acl", "relcl"}]
    found = _goods_among(sentence, [token for one in clauses for token in one.subtree], PolicyType.AGREEMENT)
    if found or any(token.lower_ in words("trade") for token in instrument_tokens(mention)):
        return found
    before = [one for earlier in sentence.back(2) for one in earlier.claims if isinstance(one, Policy)]
    on_trade = any(one.commodity == "goods" for one in before)
    found = _wide(sentence, mention, carry=not on_trade)
    return tuple(good for good in found if good.name not in words("vague-goods"))


def _of_tariff(sentence: Sentence, mention: Mention) -> tuple[slots.Good, ...]:
    """The product of a tariff whose own phrase names none: beside its verb, or the one material just spoken of."""
    verb = syntax.governor(mention.head)
    if verb is not None:
        found = _goods_among(sentence, _beside(mention, verb), PolicyType.TARIFF)
        if found and not (found[0].name == "goods" and mention.kind.id in words("product-tariffs")):
            return found
    if mention.kind.id in words("product-tariffs"):
        return _wide(sentence, mention)
    meant = _meant_by_pronoun(sentence, mention)
    if meant is not None:
        return (meant,)
    describes = mention.head.dep_ in {"compound", "nmod"}  # "tariff threats"
    single = mention.head.tag_ == "NN" and not mention.kind.actor and not describes
    if not single or _is_on_all(sentence, mention):
        return ()
    names = {
        hit.name: hit
        for hit in sentence.goods
        if is_material(hit) and not of_company(sentence, hit) and not _is_aside(sentence, hit, mention)
    }
    if names:
        return tuple(slots.Good(hit.name, hit.kind) for hit in names.values()) if len(names) == 1 else ()
    carried = most_spoken_of(sentence, 2)
    return (carried,) if carried is not None and carried.kind is not Kind.CLASS else ()


def _is_aside(sentence: Sentence, hit: GoodHit, mention: Mention) -> bool:
    """Whether a commodity stands in a relative clause without the tariff: "Peru, which grows tea, met a tariff"."""
    clause = next((one for one in syntax.climb(sentence.doc[hit.first]) if one.dep_ == "relcl"), None)
    return clause is not None and mention.head not in clause.subtree


def _meant_by_pronoun(sentence: Sentence, mention: Mention) -> slots.Good | None:
    """What "on them" stands for: the commodity named last before it in the sentence."""
    after = [token for token in instrument_tokens(mention) if token.i >= mention.end]
    if not any(one.lower_ in {"them", "it"} and one.dep_ == "pobj" and one.head.lower_ == "on" for one in after):
        return None
    before = [hit for hit in sentence.goods if not hit.weak and hit.end <= mention.first]
    if not before:
        return most_spoken_of(sentence, 2)
    return slots.Good(before[-1].name, before[-1].kind, before[-1].span)


def _is_on_all(sentence: Sentence, mention: Mention) -> bool:
    """Whether the words of a tariff set it on a country or on all goods: "a tariff on Mexico", "on most imports"."""
    after = [token for token in instrument_tokens(mention) if token.i >= mention.end]
    named = (one for token in after if token.lower_ in {"on", "against"} for one in syntax.children(token, "pobj"))
    return any(sentence.place_at(one) is not None or one.lemma_.lower() in words("all-goods") for one in named)


def _beside(mention: Mention, verb: Token) -> list[Token]:
    """The words that a verb over a tariff sets it on: "put a duty on steel", "hit steel with a duty"."""
    found: list[Token] = []
    if mention.head.dep_ in {"dobj", "nsubjpass", "nsubj"}:
        loose = mention.head.dep_ != "nsubj" or verb.lemma_.lower() == "apply"
        over = {"on", "against", "to", "for", "off"} if loose else {"on", "against", "off"}
        tails = [one for one in syntax.children(verb, "prep") if one.lower_ in over and one.i > mention.first]
        found += [token for one in tails for token in without_clauses(one)]
    if verb.lemma_.lower() in words("hit"):
        found += [token for one in syntax.children(verb, "dobj", "nsubjpass") for token in syntax.phrase(one)]
    if verb.lemma_.lower() in words("meeting") and mention.head.dep_ in {"dobj", "pobj"}:
        found += [token for one in syntax.children(verb, "nsubj") for token in syntax.phrase(one)]
    return found


def _wide(sentence: Sentence, mention: Mention, *, carry: bool = True) -> tuple[slots.Good, ...]:
    """The commodity nearest to the instrument in its clause, in its sentence, or carried over from before."""
    clause = {token.i for token in syntax.clause(mention.head)}
    names = {i for one in mentions(sentence) if one.kind.actor for i in range(one.first, one.end)}
    names |= _of_others(sentence, mention) | _of_industries(sentence)
    if mention.kind.type is PolicyType.STRATEGY:
        names |= _of_describers(sentence)
    hits = [
        hit
        for hit in sentence.goods
        if not (hit.weak and hit.name == "goods") and hit.first not in names and not of_company(sentence, hit)
    ]
    hits = [hit for hit in hits if not _describes_people(sentence, hit)]
    best = min(
        hits,
        key=lambda hit: (
            hit.name in words("vague-goods"),
            hit.weak,
            hit.first not in clause,
            abs(hit.first - mention.first),
        ),
        default=None,
    )
    if best is not None and not best.weak and best.name not in words("vague-goods"):
        return _listed(sentence, best)
    carried = spoken_of(sentence, mention) if carry else None
    if best is not None and (carried is None or not best.weak):
        return (
            (slots.Good(best.name, best.kind, best.span),)
            if best.name not in words("vague-goods") or carried is None
            else (carried,)
        )
    return (carried,) if carried is not None else ()


def _describes_people(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether a commodity only tells of which people or mishaps a text speaks: "car crash victims"."""
    last = sentence.doc[hit.end - 1]
    above = syntax.climb(last) if last.dep_ in {"compound", "nmod", "amod"} else ()
    for one in above:
        if one.lemma_.lower() in words("people"):
            return True
        if one.dep_ not in {"compound", "nmod", "amod"}:
            return False
    return False


def _of_others(sentence: Sentence, mention: Mention) -> set[int]:
    """The tokens behind other instruments that tell what those are on: "dropped quotas and cut duties on zinc"."""
    if mention.kind.id.startswith("act."):
        return set()
    verb = syntax.governor(mention.head)
    others = [one for one in mentions(sentence) if one.first > mention.first and syntax.governor(one.head) != verb]
    others = [one for one in others if all(over.lower_ not in words("examples") for over in syntax.climb(one.head))]
    return {token.i for one in others for token in instrument_tokens(one) if token.i >= one.end}


def _of_industries(sentence: Sentence) -> set[int]:
    """The tokens that list industries, which no instrument is on: "industries ranging from defence to cars"."""
    nouns = [one for one in sentence.doc if one.lower_ in words("industries")]
    lists = [below for one in nouns for below in one.rights if below.dep_ in {"prep", "acl"}]
    return {token.i for one in lists if one.lower_ not in {"of", "for"} for token in one.subtree}


def _of_describers(sentence: Sentence) -> set[int]:
    """What tells who somebody is, which no strategy is on: "Altair, a maker of drones, hailed the strategy"."""
    found: set[int] = set()
    for one in sentence.doc:
        described = one.dep_ == "appos" and one.head.pos_ in {"PROPN", "PRON"} and one.i > one.head.i
        if described and one.lemma_.lower() in words("doers"):
            found |= {token.i for token in one.subtree}
    return found


def _listed(sentence: Sentence, hit: GoodHit) -> tuple[slots.Good, ...]:
    """The commodity with those coordinated with it: "gallium, germanium and antimony"."""
    hits = [one for one in sentence.goods if not one.weak]
    at = hits.index(hit)
    low = high = at
    while low > 0 and _joined(sentence, hits[low - 1], hits[low]):
        low -= 1
    while high + 1 < len(hits) and _joined(sentence, hits[high], hits[high + 1]):
        high += 1
    return slots.goods_in(
        sentence, [sentence.doc[i] for one in hits[low : high + 1] for i in range(one.first, one.end)]
    )


def _joined(sentence: Sentence, left: GoodHit, right: GoodHit) -> bool:
    between = sentence.doc[left.end : right.first]
    return 0 < len(between) <= 3 and all(token.lower_ in slots.JOINERS for token in between)  # noqa: PLR2004 - ", and the"
