"""Where a sentence names an instrument of policy: by a noun of the vocabulary, by a name, or by a title in capitals."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from spacy.tokens import Token

from pipeline.extract.match import Phrases
from pipeline.extract.sentence import Sentence
from pipeline.types import PolicyType
from pipeline.vocab import policies, rules

LONGEST_TITLE = 12  # tokens of "Mineral and Petroleum Resources Development Act"
DASHES = frozenset({"-", "–", "/"})
ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")
MORE = "more"  # family of a rate that only adds a product to the tariff before it
HEADLINE = 0.7  # of the words with a capital: there capitals tell nothing


@dataclass(frozen=True, slots=True)
class Kind:
    """What an instrument stands for: firms have a `loose` one too; one that `carries` is on what was spoken of."""

    id: str
    type: PolicyType
    commodity: str = ""
    actor: tuple[str, ...] = ()
    loose: bool = False
    carries: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """An instrument in the words of a sentence."""

    first: int
    end: int
    kind: Kind
    head: Token


def words(name: str) -> frozenset[str]:
    """One word class of policy.toml."""
    return rules.words("policy")[name]


@cache
def _phrases() -> Phrases[Kind]:
    loose = {
        noun: Kind(one.id, one.type, one.commodity, loose=one.loose, carries=one.carries)
        for one in policies.instruments()
        for noun in one.nouns
    }
    exact = {
        name: Kind(f"named:{one.id}", one.type, one.commodity, tuple(one.actor.split()), carries=one.carries)
        for one in policies.named()
        for name in one.names
    }
    return Phrases(loose, exact, words("never"))


def mentions(sentence: Sentence) -> tuple[Mention, ...]:
    """The instruments that the words of a parsed sentence name, in text order; kept with its doc."""
    known: tuple[Mention, ...] | None = sentence.doc.user_data.get("instruments")
    if known is None:
        known = tuple(_read(sentence))
        sentence.doc.user_data["instruments"] = known
    return known


@lru_cache(maxsize=8)
def _initials(text: str) -> Mapping[str, Kind]:
    """The initials of the named instruments that a text spells out: "IRA" where it has "Inflation Reduction Act"."""
    found = {}
    for one in policies.named():
        for name in one.names:
            capitals = "".join(word[0] for word in name.split() if word[0].isupper())
            if len(capitals) > 2 and name in text:  # noqa: PLR2004 - two letters are too common
                kind = Kind(f"named:{one.id}", one.type, one.commodity, tuple(one.actor.split()), carries=one.carries)
                found[capitals] = kind
    return found


def _read(sentence: Sentence) -> list[Mention]:
    found = [Mention(m.first, m.end, m.value, _head(sentence, m.first, m.end)) for m in _phrases().find(sentence.doc)]
    initials = _initials(sentence.document.text)
    taken = {i for one in found for i in range(one.first, one.end)}
    found += [
        Mention(t.i, t.i + 1, initials[t.text], t) for t in sentence.doc if t.text in initials and t.i not in taken
    ]
    named = {i for one in found if one.kind.actor for i in range(one.first, one.end)}
    titles = [one for one in _titles(sentence) if named.isdisjoint(range(one.first, one.end))]
    inside = {i for one in titles for i in range(one.first, one.end)}
    kept = [
        one
        for one in found
        if one.kind.actor or (inside.isdisjoint(range(one.first, one.end)) and not _is_spoiled(sentence, one))
    ]
    kept += _ones(sentence, kept)
    nouns = [one for one in (*kept, *titles) if _is_noun(one) and not _in_address(sentence, one)]
    nouns = [one for one in nouns if not _is_need(sentence, one)]
    heads = {one.head.i for one in nouns if one.head.lemma_.lower() in words("outer-instruments")}
    return sorted((one for one in nouns if not _is_modifier(one, heads)), key=lambda one: one.first)


def _ones(sentence: Sentence, found: list[Mention]) -> Iterator[Mention]:
    """A noun that is not said again: "Indian tariffs on whisky and British ones on clothes"."""
    for token in sentence.doc:
        tariffs = [one for one in found if one.end <= token.i and one.kind.type is PolicyType.TARIFF]
        if tariffs and token.lower_ in words("tariff-again") and token.i + 1 < len(sentence.doc):
            if token.nbor().lower_ == "on":  # "and drop those on peas", "the rate on cells", "25 percent on trucks"
                kind = tariffs[-1].kind
                more = token.lower_ in words("tariff-figures")
                if not more or _is_added(sentence, tariffs[-1], token):
                    yield Mention(token.i, token.i + 1, replace(kind, id=MORE) if more else kind, token)
            continue
        owned = token.lower_ in {"one", "ones"} and token.tag_ in {"NN", "NNS"}
        if not owned or not _is_placed(sentence, token):
            continue
        meant = next((one for one in reversed(sentence.doc[: token.i]) if _is_placed(sentence, one)), None)
        before = next((one for one in found if one.head == meant and not one.kind.actor), None)
        if before is not None:
            yield Mention(token.i, token.i + 1, before.kind, token)


def _is_added(sentence: Sentence, tariff: Mention, rate: Token) -> bool:
    """Whether a rate adds goods to those of the tariff before it: "a tariff of 10% on tin and 25% on trucks"."""
    doc, first = sentence.doc, rate.i
    while first > tariff.end and (doc[first - 1].like_num or doc[first - 1].lower_ in words("about-rates")):
        first -= 1
    joined = doc[first - 1].lower_ in {",", ";", "and"}
    on_goods = any(one.lower_ == "on" for one in doc[tariff.end : first])
    return joined and on_goods and any(hit.first in range(rate.i + 2, rate.i + 5) for hit in sentence.goods)


def _is_placed(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun has a place or a word for one before it: "Indian tariffs", "its tariffs"."""
    return noun.pos_ in {"NOUN", "PRON"} and any(sentence.place_at(one) is not None for one in noun.lefts)


