"""Records to rows and back. A row is a mapping with the columns of its table; nothing here touches a database."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache

from pipeline.store.links import source_link
from pipeline.types import (
    CLAIM_TYPES,
    Article,
    Block,
    BlockKind,
    Cell,
    Claim,
    Document,
    Evidence,
    Extraction,
    Page,
    SlotSpan,
    Span,
    digest,
    key_of,
)

Value = str | int | float | bytes | None
Row = dict[str, Value]

JOIN = "; "  # between several countries, authors
PARTNERS = "+"  # between several partners, in the claim itself
TYPES = {each.type: each for each in CLAIM_TYPES}

# columns of `claims` that hold a slot of the claim under its own name
TEXT_SLOTS = (
    *("organization", "partner", "commodity", "stage", "bound", "scope", "unit", "policy", "policy_type"),
    *("status", "goal", "modality", "attribution"),
)
NUMBER_SLOTS = ("share_low", "share_high", "value_low", "value_high")


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # json.dumps would make one for each value


def dumps(value: object) -> str:
    """JSON as we store it: compact, readable, the same for the same value."""
    return _COMPACT.encode(value)


def storable(row: Row) -> Row:
    """The row, if SQLite can give it back as it is.

    Raises:
        ValueError: a text holds a NUL or a lone surrogate, or a number is not finite.
    """
    texts = "".join([value for value in row.values() if isinstance(value, str)])  # one look at all of them together
    try:
        texts.encode()
        sound = "\0" not in texts
    except UnicodeEncodeError:
        sound = False
    if not sound or not all(math.isfinite(value) for value in row.values() if isinstance(value, float)):
        _complain(row)
    return row


def _complain(row: Row) -> None:
    """Say which value of a row can't be stored."""
    for name, value in row.items():
        if isinstance(value, str):
            if "\0" in value:
                raise ValueError(f"{name} holds a NUL character")
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise ValueError(f"{name} holds half a surrogate pair") from error
        elif isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{name} is not a finite number")


def original_row(page: Page, body: bytes) -> Row:
    """Row of `originals`; `body` is what is stored for `page.body`."""
    origin = page.origin
    return storable(
        {
            "digest": page.digest,
            "body": body,
            "bytes": len(page.body),
            "url": origin.url,
            "content_type": origin.content_type,
            "headers": dumps(origin.headers),
            "retrieved": origin.retrieved,
        }
    )


def blocks_json(blocks: Iterable[Block]) -> str:
    """The structure of a text: a list of {kind, start, end, page?, caption?, cells?}.

    A cell is {start, end, header?, row_header?}; what is empty is left out.
    """
    return dumps(
        [
            {
                "kind": block.kind.value,
                "start": block.span.start,
                "end": block.span.end,
                **({"page": block.page} if block.page else {}),
                **({"caption": block.caption} if block.caption else {}),
                **({"cells": [_cell(cell) for cell in block.cells]} if block.cells else {}),
            }
            for block in blocks
        ]
    )


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "start": cell.span.start,
        "end": cell.span.end,
        **({"header": cell.header} if cell.header else {}),
        **({"row_header": True} if cell.is_row_header else {}),
    }


def blocks_from(text: str) -> tuple[Block, ...]:
    """The blocks that `blocks_json` wrote."""
    return tuple(
        Block(
            Span(block["start"], block["end"]),
            BlockKind(block["kind"]),
            tuple(
                Cell(Span(cell["start"], cell["end"]), tuple(cell.get("header", ())), cell.get("row_header", False))
                for cell in block.get("cells", ())
            ),
            block.get("caption", ""),
            block.get("page", 0),
        )
        for block in json.loads(text)
    )


def article_row(article: Article, source: str, original: Value, run: int) -> Row:
    """Row of `articles`; `original` is the digest of the page."""
    return storable(
        {
            "id": article.id,
            "original": original,
            "source": source,
            "url": article.url,
            "site": article.site,
            "title": article.title,
            "authors": JOIN.join(article.authors),
            "published": article.published,
            "updated": article.updated,
            "language": article.language,
            "section": article.section,
            "agency": article.agency,
            "status": article.status.value,
            "text": article.text,
            "blocks": blocks_json(article.blocks),
            "words": len(article.text.split()),
            "run": run,
        }
    )


