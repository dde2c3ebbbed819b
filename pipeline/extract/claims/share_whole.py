"""The figure of a share and its whole: "70% of the world's refined copper"."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Bound
from pipeline.vocab import rules
from pipeline.vocab.places import PlaceForm

PERCENT = 100
PAIRS = {"—": "—", "–": "–", "--": "--", "(": ")"}  # what opens an aside, and what closes it
OWN_SIDE = {"from": {"exports", "shipments"}, "to": {"imports"}, "into": {"imports"}}  # what leads to the owner


def words(name: str) -> frozenset[str]:
    """One word class of share.toml."""
    return rules.words("share")[name]


BACK = frozenset({"those", "these", "them", "that", "it", "this"})  # a whole that is what was spoken of


@dataclass(frozen=True, slots=True)
class Whole:
    """What a percentage is of: its noun, its words, and the country that owns it, if any."""

    head: Token
    tokens: tuple[Token, ...]
    owners: tuple[PlaceHit, ...] = ()
    is_world: bool = False


def is_share(figure: Figure) -> bool:
    """A percentage, or a bare number that may go on from one: "Chile with 20% and Peru on 11"."""
    if figure.kind == "bare":
        return figure.bound is Bound.EXACT and figure.low is not None and 0 < figure.low <= PERCENT
    if max(figure.low or 0, figure.high or 0) > PERCENT:
        return False
    return figure.unit == "percent" and figure.kind in {"percent", "fraction"}


def head_token(sentence: Sentence, figure: Figure) -> Token:
    """The token of the figure that the rest of the sentence hangs it on: "percent", "third", or the number."""
    first, end = sentence.tokens_of(figure.span)
    inside = range(first, end)
    outer = [sentence.doc[i] for i in inside if sentence.doc[i].head.i not in inside or sentence.doc[i].head.i == i]
    outer = [one for one in outer if not any(above.i in inside for above in syntax.climb(one))] or outer
    nouns = [one for one in outer if one.pos_ in {"NOUN", "NUM", "SYM", "PROPN"}]
    found = (nouns or outer or [sentence.doc[end - 1]])[-1]
    if found.i == end - 1 and found.dep_ == "nummod" and found.head.lower_ in {"%", "percent", "pct", "cent"}:
        return found.head  # "12 and 7 percent"
    return found


def is_object(head: Token) -> bool:
    """Whether the figure is the object of its verb, also where the parser takes "over half" for a phrase of place."""
    return head.dep_ == "dobj" or (head.dep_ == "prep" and syntax.is_verb(head.head))


def points_back(whole: Whole) -> bool:
    """Whether the whole is goods named before: "of those", "of the total", "of which"."""
    return any(
        one.lower_ in words("pointers") and (one.tag_ != "WDT" or one == whole.head) and one.dep_ not in syntax.SUBJECTS
        for one in whole.tokens
    )


def before_clause(whole: Whole) -> tuple[Token, ...]:
    """The tokens of the whole up to a clause that describes it: "cells" of "cells fitted to electric cars"."""
    verbs = [one.left_edge.i for one in whole.tokens if one.dep_ in {"acl", "relcl"} and one.i > one.head.i]
    return tuple(one for one in whole.tokens if not verbs or one.i < min(verbs))


def find_whole(sentence: Sentence, figure: Figure, head: Token) -> Whole | None:
    """What the percentage is of: the "of" or "in" phrase after it, or the noun it counts."""
    _, end = sentence.tokens_of(figure.span)
    doc = sentence.doc
    end += 2 if [one.lower_ for one in doc[end : end + 2]] == ["or", "so"] else 0
    after = [one.lower_ for one in doc[end : end + 3]]
    end += 3 if after == [",", "respectively", ","] else 1 if after[:1] == ["respectively"] else 0
    in_place = end + 1 < len(doc) and doc[end].lower_ == "in" and _is_place(sentence, end + 1)
    if end < len(doc) and doc[end].lower_ in {"of", "in"} and not in_place:
        preposition = doc[end]
        noun = next(syntax.children(preposition, "pobj", "pcomp"), None)
        when = preposition.lower_ == "in" and noun is not None and noun.lemma_.lower() in words("times")
        if noun is not None and noun.i > end and not when and not is_time(sentence, noun):
            return whole_of(sentence, noun, end)
    if figure.kind == "fraction":
        counted = next((one for one in sentence.doc[end : end + 3] if one.pos_ in {"NOUN", "PROPN"}), None)
        if counted is not None and all(
            one.pos_ in {"ADJ", "NOUN", "PROPN"} or one.tag_ == "PRP$" or one.lower_ == "all"
            for one in sentence.doc[end : counted.i]
        ):
            return whole_of(sentence, counted, end)
    which = next((one for one in doc[max(1, head.i - 8) : head.i] if one.lower_ == "which"), None)
    if which is not None and which.nbor(-1).lower_ == "of" and which.head == which.nbor(-1):
        return Whole(which, (which.nbor(-1), which))  # "gallium, of which China makes 98%"
    fronted = doc[0] if doc[0].lower_ == "of" else None
    noun = syntax.object_of(fronted)
    return whole_of(sentence, noun, 0) if noun is not None and noun.i < head.i else None


def _is_place(sentence: Sentence, at: int) -> bool:
    """Whether a place is all that stands at a token: "the remaining 8% in South Korea"."""
    doc = sentence.doc
    at += at < len(doc) and doc[at].lower_ == "the"
    hit = sentence.place_at(doc[at]) if at < len(doc) else None
    if hit is None or hit.form is PlaceForm.DEMONYM or hit.first != at:
        return False
    return hit.end == len(doc) or doc[hit.end].is_punct or doc[hit.end].lower_ in {"and", "but", "in", "last", "while"}


def is_time(sentence: Sentence, noun: Token) -> bool:
    """Whether the noun tells when: "55% in 2023"."""
    here = sentence.span_of(noun.i, noun.i + 1)
    return noun.lower_ in words("times") or any(one.span.overlaps(here) for one in sentence.years)


def whole_of(sentence: Sentence, noun: Token, start: int) -> Whole:
    """The noun phrase of `noun`, from the token `start` to the next figure."""
    limit = min(
        (sentence.tokens_of(f.span)[0] for f in sentence.figures if sentence.tokens_of(f.span)[0] > noun.i),
        default=len(sentence.doc),
    )
    parted = (one.i for one in sentence.doc[noun.i + 1 : limit] if one.lower_ in words("parting"))
    limit = min(limit, *parted, limit)
    goods = sentence.good_words()
    nested = {one.i for one in noun.subtree if not _outside(sentence, one, noun)}
    aside = _aside(sentence, noun, limit)
    for one in sentence.doc[start:limit]:  # and what stands on beside it, where the parser cut the phrase short
        if one.i in aside and aside.stop < limit and sentence.doc[aside.stop].tag_ == "VBN":
            continue  # "the services (SWU) sold to Japan"
        if one.i > noun.i and one.i not in goods and _ends(one):
            break
        nested.add(one.i)
    nested |= _listed_goods(sentence, noun, limit)
    tokens = tuple(one for one in sentence.doc[start:limit] if one.i in nested and one.i not in aside)
    owners = [
        hit
        for hit in (sentence.place_at(one) for one in tokens if one != noun or one.tag_ != "PRP")
        if hit is not None and not _is_led_to(sentence, hit, start)
    ]
    lowered = {one.lower_ for one in tokens if one.i not in goods}  # "rare earth" is not the earth
    unique = tuple(dict.fromkeys(owners))
    return Whole(noun, tokens, unique, bool(lowered & words("whole-world")))


def _listed_goods(sentence: Sentence, noun: Token, limit: int) -> set[int]:
    """The commodities listed after the noun that the parser hung elsewhere: "of the panels, turbines and cells"."""
    hits = [hit for hit in sentence.goods if hit.end <= limit and not hit.weak]
    at = next((i for i, hit in enumerate(hits) if hit.first <= noun.i < hit.end), None)
    found: set[int] = set()
    joined = False
    for last, hit in zip(hits[at:], hits[at + 1 :], strict=False) if at is not None else ():
        between = [one.lower_ for one in sentence.doc[last.end : hit.first]]
        alike = sentence.doc[hit.end - 1].dep_ in {"appos", "conj"}
        if not between or not alike or not set(between) <= {",", "and", "(", ")"}:
            break
        joined = joined or "and" in between
        found |= set(range(last.end, hit.end))
    return found if joined else set()


def _aside(sentence: Sentence, noun: Token, limit: int) -> range:
    """The tokens of an aside between dashes or brackets behind a noun: "chips — the main processors too — are"."""
    opens = next((one.i for one in sentence.doc[noun.i + 1 : limit] if one.text in PAIRS), limit)
    closes = PAIRS.get(sentence.doc[opens].text, "") if opens < limit else ""
    end = next((one.i for one in sentence.doc[opens + 1 :] if closes and one.text == closes), opens)
    return range(opens, min(end + 1, limit))


def _is_led_to(sentence: Sentence, hit: PlaceHit, start: int) -> bool:
    """Whether a place is the other side of the goods, not their owner: "of its watches to Peru", not "sold to Peru"."""
    doc = sentence.doc
    before = [one for one in doc[max(0, hit.first - 2) : hit.first] if one.lower_ != "the"]
    if (
        not before
        or before[-1].lower_ not in {"to", "into", "from", "via", "through"}
        or before[-1].dep_ not in {"prep", "dative"}
    ):
        return False
    above = before[-1].head
    if above.lower_ in OWN_SIDE.get(before[-1].lower_, ()) and above.i > start:
        return False  # "of the exports from Peru", "of all imports into Japan"
    return not (syntax.is_verb(above) and above.i > start)


def _ends(token: Token) -> bool:
    """Whether a noun phrase is over at the token."""
    return token.is_punct or token.pos_ in {"CCONJ", "AUX"} or token.tag_ in {"VBD", "VBZ", "VBP", "MD"}


def _outside(sentence: Sentence, token: Token, noun: Token) -> bool:
    """Whether a token of the noun's subtree belongs to a coordinated claim or an aside, not to the whole."""
    while token != noun:
        if token.dep_ in {"appos", "parataxis"} or (token.dep_ == "conj" and syntax.is_verb(token)):
            return True
        if token.dep_ == "conj" and sentence.place_at(token) is not None and sentence.place_at(token.head) is None:
            return True  # "of Germany's imports, and Estonia for 6%"
        after = token.doc[token.i + 1 : token.i + 3]
        if token.dep_ == "conj" and len(after) > 1 and after[0].lower_ in {"for", "with", "at"} and after[1].like_num:
            return True  # "of Germany's purchases, and Estonian grades for 6%"
        token = token.head
    return False
