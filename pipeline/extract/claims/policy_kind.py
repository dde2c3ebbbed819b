"""Which type an instrument is of: by its family, by the words around it, by what the text speaks of."""

import itertools

from pipeline.extract import syntax
from pipeline.extract.claims.policy_acts import names_sum
from pipeline.extract.claims.policy_deeds import goes_abroad
from pipeline.extract.claims.policy_government import Actor
from pipeline.extract.claims.policy_mentions import Mention, mentions, words
from pipeline.extract.claims.policy_phrase import anchors, instrument_tokens
from pipeline.extract.sentence import Sentence
from pipeline.types import PolicyType
from pipeline.vocab import policies
from pipeline.vocab.commodities import Kind
from pipeline.vocab.places import PlaceForm

LOOK_BACK = 6  # sentences in which the exports spoken of are still what a restriction is on
TAX = "tax"
LOOSE = "ambiguous-restriction"
REACH = 14  # tokens from a ban on sales to whom they are made


def policy_type(sentence: Sentence, mention: Mention, actor: Actor) -> PolicyType:
    """The type of the instrument."""
    return told_type(sentence, mention, actor) or mention.kind.type


def told_type(sentence: Sentence, mention: Mention, actor: Actor) -> PolicyType | None:
    """The type of an ambiguous instrument, by the words in its phrase, then by those right after it, if they tell."""
    kind = mention.kind
    plain = _plainly(sentence, mention, actor)
    if plain is not None:
        return plain
    flows = [flow for flow in policies.flows() if kind.id in flow.of]
    if not flows and kind.id not in words("origin-typed"):
        return kind.type
    phrase = {token.lower_ for token in instrument_tokens(mention)}
    end = mention.end
    after = itertools.takewhile(lambda one: not syntax.is_verb(one), sentence.doc[end : end + 4])
    near = {token.lower_ for token in (*sentence.doc[max(0, mention.first - 2) : end], *after)}
    clause = {token.lower_ for token in mention.head.subtree}
    if kind.id == "executive-order":
        clause |= {token.lower_ for token in syntax.clause(mention.head)}
    for scope in (phrase, near, clause):
        for flow in flows:
            if not scope.isdisjoint(flow.words):
                abroad = _sells_abroad(sentence, mention, flow.words) or _keeps_home(sentence, mention, flow.type)
                return PolicyType.EXPORT_CONTROL if abroad else flow.type
    if actor.model is not None:
        return actor.model.policy_type
    return _untold(sentence, mention, actor)


def _plainly(sentence: Sentence, mention: Mention, actor: Actor) -> PolicyType | None:
    """The type that goes before all words: of a tax that is waived, a licence to export, a cartel's quota."""
    kind = mention.kind
    if kind.type is PolicyType.REGULATION and _gives_money(sentence, mention):
        return PolicyType.SUBSIDY
    if kind.id == TAX and _is_waived(mention):
        return PolicyType.SUBSIDY
    if kind.id == TAX and _is_answered(sentence, mention):
        return PolicyType.TARIFF
    if kind.id == "decision" and lets_out(sentence, mention):
        return PolicyType.EXPORT_CONTROL
    if kind.id == "act.bar-sale" and _is_foreign_made(sentence, mention):
        return PolicyType.IMPORT_RESTRICTION
    spoken = {hit.code for one in (sentence, *sentence.back(LOOK_BACK)) for hit in one.places}
    quota = mention.head.lemma_.lower() == "quota" and not spoken.isdisjoint(words("cartels"))
    cartel = kind.id == LOOSE and (quota or words("cartels").issuperset(actor.codes))
    return PolicyType.PRODUCTION_CONTROL if cartel else None


def _is_answered(sentence: Sentence, mention: Mention) -> bool:
    """Whether a tax is met by tariffs of others, and so is one: "when Peru taxed tin, Chile raised tariffs"."""
    verb = syntax.governor(mention.head)
    imposed = verb is not None and verb.lemma_.lower() in {"impose", "slap", "levy"} and mention.head.dep_ == "dobj"
    return imposed and any(one.kind.type is PolicyType.TARIFF for one in mentions(sentence))


