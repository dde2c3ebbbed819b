"""The home page: what is in here in one look."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.web import memory
from pipeline.web.claim import country_names

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

HOME = {
    "types": "select type, count(*) as n from claims group by type order by n desc, type",
    "sites": "select site, count(*) as n from articles where site <> '' group by site order by n desc, site limit 8",
    # counted before names are joined, along the index alone; a claim with one country on both sides counts twice
    "countries": "select code, name, n from (select code, count(*) as n from claim_countries group by code)"
    " join countries using (code) order by n desc, name limit 10",
    "totals": "select (select count(*) from articles) as articles, (select count(*) from claims) as claims,"
    " (select count(*) from failures) as failures,"
    " (select count(distinct site) from articles where site <> '') as sites,"
    " (select min(published) from articles where published <> '') as first,"
    " (select max(published) from articles) as last,"
    " (select max(finished) from runs) as run",
    # of the newest articles, so that the index on their date is enough
    "newest": "select * from claims where article in (select id from articles order by published desc limit 20)"
    " order by published desc, article, start, end, rowid limit 6",
}


async def page(datasette: "Datasette", names: Sequence[str], request: "Request") -> dict[str, Any]:  # noqa: ARG001
    """Counts, newest claims, countries and sites of each of our databases."""
    found = []
    for name in names:
        base = datasette.get_database(name)
        parts = {part: await memory.shared.rows(base, sql) for part, sql in HOME.items()}
        totals = parts["totals"][0] if parts["totals"] else {}
        found.append({**parts, "name": name, "totals": totals, "names": await country_names(base)})
    return {"homes": found}
