"""What a dependency is for: its commodities and their stage."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.dependency_sides import Link, phrase, words
from pipeline.extract.sentence import Sentence
from pipeline.types import Span, Stage

STAGES = frozenset({Stage.IMPORTS, Stage.EXPORTS, Stage.PROCESSING, Stage.MINING, Stage.MANUFACTURING})


def goods(sentence: Sentence, link: Link) -> tuple[slots.Good, ...]:
    """The commodities of the link: in its own words, in its clause, in the sentence, before it."""
    traded = phrase(link.what) if link.what is not None else []
    found = slots.goods_in(sentence, traded)
    things = {one.lower_ for one in traded if one.pos_ in {"NOUN", "PROPN", "PRON"} and one.tag_ != "PRP$"} - words(
        "mostly-heads"
    )
    if things and not found and things.isdisjoint(words("trade-nouns")):
        return ()  # "most of the students"
    found = (
        found
        or slots.goods_in(sentence, phrase(link.target, alone=link.alone))
        or slots.goods_in(sentence, [one for one in link.reach if one != link.anchor])
    )
    if not found:
        near = slots.good_in(sentence, syntax.clause(link.anchor), link.anchor.i) or slots.good_in(
            sentence, _outside_relatives(sentence), link.anchor.i
        )
        near = near or slots.carried_good(sentence)
        found = (near,) if near is not None else ()
    if len(found) == 1 and found[0].span is not None and _is_trade(sentence, found[0].span):
        found = _beside(sentence, link) or found
    return _named_only(sentence, found)


def _is_trade(sentence: Sentence, span: Span) -> bool:
    """Whether goods are read only from a word such as "imports"."""
    return span.of(sentence.document.text).lower() in words("foreign")


def _beside(sentence: Sentence, link: Link) -> tuple[slots.Good, ...]:
    """The commodity that the sentence names behind the link: "is dependent on imports, and tungsten is scarce"."""
    hits = [hit for hit in sentence.goods if not hit.weak and hit.first > link.target.i]
    verbs = ((hit, syntax.governor(sentence.doc[hit.end - 1])) for hit in hits)
    hits = [hit for hit, verb in verbs if verb is None or verb.dep_ not in {"advcl", "relcl"}]
    return (slots.Good(hits[0].name, hits[0].kind, hits[0].span),) if hits else ()


def _outside_relatives(sentence: Sentence) -> list[Token]:
    """The words of a sentence but its relative clauses, which tell of something else."""
    inside = {below.i for one in sentence.doc if one.dep_ == "relcl" for below in one.subtree}
    return [one for one in sentence.doc if one.i not in inside]


def _named_only(sentence: Sentence, found: tuple[slots.Good, ...]) -> tuple[slots.Good, ...]:
    """Of the kind "Critical materials like A and B": the named ones only."""
    if len(found) < 2 or found[0].name not in words("classes"):  # noqa: PLR2004 - the class and one of it
        return found
    first, second = found[0].span, found[1].span
    between = "" if first is None or second is None else sentence.document.text[first.end : second.start].lower()
    named = any(f"{one} " in between.strip(" ,") + " " for one in words("such-as"))
    return found[1:] if named else found


def stage(sentence: Sentence, link: Link) -> Stage:
    """The stage that the words after "on" and "for" tell."""
    within = sentence.good_words(weak=False)  # "ore" of "iron ore"
    tokens = sorted({one for one in link.reach if one != link.anchor and one.i not in within}, key=lambda one: one.i)
    read = slots.stage_in(sentence, tokens)
    return read.stage if read is not None and read.stage in STAGES else Stage.NONE
