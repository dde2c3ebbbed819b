"""Claims from tables: each cell with a figure or an aim, read with the heads of its row and column and the caption.

What is nearest to a cell wins: the cell itself, then the column's innermost header, the outer ones, the row's head, the
caption. A row is read only when its head is understood, a column only when it says what its figures are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pycountry

from pipeline.extract.figures import Figure, figures
from pipeline.extract.grid import GridCell, Row, Table, Words
from pipeline.extract.labels import Label, Place, Told, Unit, Ware, is_company, label, wares_by_weak_word
from pipeline.extract.segment import lines
from pipeline.extract.slots import settle
from pipeline.extract.years import years
from pipeline.types import (
    BlockKind,
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
from pipeline.vocab.commodities import commodities
from pipeline.vocab.tables import patterns

NEAR = 4  # lines above a table in which a heading may name its commodity
CLOSE = 40  # characters between a country and the trade that is its own
MIN_AIM = 3  # words
TRADE = frozenset({Stage.EXPORTS, Stage.IMPORTS})
MAKING = frozenset({Stage.MINING, Stage.PROCESSING, Stage.MANUFACTURING, Stage.RECYCLING})
PAID = frozenset({Stage.EXPORTS, Stage.IMPORTS, Stage.INVESTMENT})
BARE = re.compile(r"[~≈<>≤≥±+−–-]*\s?\(?\d[\d.,\s]*(?:(?:[-–]|to)\s?\d[\d.,\s]*)?\)?\+?\s?[*†‡]*")
FOOTNOTE = re.compile(r"[*†‡]+$|\s?\((?:[a-z]|\d)\)$|(?<=\d)\s?[er]$")
WITH_PLACE = re.compile(r"^[^\d~≈<>≤≥]*?\(?([~≈<>≤≥]?\s?\d[^()]*)\)?$")  # "Peru (12%)" -> "12%"
CLAUSE_END = re.compile(r"[,:;(]")
POSSESSOR = re.compile(r"^.{1,40}?['’]s?\s+")
WHOLE = re.compile(r"(?:shares?|percentage|proportion|percent|per cent|%)\s+of\s+(?:the\s+)?([^,;:(]+)", re.IGNORECASE)
LOSS = re.compile(r"[-−–]|\(")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a cell, nearest first: its headers, the head of its row, the caption."""

    headers: tuple[Label, ...]  # innermost first
    head: Label
    caption: Label
    row: Row
    table: Table
    topic: tuple[str, ...]  # commodities that the table as a whole is about, from caption, title and heading
    inner: tuple[Place, ...] = ()  # a country in the cell itself, or alone in a cell before it

    @property
    def every(self) -> tuple[Label, ...]:
        """All of them in the order in which they are asked."""
        return (*self.headers, self.head, self.caption)


@dataclass(frozen=True, slots=True)
class Sides:
    """Whose figure it is, the other side of its trade, and the country or bloc that it is a share of."""

    holder: Place
    partner: Place | None = None
    scope: str = ""


def find(table: Table, document: Document) -> Iterator[Claim | Miss]:
    """The claims of a table, and its figures that yielded none."""
    published = document.published
    caption = label(table.caption, published)
    if _refused(table, caption):
        return
    topic = _topic(table, caption, document)
    for row in table.rows:
        at = _head(row)
        if at is None:
            continue
        head = label(row.cells[at].words, published)
        for index, cell in enumerate(row.cells):
            if index == at or not cell.words.text.strip():
                continue
            headers = tuple(label(one, published) for one in reversed(cell.header))
            inner = () if head.places else _inner(row, at, index)
            yield from _cell(cell, Around(headers, head, caption, row, table, topic, inner), document)


def _refused(table: Table, caption: Label) -> bool:
    """Whether the table is about something else: drill holes, companies' results, sport, polls."""
    texts = {caption.words.text} | {one.text for row in table.rows for cell in row.cells for one in cell.header}
    return any(patterns()["refuse"].search(text) for text in texts)


