"""The records that the stages hand on: page -> article -> document -> claims.

Everything here is frozen and slotted, holds tuples rather than lists, and imports nothing of ours. Offsets are
half-open and count code points of the stored text. Ids are digests of content, never random.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from typing import ClassVar


def digest(*parts: str | bytes) -> str:
    """Hexadecimal SHA-256 of the parts, kept apart by a NUL so that ("ab", "c") and ("a", "bc") differ."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part)
        sha.update(b"\0")
    return sha.hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval of code points in a text: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point (symmetric)."""
        return max(self.start, other.start) < min(self.end, other.end)

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]

    def shift(self, offset: int) -> "Span":
        """The same span, counted from a place `offset` code points further left."""
        return Span(self.start + offset, self.end + offset)


# --- source -> page ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page came from.

    `source` is what the user named (path, URL or "-"); `url` the address after redirects, empty for files without one;
    `retrieved` an ISO 8601 UTC time, empty for files; `title` and `published` are what the source itself knew about
    the page (a JSON line, a feed), and win over what the page says.
    """

    source: str
    url: str = ""
    retrieved: str = ""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    title: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes as they came, and their origin."""

    body: bytes
    origin: Origin

    @property
    def digest(self) -> str:
        """Identity of the bytes."""
        return digest(self.body)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site said, when it served a page, by which it can tell whether the page has changed since.

    `url` is the address that they belong to (`Origin.url`): they are sent nowhere else.
    """

    url: str
    etag: str = ""
    modified: str = ""  # the Last-Modified header as it came


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A page that is as it was when last fetched, says its site (304): nothing came, nothing is to do."""

    source: str
    url: str


# --- page -> article -----------------------------------------------------------------------------------------------


class BlockKind(StrEnum):
    """What a line of the stored text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    CAPTION = "caption"  # of the table that follows
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: its words in the text, and the header texts (outermost first) of its column."""

    span: Span
    header: tuple[str, ...] = ()
    is_row_header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the text. Only table rows have cells and a caption ("" when the table has none).

    `page` is the page of a PDF on which it begins, from 1; 0 where the source has no pages.
    """

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    cells: tuple[Cell, ...] = ()
    caption: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """What the extractor sees of an article: no origin, no database.

    `published` is an ISO date or empty. Without `blocks`, every line of the text is a paragraph.
    """

    text: str
    published: str = ""
    title: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of the page that cleaning took out, and the id of the rule that did it."""

    text: str
    rule: str


class Status(StrEnum):
    """What became of an input; every input ends in exactly one. Only `OK` is extracted from."""

    OK = "ok"
    DUPLICATE = "duplicate"  # already stored
    EMPTY = "empty"
    UNSUPPORTED_TYPE = "unsupported_type"
    NO_TEXT = "no_text"
    THIN_CONTENT = "thin_content"  # paywall stub, consent wall, error page
    LISTING = "listing"  # a front page or section page
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    TOO_LARGE = "too_large"
    PARSE_ERROR = "parse_error"
    TIMEOUT = "timeout"
    FETCH_ERROR = "fetch_error"
    READ_ERROR = "read_error"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Article:
    """Clean text with its structure and metadata; `id` is the digest of the text.

    `text` leaves out the headline, which is `title`. Dates are ISO 8601, empty when unknown.
    """

    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    site: str = ""
    url: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    section: str = ""
    agency: str = ""
    status: Status = Status.OK
    blocks: tuple[Block, ...] = ()
    removed: tuple[Removed, ...] = ()

    @property
    def id(self) -> str:
        """Identity of the text."""
        return digest(self.text)

    @property
    def document(self) -> Document:
        """The part of the article that claims are read from."""
        return Document(self.text, self.published[:10], self.title, self.blocks)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A page that is no article, as a value: why, in one word and in one sentence."""

    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that did not become an article, as it is stored."""

    source: str
    stage: str
    status: Status
    reason: str


# --- document -> claims --------------------------------------------------------------------------------------------


class Bound(StrEnum):
    """How a figure is bounded."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class Modality(StrEnum):
    """Whether the claim is stated, planned, possible or denied."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    POSSIBLE = "possible"
    NEGATED = "negated"


class Stage(StrEnum):
    """The link of the supply chain."""

    NONE = ""
    RESERVES = "reserves"
    MINING = "mining"
    PROCESSING = "processing"
    MANUFACTURING = "manufacturing"
    PRODUCTION = "production"
    EXPORTS = "exports"
    IMPORTS = "imports"
    CONSUMPTION = "consumption"
    SALES = "sales"
    RECYCLING = "recycling"
    INVESTMENT = "investment"
    PRICE = "price"


class PolicyType(StrEnum):
    """The family of a policy instrument."""

    EXPORT_CONTROL = "export control"
    IMPORT_RESTRICTION = "import restriction"
    TARIFF = "tariff"
    SANCTION = "sanction"
    SUBSIDY = "subsidy"
    STOCKPILE = "stockpile"
    AGREEMENT = "agreement"
    PRODUCTION_CONTROL = "production control"
    REGULATION = "regulation"
    STRATEGY = "strategy"


class PolicyStatus(StrEnum):
    """How far a policy has come."""

    NONE = ""
    IN_FORCE = "in force"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SlotSpan:
    """The words a slot was read from; several for joint holders."""

    slot: str
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim stands: the sentence or table row, the words of its slots, and the rules that read it."""

    span: Span
    rule: str
    slots: tuple[SlotSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement made at one place. Two claims are equal when they say the same thing, wherever they stand.

    `countries` are sorted ISO 3166-1 alpha-3 codes or bloc codes; `partner` is one code, several joined by "+".
    """

    type: ClassVar[str] = ""

    evidence: Evidence = field(compare=False)
    countries: tuple[str, ...] = ()
    organization: str = ""
    partner: str = ""
    commodity: str = ""
    modality: Modality = Modality.ASSERTED
    attribution: str = field(default="", compare=False)
    year: int | None = None

    def slots(self) -> dict[str, object]:
        """All slots by name in declaration order, evidence left out; enums as plain strings, tuples as lists."""
        found: dict[str, object] = {"type": self.type}
        for name in _slot_names(type(self)):  # type: ignore[arg-type] # mypy looks at the hash of the instances
            value = getattr(self, name)
            found[name] = (
                str(value) if isinstance(value, StrEnum) else list(value) if isinstance(value, tuple) else value
            )
        return found

    @property
    def key(self) -> str:
        """Digest of what is said: every slot but who said it."""
        return key_of(self.slots())

    def id(self, article: str) -> str:
        """Digest of what is said, at this place of this article."""
        return digest(self.key, article, str(self.evidence.span.start), str(self.evidence.span.end))


@cache  # each claim asks, twice
def _slot_names(kind: type) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind) if item.name != "evidence")


_SORTED = json.JSONEncoder(sort_keys=True, ensure_ascii=False)  # json.dumps would make one for each claim


def key_of(slots: Mapping[str, object]) -> str:
    """The key of the claim that has these slots."""
    said = {
        name: float(value) if isinstance(value, int) else value  # equal claims have one key: 70 is 70.0
        for name, value in slots.items()
        if name != "attribution"
    }
    return digest(_SORTED.encode(said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Claim):
    """A country's share of a stage of a commodity, in percent of `scope` ("" for the world)."""

    type: ClassVar[str] = "share"

    stage: Stage = Stage.NONE
    share_low: float | None = None
    share_high: float | None = None
    bound: Bound = Bound.EXACT
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency(Claim):
    """A country depends on a partner, without a figure."""

    type: ClassVar[str] = "dependency"

    stage: Stage = Stage.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Claim):
    """An absolute figure: output, reserves, capacity, trade, money, in `unit`."""

    type: ClassVar[str] = "quantity"

    stage: Stage = Stage.NONE
    value_low: float | None = None
    value_high: float | None = None
    unit: str = ""
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Claim):
    """A rise (> 0) or fall (< 0) in percent or in a unit."""

    type: ClassVar[str] = "change"

    stage: Stage = Stage.NONE
    value_low: float | None = None
    value_high: float | None = None
    unit: str = ""
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Claim):
    """A government or bloc uses, plans or ends an instrument; `policy` is the instrument as the text names it."""

    type: ClassVar[str] = "policy"

    policy: str = field(default="")
    policy_type: PolicyType = PolicyType.REGULATION
    status: PolicyStatus = PolicyStatus.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Claim):
    """A stated aim of a country, with or without a number."""

    type: ClassVar[str] = "goal"

    goal: str = ""
    value_low: float | None = None
    value_high: float | None = None
    unit: str = ""
    bound: Bound = Bound.EXACT


CLAIM_TYPES: tuple[type[Claim], ...] = (Share, Dependency, Quantity, Change, Policy, Goal)


@dataclass(frozen=True, slots=True)
class Miss:
    """A sentence with a figure or a policy word that yielded no claim: where, which words, and why."""

    span: Span  # the sentence
    trigger: Span  # the figure or word
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the extractor found in a document, in text order."""

    claims: tuple[Claim, ...] = ()
    misses: tuple[Miss, ...] = ()
