"""Shares: which country holds which percentage of which whole.

A percentage is bound in three steps: its whole ("of the world's refined copper"), its frame (who holds it, in which
grammatical relation), and the slots. A percentage without a whole or a frame is a miss with a reason, never a guess.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.attribution import attribution
from pipeline.extract.context import context, is_stated
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Bound, Claim, Evidence, Miss, Share, SlotSpan, Stage
from pipeline.vocab import rules
from pipeline.vocab.places import PlaceForm

FOREIGN = "FOREIGN"
PERCENT = 100
CONTINUED = frozenset({"share.adjacent", "share.respectively", "share.again"})  # rules that go on from a share
APPOSED = 8  # tokens between an amount and the share that it is


@dataclass(frozen=True, slots=True)
class Whole:
    """What a percentage is of: its noun, its words, and the country that owns it, if any."""

    head: Token
    tokens: tuple[Token, ...]
    owners: tuple[PlaceHit, ...] = ()
    is_world: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Who holds the percentage and how that was read."""

    rule: str
    holders: tuple[PlaceHit, ...] = ()
    partners: tuple[PlaceHit, ...] = ()
    foreign: bool = False
    organization: str = ""
    stage: Stage | None = None
    verb: Token | None = None
    whole: Whole | None = None


def words(name: str) -> frozenset[str]:
    """One word class of share.toml."""
    return rules.words("share")[name]


def find(sentence: Sentence) -> Iterator[Claim | Miss]:
    """The shares of a parsed sentence, and the percentages that are none, with the reason."""
    last: tuple[Frame, Claim] | None = None
    figures = [one for one in sentence.figures if _is_share(one)]
    for figure in figures:
        if figure.kind == "bare" and (last is None or _adjacent(sentence, figure, None, last) is None):
            continue
        found = _read(sentence, figure, figures, last)
        if isinstance(found, str):
            if figure.kind == "percent":
                yield Miss(sentence.span, figure.span, found)
            continue
        frame, claims = found
        last = (frame, claims[0])
        yield from claims


def _is_share(figure: Figure) -> bool:
    """A percentage, or a bare number that may go on from one: "Chile with 20% and Peru on 11"."""
    if figure.kind == "bare":
        return figure.bound is Bound.EXACT and figure.low is not None and 0 < figure.low <= PERCENT
    return figure.unit == "percent" and figure.kind in {"percent", "fraction"}


def _read(
    sentence: Sentence, figure: Figure, figures: list[Figure], last: tuple[Frame, Claim] | None
) -> tuple[Frame, list[Claim]] | str:
    head = head_token(sentence, figure)
    reason = refusal(sentence, figure, head)
    if reason:
        return reason
    whole = find_whole(sentence, figure, head)
    if whole is not None and _forbidden(whole):
        return f"a percentage of {whole.head.text} is no share of a commodity"
    if whole is not None and any(one.tag_ == "PRP$" and sentence.place_at(one) is None for one in whole.tokens):
        return "a percentage of something whose owner the text does not make plain"
    if _is_aim(head):
        return "an aim is a goal, not a share"
    frame = _adjacent(sentence, figure, whole, last) if last is not None else None
    for rule in FRAMES:
        frame = frame or rule(sentence, figure, head, whole)
    frame = frame or _adjacent(sentence, figure, whole, last) or _linear(sentence, figure, whole)
    frame = frame or _again(sentence, figure, head, whole, last)
    if frame is None or not (frame.holders or frame.organization):
        return "no holder in the clause of the percentage"
    frame = _paired(sentence, figure, figures, frame)
    if not is_stated(sentence, frame.verb or head):
        return "a question or a condition states nothing"
    return _claims(sentence, figure, head, replace(frame, whole=frame.whole or whole), last)


# --- the figure ----------------------------------------------------------------------------------------------------


def head_token(sentence: Sentence, figure: Figure) -> Token:
    """The token of the figure that the rest of the sentence hangs it on: "percent", "third", or the number."""
    first, end = sentence.tokens_of(figure.span)
    inside = range(first, end)
    outer = [sentence.doc[i] for i in inside if sentence.doc[i].head.i not in inside or sentence.doc[i].head.i == i]
    nouns = [one for one in outer if one.pos_ in {"NOUN", "NUM", "SYM", "PROPN"}]
    return (nouns or outer or [sentence.doc[end - 1]])[-1]


