"""The addresses that end in .csv, .xlsx, .jsonl, .md, .ipynb and .atom."""

import re
import sqlite3
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Response

from pipeline.errors import StoreError
from pipeline.export.text import Csv
from pipeline.web import desk, memory, metadata
from pipeline.web.asgi import Send
from pipeline.web.claim import country_names
from pipeline.web.takeaway import feed, forms, view
from pipeline.web.takeaway.view import View

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request

ADDRESS = re.compile(r"^/(?P<database>[^/]+?)(?:/(?P<table>[^/]+?))?\.(?P<form>csv|xlsx|jsonl|md|ipynb|atom)$")
PATTERN = ADDRESS.pattern
RUNS = "select id, coalesce(nullif(finished, ''), started) as at from runs"


class BrokenOffError(BaseException):
    """An answer that has begun can't be finished. No `Exception`: Datasette would end it as if it were whole."""


class Streamed:
    """An answer in pieces; the first is made before anything is sent, so that what fails at once is an error."""

    def __init__(self, pieces: AsyncGenerator[bytes], content_type: str, filename: str) -> None:
        self._pieces = pieces
        self._first: bytes | None = None
        self._headers = [
            (b"content-type", content_type.encode()),
            (b"content-disposition", f'attachment; filename="{filename}"'.encode()),
        ]

    async def begin(self) -> None:
        """Make the first piece."""
        self._first = await anext(self._pieces, None)

    async def asgi_send(self, send: Send) -> None:
        """Send all pieces.

        Raises:
            BrokenOffError: something failed on the way; the server then cuts the connection, so that nobody takes a
                part for the whole.
        """
        await send({"type": "http.response.start", "status": 200, "headers": self._headers})
        if self._first is not None:
            await send({"type": "http.response.body", "body": self._first, "more_body": True})
        try:
            async with aclosing(self._pieces):
                async for piece in self._pieces:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        except (sqlite3.Error, StoreError, OSError) as error:
            raise BrokenOffError(str(error)) from error
        await send({"type": "http.response.body", "body": b""})


async def answer(request: "Request", datasette: "Datasette") -> Any:  # noqa: ANN401 - one of several responses
    """The file that the address names."""
    given = request.url_vars
    name, form = given["database"], given["form"]
    if name not in desk.ours(datasette):
        return Response.text("This form is made of databases of claimtable only.\n", status=404)
    base = datasette.get_database(name)
    found = await view.find(datasette, request, name, given.get("table") or "")
    if isinstance(found, view.Refused):
        return Response.text(f"{found.reason}\n", status=found.status)
    try:
        match form:
            case "md" | "ipynb" | "atom":
                return await _document(request, datasette, base, found, form)
            case _:
                return await _file(request, datasette, base, found, form)
    except (forms.TooManyRowsError, StoreError) as error:
        return Response.text(f"{error}\n", status=400)


async def _file(request: "Request", datasette: "Datasette", base: "Database", found: View, form: str) -> Streamed:
    how = Csv(raw="_raw" in request.args, bom="_bom" in request.args)
    made: dict[str, Callable[[Iterator[view.Row]], Iterator[bytes]]] = {
        "csv": lambda rows: forms.csv(found.table, rows, how),
        "jsonl": partial(forms.jsonl, found.table),
        "xlsx": partial(forms.xlsx, found.table),
    }
    streamed = Streamed(view.pieces(datasette, base, found, made[form]), forms.TYPES[form], f"{found.name}.{form}")
    await streamed.begin()
    return streamed


async def _document(request: "Request", datasette: "Datasette", base: "Database", found: View, form: str) -> Response:
    title = metadata.title(found.name)
    here = datasette.absolute_url(request, f"{request.path}?{request.query_string}".rstrip("?"))
    names = await country_names(base)
    if form == "ipynb":
        body = forms.notebook(title, re.sub(r"\.ipynb(\?|$)", r".csv\1", here, count=1))
    elif form == "md":
        told = [text async for text in view.pieces(datasette, base, found, lambda rows: _once(title, rows, names))]
        body = told[0]
    else:
        body = await _feed(datasette, base, found, here, request)
    headers = {"content-disposition": f'attachment; filename="{found.name}.ipynb"'} if form == "ipynb" else {}
    return Response(body, content_type=forms.TYPES[form], headers=headers)


def _once(title: str, rows: Iterator[view.Row], names: dict[str, str]) -> Iterator[str]:
    yield forms.markdown(title, rows, names)


async def _feed(datasette: "Datasette", base: "Database", found: View, here: str, request: "Request") -> str:
    if found.name != "claims":
        raise forms.TooManyRowsError("A feed is made of claims: filter the table claims.")
    newest = f"select * from ({found.sql}) order by run desc, published desc, id limit {feed.NEWEST}"  # noqa: S608 - Datasette's
    claims = await memory.rows(base, newest, found.params)
    runs = {row["id"]: row["at"] for row in await memory.shared.rows(base, RUNS)}
    pages = datasette.absolute_url(request, datasette.urls.table(base.name, "claims")) + "/"
    told = [{**claim, "found": runs.get(claim["run"], "")} for claim in claims]
    return feed.atom(metadata.title("claims"), here, told, await country_names(base), pages)
