"""Shares that go on from another, and those read from word order alone.

"Chile (20%) and Peru 11%", "3%, 2% and 1%, respectively", "today it is 12%".
"""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_trade import Frame, trade
from pipeline.extract.claims.share_whole import Whole, find_whole, head_token, points_back, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Claim, Share, Stage
from pipeline.vocab.places import PlaceForm

DASHES = frozenset({"-", "--", "–", "—"})
ADJACENT = 4  # tokens between a place and the verb or figure that goes with it

Last = tuple[Frame, Claim]  # the share before in the sentence


def figure_run(sentence: Sentence, figure: Figure, figures: list[Figure]) -> list[Figure]:
    """The figures listed with this one: only commas and "and" between them."""
    at = figures.index(figure)
    low = high = at
    while low > 0 and _listed(sentence, figures[low - 1], figures[low]):
        low -= 1
    while high + 1 < len(figures) and _listed(sentence, figures[high], figures[high + 1]):
        high += 1
    return figures[low : high + 1]


def is_listed(sentence: Sentence, figure: Figure, figures: list[Figure], last: Last | None) -> bool:
    """Whether a number without a sign is a percentage: it goes on from a share, or stands in "12 and 7 percent"."""
    if last is None:
        return False
    run = figure_run(sentence, figure, figures)
    return run[-1].kind == "percent" or adjacent(sentence, figure, None, last) is not None


def _listed(sentence: Sentence, left: Figure, right: Figure) -> bool:
    between = sentence.document.text[left.span.end : right.span.start].replace("and", "").strip(" ,%")
    return between in {"", "per cent", "percent", "pct"}


def again(sentence: Sentence, figure: Figure, head: Token, whole: Whole | None, last: Last | None) -> Frame | None:
    """The share before, with another figure: "today it is 12%", "a decade ago the figure was 7%"."""
    verb = syntax.governor(head)
    subject = syntax.subject(verb) if verb is not None else None
    if whole is not None or last is None or subject is None or verb is None:
        return None
    if (
        subject.lower_ not in words("again")
        or verb.lemma_.lower() not in words("moving")
        or figure.span.start < last[1].evidence.span.start
    ):
        return None
    frame = replace(last[0], rule="share.again")
    other = _of_another(sentence, verb, figure)
    return frame if other is None else replace(frame, holders=other, whole=frame.whole)


def _of_another(sentence: Sentence, verb: Token, figure: Figure) -> tuple[PlaceHit, ...] | None:
    """Whose the figure is: "for the U.S. the figure is 70%"."""
    subject = syntax.own_subject(verb)
    of = list(syntax.children(subject, "prep")) if subject is not None and subject.lower_ == "that" else []
    for preposition in (*of, *syntax.children(verb, "prep")):
        noun = next(syntax.children(preposition, "pobj"), None)
        leads = preposition.lower_ in {"in", "for"} or preposition in of  # "that of South Korea has fallen to 17%"
        hit = sentence.place_at(noun) if noun is not None and leads else None
        if hit is not None and hit.span.end <= figure.span.start:
            return slots.coordinated(sentence, hit)
    return None


def formerly(sentence: Sentence, figure: Figure, whole: Whole | None, last: Last | None) -> Frame | None:
    """The share before at another time: "up from 35% in 2019", "against 22% a decade ago"."""
    first, _ = sentence.tokens_of(figure.span)
    if whole is not None or last is None or first == 0:
        return None
    compared = first > 1 and sentence.doc[first - 2].lower_ in words("compared")
    if sentence.doc[first - 1].lower_ not in words("formerly") and not compared:
        return None
    _, end = sentence.tokens_of(figure.span)
    if end < len(sentence.doc) and sentence.doc[end].lower_ == "for":
        return None  # "against 40% for American ones"
    if sentence.doc[first - 1].lower_ != "from" and not _is_dated(sentence, end):
        return None  # "against 27%" of somebody else
    return replace(last[0], rule="share.again")


def _is_dated(sentence: Sentence, end: int) -> bool:
    """Whether a time follows the figure: "22% a decade ago", "12% in 2019"."""
    after = sentence.doc[end : end + 6]
    span = sentence.span_of(end, min(end + 6, len(sentence.doc))) if len(after) else None
    said = any(one.lower_ in words("times") | {"ago", "earlier", "before", "previously"} for one in after)
    return said or (span is not None and any(one.span.overlaps(span) for one in sentence.years))


