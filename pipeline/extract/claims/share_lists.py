"""Lists of shares: what goes on from the share before, "Chile (20%) and Peru 11%", "a tenth of its garments"."""

from dataclasses import replace
from functools import partial

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.claims.share_whole import Whole, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Claim, Share, Stage
from pipeline.vocab.places import PlaceForm

ADJACENT = 4  # tokens between a place and the verb or figure that goes with it
Last = tuple[Frame, Claim]  # the share before in the sentence


def figure_run(sentence: Sentence, figure: Figure, figures: list[Figure]) -> list[Figure]:
    """The figures listed with this one: only commas and "and" between them."""
    return list(syntax.run_of(figures, figure, partial(_listed, sentence)))


def is_listed(sentence: Sentence, figure: Figure, figures: list[Figure], last: Last | None) -> bool:
    """Whether a number without a sign is a percentage: it goes on from a share, or stands in "12 and 7 percent"."""
    if last is None:
        return False
    run = figure_run(sentence, figure, figures)
    return run[-1].kind == "percent" or adjacent(sentence, figure, None, last) is not None


def _listed(sentence: Sentence, left: Figure, right: Figure) -> bool:
    between = sentence.document.text[left.span.end : right.span.start].replace("and", "").strip(" ,%")
    return between in {"", "per cent", "percent", "pct"}


def follows(sentence: Sentence, figure: Figure, whole: Whole | None, last: Last | None) -> Frame | None:
    """A place after the figure, as the other side of the share before: "and 12% to Taiwan", "and 40% for China"."""
    _, end = sentence.tokens_of(figure.span)
    doc = sentence.doc
    fronted = last is not None and whole is not None and last[0].whole is not None and whole.head == last[0].whole.head
    if (
        last is None
        or (whole is not None and not fronted)
        or end + 1 >= len(doc)
        or doc[end].lower_ not in {"to", "from", "for", "in", "by"}
    ):
        return None
    at = end + 2 if doc[end + 1].lower_ == "the" and end + 2 < len(doc) else end + 1
    hit = sentence.place_at(doc[at])
    if hit is None or hit.anaphor:
        return None
    if doc[end].lower_ == "in" and last[0].rule not in {"share.located", "share.adjacent"}:
        return None
    if not last[0].partners:
        return replace(last[0], rule="share.adjacent", holders=(hit,))
    if doc[end].lower_ == "in" or (doc[end].lower_ == "for" and last[0].rule == "share.buyer"):
        return None
    return replace(last[0], rule="share.adjacent", partners=(hit,))


def goes_on(sentence: Sentence, frame: Frame, last: Last | None) -> bool:
    """Whether a percentage without a whole has one by what stands before it: a share, or the role of its holder."""
    if last is not None or frame.partners or frame.foreign or frame.owner:
        return True
    if frame.rule == "share.adjacent" and slots.stage_in(sentence, list(sentence.doc)) is not None:
        return True  # "the biggest producers are Australia (37%)"
    previous = sentence.previous
    return previous is not None and any(isinstance(one, Share) for one in previous.claims)


def _without_aside(between: list[Token]) -> list[Token]:
    """What stands between a place and its figure without what the place is called: "Iran, once a minor buyer, 8%"."""
    commas = [at for at, one in enumerate(between) if one.text == ","]
    if len(commas) < 2 or commas[0] != 0 or any(syntax.is_verb(one) for one in between):  # noqa: PLR2004 - on both sides
        return between
    return between[commas[-1] :]


def beside(sentence: Sentence, figure: Figure, whole: Whole | None, last: Last | None) -> Frame | None:
    """A place between "and" and the figure, whose verb stands only before: "Chile has 24% and Peru 10% of the ore"."""
    first, _ = sentence.tokens_of(figure.span)
    hit = next((one for one in sentence.places if one.end == first), None)
    if hit is None or whole is None or hit.first == 0 or sentence.doc[hit.first - 1].lower_ not in {"and", ";", "but"}:
        return None
    if last is None or last[0].verb is None or hit in (*last[0].holders, *last[0].partners):
        return None
    frame = replace(last[0], rule="share.adjacent", organization="", whole=whole)
    return replace(frame, partners=(hit,)) if frame.partners else replace(frame, holders=(hit,))


def _are_buyers(frame: Frame) -> bool:
    """Whether a list that goes on is one of buyers: "Slovakia bought 60% from Russia, Austria 80% and Hungary 70%"."""
    if frame.rule == "share.buyer":
        return True
    held, theirs = (max(hit.first for hit in hits) for hits in (frame.holders or frame.partners, frame.partners))
    return frame.rule == "share.adjacent" and frame.stage is Stage.IMPORTS and held > theirs


