"""The words that open the gate to the parser, gathered from the vocabularies of the claim types.

Strong cues are rare in prose without claims ("tariff", "dependence"); weak ones are common verbs ("plan", "buy") that
need a country and a commodity beside them.
"""

from functools import cache

from pipeline.vocab import policies, rules


@cache
def strong_cues() -> tuple[str, ...]:
    """Lower-case phrases of instruments, of dependence and of climate aims, sorted."""
    found = {noun for one in policies.instruments() if not one.loose for noun in one.nouns}
    found |= {name.lower() for one in policies.named() for name in one.names}
    words = rules.words("dependency")
    found |= words["depend-nouns"] | words["depend-adjectives"] | _forms(words["depend-verbs"])
    return tuple(sorted(found | rules.words("goal")["climate-gate"]))


@cache
def weak_cues() -> tuple[str, ...]:
    """Lower-case phrases of vague instruments, acts and aims, sorted."""
    found = {noun for one in policies.instruments() if one.loose for noun in one.nouns}
    found |= _forms(frozenset(verb for one in policies.acts() if not one.tells for verb in one.verbs))
    found |= {word for one in policies.acts() for word in one.tells}  # rarer than "make", "put" and "keep"
    found |= _forms(rules.words("policy")["passing"])
    found |= _forms(rules.words("dependency")["source-verbs"]) | rules.words("dependency")["gate"]
    goal = rules.words("goal")
    found |= _forms(goal["aim-verbs"] | goal["weak-verbs"]) | goal["purpose"] | goal["aim-nouns"] | goal["weak-nouns"]
    found |= goal["aim-adjectives"]
    return tuple(sorted(found - set(strong_cues())))


@cache
def sure_cues() -> tuple[str, ...]:
    """Words as written that tell whose policy it is without a country beside them: named instruments, "federal"."""
    return tuple(sorted({name for one in policies.named() for name in one.names} | rules.words("policy")["federal"]))


@cache
def pointing_cues() -> tuple[str, ...]:
    """What points back: vague instruments and aims ("these rules"), two countries ("both sides"); sorted."""
    nouns = {noun for one in policies.instruments() if one.loose for noun in one.nouns}
    found = {f"{word} {noun}" for word in rules.words("policy")["second-mention"] for noun in nouns}
    words = rules.words("policy")
    found |= {f"{word} {noun}" for word in words["pair-words"] for noun in words["pair-nouns"]}
    return tuple(sorted(found | rules.words("goal")["gate"]))


def _forms(verbs: frozenset[str]) -> set[str]:
    return {form for verb in verbs for form in inflected(verb)}


def inflected(verb: str) -> tuple[str, ...]:
    """The forms of a verb, and more: a gate may open too often, never too seldom. A particle stays as it is."""
    verb, _, particle = verb.partition(" ")
    if particle:
        return tuple(f"{form} {particle}" for form in inflected(verb))
    stem, last = verb.removesuffix("e"), verb[-1]
    doubled = (f"{verb}{last}ed", f"{verb}{last}ing")
    regular = (verb, f"{verb}s", f"{verb}es", f"{stem}ed", f"{stem}ing", *doubled, f"{verb[:-1]}ies", f"{verb[:-1]}ied")
    return (*regular, *_irregular().get(verb, ()))


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    """Verb -> its past forms."""
    return {verb: tuple(forms) for verb, *forms in map(str.split, rules.words("policy")["irregular"])}
