"""Who uses an instrument, told by the words right before it, for sentences that the parser gets wrong.

"the Trump administration's plans to impose tariffs" is an owner, a carrier and an instrument whatever the parser takes
"plans" for. Only words that can stand between the three are walked over.
"""

from spacy.tokens import Token

from pipeline.extract import slots
from pipeline.extract.claims.policy_government import BODIES, Actor, does, is_dateline, is_regional
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.vocab.places import PlaceForm

REACH = 9  # tokens from an instrument back to its owner
BETWEEN = frozenset({"ADJ", "NOUN", "NUM", "PROPN", "ADV", "SYM", "DET", "PART"})
MARKS = frozenset({"%", "$", "-", '"', "“", "”", "'s", "’s", "'", "’", "percent"})


def beside(sentence: Sentence, mention: Mention) -> Actor | None:
    """A government that owns the instrument by the order of the words."""
    carried = False
    for i in range(mention.first - 1, max(-1, mention.first - 1 - REACH), -1):
        token = sentence.doc[i]
        hit = sentence.place_at(token)
        if hit is not None:
            owned = _is_owner(sentence, hit, carried=carried) and not mention.kind.loose
            return Actor("policy.owned", (hit.code,), (hit,)) if owned else None
        carried = carried or token.lemma_.lower() in words("carriers")
        if not _may_stand_between(token) or _meets(token):
            return None
    return None


def _meets(token: Token) -> bool:
    """Whether "to" leads to what somebody else does: "China's response to the controls", not "plans to impose"."""
    return token.lower_ == "to" and token.i + 1 < len(token.doc) and token.nbor().pos_ in {"DET", "PROPN", "ADJ", "NUM"}


def _may_stand_between(token: Token) -> bool:
    """Whether a word can stand between an owner and the instrument: a modifier, a carrier, "to" and its verb."""
    if token.pos_ in BETWEEN or token.text in MARKS or token.lower_ in {"to", "of"}:
        return True
    return token.lemma_.lower() in words("carriers") or (does(token) and token.tag_ in {"VB", "VBG", "VBN"})


def _is_owner(sentence: Sentence, hit: PlaceHit, *, carried: bool) -> bool:
    """Whether a place before an instrument is its owner: one with "'s", a body, or an adjective right before it."""
    noun = sentence.doc[hit.end - 1]
    if is_regional(sentence, hit, noun) or is_dateline(sentence, hit):
        return False
    after = sentence.doc[hit.end] if hit.end < len(sentence.doc) else None
    if after is not None and after.tag_ == "POS":
        return True
    if hit.form in BODIES - {PlaceForm.CAPITAL}:
        return carried
    return carried and hit.form in {PlaceForm.NAME, PlaceForm.DEMONYM} and noun.dep_ in slots.OWNERS
