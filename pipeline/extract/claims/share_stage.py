"""The stage of a share: by its whole, its verb, the role of its holder, or what was said before."""

from collections.abc import Iterable

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_lists import Last
from pipeline.extract.claims.share_role import role_stage
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.claims.share_whole import Whole, before_clause, points_back, words
from pipeline.extract.sentence import Sentence
from pipeline.types import Change, Quantity, Share, Stage
from pipeline.vocab.commodities import Kind
from pipeline.vocab.stages import OUTPUT
from pipeline.vocab.stages import by_verb as stage_verbs

CONTINUED = frozenset({"share.adjacent", "share.respectively", "share.again"})  # rules that go on from a share
LOOSE = frozenset({Stage.PRODUCTION, Stage.INVESTMENT, Stage.SALES})  # stages of verbs that the noun may tell better


def stage(sentence: Sentence, frame: Frame, good: slots.Good, head: Token, last: Last | None) -> slots.StageRead:
    """The stage by the whole, the verb, the role of the holder, the claim before; production when nothing tells."""
    found = _found(sentence, frame, good, head, last)
    takes = frame.verb is not None and frame.verb.lemma_.lower() in words("takers") and frame.rule == "share.subject"
    whole = frame.whole
    sells = frame.verb is not None and frame.verb.lemma_ == "sell" and whole is not None and whole.is_world
    if sells and found.stage is Stage.SALES and good.kind in {Kind.MATERIAL, Kind.FOOD, Kind.ENERGY}:
        return slots.StageRead(Stage.EXPORTS, found.span)  # "sells 85% of the world's cinnamon"
    if good.name == "goods" and whole is not None and whole.head.lower_ == "trade" and not whole.owners:
        return slots.StageRead(Stage.NONE)  # "16% of global trade"
    if takes and found.stage is Stage.EXPORTS:
        return slots.StageRead(Stage.IMPORTS, found.span)  # "takes 60% of the world's shipments"
    return found


def _found(sentence: Sentence, frame: Frame, good: slots.Good, head: Token, last: Last | None) -> slots.StageRead:
    before = last[1] if last is not None and isinstance(last[1], Share) else None
    if _has_no_stage(frame):
        return slots.StageRead(Stage.NONE)
    if last is not None and before is not None and frame.rule in CONTINUED and frame.whole is last[0].whole:
        return slots.StageRead(before.stage)
    verb = frame.verb if not is_aside(head, frame.verb) else None
    by_verb = _of_verb(sentence, verb, head) if verb is not None else None
    firm = by_verb is not None and frame.rule not in CONTINUED
    firm = firm and by_verb is not None and (by_verb.stage not in LOOSE or by_verb.span is None)
    role = role_stage(sentence, frame)
    found = by_verb if firm else _of_whole(sentence, frame, head)
    if found is not None:
        generic = found.stage is Stage.PRODUCTION and found is not by_verb
        traded = role is not None and role.stage in {Stage.EXPORTS, Stage.IMPORTS} and _says_output(frame)
        return ((None if traded else role) or _topic_stage(sentence, frame, good) or found) if generic else found
    made = before is not None and before.stage in OUTPUT  # "has 21% of the lithium and yet produces 1%" is not
    goes_on = frame.rule in CONTINUED or (
        frame.whole is None and (by_verb is None or (by_verb.stage is Stage.PRODUCTION and (made or _is_light(verb))))
    )
    goes_on = goes_on or (last is not None and _is_part(frame, last) and by_verb is not None)
    if last is not None and before is not None and (goes_on or _sold_too(frame, last)):
        return slots.StageRead(before.stage)
    if by_verb is None or by_verb.stage is Stage.INVESTMENT:
        return role or _in_ground(frame, verb, good) or _told(sentence, frame, good, head)
    return role if role is not None and by_verb.stage is Stage.PRODUCTION else by_verb


def _is_light(verb: Token | None) -> bool:
    """Whether a verb tells only that it is a part: "it makes up an eighth", "accounts for 12%"."""
    if verb is None:
        return False
    up = verb.lemma_ == "make" and any(one.lower_ == "up" for one in verb.children)
    return up or verb.lemma_.lower() in {"account", "represent", "constitute", "comprise"}


def _says_output(frame: Frame) -> bool:
    """Whether the whole itself says that it is made: "the importer now has 60% of the world's production"."""
    return frame.whole is not None and frame.whole.head.lower_ in {"production", "output"}


