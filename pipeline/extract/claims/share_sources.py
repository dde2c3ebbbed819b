"""Where the prepositions of a share's clause lead: from whom goods come, on whom a country relies, to whom they go."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_whole import Whole, is_share, words
from pipeline.extract.sentence import PlaceHit, Sentence

OPENS = frozenset({",", "and", "with", "the", "vast", "great", "-", "–", "—", "("})  # before "mostly from"


def sources(
    sentence: Sentence, verb: Token, head: Token, held: AbstractSet[str], whole: Whole | None
) -> tuple[tuple[PlaceHit, ...], bool]:
    """The partners after "from" or "on", and whether the text says only abroad."""
    found: list[tuple[int, tuple[PlaceHit, ...]]] = []
    foreign = False
    limit = _next_part(sentence, head)
    for token in syntax.reach(verb):
        if token.i >= limit:
            break
        if token.lower_ in {"from", "on", "upon", "via"} and token.dep_ in {"prep", "agent"}:
            noun = syntax.object_of(token)
            hits = _leading_to(sentence, noun) if noun is not None else ()
            hits = tuple(hit for hit in hits if hit.code not in held)
            if hits:
                found.append((token.i, hits))
            elif not found and noun is not None and noun.tag_ == "PRP" and token.lower_ != "from":
                return (), False  # "relies on it": on whom is not plain
        inside = whole is not None and token in whole.tokens and token.pos_ == "NOUN"  # "of its imports"
        if token.lower_ in words("abroad") and token.i > min(verb.i, head.i) and not inside:
            foreign = True
    if found:
        return _own_source(sentence, head, found), False
    return (), foreign or verb.lemma_.lower() == "import"


def _own_source(sentence: Sentence, head: Token, found: list[tuple[int, tuple[PlaceHit, ...]]]) -> tuple[PlaceHit, ...]:
    """The source of one percentage of several: the next behind it, the nearest before where they stand in front.

    "60% of its coal from Peru and 90% of its oil from Chad", "on Peru for 60% of its coal and on Chad for 90% of ..."
    """
    first = min(sentence.tokens_of(one.span)[0] for one in sentence.figures if is_share(one))
    before, behind = ([hits for at, hits in found if (at > head.i) is after] for after in (False, True))
    if len(found) == 1 or not behind or (found[0][0] < first and before):
        return before[-1] if before else behind[0]
    return behind[0]


def _next_part(sentence: Sentence, head: Token) -> int:
    """Where a part of the goods just named is told: "85% of its ore, a fifth of it from Peru"."""
    for one in sentence.figures:
        first, end = sentence.tokens_of(one.span)
        after = [token.lower_ for token in sentence.doc[end : end + 2]]
        if first > head.i and after[:1] == ["of"] and after[1:] and after[1] in words("parts"):
            return first
    return afterthought(sentence, head)


def afterthought(sentence: Sentence, token: Token) -> int:
    """Where it is told behind a token what most of the goods are, not the percentage: "..., mostly from Peru"."""
    tokens = sentence.doc[token.i + 1 :]
    most = (one.i for one in tokens if one.lower_ in words("mostly") and one.nbor(-1).lower_ in OPENS)
    return next(most, len(sentence.doc))


def _leading_to(sentence: Sentence, noun: Token) -> tuple[PlaceHit, ...]:
    """The places that a preposition leads to, "which" standing for those before it."""
    if noun.tag_ not in {"WDT", "WP"}:
        return slots.named(sentence, noun)
    before = [hit for hit in sentence.places if hit.end <= noun.i]
    near = before and noun.i - before[-1].end <= 2  # noqa: PLR2004 - the comma and the preposition
    return slots.coordinated(sentence, before[-1]) if near else ()


def prepositions(sentence: Sentence, verb: Token) -> Iterator[tuple[str, tuple[PlaceHit, ...]]]:
    """The prepositions after a verb with the places they lead to; "abroad" is "from" nowhere named."""
    limit = afterthought(sentence, verb)
    reached = [one for one in syntax.reach(verb) if one.i < limit]
    for token in sorted(reached, key=lambda one: (one.head != verb, one.i)):
        if (
            token.dep_ in {"prep", "dative"}
            and token.lower_ in {"in", "from", "to", "into", "at", "with", "through", "within"}
            and token.i > verb.i
        ):
            noun = next(syntax.children(token, "pobj", "pcomp"), None)
            hits = slots.named(sentence, noun) if noun is not None else ()
            if hits:
                yield token.lower_, hits
        if token.lower_ == "for" and token.i > verb.i and token.head.lemma_.lower() in words("bound"):
            noun = syntax.object_of(token)
            yield "to", slots.named(sentence, noun) if noun is not None else ()
        if token.lower_ == "of" and token.head.lower_ == "out" and token.i > verb.i:
            noun = syntax.object_of(token)
            yield "from", slots.named(sentence, noun) if noun is not None else ()
        if token.lower_ in {"abroad", "overseas"} and verb.lemma_.lower() not in words("go"):
            yield "from", ()
