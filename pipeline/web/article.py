"""One article: its text with the claims marked, the other texts of its page, the other articles of its story."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipeline.types import Span
from pipeline.web import history
from pipeline.web.claim import country_names
from pipeline.web.marks import Piece, cut
from pipeline.web.memory import rows
from pipeline.web.text import blocks, lines

if TYPE_CHECKING:
    from datasette.database import Database

CLAIMS_OF = "select * from claims where article = :id order by start, end, rowid"


async def page(base: "Database", key: str) -> dict[str, Any]:
    """The article's text by blocks with its claims marked; its page's other texts, its story's other articles."""
    articles = await rows(base, "select * from articles where id = :id", {"id": key})
    if not articles:
        return {}
    article = articles[0]
    claims = await rows(base, CLAIMS_OF, {"id": key})
    missed = await rows(base, "select * from missed_candidates where article = :id order by start, end", {"id": key})
    versions = await rows(base, history.VERSIONS, {"id": key})
    changes = await rows(base, history.CHANGES, {"id": key}) if versions else []
    told = {"id": key, "origin": article["origin_id"], "page": article["url_key"]}
    return {
        "article": article,
        "claims": claims,
        "histories": history.histories(versions, changes, key),
        "copies": await rows(base, history.COPIES, told),
        "lines": lines(article["text"], blocks(article), [Span(claim["start"], claim["end"]) for claim in claims]),
        "removed": await rows(base, "select * from removed where article = :id order by position", {"id": key}),
        "missed": [{**miss, "pieces": _trigger(article["text"], miss)} for miss in missed],
        "names": await country_names(base),
    }


def _trigger(text: str, miss: Mapping[str, Any]) -> tuple[Piece, ...]:
    trigger = Span(miss["trigger_start"], miss["trigger_end"])
    return cut(text, Span(miss["start"], miss["end"]), [trigger])
