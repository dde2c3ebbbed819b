"""Public money: a sum that a government gives, lends, spends or sets aside."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims import holder, policy
from pipeline.extract.claims.amount_model import Measure, Point
from pipeline.extract.claims.holder import words
from pipeline.extract.claims.money_noun import again, by_claim, by_name, funding, programme
from pipeline.extract.claims.policy_acts import approves_venture
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Stage
from pipeline.vocab.places import PlaceForm

RULE = "quantity.public-money"
NEAR = 8  # tokens behind a noun of funding in which its giver may stand


def read(point: Point) -> Measure | str:
    """Who gives a sum, if a government does; else why not."""
    sentence, head = point.sentence, point.head
    nouns = list(funding(point))
    verb = syntax.governor(head)
    if _is_worth_goods(point):
        return "what goods are worth"
    around = {one.lower_ for one in (*head.subtree, *(t for n in nouns for t in syntax.phrase(n) if t.i <= n.i))}
    behind = {one.lower_ for one in sentence.doc[point.inside.stop :][:NEAR]}
    if around & (words("private") | words("papers")) or behind & words("macro"):
        return "private money"
    if any(one.lemma_.lower() in words("supplying") for noun in nouns for one in syntax.children(noun, "acl")):
        return "what somebody is paid for goods"
    if verb is not None and (_by_company(sentence, verb, head) or approves_venture(verb)):
        return holder.COMPANY
    whole = [*nouns, *programme(verb)]
    hits = (
        _given(sentence, head, nouns, verb)
        or _owned(sentence, whole)
        or _spent(sentence, head, verb, nouns)
        or _named(sentence, point.figure)
    )
    codes = () if hits else again(sentence, nouns) or by_name(point, whole, verb) or by_claim(point, whole, verb)
    if not hits and not codes:
        return "no government gives the sum"
    tokens = tuple(dict.fromkeys((*(t for n in nouns[-1:] for t in n.subtree), *head.subtree)))
    return Measure(RULE, hits, verb or head, tokens if hits else tuple(head.subtree), Stage.INVESTMENT, codes=codes)


def _is_worth_goods(point: Point) -> bool:
    """Whether a sum only tells what things are worth: "a seizure of $5 million worth of goods"."""
    behind = point.sentence.doc[point.inside.stop : point.inside.stop + 3]
    worth = [one.lower_ for one in behind[:2]] == ["worth", "of"]
    return worth and not any(one.lower_ in words("money-nouns") for one in behind)


def _by_company(sentence: Sentence, verb: Token, head: Token) -> bool:
    """Whether a company, not a government, is the subject of a verb of giving; what it receives is another matter."""
    who = syntax.agent(verb) if syntax.is_passive(verb) else syntax.subject(verb)
    if who is None or head in who.subtree or verb.lemma_.lower() not in words("pledge-verbs"):
        return False
    return not government(sentence, who) and holder.is_company(sentence, who)


def government(sentence: Sentence, token: Token | None) -> tuple[PlaceHit, ...]:
    """The state that a noun phrase stands for, provinces and demonyms of people left out."""
    if token is not None and token.lower_ in words("pronouns") and _is_of_firm(sentence, token):
        return ()
    if token is not None and token.lower_ == "they":
        return ()  # mostly people
    if token is not None and token.lower_ in words("pronouns") and sentence.place_at(token) is None:
        found = holder.carried(sentence)
        return () if isinstance(found, str) else found
    if token is None or holder.regional(sentence, token.subtree):
        return ()
    return tuple(
        hit for hit in policy.government(sentence, token) if hit.form is not PlaceForm.DEMONYM or hit.first != token.i
    )


def _is_of_firm(sentence: Sentence, pronoun: Token) -> bool:
    """Whether a pronoun is that of a firm that speaks: "General Cars, which said it would", "Acme said it would"."""
    before = [one for one in pronoun.doc[: pronoun.i] if one.dep_ in syntax.SUBJECTS]
    if not before:
        return False
    speaks = pronoun.head.dep_ == "ccomp" and before[-1].head == pronoun.head.head
    named = before[-1].pos_ == "PROPN" and not government(sentence, before[-1])
    return before[-1].tag_ in {"WDT", "WP"} or (speaks and named)


def _given(sentence: Sentence, head: Token, nouns: list[Token], verb: Token | None) -> tuple[PlaceHit, ...]:
    """The giver after a preposition: "from the Department of Energy", "funded by Canada"."""
    spots = [head, *nouns, *(one for noun in (head, *nouns) for one in syntax.children(noun, "acl", "relcl"))]
    if verb is not None and verb.lemma_.lower() in words("receive-verbs"):
        spots.append(verb)
    for spot in spots:
        bought = slots.stage_of_verb(sentence, spot) if syntax.is_verb(spot) else None
        if bought is not None and bought.stage is Stage.IMPORTS:
            continue  # "a deal to buy gas from Qatar"
        for preposition in spot.children:
            if preposition.dep_ in {"prep", "agent"} and preposition.lower_ in words("givers"):
                if preposition.lower_ in {"of", "with"} and spot not in nouns:
                    continue
                for target in syntax.children(preposition, "pobj"):
                    hits = government(sentence, target)
                    if hits and all(
                        hit.form is not PlaceForm.NAME or preposition.lower_ in {"by", "from"} for hit in hits
                    ):
                        return hits
    return _follows(sentence, nouns)


def _follows(sentence: Sentence, nouns: list[Token]) -> tuple[PlaceHit, ...]:
    """A body right behind the noun, wherever the parser hung it: "award from the Department of Energy"."""
    for noun in nouns:
        for token in sentence.doc[noun.i + 1 : noun.i + NEAR]:
            if token.is_punct or syntax.is_verb(token):
                break
            hit = next((one for one in sentence.places if token.i + 1 <= one.first <= token.i + 2), None)
            if (
                token.lower_ in {"from", "by"}
                and hit is not None
                and hit.form in {PlaceForm.BODY, PlaceForm.LEADER, PlaceForm.SEAT}
            ):
                return (hit,)
    return ()


def _owned(sentence: Sentence, nouns: list[Token]) -> tuple[PlaceHit, ...]:
    """The owner: "Japan's 15-trillion-yen plan", "the government's A$1.2bn reserve"."""
    for noun in nouns:
        for child in syntax.children(noun, *slots.OWNERS):
            hit = sentence.place_at(child)
            if (hit is not None and hit.form is not PlaceForm.NAME) or (hit is not None and child.dep_ == "poss"):
                return slots.coordinated(sentence, hit)
            hits = government(sentence, child) if child.dep_ in {"poss", "nmod", "compound"} else ()
            if hits:
                return hits
    return ()


def _spent(sentence: Sentence, head: Token, verb: Token | None, nouns: list[Token]) -> tuple[PlaceHit, ...]:
    """A government is the subject of a verb of spending over the sum, or the doer of its passive."""
    for _ in range(3):
        if verb is None:
            return ()
        if _of_goods(head, verb) or any(one.lower_ in words("losses") for one in syntax.children(verb, "dobj")):
            return ()
        if verb.lemma_.lower() in words("spend-verbs") or (
            nouns and verb.lemma_.lower() in {"be", "follow", "come", "create", "establish"}
        ):
            who = syntax.agent(verb) if syntax.is_passive(verb) else syntax.subject(verb)
            if who is not None and head not in who.subtree:
                hits = government(sentence, who)
                if hits:
                    return hits
        if verb.dep_ not in {"xcomp", "advcl", "conj", "ccomp", "acl", "pcomp"} or verb.head == verb:
            return ()
        verb = syntax.governor(verb.head)
    return ()


def _of_goods(head: Token, verb: Token) -> bool:
    """Whether a trade stands between the sum and the verb: "provides cherries, a trade worth $3 billion"."""
    for one in syntax.climb(head):
        if one == verb:
            return False
        if one.lower_ in words("measures") and one.lower_ not in words("money-nouns"):
            return True
    return False


def _named(sentence: Sentence, figure: Figure) -> tuple[PlaceHit, ...]:
    """A line that begins with its country: "Denmark: EUR 80m to build ..."; its first sum only."""
    doc, hit = sentence.doc, sentence.places[0] if sentence.places else None
    if hit is None or hit.first or hit.end >= len(doc) or doc[hit.end].text != ":":
        return ()
    return () if any(one.span.start < figure.span.start and one.unit for one in sentence.figures) else (hit,)