def _is_need(sentence: Sentence, mention: Mention) -> bool:
    """Whether "requirements" are what somebody needs of a commodity, and no rule: "60% of its fuel requirements"."""
    needs = mention.head.lemma_.lower() == "requirement" and mention.end - mention.first == 1
    return needs and any(hit.end == mention.first for hit in sentence.goods)


def _in_address(sentence: Sentence, mention: Mention) -> bool:
    """Whether the words are part of a link."""
    start, end = sentence.doc[mention.first].idx, sentence.doc[mention.end - 1].idx
    return any(one.start() <= end and start < one.end() for one in ADDRESS.finditer(sentence.text))


def _is_modifier(mention: Mention, outer: set[int]) -> bool:
    """Whether the words only describe another noun: "tariff uncertainty", "countervailing duty investigations"."""
    head = mention.head.head
    if (
        mention.head.dep_ not in {"compound", "nmod", "amod"}
        or head.pos_ not in {"NOUN", "PROPN"}
        or head.i < mention.end
    ):
        return False
    kept = words("carriers") | words("tails")
    if mention.kind.actor:
        return head.lemma_.lower() not in kept | words("outer-instruments")
    return head.i in outer or head.lemma_.lower() not in kept


def _head(sentence: Sentence, first: int, end: int) -> Token:
    inside = sentence.doc[first:end]
    outer = [token for token in inside if token.head.i < first or token.head.i >= end or token.head == token]
    nouns = [token for token in outer if token.pos_ in {"NOUN", "PROPN"}]
    return (nouns or outer or list(inside))[-1]


def _is_noun(mention: Mention) -> bool:
    return mention.head.pos_ in {"NOUN", "PROPN", "X", "NUM", "PRON"} or bool(mention.kind.actor)


def _is_spoiled(sentence: Sentence, mention: Mention) -> bool:
    """Whether a noun is part of a name: "the Best Employers Programme", "the Office of Tariffs Research"."""
    head = mention.head
    if _is_headline(sentence):
        return False
    if _is_in_name(sentence, mention):
        return True
    if not mention.kind.loose or head.text not in policies.titles():
        return False
    return any(one.text in words("title-spoilers") for one in sentence.doc[_title_start(head) : head.i])


def _is_in_name(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name in capitals goes on behind the instrument: "the Sanctions and Anti-Fraud Office"."""
    doc, at = sentence.doc, mention.end
    if not mention.first or not all(one.text[:1].isupper() for one in doc[mention.first : at]):
        return False
    while at < len(doc) and doc[at].text in {"and", "&"}:
        at += 1
    after = doc[at] if at < len(doc) else None
    return after is not None and after.text.istitle() and after.pos_ in {"NOUN", "PROPN"}


def _is_headline(sentence: Sentence) -> bool:
    return sum(token.text[:1].isupper() for token in sentence.doc) > len(sentence.doc) * HEADLINE


def _title_start(last: Token) -> int:
    """Index of the first word of a name in capitals that ends with this one."""
    first = last.i
    while first > 0 and last.i - first < LONGEST_TITLE and _is_of_title(last.doc[first - 1]):
        first -= 1
    return first


def _titles(sentence: Sentence) -> Iterator[Mention]:
    """Names by their last word: "Goods Availability Act", "National Quantum Strategy"."""
    doc = sentence.doc
    if _is_headline(sentence):
        return
    kinds = policies.titles()
    for token in doc:
        kind = kinds.get(token.text)
        if kind is None or token.i == 0 or (token.i + 1 < len(doc) and doc[token.i + 1].text in kinds):
            continue  # "the Rescue Plan Act" is an act
        first = _title_start(token)
        while first < token.i and (not doc[first].text[:1].isupper() or doc[first].lower_ in words("title-openers")):
            first += 1
        own = [one for one in doc[first : token.i] if sentence.place_at(one) is None and one.text[:1].isupper()]
        if own and not any(one.text in words("title-spoilers") for one in doc[first : token.i + 1]):
            while first < token.i and (sentence.place_at(doc[first]) is not None or doc[first].text in DASHES):
                first += 1
            yield Mention(first, token.i + 1, Kind(f"title:{token.lower_}", kind, loose=True, carries=False), token)


def _is_of_title(token: Token) -> bool:
    return token.text[:1].isupper() or token.lower_ in words("title-joiners")
