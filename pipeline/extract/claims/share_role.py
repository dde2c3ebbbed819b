"""What the role of a share's holder tells: the stage, or whose trade a list of suppliers is."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_lists import Last
from pipeline.extract.claims.share_trade import Frame, served, spoken_of
from pipeline.extract.claims.share_whole import words
from pipeline.extract.sentence import Sentence
from pipeline.types import Stage

LISTS = frozenset({"share.adjacent", "share.possessed", "share.with"})


def role_stage(sentence: Sentence, frame: Frame) -> slots.StageRead | None:
    """The stage that the holder's role tells: "Chilean miners", "the biggest refiner"; "producers" tells nothing."""
    if not frame.holders:
        return None
    hit = frame.holders[-1]
    near = list(sentence.doc[hit.end : hit.end + 3])
    if frame.verb is not None:
        subject = syntax.subject(frame.verb)
        near = near if subject is None else [*near, *(one for one in subject.subtree if one.i < frame.verb.i)]
    near += [one for token in _titles(sentence, frame) for one in syntax.phrase(token)]
    goods = sentence.good_words()  # "processors" are chips
    near = [one for one in near if one.i not in goods and one.pos_ != "VERB"]
    roles = {token.lower_: token for token in near if token.lower_ in slots.role_words()}
    produces = not {"producer", "producers"}.isdisjoint(roles)  # "the biggest producer and exporter"
    for word, token in roles.items():
        stage = slots.role_words()[word]
        if stage is not Stage.PRODUCTION and not (produces and stage in {Stage.EXPORTS, Stage.IMPORTS}):
            return slots.StageRead(stage, sentence.span_of(token.i, token.i + 1))
    return None


def _titles(sentence: Sentence, frame: Frame) -> list[Token]:
    """What somebody is said to be, but for what another is in a clause of its own: "and Kenya is the top exporter"."""
    titles = [one for one in sentence.doc if one.dep_ in {"attr", "appos"}]
    beside = () if frame.verb is None else frame.verb.conjuncts
    held = slots.codes(frame.holders)
    apart = {
        one
        for one in beside
        if (noun := syntax.own_subject(one)) is not None
        and not ((hit := sentence.place_at(noun)) is not None and hit.code in held)
    }
    return [one for one in titles if syntax.governor(one) not in apart]


def of_roles(sentence: Sentence, frame: Frame, last: Last | None) -> Frame:
    """The frame as trade of the country spoken of, where a list is of its suppliers: "suppliers were Peru (9%)"."""
    whole = frame.whole
    unsaid = whole is None or (whole.head.lemma_.lower() in words("share-nouns") and not whole.owners)
    bare = frame.rule in LISTS and last is None and unsaid and not frame.partners
    if not bare or frame.owner or not frame.holders:
        return frame
    before = [one for one in sentence.doc[: frame.holders[0].first] if one.dep_ in syntax.SUBJECTS]
    before += syntax.children(frame.verb, "attr") if frame.verb is not None else ()
    for name, stage in (("supplier-roles", Stage.IMPORTS), ("customer-roles", Stage.EXPORTS)):
        noun = next((one for one in before if one.lemma_.lower() in words(name)), None)
        if noun is None or slots.owner(sentence, noun) is not None or served(sentence, noun) is not None:
            continue
        code = spoken_of(sentence, slots.codes(frame.holders), frozenset({stage}))
        return replace(frame, owner=code, stage=stage) if code else replace(frame, holders=())
    return frame