def _of_verb(sentence: Sentence, verb: Token, head: Token) -> slots.StageRead | None:
    """The stage that the verb of the share tells; "raises half of the salmon" is of a crop."""
    if head.dep_ == "dobj" and head.head.tag_ == "NNS":
        verb = head.head  # "mines half of the ore and smelts 40% of the metal", tagged as a noun
    moved = any(one.lower_ in words("share-nouns") for one in syntax.children(verb, "dobj"))  # "lifted its share to"
    crop = verb.lemma_.lower() in words("crop-verbs") and not moved
    return slots.stage_of_verb(sentence, verb) or (slots.StageRead(Stage.PRODUCTION) if crop else None)


def _in_ground(frame: Frame, verb: Token | None, good: slots.Good) -> slots.StageRead | None:
    """Reserves, where the verb has a part of a material itself: "sits on 5% of the world's gold"."""
    lies = verb is not None and verb.lemma_.lower() in words("lie-in-ground") and good.kind is Kind.MATERIAL
    world = good.span is not None and frame.whole is not None and frame.whole.is_world
    return slots.StageRead(Stage.RESERVES) if lies and world else None


def _of_whole(sentence: Sentence, frame: Frame, head: Token) -> slots.StageRead | None:
    """The stage that the words of the whole tell, in the light of the verb."""
    if frame.whole is None:
        return None
    told = [one for one in frame.whole.tokens if one.lower_ not in slots.role_words()]
    if frame.whole.head.lower_ == "market":
        told = [one for one in told if one.i <= frame.whole.head.i]  # not "... for the equipment used in refining"
    inner = slots.stage_in(sentence, [one for one in told if one in before_clause(frame.whole)])
    found = _able(sentence, told) or inner or slots.stage_in(sentence, told)
    verb = frame.verb or syntax.governor(head)
    if found is None or verb is None:
        return found
    if inner is None and found.stage not in OUTPUT and stage_verbs().get(verb.lemma_.lower()) in OUTPUT:
        return None  # "makes 60% of the batteries sold worldwide": the verb tells what the country does
    lemma = verb.lemma_.lower()
    if found.stage is Stage.PRODUCTION:
        return _kind_of_output(sentence, verb, told) or found
    own = frame.is_own
    makes = own and stage_verbs().get(lemma) in OUTPUT  # "produces only 30% of its needs"
    return None if (makes or lemma in words("supply")) and found.stage is Stage.CONSUMPTION else found


def _kind_of_output(sentence: Sentence, verb: Token, told: list[Token]) -> slots.StageRead | None:
    """The kind of output that the subject tells, where the whole names no goods: "the smelting market is led by"."""
    subject = syntax.subject(verb)
    goods = sentence.good_words()
    if subject is None or any(one.i in goods for one in told):
        return None
    read = slots.stage_in(sentence, [one for one in syntax.phrase(subject) if one.lower_ != "market"])
    return read if read is not None and read.stage in OUTPUT else None


def _has_no_stage(frame: Frame) -> bool:
    """Whether what is counted is at no stage: patents, firms, a fleet; or the verb is one of designing."""
    if frame.verb is not None and stage_verbs().get(frame.verb.lemma_.lower()) is Stage.MANUFACTURING:
        return False  # "built 55% of the world's tonnage"
    noun = frame.whole.head if frame.whole is not None else None
    head = noun is not None and noun.lower_ in words("stageless")
    if noun is not None and noun.lower_ in {"power", "capacity"}:
        head = any(one.lower_ in words("stageless") for one in syntax.children(noun, "compound", "amod"))
    return head or (frame.verb is not None and frame.verb.lemma_.lower() in words("stageless-verbs"))


def _is_part(frame: Frame, last: Last) -> bool:
    """Whether the share before has the same holder and verb: "yields 70% of newly mined tin and 83% of zinc"."""
    same = frame.verb == last[0].verb and frame.holders == last[0].holders and frame.verb is not None
    return same and frame.verb is not None and stage_verbs().get(frame.verb.lemma_.lower()) in LOOSE


def _sold_too(frame: Frame, last: Last) -> bool:
    """Whether one verb of selling has both shares as objects: "sold a tenth of the traded wheat and half its maize"."""
    verb = frame.verb
    return verb is not None and verb == last[0].verb and stage_verbs().get(verb.lemma_.lower()) is Stage.SALES


def _able(sentence: Sentence, told: list[Token]) -> slots.StageRead | None:
    """The stage of what a capacity is for: "the world's capacity to refine cobalt"."""
    for token in told:
        if token.tag_ == "VB" and token.i > 0 and sentence.doc[token.i - 1].tag_ == "TO":
            return slots.stage_of_verb(sentence, token)
    return None