def claim_row(claim: Claim, article: Mapping[str, Value], names: Mapping[str, str]) -> Row:
    """Row of `claims`; `article` is the row it belongs to, `names` gives a country code its display name."""
    slots, text, span = claim.slots(), str(article["text"]), claim.evidence.span
    quote, key, page = span.of(text), key_of(slots), page_of(str(article["blocks"]), span.start)
    return storable(
        {
            "id": digest(key, str(article["id"]), str(span.start), str(span.end)),  # `claim.id`, its key reckoned once
            "key": key,
            "article": article["id"],
            "type": claim.type,
            "country": JOIN.join(names.get(code, code) for code in claim.countries),
            "country_code": JOIN.join(claim.countries),
            **{name: str(slots.get(name, "")) for name in TEXT_SLOTS},
            **{name: _number(slots.get(name)) for name in NUMBER_SLOTS},
            "year": claim.year,
            "quote": quote,
            "start": span.start,
            "end": span.end,
            "rule": claim.evidence.rule,
            "slots": dumps(
                [{"slot": each.slot, "start": each.span.start, "end": each.span.end} for each in claim.evidence.slots]
            ),
            "source_url": article["url"] or article["source"],
            "source_link": source_link(str(article["url"]), text, span, str(article["title"]), page or 0),
            **{name: article[name] for name in ("title", "site", "published", "run")},
            "page": page,
        }
    )


def page_of(blocks: str, start: int) -> int | None:
    """The page of a PDF on which a place of the text stands; None where the text has no pages."""
    pages = [page for begins, page in _pages(blocks) if begins <= start]
    return pages[-1] if pages else None


@lru_cache(maxsize=4)  # each claim of an article asks
def _pages(blocks: str) -> tuple[tuple[int, int], ...]:
    """Where each line that has a page begins, and its page."""
    found = blocks_from(blocks) if '"page":' in blocks else ()
    return tuple((block.span.start, block.page) for block in found if block.page)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def claim_from(row: Mapping[str, Value]) -> Claim:
    """The claim that a row of `claims` holds."""
    kind = TYPES[str(row["type"])]
    evidence = Evidence(
        Span(_integer(row["start"]), _integer(row["end"])),
        str(row["rule"]),
        tuple(SlotSpan(each["slot"], Span(each["start"], each["end"])) for each in json.loads(str(row["slots"]))),
    )
    codes = str(row["country_code"])
    own = {item.name for item in fields(kind)} - {"evidence", "countries"}
    slots = {name: row[name] for name in (*TEXT_SLOTS, *NUMBER_SLOTS, "year") if name in own}
    return kind(evidence=evidence, countries=tuple(codes.split(JOIN)) if codes else (), **slots)  # type: ignore[arg-type] # names and types are the columns'


def _integer(value: Value) -> int:
    assert isinstance(value, int)  # noqa: S101 - a CHECK constraint holds it
    return value


def country_rows(claim: Claim, claim_id: str) -> Iterator[tuple[str, str, str]]:
    """Rows of `claim_countries`: who holds the figure or acts, and who is on the other side."""
    for code in sorted(set(claim.countries)):
        yield claim_id, code, "holder"
    for code in sorted(set(claim.partner.split(PARTNERS)) - {""}):
        yield claim_id, code, "partner"


def claim_rows(
    extraction: Extraction, article: Mapping[str, Value], names: Mapping[str, str]
) -> tuple[tuple[Row, ...], tuple[tuple[str, str, str], ...]]:
    """Rows of `claims` and `claim_countries`; what is said twice at one place is said once.

    Raises:
        ValueError: no country or bloc has a code, or a value can't be stored as it is.
    """
    claims: dict[object, Row] = {}
    countries: list[tuple[str, str, str]] = []
    for claim in extraction.claims:
        made = claim_row(claim, article, names)
        if claims.setdefault(made["id"], made) is made:
            countries += country_rows(claim, str(made["id"]))
    if unknown := {code for _, code, _ in countries} - set(names):
        raise ValueError(f"no country or bloc has the code {', '.join(sorted(unknown))}")
    return tuple(claims.values()), tuple(countries)


def document_from(article: Mapping[str, Value]) -> Document:
    """What the extractor sees of an article, from its row."""
    blocks = blocks_from(str(article["blocks"]))
    return Document(str(article["text"]), str(article["published"])[:10], str(article["title"]), blocks)


def miss_rows(extraction: Extraction, article: Mapping[str, Value]) -> Iterator[Row]:
    """Rows of `missed_candidates`."""
    text = str(article["text"])
    for miss in extraction.misses:
        yield {
            "article": article["id"],
            "start": miss.span.start,
            "end": miss.span.end,
            "quote": miss.span.of(text),
            "trigger_start": miss.trigger.start,
            "trigger_end": miss.trigger.end,
            "reason": miss.reason,
        }
