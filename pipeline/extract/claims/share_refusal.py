"""Why a percentage or its whole is no share: a change, a rate, an aim, people or money, what is of no commodity."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.share_whole import Whole, before_clause, is_object, is_time, points_back, words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import Sentence
from pipeline.types import Bound
from pipeline.vocab.commodities import Kind

UNPLAIN = "a percentage of something whose owner the text does not make plain"
CLOSERS = frozenset({"of", "in", "to", ",", ".", ")", "and", "for"})  # after these the figure is done


def is_trade(sentence: Sentence, whole: Whole) -> bool:
    """Whether the whole is goods: it names a commodity or a stage, points back at one, or is all there is of it."""
    lowered = {one.lower_ for one in whole.tokens}
    goods = sentence.good_words()
    if any(
        one.dep_ == "poss"
        and one.pos_ in {"PROPN", "NOUN"}
        and sentence.place_at(one) is None
        and one.i not in goods
        and one.lower_ not in words("whole-world") | words("open-owners")
        for one in whole.tokens
    ):
        return False  # "of Acme's exports", "of the company's sales"
    if whole.head.lower_ in words("outflow") and any(one.text.isupper() for one in _strangers(sentence, whole)):
        return False  # "of all ACME exports"
    named = any(one.i in goods for one in before_clause(whole))
    return (
        named
        or bool(lowered & (words("pointers") | words("demand") | words("outflow") | words("whole-nouns")))
        or slots.stage_in(sentence, whole.tokens) is not None
    )


def refusal(sentence: Sentence, figure: Figure, head: Token) -> str:
    """Why a percentage can't be a share, "" when it can: a change, a rate, a tariff, a poll."""
    first, end = sentence.tokens_of(figure.span)
    marker = _marker(sentence, end)
    if marker:
        return f"a percentage before '{marker}' is no share"
    before = [token.lower_ for token in sentence.doc[max(0, first - 4) : first]]
    if before and before[-1] in {"by", "@"}:
        return "a percentage after 'by' is a change"
    rated = len(before) > 1 and before[-1] in {"of", "at", "to"} and before[-2] in words("not-heads")
    burden = before[-2] if rated else _burden(head)
    if burden:
        return f"a percentage of '{burden}' is no share"
    verb = syntax.governor(head)
    rate = _rate(verb, head) if verb is not None else ""
    if rate:
        return f"a percentage of '{rate}' is no share"
    crop = end < len(sentence.doc) and sentence.doc[end].lower_ == "of" and is_object(head)
    grows = crop and verb is not None and verb.lemma_.lower() in words("crop-verbs")
    if figure.direction and not grows and not (verb is not None and _moves_share(verb)):
        return "a rise or fall is a change"
    aimed = is_aim(head) or (verb is not None and _is_duty(figure, head, verb))
    return "an aim is a goal, not a share" if aimed else ""


def _burden(head: Token) -> str:
    """What lies on the percentage, no hold on it: "controls on 40% of the goods"; "" where nothing does."""
    noun = head.head.nbor(-1) if head.dep_ == "pobj" and head.head.lower_ == "on" and head.head.i else head
    holds = words("rely") | words("reliance-nouns") | words("grips")
    return noun.text if noun != head and noun.pos_ == "NOUN" and noun.lemma_.lower() not in holds else ""


def _is_duty(figure: Figure, head: Token, verb: Token) -> bool:
    """Whether a rule asks for the percentage: "half of the parts must be made here", "should buy at most 60%"."""
    said = {one.lower_ for one in syntax.children(verb, "aux")} & words("duty-bound")
    bounded = figure.bound in {Bound.AT_LEAST, Bound.AT_MOST}
    return head.head == verb and (bool(said - {"should"}) or (bool(said) and bounded))


def _is_subjects(sentence: Sentence, pronoun: Token, verb: Token | None) -> bool:
    """Whether "its" or "their" means the subject of the clause, and that is a country or its industry."""
    noun = syntax.subject(verb) if verb is not None else None
    if noun is None or noun.i > pronoun.i:
        return False
    if pronoun.lower_ == "its":
        return sentence.place_at(noun) is not None
    hits = slots.named(sentence, noun)
    return len(hits) == 1 and noun.tag_ in {"NNS", "NNPS"}


def whole_refusal(sentence: Sentence, whole: Whole, verb: Token | None = None) -> str:
    """Why a percentage of this whole is no share, "" when it is: of people or money, of somebody's, of no goods."""
    other = matter(whole) or _other_matter(sentence, whole) or _money(sentence, whole)
    if other:
        return f"a percentage of {other} is no share of a commodity"
    if not whole.is_world and any(
        one.tag_ == "PRP$" and sentence.place_at(one) is None and not _is_subjects(sentence, one, verb)
        for one in whole.tokens
    ):
        return UNPLAIN
    sold = (one for one in whole.tokens if one.lower_ in {"it", "they"} and one.dep_ in syntax.SUBJECTS)
    if whole.head.pos_ == "NOUN" and any(sentence.place_at(one) is None for one in sold):
        return UNPLAIN  # "of the machines it sells"
    if any(one.lower_ in {"we", "our", "i", "my"} for one in whole.tokens):
        return "a percentage of what the speaker has"
    if whole.head.lower_ == "what" and (
        any(one.lemma_ == "be" for one in whole.tokens) or any(is_time(sentence, one) for one in whole.tokens)
    ):
        return "a part of what was once is a change"
    trade = is_trade(sentence, whole) and not _is_brand(sentence, whole)
    return "" if trade else f"a percentage of '{whole.head.text}' is of no commodity"


