"""Tables that are read as sentences: Datasette's filters, order and facets, without its rendering of every cell.

For a page of claims Datasette would ask all plugins about each of 1,500 cells, of which the page shows none.
"""

from typing import TYPE_CHECKING, Any

from datasette.filters import Filters
from datasette.utils import path_with_removed_args, path_with_replaced_args, tilde_decode
from datasette.utils.asgi import Request, Response
from datasette.views.base import ureg
from datasette.views.row import RowView
from datasette.views.table import TableView

from pipeline.web import desk

if TYPE_CHECKING:
    from datasette.app import Datasette

AS_STORED = frozenset({"_all", "_col", "_nocol"})  # what asks for the columns as they are
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
        answer = await super().data(ordered(request), **rest)
        if isinstance(answer, Response):
            return answer
        data, _, templates = answer

        async def variables() -> dict[str, Any]:
            return await self.variables(request, data)

        return data, variables, templates

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
        asked = [(key, value) for key in args for value in args.getlist(key)]
        given = args.get("_sort") or args.get("_sort_desc")
        searches = "_search" in args
        facets = (*about.get("facets", ()), *args.getlist("_facet"))
        data["human_description_en"] = told(data["human_description_en"])
        return {
            "metadata": about,
            "filters": Filters(sorted(pair for pair in asked if is_filter(pair[0])), data["units"], ureg),
            "filter_columns": data["columns"],
            "display_columns": [{"name": name, "sortable": True} for name in data["columns"]],
            "display_rows": data["rows"],
            "sort": args.get("_sort"),
            "sort_desc": args.get("_sort_desc") if given or searches else about.get("sort_desc"),
            "is_sortable": True,
            "form_hidden_args": [pair for pair in asked if is_kept(pair[0])],
            "supports_search": bool(await base.fts_table(table)),
            "search": args.get("_search") or "",
            "extra_wheres_for_ui": [
                {"text": text, "remove_url": path_with_removed_args(request, {"_where": text})}
                for text in args.getlist("_where")
            ],
            "fix_path": self.ds.urls.path,
            "path_with_replaced_args": path_with_replaced_args,
            "request": request,
            "facets_timed_out": [name for name in facets if name not in data["facet_results"]],
        }


def ordered(request: Request) -> Request:
    """The request; where it searches and asks for no order, one that asks for the newest first."""
    if "_search" not in request.args or {"_sort", "_sort_desc", "_sort_by_desc"} & set(request.args):
        return request
    query = "&".join(part for part in (request.query_string, f"_sort_desc={NEWEST}") if part)
    return Request({**request.scope, "query_string": query.encode("latin-1")}, request.receive)


def told(description: str) -> str:
    """Datasette's description of filters and order, where that is the order in which rows came."""
    return description.replace(f"sorted by {NEWEST} descending", "the newest first")


def is_filter(key: str) -> bool:
    """Whether an argument narrows the rows by a column, as Datasette has it."""
    return not key.startswith("_") or "__" in key


def is_kept(key: str) -> bool:
    """Whether a form on the page sends an argument on without showing it."""
    return not is_filter(key) and key not in {"_sort", "_sort_desc", "_search", "_next"}
