"""The measure that a verb states: "China mined 5 Mt", "output rose 5%", "5 Mt were exported by Chile"."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims import holder
from pipeline.extract.claims.amount_model import Measure, Reading, is_money
from pipeline.extract.claims.amount_noun import measures_of, of_noun
from pipeline.extract.claims.holder import NOBODY, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage


def at_verb(
    sentence: Sentence, figure: Figure, verb: Token, head: Token, last: Reading | None, *, direct: bool
) -> Measure | str:
    """The verb moves or states a measure, or is itself what is done with the amount if that is its `direct` part."""
    lemma, subject = verb.lemma_.lower(), syntax.subject(verb)
    inside = range(*sentence.tokens_of(figure.span))
    if _is_parameter(verb, subject, inside):
        return holder.PARAMETER
    if lemma in words("raise-verbs") or lemma in words("flow-verbs"):
        for noun in syntax.children(verb, "dobj", "attr", "oprd"):
            if noun.i not in inside and head not in noun.subtree:
                for measured in measures_of(noun):
                    return of_noun(sentence, measured, verb, last)
    if subject is not None and subject.i not in inside and lemma in words("reach-verbs"):
        for noun in measures_of(subject):
            return of_noun(sentence, noun, verb, last)
    if lemma in words("flow-verbs"):
        return flow(sentence, figure, verb, head) if direct else ""
    if lemma == "be" and any(child.dep_ == "expl" for child in verb.children):
        return _there_are(sentence, figure, verb, head)
    if lemma == "be" and figure.unit == "units" and any(one.lower_ in words("roads") for one in verb.subtree):
        whose = holder.of_clause(sentence, verb, head)
        return whose if isinstance(whose, str) else Measure("flow", whose, verb, tuple(head.subtree), Stage.CONSUMPTION)
    return ""


def _there_are(sentence: Sentence, figure: Figure, verb: Token, head: Token) -> Measure | str:
    """Things that are there are in use: "there will be 10 million heat pumps in Germany"."""
    targets = [
        t
        for one in (head, head.head, verb)
        for p in syntax.children(one, "prep")
        if p.lower_ == "in"
        for t in p.children
    ]
    hits = next((slots.named(sentence, one) for one in targets if sentence.place_at(one) is not None), ())
    if figure.unit != "units" or not hits:
        return holder.NOBODY
    return Measure("flow", hits, verb, tuple(head.subtree), Stage.CONSUMPTION)


def _is_parameter(verb: Token, subject: Token | None, inside: range) -> bool:
    """Whether the verb moves an instrument: "raised its quota by 12%"."""
    objects = [one for one in syntax.children(verb, "dobj", "nsubjpass") if one.i not in inside]
    return any(one.lower_ in words("instruments") for one in (*objects, *([subject] if subject is not None else [])))


def flow(sentence: Sentence, figure: Figure, verb: Token, head: Token) -> Measure | str:
    """A country makes, moves, uses or has the amount."""
    if verb.dep_ in {"advcl", "acl"} and any(one.lower_ == "to" and one.dep_ == "aux" for one in verb.children):
        return "an aim is a goal"
    passive = syntax.is_passive(verb)
    agent = syntax.agent(verb)
    who = agent if passive else syntax.subject(verb)
    if who is not None and (who == head or head in who.subtree) and verb.dep_ not in {"relcl", "acl"}:
        return ""
    whose = _earner(sentence, verb) or holder.doer(sentence, who)
    if any(one.lower_ in words("world") for one in (*verb.children, *head.children)):
        return holder.WORLD
    if whose == NOBODY and passive and agent is None:
        whose = holder.located(sentence, verb) if verb.dep_ == "acl" else holder.of_clause(sentence, verb, head)
    if isinstance(whose, str):
        return whose
    tokens = tuple(dict.fromkeys((*head.subtree, *syntax.clause(verb))))
    stage = _flow_stage(sentence, verb, tokens, figure)
    if stage is None:
        return "the verb tells no stage"
    return Measure("flow", whose, verb, tuple(head.subtree), stage)


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
    if lemma in words("having"):
        return _had(figure, lowered)
    if lemma == "sell":
        good = slots.good_in(sentence, tokens)
        finished = figure.unit == "units" or (good is not None and good.kind in slots.FINISHED)
        material = not finished and not is_money(figure.unit)
        return Stage.EXPORTS if abroad or material else Stage.SALES
    for name, stage in (
        ("earn-verbs", Stage.EXPORTS),
        ("sending", Stage.EXPORTS if abroad or lemma in {"send", "pipe"} else Stage.PRODUCTION),
        ("taking", Stage.IMPORTS if abroad or "from" in lowered else None),
        ("making", Stage.EXPORTS if abroad and lemma == "supply" else Stage.PRODUCTION),
    ):
        if lemma in words(name):
            return stage
    read = slots.stage_of_verb(sentence, verb)
    return read.stage if read is not None and lemma not in words("bare-verbs") else None


def _is_abroad(sentence: Sentence, token: Token) -> bool:
    if token.lower_ in {"abroad", "overseas", "foreign"}:
        return True
    to = token.lower_ == "to" and token.dep_ in {"prep", "dative"}
    return to and any(sentence.place_at(child) is not None for child in token.children)


def _had(figure: Figure, lowered: set[str]) -> Stage | None:
    """What a country has: capacity, things in use, or reserves."""
    if figure.unit in {"gw", "mw", "kw"}:
        return Stage.PRODUCTION
    if figure.unit == "units":
        return Stage.CONSUMPTION if lowered & words("stock-in-use") else None
    return None if is_money(figure.unit) else Stage.RESERVES
