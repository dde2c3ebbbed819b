"""From a word up the parse, as far as what stands there still bears on the word."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.cues import words
from pipeline.extract.sentence import Sentence
from pipeline.extract.syntax import SUBJECTS, is_passive, is_verb, own_subject

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NUMERIC = frozenset({"CD", "SYM", "$"})


@dataclass(frozen=True, slots=True)
class Step:
    """A token of a path, and the one the path came from: None at its beginning and in clauses that hang on the word.

    `weak` steps lie beyond an adverbial clause, a verb of knowing or a name for the subject, where a negation no longer
    reaches; `shared` is False for the first of two coordinated clauses when the path came from the other.
    """

    token: Token
    below: Token | None
    weak: bool = False
    shared: bool = True


def is_measured(sentence: Sentence, token: Token) -> bool:
    """Whether the token belongs to a figure with a unit."""
    span = sentence.span_of(token.i, token.i + 1)
    return any(figure.unit and figure.kind != "bare" and figure.span.overlaps(span) for figure in sentence.figures)


def upwards(sentence: Sentence, token: Token) -> tuple[Step, ...]:
    """The tokens from which a cue reaches down to `token`, nearest first."""
    if _is_base(token):
        return (Step(token, None),)
    return (*_climb(sentence, token), *_fate(sentence, token))


def through_clauses(token: Token) -> tuple[Step, ...]:
    """All tokens above `token` up to the root or the relative clause it stands in."""
    steps = [Step(token, None)]
    here = token
    while not _is_top(here):
        head = here.head
        alone = here.dep_ == "conj" and _stands_alone(here)
        steps.append(Step(head, here, shared=steps[-1].shared and not alone))
        here = head
    return tuple(steps)


def is_relative(token: Token) -> bool:
    """Whether the token heads a relative clause; "ways to make" is labelled as one and is none."""
    return token.dep_ == "relcl" and not any(one.tag_ == "TO" for one in token.children)


def _is_top(token: Token) -> bool:
    return token.dep_ in {"ROOT", "parataxis"} or is_relative(token) or token.head == token


def _climb(sentence: Sentence, token: Token) -> Iterator[Step]:
    here, weak = token, False
    yield Step(here, None)
    while not _is_top(here):
        head = here.head
        if here.dep_ in SUBJECTS and is_verb(head) and not _carries(sentence, head, here, token):
            return
        beside = _joined_to(here) if here.dep_ == "conj" else None
        if beside is not None:
            here = beside
            continue
        if here.dep_ == "conj" and _stands_alone(here):
            while here.dep_ == "conj":
                here = here.head
            continue
        if _ends(here):
            return
        weak = weak or here.dep_ == "advcl" or _is_granted(here, head) or _is_judged(here, head)
        yield Step(head, here, weak)
        here = head


def _joined_to(verb: Token) -> Token | None:
    """The verb further up that one is really coordinated with, where the parser took another form or a noun.

    "Japan refused to buy beef and curbed exports" curbed them; no infinitive is coordinated with a past form.
    """
    bare = verb.tag_ == "VBN" and not any(one.dep_ in {"aux", "auxpass"} for one in verb.children)  # "curbed", misread
    forms = FINITE if verb.tag_ in FINITE or bare else frozenset({"VBG"} if verb.tag_ == "VBG" else ())
    first = verb
    while first.dep_ == "conj":
        first = first.head
    if not forms or first.tag_ in forms or (is_verb(first) and first.tag_ != "VB"):
        return None
    return next((one for one in _above(first) if is_verb(one) and one.tag_ in forms), None)


def _above(token: Token) -> Iterator[Token]:
    """The tokens over one, nearest first, up to its clause of saying or the root."""
    while token.head != token and token.dep_ not in {"ccomp", "relcl"}:
        token = token.head
        yield token


def _is_judged(noun: Token, verb: Token) -> bool:
    """Whether a denial is of what something is called, not of the thing: "the ban was not a green measure"."""
    called = [one for one in verb.children if one.dep_ == "attr" and one.pos_ == "NOUN"] if verb.lemma_ == "be" else []
    return noun.dep_ == "nsubj" and any(one.lemma_.lower() not in words("real") for one in called)


def _is_granted(clause: Token, head: Token) -> bool:
    """Whether a clause is true though its verb is denied: "did not say that it sold", but not "that it would sell"."""
    granted = clause.dep_ == "ccomp" and head.lemma_.lower() in words("factive")
    return granted and not any(one.lower_ in words("unsaid") for one in clause.lefts)


def _is_base(token: Token) -> bool:
    """Whether a figure is what a change sets out from: "from 34 percent to 47"; no plan or forecast bears on that."""
    if not (token.tag_ in NUMERIC or token.text == "%" or any(one.tag_ in NUMERIC for one in token.children)):
        return False
    at = token.i - 1
    while at >= 0 and (
        token.doc[at].tag_ in NUMERIC or token.doc[at].lower_ in {"%", "per", "about", "around", "some"}
    ):
        at -= 1
    return at >= 0 and token.doc[at].lower_ == "from"


def _stands_alone(token: Token) -> bool:
    """Whether a conjunct shares no auxiliary, negation or determiner with the one before it."""
    if is_verb(token):
        return token.tag_ in FINITE or any(
            one.dep_ in SUBJECTS or (one.dep_ in {"aux", "auxpass"} and one.tag_ in FINITE) for one in token.children
        )
    return any(child.dep_ in {"det", "poss", "neg"} for child in token.children)


def _ends(token: Token) -> bool:
    """Whether nothing above the token bears on it."""
    match token.dep_:
        case "acl":
            content = token.head.lemma_.lower() in words("containers")
            return token.tag_ == "VBN" or (token.tag_ == "VBG" and not content)
        case "advcl":
            own = any(one.dep_ in {"mark", "nsubj", "aux"} and one.tag_ != "TO" for one in token.children)
            return own or token.i < token.head.i or token.lemma_.lower() in words("saying")
        case "prep" | "mark":
            # in front of a clause stands what it takes for granted
            fronted = token.dep_ == "prep" and is_verb(token.head) and token.i < token.head.i
            return token.lower_ in words("presupposing") or (fronted and token.lower_ not in words("denying"))
        case "pobj":
            return token.head.lower_ == "in" and token.lower_ in words("presupposing-nouns")
        case "appos":
            return token.head.tag_ not in NUMERIC and not any(one.tag_ in NUMERIC for one in token.head.children)
    return token.dep_ == "agent"


def _carries(sentence: Sentence, verb: Token, head: Token, token: Token) -> bool:
    """Whether what is said of the verb is said of its subject: "the tariff will begin", not "the tariff will hurt"."""
    if head.dep_ != "nsubj":
        return True
    last = _last_complement(verb)
    happens = not words("events").isdisjoint((last.lemma_.lower(), last.lower_))
    is_amount = is_measured(sentence, token) and head in {token, token.head}
    return happens or is_passive(last) or is_amount


def _last_complement(verb: Token) -> Token:
    """The verb that a chain of complements ends in: "is likely to contribute" -> "contribute"."""
    for _ in range(len(verb.doc)):
        deeper = next((one for one in verb.children if one.dep_ in {"xcomp", "acomp"}), None)
        if deeper is None:
            break
        verb = deeper
    return verb


def _fate(sentence: Sentence, token: Token) -> Iterator[Step]:
    """The clauses on a noun that tell what becomes of it: "tariffs proposed in May", "a tariff set to expire"."""
    if is_verb(token):
        return
    for child in token.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            yield Step(child, None)
    if is_measured(sentence, token):
        return
    for noun in _nouns_within(token):
        for child in noun.children:
            if is_relative(child) and _tells_fate(child, own=noun == token):
                yield Step(child, None)
                last = _last_complement(child)
                if last != child:
                    yield Step(last, child)


def _nouns_within(token: Token) -> Iterator[Token]:
    """The noun and those it governs through prepositions; a relative clause behind them may be the noun's."""
    yield token
    for prep in token.children:
        if prep.dep_ == "prep":
            for noun in prep.children:
                if noun.dep_ == "pobj":
                    yield from _nouns_within(noun)
                    yield from noun.conjuncts


def _tells_fate(relative: Token, *, own: bool) -> bool:
    last, subject = _last_complement(relative), own_subject(relative)
    apart = relative.left_edge.i > 0 and relative.doc[relative.left_edge.i - 1].text == ","
    if not own:
        return apart and last.lemma_.lower() in words("events")
    if any(
        one.dep_ == "pobj"
        for prep in relative.children
        if prep.dep_ == "prep"
        for one in prep.children
        if one.tag_ == "WDT"
    ):
        return False
    if last.lemma_.lower() in words("beginnings") or is_passive(last):
        return True
    by_another = subject is not None and subject.tag_ not in {"WDT", "WP"} and subject.lower_ != "that"
    return by_another and not any(one.dep_ == "dobj" and one.tag_ != "WDT" for one in last.children)
