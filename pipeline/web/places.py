"""The pages of a country, a commodity and a kind of policy: their facts, policies and dependencies."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.store.rows import JOIN
from pipeline.web import memory
from pipeline.web.charts import graph, times, world
from pipeline.web.claim import country_names

if TYPE_CHECKING:
    from datasette.database import Database

Row = Mapping[str, Any]

SHARES = 60  # ranges that a page shows, those with most origins
LISTED = 25  # other facts
JOINED = 200  # sets of holders that one country is among
TRACKS = 14  # policies on a time line

# a share of the world that articles assert; of several years of one thing the newest
_SHARE = "type = 'share' and modality = 'asserted' and scope = '' and partner = '' and organization = ''"
_NEWEST = (
    "row_number() over (partition by country_code, commodity, stage order by year is null, year desc, origins desc)"
)


def _shares(where: str) -> str:
    return f"""select * from (select *, {_NEWEST} as place from facts where {_SHARE} and {where})
        where place = 1 order by origins desc, median desc limit {SHARES}"""  # noqa: S608 - texts of ours


def _policies(where: str) -> str:
    return f"""select * from facts where type = 'policy' and modality <> 'negated' and {where}
        order by last_seen desc, fact_id limit {LISTED}"""  # noqa: S608 - the same


STATES = """select subject, status, first_seen, last_seen from policy_timeline where subject = :subject
    order by first_seen"""
# whom a country depends on, and who depends on it; a share of its imports counts as well
# (a plus keeps SQLite from an index that is in the order of the groups, and does not say what is asked for)
PARTNERS = """select +{who} as code, sum(origins) as origins, group_concat(distinct commodity) as about from facts
    where {whom} = :code and {whom} <> '' and +{who} <> '' and modality = 'asserted'
        and (type = 'dependency' or type = 'share' and stage = 'imports')
    group by 1 order by 2 desc, 1 limit 40"""
# quantities, changes, goals, shares of companies and of markets
OTHERS = """select * from facts where {column} = :key and modality <> 'negated' and (
        type in ('quantity', 'change', 'goal')
    or type = 'share' and (organization <> '' or scope <> '' or partner <> '' or modality <> 'asserted'))
    order by origins desc, last_seen desc, fact_id limit 25"""
COMMODITIES = f"""select +commodity as commodity, sum(origins) as origins from facts where {_SHARE} and +commodity <> ''
    group by 1 order by origins desc, commodity limit 24"""  # noqa: S608 - a text of ours
# from month to month by the index on the date, without a look at each claim
MONTHS = """with recursive months(month) as (
        select substr(min(published), 1, 7) from claims where published > '' {and_}
        union all select (select substr(min(published), 1, 7) from claims where published > month || '~' {and_})
            from months where month is not null)
    select month, (select count(*) from claims where published >= month and published < month || '~' {and_}) as n
    from months where month is not null"""
KINDS = """select policy_type as name, count(*) as n from facts where type = 'policy' and policy_type <> ''
    group by 1 order by 2 desc, 1"""
# the holders that stand together in a fact: from one to the next by an index
TOGETHER = """with recursive each(code) as (select min(country_code) from facts
        union all select (select min(country_code) from facts where country_code > code) from each
            where code is not null)
    select code from each where code like '%; %'"""
JOINT = """select * from facts where country_code in ({codes}) and modality <> 'negated'
    order by origins desc, last_seen desc, fact_id limit 25"""
COUNTS = """select +{column} as name, count(*) as n from facts
    where policy_type = :key and type = 'policy' and +{column} <> ''
    group by 1 order by 2 desc, 1 limit 12"""


async def country(base: "Database", code: str) -> dict[str, Any]:
    """The variables of a country's page; none when the code is not known."""
    names = await country_names(base)
    if code not in names:
        return {}
    ask = memory.shared.rows
    shares = await ask(base, _shares("country_code = :key"), {"key": code})
    suppliers = await ask(base, PARTNERS.format(who="partner", whom="country_code"), {"code": code})
    dependents = await ask(base, PARTNERS.format(who="country_code", whom="partner"), {"code": code})
    policies = await ask(base, _policies("country_code = :key"), {"key": code})
    together = [row["code"] for row in await ask(base, TOGETHER) if code in row["code"].split(JOIN)][:JOINED]
    marks = {f"code{number}": each for number, each in enumerate(together)}
    return {
        "joint": await ask(base, JOINT.format(codes=", ".join(f":{name}" for name in marks)), marks) if marks else [],
        "code": code,
        "name": names[code],
        "names": names,
        "groups": grouped(shares, "commodity"),
        "graph": graph.build(
            [(row["code"], row["about"] or "", row["origins"]) for row in suppliers],
            [(row["code"], row["about"] or "", row["origins"]) for row in dependents],
        ),
        "policies": policies,
        "timeline": await timeline(base, policies),
        "others": await ask(base, OTHERS.format(column="country_code"), {"key": code}),
    }


