"""Aims stated in a noun: "its goal of", "the goal is to", "its 43% target"."""

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims import goal_actor as actors
from pipeline.extract.claims import goal_spoken as spoken_by
from pipeline.extract.claims.amount_model import is_money
from pipeline.extract.claims.goal_actor import words
from pipeline.extract.claims.goal_complement import complement, extent, infinitive, measured
from pipeline.extract.claims.goal_model import Aim, Outcome
from pipeline.extract.sentence import Sentence

YEAR = 4  # digits


def of_noun(sentence: Sentence, token: Token) -> Aim | None:
    """Of the kind "its goal of refining", "a push to refine", "has raised its target to 12 GW"."""
    strong, weak = token.lower_ in words("aim-nouns"), token.lower_ in words("weak-nouns")
    if not (strong or weak) or token.pos_ not in {"NOUN", "PROPN"} or (weak and _is_sum(sentence, token)):
        return None
    outcome = complement(sentence, token, strong=strong) or (_raised(sentence, token) if strong else None)
    if outcome is None or (outcome.head.head.dep_ == "prep" and _is_former(token)):
        return None
    holder = actors.owner(sentence, token)
    if holder is None and not actors.has_other_owner(sentence, token):
        holder = actors.above(sentence, token) if strong or _is_made(token) else None
    if holder is None and not (strong and sentence.goods):
        return None
    return Aim("goal.noun", token, holder, outcome.head, extent(token, outcome), strong)


def _is_sum(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun is a sum that is promised, and no aim: "a $2bn commitment to expand ports"."""
    span = sentence.span_of(noun.left_edge.i, noun.i + 1)
    return any(is_money(one.unit) and span.contains(one.span) for one in sentence.figures)


def _is_made(token: Token) -> bool:
    """Whether the subject of the verb makes the effort itself: not "its tariffs prompted a push for"."""
    verb = syntax.governor(token)
    made = verb is not None and verb.lemma_.lower() not in words("causing")
    made = made and (token.dep_ != "pobj" or token.head.lower_ != "for")  # "money for efforts to" is for others'
    return made and token.dep_ in {"dobj", "pobj", "attr", "conj"}


def _is_former(token: Token) -> bool:
    """Whether a target has given way to another: "its target of X has become Y"."""
    return token.dep_ in syntax.SUBJECTS and token.head.lemma_.lower() in words("replacing")


def _raised(sentence: Sentence, noun: Token) -> Outcome | None:
    """Of the kind "has raised its target to 12 GW"."""
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or verb.lemma_.lower() not in words("replacing"):
        return None
    for preposition in syntax.children(verb, "prep"):
        inner = syntax.object_of(preposition)
        if preposition.lower_ in {"to", "at"} and inner is not None and measured(sentence, inner):
            return Outcome(inner, inner.doc[inner.left_edge.i])
    return None


def being(sentence: Sentence, verb: Token) -> Aim | None:
    """Of the kind "the goal is to refine", "its target is 12 GW"."""
    if verb.lemma_.lower() not in {"be", "become", "remain", "stand"} or not syntax.is_verb(verb):
        return None
    noun = syntax.own_subject(verb)
    if noun is None or noun.lower_ not in words("aim-nouns") | words("being-nouns"):
        return None
    outcome = None
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "acomp"}:
            outcome = outcome or infinitive(sentence, verb, child, strong=True)
        elif child.dep_ == "attr" and _is_stated_aim(sentence, noun, child):
            outcome = outcome or Outcome(child, child.doc[child.left_edge.i])
    if outcome is None:
        return None
    holder = actors.owner(sentence, noun)
    if holder is None and not actors.has_other_owner(sentence, noun):
        said, holder = spoken_by.speaker(sentence, verb)
        holder = holder if said is not None else spoken_by.spoken(sentence)
    return Aim("goal.noun", noun, holder, outcome.head, extent(verb, outcome)) if holder is not None else None


def _is_stated_aim(sentence: Sentence, noun: Token, said: Token) -> bool:
    climate = any(one in " ".join(each.lower_ for each in said.subtree) for one in words("climate"))
    return climate or measured(sentence, said) or (bool(sentence.goods) and noun.lower_ in words("aim-nouns"))


def target(sentence: Sentence, token: Token) -> Aim | None:
    """A target told by its figure or year and its goods: "Spain's 82% solar target", "its 2030 ethanol target"."""
    if token.lower_ not in words("aim-nouns") or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    owned = {one.i for child in token.lefts if child.dep_ in {"poss", "det"} for one in child.subtree}
    own = [one for one in token.doc[token.left_edge.i : token.i] if one.i not in owned]
    while own and sentence.place_at(own[0]) is not None:
        own.pop(0)
    if not own:
        return None
    span = sentence.span_of(own[0].i, token.i)
    told = any(one.unit and span.contains(one.span) for one in sentence.figures) or any(_is_year(one) for one in own)
    named = any(not hit.weak and own[0].i <= hit.first < token.i for hit in sentence.goods)
    holder = actors.owner(sentence, token) if told and named else None
    if holder is None:
        return None
    return Aim("goal.noun", token, holder, token, tuple(token.doc[own[0].i : token.i + 1]))


def _is_year(one: Token) -> bool:
    return len(one.text) == YEAR and one.text.startswith("20") and one.text.isdigit()
