"""What a fact is about: claims with the same key state the same fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.types import digest

DIGITS = 16  # of a digest: two of a million facts share an id once in 37 million databases

JOIN, PARTNERS = "; ", "+"  # between several countries, between several partners, as claims have them

# a figure that is planned, possible or denied never supports what is asserted; to plan is how a goal is asserted
MODALITY = {"asserted": "asserted", "planned": "expected", "possible": "expected", "negated": "negated"}
# slots of a claim that tell what it is about, by type; the other slots of a key are empty
OWN = {
    "share": ("organization", "stage", "scope", "year"),
    "dependency": ("stage", "year"),
    "quantity": ("organization", "stage", "unit", "year"),
    "change": ("organization", "stage", "unit", "year"),
    "policy": ("policy_type",),
    "goal": ("unit", "year"),
}

Row = Mapping[str, object]


def short(*parts: str) -> str:
    """The first digits of the digest of the parts."""
    return digest(*parts)[:DIGITS]


_short = lru_cache(maxsize=1 << 16)(short)  # a run meets the same subjects again and again


@dataclass(frozen=True, slots=True)
class Key:
    """Type, holders, partner, commodity, stage, scope, unit, year; for policies the kind of instrument."""

    type: str
    country_code: str  # sorted
    partner: str  # sorted
    commodity: str
    modality: str  # asserted, expected or negated
    organization: str = ""
    stage: str = ""
    scope: str = ""
    unit: str = ""
    policy_type: str = ""
    year: int | None = None

    @property
    def fact_id(self) -> str:
        """Identity of the fact."""
        return _short(self.subject, str(self.year or ""), self.modality)

    @property
    def subject(self) -> str:
        """Identity of what it is about, whenever, and whether asserted or denied."""
        return _short(
            *(self.type, self.country_code, self.organization, self.partner, self.commodity, self.stage),
            *(self.scope, self.unit, self.policy_type),
        )


def key(row: Row) -> Key:
    """The key of a claim, from its row in `countable_claims`."""
    kind, modality = str(row["type"]), str(row["modality"])
    own = {name: row[name] for name in OWN[kind]}
    if kind == "share":
        own["unit"] = "percent"
    return Key(
        type=kind,
        country_code=_sorted(str(row["country_code"]), JOIN),
        partner=_sorted(str(row["partner"]), PARTNERS),
        commodity=str(row["commodity"]),
        modality="asserted" if kind == "goal" and modality == "planned" else MODALITY[modality],
        **own,  # type: ignore[arg-type] # the columns have the types of the fields
    )


def _sorted(codes: str, mark: str) -> str:
    return mark.join(sorted(filter(None, codes.split(mark))))
