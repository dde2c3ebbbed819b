"""The frames of a share: in which grammatical relation to its holder the percentage stands.

Each frame gives None where it does not fit; the first that fits is taken.
"""

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import refer, slots, syntax
from pipeline.extract.claims.share_part import apposed_frame, given_frame, in_all, part_frame
from pipeline.extract.claims.share_possessed import possessed, possessed_frame
from pipeline.extract.claims.share_trade import Frame, prepositions, spoken_of, trade
from pipeline.extract.claims.share_whole import Whole, points_back, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage
from pipeline.vocab.places import PlaceForm, regions
from pipeline.vocab.stages import by_verb


def _subject_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure is an object; the subject of its verb holds it, or gets it from a partner, or supplies it to one."""
    if head.dep_ in syntax.SUBJECTS:
        return None
    verb = syntax.governor(head)
    if verb is None:
        return None
    for noun in (syntax.subject(verb), *syntax.children(verb, "dobj")):
        if noun is not None and noun.lemma_.lower() in words("share-nouns") and noun.i != head.i:
            found = possessed(sentence, noun, verb, whole)
            if found is not None:
                return found
    if _holds(verb, whole if head.dep_ == "dobj" else None):
        return _held(sentence, head, verb, whole)
    sent = _held(sentence, head, verb, whole) if verb.lemma_.lower() in words("go") else None
    return sent if sent is not None and sent.rule == "share.destination" else None


def _holds(verb: Token, counted: Whole | None) -> bool:
    """Whether the subject of the verb has what the verb is about; a verb of rising only as one of raising a crop."""
    lemma = verb.lemma_.lower()
    if (lemma in words("not-verbs") and counted is None) or lemma not in words("hold") | words("get") | words(
        "rely"
    ) | set(by_verb()):
        return False
    return not syntax.is_passive(verb) or lemma == "leave"


def _home_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The holder is home to the percentage, or the source of it."""
    noun = head.head.head
    if head.dep_ != "pobj" or head.head.lower_ not in {"of", "to"} or noun.lemma_.lower() not in words("homes"):
        return None
    hits: tuple[PlaceHit, ...]
    before = [hit for hit in sentence.places if hit.end <= noun.i]
    if before and sentence.doc[before[-1].end : noun.i].text == ",":
        hits = (before[-1],)
    elif noun.dep_ == "appos":
        hits = slots.named(sentence, noun.head)
    else:
        verb = syntax.governor(noun)
        subject = syntax.subject(verb) if verb is not None else None
        hits = slots.named(sentence, subject) if subject is not None else ()
    if not hits:
        return None
    return trade(sentence, Frame("share.home", hits, verb=syntax.governor(noun), whole=whole), head)


def _held(sentence: Sentence, head: Token, verb: Token, whole: Whole | None) -> Frame | None:
    """The subject as the holder: a country, or a company that the sentence names."""
    subject = syntax.subject(verb)
    if subject is None or subject.i == head.i or (_within(head, subject) and verb.dep_ not in {"relcl", "acl"}):
        return None
    if subject.dep_ == "attr" and verb.dep_ in {"acl", "relcl"}:  # "is the top supplier of ore, accounting for ..."
        subject = syntax.own_subject(subject.head) or subject
    holders = _holders(sentence, subject) or _before_relative(sentence, verb)
    if not holders and whole is not None and whole.owners and not whole.is_world:
        frame = _of_owner(sentence, subject, verb, whole)
        if frame is not None:
            return frame
    if not holders and verb.lemma_.lower() == "be" and verb.dep_ == "relcl":
        return in_all(sentence, head, verb, whole)
    company = "" if holders or verb.lemma_.lower() in words("not-verbs") else _company(sentence, subject)
    if not holders and not company:
        return None
    return trade(sentence, Frame("share.subject", holders, organization=company, verb=verb, whole=whole), head)


def _holders(sentence: Sentence, subject: Token) -> tuple[PlaceHit, ...]:
    """The countries that a subject stands for: by itself, by the names beside it, or as the owner of what "it" is."""
    if slots.is_one_firm(sentence, subject):
        return ()
    named = slots.named(sentence, subject)
    if named or subject.tag_ == "NNS":
        beside = [sentence.place_at(one) for one in syntax.children(subject, "appos")]
        return named or next((slots.coordinated(sentence, hit) for hit in beside if hit is not None), ())
    return refer.owner_before(sentence) if subject.lower_ == "it" else ()


