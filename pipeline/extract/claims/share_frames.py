"""The frames of a share: in which grammatical relation to its holder the percentage stands.

Each frame gives None where it does not fit; the first that fits is taken.
"""

from collections.abc import Callable

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims import share_subject as subjects
from pipeline.extract.claims.share_located import located_frame, participle_frame
from pipeline.extract.claims.share_moved import bracket_frame, goods_frame, moved_frame
from pipeline.extract.claims.share_part import apposed_frame, given_frame, in_all, part_frame
from pipeline.extract.claims.share_placed import placed_frame
from pipeline.extract.claims.share_possessed import possessed, possessed_frame
from pipeline.extract.claims.share_trade import Frame, served, trade
from pipeline.extract.claims.share_whole import Whole, is_object, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Share, Stage
from pipeline.vocab.places import regions
from pipeline.vocab.stages import by_verb

DASHED = frozenset({",", "—", "–", "--"})


def _subject_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure is an object; the subject of its verb holds it, or gets it from a partner, or supplies it to one."""
    if head.dep_ in syntax.SUBJECTS:
        return None
    verb = syntax.governor(head)
    if verb is None:
        return None
    for noun in (syntax.subject(verb), *syntax.children(verb, "dobj")):
        apart = head.i < verb.i and noun != syntax.own_subject(verb)  # "figures don't tell, but half were sold"
        if noun is not None and noun.lemma_.lower() in words("share-nouns") and noun.i != head.i and not apart:
            found = possessed(sentence, noun, verb, whole)
            if found is not None:
                return found
    if _holds(verb, whole if is_object(head) else None) or _goes_on(sentence, verb, head, whole):
        return _held(sentence, head, verb, whole)
    sent = _held(sentence, head, verb, whole) if verb.lemma_.lower() in words("go") else None
    return sent if sent is not None and sent.rule in {"share.destination", "share.supplier"} else None


def _holds(verb: Token, counted: Whole | None) -> bool:
    """Whether the subject of the verb has what the verb is about; a verb of rising only as one of raising a crop."""
    lemma = verb.lemma_.lower()
    known = words("hold") | words("get") | words("rely") | set(by_verb())
    free = counted is not None and counted.is_world and lemma not in words("not-verbs") | words("no-hold")
    if (lemma in words("not-verbs") and counted is None) or not (lemma in known or free):
        return False
    return not syntax.is_passive(verb) or lemma == "leave"


def _goes_on(sentence: Sentence, verb: Token, head: Token, whole: Whole | None) -> bool:
    """Whether a bare percentage is one more share after another: "Congo digs up 76%; Indonesia managed 10%"."""
    told = sentence.claims or (sentence.previous.claims if sentence.previous is not None else [])
    shared = bool(told) and isinstance(told[-1], Share) and not told[-1].partner
    other = verb.lemma_.lower() in words("not-verbs") | words("no-hold")
    return shared and whole is None and head.dep_ == "dobj" and not other


def _role_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The other side's supplier or customer is the subject: "Peru's biggest supplier is Chile, with 30%"."""
    place = next((hit for one in syntax.climb(head) if (hit := sentence.place_at(one)) is not None), None)
    verb = syntax.governor(sentence.doc[place.end - 1] if place is not None else head)
    noun = syntax.own_subject(verb) if verb is not None and verb.lemma_ in {"be", "remain"} else None
    if verb is None or noun is None or noun.i > verb.i:
        return None
    hits = tuple(hit for one in syntax.children(verb, "attr") if (hit := sentence.place_at(one)) is not None)
    hits = (place,) if place is not None and place.first > verb.i else hits
    owned = slots.owner(sentence, noun) or served(sentence, noun)
    for name, stage in (("supplier-roles", Stage.IMPORTS), ("customer-roles", Stage.EXPORTS)):
        if noun.lemma_.lower() in words(name) and hits and owned is not None and owned not in hits:
            return Frame("share.supplier", (owned,), hits, stage=stage, verb=verb, whole=whole)
    return None


