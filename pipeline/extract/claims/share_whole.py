"""The figure of a share and its whole: "70% of the world's refined copper", and the percentages that are no share."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Bound
from pipeline.vocab import rules
from pipeline.vocab.commodities import Kind
from pipeline.vocab.places import PlaceForm

PERCENT = 100
UNPLAIN = "a percentage of something whose owner the text does not make plain"
CLOSERS = frozenset({"of", "in", ",", ".", ")", "and", "for"})  # after these the figure is done


def words(name: str) -> frozenset[str]:
    """One word class of share.toml."""
    return rules.words("share")[name]


@dataclass(frozen=True, slots=True)
class Whole:
    """What a percentage is of: its noun, its words, and the country that owns it, if any."""

    head: Token
    tokens: tuple[Token, ...]
    owners: tuple[PlaceHit, ...] = ()
    is_world: bool = False


def is_trade(sentence: Sentence, whole: Whole) -> bool:
    """Whether the whole is goods: it names a commodity or a stage, points back at one, or is all there is of it."""
    lowered = {one.lower_ for one in whole.tokens}
    goods = {i for hit in sentence.goods for i in range(hit.first, hit.end)}
    if any(
        one.dep_ == "poss"
        and one.pos_ in {"PROPN", "NOUN"}
        and sentence.place_at(one) is None
        and one.i not in goods
        and one.lower_ not in words("whole-world") | words("open-owners")
        for one in whole.tokens
    ):
        return False  # "of Acme's exports", "of the company's sales"
    named = any(one.i in goods for one in before_clause(whole))
    return (
        named
        or bool(lowered & (words("pointers") | words("demand") | words("outflow") | words("whole-nouns")))
        or slots.stage_in(sentence, whole.tokens) is not None
    )


def is_share(figure: Figure) -> bool:
    """A percentage, or a bare number that may go on from one: "Chile with 20% and Peru on 11"."""
    if figure.kind == "bare":
        return figure.bound is Bound.EXACT and figure.low is not None and 0 < figure.low <= PERCENT
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


def refusal(sentence: Sentence, figure: Figure, head: Token) -> str:
    """Why a percentage can't be a share, "" when it can: a change, a rate, a tariff, a poll."""
    first, end = sentence.tokens_of(figure.span)
    marker = _marker(sentence, end)
    if marker:
        return f"a percentage before '{marker}' is no share"
    before = [token.lower_ for token in sentence.doc[max(0, first - 4) : first]]
    if before and before[-1] in {"by", "@"}:
        return "a percentage after 'by' is a change"
    if len(before) > 1 and before[-1] in {"of", "at", "to"} and before[-2] in words("not-heads"):
        return f"a percentage of '{before[-2]}' is no share"
    verb = syntax.governor(head)
    rate = _rate(verb, head) if verb is not None else ""
    if rate:
        return f"a percentage of '{rate}' is no share"
    crop = end < len(sentence.doc) and sentence.doc[end].lower_ == "of" and is_object(head)
    grows = crop and verb is not None and verb.lemma_.lower() in words("crop-verbs")
    if figure.direction and not grows and not (verb is not None and _moves_share(verb)):
        return "a rise or fall is a change"
    return "an aim is a goal, not a share" if is_aim(head) else ""


def _is_subjects(sentence: Sentence, pronoun: Token, verb: Token | None) -> bool:
    """Whether "its" or "their" means the subject of the clause, and that is a country or its industry."""
    noun = syntax.subject(verb) if verb is not None else None
    if noun is None or noun.i > pronoun.i:
        return False
    if pronoun.lower_ == "its":
        return sentence.place_at(noun) is not None
    hits = slots.named(sentence, noun)
    return len(hits) == 1 and noun.tag_ in {"NNS", "NNPS"}


def whole_refusal(sentence: Sentence, whole: Whole, verb: Token | None = None) -> str:
    """Why a percentage of this whole is no share, "" when it is: of people or money, of somebody's, of no goods."""
    if whole.head.lower_ in words("not-wholes") and not any(one.lower_ in words("whole-world") for one in whole.tokens):
        return f"a percentage of {whole.head.text} is no share of a commodity"
    other = _other_matter(sentence, whole)
    if other:
        return f"a percentage of {other} is no share of a commodity"
    if not whole.is_world and any(
        one.tag_ == "PRP$" and sentence.place_at(one) is None and not _is_subjects(sentence, one, verb)
        for one in whole.tokens
    ):
        return UNPLAIN
    if any(one.lower_ in {"we", "our", "i", "my"} for one in whole.tokens):
        return "a percentage of what the speaker has"
    if whole.head.lower_ == "what" and (
        any(one.lemma_ == "be" for one in whole.tokens) or any(_is_time(sentence, one) for one in whole.tokens)
    ):
        return "a part of what was once is a change"
    trade = is_trade(sentence, whole) and not _is_brand(sentence, whole)
    return "" if trade else f"a percentage of '{whole.head.text}' is of no commodity"


def _other_matter(sentence: Sentence, whole: Whole) -> str:
    """What no goods are though the world has a total of them: "of global emissions"; or "of the total" behind it."""
    goods = {i for hit in sentence.goods for i in range(hit.first, hit.end)}
    if any(one.i in goods for one in whole.tokens):
        return ""
    near = whole.tokens if not points_back(whole) and not whole.is_world else sentence.doc[: whole.head.i + 1]
    return next((one.text for one in near if one.lower_ in words("other-matters")), "")


