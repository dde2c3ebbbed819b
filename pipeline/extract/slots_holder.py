"""Who holds: the countries and companies that a noun phrase stands for."""

from collections.abc import Iterable
from functools import partial

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.extract.slots_stage import role_words
from pipeline.vocab.places import PlaceForm, regions

JOINERS = frozenset({",", "and", "&", "or", "the", "plus", "both", "as", "well", "then"})
OWNERS = ("poss", "amod", "compound", "nmod", "nummod")


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
            noun = syntax.object_of(preposition)
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
        if child.dep_ in {"poss", "compound", "nmod"} or child.tag_ == "CD":  # "its mines' output", "Canadian 2024/25"
            deeper = owner(sentence, child)
            if deeper is not None:
                return deeper
    return None


def coordinated(sentence: Sentence, hit: PlaceHit) -> tuple[PlaceHit, ...]:
    """The place and those listed with it: only commas and "and" stand between them."""
    return tuple(syntax.run_of(sentence.places, hit, partial(_joined, sentence)))


def _joined(sentence: Sentence, left: PlaceHit, right: PlaceHit) -> bool:
    """Whether only commas and "and" stand between two places, and the right one begins no clause or list of its own."""
    texts = [one.lower_ for one in sentence.doc[left.end : right.first]]
    mixed = (left.form is PlaceForm.DEMONYM) != (right.form is PlaceForm.DEMONYM)
    apart = (
        (right.anaphor and right.form is PlaceForm.BODY)  # "the duty on Canada, and the president said"
        or (right.anaphor and right.end - right.first == 1)  # "sells to Japan, and it", "OPEC and its allies"
        or (texts[:2] == [",", "and"] and not _is_third(sentence, left))  # "from China, and Tajikistan sends ..."
        or (_is_owner(sentence, right) and not _is_owner(sentence, left))  # "the UAE, India's top supplier"
        or (texts == [","] and _has_figure(sentence, right.end))  # "from Russia, Austria over 80%"
        or (mixed and "," in texts)  # "comes from Mali, and Chinese smelters ..."
        or (texts == [","] and _begins_clause(sentence, left, right))  # "after the war in Ukraine, Japan ..."
    )
    return not apart and 0 < len(texts) <= 3 and all(one in JOINERS for one in texts)  # noqa: PLR2004 - ", and the"


def _begins_clause(sentence: Sentence, left: PlaceHit, right: PlaceHit) -> bool:
    """Whether a place is the subject behind a phrase in front of the clause that ends in the other one."""
    if not sentence.parsed or sentence.doc[right.end - 1].dep_ not in syntax.SUBJECTS:
        return False
    last = sentence.doc[left.end - 1]
    while last.dep_ == "conj":
        last = last.head
    return last.dep_ == "pobj"


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
