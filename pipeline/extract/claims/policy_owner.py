"""Who owns an instrument: a possessive, an adjective or a compound before it or before the noun that carries it."""

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_government import (
    BODIES,
    Actor,
    government,
    is_regional,
    leader_before,
)
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import anchors
from pipeline.extract.claims.policy_use import accused
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import PolicyType
from pipeline.vocab.places import PlaceForm

DASHES = frozenset({"-", "–", "—", "/"})


def owned(sentence: Sentence, mention: Mention) -> Actor | None:
    """A place among the left modifiers of the instrument or of the noun that carries it."""
    for anchor in anchors(mention):
        hits = _owners(sentence, mention, anchor)
        if hits and not _is_of_its_neighbour(sentence, mention, hits):
            return Actor("policy.owned", slots.codes(hits), hits)
    return None


def _is_of_its_neighbour(sentence: Sentence, mention: Mention, hits: tuple[PlaceHit, ...]) -> bool:
    """Whether an owner is that of the instrument before a name that has its own: "U.S. tariffs and MiCA rules"."""
    known = set(mention.kind.actor)
    between = sentence.doc[hits[-1].end : mention.first]
    return bool(known) and known.isdisjoint(slots.codes(hits)) and any(one.lower_ in {"and", "or"} for one in between)


def _owners(sentence: Sentence, mention: Mention, anchor: Token) -> tuple[PlaceHit, ...]:
    hits: list[PlaceHit] = []
    inner = (one for token in sentence.doc[mention.first : mention.end] for one in token.lefts)
    for child in (*anchor.lefts, *(inner if anchor == mention.head else ())):
        if child.dep_ not in slots.OWNERS and child.dep_ not in {"nsubj", "dep"}:
            continue
        found = sentence.place_at(child)
        if child.lower_ in {"his", "her"} and child.tag_ == "PRP$":
            hits += leader_before(sentence, child)
        if child.tag_ == "WP$":
            before = _right_before(sentence, child)
            if before is not None:
                return (before,)
            verb = syntax.governor(anchor)
            found = sentence.place_at(verb.head) if verb is not None and verb.dep_ == "relcl" else None
        if found is not None and not is_regional(sentence, found, child):
            hits += _paired(sentence, found, mention)
        elif child.dep_ in {"poss", "nmod", "compound"}:
            hits += government(sentence, child) or _nested(sentence, child)
    kept = [
        hit for hit in dict.fromkeys(hits) if hit.end <= _owner_end(anchor, mention) and _owns(sentence, hit, mention)
    ]
    if len(kept) == 1 and kept[0].anaphor and sentence.doc[kept[0].first].tag_ == "PRP$":
        kept = list(_whose_its_is(sentence, anchor)) or kept
    named = [hit for hit in kept if not (hit.anaphor and sentence.doc[hit.first].tag_ == "PRP$")]
    kept = named or kept  # "Peru got its US tariff lowered": the tariff that it meets
    kept = _without_named(sentence, mention, kept)
    signed = mention.kind.type is PolicyType.AGREEMENT and len(kept) == 1 and kept[0].form is PlaceForm.CAPITAL
    return () if signed and _is_compound(sentence, kept[0]) else tuple(kept)  # "the Geneva accord" was signed there


def _owner_end(anchor: Token, mention: Mention) -> int:
    """Up to where an owner may stand: a place within a name in capitals tells what a law is on, not whose it is."""
    titled = mention.kind.id.startswith("title:") and anchor == mention.head
    return mention.first if titled else max(anchor.i, mention.first)


def _whose_its_is(sentence: Sentence, noun: Token) -> tuple[PlaceHit, ...]:
    """The government that is the subject of the verb over "its" noun: "America put Rosneft on its list"."""
    verb = syntax.governor(noun)
    subject = syntax.own_subject(verb) if verb is not None else None
    return government(sentence, subject) if subject is not None and subject.i < noun.left_edge.i else ()


def _without_named(sentence: Sentence, mention: Mention, hits: list[PlaceHit]) -> list[PlaceHit]:
    """Without one side of a pair ("U.S.-China securities rules"), and without what an act of another state is on.

    "The Taiwan Relations Act" is no act of Taiwan where the sentence speaks of the Congress of another country.
    """
    if mention.kind.type is PolicyType.AGREEMENT or len(hits) != 1:
        return hits
    hit, doc = hits[0], sentence.doc
    paired = [one for one in sentence.places if {one.end, hit.end} & {hit.first - 1, one.first - 1}]
    if any(doc[min(one.end, hit.end)].text in DASHES for one in paired):
        return []
    act = hit.form is PlaceForm.NAME and _is_compound(sentence, hit) and doc[hit.end].text[:1].isupper()
    others = (one for one in sentence.places if one.form in BODIES - {PlaceForm.CAPITAL} and one.code != hit.code)
    return [] if act and any(others) else hits