def _is_brand(sentence: Sentence, whole: Whole) -> bool:
    """Whether a name that is no place marks made goods: "half of the Acme shoes sold worldwide"."""
    made = any(
        hit.kind in {Kind.FINISHED, Kind.COMPONENT} and hit.first <= whole.head.i < hit.end for hit in sentence.goods
    )
    goods = {i for hit in sentence.goods for i in range(hit.first, hit.end)}
    return made and any(
        one.dep_ in {"compound", "nmod"}
        and one.pos_ == "PROPN"
        and one.text.istitle()
        and one.i not in goods
        and sentence.place_at(one) is None
        for one in syntax.children(whole.head, "compound", "nmod")
    )


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


def _marker(sentence: Sentence, end: int) -> str:
    """The word after a percentage, the next or the one after that, that makes it a rate or a change; "" when none."""
    following = [token.lower_ for token in sentence.doc[end : end + 2]]
    if following and following[0] in words("not-heads"):
        return following[0]
    if len(following) > 1 and following[0] not in CLOSERS and following[1] in words("not-heads"):
        return following[1]
    return ""


def _rate(verb: Token, head: Token) -> str:
    """The subject or object of the verb that makes its percentage a rate: "the margin was 35%", "cut duties to 5%"."""
    nouns = [syntax.own_subject(verb), *syntax.children(verb, "dobj", "attr")]
    return next((one.text for one in nouns if one is not None and one != head and one.lower_ in words("rates")), "")


def is_aim(head: Token) -> bool:
    """Whether the figure stands under a verb or noun of aiming: "hopes to make 20%", "its target is to import 9%"."""
    below = head
    for above in syntax.climb(head):
        complement = below.dep_ in {"xcomp", "ccomp", "acl", "dobj", "pobj", "attr", "advcl"}
        if complement and syntax.is_verb(below) and above.lemma_.lower() in words("aims"):
            return True
        if above.lemma_.lower() == "be" and below.dep_ == "xcomp":
            subject = syntax.own_subject(above)
            return subject is not None and subject.lemma_.lower() in words("aims")
        below = above
    return False


def _moves_share(verb: Token) -> bool:
    """Whether what moves is itself a share: "its share rose to 40%"."""
    subject = syntax.subject(verb)
    named = [subject] if subject is not None else []
    named += list(syntax.children(verb, "dobj"))
    return any(one.lemma_.lower() in words("share-nouns") for one in named)


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
        if noun is not None and noun.i > end and not _is_time(sentence, noun):
            return whole_of(sentence, noun, end)
    if figure.kind == "fraction":
        counted = next((one for one in sentence.doc[end : end + 3] if one.pos_ in {"NOUN", "PROPN"}), None)
        if counted is not None and all(
            one.pos_ in {"ADJ", "NOUN", "PROPN"} or one.tag_ == "PRP$" for one in sentence.doc[end : counted.i]
        ):
            return whole_of(sentence, counted, end)
    which = next((one for one in doc[max(1, head.i - 8) : head.i] if one.lower_ == "which"), None)
    if which is not None and which.nbor(-1).lower_ == "of" and which.head == which.nbor(-1):
        return Whole(which, (which.nbor(-1), which))  # "gallium, of which China makes 98%"
    fronted = doc[0] if doc[0].lower_ == "of" else None
    noun = next(syntax.children(fronted, "pobj"), None) if fronted is not None else None
    return whole_of(sentence, noun, 0) if noun is not None and noun.i < head.i else None


def _is_place(sentence: Sentence, at: int) -> bool:
    """Whether a place is all that stands at a token: "the remaining 8% in South Korea"."""
    doc = sentence.doc
    at += at < len(doc) and doc[at].lower_ == "the"
    hit = sentence.place_at(doc[at]) if at < len(doc) else None
    if hit is None or hit.form is PlaceForm.DEMONYM or hit.first != at:
        return False
    return hit.end == len(doc) or doc[hit.end].is_punct or doc[hit.end].lower_ in {"and", "but", "in", "last", "while"}


def _is_time(sentence: Sentence, noun: Token) -> bool:
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
    goods = {i for hit in sentence.goods for i in range(hit.first, hit.end)}
    nested = {one.i for one in noun.subtree if not _outside(sentence, one, noun)}
    for one in sentence.doc[start:limit]:  # and what stands on beside it, where the parser cut the phrase short
        if one.i > noun.i and one.i not in goods and _ends(one):
            break
        nested.add(one.i)
    tokens = tuple(one for one in sentence.doc[start:limit] if one.i in nested)
    owners = [
        hit
        for hit in (sentence.place_at(one) for one in tokens if one != noun or one.tag_ != "PRP")
        if hit is not None and not _is_led_to(sentence, hit, start)
    ]
    lowered = {one.lower_ for one in tokens if one.i not in goods}  # "rare earth" is not the earth
    unique = tuple(dict.fromkeys(owners))
    return Whole(noun, tokens, unique, bool(lowered & words("whole-world")))


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