def _of_owner(sentence: Sentence, subject: Token, verb: Token, whole: Whole) -> Frame | None:
    """The part of a country's needs that its own works or others meet: "imports cover 70% of Britain's demand"."""
    made = _made_in(sentence, subject)
    if made is not None and made not in whole.owners:
        owners = tuple(hit for hit in whole.owners if hit != made)
        return Frame("share.buyer", owners, (made,), stage=Stage.IMPORTS, verb=verb, whole=whole)
    if not {one.lower_ for one in whole.tokens} & words("demand"):
        return None
    told = {subject.lower_, *(one.lower_ for one in syntax.children(subject, "amod", "compound", "nmod"))}
    if told & words("abroad"):
        return Frame("share.buyer", whole.owners, foreign=True, stage=Stage.IMPORTS, verb=verb, whole=whole)
    if told & words("domestic"):
        read = slots.stage_in(sentence, [one for one in subject.subtree if one.i <= subject.i])
        stage = read.stage if read is not None else Stage.PRODUCTION
        return Frame("share.subject", whole.owners, stage=stage, verb=verb, whole=whole)
    return None


def _made_in(sentence: Sentence, subject: Token) -> PlaceHit | None:
    """Where the goods that are the subject are made: "Chinese-built cars"."""
    for participle in syntax.children(subject, "amod"):
        if participle.lower_ in words("made-words"):
            hit = next((one for one in sentence.places if one.end == participle.i - 1), None)
            if hit is not None and sentence.doc[participle.i - 1].text in {"-", "‑", "–"}:
                return hit
    return None


def _company(sentence: Sentence, token: Token) -> str:
    """The company that a noun phrase names; "" for goods, months and parts of the world, which are names too."""
    here = sentence.span_of(token.i, token.i + 1)
    other = [*(hit.span for hit in sentence.goods), *(one.span for one in sentence.years)]
    name = slots.organization(sentence, token)
    return "" if any(one.overlaps(here) for one in other) or name in regions() or _is_region(name) else name


def _is_region(name: str) -> bool:
    return any(word in words("no-companies") for word in name.lower().split())


def _participle_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure is what a participle after it is said of: "with 70% of the world's tin refined by smelters there"."""
    if (
        whole is None
        or head.dep_ in {"dobj", "npadvmod", "attr"}
        or (head.dep_ == "pobj" and head.head.lower_ not in {"with", "at"})
    ):
        return None  # there the verb above tells who holds it
    for token in (head, whole.head):
        for verb in syntax.children(token, "acl"):
            doer = syntax.agent(verb)
            holds = verb.tag_ == "VBN" and verb.lemma_.lower() in words("lie") | words("hold")
            hits = slots.named(sentence, doer) if doer is not None and holds else ()
            whole = replace(whole, owners=tuple(hit for hit in whole.owners if hit.first < verb.i))
            if hits and not whole.owners:
                return Frame("share.located", hits, verb=verb, whole=whole)
            for preposition, places in prepositions(sentence, verb):
                frame = _by_preposition(verb.lemma_.lower(), preposition, places, verb, whole)
                if frame is not None:
                    return frame
    return None


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
    fronted = whole is not None and verb is not None and verb.i > head.i
    if not hits and verb is not None and (fronted or verb.lemma_.lower() not in words("not-verbs")):
        subject = syntax.subject(verb)
        hits = slots.named(sentence, subject) if subject is not None else ()
    return trade(sentence, Frame("share.with", hits, verb=verb, whole=whole), head) if hits else None


def _located_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure is the subject: its holder does it, is where it lies, where it goes or where it comes from."""
    top = next((one for one in syntax.climb(head) if one.dep_ != "conj"), head) if head.dep_ == "conj" else head
    verb = syntax.governor(top) if top.i and sentence.doc[top.i - 1].like_num else top.head
    loose = verb is not None and top.i < verb.i and syntax.own_subject(verb) is None  # "In 2010 half of it came ..."
    if verb is None or not (top.dep_ in syntax.SUBJECTS or loose):
        return None
    lemma = verb.lemma_.lower()
    return _of_trade_before(sentence, lemma, verb, whole) if whole is None else _where(sentence, head, verb, whole)


