"""How the claims of a document were read: for each sentence what was found, what was claimed, and why not more."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract import Extractor, gate, read
from pipeline.extract.context import Cue, context
from pipeline.extract.cues import cues
from pipeline.extract.sentence import Sentence
from pipeline.types import Claim, Document, Miss, Span

ANCHORS = ("trigger", "share", "value", "policy", "goal", "commodity")  # slots whose words a claim hangs on, best first


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
            readings=tuple(Reading(claim, _bearing(one, claim)) for claim in claims),
            misses=tuple(miss for miss in extraction.misses if miss.span.overlaps(one.span)),
        )


def _cues(sentence: Sentence) -> tuple[tuple[Span, str], ...]:
    found = (one for one in cues(sentence.doc) if not one.is_pseudo)
    return tuple((sentence.span_of(one.tokens[0], one.tokens[-1] + 1), str(one.rule.category)) for one in found)


def _bearing(sentence: Sentence, claim: Claim) -> tuple[Cue, ...]:
    anchor = _anchor(sentence, claim) if sentence.parsed else None
    return context(sentence, anchor).cues if anchor is not None else ()


def _anchor(sentence: Sentence, claim: Claim) -> Token | None:
    """The head of the words that the claim hangs on."""
    for name in ANCHORS:
        for slot in claim.evidence.slots:
            first, end = sentence.tokens_of(slot.span) if slot.slot == name else (0, 0)
            if end > first:
                inside = sentence.doc[first:end]
                return next((one for one in inside if not first <= one.head.i < end or one.head == one), inside[0])
    return None
