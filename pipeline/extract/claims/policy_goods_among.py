"""The commodities among some words of a sentence, as instruments count them."""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.extract import slots
from pipeline.extract.claims.policy_goods_near import joined
from pipeline.extract.claims.policy_mentions import words
from pipeline.extract.claims.policy_spoken import of_company
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.types import Policy, PolicyType
from pipeline.vocab.commodities import Kind

LOOK_BACK = 4  # sentences in which the tariffs spoken of are still the same


def goods_among(sentence: Sentence, tokens: Sequence[Token], kind: PolicyType) -> tuple[slots.Good, ...]:
    """Commodities among the tokens; "Chinese goods" under a tariff are goods, not what was spoken of before."""
    inside = {token.i for token in tokens}
    hits = [
        hit
        for hit in sentence.goods
        if not inside.isdisjoint(range(hit.first, hit.end)) and not of_company(sentence, hit)
    ]
    if kind is PolicyType.SANCTION:
        hits = [hit for hit in hits if not _tells_of_firm(sentence, hit)]
    plain = [hit for hit in hits if hit.name == "goods" and hit.weak]
    strong = _chosen(sentence, [hit for hit in hits if hit not in plain])
    if kind is PolicyType.TARIFF and strong and all(_is_plain_class(sentence, hit) for hit in strong):
        return _taxed_before(sentence, strong[0]) or (slots.Good(strong[0].name, strong[0].kind, strong[0].span),)
    classes = strong and all(hit.name in {"metals", "raw materials"} for hit in strong)
    if classes and kind is PolicyType.TARIFF:
        meant = _just_named(sentence, strong[0]) or (_taxed_before(sentence, strong[0]) if strong[0].weak else ())
        if meant:
            return meant
    if kind is PolicyType.SANCTION and strong and {hit.name for hit in strong} == {"ships"}:
        shipped = [hit for hit in sentence.goods if not hit.weak and hit.name not in {"ships", "goods"}]
        strong = shipped if len({hit.name for hit in shipped}) == 1 else strong  # "tankers that move oil"
    if strong:
        found = slots.goods_in(sentence, [sentence.doc[i] for hit in strong for i in range(hit.first, hit.end)])
        weak = (hit for hit in strong if hit.weak and hit.name not in words("vague-goods"))
        listed = [hit for hit in weak if any(joined(sentence, one, hit) for one in strong if one.end <= hit.first)]
        names = {good.name for good in found}
        listed += _rest_of_list(sentence, strong) if kind is PolicyType.TARIFF else []
        return (*found, *(slots.Good(hit.name, hit.kind, hit.span) for hit in listed if hit.name not in names))
    if plain and kind in {PolicyType.TARIFF, PolicyType.AGREEMENT}:
        return (slots.Good("goods", plain[0].kind, plain[0].span),)
    return ()


def _rest_of_list(sentence: Sentence, named: list[GoodHit]) -> list[GoodHit]:
    """What the parser parts from a list in a headline: "tariffs on tin, zinc imports", "a 25% tin, zinc tariff"."""
    doc, found = sentence.doc, []
    before = next((hit for hit in reversed(sentence.goods) if hit.end <= named[0].first), None)
    if before is not None and before.first and joined(sentence, before, named[0]):
        found += [before] if doc[before.first - 1].text == "%" else []
    behind = next((hit for hit in sentence.goods if hit.first >= named[-1].end), None)
    if behind is not None and behind.end < len(doc) and joined(sentence, named[-1], behind):
        found += [behind] if doc[behind.end].lower_ in {"imports", "exports", "products"} else []
    return found


def _is_plain_class(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether a class word means no commodity spoken of before: "energy", "metal tariffs"; "the metal" does."""
    return hit.weak and (
        hit.name == "energy" or (hit.name == "metals" and sentence.doc[hit.end - 1].dep_ in {"compound", "amod"})
    )


def _just_named(sentence: Sentence, hit: GoodHit) -> tuple[slots.Good, ...]:
    """The materials that "the metals" points back at in its own sentence."""
    if not hit.first or sentence.doc[hit.first - 1].lower_ not in {"the", "these", "those", "both"}:
        return ()
    before = [one for one in sentence.goods if one.end < hit.first and one.kind is Kind.MATERIAL and not one.weak]
    return tuple({one.name: slots.Good(one.name, one.kind, hit.span) for one in before}.values())


def _taxed_before(sentence: Sentence, hit: GoodHit) -> tuple[slots.Good, ...]:
    """The materials that a class word under a tariff means: those of the tariffs just spoken of ("metal tariffs")."""
    for one in sentence.back(LOOK_BACK):
        taxed = {claim.commodity for claim in one.claims if isinstance(claim, Policy) and _is_tariff(claim)}
        meant = {good.name: good.kind for good in one.goods if good.name in taxed and good.kind is Kind.MATERIAL}
        if meant and hit.name in {"metals", "raw materials"}:
            return tuple(slots.Good(name, kind, hit.span) for name, kind in meant.items())
    return ()


def _is_tariff(claim: Policy) -> bool:
    return claim.policy_type is PolicyType.TARIFF


def _tells_of_firm(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether a commodity only tells what a firm under sanction does: "a petrochemical company"."""
    last = sentence.doc[hit.end - 1]
    while last.dep_ in {"compound", "amod", "nmod", "npadvmod"}:
        last = last.head
    return last.i >= hit.end and last.lemma_.lower() in words("doers")


def _chosen(sentence: Sentence, hits: list[GoodHit]) -> list[GoodHit]:
    """Without modifiers of another commodity ("diesel cars"), and without the class of which examples are named."""
    doc = sentence.doc
    if len(hits) > 1:  # "all imports of steel" are steel
        hits = [hit for hit in hits if hit.name != "goods" or hit.end >= len(doc) or doc[hit.end].lower_ != "of"]
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