async def commodity(base: "Database", name: str, stage: str) -> dict[str, Any]:
    """The variables of a commodity's page; none when no fact is about it."""
    ask, names = memory.shared.rows, await country_names(base)
    shares = await shares_of(base, name)
    policies = await ask(base, _policies("commodity = :key"), {"key": name})
    others = await ask(base, OTHERS.format(column="commodity"), {"key": name})
    dependencies = await ask(
        base,
        "select * from facts where commodity = :key and type = 'dependency' order by origins desc, fact_id limit 25",
        {"key": name},
    )
    if not shares and not policies and not others and not dependencies:
        return {}
    return {
        "commodity": name,
        "names": names,
        "groups": grouped(shares, "stage"),
        **choropleth(shares, stage, names),
        "policies": policies,
        "timeline": await timeline(base, policies),
        "dependencies": dependencies,
        "others": others,
        "months": await months(base, "and commodity = :key", {"key": name}),
    }


async def policy(base: "Database", kind: str) -> dict[str, Any]:
    """The variables of the page of a kind of policy; none when no fact is of it."""
    ask = memory.shared.rows
    policies = await ask(base, _policies("policy_type = :key"), {"key": kind})
    if not policies:
        return {}
    return {
        "kind": kind,
        "names": await country_names(base),
        "policies": policies,
        "timeline": await timeline(base, policies),
        "actors": await ask(base, COUNTS.format(column="country"), {"key": kind}),
        "commodities": await ask(base, COUNTS.format(column="commodity"), {"key": kind}),
    }


async def shares_of(base: "Database", name: str) -> memory.Rows:
    """Who is said to hold which share of the world's commodity, by stage; of several years the newest."""
    return await memory.shared.rows(base, _shares("commodity = :key"), {"key": name})


async def policies(base: "Database") -> dict[str, Any]:
    """The variables of the page of all policies."""
    ask = memory.shared.rows
    newest = await ask(base, _policies("1"), {})
    return {
        "kinds": await ask(base, KINDS),
        "names": await country_names(base),
        "policies": newest,
        "timeline": await timeline(base, newest),
    }


def grouped(facts: Sequence[Row], column: str) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """The facts by the value of a column, the values with most origins first; within each the highest share first."""
    weight: dict[str, int] = {}
    for fact in facts:
        weight[fact[column]] = weight.get(fact[column], 0) + fact["origins"]
    ordered = sorted(facts, key=lambda fact: (-weight[fact[column]], fact[column], -(fact["median"] or 0)))
    return tuple((value, tuple(group)) for value, group in groupby(ordered, key=lambda fact: fact[column]))


def choropleth(shares: Sequence[Row], stage: str, names: Mapping[str, str]) -> dict[str, Any]:
    """The map of one stage (the best covered when that is not asked for or has no figure), and the stages there are."""
    stages = [value for value, _ in grouped(shares, "stage")]
    if not stages:
        return {"world": (), "stages": (), "stage": ""}
    chosen = stage if stage in stages else stages[0]
    figures = {
        fact["country_code"]: fact["median"]
        for fact in shares
        if fact["stage"] == chosen and fact["median"] is not None
    }
    labels = {code: f"{names.get(code, code)}: {figure:.3g}%" for code, figure in figures.items()}
    return {"world": world.build(figures, labels), "stages": stages, "stage": chosen, "classes": world.CLASSES}


async def timeline(base: "Database", policies: Sequence[Row]) -> times.Timeline | None:
    """The newest policies on a time line."""
    subjects = {policy["subject"]: policy for policy in policies}
    shown = list(subjects.items())[:TRACKS]
    return times.timeline(
        [(fact, await memory.shared.rows(base, STATES, {"subject": subject})) for subject, fact in shown]
    )


async def months(
    base: "Database", and_: str = "", params: Mapping[str, object] | None = None
) -> tuple[times.Month, ...]:
    """Claims by month of publication."""
    counts = await memory.shared.rows(base, MONTHS.format(and_=and_), params)
    return times.months({row["month"]: row["n"] for row in counts})
