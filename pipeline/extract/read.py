"""Document -> sentences with their words: the first tier, then the parse of those that may hold a claim."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from pipeline.extract import nlp, pronouns, ranked, refer, short
from pipeline.extract.figures import figures
from pipeline.extract.match import WORD, general_meanings, good_phrases, place_phrases, reference
from pipeline.extract.segment import pieces
from pipeline.extract.sentence import GoodHit, PlaceHit, Sentence
from pipeline.extract.years import years
from pipeline.types import Document
from pipeline.vocab.commodities import name_words
from pipeline.vocab.places import PlaceForm

POINTING = frozenset({"the", "this", "that", "these", "those"})
REACH = 3  # words before a general word among which "the" may stand: "the power generating fuel"
LOOK_BACK = 4  # sentences in which the commodity spoken of is still the same
# forms that are whole names of people or bodies, which no organisation's name swallows
NAMES_THEMSELVES = frozenset({PlaceForm.LEADER, PlaceForm.BODY, PlaceForm.SEAT})

POSSESSIVE_MARKS = frozenset({"'s", "’s", "'", "’", ",", "and", "of"})
POSSESSIVES = (["'s"], ["’s"], ["'"], ["’"])


def sentences(document: Document) -> tuple[Sentence, ...]:
    """All readable sentences, with their places, commodities, figures and years; none parsed yet."""
    found: list[Sentence] = []
    for piece in pieces(document):
        if not piece.readable:
            continue
        text = piece.span.of(document.text)
        one = Sentence(len(found), piece, document, previous=found[-1] if found and not piece.opens else None)
        one.figures = figures(text, piece.span.start)
        one.years = years(text, document.published, piece.span.start)
        one.words = frozenset(WORD.findall(text))
        one.lowered = frozenset(word.lower() for word in one.words)
        if place_phrases().may_match(one.words, one.lowered):
            one.places = _places(one)
        if good_phrases().may_match(one.words, one.lowered):
            one.goods = _goods(one)
        found.append(one)
    short.add(found)
    strong = {hit.code for one in found for hit in one.places if not hit.weak}
    for one in found:
        one.places = tuple(hit for hit in one.places if not hit.weak or _supported(hit, one, strong))
        refer.add_phrases(one)
        ranked.add(one)
    return tuple(found)


def _supported(hit: PlaceHit, sentence: Sentence, strong: set[str]) -> bool:
    """Whether a word shared with something else (Georgia, Jordan) is the place: it is named elsewhere, or in a list."""
    return hit.code in strong or any(
        not other.weak and other.form is PlaceForm.NAME and other.code not in {hit.code, "USA"}
        for other in sentence.places
    )


def parse(chosen: Iterable[Sentence], wanted: Callable[[Sentence], bool]) -> tuple[Sentence, ...]:
    """Parse the sentences that are wanted, and what their pronouns need; gives the wanted ones."""
    gated = [one for one in chosen if wanted(one)]
    needed = {one.index: one for one in gated}
    for one in gated:
        if one.previous is not None and pronouns.points_back(one):
            needed[one.previous.index] = one.previous
    todo = [one for _, one in sorted(needed.items())]
    nlp.parse([one.doc for one in todo])
    for one in todo:
        one.parsed = True
    for one in todo:
        pronouns.add_pronouns(one)
    return tuple(gated)


def _goods(sentence: Sentence) -> tuple[GoodHit, ...]:
    found: list[GoodHit] = []
    for m in good_phrases().find(sentence.doc):
        if _is_negated(sentence.doc, m.first) or _is_lacking(sentence.doc, m.end):
            continue
        if not _in_organization(sentence, m.first, m.end) and not _in_body(sentence, m.first):
            hit = GoodHit(sentence.span_of(m.first, m.end), m.first, m.end, m.value.name, m.value.kind, m.value.weak)
            found.append(_specific(sentence, hit, found))
    return tuple(found)


def _specific(sentence: Sentence, hit: GoodHit, here: list[GoodHit]) -> GoodHit:
    """What a general word after "the" means: "beef ... the meat" is the beef named last, here or shortly before."""
    meanings = general_meanings().get(sentence.doc[hit.first : hit.end].text.lower())
    if not meanings or not _pointed(sentence, hit.first) or sentence.doc[hit.first - 1].text in POSSESSIVE_MARKS:
        return hit  # "the oil", "the enriched fuel", but not "the world's oil"
    spoken = (one for goods in (here, *(back.goods for back in sentence.back(LOOK_BACK))) for one in reversed(goods))
    named = next((one for one in spoken if one.name in meanings), None)
    return replace(hit, name=named.name, kind=named.kind) if named is not None else hit


def _pointed(sentence: Sentence, first: int) -> bool:
    """Whether "the" or a word like it stands before a word, with only adjectives between them."""
    for one in reversed(sentence.doc[max(0, first - REACH) : first]):
        if one.lower_ in POINTING:
            return True
        if one.lower_ in reference()["function-words"] or one.lower_ == "other":
            return False
    return False


def _in_body(sentence: Sentence, first: int) -> bool:
    """Whether a word is part of the name of a ministry: "the Ministry of Economy, Trade and Industry"."""
    doc, at = sentence.doc, first
    if not doc[first].text[:1].isupper():
        return False
    while first > 0 and (doc[first - 1].text[:1].isupper() or doc[first - 1].text in {",", "and", "&", "of", "for"}):
        first -= 1
        if doc[first].text in reference()["bodies"]:
            return True
    return _in_council(doc, at)


def _in_council(doc: Doc, at: int) -> bool:
    """Whether a word is in the front of the name of a council or board: "the Cotton and Cashew Council"."""
    if not at or doc[at - 1].lower_ != "the":
        return False
    for token in doc[at + 1 : at + 6]:
        if token.text in reference()["councils"]:
            return True
        if not token.text[:1].isupper() and token.text not in {",", "and", "&"}:
            return False
    return False


def _places(sentence: Sentence) -> tuple[PlaceHit, ...]:
    found = [
        PlaceHit(sentence.span_of(m.first, m.end), m.first, m.end, m.value.code, m.value.form, weak=m.value.weak)
        for m in place_phrases().find(sentence.doc)
        if not _is_negated(sentence.doc, m.first)
        and (m.value.form in NAMES_THEMSELVES or not _in_organization(sentence, m.first, m.end))
    ]
    pairs = zip([None, *found], found, strict=False)
    return tuple(hit for before, hit in pairs if before is None or not _is_of_other(sentence, before, hit))


def _is_of_other(sentence: Sentence, owner: PlaceHit, hit: PlaceHit) -> bool:
    """Whether a body's name is that of another state's body here: "Peru's Congress", "the Philippine Senate"."""
    between = [token.lower_ for token in sentence.doc[owner.end : hit.first]]
    owns = between in POSSESSIVES or (not between and owner.form is PlaceForm.DEMONYM)
    return hit.form is PlaceForm.BODY and owns and owner.code != hit.code


def _is_negated(doc: Doc, first: int) -> bool:
    """Whether a word is what something is not: "non-Chinese supply", "ex-China", "non-opioid medicines"."""
    before = [token.lower_ for token in doc[max(0, first - 2) : first]]
    return before[-1:] in (["non"], ["non-"], ["ex-"]) or before in (["non", "-"], ["ex", "-"])


def _is_lacking(doc: Doc, end: int) -> bool:
    """Whether a commodity is what something does without: "cobalt-free cathodes"."""
    return [token.lower_ for token in doc[end : end + 2]] in (["-", "free"], ["–", "free"])


def _in_organization(sentence: Sentence, first: int, end: int) -> bool:
    """Whether capitalised words are part of the name of an organisation that is no government."""
    doc = sentence.doc
    if not doc[first].text[:1].isupper() or _is_headline(sentence):
        return False
    words, start, stop = reference(), first, end
    while first > 0 and doc[first - 1].text[:1].isupper() and doc[first - 1].text not in words["openers"]:
        first -= 1
    while end < len(doc) and (_capital(doc, end) or (doc[end].text in {"of", "&", "for"} and _capital(doc, end + 1))):
        end += 1
    if (first, end) == (start, stop):
        return False  # a word alone is no name: "Copper output fell"
    run = {token.text for token in doc[first:end]}
    return bool(run & (words["organization-words"] | name_word_set())) and not run & words["government-words"]


def _is_headline(sentence: Sentence) -> bool:
    """Whether capitals tell nothing: most words of the sentence have one."""
    words = [token for token in sentence.doc if token.is_alpha]
    return sum(token.text[:1].isupper() for token in words) > len(words) * 0.7


@cache
def name_word_set() -> frozenset[str]:
    """Words that make a name of a capitalised word beside them."""
    return frozenset(name_words())


def _capital(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].text[:1].isupper()
