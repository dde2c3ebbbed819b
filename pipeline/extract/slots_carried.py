"""The commodity that a text speaks of before a sentence, where it is plain which."""

from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.match import Phrases, good_phrases
from pipeline.extract.nlp import tokenize
from pipeline.extract.sentence import GoodHit, Sentence
from pipeline.types import BlockKind, Change, Quantity, Share, Span
from pipeline.vocab.commodities import Kind

NEARBY = 2  # sentences in which several commodities leave open which is meant
LOOK_BACK = 4  # sentences in which the commodity spoken of is still the same
ABOUT = 8  # sentences of a text of which one at least names what it is about
MAKERS = ("maker", "makers", "builder", "builders")  # ends of words for who makes something


@dataclass(frozen=True, slots=True)
class Good:
    """A commodity and where it was read; no span when it is carried over from before the sentence."""

    name: str
    kind: Kind | None
    span: Span | None = None


def carried_good(sentence: Sentence, look_back: int = LOOK_BACK) -> Good | None:
    """The commodity that the text speaks of before this sentence, where it is plain which."""
    found = last_good(sentence, look_back)
    if found is None:
        return None
    claimed = _claimed(sentence)
    return claimed if claimed is not None else plain(sentence, found)


def _claimed(sentence: Sentence) -> Good | None:
    """The one commodity that the claims of the sentence before are on, where that sentence names it."""
    previous = sentence.previous
    if previous is None:
        return None
    names = {one.commodity for one in previous.claims if isinstance(one, Share | Quantity | Change)} - {"", "goods"}
    hits = [hit for hit in previous.goods if hit.name in names and not hit.weak]
    return Good(hits[0].name, hits[0].kind) if len(names) == 1 and hits else None


def last_good(sentence: Sentence, look_back: int = LOOK_BACK) -> Good | None:
    """The commodity of the nearest sentence before this one that names any, else that of the title."""
    for one in sentence.back(look_back):
        strong = [hit for hit in one.goods if _is_spoken_of(one, hit)]
        if strong:
            best = max(strong, key=lambda hit: (hit.kind is not Kind.CLASS, -hit.first))
            return Good(best.name, best.kind) if one is sentence.previous or is_about(sentence, best.name) else None
        if one.piece.block.kind is BlockKind.HEADING:
            break
    return title_good(sentence.document.title)


def is_about(sentence: Sentence, name: str) -> bool:
    """Whether a text is about a commodity, so far: its title or enough of its sentences name it."""
    title = title_good(sentence.document.title)
    if title is not None and title.name == name:
        return True
    before = list(sentence.back(sentence.index))
    return ABOUT * sum(any(hit.name == name for hit in one.goods) for one in before) >= len(before)


def recurs(sentence: Sentence, name: str) -> bool:
    """Whether a text keeps speaking of a commodity: its title, its beginning or two sentences before name it."""
    title = title_good(sentence.document.title)
    before = list(sentence.back(ABOUT))
    named = sum(any(hit.name == name for hit in one.goods) for one in before)
    return named > 1 or len(before) < ABOUT or (title is not None and title.name == name)


def _is_spoken_of(sentence: Sentence, hit: GoodHit) -> bool:
    """Whether a word tells what a text is about: not a weak one, nor one for who makes it ("chipmakers")."""
    return not hit.weak and not sentence.doc[hit.end - 1].lower_.endswith(MAKERS)


def plain(sentence: Sentence, good: Good) -> Good | None:
    """A commodity carried over where it is plain: the only one named just before, or what the text is about.

    Where several were named just before, the one that the text is about is meant; None where that tells nothing.
    """
    hits = [hit for one in sentence.back(NEARBY) for hit in one.goods if _is_spoken_of(one, hit)]
    hits = [hit for hit in hits if hit.name != "goods"]
    near = {hit.name: hit for hit in hits}
    if not near.keys() - {good.name}:
        return good
    about = topic(sentence)
    if good.name in about:
        return good
    told = [hit for hit in near.values() if hit.name in about]
    return Good(told[0].name, told[0].kind) if len(told) == 1 else None


def topic(sentence: Sentence) -> set[str]:
    """The commodities that a text is about: that of its title, else those of its first sentence that names any."""
    title = title_good(sentence.document.title)
    if title is not None:
        return {title.name}
    about: set[str] = set()
    for one in sentence.back(sentence.index):
        about = {hit.name for hit in one.goods if not hit.weak} or about
    return about


@lru_cache(maxsize=8)  # every sentence of a document may ask
def title_good(title: str) -> Good | None:
    """The commodity that a headline names."""
    phrases: Phrases[object] = good_phrases()  # type: ignore[assignment]  # read only
    found = [match.value for match in phrases.find(tokenize(title))] if title else []
    strong = [value for value in found if not value.weak]  # type: ignore[attr-defined]
    return Good(strong[0].name, strong[0].kind) if strong else None  # type: ignore[attr-defined]
