"""How the claims of a document were read: for each sentence what was found, what was claimed, and why not more."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract import Extractor, gate, read
from pipeline.extract.bearing import bearing
from pipeline.extract.context import Cue
from pipeline.extract.cues import cues
from pipeline.extract.sentence import Sentence
from pipeline.types import Claim, Document, Miss, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim, and the cues that bear on it."""

    claim: Claim
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """One sentence or table row: its hits, whether it was worth a parse, its cues, claims and misses."""

    sentence: Sentence
    parsed: bool
    cues: tuple[tuple[Span, str], ...]  # words, and what they do
    readings: tuple[Reading, ...]
    misses: tuple[Miss, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found that could become a claim."""
        return not (self.parsed or self.readings or self.misses)


def traces(document: Document) -> Iterator[Trace]:
    """The traces of all readable sentences, in text order."""
    extraction = Extractor().extract(document)
    sentences = read.sentences(document)
    parsed = {one.index for one in read.parse(sentences, gate.may_claim)}
    for one in sentences:
        claims = [claim for claim in extraction.claims if claim.evidence.span.overlaps(one.span)]
        yield Trace(
            sentence=one,
            parsed=one.index in parsed,
            cues=_cues(one) if one.index in parsed else (),
            readings=tuple(Reading(claim, bearing(one, claim).cues) for claim in claims),
            misses=tuple(miss for miss in extraction.misses if miss.span.overlaps(one.span)),
        )


def _cues(sentence: Sentence) -> tuple[tuple[Span, str], ...]:
    found = (one for one in cues(sentence.doc) if not one.is_pseudo)
    return tuple((sentence.span_of(one.tokens[0], one.tokens[-1] + 1), str(one.rule.category)) for one in found)
