"""The two sides of a dependency: the country that depends, and its partner."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.goal_actor import doer
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage
from pipeline.vocab import rules
from pipeline.vocab.places import PlaceForm

FOREIGN = "FOREIGN"
REACH = 6  # words between "wean" and "off"
CLIMB = 4  # heads over "dependence" among which its country is looked for


@dataclass(frozen=True, slots=True)
class Link:
    """Who depends, on what the words at `target` name; a figure among the words of `reach` makes it a share."""

    rule: str
    anchor: Token
    holders: tuple[PlaceHit, ...]
    target: Token
    reach: tuple[Token, ...]
    stage: Stage = Stage.NONE
    abroad: bool = False
    alone: bool = False  # whether the target is one of a list whose members each have a partner
    what: Token | None = None  # the noun of what is traded, where it isn't the target


def words(name: str) -> frozenset[str]:
    """One word class of dependency.toml."""
    return rules.words("dependency")[name]


# --- who depends -----------------------------------------------------------------------------------------------------


def holders(sentence: Sentence, noun: Token | None) -> tuple[PlaceHit, ...]:
    """The countries that a noun phrase stands for: by name, or as owners of all their firms or a whole sector."""
    if noun is None:
        return ()
    hit = sentence.place_at(noun)
    if hit is not None:
        return slots.coordinated(sentence, hit)
    if noun.lower_ == "it":
        return _it(sentence, noun)
    example = _example(sentence, noun)
    if example:
        return example
    if noun.lower_ in words("companies") or (noun.tag_ in {"NN", "NNP"} and noun.lower_ not in words("nation-nouns")):
        return ()
    owned = slots.owner(sentence, noun)
    return slots.coordinated(sentence, owned) if owned is not None else ()


def _it(sentence: Sentence, pronoun: Token) -> tuple[PlaceHit, ...]:
    """What "it" stands for where no subject is plain: "Japan's exposure is large: it relies on"."""
    for one in reversed(sentence.doc[: pronoun.i]):
        if one.dep_ not in syntax.SUBJECTS or one.tag_ in {"WDT", "WP", "PRP"}:
            continue
        owned = slots.owner(sentence, one)
        if owned is not None:
            return (owned,) if one.pos_ == "NOUN" and one.lower_ not in words("companies") else ()
        if one.pos_ == "PROPN" or one.lower_ in words("companies") - words("premises"):
            return ()
    previous = sentence.previous
    head = syntax.own_subject(previous.doc[:].root) if previous is not None and previous.parsed else None
    hit = previous.place_at(head) if previous is not None and head is not None else None
    return (hit,) if hit is not None else ()


def _example(sentence: Sentence, noun: Token) -> tuple[PlaceHit, ...]:
    """Of the kind "Countries like X and Y"."""
    if noun.lower_ not in words("countries"):
        return ()
    for preposition in syntax.children(noun, "prep"):
        if preposition.lower_ in {"like", "as", "including"}:
            hit = next((one for one in sentence.places if preposition.i < one.first <= preposition.i + 3), None)
            if hit is not None:
                return slots.coordinated(sentence, hit)
    return ()


def of_verb(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """The subject of "depends", "relies"; of two the nearer, the first is a label ("Supply status: Japan depends")."""
    own = [one for one in verb.lefts if one.dep_ in syntax.SUBJECTS]
    return holders(sentence, own[-1] if len(own) > 1 else doer(sentence, verb))


def of_adjective(sentence: Sentence, adjective: Token) -> tuple[PlaceHit, ...]:
    """The noun that is dependent: subject of its verb, of a small clause, or the noun it stands at."""
    own = syntax.own_subject(adjective)
    if own is not None:
        return holders(sentence, own)
    head = adjective.head
    if adjective.dep_ in {"amod", "acl", "relcl", "appos"} or not syntax.is_verb(head):
        found = holders(sentence, head)
        if found:
            return found
    verb = syntax.governor(adjective)
    made = (
        next(syntax.children(verb, "dobj", "nsubj"), None)
        if verb is not None and adjective.dep_ in {"oprd", "ccomp"}
        else None
    )
    return holders(sentence, made) or (holders(sentence, syntax.subject(verb)) if verb is not None else ())


def of_noun(sentence: Sentence, noun: Token) -> tuple[PlaceHit, ...]:
    """The owner of a dependence, the subject of its verb, or the one country that wants to be rid of it."""
    for child in noun.lefts:
        if child.dep_ in slots.OWNERS or child.dep_ == "nsubj":
            hit = sentence.place_at(child)
            if hit is not None:
                return slots.coordinated(sentence, hit)
            found = holders(sentence, child) if child.dep_ in {"poss", "compound"} else ()
            if found or child.dep_ == "poss":
                return found
    for preposition in syntax.children(noun, "prep"):
        if preposition.lower_ in {"of", "by", "in"}:
            found = holders(sentence, syntax.object_of(preposition))
            if found:
                return found
    found = _above(sentence, noun)
    if found or noun.head.lemma_.lower() not in words("reduce"):
        return found
    before = [hit for hit in sentence.places if hit.end <= noun.i and hit.form is not PlaceForm.LEADER]
    away = {hit.code for one in targets(noun) for hit in partners(sentence, one, ())}
    near = [hit for hit in before if hit.code not in away]
    return tuple(near[-1:])


def _above(sentence: Sentence, noun: Token) -> tuple[PlaceHit, ...]:
    """Subjects of the verbs over a noun, and owners of the nouns it hangs on: "America's push to cut reliance"."""
    here = noun
    for _ in range(CLIMB):
        if here.head == here:
            return ()
        here = here.head
        if syntax.is_verb(here):
            own = syntax.own_subject(here)
            if own is not None and own != noun:
                return holders(sentence, own)
        elif here.pos_ in {"NOUN", "PROPN"}:
            owned = next((hit for one in here.lefts if (hit := sentence.place_at(one)) is not None), None)
            if owned is not None:
                return slots.coordinated(sentence, owned)
    return ()


def wean(sentence: Sentence, verb: Token) -> tuple[tuple[PlaceHit, ...], Token | None]:
    """Of the kind "X is trying to wean itself off Y": who, and on what it depends as long as it tries."""
    off = next((one for one in verb.doc[verb.i : verb.i + REACH] if one.lower_ in words("off")), None)
    target = (
        next((one for one in verb.doc[off.i + 1 :] if one.pos_ in {"NOUN", "PROPN"}), None) if off is not None else None
    )
    while target is not None and target.dep_ in {"compound", "amod", "nmod"} and target.head.i > target.i:
        target = target.head
    weaned = next(syntax.children(verb, "dobj"), None)
    hit = sentence.place_at(weaned) if weaned is not None else None
    return ((hit,) if hit is not None else holders(sentence, doer(sentence, verb))), target


# --- on whom ---------------------------------------------------------------------------------------------------------


def targets(anchor: Token) -> list[Token]:
    """What stands after "on", and after a second "on" that is coordinated with it ("on X for gas and on Y for oil")."""
    heads = {anchor, anchor.head} if anchor.dep_ in {"acomp", "oprd", "amod", "attr"} else {anchor}
    found: list[Token] = []
    for one in anchor.doc[anchor.i + 1 :]:
        if one.lower_ not in words("on") or one.pos_ not in {"ADP", "SCONJ", "PART"}:
            continue
        near = one.i == anchor.i + 1 and one.dep_ == "prep"  # often hung on the verb: "reduce reliance on"
        first = not found and (near or (one.dep_ in {"prep", "conj", "dep"} and one.head in heads))
        again = bool(found) and one.lower_ == found[0].head.lower_ and one.nbor(-1).lower_ in words("joiners")
        noun = syntax.object_of(one)
        if noun is not None and (first or (again and syntax.governor(one.head) in {syntax.governor(anchor), anchor})):
            found.append(noun)
    return found


def partners(
    sentence: Sentence, target: Token, held: tuple[PlaceHit, ...], *, whole: bool = True, alone: bool = False
) -> tuple[PlaceHit, ...]:
    """The places among the words of the target, but the holders and pronouns."""
    codes = {hit.code for hit in held}
    tokens = phrase(target, alone=alone) if whole else [target]
    inside = {one.i for one in tokens}
    found = [hit for hit in sentence.places if hit.first in inside and hit.code not in codes]
    found = [hit for hit in found if sentence.doc[hit.first].tag_ not in {"PRP", "PRP$"}]
    if not whole and found:
        found = list(slots.coordinated(sentence, found[0]))
    named = [hit for hit in found if hit.form is not PlaceForm.LEADER]
    return tuple({hit.code: hit for hit in reversed(named)}.values())


def phrase(target: Token, *, alone: bool = False) -> list[Token]:
    """The words of a target without the clauses on it and without what it is critical to; `alone` without its list."""
    behind = {one for noun in syntax.phrase(target) for one in noun.rights if one.dep_ in {"amod", "acomp"}}
    if alone:
        behind |= {one for one in target.rights if one.dep_ in {"conj", "cc"}}
    return [one for one in syntax.phrase(target) if behind.isdisjoint((one, *syntax.climb(one)))]


def is_foreign(target: Token) -> bool:
    """Whether the target is only foreign, overseas or imported."""
    return any(one.lower_ in words("foreign") for one in phrase(target))


def reach(anchor: Token, target: Token, *, alone: bool = False) -> tuple[Token, ...]:
    """The words of one link: its target, and the "for ..." behind that before the next "on"."""
    measured = anchor.i and (anchor.nbor(-1).like_num or anchor.nbor(-1).lower_ in words("percent"))
    tokens = [*anchor.doc[anchor.i - bool(measured) : anchor.i + 1], *phrase(target, alone=alone)]
    if anchor.head.lemma_.lower() in words("reduce"):
        tokens += [one for child in anchor.head.rights if child.dep_ == "prep" for one in child.subtree]
    following = [
        one for one in anchor.doc[target.i :] if one.dep_ == "prep" and one.lower_ == "for" and _is_near(one, anchor)
    ]
    others = [one.i for one in targets(anchor) if one.i > target.i]
    limit = min(others, default=len(anchor.doc))
    for one in following:
        if one.i < limit:
            tokens += phrase(one)
    fronted = [
        one for one in anchor.doc[: anchor.i] if one.dep_ == "prep" and one.lower_ == "for" and _is_near(one, anchor)
    ]
    for one in fronted[:1]:
        if not following:
            tokens += phrase(one)
    return tuple(tokens)


def _is_near(preposition: Token, anchor: Token) -> bool:
    heads = {anchor, anchor.head, *targets(anchor)}
    return preposition.head in heads
