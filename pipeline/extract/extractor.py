"""The extractor: every sentence of a document through all finders.

A sentence's way: hits (places, commodities, figures) -> gate -> parse -> finders, each with the context of its clause.
"""

from collections.abc import Callable, Iterator

from pipeline.extract import aside, field, gate, read, tables
from pipeline.extract.bearing import with_cues
from pipeline.extract.claims import FINDERS, table
from pipeline.extract.sentence import Sentence
from pipeline.types import Claim, Document, Extraction, Miss
from pipeline.vocab.digest import rules_digest

Finder = Callable[[Sentence], Iterator[Claim | Miss]]


class Extractor:
    """Reads claims from documents; holds no state between them, so order and batch never matter."""

    def __init__(self, finders: tuple[Finder, ...] = FINDERS) -> None:
        """Choose the finders; all of them by default."""
        self._finders = finders

    @property
    def rules_digest(self) -> str:
        """Digest of all vocabularies and rules, as stored with each run."""
        return rules_digest()

    def extract(self, document: Document) -> Extraction:
        """The claims of the document in text order, each once a place, and the sentences that yielded none."""
        claims: dict[tuple[str, int], Claim] = {}
        homes: dict[tuple[str, int], Sentence] = {}
        sentences = read.sentences(document)
        asides = {one.index: miss for one in sentences if (miss := aside.find(one))}
        misses = list(asides.values())
        of_field = field.is_of_field(sentences)
        grids = tables.find(document)
        for found in (one for grid in grids for one in table.find(grid, document)):
            if isinstance(found, Miss):
                misses.append(found)
            else:
                claims.setdefault((found.key, found.evidence.span.start), found)
        chosen = [one for one in sentences if one.index not in asides and not tables.holds(grids, one.span)]
        for sentence in read.parse(chosen, gate.may_claim):
            for finder in self._finders:
                for found in finder(sentence):
                    if isinstance(found, Miss):
                        misses.append(found)
                    elif not of_field and not field.is_kept_outside(found):
                        span = found.evidence.span
                        misses.append(Miss(span, span, "a vague instrument or aim in a text that is not of our field"))
                    else:
                        claims.setdefault((found.key, found.evidence.span.start), found)
                        homes.setdefault((found.key, found.evidence.span.start), sentence)
                        sentence.claims.append(found)
        used = [slot.span for one in claims.values() for slot in one.evidence.slots]
        claims |= {key: with_cues(sentence, claims[key]) for key, sentence in homes.items()}
        ordered = sorted(claims.values(), key=lambda one: (one.evidence.span, one.type))
        return Extraction(
            tuple(ordered), tuple(m for m in misses if not any(m.trigger.overlaps(span) for span in used))
        )
