"""Our own addresses, beside those of Datasette's tables and rows."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette.utils import tilde_decode
from datasette.utils.asgi import Forbidden, NotFound, Response

from pipeline.web import desk, home, kept, logins, metadata, pages, places, profile, queries, review, reviewers, search
from pipeline.web.takeaway import answer

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request

REMEMBERED = "review_filter"  # cookie
# in any database: what its name will be is not known yet when routes are asked for
TABLE = rf"^/(?P<database>[^/.]+)/(?P<table>{'|'.join(sorted(metadata.IN_WORDS))})$"
ROW = rf"^/(?P<database>[^/.]+)/(?P<table>{'|'.join(pages.ROWS)})/(?P<pks>[0-9a-f]+)$"

View = Callable[..., Awaitable[Response]]


def routes(datasette: "Datasette") -> list[tuple[str, View]]:
    """(pattern of the address, what answers); none without one of our databases."""
    if not desk.ours(datasette):
        return []
    found: list[tuple[str, View]] = [
        (r"^/$", home_page),
        (r"^/search$", search_page),
        (r"^/country/(?P<code>[A-Z0-9]+)$", country_page),
        (r"^/commodity/(?P<name>.+)$", commodity_page),
        (r"^/policy/(?P<kind>.+)$", policy_page),
        (r"^/policies$", policies_page),
        (TABLE, table_page),
        (ROW, row_page),
        (answer.PATTERN, answer.answer),
    ]
    if not profile.of(datasette).is_public:
        found += [(r"^/-/review$", review_page), (r"^/-/reviewers$", reviewers_page)]
        found.append((r"^/kept/(?P<digest>[0-9a-f]{64})(?P<form>\.txt)?$", kept_page))
    return found


async def base_for(request: "Request", datasette: "Datasette") -> "Database":
    """The database that the pages show; whoever may not see it gets what Datasette says then."""
    name = desk.ours(datasette)[0]
    await datasette.ensure_permissions(request.actor, [("view-database", name), "view-instance"])
    return datasette.get_database(name)


async def render(request: "Request", datasette: "Datasette", template: str, variables: dict[str, Any]) -> Response:
    """A page of ours; "not found" where there is nothing to show."""
    if not variables:
        raise NotFound("There is nothing about that here")
    variables = {"database": desk.ours(datasette)[0], **variables}
    return Response.html(await datasette.render_template(template, variables, request=request))


def to_login(request: "Request", datasette: "Datasette") -> Response | None:
    """Where who is not logged in goes from a page that is not for everybody; None for Datasette's own answer."""
    known = logins.of(datasette, desk.ours(datasette))
    if request.method != "GET" or request.actor or not known.users or not asks_for_page(request):
        return None
    return Response.redirect(datasette.urls.path(profile.LOGIN))


def asks_for_page(request: "Request") -> bool:
    """Whether a person's browser asks, and no script."""
    return "text/html" in request.headers.get("accept", "")


async def reviewer_for(request: "Request", datasette: "Datasette") -> "Database":
    """The database, for reviewers; who is none is refused, or sent to log in."""
    base = await base_for(request, datasette)
    if not logins.may_review(request.actor):
        raise Forbidden("Only reviewers may judge claims")
    return base


async def review_page(request: "Request", datasette: "Datasette") -> Response:
    """The review queue; its filter is remembered, so that a form without script leads back to it."""
    base = await reviewer_for(request, datasette)
    ask = review.asked(request.args, request.cookies.get(REMEMBERED, ""), request.actor["id"])
    response = await render(request, datasette, "desk/review.html", await review.page(Path(base.path), ask))
    response.set_cookie(REMEMBERED, ask.address(), path=datasette.urls.path(queries.PAGE))
    return response


async def reviewers_page(request: "Request", datasette: "Datasette") -> Response:
    """What each reviewer said, and how far they agree; for admins."""
    base = await base_for(request, datasette)
    if not logins.is_admin(request.actor):
        raise Forbidden("Only admins may see what each reviewer said")
    before = request.args.get("before") or ""
    found = await reviewers.page(Path(base.path), request.args.get("reviewer") or "", before)
    return await render(request, datasette, "desk/reviewers.html", found)


async def home_page(request: "Request", datasette: "Datasette") -> Response:
    """The home page. Datasette's own would first ask of each table whether it may be seen, in 200 queries."""
    await base_for(request, datasette)
    names = [name for name in datasette.databases if name != "_internal"]
    shown = {"metadata": datasette.metadata(), "databases": [{"name": name} for name in names]}
    found = await home.page(datasette, desk.ours(datasette), request)
    return await render(request, datasette, "desk/index.html", shown | found)


async def search_page(request: "Request", datasette: "Datasette") -> Response:
    """Search over everything."""
    base = await base_for(request, datasette)
    return await render(request, datasette, "desk/search.html", await search.page(base, request.args.get("q") or ""))


async def country_page(request: "Request", datasette: "Datasette") -> Response:
    """A country or bloc."""
    base = await base_for(request, datasette)
    return await render(request, datasette, "desk/country.html", await places.country(base, request.url_vars["code"]))


async def commodity_page(request: "Request", datasette: "Datasette") -> Response:
    """A commodity; `?stage=` chooses what the map shows."""
    base = await base_for(request, datasette)
    name = unquote(request.url_vars["name"])
    found = await places.commodity(base, name, request.args.get("stage") or "")
    return await render(request, datasette, "desk/commodity.html", found)


async def policy_page(request: "Request", datasette: "Datasette") -> Response:
    """A kind of policy."""
    base = await base_for(request, datasette)
    found = await places.policy(base, unquote(request.url_vars["kind"]))
    return await render(request, datasette, "desk/policy.html", found)


async def policies_page(request: "Request", datasette: "Datasette") -> Response:
    """All kinds of policy."""
    base = await base_for(request, datasette)
    return await render(request, datasette, "desk/policies.html", await places.policies(base))


async def table_page(request: "Request", datasette: "Datasette") -> Response:
    """A table that is read as sentences."""
    from pipeline.web import tables  # noqa: PLC0415 - it builds on Datasette's views, which load the plugins, us among them

    return await tables.page(request, datasette)


async def row_page(request: "Request", datasette: "Datasette") -> Response:
    """A claim, an article or a fact."""
    name, table, key = tilde_decode(request.url_vars["database"]), request.url_vars["table"], request.url_vars["pks"]
    if name not in desk.ours(datasette):
        from pipeline.web import tables  # noqa: PLC0415 - as above

        return await tables.foreign_row(request, datasette)
    wanted = [("view-table", (name, table)), ("view-database", name), "view-instance"]
    await datasette.ensure_permissions(request.actor, wanted)
    template, fetch = pages.ROWS[table]
    found = await fetch(datasette.get_database(name), key)
    forms = ("json", "jsonld") if table == "claims" else ("json",)
    links = {form: datasette.urls.path(f"{request.path}.{form}") for form in forms}
    shown = {"database": name, "table": table, "renderers": links, "alternate_url_json": links["json"]}
    return await render(request, datasette, template, shown | found if found else {})


async def kept_page(request: "Request", datasette: "Datasette") -> Response:
    """The kept copy of a page, as text."""
    base = await base_for(request, datasette)
    found = await kept.copy(Path(base.path), unquote(request.url_vars["digest"]))
    if found is None:
        raise NotFound("No page with this digest is kept")
    if request.url_vars.get("form"):
        return Response.text(found.text)
    return await render(request, datasette, "desk/kept.html", {"copy": found})
