"""Fills the slots of a claim: who holds, of which commodity, at which stage, in which year.

Each slot looks in the noun phrase of the figure first, then in its clause, then in the sentence, then in the sentences
before, the heading and the title; every answer keeps the words it was read from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Token

from pipeline.extract import syntax, when
from pipeline.extract.match import Phrases, general_meanings, good_phrases, weak_meanings
from pipeline.extract.nlp import tokenize
from pipeline.extract.sentence import GoodHit, PlaceHit, Sentence
from pipeline.types import BlockKind, Change, Quantity, Share, Span, Stage
from pipeline.vocab.commodities import Kind
from pipeline.vocab.places import PlaceForm, regions
from pipeline.vocab.stages import by_noun, by_verb, stages

NEARBY = 2  # sentences in which several commodities leave open which is meant
LOOK_BACK = 4  # sentences in which the commodity spoken of is still the same
MAKERS = ("maker", "makers", "builder", "builders")  # ends of words for who makes something
FINISHED = frozenset({Kind.COMPONENT, Kind.FINISHED})
JOINERS = frozenset({",", "and", "&", "or", "the", "plus", "both", "as", "well", "then"})
OUTPUT = frozenset(
    {Stage.MINING, Stage.PROCESSING, Stage.MANUFACTURING, Stage.RECYCLING, Stage.EXPORTS}
)  # kinds of production
NAMED_CLASSES = frozenset({"critical minerals"})  # classes that their word tells of before another noun
ORES = frozenset({"metals"})
CLASS_KINDS = {  # what a class word can mean: "the metal" and "ore" a material only, "the crop" what is grown
    "metals": frozenset({Kind.MATERIAL, Kind.CLASS}),
    "food": frozenset({Kind.FOOD, Kind.MATERIAL, Kind.CLASS}),
}
NEAR = 3  # tokens between "refined" and "production" that are one phrase: "refined nickel production"
FINITE = frozenset({"VB", "VBZ", "VBP", "VBD"})
GENERAL = frozenset({"meat", "fruit", "food", "metals", "goods", "energy", "fuel", "raw materials", "components"})
OWNERS = ("poss", "amod", "compound", "nmod", "nummod")


@dataclass(frozen=True, slots=True)
class Good:
    """A commodity and where it was read; no span when it is carried over from before the sentence."""

    name: str
    kind: Kind | None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class StageRead:
    """A stage and the words that told it, if any."""

    stage: Stage
    span: Span | None = None


# --- holders -------------------------------------------------------------------------------------------------------


def named(sentence: Sentence, token: Token) -> tuple[PlaceHit, ...]:
    """The countries that a noun phrase stands for, by its head, or by the owner of its head ("Chinese refiners").

    Coordinated names count together. Gives nothing where the head is no country and has no country as its owner.
    """
    hit = sentence.place_at(token)
    if hit is not None:
        return coordinated(sentence, hit)
    owned = owner(sentence, token)
    if owned is not None and not (token.pos_ == "PROPN" and token.text[:1].isupper()):
        return coordinated(sentence, owned)  # but "Brazil's Lithium Valley" is not Brazil
    return located(sentence, token)


def is_one_firm(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun is one plant or company of a country: "a French plant could meet half of the demand"."""
    article = next(syntax.children(noun, "det"), None)
    hit = owner(sentence, noun)
    single = article is not None and article.lower_ in {"a", "an", "another"} and noun.tag_ == "NN"
    return single and hit is not None and hit.form is PlaceForm.DEMONYM


def located(sentence: Sentence, token: Token) -> tuple[PlaceHit, ...]:
    """The countries where all who play a role are: "mines in Chile", but not one mine there."""
    if token.tag_ == "NNS" and token.lower_ in role_words():
        for preposition in syntax.children(token, "prep"):
            noun = next(syntax.children(preposition, "pobj"), None)
            hit = sentence.place_at(noun) if noun is not None and preposition.lower_ in {"in", "from"} else None
            if hit is not None:
                return coordinated(sentence, hit)
    return ()


def owner(sentence: Sentence, token: Token) -> PlaceHit | None:
    """The place that owns or marks a noun: "China's share", "Chinese mines", "mines in China"."""
    for child in syntax.children(token, *OWNERS):
        hit = sentence.place_at(child)
        if hit is not None:
            return hit
        if child.dep_ in {"poss", "compound", "nmod"}:  # "the country's mines' output"
            deeper = owner(sentence, child)
            if deeper is not None:
                return deeper
    return None


