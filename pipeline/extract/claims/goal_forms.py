"""The forms in which an aim is stated: "aims to", "wants it to", "is meant to", and those of a noun."""

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims import goal_actor as actors
from pipeline.extract.claims import goal_spoken as spoken_by
from pipeline.extract.claims.amount_model import is_money
from pipeline.extract.claims.goal_actor import words
from pipeline.extract.claims.goal_complement import AT, complement, extent
from pipeline.extract.claims.goal_model import Aim
from pipeline.extract.claims.goal_noun import being, of_noun, target
from pipeline.extract.sentence import Sentence

VERBAL = frozenset({"VERB", "ADJ", "AUX", "NOUN"})  # parts of speech that the tagger gives to verbs of aiming


def aim(sentence: Sentence, token: Token) -> Aim | None:
    """The aim that a word states, by the first form that fits."""
    forms = (_verb, of_noun, being, _purpose, target)
    found = next((one for form in forms if (one := form(sentence, token)) is not None), None)
    return None if found is not None and _is_dropped(found) else found


def _is_dropped(found: Aim) -> bool:
    """Whether the aim, or the plan that has it, is given up: "has scrapped its plan to"."""
    noun = found.subject if found.subject is not None and found.rule == "goal.purpose" else found.anchor
    verb = syntax.governor(noun) if noun.pos_ == "NOUN" else None
    return verb is not None and noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in words("dropping")


def _verb(sentence: Sentence, token: Token) -> Aim | None:
    lemma = token.lemma_.lower()
    strong = lemma in words("aim-verbs") or (
        lemma == "like" and any(one.lower_ in {"would", "'d"} for one in token.lefts)
    )
    keen = token.lower_ in words("aim-adjectives") and _next_word(token) in AT | {"that"}
    weak = lemma in words("weak-verbs") and not any(one.lower_ == "aside" for one in token.rights)
    strong = strong or keen
    if not (strong or weak) or token.pos_ not in VERBAL or _is_purpose(token):
        return None
    subject = actors.doer(sentence, token) or (_described(token) if keen else None)
    passive = syntax.is_passive(token) and token.nbor(1).lower_ != "for" and not keen
    if subject is None or passive or _gives(sentence, token) or _is_advised(token) or _lasts(token):
        return None
    strong = strong or (lemma in words("calling") and subject.lemma_.lower() in words("instruments"))
    outcome = complement(sentence, token, strong=strong)
    if outcome is None:
        return None
    holder = actors.actor(sentence, subject)
    if holder is None and subject.lemma_.lower() in words("instruments"):
        holder = spoken_by.speaker(sentence, token)[1]  # "the law requires ..., the ministry said"
    if holder is None and not (strong and sentence.goods):
        return None
    rule = "goal.purpose" if holder is not None and subject.lemma_.lower() in words("instruments") else "goal.verb"
    return Aim(rule, token, holder, outcome.head, extent(token, outcome), strong, subject)


def _is_advised(verb: Token) -> bool:
    """Whether somebody else says what the subject should aim at: "the state should plan to", "requires it to take"."""
    if any(one.lower_ in words("moved") for one in verb.lefts if one.dep_ == "aux"):
        return True
    over = verb.head
    told = verb.dep_ in {"ccomp", "xcomp"} and over.lemma_.lower() in words("demanding")
    who = syntax.own_subject(verb) or next(syntax.children(over, "dobj"), None)
    return told and verb.lemma_.lower() in words("weak-verbs") and who is not None


def _lasts(verb: Token) -> bool:
    """Whether "take" tells how long something lasts: "could take two years to start"."""
    took = verb.lemma_.lower() == "take"
    return took and not any(one.lemma_.lower() in words("steps") for one in syntax.children(verb, "dobj"))


def _gives(sentence: Sentence, verb: Token) -> bool:
    """Whether what a state commits itself to is a sum, and "to" only tells what for: "pledged $2bn to expand ports"."""
    sums = (one for one in sentence.figures if is_money(one.unit))
    given = {i for one in sums for i in range(*sentence.tokens_of(one.span))}
    return any(what.i in given for what in syntax.children(verb, "dobj")) and verb.nbor(1).lower_ != "to"


def _next_word(token: Token) -> str:
    """The word behind one: "determined to" is keen, "determined the device to be safe" is not."""
    return token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""


def _described(adjective: Token) -> Token | None:
    """Who is keen: the subject of the verb over the adjective, or the noun that it stands at."""
    head = adjective.head
    return syntax.subject(head) if syntax.is_verb(head) else head if head.pos_ in {"NOUN", "PROPN"} else None


def _is_purpose(token: Token) -> bool:
    """Whether a participle tells what a noun is for."""
    return token.lower_ == "meant" or (token.lower_ in words("purpose") and token.dep_ == "acl")


def _purpose(sentence: Sentence, token: Token) -> Aim | None:
    if token.lower_ not in words("purpose") or token.pos_ not in {"VERB", "ADJ", "AUX"}:
        return None
    noun = token.head if token.dep_ == "acl" else syntax.subject(token)
    outcome = complement(sentence, token, strong=False)
    if noun is None or outcome is None or (token.dep_ == "acl" and sentence.place_at(noun) is not None):
        return None
    holder = actors.actor(sentence, noun)
    if holder is None and token.dep_ == "acl" and noun.lemma_.lower() in words("instruments"):
        holder = actors.above(sentence, noun)
    if holder is None:
        return None
    return Aim("goal.purpose", token, holder, outcome.head, extent(token, outcome), strong=False, subject=noun)