def _told(sentence: Sentence, frame: Frame, good: slots.Good, head: Token) -> slots.StageRead:
    """The stage by the rest of the clause, or by the text before where the whole points back at it."""
    points = frame.whole is None or points_back(frame.whole)
    if not points and frame.verb is not None and frame.verb.lemma_.lower() in words("supply"):
        return slots.StageRead(Stage.PRODUCTION)
    limit = min((at for at in _figure_starts(sentence) if at > head.i), default=len(sentence.doc))
    within = [one for one in syntax.clause(frame.verb) if one.i < limit] if frame.verb is not None else []
    clause = slots.stage_in(sentence, within) if not is_aside(head, frame.verb) else None
    if clause is not None:
        return clause
    if frame.whole is not None and points:
        before = slots.stage_in(sentence, list(sentence.doc[: frame.whole.tokens[0].i]))
        if before is not None:
            return before
    carried = _carried_stage(sentence, good) if points else None
    return carried or _only_output(sentence, frame, head) or slots.StageRead(Stage.PRODUCTION)


def _only_output(sentence: Sentence, frame: Frame, head: Token) -> slots.StageRead | None:
    """The stage that the words before a list tell: "is mined here: Congo (74%)", "gas reserves: Iran (17%)"."""
    if frame.verb is not None:
        return None
    read = slots.stage_in(sentence, list(sentence.doc[: head.i]))
    if read is not None and read.stage not in {Stage.IMPORTS, Stage.PRODUCTION}:
        return read
    kinds = _kinds_done(sentence, sentence.doc)
    return slots.StageRead(kinds.pop()) if len(kinds) == 1 else None


def _kinds_done(sentence: Sentence, tokens: Iterable[Token]) -> set[Stage]:
    """The kinds of output that the verbs among some tokens tell, without plain production."""
    told = (slots.stage_of_verb(sentence, one) for one in tokens if syntax.is_verb(one))
    return {one.stage for one in told if one is not None and one.stage in OUTPUT - {Stage.PRODUCTION}}


def _topic_stage(sentence: Sentence, frame: Frame, good: slots.Good) -> slots.StageRead | None:
    """The kind of output that was spoken of, where the whole says only "output": "is mined in X, with 51% of it"."""
    whole = frame.whole
    inside = whole is not None and any(one.lower_ in good.name.split() for one in whole.tokens)
    if whole is None or inside or (good.span is not None and good.span.start >= sentence.span_of(*_ends(whole)).start):
        return None
    kinds = _kinds_done(sentence, sentence.doc[: whole.tokens[0].i])
    if kinds:
        return slots.StageRead(kinds.pop()) if len(kinds) == 1 else None
    for claim in reversed(sentence.previous.claims) if sentence.previous is not None else ():
        if isinstance(claim, Share | Quantity) and claim.commodity == good.name and claim.stage in OUTPUT:
            return slots.StageRead(Stage(claim.stage))
    return None


def _ends(whole: Whole) -> tuple[int, int]:
    return whole.tokens[0].i, whole.tokens[-1].i + 1


def _figure_starts(sentence: Sentence) -> list[int]:
    return [sentence.tokens_of(one.span)[0] for one in sentence.figures if one.unit == "percent"]


def is_aside(head: Token, verb: Token | None) -> bool:
    """Whether the figure stands in an apposition or beside the subject, of which the verb tells nothing."""
    below = head
    for above in syntax.climb(head):
        if above == verb and below.lower_ == "with":
            return below.i < verb.i
        if above == verb:
            return below.dep_ in syntax.SUBJECTS and head.dep_ not in syntax.SUBJECTS and head.i < above.i
        if below.dep_ == "appos" and verb is not None and above.i < verb.i:
            return True
        below = above
    return False


def _carried_stage(sentence: Sentence, good: slots.Good) -> slots.StageRead | None:
    """The stage of the last share of the same commodity, at most two sentences back."""
    for one in sentence.back(2):
        for claim in reversed(one.claims):
            if isinstance(claim, Share) and claim.commodity == good.name:
                return slots.StageRead(claim.stage) if not claim.partner else None
            if isinstance(claim, Quantity | Change) and claim.commodity == good.name and claim.stage in OUTPUT:
                return slots.StageRead(claim.stage)
    previous = sentence.previous
    if previous is not None and any(hit.name == good.name for hit in previous.goods):
        read = slots.stage_in(previous, list(previous.doc))
        return read if read is not None and read.stage in OUTPUT else None
    return None
