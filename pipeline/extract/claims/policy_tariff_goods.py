"""The product of a tariff whose own phrase names none."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_goods_among import goods_among
from pipeline.extract.claims.policy_goods_near import wide
from pipeline.extract.claims.policy_government import Actor
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import anchors, instrument_tokens, without_clauses
from pipeline.extract.claims.policy_slots import partners_of
from pipeline.extract.claims.policy_spoken import is_material, most_spoken_of, of_company
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.types import PolicyType
from pipeline.vocab.commodities import Kind


def of_tariff(sentence: Sentence, mention: Mention) -> tuple[slots.Good, ...]:
    """The product of a tariff whose own phrase names none: beside its verb, or the one material just spoken of."""
    verb = syntax.governor(mention.head)
    if verb is not None:
        found = goods_among(sentence, beside(mention, verb), PolicyType.TARIFF)
        if found and not (found[0].name == "goods" and mention.kind.id in words("product-tariffs")):
            return found
    told = _by_its_clause(sentence, mention) or _exempt(sentence, mention) or _this_time(sentence, mention)
    if told or mention.kind.id in words("product-tariffs"):
        return told or wide(sentence, mention)
    meant = _meant_by_pronoun(sentence, mention)
    if meant is not None:
        return (meant,)
    after = sentence.doc[mention.end].pos_ if mention.end < len(sentence.doc) else ""
    describes = mention.head.dep_ in {"compound", "nmod"} or after == "NOUN"  # "tariff threats"
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


def told_apart(sentence: Sentence, mention: Mention, actor: Actor) -> tuple[slots.Good, ...]:
    """What a second mention is on where its own clause tells: "tariffs will be put on tea", "more levies on Peru"."""
    verb = syntax.governor(mention.head)
    near = beside(mention, verb) if verb is not None and mention.head.dep_ != "nsubj" else []
    found = goods_among(sentence, near, PolicyType.TARIFF) or _by_its_clause(sentence, mention)
    found = found or _exempt(sentence, mention)
    if found and any(one.span is not None for one in found):
        return found
    inside = {token.i for token in instrument_tokens(mention) if token.i >= mention.end}
    behind = {one.i + 1 for one in sentence.doc if one.lower_ in {"on", "against"} and one.i >= mention.end}
    targets = {hit.code for hit in sentence.places if hit.first in inside}
    _, hits = partners_of(sentence, mention, actor)
    aimed = any(hit.first in behind for hit in hits)  # "imposed, then put off, on Peru"
    targets |= {hit.code for hit in hits} if aimed else set()
    known = set(actor.model.partner.split("+")) if actor.model is not None else set()
    others = (aimed or _is_on_all(sentence, mention)) and not known.issuperset(targets)
    alone = mention.end - mention.first == 1 and mention.head.left_edge.i == mention.first
    over = mention.head.head
    described = mention.head.dep_ in {"compound", "nmod"} and over.left_edge.i == mention.first
    bare = alone and (mention.head.tag_ == "NNS" or described)  # "tariffs": any, not those of before
    before = {one.lower_ for one in mention.head.lefts}
    fresh = not before.isdisjoint(words("fresh")) and before.isdisjoint(words("second-mention"))
    others = others or bare or fresh
    return (slots.Good("goods", None),) if others else ()


def _by_its_clause(sentence: Sentence, mention: Mention) -> tuple[slots.Good, ...]:
    """What the tariff's own relative clause sets it on: "the tariff that Lima says it will put on cars"."""
    clauses = [one for one in mention.head.rights if one.dep_ in {"relcl", "acl"}]
    tails = [one for clause in clauses for one in clause.subtree if one.dep_ == "prep" and one.lower_ in {"on", "to"}]
    tails = [one for one in tails if one.lower_ == "on" or one.head.lemma_.lower() == "apply"]
    setting = (one for one in tails if syntax.is_verb(one.head) and one.head.lemma_.lower() in words("setting"))
    for one in setting:
        found = goods_among(sentence, list(without_clauses(one)), PolicyType.TARIFF)
        if found:
            return found
    meant = [one for clause in clauses if clause.lemma_.lower() in words("purpose") for one in clause.subtree]
    found = goods_among(sentence, meant, PolicyType.TARIFF)
    return found if len(found) == 1 and found[0].name != "goods" else ()


def _this_time(sentence: Sentence, mention: Mention) -> tuple[slots.Good, ...]:
    """What an aside behind the instrument sets it on: "his latest tariff threat, this time on copper"."""
    start = list(anchors(mention))[-1].i + 1
    behind = [one.lower_ for one in sentence.doc[start : start + 4]]
    if len(behind) < 4 or behind[:3] != [",", "this", "time"] or behind[3] not in words("this-time"):  # noqa: PLR2004
        return ()
    return goods_among(sentence, list(sentence.doc[start + 3].subtree), PolicyType.TARIFF)


def _exempt(sentence: Sentence, mention: Mention) -> tuple[slots.Good, ...]:
    """What is freed from a tariff: "an exemption for tin from U.S. tariffs"."""
    over = mention.head.head
    if mention.head.dep_ != "pobj" or over.lower_ != "from":
        return ()
    verb = syntax.governor(over)
    if verb is not None and over.head.pos_ == "ADJ" and over.head.lemma_.lower() in words("exempt"):
        free = syntax.phrases(verb, "nsubj")
        return goods_among(sentence, free, PolicyType.TARIFF)  # "tin is exempt from the duty"
    for noun in syntax.climb(over):
        if noun.lemma_.lower() in words("exempt") and not syntax.is_verb(noun):
            freed = [token for one in syntax.children(noun, "prep") if one.lower_ == "for" for token in one.subtree]
            inside = [token for token in freed if token.i < over.i]
            return goods_among(sentence, inside, PolicyType.TARIFF)
    return ()


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


def beside(mention: Mention, verb: Token) -> list[Token]:
    """The words that a verb over a tariff sets it on: "put a duty on steel", "hit steel with a duty"."""
    found: list[Token] = []
    if mention.head.dep_ in {"dobj", "nsubjpass", "nsubj"}:
        loose = mention.head.dep_ != "nsubj" or verb.lemma_.lower() == "apply"
        over = {"on", "against", "to", "for", "off"} if loose else {"on", "against", "off"}
        tails = [one for one in syntax.children(verb, "prep") if one.lower_ in over and one.i > mention.first]
        found += [token for one in tails for token in without_clauses(one)]
    if mention.head.dep_ == "pobj" and mention.head.head.lower_ == "among" and verb.lemma_ == "be":
        found += syntax.phrases(verb, "nsubj")
    if verb.lemma_.lower() in words("hit"):
        found += syntax.phrases(verb, "dobj", "nsubjpass")
    if verb.lemma_.lower() in words("meeting") and mention.head.dep_ in {"dobj", "pobj"}:
        found += syntax.phrases(verb, "nsubj")
    return found
