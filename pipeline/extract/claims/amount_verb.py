"""The measure that a verb states: "China mined 5 Mt", "output rose 5%", "5 Mt were exported by Chile"."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims import holder
from pipeline.extract.claims.amount_clause import located, of_clause
from pipeline.extract.claims.amount_model import Measure, Point, head_token, is_money
from pipeline.extract.claims.amount_noun import measures_of, of_noun
from pipeline.extract.claims.holder import NOBODY, words
from pipeline.extract.figures import Figure
from pipeline.extract.figures.lexicon import shared_money
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Change, Quantity, Stage
from pipeline.vocab.places import PlaceForm
from pipeline.vocab.stages import TRADE


def at_verb(point: Point, verb: Token, *, direct: bool) -> Measure | str:
    """The verb moves or states a measure, or is itself what is done with the amount if that is its `direct` part."""
    noun = _measured(point, verb)
    if noun is not None:
        limited = noun.lower_ in words("price-nouns") and any(one.lower_ in words("limits") for one in noun.children)
        return holder.PARAMETER if limited or noun.lower_ in words("instruments") else of_noun(point, noun, verb)
    lemma = verb.lemma_.lower()
    if lemma in words("flow-verbs"):
        is_part = lemma == "make" and any(one.lower_ == "up" for one in syntax.children(verb, "prt"))
        return flow(point, verb) if direct and not is_part else ""
    return _there_are(point, verb) if lemma == "be" and point.figure.unit == "units" else ""


def _measured(point: Point, verb: Token) -> Token | None:
    """The instrument or the measure that is the object of the verb, or else its subject."""
    lemma, subject = verb.lemma_.lower(), syntax.subject(verb)
    objects = [one for one in syntax.children(verb, "dobj", "attr", "oprd", "nsubjpass") if one.i not in point.inside]
    subjects = [subject] if subject is not None and subject.i not in point.inside else []
    for one in (*objects, *subjects):
        if one.lower_ in words("instruments") and one.dep_ != "attr":
            return one
    moved = [one for one in objects if point.head not in one.subtree and one.dep_ != "nsubjpass"]
    nouns = [*(moved if lemma in words("raise-verbs") | words("flow-verbs") else ())]
    nouns += subjects if lemma in words("reach-verbs") else []
    return next((found for noun in nouns for found in measures_of(noun)), None)


def _there_are(point: Point, verb: Token) -> Measure | str:
    """Things that are there are in use: "there will be 10 million heat pumps in Germany", "will be on the road"."""
    sentence, head = point.sentence, point.head
    if any(one.lower_ in words("roads") for one in verb.subtree):
        found = of_clause(sentence, verb, head)
    elif any(child.dep_ == "expl" for child in verb.children):
        places = (p for one in (head, head.head, verb) for p in syntax.children(one, "prep") if p.lower_ == "in")
        targets = (one for preposition in places for one in preposition.children)
        found = next((slots.named(sentence, one) for one in targets if sentence.place_at(one) is not None), NOBODY)
    else:
        return ""
    return found if isinstance(found, str) else Measure("flow", found, verb, tuple(head.subtree), Stage.CONSUMPTION)


def flow(point: Point, verb: Token) -> Measure | str:
    """A country makes, moves, uses or has the amount."""
    sentence, head = point.sentence, point.head
    if verb.dep_ in {"advcl", "acl"} and any(one.lower_ == "to" and one.dep_ == "aux" for one in verb.children):
        return "an aim is a goal"
    if _is_of_other(point, verb):
        return ""
    if any(one.lower_ in words("world") for one in (*verb.children, *head.children)):
        return holder.WORLD
    found = _actor(point, verb)
    personal = all(one.form in {PlaceForm.LEADER, PlaceForm.BODY} for one in found if not isinstance(one, str))
    if is_money(point.figure.unit) and verb.lemma_.lower() in words("earn-verbs") and personal:
        found = holder.COMPANY  # "the president earned $2m from hats"
    if isinstance(found, str) or not found:
        return found if isinstance(found, str) else ""
    tokens = tuple(dict.fromkeys((*head.subtree, *syntax.clause(verb))))
    stage = _again(point, verb) or _flow_stage(sentence, verb, tokens, point.figure)
    if stage is None:
        return "the verb tells no stage"
    return Measure("flow", found, verb, tuple(head.subtree), stage)


def _is_of_other(point: Point, verb: Token) -> bool:
    """Whether an amount hangs on something else than the verb: "sent a letter of interest for $120 million"."""
    sentence, head = point.sentence, point.head
    if _is_moved(point, verb):
        return True
    if point.figure.direction:
        return any(
            one.lower_ == "to" and one.dep_ == "prep" for one in _path(head, verb)
        )  # "pressed them to triple it"
    if not is_money(point.figure.unit):
        return False
    if verb not in syntax.climb(head):
        return False
    if head.head.lower_ == "for" and head.head.head == verb and any(True for _ in syntax.children(verb, "dobj")):
        return True
    goods = sentence.good_words()
    nouns = (one for one in _path(head, verb) if one.pos_ == "NOUN" and one.i not in goods)
    known = words("pass-through") | words("measures") | words("units") | words("weights") | shared_money().keys()
    return any(one.lower_ not in known for one in nouns)


def _is_moved(point: Point, verb: Token) -> bool:
    """Whether something else than goods moves or is forecast: "its economy grew by 5%", "kept its forecast at 5 Mt"."""
    lemma, head = verb.lemma_.lower(), point.head
    objects = list(syntax.children(verb, "dobj"))
    if lemma in words("having") and any(one.lower_ in words("estimates") for one in objects):
        return True
    if not point.figure.direction:
        return False
    if lemma == "grow" and head.dep_ != "dobj":
        return True
    path = _path(head, verb)
    shown = lemma in words("bare-verbs") | words("registering")  # "will register an increase of 5 Mt"
    return shown and any(one.lower_ in words("pass-through") for one in objects if one in path)


def _again(point: Point, verb: Token) -> Stage | None:
    """The stage of the same verb just before: "it sold 6 million abroad; Japan sold 4 million"."""
    if point.last is None:
        return None
    told = point.last.measure
    if verb.lemma_ in words("taking") and told.stage in TRADE and told.anchor != verb:
        return Stage.IMPORTS  # "exports fell to 33 million; China took 29 million of them"
    return told.stage if verb.lemma_ == "sell" and told.anchor.lemma_ == "sell" else None


def _path(head: Token, verb: Token) -> list[Token]:
    """The tokens between a figure and its verb."""
    path = []
    for one in syntax.climb(head):
        if one == verb:
            break
        path.append(one)
    return path


def _actor(point: Point, verb: Token) -> holder.Holder:
    """Who does the verb; empty where the amount itself is its subject."""
    sentence, head = point.sentence, point.head
    passive, agent = syntax.is_passive(verb), syntax.agent(verb)
    who = agent if passive else syntax.subject(verb)
    if who is not None and (who == head or head in who.subtree) and verb.dep_ not in {"relcl", "acl"}:
        return ()
    found = _earner(sentence, verb) or holder.doer(sentence, who)
    if found == NOBODY and passive and agent is None:
        found = located(sentence, verb) if verb.dep_ == "acl" else of_clause(sentence, verb, head)
        towns = isinstance(found, tuple) and any(hit.form is PlaceForm.CAPITAL for hit in found)
        return NOBODY if towns and verb.dep_ == "acl" else found  # "vaccine made in Lusaka" is one plant's
    return found


def _earner(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """Whom goods earn money: "coffee earned the country $2 billion"."""
    if verb.lemma_.lower() not in words("earn-verbs"):
        return ()
    hits = (sentence.place_at(one) for one in syntax.children(verb, "dative", "dobj"))
    return next(((hit,) for hit in hits if hit is not None), ())


def _flow_stage(sentence: Sentence, verb: Token, tokens: tuple[Token, ...], figure: Figure) -> Stage | None:
    """The stage that the verb tells, with its direction: sold abroad is exports, taken from a country is imports."""
    lemma, lowered = verb.lemma_.lower(), {one.lower_ for one in tokens}
    abroad = any(_is_abroad(sentence, one) for one in tokens)
    if "capacity" in lowered and lemma != "install":
        return Stage.PRODUCTION
    if lemma in words("storing") or (lowered & words("storage") and lemma in words("releasing") and "from" in lowered):
        return Stage.NONE
    if lemma in words("having"):
        return _had(figure, lowered) if not _is_aside(sentence, figure, verb) else None
    for name, stage in (
        ("selling", Stage.EXPORTS if abroad or _is_material(sentence, figure, tokens) else Stage.SALES),
        ("registering", Stage.SALES),
        ("earn-verbs", Stage.EXPORTS),
        ("sending", Stage.EXPORTS if abroad or lemma in {"send", "pipe", "load"} else Stage.PRODUCTION),
        ("taking", Stage.IMPORTS if abroad or "from" in lowered or _is_shipped(sentence, tokens) else None),
        ("making", Stage.EXPORTS if abroad and lemma == "supply" else Stage.PRODUCTION),
    ):
        if lemma in words(name):
            return stage
    read = slots.stage_of_verb(sentence, verb)
    if read is None or lemma in words("bare-verbs"):
        return None
    return (_by_role(verb) if read.stage is Stage.PRODUCTION else None) or read.stage


def _is_material(sentence: Sentence, figure: Figure, tokens: tuple[Token, ...]) -> bool:
    """Whether what is sold is a material by weight: a country sells that abroad."""
    good = slots.good_in(sentence, tokens)
    finished = figure.unit == "units" or (good is not None and good.kind in slots.FINISHED)
    return not finished and not is_money(figure.unit)


def _by_role(verb: Token) -> Stage | None:
    """The stage that the doer's kind tells: what mines produce is mined, what smelters make is processed."""
    doer = syntax.agent(verb) if syntax.is_passive(verb) else syntax.subject(verb)
    stage = slots.role_words().get(doer.lower_) if doer is not None else None
    return stage if stage in {Stage.MINING, Stage.PROCESSING} else None


