"""The slots of a table's figure: whose it is, of what, at which stage, of which year.

What is nearest to a cell wins: the column's innermost header, the outer ones, the head of the row, the caption. A row
is read only when its head is understood.
"""

from dataclasses import dataclass

from pipeline.extract.grid import Row, Table, Words
from pipeline.extract.labels import Label, Place, Told, Ware, is_company, label, wares_by_weak_word
from pipeline.extract.segment import lines
from pipeline.types import BlockKind, Document, Modality, Stage
from pipeline.vocab.commodities import commodities
from pipeline.vocab.places import regions
from pipeline.vocab.stages import TRADE
from pipeline.vocab.tables import patterns

NEAR = 4  # lines above a table in which a heading may name its commodity
CLOSE = 40  # characters between a country and the trade that is its own
MAKING = frozenset({Stage.MINING, Stage.PROCESSING, Stage.MANUFACTURING, Stage.RECYCLING})


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a cell, nearest first: its headers, the head of its row, the caption."""

    headers: tuple[Label, ...]  # innermost first
    head: Label
    caption: Label
    row: Row
    table: Table
    topic: tuple[str, ...]  # commodities that the table as a whole is about, from caption, title and heading
    others: tuple[tuple[str, str], ...]  # commodities that the heads of the rows name, and the heads
    has_countries: bool  # among the heads of the rows
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


def head_of(row: Row) -> int | None:
    """Which cell names the row: the marked one, else the first with letters; a rank before it is none."""
    marked = [index for index, cell in enumerate(row.cells) if cell.is_head]
    if marked:
        return marked[0]
    return next(
        (index for index, cell in enumerate(row.cells[:2]) if any(char.isalpha() for char in cell.words.text)), None
    )


def inner_of(row: Row, head: int, index: int) -> tuple[Place, ...]:
    """The country that a cell names beside its figure, or that stands alone in a cell between it and the row's head."""
    for at in (index, *range(index - 1, head, -1)):
        one = label(row.cells[at].words)
        if len(one.places) == 1 and one.places[0].named and not (one.rest or one.wares or one.stages):
            return one.places
    return ()


def topic_of(table: Table, caption: Label, document: Document) -> tuple[str, ...]:
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


# --- slots ---------------------------------------------------------------------------------------------------------


def unread(around: Around) -> str:
    """Why a figure is not read: what heads its row or column is no country, commodity, stage or year."""
    head = around.head
    if any(one.places and not one.has("share") and is_strange(one) for one in around.headers):
        return "the column is of something else"  # "Iran conflict"
    if is_company(head):
        return "the row is a company's"
    if patterns()["drop"].search(head.bare) or any(word in regions() for word in head.rest):
        return "the row is of something else"
    if head.places:
        return "" if _is_a_country(head, around) else "the row is not a country's"
    known = head.wares or head.stages or (head.year is not None and not head.rest)
    return "" if known else "the row is of nothing known"


def _is_a_country(head: Label, around: Around) -> bool:
    """Whether the head of a row is a country's name and nothing else, such as "Korea Zinc" or "Oslo Energy"."""
    beside = patterns()["beside"]
    strange = any(not beside.fullmatch(word) and len(word) > 1 for word in head.rest)
    alone = not strange and not head.wares and head.places[0].named
    return alone and (not head.places[0].weak or around.has_countries)


def names_of(table: Table) -> tuple[tuple[tuple[str, str], ...], bool]:
    """The commodities in the heads of the rows, each with the head, and whether any head is a country beyond doubt.

    The second tells that Georgia is a country there, the first what "cells" are.
    """
    heads = [label(row.cells[at].words) for row in table.rows if (at := head_of(row)) is not None]
    wares = dict.fromkeys((one.name, head.words.text) for head in heads for one in head.wares)
    return tuple(wares), any(not one.weak and one.named for head in heads for one in head.places)


