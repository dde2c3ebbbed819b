"""The slots of a share beside its holder: commodity, stage, scope, percent."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_lists import Last
from pipeline.extract.claims.share_trade import Frame
from pipeline.extract.claims.share_whole import Whole, before_clause, points_back, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence
from pipeline.types import Share, Stage
from pipeline.vocab.stages import by_verb

CONTINUED = frozenset({"share.adjacent", "share.respectively", "share.again"})  # rules that go on from a share
LOOSE = frozenset({Stage.PRODUCTION, Stage.INVESTMENT, Stage.SALES})  # stages of verbs that the noun may tell better


def goods(sentence: Sentence, frame: Frame, head: Token, last: Last | None) -> tuple[slots.Good, ...]:
    """The commodities of the whole, else of the share before, the clause, the sentence, or the text before it."""
    if frame.whole is not None:
        every = _all_trade(sentence, frame.whole)
        found = (every,) if every is not None else slots.goods_in(sentence, before_clause(frame.whole))
        if found and not _is_trade_only(sentence, frame.whole, found):
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


def _is_trade_only(sentence: Sentence, whole: Whole, found: tuple[slots.Good, ...]) -> bool:
    """Whether a whole names only trade, of goods named elsewhere: "its ammonia is a tenth of world trade"."""
    if whole.owners or len(found) > 1 or not any(not hit.weak for hit in sentence.goods):
        return False
    return any(hit.span == found[0].span and hit.weak and slots.is_stage_noun(sentence, hit) for hit in sentence.goods)


def _all_trade(sentence: Sentence, whole: Whole) -> slots.Good | None:
    """All goods of a country: "a tenth of its exports", unless the words point back at a commodity."""
    hits = [hit for hit in sentence.goods if any(hit.first <= one.i < hit.end for one in whole.tokens)]
    pointing = points_back(whole)
    if len(hits) == 1 and hits[0].weak and whole.owners and not pointing and slots.is_stage_noun(sentence, hits[0]):
        return slots.Good(hits[0].name, hits[0].kind, hits[0].span)
    return None


def stage(sentence: Sentence, frame: Frame, good: slots.Good, last: Last | None) -> slots.StageRead:
    """The stage by the whole, the verb, the role of the holder, the claim before; production when nothing tells."""
    if _has_no_stage(frame):
        return slots.StageRead(Stage.NONE)
    told = (
        [one for one in frame.whole.tokens if one.lower_ not in slots.role_words()] if frame.whole is not None else []
    )
    found = _able(sentence, told) or slots.stage_in(sentence, told)
    role = _role_stage(sentence, frame)
    by_verb = slots.stage_of_verb(sentence, frame.verb) if frame.verb is not None else None
    if by_verb is not None and by_verb.stage not in LOOSE and frame.rule not in CONTINUED:
        return by_verb
    supplies = frame.verb is not None and frame.verb.lemma_.lower() in words("supply")
    if found is not None and not (supplies and found.stage is Stage.CONSUMPTION):
        return role if role is not None and found.stage is Stage.PRODUCTION else found
    if last is not None and isinstance(last[1], Share) and (frame.rule in CONTINUED or _sold_too(frame, last)):
        return slots.StageRead(last[1].stage)
    if by_verb is not None and by_verb.stage is not Stage.INVESTMENT:
        return role if role is not None and by_verb.stage is Stage.PRODUCTION else by_verb
    return role or _told(sentence, frame, good, supplies=supplies)


def _has_no_stage(frame: Frame) -> bool:
    """Whether what is counted is at no stage: patents, firms, a fleet; or the verb is one of designing."""
    head = frame.whole is not None and frame.whole.head.lower_ in words("stageless")
    return head or (frame.verb is not None and frame.verb.lemma_.lower() in words("stageless-verbs"))


def _sold_too(frame: Frame, last: Last) -> bool:
    """Whether one verb of selling has both shares as objects: "sold a tenth of the traded wheat and half its maize"."""
    verb = frame.verb
    return verb is not None and verb == last[0].verb and by_verb().get(verb.lemma_.lower()) is Stage.SALES


def _able(sentence: Sentence, told: list[Token]) -> slots.StageRead | None:
    """The stage of what a capacity is for: "the world's capacity to refine cobalt"."""
    for token in told:
        if token.tag_ == "VB" and token.i > 0 and sentence.doc[token.i - 1].tag_ == "TO":
            return slots.stage_of_verb(sentence, token)
    return None


def _told(sentence: Sentence, frame: Frame, good: slots.Good, *, supplies: bool) -> slots.StageRead:
    """The stage by the rest of the clause, or by the text before where the whole points back at it."""
    if supplies:
        return slots.StageRead(Stage.PRODUCTION)
    clause = slots.stage_in(sentence, syntax.clause(frame.verb)) if frame.verb is not None else None
    if clause is not None:
        return clause
    points = frame.whole is None or points_back(frame.whole)
    if frame.whole is not None and points:
        before = slots.stage_in(sentence, list(sentence.doc[: frame.whole.tokens[0].i]))
        if before is not None:
            return before
    return (_carried_stage(sentence, good) if points else None) or slots.StageRead(Stage.PRODUCTION)


def _role_stage(sentence: Sentence, frame: Frame) -> slots.StageRead | None:
    """The stage that the holder's role tells: "Chilean miners", "the biggest refiner"; "producers" tells nothing."""
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


def scope(frame: Frame) -> str:
    """Of what the percentage is: the country whose trade it is, the owner of the whole, "" for the world."""
    holders = (frame.owner,) if frame.owner else slots.codes(frame.holders)
    if frame.owner or frame.partners or frame.foreign:
        return holders[0] if len(holders) == 1 else ""
    if frame.whole is None or frame.whole.is_world:
        return ""
    owners = slots.codes(frame.whole.owners)
    return owners[0] if len(owners) == 1 else ""


def percent(figure: Figure, value: float | None) -> float | None:
    """The value as the claim model writes it: a third is 33.3."""
    return round(value, 1) if value is not None and figure.kind == "fraction" else value