def _head(row: Row) -> int | None:
    """Which cell names the row: the marked one, else the first with letters; a rank before it is none."""
    marked = [index for index, cell in enumerate(row.cells) if cell.is_head]
    if marked:
        return marked[0]
    return next(
        (index for index, cell in enumerate(row.cells[:2]) if any(char.isalpha() for char in cell.words.text)), None
    )


def _inner(row: Row, head: int, index: int) -> tuple[Place, ...]:
    """The country that a cell names beside its figure, or that stands alone in a cell between it and the row's head."""
    for at in (index, *range(index - 1, head, -1)):
        one = label(row.cells[at].words)
        if len(one.places) == 1 and one.places[0].named and not one.rest:
            return one.places
    return ()


def _topic(table: Table, caption: Label, document: Document) -> tuple[str, ...]:
    """What the table is about: the commodities of the caption, else of the heading above or the title."""
    strong = tuple(one.name for one in caption.wares if not one.weak)
    if strong:
        return tuple(dict.fromkeys(strong))
    start = table.lines[0].start
    blocks = document.blocks or tuple(lines(document.text))
    above = [one for one in blocks if one.span.end < start][-NEAR:]
    texts = [one.span.of(document.text) for one in reversed(above) if one.kind is BlockKind.HEADING]
    for text in (*texts, document.title):
        names = tuple(dict.fromkeys(one.name for one in label(Words(text)).wares if not one.weak))
        if names:
            return names
    return ()


# --- one cell ------------------------------------------------------------------------------------------------------


def _cell(cell: GridCell, around: Around, document: Document) -> Iterator[Claim | Miss]:
    if any(one.has("goal") for one in around.headers[:1]) or (not around.headers and around.caption.has("goal")):
        yield from _goal(cell, around, document)
        return
    if any(one.has("tariff") for one in around.headers) and around.caption.has("tariff"):
        yield from _tariff(cell, around)
        return
    if any(one.has("drop") and not one.has("share") for one in around.headers):
        return
    figure = _figure(cell, around)
    if figure is None:
        return
    kind = _kind(figure, around)
    if kind is None:
        return
    reason = _unread(around)
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


def _figure(cell: GridCell, around: Around) -> Figure | None:
    """The one figure of a cell; a bare number takes the unit of the header or caption."""
    text = FOOTNOTE.sub("", cell.words.text.strip())
    if patterns()["blank"].fullmatch(text):
        return None
    if BARE.fullmatch(text):
        given = _unit(around)
        if given is None:
            return None
        number = text.replace("(", "").replace(")", "").strip("*†‡ ")
        found = figures(f"{given.before}{number} {given.behind}")
    else:
        found = figures(WITH_PLACE.sub(r"\1", text) if around.inner else text)
    return found[0] if len(found) == 1 and found[0].unit else None


def _unit(around: Around) -> Unit | None:
    for one in (*around.headers, around.caption):
        if one.unit is not None:
            return one.unit
    if any(one.has("share") for one in around.headers):
        return next((one.unit for one in (around.caption,) if one.unit is not None), None)
    return None


def _kind(figure: Figure, around: Around) -> str | None:
    """Whether the figure is a share, a change or a quantity; None when the table doesn't tell."""
    for one in (*around.headers, around.caption):
        if one.has("change"):
            return "change"
        if one.has("share"):
            if figure.unit == "percent":
                return "share" if _of_something(around) else None
            return "quantity" if one is around.caption else None
        if one.unit is not None and one.unit.name not in {"percent", "pp"} and figure.unit == one.unit.name:
            return "quantity"
    return None if figure.unit in {"percent", "pp"} else "quantity"


def _of_something(around: Around) -> bool:
    """Whether the whole of a share is goods, the world's or a country's, as far as it is named ("share of answers")."""
    for one in (*around.headers, around.caption):
        for whole in WHOLE.finditer(one.words.text):
            named = label(Words(whole[1]))
            strange = [word for word in named.rest if not patterns()["whole"].fullmatch(word)]
            if strange and not (named.wares or named.stages):
                return False
    return True


