"""Whose a measure is: by its own phrase, by its clause, by the figure before it, or by the source it is cited from."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims import amount_chain
from pipeline.extract.claims.amount_clause import of_clause, only_tells
from pipeline.extract.claims.amount_model import Point, Reading
from pipeline.extract.claims.holder import (
    COMPANY,
    NOBODY,
    REGION,
    WORLD,
    Holder,
    carried,
    doer,
    is_company,
    near_company,
    official,
    regional,
    words,
)
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage
from pipeline.vocab.places import PlaceForm

MADE = frozenset({Stage.EXPORTS, Stage.PRODUCTION, Stage.MINING, Stage.PROCESSING, Stage.MANUFACTURING})
PLANT = 6  # tokens before "with a capacity" in which its plant stands


def whose(point: Point, noun: Token, pointed: Token, stage: Stage | None) -> Holder:
    """Whose the measure is by its sentence, looking ever further: its phrase, its clause, the figure before."""
    sentence, last = point.sentence, point.last
    found = owner(sentence, noun, stage)
    if found == NOBODY and pointed != noun:
        found = owner(sentence, pointed, stage)
    if found == NOBODY and (stage is not Stage.PRICE or noun.dep_ == "dobj"):
        found = of_clause(sentence, syntax.governor(noun), noun)
    if found == NOBODY:
        found = amount_chain.behind(sentence, point.figure) or NOBODY
    if stage is Stage.EXPORTS and isinstance(found, tuple) and _destinations(sentence, noun):
        return carried(sentence)
    if found == NOBODY and stage in {Stage.EXPORTS, Stage.IMPORTS}:
        found = official(sentence) or _other_trade(sentence, noun, stage)
    if found == NOBODY and not any(one.lower_ in words("destinations") for one in sentence.doc):
        found = _opening(sentence, noun)
    if found == NOBODY and last is not None and last.measure.holders and not _place_between(sentence, last, noun):
        found = last.measure.holders
    return found


def _other_trade(sentence: Sentence, noun: Token, stage: Stage) -> Holder:
    """Whose another measure of trade left of this one is: "exports from Y fell, but shipments to Z rose"."""
    for other in reversed(sentence.doc[: noun.i]):
        if other.lower_ in words("trade") and other.pos_ == "NOUN":
            found = owner(sentence, other, stage)
            if not isinstance(found, str):
                return found
    return NOBODY


def _opening(sentence: Sentence, noun: Token) -> Holder:
    """The country that opens the sentence as its subject, however far: "Peru, for its part, has seen output fall"."""
    hit = sentence.places[0] if sentence.places else None
    if hit is not None and _is_set_in(sentence, hit, noun):
        return (hit,)
    if hit is None or hit.first > 1 or hit.end >= len(sentence.doc) or hit.form is PlaceForm.DEMONYM:
        return NOBODY
    if hit.first and sentence.doc[0].lower_ != "the":
        return NOBODY
    after = sentence.doc[hit.end]
    if hit.anaphor and after.lemma_.lower() in words("telling"):
        return NOBODY  # "It estimated output at 5 Mt": an agency
    alone = not any(hit.end <= one.first < noun.i for one in sentence.places)
    return (hit,) if alone and (after.text == "," or syntax.is_verb(after)) else NOBODY


def _is_set_in(sentence: Sentence, hit: PlaceHit, noun: Token) -> bool:
    """Whether the sentence begins with the only place before the measure: "In Peru drought cut the harvest"."""
    opens = sentence.doc[0].lower_ in {"in", "across"} and all(
        one.lower_ == "the" for one in sentence.doc[1 : hit.first]
    )
    alone = not any(hit.end <= one.first < noun.i and one.code != hit.code for one in sentence.places)
    return opens and alone and hit.form is not PlaceForm.DEMONYM and hit.end <= noun.i


def _destinations(sentence: Sentence, noun: Token) -> bool:
    """Whether the places of the sentence are where the goods go: "the top destination, China, took $5bn of exports"."""
    return slots.owner(sentence, noun) is None and any(one.lower_ in words("destinations") for one in sentence.doc)


def _place_between(sentence: Sentence, last: Reading, noun: Token) -> bool:
    return any(last.measure.anchor.i < hit.first < noun.i and not hit.anaphor for hit in sentence.places)


def owner(sentence: Sentence, noun: Token, stage: Stage | None) -> Holder:
    """Whose a measure is by its own phrase: possessive, adjective, or the place after "in", "from", "by"."""
    if any(is_company(sentence, one) for one in syntax.children(noun, "poss")) or _is_cut(sentence, noun):
        return COMPANY
    if _of_plant(noun):
        return COMPANY
    owned = slots.owner(sentence, noun) or _beside(sentence, noun) or _whose(sentence, noun)
    if owned is not None:
        return COMPANY if _is_companys(sentence, noun, owned) else slots.coordinated(sentence, owned)
    phrase = {one.lower_ for one in syntax.phrase(noun) if sentence.place_at(one) is None}
    if phrase & words("world"):
        return WORLD
    if phrase & words("domestic") and len({hit.code for hit in sentence.places}) == 1:
        return sentence.places[:1]
    return _modifier(sentence, noun) or _after_preposition(sentence, noun, stage)


def _of_plant(noun: Token) -> bool:
    """Whether a measure is what one plant comes with: "a refinery in Peru with a capacity of 100 tonnes"."""
    preposition = noun.head
    if preposition.lower_ != "with" or preposition.dep_ != "prep":
        return False
    plants = words("company-words") - words("industry-words")
    before = noun.doc[max(0, preposition.i - PLANT) : preposition.i]
    return preposition.head.lower_ in plants or any(one.lower_ in plants and _is_one(one) for one in before)


def _is_one(noun: Token) -> bool:
    return any(one.lower_ in {"a", "an", "one", "another", "its"} for one in noun.lefts)


def _modifier(sentence: Sentence, noun: Token) -> Holder:
    """Why the words before a measure make it no country's, or whose industry they name; empty when they don't tell."""
    for child in syntax.children(noun, *slots.OWNERS):
        if regional(sentence, [child]):
            return REGION
        if child.dep_ == "poss" and sentence.place_at(child) is None:
            found = doer(sentence, child) if child.pos_ != "PRON" else COMPANY
            if found != NOBODY:
                return found
        bare = child.dep_ == "compound" and not any(True for _ in child.children)
        if bare and child.lower_ in words("site-words"):
            continue  # "mine output" is a kind of output
        if child.lower_ in words("company-words") and child.dep_ in {"poss", "compound", "nmod"}:
            return COMPANY
    return ()


def _is_cut(sentence: Sentence, noun: Token) -> bool:
    """Whether a company does something to a measure that no country owns: "the maker cut exports from Japan"."""
    if noun.dep_ != "dobj" or slots.owner(sentence, noun) is not None:
        return False
    subject = syntax.subject(noun.head)
    return subject is not None and is_company(sentence, subject) and not only_tells(noun.head, subject)


def _is_companys(sentence: Sentence, noun: Token, owned: PlaceHit) -> bool:
    """Whether "its" means the company that is the subject: "the German carmaker cut its output"."""
    if not owned.anaphor or sentence.doc[owned.first].tag_ != "PRP$":
        return False
    verb = syntax.governor(noun)
    subject = syntax.subject(verb) if verb is not None else None
    return subject is not None and noun not in subject.subtree and isinstance(doer(sentence, subject), str)


def _whose(sentence: Sentence, noun: Token) -> PlaceHit | None:
    """The place that "whose" stands for: "Peru, whose exports doubled"."""
    verb = syntax.governor(noun)
    if verb is None or verb.dep_ != "relcl" or not any(one.tag_ == "WP$" for one in syntax.children(noun, "poss")):
        return None
    return sentence.place_at(verb.head)


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
                bought = stage is Stage.IMPORTS and token.lower_ == "of"  # "imports of Brazilian crude"
                found = doer(sentence, target) if token.lower_ in allowed and not bought else NOBODY
                if not isinstance(found, str):
                    return found
                goods = any(one.first <= target.i < one.end for one in sentence.goods)
                if goods and stage in MADE and token.lower_ in {"from", "of"} and slots.owner(sentence, target):
                    return slots.named(sentence, target)  # "earnings from Australian wool"
                if token.lower_ == "at" and slots.owner(sentence, target) is not None and target.tag_ == "NNS":
                    return slots.named(sentence, target)
            if hit is not None and token.lower_ in allowed:
                if token.lower_ == "in" and noun.lower_ in words("company-measures") | words("plant-measures"):
                    reason = COMPANY if near_company(sentence) and not _is_whole_trade(sentence, noun) else reason
                return slots.coordinated(sentence, hit) if reason == NOBODY else reason
    return reason


def _is_whole_trade(sentence: Sentence, noun: Token) -> bool:
    """Whether the sales of a named good in a country are meant: "sales of electric cars in Peru"."""
    named = (one for child in syntax.children(noun, "prep") if child.lower_ == "of" for one in child.children)
    return noun.lower_ in words("company-measures") and any(
        hit.first <= one.i < hit.end and not hit.weak for one in named for hit in sentence.goods
    )


def _near(preposition: Token, noun: Token) -> bool:
    """Whether a preposition belongs to the measure, over nouns only."""
    one = preposition.head
    while one != noun:
        if syntax.is_verb(one) or one.dep_ in {"appos", "relcl", "acl"} or one.lower_ == "to":
            return False  # "exports to members of the bloc" are not the bloc's
        one = one.head
    return True


def _refused(sentence: Sentence, target: Token) -> str:
    if regional(sentence, syntax.phrase(target)[:4]):
        return REGION
    return COMPANY if is_company(sentence, target) else ""