def refusal(sentence: Sentence, figure: Figure, head: Token) -> str:
    """Why a percentage can't be a share, "" when it can: a change, a rate, a tariff, a poll."""
    _, end = sentence.tokens_of(figure.span)
    following = [token.lower_ for token in sentence.doc[end : end + 3]]
    if following and following[0] in words("not-heads"):
        return f"a percentage before '{following[0]}' is no share"
    if (
        len(following) > 1
        and following[0] not in {"of", "in", ",", ".", ")", "and", "for"}
        and following[1] in words("not-heads")
    ):
        return f"a percentage before '{following[1]}' is no share"
    first, _ = sentence.tokens_of(figure.span)
    before = [token.lower_ for token in sentence.doc[max(0, first - 4) : first]]
    if before and before[-1] in {"by", "@"}:
        return "a percentage after 'by' is a change"
    if len(before) > 1 and before[-1] in {"of", "at", "to"} and before[-2] in words("not-heads"):
        return f"a percentage of '{before[-2]}' is no share"
    verb = syntax.governor(head)
    if figure.direction and not (verb is not None and _moves_share(sentence, verb)):
        return "a rise or fall is a change"
    return ""


def _is_aim(head: Token) -> bool:
    """Whether the figure stands under a verb or noun of aiming: "hopes to make 20%", "its target is to import a third"."""
    below = head
    for above in syntax.climb(head):
        complement = below.dep_ in {"xcomp", "ccomp", "acl", "dobj", "pobj", "attr", "advcl"}
        if complement and syntax.is_verb(below) and above.lemma_.lower() in words("aims"):
            return True
        if above.lemma_.lower() == "be" and below.dep_ == "xcomp":
            subject = syntax.own_subject(above)
            return subject is not None and subject.lemma_.lower() in words("aims")
        below = above
    return False


def _moves_share(sentence: Sentence, verb: Token) -> bool:
    """Whether what moves is itself a share: "its share rose to 40%"."""
    subject = syntax.subject(verb)
    named = [subject] if subject is not None else []
    named += list(syntax.children(verb, "dobj"))
    return any(one.lemma_.lower() in words("share-nouns") for one in named)


def find_whole(sentence: Sentence, figure: Figure, head: Token) -> Whole | None:
    """What the percentage is of: the "of" or "in" phrase after it, or the noun it counts."""
    _, end = sentence.tokens_of(figure.span)
    doc = sentence.doc
    if end < len(doc) and doc[end].lower_ in {"of", "in"}:
        preposition = doc[end]
        noun = next(syntax.children(preposition, "pobj", "pcomp"), None)
        if noun is not None and noun.i > end:
            return _whole(sentence, noun, end)
    if figure.kind == "fraction":
        counted = next((one for one in sentence.doc[end : end + 3] if one.pos_ in {"NOUN", "PROPN"}), None)
        if counted is not None and all(one.pos_ in {"ADJ", "NOUN", "PROPN"} for one in sentence.doc[end : counted.i]):
            return _whole(sentence, counted, end)
    fronted = doc[0] if doc[0].lower_ == "of" else None
    noun = next(syntax.children(fronted, "pobj"), None) if fronted is not None else None
    return _whole(sentence, noun, 0) if noun is not None and noun.i < head.i else None


def _whole(sentence: Sentence, noun: Token, start: int) -> Whole:
    limit = min(
        (sentence.tokens_of(f.span)[0] for f in sentence.figures if sentence.tokens_of(f.span)[0] > noun.i),
        default=len(sentence.doc),
    )
    nested = {one.i for one in noun.subtree if not _outside(one, noun)}
    for one in sentence.doc[start:limit]:  # and what stands on beside it, where the parser cut the phrase short
        if one.i > noun.i and (one.is_punct or one.pos_ in {"CCONJ", "AUX"} or one.tag_ in {"VBD", "VBZ", "VBP", "MD"}):
            break
        nested.add(one.i)
    tokens = tuple(one for one in sentence.doc[start:limit] if one.i in nested)
    owners = [hit for hit in (sentence.place_at(one) for one in tokens) if hit is not None]
    lowered = {one.lower_ for one in tokens}
    unique = tuple(dict.fromkeys(owners))
    return Whole(noun, tokens, unique, bool(lowered & words("whole-world")))