def matter(whole: Whole) -> str:
    """What the whole is of that is no goods: people, money, deals, quotas; "" when its head is none of these."""
    of_world = any(one.lower_ in words("whole-world") for one in whole.tokens)
    return whole.head.text if whole.head.lower_ in words("never-wholes" if of_world else "not-wholes") else ""


def _money(sentence: Sentence, whole: Whole) -> str:
    """A sum of money that no goods are named beside: "a third of this investment"; "" when the whole is none."""
    named = not sentence.good_words(weak=False).isdisjoint(one.i for one in whole.tokens)
    return whole.head.text if whole.head.lower_ in words("sums") and not named else ""


def _other_matter(sentence: Sentence, whole: Whole) -> str:
    """What no goods are though the world has a total of them: "of global emissions"; or "of the total" behind it."""
    goods = sentence.good_words()
    if any(one.i in goods for one in whole.tokens):
        return next((one.text + " goods" for one in whole.tokens if one.lower_ in words("stolen")), "")
    near = whole.tokens if not points_back(whole) and not whole.is_world else sentence.doc[: whole.head.i + 1]
    return next((one.text for one in near if one.lower_ in words("other-matters")), "")


def _is_brand(sentence: Sentence, whole: Whole) -> bool:
    """Whether a name that is no place marks made goods: "half of the Acme shoes sold worldwide"."""
    made = whole.head.lower_ in words("sold-words") | {"sales"} or any(
        hit.kind in {Kind.FINISHED, Kind.COMPONENT} and hit.first <= whole.head.i < hit.end for hit in sentence.goods
    )
    return made and any(one.text.istitle() for one in _strangers(sentence, whole))


def _strangers(sentence: Sentence, whole: Whole) -> list[Token]:
    """The names before the head of a whole that are no place and no commodity."""
    goods = sentence.good_words()
    return [
        one
        for one in syntax.children(whole.head, "compound", "nmod")
        if one.pos_ == "PROPN" and one.i not in goods and sentence.place_at(one) is None
    ]


def _marker(sentence: Sentence, end: int) -> str:
    """The word after a percentage, the next or the one after that, that makes it a rate or a change; "" when none."""
    following = [token.lower_ for token in sentence.doc[end : end + 2]]
    if following and following[0] in words("not-heads"):
        return following[0]
    if len(following) > 1 and following[0] not in CLOSERS and following[1] in words("not-heads"):
        return following[1]
    return ""


def _rate(verb: Token, head: Token) -> str:
    """The subject or object of the verb that makes its percentage a rate: "the margin was 35%", "cut duties to 5%"."""
    if _is_of_papers(verb):
        return "shares"  # on an exchange
    nouns = [syntax.own_subject(verb), *syntax.children(verb, "dobj", "attr")]
    return next((one.text for one in nouns if one is not None and one != head and one.lower_ in words("rates")), "")


def is_aim(head: Token) -> bool:
    """Whether the figure stands under a verb or noun of aiming: "hopes to make 20%", "its target is to import 9%"."""
    below = head
    for above in syntax.climb(head):
        complement = below.dep_ in {"xcomp", "ccomp", "acl", "dobj", "pobj", "attr", "advcl"}
        told = below.dep_ == "ccomp" and above.lemma_.lower() in words("follows-from")
        if complement and not told and syntax.is_verb(below) and above.lemma_.lower() in words("aims"):
            return True
        if above.lemma_.lower() == "be" and below.dep_ == "xcomp":
            subject = syntax.own_subject(above)
            return subject is not None and subject.lemma_.lower() in words("aims")
        below = above
    return False


def _is_of_papers(verb: Token) -> bool:
    """Whether the subject is shares of a firm or market: "Acme's shares surged 8%", not "the shares of both in"."""
    subject = syntax.subject(verb)
    if subject is None or subject.lower_ != "shares":
        return False
    return not any(one.lower_ in {"of", "in"} for one in syntax.children(subject, "prep"))


def _moves_share(verb: Token) -> bool:
    """Whether what moves is itself a share: "its share rose to 40%"."""
    subject = syntax.subject(verb)
    named = [subject] if subject is not None else []
    named += list(syntax.children(verb, "dobj"))
    return any(one.lemma_.lower() in words("share-nouns") for one in named)
