"""A claim as linked data: schema.org Claim, said by an article. Never ClaimReview: nothing here says what is so."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Response

from pipeline.web import words
from pipeline.web.claim import country_names

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

CONTENT_TYPE = "application/ld+json; charset=utf-8"
DISCLAIMER = "Extracted from the article by rules, not verified."


def claim(row: Mapping[str, Any], names: Mapping[str, str], address: str) -> dict[str, Any]:
    """The claim as JSON-LD.

    Args:
        row: of the table claims.
        names: of countries by their code.
        address: of the claim's page.
    """
    said = ": ".join(part for part in (words.who(row), words.what(row), words.said(row, names)) if part)
    article = {"@type": "NewsArticle", "headline": row["title"], "datePublished": row["published"]}
    if str(row["source_url"]).startswith(("http://", "https://")):
        article |= {"url": row["source_url"]}
    if row["site"]:
        article |= {"publisher": {"@type": "Organization", "name": row["site"]}}
    about = [{"@type": "Country", "name": name} for name in row["country"].split("; ") if name]
    if row["commodity"]:
        about.append({"@type": "Thing", "name": row["commodity"]})
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": address,
        "identifier": row["id"],
        "name": said,
        "text": row["quote"],
        "appearance": article,
        "about": about,
        "creditText": row["attribution"],
        "disambiguatingDescription": DISCLAIMER,
    }
    return {name: value for name, value in made.items() if value not in ("", [])}


async def render(  # noqa: PLR0913, PLR0917 - Datasette's hook
    datasette: "Datasette",
    request: "Request",
    database: str,
    table: str | None,
    columns: list[str],
    view_name: str,
    rows: list[Any],
) -> Response:
    """The page of a claim as `.jsonld`."""
    if not can_render(view_name, table, columns):
        return Response.text("Only the page of a claim has this form.\n", status=404)
    names = await country_names(datasette.get_database(database))
    path = request.path.removesuffix(".jsonld")
    made = claim(dict(rows[0]), names, datasette.absolute_url(request, path))
    return Response(json.dumps(made, ensure_ascii=False, indent=1) + "\n", content_type=CONTENT_TYPE)


def can_render(view_name: str, table: str | None, columns: list[str]) -> bool:
    """Only the row of a claim of ours."""
    return view_name == "row" and table == "claims" and {"quote", "source_link", "attribution"} <= set(columns)