def _unread(around: Around) -> str:
    """Why a row is not read: its head is no country, commodity, stage or year."""
    head = around.head
    if is_company(head):
        return "the row is a company's"
    if head.places:
        known = patterns()["beside"]
        strange = any(not known.fullmatch(word) and len(word) > 1 for word in head.rest)
        firm = bool(head.wares) or not head.places[0].named  # "Korea Zinc", "Oslo Energy"
        if strange or firm or (head.places[0].weak and not _supported(around)):
            return "the row is not a country's"
        return ""
    if head.wares or head.stages or (head.year is not None and not head.rest):
        return ""
    return "the row is of nothing known"


def _supported(around: Around) -> bool:
    """Whether another row names a country, so that Georgia is one too."""
    for row in around.table.rows:
        at = _head(row)
        if row is around.row or at is None:
            continue
        if any(not one.weak and one.named for one in label(row.cells[at].words).places):
            return True
    return False


# --- slots ---------------------------------------------------------------------------------------------------------


def _claims(kind: str, figure: Figure, cell: GridCell, around: Around) -> Iterator[Claim]:
    """The claim of a cell with a figure; nothing when holder, stage or commodity are not told."""
    ware = _ware(around)
    told = _stage(around, ware)
    worldwide = kind == "share" and any(one.has("world") for one in around.every)
    stage = told.stage if told is not None else Stage.PRODUCTION if worldwide else Stage.NONE
    sides = _sides(around, stage, kind)
    if ware is None or sides is None or stage in {Stage.NONE, Stage.PRICE}:
        return
    if is_money(figure.unit) and stage not in PAID:
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
    year, modality = _year(around)
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
    low, high = _signed(figure, cell, around) if kind == "change" else (figure.low, figure.high)
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


def _signed(figure: Figure, cell: GridCell, around: Around) -> tuple[float | None, float | None]:
    """The bounds of a change with its sign: a minus or brackets, else a header that speaks of a fall."""
    text = cell.words.text.strip()
    falls = any(re.search(r"\b(?:fall|decrease|decline)\b", one.words.text, re.IGNORECASE) for one in around.headers)
    if not (LOSS.match(text) or figure.direction == "down" or falls):
        return figure.low, figure.high
    low = -figure.high if figure.high is not None else None
    high = -figure.low if figure.low is not None else None
    return (high, low) if low is None or high is None else (low, high)


def _ware(around: Around) -> Ware | None:
    """The commodity: of the row, the column, the caption, else what the table is about."""
    for one in (around.head, *around.headers):
        strong = [ware for ware in one.wares if not ware.weak]
        if strong:
            return strong[0] if len({ware.name for ware in strong}) == 1 else None
        if one.wares and one is around.head:
            meant = _meant(one.wares[0], one, around)
            if meant is not None or not one.stages:  # "ore mining" is a stage of what the table is about
                return meant
    strong = [ware for ware in around.caption.wares if not ware.weak]
    if strong:
        return strong[0] if len({ware.name for ware in strong}) == 1 else _nearest(strong, around)
    if around.topic:
        return _by_name(around.topic[0]) if len(around.topic) == 1 else None
    return next((ware for one in (*around.headers, around.caption) for ware in one.wares if ware.name == "goods"), None)


def _nearest(wares: list[Ware], around: Around) -> Ware | None:
    """Of several commodities in the caption the first behind the words for the stage of this cell."""
    told = next((one.stages[-1] for one in (*around.headers, around.head) if one.stages), None)
    if told is None:
        return None
    at = next((one.at for one in around.caption.stages if one.stage is told.stage), None)
    return next((ware for ware in wares if at is not None and ware.at > at), None)


def _meant(ware: Ware, head: Label, around: Around) -> Ware | None:
    """What a weak word means in this table: what the table is about, or what the other rows name."""
    word = head.words.text[ware.at :].split("|")[0].strip().lower()
    options = wares_by_weak_word(word) or (ware.name,)
    others = []
    for row in around.table.rows:
        at = _head(row)
        if row is not around.row and at is not None:
            others += [one.name for one in label(row.cells[at].words).wares]
    for name in (*around.topic, *others):
        if name in options:
            found = _by_name(name)
            return Ware(found.name, found.kind, ware.span, ware.at)
    return None


