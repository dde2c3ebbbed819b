"""Whose a measure is by its clause: the subject that has it, or the place that the verb happens in."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.holder import COMPANY, NOBODY, REGION, WORLD, Holder, doer, near_company, regional, words
from pipeline.extract.match import reference
from pipeline.extract.sentence import Sentence

STEPS = 3  # clauses that are looked through for a holder


def of_clause(sentence: Sentence, verb: Token | None, noun: Token) -> Holder:
    """Whose a measure is by its clause: the subject that has it, "in X" on the verb, or who says it of itself."""
    for _ in range(STEPS):
        if verb is None:
            return NOBODY
        found = _subject(sentence, verb, noun)
        if found == NOBODY:
            plant = noun.lower_ in words("company-measures") | words("plant-measures")
            found = located(sentence, verb, opening=plant and near_company(sentence))
        if found != NOBODY:
            return found
        inside = (verb, *syntax.children(verb, "xcomp"))
        if verb.dep_ == "relcl" and any(one.lower_ == "where" for part in inside for one in part.children):
            hit = sentence.place_at(verb.head)
            return slots.coordinated(sentence, hit) if hit is not None else NOBODY
        if verb.dep_ not in {"ccomp", "xcomp", "advcl", "conj", "parataxis", "acl", "pcomp"} or verb.head == verb:
            return NOBODY
        verb = syntax.governor(verb.head)
    return NOBODY


def _subject(sentence: Sentence, verb: Token, noun: Token) -> Holder:
    """The country that the subject of a clause stands for, where the measure is not that subject."""
    subject = syntax.own_subject(verb) or (syntax.subject(verb) if verb.dep_ in {"xcomp", "conj", "advcl"} else None)
    if subject is None or noun in subject.subtree or subject.pos_ == "PRON" or subject.lower_ in words("report-nouns"):
        return NOBODY
    if noun.lower_ in words("use-measures") and any(one.lower_ in words("clubs") for one in syntax.phrase(subject)):
        return WORLD  # "the cartel expects demand to grow"
    owned = slots.owner(sentence, subject) if subject.lower_ in words("not-measures") else None
    found = (owned,) if owned is not None else doer(sentence, subject)
    if found == COMPANY and (subject.text in reference()["councils"] or only_tells(verb, subject)):
        return NOBODY
    return found if not isinstance(found, str) or found in {COMPANY, REGION} else NOBODY


def only_tells(verb: Token, subject: Token) -> bool:
    """Whether who is no country only estimates what others do: "consultants see exports of 5 Mt"."""
    tells = verb.lemma_.lower() in words("telling") or any(one.lower_ in words("estimates") for one in verb.children)
    return tells and any(one.lower_ in words("tellers") for one in syntax.phrase(subject))


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
