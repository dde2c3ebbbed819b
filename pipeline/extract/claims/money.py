"""Public money: a sum that a government gives, lends, spends or sets aside."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims import holder, policy
from pipeline.extract.claims.amount_model import Measure
from pipeline.extract.claims.holder import words
from pipeline.extract.figures import Figure
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Policy, PolicyType, Stage
from pipeline.vocab.places import PlaceForm

RULE = "quantity.public-money"
NEAR = 8  # tokens behind a noun of funding in which its giver may stand
CLIMB = 5  # arcs from the sum up to the noun of funding


def read(sentence: Sentence, figure: Figure, head: Token) -> Measure | str:
    """Who gives a sum, if a government does; else why not."""
    nouns = list(_funding(sentence, figure, head))
    verb = syntax.governor(head)
    around = {one.lower_ for one in (*head.subtree, *(t for n in nouns for t in syntax.phrase(n) if t.i <= n.i))}
    if around & words("private"):
        return "private money"
    if verb is not None and _by_company(sentence, verb, head):
        return holder.COMPANY
    whole = _programme(verb)
    for found in (
        _given(sentence, head, nouns, verb),
        _owned(sentence, [*nouns, *whole]),
        _spent(sentence, head, verb, nouns),
        _named(sentence, figure),
    ):
        if found:
            anchor = verb if verb is not None else head
            tokens = tuple(dict.fromkeys((*(t for n in nouns[-1:] for t in n.subtree), *head.subtree)))
            return Measure(RULE, found, anchor, tokens, Stage.INVESTMENT)
    again = _again(sentence, nouns)
    if again:
        return Measure(RULE, (), verb or head, tuple(head.subtree), Stage.INVESTMENT, codes=again)
    named = _by_name(sentence, head, [*nouns, *whole], verb)
    if named:
        return Measure(RULE, (), verb or head, tuple(head.subtree), Stage.INVESTMENT, codes=named)
    return "no government gives the sum"


def _again(sentence: Sentence, nouns: list[Token]) -> tuple[str, ...]:
    """The state of a programme that the sentences before name: "the $52 billion programme"."""
    if not any(child.lower_ in {"the", "this", "that"} for noun in nouns for child in noun.children):
        return ()
    told = {
        one.countries
        for before in sentence.back(holder.LOOK_BACK)
        for one in before.claims
        if isinstance(one, Policy) and one.policy_type is PolicyType.SUBSIDY
    }
    return next(iter(told)) if len(told) == 1 else ()


def _programme(verb: Token | None) -> list[Token]:
    """The programme that is worth the sum: "the mission is worth", "the plan amounts to"."""
    subject = syntax.subject(verb) if verb is not None and verb.lemma_.lower() in words("worth-verbs") else None
    return [subject] if subject is not None and _is_funding(subject) else []


def _by_name(sentence: Sentence, head: Token, nouns: list[Token], verb: Token | None) -> tuple[str, ...]:
    """The state whose named instrument holds the sum: "the CHIPS Act set aside $39 billion"."""
    who = syntax.subject(verb) if verb is not None else None
    if (
        who is not None
        and verb is not None
        and verb.lemma_.lower() not in words("receive-verbs") | words("worth-verbs")
    ):
        if holder.is_company(sentence, who):
            return ()
    near = {one.i for noun in (head, *nouns) for one in noun.subtree}
    subject = syntax.subject(verb) if verb is not None and verb.lemma_.lower() in words("spend-verbs") else None
    for mention in policy.mentions(sentence):
        inside = subject is not None and mention.first <= subject.i < mention.end
        aside = any(one.lower_ == "to" for one in syntax.climb(mention.head) if one.i in near)
        if mention.kind.actor and (inside or (mention.head.i in near and not aside)):
            return mention.kind.actor
    return ()


def _by_company(sentence: Sentence, verb: Token, head: Token) -> bool:
    """Whether a company, not a government, is the subject of a verb of giving; what it receives is another matter."""
    who = syntax.agent(verb) if syntax.is_passive(verb) else syntax.subject(verb)
    if who is None or head in who.subtree or verb.lemma_.lower() not in words("pledge-verbs"):
        return False
    return not government(sentence, who) and holder.is_company(sentence, who)


def _funding(sentence: Sentence, figure: Figure, head: Token) -> Iterator[Token]:
    """The nouns of funding that the sum belongs to: "$5 million grant", "grants of $5 million"."""
    inside = range(*sentence.tokens_of(figure.span))
    node = head
    for _ in range(CLIMB):
        if node.i not in inside and _is_funding(node):
            yield node
        if node.head == node or syntax.is_verb(node.head):
            break
        node = node.head
    verb = syntax.governor(head)
    if verb is not None and verb.lemma_.lower() in words("amounting") and verb.dep_ in {"acl", "advcl", "relcl"}:
        yield from (one for one in reversed(sentence.doc[max(0, verb.i - NEAR) : verb.i]) if _is_funding(one))
    for preposition in syntax.children(head, "prep"):
        for target in syntax.children(preposition, "pobj"):
            if preposition.lower_ in {"in", "of"} and _is_funding(target):
                yield target
    after = sentence.doc[inside.stop : inside.stop + 4]
    for token in after:
        if token.is_punct or syntax.is_verb(token) or token.dep_ == "prep":
            return
        if _is_funding(token):
            yield token
            return


def _is_funding(token: Token) -> bool:
    return token.lower_ in words("money-nouns") and token.pos_ in {"NOUN", "PROPN"}


def government(sentence: Sentence, token: Token | None) -> tuple[PlaceHit, ...]:
    """The state that a noun phrase stands for, provinces and demonyms of people left out."""
    if token is not None and token.lower_ in words("pronouns") and sentence.place_at(token) is None:
        found = holder.carried(sentence)
        return () if isinstance(found, str) else found
    if token is None or holder.regional(sentence, token.subtree):
        return ()
    return tuple(
        hit for hit in policy.government(sentence, token) if hit.form is not PlaceForm.DEMONYM or hit.first != token.i
    )


def _given(sentence: Sentence, head: Token, nouns: list[Token], verb: Token | None) -> tuple[PlaceHit, ...]:
    """The giver after a preposition: "from the Department of Energy", "funded by Canada"."""
    spots = [head, *nouns, *(one for noun in (head, *nouns) for one in syntax.children(noun, "acl", "relcl"))]
    if verb is not None and verb.lemma_.lower() in words("receive-verbs"):
        spots.append(verb)
    for spot in spots:
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
        if _of_goods(head, verb):
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
