"""Claims from tables: each cell with a figure or an aim, read with the heads of its row and column and the caption."""

import re
from collections.abc import Iterator

from pipeline.extract.claims.table_cell import BARE, FOOTNOTE, figure_of, fits, kind_of, signed
from pipeline.extract.claims.table_slots import (
    Around,
    by_name,
    head_of,
    inner_of,
    names_of,
    owners_of,
    sides_of,
    stage_of,
    topic_of,
    unread,
    ware_of,
    year_of,
)
from pipeline.extract.figures import Figure, figures
from pipeline.extract.grid import GridCell, Table
from pipeline.extract.labels import Label, Place, is_company, label
from pipeline.extract.slots import settle
from pipeline.extract.years import years
from pipeline.types import (
    Bound,
    Change,
    Claim,
    Document,
    Evidence,
    Goal,
    Miss,
    Modality,
    Policy,
    PolicyStatus,
    PolicyType,
    Quantity,
    Share,
    SlotSpan,
    Stage,
)
from pipeline.vocab import rules
from pipeline.vocab.tables import patterns

MIN_AIM = 3  # words
CLAUSE_END = re.compile(r"[,:;(]")
POSSESSOR = re.compile(r"^.{1,40}?['’]s?\s+")


def find(table: Table, document: Document) -> Iterator[Claim | Miss]:
    """The claims of a table, and its figures that yielded none."""
    published = document.published
    caption = label(table.caption, published)
    if _refused(table, caption):
        return
    topic = topic_of(table, caption, document)
    others, has_countries = names_of(table)
    for row in table.rows:
        at = head_of(row)
        if at is None:
            continue
        head = label(row.cells[at].words, published)
        for index, cell in enumerate(row.cells):
            if index == at or not cell.words.text.strip():
                continue
            headers = tuple(label(one, published) for one in reversed(cell.header))
            inner: tuple[Place, ...] = () if head.places else inner_of(row, at, index)
            yield from _cell(
                cell, Around(headers, head, caption, row, table, topic, others, has_countries, inner), document
            )


def _refused(table: Table, caption: Label) -> bool:
    """Whether the table is about something else: drill holes, companies' results, sport, polls."""
    texts = {caption.words.text} | {one.text for row in table.rows for cell in row.cells for one in cell.header}
    return any(patterns()["refuse"].search(text) for text in texts)


# --- one cell ------------------------------------------------------------------------------------------------------


def _cell(cell: GridCell, around: Around, document: Document) -> Iterator[Claim | Miss]:
    if any(one.has("goal") for one in around.headers[:1]) or (not around.headers and around.caption.has("goal")):
        yield from _goal(cell, around, document)
        return
    if any(one.has("tariff") for one in around.headers) and around.caption.has("tariff"):
        yield from _tariff(cell, around)
        return
    if any((one.has("drop") or one.has("remark")) and not one.has("share") for one in around.headers):
        return
    figure = figure_of(cell, around)
    if figure is None:
        return
    kind = kind_of(figure, around)
    if kind is None:
        return
    reason = unread(around)
    if reason:
        yield Miss(around.row.span, cell.words.span(0, len(cell.words.text)) or around.row.span, reason)
        return
    found = list(_claims(kind, figure, cell, around))
    if found:
        yield from found
    else:
        yield Miss(
            around.row.span,
            cell.words.span(0, len(cell.words.text)) or around.row.span,
            "a table's figure without holder, stage or commodity",
        )


def _claims(kind: str, figure: Figure, cell: GridCell, around: Around) -> Iterator[Claim]:
    """The claim of a cell with a figure; nothing when holder, stage or commodity are not told."""
    ware = ware_of(around)
    told = stage_of(around, ware)
    worldwide = kind == "share" and any(one.has("world") for one in around.every)
    stage = told.stage if told is not None else Stage.PRODUCTION if worldwide else Stage.NONE
    sides = sides_of(around, stage, kind)
    if ware is None or sides is None or stage in {Stage.NONE, Stage.PRICE}:
        return
    if not fits(figure, kind, stage, ware, around):
        return
    spans = {
        "countries": sides.holder.span,
        "partner": sides.partner.span if sides.partner is not None else None,
        "commodity": ware.span,
        "stage": told.span if told is not None else None,
        "share" if kind == "share" else "value": cell.words.span(0, len(cell.words.text)),
    }
    evidence = Evidence(
        around.row.span,
        f"table.{kind}",
        tuple(SlotSpan(name, span) for name, span in spans.items() if span is not None),
    )
    bare = BARE.fullmatch(FOOTNOTE.sub("", cell.words.text.strip()))  # "1500" is an amount and no year
    year, modality = year_of(around, None if bare else label(cell.words).year)
    stage = settle(stage, ware.kind)
    countries, partner = (sides.holder.code,), sides.partner.code if sides.partner is not None else ""
    if kind == "share":
        yield Share(
            evidence=evidence,
            countries=countries,
            partner=partner,
            commodity=ware.name,
            stage=stage,
            share_low=figure.low,
            share_high=figure.high,
            bound=figure.bound,
            scope=sides.scope,
            year=year,
            modality=modality,
        )
        return
    low, high = signed(figure, cell, around) if kind == "change" else (figure.low, figure.high)
    amount = Change if kind == "change" else Quantity
    yield amount(
        evidence=evidence,
        countries=countries,
        partner=partner,
        commodity=ware.name,
        stage=stage,
        value_low=low,
        value_high=high,
        unit=figure.unit,
        bound=figure.bound,
        year=year,
        modality=modality,
    )