def _by_name(name: str) -> Ware:
    found = next(one for one in commodities() if one.name == name)
    return Ware(found.name, found.kind, None, 0)


def _stage(around: Around, ware: Ware | None) -> Told | None:
    """The stage: of the column, of the row, of the caption; there the words nearest before the commodity."""
    told = around.caption.stages
    for one in (*around.headers, around.head):
        if one.stages:
            own = one.stages[-1] if one is not around.head else one.stages[0]
            exact = (
                own.stage is Stage.PRODUCTION and len({each.stage for each in told}) == 1 and told[0].stage in MAKING
            )
            return told[0] if exact else own  # "output" under "mine production" is of mines
    if not told:
        return None
    here = next((one.at for one in around.caption.wares if ware is not None and one.name == ware.name), None)
    if here is not None and len({one.stage for one in told}) > 1:
        before = [one for one in told if one.at < here]
        return before[-1] if before else told[0]
    return told[0]


def _sides(around: Around, stage: Stage, kind: str) -> Sides | None:
    """Holder, partner and scope; None when the table does not tell whose figure it is."""
    heads = around.head.places or around.inner
    told: tuple[Place, ...] = next((one.places for one in (*around.headers, around.caption) if one.places), ())
    other = {Stage.IMPORTS: "from", Stage.EXPORTS: "to"}.get(stage, "-")  # "imports from China": it is no holder
    owners = [one for one in told if one.way != other]
    if len({one.code for one in owners}) > 1 or len({one.code for one in heads}) > 1 or not (owners or heads):
        return None
    owner = owners[0] if owners else None
    partner = next((one for one in told if one.way == other), None)
    if heads and owner is not None and stage in TRADE and owner.code != heads[0].code:
        owned = _owns_trade(around, owner, stage)  # "China's imports by origin": the row is the other side
        holder, partner = (owner, heads[0]) if owned else (heads[0], None)
    elif heads:
        holder, partner = heads[0], None
    else:
        holder = owners[0]
    if kind != "share":
        return Sides(holder, partner)
    whole = owner is not None and owner.whole and owner is not holder
    return Sides(holder, partner, holder.code if partner is not None else owner.code if whole and owner else "")


def _owns_trade(around: Around, owner: Place, stage: Stage) -> bool:
    """Whether the trade of a header or caption is that country's: "China's imports by origin"."""
    for one in (*around.headers, around.caption):
        if owner in one.places:
            return any(0 <= told.at - owner.at <= CLOSE for told in one.stages if told.stage is stage)
    return False


@cache
def is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return pycountry.currencies.get(alpha_3=unit.upper()) is not None


def _year(around: Around) -> tuple[int | None, Modality]:
    """The year of a figure, and whether it is still to come."""
    told = next((one for one in around.every if one.year is not None), around.caption)
    planned = told.planned or any(one.planned for one in around.headers)
    return told.year, Modality.PLANNED if planned else Modality.ASSERTED


# --- tariffs -------------------------------------------------------------------------------------------------------


def _tariff(cell: GridCell, around: Around) -> Iterator[Claim | Miss]:
    """A rate under a caption such as "US tariffs on steel": the row is whom it hits."""
    figure = _figure(cell, around)
    hit = around.head.places
    told: tuple[Place, ...] = next((one.places for one in (*around.headers, around.caption) if one.places), ())
    owners = [one for one in told if one.way != "from"]
    if figure is None or figure.unit != "percent" or _unread(around):
        return
    if len({one.code for one in owners}) != 1 or len(hit) != 1 or hit[0].code == owners[0].code:
        yield Miss(around.row.span, cell.words.span(0, len(cell.words.text)) or around.row.span, "a tariff of nobody")
        return
    ware = _ware(around)
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
    owners = next((one.places for one in (*around.headers, around.head, around.caption) if one.places), ())
    codes = tuple(sorted({one.code for one in owners}))
    span = cell.words.span(0, len(cell.words.text)) or around.row.span
    if not codes or is_company(around.head):
        yield Miss(around.row.span, span, "a goal without a country")
        return
    goods = wares or ((_by_name(around.topic[0]),) if len(around.topic) == 1 else ())
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
