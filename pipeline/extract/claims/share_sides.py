"""What the words around a frame make of it: trade of a country spoken of before."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_lists import Last
from pipeline.extract.claims.share_trade import Frame, roles, served, spoken_of, trader_before
from pipeline.extract.claims.share_whole import BACK, points_back, words
from pipeline.extract.sentence import Sentence
from pipeline.types import Claim, Quantity, Share, Stage
from pipeline.vocab.stages import by_verb

DIGS = frozenset({Stage.MINING, Stage.PROCESSING, Stage.MANUFACTURING})  # what nobody does to what another sells
MAKES = DIGS | {Stage.PRODUCTION}
ONE_SIDED = frozenset(
    {"share.supplier", "share.given", "share.with", "share.respectively"}
)  # the subject is the partner
FLOWS = {
    "from": (Stage.IMPORTS, "demand", "get"),
    "to": (Stage.EXPORTS, "outflow", "go"),
    "by": (Stage.EXPORTS, "", "get"),
}


def pointed(sentence: Sentence, frame: Frame, last: Last | None) -> Frame:
    """The frame as trade of the country spoken of, where the whole points back at it: "China bought half of them"."""
    whole = frame.whole
    takes = frame.verb is not None and frame.verb.lemma_.lower() in words("takers") | words("supply")
    if frame.owner or frame.partners or not frame.holders or (whole is not None and (whole.owners or whole.is_world)):
        return frame
    within = whole is not None and whole.head.lower_ in {"which", "whom"}  # that is named in this very sentence
    if within:
        return _clause_before(sentence, frame) or frame
    outside = (
        whole is None and last is None and frame.verb is not None and frame.verb.lemma_.lower() in words("outsiders")
    )
    digs = frame.verb is not None and by_verb().get(frame.verb.lemma_.lower()) in DIGS
    if digs or not (takes or outside if whole is None else points_back(whole)):
        return frame  # "its exports go to Japan. Mexico mines 24% of the total"
    if (
        last is not None
        and whole is not None
        and last[0].foreign
        and slots.codes(last[0].holders) != slots.codes(frame.holders)
    ):
        return replace(last[0], rule="share.supplier", partners=frame.holders, foreign=False, whole=whole)
    if last is not None:
        return _bought(frame, last[1])  # with a share before in the sentence, it is that one's whole
    return _clause_before(sentence, frame) or _of_sentence_before(sentence, frame)


def _is_maker(sentence: Sentence, frame: Frame) -> bool:
    """Whether the holder is said to make goods of its own: "Peru is the top producer, accounting for 20%"."""
    nouns = roles(sentence, frame.verb, frame) if frame.verb is not None else []
    sides = words("supplier-roles") | words("customer-roles")
    return any(slots.role_words().get(one.lower_) in MAKES and one.lemma_.lower() not in sides for one in nouns)


def led_to(sentence: Sentence, frame: Frame) -> Frame:
    """The frame as trade where "from" or "to" leads to its place: "Japan's imports come from Chile (65%)"."""
    if frame.rule not in {"share.adjacent", "share.respectively"} or frame.partners or frame.owner or not frame.holders:
        return frame
    places = frame.listed or frame.holders
    top = min(places, key=lambda hit: hit.first)
    first = next((one for one in syntax.climb(sentence.doc[top.end - 1]) if one.dep_ != "conj"), None)
    found = FLOWS.get(first.lower_) if first is not None and first.i < top.first else None
    verb = syntax.governor(first) if found is not None and first is not None else None
    if found is None or verb is None:
        return frame
    stage, nouns, verbs = found
    subject = syntax.subject(verb)
    hits = slots.named(sentence, subject) if subject is not None else ()
    hits = hits or tuple(
        hit for hit in sentence.places if subject is not None and sentence.doc[hit.first] in subject.subtree
    )
    hits = tuple(hit for hit in hits if hit not in places and hit.first < verb.i)
    told = {one.lower_ for one in (subject.subtree if subject is not None else ())} & (words(nouns) if nouns else set())
    flows = words(verbs) | (words("come") if stage is Stage.IMPORTS else frozenset())
    if len(slots.codes(hits)) == 1 and (told or verb.lemma_.lower() in flows):
        return replace(frame, holders=hits, partners=frame.holders, stage=stage, verb=verb)
    owner = spoken_of(sentence, slots.codes(places), frozenset({stage}))
    return replace(frame, owner=owner, stage=stage, verb=verb) if owner and not hits else frame


def carried(sentence: Sentence, frame: Frame, last: Last | None) -> Frame:
    """The frame as trade of the country whose trade the sentence before tells of: "..., led by America (58%)"."""
    ranked = (
        frame.rule == "share.subject" and frame.verb is not None and frame.verb.lemma_ == "be"
    )  # "is second at 15%"
    listed = frame.rule in {"share.adjacent", "share.with", "share.possessed"}
    bare = frame.whole is None and last is None and (listed or ranked)
    if not bare or frame.partners or frame.owner or frame.stage is not None or sentence.previous is None:
        return frame
    told = [one for one in sentence.previous.claims if isinstance(one, Share)]
    before = told[-1] if told else None
    if before is None or not before.partner or len(before.countries) != 1:
        return frame
    read = slots.stage_in(sentence, list(sentence.doc))
    if before.countries == slots.codes(frame.holders) or (read is not None and read.stage is not before.stage):
        return frame
    return replace(frame, owner=before.countries[0], stage=Stage(before.stage))


def _of_sentence_before(sentence: Sentence, frame: Frame) -> Frame:
    holders = slots.codes(frame.holders)
    told = sentence.previous.claims if sentence.previous is not None else []
    for claim in reversed(told):
        if isinstance(claim, Share | Quantity) and claim.stage in {Stage.IMPORTS, Stage.EXPORTS}:
            if len(claim.countries) == 1 and claim.countries != holders:
                return replace(frame, rule="share.supplier", owner=claim.countries[0], stage=claim.stage)
            return frame
    meant = frame.whole is not None and frame.whole.head.lower_ in BACK
    return _bought(frame, told[-1]) if meant and told else frame


def _bought(frame: Frame, before: Claim) -> Frame:
    """Part of what one country makes, bought by another: "Mali grows 80% of all shea; Japan buys half of it"."""
    buys = frame.verb is not None and frame.verb.lemma_.lower() in words("takers") | {"buy", "purchase", "import"}
    plain = isinstance(before, Share) and len(before.countries) == 1 and not before.partner and frame.whole is not None
    if not (buys and plain) or before.countries == slots.codes(frame.holders):
        return frame
    return replace(frame, rule="share.supplier", owner=before.countries[0], stage=Stage.EXPORTS)


def others(sentence: Sentence, frame: Frame) -> Frame:
    """The frame as trade of another country, where "its" or the role of the holder can't mean the holder's own goods.

    "Chile's ore: China buys 70% of it", "Peru ships tin. Japan is the main market, with 16% of the total".
    """
    whole, held = frame.whole, slots.codes(frame.holders)
    if frame.partners or frame.foreign or frame.owner or frame.stage is not None or not held or frame.verb is None:
        return frame
    own = whole is not None and bool(whole.owners) and slots.codes(whole.owners) == held
    stage = None if _is_maker(sentence, frame) else _outer_stage(sentence, frame, own=own)
    stage = stage or _stage_of_trade(sentence, frame)
    pronoun = own and whole is not None and any(one.tag_ in {"PRP", "PRP$"} for one in whole.tokens)
    if stage is None or (whole is not None and (whole.is_world or (whole.owners and not pronoun))):
        return frame
    code = (
        _other(sentence, frame, held) if pronoun else spoken_of(sentence, held, frozenset({stage}), 2 if whole else 1)
    )
    if not code:
        return frame
    whole = replace(whole, owners=()) if whole is not None else None
    return replace(frame, rule="share.supplier", owner=code, stage=stage, whole=whole)


def _stage_of_trade(sentence: Sentence, frame: Frame) -> Stage | None:
    """The trade of which the holder has a part, where the whole is only that: "Iceland provides 13% of imports"."""
    whole, lemma = frame.whole, frame.verb.lemma_.lower() if frame.verb is not None else ""
    if whole is None or whole.is_world or by_verb().get(lemma) in DIGS:
        return None
    its = any(one.tag_ == "PRP$" for one in whole.tokens) and lemma in words("outsiders")
    if whole.owners and not its:
        return None
    told = {one.lower_ for one in whole.tokens}
    if told & {"imports", "purchases", "arrivals"}:
        return Stage.IMPORTS
    made = _is_maker(sentence, frame)
    if (
        told & {"volumes", "total"}
        and not made
        and trader_before(sentence, slots.codes(frame.holders), {Stage.EXPORTS})
    ):
        return Stage.EXPORTS
    return Stage.EXPORTS if told & {"exports", "shipments"} else None


def _outer_stage(sentence: Sentence, frame: Frame, *, own: bool) -> Stage | None:
    """Whether the holder buys or sells somebody else's goods, by its role or its verb."""
    assert frame.verb is not None  # noqa: S101 - asked before
    nouns = {one.lemma_.lower() for one in roles(sentence, frame.verb, frame)}
    lemma = frame.verb.lemma_.lower()
    sourced = any(one.lower_ == "from" for one in syntax.reach(frame.verb))
    if nouns & words("customer-roles") or (own and lemma in words("takers") | {"buy", "purchase"} and not sourced):
        return Stage.EXPORTS
    supplies = lemma in words("supply") and (own or frame.whole is None)
    supplies = (supplies or (lemma in words("outsiders") and frame.whole is None)) and frame.verb.dep_ != "relcl"
    return Stage.IMPORTS if nouns & words("supplier-roles") or supplies else None


