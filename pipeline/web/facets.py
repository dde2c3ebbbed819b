"""How many rows a table holds under a filter, and of which values: counted once until somebody commits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from datasette.database import QueryInterrupted
from datasette.filters import Filters
from datasette.plugins import pm
from datasette.utils import await_me_maybe, escape_sqlite
from datasette.views.base import ureg

from pipeline.web import memory

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request

FIRST = 10_000  # rows of those that a search finds, whose values are counted
MATCH = "match escape_fts(:search)"
SEARCH = "rowid in (select rowid from {0}_fts where {0}_fts " + MATCH + ")"  # noqa: S608 - as Datasette says it


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A table under the filter of an address."""

    table: str
    path: str
    query: tuple[tuple[str, str], ...]
    where: tuple[str, ...]
    params: Mapping[str, Any]
    filters: Any  # Datasette's, for the form
    told: Mapping[str, Any]  # what its hooks tell the template
    first: int = FIRST

    @classmethod
    async def by(
        cls,
        request: "Request",
        datasette: "Datasette",
        base: "Database",
        table: str,
        units: Any,  # noqa: ANN401 - Datasette's
    ) -> "Narrowed":
        """What the address asks for, as Datasette reads it."""
        args = request.args
        asked = [(key, value) for key in args if not key.startswith("_") or "__" in key for value in args.getlist(key)]
        filters = Filters(sorted(asked), units, ureg)
        where, params = filters.build_where_clauses(table)
        told: dict[str, Any] = {}
        for hook in pm.hook.filters_from_request(request=request, table=table, database=base.name, datasette=datasette):
            more = await await_me_maybe(hook)
            if more:
                where.extend(more.where_clauses)
                params.update(more.params)
                told.update(more.extra_context)
        query = tuple(parse_qsl(request.query_string, keep_blank_values=True))
        return cls(table, datasette.urls.path(request.path), query, tuple(where), params, filters, told)

    @property
    def searches(self) -> bool:
        """Whether it looks for words."""
        return any(MATCH in clause for clause in self.where)

    def sql(self, select: str, where: Iterable[str], rest: str = "") -> str:
        """A statement over the rows."""
        clauses = " and ".join(where)
        return f"select {select} from {escape_sqlite(self.table)}{f' where {clauses}' if clauses else ''}{rest}"  # noqa: S608 - Datasette's

    def toggled(self, column: str, value: str) -> tuple[str, bool]:
        """The address with this value chosen, or without it where it is; and whether it is."""
        name = f"{column}__exact" if column.startswith("_") else column
        query = [pair for pair in self.query if pair[0] != "_next"]
        chosen = (name, value) in query
        query = [pair for pair in query if pair != (name, value)] if chosen else [*query, (name, value)]
        return f"{self.path}?{urlencode(query)}" if query else self.path, chosen

    def without(self, column: str) -> str:
        """The address without this facet."""
        query = [pair for pair in self.query if pair != ("_facet", column)]
        return f"{self.path}?{urlencode(query)}" if query else self.path


async def total(base: "Database", narrowed: Narrowed) -> int | None:
    """How many rows there are; None where counting takes too long."""
    table, where = narrowed.table, narrowed.where
    if table == "contradictions" and not where:
        sql = "select count(*) from contradiction_pairs"  # of which the view shows each
    elif where == (SEARCH.format(table),):  # the index of words knows, without a look at the rows
        sql = f"select count(*) from {table}_fts where {table}_fts {MATCH}"  # noqa: S608 - ours
    else:
        sql = narrowed.sql("count(*)", where)
    rows = await _counted(base, sql, narrowed.params, base.ds.sql_time_limit_ms)
    return int(rows[0][0]) if rows else None


async def facets(
    datasette: "Datasette", base: "Database", narrowed: Narrowed, columns: Iterable[str], fixed: Iterable[str]
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The values of each column with their number of rows, as our template shows them; and which columns took too long.

    Of what a search finds, the values of the newest are counted.
    """
    size = datasette.setting("default_facet_size")
    if ("_facet_size", "max") in narrowed.query:
        size = datasette.setting("max_returned_rows")
    found: dict[str, dict[str, Any]] = {}
    late: list[str] = []
    for column, rows in (await _values(datasette, base, narrowed, tuple(columns), size + 1)).items():
        if rows is None:
            late.append(column)
            continue
        values = []
        for value, count in rows[:size]:
            address, chosen = narrowed.toggled(column, str(value))
            values.append({"value": value, "label": value, "count": count, "toggle_url": address, "selected": chosen})
        found[column] = {
            "name": column,
            "hideable": column not in fixed,
            "toggle_url": narrowed.without(column),
            "results": values,
            "truncated": len(rows) > size,
        }
    return found, late


async def _values(
    datasette: "Datasette", base: "Database", narrowed: Narrowed, columns: Sequence[str], size: int
) -> dict[str, list[Any] | None]:
    """(value, rows) of each column, those of most rows first; None for what took too long."""
    patience = datasette.setting("facet_time_limit_ms")
    names = [escape_sqlite(column) for column in columns]
    if columns and narrowed.searches:  # all at once: finding them is what takes the time
        newest = f"{MATCH} order by rowid desc limit {narrowed.first}"
        where = [clause.replace(MATCH, newest) for clause in narrowed.where]
        counts = [f"select {n} as place, {name} as value from found" for n, name in enumerate(names)]  # noqa: S608 - the same
        sql = f"""with found as materialized ({narrowed.sql(", ".join(names), where)})
            select place, value, count(*) from ({" union all ".join(counts)}) where value is not null
            group by 1, 2 order by 1, 3 desc, 2"""  # noqa: S608 - names that SQLite may read
        rows = await _counted(base, sql, narrowed.params, patience * len(columns))
        if rows is None:
            return dict.fromkeys(columns)
        return {name: [row[1:] for row in rows if row[0] == place][:size] for place, name in enumerate(columns)}
    # a plus keeps SQLite from the index in the order of the values where another one finds what is asked for
    plus = "+" if narrowed.where and narrowed.table == "facts" else ""
    found: dict[str, list[Any] | None] = {}
    for column, name in zip(columns, names, strict=True):
        sql = narrowed.sql(
            f"{plus}{name}, count(*)",
            (*narrowed.where, f"{plus}{name} is not null"),
            f" group by 1 order by 2 desc, 1 limit {size}",
        )
        found[column] = await _counted(base, sql, narrowed.params, patience)
    return found


async def _counted(base: "Database", sql: str, params: Mapping[str, Any], patience: int) -> list[Any] | None:
    async def ask() -> list[Any]:
        return [tuple(row) for row in (await base.execute(sql, params, custom_time_limit=patience)).rows]

    try:
        counted: list[Any] = await memory.shared.answer(base, [sql, params], ask)
    except QueryInterrupted:
        return None
    return counted
