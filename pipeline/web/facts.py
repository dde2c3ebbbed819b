"""A fact: its series over time, the articles behind it by origin, what contradicts it, reference figures, quotes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.web import memory, words
from pipeline.web.charts import series, times
from pipeline.web.claim import country_names

if TYPE_CHECKING:
    from datasette.database import Database

Row = Mapping[str, Any]

QUOTES = 100  # claims listed, the newest
YEARS_SHOWN = 60
PAIRS = 20  # contradictions listed

FACT = "select * from facts where fact_id = :id"
YEARS = f"select * from facts where subject = :subject order by modality, year desc limit {YEARS_SHOWN}"  # noqa: S608 - ours
# the newest of each year: by an index, however many there are
NEWEST = f"""select * from (select fact_claims.*, year, modality from fact_claims join facts on fact_id = fact
        where fact = :fact{{}} order by published desc, claim limit {QUOTES + 1})"""  # noqa: S608 - a number of ours
CLAIMS = f"""select claims.*, claims.id as claim, newest.fact, newest.year as fact_year,
        newest.modality as fact_modality, newest.origin, newest.low, newest.high,
        exists (select 1 from contradiction_pairs where claim = claims.id)
            or exists (select 1 from contradiction_pairs where other_claim = claims.id) as against
    from (select * from ({{}}) order by published desc, claim limit {QUOTES + 1}) as newest
    join claims on claims.id = newest.claim order by newest.published desc, claims.id"""  # noqa: S608 - the same
AGAINST = f"""select * from contradictions where fact_id in (select fact_id from facts where subject = :subject)
    order by gap desc, claim_id limit {PAIRS}"""  # noqa: S608 - the same
REFERENCE = """select distinct reference_year, reference, unit, publication, place, url from claim_reference
    where claim_id in (select claim from fact_claims where fact = :id order by published desc limit 20)
    order by reference_year desc, publication limit 4"""
STATES = "select * from policy_timeline where subject = :subject order by first_seen"


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent source of a fact, and the claims that come from there, the earliest first."""

    number: int
    name: str  # the source that the articles name; "" where the story itself is the origin
    claims: tuple[Row, ...]


async def page(base: "Database", key: str) -> dict[str, Any]:
    """The variables of the fact page; none when there is no such fact."""
    found = await memory.rows(base, FACT, {"id": key})
    if not found:
        return {}
    fact = found[0]
    subject = {"subject": fact["subject"]}
    years = await memory.rows(base, YEARS, subject)
    names = await country_names(base)
    claims = await newest(base, [str(each["fact_id"]) for each in years])
    is_cut, claims = len(claims) > QUOTES, claims[:QUOTES][::-1]
    origins = by_origin(claims)
    references = await memory.rows(base, REFERENCE, {"id": key})
    numbers = {claim["origin"]: origin.number for origin in origins for claim in origin.claims}
    states = await memory.rows(base, STATES, subject) if fact["type"] == "policy" else []
    against = await memory.rows(base, AGAINST, subject) if any(each["contradicted"] for each in years) else []
    bars = [claim for claim in claims if claim["fact_modality"] == fact["modality"]]
    return {
        "fact": fact,
        "years": years,
        "names": names,
        "origins": origins,
        "is_cut": is_cut,
        "quotes": QUOTES,
        "references": references,
        "contradictions": against,
        "series": series.build(
            [{**claim, "label": bar_label(claim, names)} for claim in bars],
            numbers,
            [(row["reference"], reference_label(row)) for row in references],
            fact["unit"],
        ),
        "timeline": times.timeline([(fact, states)]) if states else None,
    }


async def newest(base: "Database", facts: Sequence[str]) -> memory.Rows:
    """The newest claims of these facts, and one more than are shown where there are more."""
    parts = " union all ".join(NEWEST.format(number) for number in range(len(facts)))
    return await memory.rows(base, CLAIMS.format(parts), {f"fact{number}": fact for number, fact in enumerate(facts)})


def by_origin(claims: Sequence[Row]) -> tuple[Origin, ...]:
    """The claims grouped by where they come from, in the order in which the origins were first seen."""
    groups: dict[str, list[Row]] = {}
    for claim in claims:
        groups.setdefault(claim["origin"], []).append(claim)
    return tuple(Origin(number, name_of(group), tuple(group)) for number, group in enumerate(groups.values(), start=1))


def name_of(group: Sequence[Row]) -> str:
    """The source that the claims of one origin name: the spelling of the earliest; "" where they name none."""
    return next((str(claim["attribution"]) for claim in group if claim["attribution"]), "")


def bar_label(claim: Row, names: Mapping[str, str]) -> str:
    """What a bar tells when it is pointed at."""
    about = (claim["published"][:10], claim["site"], words.said(claim, names), str(claim["year"] or ""))
    return ", ".join(part for part in about if part)


def reference_label(row: Row) -> str:
    """A reference figure in a few words."""
    return f"{row['publication']} ({row['reference_year']}): {words.figure(row['reference'], row['unit'])}"
