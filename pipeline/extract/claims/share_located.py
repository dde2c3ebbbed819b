"""A percentage as the subject: what is done to it by whom, where it lies, where it comes from or goes to."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_sources import prepositions
from pipeline.extract.claims.share_trade import Frame, spoken_of, trade
from pipeline.extract.claims.share_whole import Whole, points_back, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage
from pipeline.vocab.places import PlaceForm
from pipeline.vocab.stages import OUTPUT, by_verb


def participle_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure is what a participle after it is said of: "with 70% of the world's tin refined by smelters there"."""
    first = next((one for one in (head, *syntax.climb(head)) if one.dep_ not in {"conj", "appos"}), head)
    if (
        whole is None
        or first.dep_ in {"dobj", "npadvmod", "attr"}
        or (first.dep_ == "pobj" and first.head.lower_ not in {"with", "at"})
    ):
        return None  # there the verb above tells who holds it
    for token in (head, whole.head):
        for verb in syntax.children(token, "acl"):
            doer = syntax.agent(verb)
            holds = verb.tag_ == "VBN" and verb.lemma_.lower() in words("lie") | words("hold")
            hits = slots.named(sentence, doer) if doer is not None and holds else ()
            whole = replace(whole, owners=tuple(hit for hit in whole.owners if hit.first < verb.i))
            frame = done_frame(sentence, hits, verb, whole)
            if frame is not None:
                return frame
    return None


def done_frame(sentence: Sentence, doers: tuple[PlaceHit, ...], verb: Token, whole: Whole) -> Frame | None:
    """Who does the verb to goods of no owner, else where it is done to them."""
    if doers and not whole.owners:
        return Frame("share.located", doers, verb=verb, whole=whole)
    return _by_prepositions(sentence, verb, whole)


def _by_prepositions(sentence: Sentence, verb: Token, whole: Whole) -> Frame | None:
    lemma = verb.lemma_.lower()
    read = (by_preposition(lemma, word, places, verb, whole) for word, places in prepositions(sentence, verb))
    return next((frame for frame in read if frame is not None), None)


def located_frame(sentence: Sentence, _figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure is the subject: its holder does it, is where it lies, where it goes or where it comes from."""
    top = next((one for one in syntax.climb(head) if one.dep_ != "conj"), head) if head.dep_ == "conj" else head
    if top.dep_ in {"nummod", "quantmod"} and top.head.i > top.i and top.head.dep_ in syntax.SUBJECTS:
        top = top.head  # "seven out of ten avocados were grown in Peru"
    verb = syntax.governor(top) if top.i and sentence.doc[top.i - 1].like_num else top.head
    loose = verb is not None and top.i < verb.i and syntax.own_subject(verb) is None  # "In 2010 half of it came ..."
    if verb is None or not (top.dep_ in syntax.SUBJECTS or loose):
        return None
    if verb.lower_ == "used":
        verb = next(syntax.children(verb, "xcomp"), verb)  # "a third of it used to come from Russia"
    lemma = verb.lemma_.lower()
    return _of_trade_before(sentence, lemma, verb, whole) if whole is None else _where(sentence, head, verb, whole)


def _where(sentence: Sentence, head: Token, verb: Token, whole: Whole) -> Frame | None:
    """Who does the verb to the goods, or where it is done to them."""
    lemma = verb.lemma_.lower()
    doer = syntax.agent(verb)
    if doer is not None and slots.named(sentence, doer) and lemma not in words("no-hold"):
        return trade(sentence, Frame("share.located", slots.named(sentence, doer), verb=verb, whole=whole), head)
    whole = _fronted(sentence, _pointing(sentence, whole), head)
    frame = _by_prepositions(sentence, verb, whole)
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
    made += [
        one
        for adjective in syntax.children(verb, "acomp")
        if adjective.lower_ in words("made-words")
        for one in syntax.children(adjective, "npadvmod", "advmod", "amod", "compound")
    ]
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
            noun = syntax.object_of(preposition)
            hit = sentence.place_at(noun) if noun is not None else None
            if hit is not None:
                return replace(whole, owners=slots.coordinated(sentence, hit))
    return whole


def by_preposition(lemma: str, preposition: str, hits: tuple[PlaceHit, ...], verb: Token, whole: Whole) -> Frame | None:
    """The frame of goods that a verb puts in a place, takes from it or to it."""
    owners = tuple(hit for hit in whole.owners if hit not in hits)
    located = Frame("share.located", hits, verb=verb, whole=whole) if hits else None
    bought = Frame("share.buyer", owners, hits, foreign=not hits, stage=Stage.IMPORTS, verb=verb, whole=whole)
    if preposition == "to" and lemma in words("belong"):
        free = not owners or any(one.lower_ in words("assets") for one in whole.tokens)
        return located if free and not points_back(whole) else None
    if (preposition in {"to", "into"} and lemma in words("go")) or (preposition == "in" and lemma in words("end-up")):
        return Frame("share.destination", owners, hits, stage=Stage.EXPORTS, verb=verb, whole=whole) if owners else None
    origin = lemma == "be" and whole.is_world  # "of the world's tin, 12% is from Peru"
    if preposition == "from" and (lemma in words("come") or origin):
        return bought if owners and not whole.is_world else located
    made_there = lemma in words("lie") or by_verb().get(lemma) in OUTPUT
    if preposition in {"in", "at", "with", "within"} and made_there and hits:
        if by_verb().get(lemma) in {Stage.MINING, Stage.PROCESSING} and points_back(whole):
            return replace(located, whole=replace(whole, owners=())) if located is not None else None
        made = lemma in words("made-there")
        return located if not owners else bought if made and not whole.is_world else None
    return None