def coordinated(sentence: Sentence, hit: PlaceHit) -> tuple[PlaceHit, ...]:
    """The place and those listed with it: only commas and "and" stand between them."""
    places = sentence.places
    at = places.index(hit)
    low = high = at
    while low > 0 and _joined(sentence, places[low - 1], places[low]):
        low -= 1
    while high + 1 < len(places) and _joined(sentence, places[high], places[high + 1]):
        high += 1
    return places[low : high + 1]


def _joined(sentence: Sentence, left: PlaceHit, right: PlaceHit) -> bool:
    """Whether only commas and "and" stand between two places, and the right one begins no clause or list of its own."""
    texts = [one.lower_ for one in sentence.doc[left.end : right.first]]
    mixed = (left.form is PlaceForm.DEMONYM) != (right.form is PlaceForm.DEMONYM)
    apart = (
        (right.anaphor and right.form is PlaceForm.BODY)  # "the duty on Canada, and the president said"
        or (texts[:2] == [",", "and"] and not _is_third(sentence, left))  # "from China, and Tajikistan sends ..."
        or (_is_owner(sentence, right) and not _is_owner(sentence, left))  # "the UAE, India's top supplier"
        or (texts == [","] and _has_figure(sentence, right.end))  # "from Russia, Austria over 80%"
        or (mixed and "," in texts)  # "comes from Mali, and Chinese smelters ..."
    )
    return not apart and 0 < len(texts) <= 3 and all(one in JOINERS for one in texts)  # noqa: PLR2004 - ", and the"


def _is_third(sentence: Sentence, left: PlaceHit) -> bool:
    """Whether a comma parts a place from one before it, so that ", and" ends a list: "A, B, and C"."""
    at = sentence.places.index(left)
    if not at:
        return False
    between = sentence.doc[sentence.places[at - 1].end : left.first]
    return [one.text for one in between if one.text != "the"] == [","]


def _is_owner(sentence: Sentence, hit: PlaceHit) -> bool:
    return hit.end < len(sentence.doc) and sentence.doc[hit.end].text in {"'s", "’s", "'", "’"}


def _has_figure(sentence: Sentence, at: int) -> bool:
    """Whether a percentage stands right after a place: "Austria over 80%"."""
    return any(sentence.tokens_of(one.span)[0] == at for one in sentence.figures if one.unit == "percent")


def codes(hits: Iterable[PlaceHit]) -> tuple[str, ...]:
    """The sorted codes of the places, each once."""
    return tuple(sorted({hit.code for hit in hits}))


def organization(sentence: Sentence, token: Token) -> str:
    """The company that a noun phrase names, "" when it names none: a proper noun that is no place."""
    if token.pos_ != "PROPN" or token.text.islower() or sentence.place_at(token) is not None:
        return ""
    words = [
        one for one in syntax.phrase(token) if one.pos_ in {"PROPN", "ADP", "CCONJ", "PART", "PUNCT"} or one == token
    ]
    while words and words[0].pos_ != "PROPN":
        words.pop(0)
    while words and words[-1].pos_ != "PROPN":
        words.pop()
    if not words or any(sentence.place_at(one) for one in words):
        return ""  # "Brazil's Lithium Valley" is neither the country nor a company
    name = sentence.span_of(words[0].i, words[-1].i + 1).of(sentence.document.text)
    return "" if name in regions() else name


# --- commodity -----------------------------------------------------------------------------------------------------


def good_in(sentence: Sentence, tokens: Iterable[Token], near: int | None = None) -> Good | None:
    """The commodity among some tokens: strong before weak, then the one nearest to the token index `near`."""
    inside = {token.i for token in tokens}
    hits = [hit for hit in sentence.goods if not inside.isdisjoint(range(hit.first, hit.end))]
    hits = [hit for hit in hits if not _is_verb_form(sentence, hit)]
    if not hits:
        return None
    best = min(hits, key=lambda hit: (hit.weak, abs(hit.first - near) if near is not None else 0, hit.first))
    return meant(sentence, best) if best.weak else _good(best)


