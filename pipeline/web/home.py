"""The home page: what is in here in one look."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.web import memory, places
from pipeline.web.claim import country_names

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request

# the rows of each value, from value to value by an index
EACH = """with recursive each(name) as (
        select min({column}) from {table}
        union all select (select min({column}) from {table} where {column} > name) from each where name is not null)
    select name, (select count(*) from {table} where {column} = name) as n from each where name is not null {rest}"""
HOME = {
    "types": EACH.format(column="type", table="claims", rest="order by n desc, name"),
    "sites": "select site, count(*) as n from articles where site <> '' group by site order by n desc, site limit 8",
    # a claim with one country on both sides counts twice
    "countries": "select code, countries.name, n from ("  # noqa: S608 - ours
    + EACH.format(column="code", table="claim_countries", rest="order by n desc limit 40")
    + ") as each join countries on code = each.name order by n desc, countries.name limit 10",
    "totals": "select (select count(*) from articles) as articles, (select count(*) from claims) as claims,"
    " (select count(*) from facts) as facts, (select count(*) from failures) as failures,"
    " (select count(distinct site) from articles where site <> '') as sites,"
    " (select count(*) from claims where review in ('unreviewed', 'changed', 'disputed')) as to_review,"
    " (select count(*) from facts where contradicted) as contradicted,"
    " (select min(published) from articles where published <> '') as first,"
    " (select max(published) from articles) as last,"
    " (select max(finished) from runs) as run",
    # of the newest articles, so that the index on their date is enough
    "newest": "select * from claims where article in (select id from articles order by published desc limit 20)"
    " order by published desc, article, start, end, rowid limit 6",
    "policies": "select * from facts where +type = 'policy' and modality <> 'negated'"  # by the index on the date
    " order by last_seen desc, fact_id limit 12",
}


async def page(datasette: "Datasette", names: Sequence[str], request: "Request") -> dict[str, Any]:
    """Counts, pictures and newest claims of each of our databases; `?commodity=` and `?stage=` choose the pictures."""
    wanted, stage = request.args.get("commodity") or "", request.args.get("stage") or ""
    return {"homes": [await one(datasette.get_database(name), wanted, stage) for name in names]}


async def one(base: "Database", wanted: str, stage: str) -> dict[str, Any]:
    """What the home page shows of one database."""
    ask = memory.shared.rows
    parts = {part: await ask(base, sql) for part, sql in HOME.items()}
    names = await country_names(base)
    choices = [row["commodity"] for row in await ask(base, places.COMMODITIES)]
    chosen = wanted if wanted in choices else next(iter(choices), "")
    shares = await places.shares_of(base, chosen) if chosen else []
    return {
        **parts,
        "name": base.name,
        "totals": parts["totals"][0] if parts["totals"] else {},
        "names": names,
        "choices": choices,
        "commodity": chosen,
        "groups": places.grouped(shares, "stage"),
        **places.choropleth(shares, stage, names),
        "timeline": await places.timeline(base, parts["policies"]),
        "months": await places.months(base),
    }
