"""What each export holds: its columns, their order and types. A contract: more columns may follow at the end."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the cells of a column are; a number or integer that is not known is empty."""

    TEXT = "string"
    NUMBER = "number"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export, and the column of the database's table or view that it is read from."""

    name: str
    source: str
    kind: Kind = Kind.TEXT
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """An export; no two of its rows are alike in the columns of the key."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in order."""
        return tuple(column.name for column in self.columns)


def texts(*names: str) -> tuple[Column, ...]:
    """Columns of text that are called what they are in the database."""
    return tuple(Column(name, name) for name in names)


def numbers(*names: str, unit: str = "") -> tuple[Column, ...]:
    """The same, of numbers."""
    return tuple(Column(name, name, Kind.NUMBER, unit) for name in names)


def integers(*names: str, unit: str = "") -> tuple[Column, ...]:
    """The same, of whole numbers."""
    return tuple(Column(name, name, Kind.INTEGER, unit) for name in names)


CLAIMS = Table(
    "claims",
    ("claim_id",),
    (
        Column("claim_id", "id"),
        *texts("type", "country", "country_code", "organization", "partner", "commodity", "stage"),
        *numbers("share_low", "share_high", unit="percent"),
        *texts("bound", "scope"),
        *numbers("value_low", "value_high", unit="given by the column unit"),
        *texts("unit", "policy", "policy_type", "status", "goal"),
        *integers("year"),
        *texts("modality", "attribution", "quote", "source_url", "source_link", "title", "site", "published"),
        Column("article_id", "article"),
        *integers("start", "end", unit="code points"),
        *texts("rule"),
        *integers("page"),
    ),
)

# what people found right, and what they corrected with the corrections; `original` holds the slots as they were read
REVIEWED = Table("claims", CLAIMS.key, (*CLAIMS.columns, *texts("review", "original")))
# what `claimtable publish` gives to everybody
PUBLISHED = Table("claims", CLAIMS.key, (*CLAIMS.columns, *texts("review"), Column("quote_cut", "cut", Kind.INTEGER)))
ARTICLES = Table(
    "articles",
    ("article_id",),
    (
        Column("article_id", "id"),
        *texts("title", "authors", "site", "url", "published", "agency", "language"),
        *integers("words"),
        Column("story", "origin_id"),
    ),
)

GIVEN = "given by the column unit"
FACTS = Table(
    "facts",
    ("fact_id",),
    (
        *texts("fact_id", "type", "country", "country_code", "partner", "commodity", "stage", "scope", "unit"),
        *integers("year"),
        *numbers("low", "high", "median", unit=GIVEN),
        *integers("claims", "articles", "sites", "origins"),
        *numbers("confidence"),
        *integers("contradicted"),
        *texts("first_seen", "last_seen"),
        *integers("reviewed"),
        *texts("organization", "policy_type", "status", "modality", "subject"),
    ),
)

POLICIES = Table(
    "policies",
    ("subject", "status"),
    (
        *texts("subject", "country", "country_code", "policy_type", "commodity", "partner", "status"),
        *texts("first_seen", "last_seen"),
        *integers("claims", "articles", "origins"),
    ),
)

_SIDE = ("status", "modality", "attribution", "quote", "site", "published", "source_link")
CONTRADICTIONS = Table(
    "contradictions",
    ("fact_id", "kind", "claim_id", "other_claim_id"),
    (
        *texts("kind", "fact_id", "type", "country", "country_code", "partner", "commodity", "stage", "scope", "unit"),
        *integers("year"),
        *texts("policy_type", "organization"),
        *numbers("gap", unit=GIVEN),
        *texts("claim_id"),
        *numbers("low", "high", unit=GIVEN),
        *texts("bound", *_SIDE, "other_claim_id"),
        *numbers("other_low", "other_high", unit=GIVEN),
        *texts("other_bound", *(f"other_{name}" for name in _SIDE)),
    ),
)

TABLES = {each.name: each for each in (CLAIMS, FACTS, POLICIES, CONTRADICTIONS)}
