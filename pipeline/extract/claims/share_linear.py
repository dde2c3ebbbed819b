"""Shares read from word order alone, where the parser reads the sentence wrongly."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_lists import ADJACENT
from pipeline.extract.claims.share_meant import counts
from pipeline.extract.claims.share_subject import holders
from pipeline.extract.claims.share_trade import Frame, trade
from pipeline.extract.claims.share_whole import Whole, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence

DASHES = frozenset({"-", "--", "–", "—"})


def linear(sentence: Sentence, figure: Figure, whole: Whole | None) -> Frame | None:
    """Place, verb of holding, figure, side by side: for sentences that the parser reads wrongly."""
    at, _ = sentence.tokens_of(figure.span)
    doc = sentence.doc
    first = at - 1
    while first > max(0, at - 4) and (
        doc[first].pos_ in {"ADV", "ADP", "PART", "DET"} or doc[first].lower_ in {"responsible", "an", "up"}
    ):
        first -= 1
    verb = doc[max(first, 0)]
    before = [hit for hit in sentence.places if hit.end <= verb.i]
    if not before or whole is None or verb.lemma_.lower() not in words("hold"):
        return None
    opens = _before_aside(sentence, before[-1], verb)
    apart = _before_dashes(sentence, verb) or ((opens,) if opens is not None else ())
    if apart:
        return trade(sentence, Frame("share.subject", apart, verb=verb, whole=whole), doc[at])
    if slots.is_one_firm(sentence, doc[before[-1].end]):
        return None
    between = doc[before[-1].end : verb.i]
    listed = slots.coordinated(sentence, before[-1]) if doc[before[-1].first - 1].lower_ == "and" else before[-1:]
    left = listed[0].first - 1
    if left > 0 and doc[left].pos_ == "ADJ" and doc[left - 1].lower_ in {"in", "of", "from"}:
        left -= 1  # "areas in northern Vietnam"
    if left >= 0 and doc[left].pos_ == "ADP":
        return None
    if len(between) > ADJACENT or any(
        (token.pos_ not in {"NOUN", "ADJ", "PART", "ADV", "AUX"} and token.text not in DASHES) or counts(token)
        for token in between
    ):
        return None  # counts: "the two African countries" are not Africa
    hits = slots.coordinated(sentence, before[-1])
    return trade(sentence, Frame("share.subject", hits, verb=verb, whole=whole), doc[at])


def _before_aside(sentence: Sentence, nearest: PlaceHit, verb: Token) -> PlaceHit | None:
    """The place before an aside that the verb follows: "Ecuador, a country of 18 million, farms"."""
    doc, opens = sentence.doc, sentence.places[0]
    if doc[verb.i - 1].text != ",":
        return None
    if opens.first <= 1 and doc[opens.end].text == "," and doc[opens.end + 1].tag_ == "WDT":
        return opens
    between = list(doc[nearest.end : verb.i])
    plain = len(between) > 1 and between[0].text == "," and not any(syntax.is_verb(one) for one in between)
    return nearest if plain else None


def _before_dashes(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """Whose the makers are that an aside between dashes lists: "three Dutch firms — Alfa, Beta and Gamma — hold"."""
    doc, at = sentence.doc, verb.i - 1
    while at > 0 and doc[at].tag_ in {"WDT", "RB"}:
        at -= 1
    pairs = [i for i in range(1, at) if doc[i].text == doc[at].text and doc[at].text in DASHES - {"-"}]
    noun = doc[pairs[-1] - 1] if pairs else None
    makers = noun is not None and noun.tag_ == "NNS" and noun.lemma_.lower() in words("makers")
    return holders(sentence, noun) if noun is not None and makers else ()
