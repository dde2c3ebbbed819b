"""The cues that bear on a claim: the words that a claim which is not asserted was read so by."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract.context import Context, context
from pipeline.extract.sentence import Sentence
from pipeline.types import Claim, Modality, SlotSpan

ANCHORS = ("trigger", "share", "value", "policy", "goal", "commodity")  # slots whose words a claim hangs on, best first


def bearing(sentence: Sentence, claim: Claim) -> Context:
    """How the words that the claim hangs on are meant, and by which cues."""
    anchor = _anchor(sentence, claim) if sentence.parsed else None
    return context(sentence, anchor) if anchor is not None else Context()


def with_cues(sentence: Sentence, claim: Claim) -> Claim:
    """The claim with the cues of its modality among the words of its slots; as it is where they don't explain it."""
    if claim.modality is Modality.ASSERTED:
        return claim
    meant = bearing(sentence, claim)
    if meant.modality is not claim.modality:
        return claim
    spans = sorted({cue.span for cue in meant.cues})
    slots = (*claim.evidence.slots, *(SlotSpan("modality", span) for span in spans))
    return replace(claim, evidence=replace(claim.evidence, slots=slots))


def _anchor(sentence: Sentence, claim: Claim) -> Token | None:
    """The head of the words that the claim hangs on."""
    for name in ANCHORS:
        for slot in claim.evidence.slots:
            first, end = sentence.tokens_of(slot.span) if slot.slot == name else (0, 0)
            if end > first:
                inside = sentence.doc[first:end]
                return next((one for one in inside if not first <= one.head.i < end or one.head == one), inside[0])
    return None
