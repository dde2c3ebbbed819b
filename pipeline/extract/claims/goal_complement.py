"""What a word of aiming aims at: an infinitive, a gerund, a clause or a noun with a figure; how far its words reach."""

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.claims.goal_actor import words
from pipeline.extract.claims.goal_figures import figures
from pipeline.extract.claims.goal_model import KEPT, Outcome
from pipeline.extract.sentence import Sentence

FINITE = frozenset({"VBZ", "VBD", "VBP"})
CURRENCY = 3  # letters of a currency's code
LATE = frozenset({"prep", "npadvmod", "advmod", "xcomp"})  # phrases that hang on the aim instead of its outcome
AT = frozenset({"at", "on", "of", "for", "toward", "towards", "in", "to"})


def complement(sentence: Sentence, token: Token, *, strong: bool) -> Outcome | None:
    """What is aimed at: an infinitive, a clause with a subject of its own, a gerund, or a noun with a figure."""
    beside = _adjacent(sentence, token, strong=strong)
    if beside is not None:
        return beside
    for child in token.rights:
        found = infinitive(sentence, token, child, strong=strong)
        if found is None and child.dep_ == "prep" and child.lower_ in AT:
            found = _behind(sentence, child, strong=strong)
        if found is None and child.dep_ in {"dobj", "attr", "nmod"} and token.lemma_.lower() in words("noun-verbs"):
            noun = measured(sentence, child, money=False) or child.lower_ in words("outcome-nouns")
            found = Outcome(child, child.doc[child.left_edge.i]) if noun else None
        if found is None and child.dep_ in {"dobj", "oprd"} and child.lemma_.lower() in words("steps"):
            found = complement(sentence, child, strong=False)
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


def infinitive(sentence: Sentence, token: Token, child: Token, *, strong: bool) -> Outcome | None:
    """The outcome that a clause below the word states: "to refine it", "X to be refined", "refining it"."""
    if child.dep_ not in {"xcomp", "advcl", "acl", "relcl", "ccomp"} or not syntax.is_verb(child):
        return None
    own = syntax.own_subject(child)
    to = next((one for one in child.lefts if one.lower_ == "to" and one.dep_ == "aux"), None)
    if own is not None and own.i > token.i:
        wish = token.lemma_.lower() in words("wishes")
        told = any(one.lower_ in {"that", "will", "should", "be"} for one in child.lefts)
        asked = child.lemma_.lower() in words("acts") and sentence.place_at(own) is not None
        wish = wish and not asked  # "wants Peru to exempt it" is asked of another government
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
    noun = not {inner.lower_, opening}.isdisjoint(words("outcome-nouns")) or (strong and measured(sentence, inner))
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


def measured(sentence: Sentence, noun: Token, *, money: bool = True) -> bool:
    """Whether a noun phrase holds a figure with a unit: "43 GW"; money that is given is no aim."""
    span = sentence.span_of(noun.left_edge.i, noun.right_edge.i + 1)
    units = [one.unit for one in figures(sentence) if one.unit and span.contains(one.span)]
    return any(money or len(unit) != CURRENCY or unit in words("not-money") for unit in units)


def extent(aim_word: Token, outcome: Outcome) -> tuple[Token, ...]:
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
