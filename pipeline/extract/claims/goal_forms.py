"""The forms in which an aim is stated: "aims to", "wants it to", "its goal of", "the goal is", "is meant to"."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims import goal_actor as actors
from pipeline.extract.claims.goal_actor import Holder, words
from pipeline.extract.claims.goal_figures import figures
from pipeline.extract.sentence import Sentence

KEPT = frozenset({")", "%"})  # marks that an outcome may end with
FINITE = frozenset({"VBZ", "VBD", "VBP"})
YEAR = 4  # digits
CURRENCY = 3  # letters of a currency's code
VERBAL = frozenset({"VERB", "ADJ", "AUX", "NOUN"})  # parts of speech that the tagger gives to verbs of aiming
LATE = frozenset({"prep", "npadvmod", "advmod", "xcomp"})  # phrases that hang on the aim instead of its outcome
AT = frozenset({"at", "on", "of", "for", "toward", "towards", "in", "to"})


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim in the words: where it is stated, whose it is, and its outcome with the words of that."""

    rule: str
    anchor: Token
    holder: Holder | None
    outcome: Token
    tokens: tuple[Token, ...]
    strong: bool = True
    subject: Token | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The head of an outcome, its first token, and whether it is a mere noun with a figure."""

    head: Token
    first: Token


def aim(sentence: Sentence, token: Token) -> Aim | None:
    """The aim that a word states, by the first form that fits."""
    forms = (_verb, _noun, _is_noun, _purpose, _target)
    found = next((one for form in forms if (one := form(sentence, token)) is not None), None)
    return None if found is not None and _is_dropped(found) else found


def _is_dropped(found: Aim) -> bool:
    """Whether the aim, or the plan that has it, is given up: "has scrapped its plan to"."""
    noun = found.subject if found.subject is not None and found.rule == "goal.purpose" else found.anchor
    verb = syntax.governor(noun) if noun.pos_ == "NOUN" else None
    return verb is not None and noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in words("dropping")


# --- "aims to" -------------------------------------------------------------------------------------------------------


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
    if subject is None or passive:
        return None
    strong = strong or (lemma in words("calling") and subject.lemma_.lower() in words("instruments"))
    outcome = _complement(sentence, token, strong=strong)
    if outcome is None:
        return None
    holder = actors.actor(sentence, subject)
    if holder is None and subject.lemma_.lower() in words("instruments"):
        holder = actors.speaker(sentence, token)[1]  # "the law requires ..., the ministry said"
    if holder is None and not (strong and sentence.goods):
        return None
    rule = "goal.purpose" if holder is not None and subject.lemma_.lower() in words("instruments") else "goal.verb"
    return Aim(rule, token, holder, outcome.head, _extent(token, outcome), strong, subject)


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


def _complement(sentence: Sentence, token: Token, *, strong: bool) -> Outcome | None:
    """What is aimed at: an infinitive, a clause with a subject of its own, a gerund, or a noun with a figure."""
    beside = _adjacent(sentence, token, strong=strong)
    if beside is not None:
        return beside
    for child in token.rights:
        found = _infinitive(sentence, token, child, strong=strong)
        if found is None and child.dep_ == "prep" and child.lower_ in AT:
            found = _behind(sentence, child, strong=strong)
        if found is None and child.dep_ in {"dobj", "attr", "nmod"} and token.lemma_.lower() in words("noun-verbs"):
            noun = _measured(sentence, child, money=False) or child.lower_ in words("outcome-nouns")
            found = Outcome(child, child.doc[child.left_edge.i]) if noun else None
        if found is None and child.dep_ in {"dobj", "oprd"} and child.lemma_.lower() in words("steps"):
            found = _complement(sentence, child, strong=False)
        if found is not None:
            return found
    return None


def _adjacent(sentence: Sentence, token: Token, *, strong: bool) -> Outcome | None:
    """The infinitive or gerund right behind the word, whatever the parser hangs it on."""
    doc = token.doc
    at = token.i + 2
    while at < len(doc) and doc[at].pos_ == "ADV":
        at += 1
    if at >= len(doc) or doc[token.i + 1].lower_ not in AT:
        return None
    verb = doc[at]
    to = doc[token.i + 1].lower_ == "to"
    if to and at + 2 < len(doc) and "".join(one.lower_ for one in doc[at : at + 3]) in words("hyphenated"):
        return Outcome(doc[at + 2], verb)
    form = {"VB", "VBG"} if to and token.pos_ == "NOUN" else {"VB"} if to else {"VBG"}
    fits = verb.tag_ in form and syntax.own_subject(verb) is None and _fits(sentence, verb, strong=strong)
    return Outcome(verb, doc[token.i + 2]) if fits else None


def _infinitive(sentence: Sentence, token: Token, child: Token, *, strong: bool) -> Outcome | None:
    if child.dep_ not in {"xcomp", "advcl", "acl", "relcl", "ccomp"} or not syntax.is_verb(child):
        return None
    own = syntax.own_subject(child)
    to = next((one for one in child.lefts if one.lower_ == "to" and one.dep_ == "aux"), None)
    if own is not None and own.i > token.i:
        wish = token.lemma_.lower() in words("wishes")
        told = any(one.lower_ in {"that", "will", "should", "be"} for one in child.lefts)
        return Outcome(child, child.doc[own.left_edge.i]) if wish and (to is not None or told) else None
    if to is None and (child.tag_ != "VBG" or child.dep_ == "advcl"):
        return None
    if to is not None and child.dep_ == "relcl" and token.pos_ == "VERB":
        return None
    return Outcome(child, child) if _fits(sentence, child, strong=strong) else None


def _behind(sentence: Sentence, preposition: Token, *, strong: bool) -> Outcome | None:
    inner = next((one for one in preposition.rights if one.dep_ in {"pcomp", "pobj"}), None)
    if inner is None:
        return None
    if inner.tag_ == "VBG" and inner.dep_ == "pcomp":
        return Outcome(inner, inner) if _fits(sentence, inner, strong=strong) else None
    opening = inner.doc[inner.left_edge.i].lower_
    noun = not {inner.lower_, opening}.isdisjoint(words("outcome-nouns")) or (strong and _measured(sentence, inner))
    stands = preposition.lower_ != "in" or preposition.head.lemma_ == "pencil"
    return Outcome(inner, inner.doc[inner.left_edge.i]) if noun and stands else None


def _fits(sentence: Sentence, verb: Token, *, strong: bool) -> bool:
    """Whether a verb is an outcome: of the list, or, after a strong word, any with a commodity but acts of state."""
    lemma = verb.lemma_.lower()
    begun = next((one for one in verb.rights if one.dep_ == "xcomp" and one.tag_ == "VBG"), None)
    if lemma in words("starting") and begun is not None:
        return _fits(sentence, begun, strong=strong)
    inside = {one.i for one in verb.subtree if one.i >= verb.i}
    if lemma in words("diversifying") and _objects(verb) & words("economies"):
        return True
    if lemma in words("outcome"):
        named = any(hit.first in inside and not hit.weak for hit in sentence.goods)
        return named or not (
            _objects(verb) & (words("other-objects") | (words("talk") if lemma in words("needs-noun") else frozenset()))
        )
    return strong and lemma not in words("acts") and any(hit.first in inside and not hit.weak for hit in sentence.goods)


def _objects(verb: Token) -> set[str]:
    fields = [one for child in verb.rights if child.lower_ == "in" for one in child.rights]
    return {one.lemma_.lower() for one in (*verb.rights, *fields)}


def _measured(sentence: Sentence, noun: Token, *, money: bool = True) -> bool:
    """Whether a noun phrase holds a figure with a unit: "43 GW"; money that is given is no aim."""
    span = sentence.span_of(noun.left_edge.i, noun.right_edge.i + 1)
    units = [one.unit for one in figures(sentence) if one.unit and span.contains(one.span)]
    return any(money or len(unit) != CURRENCY or unit in words("not-money") for unit in units)


def _extent(aim_word: Token, outcome: Outcome) -> tuple[Token, ...]:
    """The words of an outcome: its subtree, and the phrases of time and place that hang on the aim instead."""
    last = (outcome.head.head if outcome.head.dep_ == "amod" else outcome.head).right_edge.i
    over = list(aim_word.head.rights) if aim_word.dep_ in {"dobj", "pobj"} else []
    for child in (*aim_word.rights, *over):
        if child.left_edge.i == last + 1 and child.dep_ in LATE and not _is_outside(child):
            last = child.right_edge.i
    doc = outcome.head.doc
    for one in doc[outcome.head.i + 1 : last + 1]:
        if _is_outside(one) or (one.dep_ == "conj" and one.tag_ in FINITE and one.head == outcome.head):
            last = one.i - 1
            break
    if sum(one.text in "()" for one in doc[outcome.first.i : last + 1]) % 2:
        last = next((one.i for one in doc[last + 1 : last + 4] if one.text == ")"), last)
    while last > outcome.head.i and doc[last].text not in KEPT and (doc[last].is_punct or doc[last].dep_ == "cc"):
        last -= 1
    return tuple(doc[outcome.first.i : last + 1])


def _is_outside(one: Token) -> bool:
    """Whether a word begins what is no part of the outcome: behind a comma, or the base of a rise."""
    base = one.lower_ == "from" and any(each.text[0].isdigit() for each in one.subtree)
    loose = one.tag_ == "VBG" and one.dep_ == "advcl"
    return base or ((loose or one.lower_ in words("outside")) and one.nbor(-1).text == ",")


def _noun(sentence: Sentence, token: Token) -> Aim | None:
    strong, weak = token.lower_ in words("aim-nouns"), token.lower_ in words("weak-nouns")
    if not (strong or weak) or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    outcome = _complement(sentence, token, strong=strong) or (_raised(sentence, token) if strong else None)
    if outcome is None or (outcome.head.head.dep_ == "prep" and _is_former(token)):
        return None
    holder = actors.owner(sentence, token)
    if holder is None and not actors.has_other_owner(sentence, token):
        holder = actors.above(sentence, token) if strong or _is_made(token) else None
    if holder is None and not (strong and sentence.goods):
        return None
    return Aim("goal.noun", token, holder, outcome.head, _extent(token, outcome), strong)


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
        inner = next(syntax.children(preposition, "pobj"), None)
        if preposition.lower_ in {"to", "at"} and inner is not None and _measured(sentence, inner):
            return Outcome(inner, inner.doc[inner.left_edge.i])
    return None


def _is_noun(sentence: Sentence, verb: Token) -> Aim | None:
    if verb.lemma_.lower() not in {"be", "become", "remain", "stand"} or not syntax.is_verb(verb):
        return None
    noun = syntax.own_subject(verb)
    if noun is None or noun.lower_ not in words("aim-nouns") | words("being-nouns"):
        return None
    outcome = None
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "acomp"}:
            outcome = outcome or _infinitive(sentence, verb, child, strong=True)
        elif child.dep_ == "attr" and _is_stated_aim(sentence, noun, child):
            outcome = outcome or Outcome(child, child.doc[child.left_edge.i])
    if outcome is None:
        return None
    holder = actors.owner(sentence, noun)
    if holder is None and not actors.has_other_owner(sentence, noun):
        said, holder = actors.speaker(sentence, verb)
        holder = holder if said is not None else actors.spoken(sentence)
    return Aim("goal.noun", noun, holder, outcome.head, _extent(verb, outcome)) if holder is not None else None


def _is_stated_aim(sentence: Sentence, noun: Token, said: Token) -> bool:
    climate = any(one in " ".join(each.lower_ for each in said.subtree) for one in words("climate"))
    return climate or _measured(sentence, said) or (bool(sentence.goods) and noun.lower_ in words("aim-nouns"))


def _purpose(sentence: Sentence, token: Token) -> Aim | None:
    if token.lower_ not in words("purpose") or token.pos_ not in {"VERB", "ADJ", "AUX"}:
        return None
    noun = token.head if token.dep_ == "acl" else syntax.subject(token)
    outcome = _complement(sentence, token, strong=False)
    if noun is None or outcome is None or (token.dep_ == "acl" and sentence.place_at(noun) is not None):
        return None
    holder = actors.actor(sentence, noun)
    if holder is None and token.dep_ == "acl" and noun.lemma_.lower() in words("instruments"):
        holder = actors.above(sentence, noun)
    if holder is None:
        return None
    return Aim("goal.purpose", token, holder, outcome.head, _extent(token, outcome), strong=False, subject=noun)


def _target(sentence: Sentence, token: Token) -> Aim | None:
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
