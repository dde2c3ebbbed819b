"""The year that a figure, an instrument or an aim is of, among the times that its sentence names.

The words after it come first, up to the next figure; then those before it, unless an earlier figure owns them; at last
the year of the statement that it continues. A time of another clause, a comparison or a dateline is none of its own.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import syntax
from pipeline.extract.sentence import Sentence
from pipeline.extract.years import YearMention
from pipeline.types import Span
from pipeline.vocab import rules

OWNED = 30  # characters behind a figure in which a year is that figure's
AROUND = 24  # characters before a time that tell what it is for
LEVEL = re.compile(
    r"(?:[\s,]|year[\s-]on[\s-]year|on the year|from a year (?:earlier|ago)|to|a record|about)*"
    r"\bto\b(?:\s|a record|about)*"
)
DATELINE = 60  # characters of a sentence in which its dateline ends


def words(name: str) -> frozenset[str]:
    """One word class of when.toml."""
    return rules.words("when")[name]


def year(sentence: Sentence, span: Span) -> tuple[int | None, Span | None]:
    """The year of what stands at `span`, and its words; None where the text gives none."""
    is_base = _last_word(sentence, span.start) in words("base figure")
    mentions = [one for one in sentence.years if _counts(sentence, one, is_base=is_base)]
    for way in (_inside, _after, _before, _continued, _listed):
        for one in way(sentence, span, mentions):
            return one.year, one.span
    return None, None


def _last_word(sentence: Sentence, end: int) -> str:
    before = sentence.document.text[sentence.span.start : end].lower().split()
    return " ".join(before[-2:] if before and before[-1] == "with" else before[-1:]).strip("(,")


def _counts(sentence: Sentence, mention: YearMention, *, is_base: bool) -> bool:
    """Whether a time can be that of a figure: no dateline, no start or end of a stretch, no year compared with."""
    text = sentence.document.text
    before = text[max(sentence.span.start, mention.span.start - AROUND) : mention.span.start].lower()
    if re.search(rf"\b(?:{'|'.join(sorted(words('bounds of a stretch')))})\s(?:the\s|early\s|late\s|mid-)?$", before):
        return False
    if mention.span.start - sentence.span.start < DATELINE:
        behind = text[mention.span.end : mention.span.end + 40]
        if re.match(r"(?:\s\d{1,2})?(?:,\s\d{4})?\s?(?:\([^)]*\)\s?)?(?:[–—]|-\s)", behind) and "," in before:
            return False
    if any(text.startswith(f" {one}", mention.span.end) for one in words("level nouns")) and not is_base:
        return False
    compared = mention.kind == "base" or re.search(
        rf"\b(?:{'|'.join(sorted(words('comparison')))})\s(?:in\s|the\s|with\s|to\s|a\s|levels?\s(?:of|in)\s|same\s\w+\s(?:of\s|in\s)?)*$",
        before,
    )
    said = mention.span.of(text).lower()
    level = said in words("now") and before.rstrip().endswith(tuple(words("level nouns")))
    return is_base or not (compared or level or any(one in said for one in words("year compared with")))


def _figures(sentence: Sentence) -> Iterator[Span]:
    return (figure.span for figure in sentence.figures if figure.unit)


def _inside(sentence: Sentence, span: Span, mentions: list[YearMention]) -> Iterator[YearMention]:
    """A year within the words themselves: "the 2024 export ban"; not "the Act of 2022"."""
    text = sentence.document.text
    for one in mentions:
        if span.contains(one.span) and not text[: one.span.start].endswith("of "):
            yield one


def _after(sentence: Sentence, span: Span, mentions: list[YearMention]) -> Iterator[YearMention]:
    limit, end, text = sentence.span.end, span.end, sentence.document.text
    for figure in sorted(one for one in _figures(sentence) if one.start >= span.end):
        if LEVEL.fullmatch(text[end : figure.start]) is None:
            limit = figure.start
            break
        end = figure.end
    for one in mentions:
        if span.end <= one.span.start < limit and not _apart(sentence, span, one.span, span.end, one.span.start):
            yield one


def _before(sentence: Sentence, span: Span, mentions: list[YearMention]) -> Iterator[YearMention]:
    for one in reversed(mentions):
        if one.span.end <= span.start and not _owned(sentence, one.span, span) and _governs(sentence, span, one.span):
            yield one


def _continued(sentence: Sentence, span: Span, mentions: list[YearMention]) -> Iterator[YearMention]:
    """The year of the figure before, in a list without a verb of its own: "China 60% in 2023, Japan 17%"."""
    if _last_word(sentence, span.start) in words("base figure"):
        return
    for one in reversed(mentions):
        verbs = [token for token in _between(sentence, one.span.end, span.start) if token.pos_ == "VERB"]
        shared = all(token.dep_ == "conj" and syntax.own_subject(token) is None for token in verbs)
        if one.span.end <= span.start and shared:
            yield one


def _listed(sentence: Sentence, span: Span, mentions: list[YearMention]) -> Iterator[YearMention]:
    """The year at the end of a list of amounts of one verb: "277 GW of solar power and 80 GW of wind in 2024"."""
    here = _verb(sentence, span)
    if _last_word(sentence, span.start) in words("base figure") or here is None:
        return
    for one in mentions:
        text = sentence.document.text[span.end : one.span.start]
        if span.end <= one.span.start and _verb(sentence, one.span) == here and not _moves(text):
            yield one


def _moves(text: str) -> bool:
    return ";" in text or any(word in words("base figure") | {"to"} for word in text.lower().split())


def _owned(sentence: Sentence, mention: Span, span: Span) -> bool:
    """Whether a time before this figure belongs to an earlier one, which it follows."""
    text = sentence.document.text
    if ";" in text[mention.end : span.start]:
        return True
    return any(
        one.end <= mention.start <= one.end + OWNED
        for one in _figures(sentence)
        if one.end <= span.start and one != span
    )


def _between(sentence: Sentence, start: int, end: int) -> list[Token]:
    base = sentence.span.start
    return [token for token in sentence.doc if start - base <= token.idx < end - base]


def _apart(sentence: Sentence, span: Span, mention: Span, start: int, end: int) -> bool:
    """Whether another clause begins between a figure and a time behind it."""
    if ";" in sentence.document.text[start:end]:
        return True
    here = _verb(sentence, span)
    there = _verb(sentence, mention)
    if (
        here is None
        or there is None
        or here == there
        or (_is_subordinate(there) and not _comma(sentence, start, there))
    ):
        return False
    verbs = [one for one in _between(sentence, start, end) if one.pos_ == "VERB" and one != here]
    return any(one.lemma_.lower() not in words("reaching") for one in verbs)


def _comma(sentence: Sentence, start: int, verb: Token) -> bool:
    """Whether a comma sets a clause off from what it stands on: then it does not tell when that was."""
    return "," in sentence.document.text[start : sentence.span.start + verb.idx] or verb.dep_ == "advcl"


def _governs(sentence: Sentence, span: Span, mention: Span) -> bool:
    """Whether a time before a figure stands in its clause or in one above it, not in a clause beside it."""
    here, there = _verb(sentence, span), _verb(sentence, mention)
    if here is None or there is None:
        return True
    return here == there or there in syntax.climb(here) or not _is_subordinate(there)


def _is_subordinate(verb: Token) -> bool:
    return verb.dep_ in {"relcl", "acl", "advcl", "pcomp"}


def _verb(sentence: Sentence, span: Span) -> Token | None:
    first, end = sentence.tokens_of(span)
    return syntax.governor(sentence.doc[end - 1]) if end > first and sentence.parsed else None