def _of_subject(sentence: Sentence, whole: Whole | None, head: Token) -> Whole | None:
    """The whole, owned by the subject where "their" says so: "Korean mills buy half of their ore from Brazil"."""
    verb = syntax.governor(head)
    if whole is None or whole.owners or verb is None or not any(one.tag_ == "PRP$" for one in whole.tokens):
        return whole
    noun = syntax.subject(verb)
    hits = slots.named(sentence, noun) if noun is not None and noun.i < whole.tokens[0].i else ()
    return replace(whole, owners=hits)


def elliptic(sentence: Sentence, whole: Whole | None, last: Last | None) -> Whole | None:
    """The goods before, of another owner: "40% of Spain's gas and a third of Italy's"."""
    before = last[0].whole if last is not None else None
    hit = sentence.place_at(whole.head) if whole is not None else None
    owns = hit is not None and hit.end < len(sentence.doc) and sentence.doc[hit.end].text in {"'s", "’s", "'", "’"}
    if whole is None or before is None or hit is None or not owns or whole.head.i + 1 < whole.tokens[-1].i:
        return whole
    return Whole(before.head, before.tokens, (hit,))


def before_colon(sentence: Sentence, figure: Figure) -> Whole | None:
    """The whole of a percentage that a list after a colon takes apart: "three build 95% of ships: China with 53%"."""
    _, end = sentence.tokens_of(figure.span)
    colon = any(one.text == ":" for one in sentence.doc[end:])
    return find_whole(sentence, figure, head_token(sentence, figure)) if colon else None


def as_subject(head: Token, last: Last) -> Whole | None:
    """The whole before, for a bare percentage as the subject of another clause: "..., and 32% comes from Peru"."""
    verb = syntax.governor(head)
    bare = head.dep_ in syntax.SUBJECTS and verb is not None and verb.lemma_.lower() in words("come") | words("go")
    return last[0].whole if bare and verb != last[0].verb else None


def same_owner(sentence: Sentence, whole: Whole | None, head: Token, last: Last | None) -> Whole | None:
    """The whole, owned as the one before where "its" says so: "makes 95% of the world's gallium and 60% of its tin"."""
    whole = _of_subject(sentence, whole, head)
    if whole is None or last is None or last[0].whole is None or syntax.governor(head) != last[0].verb:
        return whole
    before = last[0].whole
    theirs = any(one.tag_ == "PRP$" for one in whole.tokens) and (before.is_world or before.owners)
    unowned = bool(before.owners) and not whole.owners and not whole.is_world and not points_back(whole)
    if theirs or unowned:
        return replace(whole, owners=before.owners, is_world=before.is_world)
    return whole


def of_where(sentence: Sentence, whole: Whole | None, head: Token) -> Whole | None:
    """The whole, owned by the place before "where": "Austria, where the Russian share of imports stood at 98%"."""
    if whole is None or whole.owners or whole.is_world:
        return whole
    at = next((one.i for one in reversed(sentence.doc[: head.i]) if one.lower_ in {"where", ";"}), 0)
    before = [hit for hit in sentence.places if hit.end <= at]
    if not before or sentence.doc[at].lower_ != "where" or at - before[-1].end > 1:
        return whole
    trade = {one.lower_ for one in whole.tokens} & (words("demand") | words("outflow"))
    origin = syntax.governor(head)
    made = origin is not None and origin.lemma_ == "be" and head.dep_ in syntax.SUBJECTS
    return replace(whole, owners=(before[-1],)) if trade or made else whole


def lent(sentence: Sentence, figure: Figure, figures: list[Figure], head: Token) -> Whole | None:
    """The whole of the next figure, where the two are coordinated: "mines 70% and refines 90% of the copper"."""
    at = figures.index(figure) + 1
    if at >= len(figures):
        return None
    run = figure_run(sentence, figure, figures)
    if run[-1] is not figure and not is_old_list(sentence, figure, figures):
        return find_whole(sentence, run[-1], head_token(sentence, run[-1]))
    other = head_token(sentence, figures[at])
    verb, next_verb = syntax.governor(head), syntax.governor(other)
    if verb is None or next_verb is None:
        return None
    first, _ = sentence.tokens_of(figures[at].span)
    hit = next((one for one in sentence.places if one.end == first), None)
    if hit is not None and hit.first and sentence.doc[hit.first - 1].lower_ == "and" and verb == next_verb:
        return find_whole(sentence, figures[at], other)  # "Chile has 24% and Peru 10% of the copper"
    alike = other in head.conjuncts if verb == next_verb else next_verb in verb.conjuncts
    shared = verb == next_verb or syntax.own_subject(next_verb) is None
    return find_whole(sentence, figures[at], other) if alike and shared else None


def is_old_list(sentence: Sentence, figure: Figure, figures: list[Figure]) -> bool:
    """Whether the figure is one of several of an earlier time: "down from 23%, 27% and 38%"."""
    run = figure_run(sentence, figure, figures)
    first, _ = sentence.tokens_of(run[0].span)
    return len(run) > 1 and first > 0 and sentence.doc[first - 1].lower_ in words("formerly")


