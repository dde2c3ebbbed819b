"""Which of our pages a request is for, and who fetches what it shows."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from pipeline.store.schema import MEANINGS
from pipeline.web import article, claim, desk, facts, metadata

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request

Variables = dict[str, Any]
Fetch = Callable[["Database", str], Awaitable[Variables]]

# table -> the template of a row of it, and what fetches its variables
ROWS: dict[str, tuple[str, Fetch]] = {
    "claims": ("desk/claim.html", claim.page),
    "articles": ("desk/article.html", article.page),
    "facts": ("desk/fact.html", facts.page),
}


def context(
    datasette: "Datasette", template: str, database: str | None, table: str | None, request: "Request | None"
) -> Callable[[], Awaitable[Variables]] | Variables:
    """The variables of the page, or a function that fetches them; nothing for pages that aren't ours."""
    ours = desk.ours(datasette)
    if database not in ours or request is None:
        return {}
    base = datasette.get_database(database)
    if template == "database.html":
        return {"table_titles": metadata.titles(), "table_about": MEANINGS}
    if template in {"table.html", "desk/table.html"}:
        return lambda: table_page(base, str(table))
    return {}


async def table_page(base: "Database", table: str) -> Variables:
    """The order of facets, the columns shown first, and the names that codes stand for."""
    return {
        "facet_order": metadata.FACETS,
        "facet_words": metadata.FACET_WORDS,
        "shown": metadata.SHOWN.get(table, ()),
        "names": await claim.country_names(base) if table in metadata.IN_WORDS else {},
    }