def _where(sentence: Sentence, head: Token, verb: Token, whole: Whole) -> Frame | None:
    """Who does the verb to the goods, or where it is done to them."""
    lemma = verb.lemma_.lower()
    doer = syntax.agent(verb)
    if doer is not None and slots.named(sentence, doer):
        return trade(sentence, Frame("share.located", slots.named(sentence, doer), verb=verb, whole=whole), head)
    whole = _fronted(sentence, _pointing(sentence, whole), head)
    for preposition, hits in prepositions(sentence, verb):
        frame = _by_preposition(lemma, preposition, hits, verb, whole)
        if frame is not None:
            return frame
    if lemma == "import" and syntax.is_passive(verb) and whole.owners:
        return Frame("share.buyer", whole.owners, foreign=True, stage=Stage.IMPORTS, verb=verb, whole=whole)
    free = not whole.owners and not whole.is_world
    return (_of_trade_before(sentence, lemma, verb, whole) if free else None) or _origin(sentence, verb, whole)


def _of_trade_before(sentence: Sentence, lemma: str, verb: Token, whole: Whole | None) -> Frame | None:
    """Where goods whose trade the sentence before tells of come from or go to: "Some 75% came from Vietnam"."""
    for preposition, hits in prepositions(sentence, verb):
        stages = {"from": (Stage.IMPORTS, "come"), "to": (Stage.EXPORTS, "go")}.get(preposition)
        if hits and stages is not None and lemma in words(stages[1]):
            code = spoken_of(sentence, slots.codes(hits), frozenset({stages[0]}))
            if code:
                return Frame("share.buyer", hits, stage=stages[0], verb=verb, whole=whole, owner=code)
    return None


def _origin(sentence: Sentence, verb: Token, whole: Whole) -> Frame | None:
    """What the percentage is said to be: "is Chinese", "are of Chinese make"."""
    nouns = (noun for one in syntax.children(verb, "prep") if one.lower_ == "of" for noun in one.children)
    made = [noun for noun in nouns if noun.lower_ in words("origins")]
    for child in (*syntax.children(verb, "acomp", "attr"), *made):
        hits = slots.named(sentence, child)
        if hits and hits[0].form is PlaceForm.DEMONYM:
            owners = tuple(hit for hit in whole.owners if hit.code not in slots.codes(hits))
            if owners:
                return Frame("share.located", owners, hits, stage=Stage.IMPORTS, verb=verb, whole=whole)
            return Frame("share.located", hits, verb=verb, whole=whole)
    return None


def _pointing(sentence: Sentence, whole: Whole) -> Whole:
    """A whole that points back ("of those", "of them") belongs to the country of the clause before it."""
    if whole.owners or not points_back(whole):
        return whole
    before = [
        hit
        for hit in sentence.places
        if hit.end <= whole.tokens[0].i
        and (hit.form is not PlaceForm.DEMONYM or sentence.doc[hit.end].lower_ in words("demand"))
    ]
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


def _by_preposition(
    lemma: str, preposition: str, hits: tuple[PlaceHit, ...], verb: Token, whole: Whole
) -> Frame | None:
    owners = tuple(hit for hit in whole.owners if hit not in hits)
    located = Frame("share.located", hits, verb=verb, whole=whole) if hits else None
    bought = Frame("share.buyer", owners, hits, foreign=not hits, stage=Stage.IMPORTS, verb=verb, whole=whole)
    if preposition == "to" and lemma in words("belong"):
        free = not owners or any(one.lower_ in words("assets") for one in whole.tokens)
        return located if free and not points_back(whole) else None
    if (preposition in {"to", "into"} and lemma in words("go")) or (preposition == "in" and lemma in words("end-up")):
        return Frame("share.destination", owners, hits, stage=Stage.EXPORTS, verb=verb, whole=whole) if owners else None
    if preposition == "from" and lemma in words("come"):
        return bought if owners and not whole.is_world else located
    if preposition in {"in", "at", "with", "within"} and lemma in words("lie") and hits:
        made = lemma in {"make", "produce", "build", "manufacture", "assemble"}
        return located if not owners else bought if made and not whole.is_world else None
    return None


def _within(token: Token, other: Token) -> bool:
    return any(one == other for one in syntax.climb(token))


FRAMES: tuple[Callable[[Sentence, Figure, Token, Whole | None], Frame | None], ...] = (
    given_frame,
    part_frame,
    possessed_frame,
    _located_frame,
    _participle_frame,
    _home_frame,
    _subject_frame,
    _with_frame,
    apposed_frame,
)