def of_old(sentence: Sentence, figure: Figure, figures: list[Figure], shares: list[Last]) -> tuple[Frame, Last] | None:
    """The share that a figure in such a list is of: as many stand before the list as are in it."""
    run = figure_run(sentence, figure, figures)
    at = figures.index(run[0])
    if len(run) > at or len(shares) < len(run) or _figure_count(sentence, figures[:at]) != len(run):
        return None
    last = shares[-len(run)]
    return replace(last[0], rule="share.again", whole=last[0].whole), last


def _figure_count(sentence: Sentence, figures: list[Figure]) -> int:
    return sum(1 for one in figures if one.kind != "bare" and sentence.span.contains(one.span))


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


def linear(sentence: Sentence, figure: Figure, whole: Whole | None) -> Frame | None:
    """Place, verb of holding, figure, side by side: for sentences that the parser reads wrongly."""
    at, _ = sentence.tokens_of(figure.span)
    doc = sentence.doc
    first = at - 1
    while first > max(0, at - 4) and (
        doc[first].pos_ in {"ADV", "ADP", "PART", "DET"} or doc[first].lower_ in {"responsible", "an", "up"}
    ):
        first -= 1
    verb = doc[max(first, 0)]
    before = [hit for hit in sentence.places if hit.end <= verb.i]
    if not before or whole is None or verb.lemma_.lower() not in words("hold"):
        return None
    opens = _before_aside(sentence, before[-1], verb)
    if opens is not None:
        return trade(sentence, Frame("share.subject", (opens,), verb=verb, whole=whole), doc[at])
    if slots.is_one_firm(sentence, doc[before[-1].end]):
        return None
    between = doc[before[-1].end : verb.i]
    listed = slots.coordinated(sentence, before[-1]) if doc[before[-1].first - 1].lower_ == "and" else before[-1:]
    if listed[0].first > 0 and doc[listed[0].first - 1].pos_ == "ADP":
        return None
    if len(between) > ADJACENT or any(
        token.pos_ not in {"NOUN", "ADJ", "PART", "ADV", "AUX"} and token.text not in DASHES for token in between
    ):
        return None
    holders = slots.coordinated(sentence, before[-1])
    return trade(sentence, Frame("share.subject", holders, verb=verb, whole=whole), doc[at])


def _before_aside(sentence: Sentence, nearest: PlaceHit, verb: Token) -> PlaceHit | None:
    """The place before an aside that the verb follows: "Ecuador, a country of 18 million, farms"."""
    doc, opens = sentence.doc, sentence.places[0]
    if doc[verb.i - 1].text != ",":
        return None
    if opens.first <= 1 and doc[opens.end].text == "," and doc[opens.end + 1].tag_ == "WDT":
        return opens
    between = list(doc[nearest.end : verb.i])
    plain = len(between) > 1 and between[0].text == "," and not any(syntax.is_verb(one) for one in between)
    return nearest if plain else None


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
    return replace(last[0], whole=whole)


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
    led = sentence.doc[hit.first - 1].lower_ in {"on", "upon"} if hit.first else False
    if sentence.doc[hit.first].tag_ == "PRP" or (led and not (last is not None and last[0].partners)):
        return None  # "has overtaken it with 29%", "but leans on China for 70%"
    if last is None:
        closed = end < len(sentence.doc) and sentence.doc[end].lower_ == ")"
        marked = closed or any(token.lower_ in {"with", "at", "("} for token in between)
        return Frame("share.adjacent", (hit,), whole=whole) if marked else None
    frame = last[0]
    if hit in (*frame.holders, *frame.partners):
        return None
    hits = slots.coordinated(sentence, hit) if _is_joint(sentence, end) else (hit,)
    alike = sentence.doc[hit.end - 1].conjuncts
    beside = any(sentence.place_at(one) in frame.partners for one in alike)  # "from Chile (40%) and Peru (30%)"
    if frame.partners and not frame.foreign and (not _are_buyers(frame) or beside):
        return replace(frame, rule="share.adjacent", partners=hits, whole=whole or frame.whole)
    return replace(frame, rule="share.adjacent", holders=hits, organization="", whole=whole or frame.whole)


def _is_joint(sentence: Sentence, end: int) -> bool:
    """Whether a figure is of all the places listed before it: "Denmark and Poland about 10% each"."""
    after = [one.lower_ for one in sentence.doc[end : end + 2]]
    return bool(after) and (after[0] in words("each") | words("jointly") or after == ["between", "them"])