def _outside(token: Token, noun: Token) -> bool:
    """Whether a token of the noun's subtree belongs to a coordinated claim or an aside, not to the whole."""
    while token != noun:
        if token.dep_ in {"appos", "parataxis"} or (token.dep_ == "conj" and syntax.is_verb(token)):
            return True
        token = token.head
    return False


def _forbidden(whole: Whole) -> bool:
    head = whole.head
    return head.lower_ in words("not-wholes") and not any(one.lower_ in words("whole-world") for one in whole.tokens)


# --- frames --------------------------------------------------------------------------------------------------------


def _subject_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure is an object; the subject of its verb holds it, or gets it from a partner, or supplies it to one."""
    if head.dep_ in syntax.SUBJECTS:
        return None
    verb = syntax.governor(head)
    if verb is None:
        return None
    for noun in (syntax.subject(verb), *syntax.children(verb, "dobj")):
        if noun is not None and noun.lemma_.lower() in words("share-nouns") and noun.i != head.i:
            found = _possessed(sentence, noun, verb, whole)
            if found is not None:
                return found
    if verb.lemma_.lower() in words("not-verbs"):
        return None
    subject = syntax.subject(verb)
    if subject is None or subject.i == head.i or (_within(head, subject) and verb.dep_ not in {"relcl", "acl"}):
        return None
    if verb.lemma_.lower() not in words("hold") | words("get") | words("rely"):
        return None
    if syntax.is_passive(verb) and verb.lemma_.lower() not in {"leave"}:
        return None
    holders = slots.named(sentence, subject) or _before_relative(sentence, verb)
    company = "" if holders else slots.organization(sentence, subject)
    if not holders and not company:
        return None
    return trade(sentence, Frame("share.subject", holders, organization=company, verb=verb, whole=whole), head)


def _before_relative(sentence: Sentence, verb: Token) -> tuple[PlaceHit, ...]:
    """The place right before "which": the parser often hangs the clause on a noun further left."""
    pronoun = next((one for one in verb.children if one.tag_ in {"WDT", "WP"}), None)
    if verb.dep_ != "relcl" or pronoun is None:
        return ()
    before = [hit for hit in sentence.places if hit.end <= pronoun.i]
    return slots.coordinated(sentence, before[-1]) if before and pronoun.i - before[-1].end <= 1 else ()


def _with_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure stands after "with" or "at": of the place before it, or of the subject it describes."""
    preposition = head.head
    if preposition.lower_ not in {"with", "at"} or head.dep_ != "pobj":
        return None
    above = preposition.head
    hits = slots.named(sentence, above)
    if not hits and above.dep_ == "appos":
        hits = slots.named(sentence, above.head)
    verb = syntax.governor(above)
    if not hits and verb is not None and verb.lemma_.lower() not in words("not-verbs"):
        subject = syntax.subject(verb)
        hits = slots.named(sentence, subject) if subject is not None else ()
    return trade(sentence, Frame("share.with", hits, verb=verb, whole=whole), head) if hits else None


