"""What an instrument is on: the commodities of its own words, of its clause, of its sentence, or spoken of before."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_goods_again import repeated
from pipeline.extract.claims.policy_goods_among import goods_among
from pipeline.extract.claims.policy_goods_near import wide
from pipeline.extract.claims.policy_government import Actor
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import anchors, instrument_tokens, without_clauses
from pipeline.extract.claims.policy_spoken import LOOK_BACK, is_material, of_company
from pipeline.extract.claims.policy_tariff_goods import beside, of_tariff
from pipeline.extract.sentence import Sentence
from pipeline.types import Policy, PolicyType
from pipeline.vocab.commodities import Kind


def _siblings(mention: Mention) -> list[Token]:
    """The words of an instrument listed after this one: "duties of 9% and levies of 4% on steel"."""
    later = [one for one in mention.head.conjuncts if one.i > mention.end]
    return [token for one in later for token in one.subtree]


def goods_of(sentence: Sentence, mention: Mention, kind: PolicyType, actor: Actor) -> tuple[slots.Good, ...]:
    """The commodities of the instrument; one without a name where it has none."""
    for find in (_put_on_list, _own, _of_aim, _of_carriers, repeated):
        found = find(sentence, mention, kind, actor)
        if found:
            return _plainer(sentence, mention, found)
    return _around(sentence, mention, kind)


def _plainer(sentence: Sentence, mention: Mention, found: tuple[slots.Good, ...]) -> tuple[slots.Good, ...]:
    """The one material that the clause names behind "ore" or "metals": "ore quotas for nickel miners"."""
    if any(one.name not in words("ores") for one in found):
        return found
    clause = {token.i for token in syntax.clause(mention.head)}
    hits = [hit for hit in sentence.goods if hit.first in clause and hit.first >= mention.end]
    materials = {hit.name: hit for hit in hits if is_material(hit) and hit.kind is Kind.MATERIAL}
    if len(materials) == 1:
        return tuple(slots.Good(one.name, one.kind, one.span) for one in materials.values())
    return found if materials else _pointed_at(sentence, found) or found


def _pointed_at(sentence: Sentence, found: tuple[slots.Good, ...]) -> tuple[slots.Good, ...]:
    """The one material of the two sentences before that "the metals" points back at."""
    start = next((hit.first for hit in sentence.goods if hit.span == found[0].span), 0)
    if not start or sentence.doc[start - 1].lower_ not in {"the", "these", "those"}:
        return ()
    before = {hit.name: hit.kind for one in sentence.back(2) for hit in one.goods if is_material(hit)}
    metals = [slots.Good(name, kind) for name, kind in before.items() if kind is Kind.MATERIAL]
    return tuple(metals) if len(metals) == 1 else ()


def _around(sentence: Sentence, mention: Mention, kind: PolicyType) -> tuple[slots.Good, ...]:
    """The commodities told by what stands around an instrument that names none itself."""
    on_trade = kind is PolicyType.AGREEMENT and (_is_of_trade(mention) or _speaks_of_trade(sentence))
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
            return of_tariff(sentence, mention) or (slots.Good("goods", None),)
    return wide(sentence, mention, carry=mention.kind.carries) or default


def _is_of_trade(mention: Mention) -> bool:
    """Whether the name of an agreement leaves it one on trade: "free-trade pact", not "defence pact"."""
    own = {one.lower_ for one in mention.head.doc[mention.first : mention.end]}
    return not mention.kind.loose and own.isdisjoint(words("no-trade-pacts"))


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
    return (wide(sentence, mention) or (slots.Good(mention.kind.commodity, None),)) if act else ()


def _spared(sentence: Sentence, mention: Mention) -> tuple[slots.Good, ...]:
    """What is exempt from a sanction: "gum arabic was exempted from the sanctions"."""
    verb = syntax.governor(mention.head)
    if verb is None or verb.lemma_.lower() not in words("exempt") or mention.head.dep_ != "pobj":
        return ()
    spared = syntax.phrases(verb, "dobj", "nsubjpass")
    return slots.goods_in(sentence, spared) if spared else ()


def _is_on_trade(mention: Mention) -> bool:
    """Whether a probe is into all trade: "an inquiry into trade barriers"."""
    after = {one.lower_ for one in instrument_tokens(mention) if one.i >= mention.end}
    return "trade" in after and not after.isdisjoint({"barriers", "practices", "surplus", "policies"})


def _of_tax(sentence: Sentence, mention: Mention, kind: PolicyType) -> tuple[slots.Good, ...]:
    """What a tax is set on or lifted from; one of which nothing tells is no claim."""
    verb = syntax.governor(mention.head)
    return (goods_among(sentence, beside(mention, verb), kind) if verb is not None else ()) or (slots.Good("", None),)


def _put_on_list(sentence: Sentence, mention: Mention, kind: PolicyType, _actor: Actor) -> tuple[slots.Good, ...]:
    """What is added to a list: "added copper and silver to its list of critical minerals"."""
    verb = syntax.governor(mention.head)
    if mention.kind.id != "decision" or mention.head.dep_ != "pobj" or verb is None:
        return ()
    if verb.lemma_.lower() not in words("listing"):
        return ()
    added = syntax.phrases(verb, "dobj", "nsubjpass")
    return goods_among(sentence, added, kind)


def _own(sentence: Sentence, mention: Mention, kind: PolicyType, _actor: Actor) -> tuple[slots.Good, ...]:
    """What the instrument's own phrase names, or that of the next one in a list, or its name implies."""
    inside = goods_among(sentence, _object(mention), kind) if mention.kind.id.startswith("act.") else ()
    aimless = _before_aim(mention) if not (mention.kind.actor and mention.kind.commodity) else []
    inside = inside or goods_among(sentence, aimless, kind)
    implied = bool(mention.kind.actor and mention.kind.commodity)  # "AI" in "the AI diffusion rule" tells nothing
    phrase = [one for one in instrument_tokens(mention) if not implied or one.i >= mention.end]
    inside = inside or goods_among(sentence, phrase, kind)
    if inside and inside[0].name == "goods" and mention.kind.id in words("product-tariffs"):
        inside = ()
    if not inside and kind is PolicyType.TARIFF:
        inside = goods_among(sentence, _siblings(mention), kind)
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
    found = [one for one in goods_among(sentence, inside, kind) if one.name not in words("vague-goods")]
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
        return wide(sentence, mention, carry=False) or (slots.Good("", None),)
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
        beside = {
            token.i for one in syntax.children(anchor, "conj") for token in one.subtree
        }  # "threats and a rise in oil"
        found = goods_among(sentence, [one for one in syntax.phrase(anchor) if one.i not in beside], kind)
        if found:
            return found
    return ()


def _of_agreement(sentence: Sentence, mention: Mention) -> tuple[slots.Good, ...]:
    clauses = [one for one in mention.head.children if one.dep_ in {"acl", "relcl"}]
    found = goods_among(sentence, [token for one in clauses for token in one.subtree], PolicyType.AGREEMENT)
    if found or any(token.lower_ in words("trade") for token in instrument_tokens(mention)):
        return found
    before = [one for earlier in sentence.back(2) for one in earlier.claims if isinstance(one, Policy)]
    on_trade = any(one.commodity == "goods" for one in before)
    found = wide(sentence, mention, carry=not on_trade)
    return tuple(good for good in found if good.name not in words("vague-goods"))