def _home_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The holder is home to the percentage, or the source of it."""
    noun = head.head.head
    if head.dep_ == "pobj" and noun.lower_ == "responsible" and whole is not None:
        return _responsible(sentence, noun, whole)
    if head.dep_ != "pobj" or head.head.lower_ not in {"of", "to"}:
        return None
    if noun.lemma_.lower() == "possession" and noun.dep_ == "pobj" and whole is not None:
        hit = sentence.place_at(noun.head.head)  # "with China in possession of 50% of"
        return Frame("share.home", (hit,), whole=whole) if hit is not None else None
    titled = noun.dep_ == "appos" and noun.pos_ == "NOUN" and whole is not None and whole.is_world
    titled = titled and noun.lemma_.lower() not in words("share-nouns") | words("not-heads") | words("rates")
    if noun.lemma_.lower() not in words("homes") and not titled:
        return None
    hits: tuple[PlaceHit, ...]
    before = [hit for hit in sentence.places if hit.end <= noun.i]
    if before and sentence.doc[before[-1].end : noun.i].text in DASHED:
        hits = (before[-1],)
    elif noun.dep_ == "appos":
        hits = slots.named(sentence, noun.head)
    else:
        verb = syntax.governor(noun)
        subject = syntax.subject(verb) if verb is not None else None
        hits = subjects.holders(sentence, subject) if subject is not None else ()
    if not hits:
        return None
    return trade(sentence, Frame("share.home", hits, verb=syntax.governor(noun), whole=whole), head)


def _responsible(sentence: Sentence, adjective: Token, whole: Whole) -> Frame | None:
    """The place before a comma and "responsible for": "the country, responsible for 44% of the world's cocoa"."""
    before = [hit for hit in sentence.places if hit.end <= adjective.i]
    between = [one.lower_ for one in sentence.doc[before[-1].end : adjective.i]] if before else []
    plain = bool(between) and between[0] == "," and all(one in {",", "which", "is", "itself", "now"} for one in between)
    if not plain or slots.codes(whole.owners) == (before[-1].code,):
        return None
    stage = None if slots.stage_in(sentence, whole.tokens) is not None else Stage.PRODUCTION
    return Frame("share.home", (before[-1],), stage=stage, whole=whole)


def _held(sentence: Sentence, head: Token, verb: Token, whole: Whole | None) -> Frame | None:
    """The subject as the holder: a country, or a company that the sentence names."""
    subject = syntax.subject(verb)
    if (
        subject is None
        or subject.i == head.i
        or _is_apart(subject, head)
        or (_within(head, subject) and not _is_on_noun(verb))
    ):
        return None
    if subject.dep_ == "attr" and verb.dep_ in {"acl", "relcl"}:  # "is the top supplier of ore, accounting for ..."
        subject = syntax.own_subject(subject.head) or subject
    holders = subjects.holders(sentence, subject) or _before_relative(sentence, verb)
    if not holders and whole is not None and whole.owners and not whole.is_world:
        frame = subjects.of_owner(sentence, subject, verb, whole)
        if frame is not None:
            return frame
    if not holders and verb.lemma_.lower() == "be" and verb.dep_ == "relcl":
        return in_all(sentence, head, verb, whole)
    company = "" if holders or verb.lemma_.lower() in words("not-verbs") else _company(sentence, subject)
    if not holders and not company:
        return None
    return trade(sentence, Frame("share.subject", holders, organization=company, verb=verb, whole=whole), head)


def _is_on_noun(verb: Token) -> bool:
    """Whether a verb stands in a clause on a noun: "Algeria, which used to take half of ..."."""
    while verb.dep_ in {"xcomp", "conj", "ccomp"} and syntax.is_verb(verb.head):
        verb = verb.head
    return verb.dep_ in {"relcl", "acl"}


def _is_apart(one: Token, other: Token) -> bool:
    """Whether a semicolon stands between two tokens."""
    first, last = sorted((one.i, other.i))
    return any(token.text == ";" for token in one.doc[first:last])


def _company(sentence: Sentence, token: Token) -> str:
    """The company that a noun phrase names; "" for goods, months and parts of the world, which are names too."""
    here = sentence.span_of(token.i, token.i + 1)
    other = [*(hit.span for hit in sentence.goods), *(one.span for one in sentence.years)]
    name = slots.organization(sentence, token)
    return "" if any(one.overlaps(here) for one in other) or name in regions() or _is_region(name) else name


def _is_region(name: str) -> bool:
    return any(word in words("no-companies") for word in name.lower().split())


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
    if preposition.lower_ not in {"with", "at", "on"} or head.dep_ != "pobj":
        return None
    above = preposition.head
    hits = slots.named(sentence, above)
    if preposition.lower_ == "on" and not hits:
        return None
    if hits and whole is not None and slots.codes(whole.owners) == slots.codes(hits) and served_by(sentence, above):
        hits = ()  # "the top supplier of tin to Japan, at 56% of Japanese imports"
    if not hits and above.dep_ == "appos":
        hits = slots.named(sentence, above.head)
    verb = syntax.governor(above)
    fronted = whole is not None and verb is not None and verb.i > head.i
    if not hits and verb is not None and (fronted or verb.lemma_.lower() not in words("not-verbs")):
        subject = syntax.subject(verb)
        hits = slots.named(sentence, subject) if subject is not None else ()
    return trade(sentence, Frame("share.with", hits, verb=verb, whole=whole), head) if hits else None


def served_by(sentence: Sentence, noun: Token) -> bool:
    """Whether a place is whom a supplier serves, not who holds anything."""
    roles = words("supplier-roles") | words("customer-roles")
    return any(one.lemma_.lower() in roles and served(sentence, one) is not None for one in syntax.climb(noun))


def _within(token: Token, other: Token) -> bool:
    return any(one == other for one in syntax.climb(token))


FRAMES: tuple[Callable[[Sentence, Figure, Token, Whole | None], Frame | None], ...] = (
    _role_frame,
    given_frame,
    part_frame,
    possessed_frame,
    located_frame,
    participle_frame,
    _home_frame,
    bracket_frame,
    goods_frame,
    _subject_frame,
    _with_frame,
    apposed_frame,
    placed_frame,
    moved_frame,
)