def _other(sentence: Sentence, frame: Frame, held: tuple[str, ...]) -> str:
    """The country before the holder in the sentence, else the one that the claims just before are about."""
    start = min(hit.first for hit in frame.holders)
    before = [hit.code for hit in sentence.places if hit.end <= start and hit.code not in held]
    for token in sentence.doc:
        if token.lemma_.lower() in words("supplier-roles") | words("customer-roles"):
            hit = slots.owner(sentence, token) or served(sentence, token)
            if hit is not None and hit.code not in held:
                return hit.code  # "met 33% of its demand" after "as the EU's top supplier"
    return before[0] if before else spoken_of(sentence, held, frozenset(Stage))


def _clause_before(sentence: Sentence, frame: Frame) -> Frame | None:
    """The frame as trade of the country whose trade the clause before tells of: "... and China took half of that"."""
    start = min(hit.first for hit in frame.holders)
    before = [hit for hit in sentence.places if hit.end <= start and hit.code not in slots.codes(frame.holders)]
    tokens = list(sentence.doc[:start])
    told = slots.stage_in(sentence, tokens) or _stage_of_verbs(sentence, tokens) or _stage_of_flow(tokens)
    lemma = frame.verb.lemma_.lower() if frame.verb is not None else ""
    wanted = Stage.EXPORTS if lemma in words("takers") else Stage.IMPORTS if lemma in words("supply") else None
    sold = told is not None and told.stage is Stage.SALES and wanted is Stage.EXPORTS
    if told is None or not (told.stage is wanted or sold) or len(slots.codes(before)) != 1:
        return None
    return replace(frame, rule="share.supplier", holders=(before[0],), partners=frame.holders, stage=wanted)


