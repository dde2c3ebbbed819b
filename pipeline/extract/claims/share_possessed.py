"""A share as a noun: "China's share of", "a 20% slice of", "Japan's reliance on China is 60%"."""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_subject import holders
from pipeline.extract.claims.share_trade import Frame, others_of, role, stays
from pipeline.extract.claims.share_whole import Whole, whole_of, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage
from pipeline.vocab.places import PlaceForm


def possessed(sentence: Sentence, noun: Token, verb: Token | None, whole: Whole | None) -> Frame | None:
    """The figure is what a share, slice or reliance amounts to."""
    return None if _is_anothers(sentence, noun) else _of_owner(sentence, noun, verb, whole)


def _of_owner(sentence: Sentence, noun: Token, verb: Token | None, whole: Whole | None) -> Frame | None:
    """The share of whoever owns its noun: a country or a company."""
    inner = _share_whole(sentence, noun)
    hits = slots.owner(sentence, noun) or _whose(sentence, noun)
    if noun.lemma_.lower() in words("reliance-nouns") and any(
        one.lower_ in words("abroad") for one in syntax.children(noun, "compound", "amod", "nmod")
    ):
        return _on_imports(sentence, noun, hits, verb, inner or whole)
    company = ""
    if hits is None:
        owner_noun = next(syntax.children(noun, "poss"), None)
        company = slots.organization(sentence, owner_noun) if owner_noun is not None else ""
        if not company:
            return None
    holders = slots.coordinated(sentence, hits) if hits is not None else ()
    if noun.lemma_.lower() in words("reliance-nouns"):
        on = next((one for one in noun.subtree if one.lower_ in {"on", "upon"}), None)
        target = syntax.object_of(on)
        partners = slots.named(sentence, target) if target is not None else ()
        if not partners:
            return None
        return Frame("share.possessed", holders, partners, stage=Stage.IMPORTS, verb=verb, whole=inner or whole)
    frame = Frame("share.possessed", holders, organization=company, verb=verb, whole=inner or whole)
    others = others_of(frame, frame.whole)
    if others and frame.whole is not None and not frame.whole.is_world and not stays(frame, others):
        lowered = {one.lower_ for one in frame.whole.tokens}
        if lowered & (words("demand") | words("outflow")) and not lowered & {"market"}:
            stage = Stage.EXPORTS if lowered & words("outflow") else Stage.IMPORTS
            return replace(frame, holders=others, partners=frame.holders, stage=stage)
    return frame


def _is_anothers(sentence: Sentence, noun: Token) -> bool:
    """Whether a share is of money, or of no country: "an income share", "Acme's German market share"."""
    money = {one.lower_ for one in syntax.children(noun, "compound", "amod")} & words("money-shares")
    whose = next((one for one in syntax.children(noun, "poss") if one.pos_ == "PROPN"), None)
    named = whose is not None and sentence.place_at(whose) is None and slots.owner(sentence, whose) is None
    return bool(money) or (named and slots.owner(sentence, noun) is not None)


def _whose(sentence: Sentence, noun: Token) -> PlaceHit | None:
    """The place right before "whose": "Australia, whose share of output slipped to 22%"."""
    pronoun = next((one for one in syntax.children(noun, "poss") if one.tag_ == "WP$"), None)
    if pronoun is None:
        return None
    before = [hit for hit in sentence.places if hit.end <= pronoun.i]
    return before[-1] if before and pronoun.i - before[-1].end <= 1 else None


def _on_imports(
    sentence: Sentence, noun: Token, owner: PlaceHit | None, verb: Token | None, whole: Whole | None
) -> Frame | None:
    """A reliance on imports: of its owner, or of the one country that the sentence names."""
    named = [hit for hit in sentence.places if hit.form is not PlaceForm.BODY]
    holders = (owner,) if owner is not None else tuple(named[:1]) if len(slots.codes(named)) == 1 else ()
    whole = whole or Whole(noun, (noun,))
    return Frame("share.possessed", holders, foreign=True, stage=Stage.IMPORTS, verb=verb, whole=whole)


def _share_whole(sentence: Sentence, noun: Token) -> Whole | None:
    for preposition in syntax.children(noun, "prep"):
        if preposition.lower_ in {"of", "in", "on"}:
            inner = syntax.object_of(preposition)
            if inner is not None:
                return whole_of(sentence, inner, preposition.i)
    modifiers = [one for one in noun.lefts if one.dep_ in {"compound", "amod", "nmod"}]
    if modifiers:
        tokens = tuple(one for child in modifiers for one in child.subtree)
        return Whole(noun, tokens)
    return None


def _owned_figure(sentence: Sentence, figure: Figure, whole: Whole | None) -> Frame | None:
    """The figure has an owner before it and a whole after it: "China's 39% of world supply"."""
    first, _ = sentence.tokens_of(figure.span)
    hit = next((one for one in sentence.places if one.end in {first, first - 1}), None)
    if hit is None or whole is None or not (whole.is_world or whole.owners):
        return None
    owns = sentence.doc[hit.first].tag_ == "PRP$" or (hit.end == first - 1 and sentence.doc[hit.end].tag_ == "POS")
    return Frame("share.possessed", (hit,), whole=whole) if owns else None


def possessed_frame(sentence: Sentence, figure: Figure, head: Token, whole: Whole | None) -> Frame | None:
    """The figure hangs on a share noun itself: "a 20% share of", "with a share of 70%", "its share, 5%"."""
    owned = _owned_figure(sentence, figure, whole)
    if owned is not None:
        return owned
    for above in (head.head, head.head.head):
        if above.lemma_.lower() in words("share-nouns") and above.pos_ == "NOUN":
            if _is_anothers(sentence, above):
                return None
            verb = syntax.governor(above)
            frame = possessed(sentence, above, verb, whole)
            if frame is not None:
                return frame
            if verb is not None and above.dep_ in {"dobj", "attr", "pobj"}:
                subject = syntax.subject(verb)
                hits = holders(sentence, subject) if subject is not None else ()
                if hits:
                    frame = Frame("share.possessed", hits, verb=verb, whole=_share_whole(sentence, above) or whole)
                    return role(sentence, verb, frame) or frame
            return None
    return None
