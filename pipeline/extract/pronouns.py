"""Pronouns that point back at a country: "it", "its", "they" and "there" of a parsed sentence."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.match import reference
from pipeline.extract.refer import LEADING, owns
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.vocab.places import PlaceForm


def points_back(sentence: Sentence) -> bool:
    """Whether a pronoun of the sentence may need the sentence before."""
    return not sentence.lowered.isdisjoint(reference()["pronouns"] | reference()["plural-pronouns"])


def add_pronouns(sentence: Sentence) -> None:
    """Add "it" and "its" to the places of a parsed sentence where their country is plain."""
    for token in sentence.doc:
        if token.lower_ in reference()["pronouns"] and token.tag_ in {"PRP", "PRP$"} and not _expletive(token):
            code = _listed(sentence, token) or _asked(sentence, token) or _told_of(sentence, token)
            code = code or _antecedent(sentence, token)
            if code:
                _add(sentence, token, code)
        elif token.lower_ in reference()["plural-pronouns"] and token.tag_ in {"PRP", "PRP$"}:
            code = _plural(sentence, token)
            if code:
                _add(sentence, token, code)
        elif token.lower_ == "there" and token.dep_ in {"pcomp", "pobj"} and token.nbor(-1).lower_ == "from":
            _add_there(sentence, token)


def _plural(sentence: Sentence, pronoun: Token) -> str:
    """Whose people or firms "they" are: "Europe's turbine makers are well. They supply 93% of ...", "the Congolese"."""
    for one in _subjects_before(sentence, pronoun):
        if one.tag_ in {"NNS", "NNPS"} or any(True for _ in syntax.children(one, "conj")):
            return _people(sentence, one)
    previous = sentence.previous
    head = syntax.own_subject(previous.doc[:].root) if previous is not None and previous.parsed else None
    return _people(previous, head) if previous is not None and head is not None else ""


def _people(sentence: Sentence, noun: Token) -> str:
    """The country of a plural noun: "Chinese smelters", "the Congolese"."""
    hit = sentence.place_at(noun)
    if hit is not None:
        return hit.code if hit.form is PlaceForm.DEMONYM and noun.tag_ in {"NNPS", "NNS"} else ""
    makers = noun.tag_ == "NNS" and noun.lemma_.lower() in reference()["makers"]
    return _possessor(sentence, noun) if makers else ""


def _add_there(sentence: Sentence, token: Token) -> None:
    """Add "from there" as the place that the sentence before is about, or the only one it names."""
    verb = syntax.governor(token)
    earlier = [one for one in _subjects_before(sentence, token) if verb is None or one.head != verb]
    own = syntax.subject(verb) if verb is not None else None
    actor = sentence.place_at(own) if own is not None else None
    inside = {one.i for one in own.subtree} if own is not None else set()  # "what China burns comes from there"
    told = (hit for one in earlier if one.i not in inside and (hit := sentence.place_at(one)) is not None)
    found = next((hit for hit in told if actor is None or hit.code != actor.code), None)
    if found is not None and own is not None:
        _add(sentence, token, found.code)  # "Kazakhstan mines 40% ..., and 23% of what China burns comes from there"
        return
    hits = [hit for one in sentence.back(1) for hit in one.places if hit.form is not PlaceForm.DEMONYM]
    here = {hit.code for hit in sentence.places}
    hits = [hit for hit in hits if hit.code not in here]
    if len({hit.code for hit in hits}) == 1 or (hits and hits[0].first <= LEADING):
        _add(sentence, token, hits[0].code)


def _add(sentence: Sentence, token: Token, code: str) -> None:
    """Add one token as a place that stands for a country."""
    span = sentence.span_of(token.i, token.i + 1)
    added = PlaceHit(span, token.i, token.i + 1, code, PlaceForm.DESCRIPTION, anaphor=True)
    sentence.places = tuple(sorted([*sentence.places, added], key=lambda hit: hit.first))
    sentence.by_token = {}


def _expletive(token: Token) -> bool:
    """Whether the pronoun has no antecedent: "it is clear that ...", "it comes as ..."."""
    if token.dep_ == "expl" or token.lower_ != "it" or token.head.lemma_ not in reference()["expletive-verbs"]:
        return token.dep_ == "expl"
    adjectives = list(syntax.children(token.head, "acomp"))
    clauses = [*syntax.children(token.head, "ccomp", "csubj", "xcomp")]
    return bool(clauses) or any(True for one in adjectives for _ in syntax.children(one, "ccomp", "xcomp", "csubj"))


def _listed(sentence: Sentence, pronoun: Token) -> str:
    """The owner of the thing listed before: "46% of Japan's cars, 30% of its ships and all its phones"."""
    before = [hit for hit in sentence.places if hit.end < pronoun.i and not (hit.anaphor and hit.end - hit.first == 1)]
    if pronoun.tag_ != "PRP$" or not before or not owns(sentence, before[-1]):
        return ""
    between = sentence.doc[before[-1].end : pronoun.i]
    listed = any(one.text in {",", "and"} for one in between) and any(one.tag_ in {"CD", "NN"} for one in between)
    return before[-1].code if listed and not any(one.pos_ in {"VERB", "AUX"} for one in between) else ""


def _told_of(sentence: Sentence, pronoun: Token) -> str:
    """The place that a relative clause is on: "refiners in India, which buys a third of its crude from Russia"."""
    verb = syntax.governor(pronoun)
    subject = syntax.own_subject(verb) if verb is not None and verb.dep_ == "relcl" else None
    if subject is None or subject.tag_ not in {"WDT", "WP"} or subject.lower_ == "that":
        return ""
    before = [hit for hit in sentence.places if hit.end <= subject.i]
    near = before and subject.i - before[-1].end <= 1 and before[-1].form is not PlaceForm.DEMONYM
    return before[-1].code if near else ""


def _asked(sentence: Sentence, pronoun: Token) -> str:
    """Who is asked to do something of its own: "Jakarta has urged Brussels to drop its law"."""
    verb = syntax.governor(pronoun)
    if verb is None or verb.dep_ not in {"xcomp", "ccomp"} or pronoun.tag_ != "PRP$":
        return ""
    who = [one for one in syntax.children(verb.head, "dobj") if one.i < verb.i]
    hit = place_of(sentence, who[-1]) if who and syntax.own_subject(verb) is None else None
    return hit.code if hit is not None else ""


def _antecedent(sentence: Sentence, pronoun: Token) -> str:
    for one in _subjects_before(sentence, pronoun):
        if pronoun.head.dep_ == "attr" and pronoun.head.head == one.head:
            continue  # "Russia is its biggest supplier": another's
        if pronoun.tag_ == "PRP" and pronoun.dep_ not in syntax.SUBJECTS and one.head in _clause_of(pronoun):
            continue  # "Chile sells it copper": another, or it would be "itself"
        hit = place_of(sentence, one)
        if hit is not None and any(True for _ in syntax.children(one, "conj")):
            continue  # "China and India bought 62% of its exports": somebody else's
        if hit is not None:
            return hit.code
        return _possessor(sentence, one) if pronoun.tag_ == "PRP$" or one.tag_ == "PRP" else ""
    previous = sentence.previous
    return _of_previous(previous, pronoun) if previous is not None and previous.parsed else ""


def _clause_of(pronoun: Token) -> tuple[Token, ...]:
    """What a pronoun hangs on, and the verb of its clause where a preposition stands between: "got 70% from it"."""
    verb = syntax.governor(pronoun) if pronoun.dep_ == "pobj" else None
    return (pronoun.head,) if verb is None else (pronoun.head, verb)


def _of_previous(previous: Sentence, pronoun: Token) -> str:
    """The country that the subject of the sentence before names; for "its", or whose it is."""
    root = previous.doc[:].root
    stated = next((one for one in syntax.children(root, "ccomp") if one.i < root.i), None)  # "..., the ministry said"
    head = syntax.own_subject(stated if stated is not None else root)
    if head is None:
        return _opener(previous)
    hit = place_of(previous, head)
    if hit is not None or pronoun.tag_ != "PRP$":
        return hit.code if hit is not None else ""
    if head.tag_ == "NNS" and not any(True for _ in syntax.children(head, "poss")):
        told = {one.code for one in previous.places if one.anaphor and one.end - one.first > 1}
        if len(told) == 1:
            return told.pop()  # "Chinese firms own the country's smelters. Its output ..."
    return _possessor(previous, head)


def _opener(sentence: Sentence) -> str:
    """The country whose bare name opens a sentence that the parser found no subject in: "India cuts and polishes"."""
    hit = sentence.places[0] if sentence.places else None
    if hit is None or hit.first or hit.form is not PlaceForm.NAME or len({one.code for one in sentence.places}) > 1:
        return ""
    following = sentence.doc[hit.end] if hit.end < len(sentence.doc) else None
    return hit.code if following is not None and following.is_alpha and following.is_lower else ""


def owner_before(sentence: Sentence) -> tuple[PlaceHit, ...]:
    """Whose the subject of the sentence before is: "Chile's output grew. It holds a quarter of the reserves"."""
    previous = sentence.previous
    if previous is None or not previous.parsed:
        return ()
    head = syntax.own_subject(previous.doc[:].root)
    hit = (
        next((one for child in syntax.children(head, "poss") if (one := previous.place_at(child))), None)
        if head
        else None
    )
    return (hit,) if hit is not None else ()


def _subjects_before(sentence: Sentence, pronoun: Token) -> Iterator[Token]:
    """Subjects left of the pronoun in its sentence, nearest first; not the phrase that the pronoun stands in."""
    return (
        token
        for token in reversed(pronoun.doc[: pronoun.i])
        if token.dep_ in syntax.SUBJECTS
        and token.tag_ not in {"WDT", "WP"}
        and (pronoun not in token.subtree or sentence.place_at(token) is not None)
    )


def _possessor(sentence: Sentence, noun: Token) -> str:
    for child in syntax.children(noun, "poss", "amod", "compound"):
        hit = sentence.place_at(child)
        if hit is not None:
            return hit.code
    return ""


def place_of(sentence: Sentence, head: Token) -> PlaceHit | None:
    """The place that a noun phrase names by its head: "China", "the Trump administration", "Beijing's ministry"."""
    return sentence.place_at(head)