def is_strange(named: Label) -> bool:
    """Whether the words name neither goods nor a stage, and something else instead."""
    shares = {word for match in patterns()["share"].finditer(named.words.text) for word in match[0].split()}
    known = [word for word in named.rest if patterns()["whole"].fullmatch(word) or word in shares]
    return len(known) < len(named.rest) and not (named.wares or named.stages)


def ware_of(around: Around) -> Ware | None:
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
        return by_name(around.topic[0]) if len(around.topic) == 1 else None
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
    others = (name for name, text in around.others if text != head.words.text)
    name = next((name for name in (*around.topic, *others) if name in options), None)
    if name is None:
        return None
    found = by_name(name)
    return Ware(found.name, found.kind, ware.span, ware.at, ware.end)


def by_name(name: str) -> Ware:
    """The commodity of this name, carried over from somewhere else than the table."""
    found = next(one for one in commodities() if one.name == name)
    return Ware(found.name, found.kind, None, 0, 0)


def stage_of(around: Around, ware: Ware | None) -> Told | None:
    """The stage: of the column, of the row, of the caption; there the words nearest before the commodity."""
    told = around.caption.stages
    if any(place.way == "from" for one in around.headers for place in one.places if one.has("share")):
        return Told(Stage.IMPORTS, None, 0, 0)  # "share sourced from China"
    for one in (*around.headers, around.head):
        if one.stages:
            own = one.stages[-1] if one is not around.head else one.stages[0]
            makes = [each for each in told if each.stage in MAKING]
            exact = own.stage is Stage.PRODUCTION and len({each.stage for each in makes}) == 1
            return makes[0] if exact else own  # "output" under "mine production and reserves" is of mines
    if not told:
        return None
    here = next((one.at for one in around.caption.wares if ware is not None and one.name == ware.name), None)
    if here is not None and len({one.stage for one in told}) > 1:
        before = [one for one in told if one.at < here]
        return before[-1] if before else told[0]
    return told[0]


def sides_of(around: Around, stage: Stage, kind: str) -> Sides | None:
    """Holder, partner and scope; None when the table does not tell whose figure it is."""
    heads = around.head.places or around.inner
    told = owners_of(around)
    other = {Stage.IMPORTS: "from", Stage.EXPORTS: "to"}.get(stage, "-")  # "imports from China": it is no holder
    wholes = [one for one in told if one.whole]
    owners = [one for one in told if one.way != other and not one.whole]
    if any(len({one.code for one in some}) > 1 for some in (owners, wholes, heads)):
        return None
    owner = owners[0] if owners else None
    partner = next((one for one in told if one.way == other), None)
    holder = heads[0] if heads else owner
    if heads and owner is not None and stage in TRADE and owner.code != heads[0].code:
        # "China's imports by origin": the row is the other side
        holder, partner = (owner, heads[0]) if _owns_trade(around, owner, stage) else (heads[0], None)
    elif wholes and holder is not None and stage in TRADE and holder.code != wholes[0].code:
        holder, partner = wholes[0], holder  # "share of EU imports"
    if holder is None:
        return None
    if kind != "share":
        return Sides(holder, partner)
    whole = wholes[0].code if wholes and wholes[0] is not holder else ""
    return Sides(holder, partner, holder.code if partner is not None else whole)


def owners_of(around: Around) -> tuple[Place, ...]:
    """The countries of the column, else those that own something in the caption."""
    return next((one.places for one in around.headers if one.places), ()) or around.caption.owners()


def _owns_trade(around: Around, owner: Place, stage: Stage) -> bool:
    """Whether the trade of a header or caption is that country's: "China's imports by origin"."""
    for one in (*around.headers, around.caption):
        if owner in one.places:
            return any(0 <= told.at - owner.at <= CLOSE for told in one.stages if told.stage is stage)
    return False


def year_of(around: Around, own: int | None) -> tuple[int | None, Modality]:
    """The year of a figure, which the cell itself may give ("12 kt (2023)"), and whether it is still to come."""
    told = next((one for one in around.every if one.year is not None), around.caption)
    planned = told.planned or any(one.planned for one in around.headers)
    return own or told.year, Modality.PLANNED if planned else Modality.ASSERTED