def meant(sentence: Sentence, hit: GoodHit) -> Good:
    """What a weak word means: the commodity spoken of just before where it fits that one, else its own.

    A word of a class ("the metal", "ore") fits all; another ("beans", "panels") only the commodities that list it.
    """
    if hit.name in NAMED_CLASSES and sentence.doc[hit.end - 1].dep_ in {"amod", "compound", "nmod"}:
        return _good(hit)  # "mineral exports", where "the mineral" is the one spoken of
    fits = weak_meanings().get(sentence.doc[hit.first : hit.end].text.lower(), frozenset())
    before = [one for one in sentence.goods if not one.weak and one.end <= hit.first]
    kinds = CLASS_KINDS.get(hit.name) if hit.kind is Kind.CLASS else None
    if kinds is not None:
        before = [one for one in before if one.kind in kinds]
    words = sentence.doc[hit.first : hit.end].text.lower()
    spoken = _good(before[-1]) if before else carried_good(sentence) or last_good(sentence)
    if spoken is not None and kinds is not None and spoken.kind not in {*kinds, None}:
        spoken = None
    crop = spoken is not None and hit.kind is Kind.FOOD and spoken.kind is Kind.FOOD  # "the crop", after cocoa
    crop = crop or (spoken is not None and spoken.name in general_meanings().get(words, {}))
    if spoken is not None and (hit.kind is Kind.CLASS or spoken.name in fits or crop):
        return Good(spoken.name, spoken.kind, hit.span)
    return _good(hit)


