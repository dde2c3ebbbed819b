"""The Datasette plugin: pages for a desk of claims. Found by the entry point `claimtable`; hooks only, work is beside.

Nothing here depends on the name of the database file, and a Datasette without one of our databases is left as it is.
"""

from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from pipeline import __version__
from pipeline.web import cells, desk, guard, linked, logins, memory, metadata, pages, profile, render, review
from pipeline.web import routes as addresses

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable, Mapping

    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response
    from jinja2 import Environment
    from markupsafe import Markup

    from pipeline.web.asgi import App


@hookimpl
def startup(datasette: "Datasette") -> None:
    """Keep counts in memory, and take rich out of Datasette's error handler, where it does harm.

    It answers every mistyped address with a page of local variables on the terminal, and an address with too many
    parts with a crash: rich asks for the exception that is being handled, and there is none (0.65.5).
    """
    from datasette import handle_exception  # noqa: PLC0415 - it loads the plugins, us among them

    handle_exception.rich = None
    for name in desk.ours(datasette):
        memory.remember_counts(datasette.get_database(name))
        memory.pass_over_references(datasette.get_database(name))


@hookimpl
def prepare_jinja2_environment(env: "Environment", datasette: "Datasette") -> None:
    """Let templates ask which databases are ours, and write a claim in words."""
    env.globals["desks"] = lambda: desk.ours(datasette)
    env.globals["desk_version"] = __version__
    env.globals["datasette_metadata"] = datasette.metadata
    env.globals["desk_profile"] = lambda: profile.of(datasette)
    env.globals["desk_has_users"] = lambda: bool(logins.of(datasette, desk.ours(datasette)).users)
    env.globals["plainly"] = review.plainly
    env.globals["may_review"] = logins.may_review
    env.globals["is_admin"] = logins.is_admin
    env.globals.update(cells.TEMPLATE_FUNCTIONS)
    render.prepare(env)


@hookimpl
def get_metadata(datasette: "Datasette", key: str | None) -> dict[str, Any]:
    """Titles, facets and column descriptions; a metadata.yaml wins over them.

    Asked for "tables", Datasette wants to know who may see one of them, a hundred times for the home page, and copies
    all that it is told each time.
    """
    names = desk.ours(datasette)
    return logins.configured(metadata.build(names, is_full=key != "tables"), logins.of(datasette, names))


@hookimpl
def prepare_connection(conn: "sqlite3.Connection") -> None:
    """Keep the stored bytes of pages out of every answer, and let verdicts be written with care."""
    guard.prepare(conn)


@hookimpl
def extra_template_vars(
    template: str,
    database: str | None,
    table: str | None,
    request: "Request | None",
    datasette: "Datasette",
) -> "Callable[[], Awaitable[dict[str, Any]]] | dict[str, Any]":
    """What the home, table, claim and article pages show."""
    return pages.context(datasette, template, database, table, request)


@hookimpl
def render_cell(  # noqa: PLR0913, PLR0917 - Datasette's hook
    row: "Mapping[str, Any]", value: object, column: str, table: str | None, database: str, datasette: "Datasette"
) -> "Markup | None":
    """Links and words instead of digests and codes, in our tables only."""
    if column not in cells.OWN or table is None or database not in desk.ours(datasette):
        return None
    return cells.render(row, value, column, table, lambda name, key: datasette.urls.row(database, name, key))


@hookimpl
def register_routes(datasette: "Datasette") -> "list[tuple[str, addresses.View]]":
    """Search, kept copies and other pages that are no table."""
    return addresses.routes(datasette)


@hookimpl
def forbidden(datasette: "Datasette", request: "Request") -> "Response | None":
    """Send who is not logged in to where that is done, on a desk that has users."""
    return addresses.to_login(request, datasette)


@hookimpl
def register_output_renderer() -> dict[str, Any]:
    """A claim as linked data."""
    return {"extension": "jsonld", "render": linked.render, "can_render": linked.can_render}


@hookimpl
def asgi_wrapper(datasette: "Datasette") -> "Callable[[App], App]":
    """Security headers, Host check, no open redirect."""
    return lambda app: guard.wrap(app, datasette)