def _stage_of_flow(tokens: list[Token]) -> slots.StageRead | None:
    """The trade that a verb of moving tells: "its lithium goes to China", "comes from Peru"."""
    for one in reversed(tokens):
        lemma = one.head.lemma_.lower()
        for word, verbs, stage in (("to", "go", Stage.EXPORTS), ("from", "come", Stage.IMPORTS)):
            if one.lower_ == word and lemma in words(verbs):
                return slots.StageRead(stage)
    return None


def _stage_of_verbs(sentence: Sentence, tokens: list[Token]) -> slots.StageRead | None:
    """The stage that the last verb of trade tells."""
    read = [slots.stage_of_verb(sentence, one) for one in tokens if syntax.is_verb(one)]
    return next((one for one in reversed(read) if one is not None), None)


def continued(frame: Frame, last: Last | None) -> Frame:
    """The other sides of the trade before: "China takes 40% of what Peru sells; Japan follows with 9%"."""
    if last is None or frame.whole is not None or frame.partners or frame.organization:
        return frame
    if last[0].owner and not frame.owner:
        return replace(last[0], rule=frame.rule, holders=frame.holders)  # "..., followed by Mali, which took 15%"
    if not last[0].partners:
        return frame
    met = set(frame.holders) & set(last[0].partners)
    if last[0].rule == "share.destination" and frame.rule == "share.with" and not met:
        return replace(last[0], rule=frame.rule, holders=frame.holders)  # "and India does the same with 30%"
    if frame.verb is not None and frame.verb.dep_ == "relcl" and frame.holders == last[0].partners:
        return replace(last[0], rule="share.again")  # "is made in China, which in 2020 supplied barely 5%"
    goes_on = frame.rule in {"share.with", "share.respectively", "share.possessed"} and last[0].rule in ONE_SIDED
    lemma = frame.verb.lemma_.lower() if frame.verb is not None and frame.rule == "share.subject" else ""
    other = slots.codes(frame.holders) != slots.codes(last[0].holders)
    verbs = {Stage.EXPORTS: words("takers") | words("get"), Stage.IMPORTS: words("supply")}
    goes_on = goes_on or (other and last[0].rule in ONE_SIDED and lemma == "be")  # "Russia was second with 25%"
    goes_on = goes_on or (other and last[0].stage is not None and lemma in verbs.get(last[0].stage, ()))
    return replace(last[0], rule=frame.rule, partners=frame.holders) if goes_on else frame