def _is_shipped(sentence: Sentence, tokens: tuple[Token, ...]) -> bool:
    """Whether goods are another country's ("of Malaysian palm oil"), or the sentence before is about exports."""
    foreign = any(
        hit.form is PlaceForm.DEMONYM
        and any(one.i == hit.first and one.dep_ in {"amod", "compound", "nmod"} for one in tokens)
        for hit in sentence.places
    )
    before = sentence.previous.claims if sentence.previous is not None else []
    return foreign or any(isinstance(one, Quantity | Change) and one.stage in TRADE for one in before)


def _is_abroad(sentence: Sentence, token: Token) -> bool:
    if token.lower_ in {"abroad", "overseas", "foreign"}:
        return True
    to = token.lower_ == "to" and token.dep_ in {"prep", "dative"}
    return to and any(sentence.place_at(child) is not None for child in token.children)


def _is_aside(sentence: Sentence, figure: Figure, verb: Token) -> bool:
    """Whether another noun stands between "has" and the amount: "has its sights on 3 million"."""
    nouns = (*_path(head_token(sentence, figure), verb), *syntax.children(verb, "dobj"))
    return any(one.lower_ in words("sights") for one in nouns)


def _had(figure: Figure, lowered: set[str]) -> Stage | None:
    """What a country has: capacity, things in use, or reserves."""
    if figure.unit in {"gw", "mw", "kw"}:
        return Stage.PRODUCTION
    if figure.unit == "units":
        return Stage.CONSUMPTION if lowered & words("stock-in-use") else None
    return None if is_money(figure.unit) else Stage.RESERVES