def _apposed_frame(sentence: Sentence, figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure puts an amount before it in proportion: "295,000 robots, 54% of the world's", "or 21% of trade"."""
    if whole is None:
        return None
    amounts = [one for one in sentence.figures if one.kind == "amount" and one.span.end <= figure.span.start]
    first, _ = sentence.tokens_of(figure.span)
    if not amounts or first - sentence.tokens_of(amounts[-1].span)[1] > APPOSED:
        return None
    verb = syntax.governor(sentence.doc[sentence.tokens_of(amounts[-1].span)[0]])
    subject = syntax.subject(verb) if verb is not None else None
    hits = slots.named(sentence, subject) if subject is not None else ()
    return (
        Frame("share.apposed", hits, verb=verb, whole=whole) if hits and not _others(Frame("", hits), whole) else None
    )


def trade(sentence: Sentence, frame: Frame, head: Token) -> Frame:
    """The frame as two-sided trade where its words say so: bought from, relied on, sold to or supplied to a country."""
    verb, whole = frame.verb, frame.whole
    if verb is None:
        return frame
    lemma = verb.lemma_.lower()
    relies = lemma in words("rely") or any(
        one.lemma_.lower() in words("rely") for one in syntax.children(verb, "acomp", "attr", "dobj")
    )
    if _is_mix(sentence, verb, frame):
        return replace(frame, holders=(), organization="")
    sources, foreign = _sources(sentence, verb, head, frame) if relies or lemma in words("get") else ((), False)
    if sources:
        return replace(frame, rule="share.buyer", partners=sources, stage=Stage.IMPORTS)
    if lemma in words("go") and whole is not None and not whole.is_world:
        for preposition, hits in _prepositions(sentence, verb):
            if preposition in {"to", "into"} and hits:
                return replace(frame, rule="share.destination", partners=hits, stage=Stage.EXPORTS)
    others = _others(frame, whole)
    if others and whole is not None and not whole.is_world and frame.holders:
        outflow = {one.lower_ for one in whole.tokens} & words("outflow")
        return replace(
            frame,
            rule="share.supplier",
            holders=others,
            partners=frame.holders,
            stage=Stage.EXPORTS if outflow else Stage.IMPORTS,
        )
    supplied = _role(sentence, verb, frame)
    if supplied is not None:
        return supplied
    return replace(frame, rule="share.buyer", foreign=True, stage=Stage.IMPORTS) if foreign else frame


def _is_mix(sentence: Sentence, verb: Token, frame: Frame) -> bool:
    """Whether a country gets the percentage from another commodity: "makes 95% of its power from gas"."""
    for preposition in syntax.children(verb, "prep"):
        noun = next(syntax.children(preposition, "pobj"), None)
        if preposition.lower_ in {"from", "with", "on"} and noun is not None and not slots.named(sentence, noun):
            own = frame.whole is not None and not frame.whole.is_world
            if own and any(hit.first <= noun.i < hit.end and not hit.weak for hit in sentence.goods):
                return True
    return False


def _role(sentence: Sentence, verb: Token, frame: Frame) -> Frame | None:
    """ "X is Y's biggest supplier, with N%": the role is owned by the other side."""
    for noun in syntax.children(verb, "attr"):
        owned = slots.owner(sentence, noun)
        if owned is None or owned.code in {hit.code for hit in frame.holders}:
            continue
        for name, stage in (("supplier-roles", Stage.IMPORTS), ("customer-roles", Stage.EXPORTS)):
            if noun.lemma_.lower() in words(name):
                return replace(frame, rule="share.supplier", holders=(owned,), partners=frame.holders, stage=stage)
    return None


def _others(frame: Frame, whole: Whole | None) -> tuple[PlaceHit, ...]:
    """The owners of the whole that are not the holder itself."""
    if whole is None:
        return ()
    held = {hit.code for hit in frame.holders}
    return tuple(hit for hit in whole.owners if hit.code not in held)


def _sources(sentence: Sentence, verb: Token, head: Token, frame: Frame) -> tuple[tuple[PlaceHit, ...], bool]:
    """The partners after "from" or "on", and whether the text says only abroad."""
    held = {hit.code for hit in frame.holders}
    foreign = False
    for token in verb.subtree:
        if token.lower_ in {"from", "on", "upon"} and token.dep_ in {"prep", "agent"}:
            noun = next(syntax.children(token, "pobj"), None)
            hits = tuple(hit for hit in slots.named(sentence, noun) if hit.code not in held) if noun is not None else ()
            if hits:
                return hits, False
        if token.lower_ in words("abroad") and token.i > min(verb.i, head.i):
            foreign = True
    if verb.lemma_.lower() == "import":
        foreign = True
    return (), foreign


def _possessed(sentence: Sentence, noun: Token, verb: Token | None, whole: Whole | None) -> Frame | None:
    """The figure is what a share, slice or reliance amounts to."""
    inner = _share_whole(sentence, noun)
    hits = slots.owner(sentence, noun)
    company = ""
    if hits is None:
        owner_noun = next(syntax.children(noun, "poss"), None)
        company = slots.organization(sentence, owner_noun) if owner_noun is not None else ""
        if not company:
            return None
    holders = slots.coordinated(sentence, hits) if hits is not None else ()
    if noun.lemma_.lower() in words("reliance-nouns"):
        on = next((one for one in noun.subtree if one.lower_ in {"on", "upon"}), None)
        target = next(syntax.children(on, "pobj"), None) if on is not None else None
        partners = slots.named(sentence, target) if target is not None else ()
        if not partners:
            return None
        return Frame("share.possessed", holders, partners, stage=Stage.IMPORTS, verb=verb, whole=inner or whole)
    frame = Frame("share.possessed", holders, organization=company, verb=verb, whole=inner or whole)
    others = _others(frame, frame.whole)
    if others and frame.whole is not None and not frame.whole.is_world:
        lowered = {one.lower_ for one in frame.whole.tokens}
        if lowered & (words("demand") | words("outflow")) and not lowered & {"market"}:
            stage = Stage.EXPORTS if lowered & words("outflow") else Stage.IMPORTS
            return replace(frame, holders=others, partners=frame.holders, stage=stage)
    return frame


def _share_whole(sentence: Sentence, noun: Token) -> Whole | None:
    for preposition in syntax.children(noun, "prep"):
        if preposition.lower_ in {"of", "in", "on"}:
            inner = next(syntax.children(preposition, "pobj"), None)
            if inner is not None:
                return _whole(sentence, inner, preposition.i)
    modifiers = [one for one in noun.lefts if one.dep_ in {"compound", "amod", "nmod"}]
    if modifiers:
        tokens = tuple(one for child in modifiers for one in child.subtree)
        return Whole(noun, tokens)
    return None


def _possessed_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure hangs on a share noun itself: "a 20% share of", "with a share of 70%", "its share, 5%"."""
    for above in (head.head, head.head.head):
        if above.lemma_.lower() in words("share-nouns") and above.pos_ == "NOUN":
            verb = syntax.governor(above)
            frame = _possessed(sentence, above, verb, whole)
            if frame is not None:
                return frame
            if verb is not None and above.dep_ in {"dobj", "attr", "pobj"}:
                subject = syntax.subject(verb)
                hits = slots.named(sentence, subject) if subject is not None else ()
                if hits:
                    return Frame("share.possessed", hits, verb=verb, whole=_share_whole(sentence, above) or whole)
            return None
    return None


def _located_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure is the subject: its holder does it, is where it lies, where it goes or where it comes from."""
    if head.dep_ not in syntax.SUBJECTS or whole is None:
        return None
    verb = head.head
    lemma = verb.lemma_.lower()
    doer = syntax.agent(verb)
    if doer is not None and slots.named(sentence, doer):
        return trade(sentence, Frame("share.located", slots.named(sentence, doer), verb=verb, whole=whole), head)
    whole = _fronted(sentence, _pointing(sentence, whole), head)
    for preposition, hits in _prepositions(sentence, verb):
        frame = _by_preposition(lemma, preposition, hits, verb, whole)
        if frame is not None:
            return frame
    for child in syntax.children(verb, "acomp", "attr"):
        hits = slots.named(sentence, child)
        if hits and hits[0].form is PlaceForm.DEMONYM:
            owners = tuple(hit for hit in whole.owners if hit not in hits)
            if owners:
                return Frame("share.located", owners, hits, stage=Stage.IMPORTS, verb=verb, whole=whole)
            return Frame("share.located", hits, verb=verb, whole=whole)
    return None


def _pointing(sentence: Sentence, whole: Whole) -> Whole:
    """A whole that points back ("of those", "of them") belongs to the country of the clause before it."""
    if whole.owners or not any(one.lower_ in words("pointers") for one in whole.tokens):
        return whole
    before = [hit for hit in sentence.places if hit.end <= whole.tokens[0].i and hit.form is not PlaceForm.DEMONYM]
    if before:
        return replace(whole, owners=(before[0],))
    return whole


def _fronted(sentence: Sentence, whole: Whole, head: Token) -> Whole:
    """A whole without an owner belongs to the place that opens the clause: "In Thailand, 80% of the cars ..."."""
    if whole.owners or whole.is_world:
        return whole
    for preposition in syntax.children(head.head, "prep"):
        if preposition.lower_ == "in" and preposition.i < head.i:
            noun = next(syntax.children(preposition, "pobj"), None)
            hit = sentence.place_at(noun) if noun is not None else None
            if hit is not None:
                return replace(whole, owners=slots.coordinated(sentence, hit))
    return whole


def _prepositions(sentence: Sentence, verb: Token) -> Iterator[tuple[str, tuple[PlaceHit, ...]]]:
    for token in verb.subtree:
        if (
            token.dep_ == "prep"
            and token.lower_ in {"in", "from", "to", "into", "at", "with", "through", "within"}
            and token.i > verb.i
        ):
            noun = next(syntax.children(token, "pobj"), None)
            hits = slots.named(sentence, noun) if noun is not None else ()
            if hits:
                yield token.lower_, hits
        if token.lower_ in {"abroad", "overseas"}:
            yield "from", ()


def _by_preposition(
    lemma: str, preposition: str, hits: tuple[PlaceHit, ...], verb: Token, whole: Whole
) -> Frame | None:
    owners = tuple(hit for hit in whole.owners if hit not in hits)
    if preposition in {"to", "into"} and lemma in words("go"):
        return Frame("share.destination", owners, hits, stage=Stage.EXPORTS, verb=verb, whole=whole) if owners else None
    if preposition == "from" and lemma in words("come"):
        if owners and not whole.is_world:
            return Frame("share.buyer", owners, hits, foreign=not hits, stage=Stage.IMPORTS, verb=verb, whole=whole)
        return Frame("share.located", hits, verb=verb, whole=whole) if hits else None
    if preposition in {"in", "at", "with", "within"} and lemma in words("lie") and hits:
        if owners and not whole.is_world and lemma in {"make", "produce", "build", "manufacture", "assemble"}:
            return Frame("share.buyer", owners, hits, stage=Stage.IMPORTS, verb=verb, whole=whole)
        return None if owners else Frame("share.located", hits, verb=verb, whole=whole)
    return None


def _paired(sentence: Sentence, figure: Figure, figures: list[Figure], frame: Frame) -> Frame:
    """One holder a figure where as many figures are listed as holders: "A, B and C mine 3%, 2% and 1%"."""
    run = _figure_run(sentence, figure, figures)
    if len(run) > 1 and len(frame.holders) == len(run):
        return replace(frame, rule="share.respectively", holders=(frame.holders[run.index(figure)],))
    return frame


def _figure_run(sentence: Sentence, figure: Figure, figures: list[Figure]) -> list[Figure]:
    """The figures listed with this one: only commas and "and" between them."""
    at = figures.index(figure)
    low = high = at
    while low > 0 and _listed(sentence, figures[low - 1], figures[low]):
        low -= 1
    while high + 1 < len(figures) and _listed(sentence, figures[high], figures[high + 1]):
        high += 1
    return figures[low : high + 1]


def _listed(sentence: Sentence, left: Figure, right: Figure) -> bool:
    between = sentence.document.text[left.span.end : right.span.start].replace("and", "").strip(" ,%")
    return between in {"", "per cent", "percent", "pct"}


def _again(
    sentence: Sentence, figure: Figure, head: Token, whole: Whole | None, last: tuple[Frame, Claim] | None
) -> Frame | None:
    """ "Today it is 12%", "a decade ago the figure was 7%": the share before, with another figure."""
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
    return replace(last[0], rule="share.again")


def _linear(sentence: Sentence, figure: Figure, whole: Whole | None) -> Frame | None:
    """Place, verb of holding, figure, side by side: for sentences that the parser reads wrongly."""
    at, _ = sentence.tokens_of(figure.span)
    doc = sentence.doc
    first = at - 1
    while first > max(0, at - 4) and (
        doc[first].pos_ in {"ADV", "ADP", "PART", "DET"} or doc[first].lower_ in {"responsible", "an", "up"}
    ):
        first -= 1
    verb = doc[first] if first >= 0 else None
    if verb is None or whole is None or verb.lemma_.lower() not in words("hold"):
        return None
    before = [hit for hit in sentence.places if hit.end <= verb.i]
    if not before:
        return None
    between = doc[before[-1].end : verb.i]
    if len(between) > 4 or any(token.pos_ in {"VERB", "PUNCT"} and token.lower_ not in {"-"} for token in between):
        return None
    holders = slots.coordinated(sentence, before[-1])
    return trade(sentence, Frame("share.subject", holders, verb=verb, whole=whole), doc[at])


def _adjacent(
    sentence: Sentence, figure: Figure, whole: Whole | None, last: tuple[Frame, Claim] | None
) -> Frame | None:
    """A place with nothing but a connector between it and the figure."""
    first, end = sentence.tokens_of(figure.span)
    before = [hit for hit in sentence.places if hit.end <= first]
    if not before:
        return None
    hit = before[-1]
    between = sentence.doc[hit.end : first]
    moving = words("moving") if last is not None and last[0].rule == "share.possessed" else frozenset[str]()
    if len(between) > 4 or not all(
        token.lower_ in words("connectors") or token.lemma_.lower() in moving for token in between
    ):
        return None
    if last is not None and hit in (*last[0].holders, *last[0].partners):
        return None
    if last is None:
        following = sentence.doc[end].lower_ if end < len(sentence.doc) else ""
        if following != ")" and not {"with", "at"} & {token.lower_ for token in between}:
            return None
        return Frame("share.adjacent", (hit,), whole=whole)
    frame = last[0]
    if frame.partners and not frame.foreign and frame.rule != "share.buyer":
        return replace(frame, rule="share.adjacent", partners=(hit,), whole=whole or frame.whole)
    return replace(frame, rule="share.adjacent", holders=(hit,), organization="", whole=whole or frame.whole)


FRAMES: tuple[Callable[[Sentence, Figure, Token, Whole | None], Frame | None], ...] = (
    _possessed_frame,
    _located_frame,
    _subject_frame,
    _with_frame,
    _apposed_frame,
)


def _within(token: Token, other: Token) -> bool:
    return any(one == other for one in syntax.climb(token))


# --- slots ---------------------------------------------------------------------------------------------------------


def _claims(
    sentence: Sentence, figure: Figure, head: Token, frame: Frame, last: tuple[Frame, Claim] | None
) -> tuple[Frame, list[Claim]] | str:
    goods = _goods(sentence, frame, head, last)
    if not goods:
        return "no commodity for the share"
    stage = _stage(sentence, frame, goods[0], last)
    anchor = frame.verb or head
    said = attribution(sentence, anchor)
    scope = _scope(frame)
    when, when_span = slots.year(sentence, figure.span)
    partners = slots.codes(frame.partners)
    claims: list[Claim] = []
    for good in goods:
        spans = [SlotSpan("countries", hit.span) for hit in frame.holders]
        spans += [SlotSpan("partner", hit.span) for hit in frame.partners]
        spans.append(SlotSpan("share", figure.span))
        spans += [
            SlotSpan(name, span)
            for name, span in (("commodity", good.span), ("stage", stage.span), ("year", when_span))
            if span
        ]
        if said is not None:
            spans.append(SlotSpan("attribution", said.span))
        claims.append(
            Share(
                evidence=Evidence(sentence.span, frame.rule, tuple(spans)),
                countries=slots.codes(frame.holders),
                organization=frame.organization if not frame.holders else "",
                partner="+".join(partners) or (FOREIGN if frame.foreign else ""),
                commodity=good.name,
                stage=frame.stage or slots.settle(stage.stage, good.kind),
                share_low=_percent(figure, figure.low),
                share_high=_percent(figure, figure.high),
                bound=figure.bound,
                scope=scope,
                year=when,
                modality=context(sentence, anchor).modality,
                attribution=said.text if said is not None else "",
            )
        )
    return frame, claims


def _goods(sentence: Sentence, frame: Frame, head: Token, last: tuple[Frame, Claim] | None) -> tuple[slots.Good, ...]:
    if frame.whole is not None:
        every = _all_trade(sentence, frame.whole)
        found = (every,) if every is not None else slots.goods_in(sentence, frame.whole.tokens)
        if found:
            return found[:3]
    if last is not None and frame.rule in {"share.adjacent", "share.respectively"}:
        return (slots.Good(last[1].commodity, None),)
    near = slots.good_in(sentence, syntax.clause(frame.verb or head), head.i) or slots.good_in(
        sentence, sentence.doc, head.i
    )
    if near is None and last is not None:
        return (slots.Good(last[1].commodity, None),)
    near = near or slots.carried_good(sentence)
    return (near,) if near is not None else ()


def _all_trade(sentence: Sentence, whole: Whole) -> slots.Good | None:
    """ "A tenth of its exports" is of all of them, unless the words point back at a commodity."""
    hits = [hit for hit in sentence.goods if any(hit.first <= one.i < hit.end for one in whole.tokens)]
    pointing = any(one.lower_ in words("pointers") for one in whole.tokens)
    if len(hits) == 1 and hits[0].weak and whole.owners and not pointing and slots.is_stage_noun(sentence, hits[0]):
        return slots.Good(hits[0].name, hits[0].kind, hits[0].span)
    return None


def _stage(sentence: Sentence, frame: Frame, good: slots.Good, last: tuple[Frame, Claim] | None) -> slots.StageRead:
    """The stage by the whole, the verb, the role of the holder, the claim before; production when nothing tells."""
    found = slots.stage_in(sentence, frame.whole.tokens) if frame.whole is not None else None
    role = _role_stage(sentence, frame)
    supplies = frame.verb is not None and frame.verb.lemma_.lower() in words("supply")
    if found is not None and not (supplies and found.stage is Stage.CONSUMPTION):
        return role if role is not None and found.stage in {Stage.PRODUCTION, Stage.SALES} else found
    if last is not None and isinstance(last[1], Share) and frame.rule in CONTINUED:
        return slots.StageRead(last[1].stage)
    by_verb = slots.stage_of_verb(sentence, frame.verb) if frame.verb is not None else None
    if by_verb is not None and by_verb.stage is not Stage.INVESTMENT:
        return role if role is not None and by_verb.stage is Stage.PRODUCTION else by_verb
    if role is not None:
        return role
    if supplies:
        return slots.StageRead(Stage.PRODUCTION)
    clause = slots.stage_in(sentence, syntax.clause(frame.verb)) if frame.verb is not None else None
    if clause is not None:
        return clause
    points = frame.whole is None or any(one.lower_ in words("pointers") for one in frame.whole.tokens)
    return (_carried_stage(sentence, good) if points else None) or slots.StageRead(Stage.PRODUCTION)


def _role_stage(sentence: Sentence, frame: Frame) -> slots.StageRead | None:
    """The stage that the holder's role tells: "Chilean miners", "the biggest refiner"; production roles tell nothing."""
    if not frame.holders:
        return None
    hit = frame.holders[-1]
    near = list(sentence.doc[hit.end : hit.end + 3])
    if frame.verb is not None:
        subject = syntax.subject(frame.verb)
        near = near if subject is None else [*near, *(one for one in subject.subtree if one.i < frame.verb.i)]
    near += [one for token in sentence.doc if token.dep_ in {"attr", "appos"} for one in syntax.phrase(token)]
    roles = {token.lower_: token for token in near if token.lower_ in slots.role_words()}
    for word, token in roles.items():
        stage = slots.role_words()[word]
        if stage is not Stage.PRODUCTION:
            return slots.StageRead(stage, sentence.span_of(token.i, token.i + 1))
    return None


def _carried_stage(sentence: Sentence, good: slots.Good) -> slots.StageRead | None:
    """The stage of the last share of the same commodity, at most two sentences back."""
    for one in sentence.back(2):
        for claim in reversed(one.claims):
            if isinstance(claim, Share) and claim.commodity == good.name:
                return slots.StageRead(claim.stage) if not claim.partner else None
    return None


def _scope(frame: Frame) -> str:
    holders = slots.codes(frame.holders)
    if frame.partners or frame.foreign:
        return holders[0] if len(holders) == 1 else ""
    if frame.whole is None or frame.whole.is_world:
        return ""
    owners = slots.codes(frame.whole.owners)
    return owners[0] if len(owners) == 1 else ""


def _percent(figure: Figure, value: float | None) -> float | None:
    """The value as the claim model writes it: a third is 33.3."""
    return round(value, 1) if value is not None and figure.kind == "fraction" else value
