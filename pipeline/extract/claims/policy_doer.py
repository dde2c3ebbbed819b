"""Who does an act: the subject, the maker of the law, who says it, who gives it, where it is."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_deeds import (
    orderer,
    own_people,
)
from pipeline.extract.claims.policy_government import BODIES, government, is_body
from pipeline.extract.claims.policy_mentions import words
from pipeline.extract.claims.policy_use import accused
from pipeline.extract.refer import country_meant
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.vocab.places import PlaceForm
from pipeline.vocab.policies import Act, Needs


def doer(sentence: Sentence, verb: Token, act: Act) -> tuple[PlaceHit, ...]:
    """The government that does it; a bare participle may have its doer before it: "China limiting exports"."""
    if act.given:
        return _giver(sentence, verb)
    if syntax.is_passive(verb):
        hits = government(sentence, syntax.agent(verb)) or _announcer(sentence, verb)
        hits = hits or (own_people(sentence, verb) if act.deeds else ()) or _place_of(sentence, verb)
        hits = hits or (_caller(sentence, verb) if act.called else ())
    elif verb.dep_ in {"amod", "compound"}:
        hits = _before(sentence, verb)
    elif accused(verb):
        hits = ()
    elif verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.lemma_.lower() in words("any-of-many"):
        return ()  # "every country taxing imports"
    else:
        hits = _government_or_law(sentence, syntax.subject(verb)) or orderer(sentence, verb)
    if act.needs is Needs.SUM and hits and hits[0].form is PlaceForm.NAME and len(hits) > 1:
        return hits
    return hits if not act.body or _is_public(verb, hits) else ()


def _giver(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """The body from which somebody gets it: "will get 20 million euros from the German government"."""
    for preposition in verb.subtree:
        if preposition.lower_ == "from" and preposition.i > verb.i and preposition.head.dep_ in {"dobj", verb.dep_}:
            noun = syntax.object_of(preposition)
            hits = government(sentence, noun)
            if noun is not None and (is_body(noun) or all(hit.form in BODIES for hit in hits)):
                return hits
    return ()


def _is_public(verb: Token, hits: tuple[PlaceHit, ...]) -> bool:
    """Whether a body of state does it, not just somebody in the country."""
    doers = (syntax.agent(verb), syntax.subject(verb))
    return all(hit.form in BODIES or hit.anaphor for hit in hits) or any(
        one is not None and is_body(one) for one in doers
    )


def _caller(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """Who calls goods critical, where the parser hung "by" on what they are called: "listed as critical by Peru"."""
    by = (one for one in verb.subtree if one.lower_ == "by" and one.i > verb.i)
    return government(sentence, next((one for each in by for one in syntax.children(each, "pobj")), None))


def _place_of(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """The country in which goods are banned: "exports of zinc have been banned in Peru"."""
    if verb.lemma_.lower() not in words("banning") or syntax.agent(verb) is not None:
        return ()
    if any(one.lower_ == "there" for one in syntax.children(verb, "advmod")):
        meant = country_meant(sentence, verb.left_edge.i)
        return (meant,) if meant is not None else ()
    for preposition in syntax.children(verb, "prep"):
        hit = sentence.place_at(next(syntax.children(preposition, "pobj"), preposition))
        inside = preposition.lower_ in {"in", "across", "throughout"}
        if inside and hit is not None and (hit.form is PlaceForm.NAME or hit.anaphor):
            return (hit,)
    return ()


def _before(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """The doer of a verb that the parser took for a part of its object: "Peru outlawed ore exports"."""
    hit = sentence.place_at(verb.nbor(-1)) if verb.i else None
    if hit is not None and verb.tag_ == "VBG":
        return (hit,)
    return government(sentence, syntax.own_subject(verb) or syntax.subject(verb.head.head))


def _government_or_law(sentence: Sentence, subject: Token | None) -> tuple[PlaceHit, ...]:
    """A government, or the law or plan of one: "an Indian law that bans imports", "Chile's plan to tax exports"."""
    hits = government(sentence, subject)
    if not hits and subject is not None and subject.lemma_.lower() in words("laws") | words("carriers"):
        owner = slots.owner(sentence, subject)
        hits = (owner,) if owner is not None else _maker(sentence, subject)
        if hits:
            return hits
        verb = syntax.governor(subject)
        if verb is not None and subject.dep_ == "dobj":  # "Jakarta has no plan to"
            return government(sentence, syntax.subject(verb))
    return hits


def _maker(sentence: Sentence, law: Token) -> tuple[PlaceHit, ...]:
    """Who made a law, or where it is one: "a decree by the Kenyan cabinet bans", "in Kenya a decree bans"."""
    for clause in syntax.children(law, "relcl"):
        own = syntax.own_subject(clause)
        if own is not None and own.tag_ not in {"WDT", "WP"} and government(sentence, own):
            return government(sentence, own)  # "a law that its parliament passed bans"
    for preposition in (*syntax.children(law, "prep"), *syntax.children(law.head, "prep")):
        noun = syntax.object_of(preposition)
        hit = sentence.place_at(noun) if noun is not None else None
        if preposition.lower_ == "by" and preposition.head == law:
            return government(sentence, noun)
        if preposition.lower_ == "in" and preposition.i < law.i and hit is not None and hit.form is PlaceForm.NAME:
            return (hit,)
    return ()


def _announcer(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """Who says that something is banned: "Exports are prohibited, the trade ministry said"."""
    if syntax.agent(verb) is not None:
        return ()
    for one in (verb.head, *syntax.children(verb, "parataxis", "ccomp")):
        if one != verb and one.lemma_.lower() in words("say"):
            hits = government(sentence, syntax.own_subject(one))
            return hits if all(hit.form in BODIES for hit in hits) else ()
    return ()
