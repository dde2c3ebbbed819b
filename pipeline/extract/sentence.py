"""A sentence with everything known about its words before claims are read from it.

Token indexes count within `doc`; every `Span` counts in the text of the document.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from pipeline.extract.figures import Figure
from pipeline.extract.nlp import tokenize
from pipeline.extract.segment import Piece
from pipeline.extract.years import YearMention
from pipeline.types import Claim, Document, Span
from pipeline.vocab.commodities import Kind
from pipeline.vocab.places import PlaceForm


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A country or bloc in the words, or a phrase or pronoun that points back at one (`anaphor`).

    A `weak` word is shared with something else (Georgia, Jordan); only supported ones stay in a sentence.
    """

    span: Span
    first: int
    end: int
    code: str
    form: PlaceForm
    anaphor: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class GoodHit:
    """A commodity in the words; a `weak` word counts only where nothing better is near."""

    span: Span
    first: int
    end: int
    name: str
    kind: Kind
    weak: bool = False


@dataclass(slots=True)
class Sentence:
    """One sentence, filled in tier by tier; claims are read from it once it is parsed."""

    index: int
    piece: Piece
    document: Document
    words: frozenset[str] = frozenset()  # runs of letters and digits, as written and in lower case
    lowered: frozenset[str] = frozenset()
    figures: tuple[Figure, ...] = ()
    years: tuple[YearMention, ...] = ()
    places: tuple[PlaceHit, ...] = ()
    goods: tuple[GoodHit, ...] = ()
    previous: "Sentence | None" = None
    parsed: bool = False
    claims: list[Claim] = field(default_factory=list)  # read so far; later sentences may continue them
    by_token: dict[int, PlaceHit] = field(default_factory=dict)
    _doc: Doc | None = None
    _starts: list[int] = field(default_factory=list)  # of the tokens, within the sentence
    _ends: list[int] = field(default_factory=list)

    @property
    def doc(self) -> Doc:
        """The tokens, made when they are first asked for: most sentences of a page need none."""
        if self._doc is None:
            self._doc = tokenize(self.text)
        return self._doc

    @property
    def span(self) -> Span:
        """Where the sentence stands in the document."""
        return self.piece.span

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.span.of(self.document.text)

    def span_of(self, first: int, end: int) -> Span:
        """Document span of the tokens `first` up to `end`."""
        last = self.doc[end - 1]
        return Span(self.doc[first].idx, last.idx + len(last)).shift(self.span.start)

    def tokens_of(self, span: Span) -> tuple[int, int]:
        """Indexes (first, end) of the tokens that a document span touches; (0, 0) when it touches none."""
        if not self._ends:
            self._starts = [token.idx for token in self.doc]
            self._ends = [token.idx + len(token) for token in self.doc]
        first = bisect_right(self._ends, span.start - self.span.start)
        end = bisect_left(self._starts, span.end - self.span.start)
        return (first, end) if first < end else (0, 0)

    def place_at(self, token: Token) -> PlaceHit | None:
        """The place whose words hold this token."""
        if not self.by_token and self.places:
            self.by_token = {i: hit for hit in self.places for i in range(hit.first, hit.end)}
        return self.by_token.get(token.i)

    def good_words(self, *, weak: bool = True) -> frozenset[int]:
        """Indexes of the tokens that name commodities; without `weak` those of strong words only."""
        hits = (hit for hit in self.goods if weak or not hit.weak)
        return frozenset(i for hit in hits for i in range(hit.first, hit.end))

    def back(self, most: int) -> Iterator["Sentence"]:
        """The sentences before this one, nearest first, at most `most`."""
        one = self.previous
        while one is not None and most > 0:
            yield one
            one, most = one.previous, most - 1