# --- tariffs -------------------------------------------------------------------------------------------------------


def _tariff(cell: GridCell, around: Around) -> Iterator[Claim | Miss]:
    """A rate under a caption such as "US tariffs on steel": the row is whom it hits."""
    figure = figure_of(cell, around)
    hit = around.head.places
    told = owners_of(around)
    owners = [one for one in told if one.way != "from"]
    if figure is None or figure.unit != "percent" or unread(around):
        return
    if len({one.code for one in owners}) != 1 or len(hit) != 1 or hit[0].code == owners[0].code:
        yield Miss(around.row.span, cell.words.span(0, len(cell.words.text)) or around.row.span, "a tariff of nobody")
        return
    ware = ware_of(around)
    caption = around.caption
    spans = {"countries": owners[0].span, "partner": hit[0].span, "commodity": ware.span if ware is not None else None}
    yield Policy(
        evidence=Evidence(
            around.row.span,
            "table.tariff",
            tuple(SlotSpan(name, span) for name, span in spans.items() if span is not None),
        ),
        countries=(owners[0].code,),
        partner=hit[0].code,
        commodity=ware.name if ware is not None else "goods",
        policy=POSSESSOR.sub("", CLAUSE_END.split(caption.words.text)[0]),
        policy_type=PolicyType.TARIFF,
        status=PolicyStatus.PROPOSED
        if caption.has("proposed")
        else PolicyStatus.ANNOUNCED
        if caption.has("announced")
        else PolicyStatus.IN_FORCE,
        modality=Modality.PLANNED if caption.has("proposed") else Modality.ASSERTED,
    )


# --- goals ---------------------------------------------------------------------------------------------------------


def _goal(cell: GridCell, around: Around, document: Document) -> Iterator[Claim | Miss]:
    """A cell of words under a header such as "China's goal"; the commodity heads the row."""
    text = cell.words.text.strip()
    if len(text.split()) < MIN_AIM or not text[:1].isalpha():
        return
    wares = tuple({one.name: one for one in around.head.wares if not one.weak}.values())
    owners = next((one.aimers() for one in around.headers if one.aimers()), ())
    if not owners:  # the cell itself must then read as an aim
        owners = around.head.places or around.caption.aimers()
        if text.split()[0].lower() not in rules.words("goal")["outcome"]:
            return
    codes = tuple(sorted({one.code for one in owners}))
    span = cell.words.span(0, len(cell.words.text)) or around.row.span
    if not codes or is_company(around.head):
        yield Miss(around.row.span, span, "a goal without a country")
        return
    goods = wares or ((by_name(around.topic[0]),) if len(around.topic) == 1 else ())
    if not goods:
        yield Miss(around.row.span, span, "a goal without a commodity")
        return
    found = [one for one in figures(text) if one.unit]
    when = {one.year for one in years(text, document.published, 0)}
    figure = found[0] if len(found) == 1 else None
    for ware in goods:
        slots = [SlotSpan("goal", span)]
        slots += [SlotSpan("countries", one.span) for one in owners if one.span is not None]
        slots += [SlotSpan("commodity", ware.span)] if ware.span is not None else []
        yield Goal(
            evidence=Evidence(around.row.span, "table.goal", tuple(slots)),
            countries=codes,
            commodity=ware.name,
            goal=text,
            year=when.pop() if len(when) == 1 else None,
            value_low=figure.low if figure is not None else None,
            value_high=figure.high if figure is not None else None,
            unit=figure.unit if figure is not None else "",
            bound=figure.bound if figure is not None else Bound.EXACT,
            modality=Modality.PLANNED,
        )
