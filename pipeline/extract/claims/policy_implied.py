"""Who uses an instrument when its own words do not tell: said before, told by the place around it, or the only one."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract import slots, syntax
from pipeline.extract.claims.policy_acts import names_sum
from pipeline.extract.claims.policy_government import INBOUND, Actor, does, government
from pipeline.extract.claims.policy_located import is_needed
from pipeline.extract.claims.policy_mentions import Mention, words
from pipeline.extract.claims.policy_phrase import anchors, instrument_tokens
from pipeline.extract.refer import country_meant
from pipeline.extract.sentence import PlaceHit, Sentence
from pipeline.types import Policy, PolicyType
from pipeline.vocab.places import PlaceForm, regions

LOOK_BACK = 6  # sentences before in which others may have an instrument of the same kind
NEAR = 6  # tokens before money of a government in which its sum stands
COUNTRY = frozenset({PlaceForm.NAME, PlaceForm.DEMONYM, PlaceForm.CAPITAL, PlaceForm.DESCRIPTION})
FAMILY = {
    "ambiguous-restriction": frozenset(
        {
            PolicyType.EXPORT_CONTROL,
            PolicyType.IMPORT_RESTRICTION,
            PolicyType.PRODUCTION_CONTROL,
            PolicyType.SANCTION,
            PolicyType.TARIFF,
        }
    )
}


def again(sentence: Sentence, mention: Mention) -> Actor | None:
    """The sentence before, or this one so far, names the same kind of instrument with its actor."""
    left = min(*(one.left_edge.i for one in anchors(mention)), mention.first)
    definite = any(one.lower_ in words("second-mention") for one in sentence.doc[left : mention.first + 1])
    generic = mention.kind.type in {PolicyType.SANCTION, PolicyType.EXPORT_CONTROL}  # bare, they are any state's
    if not definite and (generic or mention.kind.loose or mention.kind.id.startswith("title:")):
        return None
    for earlier in (sentence, sentence.previous) if definite else (sentence.previous,):
        claim = _meant(sentence, mention, earlier) if earlier is not None else None
        if claim is not None:
            if earlier is not sentence and _other_acts(sentence, claim):
                return None
            if not definite and (_is_new(sentence, mention, claim) or _is_another_kind(mention, claim)):
                return None
            return Actor("policy.again", claim.countries, model=claim)
    return None


def _is_new(sentence: Sentence, mention: Mention, claim: Policy) -> bool:
    """Whether an instrument is on another country than the one before, where several have such instruments."""
    inside = {token.i for token in instrument_tokens(mention) if token.i >= mention.end}
    known = {*claim.partner.split("+"), *claim.countries}
    fresh = any(hit.first in inside and hit.code not in known for hit in sentence.places)
    before = [one for earlier in sentence.back(LOOK_BACK) for one in earlier.claims if isinstance(one, Policy)]
    makers = {one.countries for one in before if one.policy_type is claim.policy_type}
    return fresh and len(makers) > 1


def _is_another_kind(mention: Mention, claim: Policy) -> bool:
    """Whether an instrument with a name of its own is not the one before: "a safeguard duty", after a tariff."""
    first = mention.head.doc[mention.first].lower_
    named = mention.kind.id in words("product-tariffs") and first not in words("duty-stages")
    return named and first not in claim.policy.lower()


def _meant(here: Sentence, mention: Mention, earlier: Sentence) -> Policy | None:
    """The last claim of a sentence on the same kind of instrument; where there are several, one of the same noun."""
    alike = [one for one in earlier.claims if isinstance(one, Policy) and one.countries and _same_kind(mention, one)]
    noun = mention.head.lemma_.lower()
    inside = {token.i for token in instrument_tokens(mention)}
    own = {hit.name for hit in here.goods if hit.first in inside}
    alike = [one for one in alike if one.commodity in own] or alike  # "the steel tariffs"
    named = [one for one in alike if noun in one.policy.lower()]
    return next(iter(reversed(named or alike)), None)


def _other_acts(sentence: Sentence, claim: Policy) -> bool:
    """Whether a sentence names the government of another country, which then may be the one that acts."""
    acting = [hit for hit in sentence.places if hit.form in {PlaceForm.BODY, PlaceForm.LEADER} and not hit.anaphor]
    return bool(acting) and all(hit.code not in claim.countries for hit in acting)


def _same_kind(mention: Mention, claim: Policy) -> bool:
    if claim.policy_type in FAMILY.get(mention.kind.id, frozenset()):
        return True
    if claim.policy_type is not mention.kind.type:
        return False
    noun = mention.head.lemma_.lower()
    return not mention.kind.loose or noun in claim.policy.lower() or noun in words("any-instrument")


def party(sentence: Sentence, mention: Mention) -> Actor | None:
    """The other country of a sentence with an agreement "with" some; of talks only who takes part in them."""
    before = min(mention.head.left_edge.i, max(0, mention.first - 1))
    on_trade = any(one.lower_ in words("trade") for one in mention.head.doc[before : mention.end])
    if mention.kind.type is not PolicyType.AGREEMENT or (mention.kind.loose and not on_trade):
        return None
    after = mention.head.doc[mention.end : mention.end + 1]  # wherever the parser hangs it
    sides = {one for one in (*mention.head.rights, *after) if one.dep_ == "prep" and one.lower_ == "with"}
    inside = {token.i for side in sides for token in side.subtree}
    partners = [hit for hit in sentence.places if hit.first in inside]
    others = [hit for hit in sentence.places if hit.first not in inside and hit.code not in slots.codes(partners)]
    verb = syntax.governor(list(anchors(mention))[-1])
    others = others or list(government(sentence, syntax.subject(verb) if verb is not None else None))
    if not partners or len(slots.codes(others)) != 1 or others[0].code in words("continents"):
        return None
    elsewhere = others[0].first and sentence.doc[others[0].first - 1].lower_ == "in"  # "analysts in Tokyo"
    return None if mention.kind.loose and elsewhere else Actor("policy.party", slots.codes(others), (others[0],))


def speaker(sentence: Sentence, mention: Mention) -> Actor | None:
    """A government body that makes an instrument known by saying so: "Duties will rise, the trade ministry said"."""
    verb = syntax.governor(mention.head)
    if verb is None or not (is_needed(mention, verb) or (not mention.kind.loose and _is_done(mention, verb))):
        return None
    for one in (verb.head, *syntax.children(verb, "parataxis", "ccomp", "advcl")):
        if one != verb and one.lemma_.lower() in words("say"):
            who = syntax.own_subject(one)
            hits = government(sentence, who) if who is None or who.pos_ != "PRON" else ()
            plain = who is not None and sentence.place_at(who) is not None and hits and hits[0].form in COUNTRY
            if hits and not plain:
                return Actor("policy.speaker", slots.codes(hits), hits)
    return None


def _is_done(mention: Mention, verb: Token) -> bool:
    return mention.head.dep_ in syntax.SUBJECTS and does(verb)


def federal(sentence: Sentence, mention: Mention) -> Actor | None:
    """The one country with a federal government that the text speaks of: "the federal tax credit"."""
    left = min(mention.head.left_edge.i, mention.first)
    inside = {one.lower_ for one in sentence.doc[left : mention.end]}
    if "national" in inside:
        here = {hit.code: hit for hit in sentence.places if not hit.anaphor and hit.form is not PlaceForm.DEMONYM}
        return Actor("policy.federal", tuple(here), tuple(here.values())) if len(here) == 1 else None
    if inside.isdisjoint(words("federal")):
        return None
    spoken = {code for code in _spoken(sentence) if code in words("federations")}
    spoken = spoken or set(_region_codes(sentence.document.text)) & words("federations")
    return Actor("policy.federal", (spoken.pop(),)) if len(spoken) == 1 else None


def home(sentence: Sentence, mention: Mention) -> Actor | None:
    """The one country that the text has spoken of so far, for an instrument that only states have."""
    if mention.kind.loose or mention.kind.type in {PolicyType.AGREEMENT, PolicyType.STOCKPILE}:
        return None
    if mention.kind.id != "executive-order" and not _takes_part(sentence, mention):
        return None
    if any(one.piece.opens for one in (sentence, *sentence.back(sentence.index))):
        return None  # an item of a round-up is too short to tell of which country a text is
    spoken = set(_spoken(sentence))
    if mention.kind.type is PolicyType.SANCTION:
        spoken -= words("under-sanctions")
    if mention.kind.id == "executive-order":
        spoken &= words("order-states")
    spoken -= {hit.code for hit in sentence.places if _judges(sentence, hit)}
    if mention.kind.id != "executive-order":
        spoken -= _only_owning(sentence)
    if mention.kind.type in INBOUND and len(spoken) == 1:
        inside = {token.i for token in instrument_tokens(mention)}
        on = (hit for hit in sentence.places if hit.first in inside)  # but "U.S. imports" come into the U.S.
        spoken -= {hit.code for hit in on if sentence.doc[min(hit.end, len(sentence.doc) - 1)].lemma_ != "import"}
    if mention.kind.type in INBOUND and not all(_is_named(sentence, code) for code in spoken):
        return None
    return Actor("policy.home", (spoken.pop(),)) if len(spoken) == 1 else None


def _is_named(sentence: Sentence, code: str) -> bool:
    """Whether a text names a country or its rulers so far, not only what comes from there: "the Kenyan firm's"."""
    found = (hit for one in (sentence, *sentence.back(sentence.index)) for hit in one.places if hit.code == code)
    return any(hit.form is not PlaceForm.DEMONYM for hit in found)


def _only_owning(sentence: Sentence) -> set[str]:
    """Countries spoken of only as owners of something, in the first sentence of a text: "may get Trump's attention"."""
    if sentence.previous is not None:
        return set()
    owners = {hit.code for hit in sentence.places if sentence.doc[hit.end - 1].dep_ == "poss"}
    return owners - {hit.code for hit in sentence.places if sentence.doc[hit.end - 1].dep_ != "poss"}


def topic(sentence: Sentence, mention: Mention) -> Actor | None:
    """The country that the text speaks of, for an instrument on what leaves it or is dug in it."""
    if mention.kind.id not in words("home-instruments") or not _takes_part(sentence, mention):
        return None
    verb = mention.head.head
    equals = verb.lemma_ == "be" and any(True for _ in syntax.children(verb, "attr"))
    if mention.head.dep_ not in syntax.SUBJECTS or equals:
        return None
    hit = country_meant(sentence, mention.head.left_edge.i)
    return Actor("policy.home", (hit.code,)) if hit is not None else None


def _judges(sentence: Sentence, hit: PlaceHit) -> bool:
    """Whether a country only says what it thinks: "the tariffs, which Canada calls unjust"."""
    noun = sentence.doc[hit.end - 1]
    return noun.dep_ in syntax.SUBJECTS and noun.head.lemma_.lower() in words("suffer") | {"call"}


def _takes_part(sentence: Sentence, mention: Mention) -> bool:
    """Whether something is said of the instrument itself: it does something, or something is done to it."""
    head = mention.head
    if mention.kind.type is PolicyType.SUBSIDY and any(
        one.lower_ in words("of-government") for one in head.doc[mention.first : mention.end]
    ):
        return names_sum(sentence, max(0, mention.first - NEAR), mention.end)  # "$57 billion in government support"
    verb = syntax.governor(head)
    if verb is None or head.dep_ in {"compound", "nmod", "amod"}:
        return False
    if head.dep_ in syntax.SUBJECTS:
        return True
    doer = syntax.subject(verb)
    if doer is None or doer.pos_ == "PROPN" or doer.like_num or doer.lemma_.lower() in words("doers"):
        return False
    return head.dep_ == "dobj" and does(verb) and verb.lemma_.lower() not in words("paying")


def _spoken(sentence: Sentence) -> list[str]:
    """Codes of the countries spoken of so far, by their own words or by their regions, the nearest sentence first."""
    found: list[str] = []
    one: Sentence | None = sentence
    while one is not None:
        found += [hit.code for hit in one.places if not hit.anaphor]
        found += _region_codes(one.text)
        one = one.previous
    return found


def _region_codes(text: str) -> Iterator[str]:
    return (code for name, code in regions().items() if name in text)


def receiver(sentence: Sentence, mention: Mention) -> Actor | None:
    """The state whose firms receive its money: "Chinese producers received state subsidies"."""
    inside = {token.lower_ for token in sentence.doc[mention.head.left_edge.i : mention.end]}
    verb = syntax.governor(mention.head)
    if mention.kind.type is not PolicyType.SUBSIDY or inside.isdisjoint(words("of-state")) or verb is None:
        return None
    subject = syntax.subject(verb)
    if subject is None or verb.lemma_.lower() not in words("receive") or mention.head.dep_ != "dobj":
        return None
    hits = [hit for hit in (slots.owner(sentence, subject),) if hit is not None and hit.form is PlaceForm.DEMONYM]
    return Actor("policy.receiver", slots.codes(hits), tuple(hits)) if hits else None