def _gives_money(sentence: Sentence, mention: Mention) -> bool:
    """Whether a law sets a sum aside: "the act allocates $3 billion for ports"."""
    over = mention.head.head
    if not (mention.kind.actor or mention.kind.loose) or mention.head.dep_ not in syntax.SUBJECTS:
        return False
    given = (one for one in syntax.children(over, "dobj") if names_sum(sentence, one.left_edge.i, one.right_edge.i + 1))
    return over.lemma_.lower() in words("granting") and any(True for _ in given)


def _is_foreign_made(sentence: Sentence, mention: Mention) -> bool:
    """Whether what may not be sold comes from abroad: "barred foreign-made drones from being sold"."""
    said = [one.lower_ for one in sentence.doc[mention.first : mention.end + 1]]
    return "imported" in said or ("foreign", "-") in itertools.pairwise(said)


def _untold(sentence: Sentence, mention: Mention, actor: Actor) -> PolicyType | None:
    """The type of an instrument whose words tell none: by who needs it, whence its goods come, what is spoken of."""
    if _is_required_licence(mention):
        return PolicyType.EXPORT_CONTROL
    if mention.kind.id in words("origin-typed") and _foreign_origin(sentence, mention, actor):
        return PolicyType.TARIFF if mention.kind.id == TAX else PolicyType.IMPORT_RESTRICTION
    if mention.kind.id != LOOSE:
        return mention.kind.type
    by_good = _by_good(sentence, mention)
    others = {one.kind.type for one in mentions(sentence)}
    inbound = PolicyType.TARIFF in others and mention.head.lower_ != "controls"  # "tariffs and curbs on tin"
    left = sentence.doc[mention.head.left_edge.i : mention.head.i]
    inbound = inbound or any(one.lower_ in words("tariff-quotas") for one in left)
    told = by_good or mention.kind.type
    if told is PolicyType.EXPORT_CONTROL and inbound:
        return None  # on which way of it nothing tells
    quota = mention.head.lemma_.lower() == "quota" and _is_inbound(sentence)
    if by_good is PolicyType.EXPORT_CONTROL and (quota or PolicyType.SANCTION in others):
        return PolicyType.IMPORT_RESTRICTION  # "a package of sanctions that includes a ban on gas"
    return mention.kind.type if _is_spoken_of(sentence) and not _is_made(sentence, mention) else by_good


def _is_spoken_of(sentence: Sentence) -> bool:
    """Whether the text so far speaks of exports, so that a restriction without more is one on them."""
    flow = next(one for one in policies.flows() if one.type is PolicyType.EXPORT_CONTROL and LOOSE in one.of)
    return any(not one.lowered.isdisjoint(flow.words) for one in (sentence, *sentence.back(LOOK_BACK)))


def _is_inbound(sentence: Sentence) -> bool:
    """Whether the text so far speaks of imports and of no exports, so that a quota is one on what comes in."""
    near = (sentence, *sentence.back(LOOK_BACK))
    spoken = {word for one in near for word in one.lowered}
    return not spoken.isdisjoint({"import", "imports", "imported"}) and not _is_spoken_of(sentence)


def _is_made(sentence: Sentence, mention: Mention) -> bool:
    """Whether a restriction is on what is used where it is made, like nuclear power, and not shipped."""
    inside = {token.i for token in instrument_tokens(mention)}
    named = [hit.name for hit in sentence.goods if hit.first in inside]
    return bool(named) and words("used-at-home").issuperset(named)


