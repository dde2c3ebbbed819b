"""Most of a country's goods from or to one partner, without a figure: a dependency of that trade."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.dependency_sides import Link, holders, phrase, words
from pipeline.extract.claims.goal_actor import doer
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage
from pipeline.vocab.places import PlaceForm


def mostly(sentence: Sentence, word: Token) -> Iterator[Link]:
    """The links that a word like "most", "mainly" or "the bulk" makes."""
    if _is_plain(word):
        for read in (_traded, _comes, _supplied, _origin):
            link = read(sentence, word)
            if link is not None:
                yield link
                return


def _is_plain(word: Token) -> bool:
    """Whether the word measures: "most of its ore", "nearly all its ore", "mostly from", not "the most important"."""
    if word.lower_ == "lion":
        return word.head.lower_ == "share" and word.dep_ == "poss"
    if word.lower_ in {"all", "every", "everything"}:
        before = word.doc[word.i - 1].lower_ if word.i else ""
        return before in words("nearly") or (before == "above" and word.i + 1 < len(word.doc))
    if word.lower_ in {"most", "entirely"}:
        return word.dep_ != "advmod" or word.head.pos_ not in {"ADJ", "ADV"} or word.head.lower_ in words("nearly")
    return True


def _part(word: Token) -> Token:
    """The noun that is measured, up from the word: "most of its ore", "a vast majority of the panels"."""
    if word.dep_ in {"amod", "det", "predet", "nummod", "quantmod"} or word.lower_ == "lion":
        return word.head
    return word


def _traded(sentence: Sentence, word: Token) -> Link | None:
    """Of the kind "Buys most of its graphite from X", "sells mainly to X", "imports nearly all of its graphite"."""
    part = _part(word)
    verb = _verb(part)
    if verb is None or (part.dep_ in syntax.SUBJECTS and part.head == verb):
        return None
    lemma = verb.lemma_.lower()
    buys, sells = lemma in words("source-verbs") | words("demand-verbs"), lemma in words("sell-verbs")
    who = holders(sentence, doer(sentence, verb))
    if not (buys or sells) or syntax.is_passive(verb) or not who:
        return None
    noun = _after(verb, "from" if buys else "to")
    if noun is not None and part == word and word.dep_ == "advmod" and noun.i < word.i:
        return None  # "from Asia, principally China"
    tokens = (verb, *phrase(part), *(phrase(noun) if noun is not None else ()))
    if noun is not None and not _other_object(verb, word, part):
        stage = Stage.IMPORTS if buys else Stage.EXPORTS
        return Link("dependency.mostly", verb, who, noun, tokens, stage, what=_traded_noun(verb, part))
    sourced = any(one.lower_ == "from" for one in verb.subtree if one.i > verb.i)
    if lemma == "import" and part.dep_ == "dobj" and noun is None and not sourced:
        return Link("dependency.mostly", verb, who, part, tokens, Stage.IMPORTS, abroad=True, what=part)
    return None


def _verb(part: Token) -> Token | None:
    """The verb over a noun; the tagger takes "imports" for a noun, which then is the root."""
    root = part.head if part.head.dep_ == "ROOT" and part.dep_ == "dobj" else None
    return syntax.governor(part) or root


def _traded_noun(verb: Token, part: Token) -> Token | None:
    return part if part.dep_ in {"dobj", "conj"} else next(syntax.children(verb, "dobj"), None)


def _other_object(verb: Token, word: Token, part: Token) -> bool:
    """Whether the measured noun is something else than what is traded: "gets most visitors"."""
    return part.dep_ == "nsubj" or (word.i < verb.i and part == word and word.dep_ != "advmod")


def _after(verb: Token, preposition: str) -> Token | None:
    """What stands after "from" or "to" in the clause of a verb, wherever the parser hangs it."""
    for one in syntax.clause(verb):
        if one.i > verb.i and one.lower_ == preposition and one.dep_ in {"prep", "dative"}:
            noun = syntax.object_of(one)
            if noun is not None:
                return noun
    return None


def _comes(sentence: Sentence, word: Token) -> Link | None:
    """Of the kind "Most of Japan's cobalt comes from X", "virtually all of its gold goes to X", "is bought by X"."""
    part = _part(word)
    verb = part.head
    if part.dep_ not in syntax.SUBJECTS or not syntax.is_verb(verb):
        return None
    who = _owners(sentence, part) or _spoken(sentence, part)
    if not who:
        return None
    lemma = verb.lemma_.lower()
    if lemma in words("come-verbs") or (syntax.is_passive(verb) and lemma in words("made-verbs")):
        noun = (
            _after(verb, "from") or (_after(verb, "in") if lemma in words("made-verbs") else None) or syntax.agent(verb)
        )
        return (
            Link("dependency.mostly", verb, who, noun, _reach(verb), Stage.IMPORTS, what=part)
            if noun is not None
            else None
        )
    if lemma in words("go-verbs"):
        noun = _after(verb, "to") or _after(verb, "into")
        return (
            Link("dependency.mostly", verb, who, noun, _reach(verb), Stage.EXPORTS, what=part)
            if noun is not None
            else None
        )
    return None


def _owners(sentence: Sentence, part: Token) -> tuple[PlaceHit, ...]:
    """The country whose goods are measured: "of Japan's cobalt", "of the panels installed across Japan"."""
    inside = {one.i for one in part.subtree}
    for hit in sentence.places:
        if hit.first in inside:
            noun = sentence.doc[hit.end - 1]
            owned = noun.dep_ == "poss" or (noun.dep_ == "pobj" and noun.head.lower_ in words("within"))
            if owned or hit.form is PlaceForm.DEMONYM:
                return slots.coordinated(sentence, hit)
    return ()


def _spoken(sentence: Sentence, part: Token) -> tuple[PlaceHit, ...]:
    """The country whose goods "it" and "them" are: of the last amount or share in the sentence before."""
    if not any(one.lower_ in words("pronouns") for one in part.subtree) or sentence.previous is None:
        return ()
    claims = [
        one
        for one in sentence.previous.claims
        if one.type in {"quantity", "change", "share"} and len(one.countries) == 1
    ]
    codes = claims[-1].countries if claims else ()
    return tuple(hit for hit in sentence.previous.places if hit.code in codes)[:1]


def _supplied(sentence: Sentence, word: Token) -> Link | None:
    """Of the kind "China supplies most of Japan's cobalt", "Thailand buys most of Laos's electricity"."""
    part = _part(word)
    verb = syntax.governor(part)
    if verb is None or part.dep_ != "dobj" or syntax.is_passive(verb):
        return None
    lemma = verb.lemma_.lower()
    supplies, buys = lemma in words("supply-verbs"), lemma in words("source-verbs") | words("take-verbs")
    subject = syntax.subject(verb)
    giver = holders(sentence, subject)
    if not (supplies or buys) or not giver or subject is None:
        return None
    found = _owners(sentence, part) or _spoken(sentence, part)
    who = tuple(hit for hit in found if hit.code not in {one.code for one in giver})
    if not who:
        return None
    return Link(
        "dependency.mostly", verb, who, subject, _reach(verb), Stage.IMPORTS if supplies else Stage.EXPORTS, what=part
    )


def _origin(sentence: Sentence, word: Token) -> Link | None:
    """Of the kind "..., chiefly from X", "most of it to X": a mark behind a trade that the clause tells."""
    after = word.i + 1
    while after < len(word.doc) and word.doc[after].lower_ in {"of", "it", "them", "which"}:
        after += 1
    if after >= len(word.doc):
        return None
    preposition = word.doc[after]
    hit = next((one for one in sentence.places if after <= one.first <= after + 2), None)
    if hit is None or hit.form is PlaceForm.LEADER:
        return None
    if hit.first == after and word.i and word.nbor(-1).text == ",":  # "from Asia, principally China"
        preposition = next((one for one in reversed(word.doc[: word.i]) if one.lower_ in {"from", "to"}), preposition)
    of_it = word.i + 2 < len(word.doc) and word.doc[word.i + 2].lower_ in words("pronouns")
    if preposition.lower_ not in {"from", "to"} and not (preposition.lower_ == "for" and of_it):
        return None
    for verb in (one for one in reversed(word.doc[: word.i]) if syntax.is_verb(one)):
        lemma = verb.lemma_.lower()
        wanted = (
            words("source-verbs") | words("come-verbs")
            if preposition.lower_ == "from"
            else words("sell-verbs") | words("go-verbs") | (words("supply-verbs") if of_it else set())
        )
        if lemma in wanted:
            subject = syntax.subject(verb)
            who = holders(sentence, subject)
            if not who and subject is not None and lemma in words("come-verbs") | words("go-verbs"):
                who = _owners(sentence, subject)
            who = tuple(one for one in who if one.code != hit.code)
            stage = Stage.IMPORTS if preposition.lower_ == "from" else Stage.EXPORTS
            noun = sentence.doc[hit.end - 1]
            what = next(syntax.children(verb, "dobj"), subject)
            return Link("dependency.mostly", verb, who, noun, (word, *phrase(noun)), stage, what=what) if who else None
    return None


def _reach(verb: Token) -> tuple[Token, ...]:
    """The words of the clause up to the next one: a figure there makes it a share."""
    return tuple(
        one
        for one in syntax.clause(verb)
        if not any(above.dep_ == "conj" and above != verb and syntax.is_verb(above) for above in (one, one.head))
    )