def next_part(sentence: Sentence, figure: Figure, head: Token, whole: Whole | None, last: Last | None) -> Frame | None:
    """The same holder with a part of something else: "makes 92% of the anodes, four-fifths of the cathodes"."""
    before = last[0].whole if last is not None else None
    if last is None or whole is None or before is None or last[1].evidence.span != sentence.span:
        return None
    first, _ = sentence.tokens_of(figure.span)
    between = sentence.doc[before.tokens[-1].i + 1 : first]
    plain = all(one.lower_ in words("next-part") for one in between)
    verb = syntax.governor(head)
    if head.dep_ in syntax.SUBJECTS and verb is not None and verb != last[0].verb:
        return None  # "imports 94% of its oil, and 70% of its gas passes Hormuz"
    if not len(between) or not plain or whole.tokens[0].i < first or whole.head.lower_ in words("pointers"):
        return None
    if whole.owners and slots.codes(whole.owners) != slots.codes(before.owners):
        return None  # "90% of Europe's magnets and 70% of America's"
    if whole.is_world and (last[0].partners or before.owners):
        return replace(last[0], partners=(), foreign=False, stage=None, whole=whole) if not last[0].partners else None
    own = _own_source(sentence, whole) if last[0].partners else ()
    return replace(last[0], whole=whole, partners=own or last[0].partners)


def _own_source(sentence: Sentence, whole: Whole) -> tuple[PlaceHit, ...]:
    """Where the goods of a whole come from by its own words: "and 90% of its oil from Chad"."""
    last = whole.tokens[-1].i + 1
    start = next((one.i for one in sentence.doc[whole.head.i + 1 : last + 1] if one.lower_ == "from"), None)
    hit = next((one for one in sentence.places if start is not None and one.first in {start + 1, start + 2}), None)
    return slots.coordinated(sentence, hit) if hit is not None and not hit.anaphor else ()


def adjacent(sentence: Sentence, figure: Figure, whole: Whole | None, last: Last | None) -> Frame | None:
    """A place with nothing but a connector between it and the figure."""
    first, end = sentence.tokens_of(figure.span)
    before = [hit for hit in sentence.places if hit.end <= first]
    between = _without_aside(list(sentence.doc[before[-1].end : first])) if before else []
    if between and before[-1].form is PlaceForm.DEMONYM and between[0].pos_ in {"NOUN", "PROPN"}:
        between = between[1:]  # "and Iraqi grades for 18%"
    moving = words("moving") if last is not None and last[0].rule == "share.possessed" else frozenset[str]()
    homes = {"to"} if last is not None and last[0].rule == "share.home" else set()
    connected = all(token.lower_ in words("connectors") | homes or token.lemma_.lower() in moving for token in between)
    if not before or not connected or len(between) > ADJACENT:
        return None
    hit = before[-1]
    led = sentence.doc[hit.first - 1].lower_ in {"on", "upon"} if hit.first else False  # "and on Chad for 90%"
    if sentence.doc[hit.first].tag_ == "PRP" or (led and not (last is not None and last[0].partners)):
        return None  # "has overtaken it with 29%", "but leans on China for 70%"
    others = whole is not None and slots.codes(whole.owners) not in {(), (hit.code,)}
    if last is None and others and whole is not None and any(one.tag_ == "PRP$" for one in whole.tokens):
        return None  # "the top buyer after China, with 9% of its needs"
    if last is None:
        closed = end < len(sentence.doc) and sentence.doc[end].lower_ == ")"
        marked = closed or any(token.lower_ in {"with", "at", "("} for token in between)
        return Frame("share.adjacent", (hit,), whole=whole) if marked else None
    told = hit in (*last[0].holders, *last[0].partners)
    own = figure.kind == "bare" and sentence.doc[hit.first].tag_ == "PRP$"  # "from its two mines"
    return None if told or own else _next_side(sentence, figure, hit, whole, last)


def _next_side(sentence: Sentence, figure: Figure, hit: PlaceHit, whole: Whole | None, last: Last) -> Frame:
    """The share before with the place on the side where the list stands."""
    frame = last[0]
    _, end = sentence.tokens_of(figure.span)
    opens = sentence.doc[hit.first - 1].lower_ if hit.first else ""
    first, _ = sentence.tokens_of(figure.span)
    source = any(one.lower_ in words("homes") for one in sentence.doc[hit.end : first])
    if frame.foreign and frame.rule == "share.buyer" and (opens == "from" or source):
        return replace(frame, rule="share.adjacent", partners=(hit,), foreign=False)  # "imported, from Peru (9%)"
    hits = slots.coordinated(sentence, hit) if _is_joint(sentence, end) else (hit,)
    alike = sentence.doc[hit.end - 1].conjuncts
    share = next(one.span for one in last[1].evidence.slots if one.slot == "share")
    listed = [one for one in frame.partners if one.span.end <= share.start or not _are_buyers(frame)]
    beside = any(sentence.place_at(one) in listed for one in alike)  # "from Chile (40%) and Peru (30%)"
    led = opens in {"on", "upon", "from"}  # "and from Chad 10%"
    if frame.partners and not frame.foreign and (not _are_buyers(frame) or beside or led):
        return replace(frame, rule="share.adjacent", partners=hits, whole=whole or frame.whole)
    return replace(frame, rule="share.adjacent", holders=hits, organization="", whole=whole or frame.whole)


def _is_joint(sentence: Sentence, end: int) -> bool:
    """Whether a figure is of all the places listed before it: "Denmark and Poland about 10% each"."""
    after = [one.lower_ for one in sentence.doc[end : end + 2]]
    return bool(after) and (after[0] in words("each") | words("jointly") or after == ["between", "them"])
