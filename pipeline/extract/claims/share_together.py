"""Shares of several countries: held together, or one for each of them."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.claims.share_whole import words
from pipeline.extract.sentence import Sentence
from pipeline.vocab.places import PlaceForm

ASIDE = 2  # words between the last holder and its verb: "together have"


def joined(sentence: Sentence, frame: Frame) -> Frame:
    """The frame held with the countries that open the sentence: "Together with Peru, Chile mines 35%"."""
    doc = sentence.doc
    frame = _across_aside(sentence, frame)
    at = 1 if doc[0].lower_ in {"together", "along"} else 0
    if len(frame.holders) != 1 or doc[at].lower_ != "with" or frame.rule != "share.subject":
        return frame
    first = next((hit for hit in sentence.places if hit.first in {at + 1, at + 2}), None)
    if first is None or first in frame.holders or first.form is PlaceForm.DEMONYM:
        return frame
    partners = slots.coordinated(sentence, first)
    plain = doc[partners[-1].end].text == "," or sentence.place_at(doc[partners[-1].end]) in frame.holders
    return replace(frame, holders=(*partners, *frame.holders)) if plain else frame


def _across_aside(sentence: Sentence, frame: Frame) -> Frame:
    """The frame held by both countries that an aside parts: "Chile, the top producer, and Peru mine 35%"."""
    doc = sentence.doc
    parts = [hit for hit in sentence.places if not hit.anaphor and hit.form is PlaceForm.NAME]
    first = parts[0] if parts and parts[0].first <= 1 else None
    if first is None or frame.verb is None or frame.verb.tag_ == "VBZ" or len(frame.holders) != 1:
        return frame
    second = next(
        (hit for hit in parts[1:] if [one.lower_ for one in doc[hit.first - 2 : hit.first]] == [",", "and"]), None
    )
    if second is None or frame.holders[0] not in {first, second} or frame.rule != "share.subject":
        return frame
    aside = doc[first.end : second.first - 1]
    commas = [one.i for one in aside if one.text == ","]
    joint = doc[second.end : frame.verb.i]
    plain = commas == [first.end, second.first - 2] and all(one.pos_ in {"ADV", "AUX", "DET"} for one in joint)
    counted = any(first.span.end <= one.span.start < second.span.start for one in sentence.figures)
    return replace(frame, holders=(first, second)) if plain and not counted and len(joint) <= ASIDE else frame


def apart(sentence: Sentence, frame: Frame, head: Token) -> list[Frame]:
    """One frame a country where each has the percentage: "A and B each mine 10%", "in A and B, half of the cars"."""
    told = any(one.lower_ in words("each") for one in syntax.clause(frame.verb or head))
    fronted = frame.rule == "share.buyer" and sentence.doc[0].lower_ == "in" and bool(frame.holders)
    if len(frame.holders) > 1 and (told or (fronted and frame.holders[0].first == 1)):
        return [replace(frame, holders=(one,)) for one in frame.holders]
    if len(frame.partners) > 1 and told:
        return [replace(frame, partners=(one,)) for one in frame.partners]
    return [frame]