def _right_before(sentence: Sentence, whose: Token) -> PlaceHit | None:
    """The place that "whose" follows, however the parser hung its clause: "China (whose levy is 34%)"."""
    end = whose.i
    while end > 0 and sentence.doc[end - 1].text in {",", "("}:
        end -= 1
    return next((hit for hit in sentence.places if hit.end == end), None)


def _nested(sentence: Sentence, child: Token) -> tuple[PlaceHit, ...]:
    """A place one level down in a chain of compounds: "U.S. Section 301 tariffs"."""
    if child.pos_ not in {"NOUN", "PROPN", "NUM"} or child.dep_ == "poss":
        return ()
    hit = next(
        (
            sentence.place_at(one)
            for one in syntax.children(child, "compound", "nmod", "amod")
            if sentence.place_at(one)
        ),
        None,
    )
    return (hit,) if hit is not None and not is_regional(sentence, hit, sentence.doc[hit.end - 1]) else ()


def _owns(sentence: Sentence, hit: PlaceHit, mention: Mention) -> bool:
    """Whether a place before an instrument is its actor: loose nouns need a government or an "'s"."""
    bare = hit.form is PlaceForm.NAME and not hit.anaphor and _is_compound(sentence, hit)
    on_it = mention.kind.type is PolicyType.TARIFF and bare and hit.code not in words("tariff-makers")
    if on_it or _is_under_sanction(sentence, hit, mention) or _only_ranks(sentence, hit, mention):
        return False  # "China tariffs" are on China
    if not mention.kind.loose or hit.form in BODIES:
        return True
    if (
        not words("firm-like").isdisjoint({mention.kind.id, mention.head.lemma_.lower()})
        and hit.anaphor
        and sentence.doc[hit.first].tag_ == "PRP$"
    ):
        verb = syntax.governor(mention.head)  # "its plan" is as well a firm's
        own = verb is not None and not accused(verb)
        return own and verb is not None and hit.code in slots.codes(government(sentence, syntax.subject(verb)))
    after = sentence.doc[hit.end].lower_ if hit.end < len(sentence.doc) else ""
    if mention.kind.type is PolicyType.SUBSIDY:
        return hit.form is PlaceForm.NAME and hit.code in words("donors")
    if mention.kind.id in {"decision", "regulation"} and hit.form is PlaceForm.NAME:
        return True
    return (
        after in {"'s", "’s", "'", "’"}
        or hit.anaphor
        or mention.kind.id.startswith("title:")
        or _is_public(sentence, hit, mention)
    )


def _is_under_sanction(sentence: Sentence, hit: PlaceHit, mention: Mention) -> bool:
    """Whether a place right before "sanctions" is the one they are on: "Russian sanctions", but not "Russia's"."""
    plain = hit.form in {PlaceForm.NAME, PlaceForm.DEMONYM} and not hit.anaphor and _is_compound(sentence, hit)
    after = sentence.doc[mention.end].lower_ if mention.end < len(sentence.doc) else ""
    at_others = after in words("target-prepositions")
    against = sentence.doc[max(0, hit.first - 2) : hit.end].text.lower().startswith("anti")
    return (
        mention.kind.type is PolicyType.SANCTION
        and plain
        and (against or (hit.code in words("under-sanctions") and not at_others))
    )


def _only_ranks(sentence: Sentence, hit: PlaceHit, mention: Mention) -> bool:
    """Whether a place only tells where the thing is: "Canada's first solar programme"."""
    ranked = any(one.text in words("rankings") for one in sentence.doc[hit.end : mention.first + 1])
    return mention.kind.loose and hit.form not in BODIES and ranked


def _is_compound(sentence: Sentence, hit: PlaceHit) -> bool:
    return hit.end < len(sentence.doc) and sentence.doc[hit.end].lower_ not in {"'s", "’s", "'", "’"}


def _is_public(sentence: Sentence, hit: PlaceHit, mention: Mention) -> bool:
    between = {token.lower_ for token in sentence.doc[hit.end : mention.end]}
    return mention.kind.id in words("public-instruments") or not between.isdisjoint(words("domestic"))


def _paired(sentence: Sentence, hit: PlaceHit, mention: Mention) -> tuple[PlaceHit, ...]:
    """The place with those joined to it; an agreement is of both sides of a hyphen too."""
    found = list(slots.coordinated(sentence, hit))
    if mention.kind.type is PolicyType.AGREEMENT:
        for other in sentence.places:
            low, high = (other, hit) if other.first < hit.first else (hit, other)
            if other not in found and [one.text for one in sentence.doc[low.end : high.first]] in (
                ["-"],
                ["–"],
                ["/"],
                ["—"],
            ):
                found.append(other)
    return tuple(found)
