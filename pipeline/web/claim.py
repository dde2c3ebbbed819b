"""One claim: its sentence in its paragraph, how it was read, what people said of it, who else says the same."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.export.cite import Citation, Style, cite
from pipeline.store.rows import JOIN
from pipeline.store.schema import TABLES
from pipeline.types import Block, Span
from pipeline.vocab.rules import Rule, rules
from pipeline.web import cues, memory, verdicts
from pipeline.web.marks import cut
from pipeline.web.text import blocks

if TYPE_CHECKING:
    from datasette.database import Database

AROUND = 1  # blocks on each side of the quote
SAME = 20  # other places where the same is said

# who says the same speaks of the same fact
SAME_SQL = f"""select id, claims.article, title, claims.site, claims.published
    from fact_claims join claims on id = claim
    where fact = :fact and key = :key and id <> :id order by claims.published limit {SAME}"""  # noqa: S608 - ours
FACT = "select facts.* from fact_claims join facts on fact_id = fact where claim = :id"
AGAINST = """select * from contradictions where claim_id = :id
    union all select * from contradictions where other_claim_id = :id limit 10"""
REFERENCE = "select * from claim_reference where claim_id = :id order by publication limit 5"


async def page(base: "Database", key: str) -> dict[str, Any]:
    """The variables of the claim page; none when there is no such claim."""
    claims = await memory.rows(base, "select * from claims where id = :id", {"id": key})
    if not claims:
        return {}
    claim = claims[0]
    articles = await memory.rows(base, "select * from articles where id = :id", {"id": claim["article"]})
    spots = [(each["slot"], Span(each["start"], each["end"])) for each in json.loads(claim["slots"] or "[]")]
    asked = {"id": key}
    facts = await memory.rows(base, FACT, asked)
    found = {
        "claim": claim,
        "fact": facts[0] if facts else None,
        "references": await memory.rows(base, REFERENCE, asked),
        "against": await memory.rows(base, AGAINST, asked) if facts and facts[0]["contradicted"] else [],
        "citation": cited(claim, articles[0]) if articles else "",
        "rules": [rule for rule in rules() if rule.id in claim["rule"].split()],
        "history": await memory.rows(base, verdicts.HISTORY, {"id": key}),
        "same": await memory.rows(base, SAME_SQL, {"fact": facts[0]["fact_id"], "key": claim["key"], "id": key})
        if facts
        else [],
        "names": await country_names(base),
        "columns": TABLES["claims"],
    }
    return found | (_evidence(claim, articles[0], spots) if articles else {})


def _evidence(
    claim: Mapping[str, Any], article: Mapping[str, Any], spots: Sequence[tuple[str, Span]]
) -> dict[str, Any]:
    text, quote = article["text"], Span(claim["start"], claim["end"])
    if quote.end > len(text):  # a published copy holds the quote, not the text around it
        return {"article": article, "year_words": ""}
    meant = [span for name, span in spots if name == "modality"]
    near = _around(blocks(article), quote)
    touched = [block.span for block in near if block.span.overlaps(quote)]
    words = next((span.of(text) for name, span in spots if name == "year"), "")
    return {
        "article": article,
        "before": [block.span.of(text) for block in near if block.span.end <= quote.start],
        "after": [block.span.of(text) for block in near if quote.end <= block.span.start],
        "lead": text[min([quote.start, *(span.start for span in touched)]) : quote.start],
        "tail": text[quote.end : max([quote.end, *(span.end for span in touched)])],
        "pieces": cut(text, quote, [span for _, span in spots]),
        "slot_names": [name for name, _ in spots],
        "slot_labels": [slot_label(name) for name, _ in spots],
        "year_words": words if claim["year"] and not re.search(rf"(?<!\d){claim['year']}(?!\d)", words) else "",
        "meant_by": [span.of(text) for span in meant],
        "cues": cues.beside(text, quote, meant),
        "elsewhere": [(slot_label(name), span.of(text)) for name, span in spots if not quote.overlaps(span)],
    }


def _around(found: Sequence[Block], quote: Span) -> Sequence[Block]:
    hit = [number for number, block in enumerate(found) if block.span.overlaps(quote)]
    return found[max(0, hit[0] - AROUND) : hit[-1] + 1 + AROUND] if hit else ()


def cited(claim: Mapping[str, Any], article: Mapping[str, Any]) -> str:
    """The citation of a claim, as `claimtable cite` prints it."""
    return cite(
        Citation(
            claim=claim["id"],
            quote=claim["quote"],
            title=claim["title"],
            authors=tuple(article["authors"].split(JOIN)) if article["authors"] else (),
            site=claim["site"],
            published=claim["published"],
            url=claim["source_url"],
            link=claim["source_link"],
            retrieved="",
            archived=article["original"],
        ),
        Style.TEXT,
    ).strip()


def slot_label(name: str) -> str:
    """The name of a slot as people read it: "share_low" is "share", "countries" is "who"."""
    return {"countries": "who", "modality": "how meant"}.get(
        name, name.removesuffix("_low").removesuffix("_high").replace("_", " ")
    )


async def country_names(base: "Database") -> dict[str, str]:
    """Code -> name of every country and bloc."""
    found = await memory.shared.rows(base, "select code, name from countries")
    return {row["code"]: row["name"] for row in found}


def example(rule: Rule) -> str:
    """The example of a rule as one line."""
    return " ".join(rule.example.split())