def _by_good(sentence: Sentence, mention: Mention) -> PolicyType | None:
    """What a restriction is by what it names: materials are kept in the country, the use of finished goods is ruled."""
    inside = {token.i for token in instrument_tokens(mention)}
    if _is_of_catch(sentence, mention, inside):
        return PolicyType.PRODUCTION_CONTROL
    named = [hit for hit in sentence.goods if not hit.weak and hit.first in inside]
    if not named:
        return None
    finished = all(hit.kind is Kind.FINISHED or hit.name in words("used-at-home") for hit in named)
    return PolicyType.REGULATION if finished else PolicyType.EXPORT_CONTROL


def _is_of_catch(sentence: Sentence, mention: Mention, inside: set[int]) -> bool:
    """Whether a quota is one of fishers: "set the cod quota", "fixed its quota for the anchovy season"."""
    behind = sentence.doc[mention.end] if mention.end < len(sentence.doc) else None
    if behind is not None and behind.lower_ == "for":  # which the parser often hangs on the verb
        inside = inside | {one.i for one in behind.subtree}
    named = [hit.name for hit in sentence.goods if not hit.weak and hit.first in inside]
    return mention.head.lemma_.lower() == "quota" and bool(named) and words("caught").issuperset(named)


def lets_out(sentence: Sentence, mention: Mention) -> bool:
    """Whether a licence is one to send goods abroad: "permission to sell chips to China", "licences to ship ore"."""
    deeds = [one for one in syntax.children(mention.head, "acl", "relcl", "xcomp") if one.i > mention.head.i]
    deeds += [one for one in syntax.children(mention.head.head, "xcomp") if mention.head.dep_ == "dobj"]
    return any(
        one.lemma_.lower() in words("letting-out")
        and (one.lemma_.lower() in {"export", "ship"} or goes_abroad(sentence, one))
        for one in deeds
    )


def _is_waived(mention: Mention) -> bool:
    """Whether a tax is lifted, cut or not asked for: "exempts electric cars from purchase tax"."""
    over = (one for noun in anchors(mention) for one in (noun.head, noun.head.head))
    return any(one.lemma_.lower() in words("relief") for one in over)


def _is_required_licence(mention: Mention) -> bool:
    """Whether a licence is one that somebody now needs: "has required licences for seven elements"."""
    verb = syntax.governor(mention.head)
    required = verb is not None and verb.lemma_.lower() in words("licensing-verbs") and mention.head.dep_ == "dobj"
    return required and mention.head.lemma_.lower() in words("licences")


def _keeps_home(sentence: Sentence, mention: Mention, told: PolicyType) -> bool:
    """Whether sales of a material that the text knows to be exported are banned: "a ban on ingot sales"."""
    named = _by_good(sentence, mention) is PolicyType.EXPORT_CONTROL
    return told is PolicyType.REGULATION and mention.kind.id == LOOSE and named and _is_spoken_of(sentence)


def _sells_abroad(sentence: Sentence, mention: Mention, flow: tuple[str, ...]) -> bool:
    """Whether sales are to another country: "a ban on sales of chips to Russian buyers"."""
    after = sentence.doc[mention.end : mention.end + REACH]
    sale = next((one for one in after if one.lower_ in flow and one.lower_ in {"sale", "sales"}), None)
    to = next((one for one in after if sale is not None and one.i > sale.i and one.lower_ == "to"), None)
    return to is not None and any(to.i < hit.first <= to.i + 2 for hit in sentence.places)


def _foreign_origin(sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether what is restricted comes from elsewhere: "a ban on American beef", "curbs on steel from Asia"."""
    start = mention.first if mention.kind.id.startswith("act.") else mention.end
    tokens = {token.i for token in instrument_tokens(mention) if token.i >= start}
    kind_is_act = mention.kind.id.startswith("act.")
    for hit in sentence.places:
        if hit.first in tokens and hit.code not in actor.codes:
            before = sentence.doc[hit.first - 1].lower_
            beside = any(one.first == hit.end for one in sentence.goods)  # "U.S. beef"
            if before == "from" or hit.form is PlaceForm.DEMONYM or beside or (hit.anaphor and kind_is_act):
                return True
    return any(sentence.doc[i].lower_ in {"foreign", "imported"} for i in tokens)
