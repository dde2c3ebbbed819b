"""Tables that are read as sentences: Datasette's filters and order, without its rendering of every cell.

For a page of claims Datasette would ask all plugins about each of 1,500 cells, of which the page shows none.
"""

from typing import TYPE_CHECKING, Any

from datasette.utils import path_with_replaced_args, tilde_decode
from datasette.utils.asgi import Request, Response
from datasette.views.row import RowView
from datasette.views.table import TableView

from pipeline.web import desk
from pipeline.web.facets import Narrowed, facets, total

if TYPE_CHECKING:
    from datasette.app import Datasette

AS_STORED = frozenset({"_all", "_col", "_nocol", "_facet_array", "_facet_date"})  # what only Datasette's own page shows
UNCOUNTED = "_nofacet=1&_nocount=1"  # both are counted here
NEWEST = "rowid"  # the order of what a search finds: the best first would have to weigh each of a million quotes


async def page(request: Request, datasette: "Datasette") -> Response:
    """The page of a table of sentences."""
    request.url_vars["format"] = None
    is_plain = AS_STORED & set(request.args) or tilde_decode(request.url_vars["database"]) not in desk.ours(datasette)
    return await (TableView if is_plain else Sentences)(datasette).dispatch_request(request)


async def foreign_row(request: Request, datasette: "Datasette") -> Response:
    """A row of a database that isn't ours."""
    request.url_vars["format"] = None
    return await RowView(datasette).dispatch_request(request)


class Sentences(TableView):  # type: ignore[misc] # Datasette ships no types
    """A table whose rows our templates write in words."""

    async def data(self, request: Request, default_labels: bool = False, **rest: Any) -> Any:  # noqa: ANN401, FBT001, FBT002 - Datasette's
        """What Datasette selects for the address, with our variables in place of its own."""
        del default_labels  # the rows are read by name, and as they are
        answer = await super().data(simpler(request), **rest)
        if isinstance(answer, Response):
            return answer
        data = answer[0]

        async def variables() -> dict[str, Any]:
            return await self.variables(request, data)

        return data, variables, ("desk/table.html",)

    async def sortable_columns_for_table(self, database_name: str, table_name: str, use_rowid: bool) -> set[str]:  # noqa: FBT001 - Datasette's
        """All columns, and the order in which the rows came."""
        columns: set[str] = await super().sortable_columns_for_table(database_name, table_name, use_rowid)
        return columns if table_name == "contradictions" else {*columns, NEWEST}

    async def variables(self, request: Request, data: dict[str, Any]) -> dict[str, Any]:
        """What the template asks for besides the rows."""
        args, table = request.args, data["table"]
        base = self.ds.get_database(data["database"])
        about = (self.ds.metadata("databases") or {}).get(base.name, {}).get("tables", {}).get(table, {})
        self.ds.update_with_inherited_metadata(about)
        narrowed = await Narrowed.by(request, self.ds, base, table, data["units"])
        columns = [name for name in (*about.get("facets", ()), *args.getlist("_facet")) if name in data["columns"]]
        if "_nofacet" in args:
            columns = []
        found, late = await facets(self.ds, base, narrowed, dict.fromkeys(columns), about.get("facets", ()))
        count = None if "_nocount" in args else await total(base, narrowed)
        is_ordered = "_sort" in args or "_sort_desc" in args
        return {
            "metadata": about,
            "filtered_table_rows_count": count,
            "facet_results": found,
            "facets_timed_out": late,
            "facets_of": narrowed.first if narrowed.searches and (count is None or count > narrowed.first) else None,
            "next_url": (data["next_url"] or "").replace(f"{UNCOUNTED}&", ""),
            "filters": narrowed.filters,
            "filter_columns": data["columns"],
            "display_columns": [{"name": name, "sortable": True} for name in data["columns"]],
            "display_rows": data["rows"],
            "sort": args.get("_sort"),
            "sort_desc": args.get("_sort_desc") if is_ordered or narrowed.searches else about.get("sort_desc"),
            "is_sortable": True,
            "form_hidden_args": [(key, value) for key in args if is_kept(key) for value in args.getlist(key)],
            **narrowed.told,
            "fix_path": self.ds.urls.path,
            "path_with_replaced_args": path_with_replaced_args,
            "request": request,
        }


def simpler(request: Request) -> Request:
    """The request as Datasette is to see it: nothing to count; what a search finds the newest first, unless ordered."""
    orders = "_search" in request.args and not {"_sort", "_sort_desc", "_sort_by_desc"} & set(request.args)
    parts = (request.query_string, f"_sort_desc={NEWEST}" if orders else "", UNCOUNTED)
    query = "&".join(part for part in parts if part)
    return Request({**request.scope, "query_string": query.encode("latin-1")}, request.receive)


def is_kept(key: str) -> bool:
    """Whether a form on the page sends an argument on without showing it."""
    return key.startswith("_") and "__" not in key and key not in {"_sort", "_sort_desc", "_search", "_next"}
