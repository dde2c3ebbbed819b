"""Whose an amount is: the country that owns a measure, does the verb or is spoken of; no company, mine or province."""

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.match import Phrases
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage
from pipeline.vocab import rules
from pipeline.vocab.places import PlaceForm, regions

LOOK_BACK = 3  # sentences in which the country spoken of is still the same
COMPANY = "a figure of a company, a plant or a project"
REGION = "a figure of a province, a state or a city"
NOBODY = "no country's measure"
WORLD = "a figure of the whole world"
PARAMETER = "a parameter or an aim, not an amount"
NONE_OF_IT = frozenset({COMPANY, REGION, WORLD, PARAMETER})  # reasons that end the search

Holder = tuple[PlaceHit, ...] | str  # the places, or why there is none


def words(name: str) -> frozenset[str]:
    """One word class of amounts.toml."""
    return rules.words("amounts")[name]


@cache
def _regions() -> Phrases[bool]:
    return Phrases({}, dict.fromkeys(regions(), True))


def regional(sentence: Sentence, tokens: Iterable[Token]) -> bool:
    """Whether some of the tokens name a province, a state or a city rather than a country."""
    held = {i for match in _regions().find(sentence.doc) for i in range(match.first, match.end)}
    return any(token.i in held and sentence.place_at(token) is None for token in tokens)