def is_stage_noun(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether the word of a commodity is one of a stage as well: "exports"."""
    return sentence.doc[hit.first : hit.end].text.lower() in by_noun()


def _good(hit: GoodHit) -> Good:
    return Good(hit.name, hit.kind, hit.span)


def _is_verb_form(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether the word is a verb here: "used to train models", "Guyana pumps 900,000 barrels"."""
    return hit.end - hit.first == 1 and sentence.doc[hit.first].tag_ in FINITE


def goods_in(sentence: Sentence, tokens: Iterable[Token]) -> tuple[Good, ...]:
    """All commodities among some tokens, each once; weak ones only where there is no strong one."""
    inside = {token.i for token in tokens}
    hits = [hit for hit in sentence.goods if not inside.isdisjoint(range(hit.first, hit.end))]
    hits = [hit for hit in hits if not _is_verb_form(sentence, hit)]
    if any(hit.kind is Kind.MATERIAL for hit in hits):
        hits = [hit for hit in hits if hit.name not in ORES]  # "rare earth compounds and metals"
    strong = [_good(hit) for hit in _listed(sentence, [hit for hit in hits if not hit.weak])]
    strong = strong or [meant(sentence, hit) for hit in hits[:1]]
    seen: dict[str, Good] = {}
    for good in strong:
        seen.setdefault(good.name, good)
    return tuple(seen.values())


def _listed(sentence: Sentence, hits: list[GoodHit]) -> list[GoodHit]:
    """The commodities that are listed; of "lobster meat" and "olives for oil" the one that is meant."""
    kept: list[GoodHit] = []
    for hit in hits:
        between = list(sentence.doc[kept[-1].end : hit.first]) if kept else []
        if not kept or any(one.lower_ in JOINERS for one in between):
            kept.append(hit)
        elif all(one.text == "-" or one.pos_ in {"ADJ", "NOUN"} for one in between) and hit.name not in GENERAL:
            kept[-1] = hit  # "semiconductor-grade neon"
    return kept


def carried_good(sentence: Sentence, look_back: int = LOOK_BACK) -> Good | None:
    """The commodity that the text speaks of before this sentence, where it is plain which."""
    found = last_good(sentence, look_back)
    if found is None:
        return None
    claimed = _claimed(sentence)
    return claimed if claimed is not None else plain(sentence, found)


def _claimed(sentence: Sentence) -> Good | None:
    """The one commodity that the claims of the sentence before are on, where that sentence names it."""
    previous = sentence.previous
    if previous is None:
        return None
    names = {one.commodity for one in previous.claims if isinstance(one, Share | Quantity | Change)} - {"", "goods"}
    hits = [hit for hit in previous.goods if hit.name in names and not hit.weak]
    return Good(hits[0].name, hits[0].kind) if len(names) == 1 and hits else None


def last_good(sentence: Sentence, look_back: int = LOOK_BACK) -> Good | None:
    """The commodity of the nearest sentence before this one that names any, else that of the title."""
    for one in sentence.back(look_back):
        strong = [hit for hit in one.goods if _is_spoken_of(one, hit)]
        if strong:
            best = max(strong, key=lambda hit: (hit.kind is not Kind.CLASS, -hit.first))
            return Good(best.name, best.kind)
        if one.piece.block.kind is BlockKind.HEADING:
            break
    return title_good(sentence.document.title)


def _is_spoken_of(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether a word tells what a text is about: not a weak one, nor one for who makes it ("chipmakers")."""
    return not hit.weak and not sentence.doc[hit.end - 1].lower_.endswith(MAKERS)


def plain(sentence: Sentence, good: Good) -> Good | None:
    """A commodity carried over where it is plain: the only one named just before, or what the text is about.

    Where several were named just before, the one that the text is about is meant; None where that tells nothing.
    """
    hits = [hit for one in sentence.back(NEARBY) for hit in one.goods if _is_spoken_of(one, hit)]
    hits = [hit for hit in hits if hit.name != "goods"]
    near = {hit.name: hit for hit in hits}
    if not near.keys() - {good.name}:
        return good
    about = topic(sentence)
    if good.name in about:
        return good
    told = [hit for hit in near.values() if hit.name in about]
    return Good(told[0].name, told[0].kind) if len(told) == 1 else None


def topic(sentence: Sentence) -> set[str]:
    """The commodities that a text is about: that of its title, else those of its first sentence that names any."""
    title = title_good(sentence.document.title)
    if title is not None:
        return {title.name}
    about: set[str] = set()
    for one in sentence.back(sentence.index):
        about = {hit.name for hit in one.goods if not hit.weak} or about
    return about


@lru_cache(maxsize=8)  # every sentence of a document may ask
def title_good(title: str) -> Good | None:
    """The commodity that a headline names."""
    phrases: Phrases[object] = good_phrases()  # type: ignore[assignment]  # read only
    found = [match.value for match in phrases.find(tokenize(title))] if title else []
    strong = [value for value in found if not value.weak]  # type: ignore[attr-defined]
    return Good(strong[0].name, strong[0].kind) if strong else None  # type: ignore[attr-defined]


# --- stage ---------------------------------------------------------------------------------------------------------


def stage_in(sentence: Sentence, tokens: Sequence[Token]) -> StageRead | None:
    """The stage that nouns among consecutive tokens tell; the longest phrase wins, then the last (the head).

    "Production" and the like yield to the kind of it just before: "refined nickel production".
    """
    nouns = by_noun()
    best: tuple[int, int, StageRead] | None = None
    named = {
        i for hit in sentence.goods for i in range(hit.first, hit.end) if sentence.doc[i].lower_ in hit.name.split()
    }
    words = ["" if token.i in named else token.lower_ for token in tokens]
    for first in range(len(words)):
        for end in range(first + 1, min(first + 4, len(words)) + 1):
            stage = nouns.get(" ".join(words[first:end]))
            if stage is not None and (
                best is None or ((end - first, first) >= best[:2] and not _of_kind(best, stage, first))
            ):
                span = sentence.span_of(tokens[first].i, tokens[end - 1].i + 1)
                best = (end - first, first, StageRead(stage, span))
    return best[2] if best else None


def _of_kind(best: tuple[int, int, StageRead], stage: Stage, first: int) -> bool:
    """Whether a word of production stands behind the kind of it: "refined nickel production", "the export market"."""
    general = stage is Stage.PRODUCTION or (stage is Stage.SALES and best[2].stage is Stage.EXPORTS)
    return general and best[2].stage in OUTPUT and first - best[1] <= NEAR


@cache
def role_words() -> dict[str, Stage]:
    """Words for who does a stage: "miners", "refiner", and "mines" or "smelters" as its means."""
    return {word: one.stage for one in stages() for word in one.roles}


def stage_of_verb(sentence: Sentence, verb: Token) -> StageRead | None:
    """The stage that a verb tells."""
    told = [one.lower_ for one in verb.doc[verb.i : verb.i + 3]]
    lemma = told[2] if told[:2] == ["used", "to"] and len(told) > 2 else verb.lemma_.lower()  # noqa: PLR2004 - "mine"
    stage = by_verb().get(lemma)
    return StageRead(stage, sentence.span_of(verb.i, verb.i + 1)) if stage is not None else None


def settle(stage: Stage, kind: Kind | None) -> Stage:
    """Production of a finished good is manufacturing (ruling "Production words")."""
    if stage is Stage.PRODUCTION and kind in FINISHED:
        return Stage.MANUFACTURING
    if stage is Stage.MANUFACTURING and kind in {Kind.MATERIAL, Kind.ENERGY, Kind.FOOD}:
        return Stage.PRODUCTION
    return stage


# --- year ----------------------------------------------------------------------------------------------------------


def year(sentence: Sentence, span: Span) -> tuple[int | None, Span | None]:
    """The year of what stands at `span`, and its words; None where the text gives none."""
    return when.year(sentence, span)
