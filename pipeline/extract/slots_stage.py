"""At which stage of the supply chain: by nouns, by verbs, by who does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from pipeline.extract.sentence import Sentence
from pipeline.types import Span, Stage
from pipeline.vocab.commodities import Kind
from pipeline.vocab.stages import by_noun, by_verb, stages

FINISHED = frozenset({Kind.COMPONENT, Kind.FINISHED})
OUTPUT = frozenset(
    {Stage.MINING, Stage.PROCESSING, Stage.MANUFACTURING, Stage.RECYCLING, Stage.EXPORTS}
)  # kinds of production
NEAR = 3  # tokens between "refined" and "production" that are one phrase: "refined nickel production"


@dataclass(frozen=True, slots=True)
class StageRead:
    """A stage and the words that told it, if any."""

    stage: Stage
    span: Span | None = None


def stage_in(sentence: Sentence, tokens: Sequence[Token]) -> StageRead | None:
    """The stage that nouns among consecutive tokens tell; the longest phrase wins, then the last (the head).

    "Production" and the like yield to the kind of it just before: "refined nickel production".
    """
    nouns = by_noun()
    best: tuple[int, int, StageRead] | None = None
    named = {
        i for hit in sentence.goods for i in range(hit.first, hit.end) if sentence.doc[i].lower_ in hit.name.split()
    }
    words = ["" if token.i in named else token.lower_ for token in tokens]
    for first in range(len(words)):
        for end in range(first + 1, min(first + 4, len(words)) + 1):
            stage = nouns.get(" ".join(words[first:end]))
            if stage is not None and (
                best is None or ((end - first, first) >= best[:2] and not _of_kind(best, stage, first))
            ):
                span = sentence.span_of(tokens[first].i, tokens[end - 1].i + 1)
                best = (end - first, first, StageRead(stage, span))
    return best[2] if best else None


def _of_kind(best: tuple[int, int, StageRead], stage: Stage, first: int) -> bool:
    """Whether a word of production stands behind the kind of it: "refined nickel production", "the export market"."""
    general = stage is Stage.PRODUCTION or (stage is Stage.SALES and best[2].stage is Stage.EXPORTS)
    return general and best[2].stage in OUTPUT and first - best[1] <= NEAR


@cache
def role_words() -> dict[str, Stage]:
    """Words for who does a stage: "miners", "refiner", and "mines" or "smelters" as its means."""
    return {word: one.stage for one in stages() for word in one.roles}


def stage_of_verb(sentence: Sentence, verb: Token) -> StageRead | None:
    """The stage that a verb tells."""
    told = [one.lower_ for one in verb.doc[verb.i : verb.i + 3]]
    lemma = told[2] if told[:2] == ["used", "to"] and len(told) > 2 else verb.lemma_.lower()  # noqa: PLR2004 - "mine"
    stage = by_verb().get(lemma)
    return StageRead(stage, sentence.span_of(verb.i, verb.i + 1)) if stage is not None else None


def settle(stage: Stage, kind: Kind | None) -> Stage:
    """Production of a finished good is manufacturing (ruling "Production words")."""
    if stage is Stage.PRODUCTION and kind in FINISHED:
        return Stage.MANUFACTURING
    if stage is Stage.MANUFACTURING and kind in {Kind.MATERIAL, Kind.ENERGY, Kind.FOOD}:
        return Stage.PRODUCTION
    return stage