def is_company(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun phrase is one company, mine or project: by its word, or as a name that is no place."""
    if sentence.place_at(noun) is not None:
        return False
    if noun.lower_ in words("company-words"):
        return True
    named = any(hit.first <= noun.i < hit.end for hit in sentence.goods) or noun.lower_ in words("continuers")
    return noun.tag_ == "NNP" and not named  # "continuers" hold the months


def doer(sentence: Sentence, noun: Token | None) -> Holder:
    """The country that a subject or agent stands for: by name, or by its industry ("Chinese refiners", "its mills")."""
    if noun is None:
        return NOBODY
    if noun.lower_ in words("pronouns") and sentence.place_at(noun) is None:
        return carried(sentence)
    if regional(sentence, syntax.phrase(noun)[:6]):
        return REGION
    if sentence.place_at(noun) is not None:
        return slots.named(sentence, noun)
    owned = slots.owner(sentence, noun)
    plural = noun.tag_ in {"NNS", "NNPS"} or noun.lower_ in words("industry-words")
    counted = any(one.dep_ == "nummod" or one.lower_ in {"some", "several", "two", "three"} for one in noun.children)
    if owned is not None and plural and not counted and noun.lower_ not in words("company-words"):
        return slots.coordinated(sentence, owned)
    return COMPANY if is_company(sentence, noun) or owned is not None else NOBODY


def owner(sentence: Sentence, noun: Token, stage: Stage | None) -> Holder:
    """Whose a measure is by its own phrase: possessive, adjective, or the place after "in", "from", "by"."""
    owned = slots.owner(sentence, noun) or _beside(sentence, noun)
    if owned is not None:
        return COMPANY if _is_companys(sentence, noun, owned) else slots.coordinated(sentence, owned)
    phrase = {one.lower_ for one in syntax.phrase(noun)}
    if phrase & words("world"):
        return WORLD
    if phrase & words("domestic") and len({hit.code for hit in sentence.places}) == 1:
        return sentence.places[:1]
    for child in syntax.children(noun, *slots.OWNERS):
        if regional(sentence, [child]):
            return REGION
        if child.dep_ == "poss" and sentence.place_at(child) is None:
            found = doer(sentence, child) if child.pos_ != "PRON" else COMPANY
            if found != NOBODY:
                return found
        if child.lower_ in words("company-words") and child.dep_ in {"poss", "compound", "nmod"}:
            return COMPANY
    return _after_preposition(sentence, noun, stage)


def _is_companys(sentence: Sentence, noun: Token, owned: PlaceHit) -> bool:
    """Whether "its" means the company that is the subject: "the German carmaker cut its output"."""
    if not owned.anaphor or sentence.doc[owned.first].tag_ != "PRP$":
        return False
    verb = syntax.governor(noun)
    subject = syntax.subject(verb) if verb is not None else None
    return subject is not None and noun not in subject.subtree and isinstance(doer(sentence, subject), str)


def _beside(sentence: Sentence, noun: Token) -> PlaceHit | None:
    """The place at the front of the words right before a noun, where the parser hung it elsewhere."""
    for token in reversed(sentence.doc[max(0, noun.i - 4) : noun.i]):
        hit = sentence.place_at(token)
        if hit is not None:
            return hit
        if token.pos_ not in {"NOUN", "ADJ", "PROPN", "PART"}:
            return None
    return None


def _own(stage: Stage | None) -> frozenset[str]:
    if stage is Stage.EXPORTS:
        return words("export-owners")
    return words("import-owners") if stage is Stage.IMPORTS else words("own-prepositions")


def _after_preposition(sentence: Sentence, noun: Token, stage: Stage | None) -> Holder:
    allowed = _own(stage)
    reason = NOBODY
    for token in noun.subtree:
        if token.dep_ not in {"prep", "agent"} or token.i < noun.i or not _near(token, noun):
            continue
        for target in syntax.children(token, "pobj"):
            hit = sentence.place_at(target)
            if hit is None and token.lower_ in {"at", "from", "by", "in", "of"}:
                reason = _refused(sentence, target) or reason
                found = doer(sentence, target) if token.lower_ in allowed else NOBODY
                if not isinstance(found, str):
                    return found
                if token.lower_ == "at" and slots.owner(sentence, target) is not None and target.tag_ == "NNS":
                    return slots.named(sentence, target)
            if hit is not None and token.lower_ in allowed:
                if token.lower_ == "in" and noun.lower_ in words("company-measures") | words("plant-measures"):
                    reason = COMPANY if _near_company(sentence) else reason
                return slots.coordinated(sentence, hit) if reason == NOBODY else reason
    return reason


def _near(preposition: Token, noun: Token) -> bool:
    """Whether a preposition belongs to the measure, over nouns only."""
    one = preposition.head
    while one != noun:
        if syntax.is_verb(one) or one.dep_ in {"appos", "relcl", "acl"}:
            return False
        one = one.head
    return True


def _refused(sentence: Sentence, target: Token) -> str:
    if regional(sentence, syntax.phrase(target)[:4]):
        return REGION
    return (
        COMPANY
        if is_company(sentence, target)
        and target.lower_ in words("company-words") | {target.lower_ if target.tag_ == "NNP" else ""}
        else ""
    )


def of_clause(sentence: Sentence, verb: Token | None, noun: Token) -> Holder:
    """Whose a measure is by its clause: the subject that has it, "in X" on the verb, or who says it of itself."""
    for _ in range(3):
        if verb is None:
            return NOBODY
        subject = syntax.own_subject(verb) or (
            syntax.subject(verb) if verb.dep_ in {"xcomp", "conj", "advcl"} else None
        )
        if subject is not None and subject != noun and noun not in subject.subtree and subject.pos_ != "PRON":
            owned = slots.owner(sentence, subject) if subject.lower_ in words("not-measures") else None
            found = (owned,) if owned is not None else doer(sentence, subject)
            if not isinstance(found, str) or found in {COMPANY, REGION}:
                return found
        plant = noun.lower_ in words("company-measures") | words("plant-measures")
        place = located(sentence, verb, opening=plant and _near_company(sentence))
        if place != NOBODY:
            return place
        if verb.dep_ == "relcl" and any(one.lower_ == "where" for one in verb.children):
            hit = sentence.place_at(verb.head)
            return slots.coordinated(sentence, hit) if hit is not None else NOBODY
        if verb.dep_ not in {"ccomp", "xcomp", "advcl", "conj", "parataxis", "acl"} or verb.head == verb:
            return NOBODY
        verb = syntax.governor(verb.head)
    return NOBODY


def located(sentence: Sentence, verb: Token, *, opening: bool = False) -> Holder:
    """The country that the verb happens in; only at the very start of the sentence where `opening` is set."""
    for preposition in syntax.children(verb, "prep"):
        if opening and preposition.i > 0:
            continue
        if preposition.lower_ in {"in", "across", "within", "for"}:
            for target in syntax.children(preposition, "pobj"):
                if regional(sentence, [target]):
                    return REGION
                hit = sentence.place_at(target)
                if hit is not None:
                    return slots.coordinated(sentence, hit)
    return NOBODY


def carried(sentence: Sentence, *, domestic: bool = False) -> Holder:
    """The one country that the sentences before speak of, unless a company is spoken of and nothing says "domestic"."""
    if _speaks_of_company(sentence) and not domestic:
        return COMPANY
    if any(token.lower_ in words("everywhere") for token in sentence.doc):
        return WORLD
    for one in sentence.back(LOOK_BACK):
        if _speaks_of_company(one) and not domestic:
            return COMPANY
        told = {claim.countries for claim in one.claims if len(claim.countries) == 1 and claim.type != "policy"}
        hits = [hit for hit in one.places if hit.form is not PlaceForm.SEAT or len(one.places) == 1]
        if len(told) == 1:
            code = next(iter(told))[0]
            named = [hit for hit in one.places if hit.code == code]
            if named:
                return (named[0],)
        if hits:
            leading = _leading(one)
            if leading:
                return leading
            only = len({hit.code for hit in hits}) == 1 and (
                domestic or len(hits) > 1 or _is_topic(sentence, hits[0].code)
            )
            return (hits[0],) if only else NOBODY
    return NOBODY


def _is_topic(sentence: Sentence, code: str) -> bool:
    """Whether most places of the text so far are this one."""
    codes = [hit.code for one in sentence.back(sentence.index) for hit in one.places]
    return len(codes) > 1 and 5 * codes.count(code) >= 3 * len(codes)  # three in five


def _leading(sentence: Sentence) -> tuple[PlaceHit, ...]:
    if not sentence.parsed:
        return tuple(hit for hit in sentence.places[:1] if hit.first <= 1)
    subject = syntax.own_subject(sentence.doc[:].root)
    found = doer(sentence, subject) if subject is not None else NOBODY
    if isinstance(found, str) and subject is not None:
        owned = slots.owner(sentence, subject)
        return (owned,) if owned is not None else ()
    return () if isinstance(found, str) or len(found) != 1 else found


def official(sentence: Sentence) -> tuple[PlaceHit, ...]:
    """The country whose customs or ministry the sentence cites for its trade: "according to Chinese customs"."""
    hits = [
        hit
        for hit in sentence.places
        if hit.end < len(sentence.doc) and _is_source(sentence.doc[hit.end - 1 : hit.end + 3])
    ]
    return tuple(hits[:1]) if len({hit.code for hit in hits}) == 1 else ()


def _is_source(tokens: Iterable[Token]) -> bool:
    return any(one.lower_ in words("sources") for one in tokens)


def _near_company(sentence: Sentence) -> bool:
    return any(_speaks_of_company(one) for one in (sentence, *sentence.back(2)))


def _speaks_of_company(sentence: Sentence) -> bool:
    return any(token.lower_ in words("company-signs") for token in sentence.doc)
